//! Memberships, events and pairs as flat tables, for spreadsheets and data frames.
//!
//! In: the records of a run. Out: a [`Table`]: named columns of one length. Lists become JSON
//! arrays in one cell, so that every row stands for one record. Cost: a copy of the records.

use serde::Serialize;

use samestory::detection::{Detection, Evidence};
use samestory::time::Timestamp;

/// Named columns, all of one length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name of what a row stands for: `membership`, `event`, `pair`.
    pub name: &'static str,
    /// The columns, in order.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name: the field's name in the JSON Lines files, where there is one.
    pub name: &'static str,
    /// Its values, one a row; none where the record has no such value.
    pub values: Values,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Ids, names and words, exactly as in the records.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Shares and probabilities.
    Number(Vec<Option<f64>>),
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns
            .first()
            .map_or(0, |column| match &column.values {
                Values::Text(values) => values.len(),
                Values::Integer(values) => values.len(),
                Values::Number(values) => values.len(),
            })
    }

    /// One row an article, input order.
    pub fn memberships(detection: &Detection) -> Self {
        let of = &detection.memberships;
        let tie = |pick: fn(&samestory::detection::Tie) -> f64| {
            number(of.iter().map(|m| m.relation.as_ref().map(pick)))
        };
        Self {
            name: "membership",
            columns: vec![
                column("id", text(of.iter().map(|m| Some(m.id.clone())))),
                column("family", text(of.iter().map(|m| Some(m.family.clone())))),
                column("event", text(of.iter().map(|m| Some(m.event.clone())))),
                column(
                    "storyline",
                    text(of.iter().map(|m| Some(m.storyline.clone()))),
                ),
                column("role", text(of.iter().map(|m| Some(word(&m.role))))),
                column("lead", text(of.iter().map(|m| Some(m.lead.clone())))),
                column(
                    "relation",
                    text(
                        of.iter()
                            .map(|m| m.relation.as_ref().map(|t| word(&t.kind))),
                    ),
                ),
                column(
                    "relation_to",
                    text(of.iter().map(|m| m.relation.as_ref().map(|t| t.to.clone()))),
                ),
                column("resemblance", tie(|t| t.resemblance)),
                column("containment", tie(|t| t.containment)),
                column("containment_back", tie(|t| t.containment_back)),
                column("score", number(of.iter().map(|m| Some(m.score)))),
                column(
                    "storyline_score",
                    number(of.iter().map(|m| Some(m.storyline_score))),
                ),
                column("margin", number(of.iter().map(|m| Some(m.margin)))),
                column("flags", text(of.iter().map(|m| Some(list(&m.flags))))),
            ],
        }
    }

    /// One row an event.
    pub fn events(detection: &Detection) -> Self {
        let of = &detection.events;
        let count = |pick: fn(&samestory::detection::Event) -> usize| {
            let whole = |n| i64::try_from(n).unwrap_or(i64::MAX);
            Values::Integer(of.iter().map(|e| Some(whole(pick(e)))).collect())
        };
        let time = |stamp: &Option<Timestamp>| stamp.map(|s| s.to_string());
        Self {
            name: "event",
            columns: vec![
                column("event", text(of.iter().map(|e| Some(e.event.clone())))),
                column(
                    "storyline",
                    text(of.iter().map(|e| Some(e.storyline.clone()))),
                ),
                column("title", text(of.iter().map(|e| Some(e.title.clone())))),
                column("lead", text(of.iter().map(|e| Some(e.lead.clone())))),
                column("articles", count(|e| e.members.len())),
                column("families", count(|e| e.families)),
                column("members", text(of.iter().map(|e| Some(list(&e.members))))),
                column("sources", text(of.iter().map(|e| Some(list(&e.sources))))),
                column(
                    "first_published",
                    text(of.iter().map(|e| time(&e.first_published))),
                ),
                column(
                    "last_published",
                    text(of.iter().map(|e| time(&e.last_published))),
                ),
                column(
                    "event_from",
                    text(
                        of.iter()
                            .map(|e| e.event_date.as_ref().map(|d| d.from.to_string())),
                    ),
                ),
                column(
                    "event_to",
                    text(
                        of.iter()
                            .map(|e| e.event_date.as_ref().map(|d| d.to.to_string())),
                    ),
                ),
                column(
                    "event_date_confidence",
                    number(
                        of.iter()
                            .map(|e| e.event_date.as_ref().map(|d| d.confidence)),
                    ),
                ),
                column("terms", text(of.iter().map(|e| Some(list(&e.terms))))),
                column(
                    "cohesion_min",
                    number(of.iter().map(|e| Some(e.cohesion.min))),
                ),
                column(
                    "cohesion_mean",
                    number(of.iter().map(|e| Some(e.cohesion.mean))),
                ),
                column(
                    "bridges",
                    text(of.iter().map(|e| Some(list(&e.cohesion.bridges)))),
                ),
                column("conflicts", count(|e| e.conflicts.len())),
            ],
        }
    }

    /// One row a judged pair.
    pub fn pairs(detection: &Detection) -> Self {
        let of = &detection.pairs;
        let reasons = |evidence: &[Evidence]| {
            let details: Vec<&str> = evidence.iter().map(|e| e.detail.as_str()).collect();
            Some(list(&details))
        };
        Self {
            name: "pair",
            columns: vec![
                column("a", text(of.iter().map(|p| Some(p.a.clone())))),
                column("b", text(of.iter().map(|p| Some(p.b.clone())))),
                column("relation", text(of.iter().map(|p| Some(word(&p.relation))))),
                column(
                    "resemblance",
                    number(of.iter().map(|p| Some(p.resemblance))),
                ),
                column(
                    "containment",
                    number(of.iter().map(|p| Some(p.containment))),
                ),
                column(
                    "containment_back",
                    number(of.iter().map(|p| Some(p.containment_back))),
                ),
                column("event_score", number(of.iter().map(|p| p.event_score))),
                column(
                    "storyline_score",
                    number(of.iter().map(|p| p.storyline_score)),
                ),
                column(
                    "explained",
                    text(of.iter().map(|p| Some(p.explained.to_string()))),
                ),
                column("for", text(of.iter().map(|p| reasons(&p.evidence_for)))),
                column(
                    "against",
                    text(of.iter().map(|p| reasons(&p.evidence_against))),
                ),
            ],
        }
    }
}

fn column(name: &'static str, values: Values) -> Column {
    Column { name, values }
}

fn text(values: impl Iterator<Item = Option<String>>) -> Values {
    Values::Text(values.collect())
}

fn number(values: impl Iterator<Item = Option<f64>>) -> Values {
    Values::Number(values.collect())
}

/// The name of a unit variant, as in the JSON files.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("not a name: {other:?}"),
    }
}

/// A list as a JSON array.
fn list<T: Serialize>(values: &[T]) -> String {
    serde_json::to_string(values).unwrap_or_default()
}
