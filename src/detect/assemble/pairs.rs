//! Pair records: what was compared and judged, with the evidence.

use super::Run;
use super::articles::Articles;
use super::choice::{Bond, Weighed};
use super::members::Memberships;
use super::relation::relation;
use crate::detect::copies::{CopyPair, Overlap};
use crate::detect::events::explain::{self, Side};
use crate::detect::events::score::pairs::JudgedPair;
use crate::detect::events::score::strength::Judgement;
use crate::detect::roster::Rank;
use crate::detection::{Evidence, Pair, Relation, four_decimals};

/// What is known of two articles.
pub(super) struct Known<'a> {
    pair: (Rank, Rank),
    judged: Option<&'a JudgedPair>,
    compared: Option<&'a CopyPair>,
}

/// Every pair that the copy layer compared or the event layer judged, by (a, b). The pairs of documents are sorted by document, and documents by their lead, so
/// that both lists are in the order of ranks.
pub(super) fn known<'a>(run: &'a Run<'_>) -> impl Iterator<Item = Known<'a>> {
    let lead = |document: u32| run.found.lead_of(document);
    let judged = run.found.judged.pairs.list().iter();
    let mut judged = judged
        .map(move |pair| ((lead(pair.a), lead(pair.b)), pair))
        .peekable();
    let compared = run.found.articles.copies.pairs.iter();
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
    /// What binds the two, as cheaply as it can be told.
    pub(super) fn weigh(&self, run: &Run<'_>, members: &Memberships<'_>) -> Weighed {
        let (a, b) = self.pair;
        let (x, y) = (run.found.document_of(a), run.found.document_of(b));
        let copied = self
            .compared
            .map_or(Relation::Unrelated, |pair| pair.relation);
        let overlap = self
            .compared
            .map_or_else(Overlap::default, |pair| pair.overlap);
        let judged = self.judged.filter(|_| x != y);
        let score = judged.map(|pair| run.found.events.event_score(x, y, pair.judgement.event));
        let same_event = run.found.by_event().joins(x, y);
        let same_storyline = run.found.storyline_of(x) == run.found.storyline_of(y);
        let is_main = |of: u32, to: Rank| members.tied_to(of) == Some(to);
        let bond = match score {
            _ if copied <= Relation::Excerpt => Bond::Text,
            None => Bond::Near,
            Some(_) if same_event && (is_main(x, b) || is_main(y, a)) => Bond::Main,
            Some(_) if same_event => Bond::Event,
            Some(_) if same_storyline => Bond::Storyline,
            Some(_) if copied == Relation::SameTemplate => Bond::Near,
            Some(score) if four_decimals(score) >= Pair::NEAR_MISS => Bond::Near,
            Some(_) => Bond::None,
        };
        Weighed {
            a,
            b,
            bond,
            strength: narrow(score.unwrap_or(overlap.resemblance())),
        }
    }

    pub(super) fn record(&self, run: &Run<'_>, explained: bool) -> Pair {
        let compared = self.compared;
        let overlap = compared.map_or_else(Overlap::default, |pair| pair.overlap);
        let copied = compared.map_or(Relation::Unrelated, |pair| pair.relation);
        let judgement = self.judged.map(|pair| pair.judgement);
        record(run, self.pair, judgement, (copied, overlap), explained)
    }
}

/// The record of any two articles, explained; their text is known to overlap so far.
pub(super) fn any_pair(run: &Run<'_>, a: Rank, b: Rank, overlap: Overlap) -> Pair {
    let judgement = run
        .found
        .judged
        .scorer()
        .judgement(run.found.document_of(a), run.found.document_of(b));
    let copied = run
        .found
        .articles
        .pair(a, b)
        .map_or(Relation::Unrelated, |pair| pair.relation);
    record(run, (a, b), Some(judgement), (copied, overlap), true)
}

fn record(
    run: &Run<'_>,
    (a, b): (Rank, Rank),
    judgement: Option<Judgement>,
    (copied, overlap): (Relation, Overlap),
    explained: bool,
) -> Pair {
    let mut record = texts(&run.found.articles, (a, b), copied, overlap);
    let (x, y) = (run.found.document_of(a), run.found.document_of(b));
    let judgement = judgement.filter(|_| x != y);
    if let Some(judgement) = judgement {
        let event = run.found.events.event_score(x, y, judgement.event);
        let storyline = run
            .found
            .storylines
            .storyline_score(x, y, judgement.storyline);
        record.event_score = Some(four_decimals(event));
        record.storyline_score = Some(four_decimals(storyline));
        record.relation = relation(run, x, y, copied);
    }
    record.explained = explained;
    if record.explained && judgement.is_some() {
        let reasons = reasons(run, a, b);
        record.evidence_for = reasons.binding;
        record.evidence_against = reasons.parting;
    }
    if record.explained && overlap.resemblance() > 0.0 {
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
        resemblance: four_decimals(overlap.resemblance()),
        containment: four_decimals(overlap.containment()),
        containment_back: four_decimals(overlap.containment_back()),
        event_score: None,
        storyline_score: None,
        explained: false,
        evidence_for: Vec::new(),
        evidence_against: Vec::new(),
    }
}

/// The record of a pair of which only the texts were compared.
pub(super) fn of_texts(articles: &Articles<'_>, pair: &CopyPair, explained: bool) -> Pair {
    let record = texts(articles, (pair.a, pair.b), pair.relation, pair.overlap);
    let shares = pair.overlap.resemblance() > 0.0;
    Pair {
        explained,
        evidence_for: (shares && explained)
            .then(|| shared_text(pair.overlap))
            .into_iter()
            .collect(),
        ..record
    }
}

/// What texts alone tell of a pair.
pub(super) fn weigh_texts(pair: &CopyPair) -> Weighed {
    Weighed {
        a: pair.a,
        b: pair.b,
        bond: Bond::of_texts(pair.relation),
        strength: narrow(pair.overlap.resemblance()),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits order pairs well enough"
)]
fn narrow(score: f64) -> f32 {
    score as f32
}

/// The evidence of a pair of articles, judged by their documents' leads.
pub(super) fn reasons(run: &Run<'_>, a: Rank, b: Rank) -> explain::Reasons {
    let (x, y) = (run.found.document_of(a), run.found.document_of(b));
    let side = |document: u32| Side {
        id: run.found.id(run.found.lead_of(document)),
        profile: run.found.profile(document),
    };
    let sides = [side(x), side(y)];
    let lone = run.found.events.is_small(x) && run.found.events.is_small(y);
    explain::reasons(
        sides,
        &run.found.judged.scorer().features(x, y),
        &run.found.profiles.collection.words,
        lone,
    )
}

fn shared_text(overlap: Overlap) -> Evidence {
    let percent = |share: f64| (share * 100.0).round();
    Evidence {
        signal: "shared_text".to_owned(),
        detail: format!(
            "{} % of all word sequences are shared; {} % of the first and {} % of the second",
            percent(overlap.resemblance()),
            percent(overlap.containment()),
            percent(overlap.containment_back())
        ),
        weight: four_decimals(overlap.resemblance()),
        quotes: Vec::new(),
    }
}
