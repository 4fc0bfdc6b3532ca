//! Reads an output folder back, so that results can be explained and shown without the inputs.
//!
//! In: a folder that `samestory cluster -o` wrote. Out: its records, file by file, so that whoever
//! needs some of them holds no more: judged pairs and articles, by far the most, come one by one.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::detection::{Detection, Pair};
use crate::error::{Error, ErrorKind};
use crate::run::{OUTPUT_SCHEMA, ResultFile, RunRecord, StoredArticle};

/// An output folder, ready to be read.
#[derive(Debug, Clone)]
pub struct Results {
    /// How the run went.
    pub run: RunRecord,
    folder: PathBuf,
}

impl Results {
    /// Opens the output folder that `samestory cluster -o` wrote.
    ///
    /// # Errors
    /// When the folder is missing, unfinished, or of another version.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(ResultFile::Run.name());
        let bytes = fs::read(&path).map_err(|e| {
            Error::io(&path, e).help("name a folder that `samestory cluster -o` has written")
        })?;
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
        Ok(Self {
            run: serde_json::from_value(value).map_err(|e| damaged(&path, &e))?,
            folder: folder.to_owned(),
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
        let reader = BufReader::new(File::open(&path).map_err(|e| Error::io(&path, e))?);
        Ok((1..).zip(reader.lines()).map(move |(number, line)| {
            let line = line.map_err(|e| Error::io(&path, e))?;
            serde_json::from_str(&line).map_err(|e| damaged(&path, &e).at_record(number))
        }))
    }
}

fn damaged(path: &Path, cause: &serde_json::Error) -> Error {
    Error::input(format!("the record is damaged: {cause}"))
        .at_path(path)
        .help("run `samestory cluster -o` again")
}
