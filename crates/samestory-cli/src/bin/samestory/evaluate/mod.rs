//! `evaluate`: a result against gold labels, or the whole pipeline on labelled sets.

mod corrected;
mod measure;
mod measures;
mod questions;
mod suite;
mod table;
mod timing;

use crate::args::EvaluateArgs;
use crate::outcome::{Outcome, UsageError};
use crate::places::Places;
use crate::session::Session;

pub(crate) fn run(args: &EvaluateArgs, session: &Session) -> anyhow::Result<Outcome> {
    check_places(args)?;
    if let Some(folder) = &args.suite.folder {
        return suite::run(args, folder, session);
    }
    match (&args.memberships, &args.gold) {
        (Some(folder), Some(gold)) if corrected::is_corrections(gold) => {
            corrected::run(args, folder, gold, session)
        }
        (Some(memberships), Some(gold)) => measure::run(args, memberships, gold, session),
        _ => Err(UsageError("no gold labels; help: give --gold TSV".into()).into()),
    }
}

fn check_places(args: &EvaluateArgs) -> anyhow::Result<()> {
    let mut places = Places::default();
    match &args.memberships {
        Some(folder) if folder.is_dir() => places.reads_results(folder),
        file => places.reads(file),
    }
    places.reads(&args.gold);
    places.reads(&args.pairs);
    if let Some(folder) = &args.suite.folder {
        places.reads(&suite::files(folder)?);
    }
    places.reads(&args.suite.floors);
    places.reads(&args.suite.config);
    places.writes(&args.plot);
    places.writes(&args.suite.output);
    if args.json || args.suite.output.is_none() {
        places.writes_stdout();
    }
    Ok(places.check()?)
}
