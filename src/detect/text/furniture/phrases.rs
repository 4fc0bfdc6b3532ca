//! Words that pages put around articles, of all languages: a page often has another than its text.
//!
//! In: a folded line or word. Out: which lists of [`crate::languages`] hold it. Cost: one look-up
//! of the line's first word, however many phrases there are.

use std::sync::{LazyLock, OnceLock};

use ahash::{AHashMap, AHashSet};

use crate::detect::text::fold::Fold;
use crate::languages;

/// Whole lines, folded, without marks at their ends.
pub(super) static NAVIGATION: Phrases = Phrases::of("navigation");
/// Starts of short lines without sentence form.
pub(super) static LABELS: Phrases = Phrases::of("line labels");
/// Starts of lines that link to another article, whatever its headline.
pub(super) static READ_MORE: Phrases = Phrases::of("read more");
/// Starts of lines at the end of a page that invite readers to go elsewhere.
pub(super) static INVITATIONS: Phrases = Phrases::of("invitations");
/// Starts of bracketed credits behind the last sentence.
pub(super) static CREDITS: Phrases = Phrases::of("tail credits");

/// What invitations lead to.
static CHANNELS: LazyLock<Vec<&str>> = LazyLock::new(|| languages::lines("channels").collect());
/// Words that label a date on a page.
static DATE_LABELS: LazyLock<AHashSet<String>> = LazyLock::new(|| folded("date labels"));
/// Words around a time of day.
static CLOCK_WORDS: LazyLock<AHashSet<String>> = LazyLock::new(|| folded("clock words"));

fn folded(list: &str) -> AHashSet<String> {
    let mut fold = Fold::new();
    let words = languages::words(list);
    words.map(|word| fold.written(word).to_owned()).collect()
}

pub(super) fn names_channel(line: &str) -> bool {
    CHANNELS.iter().any(|channel| line.contains(channel))
}

pub(super) fn labels_date(word: &str) -> bool {
    DATE_LABELS.contains(word)
}

pub(super) fn is_clock_word(word: &str) -> bool {
    CLOCK_WORDS.contains(word)
}

/// The phrases of a list.
pub(super) struct Phrases {
    list: &'static str,
    by_first_word: OnceLock<AHashMap<&'static str, Vec<&'static str>>>,
}

impl Phrases {
    const fn of(list: &'static str) -> Self {
        Self {
            list,
            by_first_word: OnceLock::new(),
        }
    }

    /// The phrases that begin with a line's first word.
    fn like(&self, line: &str) -> &[&'static str] {
        let phrases = self.by_first_word.get_or_init(|| {
            let mut phrases: AHashMap<&str, Vec<&str>> = AHashMap::new();
            for phrase in languages::lines(self.list) {
                phrases.entry(first_word(phrase)).or_default().push(phrase);
            }
            phrases
        });
        phrases.get(first_word(line)).map_or(&[], Vec::as_slice)
    }

    /// Whether the whole line is a phrase.
    pub(super) fn holds(&self, line: &str) -> bool {
        self.like(line).contains(&line)
    }

    /// Whether a line starts with a phrase that ends where a word does.
    ///
    /// A line that starts small is the rest of a sentence, unless an abbreviation opens it.
    pub(super) fn start(&self, line: &str, small: bool) -> bool {
        self.like(line).iter().any(|phrase| {
            let rest = line.strip_prefix(phrase);
            rest.is_some_and(|rest| {
                !rest.starts_with(char::is_alphanumeric) || phrase.ends_with([':', '：'])
            }) && (!small || phrase.ends_with('.'))
        })
    }

    /// Whether a line starts with the letters of a phrase.
    pub(super) fn begin(&self, line: &str) -> bool {
        self.like(line)
            .iter()
            .any(|phrase| line.starts_with(phrase))
    }
}

/// A line in small letters; the small letter of `İ` has no second dot.
pub(super) fn small(line: &str) -> String {
    let small = line.to_lowercase();
    if small.contains('\u{307}') {
        small.replace('\u{307}', "")
    } else {
        small
    }
}

/// The letters and digits at the start of a line.
fn first_word(line: &str) -> &str {
    let end = line.find(|c: char| !c.is_alphanumeric());
    &line[..end.unwrap_or(line.len())]
}
