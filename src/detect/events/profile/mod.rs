//! Profiles: what is kept of each article, and how telling its words are.

pub mod background;
pub mod collection;
pub mod contexts;
pub mod counted;
pub mod day;
pub mod documents;
pub mod facts;
pub mod headline;
pub mod names;
pub mod template;
pub mod tf_idf;
pub mod vocabulary;

pub use collection::{Profile, Terms};
