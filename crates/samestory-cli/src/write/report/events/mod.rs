//! An event as a card: a head that is always shown, and a body that opens.

mod body;
mod first;
mod head;

pub(super) use self::body::body;
pub(super) use self::head::{Head, counts, ordered};
