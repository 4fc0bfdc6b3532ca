//! Page furniture and metadata lines: what a page adds around its article.
//!
//! In: the raw strings. Out: byte ranges to leave out and the day a metadata line states. General
//! rules only: navigation words in short lines without sentence form, identifiers, copyright
//! tails, bylines, credits, agency tails, lines that hold a date and hardly more. Promise: ranges
//! are sorted, apart from each other, on char boundaries; the raw strings stay as they are, so no
//! offset ever moves. When most of a text would go, only metadata and identifiers go.

use std::ops::Range;

use super::anchors::calendar::{self, Stated};
use super::lexicon::{self, Sense};
use super::phrases;
use super::scan::{Kind, Scan, is_hard_wrapped};
use crate::time::Day;

/// What to leave out of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Furniture {
    /// Byte ranges in the text, in order.
    pub spans: Vec<Range<usize>>,
    /// The day the first metadata line states, and where.
    pub published: Option<(Day, Range<usize>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Metadata,
    Likely,
}

/// Finds the furniture of a body text.
pub fn find(text: &str) -> Furniture {
    let lines = lines(text);
    let mut found: Vec<(Range<usize>, Certainty)> = Vec::new();
    let mut published = None;
    let mut prose = lines.clone();
    for (place, line) in lines.iter().enumerate() {
        let near_edge = place < 6 || place + 4 > lines.len();
        let raw = &text[line.clone()];
        let certainty = if let Some((day, date)) = metadata_line(raw, near_edge) {
            published.get_or_insert((day, line.start + date.start..line.start + date.end));
            Some(Certainty::Metadata)
        } else if is_identifier(raw) {
            Some(Certainty::Metadata)
        } else if is_furniture(raw, place, lines.len()) {
            Some(Certainty::Likely)
        } else {
            None
        };
        if let Some(certainty) = certainty {
            found.push((line.clone(), certainty));
            prose.retain(|other| other != line);
        }
    }
    if let Some(first) = prose.first().cloned()
        && let Some((day, end)) = leading_date(&text[first.clone()])
    {
        let span = first.start..first.start + end;
        published.get_or_insert((day, span.clone()));
        found.push((span, Certainty::Metadata));
    }
    if let Some(last) = prose.last().cloned()
        && let Some(start) = tail(&text[last.clone()])
    {
        found.push((last.start + start..last.end, Certainty::Likely));
    }
    let left_out: usize = found.iter().map(|(span, _)| span.len()).sum();
    if left_out * 2 > lines.iter().map(ExactSizeIterator::len).sum() {
        found.retain(|(_, certainty)| *certainty == Certainty::Metadata);
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for (span, _) in found {
        match spans.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => spans.push(span),
        }
    }
    Furniture { spans, published }
}

/// The outlet's name at the end of a headline ("... | BBC News"), with the mark before it.
pub fn title_suffix(title: &str, source: Option<&str>) -> Option<Range<usize>> {
    let marks = [" | ", " - ", " – ", " — ", " :: ", " · "];
    let (at, mark) = (marks.iter())
        .filter_map(|mark| title.rfind(mark).map(|at| (at, *mark)))
        .max_by_key(|(at, _)| *at)?;
    // What stands behind a bar is the site's, all of it.
    let (at, mark) = title
        .find(" | ")
        .map_or((at, mark), |first| (first.min(at), " | "));
    let suffix = &title[at + mark.len()..];
    let long_enough = title[..at].split_whitespace().count() >= 3;
    let short = suffix.split_whitespace().count() <= if mark == " | " { 8 } else { 5 };
    let letters = |s: &str| -> String {
        (s.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase))
        .collect()
    };
    let suffix_letters = letters(suffix);
    let names_outlet = source.map(letters).is_some_and(|source| {
        suffix_letters.len() >= 3
            && source.len() >= 3
            && (source.contains(&suffix_letters) || suffix_letters.contains(&source))
    });
    (long_enough && short && (mark == " | " || names_outlet)).then_some(at..title.len())
}

