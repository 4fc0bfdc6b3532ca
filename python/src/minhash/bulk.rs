//! Many sketches at once: elements are hashed under the interpreter's lock, some sets at a time, while the sets
//! before these are sketched by a thread that does without it. One is enough for strings of Python's, which take longer
//! to be reached than to be sketched (hashes in arrays wait for it); it ends with its sets, so that a process may fork
//! between calls.

use std::collections::VecDeque;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyType};
use samestory::detect::copies::minhash::MinHash as Sketch;

use super::hash::Hashing;
use super::{MinHash, SCHEME};
use crate::errors;

/// Elements that are hashed before their sets are sketched: half a megabyte, which is still near when they are.
const ELEMENTS_AT_ONCE: usize = 1 << 16;

/// Sets that are sketched before the first is given.
const SETS_AT_ONCE: usize = 1 << 12;

/// An iterator of sketches.
#[pyclass]
#[derive(Debug)]
pub(crate) struct Sketches {
    sets: Option<Py<PyIterator>>,
    class: Py<PyType>,
    arguments: Py<PyDict>,
    empty: Sketch,
    hashing: Hashing,
    hashed: Hashed,
    ready: VecDeque<Sketch>,
}

/// Sets whose elements were hashed.
#[derive(Debug, Default)]
struct Hashed {
    hashes: Vec<u64>,
    /// Where each set ends.
    ends: Vec<usize>,
}

impl Hashed {
    fn sketched(&self, empty: &Sketch) -> VecDeque<Sketch> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let sketched = starts.zip(&self.ends).map(|(&start, &end)| {
            let mut sketch = empty.clone();
            sketch.add_all(&self.hashes[start..end]);
            sketch
        });
        sketched.collect()
    }
}

impl Sketches {
    pub(super) fn new(
        class: &Bound<'_, PyType>,
        sets: &Bound<'_, PyAny>,
        arguments: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = class.py();
        let template = class.call((), arguments)?;
        let template = template.cast::<MinHash>()?.borrow();
        let arguments = arguments.map_or_else(|| Ok(PyDict::new(py)), PyDictMethods::copy)?;
        arguments.set_item("scheme", SCHEME)?;
        Ok(Self {
            sets: Some(sets.try_iter()?.unbind()),
            class: class.clone().unbind(),
            arguments: arguments.unbind(),
            empty: template.sketch.clone(),
            hashing: Hashing::new(py, template.hashing.own(py))?,
            hashed: Hashed::default(),
            ready: VecDeque::new(),
        })
    }

    /// Sketches the sets that were hashed, and hashes the next ones.
    fn refill(&mut self, py: Python<'_>) -> PyResult<()> {
        let hashed = std::mem::take(&mut self.hashed);
        let empty = self.empty.clone();
        let (sketched, next) = std::thread::scope(|scope| {
            let sketched = scope.spawn(|| hashed.sketched(&empty));
            let next = self.hash(py);
            (sketched.join(), next)
        });
        self.ready = sketched.map_err(|panic| errors::defect(py, &*panic))?;
        next
    }

    /// Hashes the next sets.
    fn hash(&mut self, py: Python<'_>) -> PyResult<()> {
        py.check_signals()?;
        let Some(sets) = &self.sets else {
            return Ok(());
        };
        let mut sets = sets.bind(py).clone();
        let Hashed { hashes, ends } = &mut self.hashed;
        while hashes.len() < ELEMENTS_AT_ONCE && ends.len() < SETS_AT_ONCE {
            let Some(set) = sets.next() else {
                self.sets = None;
                break;
            };
            let before = hashes.len();
            // Nothing of a set that cannot be read is left for the next one.
            if let Err(error) = set.and_then(|set| self.hashing.all(&set, hashes)) {
                hashes.truncate(before);
                return Err(error);
            }
            ends.push(hashes.len());
        }
        Ok(())
    }
}

#[pymethods]
impl Sketches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        while self.ready.is_empty() && !(self.sets.is_none() && self.hashed.ends.is_empty()) {
            self.refill(py)?;
        }
        let Some(sketch) = self.ready.pop_front() else {
            return Ok(None);
        };
        let class = self.class.bind(py);
        if class.is(py.get_type::<MinHash>()) {
            let made = MinHash {
                sketch,
                hashing: Hashing::new(py, self.hashing.own(py))?,
            };
            return Ok(Some(Py::new(py, made)?.into_any()));
        }
        let arguments = self.arguments.bind(py);
        arguments.set_item("hashvalues", super::values::bytes(py, sketch.slots()))?;
        Ok(Some(class.call((), Some(arguments))?.unbind()))
    }
}
