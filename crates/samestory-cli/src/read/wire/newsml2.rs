//! NewsML-G2: a `newsItem` an item; packages and other items are counted.
//!
//! Source: NewsML-G2 2.x of the IPTC, power and core conformance.

use super::body;
use super::item::Item;
use super::nitf;
use super::tree::Element;

/// Elements that are items.
pub(super) const ITEMS: &[&[u8]] = &[
    b"newsItem",
    b"packageItem",
    b"conceptItem",
    b"knowledgeItem",
    b"planningItem",
    b"catalogItem",
];

/// Reads an item.
pub(super) fn read(item: Element<'_, '_>) -> Item {
    let meta = item.child("itemMeta");
    let about = item.child("contentMeta");
    let of_meta = |name: &str| meta?.child(name);
    let of_about = |name: &str| about?.child(name);
    let document = item.path(&["contentSet", "nitf"]).map(nitf::read);
    let document = document.unwrap_or_default();
    let is_news = item.name() == "newsItem";
    Item {
        id: item.attribute("guid"),
        version: item.attribute("version"),
        title: headline(about)
            .or(document.title)
            .or_else(|| of_meta("title")?.text()),
        text: is_news.then(|| text(item)).flatten(),
        summary: of_about("description").and_then(Element::text),
        date: ["versionCreated", "firstCreated"]
            .iter()
            .find_map(|name| of_meta(name)?.text())
            .or_else(|| of_about("contentModified")?.text())
            .or_else(|| of_about("contentCreated")?.text())
            .or(document.date),
        source: of_meta("provider")
            .and_then(name_of)
            .or_else(|| of_about("infoSource").and_then(name_of))
            .or_else(|| of_about("creditline")?.text())
            .or(document.source),
        url: None,
        lang: about
            .and_then(|about| {
                let mut languages = about.children().filter(|child| child.name() == "language");
                languages.find_map(|language| language.attribute("tag"))
            })
            .or_else(|| item.attribute("lang"))
            .or(document.lang),
        byline: of_about("by").and_then(Element::text).or(document.byline),
        urgency: of_about("urgency")
            .and_then(Element::text)
            .or(document.urgency),
        note: of_meta("edNote").and_then(Element::text),
        status: of_meta("pubStatus").and_then(code_of),
        embargo: of_meta("embargoed").and_then(Element::text),
        chain: None,
        ends: Vec::new(),
        class: Some(if is_news {
            of_meta("itemClass").and_then(code_of).unwrap_or_default()
        } else {
            "package".to_owned()
        }),
    }
}

/// The main headline: that of no other role.
fn headline(about: Option<Element<'_, '_>>) -> Option<String> {
    let headlines: Vec<_> = about?
        .children()
        .filter(|child| child.name() == "headline")
        .filter_map(|child| Some((child.attribute("role"), child.text()?)))
        .collect();
    let is_main = |role: &Option<String>| {
        role.as_ref()
            .is_none_or(|role| role.to_ascii_lowercase().ends_with("main"))
    };
    let main = headlines.iter().find(|(role, _)| is_main(role));
    main.or(headlines.first()).map(|(_, text)| text.clone())
}

/// What the item carries inline: the longest text, where it has several renditions of it.
fn text(item: Element<'_, '_>) -> Option<String> {
    let contents = item.child("contentSet")?;
    let texts = contents
        .children()
        .filter_map(|content| match content.name() {
            "inlineXML" => Some(body::text_of(match content.find("nitf") {
                Some(nitf) => nitf::content(nitf)?,
                None => content.find("body").unwrap_or(content),
            })),
            "inlineData" => Some(body::text_of(content)),
            _ => None,
        });
    texts.max_by_key(String::len)
}

/// A code without its vocabulary, from an attribute or the text.
fn code_of(element: Element<'_, '_>) -> Option<String> {
    let code = element
        .attribute("qcode")
        .or_else(|| element.attribute("uri"))
        .or_else(|| element.attribute("literal"))
        .or_else(|| element.text())?;
    let last = code.rsplit([':', '/']).next().unwrap_or_default();
    Some(last.to_owned())
}

/// The name of a party: as it is written out, else its code.
fn name_of(element: Element<'_, '_>) -> Option<String> {
    element
        .child("name")
        .and_then(Element::text)
        .or_else(|| element.attribute("literal"))
        .or_else(|| code_of(element))
        .or_else(|| element.attribute("name"))
}
