//! Worst cases: inputs made to find what grows faster than its input.
//!
//! In: a case and a size. Out: a feed of that size, as JSONL. Each case drives one thing to its
//! extreme: one paragraph, one word, one mark again and again, one text in every article. The whole
//! job has to stay near n log n in all of them; `samestory bench --worst` measures it, and a small
//! trial of every case runs with the tests.
//!
//! Promise: the same case and size give the same bytes on every machine. Cost: one pass, nothing
//! kept but one text. To add a case, add a row to the table of its kind: `texts` for one article of
//! so many bytes, `records` for one line of JSON of so many bytes, `feeds` and `crowds` for so many articles.

mod crowds;
mod feeds;
mod records;
mod texts;

use std::io::{self, Write};

use super::Draws;
use samestory::article::Article;

/// What the size of a [`Case`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of one article, or of one record.
    Bytes,
    /// Articles.
    Articles,
}

/// One way to make an input.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Its name: lower case, with hyphens.
    pub name: &'static str,
    /// What its size counts.
    pub unit: Unit,
    /// The size that is worth starting from: what a run does with it takes longer than what a run
    /// does without any input.
    pub start: usize,
    make: Make,
}

/// How a case is made.
#[derive(Debug, Clone, Copy)]
enum Make {
    /// One article whose text is the second piece again and again between first and third.
    Repeat(&'static str, &'static str, &'static str),
    /// One article whose text is drawn piece by piece.
    Draw(fn(&mut Draws, &mut String)),
    /// Articles or lines of JSON, so many or of so many bytes.
    Write(fn(usize, &mut dyn Write) -> io::Result<()>),
}

impl Case {
    /// Writes the case at a size, as JSONL.
    ///
    /// # Errors
    /// What writing gives.
    ///
    /// # Examples
    /// ```
    /// let case = samestory_bench::generate::worst::case("one-word").unwrap();
    /// let mut feed = Vec::new();
    /// case.write(1000, &mut feed)?;
    /// assert!(feed.len() > 1000);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write(&self, size: usize, out: &mut dyn Write) -> io::Result<()> {
        match self.make {
            Make::Repeat(before, piece, behind) => {
                let times = size.div_ceil(piece.len());
                article(out, 0, "", &[before, &piece.repeat(times), behind].concat())
            }
            Make::Draw(draw) => {
                let mut draws = Draws::new(1, &[]);
                let mut text = String::with_capacity(size + 64);
                while text.len() < size {
                    draw(&mut draws, &mut text);
                }
                article(out, 0, "", &text)
            }
            Make::Write(write) => write(size, out),
        }
    }
}

/// Every case.
pub fn cases() -> impl Iterator<Item = Case> {
    let tables = [texts::CASES, records::CASES, feeds::CASES, crowds::CASES];
    tables.into_iter().flatten().copied()
}

/// The case of that name.
pub fn case(name: &str) -> Option<Case> {
    cases().find(|case| case.name == name)
}

/// Writes an article whose id is a number.
fn article(out: &mut dyn Write, id: usize, title: &str, text: &str) -> io::Result<()> {
    let article = Article {
        id: id.to_string(),
        title: title.to_owned(),
        text: text.to_owned(),
        ..Article::default()
    };
    line(out, &article)
}

fn line(out: &mut dyn Write, article: &Article) -> io::Result<()> {
    serde_json::to_writer(&mut *out, article)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own_and_grows_with_its_size() {
        let mut names: Vec<&str> = cases().map(|case| case.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        for case in cases() {
            let bytes = |size| {
                let mut feed = Vec::new();
                case.write(size, &mut feed).expect("memory takes it");
                feed.len()
            };
            let (small, large) = (bytes(2_000), bytes(8_000));
            assert!(small >= 2_000, "{}: {small}", case.name);
            assert!(large > 2 * small, "{}: {small}, {large}", case.name);
        }
    }
}
