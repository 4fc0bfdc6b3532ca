//! Files that a command writes: an interrupt removes what is unfinished, and waits for moves.

use std::io::Write;
use std::path::Path;

use samestory_cli::write::NewFile;

use crate::interrupt;

/// Begins a file that appears when it is finished.
pub(crate) fn create(path: &Path) -> anyhow::Result<NewFile> {
    let file = NewFile::create(path)?;
    if let Some(staging) = file.staging() {
        interrupt::discards(staging)?;
    }
    Ok(file)
}

/// Puts complete files in their places, together.
pub(crate) fn finish(files: impl IntoIterator<Item = NewFile>) -> anyhow::Result<()> {
    let files = files.into_iter().collect();
    Ok(interrupt::waits(|| NewFile::finish_all(files))?)
}

/// Writes a whole file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = create(path)?;
    file.write_all(bytes)
        .map_err(|e| samestory::Error::io(path, e))?;
    finish([file])
}
