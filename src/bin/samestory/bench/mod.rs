//! `bench`: what the copy layer finds, and what the whole job takes, on generated news.

mod edits;
mod scale;

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
    Ok(Outcome::Done)
}
