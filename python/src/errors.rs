//! What goes wrong, as Python exceptions with the same words.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use samestory::{Error, ErrorKind};

/// The exception of an error: a class of `samestory._errors`, with place and repair as attributes.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let class = match error.kind() {
        ErrorKind::Io => "ReadError",
        ErrorKind::Input => "InputError",
        ErrorKind::Config => "ConfigError",
        ErrorKind::Incompatible => "IncompatibleError",
        _ => "UsageError",
    };
    made(py, class, &error.to_string(), |attributes| {
        let place = error.place();
        attributes.set_item("path", place.path.as_deref())?;
        attributes.set_item("record", place.record)?;
        attributes.set_item("article", place.article.as_deref())?;
        attributes.set_item("repair", error.repair())
    })
}

/// The exception that stands for a panic: a defect of this package.
pub(crate) fn defect(py: Python<'_>, panic: &(dyn std::any::Any + Send)) -> PyErr {
    let words = (panic.downcast_ref::<&str>().copied())
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let message = format!(
        "samestory has a defect: {}; help: please report it with what was given",
        words.unwrap_or("it gave up without a reason")
    );
    made(py, "DefectError", &message, |_| Ok(()))
}

fn made(
    py: Python<'_>,
    class: &str,
    message: &str,
    fill: impl FnOnce(&Bound<'_, PyDict>) -> PyResult<()>,
) -> PyErr {
    let attributes = PyDict::new(py);
    let made = fill(&attributes)
        .and_then(|()| py.import("samestory._errors"))
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call((message,), Some(&attributes)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}
