//! Accuracy on labelled pairs: same event or not.
//!
//! In: pairs labelled OK (same event) or BAD, and whether a run put each pair together. Out:
//! [`Verdicts`]. Accuracy depends on how many of the pairs are OK: read it beside that number.

use serde::Serialize;

use super::agreement::real;
use super::pairs::GoldPair;

/// How many labelled pairs a run decides as their label says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Verdicts {
    /// Pairs labelled OK or BAD whose articles the run knows.
    pub pairs: u64,
    /// Those labelled OK.
    pub same: u64,
    /// Decided as labelled.
    pub right: u64,
    /// OK, but the run parts them.
    pub missed: Vec<(String, String)>,
    /// BAD, but the run puts them together.
    pub merged: Vec<(String, String)>,
    /// Pairs with another label, or an article that the run lacks.
    pub skipped: u64,
}

impl Verdicts {
    /// Asks `together` for each pair; `None` when the run lacks one of the articles.
    pub fn of(gold: &[GoldPair], together: impl Fn(&GoldPair) -> Option<bool>) -> Self {
        let mut verdicts = Self::default();
        for pair in gold {
            let same = match pair.label.as_str() {
                "OK" => Some(true),
                "BAD" => Some(false),
                _ => None,
            };
            let (Some(same), Some(found)) = (same, together(pair)) else {
                verdicts.skipped += 1;
                continue;
            };
            verdicts.pairs += 1;
            verdicts.same += u64::from(same);
            let named = || (pair.a.clone(), pair.b.clone());
            match (same, found) {
                (true, false) => verdicts.missed.push(named()),
                (false, true) => verdicts.merged.push(named()),
                _ => verdicts.right += 1,
            }
        }
        verdicts
    }

    /// Share decided as labelled, 0 to 1; `None` without pairs.
    pub fn accuracy(&self) -> Option<f64> {
        (self.pairs > 0).then(|| real(self.right) / real(self.pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_verdict_is_counted() {
        let gold =
            GoldPair::parse_all("a\tb\tOK\na\tc\tBAD\nb\tc\tOK\nc\td\tBAD\na\td\t?\nx\ty\tOK\n")
                .expect("pairs");
        let verdicts = Verdicts::of(&gold, |pair| match (pair.a.as_str(), pair.b.as_str()) {
            ("x", _) => None,
            (a, b) => Some((a, b) == ("a", "b") || (a, b) == ("c", "d")),
        });
        assert_eq!((verdicts.pairs, verdicts.same, verdicts.right), (4, 2, 2));
        assert_eq!(verdicts.missed, [("b".to_owned(), "c".to_owned())]);
        assert_eq!(verdicts.merged, [("c".to_owned(), "d".to_owned())]);
        assert_eq!(verdicts.skipped, 2);
        assert!((verdicts.accuracy().expect("pairs") - 0.5).abs() < 1e-12);
        assert_eq!(Verdicts::default().accuracy(), None);
    }
}
