//! Events: families that report one happening, and the storylines that events form.
//!
//! A folder a phase, each with a type that one function makes whole from the one before:
//!
//! - [`profile`]: the families become [`profile::Profiles`]
//! - [`candidates`]: which of them are worth judging, [`candidates::Candidates`]
//! - [`score`]: what those come to, [`score::Judged`]
//! - [`group`]: documents that report one happening, [`group::Events`]
//! - [`storyline`]: events of one continuing matter, [`storyline::Storylines`]
//! - [`explain`]: the reasons, for any pair
//!
//! A phase knows those before it. Each type holds what it was made from, so that the last one answers for all.

pub mod candidates;
pub mod explain;
pub mod group;
pub mod profile;
pub mod score;
pub mod storyline;
