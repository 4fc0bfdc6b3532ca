//! Packed streams of several members, one behind the other, as crawls and logs are written.
//!
//! Promise: a member that is cut off or damaged costs no other. It gives what can be unpacked and then
//! an error; whoever reads on gets the next member.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use flate2::bufread::GzDecoder;

use super::damage::is_damage;

/// The members of a gzip stream.
pub(super) type Gzip<'a> = Members<'a, GzDecoder<Source<'a>>>;
/// The frames of a zstd stream.
pub(super) type Zstd<'a> = Members<'a, zstd::Decoder<'static, Source<'a>>>;

/// Packed bytes, the first of a member taken off to be looked at.
pub(super) type Source<'a> = Chain<Cursor<[u8; SIGN]>, BufReader<Box<dyn Read + Send + 'a>>>;

/// Bytes by which the beginning of a member is known.
const SIGN: usize = 4;
/// Packed bytes read at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// A decoder of one member, which gives back what it reads from.
pub(super) trait Member<'a>: Read + Sized {
    /// Whether a member begins so.
    fn begins(sign: [u8; SIGN]) -> bool;

    /// A decoder of the member that a source begins with: the one of the member before, if there is any.
    fn open(source: Source<'a>, idle: Option<Self>) -> io::Result<Self>;

    /// What it reads from, and itself where it can be used again.
    fn close(self) -> (Source<'a>, Option<Self>);
}

impl<'a> Member<'a> for GzDecoder<Source<'a>> {
    /// The method, and flags of which three are not used.
    fn begins(sign: [u8; SIGN]) -> bool {
        matches!(sign, [0x1f, 0x8b, 8, 0..32])
    }

    /// A new one takes longer than unpacking a short record.
    fn open(source: Source<'a>, idle: Option<Self>) -> io::Result<Self> {
        Ok(match idle {
            Some(mut decoder) => {
                decoder.reset(source);
                decoder
            }
            None => Self::new(source),
        })
    }

    fn close(mut self) -> (Source<'a>, Option<Self>) {
        let nothing: Box<dyn Read + Send> = Box::new(io::empty());
        let nothing = Cursor::new([0; SIGN]).chain(BufReader::with_capacity(0, nothing));
        (self.reset(nothing), Some(self))
    }
}

impl<'a> Member<'a> for zstd::Decoder<'static, Source<'a>> {
    /// A frame, or one that decoders pass over.
    fn begins(sign: [u8; SIGN]) -> bool {
        matches!(
            sign,
            [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18]
        )
    }

    fn open(source: Source<'a>, _: Option<Self>) -> io::Result<Self> {
        Ok(Self::with_buffer(source)?.single_frame())
    }

    fn close(self) -> (Source<'a>, Option<Self>) {
        (self.finish(), None)
    }
}

/// The members of a stream unpacked.
pub(super) struct Members<'a, M> {
    state: State<'a, M>,
}

enum State<'a, M> {
    /// Between two members; whether the one before was damaged, and its decoder.
    Between(BufReader<Box<dyn Read + Send + 'a>>, bool, Option<M>),
    /// In a member; whether an error was reported since the last byte was given.
    Inside(M, bool),
    Ended,
}

impl<'a, M: Member<'a>> Members<'a, M> {
    pub(super) fn new(packed: Box<dyn Read + Send + 'a>) -> Self {
        let packed = BufReader::with_capacity(BUFFER_BYTES, packed);
        Self {
            state: State::Between(packed, false, None),
        }
    }
}

