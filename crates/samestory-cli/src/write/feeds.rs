//! The feed without its repetitions: the lead article of every event, as RSS 2.0 or JSON Feed 1.1.
//!
//! In: the records. Out: one item an event, freshest first, undated last. An item is named by its
//! article's content fingerprint, so a reader that has seen it does not show it again.
//! Sources: RSS Advisory Board, RSS 2.0.11; jsonfeed.org, version 1.1.

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
    /// Its title. Default: `Lead articles`.
    pub title: String,
    /// The site that it belongs to. Default: `urn:samestory:feed`.
    pub link: String,
    /// Most items. Default: all.
    pub items: Option<usize>,
}

impl Default for FeedOptions {
    fn default() -> Self {
        Self {
            title: "Lead articles".to_owned(),
            link: "urn:samestory:feed".to_owned(),
            items: None,
        }
    }
}

/// An item of either kind of feed.
#[derive(Debug, Serialize)]
struct Item {
    title: String,
    link: Option<String>,
    guid: String,
    date: Option<String>,
    rfc2822: Option<String>,
    summary: String,
    source: Option<String>,
    lang: Option<String>,
    also: String,
    event: String,
    storyline: String,
    articles: usize,
    sources: Vec<String>,
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{{ title }}</title>
<link>{{ link }}</link>
<description>One article for each event; the others that report it are named in its description.</description>
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
    let mut environment = Environment::new();
    // HTML escaping is safe in XML: named entities are the five of XML, others are numbers.
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let failed = |cause| {
        Error::new(
            ErrorKind::Usage,
            format!("the RSS template failed: {cause:#}"),
        )
    };
    environment.add_template("rss", RSS).map_err(failed)?;
    let items = items(records, options)?;
    (environment.get_template("rss"))
        .and_then(|template| {
            template.render(context! {
                title => xml(&options.title),
                link => xml(&options.link),
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
                ("date_published", item.date),
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
    leads.sort_by(|(one, a), (other, b)| {
        (b.article.published.cmp(&a.article.published)).then_with(|| one.event.cmp(&other.event))
    });
    leads.truncate(options.items.unwrap_or(usize::MAX));
    Ok(leads
        .into_iter()
        .map(|(event, lead)| item(event, lead))
        .collect())
}

fn item(event: &Event, lead: &StoredArticle) -> Item {
    const SUMMARY_CHARS: usize = 400;
    let article = &lead.article;
    let text = article.text.trim();
    let summary = match cut::to_chars(text, SUMMARY_CHARS) {
        (head, true) => format!("{}…", head.trim_end()),
        (whole, false) => whole.to_owned(),
    };
    let others: Vec<String> = (event.sources.iter())
        .filter(|source| Some(*source) != article.source.as_ref())
        .map(|source| words::label(source))
        .collect();
    Item {
        title: xml(&event.title),
        link: words::link(article.url.as_deref()).map(str::to_owned),
        guid: format!("samestory:{}", lead.fingerprint),
        date: article.published.map(rfc3339),
        rfc2822: article.published.map(rfc2822),
        summary: xml(&summary),
        source: article.source.as_deref().map(xml),
        lang: article.lang.clone(),
        also: if others.is_empty() {
            String::new()
        } else {
            xml(&format!("\n\nAlso reported by: {}.", others.join(", ")))
        },
        event: event.event.clone(),
        storyline: event.storyline.clone(),
        articles: event.members.len(),
        sources: event.sources.clone(),
    }
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
