//! The output folder: all of its files or none.
//!
//! In: records. Out: a folder that holds every [`ResultFile`]. Promise: files are written beside
//! their final place and moved there when all are complete, so a failure leaves what was there
//! before; a folder that samestory did not write is never touched.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;
use tempfile::TempDir;

use crate::error::Error;
use crate::run::{OUTPUT_SCHEMA, ResultFile};

/// Unfinished folders start with this; one may remain when the machine loses power.
const STAGING_PREFIX: &str = ".samestory-";

/// An output folder that is being written. Dropped before [`OutputFolder::finish`], it leaves nothing.
#[derive(Debug)]
pub struct OutputFolder {
    destination: PathBuf,
    staging: TempDir,
    /// The files; a subfolder, because the staging folder itself is private to its owner.
    files: PathBuf,
    existed: bool,
}

impl OutputFolder {
    /// Prepares to write to `destination`, which may be missing, empty, or an earlier output folder.
    ///
    /// # Errors
    /// When `destination` is a file or a folder with foreign files in it, or cannot be written to.
    pub fn create(destination: &Path) -> Result<Self, Error> {
        let existed = check(destination)?;
        // Beside or inside the final place: a rename must not cross file systems.
        let near = if existed {
            destination
        } else {
            let parent = parent(destination);
            fs::create_dir_all(parent).map_err(|e| unwritable(parent, e))?;
            parent
        };
        let staging = tempfile::Builder::new()
            .prefix(STAGING_PREFIX)
            .tempdir_in(near)
            .map_err(|e| unwritable(near, e))?;
        let files = staging.path().join("files");
        fs::create_dir(&files).map_err(|e| unwritable(destination, e))?;
        Ok(Self {
            destination: destination.to_owned(),
            staging,
            files,
            existed,
        })
    }

    /// The temporary folder, to be removed by whoever ends the process without dropping this value.
    pub fn staging(&self) -> &Path {
        self.staging.path()
    }

    /// Writes one record a line.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn records<T: Serialize + Sync>(
        &self,
        file: ResultFile,
        records: &[T],
    ) -> Result<(), Error> {
        let mut lines = self.begin(file)?;
        for some in records.chunks(RECORDS_AT_ONCE) {
            lines.add(some)?;
        }
        lines.finish()
    }

    /// Begins a file that is written batch by batch; [`LineFile::finish`] completes it.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn begin(&self, file: ResultFile) -> Result<LineFile, Error> {
        let place = self.destination.join(file.name());
        match File::create(self.path(file)) {
            Ok(created) => Ok(LineFile {
                writer: BufWriter::with_capacity(1 << 16, created),
                place,
            }),
            Err(e) => Err(unwritten(&place, e)),
        }
    }

    /// Writes one record as a document that people can read, too.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn document<T: Serialize>(&self, file: ResultFile, record: &T) -> Result<(), Error> {
        self.write(file, |writer| {
            serde_json::to_writer_pretty(&mut *writer, record)?;
            writer.write_all(b"\n")
        })
    }

    /// Writes a text as it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn text(&self, file: ResultFile, text: &str) -> Result<(), Error> {
        self.write(file, |writer| writer.write_all(text.as_bytes()))
    }

    fn write(
        &self,
        file: ResultFile,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Error> {
        let write = || {
            let mut writer = BufWriter::with_capacity(1 << 16, File::create(self.path(file))?);
            fill(&mut writer)?;
            writer.into_inner()?.sync_all()
        };
        write().map_err(|e| unwritten(&self.destination.join(file.name()), e))
    }

    /// Moves the files to their place and returns the paths of those that were written.
    ///
    /// # Errors
    /// When the system refuses a move. A new folder then does not appear at all; an earlier one
    /// has lost its run record, so that no reader takes old and new files for one result.
    pub fn finish(self) -> Result<Vec<PathBuf>, Error> {
        let wrong = |e| Error::io(&self.destination, e);
        if self.existed {
            let run = self.destination.join(ResultFile::Run.name());
            if run.exists() {
                fs::remove_file(&run).map_err(wrong)?;
            }
            for file in ResultFile::ALL {
                let place = self.destination.join(file.name());
                if self.path(file).exists() {
                    fs::rename(self.path(file), place).map_err(wrong)?;
                } else if place.exists() {
                    // What this run leaves out must not remain from the one before.
                    fs::remove_file(place).map_err(wrong)?;
                }
            }
        } else {
            fs::rename(&self.files, &self.destination).map_err(wrong)?;
        }
        let paths = ResultFile::ALL.map(|file| self.destination.join(file.name()));
        Ok(paths.into_iter().filter(|path| path.exists()).collect())
    }

    fn path(&self, file: ResultFile) -> PathBuf {
        self.files.join(file.name())
    }
}

/// A file of an output folder that is being written, one record a line.
#[derive(Debug)]
pub struct LineFile {
    writer: BufWriter<File>,
    place: PathBuf,
}

