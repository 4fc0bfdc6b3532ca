//! How many independent sources an event has.
//!
//! Two outlets count once when they carry copies of one text, belong to one owner, or credit one
//! news agency. Owners are what the caller states; without that, outlets named by a web host count
//! as one when the hosts share their registered domain (`edition.example.com` and `example.com`).
//! What can mislead: unknown owners and agency copy that nothing marks still count apart, so the
//! number is an upper bound; an outlet that adds an agency's facts to its own counts as dependent.

use std::collections::{BTreeMap, BTreeSet};

use super::material::Material;

/// Who owns which outlet: outlet to owner, both as stated by the feed and the newsroom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owners(BTreeMap<String, String>);

impl Owners {
    /// Reads lines of `outlet TAB owner`; blank lines and lines that start with `#` say nothing.
    ///
    /// # Errors
    /// When a line has no tab, with its number.
    pub fn parse(text: &str) -> Result<Self, samestory::Error> {
        let mut owners = BTreeMap::new();
        for (record, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (outlet, owner) = line.split_once('\t').ok_or_else(|| {
                samestory::Error::input(format!("`{line}` has no tab"))
                    .at_record(record)
                    .help("write an outlet, a tab and its owner on each line")
            })?;
            owners.insert(outlet.trim().to_lowercase(), owner.trim().to_lowercase());
        }
        Ok(Self(owners))
    }

    /// What stands for the owner of an outlet.
    fn owner(&self, outlet: &str) -> String {
        let outlet = outlet.trim().to_lowercase();
        let domain = registered_domain(&outlet);
        (self.0.get(&outlet).or_else(|| self.0.get(domain)))
            .map_or_else(|| domain.to_owned(), Clone::clone)
    }
}

/// The part of a host name that is registered; other names are left as they are.
///
/// A rule of thumb for two-part suffixes (`co.uk`, `com.au`): a short label before a country code.
fn registered_domain(name: &str) -> &str {
    let host = !name.contains(char::is_whitespace) && !name.starts_with('.');
    let mut dots = name.rmatch_indices('.').map(|(at, _)| at);
    let (Some(last), Some(second)) = (dots.next(), dots.next()) else {
        return name;
    };
    let (country, label) = (&name[last + 1..], &name[second + 1..last]);
    if !host || country.is_empty() || !country.chars().all(char::is_alphabetic) {
        return name;
    }
    let two_part =
        country.len() == 2 && matches!(label, "co" | "com" | "org" | "net" | "gov" | "ac" | "edu");
    let start = if two_part { dots.next() } else { Some(second) };
    start.map_or(name, |dot| &name[dot + 1..])
}

/// How many of an event's sources are independent, and why not all.
pub(super) struct Independence {
    pub(super) sources: usize,
    /// What makes several of them one, each with the articles that share it.
    pub(super) shared: Vec<(Shared, Vec<usize>)>,
}

/// What makes articles depend on one another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shared {
    /// They carry one text: the copy family.
    Text(String),
    /// Their outlets belong to this owner.
    Owner(String),
    /// They credit this news agency.
    Agency(String),
}

impl Shared {
    fn kind(&self) -> u8 {
        match self {
            Self::Text(_) => 0,
            Self::Owner(_) => 1,
            Self::Agency(_) => 2,
        }
    }
}

/// Independent sources among the articles at these positions: the groups that remain when
/// articles that share a text, an owner or an agency are taken for one.
pub(super) fn independence(
    material: &Material<'_>,
    owners: &Owners,
    members: &[usize],
) -> Independence {
    let mut sharing: BTreeMap<Shared, Vec<usize>> = BTreeMap::new();
    for (at, &position) in members.iter().enumerate() {
        let stored = &material.articles[position];
        let text = Shared::Text(material.membership(position).family.clone());
        let owner = (stored.article.source.as_deref()).map(|s| Shared::Owner(owners.owner(s)));
        let agencies = stored.credits.iter().cloned().map(Shared::Agency);
        for what in [text].into_iter().chain(owner).chain(agencies) {
            sharing.entry(what).or_default().push(at);
        }
    }
    // Texts, then owners, then agencies, each by their first article.
    let mut sharing: Vec<(Shared, Vec<usize>)> = sharing.into_iter().collect();
    sharing.sort_by_key(|(what, articles)| (what.kind(), articles[0]));
    let mut group: Vec<usize> = (0..members.len()).collect();
    let mut shared = Vec::new();
    for (what, articles) in sharing {
        let mut joins = false;
        for pair in articles.windows(2) {
            let (a, b) = (root(&mut group, pair[0]), root(&mut group, pair[1]));
            group[a.max(b)] = a.min(b);
            joins |= a != b;
        }
        if joins {
            shared.push((what, articles.into_iter().map(|at| members[at]).collect()));
        }
    }
    let roots: BTreeSet<usize> = (0..members.len()).map(|at| root(&mut group, at)).collect();
    Independence {
        sources: roots.len(),
        shared,
    }
}

/// What stands for the group of an article; halves the way there.
pub(super) fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_one_registered_domain_have_one_owner() {
        let owners = Owners::default();
        for (outlet, owner) in [
            ("edition.Example.com", "example.com"),
            ("example.com", "example.com"),
            ("www.example.co.uk", "example.co.uk"),
            ("example.co.uk", "example.co.uk"),
            ("a.b.example.org", "example.org"),
            ("Daily News", "daily news"),
            ("St. Mary St. News", "st. mary st. news"),
        ] {
            assert_eq!(owners.owner(outlet), owner, "{outlet}");
        }
    }

    #[test]
    fn stated_owners_win_over_host_names() {
        let owners =
            Owners::parse("# ours\nexample.com\tBig Group\nDaily News\tbig group\n").unwrap();
        assert_eq!(
            owners.owner("sport.example.com"),
            owners.owner("daily news")
        );
        assert!(Owners::parse("no tab here").is_err());
    }
}
