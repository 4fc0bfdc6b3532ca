//! `cluster`: copies, events and storylines of a feed.

use std::io::Write;
use std::mem;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use samestory::detect::text::{self, language};
use samestory::detect::{Batch, Kind, Sink};
use samestory::detection::PairCounts;
use samestory::numerals::thousands;
use samestory::run::{ResultFile, RunRecord, StoredArticle};
use samestory::{ArticleRef, ArticleSource, Detection, Error, Scan, detect_streaming};
use samestory_cli::read::Feed;
use samestory_cli::write::{self, LineFile, OutputFolder, Records, ReportLang, ReportOptions};

use crate::args::{ClusterArgs, When};
use crate::conclude::conclude;
use crate::outcome::{Outcome, UsageError};
use crate::places::Places;
use crate::progress::Progress;
use crate::record::record;
use crate::session::Session;
use crate::{feed, interrupt, report, settings, summary};

pub(crate) fn run(args: &ClusterArgs, session: &Session) -> anyhow::Result<Outcome> {
    feed::expect_input(&args.input, session)?;
    check_places(args)?;
    let mut config = settings::effective(&args.settings)?;
    config.pairs = args.pairs.map_or(config.pairs, Into::into);
    let corrections = settings::corrections(&args.settings)?;
    let folder = match &args.output {
        Some(output) => Some(prepare(output)?),
        None => None,
    };
    let progress = Progress::new(session);
    let opened = feed::open(&args.input, &progress)?;
    let reported = match args.report {
        When::Always => true,
        When::Never => false,
        When::Auto => opened.feed.len() <= REPORTED_ARTICLES,
    };
    let Some(folder) = folder else {
        let mut results = ToStdout(session.results());
        let counts =
            detect_streaming(&opened.feed, &config, &corrections, &progress, &mut results)?;
        let mut run = record(config, &opened.feed, counts);
        let outcome = conclude(&mut run, &opened, &progress, session)?;
        results.0.flush()?;
        summary::print(&run, session);
        return Ok(outcome);
    };
    let mut results = ToFolder::begin(&folder, reported)?;
    let counts = detect_streaming(&opened.feed, &config, &corrections, &progress, &mut results)?;
    progress.stage("write", 0);
    let mut held = results.finish()?;
    let mut run = record(config, &opened.feed, counts);
    let lang = ReportLang::from(args.report_lang);
    run.report_lang = (lang != ReportLang::default()).then(|| lang.code().to_owned());
    let articles = write_articles(&folder, &opened.feed, &run, reported)?;
    if reported {
        held.counts = run.counts.clone();
        let records = Records {
            run: &run,
            detection: &held,
            articles: &articles,
        };
        let options = ReportOptions {
            lang,
            ..ReportOptions::default()
        };
        report::stage(&folder, &records, &options)?;
        // The process ends soon: taking half a million small strings apart is left to the system.
        mem::forget((held, articles));
    }
    let outcome = conclude(&mut run, &opened, &progress, session)?;
    folder.document(ResultFile::Run, &run)?;
    let files = interrupt::waits(|| folder.finish())?;
    summary::print(&run, session);
    print_files(&files, &run, session);
    if args.report == When::Auto && opened.feed.len() > REPORTED_ARTICLES {
        session.say("report.html is left out above 200,000 articles; --report always makes it");
    }
    Ok(outcome)
}

fn check_places(args: &ClusterArgs) -> Result<(), UsageError> {
    let mut places = Places::default();
    places.reads_feed(&args.input.inputs);
    places.reads(settings::files(&args.settings));
    match &args.output {
        Some(folder) => places.writes_folder(folder),
        None => places.writes_stdout(),
    }
    places.check()
}

/// Opens the output folder before the work begins, so that a bad place is known at once.
fn prepare(output: &Path) -> anyhow::Result<OutputFolder> {
    let folder = OutputFolder::create(output)?;
    interrupt::discards(folder.staging())?;
    Ok(folder)
}

/// Articles up to which the report is made unasked: a page shows no more, and holding them for it
/// would cost more memory than all the rest.
const REPORTED_ARTICLES: usize = 200_000;

/// Memberships as lines on stdout, and nothing else.
struct ToStdout<W>(W);

impl<W: Write + Send> Sink for ToStdout<W> {
    fn wants(&self, kind: Kind) -> bool {
        kind == Kind::Memberships
    }

