//! Where articles come from: files, Python's own objects, and tables that lie in memory.

mod batches;
mod json;
mod records;
mod source;

pub(crate) use records::Records;

use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_pyarrow::PyArrowType;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use samestory::{ArticleSource, Scan};
use samestory_cli::read::{self, Input, Problems};

use crate::errors;
use crate::run::detached;
use crate::schema;
use crate::settings::Reading;
use crate::table::{Table, lines};
use batches::Batches;
pub(crate) use source::Opened;

/// Articles that were read, and the account of what was not.
#[pyclass(frozen)]
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) opened: Opened,
}

#[pymethods]
impl Source {
    /// Reads files and folders of any format.
    #[staticmethod]
    fn of_paths(
        py: Python<'_>,
        paths: Vec<PathBuf>,
        reading: &str,
        jobs: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let inputs: Vec<Input> = paths.iter().map(Input::from).collect();
        Self::read(py, &inputs, reading, jobs, progress.as_ref())
    }

    /// Reads records that Python gave.
    #[staticmethod]
    fn of_records(
        py: Python<'_>,
        records: &Records,
        reading: &str,
        jobs: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let inputs = [records.input("articles.jsonl")];
        Self::read(py, &inputs, reading, jobs, progress.as_ref())
    }

    /// Reads a table that has Arrow's PyCapsule interface.
    #[staticmethod]
    fn of_table(
        py: Python<'_>,
        table: PyArrowType<RecordBatchStreamReader>,
        reading: &str,
        jobs: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let batches = table.0.collect::<Result<Vec<RecordBatch>, _>>();
        let batches = batches.map_err(|cause| PyValueError::new_err(cause.to_string()))?;
        let feed = detached(py, jobs, progress.as_ref(), |watch| {
            let options = Reading::options(reading)?;
            let batches = Batches::new(batches)?;
            let rows = read::Columns::rows(&batches) as u64;
            watch.stage("read", rows);
            let told = |read| watch.reached(read, rows);
            read::open_columns(batches, Path::new("table"), &options, &told)
        })?;
        Ok(Self {
            opened: Opened::Table(Box::new(feed)),
        })
    }

    fn __len__(&self) -> usize {
        self.opened.len()
    }

    /// How many records made no article, and the first of them.
    fn rejected(&self) -> PyResult<(u64, Table)> {
        problems(self.opened.rejected())
    }

    /// How many things are wrong with articles, and the first of them.
    fn warnings(&self) -> PyResult<(u64, Table)> {
        problems(self.opened.warnings())
    }

    /// Names and reasons of the files that were found and not read.
    fn skipped(&self) -> Vec<(PathBuf, String)> {
        let skipped = self.opened.skipped().iter();
        skipped
            .map(|file| (file.path.clone(), file.reason.clone()))
            .collect()
    }

    /// Records that are as they should be and make no article, by the reason.
    fn asides(&self) -> Vec<(&'static str, u64)> {
        self.opened.asides()
    }

    /// Which fields became which, as lines of JSON.
    fn mapping(&self) -> PyResult<String> {
        lines(self.opened.mapping())
    }

    /// The number of the record of each article in its input, 0 the first; none of files that are one.
    fn records(&self) -> Vec<Option<u64>> {
        (0..self.opened.len())
            .map(|position| self.opened.record(position))
            .collect()
    }

    /// How many rows the table has that was read; 0 for files.
    fn rows(&self) -> usize {
        match &self.opened {
            Opened::Files(_) => 0,
            Opened::Table(feed) => feed.rows(),
        }
    }

    /// An article as a line of JSON.
    fn article(&self, py: Python<'_>, position: usize) -> PyResult<String> {
        let article = self.opened.article(position);
        lines([article.map_err(|error| errors::exception(py, &error))?])
    }

    /// Passes on the records of files, those of articles only at the positions that stay.
    fn write(&self, py: Python<'_>, path: PathBuf, kept: Vec<usize>) -> PyResult<()> {
        detached(py, None, None, |_| self.opened.write(&path, &kept))
    }

    /// The articles as they were read.
    fn articles(&self, py: Python<'_>) -> PyResult<Table> {
        let articles = detached(py, None, None, |_| {
            self.opened.scan(|_, article| article.to_article())
        })?;
        Table::of(&articles, schema::articles())
    }
}

impl Source {
    fn read(
        py: Python<'_>,
        inputs: &[Input],
        reading: &str,
        jobs: Option<usize>,
        progress: Option<&Py<PyAny>>,
    ) -> PyResult<Self> {
        let feed = detached(py, jobs, progress, |watch| {
            let options = Reading::options(reading)?;
            watch.stage("read", 0);
            read::open(inputs, &options, &|at| {
                watch.reached(at.bytes, at.total.unwrap_or(0));
            })
        })?;
        Ok(Self {
            opened: Opened::Files(Box::new(feed)),
        })
    }
}

fn problems(problems: &Problems) -> PyResult<(u64, Table)> {
    let first = Table::of(problems.first(), schema::problems())?;
    Ok((problems.count(), first))
}
