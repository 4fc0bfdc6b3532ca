//! Dates with a month's name: `Sept. 20, 2023`, `22nd to 23rd September`, `in December`.

use super::tense::direction;
use super::{DASHES, Direction, Stated};
use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Case, Kind, Scan, Token};

/// A month's name at `at` and the token after it and its abbreviation point.
pub(super) fn month(scan: &Scan<'_>, at: usize) -> Option<(i8, usize)> {
    let token = scan.get(at)?;
    let doubtful = token.sense.is(Sense::DOUBTFUL);
    if token.sense.month == 0 || (doubtful && token.case == Case::Lower) {
        return None;
    }
    let point = scan.is_mark(at + 1, &['.']) && scan.is_glued(at + 1);
    let abbreviated =
        token.sense.is(Sense::ABBREVIATION) || scan.folded(token).chars().count() <= 4;
    let next = at + 1 + usize::from(point && abbreviated && !scan.is_line(at + 2));
    Some((i8::try_from(token.sense.month).ok()?, next))
}

/// A day of the month at `at`, with `th` or a German point, and the token after it.
pub(super) fn day(scan: &Scan<'_>, at: usize) -> Option<(i8, usize)> {
    let value = scan
        .digits(at)
        .filter(|d| d.len() <= 2)?
        .parse::<i8>()
        .ok()?;
    if !(1..=31).contains(&value) {
        return None;
    }
    let mut next = at + 1;
    if scan.is_glued(next) {
        if scan.sense(next).is(Sense::DAY_ENDING | Sense::OF) {
            next += 1;
        } else if scan.get(next).is_some_and(Token::is_word) || scan.is_mark(next, &['%', ':', '°'])
        {
            return None;
        } else if scan.is_mark(next, &['.', 'º', '°'])
            && (scan.sense(next + 1).month > 0 || links_days(scan, next + 1))
        {
            next += 1;
        }
    }
    Some((value, next))
}

/// `3. bis 5. Juni`: whether a small word for a range and another number follow.
fn links_days(scan: &Scan<'_>, at: usize) -> bool {
    let small = scan.get(at).is_some_and(|t| t.case == Case::Lower);
    small && scan.sense(at).is(Sense::RANGE) && scan.digits(at + 1).is_some()
}

/// A year at `at` behind a comma, hyphen, "of" or "de", and the token after it.
pub(super) fn year_after(scan: &Scan<'_>, at: usize) -> Option<(i16, usize)> {
    let linked = scan.is_mark(at, &[',', '-', '/']) || scan.sense(at).is(Sense::OF);
    let at = at + usize::from(linked);
    let value = scan
        .digits(at)
        .filter(|d| d.len() == 4)?
        .parse::<i16>()
        .ok()?;
    let counts = scan.sense(at + 1).is(Sense::PEOPLE) || scan.is_mark(at + 1, &['%', ':']);
    let part =
        scan.is_mark(at + 1, &['-', '/']) && scan.is_glued(at + 2) && scan.digits(at + 2).is_some();
    ((1500..=2199).contains(&value) && !counts && !part && !scan.is_line(at))
        .then_some((value, at + 1))
}

/// The token after a word or dash that spans a range of days.
pub(super) fn range_link(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let link = scan.is_mark(at, &DASHES) || scan.sense(at).is(Sense::RANGE);
    (link && !scan.is_line(at)).then_some(at + 1)
}

/// Whether what stands at `at` cannot be counted by the number before it ("20 and 30 people").
pub(super) fn ends_cleanly(scan: &Scan<'_>, at: usize) -> bool {
    match scan.get(at) {
        None => true,
        Some(token) if token.line => true,
        Some(token) => match token.kind {
            Kind::Word => token.is_capital() || token.sense.is(Sense::FUNCTION),
            Kind::Mark(mark) => !matches!(mark, '%' | '$' | ':' | '°'),
            Kind::Number => true,
        },
    }
}

