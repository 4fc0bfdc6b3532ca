//! Columns of a record batch by name, and record batches of columns.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Int8Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, ListArray, PrimitiveArray, RecordBatch, StringArray,
};
use samestory::detect::roster::{Entry, Rank};
use samestory::time::{Day, Timestamp};
use samestory::{Article, Error, ErrorKind};

/// The columns of a batch that Spark gave.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a>(pub(super) &'a RecordBatch);

fn other(name: &str) -> Error {
    Error::new(
        ErrorKind::Incompatible,
        format!("a batch has no column `{name}` of the kind that is asked for"),
    )
    .help("use one version of samestory on the driver and on all workers")
}

impl<'a> Columns<'a> {
    pub(super) fn rows(self) -> usize {
        self.0.num_rows()
    }

    fn get(self, name: &str) -> Result<&'a ArrayRef, Error> {
        self.0.column_by_name(name).ok_or_else(|| other(name))
    }

    fn numbers<T: ArrowPrimitiveType>(self, name: &str) -> Result<&'a PrimitiveArray<T>, Error> {
        self.get(name)?
            .as_primitive_opt()
            .ok_or_else(|| other(name))
    }

    pub(super) fn bytes(self, name: &str) -> Result<&'a BinaryArray, Error> {
        self.get(name)?.as_binary_opt().ok_or_else(|| other(name))
    }

    pub(super) fn strings(self, name: &str) -> Result<&'a StringArray, Error> {
        self.get(name)?.as_string_opt().ok_or_else(|| other(name))
    }

    pub(super) fn flags(self, name: &str) -> Result<&'a BooleanArray, Error> {
        self.get(name)?.as_boolean_opt().ok_or_else(|| other(name))
    }

    pub(super) fn lists(self, name: &str) -> Result<&'a ListArray, Error> {
        self.get(name)?.as_list_opt().ok_or_else(|| other(name))
    }

    /// Numbers that Spark takes for signed ones.
    fn unsigned_of<T: ArrowPrimitiveType, U>(
        self,
        name: &str,
        cast: impl Fn(T::Native) -> U,
    ) -> Result<Vec<U>, Error> {
        let numbers = self.numbers::<T>(name)?.values();
        Ok(numbers.iter().copied().map(cast).collect())
    }

    pub(super) fn unsigned(self, name: &str) -> Result<Vec<u32>, Error> {
        self.unsigned_of::<Int32Type, _>(name, i32::cast_unsigned)
    }

    pub(super) fn long(self, name: &str) -> Result<Vec<u64>, Error> {
        self.unsigned_of::<Int64Type, _>(name, i64::cast_unsigned)
    }

    pub(super) fn small(self, name: &str) -> Result<Vec<u8>, Error> {
        self.unsigned_of::<Int8Type, _>(name, i8::cast_unsigned)
    }

    /// What the first pass told of each article.
    pub(super) fn entries(self) -> Result<Vec<Entry>, Error> {
        let (ids, sources) = (self.strings("id")?, self.strings("source")?);
        let seconds = self.numbers::<Int64Type>("seconds")?;
        let (days, versions) = (self.flags("day")?, self.flags("version")?);
        let (fingerprints, words) = (self.long("fingerprint")?, self.unsigned("words")?);
        (0..self.rows())
            .map(|row| {
                Ok(Entry {
                    position: 0,
                    id: ids.value(row).into(),
                    published: published(seconds, days, row)?,
                    source: sources.is_valid(row).then(|| sources.value(row).into()),
                    fingerprint: fingerprints[row],
                    words: words[row],
                    version: versions.value(row),
                })
            })
            .collect()
    }

    /// The articles with their texts, where these are given.
    pub(super) fn articles(self, entries: &[Entry]) -> Result<Vec<Article>, Error> {
        let [titles, texts, langs] = ["title", "text", "lang"].map(|name| self.strings(name));
        let (titles, texts, langs) = (titles?, texts?, langs?);
        let given = |column: &StringArray, row| {
            let value = column.is_valid(row).then(|| column.value(row));
            value.map(str::to_owned)
        };
        let article = |(row, entry): (usize, &Entry)| Article {
            id: entry.id.clone().into(),
            title: given(titles, row).unwrap_or_default(),
            text: given(texts, row).unwrap_or_default(),
            published: entry.published,
            source: entry.source.as_deref().map(str::to_owned),
            lang: given(langs, row),
            ..Article::default()
        };
        Ok(entries.iter().enumerate().map(article).collect())
    }
}

