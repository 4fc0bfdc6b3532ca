//! Many sketches at once: elements are hashed under the interpreter's lock, sets sketched without it.

use std::collections::VecDeque;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyType};
use rayon::prelude::*;
use samestory::detect::copies::minhash::MinHash as Sketch;

use super::hash::Hashing;
use super::{MinHash, SCHEME};
use crate::run::detached;

/// Elements that are hashed before their sets are sketched.
const ELEMENTS_AT_ONCE: usize = 1 << 20;

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
    ready: VecDeque<Sketch>,
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
            ready: VecDeque::new(),
        })
    }

    /// Sketches the next sets.
    fn refill(&mut self, py: Python<'_>) -> PyResult<()> {
        let Some(sets) = &self.sets else {
            return Ok(());
        };
        let mut sets = sets.bind(py).clone();
        let (mut hashes, mut ends) = (Vec::new(), Vec::new());
        while hashes.len() < ELEMENTS_AT_ONCE && ends.len() < SETS_AT_ONCE {
            let Some(set) = sets.next() else {
                self.sets = None;
                break;
            };
            self.hashing.all(&set?, &mut hashes)?;
            ends.push(hashes.len());
        }
        let empty = &self.empty;
        self.ready = detached(py, None, None, |_| {
            let starts = std::iter::once(&0).chain(&ends);
            let sets: Vec<_> = starts.zip(&ends).collect();
            let sketched = sets.into_par_iter().map(|(&start, &end)| {
                let mut sketch = empty.clone();
                sketch.add_all(&hashes[start..end]);
                sketch
            });
            Ok(sketched.collect::<Vec<_>>().into())
        })?;
        Ok(())
    }
}

#[pymethods]
impl Sketches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        if self.ready.is_empty() {
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
