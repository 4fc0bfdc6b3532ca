//! Opens the inputs that a command names.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use samestory::run::{InputCount, RejectedRecord};
use samestory::{Article, Error};

use crate::args::{Cli, InputArgs};
use crate::outcome::UsageError;
use crate::session::Session;

/// The articles of the inputs, and what was left out.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    pub(crate) articles: Vec<Article>,
    pub(crate) inputs: Vec<InputCount>,
    pub(crate) rejected: u64,
    pub(crate) rejected_records: Vec<RejectedRecord>,
    pub(crate) input_bytes: u64,
}

/// Reads every article of the inputs; stdin when none is named.
pub(crate) fn open(args: &InputArgs, session: &Session) -> anyhow::Result<Opened> {
    let stdin = [PathBuf::from("-")];
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        session.say(&Cli::command().render_help().to_string());
        return Err(UsageError("no input; help: name a file, a folder or `-`".into()).into());
    }
    let inputs = if args.inputs.is_empty() {
        &stdin[..]
    } else {
        &args.inputs
    };
    let mut opened = Opened::default();
    for path in inputs {
        let mut text = Vec::new();
        if path == Path::new("-") {
            io::stdin().lock().read_to_end(&mut text)?;
        } else {
            text = fs::read(path).map_err(|e| Error::io(path, e))?;
        }
        let before = (opened.articles.len(), opened.rejected);
        for (line, number) in text.lines().zip(1..) {
            match serde_json::from_str(&line?) {
                Ok(article) => opened.articles.push(article),
                Err(e) if args.strict => {
                    return Err(Error::input(e.to_string())
                        .at_path(path)
                        .at_record(number)
                        .into());
                }
                Err(e) => {
                    opened.rejected += 1;
                    opened.rejected_records.push(RejectedRecord {
                        input: path.display().to_string(),
                        record: Some(number),
                        reason: e.to_string(),
                    });
                }
            }
        }
        opened.input_bytes += text.len() as u64;
        opened.inputs.push(InputCount {
            name: path.display().to_string(),
            articles: (opened.articles.len() - before.0) as u64,
            rejected: opened.rejected - before.1,
        });
    }
    Ok(opened)
}
