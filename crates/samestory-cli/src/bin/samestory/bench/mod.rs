//! `bench`: what the copy layer finds, and what the whole job takes, on generated news and on
//! inputs made to break it.

mod edits;
mod growth;
mod scale;
mod worst;

use crate::args::BenchArgs;
use crate::outcome::Outcome;
use crate::session::Session;

pub(crate) fn run(args: &BenchArgs, session: &Session) -> anyhow::Result<Outcome> {
    if args.edits {
        edits::run(args, session)?;
    }
    if !args.scale.is_empty() {
        scale::run(args, session)?;
    }
    if args.worst.is_some() {
        worst::run(args, session)?;
    }
    Ok(Outcome::Done)
}