/// Trimmed, non-empty lines; paragraphs, where line ends fall inside sentences.
fn lines(text: &str) -> Vec<Range<usize>> {
    let wrapped = is_hard_wrapped(text);
    let mut joins = false;
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let end = start + trimmed.len();
            let indented = line.starts_with([' ', '\t']);
            match lines.last_mut().filter(|_| wrapped && joins && !indented) {
                Some(paragraph) => paragraph.end = end,
                None => lines.push(start..end),
            }
        }
        joins = !trimmed.is_empty();
        at += line.len();
    }
    lines
}

/// `page_banner`: a name out of the page's code.
fn is_identifier(line: &str) -> bool {
    line.contains('_')
        && line.len() <= 40
        && line
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn is_furniture(line: &str, place: usize, lines: usize) -> bool {
    // Prose lines are long; nothing below looks at one.
    if line.len() > 300 {
        return false;
    }
    let words = line.split_whitespace().count();
    let folded = line.to_lowercase();
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let sentence = line.ends_with(['.', '!', '?', '"', '”', '。', '！', '？']);
    // An agency's caption to an old picture, with that picture's date.
    let label = folded.strip_prefix("file").unwrap_or_default().trim_start();
    if line.starts_with("FILE") && label.starts_with(['-', '–', '—', ':', 'p']) {
        return true;
    }
    if !sentence && phrases::NAVIGATION.contains(&bare) {
        return true;
    }
    // A line that starts small is the rest of a sentence.
    let small = line.starts_with(char::is_lowercase);
    let starts =
        |list: &[&str]| !small && list.iter().any(|phrase| starts_with_phrase(bare, phrase));
    if words <= 12 && !sentence && starts(phrases::LABELS) {
        return true;
    }
    if words <= 30 && starts(phrases::READ_MORE) {
        return true;
    }
    if words <= 45
        && (folded.starts_with('©')
            || bare.starts_with("copyright ")
            || folded.contains("all rights reserved"))
    {
        return true;
    }
    if words <= 10 && !sentence && (place < 4 || place + 3 > lines) && is_byline(line) {
        return true;
    }
    let near_end = place > 0 && place + 4 > lines;
    near_end
        && words <= 40
        && starts(phrases::INVITATIONS)
        && phrases::CHANNELS
            .iter()
            .any(|channel| folded.contains(channel))
}

/// Whether `line` starts with `phrase` and the phrase ends at a word's end.
fn starts_with_phrase(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        !rest.starts_with(char::is_alphanumeric) || phrase.ends_with([':', '：'])
    })
}

/// "By Jane Doe and John Roe, City Correspondent".
fn is_byline(line: &str) -> bool {
    let Some(names) = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("BY "))
    else {
        return false;
    };
    names.split_whitespace().all(|word| {
        let first = word.trim_start_matches(['(', '<']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
            || word.contains('@')
            || matches!(
                word,
                "and" | "for" | "in" | "at" | "of" | "de" | "van" | "von" | "bin" | "al"
            )
    })
}

/// The day in a line that holds a date, labels, and hardly another word.
fn metadata_line(line: &str, near_edge: bool) -> Option<(Day, Range<usize>)> {
    if line.len() > 120
        || !line.bytes().any(|b| b.is_ascii_digit())
        || line.ends_with(['。', '?', '!'])
        || (line.ends_with('.') && !line.ends_with("m."))
    {
        return None;
    }
    let scan = Scan::new(line, &[], lexicon::of("en"));
    let (day, date) =
        (0..scan.len()).find_map(|at| full_day(&scan, at).map(|(day, end)| (day, at..end)))?;
    let mut labels = usize::from(line.contains('|'));
    let (mut others, mut others_after) = (0, 0);
    // "Posted 3 May 2021 by Jane Doe"; otherwise words behind the date are prose.
    let continues = line.contains('|') || line.contains(" by ");
    let mut at = 0;
    while at < scan.len() {
        if at == date.start {
            at = date.end;
            continue;
        }
        let token = &scan.tokens[at];
        match token.kind {
            Kind::Number => {}
            Kind::Mark(mark) => {
                if matches!(mark, '–' | '—') && at > date.start {
                    return None;
                }
            }
            Kind::Word => {
                let word = scan.folded(token);
                if phrases::METADATA_LABELS.contains(&word) {
                    labels += 1;
                } else if !phrases::CLOCK_WORDS.contains(&word)
                    && !matches!(word, "by" | "on" | "at")
                    && token.sense.weekday == 0
                {
                    if token.sense.is(Sense::FUNCTION) {
                        return None;
                    }
                    others += 1;
                    others_after += usize::from(at > date.start);
                }
            }
        }
        at += 1;
    }
    let metadata = if labels > 0 {
        others <= 5 && (others_after == 0 || continues)
    } else {
        others == 0 && near_edge
    };
    metadata.then(|| (day, scan.span(date)))
}

