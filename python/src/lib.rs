//! The Python package: the library and the readers of the program, called from Python.
//!
//! Nothing is computed here that they do not compute: this crate turns Python's articles into an
//! [`samestory::ArticleSource`], and records into Arrow tables. Long work runs without the interpreter's
//! lock ([`run`]); what goes wrong becomes an exception ([`errors`]).

#![expect(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    reason = "doc comments of what Python sees are docstrings, which are no Markdown"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "PyO3 hands arguments over as values"
)]

mod articles;
mod detection;
mod errors;
mod lsh;
mod minhash;
mod run;
mod schema;
mod settings;
mod spark;
mod table;

use pyo3::prelude::*;

/// Articles and records are many small pieces, as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The compiled half of the package; `samestory` gives its names to users.
#[pymodule(gil_used = false)]
mod _samestory {
    use samestory::detect::copies::parts;

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use crate::articles::{Records, Source};
    #[pymodule_export]
    use crate::detection::{Found, cluster, compared, dedup};
    #[pymodule_export]
    use crate::lsh::Lsh;
    #[pymodule_export]
    use crate::minhash::{MinHash, Sketches, xxh3_64};
    #[pymodule_export]
    use crate::run::defect;
    #[pymodule_export]
    use crate::spark::{
        Known, spark_boilerplate, spark_buckets, spark_budget, spark_check, spark_company,
        spark_components, spark_crowd, spark_dates, spark_families, spark_firsts, spark_judge,
        spark_keys, spark_likely, spark_likeness, spark_listed, spark_meet, spark_postings,
        spark_rarest, spark_rename, spark_scan, spark_select, spark_settings, spark_strip,
        spark_texts, spark_under, spark_votes,
    };
    // Where the phases draw lines that Spark's joins draw with them.
    #[pymodule_export]
    const SPARK_ASKED: u8 = parts::PAIRS;
    #[pymodule_export]
    const SPARK_SURE: u32 = parts::SURE;
    #[pymodule_export]
    const SPARK_PART: u8 = parts::PART;
    #[pymodule_export]
    const SPARK_SKETCHED: u8 = parts::NEAR | parts::CHARACTERS;
    #[pymodule_export]
    const SPARK_SIGNATURE: (usize, usize) = parts::SIGNATURE;
    #[pymodule_export]
    const SPARK_BOILERPLATE: (usize, usize, usize) =
        (parts::CANDIDATES, parts::ARTICLES, parts::SAMPLE);
    #[pymodule_export]
    use crate::table::Table;
}
