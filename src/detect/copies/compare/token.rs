//! Words as comparison sees them.

/// A word as alignment sees it: its hash, and in the lowest bits what it states.
///
/// A figure begins or ends with a digit; letters written to it, as in `us5` or `5bn`, are left out of
/// its hash: they name a currency or a unit, which desks write in their own ways. A name, weekday or
/// month is told by a capital inside a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token(u64);

const FACT: u64 = 1;
const FIGURE: u64 = 2;

impl Token {
    pub(super) fn word(hash: u64) -> Self {
        Self(hash)
    }

    pub(super) fn name(hash: u64) -> Self {
        Self(hash | FACT)
    }

    pub(super) fn figure(hash: u64) -> Self {
        Self(hash | FACT | FIGURE)
    }

    #[inline]
    pub(crate) fn hash(self) -> u64 {
        self.0 & !(FACT | FIGURE)
    }

    /// Whether it is a figure or a name.
    pub(crate) fn is_fact(self) -> bool {
        self.0 & FACT > 0
    }

    pub(crate) fn is_figure(self) -> bool {
        self.0 & FIGURE > 0
    }

    /// Whether both are the same word.
    #[inline]
    pub(crate) fn is(self, other: Self) -> bool {
        self.hash() == other.hash()
    }
}
