//! Finds copies, reports of the same event and storylines in a news feed.
//!
//! Give [`detect()`] some articles and a [`Config`]; it returns a [`Detection`]: for every article
//! its copy family, event and storyline, each with a score and a reason.
//!
//! # Example
//!
//! ```
//! use samestory::{Article, Config, Corrections, Quiet, Role, detect};
//!
//! let article = |id: &str, text: &str| Article {
//!     id: id.to_owned(),
//!     text: text.to_owned(),
//!     published: "2024-03-05".parse().ok(),
//!     ..Article::default()
//! };
//! let wire = "The car ferry Solveig ran aground on a sandbank off Marnholm early on Tuesday with \
//!             212 passengers on board. Nobody was hurt, the harbour authority said.";
//! let articles = [
//!     article("wire", wire),
//!     article("town", &wire.replace("car ferry", "ferry")),
//!     article("farm", "Orchard owners in the Veld valley expect a late harvest after cold nights."),
//! ];
//!
//! let found = detect(&articles[..], &Config::default(), &Corrections::default(), &Quiet)?;
//!
//! let [wire, town, farm] = &found.memberships[..] else { panic!("one for every article") };
//! assert_eq!(town.family, wire.family);
//! assert_eq!(town.role, Role::NearCopy);
//! assert_eq!(farm.role, Role::Single);
//! # Ok::<(), samestory::Error>(())
//! ```
//!
//! Feeds on disk, output folders and the report are the business of the package `samestory-cli`.
//!
//! # Layers
//!
//! The modules are the layers: the vocabulary ([`article`], [`time`], [`config`], [`error`],
//! [`detection`], [`corrections`], [`run`], [`numerals`], [`cut`]), and the core, [`mod@detect`], which
//! meets no file, clock, environment or terminal.

pub mod article;
pub mod config;
pub mod corrections;
pub mod cut;
pub mod detect;
pub mod detection;
pub mod error;
mod languages;
pub mod numerals;
pub mod run;
pub mod time;

pub use article::{Article, ArticleRef, ArticleSource, Scan};
pub use config::Config;
pub use corrections::Corrections;
pub use detect::{Observer, Quiet, Stage, detect, detect_streaming};
pub use detection::{Detection, Relation, Role};
pub use error::{Error, ErrorKind};
pub use time::{Day, Timestamp};

/// The README's example runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The examples of the library's page run as tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct Library;
