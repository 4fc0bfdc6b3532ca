//! Which judged pairs are recorded, and which of those with their reasons.
//!
//! In: what each judged pair came to, in the order of the records. Out: those to record. Promise: of
//! every article the pairs that tie it are recorded, up to [`TIES`], and up to [`NEAR`] of those that
//! nearly did, the strongest first; a pair is recorded when either of its articles asks for it. What is
//! beyond is counted. Reasons take ten times the room of scores, so in a run of more than [`FEW`] such
//! pairs they are given for each article's main tie and its nearest miss; those of copies are short, and
//! always given. Cost: a sort of the pairs that are tied or near.

use crate::config::Pairs;
use crate::detect::roster::Rank;
use crate::detection::{PairCounts, Relation};

/// Pairs of an article that are recorded: those that tie it, and those that nearly did.
const TIES: u16 = 64;
const NEAR: u16 = 8;
/// Tied and near pairs up to which all are recorded with their reasons.
const FEW: usize = 2_000;

/// What a judged pair came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    pub(super) a: Rank,
    pub(super) b: Rank,
    pub(super) bond: Bond,
    /// How strong it is among its like.
    pub(super) strength: f32,
}

/// How two articles are bound, from closest to farthest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// By text.
    Text,
    /// One is tied to its event by the other.
    Main,
    /// They share an event.
    Event,
    /// They share a storyline.
    Storyline,
    /// They were nearly tied.
    Near,
    /// Nothing binds them.
    None,
}

impl Bond {
    /// As texts alone tell.
    pub(super) fn of_texts(relation: Relation) -> Self {
        if relation <= Relation::Excerpt {
            Self::Text
        } else {
            Self::Near
        }
    }

    fn is_tie(self) -> bool {
        self < Self::Near
    }
}

/// A pair to record, by its number among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) number: u64,
    pub(super) explained: bool,
}

/// The pairs to record, in their order, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) chosen: Vec<Chosen>,
    pub(super) counts: PairCounts,
}

/// Chooses among the pairs of so many articles.
pub(super) fn choose(
    pairs: impl Iterator<Item = Weighed>,
    articles: usize,
    wanted: Pairs,
) -> Choice {
    let mut choice = Choice::default();
    let mut bound = Vec::new();
    for (number, pair) in (0_u64..).zip(pairs) {
        choice.counts.judged += 1;
        let holds = match wanted {
            Pairs::None => false,
            Pairs::Tied => pair.bond.is_tie(),
            Pairs::Near | Pairs::All => pair.bond < Bond::None,
        };
        if holds {
            bound.push((number, pair));
        }
    }
    bound.sort_unstable_by(|(n, x), (m, y)| {
        let by_strength = x.bond.cmp(&y.bond).then(y.strength.total_cmp(&x.strength));
        by_strength.then(n.cmp(m))
    });
    let explain_all = bound.iter().filter(|x| x.1.bond != Bond::Text).count() <= FEW;
    let mut rooms = vec![Room::default(); articles];
    let mut take = |pair: &Weighed, room: fn(&mut Room, bool) -> (&mut u16, u16)| {
        let tie = pair.bond.is_tie();
        let asked = [pair.a, pair.b].map(|rank| {
            let (taken, most) = room(&mut rooms[rank as usize], tie);
            *taken += 1;
            *taken <= most
        });
        asked[0] || asked[1]
    };
    for (number, pair) in bound {
        let short = pair.bond == Bond::Text;
        let explained = short || explain_all || take(&pair, Room::explained);
        // All means all.
        if take(&pair, Room::recorded) || wanted == Pairs::All {
            choice.chosen.push(Chosen { number, explained });
        } else {
            choice.counts.beyond_cap += 1;
        }
    }
    choice.chosen.sort_unstable_by_key(|chosen| chosen.number);
    choice.counts.explained = choice.chosen.iter().filter(|c| c.explained).count() as u64;
    choice.counts.recorded = match wanted {
        Pairs::All => choice.counts.judged,
        _ => choice.chosen.len() as u64,
    };
    choice
}

