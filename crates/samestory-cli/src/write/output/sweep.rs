//! What runs leave that were killed: completed when they had committed, else removed.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::commit::{carry_out, path_of};
use super::staging::{Claim, LEADER, Staging, is_staging};
use samestory::error::{Error, ErrorKind};
use samestory::run::{STAGING_COMMIT, STAGING_OF_FOLDER, STAGING_PREFIX};

/// Makes the moves that a killed run left undone when it replaced an output folder; nothing when
/// there are none.
///
/// # Errors
/// When a file cannot be moved, or a run that lives is replacing the folder at this moment.
pub fn complete(folder: &Path) -> Result<(), Error> {
    let staging = folder.join(STAGING_OF_FOLDER);
    if !staging.join(STAGING_COMMIT).exists() {
        return Ok(());
    }
    let unfinished = |cause| {
        Error::io(folder, cause)
            .help("a run was stopped while it replaced this folder; make it writable and run again")
    };
    match Staging::of_the_dead(&staging).map_err(unfinished)? {
        Claim::Ours(staging) if staging.has_commit() => {
            carry_out(&staging, &[]).map_err(unfinished)
        }
        Claim::Taken => Err(Error::new(
            ErrorKind::Io,
            "a run is replacing the files of this folder",
        )
        .at_path(folder)
        .help("run again in a moment")),
        Claim::Ours(_) | Claim::Gone => Ok(()),
    }
}

/// Looks after what dead runs left in `place`. It is nobody's duty: what cannot be done stays.
pub(super) fn sweep(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if !name.to_string_lossy().starts_with(STAGING_PREFIX) {
            continue;
        }
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && is_staging(&path) => {
                let _ = settle(&path);
            }
            Ok(kind) if kind.is_file() && is_temporary(&name) => {
                let _ = remove_unlocked(&path);
            }
            _ => {}
        }
    }
}

/// Completes or removes a staging folder whose run is dead.
fn settle(path: &Path) -> io::Result<()> {
    let Claim::Ours(staging) = Staging::of_the_dead(path)? else {
        return Ok(());
    };
    if staging.has_commit() {
        return carry_out(&staging, &[]);
    }
    let Ok(leader) = fs::read(staging.path().join(LEADER)) else {
        return Ok(());
    };
    let leader = path_of(&leader).ok_or(io::ErrorKind::InvalidData)?;
    if leader.join(STAGING_COMMIT).exists() {
        // Its record asks for this one's files, too, and takes the lock for it.
        let kept = staging.release();
        let Claim::Ours(leader) = Staging::of_the_dead(&leader)? else {
            return Ok(());
        };
        if leader.has_commit() {
            carry_out(&leader, &[])?;
        }
        return settle(&kept);
    }
    Ok(())
}

/// Whether a name is one that older versions gave to a single temporary file: six random letters
/// and digits, and no word that a person chose.
fn is_temporary(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let random = name.strip_prefix(STAGING_PREFIX).unwrap_or_default();
    random.len() == 6
        && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !random.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn remove_unlocked(path: &Path) -> io::Result<()> {
    let file = File::options().write(true).open(path)?;
    if file.try_lock().is_ok() {
        fs::remove_file(path)?;
    }
    Ok(())
}
