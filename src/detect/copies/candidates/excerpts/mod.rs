//! Candidates for excerpts: a short text whose passages stand in a longer one.
//!
//! In: the [`keys`] of every article. Out: pairs of which the shorter article shares `SHARED_KEYS` of
//! its keys with the longer one. Resemblance cannot find these: a text inside one five times as long
//! has resemblance 0.2.
//!
//! A key with more than `HOT` articles says little (a stock phrase, a footer) and counts for nothing;
//! only an article that has no other keys is sought under its rarest one, among the longest `HOT`
//! articles there, and what that leaves out is counted.
//!
//! Cost: one sort of the keys, and for each article a sort of the longer articles that its keys name;
//! at most `HOT` a key.

mod groups;

use rayon::prelude::*;

use self::groups::Groups;
use crate::detect::copies::candidates::near::Found;
use crate::detect::copies::scan::sketch::{SLOTS, Slots, equal_slots};
use crate::detect::roster::Rank;
use crate::detect::structures::pairs::pack;
use crate::detect::structures::sets::shared;
use crate::detection::Capped;

pub use crate::detect::copies::scan::keys::{WINDOW, keys};

/// Share of the shorter article's keys that the longer one must hold. A contained text of which
/// a fifth was edited still keeps about half of its keys: an edit also changes its neighbours'.
#[doc(hidden)]
pub const SHARED_KEYS: f64 = 0.35;
/// The longer text has at least this many times the words of the shorter one: below, an excerpt
/// of containment 0.8 has a resemblance that sketches find.
pub(in crate::detect::copies) const LONGER: f64 = 1.2;
/// Articles under one key beyond which it says little.
pub(in crate::detect::copies) const HOT: usize = 256;

/// An article as this stage sees it.
#[derive(Debug, Clone, Copy)]
pub(in crate::detect::copies) struct Keyed<'a> {
    pub(in crate::detect::copies) keys: &'a [u32],
    pub(in crate::detect::copies) slots: &'a Slots,
    pub(in crate::detect::copies) words: u32,
}

/// Finds the pairs among `members` that may be an excerpt and its source, and those that stand beside
/// one another under two keys.
pub(in crate::detect::copies) fn pairs<'a>(
    members: &[Rank],
    containment: f64,
    keyed: impl Fn(Rank) -> Keyed<'a> + Sync,
) -> (Found, Vec<u64>) {
    let shelf = Shelf::new(members, &keyed);
    let groups = Groups::new(&shelf, &keyed);
    let uses = groups.uses(shelf.ranks.len());
    let places: Vec<Place> = (0..).take(shelf.ranks.len()).collect();
    let (pairs, capped): (Vec<Vec<u64>>, Vec<(usize, u64)>) = places
        .par_chunks(1024)
        .map(|places| {
            let mut probe = Probe::new(&shelf, &groups, containment);
            for &place in places {
                probe.article(place, uses.get(place), &keyed);
            }
            (probe.found, probe.capped)
        })
        .unzip();
    let mut pairs = pairs.concat();
    pairs.par_sort_unstable();
    pairs.dedup();
    let articles: usize = capped.iter().map(|c| c.0).sum();
    let found = Found {
        pairs,
        capped: Vec::from_iter((articles > 0).then(|| Capped {
            cap: format!("articles whose every excerpt key has more than {HOT} articles"),
            keys: articles,
            pairs: capped.iter().map(|c| c.1).sum(),
        })),
        touched: Vec::new(),
    };
    (found, beside(&shelf, &groups))
}

/// Neighbours under two keys, sorted: articles that share a passage, however long they are. Of many
/// under one key each meets the next.
fn beside(shelf: &Shelf, groups: &Groups) -> Vec<u64> {
    let mut met: Vec<u64> = groups
        .all()
        .flat_map(|group| group.windows(2))
        .map(|next| pack(shelf.rank(next[0]), shelf.rank(next[1])))
        .collect();
    met.par_sort_unstable();
    let often = met.chunk_by(|x, y| x == y).filter(|keys| keys.len() > 1);
    often.map(|keys| keys[0]).collect()
}

/// Place of an article among all, shortest first.
type Place = u32;

/// The articles by length: those that can hold a text are the last ones.
struct Shelf {
    ranks: Vec<Rank>,
    words: Vec<u32>,
}

