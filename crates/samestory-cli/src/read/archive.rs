//! The members of zip and tar archives, one after the other.
//!
//! In: the bytes of an archive. Out: each member's name and bytes, as events on a bounded channel, so
//! that one thread unpacks while others parse. Nothing is written under a member's name: what cannot
//! be read again where it lies goes to the spool, as unpacked input does.
//!
//! Promise: members come in the order of the archive, or of its directory for zip. Damage ends a tar
//! where it lies, and costs a zip the member. Memory: a few blocks, and the directory of a zip.

use std::io::{self, Read, Seek};
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zip::CompressionMethod;

/// Bytes handed over at a time, and how many of them may wait.
const CHUNK_BYTES: usize = 1 << 16;
const WAITING: usize = 32;

/// What tar counts in.
const BLOCK_BYTES: u64 = 512;

/// What an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Tar,
}

/// The archive that begins with these bytes, if they begin one.
pub(super) fn told(sample: &[u8]) -> Option<Kind> {
    if sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06") {
        return Some(Kind::Zip);
    }
    is_tar(sample).then_some(Kind::Tar)
}

/// Whether a sample begins with the header of a tar member: its checksum says so.
fn is_tar(sample: &[u8]) -> bool {
    let Some(header) = sample.get(..512) else {
        return false;
    };
    let digits = header[148..156]
        .iter()
        .filter(|b| (b'0'..=b'7').contains(*b));
    let stated = digits.fold(0, |sum, digit| sum * 8 + u32::from(digit - b'0'));
    let counted = header.iter().enumerate().map(|(at, &byte)| match at {
        148..156 => u32::from(b' '),
        _ => u32::from(byte),
    });
    header[0] != 0 && stated > 0 && counted.sum::<u32>() == stated
}

/// A member of an archive.
#[derive(Debug)]
pub(super) struct Member {
    /// Its path in the archive, as people read it.
    pub(super) path: String,
    /// Bytes when unpacked, as the archive says.
    pub(super) bytes: u64,
    /// Where its bytes begin in the archive, when they lie there as they are.
    pub(super) offset: Option<u64>,
    /// Where it lies in the archive with its headers and padding; of a tar only.
    pub(super) span: Option<Range<u64>>,
    /// Why it cannot be read; then no bytes follow.
    pub(super) trouble: Option<Trouble>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    NoFile,
    Encrypted,
    Method,
}

enum Event {
    Member(Member),
    Bytes(Vec<u8>),
    Failed(io::Error),
    End,
}

/// The members of an archive that another thread unpacks.
pub(super) struct Members(Arc<Mutex<Channel>>);

struct Channel {
    events: Receiver<Event>,
    /// Whether bytes of a member may follow.
    in_member: bool,
}

impl Channel {
    fn next(&mut self) -> Option<Event> {
        let event = self.events.recv().ok();
        self.in_member = match event {
            Some(Event::Member(_) | Event::Bytes(_)) => true,
            // What failed in a member is followed by its end.
            Some(Event::Failed(_)) => self.in_member,
            Some(Event::End) | None => false,
        };
        event
    }
}

/// What unpacks an archive, to be run on a thread of its own.
pub(super) struct Unpacking(SyncSender<Event>);

/// Both ends of an archive's unpacking.
pub(super) fn members() -> (Unpacking, Members) {
    let (sender, events) = sync_channel(WAITING);
    let channel = Channel {
        events,
        in_member: false,
    };
    (Unpacking(sender), Members(Arc::new(Mutex::new(channel))))
}

/// Nobody listens any more.
struct Unheard;

