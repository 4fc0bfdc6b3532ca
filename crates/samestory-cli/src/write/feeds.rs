//! Events as a feed: RSS 2.0, Atom or JSON Feed 1.1, an item for each, told by its lead article.
//!
//! In: the records. Out: one item an event, the last to grow first, undated last. An item is named
//! by its event's id, which comes from the content of its first article: it stays when reports are
//! added, and with each of them the item's time of update moves on, so a reader shows the event once
//! and sees that it grew. Sources: RSS Advisory Board, RSS 2.0.11; RFC 4287; jsonfeed.org, version 1.1.

use std::collections::HashMap;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use serde_json::json;

use super::Records;
use super::report::strings::{ReportLang, Strings};
use super::report::words;
use samestory::cut;
use samestory::detection::Event;
use samestory::error::{Error, ErrorKind};
use samestory::run::StoredArticle;
use samestory::time::Timestamp;

/// How a feed presents itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedOptions {
    /// Its title. Default: `Events`.
    pub title: String,
    /// The site that it belongs to. Default: `urn:samestory:feed`.
    pub link: String,
    /// Most items. Default: all.
    pub items: Option<usize>,
}

impl Default for FeedOptions {
    fn default() -> Self {
        Self {
            title: "Events".to_owned(),
            link: "urn:samestory:feed".to_owned(),
            items: None,
        }
    }
}

/// An item of any kind of feed.
#[derive(Debug, Serialize)]
struct Item {
    title: String,
    link: Option<String>,
    guid: String,
    /// When it was first reported, and when last.
    published: Option<String>,
    updated: Option<String>,
    rfc2822: Option<String>,
    summary: String,
    source: Option<String>,
    lang: Option<String>,
    also: String,
    event: String,
    storyline: String,
    articles: usize,
    sources: Vec<String>,
    /// Addresses of the other articles.
    others: Vec<String>,
}

/// The time of what gives none, where a format asks for one.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

const ATOM: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>{{ title }}</title>
<id>{{ link }}</id>
<updated>{{ updated }}</updated>
<generator>{{ generator }}</generator>
<author><name>samestory</name></author>
{%- for item in items %}
<entry>
<title>{{ item.title }}</title>
<id>{{ item.guid }}</id>
{%- if item.published %}
<published>{{ item.published }}</published>
{%- endif %}
<updated>{{ item.updated or no_time }}</updated>
{%- if item.source %}
<author><name>{{ item.source }}</name></author>
{%- endif %}
{%- if item.link %}
<link rel="alternate" href="{{ item.link }}"/>
{%- endif %}
{%- for other in item.others %}
<link rel="related" href="{{ other }}"/>
{%- endfor %}
<summary>{{ item.summary }}{{ item.also }}</summary>
</entry>
{%- endfor %}
</feed>
"#;

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>{{ title }}</title>
<link>{{ link }}</link>
<description>{{ description }}</description>
<generator>{{ generator }}</generator>
{%- for item in items %}
<item>
<title>{{ item.title }}</title>
{%- if item.link %}
<link>{{ item.link }}</link>
{%- endif %}
<guid isPermaLink="false">{{ item.guid }}</guid>
{%- if item.rfc2822 %}
<pubDate>{{ item.rfc2822 }}</pubDate>
{%- endif %}
{%- if item.updated %}
<atom:updated>{{ item.updated }}</atom:updated>
{%- endif %}
{%- if item.source %}
<dc:creator>{{ item.source }}</dc:creator>
{%- endif %}
<description>{{ item.summary }}{{ item.also }}</description>
</item>
{%- endfor %}
</channel>
</rss>
"#;

/// The feed as RSS 2.0.
///
/// # Errors
/// When an event names a lead that is not among the articles.
pub fn rss(records: &Records<'_>, options: &FeedOptions) -> Result<String, Error> {
    xml_feed(RSS, records, options)
}

/// The feed as Atom.
///
/// # Errors
/// As [`rss`].
pub fn atom(records: &Records<'_>, options: &FeedOptions) -> Result<String, Error> {
    xml_feed(ATOM, records, options)
}

fn xml_feed(template: &str, records: &Records<'_>, options: &FeedOptions) -> Result<String, Error> {
    let mut environment = Environment::new();
    // HTML escaping is safe in XML: named entities are the five of XML, others are numbers.
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let failed = |cause| {
        Error::new(
            ErrorKind::Usage,
            format!("the template of the feed failed: {cause:#}"),
        )
    };
    environment.add_template("feed", template).map_err(failed)?;
    let items = items(records, options)?;
    let updated = items.iter().find_map(|item| item.updated.as_deref());
    (environment.get_template("feed"))
        .and_then(|template| {
            template.render(context! {
                title => xml(&options.title),
                link => xml(&options.link),
                description => strings(records).say("feed.description"),
                updated => updated.unwrap_or(NO_TIME),
                no_time => NO_TIME,
                generator => xml(&records.run.program),
                items => Serde(&items),
            })
        })
        .map_err(failed)
}

