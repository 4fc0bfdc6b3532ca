//! Messages as teletypes sent them: IPTC 7901 and ANPA 1312.
//!
//! Both frame a message by control characters: SOH, a header line, STX, the text, ETX, a time, EOT.
//! IPTC 7901 has `service number priority category length source` behind SOH and ends the headline
//! with ` =`; ANPA 1312 has a service letter, four digits and the selector behind US, a second header
//! line with priority, category and the version's slug, and ends a headline with `<`.
//!
//! Source: IPTC 7901 recommendation, ANPA bulletin 1312.

use std::ops::Range;

use encoding_rs::{Encoding, WINDOWS_1252};
use samestory::time::Timestamp;

use super::item::Item;
use crate::read::draft::Draft;
use crate::read::encoding;
use crate::read::fields::Names;
use crate::read::format::Format;
use crate::read::framing::{Framing, trim};
use crate::read::kind::{About, Kind, Passing, Sign, Start};
use crate::read::problem::Remark;

const SYN: u8 = 0x16;
const START_OF_HEADER: u8 = 0x01;
const START_OF_TEXT: u8 = 0x02;
const END_OF_TEXT: u8 = 0x03;
const END_OF_TRANSMISSION: u8 = 0x04;
const UNIT_SEPARATOR: u8 = 0x1f;

/// Messages of a teletype, one behind the other.
#[derive(Debug)]
pub(in crate::read) struct Teletype {
    format: Format,
    encoding: Option<&'static Encoding>,
}

impl Kind for Teletype {
    fn told(format: Format, start: &Start<'_>) -> Sign {
        let around = |b: u8| b == SYN || b.is_ascii_whitespace();
        let sample = &start.sample[trim(start.sample, around).start..];
        let (Some(&START_OF_HEADER), Some(end)) =
            (sample.first(), memchr::memchr(START_OF_TEXT, sample))
        else {
            return Sign::None;
        };
        let header = &sample[1..end];
        let found = if header.iter().take(16).any(|&b| b == UNIT_SEPARATOR) {
            Format::Anpa
        } else {
            Format::Iptc7901
        };
        if end < 1000 && found == format {
            Sign::Shown
        } else {
            Sign::None
        }
    }

    fn about(format: Format) -> About {
        let (name, told) = if format == Format::Anpa {
            ("ANPA 1312", "SOH, a header with US in it, STX")
        } else {
            ("IPTC 7901", "SOH, a header, STX")
        };
        About {
            name,
            told,
            article: "a message up to EOT",
            taken: "day and message number; the lines in front of the text; the text; when it was sent; who sent it; the byline",
            left_out: "control characters, the slug",
            passed_on: "the same without the left-out messages",
        }
    }

    fn open(format: Format, start: &Start<'_>) -> Self {
        Self {
            format,
            encoding: encoding::guess(start.sample),
        }
    }

    fn framing(&self) -> Box<dyn Framing> {
        Box::new(Messages)
    }

    fn parse(&self, record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        draft.start();
        let text = match std::str::from_utf8(record) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding::decode(record, Some(self.encoding.unwrap_or(WINDOWS_1252))).0,
        };
        let Some(message) = Message::of(&text) else {
            return Err(Remark::new(
                "has no header and text between the control characters of a message",
                "check that the file was not changed on its way",
            ));
        };
        let item = match self.format {
            Format::Anpa => anpa(&message),
            _ => iptc7901(&message),
        };
        item.deliver(names, draft)
    }

    fn passing(&self) -> Passing<'_> {
        Passing::Document
    }

    fn unmarkable(&self) -> Option<Remark> {
        Some(Remark::new(
            "a message of a teletype has no field to mark copies with",
            "leave copies out instead, or give articles as JSON",
        ))
    }
}

/// Ends records at the end of a transmission.
#[derive(Debug)]
struct Messages;

impl Framing for Messages {
    fn end(&mut self, fresh: &[u8]) -> Option<usize> {
        memchr::memchr(END_OF_TRANSMISSION, fresh).map(|at| at + 1)
    }

