//! Makes ids unique, so that no article is lost to another one of its name.
//!
//! Of the articles that share an id, the one published first keeps it (undated last; ties by
//! content); the others get `ID#2`, `ID#3` and so on in that order. Input order does not matter,
//! except among articles that are the same in everything.

use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::problem::Remark;
use samestory::article::{Article, ArticleRef, ArticleSource};
use samestory::error::Error;
use samestory::time::Timestamp;

/// The ids of articles that got another one, by position.
#[derive(Debug, Default)]
pub(super) struct NewIds(AHashMap<usize, Box<str>>);

impl NewIds {
    /// An article under the id that it has here.
    pub(super) fn named<'a>(&'a self, position: usize, article: ArticleRef<'a>) -> ArticleRef<'a> {
        match self.0.get(&position) {
            Some(id) => ArticleRef { id, ..article },
            None => article,
        }
    }
}

/// The new ids of articles whose own is taken, and what to say of each, by ascending position; `hashes`
/// are XXH3 hashes of all ids by position.
///
/// # Errors
/// When an article can no longer be read.
pub(super) fn make_unique<S: ArticleSource>(
    feed: &S,
    hashes: Vec<u64>,
) -> Result<(NewIds, Vec<(usize, Remark)>), Error> {
    let mut sorted: Vec<(u64, u32)> = hashes.into_iter().zip(0..).collect();
    sorted.par_sort_unstable();
    let mut clashes = Vec::new();
    for group in sorted.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1) {
        let mut namesakes = group
            .par_iter()
            .map(|&(_, position)| Ok((Key::of(feed.article(position as usize)?), position)))
            .collect::<Result<Vec<_>, Error>>()?;
        namesakes.par_sort();
        // Different ids can share a hash.
        for same in namesakes.chunk_by(|a, b| a.0.id == b.0.id) {
            let first = &same[0].0;
            clashes.extend(
                same[1..]
                    .iter()
                    .zip(2..)
                    .map(|((key, position), number)| Clash {
                        id: first.id.clone(),
                        number,
                        position: *position as usize,
                        same_content: key == first,
                    }),
            );
        }
    }
    Ok(renamed(&sorted, clashes))
}

/// What orders articles of one id.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    id: String,
    undated: bool,
    published: Option<Timestamp>,
    fingerprint: u64,
    lang: Option<String>,
}

impl Key {
    fn of(article: Article) -> Self {
        Self {
            undated: article.published.is_none(),
            published: article.published,
            fingerprint: article.as_ref().fingerprint(),
            lang: article.lang,
            id: article.id,
        }
    }
}

/// An article whose id is taken by an earlier one.
struct Clash {
    id: String,
    /// 2 for the second article of that id.
    number: u64,
    position: usize,
    same_content: bool,
}

fn renamed(sorted: &[(u64, u32)], mut clashes: Vec<Clash>) -> (NewIds, Vec<(usize, Remark)>) {
    clashes.sort_unstable_by(|a, b| (&a.id, a.number).cmp(&(&b.id, b.number)));
    let mut given = AHashSet::new();
    let (mut ids, mut remarks) = (NewIds::default(), Vec::new());
    for clash in clashes {
        let mut number = clash.number;
        let id = loop {
            let id = format!("{}#{number}", clash.id);
            let hash = xxh3_64(id.as_bytes());
            let taken = sorted.binary_search_by_key(&hash, |(hash, _)| *hash);
            if taken.is_err() && given.insert(hash) {
                break id;
            }
            number += 1;
        };
        let with = if clash.same_content {
            "the same content"
        } else {
            "other content"
        };
        let remark = Remark::new(
            format!(
                "the id `{}` is taken by an article with {with}, so this one is `{id}` here",
                clash.id
            ),
            "give every article its own id",
        );
        remarks.push((clash.position, remark));
        ids.0.insert(clash.position, id.into());
    }
    remarks.sort_unstable_by_key(|(position, _)| *position);
    (ids, remarks)
}
