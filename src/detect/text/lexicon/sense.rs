//! What a language's lists know of a word.

use crate::detect::text::Recurring;

/// A stretch of time that words count or point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeWord {
    Day,
    Week,
    Weekend,
    Month,
    Year,
    /// The one that "last" makes yesterday's.
    Night,
    /// A part of the day that "this" makes today's.
    PartOfDay,
}

/// A sign of a piece that is published anew every day, week or draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) kind: Recurring,
    /// Whether it tells by itself.
    pub(crate) alone: bool,
}

/// What the lists know of a word; several things may hold ("march", "second").
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sense {
    pub(super) classes: u64,
    /// A spelled-out number plus one; 0 for none.
    pub(super) cardinal: u16,
    /// Month 1 to 12; 0 for no month.
    pub(crate) month: u8,
    /// Weekday, Monday = 1 to Sunday = 7; 0 for none.
    pub(crate) weekday: u8,
    /// Power of ten of "thousand", "million"; 0 for none.
    pub(crate) power: u8,
    /// What "last" goes with.
    pub(crate) time: Option<TimeWord>,
    /// What is counted back from a day, the forms that do nothing else included ("weeks").
    pub(crate) counted: Option<TimeWord>,
    /// What it is a sign of in a headline.
    pub(crate) recurring: Option<Sign>,
}

/// A class for each list of words, named after it; what stands in a list is said in the list.
macro_rules! classes {
    ($($class:ident = $list:literal,)+) => {
        impl Sense {
            classes!(@bits 0_u64; $($class)+);
        }
        /// Each list of words and its class.
        pub(super) const CLASSES: &[(&str, u64)] = &[$(($list, Sense::$class)),+];
    };
    (@bits $at:expr; $class:ident $($more:ident)*) => {
        pub(crate) const $class: u64 = 1 << ($at);
        classes!(@bits $at + 1; $($more)*);
    };
    (@bits $at:expr;) => {};
}

const _: () = assert!(CLASSES.len() <= 63, "one bit a class, and one for ordinals");

classes! {
    FUNCTION = "function",
    ARTICLE = "articles",
    NEGATION = "negations",
    ABBREVIATION = "abbreviations",
    // Dates.
    DOUBTFUL = "doubtful",
    YESTERDAY = "yesterday",
    TODAY = "today",
    TOMORROW = "tomorrow",
    LAST = "last",
    THIS = "this",
    NEXT = "next",
    UNTIL = "until",
    AGO = "ago",
    QUARTER = "quarters",
    RANGE = "ranges",
    OF = "of",
    DAY_ARTICLE = "day articles",
    DAY_ENDING = "day endings",
    MONTH_LEAD = "month leads",
    WEAK_MONTH_LEAD = "weak month leads",
    WEEKDAY_LEAD = "weekday leads",
    YEAR_LEAD = "year leads",
    TAIL = "tails",
    FUTURE = "future",
    PAST = "past",
    CLOCK = "clock",
    HOLIDAY = "holidays",
    PAPER = "papers",
    STREET = "streets",
    // Numbers.
    ONE = "ones",
    DOZEN = "dozens",
    NUMBER_LINK = "number links",
    OLD = "old",
    AGED = "aged",
    MAGNITUDE = "magnitudes",
    PERSONS = "persons",
    PEOPLE = "people",
    DEAD = "dead",
    INJURED = "injured",
    MISSING = "missing",
    ARRESTED = "arrested",
    PARENT = "parents",
    TOLL = "tolls",
    BEFORE_CASUALTY = "before casualties",
    BEHIND_CASUALTY = "behind casualties",
    OBJECT = "objects",
    SERIES = "series",
    NUMBERED = "numbered",
    // Names and offices.
    ADDRESS = "address",
    ROLE = "offices",
    ROLE_PART = "parts of offices",
    PARTICLE = "particles",
    INSTITUTION = "institutions",
    MINISTRY = "ministries",
    PLACE_PREPOSITION = "place prepositions",
    NOT_A_PLACE = "not places",
    PLACE_ACRONYM = "place acronyms",
    NOT_A_NAME = "not names",
    SYLLABLE = "syllables",
    SAYS = "says",
    CLAUSE = "clauses",
    LABEL = "labels",
    THE = "the",
}

impl Sense {
    /// An ordinal number ("fourth"), its value in `cardinal`.
    pub(crate) const ORDINAL: u64 = 1 << 63;

    /// Whether any of `classes` holds.
    pub(crate) fn is(self, classes: u64) -> bool {
        self.classes & classes != 0
    }

    /// The spelled-out number.
    pub(crate) fn cardinal(self) -> Option<u16> {
        self.cardinal.checked_sub(1)
    }
}
