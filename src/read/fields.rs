//! Which field of a record is which field of an article.
//!
//! For each field of an article several names are known, in order of preference; a record's first
//! known name wins. A name given by the user replaces all of them.

use serde::Serialize;

/// The user's names for the fields of a record; `None` leaves the usual names.
///
/// A name is a key of the record (a column, in CSV). For nested JSON it may be a path with dots
/// (`meta.source`) or a JSON pointer (`/meta/source`). Case does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNames {
    /// The article's id. Usual: `id`, `_id`, `uri`, `guid`, `article_id`, `doc_id`, `uuid`.
    pub id: Option<String>,
    /// Headline. Usual: `title`, `headline`, also `title.rendered` and `headline.main`.
    pub title: Option<String>,
    /// Body. Usual: `text`, `body`, `content`, `article`, `body_text`, `articleBody`, `maintext`,
    /// `full_text`, also `content.rendered`.
    pub text: Option<String>,
    /// Publication date. Usual: `published`, `date`, `pubDate`, `publish_date`, `published_at`,
    /// `publishedAt`, `datePublished`, `publication_date`, `date_publish`, `versioncreated`,
    /// `timestamp`.
    pub date: Option<String>,
    /// Outlet. Usual: `source`, `domain`, `publisher`, `site_name`, `source_domain`, `outlet`, also
    /// the `name` of an object `source` or `publisher`.
    pub source: Option<String>,
    /// Address. Usual: `url`, `link`, `href`, `web_url`.
    pub url: Option<String>,
    /// Language code. Usual: `lang`, `language`.
    pub lang: Option<String>,
}

/// How often a field of the records was read as a field of the articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MappedField {
    /// The article's field: `id`, `title`, `text`, `date`, `source`, `url` or `lang`.
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
}

impl Field {
    pub(super) const ALL: [Self; 7] = [
        Self::Id,
        Self::Title,
        Self::Text,
        Self::Date,
        Self::Source,
        Self::Url,
        Self::Lang,
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
        }
    }

    /// The usual names, best first.
    fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id", "_id", "uri", "guid", "article_id", "doc_id", "uuid"],
            Self::Title => &["title", "headline", "title.rendered", "headline.main"],
            Self::Text => &[
                "text",
                "body",
                "content",
                "article",
                "body_text",
                "articleBody",
                "maintext",
                "full_text",
                "content.rendered",
            ],
            Self::Date => &[
                "published",
                "date",
                "pubDate",
                "publish_date",
                "published_at",
                "publishedAt",
                "datePublished",
                "publication_date",
                "date_publish",
                "versioncreated",
                "timestamp",
            ],
            Self::Source => &[
                "source",
                "domain",
                "publisher",
                "source.name",
                "publisher.name",
                "site_name",
                "source_domain",
                "outlet",
            ],
            Self::Url => &["url", "link", "href", "web_url"],
            Self::Lang => &["lang", "language"],
        }
    }
}

/// A field of an article and how much its name in the record is preferred; 0 is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) field: Field,
    pub(super) rank: u8,
}

/// The known names as a tree: one level a step of a path.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) target: Option<Target>,
    children: Vec<(String, Names)>,
}

impl Names {
    pub(super) fn new(given: &FieldNames) -> Self {
        let mut names = Self::default();
        for field in Field::ALL {
            for (path, rank) in known(field, given).iter().zip(0..) {
                names.insert(path, Target { field, rank });
            }
        }
        names
    }

    /// What is known of a key; the names of the usual feeds decide by length and first letters.
    pub(super) fn child(&self, key: &str) -> Option<&Self> {
        self.children
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key))
            .map(|(_, node)| node)
    }

    pub(super) fn has_children(&self) -> bool {
        !self.children.is_empty()
    }

    fn insert(&mut self, path: &[String], target: Target) {
        let Some((first, rest)) = path.split_first() else {
            self.target.get_or_insert(target);
            return;
        };
        let at = self
            .children
            .iter()
            .position(|(name, _)| name.eq_ignore_ascii_case(first))
            .unwrap_or_else(|| {
                self.children.push((first.clone(), Self::default()));
                self.children.len() - 1
            });
        self.children[at].1.insert(rest, target);
    }
}

/// The name that a target stands for.
pub(super) fn name_of(field: Field, rank: usize, given: &FieldNames) -> String {
    known(field, given)
        .get(rank)
        .map(|path| path.join("."))
        .unwrap_or_default()
}

/// The paths under which a field is looked for, best first.
fn known(field: Field, given: &FieldNames) -> Vec<Vec<String>> {
    let override_name = match field {
        Field::Id => &given.id,
        Field::Title => &given.title,
        Field::Text => &given.text,
        Field::Date => &given.date,
        Field::Source => &given.source,
        Field::Url => &given.url,
        Field::Lang => &given.lang,
    };
    let split = |name: &str| name.split('.').map(str::to_owned).collect();
    match override_name {
        None => field.aliases().iter().map(|name| split(name)).collect(),
        Some(name) => match name.strip_prefix('/') {
            Some(pointer) => vec![
                pointer
                    .split('/')
                    .map(|step| step.replace("~1", "/").replace("~0", "~"))
                    .collect(),
            ],
            // A key may itself hold dots.
            None if name.contains('.') => vec![vec![name.clone()], split(name)],
            None => vec![vec![name.clone()]],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(given: &FieldNames, path: &[&str]) -> Option<(Field, u8)> {
        let names = Names::new(given);
        let node = path
            .iter()
            .try_fold(&names, |node, step| node.child(step))?;
        node.target.map(|t| (t.field, t.rank))
    }

    #[test]
    fn usual_names_are_known_in_any_case_and_nested() {
        let usual = FieldNames::default();
        let cases: [(&[&str], _); 6] = [
            (&["headline"], Some((Field::Title, 1))),
            (&["PUBDATE"], Some((Field::Date, 2))),
            (&["source", "name"], Some((Field::Source, 3))),
            (&["source"], Some((Field::Source, 0))),
            (&["name"], None),
            (&["article", "text"], None),
        ];
        for (path, expected) in cases {
            assert_eq!(target(&usual, path), expected, "{path:?}");
        }
    }

    #[test]
    fn a_given_name_replaces_the_usual_ones_of_its_field_only() {
        let given = FieldNames {
            text: Some("meta.body".into()),
            id: Some("/a~1b/c".into()),
            ..FieldNames::default()
        };
        assert_eq!(target(&given, &["text"]), None);
        assert_eq!(target(&given, &["meta.body"]), Some((Field::Text, 0)));
        assert_eq!(target(&given, &["meta", "body"]), Some((Field::Text, 1)));
        assert_eq!(target(&given, &["a/b", "c"]), Some((Field::Id, 0)));
        assert_eq!(target(&given, &["title"]), Some((Field::Title, 0)));
    }
}
