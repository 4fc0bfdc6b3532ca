//! JSON lines: one record a line.

use std::ops::Range;

use super::object;
use super::sign;
use crate::read::draft::Draft;
use crate::read::fields::Names;
use crate::read::format::Format;
use crate::read::framing::{Framing, trim};
use crate::read::kind::{About, Kind, Passing, Sign, Start};
use crate::read::problem::Remark;

/// An object a line.
#[derive(Debug)]
pub(in crate::read) struct JsonLines;

impl Kind for JsonLines {
    fn told(_: Format, start: &Start<'_>) -> Sign {
        match (start.claimed, start.text.first()) {
            (Some(Format::Jsonl), _) => Sign::Named,
            (Some(Format::Text), Some(b'{')) if sign::is_object(start.line()) == Some(true) => {
                Sign::Shown
            }
            (Some(Format::Json), _) | (_, Some(b'{')) | (None, None) => Sign::Likely,
            _ => Sign::None,
        }
    }

    fn about(_: Format) -> About {
        About {
            name: "JSON lines",
            told: "lines of objects, or the name (.jsonl, .ndjson)",
            article: "a line",
            taken: "fields by name or path, nested ones too; the elements of a list are joined",
            left_out: "other fields",
            passed_on: "the same lines",
        }
    }

    fn open(_: Format, _: &Start<'_>) -> Self {
        Self
    }

    fn framing(&self) -> Box<dyn Framing> {
        Box::new(Lines)
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        object::parse(record, names, draft)
    }

    fn passing(&self) -> Passing<'_> {
        Passing::Lines
    }
}

/// Ends records at newlines; a blank line is none.
#[derive(Debug, Default)]
struct Lines;

impl Framing for Lines {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        memchr::memchr(b'\n', fresh).map(|at| at + 1)
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        trim(record, |b| b.is_ascii_whitespace())
    }
}