/// The feed as JSON Feed 1.1.
///
/// # Errors
/// As [`rss`].
pub fn json_feed(records: &Records<'_>, options: &FeedOptions) -> Result<String, Error> {
    let items: Vec<serde_json::Value> = (items(records, options)?.into_iter())
        .map(|item| {
            let mut value = json!({
                "id": item.guid,
                "title": item.title,
                "content_text": format!("{}{}", item.summary, item.also),
                "_samestory": {
                    "event": item.event,
                    "storyline": item.storyline,
                    "articles": item.articles,
                    "sources": item.sources,
                },
            });
            for (name, given) in [
                ("url", item.link),
                ("date_published", item.published),
                ("date_modified", item.updated),
                ("language", item.lang),
            ] {
                if let Some(given) = given {
                    value[name] = given.into();
                }
            }
            if let Some(source) = item.source {
                value["authors"] = json!([{ "name": source }]);
            }
            value
        })
        .collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": options.title,
        "items": items,
    });
    if words::link(Some(&options.link)).is_some() {
        feed["home_page_url"] = options.link.clone().into();
    }
    let mut text = serde_json::to_string_pretty(&feed)
        .map_err(|cause| Error::new(ErrorKind::Usage, cause.to_string()))?;
    text.push('\n');
    Ok(text)
}

fn items(records: &Records<'_>, options: &FeedOptions) -> Result<Vec<Item>, Error> {
    let by_id: HashMap<&str, &StoredArticle> = (records.articles.iter())
        .map(|stored| (stored.article.id.as_str(), stored))
        .collect();
    let mut leads = (records.detection.events.iter())
        .map(|event| match by_id.get(event.lead.as_str()) {
            Some(lead) => Ok((event, *lead)),
            None => Err(
                Error::input("the lead of an event is not among the articles")
                    .at_article(&event.lead)
                    .help("run `samestory cluster -o` again"),
            ),
        })
        .collect::<Result<Vec<_>, _>>()?;
    leads.sort_by(|(one, _), (other, _)| {
        (other.last_published.cmp(&one.last_published)).then_with(|| one.event.cmp(&other.event))
    });
    leads.truncate(options.items.unwrap_or(usize::MAX));
    let address = |id: &String| words::link(by_id.get(id.as_str())?.article.url.as_deref());
    let others = |event: &Event| {
        let others = event.members.iter().filter(|id| **id != event.lead);
        let addresses = others.filter_map(address).take(OTHERS);
        addresses.map(str::to_owned).collect()
    };
    Ok(leads
        .into_iter()
        .map(|(event, lead)| item(strings(records), event, lead, others(event)))
        .collect())
}

/// Addresses of other articles that an item names at most.
const OTHERS: usize = 20;

/// The words of the language that the run's report speaks.
fn strings(records: &Records<'_>) -> &'static Strings {
    Strings::of(ReportLang::of_run(records.run))
}

fn item(strings: &Strings, event: &Event, lead: &StoredArticle, addresses: Vec<String>) -> Item {
    const SUMMARY_CHARS: usize = 400;
    let article = &lead.article;
    let text = article.text.trim();
    let summary = match cut::to_chars(text, SUMMARY_CHARS) {
        (head, true) => format!("{}…", head.trim_end()),
        (whole, false) => whole.to_owned(),
    };
    let others: Vec<&str> = (event.sources.iter())
        .filter(|source| Some(*source) != article.source.as_ref())
        .map(String::as_str)
        .collect();
    Item {
        title: xml(&event.title),
        link: words::link(article.url.as_deref()).map(str::to_owned),
        guid: format!("urn:samestory:{}", event.event),
        published: event.first_published.map(rfc3339),
        updated: event.last_published.map(rfc3339),
        rfc2822: event.first_published.map(rfc2822),
        summary: xml(&summary),
        source: article.source.as_deref().map(xml),
        lang: article.lang.clone(),
        also: also(strings, event, &others),
        event: event.event.clone(),
        storyline: event.storyline.clone(),
        articles: event.members.len(),
        sources: event.sources.clone(),
        others: addresses,
    }
}

/// How many articles report it, and who does beside the lead.
fn also(strings: &Strings, event: &Event, others: &[&str]) -> String {
    const NAMED: usize = 12;
    if event.members.len() == 1 {
        return String::new();
    }
    let articles = strings.count("count.articles", event.members.len());
    let outlets = strings.first_of(others, NAMED);
    let told = match others.len() {
        0 => strings.fill("feed.alone", &[("articles", &articles)]),
        _ => strings.fill(
            "feed.also",
            &[("articles", &articles), ("outlets", &outlets)],
        ),
    };
    format!("\n\n{}", xml(&told))
}

/// Text without what XML 1.0 forbids.
fn xml(text: &str) -> String {
    words::clean(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn rfc3339(stamp: Timestamp) -> String {
    let text = stamp.to_string();
    if text.contains('T') {
        text
    } else {
        text + "T00:00:00Z"
    }
}

/// `Tue, 12 Mar 2024 05:10:00 +0000`.
fn rfc2822(stamp: Timestamp) -> String {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let day = stamp.day();
    let seconds = stamp.seconds().rem_euclid(86_400);
    let date = Strings::of(ReportLang::En).day(day);
    let mut parts = date.split(' ');
    let (number, month, year) = (parts.next(), parts.next(), parts.next());
    format!(
        "{}, {:0>2} {} {} {:02}:{:02}:{:02} +0000",
        WEEKDAYS[usize::from(day.weekday())],
        number.unwrap_or_default(),
        month.and_then(|m| m.get(..3)).unwrap_or_default(),
        year.unwrap_or_default(),
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_mail_programs_write_them() {
        let stamp = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(
            rfc2822(stamp("2024-03-02T05:10:09Z")),
            "Sat, 02 Mar 2024 05:10:09 +0000"
        );
        assert_eq!(
            rfc2822(stamp("1999-12-31")),
            "Fri, 31 Dec 1999 00:00:00 +0000"
        );
        assert_eq!(rfc3339(stamp("1999-12-31")), "1999-12-31T00:00:00Z");
    }
}
