//! Ctrl-C leaves no half-written output: temporary files go, then the process.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use samestory_cli::write::discard;

/// What to remove, by whoever holds the lock.
static TEMPORARY: Mutex<Vec<Temporary>> = Mutex::new(Vec::new());

enum Temporary {
    Folder(PathBuf),
    /// Stays when the output in it is complete.
    Staging(PathBuf),
}

/// Removes the folder when the run is interrupted.
pub(crate) fn removes(folder: &Path) -> anyhow::Result<()> {
    add(Temporary::Folder(folder.to_owned()))
}

/// Discards what an output is being written to when the run is interrupted.
pub(crate) fn discards(staging: &Path) -> anyhow::Result<()> {
    add(Temporary::Staging(staging.to_owned()))
}

fn add(new: Temporary) -> anyhow::Result<()> {
    let mut temporary = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
    if temporary.is_empty() && !hangups_are_ignored() {
        ctrlc::set_handler(end).context("interrupts cannot be caught")?;
    }
    temporary.push(new);
    Ok(())
}

/// Moves finished files to their place; an interrupt waits until that is done.
pub(crate) fn waits<T>(moves: impl FnOnce() -> T) -> T {
    let _temporary = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
    moves()
}

#[expect(
    clippy::exit,
    reason = "the only way out of the main thread's work from a handler"
)]
fn end() {
    let temporary = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
    for temporary in temporary.iter() {
        match temporary {
            // What cannot be removed stays; there is nobody left to tell.
            Temporary::Folder(path) => drop(fs::remove_dir_all(path)),
            Temporary::Staging(path) => discard(path),
        }
    }
    std::process::exit(130);
}

/// Whether the process runs under `nohup`, whose wish the handler would override.
fn hangups_are_ignored() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        ignored.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).is_ok_and(|m| m & 1 == 1))
    })
}
