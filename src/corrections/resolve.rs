//! From verdicts about fingerprints to links and bars between the articles of one run.
//!
//! In: the verdicts and the fingerprint of every article. Out: [`Resolved`], free of
//! contradictions. A verdict about the same two articles replaces the earlier one; any other
//! contradiction leaves the later verdict out and is listed with the chain that makes it.

use std::collections::{BTreeMap, BTreeSet};

use super::contradiction::{Contradiction, Link, Unmatched};
use super::linkage::{Bond, Linkage, Refusal, Statement};
use super::{Corrections, Fingerprint, Verdict};

/// Corrections of one run; articles are named by their position in the list of fingerprints.
///
/// Every list keeps the order in which the verdicts were given, and no two entries contradict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Pairs that report one event (must-link).
    pub one_event: Vec<(u32, u32)>,
    /// Pairs that never share an event (cannot-link).
    pub different_events: Vec<(u32, u32)>,
    /// Pairs whose events share a storyline.
    pub one_storyline: Vec<(u32, u32)>,
    /// Pairs whose events never share a storyline.
    pub different_storylines: Vec<(u32, u32)>,
    /// Articles that lead their event.
    pub leads: Vec<u32>,
    /// An article of an event, and the title that event shall have.
    pub titles: Vec<(u32, String)>,
    /// Events that no other article may join; each list is sorted, and linked in `one_event`.
    pub locked: Vec<Vec<u32>>,
    /// Verdicts that name articles which the run does not have.
    pub unmatched: Vec<Unmatched>,
    /// Verdicts that were left out, each with what rules it out.
    pub contradictions: Vec<Contradiction>,
}

/// The two layers of links, and what is collected meanwhile.
struct Resolver<'a> {
    verdicts: &'a Corrections,
    fingerprints: &'a [u64],
    events: Linkage,
    storylines: Linkage,
    found: Resolved,
}

impl Corrections {
    /// Resolves the verdicts against the articles of a run: `fingerprints[i]` is that of article
    /// `i` ([`crate::ArticleRef::fingerprint`]). Of articles with equal fingerprints the first
    /// stands for all; they are copies anyhow.
    pub fn resolve(&self, fingerprints: &[u64]) -> Resolved {
        let mut by_fingerprint: BTreeMap<u64, u32> = BTreeMap::new();
        for (position, &fingerprint) in (0..).zip(fingerprints) {
            by_fingerprint.entry(fingerprint).or_insert(position);
        }
        let mut resolver = Resolver {
            verdicts: self,
            fingerprints,
            events: Linkage::default(),
            storylines: Linkage::default(),
            found: Resolved::default(),
        };
        let replaced = self.replaced();
        for (index, correction) in self.verdicts.iter().enumerate() {
            let known = |list: &[Fingerprint]| -> Vec<u32> {
                list.iter()
                    .filter_map(|f| by_fingerprint.get(&f.0).copied())
                    .collect()
            };
            let missing: Vec<Fingerprint> = correction
                .verdict
                .articles()
                .into_iter()
                .filter(|f| !by_fingerprint.contains_key(&f.0))
                .collect();
            if !missing.is_empty() {
                resolver.found.unmatched.push(Unmatched {
                    verdict: self.line(index),
                    name: correction.verdict.name().to_owned(),
                    fingerprints: missing,
                });
            }
            if !replaced.contains(&index) {
                resolver.apply(index, &correction.verdict, known);
            }
        }
        resolver.found
    }

    /// Verdicts about two articles that a later one about the same two replaces.
    fn replaced(&self) -> BTreeSet<usize> {
        let mut latest: BTreeMap<(Fingerprint, Fingerprint), usize> = BTreeMap::new();
        let mut replaced = BTreeSet::new();
        for (index, correction) in self.verdicts.iter().enumerate() {
            if let Verdict::SameEvent { a, b }
            | Verdict::NotTheSame { a, b }
            | Verdict::SameStorylineOnly { a, b } = correction.verdict
                && let Some(earlier) = latest.insert((a.min(b), a.max(b)), index)
            {
                replaced.insert(earlier);
            }
        }
        replaced
    }
}

