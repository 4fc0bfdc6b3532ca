//! Whether the report of an output folder asks about the false merges that gold labels show.

use std::path::Path;

use samestory_bench::evaluate::questions::Questions;
use samestory_bench::evaluate::{Labels, Level};
use samestory_cli::write::{self, Owners, Records};

use crate::outcome::UsageError;
use crate::{report, results};

pub(super) fn of(
    folder: &Path,
    level: Level,
    gold: &Labels,
    found: &Labels,
    first: usize,
) -> anyhow::Result<Questions> {
    if level != Level::Event || !folder.is_dir() {
        return Err(UsageError(
            "the report asks about events; help: with --questions name an output folder, and \
             leave --level at event"
                .to_owned(),
        )
        .into());
    }
    let results = results::open(folder)?;
    let (articles, detection) = report::reported(&results)?;
    let records = Records {
        run: &results.run,
        articles: &articles,
        detection: &detection,
    };
    let asked = write::doubted(&records, &Owners::default())?;
    let parts: Vec<_> = asked.into_iter().map(|doubted| doubted.parts).collect();
    Ok(Questions::of(gold, found, &parts, first))
}
