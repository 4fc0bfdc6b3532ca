//! Anchors: what a text says that can be compared by value.
//!
//! In: the scans of title and body with their dates. Out: anchors in reading order, each with its
//! place, section and value. A name that a preposition makes a place gives both a name and a
//! place, so that "in Tokyo" meets "Tokyo police". Cost: a few passes over the tokens.

use std::collections::BTreeSet;
use std::ops::Range;

use self::dateline::Dateline;
use self::names::Capitals;
use self::persons::Persons;
use super::lexicon::Sense;
use super::scan::{Kind, Scan, offset};
use super::stem::Terms;
use super::{Anchor, DateBasis, DateValue, Section, Span, Value};
use crate::detection::Field;

pub(crate) mod calendar;
pub(crate) mod dateline;
pub(crate) mod dates;
pub(crate) mod editions;
mod names;
mod numbers;
mod persons;
mod quotations;
mod roles;
mod slots;
mod units;

pub(crate) use units::is_casualty;

/// One raw string, ready to be read for anchors.
pub(crate) struct Source<'a> {
    pub(crate) scan: &'a Scan<'a>,
    pub(crate) field: Field,
    pub(crate) dates: &'a [calendar::Mention],
    /// The days of each of `dates`, as far as they can be told.
    pub(crate) values: &'a [Option<DateValue>],
    pub(crate) dateline: Option<&'a Dateline>,
    pub(crate) section: &'a dyn Fn(usize) -> Section,
}

/// Reads the anchors of a title and a body.
pub(crate) fn collect(title: &Source<'_>, body: &Source<'_>, terms: &Terms) -> Vec<Anchor> {
    // A headline found in the text is written like one.
    let prose = (0..body.scan.len())
        .find(|&at| (body.section)(at) != Section::Title)
        .unwrap_or(body.scan.len());
    let (headline, rest) = body.scan.tokens.split_at(prose);
    let mut body_names = match names::capitals(body.scan, rest) {
        Capitals::Everything => Vec::new(),
        capitals => names::mentions(body.scan, capitals),
    };
    let shouting = names::capitals(body.scan, headline) == Capitals::Everything;
    body_names.retain(|mention| {
        !(body.is_taken(&mention.tokens) || shouting && mention.tokens.start < prose)
    });
    let mut title_names = match names::capitals(title.scan, &title.scan.tokens) {
        Capitals::Everything => Vec::new(),
        capitals => names::mentions(title.scan, capitals),
    };
    title_names.retain(|mention| !title.is_taken(&mention.tokens));
    let known: BTreeSet<String> = (body_names.iter())
        .map(|mention| mention.name.clone())
        .filter(|name| !name.is_empty())
        .collect();
    title.find_known(&known, title.scan.len(), &mut title_names);
    body.find_known(&known, prose, &mut body_names);
    let persons = Persons::of(title_names.iter().chain(&body_names));

    let mut anchors = Vec::new();
    for (source, mentions) in [(title, &title_names), (body, &body_names)] {
        source.push_dates(&mut anchors);
        source.push_names(mentions, &persons, &mut anchors);
        source.push_place(mentions, &mut anchors);
        source.push_numbers(terms, &mut anchors);
        for range in quotations::find(source.scan) {
            let words = quotations::fold(source.scan, range.clone());
            source.push(range, Value::Quotation(words), &mut anchors);
        }
    }
    anchors
}

