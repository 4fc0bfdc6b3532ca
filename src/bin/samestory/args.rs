//! The command line: what can be typed, and nothing else.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};

use samestory::config::{Keep, Level, Profile};
use samestory::evaluate::Level as GoldLevel;
use samestory::write::By;

/// Finds copies, reports of the same event, and storylines in a news feed.
#[derive(Debug, Parser)]
#[command(
    name = "samestory",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = EXIT_CODES
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) session: SessionArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
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
    /// Show what an intermediate stage makes of each article
    Show(ShowArgs),
    /// Make the editors' report of a result again: one HTML file
    Report(ReportArgs),
    /// Write a result for another program: CSV, Parquet, ninjs, RSS, JSON Feed, Markdown
    Export(ExportArgs),
    /// Measure a result, or the whole pipeline on labelled sets, against gold labels
    Evaluate(EvaluateArgs),
    /// Say what a threshold and a recall promise and cost: curve, memory, candidates
    Plan(PlanArgs),
    /// Measure what the copy layer finds on generated news whose copies are known
    Bench(BenchArgs),
    /// Make labelled synthetic news from a seed
    Generate(GenerateArgs),
    /// Show the effective settings
    Config(ConfigArgs),
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

/// What is read, the same for every command that reads a feed.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Files, folders, or `-` for stdin (also when none is given): JSONL, JSON, CSV, TSV or plain
    /// text files, each also as .gz or .zst
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How inputs are read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct ReadingArgs {
    /// Take every input to be of this format instead of telling it from name and content
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
    /// Field that holds the article's id
    #[arg(long, value_name = "NAME")]
    pub(crate) id_field: Option<String>,
    /// Field that holds the headline [also known: title, headline]
    #[arg(long, value_name = "NAME")]
    pub(crate) title_field: Option<String>,
    /// Field that holds the text [also known: text, body, content, article]
    #[arg(long, value_name = "NAME")]
    pub(crate) text_field: Option<String>,
    /// Field that holds the publication date [also known: published, date, `pubDate`, `publish_date`]
    #[arg(long, value_name = "NAME")]
    pub(crate) date_field: Option<String>,
    /// Field that holds the outlet [also known: source, domain, publisher]
    #[arg(long, value_name = "NAME")]
    pub(crate) source_field: Option<String>,
    /// Field that holds the address [also known: url, link]
    #[arg(long, value_name = "NAME")]
    pub(crate) url_field: Option<String>,
    /// Field that holds the language code [also known: lang, language]
    #[arg(long, value_name = "NAME")]
    pub(crate) lang_field: Option<String>,
    /// Fail at the first bad record or field instead of counting it
    #[arg(long)]
    pub(crate) strict: bool,
    /// Fail when more records than this are bad
    #[arg(long, value_name = "N", conflicts_with = "strict")]
    pub(crate) max_errors: Option<u64>,
    /// Reject records longer than this [default: 67108864, at most 1073741824]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1..=1 << 30))]
    pub(crate) max_record_bytes: Option<u32>,
}

/// A format that `--format` can force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    Jsonl,
    Json,
    Csv,
    Tsv,
    Text,
}

/// What decides the result, the same for every command that compares articles.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct SettingsArgs {
    /// Read settings from a TOML file; flags win over it (see `samestory config show`)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Stop after copies, or go on to events and storylines [default: events]
    #[arg(long)]
    pub(crate) level: Option<LevelArg>,
    /// How texts become shingles [default: news]
    #[arg(long)]
    pub(crate) profile: Option<ProfileArg>,
    /// Resemblance, 0 to 1, from which copies must be found [default: 0.5]
    #[arg(long, value_name = "SHARE")]
    pub(crate) threshold: Option<f64>,
    /// Probability with which a copy at the threshold must be found [default: 0.999]
    #[arg(long, value_name = "SHARE")]
    pub(crate) recall: Option<f64>,
    /// Longest time between two reports of one event: 10d, 72h [default: 730d]
    #[arg(long, value_name = "TIME", value_parser = window_hours)]
    pub(crate) window: Option<u32>,
    /// Score, 0 to 1, from which articles share an event [default: 0.5]
    #[arg(long, value_name = "SCORE")]
    pub(crate) event_threshold: Option<f64>,
    /// Score, 0 to 1, from which events share a storyline [default: 0.5]
    #[arg(long, value_name = "SCORE")]
    pub(crate) storyline_threshold: Option<f64>,
    /// Obey a file of corrections that the report exported
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) corrections: Option<PathBuf>,
    /// Which copy stands for its family [default: earliest]
    #[arg(long)]
    pub(crate) keep: Option<KeepArg>,
    /// Seed of every hash that a result depends on [default: 0]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Threads to use; the result is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}

