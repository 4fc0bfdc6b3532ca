//! `man`: manual pages.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use samestory::Error;

use crate::args::{Cli, ManArgs};
use crate::new_file;
use crate::outcome::Outcome;
use crate::session::Session;

pub(crate) fn run(args: &ManArgs, session: &Session) -> anyhow::Result<Outcome> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &args.dir {
        fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        write_pages(&command, "samestory", folder)?;
    } else {
        let mut results = session.results();
        results.write_all(&page(&command, "samestory")?)?;
        results.flush()?;
    }
    Ok(Outcome::Done)
}

/// One page for the command and one for each of its subcommands.
fn write_pages(command: &Command, name: &str, folder: &Path) -> anyhow::Result<()> {
    let path = folder.join(format!("{name}.1"));
    new_file::write(&path, &page(command, name)?)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        write_pages(sub, &format!("{name}-{}", sub.get_name()), folder)?;
    }
    Ok(())
}

fn page(command: &Command, name: &str) -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).title(name).render(&mut page)?;
    Ok(page)
}
