//! Where a value of an article was found.

use crate::read::fields::{Field, PAGE_RANK, Target};

/// In the order of the names that `fields` has for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Place {
    Stated,
    Part,
    Linked,
    Meta,
    Named,
    Time,
    Dated,
    Address,
    Record,
}

impl Place {
    pub(in crate::read) fn of(self, field: Field) -> Target {
        Target {
            field,
            rank: PAGE_RANK + self as u16,
            is_sure: true,
        }
    }
}
