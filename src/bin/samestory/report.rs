//! `report`: the editors' report of an output folder.

use std::fs;
use std::path::Path;

use samestory::detection::Pair;
use samestory::read::Results;
use samestory::write::{self, Owners, Records, ReportOptions};
use samestory::{Detection, Error};

use crate::args::ReportArgs;
use crate::outcome::Outcome;
use crate::session::Session;

pub(crate) fn run(args: &ReportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = ReportOptions {
        max_bytes: usize::from(args.max_megabytes) * 1_000_000,
        owners: match &args.owners {
            Some(path) => owners(path)?,
            None => Owners::default(),
        },
    };
    let results = Results::open(&args.dir)?;
    let chars = write::report_text_chars(results.run.counts.articles);
    let short = results
        .articles()?
        .map(|article| Ok(article?.shorten(chars)));
    let records = Records {
        run: &results.run,
        articles: &short.collect::<Result<Vec<_>, Error>>()?,
        detection: &Detection {
            pairs: pairs(&results)?,
            ..results.detection()?
        },
    };
    let page = write::report(&records, &options)?;
    let path = match &args.output {
        Some(path) => path.clone(),
        None => args.dir.join("report.html"),
    };
    write::replace(&path, page.as_bytes())?;
    session.say(&format!("{}  open it in a browser", path.display()));
    Ok(Outcome::Done)
}

/// The pairs that the page may speak of; no others are held.
pub(crate) fn pairs(results: &Results) -> Result<Vec<Pair>, Error> {
    let shown = |pair| Result::map(pair, write::report_pair).transpose();
    results.pairs()?.filter_map(shown).collect()
}

/// Reads who owns which outlet.
fn owners(path: &Path) -> Result<Owners, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::io(path, cause))?;
    Owners::parse(&text).map_err(|error| error.at_path(path))
}
