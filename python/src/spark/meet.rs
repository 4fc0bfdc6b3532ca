//! Articles that meet under a key, and which of them are candidates.

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, BinaryArray, RecordBatch};
use arrow_pyarrow::PyArrowType;
use pyo3::prelude::*;
use samestory::Error;
use samestory::config::{Keep, Profile};
use samestory::detect::copies::parts::{self, Crowd, Met, Node, SIGNATURE};
use samestory::detect::roster::Rank;

use super::alone;
use super::columns::{Columns, batch, blobs, by_rank, flags, ints, place, smalls};
use super::company::{by_bucket, read_keys};
use super::first::plan;
use crate::settings;

/// How many buckets and bands there are.
#[pyfunction]
pub(crate) fn spark_buckets(
    py: Python<'_>,
    config: &str,
    articles: usize,
    characters: bool,
) -> PyResult<(u32, usize, usize)> {
    alone(py, || {
        let (plan, buckets) = plan(&settings::config(config)?, articles, characters)?;
        Ok((buckets.count(), plan.bands(), plan.rows()))
    })
}

/// Of the settings, with their defaults: the hours of the window, whether articles are read as news, and whether
/// the order of the input decides who leads.
#[pyfunction]
pub(crate) fn spark_settings(py: Python<'_>, config: &str) -> PyResult<(u32, bool, bool)> {
    alone(py, || {
        let config = settings::config(config)?;
        let is_news = config.copies.profile == Profile::News;
        Ok((
            config.events.window_hours,
            is_news,
            config.keep == Keep::SourceOrder,
        ))
    })
}

fn table(met: &[Met], crowds: &[Crowd]) -> Result<RecordBatch, Error> {
    // What is no meeting comes by another kind.
    let rows = || {
        let met = met
            .iter()
            .map(|met| (met.a, met.b, met.how, met.keys, met.needs));
        let crowds = crowds
            .iter()
            .map(|crowd| (crowd.rank, crowd.key, 32, crowd.cap, crowd.bucket));
        met.chain(crowds)
    };
    batch(vec![
        ("a", ints(rows().map(|row| row.0))),
        ("b", ints(rows().map(|row| row.1))),
        ("how", smalls(rows().map(|row| row.2))),
        ("keys", ints(rows().map(|row| row.3))),
        ("more", ints(rows().map(|row| row.4))),
    ])
}

/// Joins the buckets of some rows, each whole: who met (`how` below 16; under excerpt `keys`, and `more` that it must be), and
/// whose keys have too many pairs (32: `b` the key, `keys` the cap, `more` the bucket). Who met in several buckets is given once.
#[pyfunction]
pub(crate) fn spark_meet(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    members: usize,
    characters: bool,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let (_, buckets) = plan(&settings::config(config)?, articles, characters)?;
        let (mut met, mut crowds) = (Vec::new(), Vec::new());
        for (bucket, _, pieces) in by_bucket(Columns(&rows.0), "postings")? {
            let found = parts::meet(bucket, &pieces, buckets, members)?;
            met.extend(found.met);
            crowds.extend(found.crowds);
        }
        parts::add_up(&mut met);
        table(&met, &crowds)
    })
    .map(PyArrowType)
}

/// Of articles that all ask for longer ones under one key, and all that have it (`asks` false), who
/// meets; with how many askers had too many, and the pairs that were left out.
#[pyfunction]
pub(crate) fn spark_rarest(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
) -> PyResult<(PyArrowType<RecordBatch>, usize, u64)> {
    alone(py, || {
        let columns = Columns(&rows.0);
        let (ranks, words) = (columns.unsigned("rank")?, columns.unsigned("words")?);
        let asks = columns.flags("asks")?;
        let all = |asking: bool| {
            let rows = (0..columns.rows()).filter(move |&row| asks.value(row) == asking);
            rows.map(|row| (words[row], ranks[row])).collect::<Vec<_>>()
        };
        let (met, asked, left_out) = parts::rarest(&mut all(false), &all(true));
        Ok((table(&met, &[])?, asked, left_out))
    })
    .map(|(table, asked, left_out)| (PyArrowType(table), asked, left_out))
}

/// By what the members of crowds are put in order: a row each, of `rank`, `node` and `bucket`.
#[pyfunction]
pub(crate) fn spark_likeness(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    characters: bool,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let (plan, buckets) = plan(&settings::config(config)?, articles, characters)?;
        let columns = Columns(&rows.0);
        let (nodes, of) = (columns.bytes("node")?, columns.unsigned("bucket")?);
        let like = (0..columns.rows())
            .map(|row| {
                Ok(parts::likeness(
                    &Node::read(nodes.value(row))?,
                    &plan,
                    buckets,
                    of[row],
                ))
            })
            .collect::<Result<Vec<_>, Error>>()?;
        batch(vec![
            ("rank", ints(columns.unsigned("rank")?)),
            ("bucket", ints(of)),
            ("key", ints(columns.unsigned("key")?)),
            ("keys", ints(columns.unsigned("cap")?)),
            ("likeness", blobs(like)),
        ])
    })
    .map(PyArrowType)
}

