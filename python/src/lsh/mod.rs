//! `MinHashLSH` with the names and meanings of datasketch; what needs no speed is in `samestory/_lsh.py`.

mod bands;
mod entries;
mod index;

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::errors;
use crate::minhash::{MinHash, SCHEME};
use bands::Bands;
use entries::Entries;

/// Scheme and seed of a sketch.
type Kind = (Cow<'static, str>, u64);

/// An index of sketches by their bands.
#[pyclass(subclass, frozen)]
#[derive(Debug)]
pub(crate) struct Lsh {
    values: usize,
    bands: Bands,
    entries: Mutex<Entries>,
}

#[pymethods]
impl Lsh {
    #[new]
    #[pyo3(signature = (threshold, num_perm, weights, params, recall))]
    fn new(
        py: Python<'_>,
        threshold: f64,
        num_perm: usize,
        weights: (f64, f64),
        params: Option<(usize, usize)>,
        recall: Option<f64>,
    ) -> PyResult<Self> {
        let bands = match (params, recall) {
            (Some((bands, rows)), _) => Bands { bands, rows },
            (None, Some(recall)) => Bands::by_recall(threshold, num_perm, recall)
                .map_err(|error| errors::exception(py, &error))?,
            (None, None) => Bands::by_weights(threshold, num_perm, weights),
        };
        Ok(Self {
            values: num_perm,
            bands,
            entries: Mutex::new(Entries::new(py, bands.bands)),
        })
    }

    /// Number of bands.
    #[getter]
    fn b(&self) -> usize {
        self.bands.bands
    }

    /// Hash values a band.
    #[getter]
    fn r(&self) -> usize {
        self.bands.rows
    }

    /// Hash values a sketch.
    #[getter]
    fn h(&self) -> usize {
        self.values
    }

    /// Probability, 0 to 1, that a query finds a set of this Jaccard similarity.
    fn probability(&self, jaccard: f64) -> f64 {
        self.bands.probability(jaccard)
    }

    /// Puts a sketch in under a key.
    ///
    /// Args:
    ///     key: Any hashable value.
    ///     minhash: A MinHash, LeanMinHash, or whatever has as many `hashvalues` as the index.
    ///     check_duplication: Whether a key that is there already is an error. Otherwise the key then
    ///         stands for both sketches.
    ///
    /// Raises:
    ///     ValueError: When the key is there already, or the sketch has another number of hash values,
    ///         another scheme or seed than those before.
    #[pyo3(signature = (key, minhash, check_duplication=true))]
    fn insert(
        &self,
        key: &Bound<'_, PyAny>,
        minhash: &Bound<'_, PyAny>,
        check_duplication: bool,
    ) -> PyResult<()> {
        let (hashes, kind) = self.hashed(minhash, self.bands.bands)?;
        self.agree(&kind, true)?;
        self.put(key, &hashes, check_duplication)
    }

    /// The keys of all sets that are likely as similar as the threshold, in the order they came in
    /// (a key that was put in after another was removed may take its place).
    ///
    /// Raises:
    ///     ValueError: When the sketch does not fit those of the index, as for `insert`.
    fn query<'py>(&self, minhash: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        self.query_bands(minhash, self.bands.bands)
    }

    /// Puts many sketches in; quicker than one by one.
    ///
    /// Args:
    ///     keys: As many as sketches.
    ///     minhashes: The sketches, in the order of the keys.
    ///     check_duplication: As for `insert`.
    ///
    /// Raises:
    ///     ValueError: As `insert`, at the first that does not fit; those before it are in.
    #[pyo3(signature = (keys, minhashes, check_duplication=true))]
    fn insert_many(
        &self,
        keys: &Bound<'_, PyAny>,
        minhashes: &Bound<'_, PyAny>,
        check_duplication: bool,
    ) -> PyResult<()> {
        let (mut keys, mut minhashes) = (keys.try_iter()?, minhashes.try_iter()?);
        loop {
            match (keys.next().transpose()?, minhashes.next().transpose()?) {
                (Some(key), Some(minhash)) => self.insert(&key, &minhash, check_duplication)?,
                (None, None) => return Ok(()),
                _ => {
                    return Err(PyValueError::new_err(
                        "there are more keys than sketches, or the other way round",
                    ));
                }
            }
        }
    }

    /// The answer of `query` for each of the sketches.
    fn query_many<'py>(&self, minhashes: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyList>>> {
        let minhashes = minhashes.try_iter()?;
        minhashes.map(|minhash| self.query(&minhash?)).collect()
    }

    /// The keys of sets that share one of the first `b` bands.
    fn _query_b<'py>(&self, minhash: &Bound<'py, PyAny>, b: usize) -> PyResult<Bound<'py, PyList>> {
        if b > self.bands.bands {
            return Err(PyValueError::new_err(
                "b must be less or equal to the number of hash tables",
            ));
        }
        self.query_bands(minhash, b)
    }

    /// Takes a key out.
    ///
    /// Raises:
    ///     ValueError: When it is not there.
    fn remove(&self, key: &Bound<'_, PyAny>) -> PyResult<()> {
        let known = self.entries().keys(key.py());
        let Some(entry) = known.get_item(key)? else {
            return Err(PyValueError::new_err("The given key does not exist"));
        };
        let entry = entry.extract()?;
        known.del_item(key)?;
        let keys = self.entries().remove(entry);
        drop(keys);
        Ok(())
    }

    /// Whether nothing is in the index.
    fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        let known = self.entries().keys(key.py());
        known.contains(key)
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        let known = self.entries().keys(py);
        known.len()
    }

    /// The keys, in the order they came in.
    fn _keys<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        let known = self.entries().keys(py);
        known.keys()
    }

    /// The buckets of each sketch under a key, 8 bytes a band.
    fn _hashes<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let known = self.entries().keys(key.py());
        let Some(entry) = known.get_item(key)? else {
            return Ok(Vec::new());
        };
        let hashes = self.entries().hashes(entry.extract()?);
        Ok(hashes.iter().map(|hash| named(key.py(), *hash)).collect())
    }

    /// The buckets of a band.
    fn _buckets<'py>(&self, py: Python<'py>, band: usize) -> Vec<Bound<'py, PyBytes>> {
        let hashes = self.entries().buckets(band);
        hashes.into_iter().map(|hash| named(py, hash)).collect()
    }

    /// The keys in a bucket of a band, in the order they came in.
    fn _bucket<'py>(
        &self,
        py: Python<'py>,
        band: usize,
        bucket: [u8; 8],
    ) -> PyResult<Bound<'py, PyList>> {
        self.entries().bucket(py, band, u64::from_be_bytes(bucket))
    }

    /// Puts a key in by its buckets, of which there may be several sets.
    fn _put(
        &self,
        key: &Bound<'_, PyAny>,
        buckets: Vec<[u8; 8]>,
        kind: Option<(String, u64)>,
    ) -> PyResult<()> {
        if let Some((scheme, seed)) = kind {
            self.agree(&(scheme.into(), seed), true)?;
        }
        let hashes: Vec<u64> = buckets.into_iter().map(u64::from_be_bytes).collect();
        for hashes in hashes.chunks_exact(self.bands.bands) {
            self.put(key, hashes, false)?;
        }
        Ok(())
    }

    /// Scheme and seed of the sketches in the index.
    #[getter]
    fn _kind(&self) -> Option<(String, u64)> {
        let kind = self.entries().kind.clone();
        kind.map(|(scheme, seed)| (scheme.into_owned(), seed))
    }
}