impl Source<'_> {
    fn push(&self, tokens: Range<usize>, value: Value, anchors: &mut Vec<Anchor>) {
        anchors.push(Anchor {
            value,
            section: (self.section)(tokens.start),
            span: span(self.field, &self.scan.span(tokens)),
        });
    }

    /// Whether a date or the agency of a dateline holds the tokens.
    fn is_taken(&self, tokens: &Range<usize>) -> bool {
        let overlaps = |other: &Range<usize>| tokens.start < other.end && other.start < tokens.end;
        let date = self
            .dates
            .partition_point(|mention| mention.tokens.end <= tokens.start);
        let dated = self
            .dates
            .get(date)
            .is_some_and(|mention| overlaps(&mention.tokens));
        let agency = self.dateline.is_some_and(|line| {
            line.tokens.contains(&tokens.start) && dateline::is_agency(self.scan.word(tokens.start))
        });
        dated || agency
    }

    /// Adds names that the body knows, up to token `end`, where capitals do not tell them.
    ///
    /// `mentions` are in reading order and lie apart.
    fn find_known(&self, known: &BTreeSet<String>, end: usize, mentions: &mut Vec<names::Mention>) {
        const LONGEST: usize = 5;
        let mut more = Vec::new();
        let mut told = mentions.iter().peekable();
        let mut at = 0;
        while at < end {
            while told.next_if(|mention| mention.tokens.end <= at).is_some() {}
            let covered = told
                .peek()
                .is_some_and(|mention| mention.tokens.contains(&at));
            if covered || !self.scan.tokens[at].is_capital() {
                at += 1;
                continue;
            }
            let longest = end.min(at + LONGEST);
            let found = (at + 1..=longest).rev().find_map(|end| {
                let name = names::fold(self.scan, at..end);
                known.contains(name.as_str()).then_some((name, end))
            });
            let Some((name, end)) = found else {
                at += 1;
                continue;
            };
            more.push(names::Mention {
                tokens: at..end,
                name,
                role: None,
                person: false,
                place: false,
            });
            at = end;
        }
        mentions.append(&mut more);
        mentions.sort_by_key(|mention| mention.tokens.start);
    }

    fn push_dates(&self, anchors: &mut Vec<Anchor>) {
        let filed = self.dateline.and_then(|line| line.mention);
        for (index, (mention, value)) in self.dates.iter().zip(self.values).enumerate() {
            let value = match (value, mention.stated) {
                (Some(value), _) if Some(index) == filed => Value::Date(DateValue {
                    basis: DateBasis::Dateline,
                    ..*value
                }),
                (Some(value), _) => Value::Date(*value),
                (None, calendar::Stated::Weekday { weekday, .. }) => Value::Weekday(weekday),
                (None, _) => continue,
            };
            self.push(mention.tokens.clone(), value, anchors);
        }
    }

    fn push_names(
        &self,
        mentions: &[names::Mention],
        persons: &Persons,
        anchors: &mut Vec<Anchor>,
    ) {
        for mention in mentions {
            let full = persons.full_name(&mention.name);
            if let Some((role, tokens)) = &mention.role {
                let holder = (!full.is_empty()).then(|| full.to_owned());
                let value = Value::Role {
                    role: role.clone(),
                    holder,
                };
                self.push(tokens.clone(), value, anchors);
            }
            if full.is_empty() {
                continue;
            }
            self.push(
                mention.tokens.clone(),
                Value::Name(full.to_owned()),
                anchors,
            );
            if mention.place && full == mention.name {
                self.push(
                    mention.tokens.clone(),
                    Value::Place(mention.name.clone()),
                    anchors,
                );
            }
        }
    }

    /// The dateline's place, which is a name too, however it is written.
    fn push_place(&self, mentions: &[names::Mention], anchors: &mut Vec<Anchor>) {
        if let Some(tokens) = self.dateline.and_then(|line| line.place.clone()) {
            // "LONDON, England": the city tells enough, and outlets differ in the rest.
            let comma = tokens.clone().find(|&at| self.scan.is_mark(at, &[',']));
            let city = tokens.start..comma.unwrap_or(tokens.end);
            let name = names::fold(self.scan, city.clone());
            if mentions
                .iter()
                .all(|mention| mention.tokens.start != city.start)
            {
                self.push(city.clone(), Value::Name(name.clone()), anchors);
            }
            self.push(city, Value::Place(name), anchors);
        }
    }

    /// Slots and numbers outside dates.
    fn push_numbers(&self, terms: &Terms, anchors: &mut Vec<Anchor>) {
        let mut dates = self.dates.iter().peekable();
        let mut at = 0;
        while let Some(token) = self.scan.get(at) {
            while dates.next_if(|date| date.tokens.end <= at).is_some() {}
            if let Some(date) = dates.peek().filter(|date| date.tokens.contains(&at)) {
                // "Q4 2022" and "fourth quarter of 2022" are dates and slots.
                if let Some((tokens, slot)) = slots::at(self.scan, at) {
                    self.push(tokens, Value::Slot(slot), anchors);
                }
                at = date.tokens.end;
                continue;
            }
            let may_start = !matches!(token.kind, Kind::Word)
                || token.sense.cardinal().is_some()
                || token.sense.is(Sense::SERIES
                    | Sense::ARTICLE
                    | Sense::ONE
                    | Sense::LAST
                    | Sense::THIS
                    | Sense::NEXT)
                || self.scan.is_glued(at + 1)
                || self
                    .scan
                    .get(at + 1)
                    .is_some_and(|t| t.kind == Kind::Number);
            if !may_start {
                at += 1;
                continue;
            }
            if let Some((tokens, slot)) = slots::at(self.scan, at) {
                at = tokens.end;
                self.push(tokens, Value::Slot(slot), anchors);
            } else if let Some(number) = numbers::at(self.scan, at, terms) {
                at = number.tokens.end;
                let value = Value::Number {
                    value: number.value,
                    unit: number.unit,
                };
                self.push(number.tokens, value, anchors);
            } else {
                at += 1;
            }
        }
    }
}

pub(crate) fn span(field: Field, range: &Range<usize>) -> Span {
    Span {
        field,
        start: offset(range.start),
        end: offset(range.end),
    }
}
