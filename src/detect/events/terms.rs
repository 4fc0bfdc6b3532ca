//! Terms: what the event layer keeps of an article, weighted by how telling each word is.
//!
//! In: the articles that lead their family. Out: [`Terms`]: a [`Profile`] an article and the
//! vocabularies. Promise: one pass over the texts, about 4 KB an article; term numbers follow the
//! terms' hashes, so nothing depends on the order of reading. Weights are log tf times idf
//! (Salton and Buckley 1988), the document frequencies being those of the feed blended with a
//! background, so that two articles alone still get sensible weights.

use ahash::AHashMap;
use rayon::prelude::*;

use crate::article::ArticleRef;
use crate::detect::text::{self, PublishedBasis, Section, Span, Text, Word, normalise};
use crate::detection::Field;
use crate::time::Timestamp;

use super::background;
use super::dates::{self, EventDay};
use super::facts::{self, Facts};
use super::form::Form;
use super::judge;
use super::names;
use super::signals;
use super::vector::{Sum, Vector, as_f64, narrow};

/// How many articles the background counts for beside the feed's own.
const BACKGROUND_ARTICLES: f64 = 300.0;
/// Bytes of running text that count as the lead.
const LEAD_BYTES: u32 = 600;
/// Articles that a small feed is thought to lack when it says what similarity is usual.
const UNSEEN_ARTICLES: usize = 50;
/// Weight of a word in a paragraph about what went before.
const BACKGROUND_PARAGRAPH: f32 = 0.5;
/// Weight of an n-gram that no other article has. Where no spaces part the words, about every
/// second n-gram lies across two of them and is no word; so it counts for half in a vector's square.
const LONE_N_GRAM: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// One article as it is read, before the feed's frequencies are known.
#[derive(Debug, Default)]
pub struct Draft {
    title: Box<str>,
    published: Option<Timestamp>,
    lang: Box<str>,
    content_words: u32,
    words: Vec<Count>,
    names: Vec<Count>,
    facts: Facts,
    day: Option<EventDay>,
    weekday: Option<u8>,
    form: Form,
    /// Where the headline stands.
    headline: Option<Span>,
    /// The words at the first place of each term of title and lead, in the order of `words`.
    surfaces: Box<str>,
}

/// How often a term stands in the title and lead, and in all of the article.
#[derive(Debug, Clone, Copy)]
struct Count {
    term: u64,
    lead: f32,
    all: f32,
    first: Span,
    /// Whether it is cut from a script without spaces.
    n_gram: bool,
}

/// What is kept of an article.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Its headline, or the first words of its text.
    pub title: Box<str>,
    /// When it was published, as the feed says.
    pub published: Option<Timestamp>,
    /// Language code.
    pub lang: Box<str>,
    /// Words that are not function words.
    pub content_words: u32,
    /// Words of title and lead.
    pub lead: Vector,
    /// Words of title, lead and body; words that no other article has are left out.
    pub body: Vector,
    /// Words of names.
    pub names: Vector,
    /// Words of the headline, by term, each with its share of the headline's idf; the shares add up
    /// to 1.
    pub headline: Box<[(u32, f32)]>,
    /// Mean similarity to all other articles, 0 to 1, shrunk towards 0 in a small feed.
    pub usual: f32,
    /// Mean likeness in theme to all other articles, 0 to 1, shrunk as `usual`.
    pub usual_theme: f32,
    /// Number of different content words.
    pub terms: u32,
    /// What it states.
    pub facts: Facts,
    /// The numbered series of title and lead, with their instance.
    pub instances: Box<[(u64, u64)]>,
    /// When it says its event happened.
    pub day: Option<EventDay>,
    /// A weekday of title or lead that nothing resolves, Monday = 0.
    pub weekday: Option<u8>,
    /// Its wording without names, numbers and dates.
    pub form: Form,
    mentions: Box<[Mention]>,
    /// The words of all mentions, one after another.
    surfaces: Box<str>,
}

/// Where a term of title or lead stands first.
#[derive(Debug, Clone, Copy)]
struct Mention {
    term: u32,
    span: Span,
    /// Where its words begin in the profile's `surfaces`.
    start: u32,
}

