//! The whole job in a process of its own, so that its time and memory are those of the one job.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use samestory::Error;
use samestory::run::{ResultFile, RunRecord};

/// Clusters `input` into the folder `output`, which does not exist yet, and returns what the run
/// says of itself.
pub(crate) fn cluster(
    input: &Path,
    output: &Path,
    flags: impl IntoIterator<Item = OsString>,
) -> anyhow::Result<RunRecord> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--quiet", "cluster"]).arg(input);
    command.arg("-o").arg(output).args(flags);
    let status = command.stdout(Stdio::null()).status()?;
    // Rejected records are counted in what the run says of itself.
    if !status.success() && status.code() != Some(3) {
        bail!("clustering {} ended with {status}", input.display());
    }
    let path = output.join(ResultFile::Run.name());
    let text = fs::read_to_string(&path).map_err(|e| Error::io(&path, e))?;
    serde_json::from_str(&text).context("the run record is damaged")
}
