//! Opens the inputs that a command names.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use clap::CommandFactory;
use samestory::{Article, Error};

use crate::args::{Cli, InputArgs};
use crate::outcome::UsageError;
use crate::session::Session;

/// Reads every article of the inputs; stdin when none is named.
pub(crate) fn open(args: &InputArgs, session: &Session) -> anyhow::Result<Vec<Article>> {
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        session.say(&Cli::command().render_help().to_string());
        return Err(UsageError("no input; help: name a file, a folder or `-`".into()).into());
    }
    let mut articles = Vec::new();
    for path in &args.inputs {
        let reader: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            Box::new(io::BufReader::new(
                fs::File::open(path).map_err(|e| Error::io(path, e))?,
            ))
        };
        for (line, number) in reader.lines().zip(1..) {
            let line = line.map_err(|e| Error::io(path, e))?;
            articles.push(serde_json::from_str(&line).map_err(|e| {
                Error::input(e.to_string())
                    .at_path(path)
                    .at_record(number)
                    .help("write one JSON object a line")
            })?);
        }
    }
    Ok(articles)
}
