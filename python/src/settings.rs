//! Settings, which come as JSON.
//!
//! In: an object with the names of [`Config`] (as in a settings file), and one with those of
//! [`Reading`]. The Python half builds both from keyword arguments.

use samestory::{Config, Error};
use samestory_cli::read::{FieldNames, Html, OnBadRecord, Options};
use serde::Deserialize;

/// What to read, in the words of the program's flags.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Reading {
    format: Option<String>,
    id_field: Option<String>,
    title_field: Option<String>,
    text_field: Option<String>,
    date_field: Option<String>,
    source_field: Option<String>,
    url_field: Option<String>,
    lang_field: Option<String>,
    author_field: Option<String>,
    html: Option<String>,
    extractor: Option<String>,
    as_of: Option<String>,
    query: Option<String>,
    strict: bool,
    max_errors: Option<u64>,
    max_record_bytes: Option<usize>,
    max_unpacked_bytes: Option<u64>,
}

impl Reading {
    /// Reads them from JSON.
    ///
    /// # Errors
    /// When a value is of a wrong type or none that is known.
    pub(crate) fn options(json: &str) -> Result<Options, Error> {
        let given: Self = serde_json::from_str(json).map_err(|cause| wrong(&cause))?;
        let usual = Options::default();
        Ok(Options {
            format: given.format.map(|name| name.parse()).transpose()?,
            fields: FieldNames {
                id: given.id_field,
                title: given.title_field,
                text: given.text_field,
                date: given.date_field,
                source: given.source_field,
                url: given.url_field,
                lang: given.lang_field,
                author: given.author_field,
            },
            html: html(given.html.as_deref())?,
            extractor: (given.extractor.map(|name| name.parse()).transpose()?).unwrap_or_default(),
            as_of: given.as_of.map(|time| time.parse()).transpose()?,
            on_bad_record: match (given.strict, given.max_errors) {
                (true, _) => OnBadRecord::Fail,
                (false, Some(most)) => OnBadRecord::FailAfter(most),
                (false, None) => OnBadRecord::Count,
            },
            record_bytes: given.max_record_bytes.unwrap_or(usual.record_bytes),
            unpacked_bytes: given.max_unpacked_bytes.unwrap_or(usual.unpacked_bytes),
            query: given.query,
            ..usual
        })
    }
}

/// The settings of a run from JSON, checked.
///
/// # Errors
/// When a name is unknown, or a value out of its range.
pub(crate) fn config(json: &str) -> Result<Config, Error> {
    let config: Config = serde_json::from_str(json).map_err(|cause| wrong(&cause))?;
    config.check()?;
    Ok(config)
}

fn wrong(cause: &serde_json::Error) -> Error {
    let message = cause.to_string();
    let what = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(what, _)| what);
    Error::config(what.to_owned()).help("`help(samestory.cluster)` tells every setting")
}

fn html(given: Option<&str>) -> Result<Html, Error> {
    match given {
        None | Some("auto") => Ok(Html::Auto),
        Some("always") => Ok(Html::Always),
        Some("never") => Ok(Html::Never),
        Some(other) => {
            Err(Error::config(format!("html is `{other}`")).help("give auto, always or never"))
        }
    }
}
