//! Periods: `last week`, `three days ago`, `fourth quarter of 2022`, `in 2019`.

use super::months::{ends_cleanly, year_after};
use super::{DASHES, Direction, Period, Stated};
use crate::detect::text::lexicon::{Sense, TimeWord};
use crate::detect::text::scan::{Case, Kind, Scan};

/// `yesterday`, `last week`, `earlier this month`, `over the weekend`, `昨天`.
pub(super) fn relative(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let token = scan.get(at)?;
    let sense = token.sense;
    let day = |offset| Stated::Relative {
        period: Period::Day,
        offset,
    };
    if sense.is(Sense::YESTERDAY | Sense::TODAY | Sense::TOMORROW) {
        // "USA Today" is a newspaper.
        if token.is_capital() && !token.sentence && at > 0 && scan.tokens[at - 1].is_capital() {
            return None;
        }
        let offset = i32::from(sense.is(Sense::TOMORROW)) - i32::from(sense.is(Sense::YESTERDAY));
        return Some((day(offset), at + 1));
    }
    match (scan.folded(token), scan.word(at + 1)) {
        ("昨", "天" | "日") => return Some((day(-1), at + 2)),
        ("今", "天" | "日") => return Some((day(0), at + 2)),
        _ => {}
    }
    // "last week" may be one word.
    let (time, end) = match sense.time {
        Some(time) if sense.is(Sense::LAST | Sense::THIS | Sense::NEXT) => (time, at + 1),
        _ => (scan.sense(at + 1).time?, at + 2),
    };
    if sense.is(Sense::THE) && time == TimeWord::Weekend {
        let weekend = Stated::Relative {
            period: Period::Weekend,
            offset: 0,
        };
        return Some((weekend, at + 2));
    }
    let offset = if sense.is(Sense::LAST) {
        -1
    } else if sense.is(Sense::THIS) {
        0
    } else if sense.is(Sense::NEXT) {
        1
    } else {
        return None;
    };
    let period = match time {
        TimeWord::Night if offset == -1 => Period::Day,
        TimeWord::PartOfDay if offset == 0 => Period::Day,
        TimeWord::Week => Period::Week,
        TimeWord::Weekend => Period::Weekend,
        TimeWord::Month => Period::Month,
        TimeWord::Year => Period::Year,
        TimeWord::Day | TimeWord::Night | TimeWord::PartOfDay => return None,
    };
    // "the last year" is a span up to now, not the year before.
    if offset == -1 && period != Period::Day && scan.sense_before(at).is(Sense::THE) {
        return None;
    }
    Some((Stated::Relative { period, offset }, end))
}

/// `three days ago`, `2 weeks earlier` is not: only "ago" counts from the reference day.
pub(super) fn ago(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let token = scan.get(at)?;
    let count = match token.kind {
        Kind::Number => scan.digits(at)?.parse::<i32>().ok()?,
        _ if token.sense.is(Sense::ONE) => 1,
        _ if token.sense.is(Sense::ORDINAL) => return None,
        _ => i32::from(token.sense.cardinal()?),
    };
    let period = match scan.sense(at + 1).counted? {
        TimeWord::Day => Period::Day,
        TimeWord::Week => Period::Week,
        TimeWord::Month => Period::Month,
        TimeWord::Year => Period::Year,
        TimeWord::Weekend | TimeWord::Night | TimeWord::PartOfDay => return None,
    };
    let plausible = (0..=500).contains(&count) && scan.sense(at + 2).is(Sense::AGO);
    plausible.then_some((
        Stated::Relative {
            period,
            offset: -count,
        },
        at + 3,
    ))
}

/// `fourth quarter of 2022`, `Q4 2022`, `first eight months of 2023`.
pub(super) fn quarter(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let sense = scan.sense(at);
    let direction = Direction::Past;
    if sense.is(Sense::ORDINAL) && scan.sense(at + 1).is(Sense::QUARTER) {
        let quarter = i8::try_from(sense.cardinal()?).ok().filter(|q| *q <= 4)?;
        let (year, end) = year_after(scan, at + 2)?;
        return Some((
            Stated::Months {
                year: Some(year),
                from: quarter * 3 - 2,
                to: quarter * 3,
                direction,
            },
            end,
        ));
    }
    if scan.word(at) == "q" && scan.is_glued(at + 1) {
        let quarter = scan
            .digits(at + 1)?
            .parse::<i8>()
            .ok()
            .filter(|q| (1..=4).contains(q))?;
        let (year, end) = year_after(scan, at + 2)?;
        return Some((
            Stated::Months {
                year: Some(year),
                from: quarter * 3 - 2,
                to: quarter * 3,
                direction,
            },
            end,
        ));
    }
    let first = sense.is(Sense::ORDINAL) && sense.cardinal() == Some(1);
    if first && scan.sense(at + 2).counted == Some(TimeWord::Month) {
        let months = i8::try_from(scan.sense(at + 1).cardinal()?)
            .ok()
            .filter(|m| (1..=12).contains(m))?;
        let (year, end) = year_after(scan, at + 3)?;
        return Some((
            Stated::Months {
                year: Some(year),
                from: 1,
                to: months,
                direction,
            },
            end,
        ));
    }
    None
}

/// "the 2008 financial crisis", "2013 NFL Draft"; not "2000 jobs", "1915 Birch Street".
fn is_adjective(scan: &Scan<'_>, at: usize, value: i16) -> bool {
    let Some(next) = scan
        .get(at + 1)
        .filter(|t| t.is_word() && !t.line && !t.sentence)
    else {
        return false;
    };
    let address = next.is_capital() && (at + 2..at + 4).any(|i| scan.sense(i).is(Sense::STREET));
    let counted = (at + 1..at + 4)
        .map_while(|i| {
            scan.get(i)
                .filter(|t| t.is_word() && !t.line && !t.sense.is(Sense::FUNCTION))
                .map(|_| i)
        })
        .any(|i| {
            let word = scan.word(i);
            scan.sense(i).is(Sense::PEOPLE)
                || scan.sense(i).power > 0
                || (scan.tokens[i].case == Case::Lower
                    && word.ends_with('s')
                    && !word.ends_with("ss")
                    && !word.ends_with("is"))
        });
    let content = !next.sense.is(Sense::FUNCTION);
    (1980..=2049).contains(&value) && content && !address && !counted
}

/// `in 2019`; four digits mean a year only where a preposition says so.
pub(super) fn year(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let value = scan
        .digits(at)
        .filter(|d| d.len() == 4)?
        .parse::<i16>()
        .ok()?;
    if !(1900..=2099).contains(&value)
        || scan.is_glued(at)
        || scan.is_glued(at + 1) && scan.get(at + 1)?.is_word()
    {
        return None;
    }
    let tail = scan.sense(at + 1).is(Sense::TAIL);
    let led = tail || scan.sense_before(at).is(Sense::YEAR_LEAD);
    let range = scan.is_mark(at + 1, &DASHES) && scan.is_glued(at + 1);
    let told = if led {
        tail || ends_cleanly(scan, at + 1)
    } else {
        is_adjective(scan, at, value)
    };
    (told && !range).then_some((Stated::Year(value), at + 1))
}
