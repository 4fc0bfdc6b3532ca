//! Arrow's record batches as the columns of a table.

use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_json::LineDelimitedWriter;
use arrow_schema::{ArrowError, DataType};
use samestory::Error;
use samestory_cli::read::Columns;

/// Batches one after the other.
#[derive(Debug)]
pub(crate) struct Batches {
    batches: Vec<RecordBatch>,
    /// The first row of each, and the number of all.
    starts: Vec<usize>,
}

impl Batches {
    /// Takes batches of one schema.
    ///
    /// # Errors
    /// When there are more rows than positions.
    pub(super) fn new(mut batches: Vec<RecordBatch>) -> Result<Self, Error> {
        batches.retain(|batch| batch.num_rows() > 0);
        let mut starts = vec![0];
        for batch in &batches {
            starts.push(starts[starts.len() - 1] + batch.num_rows());
        }
        let rows = starts[starts.len() - 1];
        if u32::try_from(rows).is_err() {
            return Err(Error::usage(format!("a table of {rows} rows"))
                .help("write it to Parquet files and give their paths"));
        }
        Ok(Self { batches, starts })
    }

    /// The batch that holds a row.
    fn of(&self, row: usize) -> usize {
        self.starts.partition_point(|&start| start <= row) - 1
    }
}

impl Columns for Batches {
    fn rows(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    fn names(&self) -> Vec<String> {
        let fields = self
            .batches
            .first()
            .map(|batch| batch.schema_ref().fields().iter());
        fields
            .into_iter()
            .flatten()
            .map(|field| field.name().clone())
            .collect()
    }

    fn string(&self, column: usize, row: usize) -> Option<&str> {
        let at = self.of(row);
        let column = self.batches.get(at)?.columns().get(column)?;
        let row = row - self.starts[at];
        if column.is_null(row) {
            return None;
        }
        match column.data_type() {
            DataType::Utf8 => Some(column.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row)),
            DataType::Utf8View => Some(column.as_string_view().value(row)),
            _ => None,
        }
    }

    fn lines(&self, rows: Range<usize>, columns: &[usize]) -> Result<Vec<u8>, Error> {
        let mut lines = Vec::new();
        let mut start = rows.start;
        while start < rows.end {
            let at = self.of(start);
            let end = rows.end.min(self.starts[at + 1]);
            let slice = self.batches[at].slice(start - self.starts[at], end - start);
            write(&slice, columns, &mut lines).map_err(|cause| {
                Error::input(format!("a column cannot be read: {cause}"))
                    .help("leave it out, or make strings of it")
            })?;
            start = end;
        }
        Ok(lines)
    }
}

fn write(rows: &RecordBatch, columns: &[usize], lines: &mut Vec<u8>) -> Result<(), ArrowError> {
    let mut writer = LineDelimitedWriter::new(lines);
    writer.write(&rows.project(columns)?)?;
    writer.finish()
}
