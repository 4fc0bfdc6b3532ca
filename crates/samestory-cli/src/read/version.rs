//! Where an item stands among the versions of it.

use crate::address;
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
    pub(super) trust: Trust,
}

/// What it says of two items that they share an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// They are versions of one: the format promises it.
    Promised,
    /// They are, unless one document has both and they are not the same.
    Apart,
    /// They are, if much of one is in the other: some pages name the address of their site, and
    /// what is no address may be a number that others give, too.
    Alike,
}

impl Version {
    pub(super) fn new(chain: &str, version: Option<&str>, date: Option<Timestamp>) -> Self {
        Self {
            chain: xxh3_64(chain.as_bytes()),
            number: version.map_or(0, number),
            date,
            trust: Trust::Promised,
        }
    }

    /// A version of an item of a feed: by its identifier, or by its address where it has none.
    pub(super) fn of_item(
        id: Option<&str>,
        url: Option<&str>,
        source: &str,
        date: Option<Timestamp>,
    ) -> Option<Self> {
        let Some(id) = id else {
            return Self::at(url?, date);
        };
        // What has no colon is a number that other sources may give, too.
        let (trust, version) = match (id.contains(':'), source) {
            (true, _) => (Trust::Apart, Self::new(id, None, date)),
            (false, "") => (Trust::Alike, Self::new(id, None, date)),
            _ => {
                let chain = format!("{source}\0{id}");
                (Trust::Apart, Self::new(&chain, None, date))
            }
        };
        Some(Self { trust, ..version })
    }

    /// A version of what stands at an address; none where that is none of a page, or of a whole site.
    pub(super) fn at(url: &str, date: Option<Timestamp>) -> Option<Self> {
        let address = address::canonical(url)?;
        let names_a_page = address["https://".len()..].contains(['/', '?', '#']);
        names_a_page.then(|| Self {
            trust: Trust::Alike,
            ..Self::new(&format!("at\0{address}"), None, date)
        })
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
