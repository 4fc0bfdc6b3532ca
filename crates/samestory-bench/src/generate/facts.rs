//! The facts of an event, and how an outlet writes each of them.
//!
//! A fact is never stored: it is drawn from the seed of its story or event and the slot's name,
//! so every report of an event states the same one.

use xxhash_rust::xxh3::xxh3_64;

use super::Tables;
use super::draws::Draws;
use super::kinds::Kind;
use super::names::{ORGANISATIONS, PLACES, PUBLIC_FIGURES};
use super::outlet::Outlet;
use super::pattern::Fill;
use super::proposition::Proposition;
use samestory::numerals::{MONTHS, WEEKDAYS, thousands};
use samestory::time::Day;

const SMALL: [&str; 13] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];
/// Slots that belong to one event of a story; all others belong to the whole story.
const OF_THE_EVENT: [&str; 12] = [
    "p5", "p6", "m1", "m2", "place4", "due2", "dued2", "quote2", "sum3", "age2", "p5l", "p6l",
];

/// Which event is told, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// Seed of what the whole story shares.
    pub(super) story: u64,
    /// Seed of what is the event's own.
    pub(super) own: u64,
    /// Seed of the things and people that its propositions keep coming back to.
    pub(super) pool: u64,
    /// Day on which it happens.
    pub(super) day: Day,
}

/// Fills the slots of one report.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// Word tables.
    pub(super) tables: &'a Tables,
    /// The story's first kind, whose words and numbers the slots name.
    pub(super) kind: &'a Kind,
    /// The event.
    pub(super) event: Event,
    /// Who writes.
    pub(super) outlet: &'a Outlet,
    /// Day of publication.
    pub(super) published: Day,
    /// People already named in full.
    pub(super) named: Vec<u64>,
}

impl Facts<'_> {
    fn value(&self, slot: &str) -> Draws {
        let own = OF_THE_EVENT.contains(&slot);
        let seed = if own {
            self.event.own
        } else {
            self.event.story
        };
        Draws::new(seed, &[xxh3_64(slot.as_bytes())])
    }

    /// A person in full when new, later by the last name.
    fn person(&mut self, number: u64, out: &mut String) {
        let names = &self.tables.names;
        if self.named.contains(&number) {
            out.push_str(&names.last(number));
        } else {
            self.named.push(number);
            out.push_str(names.first(number.rotate_left(17)));
            out.push(' ');
            out.push_str(&names.last(number));
        }
    }

    /// An integer the way the outlet writes it.
    pub(super) fn number(&self, number: usize, out: &mut String) {
        if self.outlet.spells_numbers && number < SMALL.len() {
            out.push_str(SMALL[number]);
        } else {
            out.push_str(&thousands(number));
        }
    }

    fn percent(&self, tenths: usize, out: &mut String) {
        push_tenths(tenths, out);
        out.push_str(if self.outlet.british {
            " per cent"
        } else if self.outlet.spells_numbers {
            " percent"
        } else {
            "%"
        });
    }

    /// The calendar day without a preposition.
    fn date(&self, day: Day, out: &mut String) {
        let (_, month, date) = day.ymd().unwrap_or((1970, 1, 1));
        let month = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
        if self.outlet.british {
            out.extend([&date.to_string(), " ", month]);
        } else {
            out.extend([month, " ", &date.to_string()]);
        }
    }

    /// The day of the event as seen from the day of publication.
    fn event_day(&self, draws: &mut Draws, out: &mut String) {
        let gap = self.published.number() - self.event.day.number();
        let weekday = WEEKDAYS[usize::from(self.event.day.weekday())];
        let choice = draws.below(20);
        if gap == 1 && choice == 0 {
            out.push_str("yesterday");
        } else if (0..6).contains(&gap) && choice < 12 {
            out.push_str("on ");
            out.push_str(weekday);
        } else if (0..6).contains(&gap) && choice < 14 {
            out.push_str("on ");
            out.push_str(weekday);
            out.push_str(", ");
            self.date(self.event.day, out);
        } else {
            out.push_str("on ");
            self.date(self.event.day, out);
        }
    }

    fn month(&self, days_before: usize, out: &mut String) {
        let day = self
            .event
            .day
            .plus(-i32::try_from(days_before).unwrap_or(0));
        let (year, month, _) = day.ymd().unwrap_or((1970, 1, 1));
        let month = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
        out.extend(["in ", month, " ", &year.to_string()]);
    }

    fn quote(&self, draws: &mut Draws, out: &mut String) {
        let seed = draws.bits();
        // The words of a quote depend on the event alone, so that all reports quote the same.
        let mut words = Draws::new(seed, &[]);
        let mut proposition = Proposition::of(seed, self.kind, self.event.pool);
        let tables = self.tables;
        let pattern = words.pick(&tables.quotes);
        let mut quote = String::new();
        pattern.render(
            &mut proposition.fill(self.tables, None),
            &mut words,
            &mut quote,
        );
        out.push_str(&quote);
    }
}

