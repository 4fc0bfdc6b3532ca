//! ninjs 1 to 3: a JSON object an item, alone, in lines, in an array or inside of other objects.
//!
//! Fields have the names of their version: `headline` or `headlines`, `body_text`, `body_xhtml` and
//! `body_html` or `bodies`, of which plain text is preferred. Objects around an item are looked
//! through, `associations` in it are not: they are other items.
//!
//! Source: News in JSON of the IPTC, 1.0 to 3.0, and the agencies' extensions of it.

use serde_json::{Map, Value};

use super::item::Item;
use crate::line::one_line;
use crate::read::draft::Draft;
use crate::read::fields::Names;
use crate::read::format::Format;
use crate::read::framing::Framing;
use crate::read::kind::{About, Kind, Passing, Sign, Start};
use crate::read::problem::Remark;
use crate::read::tables::json::Json;

/// A JSON document of news items.
#[derive(Debug)]
pub(in crate::read) struct Ninjs {
    json: Json,
}

impl Kind for Ninjs {
    fn told(_: Format, start: &Start<'_>) -> Sign {
        let has = |key: &str| {
            let key = format!("\"{key}\"");
            memchr::memmem::find(start.sample, key.as_bytes()).is_some()
        };
        let is_json = matches!(start.text.first(), Some(b'{' | b'['));
        // Keys that no other format has in these letters.
        if is_json
            && has("versioncreated")
            && (has("uri") || has("guid"))
            && (has("pubstatus") || has("headline") || has("headlines"))
        {
            Sign::Shown
        } else {
            Sign::None
        }
    }

    fn about(_: Format) -> About {
        About {
            name: "ninjs 1 to 3",
            told: "JSON with versioncreated, uri or guid, and pubstatus or headline",
            article: "an object, in lines, an array or an envelope",
            taken: "uri or guid; headline, or the main one of headlines; body_text, body_xhtml, body_html or bodies; \
                    versioncreated; provider, source or infosources; byline; language; version",
            left_out: "associations, pictures; canceled, withheld and embargoed items; earlier versions",
            passed_on: "as JSON",
        }
    }

    fn open(_: Format, start: &Start<'_>) -> Self {
        Self {
            json: Json::open(Format::Json, start),
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        self.json.framing()
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        let found = serde_json::from_slice::<Value>(record).ok();
        let Some(item) = found.as_ref().and_then(item_in) else {
            // Not an item, or not quite JSON: read as any other record.
            return self.json.parse(record, names, draft);
        };
        draft.start();
        read(item).deliver(names, draft)
    }

    fn passing(&self) -> Passing<'_> {
        self.json.passing()
    }
}

/// The item in a record: the outermost object with the keys of one.
fn item_in(record: &Value) -> Option<&Map<String, Value>> {
    /// Deeper ones are parts of an item.
    const DEEPEST: usize = 4;
    let mut level: Vec<&Map<String, Value>> = record.as_object().into_iter().collect();
    for _ in 0..DEEPEST {
        let is_item = |object: &&&Map<String, Value>| {
            ["versioncreated", "pubstatus"]
                .iter()
                .any(|key| object.contains_key(*key))
                && ["uri", "guid", "headline", "headlines"]
                    .iter()
                    .any(|key| object.contains_key(*key))
        };
        if let Some(item) = level.iter().find(is_item) {
            return Some(item);
        }
        level = level
            .iter()
            .flat_map(|object| object.values().filter_map(Value::as_object))
            .collect();
    }
    None
}

fn read(item: &Map<String, Value>) -> Item {
    let string = |name: &str| item.get(name).and_then(string_of);
    let first = |names: &[&str]| names.iter().find_map(|name| string(name));
    Item {
        id: first(&["uri", "guid", "id"]),
        version: string("version"),
        title: string("headline")
            .or_else(|| main_of(item.get("headlines")?))
            .or_else(|| string("title"))
            .map(|title| one_line(&title)),
        text: text(item),
        summary: first(&["description_text", "description_html", "description_xhtml"])
            .or_else(|| main_of(item.get("descriptions")?)),
        date: first(&["versioncreated", "contentcreated", "firstcreated"]),
        source: first(&["provider", "source"])
            .or_else(|| {
                item.get("infosources")
                    .or(item.get("infosource"))
                    .and_then(names_of)
            })
            .or_else(|| string("copyrightholder")),
        url: first(&["canonicalurl", "canonical_url", "link"])
            .or_else(|| item.get("links").and_then(links_of)),
        lang: string("language"),
        byline: first(&["byline", "by"]).or_else(|| item.get("authors").and_then(names_of)),
        urgency: string("urgency"),
        note: string("ednote"),
        status: string("pubstatus"),
        embargo: string("embargoed"),
        chain: None,
        ends: string("evolvedfrom").into_iter().collect(),
        class: string("type"),
    }
}

/// The text of the item, plain where it has both.
fn text(item: &Map<String, Value>) -> Option<String> {
    let in_version_1 = ["body_text", "body_xhtml", "body_html"]
        .iter()
        .find_map(|name| string_of(item.get(*name)?));
    in_version_1.or_else(|| {
        let bodies = item.get("bodies")?.as_array()?;
        let of_type = |plain: bool| {
            bodies.iter().find_map(|body| {
                let media = body
                    .get("contenttype")
                    .and_then(string_of)
                    .unwrap_or_default();
                (media.contains("plain") == plain)
                    .then_some(body)
                    .and_then(value_of)
            })
        };
        of_type(true).or_else(|| of_type(false))
    })
}

/// The value of the main element of a list, by its role, or of the first.
fn main_of(list: &Value) -> Option<String> {
    let list = list.as_array()?;
    let is_main = |element: &&Value| {
        element
            .get("role")
            .and_then(Value::as_str)
            .is_some_and(|role| role.ends_with("main"))
    };
    let main = list.iter().find(is_main).and_then(value_of);
    main.or_else(|| list.iter().find_map(value_of))
}

fn value_of(element: &Value) -> Option<String> {
    element
        .get("value")
        .map_or_else(|| string_of(element), string_of)
}

/// The names of a list of parties.
fn names_of(list: &Value) -> Option<String> {
    let parties = list
        .as_array()
        .map_or(std::slice::from_ref(list), Vec::as_slice);
    let names: Vec<String> = parties
        .iter()
        .filter_map(|party| {
            party
                .get("name")
                .map_or_else(|| string_of(party), string_of)
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn links_of(list: &Value) -> Option<String> {
    list.as_array()?
        .iter()
        .find_map(|link| string_of(link.get("href")?))
}

fn string_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}
