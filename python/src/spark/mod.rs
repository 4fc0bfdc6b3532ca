//! What executors of a Spark cluster run: the library's phases on record batches.
//!
//! In and out are record batches whose columns `samestory.spark` names; the phases themselves are
//! [`samestory::detect::copies::parts`]. Nothing here is promised to anyone else.

mod columns;
mod company;
mod first;
mod meet;
mod pairs;
mod ties;

use pyo3::prelude::*;
use samestory::Error;

use crate::errors;

pub(crate) use company::{spark_company, spark_keys, spark_postings, spark_under};
pub(crate) use first::{spark_dates, spark_firsts, spark_scan, spark_texts};
pub(crate) use meet::{
    spark_buckets, spark_budget, spark_check, spark_crowd, spark_likely, spark_likeness,
    spark_meet, spark_rarest, spark_settings,
};
pub(crate) use pairs::{
    Known, spark_boilerplate, spark_components, spark_judge, spark_select, spark_strip, spark_votes,
};
pub(crate) use ties::{spark_families, spark_listed, spark_rename};

/// Does work without the interpreter's lock.
fn alone<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, Error> + Send) -> PyResult<T> {
    py.detach(work)
        .map_err(|error| errors::exception(py, &error))
}
