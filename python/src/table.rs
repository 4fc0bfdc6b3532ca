//! Records as an Arrow table, which any library takes over without a copy.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_json::writer::JsonArray;
use arrow_json::{ReaderBuilder, WriterBuilder};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use samestory_cli::write;
use serde::Serialize;

/// Rows of a batch.
const BATCH: usize = 1 << 14;

/// A table in memory.
#[pyclass(frozen, skip_from_py_object)]
#[derive(Debug, Clone)]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    /// Lays records out as columns.
    ///
    /// # Errors
    /// When a record does not have the fields of the schema, which is a defect.
    pub(crate) fn of<R: Serialize>(records: &[R], schema: SchemaRef) -> PyResult<Self> {
        let batch = |records: &[R]| -> Result<Option<RecordBatch>, ArrowError> {
            let mut decoder = ReaderBuilder::new(Arc::clone(&schema))
                .with_batch_size(BATCH)
                .with_strict_mode(true)
                .build_decoder()?;
            decoder.serialize(records)?;
            decoder.flush()
        };
        let batches = records
            .chunks(BATCH)
            .filter_map(|some| batch(some).transpose());
        let batches = batches.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        Ok(Self { schema, batches })
    }
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let fields = self.schema.fields().iter();
        fields.map(|field| field.name().clone()).collect()
    }

    /// The rows, at most so many, as a list in JSON, empty fields as null.
    #[pyo3(signature = (most=None))]
    fn json(&self, most: Option<usize>) -> PyResult<String> {
        let mut writer = WriterBuilder::new()
            .with_explicit_nulls(true)
            .build::<_, JsonArray>(Vec::new());
        let mut left = most.unwrap_or(usize::MAX);
        for batch in &self.batches {
            let rows = left.min(batch.num_rows());
            writer.write(&batch.slice(0, rows)).map_err(failed)?;
            left -= rows;
        }
        writer.finish().map_err(failed)?;
        text(writer.into_inner())
    }

    /// The table by Arrow's PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A consumer casts what it wants otherwise; the interface leaves that open.
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let stream = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(stream));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

/// Records as the lines of JSON that the program writes.
pub(crate) fn lines<R: Serialize>(records: impl IntoIterator<Item = R>) -> PyResult<String> {
    let mut lines = Vec::new();
    write::lines(&mut lines, records)?;
    text(lines)
}

fn text(json: Vec<u8>) -> PyResult<String> {
    String::from_utf8(json).map_err(|cause| PyRuntimeError::new_err(cause.to_string()))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "used as a function of map_err"
)]
fn failed(cause: ArrowError) -> PyErr {
    PyRuntimeError::new_err(cause.to_string())
}
