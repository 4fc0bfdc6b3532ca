//! What surrounds the library [`samestory`]: feeds are read, results are written.
//!
//! [`read`] opens whatever holds articles as a [`samestory::ArticleSource`]; [`mod@write`] gives the
//! records of a run as files, and the report that editors read. Neither knows the other.
//! [`address`] says which addresses are one. Above the two, [`repeats`] says what a feed can do without;
//! [`reasons`] tells a person what was found of a pair. The
//! program `samestory` (feature `cli`) is built of all that, and the Python package.
//!
//! # Example
//!
//! A feed on disk takes the place of the articles: its texts are read again when they are needed,
//! so memory does not grow with them.
//!
//! ```
//! use samestory::{Config, Corrections, Quiet, detect};
//! use samestory_cli::read::{self, Input, Options};
//!
//! let lines = "{\"id\": \"a\", \"text\": \"The harbour is closed.\"}\n";
//! let feed = read::open(&[Input::bytes("feed.jsonl", lines)], &Options::default(), &|_| {})?;
//! let found = detect(&feed, &Config::default(), &Corrections::default(), &Quiet)?;
//! assert_eq!(found.memberships.len(), 1);
//! # Ok::<(), samestory::Error>(())
//! ```

pub mod address;
mod line;
pub mod read;
pub mod reasons;
pub mod repeats;
pub mod shown;
pub mod write;
