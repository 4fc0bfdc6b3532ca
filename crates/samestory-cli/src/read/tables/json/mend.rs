//! Records that are not quite JSON, as some exporters write them: only what can mean one thing is
//! mended, so that it costs no more than its field.
//!
//! - `NaN` and `Infinity` become null;
//! - half of a surrogate pair becomes the replacement character;
//! - a control character inside a string becomes its escape;
//! - a backslash in front of what is no escape stays as a backslash;
//! - bytes that are not UTF-8 are read in the encoding that they seem to have; amid other UTF-8 they
//!   become replacement characters.
//!
//! Cost: linear, and only for records that could not be read.

use std::borrow::Cow;

use crate::read::encoding;
use crate::read::problem::Remark;

/// A record that may be read now, and what was wrong with it.
pub(super) struct Mended {
    pub(super) text: String,
    pub(super) remarks: Vec<Remark>,
}

/// None when there is nothing to be mended.
pub(super) fn mend(record: &[u8]) -> Option<Mended> {
    let mut remarks = Vec::new();
    let text = decode(record, &mut remarks);
    let mut mender = Mender {
        rest: &text,
        text: String::with_capacity(text.len() + 16),
        found: [false; 4],
    };
    mender.run();
    let reasons = [
        "holds NaN or Infinity, which JSON does not have, so that was read as null",
        "holds half of a surrogate pair, which was read as \u{fffd}",
        "holds a control character that is not escaped",
        "holds a backslash before what is no escape, which was read as itself",
    ];
    for (reason, _) in reasons.iter().zip(mender.found).filter(|(_, found)| *found) {
        let repair = "write the records with a JSON library";
        remarks.push(Remark::new(*reason, repair));
    }
    (!remarks.is_empty()).then_some(Mended {
        text: mender.text,
        remarks,
    })
}

fn decode<'r>(record: &'r [u8], remarks: &mut Vec<Remark>) -> Cow<'r, str> {
    if let Ok(text) = std::str::from_utf8(record) {
        return Cow::Borrowed(text);
    }
    if record.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        remarks.push(Remark::new(
            "holds bytes that are not UTF-8, which were read as \u{fffd}",
            "convert the file to UTF-8, for example with iconv",
        ));
        return String::from_utf8_lossy(record);
    }
    let (text, encoding) = encoding::decode(record, None);
    remarks.push(encoding::decoded(encoding));
    Cow::Owned(text)
}

struct Mender<'t> {
    rest: &'t str,
    text: String,
    /// Numbers, surrogates, control characters, escapes.
    found: [bool; 4],
}

impl Mender<'_> {
    fn run(&mut self) {
        while let Some(at) = self.rest.find(['"', 'N', 'I', '-']) {
            self.keep(at);
            let number = ["NaN", "-Infinity", "Infinity"]
                .into_iter()
                .find(|number| self.rest.starts_with(number));
            if self.rest.starts_with('"') {
                self.keep(1);
                self.string();
            } else if let Some(number) = number {
                self.replace(number.len(), "null", 0);
            } else {
                self.keep(1);
            }
        }
        self.keep(self.rest.len());
    }

    /// The rest of a string whose quote was opened.
    fn string(&mut self) {
        while let Some(at) = self
            .rest
            .find(|c: char| matches!(c, '"' | '\\') || c.is_ascii_control())
        {
            self.keep(at);
            match self.rest.as_bytes() {
                [b'"', ..] => return self.keep(1),
                [b'\\', b'u', ..] => self.escape(),
                [
                    b'\\',
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't',
                    ..,
                ] => self.keep(2),
                [b'\\', ..] => self.replace(1, "\\\\", 3),
                [byte, ..] if *byte < 0x20 => {
                    let escape = format!("\\u{byte:04x}");
                    self.replace(1, &escape, 2);
                }
                _ => self.keep(1),
            }
        }
        self.keep(self.rest.len());
    }

    fn escape(&mut self) {
        let unit = |at: usize| {
            let digits = self.rest.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        match unit(0) {
            None => self.replace(1, "\\\\", 3),
            Some(0xd800..=0xdbff) if matches!(unit(6), Some(0xdc00..=0xdfff)) => self.keep(12),
            Some(0xd800..=0xdfff) => self.replace(6, "\u{fffd}", 1),
            Some(_) => self.keep(6),
        }
    }

    fn keep(&mut self, bytes: usize) {
        let (kept, rest) = self.rest.split_at(bytes);
        self.text.push_str(kept);
        self.rest = rest;
    }

    fn replace(&mut self, bytes: usize, by: &str, kind: usize) {
        self.rest = &self.rest[bytes..];
        self.text.push_str(by);
        self.found[kind] = true;
    }
}
