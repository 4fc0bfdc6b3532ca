//! What a person should look at first.
//!
//! In: the records. Out: one question an event: is this one happening, or are these its parts?
//! They are ordered by how many readers of the event it concerns times how unsure it is: the texts of
//! its smaller half, which are what a false merge takes from their readers, times how little evidence
//! ties them to the other half. The evidence, not the score: that knows the pair was put together. An event whose
//! halves are near certain to be one is not asked about. Beside them, events that were kept apart and may be
//! one after all ([`apart`]).

mod apart;
mod parts;

use ahash::AHashMap;
use serde::Serialize;

use samestory::detection::{Event, Pair};

use self::apart::Apart;
use self::parts::{MOST_TEXTS, Split, split};
use super::events::{self, Head};
use super::material::Material;
use super::members;
use super::reasons::strongest;
use super::sources::Owners;
use super::strings::ReportLang;
use super::views::{self, ArticleName, EventName, Reason, Score};
use super::words::Sureness;
use crate::write::Records;
use samestory::error::Error;

/// Questions shown; the rest is counted.
const SHOWN: usize = 50;
/// Articles up to which a verdict names every one; of larger events it names one for each text.
const MOST_NAMED: usize = 300;
/// Evidence that makes a doubt less by e, as the weights of reasons go, which come to 0.3 to 0.6 in most events.
const EVIDENCE: f64 = 0.2;

/// Questions, most harmful first.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Doubts {
    pub(super) questions: Vec<Question>,
    pub(super) total: usize,
    pub(super) apart: Apart,
}

/// Is this event one happening?
#[derive(Debug, Clone, Serialize)]
pub(super) struct Question {
    pub(super) event: EventName,
    pub(super) articles: usize,
    pub(super) independent: usize,
    /// How sure it is that the halves are one.
    pub(super) score: Score,
    pub(super) parts: Vec<Part>,
    /// Texts that were not looked at.
    pub(super) unseen: usize,
    binds: Vec<Reason>,
    against: Vec<Reason>,
}

/// A part that an event may fall into.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Part {
    /// The article that stands for it: the lead of the event, or the first.
    pub(super) article: ArticleName,
    pub(super) articles: usize,
    pub(super) outlets: String,
    /// The articles that a verdict names, by fingerprint.
    fingerprints: Vec<String>,
}

/// An event that may be more than one happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubted {
    /// Id of the event.
    pub event: String,
    /// Ids of the articles of its suggested parts, two parts or more.
    pub parts: Vec<Vec<String>>,
}

/// The events that the report would ask about, in its order, all of them.
///
/// # Errors
/// As [`super::report`].
pub fn doubted(records: &Records<'_>, owners: &Owners) -> Result<Vec<Doubted>, Error> {
    let material = Material::new(records, ReportLang::default())?;
    let doubts = ordered(&material, &events::ordered(&material, owners));
    let id = |&article: &usize| material.article(article).id.clone();
    let doubted = doubts.iter().map(|doubt| Doubted {
        event: material.detection.events[doubt.event].event.clone(),
        parts: (doubt.parts.iter())
            .map(|part| part.iter().map(id).collect())
            .collect(),
    });
    Ok(doubted.collect())
}

/// An event in doubt.
pub(super) struct Doubt {
    /// Its position.
    pub(super) event: usize,
    /// The positions of the articles of each part.
    pub(super) parts: Vec<Vec<usize>>,
    independent: usize,
    across: f64,
    unseen: usize,
    harm: f64,
}

pub(super) fn doubts(material: &Material<'_>, heads: &[(usize, Head)]) -> Doubts {
    let doubts = ordered(material, heads);
    Doubts {
        total: doubts.len(),
        questions: (doubts.iter().take(SHOWN))
            .map(|doubt| question(material, doubt))
            .collect(),
        apart: apart::apart(material),
    }
}

/// All events in doubt, most harmful first; ties by their ids.
pub(super) fn ordered(material: &Material<'_>, heads: &[(usize, Head)]) -> Vec<Doubt> {
    let judged = judged(material);
    let mut doubts: Vec<Doubt> = (heads.iter())
        .filter_map(|(event, head)| {
            let pairs = judged.get(event).map_or(&[][..], Vec::as_slice);
            doubt(material, *event, head.independent, pairs)
        })
        .collect();
    doubts.sort_by(|x, y| {
        let id = |doubt: &Doubt| &material.detection.events[doubt.event].event;
        (y.harm.total_cmp(&x.harm)).then_with(|| id(x).cmp(id(y)))
    });
    doubts
}

/// The judged pairs within each event, by its position.
fn judged<'a>(material: &Material<'a>) -> AHashMap<usize, Vec<&'a Pair>> {
    let mut judged: AHashMap<usize, Vec<&Pair>> = AHashMap::new();
    for pair in &material.detection.pairs {
        let (Some(a), Some(b)) = (material.find(&pair.a), material.find(&pair.b)) else {
            continue;
        };
        let event = material.event_position_of(a);
        if pair.event_score.is_some() && event == material.event_position_of(b) {
            judged.entry(event).or_default().push(pair);
        }
    }
    judged
}

