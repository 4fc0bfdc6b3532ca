//! The day on which a page was made, from a line of metadata or before the first words of prose.
//!
//! In: a line. Out: the day and where it stands. Promise: only a date with its year counts, beside
//! labels or hardly another word; a dateline ("25th September 2023 – (Beijing)") belongs to the
//! article and gives none. Cost: a scan of at most 120 bytes, or of 80 characters of prose.

use std::ops::Range;

use super::phrases;
use crate::cut;
use crate::detect::text::anchors::calendar::{self, Stated};
use crate::detect::text::lexicon::{self, Sense};
use crate::detect::text::scan::{Kind, Scan};
use crate::time::Day;

/// The day in a line that holds a date, labels, and hardly another word.
pub(super) fn metadata_line(line: &str, near_edge: bool) -> Option<(Day, Range<usize>)> {
    if line.len() > 120
        || !line.bytes().any(|b| b.is_ascii_digit())
        || line.ends_with(['。', '।', '?', '!'])
        || (line.ends_with('.') && !line.ends_with("m."))
    {
        return None;
    }
    let scan = Scan::new(line, &[], lexicon::of_dates());
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
                if phrases::labels_date(word) {
                    labels += 1;
                } else if !phrases::is_clock_word(word)
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
pub(super) fn leading_date(line: &str) -> Option<(Day, usize)> {
    let (head, _) = cut::to_chars(line, 80);
    let scan = Scan::new(head, &[], lexicon::of_dates());
    let mut at = 0;
    while phrases::labels_date(scan.word(at)) || matches!(scan.word(at), "on") {
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
    while phrases::is_clock_word(scan.word(next)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_figures_give_a_day_at_the_head_and_datelines_none() {
        for (line, day, rest) in [
            (
                "2023-09-21 Premier Li leads",
                "2023-09-21",
                "Premier Li leads",
            ),
            (
                "Updated: 2017-09-15 17:52 The council",
                "2017-09-15",
                "The council",
            ),
        ] {
            let (found, end) = leading_date(line).expect(line);
            assert_eq!((found.to_string().as_str(), &line[end..]), (day, rest));
        }
        for line in [
            "25th September 2023 – (Beijing) The council",
            "On May 25 they met",
        ] {
            assert_eq!(leading_date(line), None, "{line}");
        }
    }
}