macro_rules! argument_enum {
    ($(#[$doc:meta])* $name:ident for $target:ident { $($(#[$variant_doc:meta])* $variant:ident),+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
        pub(crate) enum $name { $($(#[$variant_doc])* $variant),+ }
        impl From<$name> for $target {
            fn from(argument: $name) -> Self {
                match argument { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}
argument_enum! {
    /// Argument for [`Level`].
    LevelArg for Level {
        /// Copies only
        Copies,
        /// Copies, events and storylines
        Events
    }
}
argument_enum! {
    /// Argument for the level of gold labels.
    GoldLevelArg for GoldLevel {
        /// Copy families
        Family,
        /// Events
        Event,
        /// Storylines
        Storyline
    }
}
argument_enum! {
    /// Argument for [`Profile`].
    ProfileArg for Profile {
        /// Page furniture left out, quotes and dashes folded, unspaced scripts as character n-grams
        News,
        /// Lower-cased words of title and text: what published figures count with
        Reference
    }
}
argument_enum! {
    /// Argument for [`Keep`].
    KeepArg for Keep {
        /// The one published first
        Earliest,
        /// The longest text
        Longest,
        /// The first in input order
        SourceOrder
    }
}

/// Arguments of `cluster`.
#[derive(Debug, Args)]
#[command(after_help = CLUSTER_EXAMPLES)]
pub(crate) struct ClusterArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Write every result into this folder, all or nothing; without it memberships go to stdout
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Write the editors' report, too; `auto` does for up to 200,000 articles
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Output"
    )]
    pub(crate) report: When,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

const CLUSTER_EXAMPLES: &str = "\
Examples:
  samestory cluster feed.jsonl -o out
  zcat feed.jsonl.gz | samestory cluster - | head
  samestory cluster articles/ --window 72h --level copies

Exit codes: 0 done, 1 failed, 2 usage, 3 done but records were rejected.";

/// Arguments of `dedup`.
#[derive(Debug, Args)]
#[command(after_help = DEDUP_EXAMPLES)]
pub(crate) struct DedupArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What counts as a repetition
    #[arg(long, default_value = "family")]
    pub(crate) by: ByArg,
    /// Write the articles that stay to this file instead of to stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Write a line of JSON for each article that is left out: in favour of which other, and why
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) removed: Option<PathBuf>,
    /// Write records that cannot be read to this file instead of passing them on
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

argument_enum! {
    /// Argument for what `dedup` leaves out.
    ByArg for By {
        /// Copies of a text: every text of the feed stays
        Family,
        /// Reports of an event, however worded: one article an event stays
        Event
    }
}

const DEDUP_EXAMPLES: &str = "\
Examples:
  samestory dedup feed.jsonl --removed removed.jsonl > fresh.jsonl
  zcat feed.jsonl.gz | samestory dedup - --keep longest | next-tool
  samestory dedup texts/ | xargs cat

JSONL and CSV records pass byte for byte. Of a folder of texts the names of the files that stay
are printed. A record that cannot be read passes on unless --rejects names a place for it.

Exit codes: 0 done, 1 failed, 2 usage, 3 done but records could not be read.";

/// Arguments of `evaluate`.
#[derive(Debug, Args)]
#[command(after_help = EVALUATE_EXAMPLES)]
pub(crate) struct EvaluateArgs {
    /// Result to measure: an output folder, memberships.jsonl, or a TSV of id and cluster
    #[arg(value_name = "MEMBERSHIPS", value_hint = ValueHint::AnyPath, required_unless_present = "suite", requires = "gold")]
    pub(crate) memberships: Option<PathBuf>,
    /// Gold labels: a TSV of id and cluster, or a corrections.jsonl, whose verdicts are gold pairs
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "memberships")]
    pub(crate) gold: Option<PathBuf>,
    /// Which clusters the gold labels name
    #[arg(long, default_value = "event")]
    pub(crate) level: GoldLevelArg,
    /// Judged pairs, to measure their scores as probabilities [default: pairs.jsonl of an output folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "gold")]
    pub(crate) pairs: Option<PathBuf>,
    /// Write a reliability plot of the pairs' scores here, as SVG
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "gold")]
    pub(crate) plot: Option<PathBuf>,
    /// How many of the worst clusters to list
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) worst: usize,
    /// Print one JSON object instead of tables
    #[arg(long)]
    pub(crate) json: bool,
    /// Fail at the first bad line of the labels, pairs or memberships
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) suite: SuiteArgs,
}