impl Unpacking {
    /// Unpacks a tar from its front to its end; errors go to whoever listens.
    pub(super) fn tar(self, stream: impl Read) {
        let mut archive = tar::Archive::new(stream);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.fail(error),
        };
        let mut end = 0;
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.fail(error),
            };
            let kind = entry.header().entry_type();
            let is_plain = matches!(kind, tar::EntryType::Regular | tar::EntryType::Continuous);
            let start = end;
            let stored = if is_plain {
                entry.size()
            } else {
                entry.header().entry_size().unwrap_or(0)
            };
            end = entry
                .raw_file_position()
                .saturating_add(stored)
                .checked_next_multiple_of(BLOCK_BYTES)
                .unwrap_or(u64::MAX);
            if kind.is_dir() || kind.is_pax_global_extensions() {
                continue;
            }
            let is_file = is_plain || kind.is_gnu_sparse();
            let member = Member {
                path: String::from_utf8_lossy(&entry.path_bytes()).into_owned(),
                bytes: entry.size(),
                offset: is_plain.then(|| entry.raw_file_position()),
                // What a sparse file takes is not said in one place.
                span: is_plain.then_some(start..end),
                trouble: (!is_file).then_some(Trouble::NoFile),
            };
            if self.member(member, &mut entry).is_err() {
                return;
            }
        }
    }

    /// Unpacks a zip, member by member as its directory has them.
    pub(super) fn zip(self, source: impl Read + Seek) {
        let mut archive = match zip::ZipArchive::new(source) {
            Ok(archive) => archive,
            Err(error) => return self.fail(error.into()),
        };
        for at in 0..archive.len() {
            let member = match archive.by_index_raw(at) {
                Ok(file) if file.is_dir() => continue,
                Ok(file) => zip_member(&file),
                Err(error) => return self.fail(error.into()),
            };
            let heard = if member.trouble.is_some() {
                self.member(member, io::empty())
            } else {
                match archive.by_index(at) {
                    Ok(mut file) => {
                        // What a directory says of sizes holds nobody to it.
                        self.member(member, &mut file)
                    }
                    Err(zip::result::ZipError::UnsupportedArchive(_)) => {
                        let trouble = Some(Trouble::Method);
                        self.member(Member { trouble, ..member }, io::empty())
                    }
                    Err(error) => self
                        .say(Event::Member(member))
                        .and_then(|()| self.say(Event::Failed(error.into())))
                        .and_then(|()| self.say(Event::End)),
                }
            };
            if heard.is_err() {
                return;
            }
        }
    }

    fn member(&self, member: Member, mut bytes: impl Read) -> Result<(), Unheard> {
        self.say(Event::Member(member))?;
        loop {
            let mut chunk = Vec::with_capacity(CHUNK_BYTES);
            match (&mut bytes)
                .take(CHUNK_BYTES as u64)
                .read_to_end(&mut chunk)
            {
                Ok(0) => break,
                Ok(_) => self.say(Event::Bytes(chunk))?,
                Err(error) => {
                    if !chunk.is_empty() {
                        self.say(Event::Bytes(chunk))?;
                    }
                    self.say(Event::Failed(error))?;
                    break;
                }
            }
        }
        self.say(Event::End)
    }

    fn say(&self, event: Event) -> Result<(), Unheard> {
        self.0.send(event).map_err(|_| Unheard)
    }

    fn fail(&self, error: io::Error) {
        let _ = self.0.send(Event::Failed(error));
    }
}

fn zip_member<R: Read>(file: &zip::read::ZipFile<'_, R>) -> Member {
    let path = match file.name() {
        Ok(name) => name.into_owned(),
        Err(_) => String::from_utf8_lossy(file.name_raw()).into_owned(),
    };
    let is_stored =
        file.compression() == CompressionMethod::Stored && file.size() == file.compressed_size();
    Member {
        path,
        bytes: file.size(),
        offset: file.data_start().filter(|_| is_stored),
        span: None,
        trouble: if file.encrypted() {
            Some(Trouble::Encrypted)
        } else if file.is_symlink() {
            Some(Trouble::NoFile)
        } else {
            None
        },
    }
}

impl Members {
    /// The next member, whatever is left of the one before; none at the end.
    ///
    /// # Errors
    /// When the archive is damaged here, which ends it.
    pub(super) fn next_member(&mut self) -> io::Result<Option<Member>> {
        let mut channel = lock(&self.0);
        while channel.in_member {
            channel.next();
        }
        match channel.next() {
            Some(Event::Member(member)) => Ok(Some(member)),
            Some(Event::Failed(error)) => Err(error),
            Some(Event::Bytes(_) | Event::End) | None => Ok(None),
        }
    }

    /// The bytes of the member that came last.
    pub(super) fn bytes(&self) -> MemberBytes {
        MemberBytes {
            channel: Arc::clone(&self.0),
            chunk: io::Cursor::new(Vec::new()),
        }
    }
}

fn lock(channel: &Mutex<Channel>) -> MutexGuard<'_, Channel> {
    channel.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The bytes of a member.
pub(super) struct MemberBytes {
    channel: Arc<Mutex<Channel>>,
    chunk: io::Cursor<Vec<u8>>,
}

impl Read for MemberBytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.chunk.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let mut channel = lock(&self.channel);
            if !channel.in_member {
                return Ok(0);
            }
            match channel.next() {
                Some(Event::Bytes(chunk)) => self.chunk = io::Cursor::new(chunk),
                Some(Event::Failed(error)) => return Err(error),
                _ => return Ok(0),
            }
        }
    }
}