impl Choice {
    /// Of items in the order of the pairs, those to record, each with whether it is explained.
    pub(super) fn of<T>(
        &self,
        wanted: Pairs,
        items: impl Iterator<Item = T>,
    ) -> impl Iterator<Item = (T, bool)> {
        let mut chosen = self.chosen.iter().peekable();
        (0_u64..).zip(items).filter_map(move |(number, item)| {
            let next = chosen.next_if(|next| next.number == number);
            match next {
                Some(next) => Some((item, next.explained)),
                None => (wanted == Pairs::All).then_some((item, false)),
            }
        })
    }
}

/// How many pairs of an article were taken.
#[derive(Debug, Clone, Copy, Default)]
struct Room {
    ties: u16,
    near: u16,
    explained_ties: u16,
    explained_near: u16,
}

impl Room {
    fn recorded(&mut self, tie: bool) -> (&mut u16, u16) {
        if tie {
            (&mut self.ties, TIES)
        } else {
            (&mut self.near, NEAR)
        }
    }

    fn explained(&mut self, tie: bool) -> (&mut u16, u16) {
        if tie {
            (&mut self.explained_ties, 1)
        } else {
            (&mut self.explained_near, 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pairs of so many articles, half of them tied, the nearer the stronger.
    fn pairs(articles: Rank) -> Vec<Weighed> {
        let pair = |a: Rank, b: Rank| Weighed {
            a,
            b,
            bond: match (a + b) % 3 {
                0 => Bond::Event,
                1 => Bond::Near,
                _ => Bond::None,
            },
            strength: -f32::from(u16::try_from(b - a).unwrap_or(u16::MAX)),
        };
        (0..articles)
            .flat_map(|a| (a + 1..articles).map(move |b| pair(a, b)))
            .collect()
    }

    #[test]
    fn few_pairs_are_all_recorded_and_explained_unless_nothing_binds_them() {
        let pairs = pairs(12);
        for (wanted, bonds) in [
            (Pairs::All, vec![Bond::Event, Bond::Near, Bond::None]),
            (Pairs::Near, vec![Bond::Event, Bond::Near]),
            (Pairs::Tied, vec![Bond::Event]),
            (Pairs::None, vec![]),
        ] {
            let choice = choose(pairs.iter().copied(), 12, wanted);
            let recorded: Vec<_> = choice.of(wanted, pairs.iter()).collect();
            let expected: Vec<_> = pairs.iter().filter(|p| bonds.contains(&p.bond)).collect();
            assert_eq!(recorded.iter().map(|r| r.0).collect::<Vec<_>>(), expected);
            assert!(recorded.iter().all(|r| r.1 == (r.0.bond < Bond::None)));
            assert_eq!(choice.counts.judged, pairs.len() as u64);
            assert_eq!(choice.counts.recorded, expected.len() as u64);
        }
    }

    #[test]
    fn of_many_pairs_each_article_keeps_its_strongest_and_the_rest_is_counted() {
        let articles = 300;
        let pairs = pairs(articles);
        let choice = choose(pairs.iter().copied(), 300, Pairs::Near);
        let counts = choice.counts;
        let bound = pairs.iter().filter(|p| p.bond < Bond::None).count() as u64;
        assert_eq!(counts.recorded + counts.beyond_cap, bound);
        assert!(counts.beyond_cap > 0 && counts.recorded <= 300 * u64::from(TIES + NEAR));
        assert!(counts.explained <= 2 * 300);
        let recorded: Vec<_> = choice.of(Pairs::Near, pairs.iter()).collect();
        // The nearest tied one of each is there, with its reasons.
        for article in 0..articles {
            let of = |p: &&Weighed| (p.a == article || p.b == article) && p.bond == Bond::Event;
            let strongest = pairs
                .iter()
                .filter(of)
                .map(|p| p.strength)
                .fold(f32::MIN, f32::max);
            assert!(recorded.iter().any(|(p, explained)| {
                *explained && of(p) && p.strength.total_cmp(&strongest).is_eq()
            }));
        }
    }
}
