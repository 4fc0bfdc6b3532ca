//! Rows as articles.
//!
//! In: some rows with their columns. Out: a [`Chunk`]: the articles that they make, each string in its cell
//! where it stands there as it is, and what is wrong with the others.

use std::array;
use std::ops::Range;
use std::path::Path;

use samestory::article::ArticleRef;
use samestory::error::Error;
use samestory::time::Timestamp;
use xxhash_rust::xxh3::xxh3_64;

use super::Columns;
use crate::read::Options;
use crate::read::draft::Draft;
use crate::read::fields::{Field, Names};
use crate::read::hits::Hits;
use crate::read::kind::Kind;
use crate::read::problem::Remark;
use crate::read::shelf;
use crate::read::tables::json::JsonLines;

/// What some rows gave.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Strings that stand in no cell.
    pub(super) own: String,
    pub(super) articles: Vec<Row>,
    pub(super) ids: Vec<u64>,
    pub(super) refused: Vec<(usize, Remark)>,
    pub(super) remarks: Vec<(usize, Remark)>,
    pub(super) hits: Hits,
}

/// An article and its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) number: u32,
    published: Option<Timestamp>,
    strings: [Held; Field::STRINGS.len()],
}

impl Row {
    /// The article, of a row of `columns` and its chunk.
    pub(super) fn view<'a, C: Columns>(&self, columns: &'a C, chunk: &'a Chunk) -> ArticleRef<'a> {
        let strings = self.strings.map(|held| match held {
            Held::Nowhere => None,
            Held::Cell(column) => columns.string(column as usize, self.number as usize),
            Held::Own(start, length) => {
                Some(&chunk.own[start as usize..start as usize + length as usize])
            }
        });
        shelf::article(strings, self.published)
    }
}

/// Where a string lies.
#[derive(Debug, Clone, Copy)]
enum Held {
    Nowhere,
    /// In the cell of a column.
    Cell(u32),
    /// Among the chunk's own.
    Own(u32, u32),
}

/// Reads rows.
pub(super) struct Reader<'a, C> {
    columns: &'a C,
    names: &'a Names,
    options: &'a Options,
    /// The columns that may hold a field.
    wanted: Vec<usize>,
    /// For each string of an article the columns that it may stand in.
    cells: [Vec<usize>; Field::STRINGS.len()],
}

impl<'a, C: Columns> Reader<'a, C> {
    pub(super) fn new(
        columns: &'a C,
        names: &'a Names,
        table: &Path,
        options: &'a Options,
    ) -> Result<Self, Error> {
        let known = columns.names();
        let found: Vec<(usize, Option<Field>)> = (known.iter().enumerate())
            .filter_map(|(at, name)| {
                let names = names.at(name)?;
                Some((at, names.target.map(|target| target.field)))
            })
            .collect();
        if found.is_empty() && !known.is_empty() {
            let columns: String = known.join(", ").chars().take(200).collect();
            return Err(Error::input(format!(
                "no column holds a title or a text among `{columns}`"
            ))
            .at_path(table)
            .help("name them with --title-field and --text-field"));
        }
        let cells = Field::STRINGS.map(|field| {
            let of_field = found.iter().filter(|(_, found)| *found == Some(field));
            of_field.map(|(at, _)| *at).collect()
        });
        Ok(Self {
            columns,
            names,
            options,
            wanted: found.into_iter().map(|(at, _)| at).collect(),
            cells,
        })
    }

    /// # Errors
    /// When a value of a column has no form in JSON.
    pub(super) fn read(&self, rows: Range<usize>) -> Result<Chunk, Error> {
        let lines = self.columns.lines(rows.clone(), &self.wanted)?;
        let mut draft = Draft::new(self.options.html, self.options.extractor);
        draft.as_of = self.options.as_of;
        let mut chunk = Chunk::default();
        for (row, line) in rows.zip(lines.split(|&byte| byte == b'\n')) {
            draft.shelf.empty();
            match JsonLines.parse(line, self.names, &mut draft) {
                Ok(()) => {
                    if let Some(article) = draft.shelf.last() {
                        self.keep(row, article, &mut chunk);
                    }
                    let remarks = draft.remarks.drain(..);
                    chunk.remarks.extend(remarks.map(|remark| (row, remark)));
                }
                Err(remark) => chunk.refused.push((row, remark)),
            }
        }
        chunk.hits = draft.hits;
        Ok(chunk)
    }

    fn keep(&self, row: usize, article: ArticleRef<'_>, chunk: &mut Chunk) {
        let strings = shelf::strings(article);
        let strings = array::from_fn(|at| match strings[at] {
            None | Some("") => Held::Nowhere,
            Some(string) => self.held(row, string, &self.cells[at], &mut chunk.own),
        });
        chunk.ids.push(xxh3_64(article.id.as_bytes()));
        chunk.articles.push(Row {
            number: short(row),
            published: article.published,
            strings,
        });
    }

    fn held(&self, row: usize, string: &str, cells: &[usize], own: &mut String) -> Held {
        let mut cells = cells.iter();
        let cell = cells.find(|&&column| self.columns.string(column, row) == Some(string));
        cell.map_or_else(
            || {
                let start = own.len();
                own.push_str(string);
                Held::Own(short(start), short(string.len()))
            },
            |&column| Held::Cell(short(column)),
        )
    }
}

/// A chunk's strings are of rows that were laid out at once; 4 billion rows are a memory's limit.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
