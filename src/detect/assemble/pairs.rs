//! Pair records: what was compared and judged, with the evidence.

use rayon::prelude::*;

use super::Run;
use crate::detect::copies::Overlap;
use crate::detect::events::evidence::{self, Side};
use crate::detect::events::judge::Judgement;
use crate::detect::events::{JudgedPair, order};
use crate::detect::roster::Rank;
use crate::detection::{Evidence, Pair, Relation};

/// Judged pairs kept for a unit: the strongest. The rest is counted.
const KEPT: usize = 24;

/// The records, and how many judged pairs were left out of them.
pub(super) struct Pairs {
    pub(super) kept: Vec<Pair>,
    pub(super) left_out: u64,
}

/// Every pair that the copy layer compared or the event layer judged, by (a, b).
pub(super) fn pairs(run: &Run<'_>) -> Pairs {
    let judged = worth_keeping(run);
    let left_out = (run.events.pairs.len() - judged.len()) as u64;
    let mut keys: Vec<(Rank, Rank, Option<JudgedPair>)> = judged
        .into_iter()
        .map(|pair| {
            let lead = |unit: u32| run.events.units.list[unit as usize].lead;
            let (a, b) = (lead(pair.a), lead(pair.b));
            (a.min(b), a.max(b), Some(pair))
        })
        .collect();
    keys.extend(run.copies.pairs.iter().map(|pair| (pair.a, pair.b, None)));
    keys.par_sort_by_key(|&(a, b, judged)| (a, b, judged.is_none()));
    keys.dedup_by_key(|&mut (a, b, _)| (a, b));
    let kept = keys
        .into_par_iter()
        .map(|(a, b, judged)| pair(run, a, b, judged))
        .collect();
    Pairs { kept, left_out }
}

/// The strongest judged pairs of every unit, each pair once.
fn worth_keeping(run: &Run<'_>) -> Vec<JudgedPair> {
    let mut ranked: Vec<&JudgedPair> = run.events.pairs.iter().collect();
    let strength = |pair: &JudgedPair| (pair.judgement.event, pair.judgement.storyline);
    ranked.par_sort_by(|x, y| {
        let (p, q) = (strength(x), strength(y));
        let by_strength = q.0.total_cmp(&p.0).then(q.1.total_cmp(&p.1));
        by_strength.then_with(|| (x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut kept_of = vec![0_usize; run.events.units.list.len()];
    let mut kept = Vec::new();
    for pair in ranked {
        let [a, b] = [pair.a, pair.b].map(|unit| unit as usize);
        if kept_of[a] < KEPT || kept_of[b] < KEPT {
            kept_of[a] += 1;
            kept_of[b] += 1;
            kept.push(*pair);
        }
    }
    kept
}

fn pair(run: &Run<'_>, a: Rank, b: Rank, judged: Option<JudgedPair>) -> Pair {
    let overlap = run
        .copy_pair(a, b)
        .map_or_else(Overlap::default, |pair| pair.overlap);
    record(run, (a, b), judged.map(|pair| pair.judgement), overlap)
}

/// The record of any two articles; their text is known to overlap so far.
pub(super) fn any_pair(run: &Run<'_>, a: Rank, b: Rank, overlap: Overlap) -> Pair {
    let judgement = run.events.judgement(run.unit_of(a), run.unit_of(b));
    record(run, (a, b), Some(judgement), overlap)
}

fn record(
    run: &Run<'_>,
    (a, b): (Rank, Rank),
    judgement: Option<Judgement>,
    overlap: Overlap,
) -> Pair {
    let copied = run
        .copy_pair(a, b)
        .map_or(Relation::Unrelated, |pair| pair.relation);
    let mut record = Pair {
        a: run.id(a).to_owned(),
        b: run.id(b).to_owned(),
        relation: copied,
        resemblance: overlap.resemblance,
        containment: overlap.containment,
        containment_back: overlap.containment_back,
        event_score: None,
        storyline_score: None,
        evidence_for: Vec::new(),
        evidence_against: Vec::new(),
    };
    let (x, y) = (run.unit_of(a), run.unit_of(b));
    if let Some(judgement) = judgement.filter(|_| x != y) {
        let reasons = reasons(run, a, b);
        record.event_score = Some(run.events.event_score(x, y, judgement.event));
        record.storyline_score = Some(run.events.storyline_score(x, y, judgement.storyline));
        record.evidence_for = reasons.binding;
        record.evidence_against = reasons.parting;
        record.relation = relation(run, x, y, copied);
    }
    if overlap.resemblance > 0.0 {
        record.evidence_for.insert(0, shared_text(overlap));
    }
    record
}

/// The evidence of a pair of articles, judged by their units' leads.
pub(super) fn reasons(run: &Run<'_>, a: Rank, b: Rank) -> evidence::Reasons {
    let (x, y) = (run.unit_of(a), run.unit_of(b));
    let side = |unit: u32| Side {
        id: run.id(run.events.units.list[unit as usize].lead),
        profile: &run.events.terms.profiles[unit as usize],
    };
    let sides = [side(x), side(y)];
    evidence::reasons(sides, &run.events.signals(x, y), &run.events.terms.words)
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
    } else if copied == Relation::SameTemplate {
        copied
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
