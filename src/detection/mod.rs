//! What a run finds: the records that are written, shown and read back.
//!
//! Field names are those of the output files; `samestory schema NAME` prints their JSON Schemas.

mod clusters;
mod counts;
mod membership;
mod pair;

use serde::{Deserialize, Serialize};

pub use self::clusters::{
    Cohesion, Conflict, ConflictValue, ConflictsCapped, Event, EventDate, Family, Follows,
    Storyline,
};
pub use self::counts::{BandPlan, Capped, CorrectionOutcome, Counts, PairCounts};
pub use self::membership::{Flag, Membership, Role, Tie};
pub use self::pair::{Evidence, Field, Pair, Quote, Relation};

/// A score or share as it is recorded: more decimals would feign precision, and take room.
pub(crate) fn four_decimals(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}

/// Everything a run finds. Lists are sorted by their content, never by the order of threads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// One for every article, input order.
    pub memberships: Vec<Membership>,
    /// Families of two or more, by earliest member.
    pub families: Vec<Family>,
    /// Every event, single articles included, by first publication.
    pub events: Vec<Event>,
    /// Every storyline, single events included, by first publication.
    pub storylines: Vec<Storyline>,
    /// The judged pairs that `Config::pairs` asks for, by (a, b) in the total order.
    pub pairs: Vec<Pair>,
    /// How the run went: what was counted, chosen and capped.
    pub counts: Counts,
}
