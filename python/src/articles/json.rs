//! A Python value as JSON.
//!
//! In: what a record of a feed may hold: dicts, lists, strings, numbers, dates. Out: JSON that the
//! readers take. What JSON has no word for is said as well as it can be: a number that is none and
//! pandas' missing values are null, points in time are ISO 8601, scalars of numpy are numbers, anything
//! else is its `str()`.

use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde_json::to_writer;

/// Values inside one another that are looked into; a record of a feed has a few.
const DEPTH: u8 = 64;

/// Writes a value.
///
/// # Errors
/// When values lie too deep in one another, and what Python raises on the way.
pub(super) fn write(value: &Bound<'_, PyAny>, out: &mut Vec<u8>) -> PyResult<()> {
    write_at(value, out, DEPTH)
}

fn write_at(value: &Bound<'_, PyAny>, out: &mut Vec<u8>, depth: u8) -> PyResult<()> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(PyValueError::new_err(
            "a record holds values inside values inside values without end",
        ));
    };
    if let Ok(text) = value.cast::<PyString>() {
        string(text, out);
    } else if value.is_none() {
        null(out);
    } else if let Ok(dict) = value.cast::<PyDict>() {
        object(dict, out, depth)?;
    } else if let Ok(list) = value.cast::<PyList>() {
        array(list.iter(), out, depth)?;
    } else if let Ok(tuple) = value.cast::<PyTuple>() {
        array(tuple.iter(), out, depth)?;
    } else if let Ok(truth) = value.cast::<PyBool>() {
        out.extend_from_slice(if truth.is_true() { b"true" } else { b"false" });
    } else if value.is_instance_of::<PyInt>() {
        out.extend_from_slice(value.str()?.to_string_lossy().as_bytes());
    } else if let Ok(number) = value.cast::<PyFloat>() {
        // Not a number is null for this writer, too.
        let _ = to_writer(out, &number.value());
    } else if let Ok(bytes) = value.cast::<PyBytes>() {
        match std::str::from_utf8(bytes.as_bytes()) {
            Ok(text) => drop(to_writer(out, text)),
            Err(_) => null(out),
        }
    } else {
        other(value, out, depth)?;
    }
    Ok(())
}

/// A string; half a surrogate pair, which Python allows, becomes the sign for what cannot be read.
fn string(text: &Bound<'_, PyString>, out: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let _ = to_writer(out, &text.to_string_lossy());
}

fn null(out: &mut Vec<u8>) {
    out.extend_from_slice(b"null");
}

fn object(dict: &Bound<'_, PyDict>, out: &mut Vec<u8>, depth: u8) -> PyResult<()> {
    out.push(b'{');
    for (at, (key, value)) in dict.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        string(&key.str()?, out);
        out.push(b':');
        write_at(&value, out, depth)?;
    }
    out.push(b'}');
    Ok(())
}

fn array<'py>(
    elements: impl Iterator<Item = Bound<'py, PyAny>>,
    out: &mut Vec<u8>,
    depth: u8,
) -> PyResult<()> {
    out.push(b'[');
    for (at, element) in elements.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_at(&element, out, depth)?;
    }
    out.push(b']');
    Ok(())
}

/// Dates, scalars and arrays of numpy, and whatever can say itself as a string.
fn other(value: &Bound<'_, PyAny>, out: &mut Vec<u8>, depth: u8) -> PyResult<()> {
    let py = value.py();
    if value.ne(value).is_ok_and(|unlike_itself| unlike_itself)
        || value.get_type().name()? == "NAType"
    {
        null(out);
    } else if value.hasattr(intern!(py, "isoformat"))? {
        let text = value.call_method0(intern!(py, "isoformat"))?;
        write_at(&text, out, depth)?;
    } else if value.hasattr(intern!(py, "tolist"))? {
        let plain = value.call_method0(intern!(py, "tolist"))?;
        write_at(&plain, out, depth)?;
    } else {
        string(&value.str()?, out);
    }
    Ok(())
}
