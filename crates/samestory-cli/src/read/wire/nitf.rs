//! NITF 3: one document an item, alone or inside of a news item of another format.
//!
//! Source: the News Industry Text Format of the IPTC, versions 2.5 to 3.6.

use samestory::time::Timestamp;

use super::body;
use super::item::Item;
use super::tree::Element;

/// Reads a document.
pub(super) fn read(nitf: Element<'_, '_>) -> Item {
    let head = nitf.child("head");
    let docdata = nitf.find("docdata");
    let body = nitf.child("body");
    let body_head = nitf.find("body.head");
    let in_docdata = |name, attribute| docdata?.find(name)?.attribute(attribute);
    let in_head = |name| body_head?.find(name)?.text();
    let status = docdata.and_then(|docdata| docdata.attribute("management-status"));
    let id = in_docdata("doc-id", "id-string");
    let du_key = docdata.and_then(|docdata| docdata.find("du-key"));
    let of_key = |name| du_key?.attribute(name);
    let numbers = (of_key("generation"), of_key("version"));
    let is_versioned = numbers.0.is_some() || numbers.1.is_some();
    let version = match numbers {
        (Some(generation), Some(version)) => Some(format!("{generation}.{version}")),
        (generation, version) => generation.or(version),
    };
    let ends_other = docdata.and_then(|docdata| docdata.attribute("management-idref-status"));
    let other = docdata.and_then(|docdata| docdata.attribute("management-doc-idref"));
    let ends = match ends_other.as_deref() {
        Some("canceled" | "withheld") => other.into_iter().collect(),
        _ => Vec::new(),
    };
    let issued = in_docdata("date.issue", "norm");
    // A release is an embargo when it comes after the issue.
    let release = in_docdata("date.release", "norm");
    Item {
        chain: of_key("key").filter(|_| is_versioned),
        title: title(nitf),
        text: content(nitf).map(body::text_of),
        summary: in_head("abstract"),
        date: issued
            .clone()
            .or_else(|| nitf.find("pubdata")?.attribute("date.publication"))
            .or_else(|| nitf.find("story.date")?.attribute("norm"))
            .or_else(|| release.clone()),
        source: source(nitf),
        url: nitf
            .find("pubdata")
            .and_then(|pubdata| pubdata.attribute("ex-ref")),
        lang: [Some(nitf), head, body]
            .into_iter()
            .flatten()
            .find_map(|element| {
                element
                    .attribute("baselang")
                    .or_else(|| element.attribute("lang"))
            }),
        byline: in_head("byline"),
        urgency: in_docdata("urgency", "ed-urg")
            .or_else(|| head?.find("urgency")?.attribute("ed-urg")),
        note: in_docdata("ed-msg", "info"),
        embargo: release.filter(|release| {
            let is_said = status
                .as_deref()
                .is_some_and(|status| status.eq_ignore_ascii_case("embargoed"));
            let time = |text: &str| text.parse::<Timestamp>().ok();
            is_said || time(release) > issued.as_deref().and_then(time)
        }),
        id,
        version,
        status,
        ends,
        class: None,
    }
}

/// The element with the article's words.
pub(super) fn content<'t, 'x>(nitf: Element<'t, 'x>) -> Option<Element<'t, 'x>> {
    let body = nitf.child("body");
    nitf.find("body.content").or_else(|| {
        // Without a head of its own, the body is the content.
        body.filter(|body| body.child("body.head").is_none())
    })
}

/// The first headline, else the title of the document.
fn title(nitf: Element<'_, '_>) -> Option<String> {
    let headlines = ["hedline", "headline"]
        .iter()
        .find_map(|name| nitf.path(&["body.head", name]));
    headlines
        .and_then(|headlines| headlines.find("hl1").or(Some(headlines)))
        .and_then(Element::text)
        .or_else(|| nitf.child("head")?.child("title")?.text())
}

fn source(nitf: Element<'_, '_>) -> Option<String> {
    let in_head = |name| nitf.path(&["body.head", name]).and_then(Element::text);
    let in_docdata = |name, attribute| nitf.find("docdata")?.find(name)?.attribute(attribute);
    in_head("distributor")
        .or_else(|| in_head("rights.owner"))
        .or_else(|| in_docdata("doc.copyright", "holder"))
        .or_else(|| in_docdata("doc-id", "regsrc"))
        .or_else(|| in_docdata("doc.rights", "owner"))
        .or_else(|| in_docdata("from-src", "src-name"))
}
