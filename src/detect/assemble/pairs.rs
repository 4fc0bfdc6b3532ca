//! Pair records: what was compared and judged, with the evidence.

use super::Run;
use super::articles::Articles;
use crate::detect::copies::{CopyPair, Overlap};
use crate::detect::events::evidence::{self, Side};
use crate::detect::events::judge::Judgement;
use crate::detect::events::{JudgedPair, order};
use crate::detect::roster::Rank;
use crate::detection::{Evidence, Pair, Relation};

/// What is known of two articles.
pub(super) struct Known<'a> {
    pair: (Rank, Rank),
    judged: Option<&'a JudgedPair>,
    compared: Option<&'a CopyPair>,
}

/// Every pair that the copy layer compared or the event layer judged, by (a, b). The pairs of units are sorted by unit, and units by their lead, so
/// that both lists are in the order of ranks.
pub(super) fn known<'a>(run: &'a Run<'_>) -> impl Iterator<Item = Known<'a>> {
    let lead = |unit: u32| run.events.units.list[unit as usize].lead;
    let judged = run.events.pairs.iter();
    let mut judged = judged
        .map(move |pair| ((lead(pair.a), lead(pair.b)), pair))
        .peekable();
    let compared = run.articles.copies.pairs.iter();
    let mut compared = compared.map(|pair| ((pair.a, pair.b), pair)).peekable();
    std::iter::from_fn(move || {
        let heads = [judged.peek().map(|j| j.0), compared.peek().map(|c| c.0)];
        let pair = heads.into_iter().flatten().min()?;
        Some(Known {
            pair,
            judged: judged.next_if(|next| next.0 == pair).map(|next| next.1),
            compared: compared.next_if(|next| next.0 == pair).map(|next| next.1),
        })
    })
}

impl Known<'_> {
    pub(super) fn record(&self, run: &Run<'_>) -> Pair {
        let compared = self.compared;
        let overlap = compared.map_or_else(Overlap::default, |pair| pair.overlap);
        let copied = compared.map_or(Relation::Unrelated, |pair| pair.relation);
        let judgement = self.judged.map(|pair| pair.judgement);
        record(run, self.pair, judgement, (copied, overlap), |record| {
            Pair::is_worth_explaining(record.relation, record.event_score)
        })
    }
}

/// The record of any two articles, explained; their text is known to overlap so far.
pub(super) fn any_pair(run: &Run<'_>, a: Rank, b: Rank, overlap: Overlap) -> Pair {
    let judgement = run.events.judgement(run.unit_of(a), run.unit_of(b));
    let copied = run
        .articles
        .pair(a, b)
        .map_or(Relation::Unrelated, |pair| pair.relation);
    record(run, (a, b), Some(judgement), (copied, overlap), |_| true)
}

fn record(
    run: &Run<'_>,
    (a, b): (Rank, Rank),
    judgement: Option<Judgement>,
    (copied, overlap): (Relation, Overlap),
    explained: impl Fn(&Pair) -> bool,
) -> Pair {
    let mut record = texts(&run.articles, (a, b), copied, overlap);
    let (x, y) = (run.unit_of(a), run.unit_of(b));
    let judgement = judgement.filter(|_| x != y);
    if let Some(judgement) = judgement {
        record.event_score = Some(run.events.event_score(x, y, judgement.event));
        record.storyline_score = Some(run.events.storyline_score(x, y, judgement.storyline));
        record.relation = relation(run, x, y, copied);
    }
    record.explained = explained(&record);
    if record.explained && judgement.is_some() {
        let reasons = reasons(run, a, b);
        record.evidence_for = reasons.binding;
        record.evidence_against = reasons.parting;
    }
    if record.explained && overlap.resemblance > 0.0 {
        record.evidence_for.insert(0, shared_text(overlap));
    }
    record
}

/// What comparing the texts of two articles said, unexplained.
fn texts(
    articles: &Articles<'_>,
    (a, b): (Rank, Rank),
    copied: Relation,
    overlap: Overlap,
) -> Pair {
    Pair {
        a: articles.id(a).to_owned(),
        b: articles.id(b).to_owned(),
        relation: copied,
        resemblance: overlap.resemblance,
        containment: overlap.containment,
        containment_back: overlap.containment_back,
        event_score: None,
        storyline_score: None,
        explained: false,
        evidence_for: Vec::new(),
        evidence_against: Vec::new(),
    }
}

/// The record of a pair of which only the texts were compared.
pub(super) fn of_texts(articles: &Articles<'_>, pair: &CopyPair) -> Pair {
    let record = texts(articles, (pair.a, pair.b), pair.relation, pair.overlap);
    let shares = pair.overlap.resemblance > 0.0;
    Pair {
        explained: Pair::is_worth_explaining(record.relation, record.event_score),
        evidence_for: shares
            .then(|| shared_text(pair.overlap))
            .into_iter()
            .collect(),
        ..record
    }
}

/// The evidence of a pair of articles, judged by their units' leads.
pub(super) fn reasons(run: &Run<'_>, a: Rank, b: Rank) -> evidence::Reasons {
    let (x, y) = (run.unit_of(a), run.unit_of(b));
    let side = |unit: u32| Side {
        id: run.id(run.events.units.list[unit as usize].lead),
        profile: &run.events.terms.profiles[unit as usize],
    };
    let sides = [side(x), side(y)];
    let lone = run.events.is_lone(x) && run.events.is_lone(y);
    evidence::reasons(
        sides,
        &run.events.signals(x, y),
        &run.events.terms.words,
        lone,
    )
}

/// How two units relate, as they were grouped; `copied` is what comparing their texts said.
pub(super) fn relation(run: &Run<'_>, x: u32, y: u32, copied: Relation) -> Relation {
    let event = |unit: u32| run.events.event_of[unit as usize];
    let storyline = |unit: u32| run.events.storyline_of[event(unit) as usize];
    if copied <= Relation::Excerpt {
        copied
    } else if event(x) == event(y) {
        let profile = |unit: u32| &run.events.terms.profiles[unit as usize];
        if order::parallel(profile(x), profile(y)) {
            Relation::Rewrite
        } else {
            Relation::SameEvent
        }
    } else if copied == Relation::SameTemplate || run.events.is_template(x, y) {
        Relation::SameTemplate
    } else if storyline(x) == storyline(y) {
        Relation::SameStoryline
    } else if run.is_short(x) || run.is_short(y) {
        Relation::Undecided
    } else {
        Relation::Unrelated
    }
}

fn shared_text(overlap: Overlap) -> Evidence {
    let percent = |share: f64| (share * 100.0).round();
    Evidence {
        signal: "shared_text".to_owned(),
        detail: format!(
            "{} % of all word sequences are shared; {} % of the first and {} % of the second",
            percent(overlap.resemblance),
            percent(overlap.containment),
            percent(overlap.containment_back)
        ),
        weight: (overlap.resemblance * 1e4).round() / 1e4,
        quotes: Vec::new(),
    }
}
