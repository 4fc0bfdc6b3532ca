//! The names that are looked for, as a tree: one level a step of a path.

use super::known::{self, WRAPPERS};
use super::{Field, FieldNames, Target};

/// More names than any field has; the ranks of names inside a wrapper begin at multiples of it.
const NAMES: u16 = 256;

/// The rank of what a feed says of all its items.
pub(in crate::read) const FEED_RANK: u16 = NAMES - 1;

/// The rank of the first of [`PLACES`].
pub(in crate::read) const PAGE_RANK: u16 = u16::MAX - 100;

/// Where pages and crawls say something, which have no names of fields.
const PLACES: &[&str] = &[
    "what the page states",
    "the part with the article",
    "JSON-LD",
    "a meta element",
    "an element named for it",
    "a <time> element",
    "a text marked as a date",
    "the address",
    "the record of the crawl",
];

/// What is known of a place in a record.
#[derive(Debug, Default)]
pub(in crate::read) struct Names {
    pub(in crate::read) target: Option<Target>,
    /// By length and folded name.
    children: Vec<(Vec<u8>, Names)>,
    /// Whether this is an object around other fields only, which is no list.
    is_wrapper: bool,
}

impl Names {
    pub(in crate::read) fn new(given: &FieldNames) -> Self {
        let mut names = Self::default();
        for field in Field::ALL {
            let sure = sure(field, given);
            for (path, rank) in paths(field, given).iter().zip(0..) {
                let is_sure = usize::from(rank) < sure;
                let target = Target {
                    field,
                    rank,
                    is_sure,
                };
                names.insert(path, target);
                // Data bases name the type of a value around it.
                let typed = match field {
                    Field::Id => "$oid",
                    Field::Date => "$date",
                    _ => continue,
                };
                let path: Vec<_> = path.iter().cloned().chain([typed.to_owned()]).collect();
                names.insert(&path, target);
            }
        }
        for field in Field::ALL
            .into_iter()
            .filter(|field| of(*field, given).is_none())
        {
            let paths = paths(field, given);
            for (wrapper, round) in WRAPPERS.iter().zip(1..) {
                for (path, rank) in paths.iter().zip(round * NAMES..) {
                    let target = Target {
                        field,
                        rank,
                        is_sure: false,
                    };
                    names.insert(&inside(wrapper, path), target);
                }
                if let Ok(at) = names.find(&fold(wrapper)) {
                    let node = &mut names.children[at].1;
                    node.is_wrapper = node.target.is_none();
                }
            }
        }
        names
    }

    /// What is known of a key; the names of the usual feeds decide by length and first letters.
    pub(in crate::read) fn child(&self, key: &str) -> Option<&Self> {
        // Longer than any name that is usual.
        let mut short = [0; 32];
        let mut length = 0;
        for (at, byte) in key.bytes().enumerate() {
            if is_passed_over(at, byte) {
                continue;
            }
            let Some(place) = short.get_mut(length) else {
                return self.found(&fold(key));
            };
            *place = byte.to_ascii_lowercase();
            length += 1;
        }
        match length {
            // A name of hyphens is no name.
            0 => None,
            _ => self.found(&short[..length]),
        }
    }

    /// What is known of a path with dots, or of the whole of it as one key.
    pub(in crate::read) fn at(&self, path: &str) -> Option<&Self> {
        self.child(path).or_else(|| {
            path.split('.')
                .try_fold(self, |node, step| node.child(step))
        })
    }

    /// What is known of an element of a list.
    pub(in crate::read) fn element(&self, at: usize) -> &Self {
        if self.children.is_empty() {
            return self;
        }
        self.child(&at.to_string()).unwrap_or(self)
    }

    pub(in crate::read) fn has_children(&self) -> bool {
        !self.children.is_empty()
    }

    pub(in crate::read) fn is_wrapper(&self) -> bool {
        self.is_wrapper
    }

    fn found(&self, folded: &[u8]) -> Option<&Self> {
        let at = self.find(folded).ok()?;
        Some(&self.children[at].1)
    }

