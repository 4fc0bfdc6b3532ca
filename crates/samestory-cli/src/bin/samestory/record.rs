//! Puts `run.json` together from what a run read and found.

use std::fs;

use samestory::Config;
use samestory::detection::Counts;
use samestory::run::{
    FieldSource, InputCount, LeftOut, OUTPUT_SCHEMA, Performance, RecordProblem, RunRecord,
    STORED_TEXT_CHARS, SkippedFile,
};
use samestory_cli::read::{Feed, Problems};

use crate::feed::Opened;

/// Everything but time and memory.
pub(crate) fn record(config: Config, feed: &Feed, counts: Counts) -> RunRecord {
    RunRecord {
        schema: OUTPUT_SCHEMA.to_owned(),
        program: concat!("samestory ", env!("CARGO_PKG_VERSION")).to_owned(),
        config,
        inputs: feed
            .files()
            .map(|file| InputCount {
                name: file.path.display().to_string(),
                format: file.format.to_string(),
                articles: file.articles as u64,
                rejected: file.rejected,
            })
            .collect(),
        rejected: feed.rejected().count(),
        rejected_records: problems(feed.rejected()),
        warnings: feed.warnings().count(),
        warned_records: problems(feed.warnings()),
        skipped: feed
            .skipped()
            .iter()
            .map(|file| SkippedFile {
                name: file.path.display().to_string(),
                reason: file.reason.clone(),
            })
            .collect(),
        left_out: feed
            .asides()
            .counts()
            .iter()
            .map(|(standing, &records)| LeftOut {
                reason: standing.name().to_owned(),
                records,
            })
            .collect(),
        fields: feed
            .mapping()
            .iter()
            .map(|mapped| FieldSource {
                field: mapped.field.to_owned(),
                name: mapped.name.clone(),
                articles: mapped.articles,
            })
            .collect(),
        counts,
        stored_text_chars: STORED_TEXT_CHARS,
        report_lang: None,
        performance: Performance::default(),
    }
}

/// What is known of time and memory before the end.
pub(crate) fn performance(opened: &Opened) -> Performance {
    Performance {
        jobs: rayon::current_num_threads(),
        processor_seconds: processor_seconds(),
        input_bytes: opened.input_bytes,
        peak_memory_bytes: peak_memory_bytes(),
        ..Performance::default()
    }
}

pub(crate) fn problems(problems: &Problems) -> Vec<RecordProblem> {
    let listed = problems.first().iter().take(RunRecord::LISTED);
    listed
        .map(|problem| RecordProblem {
            input: problem.path.display().to_string(),
            record: problem.record,
            reason: problem.reason.clone(),
            repair: problem.repair.clone(),
        })
        .collect()
}

/// What Linux has counted as the processor time of the process's threads, which all live until its
/// end; none elsewhere.
fn processor_seconds() -> Option<f64> {
    let mut nanoseconds = 0;
    for thread in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += text.split(' ').next()?.parse::<u64>().ok()?;
    }
    let spent = std::time::Duration::from_nanos(nanoseconds);
    Some((spent.as_secs_f64() * 1000.0).round() / 1000.0)
}

/// What Linux has counted as the process's largest resident set; none elsewhere.
fn peak_memory_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
