//! Pairs of articles whose texts are at hand.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, RecordBatch};
use arrow_pyarrow::PyArrowType;
use pyo3::prelude::*;
use samestory::detect::copies::parts::{self, LeftOut, Part};
use samestory::detect::copies::{CopyPair, Overlap};
use samestory::detect::roster::Rank;
use samestory::{Config, Error, ErrorKind, Relation};

use super::alone;
use super::columns::{Columns, batch, blobs, by_rank, flags, ints, longs, place, smalls};
use crate::settings;

/// What counts as no article's own text, as far as it is known.
#[pyclass(frozen)]
#[derive(Debug)]
pub(crate) struct Known {
    pub(super) config: Config,
    pub(super) left_out: LeftOut,
}

#[pymethods]
impl Known {
    /// Settings, the shingles of furniture as bytes of eight each, and those of the boilerplate of sources.
    #[new]
    fn new(
        py: Python<'_>,
        config: &str,
        furniture: &[u8],
        boilerplate: BTreeMap<String, Vec<u8>>,
    ) -> PyResult<Self> {
        let config =
            settings::config(config).map_err(|error| crate::errors::exception(py, &error))?;
        let boilerplate = boilerplate.into_iter();
        let left_out = LeftOut {
            furniture: shingles(furniture),
            boilerplate: boilerplate
                .map(|(source, bytes)| (source.into(), shingles(&bytes)))
                .collect(),
        };
        Ok(Self { config, left_out })
    }
}

fn shingles(bytes: &[u8]) -> Vec<u64> {
    let (shingles, _) = bytes.as_chunks::<8>();
    let mut shingles: Vec<u64> = shingles.iter().map(|x| u64::from_le_bytes(*x)).collect();
    shingles.sort_unstable();
    shingles
}

/// Articles with their texts, in order, and their ranks.
pub(super) fn part(columns: Columns<'_>) -> Result<(Part, Vec<Rank>, Vec<usize>), Error> {
    let (order, ranks) = by_rank(&columns.unsigned("rank")?);
    let entries = columns.entries()?;
    let mut articles: Vec<_> = columns.articles(&entries)?.into_iter().map(Some).collect();
    let both = order.iter().filter_map(|&row| {
        let article = articles[row].take()?;
        Some((entries[row].clone(), article))
    });
    Ok((Part::new(both.collect()), ranks, order))
}

/// The pairs of the articles with those that a column of lists names, sorted, by their places.
fn partners(
    columns: Columns<'_>,
    name: &str,
    ranks: &[Rank],
    order: &[usize],
) -> Result<Vec<u64>, Error> {
    let lists = columns.lists(name)?;
    let mut pairs = Vec::new();
    for (a, &row) in (0_u64..).zip(order) {
        if lists.is_null(row) {
            continue;
        }
        for &b in lists.value(row).as_primitive::<Int32Type>().values() {
            pairs.push(a << 32 | u64::from(place(ranks, b.cast_unsigned())?));
        }
    }
    pairs.sort_unstable();
    Ok(pairs)
}

/// What the pairs that are `asked` say of furniture: of each shingle the votes for and against. Where
/// shingles are given, of these only, and only the votes of who speaks against them.
#[pyfunction]
#[pyo3(signature = (rows, config, known=None))]
pub(crate) fn spark_votes(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    config: &str,
    known: Option<&[u8]>,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let columns = Columns(&rows.0);
        let (part, ranks, order) = part(columns)?;
        let pairs = partners(columns, "asked", &ranks, &order)?;
        let known = known.map(shingles);
        let found = part.votes(&pairs, known.as_deref(), &settings::config(config)?)?;
        batch(vec![
            ("shingle", longs(found.votes.iter().map(|vote| vote.0))),
            (
                "votes",
                longs(found.votes.iter().map(|vote| u64::from(vote.1))),
            ),
            (
                "against",
                longs(found.votes.iter().map(|vote| u64::from(vote.2))),
            ),
        ])
    })
    .map(PyArrowType)
}

/// The component of each article of some pairs: `rank`, and `component`, the least rank of it.
#[pyfunction]
pub(crate) fn spark_components(
    py: Python<'_>,
    pairs: PyArrowType<RecordBatch>,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let columns = Columns(&pairs.0);
        let found = parts::components(&columns.unsigned("a")?, &columns.unsigned("b")?);
        batch(vec![
            ("rank", ints(found.iter().map(|of| of.0))),
            ("component", ints(found.iter().map(|of| of.1))),
        ])
    })
    .map(PyArrowType)
}