/// The terms of a feed, numbered by their hash, with their weight.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    idf: Vec<f32>,
    frequency: Vec<u32>,
    articles: usize,
}

/// The number of each term of a vocabulary; needed only until all drafts are weighed.
struct Numbers(AHashMap<u64, u32>);

/// All profiles, and the vocabularies that number their terms.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// One for each draft, in the same order.
    pub profiles: Vec<Profile>,
    /// Words.
    pub words: Vocabulary,
    /// Words of names.
    pub names: Vocabulary,
}

impl Draft {
    /// Only the title of an article.
    pub fn titled(article: ArticleRef<'_>) -> Self {
        Self {
            title: title(article),
            published: article.published,
            ..Self::default()
        }
    }

    /// Counts the words of an article.
    pub fn new(article: ArticleRef<'_>, text: &Text) -> Self {
        let content = || text.words.iter().filter(|word| !word.function);
        let in_text = |word: &&Word| word.span.field == Field::Text;
        let begin = text.words.iter().find(in_text).map_or(0, |w| w.span.start);
        let place = |span: Span, section| Place {
            lead: span.field == Field::Title || span.start < begin + LEAD_BYTES,
            section,
        };
        let words = content().map(|word| {
            let written = facts::surface(article, word.span);
            Count {
                n_gram: written.starts_with(|c| normalise::unspaced(c).is_some()),
                ..count(word.term, word.span, place(word.span, word.section))
            }
        });
        let names = names::words(article, text)
            .into_iter()
            .map(|(name, span, section)| count(name, span, place(span, section)));
        let facts = Facts::new(article, text);
        // A date that the page itself bears is no feed's word on when it was published.
        let stated = text.published_basis == PublishedBasis::Feed;
        Self {
            title: title(article),
            published: text.published.filter(|_| stated),
            lang: text.lang.as_str().into(),
            content_words: u32::try_from(content().count()).unwrap_or(u32::MAX),
            words: tally(words.collect()),
            names: tally(names.collect()),
            day: dates::event_day(text, &facts),
            weekday: text::event_weekday(text),
            form: Form::new(article, text),
            headline: Some(headline(article, text, begin)),
            facts,
            surfaces: Box::default(),
        }
        .with_surfaces(article)
    }

    fn with_surfaces(mut self, article: ArticleRef<'_>) -> Self {
        let lead = self.words.iter().filter(|count| count.lead > 0.0);
        let surfaces: String = lead.map(|c| facts::surface(article, c.first)).collect();
        self.surfaces = surfaces.into();
        self
    }
}

/// Characters of a text's first line that stand for a missing headline.
const TITLE_CHARS: usize = 90;

