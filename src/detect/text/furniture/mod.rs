//! Page furniture and metadata lines: what a page adds around its article.
//!
//! In: the raw strings. Out: byte ranges to leave out and the day a metadata line states. General
//! rules only: navigation words in short lines without sentence form, identifiers, copyright
//! tails, bylines, credits, agency tails, lines that hold a date and hardly more. Promise: ranges
//! are sorted, apart from each other, on char boundaries; the raw strings stay as they are, so no
//! offset ever moves. When most of a text would go, only metadata and identifiers go.

mod line;
mod metadata;
mod outlet;
mod phrases;
mod tail;

use std::ops::Range;

use self::line::{is_furniture, is_identifier};
use self::metadata::{leading_date, metadata_line};
use self::tail::tail;
use super::scan::is_hard_wrapped;
use crate::time::Day;

pub use self::outlet::title_suffix;

/// What to leave out of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Furniture {
    /// Byte ranges in the text, in order.
    pub spans: Vec<Range<usize>>,
    /// The day the first metadata line states, and where.
    pub published: Option<(Day, Range<usize>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Metadata,
    Likely,
}

/// Finds the furniture of a body text.
pub fn find(text: &str) -> Furniture {
    let lines = lines(text);
    let mut found: Vec<(Range<usize>, Certainty)> = Vec::new();
    let mut published = None;
    let mut prose = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let near_edge = place < 6 || place + 4 > lines.len();
        let raw = &text[line.clone()];
        let certainty = if let Some((day, date)) = metadata_line(raw, near_edge) {
            published.get_or_insert((day, line.start + date.start..line.start + date.end));
            Some(Certainty::Metadata)
        } else if is_identifier(raw) {
            Some(Certainty::Metadata)
        } else if is_furniture(raw, place, lines.len()) {
            Some(Certainty::Likely)
        } else {
            None
        };
        match certainty {
            Some(certainty) => found.push((line.clone(), certainty)),
            None => prose.push(line.clone()),
        }
    }
    if let Some(first) = prose.first().cloned()
        && let Some((day, end)) = leading_date(&text[first.clone()])
    {
        let span = first.start..first.start + end;
        published.get_or_insert((day, span.clone()));
        found.push((span, Certainty::Metadata));
    }
    if let Some(last) = prose.last().cloned()
        && let Some(start) = tail(&text[last.clone()])
    {
        found.push((last.start + start..last.end, Certainty::Likely));
    }
    let left_out: usize = found.iter().map(|(span, _)| span.len()).sum();
    if left_out * 2 > lines.iter().map(ExactSizeIterator::len).sum() {
        found.retain(|(_, certainty)| *certainty == Certainty::Metadata);
    }
    let spans = apart(found.into_iter().map(|(span, _)| span).collect());
    Furniture { spans, published }
}

impl Furniture {
    /// Leaves out more bytes, on char boundaries, of a text of so many.
    pub(super) fn add(&mut self, spans: &[Range<usize>], bytes: usize) {
        if !spans.is_empty() {
            let mut all = std::mem::take(&mut self.spans);
            let within = spans.iter().filter(|span| span.start < bytes);
            all.extend(within.map(|span| span.start..span.end.min(bytes)));
            self.spans = apart(all);
        }
    }
}

/// Ranges in order, those that overlap as one.
fn apart(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut kept: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match kept.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => kept.push(span),
        }
    }
    kept
}

