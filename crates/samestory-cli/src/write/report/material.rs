//! The records of a run, and the way from one to another.

use ahash::AHashMap;
use rayon::prelude::*;

use samestory::article::Article;
use samestory::corrections::Fingerprint;
use samestory::detection::{Detection, Event, Family, Membership, Pair, Storyline};
use samestory::error::Error;
use samestory::run::{REPORT_INDEX, RunRecord, StoredArticle};
use samestory::time::{Day, Timestamp};

use super::anchors;
use super::strings::{ReportLang, Strings};
use super::title;
use super::words;
use crate::write::Records;

/// What articles are put in the order of time by.
pub(super) type TimeKey<'a> = (bool, Option<Day>, bool, Option<Timestamp>, &'a str);

/// Lookups over the records; articles and events are named by their position.
pub(super) struct Material<'a> {
    /// The words of the language that the report speaks.
    pub(super) strings: &'static Strings,
    pub(super) run: &'a RunRecord,
    pub(super) detection: &'a Detection,
    pub(super) articles: &'a [StoredArticle],
    position_of: AHashMap<&'a str, usize>,
    event_position: AHashMap<&'a str, usize>,
    family_of: AHashMap<&'a str, &'a Family>,
    storyline_of: AHashMap<&'a str, &'a Storyline>,
    /// Positions of the explained pairs that name an article, by article.
    pairs_of: Vec<Vec<u32>>,
    /// The earliest article of each copy family, by its id.
    earliest_of: AHashMap<&'a str, usize>,
    anchors: Vec<String>,
    /// The headline of each event and the article it is from, by the event's position.
    titles: Vec<(String, Option<usize>)>,
    /// The page of each event, by its position; empty where one page holds all.
    page_of: Vec<String>,
}

impl<'a> Material<'a> {
    /// # Errors
    /// When a record names an article or event that is not there.
    pub(super) fn new(input: &Records<'a>, lang: ReportLang) -> Result<Self, Error> {
        let Records {
            run,
            detection,
            articles,
        } = *input;
        if articles.len() != detection.memberships.len() {
            return Err(Error::usage(format!(
                "{} articles but {} memberships",
                articles.len(),
                detection.memberships.len()
            ))
            .help("give the articles of the run, in input order"));
        }
        let position_of: AHashMap<&str, usize> = articles
            .iter()
            .enumerate()
            .map(|(position, stored)| (stored.article.id.as_str(), position))
            .collect();
        let mut material = Self {
            strings: Strings::of(lang),
            run,
            detection,
            articles,
            event_position: (detection.events.iter().enumerate())
                .map(|(position, event)| (event.event.as_str(), position))
                .collect(),
            family_of: (detection.families.iter())
                .flat_map(|family| family.members.iter().map(move |id| (id.as_str(), family)))
                .collect(),
            storyline_of: (detection.storylines.iter())
                .map(|storyline| (storyline.storyline.as_str(), storyline))
                .collect(),
            pairs_of: vec![Vec::new(); articles.len()],
            earliest_of: AHashMap::new(),
            anchors: Vec::new(),
            titles: Vec::new(),
            page_of: Vec::new(),
            position_of,
        };
        material.check()?;
        material.anchors = material.name_anchors();
        material.earliest_of = material.find_earliest();
        material.titles = (detection.events.par_iter())
            .map(|event| material.find_title(event))
            .collect();
        for (number, pair) in (0..).zip(&detection.pairs) {
            if !pair.explained {
                continue;
            }
            for id in [&pair.a, &pair.b] {
                let position = material.known(id)?;
                material.pairs_of[position].push(number);
            }
        }
        Ok(material)
    }

    fn known(&self, id: &str) -> Result<usize, Error> {
        self.position_of.get(id).copied().ok_or_else(|| {
            Error::input("the results name an article that is not among the articles")
                .at_article(id)
                .help("run `samestory cluster -o` again")
        })
    }

