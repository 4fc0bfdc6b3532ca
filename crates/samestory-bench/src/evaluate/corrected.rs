//! A person's corrections as gold pairs.
//!
//! In: corrections resolved against a run's articles. Out: [`GoldPair`]s, labelled `OK` (together)
//! or `BAD` (apart). Verdicts that contradict earlier ones, or name unknown articles, give none.
//! Measure a run that was *not* given the corrections: one that obeyed them agrees by construction.

use super::labels::Level;
use super::pairs::GoldPair;
use samestory::corrections::Resolved;

/// The pairs that the corrections settle at a level; `ids[i]` is the id of article `i`. Families
/// are settled by none, since corrections speak of events and storylines.
pub fn gold_pairs(resolved: &Resolved, ids: &[String], level: Level) -> Vec<GoldPair> {
    let (together, apart): (Vec<_>, &[_]) = match level {
        Level::Family => (Vec::new(), &[]),
        Level::Event => (resolved.one_event.clone(), &resolved.different_events),
        Level::Storyline => (
            [&resolved.one_event[..], &resolved.one_storyline[..]].concat(),
            &resolved.different_storylines,
        ),
    };
    let labelled = |pairs: &[(u32, u32)], label: &str| -> Vec<GoldPair> {
        (pairs.iter())
            .map(|&(a, b)| GoldPair {
                a: ids[a as usize].clone(),
                b: ids[b as usize].clone(),
                label: label.to_owned(),
            })
            .collect()
    };
    [labelled(&together, "OK"), labelled(apart, "BAD")].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::corrections::{Corrections, Fingerprint, Verdict};

    #[test]
    fn each_level_takes_the_verdicts_that_settle_it() {
        let [a, b, c] = [1, 2, 3].map(Fingerprint);
        let verdicts = [
            Verdict::SameEvent { a, b },
            Verdict::SameStorylineOnly { a: b, b: c },
        ];
        let verdicts = verdicts.into_iter().map(Into::into).collect();
        let resolved = Corrections { verdicts }.resolve(&[1, 2, 3]);
        let ids = ["x", "y", "z"].map(str::to_owned);
        let labels = |level| -> Vec<(String, String)> {
            gold_pairs(&resolved, &ids, level)
                .into_iter()
                .map(|pair| (pair.a + &pair.b, pair.label))
                .collect()
        };
        let pair = |ids: &str, label: &str| (ids.to_owned(), label.to_owned());
        assert_eq!(labels(Level::Event), [pair("xy", "OK"), pair("yz", "BAD")]);
        assert_eq!(
            labels(Level::Storyline),
            [pair("xy", "OK"), pair("yz", "OK")]
        );
        assert!(labels(Level::Family).is_empty());
    }
}