impl Resolver<'_> {
    fn apply(
        &mut self,
        index: usize,
        verdict: &Verdict,
        known: impl Fn(&[Fingerprint]) -> Vec<u32>,
    ) {
        match verdict {
            Verdict::SameEvent { a, b } => self.link_all(index, &known(&[*a, *b])),
            Verdict::NotTheSame { a, b } => {
                if let [a, b] = known(&[*a, *b])[..] {
                    self.bond(index, a, b, Bond::Bar, Some(Bond::Bar));
                }
            }
            Verdict::SameStorylineOnly { a, b } => {
                if let [a, b] = known(&[*a, *b])[..] {
                    self.bond(index, a, b, Bond::Bar, Some(Bond::Link));
                }
            }
            Verdict::Split { articles, from } => {
                let (out, stay) = (known(articles), known(from));
                self.link_all(index, &out);
                for &a in &out {
                    for &b in &stay {
                        self.bond(index, a, b, Bond::Bar, None);
                    }
                }
            }
            Verdict::Merge { articles } => self.link_all(index, &known(articles)),
            Verdict::PinLead { article } => self.found.leads.extend(known(&[*article])),
            Verdict::RenameEvent { article, title } => {
                for article in known(&[*article]) {
                    self.found.titles.push((article, title.clone()));
                }
            }
            Verdict::LockEvent { articles } => {
                let mut members = known(articles);
                self.link_all(index, &members);
                if let Some(&first) = members.first() {
                    members.retain(|&member| self.events.linked(first, member));
                    members.sort_unstable();
                    members.dedup();
                    self.events.lock(first, index);
                    self.found.locked.push(members);
                }
            }
        }
    }

    fn link_all(&mut self, index: usize, articles: &[u32]) {
        for pair in articles.windows(2) {
            if pair[0] != pair[1] {
                self.bond(index, pair[0], pair[1], Bond::Link, Some(Bond::Link));
            }
        }
    }

    /// Adds a bond in both layers, or in neither.
    fn bond(&mut self, index: usize, a: u32, b: u32, event: Bond, storyline: Option<Bond>) {
        let statement = Statement {
            a,
            b,
            verdict: index,
        };
        let allowed = self.events.allows(event, statement).and_then(|()| {
            storyline.map_or(Ok(()), |bond| self.storylines.allows(bond, statement))
        });
        if let Err(refusal) = allowed {
            self.refuse(statement, &refusal);
            return;
        }
        self.events.add(event, statement);
        match event {
            Bond::Link => self.found.one_event.push((a, b)),
            Bond::Bar => self.found.different_events.push((a, b)),
        }
        if let Some(bond) = storyline {
            self.storylines.add(bond, statement);
            match (event, bond) {
                // One event is one storyline without saying so.
                (Bond::Link, _) => {}
                (Bond::Bar, Bond::Link) => self.found.one_storyline.push((a, b)),
                (Bond::Bar, Bond::Bar) => self.found.different_storylines.push((a, b)),
            }
        }
    }

    fn refuse(&mut self, statement: Statement, refusal: &Refusal) {
        let mut chain: Vec<Link> = refusal.chain.iter().map(|s| self.step(*s)).collect();
        if let Some(lock) = refusal.lock {
            chain.push(self.step(Statement {
                verdict: lock,
                ..statement
            }));
        }
        let Link {
            verdict,
            name,
            a,
            b,
        } = self.step(statement);
        self.found.contradictions.push(Contradiction {
            verdict,
            name,
            a,
            b,
            chain,
        });
    }

    fn step(&self, statement: Statement) -> Link {
        let of = |article: u32| Fingerprint(self.fingerprints[article as usize]);
        let verdict = &self.verdicts.verdicts[statement.verdict].verdict;
        Link {
            verdict: self.verdicts.line(statement.verdict),
            name: verdict.name().to_owned(),
            a: of(statement.a),
            b: of(statement.b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Fingerprint = Fingerprint(0xa);
    const B: Fingerprint = Fingerprint(0xb);
    const C: Fingerprint = Fingerprint(0xc);
    const D: Fingerprint = Fingerprint(0xd);

    fn resolve(verdicts: impl IntoIterator<Item = Verdict>) -> Resolved {
        let verdicts = verdicts.into_iter().map(Into::into).collect();
        Corrections { verdicts }.resolve(&[0xa, 0xb, 0xc, 0xd])
    }

    #[test]
    fn a_contradiction_is_explained_by_the_chain_that_makes_it() {
        let resolved = resolve([
            Verdict::SameEvent { a: A, b: B },
            Verdict::SameEvent { a: B, b: C },
            Verdict::NotTheSame { a: A, b: C },
        ]);
        assert_eq!(resolved.one_event, [(0, 1), (1, 2)]);
        assert!(resolved.different_events.is_empty());
        let name = |f: Fingerprint| format!("{:x}", f.0);
        assert_eq!(
            resolved.contradictions[0].explain(name),
            "line 3 says that a and c do not belong together; left out, because line 1 says that \
             a and b report one event, and line 2 says that b and c report one event"
        );
    }

    #[test]
    fn a_later_word_about_the_same_two_articles_replaces_the_earlier() {
        let resolved = resolve([
            Verdict::SameEvent { a: A, b: B },
            Verdict::SameStorylineOnly { a: B, b: A },
        ]);
        assert!(resolved.one_event.is_empty() && resolved.contradictions.is_empty());
        assert_eq!(resolved.one_storyline, [(1, 0)]);
        assert_eq!(resolved.different_events, [(1, 0)]);
    }

    #[test]
    fn one_event_across_barred_storylines_is_left_out_of_both_layers() {
        let resolved = resolve([
            Verdict::NotTheSame { a: A, b: B },
            Verdict::SameStorylineOnly { a: A, b: C },
            Verdict::SameEvent { a: C, b: B },
            Verdict::SameEvent { a: B, b: D },
        ]);
        assert_eq!(resolved.one_event, [(1, 3)]);
        assert_eq!(resolved.contradictions.len(), 1);
        assert_eq!(resolved.contradictions[0].verdict, 3);
    }

    #[test]
    fn a_split_links_what_leaves_and_bars_it_from_what_stays() {
        let resolved = resolve([Verdict::Split {
            articles: vec![A, B],
            from: vec![C, D],
        }]);
        assert_eq!(resolved.one_event, [(0, 1)]);
        assert_eq!(resolved.different_events, [(0, 2), (0, 3), (1, 2), (1, 3)]);
        assert!(resolved.different_storylines.is_empty());
    }

    #[test]
    fn a_locked_event_takes_no_other_article() {
        let resolved = resolve([
            Verdict::LockEvent {
                articles: vec![B, A],
            },
            Verdict::SameEvent { a: A, b: C },
        ]);
        assert_eq!(resolved.locked, [vec![0, 1]]);
        assert_eq!(resolved.contradictions[0].chain[0].name, "lock_event");
    }

    #[test]
    fn what_the_run_does_not_have_is_listed_and_the_rest_obeyed() {
        let gone = Fingerprint(99);
        let resolved = resolve([
            Verdict::Merge {
                articles: vec![A, gone, C],
            },
            Verdict::PinLead { article: gone },
        ]);
        assert_eq!(resolved.one_event, [(0, 2)]);
        let lines: Vec<u64> = resolved.unmatched.iter().map(|u| u.verdict).collect();
        assert_eq!(lines, [1, 2]);
        assert_eq!(resolved.unmatched[0].fingerprints, [gone]);
    }

    #[test]
    fn an_article_cannot_be_kept_apart_from_itself() {
        let resolved = resolve([Verdict::NotTheSame { a: A, b: A }]);
        let words = resolved.contradictions[0].explain(|f| f.to_string());
        assert!(
            words.ends_with("because both are the same article"),
            "{words}"
        );
    }
}