/// The headline; without one, the text's first line, cut between words.
pub fn title(article: ArticleRef<'_>) -> Box<str> {
    let headline = article.title.trim();
    if !headline.is_empty() {
        return headline.into();
    }
    let mut lines = article.text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let Some((cut, _)) = line.char_indices().nth(TITLE_CHARS) else {
        return line.into();
    };
    let end = line[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{}…", line[..end].trim_end()).into()
}

/// Bytes that a first sentence needs to stand for a headline, and that it counts with at most.
const FIRST_SENTENCE: std::ops::Range<usize> = 40..300;

/// Where the headline stands; without one, the first sentence of the text, which begins at `begin`.
fn headline(article: ArticleRef<'_>, text: &Text, begin: u32) -> Span {
    let mut titled = text
        .words
        .iter()
        .filter(|word| word.section == Section::Title);
    if let Some(first) = titled.next() {
        let last = titled.next_back().unwrap_or(first);
        return Span {
            end: last.span.end,
            ..first.span
        };
    }
    let running = article.text.get(begin as usize..).unwrap_or_default();
    let mut before = ' ';
    let ends = |&(at, c): &(usize, char)| {
        let stops = match before {
            '.' | '!' | '?' => c.is_whitespace(),
            '。' | '！' | '？' | '\n' => true,
            _ => false,
        };
        before = c;
        (stops && at >= FIRST_SENTENCE.start) || at >= FIRST_SENTENCE.end
    };
    let end = running
        .char_indices()
        .find(ends)
        .map_or(running.len(), |(at, _)| at);
    Span {
        field: Field::Text,
        start: begin,
        end: begin + u32::try_from(end).unwrap_or(0),
    }
}

/// In which part of an article a word stands.
#[derive(Clone, Copy)]
struct Place {
    lead: bool,
    section: Section,
}

fn count(term: u64, first: Span, place: Place) -> Count {
    let all = match place.section {
        Section::Background => BACKGROUND_PARAGRAPH,
        _ => 1.0,
    };
    Count {
        term,
        lead: if place.lead { 1.0 } else { 0.0 },
        all,
        first,
        n_gram: false,
    }
}

impl Profile {
    fn new(draft: Draft, words: (&Vocabulary, &Numbers), names: (&Vocabulary, &Numbers)) -> Self {
        let counted = words.1.of(&draft.words);
        let lead = words.0.weigh(&counted, |count| count.lead);
        let body = words.0.weigh(&counted, |count| count.all);
        let name = names.0.weigh(&names.1.of(&draft.names), |count| count.all);
        let shared = |term| words.0.frequency(term) > 1;
        let in_headline = counted
            .iter()
            .filter(|(_, count)| draft.headline.is_some_and(|h| h.holds(count.first)));
        let headline = words.0.shares(in_headline.map(|&(term, _)| term));
        let mut start = 0;
        let mut mentions = Vec::with_capacity(lead.len());
        for (term, count) in counted.iter().filter(|(_, count)| count.lead > 0.0) {
            mentions.push(Mention {
                term: *term,
                span: count.first,
                start,
            });
            start += count.first.end - count.first.start;
        }
        Self {
            title: draft.title,
            published: draft.published,
            lang: draft.lang,
            content_words: draft.content_words,
            lead: Vector::unit(&lead, |_| true),
            body: Vector::unit(&body, shared),
            names: Vector::unit(&name, |_| true),
            headline,
            usual: 0.0,
            usual_theme: 0.0,
            terms: u32::try_from(draft.words.len()).unwrap_or(u32::MAX),
            instances: signals::instances(&draft.facts),
            facts: draft.facts,
            day: draft.day,
            weekday: draft.weekday,
            form: draft.form,
            mentions: mentions.into(),
            surfaces: draft.surfaces,
        }
    }

    /// Where a term of `lead` stands first, and the words there.
    pub fn mention(&self, term: u32) -> Option<(Span, &str)> {
        let at = self.mentions.binary_search_by_key(&term, |m| m.term).ok()?;
        let Mention { span, start, .. } = self.mentions[at];
        let end = start + (span.end - span.start);
        let words = self.surfaces.get(start as usize..end as usize)?;
        Some((span, words))
    }
}

/// Adds up the counts of each term.
fn tally(mut counts: Vec<Count>) -> Vec<Count> {
    counts.sort_by_key(|c| (c.term, c.first));
    counts.dedup_by(|next, kept| {
        let same = next.term == kept.term;
        if same {
            kept.lead += next.lead;
            kept.all += next.all;
        }
        same
    });
    counts.shrink_to_fit();
    counts
}

/// Articles whose terms are counted in one table; a table that fits the cache is much faster.
const COUNTED_TOGETHER: usize = 4_096;

impl Vocabulary {
    /// Counts in how many drafts each term stands.
    fn new(drafts: &[Draft], counts: impl Fn(&Draft) -> &[Count] + Sync) -> (Self, Numbers) {
        let count = |drafts: &[Draft]| {
            let mut frequencies: AHashMap<u64, u32> = AHashMap::new();
            for count in drafts.iter().flat_map(&counts) {
                *frequencies.entry(count.term).or_default() += 1;
            }
            frequencies
        };
        let parts: Vec<_> = drafts.par_chunks(COUNTED_TOGETHER).map(count).collect();
        let mut parts = parts.into_iter();
        let mut frequencies = parts.next().unwrap_or_default();
        for (term, df) in parts.flatten() {
            *frequencies.entry(term).or_default() += df;
        }
        let mut sorted: Vec<(u64, u32)> = frequencies.iter().map(|(&t, &df)| (t, df)).collect();
        sorted.sort_unstable();
        let total = as_f64(drafts.len()) + BACKGROUND_ARTICLES;
        let idf = |&(term, df): &(u64, u32)| {
            let seen = f64::from(df) + BACKGROUND_ARTICLES * background::share(term);
            narrow(((total + 1.0) / (seen + 0.5)).ln().max(0.0))
        };
        let vocabulary = Self {
            idf: sorted.iter().map(idf).collect(),
            frequency: sorted.iter().map(|&(_, df)| df).collect(),
            articles: drafts.len(),
        };
        // The table of frequencies becomes that of the numbers: there may be millions of terms.
        let mut numbers = frequencies;
        for (number, (term, _)) in (0..).zip(&sorted) {
            numbers.insert(*term, number);
        }
        (vocabulary, Numbers(numbers))
    }

    /// Number of articles whose terms were counted.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.idf.len()
    }

    /// Whether it has no terms.
    pub fn is_empty(&self) -> bool {
        self.idf.is_empty()
    }

    /// How telling a term is: 0 for one that stands everywhere.
    pub fn idf(&self, term: u32) -> f32 {
        self.idf[term as usize]
    }

    /// In how many articles a term stands.
    pub fn frequency(&self, term: u32) -> u32 {
        self.frequency[term as usize]
    }

    /// The share of each term in the idf of them all, by term number.
    fn shares(&self, terms: impl Iterator<Item = u32>) -> Box<[(u32, f32)]> {
        let weights: Vec<(u32, f64)> = terms
            .map(|term| (term, f64::from(self.idf(term))))
            .filter(|&(_, weight)| weight > 0.0)
            .collect();
        let all: f64 = weights.iter().map(|&(_, weight)| weight).sum();
        let share = |(term, weight)| (term, narrow(weight / all));
        weights.into_iter().map(share).collect()
    }

    /// Log term frequency times idf, by term number; less for n-grams that may be no words.
    fn weigh(&self, counts: &[(u32, Count)], part: impl Fn(&Count) -> f32) -> Vec<(u32, f32)> {
        let weights = counts.iter().filter_map(|(term, count)| {
            let tf = part(count);
            let log_tf = if tf >= 1.0 { 1.0 + tf.ln() } else { tf };
            let is_lone = count.n_gram && self.frequency(*term) == 1;
            let share = if is_lone { LONE_N_GRAM } else { 1.0 };
            (tf > 0.0).then(|| (*term, log_tf * self.idf(*term) * share))
        });
        weights.filter(|&(_, weight)| weight > 0.0).collect()
    }
}

