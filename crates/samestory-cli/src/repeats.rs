//! Which articles of a feed repeat others, and what `dedup` says of them.
//!
//! In: a feed, perhaps another that is only looked up, and what counts as a repetition. Out: a
//! [`Removal`] for each article that a deduplicated feed leaves out. Promise: a second run over what
//! stays leaves nothing out. Cost: that of detection; by event of a few rounds of it.

use ahash::AHashMap;
use samestory::config::{Level, Pairs};
use samestory::detect::{Batch, Kind, Sink};
use samestory::detection::{Counts, Relation};
use samestory::{
    ArticleSource, Config, Corrections, Detection, Error, Observer, Scan, detect_streaming,
};
use serde::Serialize;

use crate::read::{Beside, Selected};
use crate::write::{self, Among, By, Removal, Rule};

/// What decides about repetitions.
#[derive(Clone, Copy)]
#[expect(
    missing_debug_implementations,
    reason = "whoever hears how far it is need not be shown"
)]
pub struct Repeats<'a> {
    /// What counts as a repetition.
    pub by: By,
    /// Between which outlets it counts.
    pub among: Among,
    /// The settings of the detection.
    pub config: &'a Config,
    /// What people decided.
    pub corrections: &'a Corrections,
    /// Hears how far it is.
    pub observer: &'a dyn Observer,
}

/// How many times what stays is looked at again; ordinary feeds need three or four.
const ROUNDS: usize = 12;

impl Repeats<'_> {
    /// What is left out of a feed, and what was counted on the way.
    ///
    /// # Errors
    /// As [`detect_streaming`].
    pub fn find<S: ArticleSource>(&self, feed: &S) -> Result<(Vec<Removal>, Counts), Error> {
        self.removals(feed, feed.len())
    }

    /// As [`Repeats::find`], also for what stands in an `old` feed, which stays as it is; `place` names
    /// the place of an article there.
    ///
    /// # Errors
    /// As [`detect_streaming`].
    pub fn find_beside<S: ArticleSource, O: ArticleSource>(
        &self,
        feed: &S,
        old: &O,
        place: impl Fn(usize) -> Result<String, Error>,
    ) -> Result<(Vec<Removal>, Counts), Error> {
        let both = Beside::new(feed, old)?;
        let (mut removals, mut counts) = self.removals(&both, feed.len())?;
        counts.articles = feed.len();
        for removal in &mut removals {
            if let Some(position) = removal.kept_position.checked_sub(feed.len()) {
                removal.kept = both.id_in_other(&removal.kept).to_owned();
                removal.kept_in = Some(place(position)?);
            }
        }
        Ok((removals, counts))
    }

    /// What is left out of the first `fresh` articles of `source`, so that a second run over what stays
    /// leaves nothing out.
    fn removals<S: ArticleSource>(
        &self,
        source: &S,
        fresh: usize,
    ) -> Result<(Vec<Removal>, Counts), Error> {
        let (mut removals, counts) = self.once(source, fresh)?;
        if self.by == By::Family {
            // Whether two articles are copies hangs on these two.
            return Ok((removals, counts));
        }
        // Which reports are of one event hangs on how usual their words are in the whole feed.
        for _ in 0..ROUNDS {
            let mut left_out = vec![false; source.len()];
            for removal in &removals {
                left_out[removal.position] = true;
            }
            let staying = Selected::new(source, |position| !left_out[position]);
            let (mut more, _) = self.once(&staying, fresh - removals.len())?;
            if more.is_empty() {
                break;
            }
            for removal in &mut more {
                removal.position = staying.position_in_source(removal.position);
                removal.kept_position = staying.position_in_source(removal.kept_position);
            }
            write::add_round(&mut removals, more);
        }
        Ok((removals, counts))
    }

    fn once<S: ArticleSource>(
        &self,
        source: &S,
        fresh: usize,
    ) -> Result<(Vec<Removal>, Counts), Error> {
        let mut config = self.config.clone();
        // How an article is tied to the one that stays is told by its pairs.
        config.pairs = Pairs::All;
        if self.by == By::Family {
            config.events.level = Level::Copies;
        }
        let mut ties = Ties {
            by: self.by,
            found: Detection::default(),
        };
        let counts = detect_streaming(source, &config, self.corrections, self.observer, &mut ties)?;
        let sources = match self.among {
            Among::All => Vec::new(),
            Among::OneSource | Among::OtherSources => {
                source.scan(|_, article| article.source.map(str::to_owned))?
            }
        };
        let rule = Rule {
            by: self.by,
            among: self.among,
            sources: &sources,
            fresh,
        };
        Ok((write::removals(&ties.found, &rule), counts))
    }
}

/// What says which articles repeat others.
struct Ties {
    by: By,
    found: Detection,
}

impl Sink for Ties {
    fn wants(&self, kind: Kind) -> bool {
        match kind {
            Kind::Memberships => true,
            Kind::Pairs | Kind::Families => self.by == By::Family,
            Kind::Events => self.by == By::Event,
            Kind::Storylines => false,
        }
    }

    fn take(&mut self, batch: Batch) -> Result<(), Error> {
        self.found.take(batch)
    }
}

/// What each left out article is marked with, as JSON, by position.
///
/// # Errors
/// None but those of memory.
pub fn marks(removals: &[Removal]) -> Result<AHashMap<usize, String>, Error> {
    let mark = |removal: &Removal| {
        let mut line = Vec::new();
        let mark = Mark {
            kept: &removal.kept,
            kept_in: removal.kept_in.as_deref(),
            relation: removal
                .relation
                .as_ref()
                .map_or(Relation::SameEvent, |tie| tie.kind),
            score: removal.score,
        };
        write::lines(&mut line, [mark]).map_err(|cause| Error::io("-", cause))?;
        let json = String::from_utf8_lossy(&line).trim_end().to_owned();
        Ok((removal.position, json))
    };
    removals.iter().map(mark).collect()
}

/// The value of the field that `--mark` names.
#[derive(Serialize)]
struct Mark<'a> {
    kept: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_in: Option<&'a str>,
    relation: Relation,
    score: f64,
}
