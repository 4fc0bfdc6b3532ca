//! An event as a card: a head that is always shown, and a body that opens.

mod body;
mod first;
mod head;

use super::material::Material;
use samestory::detection::Event;

pub(super) use self::body::body;
pub(super) use self::head::{Head, ordered};

/// Where the articles of an event stand in the material, lead first.
fn positions(material: &Material<'_>, event: &Event) -> Vec<usize> {
    event
        .members
        .iter()
        .map(|id| material.position(id))
        .collect()
}
