//! What the threads of the first pass share, and what each block gives.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::OnBadRecord;
use super::blocks::{Entry, Refused};
use super::draft::Draft;
use super::hits::Hits;
use super::larder::Place;
use super::problem::Remark;
use super::shelf::Shelf;
use super::version::Chains;

/// What one block, or one file of text, gave.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) number: usize,
    pub(super) shelf: Shelf,
    pub(super) entries: Vec<Entry>,
    /// XXH3 of each article's id.
    pub(super) ids: Vec<u64>,
    pub(super) refused: Vec<Refused>,
    pub(super) remarks: Vec<(u32, Remark)>,
    pub(super) hits: Hits,
    /// Items by the number of their entry here.
    pub(super) chains: Chains,
    /// Where articles of records that take long to parse are kept, by the offset of their record.
    pub(super) stored: Vec<(u64, Place)>,
}

impl Parsed {
    pub(super) fn new(number: usize) -> Self {
        Self {
            number,
            shelf: Shelf::default(),
            entries: Vec::new(),
            ids: Vec::new(),
            refused: Vec::new(),
            remarks: Vec::new(),
            hits: Hits::default(),
            chains: Chains::default(),
            stored: Vec::new(),
        }
    }

    /// Takes what one record gave.
    pub(super) fn take(
        &mut self,
        entry: Entry,
        length: u64,
        result: Result<(), Remark>,
        draft: &mut Draft,
    ) {
        self.chains.ended.append(&mut draft.ends);
        match (draft.version, &result) {
            (Some(version), Ok(())) => {
                let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                self.chains.items.push((version, number));
            }
            (Some(version), Err(_)) if draft.ends_chain => self.chains.ends.push(version),
            _ => {}
        }
        match result {
            Ok(()) => {
                let id = draft.shelf.last_id();
                self.ids.push(xxhash_rust::xxh3::xxh3_64(id.as_bytes()));
                self.entries.push(entry);
                let remarks = draft.remarks.drain(..);
                self.remarks
                    .extend(remarks.map(|remark| (entry.line, remark)));
            }
            Err(remark) => self.refused.push(Refused {
                offset: entry.offset,
                length,
                line: entry.line,
                remark,
            }),
        }
    }
}

/// What threads share during the pass.
#[derive(Debug)]
pub(super) struct Gauge {
    /// Bytes read from the inputs.
    pub(super) read: AtomicU64,
    /// Whether articles are still being kept in memory, and how many bytes they take.
    pub(super) keeps: AtomicBool,
    pub(super) kept: AtomicU64,
    /// Rejected records, and whether reading on is in vain.
    pub(super) rejected: AtomicU64,
    pub(super) stop: AtomicBool,
}

impl Default for Gauge {
    fn default() -> Self {
        Self {
            read: AtomicU64::new(0),
            keeps: AtomicBool::new(true),
            kept: AtomicU64::new(0),
            rejected: AtomicU64::new(0),
            stop: AtomicBool::new(false),
        }
    }
}

impl Gauge {
    pub(super) fn keep(&self, bytes: usize, limit: u64) {
        let kept = self.kept.fetch_add(bytes as u64, Ordering::Relaxed) + bytes as u64;
        if kept > limit {
            self.keeps.store(false, Ordering::Relaxed);
        }
    }

    pub(super) fn count(&self, parsed: &Parsed, policy: OnBadRecord) {
        let faults = parsed
            .refused
            .iter()
            .filter(|refused| refused.remark.standing.is_none());
        let refused = faults.count() as u64;
        let rejected = self.rejected.fetch_add(refused, Ordering::Relaxed) + refused;
        let stop = match policy {
            OnBadRecord::Count => false,
            OnBadRecord::FailAfter(limit) => rejected > limit,
            OnBadRecord::Fail => refused > 0 || !parsed.remarks.is_empty(),
        };
        if stop {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}
