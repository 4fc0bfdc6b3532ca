//! Facts: what an article states that can be compared by value, kept small.
//!
//! In: an article's `Text`. Out: [`Facts`]: each value once, where it first stands, with the
//! words that state it. Promise: at most [`LIMIT`] facts of a kind, those that stand first.

use crate::article::ArticleRef;
use crate::detect::text::{DateValue, Section, Span, Text, Value};
use crate::detection::Field;

/// Facts of one kind that are kept of an article.
pub const LIMIT: usize = 32;

/// What a fact says; texts are named by their XXH3.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statement {
    /// A date.
    Date(DateValue),
    /// A number and its unit.
    Number {
        /// The number itself.
        value: f64,
        /// Its unit or counted noun; 0 when bare.
        unit: u64,
    },
    /// A name.
    Name(u64),
    /// A place.
    Place(u64),
    /// An office and who holds it.
    Role {
        /// The office.
        role: u64,
        /// Who is said to hold it.
        holder: Option<u64>,
    },
    /// Quoted words.
    Quotation(u64),
    /// One of a numbered series.
    Slot {
        /// What is numbered: weeks, rounds.
        series: u64,
        /// Which one.
        instance: u64,
    },
    /// A weekday that nothing resolves, Monday = 0.
    Weekday(u8),
}

/// One fact and where it is stated first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fact {
    /// What it says.
    pub statement: Statement,
    /// In which part of the article it stands first.
    pub section: Section,
    /// Where it stands first.
    pub span: Span,
    surface: Piece,
    label: Piece,
}

/// A stretch of the text that facts share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Piece {
    start: u32,
    len: u32,
}

/// The facts of one article, in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    list: Box<[Fact]>,
    /// What tells one event from another, as comparable keys, sorted.
    keys: Box<[u64]>,
    words: Box<str>,
}

impl Facts {
    /// Keeps the facts of an article.
    pub fn new(article: ArticleRef<'_>, text: &Text) -> Self {
        let mut list: Vec<Fact> = Vec::new();
        let mut words = String::new();
        let mut counts = [0_usize; 8];
        for anchor in &text.anchors {
            let (statement, label) = statement(&anchor.value);
            let kind = kind(&statement);
            if counts[kind] == LIMIT || list.iter().any(|f| f.statement == statement) {
                continue;
            }
            counts[kind] += 1;
            list.push(Fact {
                statement,
                section: anchor.section,
                span: anchor.span,
                surface: append(&mut words, surface(article, anchor.span)),
                label: append(&mut words, &label),
            });
        }
        let mut keys: Vec<u64> = list
            .iter()
            .filter_map(|f| comparable(&f.statement))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        Self {
            list: list.into(),
            keys: keys.into(),
            words: words.into(),
        }
    }

    /// Facts of title and lead.
    pub fn leading(&self) -> impl Iterator<Item = &Fact> {
        let facts = self.list.iter();
        facts.filter(|fact| matches!(fact.section, Section::Title | Section::Lead))
    }

    /// The numbered series of title and lead, with their instance.
    pub fn instances(&self) -> Box<[(u64, u64)]> {
        let slots = self.leading().filter_map(|fact| match fact.statement {
            Statement::Slot { series, instance } => Some((series, instance)),
            _ => None,
        });
        slots.collect()
    }

    /// How many facts of each kind two articles share: names, places, numbers with a unit,
    /// quotations, dates and numbered series.
    pub fn shared(&self, other: &Self) -> Shared {
        let mut shared = Shared {
            fewer: self.keys.len().min(other.keys.len()),
            ..Shared::default()
        };
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (self.keys.get(i), other.keys.get(j)) {
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            if x == y {
                shared.all += 1;
                match x >> KIND_SHIFT {
                    NUMBER => shared.numbers += 1,
                    NAME => shared.names += 1,
                    PLACE => shared.places += 1,
                    QUOTATION => shared.quotations += 1,
                    _ => {}
                }
            }
        }
        shared
    }

    /// The facts, in reading order.
    pub fn list(&self) -> &[Fact] {
        &self.list
    }

    /// The words of the article that state the fact.
    pub fn surface(&self, fact: &Fact) -> &str {
        self.piece(fact.surface)
    }

    /// The fact's value in words: a name, `premier` and its holder, a unit.
    pub fn label(&self, fact: &Fact) -> (&str, &str) {
        let label = self.piece(fact.label);
        label.split_once('\t').unwrap_or((label, ""))
    }

    fn piece(&self, piece: Piece) -> &str {
        &self.words[piece.start as usize..(piece.start + piece.len) as usize]
    }
}

/// Facts that two articles share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared {
    /// All of them.
    pub all: usize,
    /// Facts of the article with fewer.
    pub fewer: usize,
    /// Names.
    pub names: u32,
    /// Places.
    pub places: u32,
    /// Numbers with a unit.
    pub numbers: u32,
    /// Quotations.
    pub quotations: u32,
}

