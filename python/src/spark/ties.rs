//! Articles that copies tie together, and their records.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_pyarrow::PyArrowType;
use pyo3::prelude::*;
use samestory::config::{Level, Pairs};
use samestory::detect::copies::parts::{self, Node, Tied};
use samestory::detect::records_of_part;
use samestory::detection::{Detection, Flag};
use samestory::{Error, Relation};
use samestory_cli::write::{self, Rule};
use serde::Serialize;

use super::alone;
use super::columns::{Columns, batch, ints, place, smalls, texts};
use super::pairs::{Known, part, unpack};

/// The records of articles that hang together with no others: `kind` (0 a membership, 1 a family, 2 a
/// pair of copies, 3 what `dedup` leaves out), the `rank` of its first article, and the record as the
/// program writes it. With how many pairs between groups of identical articles are listed.
#[pyfunction]
#[pyo3(signature = (rows, known, listed=None, old=None))]
pub(crate) fn spark_families(
    py: Python<'_>,
    rows: PyArrowType<RecordBatch>,
    known: &Known,
    listed: Option<usize>,
    old: Option<&str>,
) -> PyResult<(PyArrowType<RecordBatch>, Vec<usize>)> {
    alone(py, || {
        let columns = Columns(&rows.0);
        let (part, ranks, order) = part(columns)?;
        let firsts = columns.unsigned("first")?;
        let (nodes, judged) = (columns.bytes("node")?, columns.lists("judged")?);
        let (amounts, templates) = (columns.small("amount")?, columns.flags("template")?);
        let mut pairs = Vec::new();
        for (a, &row) in (0..).zip(&order) {
            if judged.is_null(row) {
                continue;
            }
            let list = judged.value(row);
            for bytes in list.as_binary::<i32>().iter().flatten() {
                let pair = unpack(a, bytes)?;
                let b = place(&ranks, pair.b)?;
                pairs.push(samestory::detect::copies::CopyPair { b, ..pair });
            }
        }
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        let open = |&row: &usize| {
            nodes
                .is_valid(row)
                .then(|| Node::read(nodes.value(row)))
                .transpose()
        };
        let tied = Tied {
            open: order.iter().map(open).collect::<Result<_, _>>()?,
            amounts: order.iter().map(|&row| amounts[row]).collect(),
            firsts: order
                .iter()
                .map(|&row| place(&ranks, firsts[row]))
                .collect::<Result<_, _>>()?,
            judged: pairs,
            part,
        };
        let mut config = known.config.clone();
        (config.pairs, config.events.level) = (Pairs::All, Level::Copies);
        let (copies, listings) = parts::families(tied, &known.left_out, listed, &config)?;
        let mut found = Detection::default();
        records_of_part(&copies, &config, &mut Wanted(&mut found))?;
        for (membership, &row) in found.memberships.iter_mut().zip(&order) {
            if templates.value(row) && !membership.flags.contains(&Flag::Template) {
                membership.flags.push(Flag::Template);
            }
        }
        let of_id: HashMap<String, u32> = (found.memberships.iter().zip(&ranks))
            .map(|(membership, &rank)| (membership.id.clone(), rank))
            .collect();
        let rank = |id: &str| of_id.get(id).copied().unwrap_or_default();
        // What is only looked up stands behind.
        let is_old = |id: &str| old.is_some_and(|old| id.starts_with(old));
        found
            .memberships
            .sort_by_key(|membership| is_old(&membership.id));
        let fresh = (found.memberships).partition_point(|membership| !is_old(&membership.id));
        let rule = Rule {
            fresh,
            ..Rule::default()
        };
        let removals = write::removals(&found, &rule);
        let mut founders = vec![0; ranks.len()];
        for members in &copies.families {
            for &member in members {
                founders[member as usize] = ranks[members[0] as usize];
            }
        }
        let mut lines = Lines::default();
        for membership in &found.memberships {
            lines.add(0, rank(&membership.id), membership)?;
        }
        for (family, members) in found
            .families
            .iter()
            .zip(copies.families.iter().filter(|f| f.len() > 1))
        {
            lines.add(1, ranks[members[0] as usize], family)?;
        }
        let ties = found
            .pairs
            .iter()
            .filter(|pair| pair.relation <= Relation::Excerpt);
        for pair in ties {
            lines.add(2, rank(&pair.a), pair)?;
        }
        for removal in &removals {
            lines.add(3, rank(&removal.id), removal)?;
        }
        let founder = |rank: u32| place(&ranks, rank).map(|place| founders[place as usize]);
        Ok((lines.batch(founder)?, listings))
    })
    .map(|(batch, listings)| (PyArrowType(batch), listings))
}

/// Takes what is asked for.
struct Wanted<'a>(&'a mut Detection);

impl samestory::detect::Sink for Wanted<'_> {
    fn wants(&self, kind: samestory::detect::Kind) -> bool {
        use samestory::detect::Kind;
        matches!(kind, Kind::Memberships | Kind::Families | Kind::Pairs)
    }

    fn take(&mut self, batch: samestory::detect::Batch) -> Result<(), Error> {
        self.0.take(batch)
    }
}

#[derive(Default)]
struct Lines {
    kinds: Vec<u8>,
    ranks: Vec<u32>,
    records: Vec<String>,
}

impl Lines {
    fn add(&mut self, kind: u8, rank: u32, record: &impl Serialize) -> Result<(), Error> {
        let mut line = Vec::new();
        write::lines(&mut line, [record]).map_err(|cause| Error::io("-", cause))?;
        self.kinds.push(kind);
        self.ranks.push(rank);
        self.records
            .push(String::from_utf8_lossy(&line).trim_end().to_owned());
        Ok(())
    }

    fn batch(self, founder: impl Fn(u32) -> Result<u32, Error>) -> Result<RecordBatch, Error> {
        let founders = self.ranks.iter().map(|&rank| founder(rank));
        let founders = founders.collect::<Result<Vec<_>, _>>()?;
        batch(vec![
            ("kind", smalls(self.kinds)),
            ("rank", ints(self.ranks)),
            ("record", texts(self.records.into_iter().map(Some))),
            ("founder", ints(founders)),
        ])
    }
}

/// How many pairs between two groups of identical articles may all be listed, by the sums of all parts.
#[pyfunction]
pub(crate) fn spark_listed(sums: Vec<usize>, articles: usize) -> usize {
    parts::within_bounds(&sums, articles)
}

/// The digits of the id that a family gets whose own are taken by that of an earlier article with the same content.
#[pyfunction]
pub(crate) fn spark_rename(py: Python<'_>, digits: &str, founder: &str) -> PyResult<String> {
    alone(py, || parts::renamed(digits, founder))
}