fn published(
    seconds: &PrimitiveArray<Int64Type>,
    days: &BooleanArray,
    row: usize,
) -> Result<Option<Timestamp>, Error> {
    if seconds.is_null(row) {
        return Ok(None);
    }
    let seconds = seconds.value(row);
    if !days.value(row) {
        return Timestamp::from_seconds(seconds).map(Some);
    }
    let day = i32::try_from(seconds.div_euclid(86_400)).unwrap_or(i32::MAX);
    Ok(Some(Timestamp::from_day(Day::from_number(day))))
}

/// Rows in the order of their ranks, and the ranks in that order.
pub(super) fn by_rank(ranks: &[Rank]) -> (Vec<usize>, Vec<Rank>) {
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_unstable_by_key(|&row| ranks[row]);
    let sorted = order.iter().map(|&row| ranks[row]).collect();
    (order, sorted)
}

/// Where a rank stands among sorted ones.
pub(super) fn place(ranks: &[Rank], rank: Rank) -> Result<Rank, Error> {
    let place = ranks.binary_search(&rank).ok();
    let place = place.and_then(|place| u32::try_from(place).ok());
    place.ok_or_else(|| {
        Error::new(
            ErrorKind::Incompatible,
            format!("article {rank} is not where its pair is"),
        )
        .help("this is a defect of samestory; please report it")
    })
}

/// A batch of columns by name.
pub(super) fn batch(columns: Vec<(&str, ArrayRef)>) -> Result<RecordBatch, Error> {
    RecordBatch::try_from_iter_with_nullable(
        columns
            .into_iter()
            .map(|(name, column)| (name, column, true)),
    )
    .map_err(|cause| Error::new(ErrorKind::Incompatible, cause.to_string()))
}

pub(super) fn ints(numbers: impl IntoIterator<Item = u32>) -> ArrayRef {
    let numbers = numbers.into_iter().map(u32::cast_signed);
    Arc::new(PrimitiveArray::<Int32Type>::from_iter_values(numbers))
}

pub(super) fn longs(numbers: impl IntoIterator<Item = u64>) -> ArrayRef {
    let numbers = numbers.into_iter().map(u64::cast_signed);
    Arc::new(PrimitiveArray::<Int64Type>::from_iter_values(numbers))
}

pub(super) fn smalls(numbers: impl IntoIterator<Item = u8>) -> ArrayRef {
    let numbers = numbers.into_iter().map(u8::cast_signed);
    Arc::new(PrimitiveArray::<Int8Type>::from_iter_values(numbers))
}

pub(super) fn flags(flags: impl IntoIterator<Item = bool>) -> ArrayRef {
    Arc::new(flags.into_iter().map(Some).collect::<BooleanArray>())
}

pub(super) fn blobs<B: AsRef<[u8]>>(blobs: impl IntoIterator<Item = B>) -> ArrayRef {
    Arc::new(BinaryArray::from_iter_values(blobs))
}

pub(super) fn texts<S: AsRef<str>>(texts: impl IntoIterator<Item = Option<S>>) -> ArrayRef {
    Arc::new(texts.into_iter().collect::<StringArray>())
}

pub(super) fn times(times: impl IntoIterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(times.into_iter().collect::<PrimitiveArray<Int64Type>>())
}
