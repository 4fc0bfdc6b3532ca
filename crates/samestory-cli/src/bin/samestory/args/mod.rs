//! The command line: what can be typed, and nothing else.

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// An argument whose values are those of a library type.
macro_rules! argument_enum {
    ($(#[$doc:meta])* $name:ident for $target:ident { $($(#[$variant_doc:meta])* $variant:ident),+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
        pub(crate) enum $name { $($(#[$variant_doc])* $variant),+ }
        impl From<$name> for $target {
            fn from(argument: $name) -> Self {
                match argument { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

mod about;
mod bench;
mod cluster;
mod compare;
mod dedup;
mod evaluate;
mod explain;
mod export;
mod generate;
mod input;
mod output;
mod plan;
mod read;
mod report;
mod settings;
mod show;

pub(crate) use about::{
    CompletionsArgs, ConfigArgs, ConfigCommand, FormatsArgs, ManArgs, SchemaArgs,
};
pub(crate) use bench::BenchArgs;
pub(crate) use cluster::ClusterArgs;
pub(crate) use compare::CompareArgs;
pub(crate) use dedup::DedupArgs;
pub(crate) use evaluate::{EvaluateArgs, SuiteArgs};
pub(crate) use explain::ExplainArgs;
pub(crate) use export::{ExportArg, ExportArgs, ExportFormat};
pub(crate) use generate::{GenerateArgs, SetArg};
pub(crate) use input::{HtmlArg, InputArgs, ReadingArgs};
pub(crate) use plan::PlanArgs;
pub(crate) use read::ReadArgs;
pub(crate) use report::{ReportArgs, ReportFormat};
pub(crate) use settings::SettingsArgs;
pub(crate) use show::{ShowArgs, StageArg};

/// Finds copies, reports of the same event, and storylines in a news feed.
#[derive(Debug, Parser)]
#[command(
    name = "samestory",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = AFTER_HELP
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) session: SessionArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  samestory cluster feed.jsonl -o out          then open out/report.html
  samestory dedup feed.jsonl > fresh.jsonl     the feed without its copies
  samestory explain article-7 --dir out        why it is where it is
  samestory read feed.xml -v                   what was read, where a result looks odd

Exit codes:
  0    done
  1    failed
  2    wrong usage or settings
  3    done, but records were rejected
  130  interrupted (Ctrl-C)";

/// One variant a command; the file of the same name runs it.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find copies, events and storylines in a feed
    Cluster(ClusterArgs),
    /// Pass a feed on without its copies, every other byte as it is
    Dedup(DedupArgs),
    /// Say how two articles relate, with every signal
    Compare(CompareArgs),
    /// Say why articles are together, or why not
    Explain(ExplainArgs),
    /// Print the articles of a feed as they are read, and where each came from
    Read(ReadArgs),
    /// Show what an intermediate stage makes of each article
    Show(ShowArgs),
    /// Make the editors' report of a result again, or a day's edition for mail and print
    Report(ReportArgs),
    /// Write a result for another program: CSV, Parquet, ninjs, RSS, JSON Feed, Markdown
    Export(ExportArgs),
    /// Measure a result, or the whole pipeline on labelled sets, against gold labels
    Evaluate(EvaluateArgs),
    /// Say what a threshold and a recall promise and cost: curve, memory, candidates
    Plan(PlanArgs),
    /// Measure what copies are found, and what the whole job takes, on generated news
    Bench(BenchArgs),
    /// Make labelled synthetic news from a seed
    Generate(GenerateArgs),
    /// Show the effective settings
    Config(ConfigArgs),
    /// Say what can be read: how each format is told, and what is taken from where
    Formats(FormatsArgs),
    /// Print the JSON Schema of an output file
    Schema(SchemaArgs),
    /// Print the shell's completion script
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for every command
    Man(ManArgs),
}

/// How the program talks, the same for every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Messages")]
pub(crate) struct SessionArgs {
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more: every rejected record, every stage
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Colour messages; `auto` honours `NO_COLOR`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// Show a progress bar; `auto` does when stderr is a terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) progress: When,
}

/// Whether to do something that depends on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use samestory::Config;

    #[test]
    fn the_command_line_passes_claps_own_check() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_help_states_the_defaults_of_the_settings() {
        let Config {
            copies,
            events,
            seed,
            ..
        } = Config::default();
        let days = events.window_hours / 24;
        let stated = [
            ("threshold", copies.threshold.to_string()),
            ("recall", copies.recall.to_string()),
            ("window", format!("{days}d")),
            ("event_threshold", events.threshold.to_string()),
            (
                "storyline_threshold",
                events.storyline_threshold.to_string(),
            ),
            ("seed", seed.to_string()),
        ];
        let command = Cli::command();
        let cluster = command.find_subcommand("cluster").unwrap();
        for (id, default) in stated {
            let argument = cluster.get_arguments().find(|a| a.get_id() == id).unwrap();
            let help = argument.get_help().unwrap().to_string();
            assert!(
                help.contains(&format!("[default: {default}]")),
                "{id}: {help}"
            );
        }
    }
}
