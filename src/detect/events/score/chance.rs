//! Chance: from which strength on a pair of this feed is more likely one event than a coincidence.
//!
//! In: the strengths of the judged pairs. Out: a strength, the feed's level. A feed that is large, dense or about
//! one topic has strong pairs that mean nothing, and no one cut suits it and a small one. But coincidences
//! thin out in the same way everywhere, exponentially; how many there are shows among the weak pairs, which are
//! hardly ever anything else. Where more pairs are seen than coincidence lets expect, the others are events: a
//! local false discovery rate (Efron 2004, section 2). Cost: linear in the pairs.
//!
//! It misleads where weak pairs are few because the feed was picked by hand: typical documents then speak for it.

use crate::detect::structures::numbers::{as_f64, narrow};

/// Width of a band of strengths, and where the first begins: its pairs are taken for coincidences.
const BAND: f64 = 0.05;
const FIRST: f64 = 0.15;
const BANDS: usize = 13;
/// How fast coincidences thin out: by e for each 0.08 of strength. Measured on eight labelled feeds, as whole texts, as
/// headlines and as headlines with forty words; from 11 to 15 little changes.
const DECAY: f64 = 12.5;
/// Share of coincidences among the pairs of a strength from which it says nothing.
const HALF: f64 = 0.5;
/// Pairs of each band that a document has in a typical feed: the geometric mean of the same.
const TYPICAL: [f64; BANDS] = [
    0.58, 0.34, 0.28, 0.25, 0.2, 0.13, 0.13, 0.1, 0.07, 0.05, 0.04, 0.03, 0.02,
];
/// Typical documents that every feed is thought to hold beside its own.
const TYPICAL_DOCUMENTS: f64 = 10.0;

/// What few words cost where the feed is too small to show how much they share by coincidence, and the content words
/// over which it wears off.
const CAUTION: f64 = 1.5;
const FEW_WORDS: f64 = 20.0;
/// Documents that show half of it.
const SHOWING: f64 = 5.0;

/// The strength from which a pair is more likely one event than a coincidence, 0.175 to 2: of a feed with these
/// content words a document, and these strengths of pairs. A feed of long texts without pairs has that of a typical
/// feed, and one of a few headlines a much higher one.
pub fn level(content_words: &[u32], strengths: impl Iterator<Item = f32>) -> f32 {
    let mut pairs = TYPICAL.map(|typical| typical * TYPICAL_DOCUMENTS);
    for strength in strengths {
        if let Some(band) = band(strength) {
            pairs[band] += 1.0;
        }
    }
    let coincidences = |band: usize| pairs[0] * (-DECAY * BAND * as_f64(band)).exp();
    // Above 0 where coincidences are more than half.
    let doubt = |band: usize| (coincidences(band) / (HALF * pairs[band])).ln();
    let crossed = (1..BANDS).find(|&band| doubt(band) <= 0.0);
    let bands = match crossed {
        Some(band) => as_f64(band) - doubt(band) / (doubt(band) - doubt(band - 1)),
        None => as_f64(BANDS - 1),
    };
    let unseen = SHOWING / (SHOWING + as_f64(content_words.len()));
    narrow(FIRST + BAND * (bands + 0.5) + CAUTION * unseen * shortness(content_words))
}

/// How short the documents of a feed are on average: 0 for long texts, 1 for none.
fn shortness(content_words: &[u32]) -> f64 {
    let each = content_words
        .iter()
        .map(|&words| (-f64::from(words) / FEW_WORDS).exp());
    each.sum::<f64>() / as_f64(content_words.len().max(1))
}

fn band(strength: f32) -> Option<usize> {
    let begins = |band: usize| FIRST + BAND * as_f64(band);
    let strength = f64::from(strength);
    (strength < begins(BANDS))
        .then(|| (0..BANDS).rev().find(|&band| strength >= begins(band)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So many pairs in each band.
    fn feed(counts: &[usize]) -> f32 {
        let middle = |band: usize| narrow(FIRST + BAND * (as_f64(band) + 0.5));
        let pairs = counts.iter().enumerate();
        level(
            &[1_000; 10],
            pairs.flat_map(|(band, &count)| std::iter::repeat_n(middle(band), count)),
        )
    }

    #[test]
    fn a_feed_whose_strong_pairs_are_many_has_a_lower_level_than_one_of_coincidences() {
        let typical = feed(&[]);
        let events = feed(&[1_000, 900, 900, 800, 800, 700, 600]);
        let coincidences = feed(&[1_000, 540, 290, 155, 83, 45, 24]);
        assert!((0.25..0.32).contains(&typical), "{typical}");
        assert!(
            events < typical && typical < coincidences,
            "{events} {coincidences}"
        );
        assert!(coincidences > 0.5, "{coincidences}");
    }

    #[test]
    fn a_few_headlines_need_more_than_a_few_long_texts_and_many_hardly_more() {
        let of = |documents: usize, words: u32| level(&vec![words; documents], std::iter::empty());
        assert!(of(2, 8) > of(2, 500) + 0.3);
        assert!(of(1_000, 8) < of(1_000, 500) + 0.01);
    }

    #[test]
    fn the_same_feed_ten_times_as_large_has_nearly_the_same_level() {
        let counts = [400, 300, 250, 200, 150, 100, 80, 60, 40];
        let (small, large) = (feed(&counts), feed(&counts.map(|count| count * 10)));
        assert!((small - large).abs() < 0.01, "{small} {large}");
    }

    proptest! {
        #[test]
        fn more_weak_pairs_never_lower_the_level(
            counts in prop::collection::vec(0_usize..500, BANDS),
            more in 0_usize..500,
        ) {
            let mut denser = counts.clone();
            denser[0] += more;
            let (level, denser) = (feed(&counts), feed(&denser));
            prop_assert!((0.174..0.777).contains(&level));
            prop_assert!(denser >= level - 1e-6);
        }
    }
}
