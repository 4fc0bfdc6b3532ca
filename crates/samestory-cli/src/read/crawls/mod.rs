//! Crawls: WARC, its texts (WET), and ARC.
//!
//! In: records, cut out by the length that each says it has (`framing.rs`). Out: an article for each
//! response that is a page, and for each text of one. Requests, revisits and whatever else a crawl
//! keeps are passed over, and counted by what they are.
//!
//! Promise: a record that is cut or damaged costs no other; no more than one is held at a time.
//!
//! Source: ISO 28500 (WARC 1.0 and 1.1), the ARC format of the Internet Archive, RFC 9112.

mod arc;
mod form;
mod framing;
mod head;
mod http;
mod record;
mod warc;

use self::form::Form;
use self::framing::Records;
use super::draft::Draft;
use super::fields::Names;
use super::format::Format;
use super::framing::Framing;
use super::kind::{About, Kind, Passing, Sign, Start};
use super::problem::Remark;

/// A crawl.
#[derive(Debug)]
pub(super) struct Crawl {
    form: Form,
}

impl Kind for Crawl {
    fn told(format: Format, start: &Start<'_>) -> Sign {
        let begins = |form: Form| {
            let line = start.text.split_inclusive(|&b| b == b'\n').next();
            line.is_some_and(|line| form.begins(line))
        };
        let (form, is_shown) = match format {
            Format::Arc => (Form::Arc, begins(Form::Arc)),
            _ => (Form::Warc, begins(Form::Warc)),
        };
        match start.claimed {
            _ if is_shown => Sign::Shown,
            Some(Format::Warc) if form == Form::Warc => Sign::Named,
            Some(Format::Arc) if form == Form::Arc => Sign::Named,
            _ => Sign::None,
        }
    }

    fn about(format: Format) -> About {
        About {
            name: match format {
                Format::Arc => "ARC",
                _ => "WARC and WET",
            },
            told: match format {
                Format::Arc => "the first line of a record, or the name (.arc)",
                _ => "the first line of a record, or the name (.warc, .wet)",
            },
            article: "a response that is a page, or the text of one",
            taken: "as from the page; id, address and date of the record where the page states none",
            left_out: "requests, revisits, other kinds, types and statuses",
            passed_on: "the records that stay, byte for byte",
        }
    }

    fn open(format: Format, _: &Start<'_>) -> Self {
        let form = match format {
            Format::Arc => Form::Arc,
            _ => Form::Warc,
        };
        Self { form }
    }

    fn is_costly(&self) -> bool {
        true
    }

    fn framing(&self) -> Box<dyn Framing> {
        Box::new(Records::new(self.form))
    }

    fn parse(&self, record: &[u8], _: &Names, draft: &mut Draft) -> Result<(), Remark> {
        match self.form {
            Form::Warc => record::parse_warc(record, draft),
            Form::Arc => record::parse_arc(record, draft),
        }
    }

    fn passing(&self) -> Passing<'_> {
        Passing::Lines
    }

    fn unmarkable(&self) -> Option<Remark> {
        Some(Remark::new(
            "a record of a crawl has no field to mark copies with",
            "leave copies out instead, or give articles as JSON",
        ))
    }
}
