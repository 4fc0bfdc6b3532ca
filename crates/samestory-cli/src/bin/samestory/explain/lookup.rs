//! Finds what an id names in the results of a run.

use std::collections::{BTreeMap, BTreeSet};

use samestory::Error;
use samestory::config::Pairs;
use samestory::detection::{Detection, Event, Family, Membership, Pair, Storyline};
use samestory::run::StoredArticle;
use samestory_cli::read::Results;

use samestory_cli::reasons::{self, STRONGEST};
use samestory_cli::shown::Lines;

/// Characters of a headline that are told.
const TITLE_CHARS: usize = 80;

/// The results of a run, by id.
pub(super) struct Lookup {
    /// Which pairs the run recorded.
    recorded: Pairs,
    /// With those pairs only that touch what is asked about.
    found: Detection,
    /// What to call each article, input order.
    titles: Vec<String>,
    positions: BTreeMap<String, usize>,
}

impl Lookup {
    /// Reads what is needed to explain these ids.
    pub(super) fn new(results: &Results, ids: &[String]) -> Result<Self, Error> {
        let found = results.detection()?;
        let titles = results.articles()?.map(|article| Ok(title(&article?)));
        let positions = found.memberships.iter().map(|m| m.id.clone()).zip(0..);
        let mut lookup = Self {
            recorded: results.run.config.pairs,
            positions: positions.collect(),
            titles: titles.collect::<Result<_, Error>>()?,
            found,
        };
        let asked: BTreeSet<&str> = ids.iter().flat_map(|id| lookup.articles(id)).collect();
        let mut pairs = Vec::new();
        for pair in results.pairs()? {
            let pair = pair?;
            if asked.contains(&*pair.a) || asked.contains(&*pair.b) {
                pairs.push(pair);
            }
        }
        lookup.found.pairs = pairs;
        Ok(lookup)
    }

    /// Why no pair is told where one is looked for. Of pairs that tie two articles each is recorded
    /// unless none is.
    pub(super) fn no_pair(&self, tied: bool) -> &'static str {
        match self.recorded {
            Pairs::None => {
                ": not recorded (--pairs none); `samestory cluster --pairs near` records the reasons"
            }
            Pairs::Tied if !tied => {
                ": not recorded (--pairs tied); `samestory cluster --pairs near` records near misses"
            }
            _ => ": nothing was close enough to be told",
        }
    }

    /// The articles that explaining this id looks at the pairs of.
    fn articles(&self, id: &str) -> BTreeSet<&str> {
        match (self.membership(id), self.event(id)) {
            (Some(membership), _) => self.copies_of(membership),
            (None, Some(event)) => event.members.iter().map(String::as_str).collect(),
            (None, None) => BTreeSet::new(),
        }
    }

    pub(super) fn membership(&self, article: &str) -> Option<&Membership> {
        let at = *self.positions.get(article)?;
        self.found.memberships.get(at)
    }

    /// The article's headline, or the beginning of its text.
    pub(super) fn title(&self, article: &str) -> &str {
        let at = self.positions.get(article);
        at.and_then(|at| self.titles.get(*at))
            .map_or("", String::as_str)
    }

    pub(super) fn event(&self, id: &str) -> Option<&Event> {
        self.found.events.iter().find(|e| e.event == id)
    }

    pub(super) fn storyline(&self, id: &str) -> Option<&Storyline> {
        let storylines = &self.found.storylines;
        storylines.iter().find(|s| s.storyline == id)
    }

    pub(super) fn family(&self, id: &str) -> Option<&Family> {
        self.found.families.iter().find(|f| f.family == id)
    }

    /// A pair in full, headlines included.
    pub(super) fn told(&self, pair: &Pair, indent: &str) -> Lines {
        let titles = [&pair.a, &pair.b].map(|id| self.title(id));
        reasons::told(pair, titles, STRONGEST, indent)
    }

    /// Whether both articles of the pair are in one event.
    pub(super) fn share_an_event(&self, pair: &Pair) -> bool {
        let [a, b] = [&pair.a, &pair.b].map(|id| self.membership(id).map(|m| &m.event));
        a == b
    }

    /// The article and its copies: what was judged of one of them holds for all.
    pub(super) fn copies_of<'a>(&'a self, of: &'a Membership) -> BTreeSet<&'a str> {
        match self.family(&of.family) {
            Some(family) => family.members.iter().map(String::as_str).collect(),
            None => [of.id.as_str()].into(),
        }
    }

    /// Judged pairs with exactly one side in `articles`, the most alike first.
    pub(super) fn pairs_from(&self, articles: &BTreeSet<&str>) -> Vec<&Pair> {
        let inside = |id: &String| articles.contains(id.as_str());
        let pairs = self.found.pairs.iter();
        ranked(
            pairs
                .filter(|pair| inside(&pair.a) != inside(&pair.b))
                .collect(),
        )
    }

    /// Judged pairs with one side in each set, the most alike first.
    pub(super) fn pairs_between(&self, a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> Vec<&Pair> {
        let meets = |x: &str, y: &str| a.contains(x) && b.contains(y);
        let pairs = self.found.pairs.iter();
        ranked(
            pairs
                .filter(|pair| meets(&pair.a, &pair.b) || meets(&pair.b, &pair.a))
                .collect(),
        )
    }
}

/// Sorted by relation, then score, then ids.
fn ranked(mut pairs: Vec<&Pair>) -> Vec<&Pair> {
    pairs.sort_by(|x, y| {
        let score = |pair: &Pair| pair.event_score.unwrap_or(pair.resemblance);
        x.relation
            .cmp(&y.relation)
            .then_with(|| score(y).total_cmp(&score(x)))
            .then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    pairs
}

/// The headline, or the first line of the text.
fn title(stored: &StoredArticle) -> String {
    let article = &stored.article;
    let words = match article.title.trim() {
        "" => article.text.trim_start().lines().next().unwrap_or_default(),
        title => title,
    };
    words.chars().take(TITLE_CHARS).collect()
}
