//! Candidates: which articles are worth judging against one another.
//!
//! In: the profiles, in time order. Out: [`Candidates`]: for every article the earlier ones that share most
//! of its blocking keys. Promise: at most [`index::PARTNERS`] of them each, within the window.

mod blocking;
pub mod index;
pub mod window;

use rayon::prelude::*;

use crate::config::Config;
use crate::detect::events::profile::Profiles;
use crate::detect::{Observer, Stage};

use blocking::{Key, keys};
use index::{Accumulator, Index};
use window::Window;

/// Articles among which every pair is judged: some 125,000 pairs at most.
const FEW: usize = 500;

/// Pairs worth judging, and what the cap left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// How far apart reports of one event are published.
    pub window: Window,
    /// Pairs (earlier, later), sorted by the later one.
    pub pairs: Vec<(u32, u32)>,
    /// Keys that more articles share than are looked at.
    pub hot_keys: usize,
    /// Pairs that were not looked at under such a key.
    pub left_out: u64,
}

/// Finds for every profile the earlier ones nearest to it, as far back as a storyline goes on; undated
/// profiles may meet any other.
pub fn find(profiles: &Profiles, config: &Config, observer: &dyn Observer) -> Candidates {
    observer.begin(Stage::EventCandidates, 0);
    let window = Window::new(config.events.window_hours);
    let profiles = &profiles.collection.profiles;
    let published = |article: u32| profiles[article as usize].published;
    let met = |x: u32, y: u32| window.holds_storyline(published(x), published(y));
    // So few articles need no keys: each may be judged against all others.
    if profiles.len() <= FEW {
        let all = 0..u32::try_from(profiles.len()).unwrap_or(u32::MAX);
        let pairs = all.flat_map(|later| (0..later).map(move |earlier| (earlier, later)));
        return Candidates {
            window,
            pairs: pairs.filter(|&(x, y)| met(x, y)).collect(),
            ..Candidates::default()
        };
    }
    let keys: Vec<Vec<Key>> = profiles.par_iter().map(keys).collect();
    let index = Index::new(&keys);
    let lists: Vec<Vec<u32>> = (0..keys.len())
        .into_par_iter()
        .map_init(
            || Accumulator::new(profiles.len()),
            |sums, article| {
                index.gather(article, sums);
                let later = u32::try_from(article).unwrap_or(u32::MAX);
                sums.best(|earlier| met(earlier, later))
            },
        )
        .collect();
    let mut found = Candidates {
        window,
        hot_keys: index.hot_keys,
        left_out: index.left_out,
        ..Candidates::default()
    };
    for (later, earlier) in (0..).zip(lists) {
        found.pairs.extend(earlier.into_iter().map(|e| (e, later)));
    }
    found
}
