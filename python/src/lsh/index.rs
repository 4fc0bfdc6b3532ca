//! The tables of an index: which entries share which bands.
//!
//! In: for each entry the hash of every band. Out: the entries that share one with a query. Entries of
//! one bucket are a chain, so an entry costs no allocation of its own. Memory: 20 to 40 bytes an entry
//! and band. What two bands of different hash values could share a hash by, one pair in 2^64, is found
//! in vain.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An entry that is not there: the end of a chain.
const END: u32 = u32::MAX;

/// Hashes are hashed already.
#[derive(Debug, Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Buckets = HashMap<u64, u32, BuildHasherDefault<AsItIs>>;

/// Tables of as many bands as it was made for.
#[derive(Debug)]
pub(super) struct Index {
    bands: usize,
    /// The first entry of each bucket, a table a band.
    tables: Vec<Buckets>,
    /// The next entry in the same bucket, and the hash of it; `bands` of each an entry.
    next: Vec<u32>,
    hashes: Vec<u64>,
    /// Entries that were taken out.
    free: Vec<u32>,
}

impl Index {
    pub(super) fn new(bands: usize) -> Self {
        Self {
            bands,
            tables: (0..bands).map(|_| Buckets::default()).collect(),
            next: Vec::new(),
            hashes: Vec::new(),
            free: Vec::new(),
        }
    }

    /// Puts an entry in and gives its number; none when there is no number left.
    pub(super) fn insert(&mut self, hashes: &[u64]) -> Option<u32> {
        let entry = if let Some(entry) = self.free.pop() {
            self.hashes[entry as usize * self.bands..][..self.bands].copy_from_slice(hashes);
            entry
        } else {
            let entry = u32::try_from(self.next.len() / self.bands).ok();
            let entry = entry.filter(|&entry| entry < END)?;
            self.hashes.extend_from_slice(hashes);
            self.next.resize(self.hashes.len(), END);
            entry
        };
        let first = entry as usize * self.bands;
        for (band, &hash) in hashes.iter().enumerate() {
            let head = self.tables[band].insert(hash, entry);
            self.next[first + band] = head.unwrap_or(END);
        }
        Some(entry)
    }

    /// Takes an entry out.
    pub(super) fn remove(&mut self, entry: u32) {
        let first = entry as usize * self.bands;
        for band in 0..self.bands {
            let hash = self.hashes[first + band];
            let behind = self.next[first + band];
            let Some(head) = self.tables[band].get_mut(&hash) else {
                continue;
            };
            if *head != entry {
                let mut before = *head as usize * self.bands + band;
                while self.next[before] != entry {
                    before = self.next[before] as usize * self.bands + band;
                }
                self.next[before] = behind;
            } else if behind == END {
                self.tables[band].remove(&hash);
            } else {
                *head = behind;
            }
        }
        self.free.push(entry);
    }

    /// Appends the entries that share one of the first bands, in the order of their numbers.
    pub(super) fn query(&self, hashes: &[u64], found: &mut Vec<u32>) {
        for (band, hash) in hashes.iter().enumerate() {
            found.extend(self.bucket(band, *hash));
        }
        found.sort_unstable();
        found.dedup();
    }

    /// The entries of a bucket, last in first.
    pub(super) fn bucket(&self, band: usize, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let head = self.tables[band].get(&hash).copied();
        let next = move |&entry: &u32| {
            let next = self.next[entry as usize * self.bands + band];
            (next != END).then_some(next)
        };
        std::iter::successors(head, next)
    }

    /// The hashes of the buckets of a band, sorted.
    pub(super) fn buckets(&self, band: usize) -> Vec<u64> {
        let mut hashes: Vec<u64> = self.tables[band].keys().copied().collect();
        hashes.sort_unstable();
        hashes
    }

    /// The hashes of an entry, one a band.
    pub(super) fn hashes(&self, entry: u32) -> &[u64] {
        &self.hashes[entry as usize * self.bands..][..self.bands]
    }

    /// Whether there is no entry.
    pub(super) fn is_empty(&self) -> bool {
        self.tables[0].is_empty()
    }
}
