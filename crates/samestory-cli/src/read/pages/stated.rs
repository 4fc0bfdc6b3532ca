//! What a page says of itself, gathered in one walk over its tree.

use dom_query::{Document, NodeRef};

use super::linked::{self, Linked};
use crate::read::markup::entities;

/// Values by where they stand, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// Names of `meta` elements (`name`, `property`, `itemprop`, `http-equiv`), folded, with their
    /// content.
    metas: Vec<(String, String)>,
    /// Values of elements by their `itemprop`.
    items: Vec<(String, String)>,
    pub(super) linked: Linked,
    /// The text of `<title>`.
    pub(super) title: String,
    /// First-level headings.
    pub(super) headings: Vec<String>,
    pub(super) times: Vec<Time>,
    pub(super) lang: String,
    pub(super) canonical: String,
    /// Short texts of elements whose class says that they are a date.
    pub(super) dated: Vec<String>,
    /// Headings below the first level that are links.
    pub(super) linked_headings: usize,
}

/// A `<time>` with a date.
#[derive(Debug, Default)]
pub(super) struct Time {
    pub(super) date: String,
    /// How much it is that of the article: 0 by its name, 1 by a class or place that says so.
    pub(super) rank: u8,
}

/// Values kept of one kind, so that hostile pages do not fill memory.
const MOST: usize = 1000;
/// Texts of dates that are kept: that of the article comes first.
const DATED: usize = 8;
/// Bytes of a value: more is no name, title or date.
const VALUE_BYTES: usize = 4096;
/// Bytes of a script in JSON-LD.
const SCRIPT_BYTES: usize = 4 << 20;

impl Stated {
    pub(super) fn of(document: &Document) -> Self {
        let mut stated = Self::default();
        let mut scripts = Vec::new();
        for node in document.tree.root().descendants_it() {
            stated.take(&node, &mut scripts);
        }
        stated.linked = linked::read(&scripts, &stated.address());
        stated
    }

    fn take(&mut self, node: &NodeRef<'_>, scripts: &mut Vec<String>) {
        let Some(element) = node.element_ref() else {
            return;
        };
        let attribute = |name: &str| {
            let found = element.attrs.iter().find(|a| &*a.name.local == name)?;
            Some(found.value.trim()).filter(|value| !value.is_empty())
        };
        match &*element.name.local {
            "html" => {
                if let Some(lang) = attribute("lang").or_else(|| attribute("xml:lang")) {
                    lang.clone_into(&mut self.lang);
                }
            }
            "meta" => {
                let names = ["property", "name", "itemprop", "http-equiv"];
                let content = attribute("content").unwrap_or_default();
                self.take_meta(names.into_iter().filter_map(attribute), content);
                return;
            }
            "link" => {
                let is_canonical =
                    attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if let Some(address) = attribute("href")
                    && is_canonical
                    && self.canonical.is_empty()
                {
                    address.clone_into(&mut self.canonical);
                }
                return;
            }
            "title" if self.title.is_empty() && is_in_head(node) => self.title = line_of(node),
            "h1" if self.headings.len() < MOST => self.headings.push(line_of(node)),
            "h2" | "h3" | "h4" => {
                let is_link = node.parent().is_some_and(|parent| parent.has_name("a"))
                    || node
                        .first_element_child()
                        .is_some_and(|child| child.has_name("a"));
                self.linked_headings += usize::from(is_link);
            }
            "time" => {
                let value = |name: &str| attribute(name).unwrap_or_default();
                let is_named =
                    value("itemprop").contains("datePublished") || attribute("pubdate").is_some();
                let class = value("class").to_ascii_lowercase();
                let is_published = class.contains("publi") || class.contains("created");
                let date = attribute("datetime").map_or_else(|| line_of(node), str::to_owned);
                self.take_time(
                    date,
                    if is_named {
                        0
                    } else {
                        u8::from(!is_published) + 1
                    },
                );
            }
            "script" => {
                let kind = attribute("type").unwrap_or_default();
                if kind.to_ascii_lowercase().starts_with("application/ld+json") {
                    let script = node.text();
                    if script.len() <= SCRIPT_BYTES {
                        scripts.push(script.to_string());
                    }
                }
                return;
            }
            _ => {}
        }
        if self.dated.len() < DATED
            && let Some(class) = attribute("class")
            && is_dated(class)
        {
            let line = line_of(node);
            if line.len() <= 100 && line.bytes().any(|b| b.is_ascii_digit()) {
                self.dated.push(line);
            }
        }
        if let Some(names) = attribute("itemprop")
            && self.items.len() < MOST
            && matches!(
                names,
                "headline"
                    | "datePublished"
                    | "dateCreated"
                    | "author"
                    | "name"
                    | "inLanguage"
                    | "publisher"
            )
        {
            let value = attribute("content")
                .or_else(|| attribute("datetime"))
                .map_or_else(|| line_of(node), str::to_owned);
            self.items.push((names.to_owned(), value));
        }
    }

