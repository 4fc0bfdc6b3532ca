//! `explain`: why articles are together, or why not, from an output folder alone.

mod article;
mod cluster;
mod lookup;
mod two;

use std::io::Write;

use serde_json::Value;

use crate::args::ExplainArgs;
use crate::outcome::{Outcome, UsageError};
use crate::results;
use crate::session::Session;
use lookup::Lookup;
use samestory_cli::shown::Lines;

/// What was found about a subject, for a person and for a program.
struct Explanation {
    text: Lines,
    json: Value,
}

pub(crate) fn run(args: &ExplainArgs, session: &Session) -> anyhow::Result<Outcome> {
    let lookup = Lookup::new(&results::open(&args.dir)?, &args.ids)?;
    let mut articles = Vec::new();
    let mut explanations = Vec::new();
    for id in &args.ids {
        match lookup.membership(id) {
            // Several articles are asked about because of what lies between them.
            Some(membership) if args.ids.len() > 1 => articles.push(membership),
            _ => explanations.push(explain(&lookup, id).ok_or_else(|| unknown(args, id))?),
        }
    }
    for (at, a) in articles.iter().enumerate() {
        for b in &articles[at + 1..] {
            explanations.push(two::explain(&lookup, a, b));
        }
    }
    if args.json {
        let mut out = session.results();
        samestory_cli::write::lines(&mut out, explanations.iter().map(|told| &told.json))?;
        out.flush()?;
    } else {
        let mut text = Lines::default();
        for (number, explanation) in explanations.iter().enumerate() {
            if number > 0 {
                text.gap();
            }
            text.append(&explanation.text);
        }
        session.tell(text.as_str())?;
    }
    Ok(Outcome::Done)
}

fn explain(lookup: &Lookup, id: &str) -> Option<Explanation> {
    if let Some(membership) = lookup.membership(id) {
        Some(article::explain(lookup, membership))
    } else if let Some(event) = lookup.event(id) {
        Some(cluster::event(lookup, event))
    } else if let Some(storyline) = lookup.storyline(id) {
        Some(cluster::storyline(lookup, storyline))
    } else {
        lookup
            .family(id)
            .map(|family| cluster::family(lookup, family))
    }
}

fn unknown(args: &ExplainArgs, id: &str) -> UsageError {
    UsageError(format!(
        "{}: no article, event, storyline or family is called `{id}`; \
         help: ids stand in memberships.jsonl, another folder is named by --dir",
        args.dir.display()
    ))
}
