//! Every setting that can change a result, with its default.

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// All settings of a run. The same input and settings give the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How copies are found.
    pub copies: CopyConfig,
    /// How events and storylines are found.
    pub events: EventConfig,
    /// Seed of every hash that a result depends on.
    pub seed: u64,
    /// Which article of a family or event stands for it, among those that `prefer` places alike.
    pub keep: Keep,
    /// Outlets that lead before all others, the most preferred first. Empty by default: none is
    /// preferred. A name means the sources of that name in any letter case, and a domain also the
    /// hosts below it. A family's lead is also the text that its event is judged by.
    pub prefer: Vec<String>,
    /// Phrases that count as no content wherever they stand, for copies and events alike: what
    /// outlets print under their articles. Found word by word in any letter case. Empty by default.
    pub boilerplate: Vec<String>,
    /// Which of the judged pairs are recorded. Default near.
    pub pairs: Pairs,
}

/// How copies are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CopyConfig {
    /// Resemblance from which a pair must be found, above 0 and at most 1. Default 0.5.
    pub threshold: f64,
    /// Probability with which a pair at the threshold must be found, above 0 and below 1. Default 0.999.
    pub recall: f64,
    /// How texts become shingles. Default news.
    pub profile: Profile,
    /// Containment from which a shorter text counts as an excerpt of a longer one. Default 0.8.
    pub excerpt: f64,
}

/// How texts become shingles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Furniture left out, quotes and dashes folded, unspaced scripts as character n-grams.
    #[default]
    News,
    /// Lower-cased `\w+` words of title and text, nothing else: what published figures count with.
    Reference,
}

/// How events and storylines are found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventConfig {
    /// Whether to look for events and storylines at all, or for copies only. Default events.
    pub level: Level,
    /// Score, 0 to 1, from which two families report one event. Default 0.5.
    pub threshold: f64,
    /// Score, 0 to 1, from which two events belong to one storyline. Default 0.5.
    pub storyline_threshold: f64,
    /// Hours between two publications beyond which two articles are not put into one event because of
    /// each other; storylines are followed 24 times as far. Default 720, 30 days. Undated articles
    /// may join any event. A feed whose stamps are wrong (reprints dated anew) wants more.
    pub window_hours: u32,
}

/// Which of the judged pairs are recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pairs {
    /// Those whose articles are copies, or share an event or a storyline.
    Tied,
    /// And those that nearly were tied: an event score of 0.1 or more, one form with other facts, or
    /// texts alike enough to be compared.
    #[default]
    Near,
    /// Every one; of most there is nothing to say.
    All,
    /// None.
    None,
}

/// How far a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Copies only: every family is its own event and storyline.
    Copies,
    /// Copies, events and storylines.
    #[default]
    Events,
}

/// Which article of a family stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// The one published first (undated last); ties by length, then id.
    #[default]
    Earliest,
    /// The one published last (undated after all others); ties by length, then id.
    Latest,
    /// The longest text; ties by time, then id.
    Longest,
    /// The first in input order.
    SourceOrder,
}

impl Default for CopyConfig {
    fn default() -> Self {
        Self {
            threshold: 0.5,
            recall: 0.999,
            profile: Profile::News,
            excerpt: 0.8,
        }
    }
}

impl Default for EventConfig {
    fn default() -> Self {
        Self {
            level: Level::Events,
            threshold: 0.5,
            storyline_threshold: 0.5,
            window_hours: 720,
        }
    }
}

impl Config {
    /// Place of a source in the list of preferred ones, 0 the first; none when it is not there.
    pub fn preference(&self, source: Option<&str>) -> Option<usize> {
        let source = source?;
        self.prefer.iter().position(|name| names(name, source))
    }

    /// Checks every range.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Config`] naming the first setting that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        let open = |value: f64| value > 0.0 && value < 1.0;
        let upto = |value: f64| value > 0.0 && value <= 1.0;
        let rules = [
            (
                "copies.threshold",
                self.copies.threshold,
                upto(self.copies.threshold),
                "above 0 and at most 1",
            ),
            (
                "copies.recall",
                self.copies.recall,
                open(self.copies.recall),
                "above 0 and below 1",
            ),
            (
                "copies.excerpt",
                self.copies.excerpt,
                upto(self.copies.excerpt),
                "above 0 and at most 1",
            ),
            (
                "events.threshold",
                self.events.threshold,
                upto(self.events.threshold),
                "above 0 and at most 1",
            ),
            (
                "events.storyline_threshold",
                self.events.storyline_threshold,
                upto(self.events.storyline_threshold),
                "above 0 and at most 1",
            ),
        ];
        for (name, value, fits, range) in rules {
            if !fits {
                return Err(Error::config(format!("{name} is {value}"))
                    .help(format!("give a number {range}")));
            }
        }
        if self.events.window_hours == 0 {
            return Err(Error::config("events.window_hours is 0").help("give at least one hour"));
        }
        if self.prefer.iter().any(|name| name.trim().is_empty()) {
            return Err(Error::config("prefer has an empty name")
                .help("name sources as the feed does, such as `Daily News` or `example.com`"));
        }
        if self
            .boilerplate
            .iter()
            .any(|phrase| phrase.trim().is_empty())
        {
            return Err(Error::config("boilerplate has an empty phrase")
                .help("give the words that articles repeat"));
        }
        Ok(())
    }
}

/// Whether a name of [`Config::prefer`] means this source.
pub(crate) fn names(preferred: &str, source: &str) -> bool {
    let (preferred, source) = (
        preferred.trim().to_lowercase(),
        source.trim().to_lowercase(),
    );
    let is_host = |name: &str| name.contains('.') && !name.contains(char::is_whitespace);
    let below = source.strip_suffix(&preferred);
    below.is_some_and(|sub| {
        sub.is_empty() || (sub.ends_with('.') && is_host(&preferred) && is_host(&source))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preferred_name_means_its_source_and_a_domain_its_hosts() {
        for (preferred, source, means) in [
            ("Daily News", "daily news", true),
            ("Газета", "ГАЗЕТА", true),
            ("example.com", "www.Example.com", true),
            ("example.com", "notexample.com", false),
            ("news", "daily.news", false),
            ("st. news", "big.st. news", false),
            ("www.example.com", "example.com", false),
        ] {
            assert_eq!(names(preferred, source), means, "{preferred}, {source}");
        }
    }

    #[test]
    fn an_empty_name_is_no_preference() {
        let config = Config {
            prefer: vec!["  ".to_owned()],
            ..Config::default()
        };
        assert!(config.check().is_err());
    }
}