    fn trim(&self, record: &[u8]) -> Range<usize> {
        let inner = trim(record, |b| {
            b.is_ascii_whitespace() || b == SYN || b == 0x7f || b == 0
        });
        match &record[inner.clone()] {
            [END_OF_TRANSMISSION] => inner.end..inner.end,
            _ => inner,
        }
    }

    fn counts_lines(&self) -> bool {
        false
    }
}

/// A message between its control characters.
struct Message<'m> {
    header: &'m str,
    text: &'m str,
    /// What stands behind the text: when it was sent.
    trailer: &'m str,
}

impl<'m> Message<'m> {
    fn of(text: &'m str) -> Option<Self> {
        let start = text.find(char::from(START_OF_HEADER))?;
        let (header, rest) = text[start + 1..].split_once(char::from(START_OF_TEXT))?;
        let (text, trailer) = rest
            .split_once(char::from(END_OF_TEXT))
            .unwrap_or((rest, ""));
        let is_mark = |c: char| c.is_control() || c.is_whitespace();
        Some(Self {
            header,
            text,
            trailer: trailer.trim_matches(is_mark),
        })
    }
}

/// `aeca0003 3 i 380  dpa 0045` in front, `212322 GMT Nov 18` behind.
fn iptc7901(message: &Message<'_>) -> Item {
    let mut lines = message.header.lines();
    let mut words = lines.next().unwrap_or_default().split_whitespace();
    let (service, urgency) = (words.next(), words.next());
    let source = words.nth(2);
    let date = day_and_month(message.trailer);
    let mut head = Head::default();
    let mut body = Vec::new();
    let mut is_head = message
        .text
        .lines()
        .any(|line| line.trim_end().ends_with(" ="));
    for line in message.text.lines() {
        let line = clean(line);
        if is_head {
            let last = line.strip_suffix(" =").map(str::trim_end);
            head.take(last.unwrap_or(&line));
            is_head = last.is_none();
        } else {
            body.push(line);
        }
    }
    Item {
        id: service.map(|service| dated(service, date)),
        title: head.title(),
        text: Some(paragraphs(&body)),
        date: date.map(|date| date.to_string()),
        source: source.map(str::to_owned),
        byline: head.byline,
        urgency: urgency.map(str::to_owned),
        note: lines
            .find(|line| !line.trim().is_empty())
            .map(|line| line.trim().to_owned()),
        ..Item::default()
    }
}

/// `z9631` and a selector, then `r z  BC-BBO--BaseballExpanded  05-17 0820`; `AP-WF-05-17-16 0620GMT`
/// behind.
fn anpa(message: &Message<'_>) -> Item {
    let mut lines = message.header.lines();
    let first = lines.next().unwrap_or_default();
    let number = first
        .split(char::from(UNIT_SEPARATOR))
        .next()
        .unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    let mut words = second.split(|c: char| c.is_whitespace() || c.is_control());
    let urgency = words.find(|word| !word.is_empty());
    let (source, date) = sent(message.trailer);
    let mut title = None;
    let mut body = Vec::new();
    let mut byline = None;
    for (at, line) in message.text.lines().enumerate() {
        let is_headed = at == 0 || line.starts_with('^');
        let line = clean(line.trim_start_matches('^'));
        let ends = line.strip_suffix('<').or_else(|| line.strip_suffix('='));
        let text = ends.unwrap_or(&line).trim();
        match text {
            // The slug in front says where the item belongs.
            _ if at == 0 => {}
            "" => body.push(String::new()),
            text if is_headed && ends.is_some() && body.iter().all(String::is_empty) => {
                if title.is_none() {
                    title = Some(text.to_owned());
                } else if text.starts_with("By ") {
                    byline = Some(text.to_owned());
                }
            }
            text => {
                // Each line is a paragraph, indented or marked at its end.
                body.push(text.to_owned());
                body.push(String::new());
            }
        }
    }
    let slug = message
        .text
        .lines()
        .next()
        .map(|line| clean(line.trim_start_matches('^')));
    let slug = slug.map(|slug| {
        slug.trim_end_matches(['<', '=', ' ', ','])
            .trim()
            .to_owned()
    });
    Item {
        id: Some(dated(number, date)),
        title: title.or_else(|| slug.clone()),
        text: Some(paragraphs(&body)),
        date: date.map(|date| date.to_string()),
        source,
        byline,
        urgency: urgency.map(str::to_owned),
        note: slug,
        ..Item::default()
    }
}

