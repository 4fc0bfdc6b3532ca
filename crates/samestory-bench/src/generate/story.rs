//! Stories: which events a storyline has, who reports them when, and who copies whom.

use super::draws::Draws;
use super::edit::{EDITS, Edit};
use super::outlet::OUTLETS;

/// How an article came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The first report of its event.
    First,
    /// Another outlet's own report of an event already reported.
    Rewrite,
    /// The first report of a later event of the storyline.
    FollowUp,
    /// Another instance of a form that the outlet uses again and again; another event.
    Template,
    /// A copy.
    Copy(Edit),
}

impl Origin {
    /// Its name in the pairs file.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Rewrite => "rewrite",
            Self::FollowUp => "follow_up",
            Self::Template => "template",
            Self::Copy(edit) => edit.name(),
        }
    }
}

/// One planned article of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Which event of the story.
    pub(super) event: usize,
    /// How it came about.
    pub(super) origin: Origin,
    /// The item it was made from; its own number for a first report.
    pub(super) from: usize,
    /// Which outlet.
    pub(super) outlet: usize,
    /// Seconds after the story begins.
    pub(super) seconds: u64,
    /// First item of its copy family.
    pub(super) family: usize,
}

/// A planned story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    /// Seconds after the story begins, for each event.
    pub(super) events: Vec<u64>,
    /// Whether its events are instances of one form, unconnected otherwise.
    pub(super) template: bool,
    /// Its articles, each after the one it was made from.
    pub(super) items: Vec<Item>,
}

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

impl Story {
    /// Plans the story drawn from `draws`.
    pub(super) fn plan(draws: &mut Draws) -> Self {
        let mut story = Self {
            events: Vec::new(),
            template: false,
            items: Vec::new(),
        };
        // (events, most reports of each, chance of copies in percent)
        let (events, reports, copied) = match draws.below(100) {
            0..50 => (1, 1, 6),
            50..60 => (1, 1, 100),
            60..78 => (1, 4, 30),
            78..82 => (1, 14, 50),
            82..92 => (draws.between(2, 5), 5, 30),
            _ => {
                story.template = true;
                (draws.between(2, 6), 1, 0)
            }
        };
        let mut begin = 0;
        for event in 0..events {
            story.events.push(begin);
            story.report(event, begin, reports, copied, draws);
            begin += if story.template {
                DAY * draws.between(1, 7) as u64
            } else {
                HOUR * draws.between(20, 120) as u64
            };
        }
        story
    }

    fn report(&mut self, event: usize, begin: u64, most: usize, copied: usize, draws: &mut Draws) {
        let reports = if most == 1 { 1 } else { draws.between(2, most) };
        let first = self.items.len();
        for report in 0..reports {
            let at = self.items.len();
            let origin = match (report, event, self.template) {
                (0, 0, _) => Origin::First,
                (0, _, false) => Origin::FollowUp,
                (0, _, true) => Origin::Template,
                _ => Origin::Rewrite,
            };
            let from = match origin {
                Origin::First => at,
                Origin::FollowUp | Origin::Template => self.first_of(event - 1),
                _ => first,
            };
            let outlet = if self.template && event > 0 {
                self.items[0].outlet
            } else {
                draws.zipf(OUTLETS)
            };
            self.items.push(Item {
                event,
                origin,
                from,
                outlet,
                seconds: begin + draws.below(usize::try_from(20 * HOUR).unwrap_or(1)) as u64,
                family: at,
            });
            if draws.chance(copied) {
                for _ in 0..draws.between(1, 4) {
                    self.copy(at, draws);
                }
            }
        }
    }

    fn copy(&mut self, from: usize, draws: &mut Draws) {
        let original = self.items[from];
        // Plain copies are the most common in real feeds.
        let edit = if draws.chance(25) {
            Edit::Identical
        } else {
            *draws.pick(&EDITS)
        };
        let same_outlet = matches!(edit, Edit::Update | Edit::Corrected);
        self.items.push(Item {
            origin: Origin::Copy(edit),
            from,
            outlet: if same_outlet {
                original.outlet
            } else {
                draws.zipf(OUTLETS)
            },
            seconds: original.seconds
                + 60
                + draws.below(usize::try_from(10 * HOUR).unwrap_or(1)) as u64,
            ..original
        });
    }

    fn first_of(&self, event: usize) -> usize {
        self.items
            .iter()
            .position(|item| item.event == event)
            .unwrap_or(0)
    }

    /// Makes all of it appear before `seconds`: drops late events, then hurries the rest.
    pub(super) fn end_before(&mut self, seconds: u64) {
        // Later events only; within an event everything is kept or dropped together.
        let last = self
            .events
            .iter()
            .rposition(|&begin| begin + 31 * HOUR < seconds)
            .unwrap_or(0);
        self.events.truncate(last + 1);
        self.items.retain(|item| item.event <= last);
        // A story that begins too late runs faster.
        let end = self
            .items
            .iter()
            .map(|item| item.seconds)
            .max()
            .unwrap_or(0);
        if end >= seconds {
            for item in &mut self.items {
                item.seconds = item.seconds * seconds.saturating_sub(1) / end;
            }
        }
    }
}