impl<'a, M: Member<'a>> Read for Members<'a, M> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(mut packed, was_damaged, idle) => {
                    let (sign, passed) = next_sign(&mut packed, M::begins)?;
                    if let Some(sign) = sign {
                        let member = M::open(Cursor::new(sign).chain(packed), idle)?;
                        self.state = State::Inside(member, was_damaged || passed);
                    }
                    if passed && !was_damaged {
                        return Err(io::Error::new(
                            io::ErrorKind::InvalidData,
                            "something that is not packed stands between",
                        ));
                    }
                }
                State::Inside(mut member, is_reported) => match member.read(buffer) {
                    Ok(0) => self.state = between(member, false),
                    Ok(length) => {
                        self.state = State::Inside(member, false);
                        return Ok(length);
                    }
                    Err(error) if !is_damage(&error) => {
                        self.state = State::Inside(member, is_reported);
                        return Err(error);
                    }
                    Err(error) => {
                        self.state = between(member, true);
                        if !is_reported {
                            return Err(error);
                        }
                    }
                },
            }
        }
    }
}

/// Behind the end of a member, or where it is damaged.
fn between<'a, M: Member<'a>>(member: M, is_damaged: bool) -> State<'a, M> {
    let (source, idle) = member.close();
    State::Between(source.into_inner().1, is_damaged, idle)
}

/// The sign of the next member, and whether something but padding was passed over on the way.
fn next_sign(
    packed: &mut impl BufRead,
    begins: fn([u8; SIGN]) -> bool,
) -> io::Result<(Option<[u8; SIGN]>, bool)> {
    let mut sign = [0; SIGN];
    let mut seen = 0_u64;
    let mut is_padding = true;
    loop {
        let bytes = packed.fill_buf()?;
        if bytes.is_empty() {
            return Ok((None, !is_padding));
        }
        for (at, &byte) in bytes.iter().enumerate() {
            sign.rotate_left(1);
            sign[SIGN - 1] = byte;
            seen += 1;
            is_padding &= byte == 0 || seen <= SIGN as u64;
            if seen >= SIGN as u64 && begins(sign) {
                packed.consume(at + 1);
                return Ok((Some(sign), seen > SIGN as u64 && !is_padding));
            }
        }
        let length = bytes.len();
        packed.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(text.as_bytes()).expect("memory");
        packer.finish().expect("memory")
    }

    fn zstd(text: &str) -> Vec<u8> {
        let mut packer = zstd::Encoder::new(Vec::new(), 1).expect("memory");
        packer.include_checksum(true).expect("a checksum");
        packer.write_all(text.as_bytes()).expect("memory");
        packer.finish().expect("memory")
    }

    /// What a stream gives, `!` for each error.
    fn read<M: Member<'static>>(bytes: Vec<u8>) -> String {
        let mut members = Members::<M>::new(Box::new(Cursor::new(bytes)));
        let mut text = String::new();
        loop {
            let mut buffer = [0; 7];
            match members.read(&mut buffer) {
                Ok(0) => return text,
                Ok(length) => text.push_str(&String::from_utf8_lossy(&buffer[..length])),
                Err(_) => text.push('!'),
            }
        }
    }

    #[test]
    fn a_damaged_member_costs_no_other() {
        for (pack, unpack) in [
            (
                gzip as fn(&str) -> Vec<u8>,
                read::<GzDecoder<Source<'static>>> as fn(Vec<u8>) -> String,
            ),
            (zstd, read::<zstd::Decoder<'static, Source<'static>>>),
        ] {
            let [one, two, three] = ["one ", "two ", "three"].map(pack);
            assert_eq!(unpack([&one[..], &two, &three].concat()), "one two three");
            assert_eq!(unpack([&one[..], &[0; 9]].concat()), "one ");
            assert_eq!(
                unpack([&one[..], b"no member", &three].concat()),
                "one !three"
            );
            let mut damaged = two.clone();
            // In the sums at the end: damage further in front may take what is behind it along.
            let sums = damaged.len() - 4;
            damaged[sums..].fill(0xff);
            let found = unpack([&one[..], &damaged, &three].concat());
            assert!(
                found.starts_with("one ") && found.ends_with("!three"),
                "{found}"
            );
            let cut = unpack([&one[..], &three[..three.len() - 5]].concat());
            assert!(cut.starts_with("one ") && cut.ends_with('!'), "{cut}");
            assert_eq!(unpack(Vec::new()), "");
        }
    }
}
