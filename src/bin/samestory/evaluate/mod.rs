//! `evaluate`: a result against gold labels, or the whole pipeline on labelled sets.

mod measure;
mod suite;
mod table;
mod timing;

use crate::args::EvaluateArgs;
use crate::outcome::{Outcome, UsageError};
use crate::session::Session;

pub(crate) fn run(args: &EvaluateArgs, session: &Session) -> anyhow::Result<Outcome> {
    if let Some(folder) = &args.suite.folder {
        return suite::run(args, folder, session);
    }
    match (&args.memberships, &args.gold) {
        (Some(memberships), Some(gold)) => measure::run(args, memberships, gold, session),
        _ => Err(UsageError("no gold labels; help: give --gold TSV".into()).into()),
    }
}
