//! Feeds of so many articles that have too much in common, or of two or three long ones.

use std::io::{self, Write};

use super::texts::{START, word};
use super::{Case, Draws, Make, Unit, article};

pub(super) const CASES: &[Case] = &[
    feed("one-text", 2_500, one_text),
    texts("long-near-copies", long_near_copies),
    texts("long-mirrored", long_mirrored),
    texts("long-repeats", long_repeats),
    texts("long-headlines", long_headlines),
];

/// A case of so many articles.
pub(super) const fn feed(
    name: &'static str,
    start: usize,
    write: fn(usize, &mut dyn Write) -> io::Result<()>,
) -> Case {
    Case {
        name,
        unit: Unit::Articles,
        start,
        make: Make::Write(write),
    }
}

/// A case of a few articles, of so many bytes each.
const fn texts(name: &'static str, write: fn(usize, &mut dyn Write) -> io::Result<()>) -> Case {
    Case {
        name,
        unit: Unit::Bytes,
        start: START,
        make: Make::Write(write),
    }
}

/// The same text in every article.
fn one_text(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    const TEXT: &str = "A freight train left the rails near Oster Bay on Friday morning and blocked \
        both tracks; the driver and 2 guards were taken to hospital, the railway said.";
    (0..articles).try_for_each(|id| article(out, id, "", TEXT))
}

/// Words that hardly ever come twice, of so many bytes; other ones for another `id`.
fn new_words(bytes: usize, id: &[u64]) -> Vec<String> {
    let mut draws = Draws::new(1, id);
    (0..bytes / 7).map(|_| word(&mut draws, 'a')).collect()
}

/// One long text, once with a word behind, once with a word before, once with every hundredth word
/// another.
fn long_near_copies(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut words = new_words(bytes, &[]);
    let text = words.join(" ");
    article(out, 0, "", &text)?;
    article(out, 1, "", &format!("{text} again"))?;
    article(out, 2, "", &format!("again {text}"))?;
    for place in (0..words.len()).step_by(100) {
        words[place].insert(0, 'q');
    }
    article(out, 3, "", &words.join(" "))
}

/// One long text and its sentences in reverse order.
fn long_mirrored(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    let words = new_words(bytes, &[]);
    let mut sentences: Vec<String> = words.chunks(10).map(|words| words.join(" ")).collect();
    article(out, 0, "", &sentences.join(". "))?;
    sentences.reverse();
    article(out, 1, "", &sentences.join(". "))
}

/// Two long texts of few words, in different order: every word meets every other.
fn long_repeats(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    let words = ["rain", "over", "the", "bay", "again"];
    (0..2).try_for_each(|id| {
        let mut draws = Draws::new(1, &[id as u64]);
        let text: Vec<&str> = (0..bytes / 5).map(|_| draws.word(&words)).collect();
        article(out, id, "", &text.join(" "))
    })
}

/// Two long texts under long headlines of other words, with one long passage in common.
fn long_headlines(bytes: usize, out: &mut dyn Write) -> io::Result<()> {
    let shared = new_words(bytes / 4, &[]).join(" ");
    (0..2).try_for_each(|id| {
        let own = |part: u64| new_words(bytes / 3, &[id as u64, part]).join(" ");
        article(out, id, &own(0), &format!("{}. {shared}", own(1)))
    })
}
