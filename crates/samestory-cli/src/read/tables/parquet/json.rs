//! Values of a Parquet table as JSON.
//!
//! Points in time become ISO 8601, bytes that are text become text. What no field of an article can
//! be (other bytes, numbers that are none) becomes null.

use std::io::Write as _;

use parquet::record::Field;
use samestory::time::{Day, Timestamp};
use serde_json::to_writer;

/// Writes an object with the members that hold something.
pub(super) fn object<'f>(
    members: impl Iterator<Item = (&'f String, &'f Field)>,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    let mut between: &[u8] = b"";
    for (name, value) in members.filter(|(_, value)| !matches!(value, Field::Null)) {
        out.extend_from_slice(between);
        between = b",";
        string(name, out);
        out.push(b':');
        write(value, out);
    }
    out.push(b'}');
}

fn write(value: &Field, out: &mut Vec<u8>) {
    match value {
        Field::Bool(value) => put(value, out),
        Field::Byte(value) => put(value, out),
        Field::Short(value) => put(value, out),
        Field::Int(value) => put(value, out),
        Field::Long(value) => put(value, out),
        Field::UByte(value) => put(value, out),
        Field::UShort(value) => put(value, out),
        Field::UInt(value) => put(value, out),
        Field::ULong(value) => put(value, out),
        Field::Float16(value) => number(f64::from(*value), out),
        Field::Float(value) => number(f64::from(*value), out),
        Field::Double(value) => number(*value, out),
        Field::Str(value) => string(value, out),
        Field::Bytes(value) => match std::str::from_utf8(value.data()) {
            Ok(value) => string(value, out),
            Err(_) => null(out),
        },
        Field::Date(days) => text(Some(Day::from_number(*days)), out),
        Field::TimestampMillis(value) => second(value.div_euclid(1_000), out),
        Field::TimestampMicros(value) => second(value.div_euclid(1_000_000), out),
        Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_) => {
            text(Some(value), out);
        }
        Field::Group(row) => object(row.get_column_iter(), out),
        Field::ListInternal(list) => array(list.elements().iter(), out),
        // A map with other keys than names has none of an article's fields.
        Field::MapInternal(map) => {
            let members = (map.entries().iter()).filter_map(|(key, value)| match key {
                Field::Str(key) => Some((key, value)),
                _ => None,
            });
            object(members, out);
        }
        Field::Null => null(out),
    }
}

fn array<'f>(elements: impl Iterator<Item = &'f Field>, out: &mut Vec<u8>) {
    out.push(b'[');
    let mut between: &[u8] = b"";
    for element in elements {
        out.extend_from_slice(between);
        between = b",";
        write(element, out);
    }
    out.push(b']');
}

// Writing to memory cannot fail.

fn put(value: impl std::fmt::Display, out: &mut Vec<u8>) {
    let _ = write!(out, "{value}");
}

fn number(value: f64, out: &mut Vec<u8>) {
    let _ = to_writer(out, &value);
}

fn string(value: &str, out: &mut Vec<u8>) {
    let _ = to_writer(out, value);
}

fn second(since_1970: i64, out: &mut Vec<u8>) {
    text(Timestamp::from_seconds(since_1970).ok(), out);
}

fn text(value: Option<impl std::fmt::Display>, out: &mut Vec<u8>) {
    match value {
        Some(value) => string(&value.to_string(), out),
        None => null(out),
    }
}

fn null(out: &mut Vec<u8>) {
    out.extend_from_slice(b"null");
}
