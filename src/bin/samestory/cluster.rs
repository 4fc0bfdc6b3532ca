//! `cluster`: copies, events and storylines of a feed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use samestory::run::{
    OUTPUT_SCHEMA, Performance, ResultFile, RunRecord, STORED_TEXT_CHARS, StoredArticle,
};
use samestory::write::{self, OutputFolder};
use samestory::{ArticleSource, Config, Detection, Error, detect};

use crate::args::ClusterArgs;
use crate::feed::{self, Opened};
use crate::outcome::{Outcome, UsageError};
use crate::progress::Progress;
use crate::session::Session;
use crate::{interrupt, settings, summary};

pub(crate) fn run(args: &ClusterArgs, session: &Session) -> anyhow::Result<Outcome> {
    let config = settings::effective(&args.settings)?;
    let corrections = settings::corrections(&args.settings)?;
    let folder = match &args.output {
        Some(output) => Some(prepare(output, &args.input.inputs)?),
        None => None,
    };
    let progress = Progress::new(session);
    progress.stage("read", 0);
    let feed = feed::open(&args.input, session)?;
    let found = detect(&feed.articles, &config, &corrections, &progress)?;
    progress.stage("write", 0);
    let mut run = record(config, &feed, &found);
    if let Some(folder) = &folder {
        write_records(folder, &feed, &found, run.stored_text_chars)?;
    }
    let (seconds, stages) = progress.finish();
    run.performance = Performance {
        seconds,
        stages,
        ..performance(&feed)
    };
    summary::rejected(&run, session);
    summary::corrections(&run.counts.corrections, &feed.articles, session)?;
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
    if let (Ok(output), true) = (std::path::absolute(output), output.as_os_str() != "") {
        let output = fs::canonicalize(&output).unwrap_or(output);
        for input in inputs
            .iter()
            .filter_map(|input| fs::canonicalize(input).ok())
        {
            if input.starts_with(&output) || output.starts_with(&input) {
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
    feed: &Opened,
    found: &Detection,
    stored_text_chars: usize,
) -> Result<(), Error> {
    let articles = (0..feed.articles.len()).map(|position| {
        let article = feed.articles.article(position)?;
        Ok(StoredArticle::new(article, stored_text_chars))
    });
    folder.lines(ResultFile::Memberships, found.memberships.iter().map(Ok))?;
    folder.lines(ResultFile::Events, found.events.iter().map(Ok))?;
    folder.lines(ResultFile::Storylines, found.storylines.iter().map(Ok))?;
    folder.lines(ResultFile::Families, found.families.iter().map(Ok))?;
    folder.lines(ResultFile::Pairs, found.pairs.iter().map(Ok))?;
    folder.lines(ResultFile::Articles, articles)
}

/// Everything but time and memory.
fn record(config: Config, feed: &Opened, found: &Detection) -> RunRecord {
    RunRecord {
        schema: OUTPUT_SCHEMA.to_owned(),
        program: concat!("samestory ", env!("CARGO_PKG_VERSION")).to_owned(),
        config,
        inputs: feed.inputs.clone(),
        rejected: feed.rejected,
        rejected_records: feed.rejected_records.clone(),
        counts: found.counts.clone(),
        stored_text_chars: STORED_TEXT_CHARS,
        performance: Performance::default(),
    }
}

fn performance(feed: &Opened) -> Performance {
    Performance {
        jobs: rayon::current_num_threads(),
        input_bytes: feed.input_bytes,
        peak_memory_bytes: peak_memory_bytes(),
        ..Performance::default()
    }
}

/// What Linux has counted as the process's largest resident set; none elsewhere.
fn peak_memory_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// The files with what each holds, to be read by a person who opens them for the first time.
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
