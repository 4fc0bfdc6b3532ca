//! Articles in memory: their strings lie one behind the other in one buffer, so that an article costs no
//! allocation of its own.

use super::fields::Field;
use samestory::article::ArticleRef;
use samestory::time::Timestamp;

/// The start of a string that an article does not have.
pub(super) const ABSENT: u32 = u32::MAX;

/// Where an article's strings lie in its buffer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    pub(super) strings: [(u32, u32); Field::STRINGS.len()],
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

    /// The articles in their order.
    pub(super) fn all(&self) -> impl Iterator<Item = ArticleRef<'_>> {
        self.articles
            .iter()
            .map(|article| article.view(&self.buffer))
    }

    /// Forgets every article, keeping the memory.
    pub(super) fn empty(&mut self) {
        self.buffer.clear();
        self.articles.clear();
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

/// The strings of an article, in the order of [`Field::STRINGS`].
pub(super) fn strings(article: ArticleRef<'_>) -> [Option<&str>; Field::STRINGS.len()] {
    [
        Some(article.id),
        Some(article.title),
        Some(article.text),
        article.source,
        article.url,
        article.lang,
        article.author,
    ]
}

/// The article of such strings.
pub(super) fn article(
    strings: [Option<&str>; Field::STRINGS.len()],
    published: Option<Timestamp>,
) -> ArticleRef<'_> {
    let [id, title, text, source, url, lang, author] = strings;
    ArticleRef {
        id: id.unwrap_or_default(),
        title: title.unwrap_or_default(),
        text: text.unwrap_or_default(),
        published,
        source,
        url,
        lang,
        author,
    }
}

impl Packed {
    pub(super) fn view<'a>(&self, buffer: &'a str) -> ArticleRef<'a> {
        let strings = self.strings.map(|(start, len)| {
            (start != ABSENT).then(|| &buffer[start as usize..start as usize + len as usize])
        });
        article(strings, self.published)
    }
}
