//! Streams of two or four bytes a character as UTF-8.
//!
//! In: a stream and its first bytes. Which encoding it has is told by a byte order mark, or by the
//! zeros that the first characters have when they are ASCII: no text in UTF-8 has those, and XML,
//! JSON and tables begin so.
//!
//! Source: the encoding standard for the marks; XML 1.0, appendix F.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes to tell an encoding by.
pub(super) const START_BYTES: u64 = 8;

/// An encoding that a stream shows by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Utf8,
    Utf16(&'static Encoding),
    /// Four bytes a character, the greatest first or last.
    Utf32 {
        is_big: bool,
    },
}

/// What the first bytes show, and how many of them are a byte order mark.
pub(super) fn shown(start: &[u8]) -> Option<(Shown, usize)> {
    match start {
        [0xff, 0xfe, 0, 0, ..] => return Some((Shown::Utf32 { is_big: false }, 4)),
        [0, 0, 0xfe, 0xff, ..] => return Some((Shown::Utf32 { is_big: true }, 4)),
        _ => {}
    }
    if let Some((encoding, mark)) = Encoding::for_bom(start) {
        let shown = if encoding == UTF_8 {
            Shown::Utf8
        } else {
            Shown::Utf16(encoding)
        };
        return Some((shown, mark));
    }
    // Where zeros are when all characters are ASCII; at least one whole pattern must be seen.
    let is_letter = |b: u8| b.is_ascii_graphic() || b.is_ascii_whitespace();
    let has = |pattern: [bool; 4]| {
        let mut bytes = start.iter().zip(pattern.iter().cycle());
        start.len() >= 4 && bytes.all(|(&b, &is_zero)| if is_zero { b == 0 } else { is_letter(b) })
    };
    let shown = if has([false, true, true, true]) {
        Shown::Utf32 { is_big: false }
    } else if has([true, true, true, false]) {
        Shown::Utf32 { is_big: true }
    } else if has([false, true, false, true]) {
        Shown::Utf16(UTF_16LE)
    } else if has([true, false, true, false]) {
        Shown::Utf16(UTF_16BE)
    } else {
        return None;
    };
    Some((shown, 0))
}

/// A stream of another encoding as UTF-8.
pub(super) struct Transcoded<'a> {
    stream: Box<dyn Read + Send + 'a>,
    decoding: Decoding,
    decoded: String,
    used: usize,
    ended: bool,
}

enum Decoding {
    Utf16(Decoder),
    /// The bytes of a character that is not whole yet.
    Utf32 {
        is_big: bool,
        begun: Vec<u8>,
    },
}

impl<'a> Transcoded<'a> {
    /// The stream behind its mark; none where it is UTF-8 as it is.
    pub(super) fn new(
        stream: Box<dyn Read + Send + 'a>,
        shown: Shown,
    ) -> Result<Self, Box<dyn Read + Send + 'a>> {
        let decoding = match shown {
            Shown::Utf8 => return Err(stream),
            Shown::Utf16(encoding) => Decoding::Utf16(encoding.new_decoder_without_bom_handling()),
            Shown::Utf32 { is_big } => Decoding::Utf32 {
                is_big,
                begun: Vec::new(),
            },
        };
        Ok(Self {
            stream,
            decoding,
            decoded: String::new(),
            used: 0,
            ended: false,
        })
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let mut input = [0; 16 << 10];
        let read = self.stream.read(&mut input)?;
        self.ended = read == 0;
        self.decoded.clear();
        self.used = 0;
        match &mut self.decoding {
            Decoding::Utf16(decoder) => {
                let needed = decoder.max_utf8_buffer_length(read);
                self.decoded.reserve(needed.unwrap_or(64 << 10));
                // The room is the most that the decoder can ask for, so all of the input is taken.
                let _ = decoder.decode_to_string(&input[..read], &mut self.decoded, self.ended);
            }
            Decoding::Utf32 { is_big, begun } => {
                begun.extend_from_slice(&input[..read]);
                let whole = begun.len() / 4 * 4;
                for unit in begun[..whole].chunks_exact(4) {
                    let unit = [unit[0], unit[1], unit[2], unit[3]];
                    let number = if *is_big {
                        u32::from_be_bytes(unit)
                    } else {
                        u32::from_le_bytes(unit)
                    };
                    let character = char::from_u32(number);
                    self.decoded
                        .push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                begun.drain(..whole);
                if self.ended && !begun.is_empty() {
                    begun.clear();
                    self.decoded.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
        Ok(())
    }
}

impl Read for Transcoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.used == self.decoded.len() && !self.ended {
            self.decode_more()?;
        }
        let rest = &self.decoded.as_bytes()[self.used..];
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.used += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<String> {
        let (shown, mark) = shown(&bytes[..bytes.len().min(8)])?;
        let stream = Box::new(io::Cursor::new(bytes[mark..].to_vec()));
        let mut stream: Box<dyn Read> = match Transcoded::new(stream, shown) {
            Ok(transcoded) => Box::new(transcoded),
            Err(stream) => stream,
        };
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("UTF-8");
        Some(text)
    }

    #[test]
    fn marks_and_zeros_tell_the_encoding() {
        const TEXT: &str = "<rss>é 标题 😀</rss>";
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}{TEXT}");
            let sixteen: Vec<u16> = text.encode_utf16().collect();
            let wide: Vec<u32> = text.chars().map(u32::from).collect();
            for bytes in [
                sixteen
                    .iter()
                    .flat_map(|u| u.to_le_bytes())
                    .collect::<Vec<_>>(),
                sixteen.iter().flat_map(|u| u.to_be_bytes()).collect(),
                wide.iter().flat_map(|u| u.to_le_bytes()).collect(),
                wide.iter().flat_map(|u| u.to_be_bytes()).collect(),
            ] {
                assert_eq!(read(&bytes).as_deref(), Some(TEXT), "{:?}", &bytes[..4]);
            }
        }
        assert_eq!(read("\u{feff}a".as_bytes()).as_deref(), Some("a"));
        for other in [
            &b"<rss>"[..],
            b"",
            b"a\0",
            b"\0\0\0\x20ftypmp42",
            b"MM\0*",
            b"\x89\0\xff\0",
            b"PK\x03\x04",
        ] {
            assert_eq!(read(other), None, "{other:?}");
        }
        let cut = [b"<\0\0\0>\0\0\0", &b"a\0"[..]].concat();
        assert_eq!(read(&cut).as_deref(), Some("<>\u{fffd}"));
    }
}
