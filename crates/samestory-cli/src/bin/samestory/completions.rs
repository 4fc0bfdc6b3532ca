//! `completions`: the shell's completion script.

use std::io::Write;

use clap::CommandFactory;

use crate::args::{Cli, CompletionsArgs};
use crate::outcome::Outcome;
use crate::session::Session;

pub(crate) fn run(args: &CompletionsArgs, session: &Session) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "samestory", &mut script);
    let mut results = session.results();
    results.write_all(&script)?;
    results.flush()?;
    Ok(Outcome::Done)
}
