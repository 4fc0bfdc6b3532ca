//! Headlines: what an article is called, and the sentence that stands for a missing one.
//!
//! In: an article, and its [`Text`]. Out: a title to show, or the span whose words count as headline.

use crate::article::ArticleRef;
use crate::cut;
use crate::detect::text::{Section, Span, Text};
use crate::detection::Field;

/// Characters of a text's first line that stand for a missing headline.
const TITLE_CHARS: usize = 90;

/// The headline; without one, the text's first line, cut between words.
pub fn title(article: ArticleRef<'_>) -> Box<str> {
    let headline = article.title.trim();
    if !headline.is_empty() {
        return headline.into();
    }
    let mut lines = article.text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty()).unwrap_or_default();
    cut::with_ellipsis(line, TITLE_CHARS).into()
}

/// Bytes that a first sentence needs to stand for a headline, and that it counts with at most.
const FIRST_SENTENCE: std::ops::Range<usize> = 40..300;

/// Where the headline stands; without one, the first sentence of the text, which begins at `begin`.
pub(super) fn span(article: ArticleRef<'_>, text: &Text, begin: u32) -> Span {
    let mut titled = text
        .words
        .iter()
        .filter(|word| word.section == Section::Title);
    if let Some(first) = titled.next() {
        let last = titled.next_back().unwrap_or(first);
        return Span {
            end: last.span.end,
            ..first.span
        };
    }
    let running = article.text.get(begin as usize..).unwrap_or_default();
    let mut before = ' ';
    let ends = |&(at, c): &(usize, char)| {
        let stops = match before {
            '.' | '!' | '?' => c.is_whitespace(),
            '。' | '！' | '？' | '\n' => true,
            _ => false,
        };
        before = c;
        (stops && at >= FIRST_SENTENCE.start) || at >= FIRST_SENTENCE.end
    };
    let end = running
        .char_indices()
        .find(ends)
        .map_or(running.len(), |(at, _)| at);
    Span {
        field: Field::Text,
        start: begin,
        end: begin + u32::try_from(end).unwrap_or(0),
    }
}
