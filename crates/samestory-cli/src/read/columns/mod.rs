//! A table in memory as a feed: its strings stay where they are.
//!
//! In: the columns of a table that somebody holds ([`Columns`]). Out: a [`ColumnFeed`], with the
//! articles that the same rows would give as lines of JSON: fields by the same names, dates, HTML and ids
//! by the same rules. Promise: a string that an article has as it stands in its cell is not kept a second
//! time; of ids that are made, texts that came as HTML and lists that are joined there is a copy.
//!
//! Cost: one pass, in which some rows at a time are laid out as JSON; about 110 bytes a row stay.

use std::fmt::Debug;
use std::mem;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use samestory::article::{Article, ArticleRef, ArticleSource, Visit};
use samestory::error::Error;

use super::Options;
use super::fields::{MappedField, Names};
use super::identity::{self, NewIds};
use super::index::{Account, Place};
use super::problem::Problems;
use rows::{Chunk, Reader, Row};

mod rows;

/// Rows that are laid out at a time.
const ROWS_AT_ONCE: usize = 1024;

/// The columns of a table in memory.
pub trait Columns: Debug + Send + Sync {
    /// Number of rows.
    fn rows(&self) -> usize;

    /// Names of the columns, in order.
    fn names(&self) -> Vec<String>;

    /// The string in a cell, as it lies in memory; none where the cell is empty, or the column holds
    /// no strings.
    fn string(&self, column: usize, row: usize) -> Option<&str>;

    /// Some rows with some columns as lines of JSON, an object a row.
    ///
    /// # Errors
    /// When a value of a column has no form in JSON.
    fn lines(&self, rows: Range<usize>, columns: &[usize]) -> Result<Vec<u8>, Error>;
}

/// The articles of a table, and an account of its rows.
#[derive(Debug)]
pub struct ColumnFeed<C> {
    columns: C,
    chunks: Vec<Chunk>,
    /// Position of each chunk's first article, and the number of all.
    starts: Vec<usize>,
    account: Account,
    mapping: Vec<MappedField>,
    renamed: NewIds,
}

/// Reads a table once, calling `progress` with the number of rows read. Messages call it `name`, and
/// its rows by their numbers.
///
/// # Errors
/// - a table whose columns are no field of an article, by their names;
/// - a value that has no form in JSON;
/// - a problem that [`Options::on_bad_record`] makes fatal.
pub fn open_columns<C: Columns>(
    columns: C,
    name: &Path,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<ColumnFeed<C>, Error> {
    let names = Names::new(&options.fields);
    let reader = Reader::new(&columns, &names, name, options)?;
    let (rows, read) = (columns.rows(), AtomicU64::new(0));
    let starts: Vec<usize> = (0..rows).step_by(ROWS_AT_ONCE).collect();
    let chunks = starts.into_par_iter().map(|start| {
        let range = start..rows.min(start + ROWS_AT_ONCE);
        let length = range.len() as u64;
        let chunk = reader.read(range);
        progress(read.fetch_add(length, Ordering::Relaxed) + length);
        chunk
    });
    let mut chunks = chunks.collect::<Result<Vec<_>, Error>>()?;
    let (mut account, mut ids) = (Account::default(), Vec::new());
    let mut starts = vec![0];
    for chunk in &mut chunks {
        for (row, remark) in mem::take(&mut chunk.refused) {
            account.refuse(place(name, row), remark);
        }
        for (row, remark) in mem::take(&mut chunk.remarks) {
            account.warn(place(name, row), remark);
        }
        account.hits.add_all(&chunk.hits);
        ids.extend(mem::take(&mut chunk.ids));
        starts.push(ids.len());
    }
    account.check(options.on_bad_record)?;
    let mut feed = ColumnFeed {
        columns,
        chunks,
        starts,
        mapping: account.mapping(&options.fields),
        account,
        renamed: NewIds::default(),
    };
    let (new_ids, remarks) = identity::make_unique(&feed, ids)?;
    feed.renamed = new_ids;
    for (position, remark) in remarks {
        let row = feed.row(position)?;
        feed.account.warn(place(name, row), remark);
    }
    feed.account.check(options.on_bad_record)?;
    Ok(feed)
}

fn place(name: &Path, row: usize) -> Place<'_> {
    Place {
        path: name,
        record: Some(row as u64 + 1),
    }
}

impl<C: Columns> ColumnFeed<C> {
    /// Rows that made no article.
    pub fn rejected(&self) -> &Problems {
        &self.account.rejected
    }

    /// What is wrong with rows that made an article nevertheless.
    pub fn warnings(&self) -> &Problems {
        &self.account.warnings
    }

    /// Which columns became which fields of the articles, and how often.
    pub fn mapping(&self) -> &[MappedField] {
        &self.mapping
    }

    /// Number of rows, those that made no article included.
    pub fn rows(&self) -> usize {
        self.columns.rows()
    }

    /// The row of an article, 0 the first.
    ///
    /// # Errors
    /// When there is no article at the position.
    pub fn row(&self, position: usize) -> Result<usize, Error> {
        let (_, row) = self.locate(position)?;
        Ok(row.number as usize)
    }