    fn find(&self, folded: &[u8]) -> Result<usize, usize> {
        self.children
            .binary_search_by(|(name, _)| (name.len(), &name[..]).cmp(&(folded.len(), folded)))
    }

    fn insert(&mut self, path: &[String], target: Target) {
        let Some((first, rest)) = path.split_first() else {
            self.target.get_or_insert(target);
            return;
        };
        let folded = fold(first);
        let at = self.find(&folded).unwrap_or_else(|at| {
            self.children.insert(at, (folded, Self::default()));
            at
        });
        self.children[at].1.insert(rest, target);
    }
}

/// Whether a byte of a key does not count. In front it does: `_source` is no `source`.
fn is_passed_over(at: usize, byte: u8) -> bool {
    at > 0 && matches!(byte, b'_' | b'-' | b' ')
}

/// A key as it is compared.
fn fold(key: &str) -> Vec<u8> {
    key.bytes()
        .enumerate()
        .filter(|(at, byte)| !is_passed_over(*at, *byte))
        .map(|(_, byte)| byte.to_ascii_lowercase())
        .collect()
}

fn inside(wrapper: &str, path: &[String]) -> Vec<String> {
    std::iter::once(wrapper.to_owned())
        .chain(path.iter().cloned())
        .collect()
}

/// The name that a target stands for.
pub(in crate::read) fn name_of(field: Field, rank: u16, given: &FieldNames) -> String {
    if let Some(place) = rank.checked_sub(PAGE_RANK) {
        return PLACES
            .get(usize::from(place))
            .copied()
            .unwrap_or_default()
            .to_owned();
    }
    if rank == FEED_RANK {
        return "what the feed says of itself".to_owned();
    }
    let paths = paths(field, given);
    let path = paths
        .get(usize::from(rank % NAMES))
        .cloned()
        .unwrap_or_default();
    let path = match usize::from(rank / NAMES).checked_sub(1) {
        Some(wrapper) => inside(WRAPPERS.get(wrapper).unwrap_or(&""), &path),
        None => path,
    };
    let mut name = String::new();
    for step in path {
        if step.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() {
            name.push('[');
            name.push_str(&step);
            name.push(']');
        } else {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(&step);
        }
    }
    name
}

/// The user's name for a field.
fn of(field: Field, given: &FieldNames) -> Option<&String> {
    match field {
        Field::Id => given.id.as_ref(),
        Field::Title => given.title.as_ref(),
        Field::Text => given.text.as_ref(),
        Field::Date => given.date.as_ref(),
        Field::Source => given.source.as_ref(),
        Field::Url => given.url.as_ref(),
        Field::Lang => given.lang.as_ref(),
        Field::Author => given.author.as_ref(),
        // It is the records' own, and nobody's to choose.
        Field::TextType => None,
    }
}

/// How many of the paths of a field mean it and nothing else.
fn sure(field: Field, given: &FieldNames) -> usize {
    match of(field, given) {
        None => known::names(field).0.split(' ').count(),
        Some(_) => usize::MAX,
    }
}

/// The paths under which a field is looked for, best first.
fn paths(field: Field, given: &FieldNames) -> Vec<Vec<String>> {
    let Some(name) = of(field, given) else {
        let (sure, also) = known::names(field);
        return (sure.split(' ').chain(also.split(' ')))
            .map(steps)
            .collect();
    };
    if let Some(pointer) = name.strip_prefix('/') {
        return vec![
            pointer
                .split('/')
                .map(|step| step.replace("~1", "/").replace("~0", "~"))
                .collect(),
        ];
    }
    let mut paths = vec![vec![name.clone()]];
    for name in name
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        // A key may itself hold dots.
        for path in [vec![name.to_owned()], steps(name)] {
            if !paths.contains(&path) || path.len() > 1 {
                paths.push(path);
            }
        }
    }
    paths.dedup();
    paths
}

/// The steps of `a.b[0].c`; `[]` stands for every element, as no index does.
fn steps(name: &str) -> Vec<String> {
    name.split('.')
        .flat_map(|step| step.split('['))
        .map(|step| step.strip_suffix(']').unwrap_or(step))
        .filter(|step| !step.is_empty())
        .map(str::to_owned)
        .collect()
}
