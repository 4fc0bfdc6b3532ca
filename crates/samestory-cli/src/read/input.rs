//! What the user names, and the files that it stands for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use walkdir::WalkDir;

use super::content::{Origin, Span};
use super::format::{self, Format};
use super::problem::Problem;
use samestory::error::Error;
use samestory::run::is_output_folder;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, a folder with everything below it, or a named pipe.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes in memory under a name, which is treated as a file's name.
    Bytes {
        /// What messages call it; its ending tells the format as a file's does.
        name: PathBuf,
        /// The content, possibly compressed.
        bytes: Arc<[u8]>,
    },
}

impl Input {
    /// Bytes in memory under a name.
    pub fn bytes(name: impl Into<PathBuf>, bytes: impl AsRef<[u8]>) -> Self {
        Self::Bytes {
            name: name.into(),
            bytes: bytes.as_ref().into(),
        }
    }
}

impl<P: AsRef<Path>> From<P> for Input {
    /// `-` is standard input, anything else a path.
    fn from(path: P) -> Self {
        let path = path.as_ref();
        if path == Path::new("-") {
            Self::Stdin
        } else {
            Self::Path(path.to_owned())
        }
    }
}

/// A file that was found and not read, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// Why it was not read.
    pub reason: String,
}

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// What messages call it.
    pub(super) name: PathBuf,
    pub(super) origin: Origin,
    /// Id of the article, should the file be a plain text.
    pub(super) id: String,
    /// What the name says; a plain text in a folder is not looked into.
    pub(super) claimed: Option<Format>,
    /// Whether it was named itself; a file of a folder may turn out to hold no articles.
    pub(super) named: bool,
    /// Whether its name has an ending that no accepted format has; then only its content can show
    /// that it is to be read.
    pub(super) is_unknown: bool,
    /// Where it lies in an archive that can be passed on member by member.
    pub(super) span: Option<Span>,
    /// Bytes as they lie on disk, when known.
    pub(super) bytes: Option<u64>,
}

/// The files that the inputs stand for, in reading order.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(super) found: Vec<Found>,
    pub(super) skipped: Vec<Skipped>,
    /// Files and folders below an input that the system does not let us read.
    pub(super) unreadable: Vec<Problem>,
    /// Folders without a file of an accepted name: what is in their files has to show that they are to
    /// be read.
    pub(super) doubtful: Vec<PathBuf>,
    seen: BTreeSet<PathBuf>,
}

impl Files {
    /// Looks at every input; `forced` is the format that the user insists on.
    pub(super) fn of(inputs: &[Input], forced: Option<Format>) -> Result<Self, Error> {
        let mut files = Self::default();
        for input in inputs {
            match input {
                Input::Stdin => files.add_stdin(),
                Input::Bytes { name, bytes } => files.found.push(Found {
                    origin: Origin::Bytes(Arc::clone(bytes)),
                    id: id_of(name),
                    claimed: format::by_name(name),
                    named: true,
                    is_unknown: false,
                    span: None,
                    bytes: Some(bytes.len() as u64),
                    name: name.clone(),
                }),
                Input::Path(path) => files.add_path(path, forced)?,
            }
        }
        Ok(files)
    }

    fn add_stdin(&mut self) {
        let name = PathBuf::from("-");
        if self.seen.insert(name.clone()) {
            self.found.push(Found {
                name,
                origin: Origin::Stdin,
                id: "stdin".to_owned(),
                claimed: None,
                named: true,
                is_unknown: false,
                span: None,
                bytes: None,
            });
        } else {
            self.skip(&name, "named twice");
        }
    }

