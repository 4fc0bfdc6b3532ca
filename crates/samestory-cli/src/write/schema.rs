//! The JSON Schemas of every file that is written, and of the corrections that are read.

/// A JSON Schema (draft 2020-12) and what it describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// Name to ask for it by.
    pub name: &'static str,
    /// The file that it describes; for JSON Lines, one line of it.
    pub file: &'static str,
    /// The schema, a JSON document.
    pub text: &'static str,
}

macro_rules! schemas {
    ($($name:literal for $file:literal),+ $(,)?) => {
        &[$(Schema {
            name: $name,
            file: $file,
            text: include_str!(concat!("schemas/", $name, ".json")),
        }),+]
    };
}

/// Every schema, by name.
pub const SCHEMAS: &[Schema] = schemas![
    "article" for "articles.jsonl",
    "correction" for "corrections.jsonl",
    "event" for "events.jsonl",
    "family" for "families.jsonl",
    "membership" for "memberships.jsonl",
    "pair" for "pairs.jsonl",
    "read" for "samestory read",
    "removal" for "--removed FILE",
    "run" for "run.json",
    "storyline" for "storylines.jsonl",
];

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::run::{OUTPUT_SCHEMA, ResultFile};

    #[test]
    fn every_result_file_has_a_schema_of_the_current_version() {
        let version = OUTPUT_SCHEMA.split('/').nth(1).unwrap();
        for file in ResultFile::ALL
            .into_iter()
            .filter(|&f| f != ResultFile::Report)
        {
            let schema = SCHEMAS.iter().find(|s| s.file == file.name());
            let schema = schema.unwrap_or_else(|| panic!("{} has no schema", file.name()));
            let text: serde_json::Value = serde_json::from_str(schema.text).unwrap();
            let id = format!("urn:samestory:schema:{}:{version}", schema.name);
            assert_eq!(text["$id"], *id);
        }
        assert!(SCHEMAS.is_sorted_by_key(|schema| schema.name));
    }
}
