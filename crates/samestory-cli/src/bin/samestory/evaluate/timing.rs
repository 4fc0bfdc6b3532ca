//! Time and memory of the whole job on a set: the only figures of a suite that differ between runs.
//!
//! Each set is clustered once more by a process of its own, files in and files out, as a person
//! would; so its peak memory is that of the one job.

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use samestory::{ArticleSource, Error, Scan};
use serde::Serialize;

use crate::args::SuiteArgs;
use crate::job;

/// What the whole job took on one set.
#[derive(Debug, Serialize)]
pub(super) struct Timing {
    set: String,
    articles: usize,
    /// Seconds from start to end, output files included.
    seconds: f64,
    /// The same over the time of a plain pass over the words of all texts, on one thread.
    times_words: f64,
    peak_memory_bytes: Option<u64>,
    jobs: usize,
}

pub(super) fn time(
    name: &str,
    input: &Path,
    articles: &impl ArticleSource,
    args: &SuiteArgs,
) -> anyhow::Result<Timing> {
    let room = tempfile::tempdir()?;
    let config = args.config.iter();
    let config = config.flat_map(|path| ["--config".into(), path.clone().into_os_string()]);
    let jobs = args.jobs.iter().map(|jobs| format!("--jobs={jobs}").into());
    let run = job::cluster(input, &room.path().join("out"), config.chain(jobs))?;
    let performance = run.performance;
    Ok(Timing {
        set: name.to_owned(),
        articles: run.counts.articles,
        seconds: performance.seconds,
        times_words: performance.seconds / seconds_for_words(articles)?,
        peak_memory_bytes: performance.peak_memory_bytes,
        jobs: performance.jobs,
    })
}

/// The yardstick: seconds that one thread takes to find the words of all texts; the best of three.
fn seconds_for_words(articles: &impl ArticleSource) -> Result<f64, Error> {
    let texts = articles.scan(|_, article| article.text.to_owned())?;
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        let mut bytes = 0;
        for text in &texts {
            samestory::detect::text::tokenise::words(text, |word, _| bytes += word.len());
        }
        std::hint::black_box(bytes);
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(best)
}

pub(super) fn markdown(timings: &[Timing]) -> String {
    let mut text = String::from(
        "\n## Time and memory\n\n\
         Everything above is the same on every run; this table depends on the machine. The whole job \
         (`samestory cluster -o`, a process of its own) over the time that one thread needs to find \
         the words of the same texts, measured in the same run.\n\n\
         | set | articles | times the words alone | peak memory |\n| --- | ---: | ---: | ---: |\n",
    );
    for timing in timings {
        let memory = timing.peak_memory_bytes.map_or_else(
            || "unknown".to_owned(),
            |bytes| format!("{} MB", bytes / 1_000_000),
        );
        let _ = writeln!(
            text,
            "| {} | {} | {:.1} | {memory} |",
            timing.set, timing.articles, timing.times_words
        );
    }
    if let Some(timing) = timings.first() {
        let _ = writeln!(text, "\nThreads: {}.", timing.jobs);
    }
    text
}
