//! Finds copies, reports of the same event and storylines in a news feed.
//!
//! Give [`detect`] some articles and a [`Config`]; it returns a [`Detection`]: for every article
//! its copy family, event and storyline, each with a score and a reason.
//!
//! The modules are the layers: the vocabulary ([`article`], [`time`], [`config`], [`error`],
//! [`detection`], [`corrections`], [`run`]), the pure core ([`mod@detect`]), and around it [`read`],
//! [`write`], [`evaluate`] and [`generate`], which never import one another.

pub mod article;
pub mod config;
pub mod corrections;
pub mod detect;
pub mod detection;
pub mod error;
pub mod evaluate;
pub mod generate;
pub mod read;
pub mod run;
pub mod time;
pub mod write;

pub use article::{Article, ArticleRef, ArticleSource};
pub use config::Config;
pub use corrections::Corrections;
pub use detect::{Observer, Quiet, Stage, detect};
pub use detection::{Detection, Relation, Role};
pub use error::{Error, ErrorKind};
pub use time::{Day, Timestamp};
