//! Copies a tar without the members whose articles are all left out: every other byte stays.
//!
//! In: a feed that was read from one tar, packed or not, and which of its articles are left out. Out:
//! the tar, unpacked. Members that were not read, such as pictures and folders, stay. A member of
//! which only some articles are left out cannot be passed on so: its header says how long it is.

use std::io::{self, Read, Write};

use samestory::error::{Error, ErrorKind};

use super::content::Content;
use super::feed::Feed;
use super::index::File;
use super::problem::Standing;

impl Feed {
    /// The tar that every file was read from; none where they were not, or from several.
    pub(super) fn archive(&self) -> Option<&Content> {
        let (first, others) = self.parts().split_first()?;
        let archive = &first.span.as_ref()?.of;
        let is_same = |file: &File| {
            let span = file.span.as_ref();
            span.is_some_and(|span| std::sync::Arc::ptr_eq(&span.of, archive))
        };
        others.iter().all(is_same).then_some(&**archive)
    }

    pub(super) fn copy_archive(
        &self,
        archive: &Content,
        is_left_out: &dyn Fn(usize) -> bool,
        output: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut dropped = Vec::new();
        for file in self.parts() {
            let positions = file.first..file.first + file.articles;
            let out = positions.filter(|&position| is_left_out(position)).count();
            let (mut repeats, mut others) = (0, file.articles - out);
            for (_, standing) in self.refused_of(file) {
                match standing {
                    Some(Standing::Superseded | Standing::Repeated) => repeats += 1,
                    _ => others += 1,
                }
            }
            match (out + repeats, others, &file.span) {
                (0, _, _) | (_, _, None) => {}
                (_, 0, Some(span)) => dropped.push(span.range.clone()),
                _ => {
                    return Err(Error::usage(
                        "only some articles of this member are left out, and a member of an archive is passed on whole or not at all",
                    )
                    .at_path(&file.name)
                    .help("unpack the archive and name the folder"));
                }
            }
        }
        dropped.sort_unstable_by_key(|range| range.start);
        let mut stream = archive.stream()?;
        let write = |error: io::Error| {
            Error::new(ErrorKind::Io, format!("cannot write the archive: {error}")).because(error)
        };
        let mut at = 0;
        for range in dropped {
            let kept = range.start.saturating_sub(at);
            io::copy(&mut (&mut stream).take(kept), output).map_err(write)?;
            let out = range.end - range.start;
            io::copy(&mut (&mut stream).take(out), &mut io::sink()).map_err(write)?;
            at = range.end;
        }
        io::copy(&mut stream, output).map_err(write)?;
        Ok(())
    }
}
