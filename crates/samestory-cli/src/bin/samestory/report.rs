//! `report`: the editors' report of an output folder.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use samestory::run::{REPORT_FOLDER, REPORT_INDEX, ResultFile, StoredArticle};
use samestory::{Detection, Error};
use samestory_cli::read::Results;
use samestory_cli::write::{
    self, Length, OutputFolder, Owners, Records, ReportFile, ReportLang, ReportOptions,
};

use crate::args::{ReportArgs, ReportFormat};
use crate::outcome::{Outcome, UsageError};
use crate::places::Places;
use crate::session::Session;
use crate::{interrupt, new_file, results};

pub(crate) fn run(args: &ReportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let own = args.dir.join(ResultFile::Report.name());
    // Only the page has a place in the folder.
    let path = match (&args.output, args.format) {
        (Some(path), _) => Some(path),
        (None, ReportFormat::Html) => Some(&own),
        (None, _) => None,
    };
    check_places(args, path)?;
    let owners = match &args.owners {
        Some(path) => owners(path)?,
        None => Owners::default(),
    };
    // While its report is written no run may replace the result that it tells of.
    let among = path.is_some_and(|path| is_same_place(path, &own));
    let folder = if among && args.format == ReportFormat::Html {
        let folder = OutputFolder::amend(&args.dir)?;
        interrupt::discards(folder.staging())?;
        Some(folder)
    } else {
        None
    };
    let results = results::open(&args.dir)?;
    let (articles, detection) = reported(&results)?;
    let records = Records {
        run: &results.run,
        articles: &articles,
        detection: &detection,
    };
    let options = ReportOptions {
        max_bytes: usize::from(args.max_megabytes) * 1_000_000,
        owners,
        lang: (args.report_lang).map_or_else(|| ReportLang::of_run(&results.run), Into::into),
    };
    let (page, next) = match (args.format, folder) {
        (ReportFormat::Html, Some(folder)) => {
            let page = stage(&folder, &records, &options)?;
            interrupt::waits(|| folder.finish())?;
            let page = args.dir.join(page);
            session.say(&format!("{}  open it in a browser", page.display()));
            return Ok(Outcome::Done);
        }
        (ReportFormat::Html, None) => (one_page(args, &records, &options)?, "open it in a browser"),
        (ReportFormat::PdfReady, _) => (
            write::pages(&records, &options)?,
            "open it in a browser and print it",
        ),
        (ReportFormat::Md, _) => (
            write::markdown(&records, &options, Length::Mail)?,
            "put it into a mail",
        ),
    };
    if let Some(path) = path {
        new_file::write(path, page.as_bytes())?;
        session.say(&format!("{}  {next}", path.display()));
    } else {
        let mut out = session.results();
        out.write_all(page.as_bytes())?;
        out.flush()?;
    }
    Ok(Outcome::Done)
}

/// Writes the report among the results it tells of, and returns where in their folder the page to
/// open is.
pub(crate) fn stage(
    folder: &OutputFolder,
    records: &Records<'_>,
    options: &ReportOptions,
) -> Result<PathBuf, Error> {
    let mut first = PathBuf::from(ResultFile::Report.name());
    write::report(records, options, |file| match file {
        ReportFile::Whole(page) => folder.text(ResultFile::Report, page),
        ReportFile::Page(name, page) => {
            first = Path::new(REPORT_FOLDER).join(REPORT_INDEX);
            folder.report_page(name, page)
        }
    })?;
    Ok(first)
}

/// The report as one page, for somewhere else.
fn one_page(
    args: &ReportArgs,
    records: &Records<'_>,
    options: &ReportOptions,
) -> Result<String, Error> {
    let mut whole = String::new();
    write::report(records, options, |file| match file {
        ReportFile::Whole(page) => {
            page.clone_into(&mut whole);
            Ok(())
        }
        ReportFile::Page(..) => Err(too_large(args.max_megabytes)),
    })?;
    Ok(whole)
}

fn too_large(max_megabytes: u16) -> Error {
    Error::usage(format!(
        "the report does not fit into one file of {max_megabytes} MB"
    ))
    .help("leave out -o, and it becomes a folder of pages among the results; or raise --max-megabytes")
}

fn check_places(args: &ReportArgs, path: Option<&PathBuf>) -> Result<(), UsageError> {
    let mut places = Places::default();
    places.reads_results(&args.dir);
    places.reads(&args.owners);
    match path {
        Some(path) if args.format == ReportFormat::Html => places.writes_report(path),
        Some(path) => places.writes([path]),
        None => places.writes_stdout(),
    }
    places.check()
}

/// Whether two paths lead to one place, where nothing need be yet.
fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let path = write::resolve(path).ok()?;
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    place(one).is_some_and(|one| place(other) == Some(one))
}

/// What the report may speak of; no other pairs and no more of the articles' texts are held.
pub(crate) fn reported(results: &Results) -> Result<(Vec<StoredArticle>, Detection), Error> {
    let chars = write::report_text_chars(results.run.counts.articles);
    let shorten = |article: Result<StoredArticle, Error>| Ok(article?.shorten(chars));
    let articles = results.articles()?.map(shorten).collect::<Result<_, _>>()?;
    let shown = |pair| Result::map(pair, write::report_pair).transpose();
    let pairs = results.pairs()?.filter_map(shown);
    let detection = Detection {
        pairs: pairs.collect::<Result<_, _>>()?,
        ..results.detection()?
    };
    Ok((articles, detection))
}

/// Reads who owns which outlet.
fn owners(path: &Path) -> Result<Owners, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::io(path, cause))?;
    Owners::parse(&text).map_err(|error| error.at_path(path))
}
