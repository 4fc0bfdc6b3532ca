//! Small pieces that several parts of the page show: an article's name, an event's, a score.

use serde::Serialize;

use samestory::detection::{Event, EventDate, Evidence, Quote};

use super::material::Material;
use super::told;
use super::words::{self, Sureness};

/// How an article is named where it is mentioned.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ArticleName {
    pub(super) anchor: String,
    /// Its address, seen from any page.
    pub(super) href: String,
    pub(super) fingerprint: String,
    pub(super) title: String,
    pub(super) source: String,
    pub(super) time: String,
    pub(super) lang: String,
}

/// How an event is named where it is mentioned.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EventName {
    /// Its address, seen from any page.
    pub(super) href: String,
    pub(super) title: String,
    pub(super) lang: String,
    pub(super) articles: String,
    pub(super) when: String,
}

/// A probability in words and as a number.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Score {
    pub(super) class: Sureness,
    pub(super) word: String,
    pub(super) number: String,
}

/// One reason with the words it rests on.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Reason {
    pub(super) detail: String,
    pub(super) quotes: Vec<QuoteView>,
    /// The evidence is missing rather than speaking either way.
    pub(super) missing: bool,
}

/// Quoted words and who says them.
#[derive(Debug, Clone, Serialize)]
pub(super) struct QuoteView {
    pub(super) text: String,
    pub(super) source: String,
    pub(super) href: String,
}

pub(super) fn article(material: &Material<'_>, position: usize) -> ArticleName {
    let article = material.article(position);
    ArticleName {
        anchor: material.anchor(position).to_owned(),
        href: material.href(position),
        fingerprint: material.fingerprint(position).to_string(),
        title: title(material, position),
        source: source(material, position),
        time: material.strings.time_or_none(article.published),
        lang: lang(material, position),
    }
}

pub(super) fn event(material: &Material<'_>, event: &Event) -> EventName {
    let lead = material.position(&event.lead);
    EventName {
        href: material.event_href(event),
        title: event_title(material, event),
        lang: lang(material, material.title(event).1.unwrap_or(lead)),
        articles: material
            .strings
            .count("count.articles", event.members.len()),
        when: when(material, event),
    }
}

/// The headline, or the first words of the text, or what there is.
pub(super) fn title(material: &Material<'_>, position: usize) -> String {
    let article = material.article(position);
    for text in [&article.title, &article.text] {
        let line = text.trim().lines().next().unwrap_or_default();
        if !line.trim().is_empty() {
            return words::label(line);
        }
    }
    material
        .strings
        .fill("name.no_title_of", &[("id", &words::label(&article.id))])
}

/// The outlet, or the article's id when the feed names none.
pub(super) fn source(material: &Material<'_>, position: usize) -> String {
    words::label(outlet(material, position))
}

/// The same as the feed writes it.
pub(super) fn outlet<'a>(material: &Material<'a>, position: usize) -> &'a str {
    let article = material.article(position);
    let source = article.source.as_deref().map(str::trim);
    source.filter(|s| !s.is_empty()).unwrap_or(&article.id)
}

/// The article's language, or nothing when it is not known.
pub(super) fn lang(material: &Material<'_>, position: usize) -> String {
    let lang = &material.articles[position].language;
    let is_code = (2..=3).contains(&lang.len()) && lang.bytes().all(|b| b.is_ascii_lowercase());
    if is_code && lang != "und" {
        lang.clone()
    } else {
        String::new()
    }
}

pub(super) fn event_title(material: &Material<'_>, event: &Event) -> String {
    match material.title(event).0.trim() {
        "" => material.strings.say("name.no_title"),
        title => words::label(title),
    }
}

/// When an event was published: its days.
pub(super) fn when(material: &Material<'_>, event: &Event) -> String {
    (material.strings).days_or_none(event.first_published, event.last_published)
}

pub(super) fn score(material: &Material<'_>, probability: f64) -> Score {
    let class = Sureness::of(probability);
    Score {
        class,
        word: class.word(material.strings),
        number: material.strings.probability(probability),
    }
}

pub(super) fn reason(material: &Material<'_>, evidence: &Evidence) -> Reason {
    const QUOTES: usize = 4;
    let detail = words::label(&told::reason(material.strings, &evidence.detail));
    let known = evidence.detail.to_lowercase();
    let mut quotes: Vec<QuoteView> = Vec::new();
    for quote in &evidence.quotes {
        if repeats(&known, quote) || quotes.len() == QUOTES {
            continue;
        }
        quotes.extend(self::quote(material, quote).filter(|new| {
            !(quotes.iter()).any(|old| old.text == new.text && old.href == new.href)
        }));
    }
    Reason {
        detail,
        quotes,
        missing: evidence.weight == 0.0,
    }
}

/// Whether a reason, in lower case, names what the quote says: it need not be quoted as well.
pub(super) fn repeats(reason: &str, quote: &Quote) -> bool {
    reason.contains(&quote.text.to_lowercase())
}

/// Whether an event happened, or was due when the last article told of it.
pub(super) fn tense(material: &Material<'_>, event: &Event, date: &EventDate) -> String {
    material.strings.say(match event.last_published {
        Some(last) if date.from > last.day() => "event.due",
        _ => "event.happened",
    })
}

pub(super) fn quote(material: &Material<'_>, quote: &Quote) -> Option<QuoteView> {
    let position = material.find(&quote.article)?;
    Some(QuoteView {
        text: words::label(&quote.text),
        source: source(material, position),
        href: material.href(position),
    })
}
