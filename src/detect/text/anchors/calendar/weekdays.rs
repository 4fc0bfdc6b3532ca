//! Weekdays, alone and beside a date.

use super::figures::figures;
use super::months::{day_first, month_first};
use super::tense::direction;
use super::{Direction, Stated};
use crate::detect::text::lexicon::{Sense, TimeWord};
use crate::detect::text::scan::{Kind, Scan};

/// `Wednesday, September 20`: the weekday helps to find the year.
pub(super) fn weekday_and_date(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let named = u8::checked_sub(scan.sense(at).weekday, 1)?;
    let point = usize::from(scan.is_mark(at + 1, &['.']) && scan.is_glued(at + 1));
    let mark = usize::from(scan.is_mark(at + 1 + point, &[',', '(']));
    let article = usize::from(scan.sense(at + 1 + point + mark).is(Sense::DAY_ARTICLE));
    let date = at + 1 + point + mark + article;
    let (stated, end) = match scan.get(date)?.kind {
        Kind::Number => figures(scan, date).or_else(|| day_first(scan, date))?,
        Kind::Word => month_first(scan, date)?,
        Kind::Mark(_) => return None,
    };
    match stated {
        Stated::Day {
            year,
            month,
            day,
            to,
            ..
        } => Some((
            Stated::Day {
                year,
                month,
                day,
                to,
                weekday: Some(named),
            },
            end,
        )),
        _ => None,
    }
}

/// `on Wednesday`, `Wednesday night`, `周三`; not "The Sun", "Sunday Times", "Black Friday".
pub(super) fn weekday(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    if let Some(found) = han_weekday(scan, at) {
        return Some(found);
    }
    let token = scan.get(at)?;
    let named = token.sense.weekday.checked_sub(1)?;
    let before = scan.sense_before(at);
    // "on Sun", and "Sunday's day" where a language says so.
    let leads = before.is(Sense::WEEKDAY_LEAD) || scan.sense(at + 1).time == Some(TimeWord::Day);
    if token.sense.is(Sense::DOUBTFUL) && !leads {
        return None;
    }
    let next_is_capital = scan
        .get(at + 1)
        .is_some_and(|t| t.is_capital() && !t.sentence && !t.line);
    let holiday = before.is(Sense::HOLIDAY);
    let title = next_is_capital && (before.is(Sense::THE) || scan.sense(at + 1).is(Sense::PAPER));
    if holiday || title {
        return None;
    }
    Some((
        Stated::Weekday {
            weekday: named,
            direction: direction(scan, at),
        },
        at + 1,
    ))
}

/// `周三`, `星期三`, `礼拜天`.
pub(super) fn han_weekday(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let digit = match (scan.word(at), scan.word(at + 1)) {
        ("周" | "週", _) => at + 1,
        ("星", "期") | ("礼", "拜") => at + 2,
        _ => return None,
    };
    let place = ["一", "二", "三", "四", "五", "六", "日"]
        .iter()
        .position(|name| *name == scan.word(digit))
        .or_else(|| (scan.word(digit) == "天").then_some(6))?;
    let weekday = u8::try_from(place).ok()?;
    Some((
        Stated::Weekday {
            weekday,
            direction: Direction::Past,
        },
        digit + 1,
    ))
}
