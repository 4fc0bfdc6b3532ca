//! Which keys have company, and the articles under those.

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_pyarrow::PyArrowType;
use pyo3::prelude::*;
use samestory::Error;
use samestory::detect::copies::parts;
use samestory::detect::roster::Rank;

use super::alone;
use super::columns::{Columns, batch, blobs, flags, ints};
use super::first::{nodes, plan};
use crate::settings;

/// The keys by which nodes may meet, packed by bucket; `piece` is the first rank of these nodes.
#[pyfunction]
pub(crate) fn spark_keys(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    characters: bool,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let (plan, buckets) = plan(&settings::config(config)?, articles, characters)?;
        let nodes = nodes(Columns(&rows.0))?;
        let first = nodes.first().map_or(0, |node| node.0);
        let packed = parts::keys(&nodes, &plan, buckets);
        let full = || (0..).zip(&packed).filter(|(_, bytes)| !bytes.is_empty());
        batch(vec![
            ("bucket", ints(full().map(|(bucket, _)| bucket))),
            ("piece", ints(full().map(|_| first))),
            ("keys", blobs(full().map(|(_, bytes)| bytes))),
        ])
    })
    .map(PyArrowType)
}

/// A bucket, its rows, and what a column has of each.
type OfBucket<'a> = (u32, Vec<usize>, Vec<&'a [u8]>);

/// Rows of one bucket after the other, and what a column has of them.
pub(super) fn by_bucket<'a>(columns: Columns<'a>, name: &str) -> Result<Vec<OfBucket<'a>>, Error> {
    let (of, pieces) = (columns.unsigned("bucket")?, columns.bytes(name)?);
    let mut order: Vec<usize> = (0..columns.rows()).collect();
    order.sort_by_key(|&row| of[row]);
    let buckets = order.chunk_by(|&x, &y| of[x] == of[y]);
    let of_rows = |rows: &[usize]| {
        let pieces = rows.iter().map(|&row| pieces.value(row)).collect();
        (of[rows[0]], rows.to_vec(), pieces)
    };
    Ok(buckets.map(of_rows).collect())
}

/// How many articles have each key of the buckets of some rows, each whole: for each `piece` an `answer`, the bucket and a class a
/// key; and, `hot`, excerpt keys that too many have.
#[pyfunction]
pub(crate) fn spark_company(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    characters: bool,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let (_, buckets) = plan(&settings::config(config)?, articles, characters)?;
        let columns = Columns(&rows.0);
        let piece_of = columns.unsigned("piece")?;
        let mut answers: Vec<(Rank, Vec<u8>, bool)> = Vec::new();
        for (bucket, rows, pieces) in by_bucket(columns, "keys")? {
            let found = parts::company(bucket, &pieces, buckets)?;
            for (row, classes) in rows.into_iter().zip(found.classes) {
                let answer = [&bucket.to_le_bytes()[..], &classes].concat();
                answers.push((piece_of[row], answer, false));
            }
            if !found.hot.is_empty() {
                let keys = found.hot.into_iter().flat_map(u32::to_le_bytes);
                answers.push((0, keys.collect(), true));
            }
        }
        batch(vec![
            ("piece", ints(answers.iter().map(|row| row.0))),
            ("answer", blobs(answers.iter().map(|row| &row.1))),
            ("hot", flags(answers.iter().map(|row| row.2))),
        ])
    })
    .map(PyArrowType)
}

/// Articles under the keys that have company, packed by bucket: the nodes of one piece, with its `answers`.
#[pyfunction]
pub(crate) fn spark_postings(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    characters: bool,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let (plan, buckets) = plan(&settings::config(config)?, articles, characters)?;
        let columns = Columns(&rows.0);
        let lists = columns.lists("answers")?;
        let mut classes: Vec<&[u8]> = vec![&[]; buckets.count() as usize];
        for answer in lists.values().as_binary::<i32>().iter().flatten() {
            if let Some((bucket, of)) = answer.split_first_chunk() {
                let bucket = u32::from_le_bytes(*bucket) as usize;
                classes
                    .get_mut(bucket)
                    .into_iter()
                    .for_each(|known| *known = of);
            }
        }
        let packed = parts::postings(&nodes(columns)?, &plan, buckets, &classes)?;
        let full = || (0..).zip(&packed).filter(|(_, bytes)| !bytes.is_empty());
        batch(vec![
            ("bucket", ints(full().map(|(bucket, _)| bucket))),
            ("postings", blobs(full().map(|(_, bytes)| bytes))),
        ])
    })
    .map(PyArrowType)
}

/// Excerpt keys in bytes of four each, sorted.
pub(super) fn read_keys(bytes: &[u8]) -> Vec<u32> {
    let (keys, _) = bytes.as_chunks::<4>();
    let mut keys: Vec<u32> = keys.iter().map(|key| u32::from_le_bytes(*key)).collect();
    keys.sort_unstable();
    keys
}

/// Articles under some excerpt keys: `rank`, `key`, `words`; `only` those that have no others.
#[pyfunction]
pub(crate) fn spark_under(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    keys: &[u8],
    only: bool,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let found = parts::under(&nodes(Columns(&rows.0))?, &read_keys(keys), only);
        batch(vec![
            ("rank", ints(found.iter().map(|row| row.0))),
            ("key", ints(found.iter().map(|row| row.1))),
            ("words", ints(found.iter().map(|row| row.2))),
        ])
    })
    .map(PyArrowType)
}
