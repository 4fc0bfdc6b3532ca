//! Opens the inputs that a command names.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::CommandFactory;
use samestory::{Error, Timestamp};
use samestory_cli::read::{self, Feed, FieldNames, Html, Input, OnBadRecord, Options};

use crate::args::{Cli, HtmlArg, InputArgs, ReadingArgs};
use crate::outcome::UsageError;
use crate::progress::Progress;
use crate::session::Session;

/// A feed and the bytes that were read for it.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) feed: Feed,
    /// As they lie on disk.
    pub(crate) input_bytes: u64,
}

/// Reads the inputs once; stdin when none is named.
pub(crate) fn open(args: &InputArgs, progress: &Progress<'_>) -> anyhow::Result<Opened> {
    let stdin = [PathBuf::from("-")];
    let named = if args.inputs.is_empty() {
        &stdin[..]
    } else {
        &args.inputs
    };
    read(named, &args.reading, progress)
}

/// Reads some inputs once.
pub(crate) fn read(
    named: &[PathBuf],
    reading: &ReadingArgs,
    progress: &Progress<'_>,
) -> anyhow::Result<Opened> {
    let inputs: Vec<Input> = named.iter().map(Input::from).collect();
    let seen = AtomicU64::new(0);
    progress.stage("read", 0);
    let feed = read::open(&inputs, &options(reading)?, &|at| {
        seen.store(at.bytes, Ordering::Relaxed);
        progress.bytes(at.bytes, at.total);
    })?;
    Ok(Opened {
        feed,
        input_bytes: seen.into_inner(),
    })
}

/// Refuses to wait for a person who types a feed into the terminal.
pub(crate) fn expect_input(args: &InputArgs, session: &Session) -> Result<(), UsageError> {
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        session.say_lines(&Cli::command().render_help().to_string());
        return Err(UsageError(
            "nothing to read; help: name a file, a folder, or `-` for stdin".to_owned(),
        ));
    }
    Ok(())
}

/// The library's words for the input flags.
///
/// # Errors
/// When this was built without what they ask for.
pub(crate) fn options(args: &ReadingArgs) -> Result<Options, Error> {
    Ok(Options {
        format: args.format,
        fields: FieldNames {
            id: args.id_field.clone(),
            title: args.title_field.clone(),
            text: args.text_field.clone(),
            date: args.date_field.clone(),
            source: args.source_field.clone(),
            url: args.url_field.clone(),
            lang: args.lang_field.clone(),
            author: args.author_field.clone(),
        },
        html: match args.html {
            HtmlArg::Auto => Html::Auto,
            HtmlArg::Always => Html::Always,
            HtmlArg::Never => Html::Never,
        },
        extractor: args.extractor.parse()?,
        as_of: args.as_of.or_else(now),
        unpacked_bytes: args
            .max_unpacked_bytes
            .unwrap_or(Options::default().unpacked_bytes),
        on_bad_record: match (args.strict, args.max_errors) {
            (true, _) => OnBadRecord::Fail,
            (false, Some(most)) => OnBadRecord::FailAfter(most),
            (false, None) => OnBadRecord::Count,
        },
        record_bytes: args
            .max_record_bytes
            .map_or(Options::default().record_bytes, |bytes| bytes as usize),
        query: args.query.clone(),
        ..Options::default()
    })
}

/// What the clock says; an embargo ends by it.
#[expect(
    clippy::disallowed_methods,
    reason = "whether an embargo is over depends on the time, which --as-of can pin"
)]
fn now() -> Option<Timestamp> {
    let now = std::time::SystemTime::now();
    let seconds = now.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
    seconds.to_string().parse().ok()
}
