//! `bench --scale`: time, memory and output of the whole job at several sizes, and how they grow.
//!
//! Every size is generated anew and clustered by a process of its own, all outputs written. What
//! can mislead: the clock also counts what other programs do, processor time does not.

use std::fs;
use std::io::Write;

use samestory::Error;
use samestory::run::{Performance, RunRecord};
use samestory_bench::generate::{Feed, Options};

use super::growth::{exponent, real};
use crate::args::BenchArgs;
use crate::interrupt;
use crate::job;
use crate::new_file;
use crate::session::Session;

/// What the whole job took at one size.
struct Row {
    articles: f64,
    run: RunRecord,
    input_bytes: f64,
    output_bytes: f64,
}

pub(super) fn run(args: &BenchArgs, session: &Session) -> anyhow::Result<()> {
    let mut out = session.results();
    let mut rows: Vec<Row> = Vec::new();
    writeln!(
        out,
        "| articles | seconds | processor seconds | peak memory, MB | judged pairs | input, MB | output, MB |\n\
         |---:|---:|---:|---:|---:|---:|---:|"
    )?;
    for &articles in &args.scale {
        let row = measure(articles, args)?;
        let Performance {
            seconds,
            processor_seconds,
            peak_memory_bytes,
            ..
        } = row.run.performance;
        writeln!(
            out,
            "| {} | {seconds:.1} | {} | {} | {} | {:.0} | {:.0} |",
            row.articles,
            processor_seconds.map_or_else(|| "unknown".to_owned(), |s| format!("{s:.1}")),
            peak_memory_bytes.map_or_else(|| "unknown".to_owned(), |b| (b / MEGA).to_string()),
            row.run.counts.copy_candidates + row.run.counts.event_candidates,
            row.input_bytes / real(MEGA),
            row.output_bytes / real(MEGA),
        )?;
        out.flush()?;
        rows.push(row);
    }
    if let [first, .., last] = &rows[..] {
        writeln!(
            out,
            "\nFrom {} to {} articles time grows as n^{}, processor time as n^{}, peak memory as n^{}. Threads: {}.",
            first.articles,
            last.articles,
            growth(&rows, |p| Some(p.seconds)),
            growth(&rows, |p| p.processor_seconds),
            growth(&rows, |p| p.peak_memory_bytes.map(real)),
            last.run.performance.jobs,
        )?;
        writeln!(
            out,
            "\n| stage | seconds at {} | share |\n|---|---:|---:|",
            last.articles
        )?;
        for stage in &last.run.performance.stages {
            let share = 100.0 * stage.seconds / last.run.performance.seconds;
            writeln!(
                out,
                "| {} | {:.1} | {share:.0} % |",
                stage.stage, stage.seconds
            )?;
        }
    }
    out.flush()?;
    Ok(())
}

const MEGA: u64 = 1_000_000;

/// Generates so many articles and clusters them; nothing of it remains.
fn measure(articles: usize, args: &BenchArgs) -> anyhow::Result<Row> {
    let room = match &args.room {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    interrupt::removes(room.path())?;
    let input = room.path().join("articles.jsonl");
    let mut file = new_file::create(&input)?;
    let options = Options {
        articles,
        seed: args.seed,
        ..Options::default()
    };
    for labelled in Feed::new(options)? {
        serde_json::to_writer(&mut file, &labelled?.article)?;
        file.write_all(b"\n")?;
    }
    new_file::finish([file])?;
    let output = room.path().join("out");
    let jobs = args.jobs.iter().map(|jobs| format!("--jobs={jobs}").into());
    let run = job::cluster(&input, &output, jobs)?;
    let mut output_bytes = 0;
    for entry in fs::read_dir(&output).map_err(|e| Error::io(&output, e))? {
        output_bytes += entry?.metadata()?.len();
    }
    Ok(Row {
        articles: real(run.counts.articles as u64),
        input_bytes: real(run.performance.input_bytes),
        output_bytes: real(output_bytes),
        run,
    })
}

/// The exponent of what is asked for; `-` where that is not known at every size.
fn growth(rows: &[Row], of: impl Fn(&Performance) -> Option<f64>) -> String {
    let points: Option<Vec<(f64, f64)>> = rows
        .iter()
        .map(|row| Some((row.articles, of(&row.run.performance)?)))
        .collect();
    points.map_or_else(
        || "-".to_owned(),
        |points| format!("{:.2}", exponent(&points)),
    )
}
