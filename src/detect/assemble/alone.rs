//! The records of a run that looks for copies alone: each family is its own event and storyline.
//!
//! Promise: nothing is held for events that nobody looked for. Titles are read again for the events
//! and storylines of one batch at a time, and only where those are wanted.

use super::articles::Articles;
use super::{BATCH, choice, hand_over, members, pairs};
use crate::article::{ArticleSource, Scan};
use crate::config::Config;
use crate::detect::copies::{Amount, Copies};
use crate::detect::events::profile::headline;
use crate::detect::roster::Rank;
use crate::detect::{Batch, Kind, Sink};
use crate::detection::{
    Cohesion, CorrectionOutcome, Counts, Event, Flag, Membership, PairCounts, Storyline, Tie,
};
use crate::error::Error;

/// Hands over all records; `given` is the number of corrections given, which say nothing of copies.
///
/// # Errors
/// Those of `sink`, and when an article can no longer be read.
pub(in crate::detect) fn copies(
    source: &dyn ArticleSource,
    copies: &Copies,
    config: &Config,
    given: usize,
    sink: &mut dyn Sink,
) -> Result<Counts, Error> {
    let articles = Articles::new(copies);
    let families = copies.families.len();
    let mut recorded = PairCounts::default();
    if sink.wants(Kind::Pairs) {
        let weighed = copies.pairs.iter().map(pairs::weigh_texts);
        let choice = choice::choose(weighed, copies.roster.len(), config.pairs);
        let chosen = choice.of(config.pairs, copies.pairs.iter());
        let pair = |(pair, explained)| pairs::of_texts(&articles, pair, explained);
        hand_over(chosen, pair, Batch::Pairs, sink)?;
        recorded = choice.counts;
    }
    if sink.wants(Kind::Memberships) {
        let order = copies.roster.input_order().iter().copied();
        let membership = |rank| membership(&articles, rank);
        hand_over(order, membership, Batch::Memberships, sink)?;
    }
    if sink.wants(Kind::Families) {
        let order = articles.real_families().into_iter();
        let family = |family| articles.family(family);
        hand_over(order, family, Batch::Families, sink)?;
    }
    if sink.wants(Kind::Events) || sink.wants(Kind::Storylines) {
        titled(source, &articles, sink)?;
    }
    Ok(Counts {
        short: (0..)
            .zip(&copies.amounts)
            .filter(|&(rank, _)| is_short(copies, rank))
            .count(),
        events: families,
        single_events: families,
        storylines: families,
        pairs: recorded,
        corrections: CorrectionOutcome {
            given,
            ..CorrectionOutcome::default()
        },
        ..articles.counts(config)
    })
}

fn membership(articles: &Articles<'_>, rank: Rank) -> Membership {
    let copies = articles.copies;
    let family = articles.family_of(rank);
    let lead = copies.leads[family as usize];
    let size = copies.families[family as usize].len();
    let tie = articles.home(rank, lead).map(|to| {
        let tie = articles.tie(rank, to);
        let kind = members::in_family(tie.kind);
        Tie { kind, ..tie }
    });
    Membership {
        id: articles.id(rank).to_owned(),
        family: articles.families.get(family),
        event: articles.families.get_as('e', family),
        storyline: articles.families.get_as('s', family),
        role: members::role(size, rank == lead, tie.as_ref()),
        lead: articles.id(lead).to_owned(),
        relation: tie,
        score: 1.0,
        storyline_score: 1.0,
        margin: 1.0,
        flags: flags(articles, rank),
    }
}

fn flags(articles: &Articles<'_>, rank: Rank) -> Vec<Flag> {
    let entry = articles.entry(rank);
    let short = entry.words > 0 && is_short(articles.copies, rank);
    let checks = [
        (Flag::Empty, entry.words == 0),
        (Flag::ShortText, short),
        (Flag::Undated, entry.published.is_none()),
        (Flag::Version, entry.version),
        (Flag::Template, articles.shares_form(rank)),
    ];
    let set = checks.into_iter().filter(|&(_, holds)| holds);
    set.map(|(flag, _)| flag).collect()
}

/// Whether an article has too few words to be compared by runs of words.
fn is_short(copies: &Copies, rank: Rank) -> bool {
    copies.amounts[rank as usize] != Amount::Full
}

/// Hands over events and storylines. Families stand in the order of their first articles, as both do.
fn titled(
    source: &dyn ArticleSource,
    articles: &Articles<'_>,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let copies = articles.copies;
    let all: Vec<u32> = (0..).take(copies.families.len()).collect();
    for families in all.chunks(BATCH) {
        let leads = families.iter().map(|&family| copies.leads[family as usize]);
        let positions: Vec<u32> = leads.map(|lead| copies.roster.get(lead).position).collect();
        let titles = source.scan_some(&positions, |_, article| headline::title(article))?;
        let titled = || families.iter().copied().zip(&titles);
        if sink.wants(Kind::Events) {
            let events = titled().map(|(family, title)| event(articles, family, title));
            sink.take(Batch::Events(events.collect()))?;
        }
        if sink.wants(Kind::Storylines) {
            let storylines = titled().map(|(family, title)| storyline(articles, family, title));
            sink.take(Batch::Storylines(storylines.collect()))?;
        }
    }
    Ok(())
}

fn event(articles: &Articles<'_>, family: u32, title: &str) -> Event {
    let copies = articles.copies;
    let (members, lead) = (
        &copies.families[family as usize],
        copies.leads[family as usize],
    );
    Event {
        event: articles.families.get_as('e', family),
        storyline: articles.families.get_as('s', family),
        title: title.to_owned(),
        lead: articles.id(lead).to_owned(),
        members: articles.members(lead, members),
        families: 1,
        sources: articles.sources(members),
        first_published: articles.published(members).min(),
        last_published: articles.published(members).max(),
        event_date: None,
        terms: Vec::new(),
        // There is nothing but the one family to hold together.
        cohesion: Cohesion {
            min: 1.0,
            mean: 1.0,
            weakest: None,
            bridges: Vec::new(),
        },
        conflicts: Vec::new(),
        conflicts_capped: None,
    }
}

fn storyline(articles: &Articles<'_>, family: u32, title: &str) -> Storyline {
    let members = &articles.copies.families[family as usize];
    Storyline {
        storyline: articles.families.get_as('s', family),
        title: title.to_owned(),
        events: vec![articles.families.get_as('e', family)],
        articles: members.len(),
        terms: Vec::new(),
        first_published: articles.published(members).min(),
        last_published: articles.published(members).max(),
        follows: Vec::new(),
    }
}