    fn add_path(&mut self, path: &Path, forced: Option<Format>) -> Result<(), Error> {
        let metadata = fs::metadata(path).map_err(|error| {
            let help = match error.kind() {
                std::io::ErrorKind::NotFound => "check the name",
                _ => "check the permissions",
            };
            Error::io(path, error).help(help)
        })?;
        if metadata.is_dir() {
            self.add_folder(path, forced);
            return Ok(());
        }
        if !metadata.is_file() {
            self.found.push(Found {
                name: path.to_owned(),
                origin: Origin::Pipe(path.to_owned()),
                id: id_of(path),
                claimed: format::by_name(path),
                named: true,
                is_unknown: false,
                span: None,
                bytes: None,
            });
        } else if self.is_new(path) {
            self.found.push(Found {
                name: path.to_owned(),
                origin: Origin::File(path.to_owned()),
                id: id_of(path),
                claimed: format::by_name(path),
                named: true,
                is_unknown: false,
                span: None,
                bytes: Some(metadata.len()),
            });
        }
        Ok(())
    }

    fn add_folder(&mut self, folder: &Path, forced: Option<Format>) {
        let (found, unreadable) = (self.found.len(), self.unreadable.len());
        let mut walk = WalkDir::new(folder)
            .follow_links(true)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.unreadable.push(Problem {
                        path: error.path().unwrap_or(folder).to_owned(),
                        record: None,
                        reason: match error.loop_ancestor() {
                            Some(_) => "a link leads back to a folder that holds it".to_owned(),
                            None => error
                                .io_error()
                                .map_or_else(|| "cannot be read".to_owned(), ToString::to_string),
                        },
                        repair: "check the link or the permissions".to_owned(),
                    });
                    continue;
                }
            };
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                self.skip(path, "hidden");
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            } else if entry.file_type().is_dir() && is_output_folder(path) {
                // Else a feed would be read again as what was found in it.
                self.skip(path, "results of samestory");
                walk.skip_current_dir();
            } else if entry.file_type().is_file() {
                self.add_file_of(folder, path, forced);
            } else if !entry.file_type().is_dir() {
                self.skip(path, "not a regular file");
            }
        }
        if self.found[found..].iter().all(|found| found.is_unknown)
            && self.unreadable.len() == unreadable
        {
            self.doubtful.push(folder.to_owned());
        }
    }

    fn add_file_of(&mut self, folder: &Path, path: &Path, forced: Option<Format>) {
        let claimed = format::by_name(path);
        if self.is_new(path) {
            let bare = format::unpacked_name(path).extension().is_none();
            self.found.push(Found {
                name: path.to_owned(),
                origin: Origin::File(path.to_owned()),
                id: member_id(path.strip_prefix(folder).unwrap_or(path)),
                claimed,
                named: false,
                is_unknown: claimed.is_none()
                    && forced.is_none()
                    && !bare
                    && !format::is_archive(path),
                span: None,
                bytes: path.metadata().ok().map(|m| m.len()),
            });
        }
    }

    /// Whether a file was not found before, under this or another name.
    fn is_new(&mut self, path: &Path) -> bool {
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let new = self.seen.insert(place);
        if !new {
            self.skip(path, "named twice");
        }
        new
    }

    fn skip(&mut self, path: &Path, reason: &str) {
        self.skipped.push(Skipped {
            path: path.to_owned(),
            reason: reason.to_owned(),
        });
    }
}

/// What is said of a folder in which nothing was read.
pub(super) fn nothing_to_read(folder: &Path) -> Error {
    Error::input("the folder holds no file to read")
        .at_path(folder)
        .help("put .jsonl, .json, .csv, .tsv, .xml or .txt files into it (also .gz, .zst, .xz or .bz2, or in a .zip or .tar), or force a format with --format")
}

/// The id of a file in a folder or an archive: its path there, as [`id_of`] has it.
pub(super) fn member_id(path: &Path) -> String {
    let mut id: Vec<_> = path
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .map(|step| step.as_os_str().to_string_lossy().into_owned())
        .collect();
    id.push(id_of(path));
    id.join("/")
}

/// A file's name without the endings of format and compression.
fn id_of(path: &Path) -> String {
    let name = format::unpacked_name(path);
    let stem = match format::by_name(path) {
        Some(_) => name.file_stem(),
        None => name.file_name(),
    };
    stem.unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
