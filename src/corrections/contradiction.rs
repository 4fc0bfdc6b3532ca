//! What a run could not obey: verdicts about unknown articles, and verdicts that others rule out.

use serde::{Deserialize, Serialize};

use super::Fingerprint;

/// A verdict that names an article which the run does not have; the rest of it is obeyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// Line of the verdict in its file, or its place in the list, from 1.
    pub verdict: u64,
    /// What it says.
    pub name: String,
    /// The fingerprints that no article has.
    pub fingerprints: Vec<Fingerprint>,
}

/// A verdict that earlier ones rule out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Line of the verdict that was left out.
    pub verdict: u64,
    /// What it says.
    pub name: String,
    /// One of its articles.
    pub a: Fingerprint,
    /// The other.
    pub b: Fingerprint,
    /// The verdicts that together say otherwise, from `a` to `b`.
    pub chain: Vec<Link>,
}

/// One step of the chain behind a [`Contradiction`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Line of the verdict.
    pub verdict: u64,
    /// What it says.
    pub name: String,
    /// One of its articles.
    pub a: Fingerprint,
    /// The other.
    pub b: Fingerprint,
}

impl Contradiction {
    /// The contradiction in words; `name` says how to call an article.
    pub fn explain(&self, name: impl Fn(Fingerprint) -> String) -> String {
        let says = |verdict: u64, what: &str, a: Fingerprint, b: Fingerprint| {
            let (a, b) = (name(a), name(b));
            match what {
                "same_event" | "merge" => {
                    format!("line {verdict} says that {a} and {b} report one event")
                }
                "not_the_same" => {
                    format!("line {verdict} says that {a} and {b} do not belong together")
                }
                "same_storyline_only" => {
                    format!(
                        "line {verdict} says that {a} and {b} share a storyline but not an event"
                    )
                }
                "lock_event" => format!("line {verdict} locks the event of {a} and {b}"),
                "split" => format!("line {verdict} splits off an event, with {a} and {b}"),
                other => format!("line {verdict} ({other}) speaks of {a} and {b}"),
            }
        };
        let chain: Vec<String> = self
            .chain
            .iter()
            .map(|link| says(link.verdict, &link.name, link.a, link.b))
            .collect();
        let why = if chain.is_empty() {
            "both are the same article".to_owned()
        } else {
            chain.join(", and ")
        };
        let what = says(self.verdict, &self.name, self.a, self.b);
        format!("{what}; left out, because {why}")
    }
}
