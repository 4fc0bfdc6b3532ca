//! Template: the words that are left when names, numbers and dates are taken out.
//!
//! In: an article and its [`Text`]. Out: a [`TemplateSketch`], a small sketch of it. Two results, two weather
//! reports or two weekly bulletins share their template and differ in their facts; two reports of one
//! event do the reverse. The estimate of a resemblance r has a standard error of
//! √(r(1−r)/`SLOTS`), at most 0.06.
//!
//! Source: the bottom-k sketch of Broder 1997, over shingles of four words, facts masked.

use ahash::AHashSet;

use crate::article::ArticleRef;
use crate::detect::text::{Span, Text, Value};
use crate::detection::Field;

use crate::detect::events::profile::facts::surface;

/// Hashes kept of an article: the smallest.
const SLOTS: usize = 64;
/// Words of a shingle.
const WIDTH: usize = 4;
/// Stands for a name, number or date.
const MASK: u64 = 0;

/// The smallest hashes of an article's masked shingles, ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateSketch {
    hashes: Box<[u32]>,
}

impl TemplateSketch {
    /// Sketches the template of an article.
    pub fn new(article: ArticleRef<'_>, text: &Text) -> Self {
        let words = masked(article, text);
        let mut hashes: Vec<u32> = words.windows(WIDTH).map(shingle).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(SLOTS);
        Self {
            hashes: hashes.into(),
        }
    }

    /// Estimates which share of all masked shingles of the two both have, 0 to 1; 0 when one has
    /// none.
    pub fn resemblance(&self, other: &Self) -> f32 {
        let (mut i, mut j, mut both, mut seen) = (0, 0, 0_u16, 0_u16);
        while usize::from(seen) < SLOTS {
            let (Some(x), Some(y)) = (self.hashes.get(i), other.hashes.get(j)) else {
                break;
            };
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            both += u16::from(x == y);
            seen += 1;
        }
        // What is left of one list, up to the size of the sketch, is in no more than one.
        let left = (self.hashes.len() - i).max(other.hashes.len() - j);
        let all = usize::from(seen) + left.min(SLOTS - usize::from(seen));
        if all == 0 {
            0.0
        } else {
            f32::from(both) / f32::from(u16::try_from(all).unwrap_or(u16::MAX))
        }
    }
}

fn shingle(words: &[u64]) -> u32 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for word in words {
        hasher.update(&word.to_le_bytes());
    }
    let [a, b, c, d, ..] = hasher.digest().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The words of an article in order; runs of facts become one mask.
fn masked(article: ArticleRef<'_>, text: &Text) -> Vec<u64> {
    let facts: AHashSet<(Field, u32)> = fact_words(text);
    let mut words = Vec::with_capacity(text.words.len());
    for word in &text.words {
        let written = surface(article, word.span);
        let fact = facts.contains(&(word.span.field, word.span.start))
            || written.contains(|c: char| c.is_ascii_digit() || c.is_numeric());
        match (fact, words.last()) {
            (true, Some(&MASK)) => {}
            (true, _) => words.push(MASK),
            (false, _) => words.push(word.term),
        }
    }
    words
}

/// Where the words begin that lie inside a name, number, date, place or numbered series.
fn fact_words(text: &Text) -> AHashSet<(Field, u32)> {
    let mut spans: Vec<Span> = text
        .anchors
        .iter()
        .filter(|anchor| !matches!(anchor.value, Value::Quotation(_)))
        .map(|anchor| anchor.span)
        .collect();
    spans.sort_unstable();
    let mut found = AHashSet::new();
    let mut first = 0;
    for word in &text.words {
        let after = |span: &Span| (span.field, span.end) > (word.span.field, word.span.start);
        while first < spans.len() && !after(&spans[first]) {
            first += 1;
        }
        let begun = spans[first..]
            .iter()
            .take_while(|span| (span.field, span.start) <= (word.span.field, word.span.start));
        if begun.into_iter().any(after) {
            found.insert((word.span.field, word.span.start));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;
    use crate::detect::text;

    fn sketch(words: &str) -> TemplateSketch {
        let article = Article {
            text: words.into(),
            lang: Some("en".into()),
            ..Article::default()
        };
        TemplateSketch::new(article.as_ref(), &text::analyse(article.as_ref()))
    }

    #[test]
    fn figures_and_names_do_not_change_the_template() {
        let one =
            sketch("The company said net profit rose 12 percent to 340 million dollars on sales.");
        let two =
            sketch("The company said net profit rose 7 percent to 95 million dollars on sales.");
        let other =
            sketch("A lorry overturned near the bridge and spilled milk across four lanes.");
        assert!(one.resemblance(&two) > 0.9, "{}", one.resemblance(&two));
        assert!(one.resemblance(&other) < 0.1);
        assert!(sketch("").resemblance(&one) <= 0.0);
        assert!((one.resemblance(&one) - 1.0).abs() < 1e-6);
    }
}
