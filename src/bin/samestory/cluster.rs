//! `cluster`: copies, events and storylines of a feed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use samestory::detect::PairSink;
use samestory::detect::text::{self, language};
use samestory::detection::Pair;
use samestory::read::Feed;
use samestory::run::{ResultFile, RunRecord, StoredArticle};
use samestory::write::{self, LineFile, OutputFolder, Records, ReportOptions};
use samestory::{ArticleRef, ArticleSource, Detection, Error, detect_streaming};

use crate::args::{ClusterArgs, When};
use crate::conclude::conclude;
use crate::outcome::{Outcome, UsageError};
use crate::progress::Progress;
use crate::record::record;
use crate::session::Session;
use crate::{feed, interrupt, settings, summary};

pub(crate) fn run(args: &ClusterArgs, session: &Session) -> anyhow::Result<Outcome> {
    feed::expect_input(&args.input, session)?;
    let config = settings::effective(&args.settings)?;
    let corrections = settings::corrections(&args.settings)?;
    let folder = match &args.output {
        Some(output) => Some(prepare(output, &args.input.inputs)?),
        None => None,
    };
    let progress = Progress::new(session);
    let opened = feed::open(&args.input, &progress)?;
    let reported = match args.report {
        When::Always => true,
        When::Never => false,
        When::Auto => opened.feed.len() <= REPORTED_ARTICLES,
    };
    let pairs = folder.as_ref().map(|folder| Pairs::begin(folder, reported));
    let mut pairs = pairs.transpose()?;
    let mut write_pairs = pairs.as_mut().map(|to| |batch| to.add(batch));
    let sink = write_pairs.as_mut().map(|to| to as &mut PairSink<'_>);
    let mut found = detect_streaming(&opened.feed, &config, &corrections, &progress, sink)?;
    progress.stage("write", 0);
    let mut run = record(config, &opened.feed, &found);
    if let (Some(folder), Some(pairs)) = (&folder, pairs) {
        found.pairs = pairs.finish()?;
        let articles = write_records(folder, &opened.feed, &found, &run, reported)?;
        if reported {
            let records = Records {
                run: &run,
                detection: &found,
                articles: &articles,
            };
            let page = write::report(&records, &ReportOptions::default())?;
            folder.text(ResultFile::Report, &page)?;
        }
    }
    let outcome = conclude(&mut run, &opened, &progress, session)?;
    if let Some(folder) = folder {
        folder.document(ResultFile::Run, &run)?;
        let files = interrupt::waits(|| folder.finish())?;
        summary::print(&run, session);
        print_files(&files, session);
        if args.report == When::Auto && opened.feed.len() > REPORTED_ARTICLES {
            session.say("report.html is left out above 200,000 articles; --report always makes it");
        }
    } else {
        let mut results = session.results();
        write::lines(&mut results, &found.memberships)?;
        results.flush()?;
        summary::print(&run, session);
    }
    Ok(outcome)
}

/// Opens the output folder before the work begins, so that a bad place is known at once.
fn prepare(output: &Path, inputs: &[PathBuf]) -> anyhow::Result<OutputFolder> {
    let real = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    if let Ok(folder) = real(output) {
        for input in inputs.iter().filter(|input| input.as_os_str() != "-") {
            let apart = real(input).map_or(true, |real| {
                !real.starts_with(&folder) && !folder.starts_with(&real)
            });
            if !apart {
                return Err(UsageError(format!(
                    "{}: the output folder and the input {} lie in one another; \
                     help: inputs are never changed, name an output folder apart from them",
                    output.display(),
                    input.display()
                ))
                .into());
            }
        }
    }
    let folder = OutputFolder::create(output)?;
    interrupt::removes(folder.staging())?;
    Ok(folder)
}

/// Articles up to which the report is made unasked: a page shows no more, and holding them for it
/// would cost more memory than all the rest.
const REPORTED_ARTICLES: usize = 200_000;

/// The pairs of a run: written as they come, and those that the report may speak of held for it.
struct Pairs {
    file: LineFile,
    reported: bool,
    held: Vec<Pair>,
}

impl Pairs {
    fn begin(folder: &OutputFolder, reported: bool) -> Result<Self, Error> {
        Ok(Self {
            file: folder.begin(ResultFile::Pairs)?,
            reported,
            held: Vec::new(),
        })
    }

    fn add(&mut self, batch: Vec<Pair>) -> Result<(), Error> {
        self.file.add(&batch)?;
        if self.reported {
            let held = batch.into_par_iter().filter_map(write::report_pair);
            self.held.par_extend(held);
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<Pair>, Error> {
        self.file.finish()?;
        Ok(self.held)
    }
}

/// Writes all other records, and returns the articles for the report if one is to be made.
fn write_records(
    folder: &OutputFolder,
    feed: &Feed,
    found: &Detection,
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
    folder.records(ResultFile::Memberships, &found.memberships)?;
    folder.records(ResultFile::Events, &found.events)?;
    folder.records(ResultFile::Storylines, &found.storylines)?;
    folder.records(ResultFile::Families, &found.families)?;
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
fn print_files(files: &[PathBuf], session: &Session) {
    for path in files {
        let file = ResultFile::ALL
            .into_iter()
            .find(|file| path.ends_with(file.name()));
        let Some(file) = file else { continue };
        let holds = match file {
            ResultFile::Memberships => "every article: family, event, storyline, score",
            ResultFile::Events => "every event: articles, date, terms, conflicts",
            ResultFile::Storylines => "every storyline: events in order",
            ResultFile::Families => "every family of copies",
            ResultFile::Pairs => "every judged pair: scores, and reasons where they matter",
            ResultFile::Articles => "the articles as they were read",
            ResultFile::Report => "all of it as a page: open it in a browser",
            ResultFile::Run => "settings, counts, rejected records, time and memory",
        };
        session.say(&format!("{}  {holds}", path.display()));
    }
}
