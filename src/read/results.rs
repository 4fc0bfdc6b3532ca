//! Reads an output folder back, so that results can be explained and shown without the inputs.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::detection::Detection;
use crate::error::{Error, ErrorKind};
use crate::run::{OUTPUT_SCHEMA, ResultFile, RunRecord, StoredArticle};

/// Everything that an output folder holds.
#[derive(Debug, Clone)]
pub struct Results {
    /// How the run went.
    pub run: RunRecord,
    /// What it found.
    pub detection: Detection,
    /// The articles, input order; aligned with `detection.memberships`.
    pub articles: Vec<StoredArticle>,
}

/// Reads the output folder that `samestory cluster -o` wrote; memory grows with its files.
///
/// # Errors
/// When the folder is missing, unfinished, of another version, or a record in it is damaged.
pub fn results(folder: &Path) -> Result<Results, Error> {
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
    let run: RunRecord = serde_json::from_value(value).map_err(|e| damaged(&path, &e))?;
    Ok(Results {
        detection: Detection {
            memberships: lines(folder, ResultFile::Memberships)?,
            families: lines(folder, ResultFile::Families)?,
            events: lines(folder, ResultFile::Events)?,
            storylines: lines(folder, ResultFile::Storylines)?,
            pairs: lines(folder, ResultFile::Pairs)?,
            counts: run.counts.clone(),
        },
        articles: lines(folder, ResultFile::Articles)?,
        run,
    })
}

fn lines<T: DeserializeOwned>(folder: &Path, file: ResultFile) -> Result<Vec<T>, Error> {
    let path = folder.join(file.name());
    let reader = BufReader::new(File::open(&path).map_err(|e| Error::io(&path, e))?);
    (1..)
        .zip(reader.lines())
        .map(|(number, line)| {
            let line = line.map_err(|e| Error::io(&path, e))?;
            serde_json::from_str(&line).map_err(|e| damaged(&path, &e).at_record(number))
        })
        .collect()
}

fn damaged(path: &Path, cause: &serde_json::Error) -> Error {
    Error::input(format!("the record is damaged: {cause}"))
        .at_path(path)
        .help("run `samestory cluster -o` again")
}