impl LineFile {
    /// Adds one line a record, in their order; they are put into JSON on all threads.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add<T: Serialize + Sync>(&mut self, records: &[T]) -> Result<(), Error> {
        let parts: Vec<io::Result<Vec<u8>>> = records
            .par_chunks(LINES_AT_ONCE)
            .map(|records| {
                let mut bytes = Vec::with_capacity(records.len() * USUAL_BYTES);
                super::lines(&mut bytes, records)?;
                Ok(bytes)
            })
            .collect();
        for part in parts {
            part.and_then(|bytes| self.writer.write_all(&bytes))
                .map_err(|e| unwritten(&self.place, e))?;
        }
        Ok(())
    }

    /// Completes the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> Result<(), Error> {
        let Self { writer, place } = self;
        let written = writer.into_inner().map_err(io::IntoInnerError::into_error);
        written
            .and_then(|file| file.sync_all())
            .map_err(|e| unwritten(&place, e))
    }
}

/// Records that are put into JSON before any is written.
const RECORDS_AT_ONCE: usize = 4_096;
/// Records that one thread puts into JSON at once, and what room they are given at first.
const LINES_AT_ONCE: usize = 256;
const USUAL_BYTES: usize = 512;

fn unwritten(place: &Path, cause: io::Error) -> Error {
    Error::io(place, cause)
        .help("nothing was written to the output folder; free space or name another one")
}

/// Whether the destination exists; an error when it may not be replaced.
fn check(destination: &Path) -> Result<bool, Error> {
    let entries = match fs::read_dir(destination) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(e) if e.kind() == io::ErrorKind::NotADirectory => {
            return Err(Error::usage("a file is in the way of the output folder")
                .at_path(destination)
                .help("name another folder"));
        }
        Err(e) => return Err(unwritable(destination, e)),
    };
    let mut empty = true;
    for entry in entries {
        let name = entry.map_err(|e| unwritable(destination, e))?.file_name();
        empty &= name.to_string_lossy().starts_with(STAGING_PREFIX);
    }
    if empty || is_ours(destination) {
        return Ok(true);
    }
    Err(
        Error::usage("the folder is not empty and its files are not results of samestory")
            .at_path(destination)
            .help("name another folder, or empty this one"),
    )
}

/// Whether a run record of any version of ours lies there.
fn is_ours(folder: &Path) -> bool {
    #[derive(serde::Deserialize)]
    struct Head {
        schema: String,
    }
    let family = OUTPUT_SCHEMA.split('/').next().unwrap_or_default();
    fs::read(folder.join(ResultFile::Run.name()))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Head>(&bytes).ok())
        .is_some_and(|head| head.schema.split('/').next() == Some(family))
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn unwritable(path: &Path, cause: io::Error) -> Error {
    Error::io(path, cause).help("name an output folder that can be written to")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_all(destination: &Path, line: &str) -> Result<Vec<PathBuf>, Error> {
        let folder = OutputFolder::create(destination)?;
        for file in ResultFile::ALL {
            if file == ResultFile::Run {
                folder.document(file, &serde_json::json!({"schema": OUTPUT_SCHEMA}))?;
            } else {
                folder.records(file, &[line])?;
            }
        }
        folder.finish()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_finished_folder_replaces_an_earlier_one_and_keeps_what_people_put_there() {
        let room = tempfile::tempdir().unwrap();
        let out = room.path().join("deep/out");
        let paths = write_all(&out, "one").unwrap();
        assert!(paths.iter().all(|path| path.is_file()));
        fs::write(out.join("notes.txt"), "mine").unwrap();
        write_all(&out, "two").unwrap();
        assert_eq!(fs::read_to_string(&paths[0]).unwrap(), "\"two\"\n");
        assert_eq!(names(&out).len(), ResultFile::ALL.len() + 1);
        assert_eq!(names(out.parent().unwrap()), ["out"]);
    }

    #[test]
    fn an_unfinished_folder_leaves_what_was_there_before() {
        let room = tempfile::tempdir().unwrap();
        let out = room.path().join("out");
        let folder = OutputFolder::create(&out).unwrap();
        folder.records(ResultFile::Events, &[1]).unwrap();
        drop(folder);
        assert_eq!(names(room.path()), [] as [&str; 0]);
        let paths = write_all(&out, "one").unwrap();
        let folder = OutputFolder::create(&out).unwrap();
        let mut half = folder.begin(ResultFile::Memberships).unwrap();
        half.add(&[1]).unwrap();
        drop(half);
        drop(folder);
        assert_eq!(fs::read_to_string(&paths[0]).unwrap(), "\"one\"\n");
        assert_eq!(names(&out).len(), ResultFile::ALL.len());
    }

    #[test]
    fn foreign_folders_and_files_are_refused() {
        let room = tempfile::tempdir().unwrap();
        let feed = room.path().join("articles.jsonl");
        fs::write(&feed, "{}").unwrap();
        for destination in [room.path(), &feed] {
            let error = write_all(destination, "x").unwrap_err();
            assert!(error.repair().is_some(), "{error}");
        }
        assert_eq!(fs::read_to_string(&feed).unwrap(), "{}");
        assert_eq!(names(room.path()), ["articles.jsonl"]);
    }

    #[test]
    fn an_empty_folder_is_filled_in_place() {
        let room = tempfile::tempdir().unwrap();
        write_all(room.path(), "x").unwrap();
        assert_eq!(names(room.path()).len(), ResultFile::ALL.len());
    }
}
