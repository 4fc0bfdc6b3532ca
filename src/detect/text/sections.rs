//! Which part of an article words stand in.
//!
//! In: the body's [`Scan`], whether the feed gave a title, the dated paragraphs. Out: where each
//! section starts. The lead is the first 100 words, to the end of their sentence. Background is
//! said only of paragraphs behind the lead that speak of earlier times throughout.

use std::ops::Range;

use super::Section;
use super::scan::{Kind, Scan};

/// Words of the lead.
const LEAD_WORDS: usize = 100;
/// Words a headline at the head of a text has at most.
const HEADLINE_WORDS: usize = 25;

/// The sections of a body text: token index at which each starts, first at 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sections {
    starts: Vec<(usize, Section)>,
}

impl Sections {
    /// Finds headline and lead.
    pub(crate) fn of(scan: &Scan<'_>, has_title: bool) -> Self {
        let mut starts = Vec::new();
        let body_start = if has_title { 0 } else { headline_end(scan) };
        if body_start > 0 {
            starts.push((0, Section::Title));
        }
        starts.push((body_start, Section::Lead));
        if let Some(end) = lead_end(scan, body_start) {
            starts.push((end, Section::Body));
        }
        Self { starts }
    }

    /// The section of the token at `index`.
    pub(crate) fn at(&self, index: usize) -> Section {
        let after = self.starts.partition_point(|(start, _)| *start <= index);
        self.starts[after.saturating_sub(1)].1
    }

    /// Token at which prose starts, behind a headline.
    pub(crate) fn prose_start(&self) -> usize {
        (self.starts.iter())
            .find(|(_, section)| *section != Section::Title)
            .map_or(0, |(start, _)| *start)
    }

    /// Marks tokens of the body, behind those that are marked already, as background.
    pub(crate) fn mark_background(&mut self, tokens: Range<usize>) {
        // The body goes on where the paragraph before ends; not if this one begins there.
        self.starts.pop_if(|(start, _)| *start == tokens.start);
        self.starts.push((tokens.start, Section::Background));
        self.starts.push((tokens.end, Section::Body));
    }

    /// Byte at which each section starts.
    pub(crate) fn bytes(&self, scan: &Scan<'_>) -> Vec<(usize, Section)> {
        self.starts
            .iter()
            .map(|(token, section)| {
                let start = scan
                    .get(*token)
                    .map_or(scan.raw.len(), |t| t.start as usize);
                (if *token == 0 { 0 } else { start }, *section)
            })
            .collect()
    }
}

/// Token ranges of the paragraphs behind the lead; of the sentences, when there is one paragraph.
pub(crate) fn paragraphs(scan: &Scan<'_>, from: usize) -> Vec<Range<usize>> {
    let many = (from..scan.len()).filter(|&i| scan.tokens[i].line).count() > 1;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for index in from..scan.len() {
        let token = &scan.tokens[index];
        let starts = index == from || if many { token.line } else { token.sentence };
        if starts {
            ranges.push(index..index + 1);
        } else if let Some(last) = ranges.last_mut() {
            last.end = index + 1;
        }
    }
    ranges
}

/// The token after a headline at the head of the text; 0 when it starts with prose.
fn headline_end(scan: &Scan<'_>) -> usize {
    let Some(end) = (1..scan.len()).find(|&index| scan.tokens[index].line) else {
        return 0;
    };
    let words = words_in(scan, 0..end);
    let next_end = (end + 1..scan.len())
        .find(|&index| scan.tokens[index].line)
        .unwrap_or(scan.len());
    let stops = matches!(
        scan.tokens[end - 1].kind,
        Kind::Mark('.' | '。' | '।' | '!' | '…')
    );
    let next_is_longer = words_in(scan, end..scan.len().min(next_end.max(end + 60))) > words;
    if (2..=HEADLINE_WORDS).contains(&words) && !stops && next_is_longer {
        end
    } else {
        0
    }
}

fn words_in(scan: &Scan<'_>, tokens: Range<usize>) -> usize {
    scan.tokens[tokens]
        .iter()
        .filter(|t| !matches!(t.kind, Kind::Mark(_)))
        .count()
}

/// The token after the sentence that holds the hundredth word.
fn lead_end(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let mut words = 0;
    for index in from..scan.len() {
        let token = &scan.tokens[index];
        if words >= LEAD_WORDS && (token.line || token.sentence || words >= LEAD_WORDS * 3 / 2) {
            return Some(index);
        }
        words += usize::from(!matches!(token.kind, Kind::Mark(_)));
    }
    None
}
