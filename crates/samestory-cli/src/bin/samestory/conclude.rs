//! The end of a run that read a feed: time and memory, and what was wrong.

use samestory::Error;
use samestory::run::{Performance, RunRecord};

use crate::feed::Opened;
use crate::outcome::Outcome;
use crate::progress::Progress;
use crate::record;
use crate::session::Session;
use crate::summary;

/// Completes the record of a run, and tells of rejected records and corrections left out.
///
/// # Errors
/// When an article named by a correction can no longer be read.
pub(crate) fn conclude(
    run: &mut RunRecord,
    opened: &Opened,
    progress: &Progress<'_>,
    session: &Session,
) -> Result<Outcome, Error> {
    let (seconds, stages) = progress.finish();
    run.performance = Performance {
        seconds,
        stages,
        ..record::performance(opened)
    };
    summary::problems(run, session);
    summary::corrections(&run.counts.corrections, &opened.feed, session)?;
    Ok(match run.rejected {
        0 => Outcome::Done,
        _ => Outcome::Rejected,
    })
}
