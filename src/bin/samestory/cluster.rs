//! `cluster`: copies, events and storylines of a feed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use samestory::read::Feed;
use samestory::run::{Performance, ResultFile, StoredArticle};
use samestory::write::{self, OutputFolder};
use samestory::{ArticleSource, Detection, Error, detect};

use crate::args::ClusterArgs;
use crate::outcome::{Outcome, UsageError};
use crate::progress::Progress;
use crate::record::{performance, record};
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
    let found = detect(&opened.feed, &config, &corrections, &progress)?;
    progress.stage("write", 0);
    let mut run = record(config, &opened.feed, &found);
    if let Some(folder) = &folder {
        write_records(folder, &opened.feed, &found, run.stored_text_chars)?;
    }
    let (seconds, stages) = progress.finish();
    run.performance = Performance {
        seconds,
        stages,
        ..performance(&opened)
    };
    summary::problems(&run, session);
    summary::corrections(&run.counts.corrections, &opened.feed, session)?;
    if let Some(folder) = folder {
        folder.document(ResultFile::Run, &run)?;
        let files = interrupt::waits(|| folder.finish())?;
        summary::print(&run, session);
        print_files(&files, session);
    } else {
        let mut results = session.results();
        write::lines(&mut results, &found.memberships)?;
        results.flush()?;
        summary::print(&run, session);
    }
    Ok(match run.rejected {
        0 => Outcome::Done,
        _ => Outcome::Rejected,
    })
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

fn write_records(
    folder: &OutputFolder,
    feed: &Feed,
    found: &Detection,
    stored_text_chars: usize,
) -> Result<(), Error> {
    let articles = (0..feed.len()).map(|position| {
        let article = feed.article(position)?;
        Ok(StoredArticle::new(article, stored_text_chars))
    });
    folder.lines(ResultFile::Memberships, found.memberships.iter().map(Ok))?;
    folder.lines(ResultFile::Events, found.events.iter().map(Ok))?;
    folder.lines(ResultFile::Storylines, found.storylines.iter().map(Ok))?;
    folder.lines(ResultFile::Families, found.families.iter().map(Ok))?;
    folder.lines(ResultFile::Pairs, found.pairs.iter().map(Ok))?;
    folder.lines(ResultFile::Articles, articles)
}

/// The files with what each holds, for a person who opens them for the first time.
fn print_files(files: &[PathBuf], session: &Session) {
    for (path, file) in files.iter().zip(ResultFile::ALL) {
        let holds = match file {
            ResultFile::Memberships => "every article: family, event, storyline, score",
            ResultFile::Events => "every event: articles, date, terms, conflicts",
            ResultFile::Storylines => "every storyline: events in order",
            ResultFile::Families => "every family of copies",
            ResultFile::Pairs => "every judged pair: reasons for and against",
            ResultFile::Articles => "the articles as they were read",
            ResultFile::Run => "settings, counts, rejected records, time and memory",
        };
        session.say(&format!("{}  {holds}", path.display()));
    }
}
