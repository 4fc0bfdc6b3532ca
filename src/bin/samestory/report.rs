//! `report`: the editors' report of an output folder.

use std::fs;
use std::path::Path;

use samestory::Error;
use samestory::read;
use samestory::write::{self, Owners, Records, ReportOptions};

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
    let results = read::results(&args.dir)?;
    let records = Records {
        run: &results.run,
        detection: &results.detection,
        articles: &results.articles,
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

/// Reads who owns which outlet.
fn owners(path: &Path) -> Result<Owners, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::io(path, cause))?;
    Owners::parse(&text).map_err(|error| error.at_path(path))
}
