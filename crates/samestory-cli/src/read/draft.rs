//! An article while its record is parsed: what its fields gave so far.

use std::fmt::Write as _;

use super::byline;
use super::fields::{Field, Target};
use super::hits::Hits;
use super::markup::{self, Html, Shape};
use super::pages::Extractor;
use super::problem::Remark;
use super::shelf::{ABSENT, Packed, Shelf};
use super::version::Version;
use samestory::time::Timestamp;

/// What a record says of an article beside the article's fields, by name.
pub type Details = Vec<(&'static str, String)>;

/// A text under a better name is left for another one only when it is shorter than so many bytes,
/// and the other at least twice as long.
const SHORT_TEXT_BYTES: u32 = 1000;

const WORST: u16 = u16::MAX;

#[derive(Debug, Clone, Copy)]
struct Slot {
    start: u32,
    len: u32,
    rank: u16,
}

const NONE: Slot = Slot {
    start: ABSENT,
    len: 0,
    rank: WORST,
};

/// A record being read: what its fields gave so far.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) shelf: Shelf,
    /// What is wrong with the record although it makes an article.
    pub(super) remarks: Vec<Remark>,
    pub(super) hits: Hits,
    /// Where the record stands among the versions of its item.
    pub(super) version: Option<Version>,
    /// Whether it makes no article, and none of its earlier versions does.
    pub(super) ends_chain: bool,
    /// Chains of other items that it puts an end to.
    pub(super) ends: Vec<u64>,
    /// The time up to which embargoes are over; none when that is not asked.
    pub(super) as_of: Option<Timestamp>,
    /// What else the record says of the article, where that is asked.
    pub(super) details: Option<Details>,
    html: Html,
    /// What finds the text of a page.
    pub(super) extractor: Extractor,
    /// Whether the record says that it holds no HTML.
    is_plain: bool,
    slots: [Slot; 9],
    /// The longest of the texts.
    longest: Slot,
    /// The paragraphs of a list that is being read.
    list: Slot,
    /// How many lists are open, one inside the other.
    lists: u8,
    /// Fields that the record has, if only empty.
    stated: [bool; 9],
    /// Values that were found so far.
    values: u32,
    wrong: [Option<&'static str>; 9],
}

impl Draft {
    pub(super) fn new(html: Html, extractor: Extractor) -> Self {
        Self {
            html,
            extractor,
            is_plain: false,
            shelf: Shelf::default(),
            remarks: Vec::new(),
            hits: Hits::default(),
            version: None,
            ends_chain: false,
            ends: Vec::new(),
            as_of: None,
            details: None,
            slots: [NONE; 9],
            longest: NONE,
            list: NONE,
            lists: 0,
            stated: [false; 9],
            values: 0,
            wrong: [None; 9],
        }
    }

    /// Forgets the record that was being read.
    pub(super) fn start(&mut self) {
        self.remarks.clear();
        self.version = None;
        self.ends_chain = false;
        self.ends.clear();
        if let Some(details) = &mut self.details {
            details.clear();
        }
        self.is_plain = false;
        self.slots = [NONE; 9];
        self.longest = NONE;
        self.list = NONE;
        self.lists = 0;
        self.stated = [false; 9];
        self.values = 0;
        self.wrong = [None; 9];
    }

    /// Notes what a record says of its article beside the article's fields.
    pub(super) fn detail(&mut self, name: &'static str, value: &str) {
        if let Some(details) = &mut self.details {
            details.push((name, value.to_owned()));
        }
    }

    /// Takes a value for a field unless a better name gave one; of equal names the last counts, in
    /// a list the first.
    pub(super) fn put(&mut self, target: Target, value: &str) {
        self.stated[target.field as usize] = true;
        self.values += 1;
        if value.is_empty() {
            return;
        }
        match target.field {
            Field::Text if self.lists > 0 => self.put_paragraph(target, value),
            Field::Text => {
                let is_better = target.rank <= self.slots[Field::Text as usize].rank;
                if is_better || value.len() > self.longest.len as usize {
                    let slot = self.push(target.rank, value);
                    self.offer_text(slot);
                }
            }
            Field::Author => self.put_author(target.rank, value),
            Field::TextType => self.is_plain = value == "plain",
            field => {
                let best = self.slots[field as usize].rank;
                if target.rank < best || (target.rank == best && self.lists == 0) {
                    self.slots[field as usize] = self.push(target.rank, value);
                }
            }
        }
    }

    /// Takes a number for a field that may be one.
    pub(super) fn put_number(&mut self, target: Target, value: impl std::fmt::Display) {
        if matches!(target.field, Field::Text | Field::Author) {
            self.put_wrong(target, "a number");
        } else {
            self.put(target, &value.to_string());
        }
    }

    /// Adds an author to those of the same name, of a better one in their place.
    fn put_author(&mut self, rank: u16, value: &str) {
        /// More than that is no list of authors, and would be searched again for each of them.
        const AUTHORS_BYTES: u32 = 1 << 10;
        const BETWEEN: &str = ", ";
        let plain = markup::text_of(value, self.html(), Shape::Line);
        let name = byline::name(plain.as_deref().unwrap_or(value));
        let known = self.slots[Field::Author as usize];
        if name.is_empty() || rank > known.rank {
            return;
        }
        let mut slot = known;
        if rank < known.rank {
            slot = self.push(rank, &name);
        } else if known.len < AUTHORS_BYTES
            && !(self.value(Field::Author)).is_some_and(|all| all.split(BETWEEN).any(|n| n == name))
        {
            let (from, to) = (known.start as usize, (known.start + known.len) as usize);
            slot.start = short(self.shelf.buffer.len());
            self.shelf.buffer.extend_from_within(from..to);
            self.shelf.buffer.push_str(BETWEEN);
            self.shelf.buffer.push_str(&name);
            slot.len = short(self.shelf.buffer.len()) - slot.start;
        }
        self.slots[Field::Author as usize] = slot;
    }

    /// Notes a value of a type that the field cannot have.
    pub(super) fn put_wrong(&mut self, target: Target, found: &'static str) {
        // Many keep a number there, which names the author in another table.
        if target.is_sure && target.field != Field::Author {
            self.wrong[target.field as usize].get_or_insert(found);
        }
    }

    /// Until [`Draft::close_list`] texts of one name are paragraphs of one text.
    pub(super) fn open_list(&mut self) {
        self.lists += 1;
    }

    pub(super) fn close_list(&mut self) {
        self.lists -= 1;
        if self.lists == 0 && self.list.start != ABSENT {
            let list = std::mem::replace(&mut self.list, NONE);
            self.offer_text(list);
        }
    }

    /// Values found so far, to see whether an object held any.
    pub(super) fn values(&self) -> u32 {
        self.values
    }

    fn put_paragraph(&mut self, target: Target, value: &str) {
        const BETWEEN: &str = "\n\n";
        if target.rank < self.list.rank {
            self.list = self.push(target.rank, value);
        } else if target.rank == self.list.rank {
            let Slot { start, len, .. } = self.list;
            let (from, to) = (start as usize, start as usize + len as usize);
            // Something else may have come between: then the beginning moves behind it.
            if to < self.shelf.buffer.len() {
                self.list.start = short(self.shelf.buffer.len());
                self.shelf.buffer.extend_from_within(from..to);
            }
            self.shelf.buffer.push_str(BETWEEN);
            self.shelf.buffer.push_str(value);
            self.list.len = short(self.shelf.buffer.len()) - self.list.start;
        }
    }

    fn push(&mut self, rank: u16, value: &str) -> Slot {
        let start = self.shelf.buffer.len();
        self.shelf.buffer.push_str(value);
        Slot {
            start: short(start),
            len: short(value.len()),
            rank,
        }
    }

    fn offer_text(&mut self, slot: Slot) {
        let best = &mut self.slots[Field::Text as usize];
        if slot.rank <= best.rank {
            *best = slot;
        }
        if slot.len > self.longest.len || slot.rank == self.longest.rank {
            self.longest = slot;
        }
    }

    /// Ends the choice among texts: a short one gives way to a much longer one.
    fn choose_text(&mut self) {
        let best = &mut self.slots[Field::Text as usize];
        if best.len < SHORT_TEXT_BYTES && self.longest.len >= best.len.saturating_mul(2) {
            *best = self.longest;
        }
    }

    /// Puts the text of a value that is HTML in its place.
    fn unmark(&mut self, field: Field, shape: Shape) {
        let Slot { start, len, rank } = self.slots[field as usize];
        let text = self
            .value(field)
            .and_then(|value| markup::text_of(value, self.html(), shape));
        if let Some(text) = text {
            if (start + len) as usize == self.shelf.buffer.len() {
                self.shelf.buffer.truncate(start as usize);
            }
            self.slots[field as usize] = self.push(rank, &text);
        }
    }

    /// What becomes of HTML in this record.
    fn html(&self) -> Html {
        if self.is_plain {
            Html::Never
        } else {
            self.html
        }
    }

    /// The value of a field, if it is not empty.
    pub(super) fn value(&self, field: Field) -> Option<&str> {
        let Slot { start, len, .. } = self.slots[field as usize];
        (start != ABSENT && len > 0)
            .then(|| &self.shelf.buffer[start as usize..start as usize + len as usize])
    }

    /// Whether neither a title nor a text was found.
    pub(super) fn is_without_words(&self) -> bool {
        self.value(Field::Title).is_none() && self.value(Field::Text).is_none()
    }

    fn has(&self, field: Field) -> bool {
        self.stated[field as usize]
    }

    /// Ends the record: puts its article on the shelf, with an id made from the content where the
    /// record has none.
    pub(super) fn finish(&mut self) -> Result<(), Remark> {
        self.check_types()?;
        self.choose_text();
        self.unmark(Field::Text, Shape::Text);
        self.unmark(Field::Title, Shape::Line);
        self.finish_plain()
    }

    /// Ends the record as [`Draft::finish`] does, where its values are no mark-up.
    pub(super) fn finish_plain(&mut self) -> Result<(), Remark> {
        if !self.has(Field::Title) && !self.has(Field::Text) {
            return Err(Remark::new(
                "has neither a title nor a text",
                "name the fields with --title-field and --text-field",
            ));
        }
        let published = self.published();
        for field in Field::ALL {
            let slot = self.slots[field as usize];
            if slot.len > 0 && (field != Field::Date || published.is_some()) {
                self.hits.add(field, slot.rank, 1);
            }
        }
        let string = |field: Field| {
            let Slot { start, len, .. } = self.slots[field as usize];
            if len == 0 { (ABSENT, 0) } else { (start, len) }
        };
        let mut article = Packed {
            strings: Field::STRINGS.map(string),
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
