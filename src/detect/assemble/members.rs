//! Membership records: each article's place, how it is tied, and how sure that is.

use super::Run;
use super::bonds::Bonds;
use super::relation::relation;
use crate::detect::roster::Rank;
use crate::detection::{Flag, Membership, Relation, Role, Tie, four_decimals};

/// Probability from which an event that an article was kept out of leaves it undecided.
const NEAR_MISS: f64 = 0.35;

/// Makes membership records.
pub(super) struct Memberships<'a> {
    run: &'a Run<'a>,
    bonds: Bonds,
}

impl<'a> Memberships<'a> {
    pub(super) fn new(run: &'a Run<'a>) -> Self {
        let bonds = Bonds::new(run);
        Self { run, bonds }
    }

    /// The article that ties a document's lead to its event; none for that of the event's own lead.
    pub(super) fn tied_to(&self, document: u32) -> Option<Rank> {
        let event = self.run.found.by_event().of(document);
        let lead = self.run.leads[event as usize];
        let rank = self.run.found.lead_of(document);
        (rank != lead).then(|| tied_to(self.run, &self.bonds, rank, lead))
    }

    pub(super) fn of(&self, rank: Rank) -> Membership {
        membership(self.run, &self.bonds, rank)
    }
}

fn membership(run: &Run<'_>, bonds: &Bonds, rank: Rank) -> Membership {
    let document = run.found.document_of(rank);
    let event = run.found.event_of(rank);
    let storyline = run.found.by_storyline().of(event);
    let lead = run.leads[event as usize];
    let size = bonds.sizes[event as usize];
    let tie = (rank != lead).then(|| tie(run, bonds, rank, lead));
    let score = bonds.scores[document as usize];
    Membership {
        id: run.found.id(rank).to_owned(),
        family: run
            .found
            .articles
            .families
            .get(run.found.articles.family_of(rank)),
        event: run.event_ids.get(event),
        storyline: run.storyline_ids.get(storyline),
        role: role(size, rank == lead, tie.as_ref()),
        lead: run.found.id(lead).to_owned(),
        score: four_decimals(score),
        storyline_score: four_decimals(bonds.storylines[event as usize]),
        margin: four_decimals(score - bonds.elsewhere[document as usize]),
        flags: flags(run, bonds, rank),
        relation: tie,
    }
}

pub(super) fn role(size: usize, leads: bool, tie: Option<&Tie>) -> Role {
    match tie.map(|tie| tie.kind) {
        _ if size == 1 => Role::Single,
        _ if leads => Role::Lead,
        Some(Relation::Identical) => Role::Identical,
        Some(Relation::NearCopy) => Role::NearCopy,
        Some(Relation::Excerpt) => Role::Excerpt,
        Some(Relation::Rewrite) => Role::Rewrite,
        _ => Role::Report,
    }
}

/// The article one is tied to: that which an excerpt is a part of, else the lead of its family; of
/// that lead, its event's lead where the two
/// were judged to belong together, else its strongest partner.
fn tied_to(run: &Run<'_>, bonds: &Bonds, rank: Rank, lead: Rank) -> Rank {
    let document = run.found.document_of(rank);
    let own = run.found.lead_of(document);
    if let Some(home) = run.found.articles.home(rank, own) {
        home
    } else if document == run.found.document_of(lead) {
        lead
    } else {
        let together = run
            .found
            .judged
            .strength(document, run.found.document_of(lead))
            > 0.0;
        let partner = bonds.partners[document as usize].map(|(partner, _)| partner);
        let partner = if together { None } else { partner };
        partner.map_or(lead, |p| run.found.lead_of(p))
    }
}

fn tie(run: &Run<'_>, bonds: &Bonds, rank: Rank, lead: Rank) -> Tie {
    let document = run.found.document_of(rank);
    let to = tied_to(run, bonds, rank, lead);
    let tie = run.found.articles.tie(rank, to);
    let kind = if document == run.found.document_of(to) {
        in_family(tie.kind)
    } else {
        // Copies that no family could hold together are reports of one event here: whoever is
        // called a copy or an excerpt is in the family of what it is one of.
        let copied = tie.kind.max(Relation::Rewrite);
        relation(run, document, run.found.document_of(to), copied)
    };
    Tie { kind, ..tie }
}

/// What an article of a family is to one it is tied to there.
pub(super) fn in_family(copied: Relation) -> Relation {
    if copied <= Relation::Excerpt {
        copied
    } else {
        // A copy of a copy may not have been compared with the family's lead itself.
        Relation::NearCopy
    }
}

fn flags(run: &Run<'_>, bonds: &Bonds, rank: Rank) -> Vec<Flag> {
    let document = run.found.document_of(rank);
    let at = document as usize;
    let entry = run.found.articles.entry(rank);
    let alone = run.found.by_event().members(run.found.event_of(rank)).len() == 1;
    let checks = [
        (Flag::Empty, entry.words == 0),
        (
            Flag::ShortText,
            entry.words > 0 && run.found.is_short(document),
        ),
        (Flag::Undated, entry.published.is_none()),
        (Flag::Conflict, run.contradicted[at]),
        (Flag::Undecided, alone && bonds.elsewhere[at] >= NEAR_MISS),
        (Flag::Version, entry.version),
        (Flag::Template, run.found.articles.shares_form(rank)),
        (Flag::Bridge, bonds.bridge[at]),
        (Flag::Corrected, run.corrected.contains(&rank)),
    ];
    let set = checks.into_iter().filter(|&(_, holds)| holds);
    set.map(|(flag, _)| flag).collect()
}