/// A date with its year at the head of prose, labelled or in figures: day and byte after it.
fn leading_date(line: &str) -> Option<(Day, usize)> {
    let head = line.char_indices().nth(80).map_or(line.len(), |c| c.0);
    let scan = Scan::new(&line[..head], &[], lexicon::of("en"));
    let mut at = 0;
    while phrases::METADATA_LABELS.contains(&scan.word(at)) || matches!(scan.word(at), "on") {
        at += 1;
    }
    let labelled = at > 0 && scan.word(0) != "on";
    at += usize::from(labelled && scan.is_mark(at, &[':', '：', '|']));
    let (day, mut end) = full_day(&scan, at)?;
    if !labelled && scan.get(at)?.kind != Kind::Number {
        return None;
    }
    let figures = scan.is_mark(at + 1, &['-', '/']) && scan.digits(at).is_some();
    let clock = clock(&scan, end);
    end = clock.unwrap_or(end);
    // "25th September 2023 – (Beijing)" is a dateline, which belongs to the article.
    let dateline = scan.is_mark(end, &['–', '—', '-', ',', '(']) && !scan.is_glued(end);
    if dateline || !(labelled || figures) || scan.is_mark(end, &[',', '.']) {
        return None;
    }
    let end = scan.get(end).map_or(line.len(), |next| next.start as usize);
    (end < line.len()).then_some((day, end))
}

/// The token after a time of day at `at`.
fn clock(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut next = at + usize::from(matches!(scan.word(at), "t" | "at"));
    scan.digits(next).filter(|d| d.len() <= 2)?;
    if !scan.is_mark(next + 1, &[':']) {
        return None;
    }
    next += 3;
    if scan.is_mark(next, &[':']) && scan.digits(next + 1).is_some() {
        next += 2;
    }
    while phrases::CLOCK_WORDS.contains(&scan.word(next)) {
        next += 1;
    }
    Some(next)
}

/// A date with day, month and year at token `at`, and the token after it.
fn full_day(scan: &Scan<'_>, at: usize) -> Option<(Day, usize)> {
    match calendar::absolute_at(scan, at)? {
        (
            Stated::Day {
                year: Some(year),
                month,
                day,
                to: None,
                ..
            },
            end,
        ) => Some((Day::from_ymd(year, month, day)?, end)),
        _ => None,
    }
}

/// Where an agency's or author's mark starts behind the last sentence.
fn tail(line: &str) -> Option<usize> {
    let is_end = |c: char| matches!(c, '.' | '!' | '?' | '"' | '”' | '’' | ')' | '。');
    let from = line.char_indices().rev().nth(160).map_or(0, |c| c.0);
    for (at, c) in line[from..].char_indices().map(|(at, c)| (from + at, c)) {
        let before = line[..at].trim_end();
        if !before.ends_with(is_end) {
            continue;
        }
        let rest = &line[at..];
        let words = rest.split_whitespace().count();
        let name = rest.trim_start_matches(['-', '–', '—', ' ', '(']);
        let named = name.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let unfinished = !name
            .trim_end_matches(')')
            .contains(['.', '!', '?', '”', '"']);
        let credit = match c {
            '-' | '–' | '—' => named && words <= 10 && unfinished,
            '(' => {
                let folded = name.to_lowercase();
                let credited = phrases::CREDITS
                    .iter()
                    .any(|credit| folded.starts_with(credit));
                let short = words <= 3 && named && unfinished;
                rest.ends_with(')') && (credited && words <= 30 || short && all_capital(name))
            }
            'B' => words <= 8 && is_byline(rest),
            _ => false,
        };
        if credit {
            return Some(at);
        }
    }
    None
}

