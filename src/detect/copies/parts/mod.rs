//! The phases on parts of a feed, for feeds that many machines share.
//!
//! What the phases of [`super::find`] do with a whole feed is done here with some of its articles at a
//! time, by the same functions. Whoever calls them brings together what belongs together: articles
//! under one key, the articles of a pair, and those that copies tie to one another. What is learned from
//! all of the feed (furniture, boilerplate, how many articles there are) is handed in. No promise is made
//! of these names; the Python package's `samestory.spark` is the one that calls them.

mod buckets;
mod company;
mod meet;
mod node;
mod postings;
mod texts;
mod ties;

pub use super::candidates::bands::Plan;
pub use super::candidates::furniture::{PAIRS, SURE};
pub use super::compare::boilerplate::{ARTICLES, CANDIDATES, SAMPLE};
pub use buckets::{Buckets, Space};
pub use company::{Company, company, keys, under};
pub use meet::{
    CHARACTERS, Crowd, Meeting, Met, NEAR, PART, RAREST, add_up, alike, are_one, budget, check,
    crowd, how, likely, likeness, meet, rarest,
};
pub use node::{Node, SIGNATURE, scan};
pub use postings::postings;
pub use texts::{LeftOut, Part, Votes, components, select};
pub use ties::{Listings, Tied, families, occasions, renamed, within_bounds};
