//! How a command ended, and the exit code and message that say so.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use samestory::{Error, ErrorKind};

use crate::args::Cli;
use crate::session::Session;
use samestory_cli::shown;

/// How a command ended when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Done, but records were rejected.
    Rejected,
}

/// A failure whose cause is the way the program was called.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// Reports a failure and gives the code to exit with.
pub(crate) fn exit_code(result: anyhow::Result<Outcome>, session: &Session) -> ExitCode {
    let error = match result {
        Ok(Outcome::Done) => return ExitCode::SUCCESS,
        Ok(Outcome::Rejected) => return ExitCode::from(3),
        Err(error) => error,
    };
    if is_closed_pipe(&error) {
        return ExitCode::SUCCESS;
    }
    session.error(&message(&error));
    let usage = error.is::<UsageError>()
        || error
            .downcast_ref::<Error>()
            .is_some_and(|e| matches!(e.kind(), ErrorKind::Config | ErrorKind::Usage));
    ExitCode::from(if usage { 2 } else { 1 })
}

/// Ends the program over its command line, whose arguments may be names of files that others gave.
pub(crate) fn refuse(error: &clap::Error) -> ! {
    let arguments = std::env::args_os();
    let shown = arguments.map(|argument| shown::line(&argument.to_string_lossy()).into_owned());
    match Cli::try_parse_from(shown) {
        Err(shown) if shown.kind() == error.kind() => shown.exit(),
        _ => error.exit(),
    }
}

/// The error with the causes that it does not already tell.
fn message(error: &anyhow::Error) -> String {
    let mut message = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !message.contains(&cause) {
            message.push_str(": ");
            message.push_str(&cause);
        }
    }
    message
}

/// Whether the reader of stdout went away, as `| head` does: then all it wanted is done.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}