impl Shelf {
    fn new<'a>(members: &[Rank], keyed: &(impl Fn(Rank) -> Keyed<'a> + Sync)) -> Self {
        let by_length = members.par_iter().map(|&rank| (keyed(rank).words, rank));
        let mut by_length: Vec<(u32, Rank)> = by_length.collect();
        by_length.par_sort_unstable();
        let (words, ranks) = by_length.into_iter().unzip();
        Self { ranks, words }
    }

    fn rank(&self, place: Place) -> Rank {
        self.ranks[place as usize]
    }

    /// The first place of an article long enough to hold the text at `place`.
    fn longer(&self, place: Place) -> usize {
        let short = self.words[place as usize];
        self.words
            .partition_point(|&words| !is_longer(words, short))
    }
}

/// Whether a text of so many words is long enough to hold one of `short`.
pub(in crate::detect::copies) fn is_longer(words: u32, short: u32) -> bool {
    f64::from(words) >= LONGER * f64::from(short)
}

/// Looks for longer articles that hold the passages of one.
struct Probe<'a> {
    shelf: &'a Shelf,
    groups: &'a Groups,
    containment: f64,
    found: Vec<u64>,
    /// Articles with hot keys only, and how many others were not looked at for them.
    capped: (usize, u64),
    /// The longer articles under each key that tells something.
    followed: Vec<&'a [Place]>,
    met: Vec<Place>,
}

impl<'a> Probe<'a> {
    fn new(shelf: &'a Shelf, groups: &'a Groups, containment: f64) -> Self {
        Self {
            shelf,
            groups,
            containment,
            found: Vec::new(),
            capped: (0, 0),
            followed: Vec::new(),
            met: Vec::new(),
        }
    }

    /// `uses`: the groups that the article stands in.
    fn article<'k>(&mut self, place: Place, uses: &[u32], keyed: &impl Fn(Rank) -> Keyed<'k>) {
        let rank = self.shelf.rank(place);
        let short = keyed(rank);
        if uses.len() < needed(short.keys.len()) {
            return;
        }
        let first = self.shelf.longer(place);
        let longer = |group: &'a [Place]| {
            let below = group.partition_point(|&p| (p as usize) < first);
            &group[below..]
        };
        self.followed.clear();
        let groups = uses.iter().map(|&at| self.groups.get(at));
        let telling = groups.clone().filter(|group| group.len() <= HOT);
        self.followed.extend(telling.map(longer));
        let alone = short.keys.len() - uses.len();
        let mut needed = needed(alone + self.followed.len());
        if alone + self.followed.len() == 0 {
            let longer = longer(groups.min_by_key(|group| group.len()).unwrap_or_default());
            let left_out = longer.len().saturating_sub(HOT);
            self.followed.push(&longer[left_out..]);
            self.capped.0 += usize::from(left_out > 0);
            self.capped.1 += left_out as u64;
            needed = 1;
        }
        if self.followed.len() < needed {
            return;
        }
        // Who stands in so many groups stands in one of the smallest of them.
        self.followed.sort_unstable_by_key(|group| group.len());
        let (small, large) = self.followed.split_at(self.followed.len() + 1 - needed);
        self.met.clear();
        self.met.extend(small.iter().copied().flatten());
        self.met.sort_unstable();
        let others = self
            .met
            .chunk_by(|x, y| x == y)
            .filter(|times| {
                let also = large
                    .iter()
                    .filter(|group| group.binary_search(&times[0]).is_ok());
                times.len() + also.count() >= needed && times[0] != place
            })
            .map(|times| self.shelf.rank(times[0]))
            .filter(|&other| may_hold(keyed(other), short, self.containment));
        self.found.extend(others.map(|other| pack(rank, other)));
    }
}

/// Whether keys and sketches allow that `longer` holds such a share of `shorter`. Here keys count that
/// say little, too: who holds a text holds its stock phrases.
pub(in crate::detect::copies) fn may_hold(
    longer: Keyed<'_>,
    shorter: Keyed<'_>,
    containment: f64,
) -> bool {
    shared(longer.keys, shorter.keys) >= needed(shorter.keys.len())
        && may_contain(
            equal_slots(longer.slots, shorter.slots),
            (longer.words, shorter.words),
            containment,
        )
}

/// Whether so many equal slots allow that the first of two texts, of so many words, holds such a share of the second.
pub(in crate::detect::copies) fn may_contain(
    equal: u32,
    words: (u32, u32),
    containment: f64,
) -> bool {
    let (long, short) = (f64::from(words.0), f64::from(words.1));
    // The least resemblance that the containment leaves, and three standard errors below it.
    let both = containment * short;
    let least = both / (long + short - both);
    let error = (least * (1.0 - least) / SLOTS as f64).sqrt();
    f64::from(equal) / SLOTS as f64 >= least - 3.0 * error
}

/// How many of `keys` keys must be shared: at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a small count"
)]
pub(in crate::detect::copies) fn needed(keys: usize) -> usize {
    ((keys as f64 * SHARED_KEYS).ceil() as usize).max(1)
}
