//! Reads an output folder back, so that results can be explained and shown without the inputs.
//!
//! In: a folder that `samestory cluster -o` wrote. Out: its records, file by file, so that whoever
//! needs some of them holds no more: judged pairs and articles, by far the most, come one by one.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use samestory::detection::{Detection, Pair};
use samestory::error::{Error, ErrorKind};
use samestory::run::{
    OUTPUT_SCHEMA, ResultFile, RunRecord, STAGING_COMMIT, STAGING_OF_FOLDER, StoredArticle,
};

/// An output folder, ready to be read: its files as they were when it was opened, whatever becomes
/// of the folder.
#[derive(Debug, Clone)]
pub struct Results {
    /// How the run went.
    pub run: RunRecord,
    folder: PathBuf,
    files: Vec<(ResultFile, Arc<File>)>,
}

impl Results {
    /// Opens the output folder that `samestory cluster -o` wrote.
    ///
    /// # Errors
    /// When the folder is missing, unfinished, being replaced, or of another version.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(ResultFile::Run.name());
        let mut record = File::open(&path).map_err(|e| no_record(folder, &path, e))?;
        let mut bytes = Vec::new();
        record
            .read_to_end(&mut bytes)
            .map_err(|e| Error::io(&path, e))?;
        let value: serde_json::Value =
            serde_json::from_slice(&bytes).map_err(|e| damaged(&path, &e))?;
        let schema = value["schema"].as_str().unwrap_or("none");
        if schema != OUTPUT_SCHEMA {
            return Err(Error::new(
                ErrorKind::Incompatible,
                format!("the files follow schema `{schema}`, this program reads `{OUTPUT_SCHEMA}`"),
            )
            .at_path(folder)
            .help("run `samestory cluster -o` again"));
        }
        let mut files = Vec::new();
        for file in ResultFile::ALL {
            // A file that is not there is missed by whoever asks for it.
            if let Ok(opened) = File::open(folder.join(file.name())) {
                files.push((file, Arc::new(opened)));
            }
        }
        // Whoever replaces the files takes the record away first and puts the new one last.
        if !is_still_at(&record, &bytes, &path) {
            return Err(replaced(folder));
        }
        Ok(Self {
            run: serde_json::from_value(value).map_err(|e| damaged(&path, &e))?,
            folder: folder.to_owned(),
            files,
        })
    }

    /// What the run found, without the pairs.
    ///
    /// # Errors
    /// When a file cannot be read, or a record in it is damaged.
    pub fn detection(&self) -> Result<Detection, Error> {
        Ok(Detection {
            memberships: self
                .lines(ResultFile::Memberships)?
                .collect::<Result<_, _>>()?,
            families: self
                .lines(ResultFile::Families)?
                .collect::<Result<_, _>>()?,
            events: self.lines(ResultFile::Events)?.collect::<Result<_, _>>()?,
            storylines: self
                .lines(ResultFile::Storylines)?
                .collect::<Result<_, _>>()?,
            pairs: Vec::new(),
            counts: self.run.counts.clone(),
        })
    }

    /// Every judged pair, in the order of the file.
    ///
    /// # Errors
    /// When the file cannot be opened; each pair, when it cannot be read or is damaged.
    pub fn pairs(&self) -> Result<impl Iterator<Item = Result<Pair, Error>>, Error> {
        self.lines(ResultFile::Pairs)
    }

    /// Every article, in input order: that of the memberships.
    ///
    /// # Errors
    /// When the file cannot be opened; each article, when it cannot be read or is damaged.
    pub fn articles(&self) -> Result<impl Iterator<Item = Result<StoredArticle, Error>>, Error> {
        self.lines(ResultFile::Articles)
    }

    fn lines<T: DeserializeOwned>(
        &self,
        file: ResultFile,
    ) -> Result<impl Iterator<Item = Result<T, Error>> + use<T>, Error> {
        let path = self.folder.join(file.name());
        let opened = self.files.iter().find(|(name, _)| *name == file);
        let bytes = match opened {
            Some((_, opened)) => Reread::new(Arc::clone(opened)),
            None => return Err(Error::io(&path, io::ErrorKind::NotFound.into())),
        };
        let reader = BufReader::with_capacity(1 << 16, bytes);
        Ok((1..).zip(reader.lines()).map(move |(number, line)| {
            let line = line.map_err(|e| Error::io(&path, e))?;
            serde_json::from_str(&line).map_err(|e| damaged(&path, &e).at_record(number))
        }))
    }
}

/// An open file from its beginning, however far others have read it.
#[derive(Debug)]
struct Reread {
    file: Arc<File>,
    at: u64,
}

impl Reread {
    fn new(file: Arc<File>) -> Self {
        Self { file, at: 0 }
    }
}

impl Read for Reread {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.at)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn is_still_at(record: &File, _: &[u8], path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |found: fs::Metadata| (found.dev(), found.ino());
    match (record.metadata(), fs::metadata(path)) {
        (Ok(opened), Ok(there)) => identity(opened) == identity(there),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_at(_: &File, bytes: &[u8], path: &Path) -> bool {
    fs::read(path).is_ok_and(|there| there == bytes)
}

fn no_record(folder: &Path, path: &Path, cause: io::Error) -> Error {
    let commit = folder.join(STAGING_OF_FOLDER).join(STAGING_COMMIT);
    if cause.kind() == io::ErrorKind::NotFound && commit.exists() {
        return replaced(folder);
    }
    Error::io(path, cause).help("name a folder that `samestory cluster -o` has written")
}

fn replaced(folder: &Path) -> Error {
    Error::new(
        ErrorKind::Io,
        "a run is replacing the files of this folder, or was stopped while it did",
    )
    .at_path(folder)
    .help("run again in a moment; a stopped run is completed by the next one that may write there")
}

fn damaged(path: &Path, cause: &serde_json::Error) -> Error {
    Error::input(format!("the record is damaged: {cause}"))
        .at_path(path)
        .help("run `samestory cluster -o` again")
}
