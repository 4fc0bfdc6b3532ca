//! Dates in figures: `2023-09-20`, `20.09.2023`, `2023年9月20日`.

use super::{DASHES, Direction, Stated};
use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Kind, Scan};

/// `2023-09-20`, `2023/9/20`, `09/20/2023`, `20.09.2023`; never `05/06/2023`.
pub(super) fn figures(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let token = scan.get(at)?;
    let dotted = scan.folded(token);
    if dotted.bytes().filter(|b| *b == b'.').count() == 2 {
        let mut parts = dotted.split('.');
        let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
        // A point between figures means day first everywhere, unless the year leads.
        let (year, day) = if first.len() == 4 {
            (first, last)
        } else {
            (last, first)
        };
        return (year.len() == 4)
            .then(|| full(year, month, day))
            .flatten()
            .map(|stated| (stated, at + 1));
    }
    let mark = match scan.get(at + 1)?.kind {
        Kind::Mark(mark @ ('-' | '/' | '–')) if scan.is_glued(at + 1) => mark,
        _ => return None,
    };
    if !(scan.is_mark(at + 3, &[mark]) && (2..=4).all(|k| scan.is_glued(at + k))) {
        return None;
    }
    let (a, b, c) = (scan.digits(at)?, scan.digits(at + 2)?, scan.digits(at + 4)?);
    let stated = if a.len() == 4 {
        full(a, b, c)?
    } else if c.len() == 4 && a.len() <= 2 && b.len() <= 2 {
        let (first, second): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
        match (first > 12, second > 12) {
            (true, false) => full(c, b, a)?,
            (false, true) => full(c, a, b)?,
            (false, false) if first == second => full(c, a, b)?,
            _ => return None,
        }
    } else {
        return None;
    };
    Some((stated, at + 5))
}

pub(super) fn full(year: &str, month: &str, day: &str) -> Option<Stated> {
    if month.len() > 2 || day.len() > 2 {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let real =
        (1000..=2999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then_some(Stated::Day {
        year: Some(year),
        month,
        day,
        to: None,
        weekday: None,
    })
}

/// `2023年9月20日`, `9月22日至23日`, `2022年12月`, `2023年`; Korean `년`, `월`, `일` alike.
pub(super) fn han(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let unit = |index: usize, units: [&str; 3]| {
        // Korean glues its particles to the unit.
        let is = |unit: &&str| match scan.word(index).strip_prefix(*unit) {
            Some(rest) => rest.is_empty() || is_hangul(unit),
            None => false,
        };
        units.iter().any(is) && !scan.is_line(index)
    };
    let value = |index: usize| scan.digits(index).and_then(|d| d.parse::<i16>().ok());
    let day_unit = |index| unit(index, ["日", "号", "일"]);
    let month_unit = |index| unit(index, ["月", "월", "月"]);
    let year_unit = |index| unit(index, ["年", "년", "年"]);
    let (year, mut next) = if let Some((year, unit)) = era_year(scan, at) {
        if !year_unit(unit) {
            return None;
        }
        (Some(year), unit + 1)
    } else if year_unit(at + 1) {
        (value(at).filter(|y| (1000..=2999).contains(y)), at + 2)
    } else {
        (None, at)
    };
    let month = value(next)
        .and_then(|m| i8::try_from(m).ok())
        .filter(|m| month_unit(next + 1) && (1..=12).contains(m));
    let Some(month) = month else {
        return match year {
            Some(year) => Some((Stated::Year(year), next)),
            None => lone_day(scan, at),
        };
    };
    next += 2;
    let day_at = |index| {
        value(index)
            .and_then(|d| i8::try_from(d).ok())
            .filter(|d| day_unit(index + 1) && (1..=31).contains(d))
    };
    let Some(day) = day_at(next) else {
        // `9月` alone counts months as often as it names one.
        return year.map(|_| {
            (
                Stated::Months {
                    year,
                    from: month,
                    to: month,
                    direction: Direction::Past,
                },
                next,
            )
        });
    };
    next += 2;
    let mut to = None;
    let linked = matches!(scan.word(next), "至" | "到")
        || scan.sense(next).is(Sense::RANGE)
        || scan.is_mark(next, &DASHES);
    if linked && let Some(last) = day_at(next + 1).filter(|last| *last > day) {
        to = Some((month, last));
        next += 3;
    }
    Some((
        Stated::Day {
            year,
            month,
            day,
            to,
            weekday: None,
        },
        next,
    ))
}

fn is_hangul(unit: &str) -> bool {
    unit.chars().all(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c))
}

/// `令和6` and `令和元`: the year that an era's year is, and the token after it.
fn era_year(scan: &Scan<'_>, at: usize) -> Option<(i16, usize)> {
    let before = scan.lexicon.era(scan.word(at))?;
    let year = match scan.word(at + 1) {
        "元" => 1,
        _ => scan.digits(at + 1)?.parse::<i16>().ok()?,
    };
    (1..=99).contains(&year).then_some((before + year, at + 2))
}

/// `15日`, where the language names a day without its month; not `5日連続`.
fn lone_day(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    if !scan.lexicon.writing.lone_days || scan.word(at + 1) != "日" || scan.is_line(at + 1) {
        return None;
    }
    let day = scan
        .digits(at)?
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let counted = scan.lexicon.counts_days(scan.word(at + 2)) && !scan.is_line(at + 2);
    (!counted).then_some((Stated::DayOfMonth(day), at + 2))
}
