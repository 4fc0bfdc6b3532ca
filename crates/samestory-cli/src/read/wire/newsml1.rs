//! NewsML 1: a `NewsItem` an item.
//!
//! Source: NewsML 1.0 to 1.2 of the IPTC.

use super::body;
use super::item::Item;
use super::nitf;
use super::tree::Element;

/// Elements that are items.
pub(super) const ITEMS: &[&[u8]] = &[b"NewsItem"];

/// Reads an item.
pub(super) fn read(item: Element<'_, '_>) -> Item {
    let identifier = item.find("NewsIdentifier");
    let of_identifier = |name: &str| identifier?.find(name)?.text();
    let management = item.find("NewsManagement");
    let managed = |name: &str| management?.find(name);
    let lines = item.find("NewsLines");
    let line = |name: &str| lines?.find(name)?.text();
    // What all revisions share.
    let chain = (of_identifier("ProviderId"))
        .zip(of_identifier("NewsItemId"))
        .map(|(provider, id)| {
            let date = of_identifier("DateId").unwrap_or_default();
            format!("{provider}:{date}:{id}")
        });
    let document = item.find("nitf").map(nitf::read).unwrap_or_default();
    let content = content(item);
    let class = content.as_ref().map_or_else(
        || medium(item).unwrap_or_default(),
        |(class, _)| class.clone(),
    );
    Item {
        id: of_identifier("PublicIdentifier").or_else(|| chain.clone()),
        version: of_identifier("RevisionId"),
        title: line("HeadLine")
            .or(document.title)
            .or_else(|| item.find("Title")?.text())
            .or_else(|| item.find("NameLabel")?.text()),
        text: content.map(|(_, text)| text),
        summary: None,
        date: ["ThisRevisionCreated", "FirstCreated"]
            .iter()
            .find_map(|name| managed(name)?.text())
            .or_else(|| of_identifier("DateId"))
            .or(document.date),
        source: ["Provider", "Source", "Creator"]
            .iter()
            .find_map(|name| party(item.path(&["AdministrativeMetadata", name])?))
            .or_else(|| line("CreditLine"))
            .or(document.source)
            .or_else(|| of_identifier("ProviderId")),
        url: None,
        lang: item
            .path(&["DescriptiveMetadata", "Language"])
            .and_then(|language| language.attribute("FormalName"))
            .or_else(|| item.attribute("lang"))
            .or_else(|| {
                let mut components = item.outermost("NewsComponent");
                components.find_map(|component| component.attribute("lang"))
            })
            .or(document.lang),
        byline: line("ByLine").or(document.byline),
        urgency: managed("Urgency").and_then(formal),
        note: item.find("Instruction").and_then(Element::text),
        status: managed("Status").and_then(formal),
        embargo: managed("StatusWillChange")
            .filter(|_| {
                let status = managed("Status").and_then(formal).unwrap_or_default();
                status.eq_ignore_ascii_case("embargoed")
            })
            .and_then(|change| change.find("DateAndTime")?.text()),
        chain,
        ends: Vec::new(),
        class: Some(class),
    }
}

/// The longest text that the item carries, and the medium it is of.
fn content(item: Element<'_, '_>) -> Option<(String, String)> {
    let texts = item.outermost("ContentItem").filter_map(|content| {
        let medium = content
            .find("MediaType")
            .and_then(formal)
            .unwrap_or_default();
        let is_text = medium.is_empty()
            || ["text", "complexdata"]
                .iter()
                .any(|text| medium.eq_ignore_ascii_case(text));
        let data = content.find("DataContent").filter(|_| is_text)?;
        let inner = match data.find("nitf") {
            Some(nitf) => nitf::content(nitf)?,
            None => data.find("body").unwrap_or(data),
        };
        let text = body::text_of(inner);
        (!text.is_empty()).then_some((medium, text))
    });
    texts.max_by_key(|(_, text)| text.len())
}

/// The medium of an item that carries no text.
fn medium(item: Element<'_, '_>) -> Option<String> {
    formal(item.find("MediaType")?)
}

fn party(element: Element<'_, '_>) -> Option<String> {
    formal(element.find("Party")?)
}

fn formal(element: Element<'_, '_>) -> Option<String> {
    element.attribute("FormalName").or_else(|| element.text())
}
