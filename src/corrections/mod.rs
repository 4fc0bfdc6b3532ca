//! What people corrected in an earlier run, obeyed by the next one.
//!
//! In: the lines of a `corrections.jsonl`, in the order in which they were given. Each names
//! articles by the fingerprint of their content, so it survives reruns, reordering and new ids.
//! [`Corrections::resolve`] turns them into links and bars between the articles of a run.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

mod contradiction;
mod linkage;
mod resolve;

pub use contradiction::{Contradiction, Link, Unmatched};
pub use resolve::Resolved;

/// A person's verdicts, in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Corrections {
    /// The verdicts. A later one about the same two articles replaces an earlier one.
    pub verdicts: Vec<Correction>,
}

/// The content fingerprint of an article ([`crate::ArticleRef::fingerprint`]), written as 16 hex
/// digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(pub u64);

/// One verdict: a line of `corrections.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What is said.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Words for whoever reads the file; nothing follows from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its line in the file that it was read from, from 1.
    #[serde(skip)]
    pub line: Option<u64>,
}

/// What a person says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Both report one event (must-link).
    SameEvent {
        /// One article.
        a: Fingerprint,
        /// The other.
        b: Fingerprint,
    },
    /// They do not belong together at all (cannot-link, also in the storyline).
    NotTheSame {
        /// One article.
        a: Fingerprint,
        /// The other.
        b: Fingerprint,
    },
    /// Different events of one storyline.
    SameStorylineOnly {
        /// One article.
        a: Fingerprint,
        /// The other.
        b: Fingerprint,
    },
    /// `articles` are one event, apart from the event of `from`; the storyline stays free.
    Split {
        /// The articles that are taken out, together.
        articles: Vec<Fingerprint>,
        /// Those that stay behind.
        from: Vec<Fingerprint>,
    },
    /// The events of all these articles are one.
    Merge {
        /// One article of each event.
        articles: Vec<Fingerprint>,
    },
    /// This article leads its event.
    PinLead {
        /// The article.
        article: Fingerprint,
    },
    /// The event of this article has this title.
    RenameEvent {
        /// Any of its articles.
        article: Fingerprint,
        /// The title it shall have.
        title: String,
    },
    /// These articles are an event, and no other article may join it.
    LockEvent {
        /// All of its articles.
        articles: Vec<Fingerprint>,
    },
}

impl Verdict {
    /// Every article it names.
    pub fn articles(&self) -> Vec<Fingerprint> {
        match self {
            Self::SameEvent { a, b }
            | Self::NotTheSame { a, b }
            | Self::SameStorylineOnly { a, b } => vec![*a, *b],
            Self::Split { articles, from } => articles.iter().chain(from).copied().collect(),
            Self::Merge { articles } | Self::LockEvent { articles } => articles.clone(),
            Self::PinLead { article } | Self::RenameEvent { article, .. } => vec![*article],
        }
    }

    /// Its name in the file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SameEvent { .. } => "same_event",
            Self::NotTheSame { .. } => "not_the_same",
            Self::SameStorylineOnly { .. } => "same_storyline_only",
            Self::Split { .. } => "split",
            Self::Merge { .. } => "merge",
            Self::PinLead { .. } => "pin_lead",
            Self::RenameEvent { .. } => "rename_event",
            Self::LockEvent { .. } => "lock_event",
        }
    }
}

impl From<Verdict> for Correction {
    fn from(verdict: Verdict) -> Self {
        Self {
            verdict,
            note: None,
            line: None,
        }
    }
}

impl Corrections {
    /// What a person calls this verdict: its line in the file, or its place in the list, from 1.
    fn line(&self, index: usize) -> u64 {
        self.verdicts[index].line.unwrap_or(index as u64 + 1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = Error;

    fn from_str(digits: &str) -> Result<Self, Error> {
        let hex = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        match u64::from_str_radix(digits, 16) {
            Ok(number) if hex => Ok(Self(number)),
            _ => Err(Error::input(format!("`{digits}` is not a fingerprint"))
                .help("give the 16 hex digits that the report or articles.jsonl shows")),
        }
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = Error;

    fn try_from(digits: String) -> Result<Self, Error> {
        digits.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_one_flat_line() {
        let correction = Correction {
            verdict: Verdict::NotTheSame {
                a: Fingerprint(1),
                b: Fingerprint(0xfedc_ba98_7654_3210),
            },
            note: None,
            line: None,
        };
        let line = serde_json::to_string(&correction).unwrap();
        assert_eq!(
            line,
            r#"{"verdict":"not_the_same","a":"0000000000000001","b":"fedcba9876543210"}"#
        );
        assert_eq!(
            serde_json::from_str::<Correction>(&line).unwrap(),
            correction
        );
    }

    #[test]
    fn a_fingerprint_of_another_length_or_alphabet_is_refused() {
        for digits in [
            "",
            "12",
            "+000000000000001",
            "000000000000000g",
            "00000000000000011",
        ] {
            assert!(digits.parse::<Fingerprint>().is_err(), "{digits}");
        }
    }
}
