//! What decides a result.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use samestory::config::{Keep, Level, Profile};

/// What decides the result, the same for every command that compares articles.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct SettingsArgs {
    /// Read settings from a TOML file; flags win over it (see `samestory config show`)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Stop after copies, or go on to events and storylines [default: events]
    #[arg(long)]
    pub(crate) level: Option<LevelArg>,
    /// How texts become shingles [default: news]
    #[arg(long)]
    pub(crate) profile: Option<ProfileArg>,
    /// Resemblance, 0 to 1, from which copies must be found [default: 0.5]
    #[arg(long, value_name = "SHARE")]
    pub(crate) threshold: Option<f64>,
    /// Probability with which a copy at the threshold must be found [default: 0.999]
    #[arg(long, value_name = "SHARE")]
    pub(crate) recall: Option<f64>,
    /// Longest time between two reports of one event: 10d, 72h [default: 30d]
    #[arg(long, value_name = "TIME", value_parser = window_hours)]
    pub(crate) window: Option<u32>,
    /// Score, 0 to 1, from which articles share an event [default: 0.5]
    #[arg(long, value_name = "SCORE")]
    pub(crate) event_threshold: Option<f64>,
    /// Score, 0 to 1, from which events share a storyline [default: 0.5]
    #[arg(long, value_name = "SCORE")]
    pub(crate) storyline_threshold: Option<f64>,
    /// Obey a file of corrections that the report exported
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) corrections: Option<PathBuf>,
    /// Which article stands for a family of copies or an event [default: earliest]
    #[arg(long)]
    pub(crate) keep: Option<KeepArg>,
    /// Outlets that stand for it before all others, the most preferred first [default: none]
    #[arg(long, value_name = "SOURCE,...", value_delimiter = ',')]
    pub(crate) prefer: Option<Vec<String>>,
    /// Phrases that count as no content: a file with one a line or, where it has empty lines, one a
    /// paragraph [default: none]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) boilerplate: Option<PathBuf>,
    /// Seed of every hash that a result depends on [default: 0]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Threads to use, four a core at most; the result is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}

argument_enum! {
    /// Argument for [`Level`].
    LevelArg for Level {
        /// Copies only
        Copies,
        /// Copies, events and storylines
        Events
    }
}

argument_enum! {
    /// Argument for [`Profile`].
    ProfileArg for Profile {
        /// Page furniture left out, quotes and dashes folded, unspaced scripts as character n-grams
        News,
        /// Lower-cased words of title and text: what published figures count with
        Reference
    }
}
argument_enum! {
    /// Argument for [`Keep`].
    KeepArg for Keep {
        /// The one published first
        Earliest,
        /// The one published last
        Latest,
        /// The longest text
        Longest,
        /// The first in input order
        SourceOrder
    }
}

/// Reads `10d`, `72h` or `2w` as hours.
fn window_hours(text: &str) -> Result<u32, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let hours_each = match &text[digits.len()..] {
        "h" => 1,
        "d" => 24,
        "w" => 7 * 24,
        _ => return Err("give a number with h, d or w, such as 72h or 10d".to_owned()),
    };
    digits
        .parse::<u32>()
        .ok()
        .and_then(|number| number.checked_mul(hours_each))
        .filter(|hours| *hours > 0)
        .ok_or_else(|| "give a whole number above 0, such as 72h or 10d".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_in_hours_days_and_weeks() {
        for (text, hours) in [("72h", 72), ("10d", 240), ("2w", 336)] {
            assert_eq!(window_hours(text), Ok(hours), "{text}");
        }
        for text in ["", "10", "d", "0d", "-1h", "1.5d", "10 d", "99999999999d"] {
            assert!(window_hours(text).is_err(), "{text}");
        }
    }
}
