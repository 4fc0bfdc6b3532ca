//! Which articles stay in memory: all of them, as long as there is room.
//!
//! When there is none any more, whatever was kept is let go. Articles are then parsed again where they
//! are asked for; those whose records take long to parse go to the larder.

use std::io;
use std::sync::atomic::Ordering;

use super::Survey;
use crate::read::draft::Draft;
use crate::read::kind::Kind;
use crate::read::parsed::Parsed;
use crate::read::shelf::Shelf;

impl Survey<'_> {
    /// Lets go of the articles in memory that a part of a file gave last. Those that are not to be parsed
    /// again go to the larder.
    pub(super) fn let_go(
        &self,
        kind: &dyn Kind,
        parsed: &mut Parsed,
        shelf: &mut Shelf,
    ) -> io::Result<()> {
        if kind.is_costly() {
            let first = parsed.entries.len() - shelf.articles.len();
            for (entry, article) in parsed.entries[first..].iter().zip(shelf.all()) {
                let place = self.larder.put(article)?;
                parsed.stored.push((entry.offset, place));
            }
        }
        shelf.empty();
        Ok(())
    }

    /// Keeps what a draft holds, as far as there is room.
    pub(super) fn settle(
        &self,
        kind: &dyn Kind,
        mut parsed: Parsed,
        draft: Draft,
    ) -> io::Result<Parsed> {
        self.gauge.count(&parsed, self.options.on_bad_record);
        parsed.hits = draft.hits;
        let mut shelf = draft.shelf;
        if self.gauge.keeps.load(Ordering::Relaxed) {
            self.gauge.keep(shelf.bytes(), self.options.memory_bytes);
            parsed.shelf = shelf;
        } else {
            self.let_go(kind, &mut parsed, &mut shelf)?;
        }
        Ok(parsed)
    }

    /// What the parts of a file gave; when there is no more room, with nothing of it in memory, nor of
    /// the files before it.
    pub(super) fn with_room(
        &mut self,
        kind: &dyn Kind,
        parts: Vec<Parsed>,
    ) -> io::Result<Vec<Parsed>> {
        if self.gauge.keeps.load(Ordering::Relaxed) {
            return Ok(parts);
        }
        self.clear_shelves()?;
        let parts = parts.into_iter().map(|mut part| {
            let mut shelf = std::mem::take(&mut part.shelf);
            self.let_go(kind, &mut part, &mut shelf)?;
            Ok(part)
        });
        parts.collect()
    }

    fn clear_shelves(&mut self) -> io::Result<()> {
        for (first, shelf) in std::mem::take(&mut self.shelves) {
            let files = &mut self.index.files;
            let number = files.partition_point(|file| file.first <= first) - 1;
            if files[number].kind.is_costly() {
                for (entry, article) in self.index.entries[first..].iter().zip(shelf.all()) {
                    let place = self.larder.put(article)?;
                    files[number].stored.push((entry.offset, place));
                }
            }
        }
        Ok(())
    }
}
