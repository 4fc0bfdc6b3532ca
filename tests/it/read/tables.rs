//! Tables that are no text: Parquet, Arrow, `SQLite`.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use samestory::ArticleSource;
use samestory_cli::read::{self, FieldNames, Format, Input, Options};

use super::{articles, gzip, open};

const SCHEMA: &str = "message news {
    REQUIRED BINARY id (UTF8);
    OPTIONAL BINARY title (UTF8);
    OPTIONAL GROUP content { OPTIONAL BINARY body (UTF8); OPTIONAL DOUBLE weight; }
    OPTIONAL INT64 published (TIMESTAMP(MILLIS,true));
    OPTIONAL GROUP authors (LIST) { REPEATED GROUP list { OPTIONAL BINARY element (UTF8); } }
}";

/// Rows of news in groups, as a data team would send them.
fn table(groups: &[&[usize]]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).unwrap()))
        .set_key_value_metadata(Some(vec![KeyValue::new(
            "team".to_owned(),
            "data".to_owned(),
        )]))
        .build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    for rows in groups {
        let text = |what: &str| -> Vec<ByteArray> {
            let of = |row: &usize| ByteArray::from(format!("{what} {row}").as_str());
            rows.iter().map(of).collect()
        };
        let all = vec![1; rows.len()];
        let deep = vec![2; rows.len()];
        let mut group = writer.next_row_group().unwrap();
        for (number, values) in ["id", "Title", "Body of the article", "", "", "Author"]
            .iter()
            .enumerate()
        {
            let mut column = group.next_column().unwrap().unwrap();
            match number {
                0 => column
                    .typed::<ByteArrayType>()
                    .write_batch(&text(values), None, None),
                1 => column
                    .typed::<ByteArrayType>()
                    .write_batch(&text(values), Some(&all), None),
                2 => column
                    .typed::<ByteArrayType>()
                    .write_batch(&text(values), Some(&deep), None),
                3 => {
                    // None has a weight.
                    column
                        .typed::<DoubleType>()
                        .write_batch(&[], Some(&all), None)
                }
                4 => {
                    let days: Vec<i64> = (rows.iter())
                        .map(|&row| i64::try_from(row).unwrap() * 86_400_000)
                        .collect();
                    column
                        .typed::<Int64Type>()
                        .write_batch(&days, Some(&all), None)
                }
                _ => {
                    // Each has two, but the first of a group, which has no list at all.
                    let (mut definitions, mut repetitions, mut names) =
                        (vec![0], vec![0], Vec::new());
                    for name in &text(values)[1..] {
                        definitions.extend([3, 3]);
                        repetitions.extend([0, 1]);
                        names.extend([name.clone(), ByteArray::from("Orla Brandt")]);
                    }
                    column.typed::<ByteArrayType>().write_batch(
                        &names,
                        Some(&definitions),
                        Some(&repetitions),
                    )
                }
            }
            .unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn nested() -> Options {
    Options {
        fields: FieldNames {
            text: Some("content.body".to_owned()),
            ..FieldNames::default()
        },
        ..Options::default()
    }
}

#[test]
fn a_parquet_table_is_read_with_nested_columns_and_lists() {
    let bytes = table(&[&[0, 1, 2], &[3, 4]]);
    for (name, bytes) in [
        ("news.parquet", bytes.clone()),
        ("-", bytes.clone()),
        ("news.parquet.gz", gzip(&bytes)),
    ] {
        for memory_bytes in [0, 1 << 20] {
            let options = Options {
                memory_bytes,
                ..nested()
            };
            let feed = open(&[Input::bytes(name, &bytes)], &options);
            let articles = articles(&feed);
            assert_eq!(articles.len(), 5, "{name}");
            assert_eq!(articles[4].id, "id 4");
            assert_eq!(articles[4].title, "Title 4");
            assert_eq!(articles[4].text, "Body of the article 4");
            assert_eq!(articles[4].author.as_deref(), Some("Author 4, Orla Brandt"));
            assert_eq!(articles[3].author, None);
            let published = articles[4].published.map(|stamp| stamp.to_string());
            assert_eq!(published.as_deref(), Some("1970-01-05T00:00:00Z"));
            let from = feed.provenance(4).unwrap();
            assert_eq!((from.record, from.format), (Some(5), Format::Parquet));
        }
    }
}

#[test]
fn a_parquet_table_is_passed_on_with_its_schema_and_the_rows_that_stay_in_order() {
    let bytes = table(&[&[0, 1, 2], &[3, 4], &[5]]);
    let feed = open(&[Input::bytes("news.parquet", &bytes)], &nested());
    let mut passed = Vec::new();
    feed.copy_without(&|position| matches!(position, 1 | 3 | 5), &mut passed, None)
        .unwrap();
    let parts =
        |bytes: &[u8]| SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).unwrap();
    let (before, after) = (parts(&bytes), parts(&passed));
    let file =
        |reader: &SerializedFileReader<bytes::Bytes>| reader.metadata().file_metadata().clone();
    assert_eq!(file(&before).schema(), file(&after).schema());
    assert_eq!(
        file(&before).key_value_metadata(),
        file(&after).key_value_metadata()
    );
    assert_eq!(
        before.metadata().row_group(0).column(1).compression(),
        after.metadata().row_group(0).column(1).compression()
    );
    let rows = |reader: &SerializedFileReader<bytes::Bytes>| -> Vec<String> {
        reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().to_string())
            .collect()
    };
    let expected: Vec<_> = (rows(&before).into_iter().enumerate())
        .filter(|(row, _)| !matches!(row, 1 | 3 | 5))
        .map(|(_, row)| row)
        .collect();
    assert_eq!(rows(&after), expected);
    // And again: two tables of one schema are one.
    let both = [
        Input::bytes("a.parquet", &passed),
        Input::bytes("b.parquet", &passed),
    ];
    let mut joined = Vec::new();
    open(&both, &nested())
        .copy_without(&|_| false, &mut joined, None)
        .unwrap();
    assert_eq!(rows(&parts(&joined)), [expected.clone(), expected].concat());
}

