//! Which field of a record is which field of an article.
//!
//! For each field of an article several names are known, in order of preference; the first of them
//! that holds something wins. A name given by the user replaces all of them.
//!
//! Of texts the first wins, too, unless it is short and another is at least twice as long: feeds
//! put a teaser into one field and the article into another.

use serde::Serialize;

mod known;
mod names;

pub(super) use names::{FEED_RANK, Names, PAGE_RANK, name_of};

/// The user's names for the fields of a record; `None` leaves the usual names.
///
/// A name is a key of the record: a column of a table, an element of a feed. Case, hyphens,
/// underscores and spaces do not matter. In nested JSON it may be a path (`meta.source`,
/// `authors[0].name`) or a JSON pointer (`/meta/source`); a list on the way stands for all its
/// elements: the paragraphs of a text are joined, of other fields the first counts. Several names,
/// with commas between, are tried in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNames {
    /// The article's id. Usual: `id`, `_id`, `uri`, `guid`, `article_id`, `doc_id`, `uuid`.
    pub id: Option<String>,
    /// Headline. Usual: `title`, `headline`, also `title.rendered` and `headline.main`.
    pub title: Option<String>,
    /// Body. Usual: `text`, `body`, `content`, `article`, `body_text`, `articleBody`, `maintext`,
    /// `content_html`, `content:encoded` and others; where there is none, `summary`, `description`
    /// and the like.
    pub text: Option<String>,
    /// Publication date. Usual: `published`, `date`, `pubDate`, `publish_date`, `published_at`,
    /// `date_published`, `created_at`, `seendate`, `timestamp` and others.
    pub date: Option<String>,
    /// Outlet. Usual: `source`, `domain`, `publisher`, `site_name`, `source_domain`, `outlet`,
    /// `provider`, also the `name` or `title` of an object `source`, `publisher` or `feed`.
    pub source: Option<String>,
    /// Address. Usual: `url`, `link`, `href`, `web_url`, `canonical_url`, `permalink`.
    pub url: Option<String>,
    /// Language code. Usual: `lang`, `language`, `in_language`, `locale`.
    pub lang: Option<String>,
    /// Who wrote it. Usual: `author`, `authors`, `byline`, `creator`, also their `name`.
    pub author: Option<String>,
}

/// How often a field of the records was read as a field of the articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MappedField {
    /// The article's field: `id`, `title`, `text`, `date`, `source`, `url`, `lang` or `author`.
    pub field: &'static str,
    /// The record's field, nested ones with dots.
    pub name: String,
    /// Number of articles that took it from there.
    pub articles: u64,
}

/// A field of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Text,
    Date,
    Source,
    Url,
    Lang,
    Author,
    /// How title and text are written: `plain` where they are text as they are.
    TextType,
}

impl Field {
    pub(super) const ALL: [Self; 9] = [
        Self::Id,
        Self::Title,
        Self::Text,
        Self::Date,
        Self::Source,
        Self::Url,
        Self::Lang,
        Self::Author,
        Self::TextType,
    ];

    /// Those whose strings an article keeps, in the order in which they are stored.
    pub(super) const STRINGS: [Self; 7] = [
        Self::Id,
        Self::Title,
        Self::Text,
        Self::Source,
        Self::Url,
        Self::Lang,
        Self::Author,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Title => "title",
            Self::Text => "text",
            Self::Date => "date",
            Self::Source => "source",
            Self::Url => "url",
            Self::Lang => "lang",
            Self::Author => "author",
            Self::TextType => "text_type",
        }
    }
}

/// A field of an article and how much its name in the record is preferred; 0 is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) field: Field,
    pub(super) rank: u16,
    /// Whether a value of a wrong type under this name refuses the record.
    pub(super) is_sure: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(given: &FieldNames, path: &[&str]) -> Option<(Field, u16)> {
        let names = Names::new(given);
        let node = path
            .iter()
            .try_fold(&names, |node, step| node.child(step))?;
        node.target.map(|t| (t.field, t.rank))
    }

    #[test]
    fn usual_names_are_known_in_any_spelling_and_nested() {
        let usual = FieldNames::default();
        let cases: [(&[&str], _); 8] = [
            (&["headline"], Some(Field::Title)),
            (&["PUBDATE"], Some(Field::Date)),
            (&["Pub-Date"], Some(Field::Date)),
            (&["source", "name"], Some(Field::Source)),
            (&["source"], Some(Field::Source)),
            (&["_source", "body"], Some(Field::Text)),
            (&["name"], None),
            (&["comments", "text"], None),
        ];
        for (path, expected) in cases {
            let found = target(&usual, path).map(|found| found.0);
            assert_eq!(found, expected, "{path:?}");
        }
        let rank = |path: &[&str]| target(&usual, path).map(|found| found.1);
        let better = rank(&["text"]) < rank(&["article", "text"]);
        assert!(better, "what is in front counts more than what is inside");
    }

    #[test]
    fn a_given_name_replaces_the_usual_ones_of_its_field_only() {
        let given = FieldNames {
            text: Some("meta.body, parts[0].words".into()),
            id: Some("/a~1b/c".into()),
            ..FieldNames::default()
        };
        assert_eq!(target(&given, &["text"]), None);
        let rank = |path: &[&str]| target(&given, path).map(|found| found.1);
        assert!(rank(&["meta.body"]) < rank(&["meta", "body"]));
        assert!(rank(&["meta", "body"]) < rank(&["parts", "0", "words"]));
        assert_eq!(target(&given, &["a/b", "c"]), Some((Field::Id, 0)));
        assert_eq!(target(&given, &["title"]), Some((Field::Title, 0)));
        let names: Vec<_> = (0..4)
            .map(|rank| name_of(Field::Text, rank, &given))
            .collect();
        assert_eq!(names[1..], ["meta.body", "meta.body", "parts[0].words"]);
    }
}
