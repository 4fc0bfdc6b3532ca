//! Archives: each member is read as a file of a folder would be.
//!
//! A member is called `archive.zip:dir/file`. What lies in the archive as it is, is read again there;
//! everything else goes to the spool. Archives in archives are looked into to a stated depth.

use std::io::{self, Read, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use samestory::error::Error;

use super::Survey;
use crate::read::archive::{self, Member, Members, Trouble};
use crate::read::content::{self, Content, Opened, Origin, Span};
use crate::read::damage::is_of_system;
use crate::read::format;
use crate::read::input::{Found, member_id};
use crate::read::problem::Problem;
use crate::read::seekable::ReadSeek;
use crate::read::unreadable::OFFICE;

/// Archives inside of one another that are looked into.
pub(super) const DEEPEST: usize = 3;

impl Survey<'_> {
    /// Reads the members of an archive.
    pub(super) fn read_archive(
        &mut self,
        found: &Found,
        kind: archive::Kind,
        opened: Opened<'_>,
        depth: usize,
    ) -> Result<(), Error> {
        if depth == DEEPEST {
            self.reject(Problem {
                path: found.name.clone(),
                record: None,
                reason: format!("is an archive inside of {DEEPEST} others"),
                repair: "unpack it and name the folder".to_owned(),
            });
            return Ok(());
        }
        let whole = opened.content.clone().filter(|_| depth == 0).map(Arc::new);
        let direct = opened
            .content
            .clone()
            .filter(|_| opened.direct && opened.mark == 0);
        let source = match kind {
            archive::Kind::Tar => Source::Tar(opened.stream),
            archive::Kind::Zip => match self.seekable(direct.as_ref(), opened.stream) {
                Ok(source) => Source::Zip(source),
                Err(error) => return self.unreadable(found, error),
            },
        };
        self.members(found, source, (whole, direct.map(Arc::new)), depth)
    }

    /// The bytes of an archive to be read in any order: where they lie, or in a temporary file.
    fn seekable(
        &self,
        direct: Option<&Content>,
        mut stream: Box<dyn Read + Send + '_>,
    ) -> io::Result<Box<dyn ReadSeek>> {
        if let Some((content, Ok(source))) = direct.map(|direct| (direct, cursor_of(direct))) {
            // The rest of the stream stays unread.
            self.gauge.read.fetch_add(content.len(), Ordering::Relaxed);
            return Ok(source);
        }
        let memory = usize::try_from(self.options.memory_bytes).unwrap_or(usize::MAX);
        let mut file = tempfile::spooled_tempfile(memory);
        let limit = self.options.unpacked_bytes;
        let copied = io::copy(&mut (&mut stream).take(limit.saturating_add(1)), &mut file)?;
        if copied > limit {
            return Err(too_much(limit));
        }
        file.flush()?;
        io::Seek::seek(&mut file, SeekFrom::Start(0))?;
        Ok(Box::new(file))
    }

    fn members(
        &mut self,
        found: &Found,
        source: Source<'_>,
        (whole, direct): (Option<Arc<Content>>, Option<Arc<Content>>),
        depth: usize,
    ) -> Result<(), Error> {
        std::thread::scope(|scope| {
            let (unpacking, mut members) = archive::members();
            scope.spawn(move || match source {
                Source::Tar(stream) => unpacking.tar(stream),
                Source::Zip(source) => unpacking.zip(source),
            });
            loop {
                match members.next_member() {
                    Ok(None) => return Ok(()),
                    Ok(Some(member)) => {
                        if is_office(&member) {
                            return self.unlike_a_feed(found, OFFICE);
                        }
                        let span = whole.clone().zip(member.span.clone());
                        let span = span.map(|(of, range)| Span { of, range });
                        self.read_member(found, &member, span, &members, direct.as_ref(), depth)?;
                    }
                    Err(error) if is_of_system(&error) => {
                        return self.unreadable(found, error);
                    }
                    Err(error) => {
                        self.reject(Problem {
                            path: found.name.clone(),
                            record: None,
                            reason: format!("the archive is damaged or cut off: {error}"),
                            repair: "what came before was read; copy or pack it again".to_owned(),
                        });
                        return Ok(());
                    }
                }
                self.check()?;
            }
        })
    }

    fn read_member(
        &mut self,
        archive: &Found,
        member: &Member,
        span: Option<Span>,
        members: &Members,
        direct: Option<&Arc<Content>>,
        depth: usize,
    ) -> Result<(), Error> {
        let path = Path::new(&member.path);
        let claimed = format::by_name(path);
        let found = Found {
            name: name_in(&archive.name, &member.path),
            origin: Origin::Stdin,
            id: member_id(path),
            claimed,
            named: false,
            is_unknown: claimed.is_none()
                && !format::is_archive(path)
                && format::unpacked_name(path).extension().is_some(),
            span,
            bytes: Some(member.bytes),
        };
        let is_hidden = path
            .components()
            .filter(|step| matches!(step, Component::Normal(_)))
            .any(|step| step.as_os_str().as_encoded_bytes().starts_with(b"."))
            || path.starts_with("__MACOSX");
        if is_hidden {
            self.skip(&found, "hidden");
            return Ok(());
        }
        match member.trouble {
            None => {}
            Some(Trouble::NoFile) => {
                self.skip(&found, "not a regular file");
                return Ok(());
            }
            Some(trouble) => {
                let (reason, repair) = match trouble {
                    Trouble::Encrypted => ("is encrypted", "unpack the archive with its password"),
                    _ => (
                        "is compressed in an unusual way",
                        "unpack the archive and pack it anew",
                    ),
                };
                self.reject(Problem {
                    path: found.name,
                    record: None,
                    reason: reason.to_owned(),
                    repair: format!("{repair}, and name the folder"),
                });
                return Ok(());
            }
        }
        let content = direct
            .zip(member.offset)
            .map(|(whole, start)| Content::Part {
                of: Arc::clone(whole),
                start,
                bytes: member.bytes,
            });
        let spooled = self.spool.len();
        let bytes = Limited {
            stream: members.bytes(),
            left: self.options.unpacked_bytes.saturating_sub(spooled),
            limit: self.options.unpacked_bytes,
        };
        match content::opened(Box::new(bytes), content) {
            Ok(opened) => self.read_opened(&found, opened, depth + 1),
            Err(error) => self.unreadable(&found, error),
        }
    }
}

fn cursor_of(content: &Content) -> io::Result<Box<dyn ReadSeek>> {
    content.seekable().map_err(io::Error::other)?.cursor()
}

enum Source<'s> {
    Tar(Box<dyn Read + Send + 's>),
    Zip(Box<dyn ReadSeek>),
}

/// Whether a member shows that the archive is a document of an office program or a book.
fn is_office(member: &Member) -> bool {
    matches!(
        &*member.path,
        "[Content_Types].xml" | "mimetype" | "META-INF/container.xml"
    )
}

fn name_in(archive: &Path, member: &str) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(":");
    name.push(member.trim_start_matches("./"));
    name.into()
}

/// A member's bytes, and an error where the archives of a run unpack to too much.
struct Limited<R> {
    stream: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(too_much(self.limit)),
        }
        Ok(read)
    }
}

fn too_much(limit: u64) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("archives may unpack to {limit} bytes at most"),
    )
}
