//! `bench --scale`: time, memory and output of the whole job at several sizes, and how they grow.
//!
//! Every size is generated anew and clustered by a process of its own, all outputs written. What
//! can mislead: the clock also counts what other programs do, processor time does not.

use std::fs;
use std::io::Write;

use samestory::Error;
use samestory::generate::{Feed, Options};
use samestory::run::{Performance, RunRecord};

use crate::args::BenchArgs;
use crate::interrupt;
use crate::job;
use crate::new_file::NewFile;
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
            exponent(&rows, |p| Some(p.seconds)),
            exponent(&rows, |p| p.processor_seconds),
            exponent(&rows, |p| p.peak_memory_bytes.map(real)),
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
    let mut file = NewFile::create(&input)?;
    let options = Options {
        articles,
        seed: args.seed,
        ..Options::default()
    };
    for labelled in Feed::new(options)? {
        serde_json::to_writer(&mut file.writer, &labelled?.article)?;
        file.writer.write_all(b"\n")?;
    }
    file.finish()?;
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

/// The slope of the least-squares line through the logarithms of the articles and of what is asked
/// for; `-` where that is not known at every size.
fn exponent(rows: &[Row], of: impl Fn(&Performance) -> Option<f64>) -> String {
    let points: Option<Vec<(f64, f64)>> = rows
        .iter()
        .map(|row| Some((row.articles.ln(), of(&row.run.performance)?.ln())))
        .collect();
    points.map_or_else(|| "-".to_owned(), |points| format!("{:.2}", slope(&points)))
}

fn slope(points: &[(f64, f64)]) -> f64 {
    let count = real(points.len() as u64);
    let mean = |part: fn(&(f64, f64)) -> f64| points.iter().map(part).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let covariance: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    let variance: f64 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
    covariance / variance
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts and bytes lie far below 2^52"
)]
fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponent_of_a_power_is_its_exponent() {
        let points: Vec<(f64, f64)> = [1.0, 10.0, 250.0]
            .map(|n: f64| (n.ln(), (3.0 * n.powf(1.08)).ln()))
            .into();
        assert!((slope(&points) - 1.08).abs() < 1e-9);
    }
}
