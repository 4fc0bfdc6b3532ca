//! A JSON document: an array of records, objects that span lines, or an object around the records.

use super::elements::Elements;
use super::envelope::{self, Envelope, Enveloped};
use super::{object, sign};
use crate::read::draft::Draft;
use crate::read::fields::{Field, Names};
use crate::read::format::Format;
use crate::read::framing::Framing;
use crate::read::kind::{About, Kind, Passing, Sign, Start};
use crate::read::problem::Remark;
use crate::read::version::Version;

/// A JSON document.
#[derive(Debug)]
pub(in crate::read) struct Json {
    envelope: Option<Envelope>,
}

impl Kind for Json {
    fn told(_: Format, start: &Start<'_>) -> Sign {
        let line = start.line();
        let second = start.text.get(1..).unwrap_or_default().trim_ascii_start();
        let may_hold_records = match start.claimed {
            Some(Format::Csv | Format::Tsv) => return Sign::None,
            Some(Format::Text) => sign::is_object(line) == Some(true),
            _ => true,
        };
        match start.text.first() {
            Some(b'[') if matches!(second.first(), Some(b'{' | b']')) => Sign::Shown,
            Some(b'{')
                if may_hold_records && envelope::find(start.sample, start.names).is_some() =>
            {
                Sign::Shown
            }
            // An object cut off by the end of the sample is a long line, one cut off by the end of
            // its line spans several.
            Some(b'{') if sign::is_object(line).is_none() && line.len() < start.text.len() => {
                Sign::Likely
            }
            _ => Sign::None,
        }
    }

    fn about(_: Format) -> About {
        About {
            name: "JSON, JSON Feed, answers of news interfaces",
            told: "`[`, objects that span lines, or an object around a list whose elements look like articles, up to six deep",
            article: "an element of the list",
            taken: "fields by name or path, nested ones too; the elements of a list are joined",
            left_out: "other fields",
            passed_on: "one array, an element a line; an object around them stays as it is",
        }
    }

    fn open(_: Format, start: &Start<'_>) -> Self {
        Self {
            envelope: envelope::find(start.sample, start.names),
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        match self.envelope {
            Some(envelope) => Box::new(Enveloped::new(envelope)),
            None => Box::new(Elements::default()),
        }
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        object::parse(record, names, draft)?;
        // What is asked for again and again gives its items again and again.
        if self.envelope.is_some() {
            let source = draft.value(Field::Source).unwrap_or_default();
            let date = draft.shelf.last().and_then(|article| article.published);
            let (id, url) = (draft.value(Field::Id), draft.value(Field::Url));
            draft.version = Version::of_item(id, url, source, date);
        }
        Ok(())
    }

    fn passing(&self) -> Passing<'_> {
        match self.envelope {
            Some(_) => Passing::Document,
            None => Passing::Elements,
        }
    }
}
