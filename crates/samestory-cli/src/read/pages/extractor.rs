//! What finds the article's part of a page.
//!
//! In: the tree of a page. Out: the blocks of that part. `dom_smoothie` scores paragraphs as Readability
//! does; trafilatura goes by rules about elements and classes first, and compares what these found with
//! Readability and jusText.

use std::str::FromStr;

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use samestory::error::Error;

use super::blocks::Block;
use super::furniture;
#[cfg(feature = "trafilatura")]
use super::tree;

/// What finds the text of an article in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Extractor {
    /// `dom_smoothie`, which follows Mozilla's Readability.
    #[default]
    Smoothie,
    /// `trafilatura`, a port of the Python package of that name, told to favour precision.
    #[cfg(feature = "trafilatura")]
    Trafilatura,
}

impl Extractor {
    /// The names that [`FromStr`] knows, whatever this was built with.
    pub const NAMES: [&str; 2] = ["smoothie", "trafilatura"];
}

impl FromStr for Extractor {
    type Err = Error;

    /// # Errors
    /// When there is none of that name, or this was built without it.
    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "smoothie" => Ok(Self::Smoothie),
            #[cfg(feature = "trafilatura")]
            "trafilatura" => Ok(Self::Trafilatura),
            #[cfg(not(feature = "trafilatura"))]
            "trafilatura" => Err(Error::config("this was built without trafilatura")
                .help("build it with --features trafilatura, or leave the extractor out")),
            _ => Err(Error::config(format!("the extractor is `{name}`"))
                .help(format!("give {}", Self::NAMES.join(" or ")))),
        }
    }
}

/// How much longer than the page its tree may be when it is written out.
#[cfg(feature = "trafilatura")]
const MOST_GROWN: usize = 2;

/// The blocks of the part of a page of so many bytes that holds the article.
#[cfg_attr(
    not(feature = "trafilatura"),
    expect(unused_variables, reason = "only trafilatura needs a bound")
)]
pub(super) fn part(extractor: Extractor, document: Document, page_bytes: usize) -> Vec<Block> {
    match extractor {
        Extractor::Smoothie => by_smoothie(document),
        #[cfg(feature = "trafilatura")]
        Extractor::Trafilatura => {
            let html = document.html();
            // It parses without bounds, and elements that are never closed stand in every paragraph.
            if html.len() > MOST_GROWN * page_bytes {
                return by_smoothie(document);
            }
            by_trafilatura(&html)
        }
    }
}

fn by_smoothie(document: Document) -> Vec<Block> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    let Ok(mut page) = Readability::with_document(document, None, Some(config)) else {
        return Vec::new();
    };
    if page.parse().is_err() {
        return Vec::new();
    }
    let selection = page.doc.select_single("#readability-page-1");
    selection
        .nodes()
        .first()
        .map(furniture::blocks_below)
        .unwrap_or_default()
}

/// It is given what the tree has room for, as it takes time with the depth of elements as well.
#[cfg(feature = "trafilatura")]
fn by_trafilatura(html: &str) -> Vec<Block> {
    // What is around an article makes copies of what are none, so rather less than more.
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_focus(trafilatura::ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true);
    let Ok(found) = trafilatura::extract(html, &options) else {
        return Vec::new();
    };
    let part = tree::grow(&found.content_html).document;
    part.body()
        .map(|body| furniture::blocks_below(&body))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extractor_that_is_not_there_is_an_error_that_says_how_to_repair_it() {
        for (name, is_there) in [
            ("smoothie", true),
            ("trafilatura", cfg!(feature = "trafilatura")),
            ("Smoothie", false),
        ] {
            let found = name.parse::<Extractor>();
            assert_eq!(found.is_ok(), is_there, "{name}");
            let repair = found
                .err()
                .map(|error| error.repair().unwrap_or_default().to_owned());
            assert!(
                repair.is_none_or(|repair| repair.contains("trafilatura")),
                "{name}"
            );
        }
    }
}
