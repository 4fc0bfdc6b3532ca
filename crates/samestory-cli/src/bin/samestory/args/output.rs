//! Where an output goes.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};

/// The path of an output that is one file. `-` is standard output, as it is standard input elsewhere; a file of that
/// name is `./-`.
pub(super) fn file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(|path| {
        if path.as_os_str() == "-" {
            PathBuf::from("/dev/stdout")
        } else {
            path
        }
    })
}
