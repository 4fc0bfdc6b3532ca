//! `schema`: the JSON Schema of an output file.

use std::io::Write;

use samestory_cli::write::{SCHEMAS, Schema};

use crate::args::SchemaArgs;
use crate::outcome::{Outcome, UsageError};
use crate::session::Session;

pub(crate) fn run(args: &SchemaArgs, session: &Session) -> anyhow::Result<Outcome> {
    let mut results = session.results();
    if let Some(name) = &args.name {
        let schema = SCHEMAS.iter().find(|s| is_meant(s, name));
        let schema = schema.ok_or_else(|| {
            let names: Vec<_> = SCHEMAS.iter().map(|s| s.name).collect();
            UsageError(format!(
                "no schema is called `{name}`; help: choose one of {}",
                names.join(", ")
            ))
        })?;
        results.write_all(schema.text.as_bytes())?;
    } else {
        for schema in SCHEMAS {
            writeln!(results, "{:11} {}", schema.name, schema.file)?;
        }
    }
    results.flush()?;
    Ok(Outcome::Done)
}

/// Whether a schema is asked for by its name, its file or the file's stem.
fn is_meant(schema: &Schema, name: &str) -> bool {
    let stem = schema.file.split('.').next();
    schema.name == name || schema.file == name || stem == Some(name)
}
