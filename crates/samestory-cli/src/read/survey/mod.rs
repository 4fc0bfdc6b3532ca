//! The first pass: reads every input once, in parallel, into the index of a [`Feed`].
//!
//! Blocks are cut out one after the other and parsed as threads get free; what they gave is put
//! together in block order, so the result does not depend on the threads.

use std::io;
use std::path::Path;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::archive;
use super::blocks::{Block, Blocks};
use super::content::{self, Content, Opened};
use super::draft::Draft;
use super::feed::Feed;
use super::fields::Names;
use super::format::Format;
use super::index::{Account, File, Index, NoArticle};
use super::input::{Files, Found, Input, Skipped, nothing_to_read};
use super::kind::{Kind, NoArticles, Sign, Start};
use super::kinds;
use super::larder::Larder;
use super::parsed::{Gauge, Parsed};
use super::problem::Problem;
use super::shelf::Shelf;
use super::spool::Spool;
use super::tables::stored;
use super::unreadable::{Unreadable, unreadable};
use super::version::Chains;
use super::{Options, Progress, identity, versions};
use samestory::error::Error;

mod archives;
mod room;
mod whole;

/// Reads everything; see [`super::open`].
pub(super) fn survey(
    inputs: &[Input],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Feed, Error> {
    let files = Files::of(inputs, options.format)?;
    let names = Names::new(&options.fields);
    let spool = Spool::new(options.memory_bytes);
    let larder = Larder::new();
    let gauge = Gauge::default();
    let mut survey = Survey {
        options,
        names: &names,
        spool: &spool,
        larder: &larder,
        gauge: &gauge,
        progress,
        total: files.found.iter().map(|f| f.bytes).sum(),
        index: Index {
            skipped: files.skipped,
            ..Index::default()
        },
        ids: Vec::new(),
        chains: Chains::default(),
        shelves: Vec::new(),
        account: Account::default(),
    };
    // What surely does not fit is not even begun to be kept.
    if survey
        .total
        .is_some_and(|total| total > options.memory_bytes)
    {
        gauge.keeps.store(false, Ordering::Relaxed);
    }
    for problem in files.unreadable {
        survey.reject(problem);
    }
    let mut rest = &files.found[..];
    while let Some(first) = rest.first() {
        survey.check()?;
        let ones = rest.iter().take_while(|f| survey.is_one(f)).count();
        if ones > 0 {
            survey.read_ones(&rest[..ones])?;
            rest = &rest[ones..];
        } else {
            survey.read(first)?;
            rest = &rest[1..];
        }
    }
    survey.check()?;
    for folder in &files.doubtful {
        let mut read = survey.index.files.iter();
        if !read.any(|file| file.name.starts_with(folder)) {
            return Err(nothing_to_read(folder));
        }
    }
    let Survey {
        mut index,
        mut ids,
        chains,
        shelves,
        account,
        ..
    } = survey;
    index.input_bytes = gauge.read.into_inner();
    let shelves = gauge.keeps.into_inner().then_some(shelves);
    let mut feed = Feed::new(index, account, shelves, (spool, larder), names, options);
    let superseded = versions::superseded(&feed, chains)?;
    if !superseded.is_empty() {
        feed.set_aside(&superseded, &mut ids);
    }
    let (new_ids, remarks) = identity::make_unique(&feed, ids)?;
    feed.rename(new_ids, remarks);
    feed.check(options.on_bad_record)?;
    Ok(feed)
}

/// A pass under way.
struct Survey<'a> {
    options: &'a Options,
    names: &'a Names,
    spool: &'a Spool,
    larder: &'a Larder,
    gauge: &'a Gauge,
    progress: &'a (dyn Fn(Progress) + Sync),
    total: Option<u64>,
    index: Index,
    ids: Vec<u64>,
    chains: Chains,
    shelves: Vec<(usize, Shelf)>,
    account: Account,
}

