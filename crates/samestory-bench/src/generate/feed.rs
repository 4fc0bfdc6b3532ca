//! The feed: stories unrolled into articles in order of publication.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::compose::Report;
use super::draws::Draws;
use super::facts::Event;
use super::kinds::Kind;
use super::story::{Item, Origin, Story};
use super::{Labelled, Options, Tables};
use samestory::article::Article;
use samestory::error::Error;
use samestory::time::{Day, Timestamp};

const DAY: u64 = 86_400;
/// Purposes of streams of draws.
const PLAN: u64 = 1;
const FACTS: u64 = 2;
const CHOICES: u64 = 3;
const COPY: u64 = 4;
const NAME: u64 = 5;

/// Articles with their labels, in order of publication. See [`super`] for what it promises.
#[derive(Debug)]
pub struct Feed {
    options: Options,
    tables: Tables,
    /// Next story to plan.
    story: u64,
    /// Articles planned so far.
    planned: usize,
    /// (seconds after the feed begins, story, item, articles planned before the story).
    pending: BinaryHeap<Reverse<(u64, u64, usize, usize)>>,
}

impl Feed {
    /// A feed as the options say.
    ///
    /// # Errors
    /// As [`Options::check`].
    pub fn new(options: Options) -> Result<Self, Error> {
        options.check()?;
        Ok(Self {
            options,
            tables: Tables::new(),
            story: 0,
            planned: 0,
            pending: BinaryHeap::new(),
        })
    }

    fn span(&self) -> u64 {
        u64::from(self.options.days) * DAY
    }

    /// When a story begins that comes after so many planned articles.
    fn begin(&self, planned: usize) -> u64 {
        let share =
            u128::from(self.span()) * planned as u128 / self.options.articles.max(1) as u128;
        u64::try_from(share).unwrap_or(0)
    }

    fn plan(&self, story: u64, planned: usize) -> Story {
        let mut plan = Story::plan(&mut Draws::new(self.options.seed, &[PLAN, story]));
        plan.end_before(self.span() - self.begin(planned));
        plan.items.truncate(self.options.articles - planned);
        plan
    }

    /// Plans stories until none can begin before the earliest pending article.
    fn refill(&mut self) {
        while self.planned < self.options.articles {
            let begin = self.begin(self.planned);
            if self
                .pending
                .peek()
                .is_some_and(|Reverse((seconds, ..))| *seconds < begin)
            {
                return;
            }
            let plan = self.plan(self.story, self.planned);
            for (number, item) in plan.items.iter().enumerate() {
                self.pending.push(Reverse((
                    begin + item.seconds,
                    self.story,
                    number,
                    self.planned,
                )));
            }
            self.planned += plan.items.len();
            self.story += 1;
        }
    }

    fn id(&self, story: u64, item: usize) -> String {
        let bits = Draws::new(self.options.seed, &[NAME, story, item as u64]).bits();
        format!("{bits:016x}")
    }

    fn labelled(&self, story: u64, number: usize, planned: usize) -> Result<Labelled, Error> {
        let plan = self.plan(story, planned);
        let item = plan.items[number];
        let id = self.id(story, number);
        let seconds = self.begin(planned) + item.seconds;
        let published =
            i64::from(self.options.start.number()) * 86_400 + i64::try_from(seconds).unwrap_or(0);
        let published = Timestamp::from_seconds(published)?;
        let (title, text) = self.write(story, planned, &plan, number);
        let outlet = &self.tables.outlets[item.outlet];
        let slug: String = outlet
            .name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let first = plan
            .items
            .iter()
            .position(|other| other.event == item.event);
        let storyline = if plan.template { first } else { Some(0) };
        Ok(Labelled {
            family: self.id(story, item.family),
            event: self.id(story, first.unwrap_or(number)),
            storyline: self.id(story, storyline.unwrap_or(number)),
            origin: item.origin,
            from: (item.origin != Origin::First).then(|| self.id(story, item.from)),
            article: Article {
                title,
                text,
                published: Some(published),
                url: Some(format!("https://{slug}.example/{}/{id}", published.day())),
                source: Some(outlet.name.clone()),
                lang: Some("en".to_owned()),
                author: None,
                id,
            },
        })
    }

    fn write(&self, story: u64, planned: usize, plan: &Story, number: usize) -> (String, String) {
        let item = plan.items[number];
        let report = self.report(story, planned, plan, number);
        let Origin::Copy(edit) = item.origin else {
            return report.write(&self.tables);
        };
        let (title, text) = self.write(story, planned, plan, item.from);
        let mut draws = Draws::new(self.options.seed, &[COPY, story, number as u64]);
        let plain = report.outlet.plain();
        edit.apply(&title, &text, &mut draws, &|draws, words| {
            // Another writer's prose about the same event.
            let other = Report {
                choices: draws.bits(),
                words,
                outlet: &plain,
                ..report.clone()
            };
            other.write(&self.tables).1
        })
    }

    fn report<'a>(&'a self, story: u64, planned: usize, plan: &Story, number: usize) -> Report<'a> {
        let Item {
            event,
            outlet,
            seconds,
            ..
        } = plan.items[number];
        let seed = self.options.seed;
        let facts = Draws::new(seed, &[FACTS, story]).bits();
        let kind = self.kind(facts);
        let begin = self.begin(planned);
        let day = |seconds: u64| {
            let days = i32::try_from((begin + seconds) / DAY).unwrap_or(i32::MAX);
            Day::from_number(self.options.start.number().saturating_add(days))
        };
        let own = Draws::new(facts, &[event as u64]).bits();
        let choices = Draws::new(seed, &[CHOICES, story, number as u64]).bits();
        let size = Draws::new(choices, &[7]).between(50, 150);
        let mut report = Report {
            event: Event {
                story: facts,
                own,
                pool: facts,
                day: day(plan.events[event]),
            },
            kind,
            follower: None,
            propositions: own,
            choices,
            outlet: &self.tables.outlets[outlet],
            published: day(seconds),
            words: (self.options.words * size / 100).max(1),
        };
        if plan.template {
            // The form is the story's, the facts are the instance's own.
            report.choices = facts;
            report.propositions = facts;
            report.words = self.options.words;
            // In half of the forms most of the text stays, as in bulletins; in the others only its order.
            let fixed = Draws::new(facts, &[13]).chance(50);
            report.event = Event {
                story: own,
                pool: if fixed { facts } else { own },
                ..report.event
            };
        } else if event > 0 {
            report.follower = self.follower(kind, facts, event);
        }
        report
    }

    fn kind(&self, facts: u64) -> &Kind {
        let kinds = &self.tables.kinds;
        let first: Vec<&Kind> = kinds.iter().filter(|kind| !kind.follower).collect();
        first[Draws::new(facts, &[11]).below(first.len())]
    }

    /// The kind of a later event: the story's possible sequels in an order of its own.
    fn follower(&self, kind: &Kind, facts: u64, event: usize) -> Option<&Kind> {
        let mut names = kind.follow.clone();
        Draws::new(facts, &[12]).shuffle(&mut names);
        let name = names.get((event - 1) % names.len().max(1))?;
        self.tables.kinds.iter().find(|kind| kind.name == *name)
    }
}

impl Iterator for Feed {
    type Item = Result<Labelled, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.refill();
        let Reverse((_, story, number, planned)) = self.pending.pop()?;
        Some(self.labelled(story, number, planned))
    }
}
