//! Elements as 64-bit hashes.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyList, PyString};

/// The hash function of a sketch; the default one is called without Python.
#[derive(Debug)]
pub(super) struct Hashing(Option<Py<PyAny>>);

impl Hashing {
    /// Takes a function; none, and the default one itself, mean the default.
    pub(super) fn new(py: Python<'_>, function: Option<Py<PyAny>>) -> PyResult<Self> {
        let Some(function) = function else {
            return Ok(Self(None));
        };
        if !function.bind(py).is_callable() {
            return Err(PyValueError::new_err("The hashfunc must be a callable."));
        }
        let is_default = default_function(py)?.is(&function);
        Ok(Self((!is_default).then_some(function)))
    }

    /// The function, the default one included.
    pub(super) fn function(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match &self.0 {
            Some(function) => Ok(function.clone_ref(py)),
            None => Ok(default_function(py)?.clone_ref(py)),
        }
    }

    /// The function where it is not the default.
    pub(super) fn own(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.0.as_ref().map(|function| function.clone_ref(py))
    }

    /// The hash of an element.
    #[inline]
    pub(super) fn of(&self, element: &Bound<'_, PyAny>) -> PyResult<u64> {
        match &self.0 {
            None => xxh3_64(element),
            Some(function) => called(function.bind(element.py()), element),
        }
    }

    /// Appends the hashes of all elements.
    pub(super) fn all(&self, elements: &Bound<'_, PyAny>, hashes: &mut Vec<u64>) -> PyResult<()> {
        if let Ok(list) = elements.cast::<PyList>() {
            hashes.reserve(list.len());
            for element in list {
                hashes.push(self.of(&element)?);
            }
        } else {
            for element in elements.try_iter()? {
                hashes.push(self.of(&element?)?);
            }
        }
        Ok(())
    }
}

fn called(function: &Bound<'_, PyAny>, element: &Bound<'_, PyAny>) -> PyResult<u64> {
    let hash = function.call1((element,))?;
    hash.extract::<u64>().map_err(|_| {
        let found = hash.repr().map_or_else(|_| String::new(), |repr| repr.to_string());
        PyValueError::new_err(format!(
            "hashfunc returned a value out of range: {found}; help: give an integer of 0 to 2**64 - 1"
        ))
    })
}

/// The default hash function: XXH3, 64 bits, of bytes or of the UTF-8 of a string.
///
/// Raises:
///     TypeError: For anything else, which asks for a hashfunc of its own.
#[pyfunction]
#[inline]
pub(crate) fn xxh3_64(b: &Bound<'_, PyAny>) -> PyResult<u64> {
    if let Ok(text) = b.cast_exact::<PyString>() {
        return Ok(xxhash_rust::xxh3::xxh3_64(text.to_str()?.as_bytes()));
    }
    if let Ok(bytes) = b.cast_exact::<PyBytes>() {
        return Ok(xxhash_rust::xxh3::xxh3_64(bytes.as_bytes()));
    }
    unusual(b)
}

/// Subclasses, and what has its bytes to give: arrays and scalars of NumPy, byte arrays.
#[cold]
fn unusual(element: &Bound<'_, PyAny>) -> PyResult<u64> {
    let bytes = if let Ok(text) = element.cast::<PyString>() {
        text.to_str()?.as_bytes().to_vec()
    } else if let Ok(bytes) = element.extract::<Vec<u8>>()
        && !element.is_instance_of::<PyList>()
    {
        bytes
    } else if element.hasattr("tobytes")? {
        element.call_method0("tobytes")?.extract()?
    } else {
        return Err(PyTypeError::new_err(format!(
            "an element is a {}; help: encode it as bytes or a string, or pass a hashfunc",
            element.get_type().name()?
        )));
    };
    Ok(xxhash_rust::xxh3::xxh3_64(&bytes))
}

fn default_function(py: Python<'_>) -> PyResult<&Py<PyAny>> {
    static FUNCTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    FUNCTION.get_or_try_init(py, || {
        let module = py.import("samestory._samestory")?;
        Ok(module.getattr("xxh3_64")?.unbind())
    })
}
