//! Passes Parquet tables on without some of their rows.
//!
//! In: files of one schema, and which rows stay. Out: one file with that schema, the rows in their
//! order, each column compressed as it was. Nothing is known of what the columns hold: levels and
//! values are copied. Cost: some thousand values of one column are held, and a row group as it is
//! written.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::column::writer::{ColumnWriter, ColumnWriterImpl};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};

use crate::read::seekable::Seekable;

/// A file, and for each of its rows whether it stays; rows behind the last do.
pub(in crate::read) struct Part {
    pub(in crate::read) bytes: Seekable,
    pub(in crate::read) stays: Vec<bool>,
}

/// Rows that are copied at a time.
const RECORDS: usize = 4096;

/// Copies the rows that stay.
///
/// # Errors
/// When files have different schemas, a file changed, or the output refuses the bytes.
pub(in crate::read) fn copy(parts: Vec<Part>, output: &mut (dyn Write + Send)) -> Result<()> {
    let mut files = Vec::new();
    for part in parts {
        files.push((SerializedFileReader::new(part.bytes)?, part.stays));
    }
    let Some((first, _)) = files.first() else {
        return Ok(());
    };
    let metadata = first.metadata();
    let schema = metadata.file_metadata().schema_descr().root_schema_ptr();
    let mut writer =
        SerializedFileWriter::new(output, Arc::clone(&schema), Arc::new(as_in(metadata)))?;
    for (file, stays) in &files {
        if file
            .metadata()
            .file_metadata()
            .schema_descr()
            .root_schema_ptr()
            != schema
        {
            return Err(ParquetError::General(
                "tables of different schemas cannot be joined".to_owned(),
            ));
        }
        let mut first = 0;
        for at in 0..file.num_row_groups() {
            let rows = usize::try_from(file.metadata().row_group(at).num_rows()).unwrap_or(0);
            let of_group = |row: usize| stays.get(first + row).copied().unwrap_or(true);
            if (0..rows).any(of_group) {
                let mut group = writer.next_row_group()?;
                copy_group(&*file.get_row_group(at)?, &mut group, &of_group)?;
                group.close()?;
            }
            first += rows;
        }
    }
    writer.close()?;
    Ok(())
}

/// How a file is written to be as another one.
fn as_in(metadata: &ParquetMetaData) -> WriterProperties {
    let file = metadata.file_metadata();
    let mut properties = WriterProperties::builder()
        .set_created_by("samestory".to_owned())
        .set_key_value_metadata(file.key_value_metadata().cloned())
        .set_writer_version(match file.version() {
            1 => WriterVersion::PARQUET_1_0,
            _ => WriterVersion::PARQUET_2_0,
        });
    let columns = metadata.row_groups().first().map(RowGroupMetaData::columns);
    for column in columns.unwrap_or_default() {
        let compression = match column.compression() {
            // The old form of it is no longer written.
            Compression::LZ4 => Compression::LZ4_RAW,
            other => other,
        };
        properties = properties.set_column_compression(column.column_path().clone(), compression);
    }
    properties.build()
}

fn copy_group<W: Write + Send>(
    from: &dyn RowGroupReader,
    to: &mut SerializedRowGroupWriter<'_, W>,
    stays: &dyn Fn(usize) -> bool,
) -> Result<()> {
    for at in 0..from.num_columns() {
        let Some(mut writer) = to.next_column()? else {
            break;
        };
        macro_rules! copy_as {
            ($($reader:ident $writer:ident),+) => {
                match (from.get_column_reader(at)?, writer.untyped()) {
                    $((ColumnReader::$reader(from), ColumnWriter::$writer(to)) => {
                        copy_column(from, to, stays)?;
                    })+
                    _ => return Err(ParquetError::General("a column changed its type".to_owned())),
                }
            };
        }
        copy_as!(
            BoolColumnReader BoolColumnWriter,
            Int32ColumnReader Int32ColumnWriter,
            Int64ColumnReader Int64ColumnWriter,
            Int96ColumnReader Int96ColumnWriter,
            FloatColumnReader FloatColumnWriter,
            DoubleColumnReader DoubleColumnWriter,
            ByteArrayColumnReader ByteArrayColumnWriter,
            FixedLenByteArrayColumnReader FixedLenByteArrayColumnWriter
        );
        writer.close()?;
    }
    Ok(())
}

/// Copies what rows that stay have in a column.
fn copy_column<T: DataType>(
    mut from: ColumnReaderImpl<T>,
    to: &mut ColumnWriterImpl<'_, T>,
    stays: &dyn Fn(usize) -> bool,
) -> Result<()> {
    let (deepest, repeats) = {
        let column = to.get_descriptor();
        (column.max_def_level(), column.max_rep_level() > 0)
    };
    let (mut definitions, mut repetitions, mut values) = (Vec::new(), Vec::new(), Vec::new());
    // Rows that were begun.
    let mut rows = 0_usize;
    loop {
        definitions.clear();
        repetitions.clear();
        values.clear();
        let (records, _, levels) = from.read_records(
            RECORDS,
            Some(&mut definitions),
            Some(&mut repetitions),
            &mut values,
        )?;
        if records == 0 && levels == 0 {
            return Ok(());
        }
        let mut kept = Kept::default();
        let mut read = std::mem::take(&mut values).into_iter();
        for level in 0..levels {
            rows += usize::from(!repeats || repetitions[level] == 0);
            let is_value = deepest == 0 || definitions[level] == deepest;
            let value = if is_value { read.next() } else { None };
            if !stays(rows.saturating_sub(1)) {
                continue;
            }
            if deepest > 0 {
                kept.definitions.push(definitions[level]);
            }
            if repeats {
                kept.repetitions.push(repetitions[level]);
            }
            kept.values.extend(value);
        }
        to.write_batch(
            &kept.values,
            (deepest > 0).then_some(&kept.definitions),
            repeats.then_some(&kept.repetitions),
        )?;
    }
}

/// What stays of a stretch of a column.
struct Kept<V> {
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    values: Vec<V>,
}

impl<V> Default for Kept<V> {
    fn default() -> Self {
        Self {
            definitions: Vec::new(),
            repetitions: Vec::new(),
            values: Vec::new(),
        }
    }
}
