//! Pairs of articles: as a run judged them, and as gold labels them.
//!
//! In: lines of `pairs.jsonl`, or a three-column TSV (id, id, label). Out: [`ScoredPair`] and
//! [`GoldPair`].

use serde::Deserialize;

use super::calibration::Judged;
use super::labels::Labels;
use samestory::detection::Pair;
use samestory::error::Error;

/// What calibration needs of a judged pair.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ScoredPair {
    /// One article.
    pub a: String,
    /// The other.
    pub b: String,
    /// Probability that both report one event; none where only texts were compared.
    pub event_score: Option<f64>,
    /// Probability that both belong to one storyline; none as for `event_score`.
    pub storyline_score: Option<f64>,
}

impl ScoredPair {
    /// Reads a line of `pairs.jsonl`; evidence is skipped.
    ///
    /// # Errors
    /// When the line is not such a record.
    pub fn parse(line: &str) -> Result<Self, Error> {
        serde_json::from_str(line).map_err(|e| {
            Error::input(format!("line is not a judged pair: {e}"))
                .help("give pairs.jsonl as `samestory cluster -o DIR` writes it")
        })
    }
}

impl From<&Pair> for ScoredPair {
    fn from(pair: &Pair) -> Self {
        Self {
            a: pair.a.clone(),
            b: pair.b.clone(),
            event_score: pair.event_score,
            storyline_score: pair.storyline_score,
        }
    }
}

/// Which of a pair's two scores is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// That both report one event.
    Event,
    /// That both belong to one storyline.
    Storyline,
}

impl Score {
    /// This score of a pair.
    pub fn of(self, pair: &ScoredPair) -> Option<f64> {
        match self {
            Self::Event => pair.event_score,
            Self::Storyline => pair.storyline_score,
        }
    }
}

/// The pairs whose score and truth are both known: scored, and both articles labelled in `gold`.
///
/// `found` holds the run's clusters of the same level.
pub fn judged(pairs: &[ScoredPair], gold: &Labels, found: &Labels, score: Score) -> Vec<Judged> {
    pairs
        .iter()
        .filter_map(|pair| {
            let (a, b) = (gold.get(&pair.a)?, gold.get(&pair.b)?);
            let truth = f64::from(u8::from(a == b));
            let score = score.of(pair)?;
            let together = found.get(&pair.a)? == found.get(&pair.b)?;
            Some(Judged {
                score,
                together,
                truth,
            })
        })
        .collect()
}

/// A labelled pair of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldPair {
    /// One article.
    pub a: String,
    /// The other.
    pub b: String,
    /// What the third column says.
    pub label: String,
}

impl GoldPair {
    /// Reads a TSV of id, id, label; further columns are ignored.
    ///
    /// # Errors
    /// At the first line with fewer columns, naming its number.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Error> {
        (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(number, line)| {
                let mut columns = line.split('\t').map(str::to_owned);
                match (columns.next(), columns.next(), columns.next()) {
                    (Some(a), Some(b), Some(label)) => Ok(Self { a, b, label }),
                    _ => Err(Error::input("line has no three columns")
                        .at_record(number)
                        .help("write id, a tab, id, a tab, label")),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Level;

    #[test]
    fn only_scored_pairs_of_labelled_articles_are_judged() {
        let gold = Labels::parse("a\tx\nb\tx\nc\ty\n", Level::Event);
        let lines = [
            r#"{"a":"a","b":"b","relation":"same_event","event_score":0.9,"storyline_score":0.95,"for":[]}"#,
            r#"{"a":"a","b":"c","event_score":0.2,"storyline_score":0.7}"#,
            r#"{"a":"a","b":"c","event_score":null,"storyline_score":null}"#,
            r#"{"a":"a","b":"unlabelled","event_score":0.2,"storyline_score":0.7}"#,
        ];
        let pairs: Vec<_> = lines
            .iter()
            .map(|l| ScoredPair::parse(l).unwrap())
            .collect();
        let found = Labels::parse("a\t1\nb\t2\nc\t1\n", Level::Event);
        let judged = judged(&pairs, &gold, &found, Score::Event);
        assert_eq!(judged.len(), 2);
        assert!(!judged[0].together && judged[1].together);
        assert!(judged[0].truth > 0.5 && judged[0].score > 0.8);
        assert!(judged[1].truth < 0.5 && judged[1].score < 0.3);
        assert!(ScoredPair::parse("{}").unwrap_err().repair().is_some());
    }

    #[test]
    fn a_short_line_of_gold_pairs_is_an_error_with_its_number() {
        assert_eq!(GoldPair::parse_all("a\tb\tOK\tx\n\n").unwrap().len(), 1);
        let error = GoldPair::parse_all("a\tb\tOK\na\tb\n").unwrap_err();
        assert_eq!(error.place().record, Some(2));
    }
}
