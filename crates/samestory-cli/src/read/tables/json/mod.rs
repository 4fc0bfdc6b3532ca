//! JSON: an object an article, in lines, in an array, or inside of an object around the records.

mod document;
mod elements;
mod envelope;
mod lines;
mod mend;
mod object;
mod sign;

pub(in crate::read) use document::Json;
pub(in crate::read) use lines::JsonLines;
