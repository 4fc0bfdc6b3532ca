//! Opens an output folder that a command reads.

use std::fs;
use std::path::Path;

use samestory::Error;
use samestory::run::ResultFile;
use samestory_cli::read::Results;
use samestory_cli::write;

/// The results in a folder; what a killed run left to be done there is done first.
pub(crate) fn open(folder: &Path) -> Result<Results, Error> {
    complete(folder);
    Results::open(folder)
}

/// Completes a folder that a killed run was replacing. Where that is not allowed, whoever reads the
/// folder finds and says so.
pub(crate) fn complete(folder: &Path) {
    let _ = write::complete(folder);
}

/// Reads several files of a folder that need not be all of an output folder, as one run left them.
pub(crate) fn read_whole<T>(
    folder: &Path,
    read: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    write::complete(folder)?;
    let run = || fs::read(folder.join(ResultFile::Run.name())).ok();
    let before = run();
    let found = read()?;
    write::complete(folder)?;
    if run() != before {
        return Err(Error::input("the folder was replaced while it was read")
            .at_path(folder)
            .help("run again")
            .into());
    }
    Ok(found)
}
