//! Single files: each whole or not there, and several that appear together.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::commit::{Step, carry_out, commit};
use super::staging::{Staging, sync_folder};
use super::sweep::sweep;
use super::target::{Target, parent};
use samestory::error::Error;

/// A file being written. Dropped before it is finished, it leaves nothing. What a path leads to by
/// links is replaced and the links stay; a pipe, a device or an open stream is written into.
#[derive(Debug)]
pub struct NewFile {
    writer: BufWriter<File>,
    path: PathBuf,
    staged: Option<Staged>,
}

/// A regular file on its way.
#[derive(Debug)]
struct Staged {
    staging: Staging,
    /// Its name, there and here.
    name: PathBuf,
}

impl NewFile {
    /// Begins a file at `path`. What killed runs left beside it is completed or removed.
    ///
    /// # Errors
    /// When the folder is missing or cannot be written to, or a folder has this name.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let begun = || match Target::of(path)? {
            Target::Stream(stream) => Ok((stream, None)),
            Target::File(place) => {
                let name = place.file_name().ok_or(io::ErrorKind::IsADirectory)?;
                sweep(parent(&place));
                let staging = Staging::beside(parent(&place))?;
                let file = File::create(staging.files().join(name))?;
                if let Ok(earlier) = fs::metadata(&place) {
                    file.set_permissions(earlier.permissions())?;
                }
                let name = name.into();
                Ok((file, Some(Staged { staging, name })))
            }
        };
        let (file, staged) = begun().map_err(|e| unwritten(path, e))?;
        Ok(Self {
            writer: BufWriter::with_capacity(1 << 16, file),
            path: path.to_owned(),
            staged,
        })
    }

    /// The temporary folder, to be given to [`super::discard`] by whoever ends the process without
    /// dropping this value; none when the file is written into.
    pub fn staging(&self) -> Option<&Path> {
        self.staged.as_ref().map(|staged| staged.staging.path())
    }

    /// Puts the complete file in its place.
    ///
    /// # Errors
    /// When it cannot be written or moved.
    pub fn finish(self) -> Result<(), Error> {
        Self::finish_all(vec![self])
    }

    /// Puts complete files in their places, all of them or, should one of them fail, none; if the
    /// process is killed meanwhile, the next one that writes to the same folder moves the rest.
    ///
    /// # Errors
    /// When one cannot be written or moved.
    pub fn finish_all(files: Vec<Self>) -> Result<(), Error> {
        let mut staged = Vec::new();
        for file in files {
            let path = file.path;
            let written = file
                .writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error);
            let file_of = |file: File| match file.sync_all() {
                // What is written into may be nothing that a disk keeps.
                Err(_) if file.metadata().is_ok_and(|found| !found.is_file()) => Ok(()),
                other => other,
            };
            written.and_then(file_of).map_err(|e| unwritten(&path, e))?;
            staged.extend(file.staged.map(|staged| (staged, path)));
        }
        let Some((first, path)) = staged.first() else {
            return Ok(());
        };
        let moved = if staged.len() == 1 {
            first.put()
        } else {
            let path = path.clone();
            let staged = staged.into_iter().map(|(staged, _)| staged);
            return together(staged.collect()).map_err(|e| unwritten(&path, e));
        };
        moved.map_err(|e| unwritten(path, e))
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Staged {
    fn put(&self) -> io::Result<()> {
        let place = self.staging.place();
        fs::rename(
            self.staging.files().join(&self.name),
            place.join(&self.name),
        )?;
        sync_folder(place)
    }
}

/// Moves the files by one commit record, which lies with the first.
fn together(files: Vec<Staged>) -> io::Result<()> {
    let mut files = files.into_iter();
    let Some(Staged { staging, name }) = files.next() else {
        return Ok(());
    };
    let others: Vec<Staging> = files.map(|file| file.staging).collect();
    let mut steps = vec![Step::Move(name)];
    for other in &others {
        other.follow(&staging)?;
        steps.push(Step::Join(std::path::absolute(other.path())?));
    }
    commit(&staging, &steps)?;
    carry_out(&staging, &others)
}

/// Writes `bytes` to `path` as a [`NewFile`].
///
/// # Errors
/// When the folder is missing or cannot be written to, or the disk is full.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = NewFile::create(path)?;
    file.write_all(bytes).map_err(|e| unwritten(path, e))?;
    file.finish()
}

fn unwritten(path: &Path, cause: io::Error) -> Error {
    Error::io(path, cause).help("name a file in a folder that can be written to")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_else_remains() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("page.html");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(room.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named_with_a_repair() {
        let room = tempfile::tempdir().unwrap();
        let error = replace(&room.path().join("no/page.html"), b"x").unwrap_err();
        assert!(error.to_string().contains("page.html") && error.repair().is_some());
    }

    #[test]
    #[cfg(unix)]
    fn links_stay_and_what_they_lead_to_is_replaced_with_its_permissions() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let room = tempfile::tempdir().unwrap();
        let at = |name: &str| room.path().join(name);
        fs::create_dir(at("elsewhere")).unwrap();
        fs::write(at("elsewhere/page.html"), "old").unwrap();
        let private = fs::Permissions::from_mode(0o600);
        fs::set_permissions(at("elsewhere/page.html"), private).unwrap();
        symlink("elsewhere/page.html", at("link")).unwrap();
        symlink("elsewhere/new.html", at("dangling")).unwrap();
        for link in ["link", "dangling"] {
            replace(&at(link), b"new").unwrap();
            assert!(fs::symlink_metadata(at(link)).unwrap().is_symlink());
            assert_eq!(fs::read(at(link)).unwrap(), b"new");
        }
        let mode = fs::metadata(at("link")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(at("elsewhere")).unwrap().count(), 2);
    }

    #[test]
    fn files_that_are_finished_together_appear_together() {
        let room = tempfile::tempdir().unwrap();
        let at = |name: &str| room.path().join(name);
        fs::create_dir(at("deep")).unwrap();
        let paths = [at("account"), at("deep/fresh"), at("rejects")];
        let begin = || -> Vec<NewFile> {
            let files = paths.iter().map(|path| NewFile::create(path).unwrap());
            files.collect()
        };
        drop(begin());
        assert!(paths.iter().all(|path| !path.exists()));
        let mut files = begin();
        for file in &mut files {
            file.write_all(b"whole").unwrap();
        }
        NewFile::finish_all(files).unwrap();
        for path in &paths {
            assert_eq!(fs::read(path).unwrap(), b"whole");
        }
        assert_eq!(fs::read_dir(room.path()).unwrap().count(), 3);
        assert_eq!(fs::read_dir(at("deep")).unwrap().count(), 1);
    }
}
