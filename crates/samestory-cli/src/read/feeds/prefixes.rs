//! Prefixes of names: a feed may choose its own, what they stand for decides.
//!
//! Source: the specifications of the modules, which name their addresses.

use quick_xml::events::BytesStart;

/// Addresses of vocabularies, without what differs between their versions, and the prefix that is
/// usual; none for that of the feed itself.
const KNOWN: &[(&str, &str)] = &[
    ("www.w3.org/2005/atom", ""),
    ("purl.org/atom/ns", ""),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules", "other"),
    ("purl.org/rss/1.0", ""),
    ("my.netscape.com/rdf/simple/0.9", ""),
    ("channel.netscape.com/rdf/simple/0.9", ""),
    ("backend.userland.com/rss", ""),
    ("blogs.law.harvard.edu/tech/rss", ""),
    ("purl.org/dc/elements/1.", "dc"),
    ("purl.org/dc/terms", "dcterms"),
    ("search.yahoo.com/mrss", "media"),
    ("www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("rssnamespace.org/feedburner/ext/1.0", "feedburner"),
];

/// The prefixes that a feed declares, each with the usual one.
#[derive(Debug, Clone, Default)]
pub(super) struct Prefixes(Vec<(String, &'static str)>);

impl Prefixes {
    /// Takes what a tag declares.
    pub(super) fn declare(&mut self, tag: &BytesStart<'_>) {
        /// More are no prefixes of a feed, and each name is looked for among them.
        const MOST: usize = 64;
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let Some(prefix) = attribute.key.as_ref().strip_prefix("xmlns:") else {
                continue;
            };
            let usual = usual(&attribute.value);
            if let Some(usual) = usual.filter(|_| self.0.len() < MOST) {
                self.0.push((prefix.to_owned(), usual));
            }
        }
    }

    /// A name with the usual prefix.
    pub(super) fn usual(&self, name: &str) -> Option<String> {
        let (prefix, local) = name.split_once(':')?;
        let (_, usual) = self.0.iter().rev().find(|(own, _)| own == prefix)?;
        Some(if usual.is_empty() {
            local.to_owned()
        } else {
            format!("{usual}:{local}")
        })
    }
}

/// The usual prefix of a vocabulary.
fn usual(address: &str) -> Option<&'static str> {
    let address = address.trim().to_ascii_lowercase();
    let address = address
        .strip_prefix("http://")
        .or(address.strip_prefix("https://"))?;
    let (_, prefix) = KNOWN.iter().find(|(known, _)| address.starts_with(known))?;
    Some(prefix)
}
