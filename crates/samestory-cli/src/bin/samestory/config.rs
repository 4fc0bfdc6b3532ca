//! `config show`: the effective settings as TOML.

use std::io::Write;

use anyhow::Context;

use crate::args::{ConfigArgs, ConfigCommand};
use crate::outcome::Outcome;
use crate::session::Session;
use crate::settings;

pub(crate) fn run(args: &ConfigArgs, session: &Session) -> anyhow::Result<Outcome> {
    let ConfigCommand::Show(settings) = &args.command;
    let config = settings::effective(settings)?;
    let text = toml::to_string_pretty(&config).context("the settings cannot be shown as TOML")?;
    let mut results = session.results();
    results.write_all(text.as_bytes())?;
    results.flush()?;
    Ok(Outcome::Done)
}
