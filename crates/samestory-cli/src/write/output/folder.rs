//! The output folder: all of its files or none.
//!
//! In: records. Out: a folder that holds every [`ResultFile`]. Promise: a failure or a kill leaves
//! what was there before, or a folder that the next run completes; a folder that samestory did not
//! write is never touched; a second run at the same place is refused while the first lives.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::commit::{self, Step, carry_out, commit};
use super::line_file::{LineFile, RECORDS_AT_ONCE, unwritten};
use super::place::{exists, hidden, hold, pages, unwritable};
use super::staging::{Staging, sync_folder};
use super::sweep::sweep;
use super::target::{parent, resolve};
use samestory::error::Error;
use samestory::run::{
    REPORT_FOLDER, REPORT_INDEX, ResultFile, STAGING_OF_FOLDER, is_output_folder,
};

/// An output folder that is being written. Dropped before [`OutputFolder::finish`], it leaves nothing.
#[derive(Debug)]
pub struct OutputFolder {
    destination: PathBuf,
    staging: Staging,
    change: Change,
}

/// What becomes of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It appears.
    New,
    /// Every file of an earlier result is replaced or goes.
    Replaced,
    /// Only the files that are written are replaced.
    Amended,
}

impl OutputFolder {
    /// Prepares to write to `destination`, which may be missing, empty, or an earlier output folder.
    /// What a killed run left there is completed or removed.
    ///
    /// # Errors
    /// When `destination` is a file or a folder with foreign files in it, cannot be written to, or
    /// another run is writing to it.
    pub fn create(destination: &Path) -> Result<Self, Error> {
        let destination = resolve(destination).map_err(|e| unwritable(destination, e))?;
        if !exists(&destination)? {
            let parent = parent(&destination);
            fs::create_dir_all(parent).map_err(|e| unwritable(parent, e))?;
            sweep(parent);
            let name = destination.file_name().unwrap_or(OsStr::new(""));
            let staging = hold(&parent.join(hidden(name)), &destination)?;
            // Another run may have finished it just before.
            if !exists(&destination)? {
                return Ok(Self {
                    destination,
                    staging,
                    change: Change::New,
                });
            }
        }
        Self::within(destination, Change::Replaced)
    }

    /// Prepares to write some files of an earlier output folder again; no other run can replace it
    /// meanwhile. What a killed run left there is completed.
    ///
    /// # Errors
    /// When `destination` is no output folder, cannot be written to, or another run is writing to it.
    pub fn amend(destination: &Path) -> Result<Self, Error> {
        if !exists(destination)? || !is_output_folder(destination) {
            return Err(Error::usage("the folder holds no results of samestory")
                .at_path(destination)
                .help("name a folder that `samestory cluster -o` has written"));
        }
        Self::within(destination.to_owned(), Change::Amended)
    }

    /// In a folder that exists: its files are staged inside, since it may be a mount point, and a
    /// rename must not cross file systems.
    fn within(destination: PathBuf, change: Change) -> Result<Self, Error> {
        let staging = hold(&destination.join(STAGING_OF_FOLDER), &destination)?;
        sweep(&destination);
        if let Ok(real) = destination.canonicalize() {
            sweep(parent(&real));
        }
        Ok(Self {
            destination,
            staging,
            change,
        })
    }

    /// The temporary folder, to be given to [`super::discard`] by whoever ends the process without
    /// dropping this value.
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
        LineFile::create(&self.path(file), self.destination.join(file.name()))
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

