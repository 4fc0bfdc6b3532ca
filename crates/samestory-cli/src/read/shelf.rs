//! Articles in memory: their strings lie one behind the other in one buffer, so that an article costs no
//! allocation of its own.

use samestory::article::ArticleRef;
use samestory::time::Timestamp;

/// The start of a string that an article does not have.
pub(super) const ABSENT: u32 = u32::MAX;

/// Where an article's strings lie in its buffer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    pub(super) strings: [(u32, u32); 7],
    pub(super) published: Option<Timestamp>,
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
        self.last().map_or("", |article| article.id)
    }

    /// The article that was put here last.
    pub(super) fn last(&self) -> Option<ArticleRef<'_>> {
        self.articles
            .last()
            .map(|article| article.view(&self.buffer))
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
            author: string(6),
        }
    }
}
