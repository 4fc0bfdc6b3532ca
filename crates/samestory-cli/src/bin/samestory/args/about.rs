//! Arguments of the commands that tell of the program itself: `config`, `formats`, `schema`, `completions`, `man`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::SettingsArgs;

/// Arguments of `config`.
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

/// What `config` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print the settings that the same flags would run with, as a config file
    #[command(after_help = CONFIG_EXAMPLES)]
    Show(SettingsArgs),
}

const CONFIG_EXAMPLES: &str = "\
Examples:
  samestory config show > samestory.toml
  samestory config show --config samestory.toml --threshold 0.7";

/// Arguments of `formats`.
#[derive(Debug, Args)]
pub(crate) struct FormatsArgs {
    /// Print the table as Markdown, as docs/reading.md has it
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
    /// Print one JSON object a format
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Which schema; without it the names are listed
    pub(crate) name: Option<String>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Shell to complete for
    pub(crate) shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Folder to write a page for every command into; without it the main page goes to stdout
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
}
