//! Files that are one article each: read in parallel, many at a time.

use std::io::{self, Read};

use rayon::prelude::*;

use super::Survey;
use crate::read::archive;
use crate::read::blocks::{self, Entry};
use crate::read::content::{self, Content, Opened};
use crate::read::damage::is_of_system;
use crate::read::draft::Draft;
use crate::read::format::Format;
use crate::read::input::Found;
use crate::read::kind::{Kind, Start};
use crate::read::kinds;
use crate::read::parsed::Parsed;
use samestory::error::Error;

/// Where a file can be read again, and what it gave.
type Whole = (Content, Parsed);

impl Survey<'_> {
    /// Whether a file is one record by its name or by the user's word. One that is named itself is
    /// looked into first, unless the user insists.
    pub(super) fn is_one(&self, found: &Found) -> bool {
        let format = match self.options.format {
            None if found.named => None,
            None => found.claimed,
            format => format,
        };
        matches!(format, Some(Format::Text | Format::Html))
    }

    /// Reads a file that is one record of a kind.
    pub(super) fn read_whole(
        &mut self,
        found: &Found,
        format: Format,
        kind: Box<dyn Kind>,
        opened: Opened<'_>,
    ) -> Result<(), Error> {
        let result = self.parse_whole(&*kind, opened);
        self.report();
        self.add_whole(found, format, kind, result)
    }

    /// Reads files that are one record by name, in parallel; what shows another format is read as that.
    pub(super) fn read_ones(&mut self, found: &[Found]) -> Result<(), Error> {
        // So many at a time that a stop is noticed and no more than a few are held.
        for batch in found.chunks(256) {
            let parsed: Vec<_> = batch.par_iter().map(|found| self.one(found)).collect();
            self.report();
            for (found, one) in batch.iter().zip(parsed) {
                match one {
                    Some((format, kind, result)) => self.add_whole(found, format, kind, result)?,
                    None => self.read(found)?,
                }
            }
            self.check()?;
        }
        Ok(())
    }

    /// A file as one record; none when it shows another format.
    fn one(&self, found: &Found) -> Option<(Format, Box<dyn Kind>, io::Result<Whole>)> {
        let format = (self.options.format.or(found.claimed)).unwrap_or(Format::Text);
        let opened = content::open(&found.origin, &self.gauge.read);
        let sample = opened.as_ref().map_or(&[][..], |opened| &opened.sample[..]);
        let start = Start::new(sample, found.claimed, self.names, &found.id);
        // A page without the usual first lines looks like a text.
        let told = kinds::tell(&start).0;
        let is_other = self.options.format.is_none()
            && (![format, Format::Text].contains(&told) || archive::told(sample).is_some());
        if is_other {
            return None;
        }
        let kind = kinds::open(format, &start);
        let result = opened.and_then(|opened| self.parse_whole(&*kind, opened));
        Some((format, kind, result))
    }

    fn add_whole(
        &mut self,
        found: &Found,
        format: Format,
        kind: Box<dyn Kind>,
        result: io::Result<Whole>,
    ) -> Result<(), Error> {
        match result {
            Ok((content, parsed)) => self.add(found, content, kind, format, vec![parsed]),
            Err(error) => self.unreadable(found, error),
        }
    }

    /// Reads one file as one article.
    fn parse_whole(&self, kind: &dyn Kind, opened: Opened<'_>) -> io::Result<Whole> {
        let limit = self.options.record_bytes.min(1 << 30);
        let mut bytes = Vec::new();
        let mut damage = None;
        if let Err(error) = opened.stream.take(limit as u64 + 1).read_to_end(&mut bytes) {
            if is_of_system(&error) {
                return Err(error);
            }
            damage = Some(error);
        }
        let content = if let Some(content) = opened.content {
            content
        } else {
            let base = self.spool.len();
            self.spool.append(&bytes)?;
            Content::spooled(self.spool, base, None)
        };
        let entry = Entry {
            offset: 0,
            length: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            line: 1,
        };
        let mut draft = Draft::new(self.options.html, self.options.extractor);
        draft.as_of = self.options.as_of;
        let result = match damage {
            Some(error) => Err(blocks::damaged(&error)),
            None if bytes.len() > limit => Err(blocks::too_long(limit)),
            None => kind.parse(&bytes, self.names, &mut draft),
        };
        let mut parsed = Parsed::new(0);
        parsed.take(entry, u64::from(entry.length), result, &mut draft);
        Ok((content, self.settle(kind, parsed, draft)?))
    }
}
