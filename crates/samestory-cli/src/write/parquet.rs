//! Parquet: a table in columns, compressed with Zstandard, one row group.
//!
//! Every column is optional; ids, names and prose are UTF-8 strings, shares are doubles.
//! Cost: one encoded copy of each column in memory at a time.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::table::{Column, Table, Values};
use samestory::error::{Error, ErrorKind};

/// Writes a table as Parquet.
///
/// # Errors
/// When `writer` refuses the bytes.
pub fn parquet<W: Write + Send>(writer: W, table: &Table) -> Result<(), Error> {
    write(writer, table).map_err(|cause| {
        Error::new(
            ErrorKind::Io,
            format!("the Parquet file cannot be written: {cause}"),
        )
        .because(cause)
    })
}

fn write<W: Write + Send>(writer: W, table: &Table) -> Result<(), ParquetError> {
    let fields = (table.columns.iter())
        .map(|column| field(column).map(Arc::new))
        .collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder(table.name)
        .with_fields(fields)
        .build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_created_by("samestory".to_owned())
        .build();
    let mut file = SerializedFileWriter::new(writer, Arc::new(schema), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for column in &table.columns {
        match &column.values {
            Values::Text(values) => {
                let bytes = |text: &String| ByteArray::from(text.as_str());
                append::<ByteArrayType, _, _>(&mut group, values, bytes)?;
            }
            Values::Integer(values) => append::<Int64Type, _, _>(&mut group, values, |v| *v)?,
            Values::Number(values) => append::<DoubleType, _, _>(&mut group, values, |v| *v)?,
        }
    }
    group.close()?;
    file.close()?;
    Ok(())
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, converted) = match column.values {
        Values::Text(_) => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
        Values::Integer(_) => (Physical::INT64, ConvertedType::NONE),
        Values::Number(_) => (Physical::DOUBLE, ConvertedType::NONE),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_converted_type(converted)
        .build()
}

/// Writes the next column; a missing value is a definition level of 0.
fn append<D: DataType, V, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[Option<V>],
    encode: impl Fn(&V) -> D::T,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General(
            "more columns than the schema has".to_owned(),
        ));
    };
    let levels: Vec<i16> = values
        .iter()
        .map(|value| i16::from(value.is_some()))
        .collect();
    let present: Vec<D::T> = values.iter().flatten().map(encode).collect();
    column
        .typed::<D>()
        .write_batch(&present, Some(&levels), None)?;
    column.close()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn what_is_written_reads_back_with_names_values_and_gaps() {
        let table = Table {
            name: "pair",
            columns: vec![
                Column {
                    name: "a",
                    values: Values::Text(vec![Some("ä".into()), Some("b".into())]),
                },
                Column {
                    name: "event_score",
                    values: Values::Number(vec![None, Some(0.5)]),
                },
                Column {
                    name: "n",
                    values: Values::Integer(vec![Some(3), None]),
                },
            ],
        };
        let mut bytes = Vec::new();
        parquet(&mut bytes, &table).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<String> = (reader.get_row_iter(None).unwrap())
            .map(|row| row.unwrap().to_string())
            .collect();
        assert_eq!(
            rows,
            [
                "{a: \"ä\", event_score: null, n: 3}",
                "{a: \"b\", event_score: 0.5, n: null}"
            ]
        );
    }
}
