//! Ctrl-C leaves no half-written output: temporary files go, then the process.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;

/// What to remove, by whoever holds the lock.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes the file or folder when the run is interrupted.
pub(crate) fn removes(path: &Path) -> anyhow::Result<()> {
    let mut temporary = TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner);
    if temporary.is_empty() && !hangups_are_ignored() {
        ctrlc::set_handler(end).context("interrupts cannot be caught")?;
    }
    temporary.push(path.to_owned());
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
    for path in temporary.iter() {
        // What cannot be removed stays as a hidden temporary; there is nobody left to tell.
        let _ = if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        };
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