/// Trimmed, non-empty lines; paragraphs, where line ends fall inside sentences.
fn lines(text: &str) -> Vec<Range<usize>> {
    let wrapped = is_hard_wrapped(text);
    let mut joins = false;
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let end = start + trimmed.len();
            let indented = line.starts_with([' ', '\t']);
            match lines.last_mut().filter(|_| wrapped && joins && !indented) {
                Some(paragraph) => paragraph.end = end,
                None => lines.push(start..end),
            }
        }
        joins = !trimmed.is_empty();
        at += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(text: &str) -> Vec<&str> {
        find(text)
            .spans
            .into_iter()
            .map(|span| &text[span])
            .collect()
    }

    const PROSE: &str = "The council met at length and agreed to raise the levy on waste, which \
        residents had opposed for months. It will now be put to a vote.";

    #[test]
    fn furniture_lines_are_left_out_and_prose_stays() {
        let lines = [
            "page_banner",
            "news",
            "Share this article",
            "Read more",
            "Read more: Council split over levy",
            "ADVERTISEMENT",
            "© 2023 Example Media Ltd",
            "Copyright 2023 Example Media. All rights reserved.",
            "Post time: May-25-2023",
            "Xinhua | Updated: 2017-09-15 17:52",
            "Published on 3 May 2021 at 10:15 GMT",
            "2023-09-21 08:12",
            "By Jane Doe and John Roe",
            "Photo: Getty Images",
            "Editor: Zhang Wei",
            "Follow us on Twitter and Facebook for more stories.",
        ];
        for line in lines {
            let text = format!("{PROSE}\n\n{line}");
            assert_eq!(left_out(&text), [line], "{line}");
        }
        let prose = [
            "The minister resigned",
            "President Xi",
            "By then the fire had spread",
            "News of the deal reached the town",
            "The report was published on May 25, 2023",
            "Share prices fell 3% on Monday.",
            "Readers know more",
            "25th September 2023 – (Beijing) The council met.",
        ];
        for line in prose {
            let text = format!("{line}\n\n{PROSE}");
            assert_eq!(left_out(&text), [""; 0], "{line}");
        }
    }

    #[test]
    fn dates_and_tails_inside_prose_lines_are_left_out() {
        let cases = [
            (
                " date 2023-09-21 Premier Li leads meeting on industry",
                "date 2023-09-21 ",
            ),
            (
                "Updated: 2017-09-15 17:52 The council met in the city",
                "Updated: 2017-09-15 17:52 ",
            ),
            (
                "The council met and agreed. –The Daily Mail-GGTN news exchange item",
                "–The Daily Mail-GGTN news exchange item",
            ),
            ("The council met and agreed. (Xinhua)", "(Xinhua)"),
            ("The council met and agreed. - Reuters", "- Reuters"),
            (
                "He said so.” By Kim Arin (arin@example.com)",
                "By Kim Arin (arin@example.com)",
            ),
            (
                "They agreed. (Reporting by Jane Doe; Editing by John Roe)",
                "(Reporting by Jane Doe; Editing by John Roe)",
            ),
        ];
        for (text, gone) in cases {
            let text = format!("{text}\n{PROSE}");
            let text = if gone.starts_with(['d', 'U']) {
                text
            } else {
                text.lines().rev().collect::<Vec<_>>().join("\n")
            };
            assert_eq!(left_out(&text), [gone], "{text}");
        }
    }

    #[test]
    fn lines_of_hard_wrapped_texts_are_no_furniture() {
        let text = "The company said that it expects to earn about two dollars a\nshare.\n    It \
            added that it will pay a dividend of twenty cents a\nshare via a one-time special \
            payment and will\nsubscribe, from September 1 to 30, 1987, to new paper, on a\n\
            payment date April 9, 1987.\n";
        assert_eq!(left_out(text), [""; 0]);
    }

    #[test]
    fn metadata_gives_the_day_of_publication() {
        let cases = [
            ("Post time: May-25-2023", "2023-05-25"),
            ("Xinhua | Updated: 2017-09-15 17:52", "2017-09-15"),
            ("Published: 20 September 2023", "2023-09-20"),
        ];
        for (line, day) in cases {
            let text = format!("{PROSE}\n{line}");
            let (found, _) = find(&text).published.expect(line);
            assert_eq!(found.to_string(), day, "{line}");
        }
    }
}
