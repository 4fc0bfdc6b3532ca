//! Events in the manner of ninjs 3 (IPTC News in JSON), for systems that take that.
//!
//! In: the records. Out: one ninjs item a line for every article, with its event and storyline in
//! `events` (`rel` says which is which) and how sure the place in the event is, as a whole number
//! from 0 to 100, in `subjects[].confidence`. Bodies are left out: they belong to the publishers.
//! Source: IPTC, ninjs 3.0, properties `headlines`, `infoSources`, `events`, `subjects`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Records, lines};
use samestory::time::{Precision, Timestamp};

/// Writes one ninjs item a line, input order.
///
/// # Errors
/// When `writer` refuses the bytes.
pub fn ninjs<W: Write>(writer: &mut W, records: &Records<'_>) -> io::Result<()> {
    let detection = records.detection;
    let titles: BTreeMap<&str, &str> = (detection.events.iter())
        .map(|event| (event.event.as_str(), event.title.as_str()))
        .chain(
            (detection.storylines.iter())
                .map(|storyline| (storyline.storyline.as_str(), storyline.title.as_str())),
        )
        .collect();
    let title = |id: &str| titles.get(id).copied().unwrap_or_default();
    for (membership, stored) in detection.memberships.iter().zip(records.articles) {
        let article = &stored.article;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a probability gives 0 to 100"
        )]
        let confidence = (membership.score * 100.0).round() as i64;
        let mut item = json!({
            "standard": {
                "name": "ninjs",
                "version": "3.0",
                "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
            },
            "uri": article.url.clone().unwrap_or_else(|| format!("urn:samestory:article:{}", stored.fingerprint)),
            "type": "text",
            "headlines": [{ "role": "main", "value": article.title }],
            "events": [
                { "rel": "event", "uri": uri(&membership.event), "name": title(&membership.event) },
                { "rel": "storyline", "uri": uri(&membership.storyline), "name": title(&membership.storyline) },
            ],
            "subjects": [{
                "rel": "event",
                "uri": uri(&membership.event),
                "name": title(&membership.event),
                "confidence": confidence,
            }],
            "altids": [
                { "role": "id", "value": article.id },
                { "role": "fingerprint", "value": stored.fingerprint },
            ],
        });
        let mut set = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                item[name] = value;
            }
        };
        set("language", article.lang.clone().map(Value::from));
        set(
            "firstCreated",
            article.published.map(|t| Value::from(date_time(t))),
        );
        set(
            "infoSources",
            (article.source.as_ref()).map(|source| json!([{ "name": source }])),
        );
        lines(writer, [item])?;
    }
    Ok(())
}

fn uri(id: &str) -> String {
    format!("urn:samestory:{id}")
}

/// A date and time, which is what ninjs asks for; a day becomes its midnight.
fn date_time(stamp: Timestamp) -> String {
    match stamp.precision() {
        Precision::Day => format!("{stamp}T00:00:00Z"),
        Precision::Second => stamp.to_string(),
    }
}
