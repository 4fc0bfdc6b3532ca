//! What a page says of its article in JSON-LD.
//!
//! In: the scripts of that type. Out: the values of the object that is the article, or of the page
//! where none is. Lists, `@graph`, `mainEntity` and references by `@id` are followed.
//!
//! Source: schema.org, `Article`, `WebPage` and `VideoObject`; W3C JSON-LD 1.1.

use serde_json::{Map, Value};

use crate::address;
use crate::read::markup::entities;

/// Values of the best object; empty where it says nothing.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Linked {
    /// Whether it calls itself an article.
    pub(super) is_article: bool,
    /// Whether an object says that the page lists other pages.
    pub(super) is_list: bool,
    pub(super) headline: String,
    pub(super) published: String,
    pub(super) created: String,
    pub(super) lang: String,
    pub(super) url: String,
    pub(super) publisher: String,
    pub(super) authors: Vec<String>,
    pub(super) body: String,
}

/// Objects that are looked at, so that a script of many costs no more than its length.
const OBJECTS: usize = 2000;
/// Levels of objects inside of one another that are followed.
const LEVELS: usize = 8;

type Object = Map<String, Value>;

/// The values of the article that the scripts are about; `address` is the page's own.
pub(super) fn read(scripts: &[String], address: &str) -> Linked {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        collect(value, LEVELS, &mut objects);
    }
    let address = address::canonical(address);
    let is_own =
        |object: &Object| address.is_some() && address::canonical(&own_address(object)) == address;
    let best = objects
        .iter()
        .enumerate()
        .filter(|(_, object)| rank(object) < Rank::Other)
        .min_by_key(|(place, object)| (rank(object), !is_own(object), *place));
    let is_list = objects
        .iter()
        .any(|object| has_type(object, &["CollectionPage", "ItemList", "SearchResultsPage"]));
    let empty = Object::new();
    let best = best.map_or(&empty, |(_, best)| *best);
    let mut linked = of(best, &objects);
    linked.is_list = is_list;
    if linked.published.is_empty() {
        // A check of facts, a place in a list: where the page has one date, that is the article's.
        let other = objects
            .iter()
            .find_map(|object| object.get("datePublished"));
        linked.published = other.map(string).unwrap_or_default();
    }
    linked
}

/// How far an object is the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Article,
    Recording,
    Page,
    Other,
}

fn rank(object: &Object) -> Rank {
    let types = types(object);
    let is = |test: &dyn Fn(&str) -> bool| types.iter().any(|kind| test(kind));
    if is(&|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report") {
        return Rank::Article;
    }
    if is(&|kind| {
        matches!(
            kind,
            "Review" | "Recipe" | "AudioObject" | "VideoObject" | "PodcastEpisode"
        )
    }) {
        return Rank::Recording;
    }
    if is(&|kind| matches!(kind, "WebPage" | "ItemPage")) {
        return Rank::Page;
    }
    Rank::Other
}

fn types(object: &Object) -> Vec<&str> {
    let last = |value: &'_ str| value.rfind(['/', ':', '#']).map_or(0, |at| at + 1);
    match object.get("@type") {
        Some(Value::String(kind)) => vec![&kind[last(kind)..]],
        Some(Value::Array(kinds)) => kinds
            .iter()
            .filter_map(Value::as_str)
            .map(|kind| &kind[last(kind)..])
            .collect(),
        _ => Vec::new(),
    }
}

fn has_type(object: &Object, wanted: &[&str]) -> bool {
    types(object).iter().any(|kind| wanted.contains(kind))
}

/// The objects that may be the page's own, in their order.
fn collect<'v>(value: &'v Value, levels: usize, objects: &mut Vec<&'v Object>) {
    if levels == 0 || objects.len() >= OBJECTS {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                collect(value, levels - 1, objects);
            }
        }
        Value::Object(object) => {
            objects.push(object);
            for key in [
                "@graph",
                "mainEntity",
                "mainEntityOfPage",
                "hasPart",
                "video",
            ] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.get(key) {
                    collect(inner, levels - 1, objects);
                }
            }
        }
        _ => {}
    }
}

