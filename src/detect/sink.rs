//! Records as they come: for feeds whose records are too many to hold.

use crate::detection::{Detection, Event, Family, Membership, Pair, Storyline};
use crate::error::Error;

/// Kinds of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// [`Pair`].
    Pairs,
    /// [`Membership`].
    Memberships,
    /// [`Family`].
    Families,
    /// [`Event`].
    Events,
    /// [`Storyline`].
    Storylines,
}

/// Some records of one kind; the batches of a kind follow one another in the order of its list in
/// [`Detection`].
#[derive(Debug, Clone, PartialEq)]
pub enum Batch {
    /// Of [`Detection::pairs`].
    Pairs(Vec<Pair>),
    /// Of [`Detection::memberships`].
    Memberships(Vec<Membership>),
    /// Of [`Detection::families`].
    Families(Vec<Family>),
    /// Of [`Detection::events`].
    Events(Vec<Event>),
    /// Of [`Detection::storylines`].
    Storylines(Vec<Storyline>),
}

/// Takes the records of a run.
pub trait Sink: Send {
    /// Whether records of a kind are wanted at all; others are not made. All are, by default.
    fn wants(&self, _: Kind) -> bool {
        true
    }

    /// Takes some records. Batches of different kinds may come in any order.
    ///
    /// # Errors
    /// Whatever ends the run.
    fn take(&mut self, batch: Batch) -> Result<(), Error>;
}

/// Holds everything.
impl Sink for Detection {
    fn take(&mut self, batch: Batch) -> Result<(), Error> {
        match batch {
            Batch::Pairs(records) => self.pairs.extend(records),
            Batch::Memberships(records) => self.memberships.extend(records),
            Batch::Families(records) => self.families.extend(records),
            Batch::Events(records) => self.events.extend(records),
            Batch::Storylines(records) => self.storylines.extend(records),
        }
        Ok(())
    }
}
