//! The samestory program.

mod args;
mod bench;
mod cluster;
mod compare;
mod completions;
mod conclude;
mod config;
mod dedup;
mod evaluate;
mod explain;
mod export;
mod feed;
mod formats;
mod generate;
mod interrupt;
mod job;
mod man;
mod new_file;
mod outcome;
mod places;
mod plan;
mod progress;
mod read;
mod record;
mod report;
mod results;
mod schema;
mod session;
mod settings;
mod show;
mod summary;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use outcome::Outcome;
use session::Session;

/// Records and texts are many small pieces that one thread makes and another takes apart.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| outcome::refuse(&error));
    let session = Session::new(&cli.session);
    let result = run(&cli.command, &session);
    outcome::exit_code(result, &session)
}

fn run(command: &Command, session: &Session) -> anyhow::Result<Outcome> {
    match command {
        Command::Bench(args) => bench::run(args, session),
        Command::Cluster(args) => cluster::run(args, session),
        Command::Dedup(args) => dedup::run(args, session),
        Command::Generate(args) => generate::run(args, session),
        Command::Compare(args) => compare::run(args, session),
        Command::Completions(args) => completions::run(args, session),
        Command::Config(args) => config::run(args, session),
        Command::Evaluate(args) => evaluate::run(args, session),
        Command::Explain(args) => explain::run(args, session),
        Command::Export(args) => export::run(args, session),
        Command::Formats(args) => formats::run(args, session),
        Command::Man(args) => man::run(args, session),
        Command::Plan(args) => plan::run(args, session),
        Command::Read(args) => read::run(args, session),
        Command::Report(args) => report::run(args, session),
        Command::Schema(args) => schema::run(args, session),
        Command::Show(args) => show::run(args, session),
    }
}
