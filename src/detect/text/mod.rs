//! Text: an article's words and anchors, each with its place in the raw strings.
//!
//! In: an [`ArticleRef`](crate::ArticleRef). Out: [`Text`]. Offsets always count bytes of the raw title or text.

use crate::detection::Field;
use crate::time::{Day, Timestamp};

mod analyse;
mod anchors;
mod by_character;
#[cfg(test)]
mod cases;
pub(crate) mod credits;
mod event_date;
mod fold;
pub mod furniture;
pub mod language;
pub(in crate::detect) mod lexicon;
pub mod normalise;
mod scan;
mod sections;
pub mod stem;
pub mod tokenise;

pub use analyse::analyse;
pub(crate) use analyse::analyse_without;
pub(crate) use anchors::is_casualty;
pub use credits::credits;
pub use event_date::{event_date, event_weekday};
pub(crate) use fold::unaccented;

/// Bytes of a title, and of a text, that are read for words and anchors: 4 MiB, some 700,000 words.
///
/// What an article reports stands in its first pages; a text of nothing but marks takes a hundred
/// bytes of memory a byte while it is read. Copies are found in all of a text, however long.
pub const READ_BYTES: usize = 4 << 20;

/// A stretch of an article's raw title or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which string.
    pub field: Field,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// Whether another span begins inside this one.
    pub fn holds(&self, other: Self) -> bool {
        self.field == other.field && (self.start..self.end).contains(&other.start)
    }
}

/// Which part of an article words stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The headline (also a headline found as the first line of a text without title).
    Title,
    /// The first paragraph or two: about the first 100 words.
    Lead,
    /// The rest.
    Body,
    /// Paragraphs about what went before: their dates lie before the event.
    Background,
}

/// A content word as events see it: folded, British spelling made American, stemmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// XXH3 of the stem's UTF-8 bytes.
    pub term: u64,
    /// Where it stands.
    pub span: Span,
    /// Which part of the article.
    pub section: Section,
    /// Whether it is a function word of its language ("the", "und").
    pub function: bool,
}

/// Something in a text that can be compared by value.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// What it says.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
    /// Which part of the article.
    pub section: Section,
}

/// The value of an [`Anchor`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A day, range of days, month or year.
    Date(DateValue),
    /// A number with its unit or the noun it counts; `""` when bare.
    Number {
        /// The number itself.
        value: f64,
        /// Unit or counted noun, folded and stemmed: `%`, `usd`, `km`, `dead`.
        unit: String,
    },
    /// A name from a capitalised span, folded (`li qiang`); roles are not part of it.
    Name(String),
    /// A place from a dateline or a preposition, folded.
    Place(String),
    /// An office and who is said to hold it (`premier`, `li qiang`).
    Role {
        /// The office, folded.
        role: String,
        /// The name beside it, folded; none when the text names nobody.
        holder: Option<String>,
    },
    /// Quoted speech or a quoted title: its folded words.
    Quotation(String),
    /// One of a numbered series: `week 5`, `day 2`, `round 3`, `q2`.
    Slot(String),
    /// A weekday that nothing in the article resolves, Monday = 0 to Sunday = 6.
    Weekday(u8),
}

/// Which piece of a kind that recurs an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// What recurs.
    pub kind: Recurring,
    /// First day that it is about.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Whether the headline states the days; else they are those on which it was published.
    pub stated: bool,
    /// The word of the headline that says so.
    pub span: Span,
}

/// A kind of piece that is published anew every day, week or draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Recurring {
    /// Cases and deaths up to a day.
    Count,
    /// A draw of a lottery.
    Draw,
    /// The weather of a day.
    Forecast,
    /// What the stars say.
    Horoscope,
    /// How a stock exchange closed.
    Market,
}

/// A resolved date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateValue {
    /// First day.
    pub from: Day,
    /// Last day, the same as `from` for a single one.
    pub to: Day,
    /// How finely it was stated.
    pub granularity: Granularity,
    /// What it was read from.
    pub basis: DateBasis,
}

/// How finely a date was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    /// One day or a range of days.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// What a date was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// Day, month and year are stated.
    Stated,
    /// The year was filled in from the publication date or another date of the text.
    YearFilled,
    /// A weekday or "yesterday", resolved from the publication date or the text's own dateline.
    Resolved,
    /// A dateline's day ("BEIJING, September 20 –"): when it was filed, at or after the event.
    Dateline,
    /// A metadata line ("Post time: May-25-2023"): when the page was made, not the event.
    Metadata,
}

/// Where an article's publication date comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedBasis {
    /// There is none.
    #[default]
    Missing,
    /// The feed states it.
    Feed,
    /// A metadata line or leading date of the text states it: when the page was made.
    Metadata,
    /// The text's own dateline.
    Dateline,
}

/// An article's words and anchors.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// ISO 639-1 code of the language, stated or detected; `und` when it cannot be told.
    pub lang: String,
    /// Content and function words in reading order, page furniture left out.
    pub words: Vec<Word>,
    /// Anchors in reading order.
    pub anchors: Vec<Anchor>,
    /// The feed's publication date, else one that a metadata line or leading date states.
    pub published: Option<Timestamp>,
    /// Where [`Text::published`] comes from.
    pub published_basis: PublishedBasis,
    /// Which piece of a kind that recurs it is, when the headline says so.
    pub edition: Option<Edition>,
    /// Page furniture and metadata lines that were left out.
    pub furniture: Vec<Span>,
}

/// Runs `each` with a function that gives the term of a word of a language, folded and raw, and
/// whether it is a function word.
pub(crate) fn terms(lang: &str, each: impl FnOnce(&mut dyn FnMut(&str, &str) -> (u64, bool))) {
    // Undetermined texts are mostly headlines too short to tell.
    let lexicon = lexicon::of(if lang == language::UNDETERMINED {
        "en"
    } else {
        lang
    });
    stem::Terms::new(lang).remembered(lexicon, each);
}