#[test]
fn damaged_tables_are_refused_and_cost_nothing_else() {
    let bytes = table(&[&[0, 1, 2], &[3, 4]]);
    let mut wrong = 0;
    for cut in (4..bytes.len()).step_by(7) {
        let input = [Input::bytes("cut.parquet", &bytes[..cut])];
        let error = read::open(&input, &nested(), &|_| {})
            .unwrap_err()
            .to_string();
        assert!(error.contains("cannot be read"), "{error}");
    }
    for at in (4..bytes.len()).step_by(3) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        match read::open(
            &[Input::bytes("damaged.parquet", &damaged)],
            &nested(),
            &|_| {},
        ) {
            Ok(feed) => assert!(feed.len() <= 5),
            Err(_) => wrong += 1,
        }
    }
    assert!(wrong > 0);
}

#[test]
fn a_table_without_a_title_or_text_says_which_columns_it_has() {
    let options = Options {
        fields: FieldNames {
            title: Some("head".to_owned()),
            text: Some("words".to_owned()),
            id: Some("number".to_owned()),
            date: Some("day".to_owned()),
            author: Some("by".to_owned()),
            ..FieldNames::default()
        },
        ..Options::default()
    };
    let bytes = table(&[&[0, 1]]);
    let error = read::open(&[Input::bytes("a.parquet", bytes)], &options, &|_| {}).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("no column holds a title or a text"),
        "{error}"
    );
    assert!(error.contains("content"), "{error}");
}

#[cfg(feature = "sqlite")]
#[test]
fn a_data_base_is_read_by_query_and_only_so() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("news.db");
    let base = rusqlite::Connection::open(&path).unwrap();
    base.execute_batch(
        "create table stories (id integer, headline text, body text, day text);
         insert into stories values (1, 'Lock closed', 'The lock is closed.', '2024-02-12'), (2, 'Lock open', null, null);",
    )
    .unwrap();
    drop(base);
    let before = std::fs::read(&path).unwrap();
    let read = |query: Option<&str>| {
        let options = Options {
            query: query.map(str::to_owned),
            ..Options::default()
        };
        read::open(&[Input::Path(path.clone())], &options, &|_| {})
    };
    let feed = read(Some(
        "select id, headline, body, day as published from stories order by id",
    ))
    .unwrap();
    let found = articles(&feed);
    assert_eq!(
        (found[0].id.as_str(), found[0].title.as_str()),
        ("1", "Lock closed")
    );
    assert_eq!(
        (found[1].title.as_str(), found[1].text.as_str()),
        ("Lock open", "")
    );
    for (query, part) in [
        (None, "its tables are stories"),
        (Some("select nothing from nowhere"), "the query fails"),
        (Some("delete from stories"), "would change"),
    ] {
        let error = read(query).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(room.path()).unwrap().count(), 1);
}

#[cfg(feature = "arrow")]
#[test]
fn arrow_tables_are_read_as_files_and_as_streams() {
    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    use arrow_ipc::writer::{FileWriter, StreamWriter};
    let column = |values: Vec<Option<&str>>| Arc::new(StringArray::from(values)) as ArrayRef;
    let batch = RecordBatch::try_from_iter([
        (
            "title",
            column(vec![Some("Lock closed"), Some("Lock open")]),
        ),
        ("text", column(vec![Some("The lock is closed."), None])),
        ("other", column(vec![None, None])),
    ])
    .unwrap();
    let (mut file, mut stream) = (Vec::new(), Vec::new());
    let mut writer = FileWriter::try_new(&mut file, &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    drop(writer);
    let mut writer = StreamWriter::try_new(&mut stream, &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    drop(writer);
    for bytes in [file, stream] {
        let feed = open(&[Input::bytes("-", &bytes)], &Options::default());
        let titles: Vec<_> = articles(&feed)
            .into_iter()
            .map(|article| article.title)
            .collect();
        assert_eq!(titles, ["Lock closed", "Lock open"]);
        let cut = read::open(
            &[Input::bytes("-", &bytes[..bytes.len() / 3])],
            &Options::default(),
            &|_| {},
        );
        assert!(cut.is_err() || cut.unwrap().len() < 2);
    }
}