/// The lines in front of a text, of which the longest run before the byline is the headline.
#[derive(Debug, Default)]
struct Head {
    lines: Vec<String>,
    byline: Option<String>,
}

impl Head {
    fn take(&mut self, line: &str) {
        let is_byline = ["By ", "Von ", "Par ", "Por "]
            .iter()
            .any(|by| line.starts_with(by));
        if is_byline && !self.lines.is_empty() {
            self.byline = Some(line.to_owned());
        } else if !line.is_empty() && self.byline.is_none() {
            self.lines.push(line.to_owned());
        }
    }

    /// The last line; those before say what becomes of the message (`REFILE`, `1ST LEAD`).
    fn title(&self) -> Option<String> {
        let is_order = |line: &&String| {
            let letters = line.chars().filter(|c| c.is_alphabetic()).count();
            let lower = line.chars().filter(|c| c.is_lowercase()).count();
            letters == 0
                || lower == 0 && line.split_whitespace().count() <= 3
                || line.starts_with('(') && line.ends_with(')')
        };
        let mut lines: Vec<&String> = self.lines.iter().skip_while(is_order).collect();
        if lines.is_empty() {
            lines.extend(self.lines.last());
        }
        let words: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// A line without the characters that steer a printer.
fn clean(line: &str) -> String {
    let kept: String = line
        .chars()
        .filter(|c| !c.is_control() || *c == '\t')
        .collect();
    kept.trim().to_owned()
}

/// Lines as paragraphs, which blank lines part.
fn paragraphs(lines: &[String]) -> String {
    let mut text = String::new();
    let mut is_new = true;
    for line in lines {
        if line.is_empty() {
            is_new = true;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if is_new { "\n\n" } else { "\n" });
        }
        is_new = false;
        text.push_str(line);
    }
    text
}

/// Numbers begin anew every day.
fn dated(number: &str, date: Option<Timestamp>) -> String {
    match date {
        Some(date) => format!("{}:{number}", &date.to_string()[..10]),
        None => number.to_owned(),
    }
}

/// `212322 GMT Nov 18`: day, time, zone if there is one, month, year.
fn day_and_month(trailer: &str) -> Option<Timestamp> {
    let line = trailer.lines().next()?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let (first, zone, month, year) = match words[..] {
        [first, zone, month, year, ..] => (first, zone, month, year),
        [first, month, year] => (first, "GMT", month, year),
        _ => return None,
    };
    if first.len() != 6 || !first.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (day, hour, minute) = (&first[..2], &first[2..4], &first[4..]);
    format!("{day} {month} 20{year} {hour}:{minute}:00 {zone}")
        .parse()
        .ok()
}

/// `AP-WF-05-17-16 0620GMT`: who sent it, and when.
fn sent(trailer: &str) -> (Option<String>, Option<Timestamp>) {
    let line = trailer.lines().next().unwrap_or_default();
    let mut words = line.split_whitespace();
    let (name, time) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let parts: Vec<&str> = name.rsplitn(4, '-').collect();
    let source = name.split('-').next().filter(|source| !source.is_empty());
    let date = match (parts[..].get(..3), time.get(..4)) {
        (Some([year, day, month]), Some(clock))
            if [year, day, month].iter().all(|part| part.len() == 2) =>
        {
            let (hour, minute) = clock.split_at(2);
            let zone = time[4..].trim_end_matches(|c: char| !c.is_alphabetic());
            let zone = if zone.is_empty() { "GMT" } else { zone };
            format!("20{year}-{month}-{day} {hour}:{minute}:00 {zone}")
                .parse()
                .ok()
        }
        _ => None,
    };
    (source.map(str::to_owned), date)
}