impl Lsh {
    /// No Python code runs while this is held.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, key: &Bound<'_, PyAny>, hashes: &[u64], is_new: bool) -> PyResult<()> {
        let known = self.entries().keys(key.py());
        let before = known.get_item(key)?;
        if is_new && before.is_some() {
            return Err(PyValueError::new_err("The given key already exists"));
        }
        let before = before.map(|entry| entry.extract()).transpose()?;
        let entry = self.entries().insert(key, hashes, before)?;
        known.set_item(key, entry)
    }

    fn query_bands<'py>(
        &self,
        minhash: &Bound<'py, PyAny>,
        bands: usize,
    ) -> PyResult<Bound<'py, PyList>> {
        let (hashes, kind) = self.hashed(minhash, bands)?;
        self.agree(&kind, false)?;
        self.entries().query(minhash.py(), &hashes)
    }

    /// The hash of each of the first bands of a sketch, and its scheme and seed.
    fn hashed(&self, minhash: &Bound<'_, PyAny>, bands: usize) -> PyResult<(Vec<u64>, Kind)> {
        let rows = self.bands.rows;
        let Ok(own) = minhash.cast::<MinHash>() else {
            return self.hashed_foreign(minhash, bands);
        };
        let own = own.borrow();
        let slots = own.sketch.slots();
        self.fits(slots.len())?;
        let mut bytes = Vec::with_capacity(4 * rows);
        let hashes = slots.chunks_exact(rows).take(bands).zip(0..);
        let hashes = hashes.map(|(slots, band)| {
            bytes.clear();
            bytes.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
            xxh3_64_with_seed(&bytes, band)
        });
        Ok((hashes.collect(), (Cow::Borrowed(SCHEME), own.sketch.seed())))
    }

    /// The same of a sketch of another library: one with `hashvalues`, a row of an array each.
    fn hashed_foreign(
        &self,
        minhash: &Bound<'_, PyAny>,
        bands: usize,
    ) -> PyResult<(Vec<u64>, Kind)> {
        let py = minhash.py();
        self.fits(minhash.len()?)?;
        let values = minhash.getattr(intern!(py, "hashvalues"))?;
        let bytes = values.call_method0(intern!(py, "tobytes"))?;
        let bytes = bytes.cast::<PyBytes>()?.as_bytes();
        let chunks = bytes.chunks_exact(bytes.len() / self.values * self.bands.rows);
        let hashes = chunks.take(bands).zip(0..);
        let hashes = hashes
            .map(|(bytes, band)| xxh3_64_with_seed(bytes, band))
            .collect();
        let scheme = minhash
            .getattr(intern!(py, "scheme"))
            .and_then(|s| s.extract::<String>());
        let seed = minhash
            .getattr(intern!(py, "seed"))
            .and_then(|s| s.extract::<u64>());
        let kind = (scheme.unwrap_or_default().into(), seed.unwrap_or_default());
        Ok((hashes, kind))
    }

    fn fits(&self, values: usize) -> PyResult<()> {
        if values == self.values {
            return Ok(());
        }
        Err(PyValueError::new_err(format!(
            "Expecting minhash with length {}, got {values}",
            self.values
        )))
    }

    /// Sketches of different schemes or seeds never share a band.
    fn agree(&self, kind: &Kind, inserts: bool) -> PyResult<()> {
        let mut entries = self.entries();
        match &entries.kind {
            Some(known) if known == kind => {}
            Some((scheme, seed)) if !entries.is_empty() => {
                return Err(PyValueError::new_err(format!(
                    "MinHash scheme {:?} of seed {} does not match scheme {scheme:?} of seed {seed} of the MinHash previously given to this index",
                    kind.0, kind.1
                )));
            }
            _ if inserts => entries.kind = Some(kind.clone()),
            _ => {}
        }
        Ok(())
    }
}

fn named(py: Python<'_>, hash: u64) -> Bound<'_, PyBytes> {
    PyBytes::new(py, &hash.to_be_bytes())
}