    fn take(&mut self, batch: Batch) -> Result<(), Error> {
        if let Batch::Memberships(records) = batch {
            write::lines(&mut self.0, &records).map_err(|e| Error::io(Path::new("-"), e))?;
        }
        Ok(())
    }
}

/// Every record as a line of its file; those that the report may speak of are held for it.
struct ToFolder {
    memberships: LineFile,
    families: LineFile,
    events: LineFile,
    storylines: LineFile,
    pairs: LineFile,
    reported: bool,
    held: Detection,
}

impl ToFolder {
    fn begin(folder: &OutputFolder, reported: bool) -> Result<Self, Error> {
        Ok(Self {
            memberships: folder.begin(ResultFile::Memberships)?,
            families: folder.begin(ResultFile::Families)?,
            events: folder.begin(ResultFile::Events)?,
            storylines: folder.begin(ResultFile::Storylines)?,
            pairs: folder.begin(ResultFile::Pairs)?,
            reported,
            held: Detection::default(),
        })
    }

    fn finish(self) -> Result<Detection, Error> {
        for file in [
            self.memberships,
            self.families,
            self.events,
            self.storylines,
            self.pairs,
        ] {
            file.finish()?;
        }
        Ok(self.held)
    }
}

impl Sink for ToFolder {
    fn take(&mut self, batch: Batch) -> Result<(), Error> {
        match &batch {
            Batch::Memberships(records) => self.memberships.add(records),
            Batch::Families(records) => self.families.add(records),
            Batch::Events(records) => self.events.add(records),
            Batch::Storylines(records) => self.storylines.add(records),
            Batch::Pairs(records) => self.pairs.add(records),
        }?;
        if !self.reported {
            return Ok(());
        }
        self.held.take(match batch {
            Batch::Pairs(pairs) => {
                let shown = pairs.into_par_iter().filter_map(write::report_pair);
                Batch::Pairs(shown.collect())
            }
            other => other,
        })
    }
}

/// Writes the articles, and returns them for the report if one is to be made.
fn write_articles(
    folder: &OutputFolder,
    feed: &Feed,
    run: &RunRecord,
    reported: bool,
) -> Result<Vec<StoredArticle>, Error> {
    let report_chars = write::report_text_chars(feed.len()).min(run.stored_text_chars);
    let mut shown = Vec::new();
    let mut articles = folder.begin(ResultFile::Articles)?;
    let positions: Vec<u32> = (0..).take(feed.len()).collect();
    for some in positions.chunks(STORED_TOGETHER) {
        let stored = feed.scan_some(some, |_, article| store(article, run))?;
        articles.add(&stored)?;
        if reported {
            let shortened = stored
                .into_iter()
                .map(|stored| stored.shorten(report_chars));
            shown.extend(shortened);
        }
    }
    articles.finish()?;
    Ok(shown)
}

/// Articles that are read again and written together.
const STORED_TOGETHER: usize = 1024;

fn store(article: ArticleRef<'_>, run: &RunRecord) -> StoredArticle {
    let language = language::detect(article.lang, article.title, article.text);
    let credits = text::credits(article).into_iter().map(str::to_owned);
    StoredArticle::new(
        article.to_article(),
        language,
        credits.collect(),
        run.stored_text_chars,
    )
}

/// The files with what each holds, for a person who opens them for the first time.
fn print_files(files: &[PathBuf], run: &RunRecord, session: &Session) {
    let PairCounts {
        judged, recorded, ..
    } = run.counts.pairs;
    let pairs = format!(
        "{} of {} judged pairs: scores, and reasons where they matter",
        thousands(recorded),
        thousands(judged)
    );
    for path in files {
        let file = ResultFile::ALL
            .into_iter()
            .find(|file| path.ends_with(file.name()));
        let file = file.unwrap_or(ResultFile::Report);
        let holds = match file {
            ResultFile::Memberships => "every article: family, event, storyline, score",
            ResultFile::Events => "every event: articles, date, terms, conflicts",
            ResultFile::Storylines => "every storyline: events in order",
            ResultFile::Families => "every family of copies",
            ResultFile::Pairs => &pairs,
            ResultFile::Articles => "the articles as they were read",
            ResultFile::Report => "all of it as a page: open it in a browser",
            ResultFile::Run => "settings, counts, rejected records, time and memory",
        };
        session.say(&format!("{}  {holds}", path.display()));
    }
}
