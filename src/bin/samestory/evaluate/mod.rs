//! `evaluate`: a result against gold labels, or the whole pipeline on labelled sets.

mod corrected;
mod measure;
mod suite;
mod table;
mod timing;

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use samestory::Error;

use crate::args::EvaluateArgs;
use crate::outcome::{Outcome, UsageError};
use crate::session::Session;

pub(crate) fn run(args: &EvaluateArgs, session: &Session) -> anyhow::Result<Outcome> {
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

/// Writes a file beside its place and moves it there.
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let near = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(near).map_err(|e| Error::io(path, e))?;
    file.write_all(text.as_bytes())
        .map_err(|e| Error::io(path, e))?;
    file.persist(path)
        .with_context(|| format!("{}: cannot be written", path.display()))?;
    Ok(())
}
