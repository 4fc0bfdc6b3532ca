//! Puts `run.json` together from what a run read and found.

use std::fs;

use samestory::read::{Feed, Problems};
use samestory::run::{
    FieldSource, InputCount, OUTPUT_SCHEMA, Performance, RecordProblem, RunRecord,
    STORED_TEXT_CHARS, SkippedFile,
};
use samestory::{Config, Detection};

use crate::feed::Opened;

/// Everything but time and memory.
pub(crate) fn record(config: Config, feed: &Feed, found: &Detection) -> RunRecord {
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
        fields: feed
            .mapping()
            .iter()
            .map(|mapped| FieldSource {
                field: mapped.field.to_owned(),
                name: mapped.name.clone(),
                articles: mapped.articles,
            })
            .collect(),
        counts: found.counts.clone(),
        stored_text_chars: STORED_TEXT_CHARS,
        performance: Performance::default(),
    }
}

/// What is known of time and memory before the end.
pub(crate) fn performance(opened: &Opened) -> Performance {
    Performance {
        jobs: rayon::current_num_threads(),
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

/// What Linux has counted as the process's largest resident set; none elsewhere.
fn peak_memory_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
