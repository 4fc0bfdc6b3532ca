//! What is read, and how.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, Resettable, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use samestory::Timestamp;
use samestory_cli::read::{Extractor, Format};

/// What is read, the same for every command that reads a feed.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Files, folders, or `-` for stdin (also when none is given): feeds, news wires, tables and
    /// texts of any format (docs/reading.md), each also packed or in an archive
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath, help_heading = Resettable::Reset)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How inputs are read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct ReadingArgs {
    /// Take every input to be of this format instead of telling it from name and content
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::names()).try_map(|name| name.parse::<Format>()))]
    pub(crate) format: Option<Format>,
    /// Field that holds the article's id [also known: id, guid]
    #[arg(long, value_name = "NAME")]
    pub(crate) id_field: Option<String>,
    /// Field that holds the headline [also known: title, headline]
    #[arg(long, value_name = "NAME")]
    pub(crate) title_field: Option<String>,
    /// Field that holds the text [also known: text, body, content, article,
    /// summary, description and more]
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
    /// Field that holds who wrote it [also known: author, authors, byline, creator]
    #[arg(long, value_name = "NAME")]
    pub(crate) author_field: Option<String>,
    /// Ask a data base for this, in SQL; each row is a record
    #[arg(long, value_name = "SQL")]
    pub(crate) query: Option<String>,
    /// Turn HTML in titles and texts into text: where it is HTML, everywhere, or nowhere
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) html: HtmlArg,
    /// What finds the text of a page; `trafilatura` must be built in (--features trafilatura)
    #[arg(long, value_name = "NAME", default_value = "smoothie", value_parser = PossibleValuesParser::new(Extractor::NAMES))]
    pub(crate) extractor: String,
    /// Leave out news items whose embargo ends after this time [default: now]
    #[arg(long, value_name = "TIME")]
    pub(crate) as_of: Option<Timestamp>,
    /// Fail at the first bad record or field instead of counting it
    #[arg(long)]
    pub(crate) strict: bool,
    /// Fail when more records than this are bad
    #[arg(long, value_name = "N", conflicts_with = "strict")]
    pub(crate) max_errors: Option<u64>,
    /// Reject what archives unpack to beyond so many bytes [default: 17179869184]
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_unpacked_bytes: Option<u64>,
    /// Reject records longer than this [default: 67108864, at most 1073741824]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1..=1 << 30))]
    pub(crate) max_record_bytes: Option<u32>,
}

/// Whether texts are taken for HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HtmlArg {
    Auto,
    Always,
    Never,
}