fn doubt(
    material: &Material<'_>,
    position: usize,
    independent: usize,
    pairs: &[&Pair],
) -> Option<Doubt> {
    let event = &material.detection.events[position];
    let texts = material.by_family(material.members(event));
    if texts.len() < 2 {
        return None;
    }
    let looked_at = texts.len().min(MOST_TEXTS);
    let text_of: AHashMap<usize, usize> = (texts.iter().take(looked_at).zip(0..))
        .flat_map(|(articles, text)| articles.iter().map(move |&article| (article, text)))
        .collect();
    let between = |pair: &Pair| {
        let text = |id: &str| text_of.get(&material.position(id)).copied();
        let (a, b) = (text(&pair.a)?, text(&pair.b)?);
        (a != b).then_some((a, b))
    };
    let scores = (pairs.iter()).filter_map(|pair| {
        let (a, b) = between(pair)?;
        Some((a, b, pair.event_score?))
    });
    let split = split(looked_at, &scores.collect::<Vec<_>>());
    let ties = (pairs.iter())
        .filter(|pair| pair.explained)
        .filter(|pair| between(pair).is_some_and(|(a, b)| split.halves[a] != split.halves[b]));
    let harm = harm(&split.halves, evidence(ties));
    let Split {
        parts, gap, across, ..
    } = split;
    let asked = gap > 0.0 && Sureness::of(across) < Sureness::NearCertain;
    asked.then(|| Doubt {
        event: position,
        parts: (parts.into_iter())
            .map(|part| {
                part.iter()
                    .flat_map(|&text| &texts[text])
                    .copied()
                    .collect()
            })
            .collect(),
        independent,
        across,
        unseen: texts.len() - looked_at,
        harm,
    })
}

/// How much a false merge of these halves would take from readers, by what ties them.
fn harm(halves: &[usize], evidence: f64) -> f64 {
    let one = (halves.iter()).filter(|&&half| half == halves[0]).count();
    #[expect(clippy::cast_precision_loss, reason = "at most MOST_TEXTS")]
    let smaller = one.min(halves.len() - one) as f64;
    smaller * (-evidence / EVIDENCE).exp()
}

/// What speaks for one event in these pairs, on average; 0 where there are none.
fn evidence<'a>(pairs: impl Iterator<Item = &'a &'a Pair>) -> f64 {
    let weight =
        |pair: &Pair| -> f64 { pair.evidence_for.iter().map(|reason| reason.weight).sum() };
    let (sum, count) = pairs.fold((0.0, 0.0), |(sum, count), pair| {
        (sum + weight(pair), count + 1.0)
    });
    if count > 0.0 { sum / count } else { 0.0 }
}

fn question(material: &Material<'_>, doubt: &Doubt) -> Question {
    let event = &material.detection.events[doubt.event];
    let part_of: AHashMap<usize, usize> = (doubt.parts.iter().zip(0..))
        .flat_map(|(part, number)| part.iter().map(move |&article| (article, number)))
        .collect();
    let across: Vec<&Pair> = (doubt.parts.iter().flatten())
        .flat_map(|&article| material.pairs(article))
        .filter(|pair| {
            let part = |id: &str| part_of.get(&material.position(id));
            matches!((part(&pair.a), part(&pair.b)), (Some(a), Some(b)) if a != b)
        })
        .collect();
    Question {
        event: views::event(material, event),
        articles: event.members.len(),
        independent: doubt.independent,
        score: views::score(material, doubt.across),
        parts: (doubt.parts.iter())
            .map(|articles| part(material, event, articles))
            .collect(),
        unseen: doubt.unseen,
        binds: strongest(
            material,
            across.iter().flat_map(|pair| &pair.evidence_for),
            2,
        ),
        against: strongest(
            material,
            across.iter().flat_map(|pair| &pair.evidence_against),
            2,
        ),
    }
}

fn part(material: &Material<'_>, event: &Event, articles: &[usize]) -> Part {
    let all = event.members.len() <= MOST_NAMED;
    let speaks = |&&article: &&usize| {
        let family = material.family(article);
        all || family.is_none_or(|family| family.lead == material.article(article).id)
    };
    Part {
        article: views::article(material, articles[0]),
        articles: articles.len(),
        outlets: members::outlets(material, articles),
        fingerprints: (articles.iter().filter(speaks))
            .map(|&article| material.fingerprint(article).to_string())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(weights: &[f64]) -> Pair {
        let reason = |weight: &f64| serde_json::json!({"signal": "lead", "detail": "", "weight": weight, "quotes": []});
        serde_json::from_value(serde_json::json!({
            "a": "a", "b": "b", "relation": "same_event", "resemblance": 0.0, "containment": 0.0,
            "containment_back": 0.0, "event_score": 0.9, "storyline_score": 0.9, "explained": true,
            "for": weights.iter().map(reason).collect::<Vec<_>>(), "against": [],
        }))
        .unwrap()
    }

    #[test]
    fn evidence_is_all_that_speaks_for_a_pair_and_its_mean_over_pairs() {
        let pairs = [pair(&[0.2, 0.1]), pair(&[])];
        let pairs: Vec<&Pair> = pairs.iter().collect();
        assert!((evidence(pairs.iter()) - 0.15).abs() < 1e-12);
        assert!(evidence([].iter()).abs() < 1e-12, "none");
    }

    #[test]
    fn a_larger_smaller_half_and_less_evidence_come_first() {
        let (three, two, one) = ([0, 0, 0, 3, 3, 3], [0, 1, 1, 0, 1, 1], [0, 1, 1, 1, 1, 1]);
        assert!(harm(&three, 0.4) > harm(&two, 0.4));
        assert!(harm(&two, 0.4) > harm(&one, 0.4));
        assert!(harm(&one, 0.1) > harm(&three, 0.4));
        assert!(harm(&one, 0.0) <= 1.0);
    }
}