impl Fill for Facts<'_> {
    fn fill(&mut self, slot: &str, draws: &mut Draws, out: &mut String) {
        let names = &self.tables.names;
        let stem = slot.trim_end_matches(|c: char| c.is_ascii_digit());
        // `p1l` is the last name of `p1`, `n1d` the digits of `n1`, `n2x` a small number of its own.
        if let Some(base) = slot
            .strip_suffix('l')
            .filter(|b| b.len() == 2 && b.starts_with('p'))
        {
            let number = self.person_number(base);
            out.push_str(&names.last(number));
            return;
        }
        let digits = slot
            .strip_suffix('d')
            .filter(|b| b.starts_with('n') && b.len() == 2);
        let key = digits.unwrap_or(slot);
        let kind = self.kind;
        if let Some((_, values)) = kind.words.iter().find(|(name, _)| *name == key) {
            let chosen = self.value(key).below(values.len());
            values[chosen].render(self, draws, out);
            return;
        }
        if let Some(&(_, low, high)) = kind.numbers.iter().find(|(name, ..)| *name == key) {
            let number = self.value(key).between(low, high);
            match stem {
                "pct" => self.percent(number, out),
                "sum" => push_money(number, out),
                "mag" => push_tenths(number, out),
                _ if digits.is_some() => out.push_str(&thousands(number)),
                _ => self.number(number, out),
            }
            return;
        }
        let mut value = self.value(match slot {
            "dued" => "due",
            "dued2" => "due2",
            _ => slot,
        });
        match stem {
            "p" => {
                let number = self.person_number(slot);
                self.person(number, out);
            }
            "place" | "town" => {
                let number = if value.chance(50) {
                    value.zipf(PLACES)
                } else {
                    value.below(PLACES)
                };
                out.push_str(&names.place(number as u64));
            }
            "club" => {
                out.push_str(&names.place(value.below(300) as u64));
                out.push_str(value.word(&[" United", " Rovers", " Athletic", " City", ""]));
            }
            "region" => out.push_str(&names.region(value.bits())),
            "street" => out.push_str(&names.street(value.bits())),
            "org" => {
                let number = if value.chance(30) {
                    value.zipf(ORGANISATIONS)
                } else {
                    value.below(ORGANISATIONS)
                };
                out.push_str(&names.organisation(number as u64));
            }
            "prod" => out.push_str(&names.product(value.bits())),
            "age" => push_plain(value.between(19, 88), out),
            "hour" => {
                push_plain(value.between(1, 11), out);
                out.push_str(if value.chance(50) { " a.m." } else { " p.m." });
            }
            "m" => {
                let number = if slot == "m2" {
                    value.between(200, 40_000)
                } else {
                    value.between(2, 90)
                };
                self.number(number, out);
            }
            "sum" => push_money(value.between(5, 4_000), out),
            "year" => push_plain(value.between(1948, 2016), out),
            "n2x" => self.number(value.between(2, 9), out),
            "day" => self.event_day(draws, out),
            "due" | "dued" => {
                let ahead = i32::try_from(value.between(3, 45)).unwrap_or(3);
                if stem == "due" {
                    out.push_str("on ");
                }
                self.date(self.event.day.plus(ahead), out);
            }
            "past" => self.month(value.between(45, 1_400), out),
            "quote" => self.quote(&mut value, out),
            "matter" => {
                if let Some(matter) = &kind.matter {
                    matter.render(self, draws, out);
                }
            }
            _ => debug_assert!(false, "no such slot: {slot}"),
        }
    }
}

impl Facts<'_> {
    /// Which person a slot names: now and then one that every reader knows.
    pub(super) fn person_number(&self, slot: &str) -> u64 {
        let mut value = self.value(slot);
        if value.chance(15) {
            value.zipf(PUBLIC_FIGURES) as u64
        } else {
            value.bits()
        }
    }
}

fn push_plain(number: usize, out: &mut String) {
    out.push_str(&number.to_string());
}

fn push_tenths(tenths: usize, out: &mut String) {
    push_plain(tenths / 10, out);
    if !tenths.is_multiple_of(10) {
        out.push('.');
        push_plain(tenths % 10, out);
    }
}

/// Tenths of a million dollars.
fn push_money(tenths: usize, out: &mut String) {
    out.push('$');
    if tenths >= 10_000 {
        push_tenths(tenths / 1000, out);
        out.push_str(" billion");
    } else {
        push_tenths(tenths, out);
        out.push_str(" million");
    }
}