/// `September 20, 2023`, `Sept 5 to 8`, `May-25-2023`, `December 2022`, `in December`.
pub(super) fn month_first(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let (from_month, after_month) = month(scan, at)?;
    let linked = scan.is_mark(after_month, &['-']) && scan.is_glued(after_month + 1);
    let the = scan.sense(after_month).is(Sense::THE);
    let day_at = after_month + usize::from(linked || the);
    let Some((from_day, mut next)) = day(scan, day_at).filter(|_| !scan.is_line(day_at)) else {
        return whole_month(scan, at, from_month, after_month);
    };
    if scan.sense(at).is(Sense::DOUBTFUL) && !is_month(scan, at, next) {
        return None;
    }
    let mut to = None;
    if let Some(second) = range_link(scan, next) {
        if let Some((to_month, after)) = month(scan, second)
            && let Some((to_day, after)) = day(scan, after)
            && (to_month, to_day) > (from_month, from_day)
        {
            to = Some((to_month, to_day));
            next = after;
        } else if let Some((to_day, after)) = day(scan, second)
            && to_day > from_day
            && ends_cleanly(scan, after)
            && month(scan, after).is_none()
        {
            to = Some((from_month, to_day));
            next = after;
        }
    }
    let (year, next) = year_after(scan, next).map_or((None, next), |(y, n)| (Some(y), n));
    Some((
        Stated::Day {
            year,
            month: from_month,
            day: from_day,
            to,
            weekday: None,
        },
        next,
    ))
}

/// Whether "May 5" is a date: not in "May 5 million people", "Theresa May 3", "Long March-5".
fn is_month(scan: &Scan<'_>, at: usize, after: usize) -> bool {
    let counts = scan.is_mark(after, &['%'])
        || scan.sense(after).power > 0
        || scan.sense(after).is(Sense::PEOPLE)
        || (scan.lexicon.measure(scan.word(after)) == Some("%"))
        || scan
            .lexicon
            .is_percent(scan.word(after), scan.word(after + 1));
    let named = at
        .checked_sub(1)
        .and_then(|before| scan.get(before))
        .is_some_and(|before| {
            // Not "Last May 5", "Tuesday May 5".
            before.is_capital()
                && !before.sense.is(Sense::FUNCTION | Sense::NOT_A_NAME)
                && before.sense.weekday == 0
                && before.case != Case::Upper
        });
    !counts && (!named || scan.is_line(at))
}

/// A month without a day: with its year, or where a preposition says that it is a month.
pub(super) fn whole_month(
    scan: &Scan<'_>,
    at: usize,
    month: i8,
    after: usize,
) -> Option<(Stated, usize)> {
    if let Some((year, next)) = year_after(scan, after) {
        let direction = Direction::Past;
        return Some((
            Stated::Months {
                year: Some(year),
                from: month,
                to: month,
                direction,
            },
            next,
        ));
    }
    let before = scan.sense_before(at);
    let direction = direction(scan, at);
    let token = scan.get(at)?;
    let led =
        before.is(Sense::MONTH_LEAD | Sense::WEAK_MONTH_LEAD) || scan.sense(after).is(Sense::TAIL);
    let whole_word = scan.folded(token).chars().count() > 3;
    // "May" and "March" are other things more often: "in May" only, and "of May" is a person's.
    let fits = if token.sense.is(Sense::DOUBTFUL) {
        led && whole_word | (scan.folded(token) == "may")
            && !before.is(Sense::WEAK_MONTH_LEAD)
            && !scan
                .get(after)
                .is_some_and(|t| t.is_capital() && !t.sentence)
    } else {
        led && whole_word
    };
    fits.then_some((
        Stated::Months {
            year: None,
            from: month,
            to: month,
            direction,
        },
        after,
    ))
}

/// `25th September 2023`, `22nd to 23rd September`, `5 Sept to 8 Oct`, `20 de septiembre de 2023`.
pub(super) fn day_first(scan: &Scan<'_>, at: usize) -> Option<(Stated, usize)> {
    let (from_day, mut next) = day(scan, at)?;
    let month_after = |at: usize| {
        let joined =
            scan.sense(at).is(Sense::OF) || (scan.is_mark(at, &['-', '.']) && scan.is_glued(at));
        month(scan, at + usize::from(joined))
    };
    let mut to_day = None;
    let (from_month, after) = if let Some(found) = month_after(next) {
        found
    } else {
        let (second, after) = day(scan, range_link(scan, next)?)?;
        if second <= from_day {
            return None;
        }
        to_day = Some(second);
        month_after(after)?
    };
    next = after;
    let mut to = to_day.map(|day| (from_month, day));
    if to.is_none()
        && let Some((second, after)) = range_link(scan, next).and_then(|at| day(scan, at))
        && let Some((to_month, after)) = month_after(after)
        && (to_month, second) > (from_month, from_day)
    {
        to = Some((to_month, second));
        next = after;
    }
    let (year, next) = year_after(scan, next).map_or((None, next), |(y, n)| (Some(y), n));
    Some((
        Stated::Day {
            year,
            month: from_month,
            day: from_day,
            to,
            weekday: None,
        },
        next,
    ))
}
