//! Measures what share of the pairs at the threshold the bands found.
//!
//! In: the scanned articles and the pairs that the bands gave. Out: recall on a sample, and the
//! exact pairs that it rests on. The sample is the [`SAMPLE`] articles that hold the least shingle
//! hashes: similar articles tend to hold the same one, so the sample holds whole groups of them,
//! and the hash is turned so that it says nothing about the sketch. A feed of no more articles is
//! measured whole. Articles of which a cap left pairs out are not in it: the cap says how many it left.
//!  Cost: reading the sample again, and one exact join.

use super::near::Near;
use super::{exact, texts::Texts};
use crate::detect::copies::scan::{Articles, shingle};
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::pack;
use crate::error::Error;

/// Articles of a sample.
const SAMPLE: usize = 2048;

/// Recall and the number of exact pairs; no recall when the sample holds no pair.
pub(in crate::detect::copies) fn recall(
    texts: &Texts<'_>,
    articles: &Articles,
    near: &Near,
) -> Result<(Option<f64>, usize), Error> {
    let least = |&rank: &Rank| (articles[rank as usize].least, rank);
    let found = &near.found;
    let whole = |rank: &&Rank| found.touched.binary_search(rank).is_err();
    let mut sample: Vec<(u64, Rank)> = near.members.iter().filter(whole).map(least).collect();
    if sample.len() > SAMPLE {
        sample.select_nth_unstable(SAMPLE);
        sample.truncate(SAMPLE);
    }
    let mut sample: Vec<Rank> = sample.into_iter().map(|(_, rank)| rank).collect();
    sample.sort_unstable();
    let sets = texts.scan(&sample, |article| shingle::set(article, texts.config))?;
    let exact = exact::join(&sets, texts.config.copies.threshold);
    let hit = exact
        .iter()
        .filter(|&&(i, j, _)| {
            found
                .pairs
                .binary_search(&pack(sample[i], sample[j]))
                .is_ok()
        })
        .count();
    let recall = (!exact.is_empty()).then(|| hit as f64 / exact.len() as f64);
    Ok((recall, exact.len()))
}