    fn take_meta<'n>(&mut self, names: impl Iterator<Item = &'n str>, content: &str) {
        if content.is_empty() || content.len() > VALUE_BYTES {
            return;
        }
        for name in names {
            if self.metas.len() < MOST {
                self.metas.push((fold(name), decoded(content)));
            }
        }
    }

    fn take_time(&mut self, date: String, rank: u8) {
        if !date.is_empty() && date.len() <= 80 && self.times.len() < MOST {
            self.times.push(Time { date, rank });
        }
    }

    /// The first of the metas of these folded names that says something.
    pub(super) fn meta(&self, names: &[&str]) -> &str {
        names
            .iter()
            .map(|name| first(&self.metas, name))
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    }

    /// What the metas of a folded name say.
    pub(super) fn metas<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> + 's {
        let found = self.metas.iter().filter(move |(key, _)| key == name);
        found
            .map(|(_, value)| &**value)
            .filter(|value| !value.is_empty())
    }

    /// The first element of this `itemprop`.
    pub(super) fn item(&self, name: &str) -> &str {
        first(&self.items, name)
    }

    /// The page's own address, as far as it says.
    pub(super) fn address(&self) -> String {
        let stated = [self.canonical.as_str(), self.meta(&["ogurl", "twitterurl"])];
        stated
            .into_iter()
            .find(|address| address.starts_with("http"))
            .unwrap_or_default()
            .to_owned()
    }
}

/// The host of an address, without the label that most have.
pub(super) fn host(address: &str) -> &str {
    let behind = address.split("://").nth(1).unwrap_or_default();
    let host = behind.split(['/', '?', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn first<'s>(pairs: &'s [(String, String)], name: &str) -> &'s str {
    let found = pairs
        .iter()
        .find(|(key, value)| key == name && !value.is_empty());
    found.map_or("", |(_, value)| value)
}

/// Whether a class says that its element is a date.
fn is_dated(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    ["date", "datum", "fecha", "publish", "posted", "timestamp"]
        .iter()
        .any(|word| class.contains(word))
}

/// A name as it is compared: `og:site_name`, `og:site:name` and `OG.SiteName` are one.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A value without entities, which some pages escape twice.
fn decoded(value: &str) -> String {
    entities::decode(value).unwrap_or_else(|| value.to_owned())
}

/// Whether it is no title of a picture.
fn is_in_head(node: &NodeRef<'_>) -> bool {
    node.parent().is_some_and(|parent| !parent.has_name("svg"))
}

/// The words of an element, one space between.
fn line_of(node: &NodeRef<'_>) -> String {
    let mut line = String::new();
    let mut is_space = false;
    for text in node.descendants_it().filter(NodeRef::is_text) {
        let text = text.text();
        is_space |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if is_space && !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            is_space = true;
        }
        is_space = text.ends_with(char::is_whitespace);
        if line.len() > VALUE_BYTES {
            break;
        }
    }
    line
}
