//! What copies tie together: identical articles, and the families of articles that hang together.
//!
//! In: articles with equal words; then a [`Part`] of which no copy or excerpt ties an article to one
//! outside, with its judged pairs. Out: who is the first of identical ones; then the part's [`Copies`],
//! the same as in a feed in one piece. Promise: what a family needs to know and nobody judged yet is
//! judged here, of the texts in the part.

use std::cell::RefCell;

use super::Node;
use super::texts::{LeftOut, Part};
use crate::config::Config;
use crate::detect::Quiet;
use crate::detect::copies::candidates::bands::Plan;
use crate::detect::copies::candidates::furniture::Furniture;
use crate::detect::copies::compare::Compared;
use crate::detect::copies::families;
use crate::detect::copies::scan::Sketched;
use crate::detect::copies::scan::identical::{self, Identical};
use crate::detect::copies::scan::shingle::Amount;
use crate::detect::copies::scan::sketch::SLOTS;
use crate::detect::copies::{Copies, CopyPair};
use crate::detect::roster::{Entry, Rank, Roster, named_anew};
use crate::error::{Error, ErrorKind};

/// What is known of the articles of a part, by their places in it.
#[derive(Debug)]
pub struct Tied {
    /// The articles; those in `open` with their texts.
    pub part: Part,
    /// What the first pass found, where a family may ask for pairs that were not judged.
    pub open: Vec<Option<Node>>,
    /// How much text each has ([`Node::amount`]).
    pub amounts: Vec<u8>,
    /// The first of those with the same words.
    pub firsts: Vec<Rank>,
    /// Judged pairs of firsts.
    pub judged: Vec<CopyPair>,
}

/// For each choice of how many pairs between two groups of identical articles may be listed, from the
/// most to one, how many are in all.
pub type Listings = Vec<usize>;

/// The copies of a part. `listed` is what [`within_bounds`] says of the whole feed, none where that is not
/// known yet.
///
/// # Errors
/// None but those of a defect.
pub fn families(
    tied: Tied,
    left_out: &LeftOut,
    listed: Option<usize>,
    config: &Config,
) -> Result<(Copies, Listings), Error> {
    let Tied {
        part,
        open,
        amounts,
        firsts,
        judged,
    } = tied;
    let plan = Plan::new(config.copies.threshold, config.copies.recall, firsts.len())?;
    let source = part.articles();
    let compared = Compared {
        articles: (open.into_iter().zip(amounts))
            .map(|(node, amount)| node.map_or_else(|| of_amount(amount), |node| node.sketched))
            .collect(),
        identical: Identical::given(firsts),
        pairs: judged,
        left_out: left_out.of(config),
        furniture: Furniture::default(),
        touched: Vec::new(),
        capped: Vec::new(),
        bands: plan.report(),
        roster: part.roster.clone(),
    };
    let sums = RefCell::new(Vec::new());
    let listing = |identical: &Identical, judged: &[CopyPair]| {
        *sums.borrow_mut() = identical.sums(judged);
        listed.unwrap_or(identical::LISTED)
    };
    let copies = families::find_listing(&source, compared, config, &Quiet, listing)?;
    Ok((copies, sums.into_inner()))
}

/// How many pairs between two groups of identical articles may all be listed in a feed of so many
/// articles, of which `sums` are the listings.
pub fn within_bounds(sums: &[usize], articles: usize) -> usize {
    identical::within_bounds(sums, articles)
}

/// The 16 digits of the id of a family whose own are taken by one with an earlier founder of the same content.
///
/// # Errors
/// When these are no digits of an id.
pub fn renamed(digits: &str, founder: &str) -> Result<String, Error> {
    let taken = u64::from_str_radix(digits, 16).map_err(|cause| {
        Error::new(
            ErrorKind::Incompatible,
            format!("no id of a family ends in `{digits}`"),
        )
        .because(cause)
    })?;
    Ok(format!("{:016x}", named_anew(taken, founder)))
}

/// An article whose sketch nobody asks for.
fn of_amount(amount: u8) -> Box<Sketched> {
    Box::new(Sketched {
        slots: [0; SLOTS],
        characters: None,
        sequence: 0,
        least: 0,
        title: 0,
        words: 0,
        amount: Amount::of_number(amount).unwrap_or(Amount::Full),
    })
}

/// The first article of each one's group, of articles of a few words in the order of the feed, with their
/// word sequences.
pub fn occasions(entries: Vec<(Entry, u128)>) -> Vec<usize> {
    let (entries, sequences): (Vec<Entry>, Vec<u128>) = (0..)
        .zip(entries)
        .map(|(position, (entry, sequence))| (Entry { position, ..entry }, sequence))
        .unzip();
    let roster = Roster::new(entries);
    let keyed = sequences.into_iter().zip(0..).collect();
    let firsts = identical::firsts(&roster, keyed, |_| true);
    firsts.into_iter().map(|first| first as usize).collect()
}
