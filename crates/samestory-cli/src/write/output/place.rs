//! The place of an output folder: what stands there, whether it may be replaced, and who holds it.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use samestory::error::{Error, ErrorKind};
use samestory::run::{
    REPORT_FOLDER, REPORT_INDEX, ResultFile, STAGING_PREFIX, is_output_folder, is_report_page,
};
use xxhash_rust::xxh3::xxh3_64;

use super::commit::carry_out;
use super::staging::Staging;

/// The pages of a report in a folder, by their names there.
pub(super) fn pages(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder.join(REPORT_FOLDER))
        .into_iter()
        .flatten();
    let names = entries.flatten().map(|entry| entry.file_name());
    let pages = names.filter(|name| name.to_str().is_some_and(is_report_page));
    pages
        .map(|name| Path::new(REPORT_FOLDER).join(name))
        .collect()
}

/// Takes the staging folder of `destination`, and completes what a killed run had committed in it.
pub(super) fn hold(staging: &Path, destination: &Path) -> Result<Staging, Error> {
    let held = Staging::at(staging).map_err(|e| unwritable(destination, e))?;
    let staging = held.ok_or_else(|| {
        Error::new(
            ErrorKind::Io,
            "another run of samestory is writing to this folder",
        )
        .at_path(destination)
        .help("wait until it has ended, or name another folder")
    })?;
    let ready = || {
        if staging.has_commit() {
            carry_out(&staging, &[])?;
        }
        Staging::with_files(staging)
    };
    ready().map_err(|e| unwritable(destination, e))
}

/// The name of the staging folder beside an output folder that does not exist yet.
pub(super) fn hidden(name: &OsStr) -> String {
    // Of any name one of the same length: the name itself may be as long as the system allows.
    format!("{STAGING_PREFIX}{:016x}", xxh3_64(name.as_encoded_bytes()))
}

/// Whether the destination exists; an error when it may not be replaced.
pub(super) fn exists(destination: &Path) -> Result<bool, Error> {
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
    if !empty && !is_output_folder(destination) {
        return Err(Error::usage(
            "the folder is not empty and its files are not results of samestory",
        )
        .at_path(destination)
        .help("name another folder, or empty this one"));
    }
    for file in ResultFile::ALL {
        let place = destination.join(file.name());
        if place.is_dir() {
            return Err(Error::usage("a folder is in the way of a result")
                .at_path(place)
                .help("move it elsewhere, or name another output folder"));
        }
    }
    if is_foreign(&destination.join(REPORT_FOLDER)) {
        return Err(
            Error::usage("what stands in the place of the report is none of samestory")
                .at_path(destination.join(REPORT_FOLDER))
                .help("move it elsewhere, or name another output folder"),
        );
    }
    Ok(true)
}

/// Whether the place of a report's pages is taken by something else: a file, or pages that do not
/// begin as those of a report do.
fn is_foreign(place: &Path) -> bool {
    const HEAD: u64 = 4096;
    let index = place.join(REPORT_INDEX);
    let mut head = Vec::new();
    match File::open(&index).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
        Ok(_) => {
            !String::from_utf8_lossy(&head).contains("<meta name=\"generator\" content=\"samestory")
        }
        Err(_) => place.exists() && (!place.is_dir() || index.exists()),
    }
}

pub(super) fn unwritable(path: &Path, cause: io::Error) -> Error {
    Error::io(path, cause).help("name an output folder that can be written to")
}