    /// Writes a page of a report that has many.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn report_page(&self, name: &str, text: &str) -> Result<(), Error> {
        let name = Path::new(REPORT_FOLDER).join(name);
        fs::create_dir_all(self.staging.files().join(REPORT_FOLDER))
            .map_err(|e| unwritten(&self.destination.join(&name), e))?;
        self.write_named(&name, |writer| writer.write_all(text.as_bytes()))
    }

    fn write(
        &self,
        file: ResultFile,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Error> {
        self.write_named(Path::new(file.name()), fill)
    }

    fn write_named(
        &self,
        name: &Path,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Error> {
        let write = || {
            let file = File::create(self.staging.files().join(name))?;
            let mut writer = BufWriter::with_capacity(1 << 16, file);
            fill(&mut writer)?;
            writer.into_inner()?.sync_all()
        };
        write().map_err(|e| unwritten(&self.destination.join(name), e))
    }

    /// Moves the files to their place and returns the paths of those that the folder holds then.
    ///
    /// # Errors
    /// When the system refuses. A new folder then does not appear at all. Of an earlier one either
    /// all files are there still, or the message says that the next run completes the new ones.
    pub fn finish(self) -> Result<Vec<PathBuf>, Error> {
        let wrong = |e| Error::io(&self.destination, e);
        match self.change {
            Change::New => self.appear().map_err(wrong)?,
            Change::Replaced | Change::Amended => self.replace()?,
        }
        // Without pages the folder goes; with a person's own files in it, it stays.
        let _ = fs::remove_dir(self.destination.join(REPORT_FOLDER));
        let index = Path::new(REPORT_FOLDER).join(REPORT_INDEX);
        let files = ResultFile::ALL.map(|file| PathBuf::from(file.name()));
        let paths = [index].into_iter().chain(files);
        let paths = paths.map(|path| self.destination.join(path));
        Ok(paths.filter(|path| path.exists()).collect())
    }

    fn appear(&self) -> io::Result<()> {
        let files = self.staging.files();
        let pages = files.join(REPORT_FOLDER);
        if pages.exists() {
            sync_folder(&pages)?;
        }
        sync_folder(&files)?;
        fs::rename(files, &self.destination)?;
        sync_folder(parent(&self.destination))
    }

    fn replace(&self) -> Result<(), Error> {
        let steps = self.steps();
        let wrong = |e| Error::io(&self.destination, e);
        if let [Step::Move(name)] = &steps[..] {
            let staged = self.staging.files().join(name);
            return commit::put(&staged, &self.destination.join(name)).map_err(wrong);
        }
        commit(&self.staging, &steps).map_err(wrong)?;
        carry_out(&self.staging, &[]).map_err(|e| {
            wrong(e).help(
                "the new files are complete but not all of them could be moved to their place; \
                 the next run at this folder moves the rest",
            )
        })
    }

    fn steps(&self) -> Vec<Step> {
        let pages = pages(&self.staging.files());
        // A report of one page and one of many replace each other.
        let reported = !pages.is_empty() || self.path(ResultFile::Report).exists();
        let mut steps = Vec::new();
        if reported || self.change == Change::Replaced {
            let old = self::pages(&self.destination);
            steps.extend(old.difference(&pages).cloned().map(Step::Remove));
        }
        steps.extend(pages.into_iter().map(Step::Move));
        for file in ResultFile::ALL {
            let name = PathBuf::from(file.name());
            steps.push(match (self.path(file).exists(), self.change) {
                (true, Change::Replaced) if file == ResultFile::Run => Step::Seal(name),
                (true, _) => Step::Move(name),
                (false, Change::Amended) if file != ResultFile::Report || !reported => continue,
                // What this run leaves out must not remain from the one before.
                (false, _) => Step::Remove(name),
            });
        }
        steps
    }

    fn path(&self, file: ResultFile) -> PathBuf {
        self.staging.files().join(file.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::run::OUTPUT_SCHEMA;

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
    fn a_report_of_many_pages_and_one_of_one_page_replace_each_other_and_nothing_else() {
        let room = tempfile::tempdir().unwrap();
        let out = room.path().join("out");
        let pages = out.join(REPORT_FOLDER);
        let page = "<meta name=\"generator\" content=\"samestory 1\">";
        let write = |names: &[&str], create: bool| {
            let folder = if create {
                OutputFolder::create(&out)
            } else {
                OutputFolder::amend(&out)
            };
            let folder = folder.unwrap();
            for name in names {
                folder.report_page(name, page).unwrap();
            }
            if names.is_empty() {
                folder.text(ResultFile::Report, page).unwrap();
            }
            if create {
                let run = serde_json::json!({"schema": OUTPUT_SCHEMA});
                folder.document(ResultFile::Run, &run).unwrap();
            }
            folder.finish().unwrap()
        };
        for create in [true, false] {
            let paths = write(&["index.html", "2024-03-12.html"], true);
            assert_eq!(paths[0], pages.join("index.html"));
            assert_eq!(names(&pages), ["2024-03-12.html", "index.html"]);
            write(&["index.html", "undated.html"], create);
            assert_eq!(names(&pages), ["index.html", "undated.html"]);
            assert_eq!(names(&out), ["report", "run.json"]);
            write(&[], create);
            assert_eq!(
                names(&out),
                ["report.html", "run.json"],
                "the empty folder goes"
            );
            write(&["index.html"], create);
            assert_eq!(names(&out), ["report", "run.json"]);
            fs::write(pages.join("mine.html"), "notes").unwrap();
            write(&[], create);
            assert_eq!(names(&pages), ["mine.html"]);
            fs::remove_dir_all(&pages).unwrap();
        }
        fs::create_dir(&pages).unwrap();
        fs::write(pages.join("index.html"), "a person's").unwrap();
        assert!(OutputFolder::create(&out).is_err());
        assert_eq!(
            fs::read_to_string(pages.join("index.html")).unwrap(),
            "a person's"
        );
    }

    #[test]
    fn an_empty_folder_is_filled_in_place() {
        let room = tempfile::tempdir().unwrap();
        write_all(room.path(), "x").unwrap();
        assert_eq!(names(room.path()).len(), ResultFile::ALL.len());
    }
}