fn of(object: &Object, objects: &[&Object]) -> Linked {
    let text = |key: &str| object.get(key).map(string).unwrap_or_default();
    let first = |keys: &[&str]| {
        let found = keys
            .iter()
            .map(|key| text(key))
            .find(|text| !text.is_empty());
        found.unwrap_or_default()
    };
    let rank = rank(object);
    Linked {
        is_article: rank == Rank::Article,
        is_list: false,
        headline: first(&["headline", "name"]),
        published: first(&["datePublished", "uploadDate"]),
        created: text("dateCreated"),
        lang: text("inLanguage"),
        url: own_address(object),
        publisher: object
            .get("publisher")
            .and_then(|publisher| names(publisher, objects).into_iter().next())
            .unwrap_or_default(),
        authors: ["author", "creator"]
            .iter()
            .filter_map(|key| object.get(*key))
            .map(|author| names(author, objects))
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        body: text("articleBody"),
    }
}

/// The address of the page that an object is about.
fn own_address(object: &Object) -> String {
    let of_page = object.get("mainEntityOfPage").map(|page| match page {
        Value::Object(page) => page.get("@id").or_else(|| page.get("url")).map(string),
        page => Some(string(page)),
    });
    let found = [
        object.get("url").map(string),
        of_page.flatten(),
        object.get("@id").map(string),
    ];
    found
        .into_iter()
        .flatten()
        .find(|address| address.starts_with("http"))
        .unwrap_or_default()
}

/// The names of persons or organisations.
fn names(value: &Value, objects: &[&Object]) -> Vec<String> {
    match value {
        Value::String(name) => Some(clean(name))
            .filter(|n| !n.is_empty())
            .into_iter()
            .collect(),
        Value::Array(values) => values
            .iter()
            .take(100)
            .flat_map(|value| names(value, objects))
            .collect(),
        Value::Object(object) => {
            let named = |object: &Object| object.get("name").map(string).filter(|n| !n.is_empty());
            let found = named(object).or_else(|| {
                let id = object.get("@id")?;
                let target = objects
                    .iter()
                    .find(|o| o.get("@id") == Some(id) && o.contains_key("name"));
                target.and_then(|object| named(object))
            });
            found.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A value as a text: its own, the first of a list, the `@value`, `name` or `@id` of an object.
fn string(value: &Value) -> String {
    match value {
        Value::String(text) => clean(text),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.first().map(string).unwrap_or_default(),
        Value::Object(object) => ["@value", "name", "@id"]
            .iter()
            .find_map(|key| object.get(*key).and_then(Value::as_str))
            .map(clean)
            .unwrap_or_default(),
        _ => String::new(),
    }
}

fn clean(text: &str) -> String {
    let text = text.trim();
    if !text.contains('&') {
        return text.to_owned();
    }
    // Written for a page, some are escaped as its text is.
    let decoded = entities::decode(text);
    decoded.map_or_else(
        || text.to_owned(),
        |text| entities::decode(&text).unwrap_or(text),
    )
}

/// Reads a script, also one that is not quite JSON: wrapped into a comment, with line ends inside
/// of strings, or with a comma before an end.
fn parse(script: &str) -> Option<Value> {
    let mut text = script.trim();
    for (start, end) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<![CDATA[", "]]>"),
    ] {
        if let Some(inner) = text.strip_prefix(start) {
            text = inner.trim_end().strip_suffix(end).unwrap_or(inner).trim();
        }
    }
    let text = text.trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mended = mend(text);
    // What follows the first value, a second one or a brace too many, costs only itself.
    let mut values = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
    values.next()?.ok()
}

fn mend(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut in_string = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                in_string = !in_string;
                mended.push(c);
            }
            '\\' if in_string => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    mended.push('\\');
                    mended.push(next);
                }
                Some(next) => mended.push(next),
                None => {}
            },
            c if c.is_control() => mended.push(' '),
            ']' | '}' if !in_string => {
                let end = mended.trim_end().len();
                if mended[..end].ends_with(',') {
                    mended.truncate(end - 1);
                }
                mended.push(c);
            }
            c => mended.push(c),
        }
    }
    mended
}
