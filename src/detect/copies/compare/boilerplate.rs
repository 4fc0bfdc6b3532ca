//! Boilerplate: what a source prints under articles that have nothing to do with one another.
//!
//! In: the readings of one source's articles that have several candidates in that source. Out: the
//! shingles that are boilerplate there. Promise: an article that shares no text with those changes
//! nothing, because only absolute counts decide.
//!
//! A shingle is boilerplate when at least [`ARTICLES`] articles of the source hold it that each
//! have text of their own besides: [`OWN_SHARE`] of their shingles, and [`OWN_SHINGLES`] at least,
//! are held by fewer than half as many. Ten versions of one report are no boilerplate, because
//! they have little text of their own. Cost: a sort of the shingles of at most [`SAMPLE`] articles
//! a source.

use super::reading::Reading;

/// Articles of one source that share a shingle of boilerplate.
pub const ARTICLES: usize = 10;
/// Candidates in its own source that an article has for its source to be looked at.
pub const CANDIDATES: usize = 4;
/// Articles of a source that are looked at.
pub const SAMPLE: usize = 2048;
/// Share of its shingles that an article must have for itself.
const OWN_SHARE: f64 = 0.2;
/// Shingles that an article must have for itself.
const OWN_SHINGLES: usize = 10;

/// The boilerplate of a source, sorted.
pub(in crate::detect::copies) fn learn(readings: &[Reading]) -> Vec<u64> {
    let mut all: Vec<(u64, u32)> = Vec::new();
    for (reading, article) in readings.iter().zip(0_u32..) {
        all.extend(reading.shingles.iter().map(|&shingle| (shingle, article)));
    }
    all.sort_unstable();
    let groups = || all.chunk_by(|x, y| x.0 == y.0);
    let mut own = vec![0_usize; readings.len()];
    for group in groups().filter(|group| group.len() < ARTICLES / 2) {
        for (_, article) in group {
            own[*article as usize] += 1;
        }
    }
    let has_own = |article: u32| {
        let (own, all) = (
            own[article as usize],
            readings[article as usize].shingles.len(),
        );
        own >= OWN_SHINGLES && own as f64 >= OWN_SHARE * all as f64
    };
    groups()
        .filter(|group| {
            group
                .iter()
                .filter(|(_, article)| has_own(*article))
                .count()
                >= ARTICLES
        })
        .map(|group| group[0].0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(count: u64, own: u64, common: u64) -> Vec<Reading> {
        (0..count)
            .map(|article| Reading {
                shingles: (0..common)
                    .chain((0..own).map(|i| 1000 + article * 1000 + i))
                    .collect(),
                ..Reading::default()
            })
            .collect()
    }

    #[test]
    fn a_footer_under_ten_articles_of_their_own_is_boilerplate() {
        assert_eq!(learn(&readings(10, 30, 60)), (0..60).collect::<Vec<u64>>());
        assert!(learn(&readings(9, 30, 60)).is_empty(), "too few articles");
    }

    #[test]
    fn versions_of_one_report_are_no_boilerplate() {
        assert!(learn(&readings(40, 10, 300)).is_empty());
    }
}