    fn check(&self) -> Result<(), Error> {
        for event in &self.detection.events {
            for id in event.members.iter().chain([&event.lead]) {
                self.known(id)?;
            }
        }
        for membership in &self.detection.memberships {
            self.known(&membership.lead)?;
            if !self.event_position.contains_key(membership.event.as_str()) {
                return Err(Error::input(format!(
                    "its event `{}` is not among the events",
                    membership.event
                ))
                .at_article(&membership.id)
                .help("run `samestory cluster -o` again"));
            }
        }
        Ok(())
    }

    /// Position of an article that [`Material::new`] has seen.
    pub(super) fn position(&self, id: &str) -> usize {
        self.position_of[id]
    }

    /// Position of an article named in a record that may speak of others, such as a quote.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.position_of.get(id).copied()
    }

    pub(super) fn article(&self, position: usize) -> &'a Article {
        &self.articles[position].article
    }

    pub(super) fn membership(&self, position: usize) -> &'a Membership {
        &self.detection.memberships[position]
    }

    /// Fragment that names the article in the page, from its content, so links survive reruns.
    pub(super) fn anchor(&self, position: usize) -> &str {
        &self.anchors[position]
    }

    /// Says on which page each event stands; before, one holds all.
    pub(super) fn place(&mut self, page_of: Vec<String>) {
        self.page_of = page_of;
    }

    fn page(&self, event: &str) -> &str {
        let position = self.event_position.get(event);
        let page = position.and_then(|&position| self.page_of.get(position));
        page.map_or("", String::as_str)
    }

    /// The address of an article, seen from any page.
    pub(super) fn href(&self, position: usize) -> String {
        let page = self.page(&self.membership(position).event);
        format!("{page}#{}", self.anchor(position))
    }

    /// The address of an event.
    pub(super) fn event_href(&self, event: &Event) -> String {
        format!(
            "{}#{}",
            self.page(&event.event),
            anchors::event(&event.event)
        )
    }

    /// The address of a storyline.
    pub(super) fn storyline_href(&self, id: &str) -> String {
        let page = if self.page_of.is_empty() {
            ""
        } else {
            REPORT_INDEX
        };
        format!("{page}#{}", anchors::storyline(id))
    }

    pub(super) fn fingerprint(&self, position: usize) -> Fingerprint {
        self.articles[position].fingerprint
    }

    pub(super) fn published(&self, position: usize) -> Option<Timestamp> {
        self.article(position).published
    }

    pub(super) fn event_of(&self, position: usize) -> &'a Event {
        &self.detection.events[self.event_position_of(position)]
    }

    pub(super) fn event_position_of(&self, position: usize) -> usize {
        self.event_position[self.membership(position).event.as_str()]
    }

    pub(super) fn event(&self, id: &str) -> Option<&'a Event> {
        (self.event_position.get(id)).map(|&position| &self.detection.events[position])
    }

    /// Where the articles of an event stand, in the order of its members.
    pub(super) fn members<'b>(&'b self, event: &'b Event) -> impl Iterator<Item = usize> + 'b {
        event.members.iter().map(|id| self.position(id))
    }

    /// Articles by the copy family that they are of, in the order of the first of each.
    pub(super) fn by_family(&self, articles: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
        let mut families: Vec<Vec<usize>> = Vec::new();
        let mut family_at: AHashMap<&str, usize> = AHashMap::new();
        for position in articles {
            let family = &*self.membership(position).family;
            let at = *family_at.entry(family).or_insert(families.len());
            if at == families.len() {
                families.push(Vec::new());
            }
            families[at].push(position);
        }
        families
    }

    /// The article's copy family, when it has copies.
    pub(super) fn family(&self, position: usize) -> Option<&'a Family> {
        self.family_of
            .get(self.article(position).id.as_str())
            .copied()
    }

    pub(super) fn storyline(&self, id: &str) -> Option<&'a Storyline> {
        self.storyline_of.get(id).copied()
    }

    /// The pairs of the whole run that the page may speak of. Those without reasons are left out,
    /// so that a run, which does not keep them, and its records give the same page.
    pub(super) fn explained_pairs(&self) -> impl Iterator<Item = &'a Pair> {
        self.detection.pairs.iter().filter(|pair| pair.explained)
    }

    /// The explained pairs of an article.
    pub(super) fn pairs(&self, position: usize) -> impl Iterator<Item = &'a Pair> + '_ {
        (self.pairs_of[position].iter()).map(|&number| &self.detection.pairs[number as usize])
    }

    /// The pair of two articles, if it was judged.
    pub(super) fn pair(&self, one: usize, other: usize) -> Option<&'a Pair> {
        // One article may have been compared with all others.
        let (one, other) = if self.pairs_of[one].len() > self.pairs_of[other].len() {
            (other, one)
        } else {
            (one, other)
        };
        let id = &self.article(other).id;
        self.pairs(one).find(|pair| pair.a == *id || pair.b == *id)
    }

    /// The earliest article of its copy family.
    pub(super) fn earliest_version(&self, position: usize) -> usize {
        let family = self.family(position);
        let earliest = family.and_then(|family| self.earliest_of.get(&*family.family));
        earliest.copied().unwrap_or(position)
    }

    /// The headline of an event and the article that it is from; none if a person gave it.
    pub(super) fn title<'b>(&'b self, event: &'b Event) -> (&'b str, Option<usize>) {
        let position = self.event_position.get(event.event.as_str());
        let title = position.and_then(|&position| self.titles.get(position));
        title.map_or((&event.title, None), |(title, from)| (title, *from))
    }

    fn find_title(&self, event: &Event) -> (String, Option<usize>) {
        let lead = self.position(&event.lead);
        let own = self.article(lead).title.trim();
        if event.title.trim() != own {
            return (event.title.clone(), None);
        }
        // One article of each text, that of the lead first, the others in the order of time.
        let mut others: Vec<usize> = (self.members(event))
            .filter(|&position| position == self.earliest_version(position))
            .filter(|&position| self.membership(position).family != self.membership(lead).family)
            .collect();
        others.sort_by_key(|&position| self.time_key(position));
        let compared: Vec<usize> = [lead]
            .into_iter()
            .chain(others)
            .take(title::COMPARED)
            .collect();
        let headlines: Vec<&str> = compared
            .iter()
            .map(|&p| self.article(p).title.trim())
            .collect();
        let chosen = title::choose(&headlines).unwrap_or_default();
        (headlines[chosen].to_owned(), Some(compared[chosen]))
    }

    fn find_earliest(&self) -> AHashMap<&'a str, usize> {
        let families = self.detection.families.iter();
        let earliest = families.filter_map(|family| {
            let members = family.members.iter().filter_map(|id| self.find(id));
            let earliest = members.min_by_key(|&member| self.time_key(member))?;
            Some((&*family.family, earliest))
        });
        earliest.collect()
    }

    /// `a-` and the fingerprint; articles with the very same content are told apart by a number, in
    /// their order in time, since that of the input is no matter.
    fn name_anchors(&self) -> Vec<String> {
        let mut order: Vec<usize> = (0..self.articles.len()).collect();
        order.sort_by_key(|&position| (self.fingerprint(position).0, self.time_key(position)));
        let mut anchors = vec![String::new(); order.len()];
        for alike in order.chunk_by(|&x, &y| self.fingerprint(x) == self.fingerprint(y)) {
            for (number, &position) in (1..).zip(alike) {
                let fingerprint = self.fingerprint(position);
                anchors[position] = match number {
                    1 => format!("a-{fingerprint}"),
                    number => format!("a-{fingerprint}-{number}"),
                };
            }
        }
        anchors
    }

    /// Earliest first, undated last; within a day those that state no hour last, since they may be
    /// of any; ties by id.
    pub(super) fn time_key(&self, position: usize) -> TimeKey<'a> {
        let article = self.article(position);
        let published = article.published;
        (
            published.is_none(),
            published.map(Timestamp::day),
            published.is_some_and(|stamp| !words::knows_its_hour(stamp)),
            published,
            &article.id,
        )
    }
}
