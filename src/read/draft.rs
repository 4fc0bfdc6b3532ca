//! An article while its record is parsed: its strings lie one behind the other in one buffer, so
//! that an article costs no allocation of its own.

use std::fmt::Write as _;

use super::fields::{Field, Target};
use super::problem::Remark;
use crate::article::ArticleRef;
use crate::time::Timestamp;

/// Most names known for one field; the ranks of [`Target`] are below it.
pub(super) const RANKS: usize = 16;

/// How often each (field, rank) gave a value.
pub(super) type Hits = [[u64; RANKS]; 7];

const ABSENT: u32 = u32::MAX;
const WORST: u8 = u8::MAX;

#[derive(Debug, Clone, Copy)]
struct Slot {
    start: u32,
    len: u32,
    rank: u8,
}

const NONE: Slot = Slot {
    start: ABSENT,
    len: 0,
    rank: WORST,
};

/// Where an article's strings lie in its buffer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    strings: [(u32, u32); 6],
    published: Option<Timestamp>,
}

/// Articles whose strings share one buffer.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) buffer: String,
    pub(super) articles: Vec<Packed>,
}

impl Shelf {
    pub(super) fn article(&self, index: usize) -> ArticleRef<'_> {
        self.articles[index].view(&self.buffer)
    }

    /// Id of the article that was put here last.
    pub(super) fn last_id(&self) -> &str {
        self.articles
            .last()
            .map_or("", |article| article.view(&self.buffer).id)
    }

    /// Memory that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.buffer.capacity() + self.articles.capacity() * size_of::<Packed>()
    }
}

impl Packed {
    pub(super) fn view<'a>(&self, buffer: &'a str) -> ArticleRef<'a> {
        let string = |field: usize| {
            let (start, len) = self.strings[field];
            (start != ABSENT).then(|| &buffer[start as usize..start as usize + len as usize])
        };
        ArticleRef {
            id: string(0).unwrap_or_default(),
            title: string(1).unwrap_or_default(),
            text: string(2).unwrap_or_default(),
            published: self.published,
            source: string(3),
            url: string(4),
            lang: string(5),
        }
    }
}

/// A record being read: what its fields gave so far.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) shelf: Shelf,
    /// What is wrong with the record although it makes an article.
    pub(super) remarks: Vec<Remark>,
    pub(super) hits: Hits,
    slots: [Slot; 7],
    wrong: [Option<&'static str>; 7],
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            shelf: Shelf::default(),
            remarks: Vec::new(),
            hits: [[0; RANKS]; 7],
            slots: [NONE; 7],
            wrong: [None; 7],
        }
    }
}

impl Draft {
    /// Forgets the record that was being read.
    pub(super) fn start(&mut self) {
        self.remarks.clear();
        self.slots = [NONE; 7];
        self.wrong = [None; 7];
    }

    /// Forgets every article so far, keeping the memory.
    pub(super) fn empty(&mut self) {
        self.shelf.buffer.clear();
        self.shelf.articles.clear();
    }

    /// Takes a value for a field unless a better name gave one; of equal names the last counts.
    pub(super) fn put(&mut self, target: Target, value: &str) {
        if target.rank <= self.slots[target.field as usize].rank {
            let start = self.shelf.buffer.len();
            self.shelf.buffer.push_str(value);
            self.fill(target, start);
        }
    }

    /// Takes a number for a field that may be one.
    pub(super) fn put_number(&mut self, target: Target, value: impl std::fmt::Display) {
        if matches!(target.field, Field::Text) {
            self.put_wrong(target, "a number");
        } else if target.rank <= self.slots[target.field as usize].rank {
            let start = self.shelf.buffer.len();
            // Writing to a string cannot fail.
            let _ = write!(self.shelf.buffer, "{value}");
            self.fill(target, start);
        }
    }

    /// Notes a value of a type that the field cannot have.
    pub(super) fn put_wrong(&mut self, target: Target, found: &'static str) {
        self.wrong[target.field as usize].get_or_insert(found);
    }

    fn fill(&mut self, target: Target, start: usize) {
        self.slots[target.field as usize] = Slot {
            start: short(start),
            len: short(self.shelf.buffer.len() - start),
            rank: target.rank,
        };
    }

    /// The value of a field, if it is not empty.
    fn value(&self, field: Field) -> Option<&str> {
        let Slot { start, len, .. } = self.slots[field as usize];
        (start != ABSENT && len > 0)
            .then(|| &self.shelf.buffer[start as usize..start as usize + len as usize])
    }

    fn has(&self, field: Field) -> bool {
        self.slots[field as usize].start != ABSENT
    }

    /// Ends the record: puts its article on the shelf, with an id made from the content where the
    /// record has none.
    pub(super) fn finish(&mut self) -> Result<(), Remark> {
        self.check_types()?;
        if !self.has(Field::Title) && !self.has(Field::Text) {
            return Err(Remark::new(
                "has neither a title nor a text",
                "name the fields with --title-field and --text-field",
            ));
        }
        let published = self.published();
        for (counts, slot) in self.hits.iter_mut().zip(&self.slots) {
            if let Some(count) = counts.get_mut(usize::from(slot.rank)) {
                *count += 1;
            }
        }
        let string = |field: Field| {
            let Slot { start, len, .. } = self.slots[field as usize];
            if len == 0 { (ABSENT, 0) } else { (start, len) }
        };
        let mut article = Packed {
            strings: [
                Field::Id,
                Field::Title,
                Field::Text,
                Field::Source,
                Field::Url,
                Field::Lang,
            ]
            .map(string),
            published,
        };
        if article.strings[0].0 == ABSENT {
            let fingerprint = article.view(&self.shelf.buffer).fingerprint();
            let start = self.shelf.buffer.len();
            let _ = write!(self.shelf.buffer, "{fingerprint:016x}");
            article.strings[0] = (short(start), 16);
        }
        self.shelf.articles.push(article);
        Ok(())
    }

    /// A wrong type refuses the record where the field matters, else the field is left out.
    fn check_types(&mut self) -> Result<(), Remark> {
        for field in Field::ALL {
            let Some(found) = self.wrong[field as usize] else {
                continue;
            };
            if self.has(field) {
                continue;
            }
            let reason = format!("the {} is {found}", field.name());
            match field {
                Field::Id => {
                    return Err(Remark::new(reason, "give the id as a string or a number"));
                }
                Field::Title | Field::Text => {
                    return Err(Remark::new(reason, "give title and text as strings"));
                }
                _ => self.remarks.push(Remark::new(
                    format!("{reason}, so the article is kept without it"),
                    "give it as a string, or leave it out",
                )),
            }
        }
        Ok(())
    }

    fn published(&mut self) -> Option<Timestamp> {
        let date = self.value(Field::Date)?;
        match date.parse() {
            Ok(stamp) => Some(stamp),
            Err(error) => {
                let reason = error.message();
                self.remarks.push(Remark::new(
                    format!("{reason}, so the article is kept undated"),
                    "use RFC 3339 (2023-09-21T08:00:00Z), RFC 2822, a day (2023-09-21) or seconds since 1970",
                ));
                None
            }
        }
    }
}

/// Records are at most 1 GiB, so offsets in a buffer that holds one block and one record fit.
fn short(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(ABSENT - 1)
}
