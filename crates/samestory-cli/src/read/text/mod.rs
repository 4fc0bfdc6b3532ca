//! Plain text: a file is an article. Its name is the id; a headline is not guessed here.

use super::draft::Draft;
use super::encoding;
use super::fields::{Field, Names, Target};
use super::format::Format;
use super::framing::{Framing, Whole};
use super::kind::{About, Kind, Passing, Sign, Start};
use super::problem::Remark;

/// A file that is a text.
#[derive(Debug)]
pub(super) struct Text {
    id: Box<str>,
}

impl Kind for Text {
    fn told(_: Format, start: &Start<'_>) -> Sign {
        match start.claimed {
            Some(Format::Text) => Sign::Named,
            _ => Sign::Possible,
        }
    }

    fn about(_: Format) -> About {
        About {
            name: "plain text",
            told: "the name (.txt), or nothing else fits",
            article: "the file",
            taken: "the text; the name of the file as id",
            left_out: "nothing",
            passed_on: "the names of the files that stay",
        }
    }

    fn open(_: Format, start: &Start<'_>) -> Self {
        Self {
            id: start.id.into(),
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        Box::new(Whole)
    }

    fn parse(&self, record: &[u8], _: &Names, draft: &mut Draft) -> Result<(), Remark> {
        parse(record, &self.id, draft)
    }

    fn passing(&self) -> Passing<'_> {
        Passing::Names
    }

    fn unmarkable(&self) -> Option<Remark> {
        Some(Remark::new(
            "a plain text has no field to mark copies with",
            "leave copies out instead, or give articles as records",
        ))
    }
}

/// Reads a whole file.
fn parse(bytes: &[u8], id: &str, draft: &mut Draft) -> Result<(), Remark> {
    draft.start();
    let put = |draft: &mut Draft, field, value: &str| {
        let target = Target {
            field,
            rank: 0,
            is_sure: true,
        };
        draft.put(target, value);
    };
    put(draft, Field::Id, id);
    if let Ok(text) = std::str::from_utf8(bytes) {
        put(draft, Field::Text, text);
    } else if bytes.contains(&0) {
        return Err(Remark::new(
            "not a text: it holds NUL bytes and is not UTF-8",
            "leave out files that are not texts, or convert it to UTF-8",
        ));
    } else {
        let (text, found) = encoding::decode(bytes, None);
        put(draft, Field::Text, &text);
        draft.remarks.push(encoding::decoded(found));
    }
    draft.finish()
}