/// Arguments of `evaluate --suite`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Suite")]
pub(crate) struct SuiteArgs {
    /// Run the whole pipeline on every set of this folder (folders with articles.jsonl and
    /// events.gold.tsv, storylines.gold.tsv, pairs.tsv or jaccard3-0.5.tsv) and measure it
    #[arg(long = "suite", id = "suite", value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = ["memberships", "gold", "pairs"])]
    pub(crate) folder: Option<PathBuf>,
    /// Write the report here instead of to stdout; reliability plots go to images/ beside it
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "suite")]
    pub(crate) output: Option<PathBuf>,
    /// Figures to beat, as TSV: set, B-cubed F1, pairwise F1 [default: those of the project]
    #[arg(long, value_name = "TSV", value_hint = ValueHint::FilePath, requires = "suite")]
    pub(crate) floors: Option<PathBuf>,
    /// Settings instead of the defaults, from a TOML file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "suite")]
    pub(crate) config: Option<PathBuf>,
    /// Threads to use; the result is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}

const EVALUATE_EXAMPLES: &str = "\
Examples:
  samestory evaluate --gold events.gold.tsv out
  samestory evaluate --gold families.gold.tsv --level family memberships.jsonl --json
  samestory evaluate --gold corrections.jsonl out
  samestory evaluate --suite sets -o docs/quality.md

Exit codes: 0 done, 1 failed, 2 usage, 3 done but lines were rejected.";

/// Arguments of `compare`.
#[derive(Debug, Args)]
#[command(after_help = COMPARE_EXAMPLES)]
pub(crate) struct CompareArgs {
    /// File of one article; with --in, the id of one
    #[arg(value_name = "A", value_hint = ValueHint::FilePath)]
    pub(crate) a: String,
    /// The other one
    #[arg(value_name = "B", value_hint = ValueHint::FilePath)]
    pub(crate) b: String,
    /// Feed or output folder that holds both articles; may be repeated
    #[arg(long = "in", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  samestory compare monday.txt tuesday.txt
  samestory compare article-7 article-9 --in feed.jsonl --json
  samestory compare article-7 article-9 --in out

The two are compared alone: what is usual in a feed is not known, so scores may differ from those of
a run, which `samestory explain` tells.";

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Shell to complete for
    pub(crate) shell: clap_complete::Shell,
}

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

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// An article, event, storyline or family; or several articles, to explain what lies between
    /// each two of them
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    /// Output folder of `samestory cluster`
    #[arg(long, value_name = "DIR", default_value = "out", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// Print one JSON object a line instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  samestory explain article-7
  samestory explain article-7 article-9 --dir results
  samestory explain e-1f9a6c02d3b74e58 --json";

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct ExportArgs {
    /// What to export
    pub(crate) what: ExportArg,
    /// Output folder of `samestory cluster`
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// Format [default: csv for memberships, events and pairs, rss for leads, markdown for summary]
    #[arg(short, long)]
    pub(crate) format: Option<ExportFormat>,
    /// Write to this file, whole or not at all; without it the result goes to stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Title of the feed of leads
    #[arg(long, value_name = "TITLE")]
    pub(crate) title: Option<String>,
    /// Address of the site that the feed of leads belongs to
    #[arg(long, value_name = "URL")]
    pub(crate) link: Option<String>,
    /// Most items of the feed of leads [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) items: Option<usize>,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportArg {
    /// One row an article: csv, parquet
    Memberships,
    /// One row an event: csv, parquet; or one ninjs item an article: ninjs
    Events,
    /// One row a judged pair: csv, parquet
    Pairs,
    /// The lead article of every event, as a feed: rss, json-feed
    Leads,
    /// The report in the length of a chat message: markdown
    Summary,
}

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Csv,
    Parquet,
    Ninjs,
    Rss,
    JsonFeed,
    Markdown,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  samestory export events out -o events.csv
  samestory export pairs out --format parquet -o pairs.parquet
  samestory export events out --format ninjs
  samestory export leads out --title 'Morning list' -o leads.xml
  samestory export summary out";

/// Arguments of `report`.
#[derive(Debug, Args)]
#[command(after_help = REPORT_EXAMPLES)]
pub(crate) struct ReportArgs {
    /// Output folder of `samestory cluster`
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// Write the page here [default: report.html in DIR]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Outlets and their owners, `outlet TAB owner` a line; outlets of one owner count once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) owners: Option<PathBuf>,
    /// Most megabytes of the page; texts are cut to fit
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u16).range(2..=500))]
    pub(crate) max_megabytes: u16,
}

