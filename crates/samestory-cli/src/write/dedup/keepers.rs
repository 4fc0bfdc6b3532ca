//! The articles that stay for a text or an event, and which of them stands for another article.
//!
//! Cost: constant for each article that stays and each that is asked about.

use ahash::AHashMap;

use super::{Among, Rule};

/// Articles that stay, the first of them first.
pub(super) struct Keepers<'a> {
    rule: &'a Rule<'a>,
    /// The first, and the first of another outlet.
    first: Option<usize>,
    other: Option<usize>,
    /// The first of each outlet; kept only where one outlet counts.
    of_source: AHashMap<String, usize>,
}

impl<'a> Keepers<'a> {
    pub(super) fn new(rule: &'a Rule<'a>) -> Self {
        Self {
            rule,
            first: None,
            other: None,
            of_source: AHashMap::new(),
        }
    }

    /// An article stays.
    pub(super) fn add(&mut self, article: usize) {
        match self.rule.among {
            Among::All => {
                self.first.get_or_insert(article);
            }
            Among::OneSource => {
                if let Some(source) = self.source(article) {
                    self.of_source.entry(source).or_insert(article);
                }
            }
            Among::OtherSources => {
                let Some(source) = self.source(article) else {
                    return;
                };
                match self.first {
                    None => self.first = Some(article),
                    Some(first) if self.source(first) != Some(source) => {
                        self.other.get_or_insert(article);
                    }
                    Some(_) => {}
                }
            }
        }
    }

    /// The article that stays in place of this one.
    pub(super) fn of(&self, article: usize) -> Option<usize> {
        match self.rule.among {
            Among::All => self.first,
            Among::OneSource => self.of_source.get(&self.source(article)?).copied(),
            Among::OtherSources => {
                let source = self.source(article)?;
                let differs = |keeper: &usize| self.source(*keeper).as_ref() != Some(&source);
                self.first.filter(differs).or(self.other.filter(differs))
            }
        }
    }

    /// The outlet of an article; letter case does not tell two apart.
    fn source(&self, article: usize) -> Option<String> {
        let source = self.rule.sources.get(article)?.as_deref()?.trim();
        (!source.is_empty()).then(|| source.to_lowercase())
    }
}
