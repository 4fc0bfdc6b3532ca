//! Records that Python gives one after the other, as lines of JSON.

use pyo3::prelude::*;
use samestory_cli::read::Input;

use super::json;

/// Records that were taken so far.
#[pyclass]
#[derive(Debug, Default)]
pub(crate) struct Records {
    lines: Vec<u8>,
    count: usize,
}

#[pymethods]
impl Records {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Takes a record: a dict, or anything else, which is then rejected with its place.
    fn add(&mut self, record: &Bound<'_, PyAny>) -> PyResult<()> {
        json::write(record, &mut self.lines)?;
        self.lines.push(b'\n');
        self.count += 1;
        Ok(())
    }

    fn __len__(&self) -> usize {
        self.count
    }
}

impl Records {
    /// The records as an input of this name, whose lines are their numbers.
    pub(crate) fn input(&self, name: &str) -> Input {
        Input::bytes(name, &self.lines)
    }
}
