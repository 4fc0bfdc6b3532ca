//! `bench --worst`: how time and memory of the whole job grow on inputs made to break it.
//!
//! Every size of every case is clustered by a process of its own, all outputs written. What a run
//! takes without any article is taken off before growth is told. What can mislead: an exponent of
//! runs that are hardly longer than an empty one, so sizes start where a case takes its time.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::bail;
use samestory::Error;
use samestory_bench::generate::worst::{self, Case, Unit};

use super::growth::{exponent, real};
use crate::args::BenchArgs;
use crate::interrupt;
use crate::job;
use crate::outcome::UsageError;
use crate::session::Session;

/// The most that time and memory may grow by: n log n is near n^1.07 at these sizes, and runs of
/// equal inputs differ by some percent.
const LIMIT: f64 = 1.25;
/// Seconds of a run from which growth over the limit is not followed further.
const ENOUGH_SECONDS: f64 = 20.0;
/// Seconds and bytes beyond an empty run below which nothing can be told.
const LEAST_SECONDS: f64 = 0.03;
const LEAST_BYTES: f64 = 8e6;
const MEGA: f64 = 1e6;

/// What one run took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    size: usize,
    seconds: f64,
    bytes: f64,
}

pub(super) fn run(args: &BenchArgs, session: &Session) -> anyhow::Result<()> {
    let cases = chosen(args.worst.as_deref().unwrap_or_default())?;
    let room = match &args.room {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    interrupt::removes(room.path())?;
    let empty = measure(None, 0, args, room.path())?;
    let mut out = session.results();
    writeln!(
        out,
        "| case | from | to | processor seconds | peak memory, MB | time grows as | memory grows as | |\n\
         |---|---:|---:|---:|---:|---:|---:|---|"
    )?;
    let mut failed = Vec::new();
    for case in cases {
        let costs = measure_all(case, &empty, args, room.path())?;
        let (first, last) = (costs[0], costs[costs.len() - 1]);
        let time = time_growth(&costs, &empty);
        let memory = growth(&costs, |cost| cost.bytes - empty.bytes, LEAST_BYTES);
        let over = [time, memory].into_iter().flatten().any(|n| n > LIMIT);
        writeln!(
            out,
            "| {} | {} | {} | {:.2} | {:.0} | {} | {} | {} |",
            case.name,
            told(case, first.size),
            told(case, last.size),
            last.seconds,
            last.bytes / MEGA,
            told_growth(time),
            told_growth(memory),
            if over { "over" } else { "" },
        )?;
        out.flush()?;
        if over {
            failed.push(case.name);
        }
    }
    writeln!(
        out,
        "\nAn empty run takes {:.2} s and {:.0} MB. Limit: n^{LIMIT}.",
        empty.seconds,
        empty.bytes / MEGA
    )?;
    out.flush()?;
    if !failed.is_empty() {
        bail!("grows faster than n^{LIMIT}: {}", failed.join(", "));
    }
    Ok(())
}

/// The cases of those names, all when there are none.
fn chosen(names: &[String]) -> Result<Vec<Case>, UsageError> {
    if names.is_empty() {
        return Ok(worst::cases().collect());
    }
    let named = names.iter().map(|name| {
        worst::case(name).ok_or_else(|| {
            let known: Vec<&str> = worst::cases().map(|case| case.name).collect();
            UsageError(format!(
                "no worst case is named {name}: {}",
                known.join(", ")
            ))
        })
    });
    named.collect()
}

fn told(case: Case, size: usize) -> String {
    match case.unit {
        Unit::Bytes => format!("{:.2} MB", real(size as u64) / MEGA),
        Unit::Articles => format!("{size} articles"),
    }
}

fn told_growth(exponent: Option<f64>) -> String {
    exponent.map_or_else(|| "-".to_owned(), |exponent| format!("n^{exponent:.2}"))
}

/// What every size takes, until one is clearly over the limit and slow.
fn measure_all(
    case: Case,
    empty: &Cost,
    args: &BenchArgs,
    room: &Path,
) -> anyhow::Result<Vec<Cost>> {
    let mut costs: Vec<Cost> = Vec::new();
    for doubling in 0..=args.doublings {
        let size = (case.start * args.times) << doubling;
        costs.push(measure(Some(case), size, args, room)?);
        let slow = costs[costs.len() - 1].seconds > ENOUGH_SECONDS;
        if slow && time_growth(&costs, empty).is_some_and(|time| time > LIMIT) {
            break;
        }
    }
    Ok(costs)
}

fn time_growth(costs: &[Cost], empty: &Cost) -> Option<f64> {
    growth(costs, |cost| cost.seconds - empty.seconds, LEAST_SECONDS)
}

/// The exponent of what runs take beyond an empty one; none where that is hardly anything. What
/// lies below `least` counts as much, as it is told by chance.
fn growth(costs: &[Cost], of: impl Fn(&Cost) -> f64, least: f64) -> Option<f64> {
    let points: Vec<(f64, f64)> = costs
        .iter()
        .map(|cost| (real(cost.size as u64), of(cost).max(least)))
        .collect();
    let told = points.iter().any(|&(_, cost)| cost > least);
    told.then(|| exponent(&points))
}

/// Makes a case, or nothing, and clusters it.
fn measure(case: Option<Case>, size: usize, args: &BenchArgs, room: &Path) -> anyhow::Result<Cost> {
    let place = tempfile::tempdir_in(room)?;
    let input = place.path().join("articles.jsonl");
    let mut file = BufWriter::new(File::create(&input).map_err(|e| Error::io(&input, e))?);
    match case {
        Some(case) => case.write(size, &mut file)?,
        None => file.write_all(b"{\"text\":\"rain\"}\n")?,
    }
    file.flush()?;
    drop(file);
    let jobs = args.jobs.iter().map(|jobs| format!("--jobs={jobs}").into());
    let run = job::cluster(&input, &place.path().join("out"), jobs)?;
    Ok(Cost {
        size,
        seconds: run
            .performance
            .processor_seconds
            .unwrap_or(run.performance.seconds),
        bytes: real(run.performance.peak_memory_bytes.unwrap_or_default()),
    })
}
