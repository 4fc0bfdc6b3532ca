//! Where an item stands among the versions of it.

use samestory::time::Timestamp;
use xxhash_rust::xxh3::xxh3_64;

/// Where an item stands among its versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    /// XXH3 of what all versions share.
    pub(super) chain: u64,
    /// 0 where the item has no number.
    number: u64,
    date: Option<Timestamp>,
    /// Whether its format promises that identifiers are kept apart.
    pub(super) is_sure: bool,
}

impl Version {
    pub(super) fn new(chain: &str, version: Option<&str>, date: Option<Timestamp>) -> Self {
        Self {
            chain: xxh3_64(chain.as_bytes()),
            number: version.map_or(0, number),
            date,
            is_sure: true,
        }
    }

    /// A version by an identifier that another item of its document may have, too.
    pub(super) fn unsure(chain: &str, date: Option<Timestamp>) -> Self {
        Self {
            is_sure: false,
            ..Self::new(chain, None, date)
        }
    }
}

/// A version as a number: `12`, `1.2`, `2N`; the digits in front count, and those behind a dot.
fn number(version: &str) -> u64 {
    const MINOR: u64 = 1 << 16;
    let mut parts = version.trim().split(['.', '-', ' ']).map(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_digit);
        digits.fold(0_u64, |number, digit| {
            number
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        })
    });
    let major = parts.next().unwrap_or(0);
    let minor = parts.next().unwrap_or(0).min(MINOR - 1);
    major.saturating_mul(MINOR).saturating_add(minor)
}

/// What the first pass noted of items and their versions.
#[derive(Debug, Default)]
pub(super) struct Chains {
    /// By position; only items that have a version.
    pub(super) items: Vec<(Version, u32)>,
    /// Items that are no articles and end their chain.
    pub(super) ends: Vec<Version>,
    /// Chains that another item puts an end to.
    pub(super) ended: Vec<u64>,
}