    fn locate(&self, position: usize) -> Result<(&Chunk, &Row), Error> {
        let after = self.starts.partition_point(|&start| start <= position);
        // The last start is the number of all articles.
        let chunk = after.checked_sub(1).and_then(|at| self.chunks.get(at));
        let chunk = chunk.ok_or_else(|| {
            Error::usage(format!(
                "no article at position {position}: the table has {}",
                self.len()
            ))
        })?;
        Ok((chunk, &chunk.articles[position - self.starts[after - 1]]))
    }

    fn named<'a>(&'a self, position: usize, chunk: &'a Chunk, row: &Row) -> ArticleRef<'a> {
        self.renamed.named(position, row.view(&self.columns, chunk))
    }
}

impl<C: Columns> ArticleSource for ColumnFeed<C> {
    fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        let (chunk, row) = self.locate(position)?;
        Ok(self.named(position, chunk, row).to_article())
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        (positions.par_iter().enumerate()).try_for_each(|(place, &position)| {
            let (chunk, row) = self.locate(position as usize)?;
            visit(place, self.named(position as usize, chunk, row));
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Input, OnBadRecord, open};
    use samestory::Scan;

    /// Columns of strings, by name.
    #[derive(Debug)]
    struct Strings(Vec<(&'static str, Vec<Option<&'static str>>)>);

    impl Columns for Strings {
        fn rows(&self) -> usize {
            self.0[0].1.len()
        }

        fn names(&self) -> Vec<String> {
            self.0.iter().map(|(name, _)| (*name).to_owned()).collect()
        }

        fn string(&self, column: usize, row: usize) -> Option<&str> {
            self.0[column].1[row]
        }

        fn lines(&self, rows: Range<usize>, columns: &[usize]) -> Result<Vec<u8>, Error> {
            let mut lines = Vec::new();
            for row in rows {
                let cells = columns.iter().map(|&column| &self.0[column]);
                let cells = cells.filter_map(|(name, cells)| Some((*name, cells[row]?)));
                let object: serde_json::Map<_, _> = cells
                    .map(|(name, cell)| (name.to_owned(), cell.into()))
                    .collect();
                lines.extend(serde_json::to_vec(&object).map_err(|e| Error::io("row", e.into()))?);
                lines.push(b'\n');
            }
            Ok(lines)
        }
    }

    fn sample() -> Strings {
        Strings(vec![
            ("noise", vec![Some("x"); 5]),
            ("id", vec![Some("a"), Some("a"), None, Some("d"), Some("e")]),
            (
                "body",
                vec![
                    Some("The harbour is closed."),
                    Some("<p>The harbour is open.</p><p>Ferries run.</p>"),
                    Some("It rained."),
                    None,
                    Some(""),
                ],
            ),
            (
                "date",
                vec![Some("2024-03-05"), Some("someday"), None, None, None],
            ),
        ])
    }

    #[test]
    fn a_table_gives_the_articles_of_its_rows_as_lines_of_json() {
        let lines = sample().lines(0..5, &[0, 1, 2, 3]).unwrap();
        let options = Options::default();
        let of_lines = open(&[Input::bytes("t.jsonl", lines)], &options, &|_| {}).unwrap();
        let of_table = open_columns(sample(), Path::new("t.jsonl"), &options, &|_| {}).unwrap();
        assert_eq!(of_table.len(), 4);
        for position in 0..of_table.len() {
            let article = of_table.article(position).unwrap();
            assert_eq!(article, of_lines.article(position).unwrap());
        }
        assert_eq!(of_table.rejected(), of_lines.rejected());
        assert_eq!(of_table.warnings(), of_lines.warnings());
        assert_eq!(of_table.mapping(), of_lines.mapping());
        let rows: Vec<usize> = (0..4).map(|at| of_table.row(at).unwrap()).collect();
        assert_eq!(rows, [0, 1, 2, 4]);
        assert!(of_table.article(4).is_err());
    }

    #[test]
    fn strings_stay_in_their_cells() {
        let table = sample();
        let options = Options::default();
        let feed = open_columns(table, Path::new("t"), &options, &|_| {}).unwrap();
        let cell = feed.columns.string(2, 0).unwrap().as_ptr();
        let texts = feed
            .scan(|_, article| article.text.as_ptr() as usize)
            .unwrap();
        assert_eq!(texts[0], cell as usize);
        // HTML became text, and an id was made: these alone are kept.
        let own = feed
            .chunks
            .iter()
            .map(|chunk| chunk.own.len())
            .sum::<usize>();
        assert!(own < 60, "{own}");
        let named = |at: usize| feed.article(at).unwrap().id;
        assert_eq!([named(0), named(1)], ["a", "a#2"]);
    }

    #[test]
    fn what_is_fatal_in_files_is_fatal_here() {
        let strict = Options {
            on_bad_record: OnBadRecord::Fail,
            ..Options::default()
        };
        let error = open_columns(sample(), Path::new("t"), &strict, &|_| {}).unwrap_err();
        assert_eq!(error.place().record, Some(2), "{error}");
        let other = Strings(vec![("x", vec![Some("a")])]);
        let error = open_columns(other, Path::new("t"), &strict, &|_| {}).unwrap_err();
        assert!(error.to_string().contains("among `x`"), "{error}");
    }
}
