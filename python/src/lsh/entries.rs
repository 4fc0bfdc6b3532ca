//! What is in an index: keys, and the entries that they stand for.

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::index::Index;

/// A key has one entry, or a chain of them where it was put in more than once.
const END: u32 = u32::MAX;

/// Keys and their entries.
#[derive(Debug)]
pub(super) struct Entries {
    index: Index,
    /// The last entry of each key.
    known: Py<PyDict>,
    /// The key of each entry, and the entry of the same key before it.
    keys: Vec<Option<Py<PyAny>>>,
    before: Vec<u32>,
    /// Scheme and seed of the sketches.
    pub(super) kind: Option<super::Kind>,
}

impl Entries {
    pub(super) fn new(py: Python<'_>, bands: usize) -> Self {
        Self {
            index: Index::new(bands),
            known: PyDict::new(py).unbind(),
            keys: Vec::new(),
            before: Vec::new(),
            kind: None,
        }
    }

    /// The last entry of each key, to be asked where Python code may run.
    pub(super) fn keys<'py>(&self, py: Python<'py>) -> Bound<'py, PyDict> {
        self.known.bind(py).clone()
    }

    /// Puts an entry in, behind another of the same key.
    pub(super) fn insert(
        &mut self,
        key: &Bound<'_, PyAny>,
        hashes: &[u64],
        before: Option<u32>,
    ) -> PyResult<u32> {
        let entry = self
            .index
            .insert(hashes)
            .ok_or_else(|| PyOverflowError::new_err("the index is full; help: split it by keys"))?;
        let at = entry as usize;
        if at == self.keys.len() {
            self.keys.push(None);
            self.before.push(END);
        }
        self.keys[at] = Some(key.clone().unbind());
        self.before[at] = before.unwrap_or(END);
        Ok(entry)
    }

    /// Takes an entry out, and those before it of the same key. Gives the keys back, since letting go of
    /// them can run Python code.
    pub(super) fn remove(&mut self, last: u32) -> Vec<Py<PyAny>> {
        let mut keys = Vec::new();
        let mut entry = last;
        while entry != END {
            let at = entry as usize;
            self.index.remove(entry);
            keys.extend(self.keys[at].take());
            entry = self.before[at];
        }
        keys
    }

    /// The keys of the entries that share a band.
    pub(super) fn query<'py>(
        &self,
        py: Python<'py>,
        hashes: &[u64],
    ) -> PyResult<Bound<'py, PyList>> {
        let mut found = Vec::new();
        self.index.query(hashes, &mut found);
        self.named(py, &found)
    }

    /// The keys in a bucket.
    pub(super) fn bucket<'py>(
        &self,
        py: Python<'py>,
        band: usize,
        hash: u64,
    ) -> PyResult<Bound<'py, PyList>> {
        let mut found: Vec<u32> = self.index.bucket(band, hash).collect();
        found.sort_unstable();
        self.named(py, &found)
    }

    /// Keys of entries, each once: of a key that has several entries the last counts.
    fn named<'py>(&self, py: Python<'py>, entries: &[u32]) -> PyResult<Bound<'py, PyList>> {
        let several = |entry: &&u32| {
            let mut before = self.before[**entry as usize];
            while before != END && entries.binary_search(&before).is_err() {
                before = self.before[before as usize];
            }
            before == END
        };
        let keys = entries.iter().filter(several);
        PyList::new(
            py,
            keys.filter_map(|&entry| self.keys[entry as usize].as_ref())
                .collect::<Vec<_>>(),
        )
    }

    /// The hashes of all entries of a key, first in first.
    pub(super) fn hashes(&self, last: u32) -> Vec<u64> {
        let before = |&entry: &u32| Some(self.before[entry as usize]).filter(|&entry| entry != END);
        let mut entries: Vec<u32> = std::iter::successors(Some(last), before).collect();
        entries.reverse();
        let hashes = entries
            .into_iter()
            .flat_map(|entry| self.index.hashes(entry));
        hashes.copied().collect()
    }

    pub(super) fn buckets(&self, band: usize) -> Vec<u64> {
        self.index.buckets(band)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.index.is_empty()
    }
}
