//! Hash values as NumPy arrays, bytes and buffers.

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

/// An array of dtype uint32 with these values.
pub(super) fn array<'py>(py: Python<'py>, values: &[u32]) -> PyResult<Bound<'py, PyAny>> {
    let bytes = bytes(py, values);
    let numpy = py.import(intern!(py, "numpy"))?;
    let array = numpy.call_method1(intern!(py, "frombuffer"), (bytes, intern!(py, "<u4")))?;
    // A copy may be written to.
    array.call_method0(intern!(py, "copy"))
}

/// The values as bytes, the lowest first.
pub(super) fn bytes<'py>(py: Python<'py>, values: &[u32]) -> Bound<'py, PyBytes> {
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    PyBytes::new(py, &bytes)
}

/// Takes hash values over: an array or list of numbers, or bytes as [`bytes`] gives them.
pub(super) fn taken(values: &Bound<'_, PyAny>) -> PyResult<Box<[u32]>> {
    if let Ok(bytes) = values.cast::<PyBytes>() {
        let (numbers, rest) = bytes.as_bytes().as_chunks::<4>();
        if rest.is_empty() {
            return Ok(numbers
                .iter()
                .map(|&number| u32::from_le_bytes(number))
                .collect());
        }
    }
    let numbers = values.call_method0(intern!(values.py(), "tolist"));
    let numbers = numbers.as_ref().unwrap_or(values);
    let taken: Vec<u32> = numbers.extract().map_err(|_| {
        PyValueError::new_err("hash values are out of range; help: give integers of 0 to 2**32 - 1")
    })?;
    Ok(taken.into())
}

/// Hashes of elements from a buffer of 64-bit integers.
pub(super) fn hashes(values: &Bound<'_, PyAny>) -> PyResult<Vec<u64>> {
    let py = values.py();
    let unsigned = |values: &Bound<'_, PyAny>| PyBuffer::<u64>::get(values)?.to_vec(py);
    unsigned(values).or_else(|_| {
        // Whatever NumPy can make such an array of without changing a value.
        let arguments = PyDict::new(py);
        arguments.set_item("casting", "safe")?;
        arguments.set_item("copy", false)?;
        let numpy = py.import(intern!(py, "numpy"))?;
        let array = numpy.call_method1(intern!(py, "asarray"), (values,))?;
        let array = array.call_method("astype", ("uint64",), Some(&arguments))?;
        unsigned(&numpy.call_method1(intern!(py, "ascontiguousarray"), (array,))?)
    })
}
