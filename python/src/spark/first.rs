//! The first pass, and what it sends to where articles meet.

use arrow_array::RecordBatch;
use arrow_pyarrow::PyArrowType;
use pyo3::prelude::*;
use samestory::detect::copies::parts::{self, Buckets, Node, Plan};
use samestory::detect::phrases::{Phrases, Without};
use samestory::detect::roster::Rank;
use samestory::detect::scan_part;
use samestory::time::{Precision, Timestamp};
use samestory::{Article, ArticleRef, Config, Error, Scan};

use super::alone;
use super::columns::{Columns, batch, blobs, by_rank, flags, ints, longs, smalls, texts, times};
use crate::articles::Source;
use crate::settings;

/// What the first pass finds: a row an article.
#[pyfunction]
pub(crate) fn spark_scan(
    py: Python<'_>,
    source: &Source,
    config: &str,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let scanned = scan_part(&source.opened, &settings::config(config)?)?;
        let entries = || scanned.iter().map(|(entry, _)| entry);
        let nodes = || scanned.iter().map(|(_, node)| node);
        let day = |time: Option<Timestamp>| time.map(Timestamp::precision) == Some(Precision::Day);
        batch(vec![
            ("id", texts(entries().map(|entry| Some(&*entry.id)))),
            (
                "seconds",
                times(entries().map(|entry| entry.published.map(Timestamp::seconds))),
            ),
            ("day", flags(entries().map(|entry| day(entry.published)))),
            (
                "source",
                texts(entries().map(|entry| entry.source.as_deref())),
            ),
            (
                "fingerprint",
                longs(entries().map(|entry| entry.fingerprint)),
            ),
            ("words", ints(entries().map(|entry| entry.words))),
            ("version", flags(entries().map(|entry| entry.version))),
            ("amount", smalls(nodes().map(Node::amount))),
            (
                "sequence",
                blobs(nodes().map(|node| node.sequence().to_be_bytes())),
            ),
            ("characters", flags(nodes().map(Node::has_characters))),
            ("node", blobs(nodes().map(Node::to_bytes))),
        ])
    })
    .map(PyArrowType)
}

/// The texts as they are compared, without the phrases that count as no content.
#[pyfunction]
pub(crate) fn spark_texts(
    py: Python<'_>,
    source: &Source,
    config: &str,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let phrases = Phrases::new(&settings::config(config)?)?;
        let own = |_, article: ArticleRef<'_>| article.to_article();
        let articles: Vec<Article> = if phrases.is_empty() {
            source.opened.scan(own)?
        } else {
            Without::new(&source.opened, phrases).scan(own)?
        };
        batch(vec![
            (
                "id",
                texts(articles.iter().map(|article| Some(&article.id))),
            ),
            (
                "title",
                texts(articles.iter().map(|article| Some(&article.title))),
            ),
            (
                "text",
                texts(articles.iter().map(|article| Some(&article.text))),
            ),
            (
                "lang",
                texts(articles.iter().map(|article| article.lang.as_deref())),
            ),
        ])
    })
    .map(PyArrowType)
}

/// When each article was published, in seconds; none where that is not known.
#[pyfunction]
pub(crate) fn spark_dates(py: Python<'_>, source: &Source) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let seconds = |_, article: ArticleRef<'_>| article.published.map(Timestamp::seconds);
        batch(vec![("seconds", times(source.opened.scan(seconds)?))])
    })
    .map(PyArrowType)
}

/// The first of those with the same few words, of all articles that have these words.
#[pyfunction]
pub(crate) fn spark_firsts(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
) -> PyResult<PyArrowType<RecordBatch>> {
    alone(py, || {
        let columns = Columns(&rows.0);
        let (order, ranks) = by_rank(&columns.unsigned("rank")?);
        let (entries, sequences) = (columns.entries()?, columns.bytes("sequence")?);
        let entries = order.iter().map(|&row| {
            let sequence = sequences.value(row).try_into().map(u128::from_be_bytes);
            (entries[row].clone(), sequence.unwrap_or(0))
        });
        let firsts = parts::occasions(entries.collect());
        batch(vec![
            ("rank", ints(ranks.iter().copied())),
            ("first", ints(firsts.into_iter().map(|first| ranks[first]))),
        ])
    })
    .map(PyArrowType)
}

/// Nodes by rank.
pub(super) fn nodes(columns: Columns<'_>) -> Result<Vec<(Rank, Node)>, Error> {
    let (order, ranks) = by_rank(&columns.unsigned("rank")?);
    let nodes = columns.bytes("node")?;
    let node = |(&row, rank)| Ok((rank, Node::read(nodes.value(row))?));
    order.iter().zip(ranks).map(node).collect()
}

/// The plan of a feed of so many articles, and its buckets.
pub(super) fn plan(
    config: &Config,
    articles: usize,
    characters: bool,
) -> Result<(Plan, Buckets), Error> {
    let plan = Plan::new(config.copies.threshold, config.copies.recall, articles)?;
    let buckets = Buckets::new(&plan, articles, characters);
    Ok((plan, buckets))
}