fn all_capital(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(text: &str) -> Vec<&str> {
        find(text)
            .spans
            .into_iter()
            .map(|span| &text[span])
            .collect()
    }

    const PROSE: &str = "The council met at length and agreed to raise the levy on waste, which \
        residents had opposed for months. It will now be put to a vote.";

    #[test]
    fn furniture_lines_are_left_out_and_prose_stays() {
        let lines = [
            "page_banner",
            "news",
            "Share this article",
            "Read more",
            "Read more: Council split over levy",
            "ADVERTISEMENT",
            "© 2023 Example Media Ltd",
            "Copyright 2023 Example Media. All rights reserved.",
            "Post time: May-25-2023",
            "Xinhua | Updated: 2017-09-15 17:52",
            "Published on 3 May 2021 at 10:15 GMT",
            "2023-09-21 08:12",
            "By Jane Doe and John Roe",
            "Photo: Getty Images",
            "Editor: Zhang Wei",
            "Follow us on Twitter and Facebook for more stories.",
        ];
        for line in lines {
            let text = format!("{PROSE}\n\n{line}");
            assert_eq!(left_out(&text), [line], "{line}");
        }
        let prose = [
            "The minister resigned",
            "President Xi",
            "By then the fire had spread",
            "News of the deal reached the town",
            "The report was published on May 25, 2023",
            "Share prices fell 3% on Monday.",
            "Readers know more",
            "25th September 2023 – (Beijing) The council met.",
        ];
        for line in prose {
            let text = format!("{line}\n\n{PROSE}");
            assert_eq!(left_out(&text), [""; 0], "{line}");
        }
    }

    #[test]
    fn dates_and_tails_inside_prose_lines_are_left_out() {
        let cases = [
            (
                " date 2023-09-21 Premier Li leads meeting on industry",
                "date 2023-09-21 ",
            ),
            (
                "Updated: 2017-09-15 17:52 The council met in the city",
                "Updated: 2017-09-15 17:52 ",
            ),
            (
                "The council met and agreed. –The Daily Mail-GGTN news exchange item",
                "–The Daily Mail-GGTN news exchange item",
            ),
            ("The council met and agreed. (Xinhua)", "(Xinhua)"),
            ("The council met and agreed. - Reuters", "- Reuters"),
            (
                "He said so.” By Kim Arin (arin@example.com)",
                "By Kim Arin (arin@example.com)",
            ),
            (
                "They agreed. (Reporting by Jane Doe; Editing by John Roe)",
                "(Reporting by Jane Doe; Editing by John Roe)",
            ),
        ];
        for (text, gone) in cases {
            let text = format!("{text}\n{PROSE}");
            let text = if gone.starts_with(['d', 'U']) {
                text
            } else {
                text.lines().rev().collect::<Vec<_>>().join("\n")
            };
            assert_eq!(left_out(&text), [gone], "{text}");
        }
    }

    #[test]
    fn lines_of_hard_wrapped_texts_are_no_furniture() {
        let text = "The company said that it expects to earn about two dollars a\nshare.\n    It \
            added that it will pay a dividend of twenty cents a\nshare via a one-time special \
            payment and will\nsubscribe, from September 1 to 30, 1987, to new paper, on a\n\
            payment date April 9, 1987.\n";
        assert_eq!(left_out(text), [""; 0]);
    }

    #[test]
    fn metadata_gives_the_day_of_publication() {
        let cases = [
            ("Post time: May-25-2023", "2023-05-25"),
            ("Xinhua | Updated: 2017-09-15 17:52", "2017-09-15"),
            ("Published: 20 September 2023", "2023-09-20"),
        ];
        for (line, day) in cases {
            let text = format!("{PROSE}\n{line}");
            let (found, _) = find(&text).published.expect(line);
            assert_eq!(found.to_string(), day, "{line}");
        }
    }

    #[test]
    fn outlets_behind_headlines_are_suffixes() {
        let cases = [
            (
                "Council agrees on levy | BBC News",
                None,
                Some(" | BBC News"),
            ),
            (
                "Council agrees on levy - Reuters",
                Some("reuters.com"),
                Some(" - Reuters"),
            ),
            ("Council agrees on levy - live updates", None, None),
            ("UPDATE 1 - Council", Some("Council"), None),
            ("Levy", None, None),
        ];
        for (title, source, suffix) in cases {
            let found = title_suffix(title, source).map(|span| &title[span]);
            assert_eq!(found, suffix, "{title}");
        }
    }
}
