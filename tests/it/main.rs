//! The integration tests, one binary: each module says what it holds.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod bad_input;
mod commands;
mod copies;
mod corpus;
mod corrections;
mod dedup;
mod determinism;
mod digests;
mod editions;
mod evaluate;
mod events;
mod generate;
mod glossary;
mod kills;
mod languages;
mod layers;
mod many;
mod outputs;
mod read;
mod readme;
mod report;
mod sample;
mod schemas;
mod terminal;
mod text;
mod worst;
