//! Articles that meet under a key, and which of them are candidates.

use arrow_array::RecordBatch;
use arrow_pyarrow::PyArrowType;
use pyo3::prelude::*;
use samestory::Error;
use samestory::config::{Keep, Profile};
use samestory::detect::copies::parts::{self, Crowd, Hot, Met, Node, SIGNATURE};

use super::alone;
use super::columns::{Columns, batch, blobs, flags, ints, smalls};
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

const OF_MET: [&str; 4] = ["a", "b", "how", "keys"];

fn table(met: &[Met], hot: &[Hot], crowds: &[Crowd]) -> Result<RecordBatch, Error> {
    // What is no meeting comes by other kinds: 16 for a hot key, 32 for a crowd.
    let rows = || {
        let met = met.iter().map(|met| (met.a, met.b, met.how, met.keys, 0));
        let hot = hot
            .iter()
            .map(|hot| (hot.rank, hot.key, 16, hot.articles, hot.words));
        let crowds = crowds
            .iter()
            .map(|crowd| (crowd.rank, crowd.key, 32, crowd.cap, crowd.bucket));
        met.chain(hot).chain(crowds)
    };
    batch(vec![
        (OF_MET[0], ints(rows().map(|row| row.0))),
        (OF_MET[1], ints(rows().map(|row| row.1))),
        (OF_MET[2], smalls(rows().map(|row| row.2))),
        (OF_MET[3], ints(rows().map(|row| row.3))),
        ("more", ints(rows().map(|row| row.4))),
    ])
}

/// Joins the buckets of some rows, each whole: who met (`how` below 16), who stands under keys that tell
/// nothing (16: `b` the key, `keys` its articles, `more` the words), and whose keys have too many pairs
/// (32: `b` the key, `keys` the cap, `more` the bucket). Who met in several buckets is given once.
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
        let columns = Columns(&rows.0);
        let (of, pieces) = (columns.unsigned("bucket")?, columns.bytes("postings")?);
        let mut order: Vec<usize> = (0..columns.rows()).collect();
        order.sort_by_key(|&row| of[row]);
        let (mut met, mut hot, mut crowds) = (Vec::new(), Vec::new(), Vec::new());
        for rows in order.chunk_by(|&x, &y| of[x] == of[y]) {
            let pieces: Vec<&[u8]> = rows.iter().map(|&row| pieces.value(row)).collect();
            let found = parts::meet(of[rows[0]], &pieces, buckets, members)?;
            met.extend(found.met);
            hot.extend(found.hot);
            crowds.extend(found.crowds);
        }
        met.sort_unstable();
        met.dedup_by(|next, kept| {
            let same = (next.a, next.b) == (kept.a, kept.b);
            if same {
                kept.how |= next.how;
                kept.keys += next.keys;
            }
            same
        });
        table(&met, &hot, &crowds)
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
        Ok((table(&met, &[], &[])?, asked, left_out))
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
            ("cap", ints(columns.unsigned("cap")?)),
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
        Ok((table(&met, &[], &[])?, left_out))
    })
    .map(|(table, left_out)| (PyArrowType(table), left_out))
}

/// Of articles that met those that may be candidates, by a part of the sketch of `a` beside the node of `b`: `how`
/// without bands in which they cannot be near, and what of the node is `sent` to where that of `a` is.
#[pyfunction]
pub(crate) fn spark_likely(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let (plan, _) = plan(&settings::config(config)?, articles, false)?;
        let columns = Columns(&rows.0);
        let mut how = columns.small("how")?;
        let (a, b) = (columns.bytes("signature_a")?, columns.bytes("node_b")?);
        for (row, how) in how.iter_mut().enumerate() {
            let own = b.value(row).get(SIGNATURE.0..).unwrap_or_default();
            if !parts::may_agree(a.value(row), own, plan.least_equal()) {
                *how &= !parts::NEAR;
            }
        }
        let rows: Vec<usize> = (0..how.len()).filter(|&row| how[row] > 0).collect();
        let sent = |&row: &usize| {
            let node = Node::read(b.value(row))?;
            Ok::<_, Error>(parts::sent(&node, a.value(row), how[row]))
        };
        let sent: Vec<_> = rows.iter().map(sent).collect::<Result<_, _>>()?;
        let column = |name: &str| {
            let numbers = columns.unsigned(name)?;
            Ok::<_, Error>(ints(rows.iter().map(|&row| numbers[row])))
        };
        batch(vec![
            ("a", column("a")?),
            ("b", column("b")?),
            ("how", smalls(rows.iter().map(|&row| how[row]))),
            ("keys", column("keys")?),
            ("hot", column("hot")?),
            ("sent", blobs(sent)),
        ])
    })
    .map(PyArrowType)
}

/// How many pairs the sketches of so many articles may find.
#[pyfunction]
pub(crate) fn spark_budget(members: usize) -> u64 {
    parts::budget(members)
}

/// Which of the articles that met are candidates: `how` tells by what, `alike` in how many slots they agree, `one_title` and `one_text` whether
/// they have these in common.
#[pyfunction]
pub(crate) fn spark_check(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    articles: usize,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let config = settings::config(config)?;
        let (plan, _) = plan(&config, articles, false)?;
        let columns = Columns(&rows.0);
        let [a, b, keys, hot] = ["a", "b", "keys", "hot"].map(|name| columns.unsigned(name));
        let (a, b, keys, hot) = (a?, b?, keys?, hot?);
        let how = columns.small("how")?;
        let (first, second) = (columns.bytes("node_a")?, columns.bytes("sent")?);
        let mut found = Vec::new();
        for row in 0..columns.rows() {
            let x = Node::read(first.value(row))?;
            let y = parts::received(second.value(row), &x)?;
            let (keys, hot) = (keys[row] as usize, hot[row] as usize);
            let holds = parts::check(&x, &y, how[row], keys, hot, &plan, &config);
            if holds > 0 {
                let (one_title, one_text) = parts::are_one(&x, &y);
                found.push((
                    a[row].min(b[row]),
                    a[row].max(b[row]),
                    holds,
                    one_title,
                    one_text,
                    parts::alike(&x, &y, holds),
                ));
            }
        }
        batch(vec![
            ("a", ints(found.iter().map(|row| row.0))),
            ("b", ints(found.iter().map(|row| row.1))),
            ("how", smalls(found.iter().map(|row| row.2))),
            ("one_title", flags(found.iter().map(|row| row.3))),
            ("one_text", flags(found.iter().map(|row| row.4))),
            ("alike", ints(found.iter().map(|row| row.5))),
        ])
    })
    .map(PyArrowType)
}