impl Numbers {
    /// The counts of an article with the number of each term; both ascend.
    fn of(&self, counts: &[Count]) -> Vec<(u32, Count)> {
        let number = |count: &Count| Some((*self.0.get(&count.term)?, *count));
        counts.iter().filter_map(number).collect()
    }
}

impl Terms {
    /// Weighs the drafts of a feed.
    pub fn new(drafts: Vec<Draft>) -> Self {
        let (words, word_numbers) = Vocabulary::new(&drafts, |draft| &draft.words);
        let (names, name_numbers) = Vocabulary::new(&drafts, |draft| &draft.names);
        let mut profiles: Vec<Profile> = drafts
            .into_par_iter()
            .map(|draft| Profile::new(draft, (&words, &word_numbers), (&names, &name_numbers)))
            .collect();
        drop((word_numbers, name_numbers));
        let lead = Sum::of(profiles.iter().map(|p| &p.lead), words.len());
        let body = Sum::of(profiles.iter().map(|p| &p.body), words.len());
        let name = Sum::of(profiles.iter().map(|p| &p.names), names.len());
        let others = profiles.len().saturating_sub(1) + UNSEEN_ARTICLES;
        profiles.par_iter_mut().for_each(|p| {
            let all_words = body.to_others(&p.body);
            let similarity =
                judge::similarity(lead.to_others(&p.lead), all_words, name.to_others(&p.names));
            p.usual = narrow(similarity / as_f64(others));
            p.usual_theme = narrow(judge::theme(all_words, similarity) / as_f64(others));
        });
        Self {
            profiles,
            words,
            names,
        }
    }
}