const REPORT_EXAMPLES: &str = "\
Examples:
  samestory report out
  samestory report out -o today.html --owners owners.tsv";

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Folder to write a page for every command into; without it the main page goes to stdout
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Which schema; without it the names are listed
    pub(crate) name: Option<String>,
}

/// Arguments of `bench`.
#[derive(Debug, Clone, Args)]
pub(crate) struct BenchArgs {
    /// Recall by edit type: insertions, cuts, replaced words, other headlines, misread letters
    #[arg(long, required = true)]
    pub(crate) edits: bool,
    /// How many articles to generate
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) articles: usize,
    /// Seed of the generated articles
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Threads to use; the result is the same for any number [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}

/// Arguments of `plan`.
#[derive(Debug, Clone, Args)]
pub(crate) struct PlanArgs {
    /// Resemblance from which copies must be found [default: 0.5]
    #[arg(long, value_name = "T")]
    pub(crate) threshold: Option<f64>,
    /// Probability with which a pair at the threshold must be found [default: 0.999]
    #[arg(long, value_name = "R")]
    pub(crate) recall: Option<f64>,
    /// How many articles the feed has
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(crate) articles: u32,
    /// Draw the curve into this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) svg: Option<PathBuf>,
}

/// Arguments of `generate`.
#[derive(Debug, Clone, Args)]
pub(crate) struct GenerateArgs {
    /// How many articles
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub(crate) articles: usize,
    /// Seed of everything; the same options give the same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// First day [default: 2024-03-01]
    #[arg(long, value_name = "DAY")]
    pub(crate) start: Option<samestory::Day>,
    /// How many days the feed spans
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) days: u32,
    /// About how many words an article has
    #[arg(long, value_name = "N", default_value_t = 400)]
    pub(crate) words: usize,
    /// A feed, or articles made to try one weakness
    #[arg(long, value_enum, default_value_t = SetArg::Feed)]
    pub(crate) set: SetArg,
    /// Write the articles to this file instead of stdout
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Write what is true of them to this folder: families.tsv, events.tsv, storylines.tsv, pairs.tsv
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) gold: Option<PathBuf>,
}

/// What `generate` can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SetArg {
    /// A feed: singles, reports of events, storylines, copies, templates
    Feed,
    /// Each article shares 0.8 of its shingles with the next
    Chain,
    /// Unrelated articles of one outlet under one footer of 60 words
    Footer,
    /// The same article again and again
    Identical,
    /// Otherwise unrelated articles with one long passage in common
    Hot,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub(crate) struct ShowArgs {
    /// Which stage
    #[arg(long)]
    pub(crate) stage: StageArg,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

/// A stage that `show` can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageArg {
    /// Folded title and text, publication date, page furniture left out
    Normalise,
    /// Words with their place, section and term
    Tokens,
    /// Dates, names, places, numbers, offices, quotations and slots with their values
    Anchors,
    /// Distinct shingle hashes
    Shingles,
    /// Slots that stand for the shingles when candidates are sought
    Sketch,
    /// Terms of title and lead with their weight in the feed
    Terms,
}

const SHOW_EXAMPLES: &str = "\
Examples:
  samestory show --stage anchors feed.jsonl
  samestory show --stage normalise article.txt | jq -r .text

One JSON object an article goes to stdout.";

/// Reads `10d`, `72h` or `2w` as hours.
fn window_hours(text: &str) -> Result<u32, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let hours_each = match &text[digits.len()..] {
        "h" => 1,
        "d" => 24,
        "w" => 7 * 24,
        _ => return Err("give a number with h, d or w, such as 72h or 10d".to_owned()),
    };
    digits
        .parse::<u32>()
        .ok()
        .and_then(|number| number.checked_mul(hours_each))
        .filter(|hours| *hours > 0)
        .ok_or_else(|| "give a whole number above 0, such as 72h or 10d".to_owned())
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

    #[test]
    fn windows_are_read_in_hours_days_and_weeks() {
        for (text, hours) in [("72h", 72), ("10d", 240), ("2w", 336)] {
            assert_eq!(window_hours(text), Ok(hours), "{text}");
        }
        for text in ["", "10", "d", "0d", "-1h", "1.5d", "10 d", "99999999999d"] {
            assert!(window_hours(text).is_err(), "{text}");
        }
    }
}