impl Survey<'_> {
    /// Reads one input that is not known to be a plain text by its name alone.
    fn read(&mut self, found: &Found) -> Result<(), Error> {
        let opened = match content::open(&found.origin, &self.gauge.read) {
            Ok(opened) => opened,
            Err(error) => return self.unreadable(found, error),
        };
        self.read_opened(found, opened, 0)
    }

    /// Reads an input that is open; `depth` counts the archives around it.
    fn read_opened(
        &mut self,
        found: &Found,
        opened: Opened<'_>,
        depth: usize,
    ) -> Result<(), Error> {
        if let Some(archive) = archive::told(&opened.sample) {
            return self.read_archive(found, archive, opened, depth);
        }
        let stored = stored::told(&opened.sample).filter(|_| self.options.format.is_none());
        let opened = match stored {
            Some(format) => match stored::laid_out(opened, format, self.names, self.options) {
                Ok(opened) => opened,
                Err(error) => return self.without_rows(found, error),
            },
            None => opened,
        };
        let sample = opened.sample.clone();
        let start = Start::new(&sample, found.claimed, self.names, &found.id);
        let format = if let Some(format) = self.options.format.or(stored) {
            format
        } else {
            let (format, sign) = kinds::tell(&start);
            if found.is_unknown && sign < Sign::Shown {
                self.skip(found, "not a name of an accepted format");
                return Ok(());
            }
            let is_text = found.claimed == Some(Format::Text);
            if let (true, Some(other)) = (sign < Sign::Shown, unreadable(&sample, is_text)) {
                return self.unlike_a_feed(found, other);
            }
            format
        };
        let mut kind = kinds::open(format, &start);
        if kind.is_whole() {
            return self.read_whole(found, format, kind, opened);
        }
        let base = self.spool.len();
        let is_unpacked_anew = kind.is_costly() && opened.content.is_some();
        let mut blocks = Blocks::new(
            opened.stream,
            (!opened.direct && !is_unpacked_anew).then_some(self.spool),
            kind.framing(),
            if opened.direct { opened.mark as u64 } else { 0 },
            self.options.record_bytes.min(1 << 30),
        );
        let without = kind
            .begin(&mut blocks, &start)
            .map_err(|error| Error::io(&found.name, error))?;
        if let Some(without) = without {
            return self.without_articles(found, &without);
        }
        let parsed = self.parse(blocks, &*kind, &found.name)?;
        let content = match opened.content {
            Some(content) if opened.direct => content,
            Some(packed) if is_unpacked_anew => Content::Packed(Box::new(packed)),
            packed => Content::spooled(self.spool, base, packed),
        };
        self.add(found, content, kind, format, parsed)
    }

    /// Parses every block on the threads of the pool.
    fn parse(
        &self,
        mut blocks: Blocks<'_>,
        kind: &dyn Kind,
        name: &Path,
    ) -> Result<Vec<Parsed>, Error> {
        let mut number = 0;
        let mut failed = false;
        let stream = std::iter::from_fn(move || {
            if failed || self.gauge.stop.load(Ordering::Relaxed) {
                return None;
            }
            let block = blocks.next_block().transpose()?;
            failed = block.is_err();
            self.report();
            number += 1;
            Some(block.map(|block| (number, block)))
        });
        let mut parsed = stream
            .par_bridge()
            .map(|block| block.and_then(|(number, block)| self.parse_block(number, block, kind)))
            .collect::<io::Result<Vec<_>>>()
            .map_err(|error| Error::io(name, error))?;
        parsed.sort_unstable_by_key(|parsed| parsed.number);
        Ok(parsed)
    }

    fn parse_block(&self, number: usize, block: Block, kind: &dyn Kind) -> io::Result<Parsed> {
        let mut parsed = Parsed::new(number);
        let mut draft = Draft::new(self.options.html, self.options.extractor);
        draft.as_of = self.options.as_of;
        if self.gauge.keeps.load(Ordering::Relaxed) {
            draft.shelf.buffer.reserve(block.bytes.len());
        }
        for entry in &block.records {
            if !self.gauge.keeps.load(Ordering::Relaxed) {
                self.let_go(kind, &mut parsed, &mut draft.shelf)?;
            }
            let result = kind.parse(block.record(entry), self.names, &mut draft);
            parsed.take(*entry, u64::from(entry.length), result, &mut draft);
        }
        parsed.refused.extend(block.refused);
        parsed.refused.sort_by_key(|refused| refused.offset);
        self.settle(kind, parsed, draft)
    }

    /// Puts what the blocks of a file gave behind what there is already.
    fn add(
        &mut self,
        found: &Found,
        content: Content,
        kind: Box<dyn Kind>,
        format: Format,
        parsed: Vec<Parsed>,
    ) -> Result<(), Error> {
        let parsed = self
            .with_room(&*kind, parsed)
            .map_err(|error| Error::io(&found.name, error))?;
        let index = &mut self.index;
        let mut file = File {
            name: found.name.clone(),
            content,
            kind,
            format,
            span: found.span.clone(),
            first: index.entries.len(),
            articles: 0,
            stored: Vec::new(),
            refused: index.refused.len()..index.refused.len(),
        };
        for part in parsed {
            if !part.shelf.articles.is_empty() {
                self.shelves.push((index.entries.len(), part.shelf));
            }
            let first = u32::try_from(index.entries.len()).unwrap_or(u32::MAX);
            let items = part.chains.items.into_iter();
            let items = items.map(|(version, number)| (version, first.saturating_add(number)));
            self.chains.items.extend(items);
            self.chains.ends.extend(part.chains.ends);
            self.chains.ended.extend(part.chains.ended);
            index.entries.extend(part.entries);
            file.stored.extend(part.stored);
            self.ids.extend(part.ids);
            for refused in part.refused {
                index.refused.push(NoArticle {
                    offset: refused.offset,
                    length: refused.length,
                    standing: refused.remark.standing,
                });
                self.account
                    .refuse(file.place(refused.line), refused.remark);
            }
            for (line, remark) in part.remarks {
                self.account.warn(file.place(line), remark);
            }
            self.account.hits.add_all(&part.hits);
        }
        file.articles = index.entries.len() - file.first;
        file.refused.end = index.refused.len();
        if file.articles == 0 && file.refused.is_empty() {
            let path = found.name.clone();
            self.account.warnings.push(|| Problem {
                path,
                record: None,
                reason: "holds no record".to_owned(),
                repair: "check that it is the right file, or leave it out".to_owned(),
            });
        }
        index.files.push(file);
        Ok(())
    }

    fn report(&self) {
        (self.progress)(Progress {
            bytes: self.gauge.read.load(Ordering::Relaxed),
            total: self.total,
        });
    }

    /// A file named itself must be readable, one of a folder is counted as rejected.
    fn unreadable(&mut self, found: &Found, error: io::Error) -> Result<(), Error> {
        if found.named {
            return Err(Error::io(&found.name, error).help("check the file and its permissions"));
        }
        self.reject(Problem {
            path: found.name.clone(),
            record: None,
            reason: error.to_string(),
            repair: "check the file and its permissions".to_owned(),
        });
        Ok(())
    }

    /// A table named itself must hold articles, one of a folder may hold something else.
    fn without_articles(&mut self, found: &Found, without: &NoArticles) -> Result<(), Error> {
        if !found.named {
            self.skip(found, without.reason);
            return Ok(());
        }
        Err(
            Error::input(format!("{} among `{}`", without.reason, without.among))
                .at_path(&found.name)
                .at_record(1)
                .help(without.repair),
        )
    }

    /// What is no feed must not be named itself, but may lie in a folder.
    fn unlike_a_feed(&mut self, found: &Found, unreadable: Unreadable) -> Result<(), Error> {
        let reason = format!("is {}, which holds no articles as it is", unreadable.what);
        if !found.named {
            self.skip(found, &reason);
            return Ok(());
        }
        Err(Error::input(reason)
            .at_path(&found.name)
            .help(unreadable.repair))
    }

    /// A table named itself must be readable, one of a folder is counted as rejected.
    fn without_rows(&mut self, found: &Found, error: Error) -> Result<(), Error> {
        if found.named {
            return Err(error.at_path(&found.name));
        }
        self.reject(Problem {
            path: found.name.clone(),
            record: None,
            reason: error.message().to_owned(),
            repair: error.repair().unwrap_or_default().to_owned(),
        });
        Ok(())
    }

    fn skip(&mut self, found: &Found, reason: &str) {
        self.index.skipped.push(Skipped {
            path: found.name.clone(),
            reason: reason.to_owned(),
        });
    }

    fn reject(&mut self, problem: Problem) {
        self.gauge.rejected.fetch_add(1, Ordering::Relaxed);
        self.account.rejected.push(|| problem);
    }

    /// Ends the pass when what was found so far is fatal.
    fn check(&self) -> Result<(), Error> {
        self.account.check(self.options.on_bad_record)
    }
}