const KIND_SHIFT: u32 = 60;
const DATE: u64 = 0;
const NUMBER: u64 = 1;
const NAME: u64 = 2;
const PLACE: u64 = 3;
const QUOTATION: u64 = 4;
const SLOT: u64 = 5;

/// A statement as a key: its kind in the upper four bits. Bare numbers, weekdays and offices tell
/// too little, or are compared otherwise.
fn comparable(statement: &Statement) -> Option<u64> {
    let (kind, hash) = match *statement {
        Statement::Date(date) => {
            let days = [date.from.number(), date.to.number()].map(i32::to_le_bytes);
            (DATE, xxhash_rust::xxh3::xxh3_64(&days.concat()))
        }
        Statement::Number { value, unit } if unit != 0 => {
            let bytes = [value.to_bits().to_le_bytes(), unit.to_le_bytes()];
            (NUMBER, xxhash_rust::xxh3::xxh3_64(&bytes.concat()))
        }
        Statement::Name(name) => (NAME, name),
        Statement::Place(place) => (PLACE, place),
        Statement::Quotation(words) => (QUOTATION, words),
        Statement::Slot { series, instance } => {
            let bytes = [series.to_le_bytes(), instance.to_le_bytes()];
            (SLOT, xxhash_rust::xxh3::xxh3_64(&bytes.concat()))
        }
        _ => return None,
    };
    Some(kind << KIND_SHIFT | hash >> (u64::BITS - KIND_SHIFT))
}

/// The raw words of a span; empty when it does not fit the article.
pub fn surface(article: ArticleRef<'_>, span: Span) -> &str {
    let field = match span.field {
        Field::Title => article.title,
        Field::Text => article.text,
    };
    field
        .get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}

/// The hash by which folded texts are compared.
pub fn key(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

fn append(words: &mut String, text: &str) -> Piece {
    let start = u32::try_from(words.len()).unwrap_or(u32::MAX);
    words.push_str(text);
    Piece {
        start,
        len: u32::try_from(text.len()).unwrap_or(0),
    }
}

fn kind(statement: &Statement) -> usize {
    match statement {
        Statement::Date(_) => 0,
        Statement::Number { .. } => 1,
        Statement::Name(_) => 2,
        Statement::Place(_) => 3,
        Statement::Role { .. } => 4,
        Statement::Quotation(_) => 5,
        Statement::Slot { .. } => 6,
        Statement::Weekday(_) => 7,
    }
}

fn statement(value: &Value) -> (Statement, String) {
    match value {
        Value::Date(date) => (Statement::Date(*date), String::new()),
        Value::Number { value, unit } => {
            let unit_key = if unit.is_empty() { 0 } else { key(unit) };
            let statement = Statement::Number {
                value: *value,
                unit: unit_key,
            };
            (statement, unit.clone())
        }
        Value::Name(name) => (Statement::Name(key(name)), name.clone()),
        Value::Place(place) => (Statement::Place(key(place)), place.clone()),
        Value::Role { role, holder } => {
            let statement = Statement::Role {
                role: key(role),
                holder: holder.as_deref().map(key),
            };
            let label = format!("{role}\t{}", holder.as_deref().unwrap_or_default());
            (statement, label)
        }
        Value::Quotation(quoted) => (Statement::Quotation(key(quoted)), String::new()),
        Value::Slot(slot) => {
            let cut = slot.rfind(|c: char| !c.is_numeric()).map_or(0, |at| {
                at + slot[at..].chars().next().map_or(1, char::len_utf8)
            });
            let (series, instance) = slot.split_at(cut);
            let statement = Statement::Slot {
                series: key(series.trim()),
                instance: key(instance),
            };
            (statement, slot.clone())
        }
        Value::Weekday(day) => (Statement::Weekday(*day), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::Anchor;

    fn anchor(value: Value, start: u32, end: u32) -> Anchor {
        Anchor {
            value,
            span: Span {
                field: Field::Text,
                start,
                end,
            },
            section: Section::Lead,
        }
    }

    #[test]
    fn a_fact_keeps_its_first_words_and_is_kept_once() {
        let article = crate::Article {
            text: "Mayor Ada Byrne spoke; Byrne left.".into(),
            ..crate::Article::default()
        };
        let role = Value::Role {
            role: "mayor".into(),
            holder: Some("ada byrne".into()),
        };
        let text = Text {
            anchors: vec![anchor(role.clone(), 0, 15), anchor(role, 23, 28)],
            ..Text::default()
        };
        let facts = Facts::new(article.as_ref(), &text);
        assert_eq!(facts.list().len(), 1);
        let fact = &facts.list()[0];
        assert_eq!(facts.surface(fact), "Mayor Ada Byrne");
        assert_eq!(facts.label(fact), ("mayor", "ada byrne"));
    }

    #[test]
    fn slots_split_into_series_and_instance() {
        let split = |text: &str| statement(&Value::Slot(text.into())).0;
        let Statement::Slot { series, instance } = split("week 5") else {
            panic!("a slot");
        };
        let Statement::Slot {
            series: same,
            instance: other,
        } = split("week 6")
        else {
            panic!("a slot");
        };
        assert!(series == same && instance != other);
    }
}