/// Of pairs in their order those that are asked about furniture: `a` and `b` as 32-bit numbers.
#[pyfunction]
pub(crate) fn spark_select(py: Python<'_>, a: Vec<u32>, b: Vec<u32>) -> PyResult<Vec<bool>> {
    alone(py, || {
        let pairs: Vec<(Rank, Rank)> = a.into_iter().zip(b).collect();
        Ok(parts::select(&pairs))
    })
}

/// The nodes of the articles that have furniture, without it.
#[pyfunction]
pub(crate) fn spark_strip(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    known: &Known,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let columns = Columns(&rows.0);
        let (part, ranks, _) = part(columns)?;
        let nodes = part.strip(&known.left_out, &known.config)?;
        let stripped = || {
            ranks
                .iter()
                .zip(&nodes)
                .filter_map(|(&rank, node)| Some((rank, node.as_ref()?)))
        };
        batch(vec![
            ("rank", ints(stripped().map(|row| row.0))),
            ("amount", smalls(stripped().map(|row| row.1.amount()))),
            (
                "characters",
                flags(stripped().map(|row| row.1.has_characters())),
            ),
            ("node", blobs(stripped().map(|row| row.1.to_bytes()))),
        ])
    })
    .map(PyArrowType)
}

/// The boilerplate of articles of one source, shingles of eight bytes.
#[pyfunction]
pub(crate) fn spark_boilerplate(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    known: &Known,
) -> PyResult<Vec<u8>> {
    alone(py, || {
        let (part, _, _) = part(Columns(&rows.0))?;
        let learned = part.boilerplate(&known.left_out, &known.config)?;
        Ok(learned.into_iter().flat_map(u64::to_le_bytes).collect())
    })
}

/// Judges the articles with their `partners`: `a`, `b`, the relation, and the rest in bytes.
#[pyfunction]
pub(crate) fn spark_judge(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    known: &Known,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let columns = Columns(&rows.0);
        let (part, ranks, order) = part(columns)?;
        let pairs = partners(columns, "partners", &ranks, &order)?;
        let judged = part.judge(&pairs, &known.left_out, &known.config)?;
        let rank = |place: Rank| ranks[place as usize];
        batch(vec![
            ("a", ints(judged.iter().map(|pair| rank(pair.a)))),
            ("b", ints(judged.iter().map(|pair| rank(pair.b)))),
            (
                "relation",
                smalls(judged.iter().map(|pair| number(pair.relation))),
            ),
            (
                "judged",
                blobs(judged.iter().map(|pair| pack(pair, rank(pair.b)))),
            ),
        ])
    })
    .map(PyArrowType)
}

const RELATIONS: [Relation; 5] = [
    Relation::Identical,
    Relation::NearCopy,
    Relation::Excerpt,
    Relation::SameTemplate,
    Relation::Unrelated,
];

fn number(relation: Relation) -> u8 {
    let at = (0..).zip(RELATIONS).find(|(_, known)| *known == relation);
    at.map_or(4, |(at, _)| at)
}

/// A judged pair in bytes, all but its first article; `b` is the rank of the second.
fn pack(pair: &CopyPair, b: Rank) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(38);
    bytes.extend([number(pair.relation), u8::from(pair.version)]);
    let numbers = [b, pair.agreeing_facts, pair.conflicting_facts];
    bytes.extend(numbers.map(u32::to_le_bytes).concat());
    for overlap in [pair.overlap, pair.own] {
        let counts = [overlap.shared, overlap.a, overlap.b];
        bytes.extend(counts.map(u32::to_le_bytes).concat());
    }
    bytes
}

/// The pair of the article at place `a`; its second one by rank still.
pub(super) fn unpack(a: Rank, bytes: &[u8]) -> Result<CopyPair, Error> {
    read(a, bytes).ok_or_else(|| {
        Error::new(ErrorKind::Incompatible, "a judged pair has another form")
            .help("use one version of samestory on the driver and on all workers")
    })
}

fn read(a: Rank, bytes: &[u8]) -> Option<CopyPair> {
    let (&[relation, version], bytes) = bytes.split_first_chunk()?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    let &[b, agreeing, conflicting, ref counts @ ..] = numbers else {
        return None;
    };
    let &[shared, a_all, b_all, own, a_own, b_own] = counts else {
        return None;
    };
    let overlap = |counts: [[u8; 4]; 3]| {
        let [shared, a, b] = counts.map(u32::from_le_bytes);
        Overlap { shared, a, b }
    };
    rest.is_empty().then_some(())?;
    Some(CopyPair {
        a,
        b: u32::from_le_bytes(b),
        relation: *RELATIONS.get(usize::from(relation))?,
        overlap: overlap([shared, a_all, b_all]),
        own: overlap([own, a_own, b_own]),
        agreeing_facts: u32::from_le_bytes(agreeing),
        conflicting_facts: u32::from_le_bytes(conflicting),
        version: version > 0,
    })
}
