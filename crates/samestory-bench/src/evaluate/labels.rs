//! Cluster labels: which cluster each article is in, by gold or by a run.
//!
//! In: the text of a two-column TSV (id, cluster, more columns ignored) or of `memberships.jsonl`.
//! Out: [`Labels`], a map from id to cluster. A line that cannot be read is kept as an error beside
//! the labels, never dropped silently.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::str::FromStr;

use serde::Deserialize;

use samestory::detection::Membership;
use samestory::error::Error;

/// Which clusters of a run are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Copy families.
    Family,
    /// Events.
    #[default]
    Event,
    /// Storylines.
    Storyline,
}

impl FromStr for Level {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "family" => Ok(Self::Family),
            "event" => Ok(Self::Event),
            "storyline" => Ok(Self::Storyline),
            _ => Err(Error::usage(format!("`{text}` is not a level"))
                .help("use family, event or storyline")),
        }
    }
}

/// Cluster labels by article id.
#[derive(Debug, Default)]
pub struct Labels {
    of: BTreeMap<String, String>,
    /// Lines that could not be read, each with its number and a repair.
    pub rejected: Vec<Error>,
}

#[derive(Deserialize)]
struct MembershipLine<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    family: Option<Cow<'a, str>>,
    #[serde(borrow)]
    event: Option<Cow<'a, str>>,
    #[serde(borrow)]
    storyline: Option<Cow<'a, str>>,
}

impl Labels {
    /// Reads either form, told apart by the first character: `{` begins JSONL.
    ///
    /// `level` picks the field of `memberships.jsonl`; a TSV has one kind of cluster only.
    pub fn parse(text: &str, level: Level) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().starts_with('{') {
            Self::read(text, |line| from_json(line, level))
        } else {
            Self::read(text, from_tsv)
        }
    }

    /// Labels of a finished run.
    pub fn of_memberships(memberships: &[Membership], level: Level) -> Self {
        memberships
            .iter()
            .map(|m| {
                let cluster = match level {
                    Level::Family => &m.family,
                    Level::Event => &m.event,
                    Level::Storyline => &m.storyline,
                };
                (m.id.clone(), cluster.clone())
            })
            .collect()
    }

    /// The cluster of an article.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.of.get(id).map(String::as_str)
    }

    /// Every (id, cluster), by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.of.iter().map(|(id, c)| (id.as_str(), c.as_str()))
    }

    /// Number of labelled articles.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether no article is labelled.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    fn read(text: &str, parse: impl Fn(&str) -> Result<(String, String), Error>) -> Self {
        let mut labels = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let added = parse(line).and_then(|(id, cluster)| labels.add(id, cluster));
            if let Err(error) = added {
                labels.rejected.push(error.at_record(number));
            }
        }
        labels
    }

    fn add(&mut self, id: String, cluster: String) -> Result<(), Error> {
        match self.of.entry(id) {
            Entry::Vacant(place) => {
                place.insert(cluster);
                Ok(())
            }
            Entry::Occupied(place) if *place.get() == cluster => Ok(()),
            Entry::Occupied(place) => Err(Error::input(format!(
                "article is in cluster `{}` and again in `{cluster}`",
                place.get()
            ))
            .at_article(place.key())
            .help("the first label counts; keep one line an article")),
        }
    }
}

impl FromIterator<(String, String)> for Labels {
    /// Takes (id, cluster) pairs; the last label of an id counts.
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self {
            of: pairs.into_iter().collect(),
            rejected: Vec::new(),
        }
    }
}

fn from_tsv(line: &str) -> Result<(String, String), Error> {
    let mut columns = line.split('\t');
    match (columns.next(), columns.next()) {
        (Some(id), Some(cluster)) if !id.is_empty() && !cluster.is_empty() => {
            Ok((id.to_owned(), cluster.to_owned()))
        }
        _ => Err(Error::input("line has no two columns").help("write id, a tab, cluster")),
    }
}

fn from_json(line: &str, level: Level) -> Result<(String, String), Error> {
    let read: MembershipLine<'_> = serde_json::from_str(line).map_err(|e| {
        Error::input(format!("line is not a membership: {e}"))
            .help("give memberships.jsonl as `samestory cluster` writes it, or a TSV")
    })?;
    let (name, cluster) = match level {
        Level::Family => ("family", read.family),
        Level::Event => ("event", read.event),
        Level::Storyline => ("storyline", read.storyline),
    };
    match cluster {
        Some(cluster) => Ok((read.id.into_owned(), cluster.into_owned())),
        None => Err(Error::input(format!("membership has no `{name}`"))
            .at_article(read.id)
            .help("choose a level that the file holds")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tsv_and_jsonl_give_the_same_labels() {
        let tsv = Labels::parse("a\tx\nb\tx\textra\r\n\nc\ty\n", Level::Event);
        let jsonl = Labels::parse(
            "{\"id\":\"a\",\"event\":\"x\",\"family\":\"f\"}\n{\"id\":\"b\",\"event\":\"x\"}\n\n{\"id\":\"c\",\"event\":\"y\"}",
            Level::Event,
        );
        assert!(tsv.rejected.is_empty() && jsonl.rejected.is_empty());
        assert!(tsv.iter().eq(jsonl.iter()));
        assert_eq!(tsv.iter().last(), Some(("c", "y")));
    }

    #[test]
    fn bad_lines_are_kept_as_errors_with_their_number() {
        let labels = Labels::parse("a\tx\nlonely\na\ty\na\tx\n\tz\n", Level::Event);
        let said: Vec<String> = labels.rejected.iter().map(ToString::to_string).collect();
        assert_eq!(labels.len(), 1);
        assert_eq!(
            said,
            [
                "record 2: line has no two columns; help: write id, a tab, cluster",
                "record 3: article `a`: article is in cluster `x` and again in `y`; help: the first label counts; keep one line an article",
                "record 5: line has no two columns; help: write id, a tab, cluster",
            ]
        );
        let labels = Labels::parse("{\"id\":\"a\",\"event\":\"x\"}\n{\"id\":\n", Level::Family);
        assert_eq!(labels.rejected.len(), 2);
        assert!(labels.rejected[0].to_string().contains("no `family`"));
    }
}