/// Links the members of crowds, given in the order of their likeness; with the pairs that were left out.
#[pyfunction]
pub(crate) fn spark_crowd(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    characters: bool,
) -> PyResult<(PyArrowType<RecordBatch>, u64)> {
    alone(py, || {
        let (_, buckets) = plan(&settings::config(config)?, articles, characters)?;
        let columns = Columns(&rows.0);
        let [ranks, of, caps] = ["rank", "bucket", "cap"].map(|name| columns.unsigned(name));
        let (ranks, of, caps) = (ranks?, of?, caps?);
        let cap = caps.first().copied().unwrap_or(u32::MAX) as usize;
        let how = of
            .first()
            .map_or(parts::NEAR, |&bucket| parts::how(buckets, bucket));
        let (met, left_out) = parts::crowd(&ranks, cap, how);
        Ok((table(&met, &[])?, left_out))
    })
    .map(|(table, left_out)| (PyArrowType(table), left_out))
}

/// Where the signatures of articles are.
enum Signatures<'a> {
    /// In a column, one a row.
    OfRows(&'a BinaryArray),
    /// In the order of ranks.
    OfAll(&'a [u8]),
}

impl<'a> Signatures<'a> {
    fn get(&self, row: usize, rank: u32) -> &'a [u8] {
        match *self {
            Self::OfRows(column) => column.value(row),
            Self::OfAll(all) => {
                let from = rank as usize * SIGNATURE.1;
                all.get(from..from + SIGNATURE.1).unwrap_or_default()
            }
        }
    }
}

/// Of articles that met those that may be candidates by the signatures of both: those in the rows, or of `all` articles
/// in the order of their ranks.
#[pyfunction]
#[pyo3(signature = (rows, config, articles, all=None))]
pub(crate) fn spark_likely(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    all: Option<&[u8]>,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let config = settings::config(config)?;
        let (plan, _) = plan(&config, articles, false)?;
        let columns = Columns(&rows.0);
        let [a, b, keys, needs] = ["a", "b", "keys", "needs"].map(|name| columns.unsigned(name));
        let (a, b, keys, needs) = (a?, b?, keys?, needs?);
        let mut how = columns.small("how")?;
        let signatures = |name| match all {
            Some(all) => Ok(Signatures::OfAll(all)),
            None => columns.bytes(name).map(Signatures::OfRows),
        };
        let (of_a, of_b) = (signatures("signature_a")?, signatures("signature_b")?);
        for (row, how) in how.iter_mut().enumerate() {
            let both = [of_a.get(row, a[row]), of_b.get(row, b[row])];
            *how = parts::likely(both, *how, &plan, &config)?;
        }
        let rows: Vec<usize> = (0..how.len()).filter(|&row| how[row] > 0).collect();
        let column = |numbers: &[u32]| ints(rows.iter().map(|&row| numbers[row]));
        batch(vec![
            ("a", column(&a)),
            ("b", column(&b)),
            ("how", smalls(rows.iter().map(|&row| how[row]))),
            ("keys", column(&keys)),
            ("needs", column(&needs)),
        ])
    })
    .map(PyArrowType)
}

/// How many pairs the sketches of so many articles may find.
#[pyfunction]
pub(crate) fn spark_budget(members: usize) -> u64 {
    parts::budget(members)
}

/// Which of the articles that met are candidates, where the excerpt keys `hot` tell nothing. A row an article, with `met`: the other in the
/// lower half of a number, how they met in the upper one; nodes are without their signatures where `all` has these. `how` tells by what they are, `alike` in how many slots they
/// agree, `one_title` and `one_text` whether they have these in common.
#[pyfunction]
#[pyo3(signature = (rows, config, articles, hot, all=None))]
pub(crate) fn spark_check(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
    hot: &[u8],
    all: Option<&[u8]>,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let config = settings::config(config)?;
        let (plan, _) = plan(&config, articles, false)?;
        let hot = read_keys(hot);
        let columns = Columns(&rows.0);
        let (order, ranks) = by_rank(&columns.unsigned("rank")?);
        let (nodes, lists) = (columns.bytes("node")?, columns.lists("met")?);
        let signatures = all.map(Signatures::OfAll);
        let node = |(&row, &rank): (&usize, &Rank)| {
            let Some(signatures) = &signatures else {
                return Node::read(nodes.value(row));
            };
            let (head, rest) = nodes
                .value(row)
                .split_at_checked(SIGNATURE.0)
                .unwrap_or_default();
            Node::read(&[head, signatures.get(row, rank), rest].concat())
        };
        let nodes: Vec<Node> = order
            .iter()
            .zip(&ranks)
            .map(node)
            .collect::<Result<_, _>>()?;
        let mut found = Vec::new();
        for ((x, &a), &row) in nodes.iter().zip(&ranks).zip(&order) {
            if lists.is_null(row) {
                continue;
            }
            for met in lists.value(row).as_primitive::<Int64Type>().values() {
                let met = met.cast_unsigned();
                let b = u32::try_from(met & u64::from(u32::MAX)).unwrap_or(0);
                let how = u8::try_from(met >> 32).unwrap_or(0);
                let y = &nodes[place(&ranks, b)? as usize];
                let holds = parts::check(x, y, how, &hot, &plan, &config);
                if holds > 0 {
                    let alike = parts::alike(x, y, holds);
                    found.push((a.min(b), a.max(b), holds, parts::are_one(x, y), alike));
                }
            }
        }
        batch(vec![
            ("a", ints(found.iter().map(|row| row.0))),
            ("b", ints(found.iter().map(|row| row.1))),
            ("how", smalls(found.iter().map(|row| row.2))),
            ("one_title", flags(found.iter().map(|row| row.3.0))),
            ("one_text", flags(found.iter().map(|row| row.3.1))),
            ("alike", ints(found.iter().map(|row| row.4))),
        ])
    })
    .map(PyArrowType)
}
