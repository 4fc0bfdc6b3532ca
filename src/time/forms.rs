//! Dates as people and programs write them: a clock and its zone are taken out wherever they stand,
//! and what is left is a day.

use jiff::civil;

use super::epoch::{clock, seconds_of_day};
use super::{Day, SECONDS_PER_DAY, Timestamp, months, no_date, out_of_range, zones};
use crate::error::Error;
use crate::numerals::digit;

/// Longer texts are no dates.
const LONGEST: usize = 100;

pub(super) fn parse(text: &str) -> Result<Timestamp, Error> {
    if text.len() > LONGEST {
        return Err(no_date(text, "is not a date"));
    }
    let folded: String = text.chars().map(|c| digit(c).unwrap_or(c)).collect();
    let folded = folded
        .to_lowercase()
        .replace("a.m", "am")
        .replace("p.m", "pm");
    let mut tokens = tokens(&folded);
    let time = take_time(&mut tokens).map_err(|why| no_date(text, why))?;
    let day = match day(&tokens) {
        Ok(Some(day)) => day,
        Ok(None) => return Err(out_of_range(text)),
        Err(why) => return Err(no_date(text, &why)),
    };
    match time {
        None => Ok(Timestamp::from_day(day)),
        Some(seconds) => {
            Timestamp::from_seconds(i64::from(day.number()) * SECONDS_PER_DAY + seconds)
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Number(&'t str),
    Word(&'t str),
    Mark(char),
}

/// A token, and whether it follows the one before without a space.
type Glued<'t> = (Token<'t>, bool);

fn tokens(text: &str) -> Vec<Glued<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let run = |belongs: fn(char) -> bool| {
            let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
            rest.split_at(end)
        };
        let (token, after) = if first.is_ascii_digit() {
            let (digits, after) = run(|c| c.is_ascii_digit());
            (Token::Number(digits), after)
        } else if first.is_alphabetic() {
            // Signs that join the letters of Hindi are no letters by themselves.
            let (word, after) =
                run(|c| c.is_alphabetic() || matches!(c, '\u{93c}' | '\u{94d}' | '\u{307}'));
            (Token::Word(word), after)
        } else if first.is_whitespace() {
            glued = false;
            rest = &rest[first.len_utf8()..];
            continue;
        } else {
            (Token::Mark(first), &rest[first.len_utf8()..])
        };
        tokens.push((token, glued));
        glued = true;
        rest = after;
    }
    tokens
}

/// Takes a clock and its zone out of the tokens: seconds from the day's midnight in UTC.
fn take_time(tokens: &mut Vec<Glued<'_>>) -> Result<Option<i64>, &'static str> {
    use Token::{Mark, Number, Word};
    const WRONG: &str = "is not a date";
    let number = |at: usize| match tokens.get(at) {
        Some((Number(digits), _)) => digits.parse::<i64>().ok(),
        _ => None,
    };
    let mark = |at: usize, marks: &[char]| matches!(tokens.get(at), Some((Mark(mark), _)) if marks.contains(mark));
    let half = |at: usize| match tokens.get(at) {
        Some((Word("am"), _)) => Some(0),
        Some((Word("pm"), _)) => Some(12),
        _ => None,
    };
    let clock_at = (0..tokens.len()).find(|&at| {
        number(at).is_some()
            && ((mark(at + 1, &[':']) && number(at + 2).is_some()) || half(at + 1).is_some())
    });
    let behind_t = || {
        let at = tokens
            .iter()
            .position(|token| *token == (Word("t"), true))?;
        number(at + 1).map(|_| at)
    };
    let (start, mut end, mut seconds) = if let Some(at) = clock_at {
        let mut end = at + 1;
        let mut parts = [number(at).unwrap_or(99), 0, 0];
        for part in &mut parts[1..] {
            if mark(end, &[':']) {
                *part = number(end + 1).ok_or(WRONG)?;
                end += 2;
            }
        }
        if let Some(half) = half(end) {
            if !(1..=12).contains(&parts[0]) {
                return Err(WRONG);
            }
            parts[0] = parts[0] % 12 + half;
        }
        let [hour, minute, second] = parts;
        let seconds = seconds_of_day(hour, minute, second).ok_or(WRONG)?;
        let start = at - usize::from(at > 0 && matches!(tokens[at - 1].0, Word("t" | "at")));
        (start, end, seconds)
    } else if let Some(at) = behind_t() {
        let Number(digits) = tokens[at + 1].0 else {
            return Ok(None);
        };
        if !matches!(digits.len(), 2 | 4 | 6) {
            return Err(WRONG);
        }
        (at, at + 2, clock(digits).ok_or(WRONG)?)
    } else {
        return Ok(None);
    };
    if mark(end, &['.', ',']) && number(end + 1).is_some() && tokens[end + 1].1 && tokens[end].1 {
        end += 2;
    }
    end += usize::from(half(end).is_some())
        + usize::from(half(end).is_some() && mark(end + 1, &['.']));
    let (minutes, end) = zone(tokens, end)?;
    seconds -= minutes * 60;
    tokens.drain(start..end);
    Ok(Some(seconds))
}

/// Minutes east of Greenwich that the tokens from `at` on state, and where they end.
fn zone(tokens: &[Glued<'_>], mut at: usize) -> Result<(i64, usize), &'static str> {
    use Token::{Mark, Number, Word};
    let mut minutes = 0;
    loop {
        match tokens.get(at).map(|token| token.0) {
            // Words around a clock: nine o'clock in German, "h" in Portuguese, the year's in Russian.
            Some(Word("uhr" | "h" | "hrs" | "hours" | "г")) => at += 1,
            Some(Word(name)) => match zones::minutes(name) {
                Some(found) => (minutes, at) = (found, at + 1),
                // A month or a weekday: the day follows the clock.
                None if months::number(name).is_some() || follows_day(tokens, at) => break,
                None => return Err("has a time zone that is not known"),
            },
            Some(Mark(sign @ ('+' | '-' | '\u{2212}'))) => {
                let Some(&(Number(digits), true)) = tokens.get(at + 1) else {
                    break;
                };
                let (hours, rest, used) =
                    match (digits.len(), tokens.get(at + 2), tokens.get(at + 3)) {
                        (1 | 2, Some((Mark(':'), true)), Some(&(Number(rest), true))) => {
                            (digits, rest, 4)
                        }
                        (1 | 2, _, _) => (digits, "0", 2),
                        (4, _, _) => (&digits[..2], &digits[2..], 2),
                        _ => break,
                    };
                let (hours, rest): (i64, i64) = match (hours.parse(), rest.parse()) {
                    (Ok(hours), Ok(rest)) if hours <= 15 && rest < 60 => (hours, rest),
                    _ => return Err("has an offset that no time zone has"),
                };
                minutes = (hours * 60 + rest) * if sign == '+' { 1 } else { -1 };
                at += used;
            }
            // The zone's name, behind its offset.
            Some(Mark(open @ ('(' | '['))) => {
                let close = Mark(if open == '(' { ')' } else { ']' });
                let after = &tokens[at..];
                at += after
                    .iter()
                    .position(|token| token.0 == close)
                    .map_or(after.len(), |n| n + 1);
            }
            _ => break,
        }
    }
    Ok((minutes, at))
}

/// Whether a date, and not the end, follows a word behind a clock.
fn follows_day(tokens: &[Glued<'_>], at: usize) -> bool {
    tokens[at..]
        .iter()
        .any(|token| matches!(token.0, Token::Number(digits) if digits.len() == 4))
}

/// The day that the tokens name: none when there is no such day.
fn day(tokens: &[Glued<'_>]) -> Result<Option<Day>, String> {
    use Token::{Mark, Number, Word};
    // Weekdays and words such as "Updated:" stand in front.
    let is_start = |token: &Glued<'_>| match token.0 {
        Number(_) => true,
        Word(word) => months::number(word).is_some(),
        Mark(_) => false,
    };
    let start = tokens.iter().position(is_start).unwrap_or(tokens.len());
    let (mut numbers, mut marks, mut month, mut is_week) = (Vec::new(), Vec::new(), None, false);
    for (token, _) in &tokens[start..] {
        match *token {
            Number(digits) => numbers.push(digits),
            Mark(mark) => marks.push(mark),
            Word(word) => match months::number(word) {
                Some(number) if month.is_none() => month = Some((number, numbers.len())),
                _ if numbers.len() == 1 && word == "w" => is_week = true,
                _ if is_filler(word) => {}
                _ => return Err("is not a date".to_owned()),
            },
        }
    }
    if let Some((month, before)) = month {
        return with_month(&numbers, month, before)
            .map(Some)
            .or_else(|why| match why {
                Some(why) => Err(why.to_owned()),
                None => Ok(None),
            });
    }
    if is_week {
        return week(&numbers);
    }
    in_figures(&numbers, &marks)
}

/// Words between the parts of a day.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "at" | "di" | "um" | "г" | "р" | "年" | "月" | "日" | "년" | "월" | "일"
    ) || months::is_beside(word)
}

/// A day with the month's name; `before` numbers stand in front of it. The error is why, or none
/// for a day that there is not.
fn with_month(numbers: &[&str], month: i8, before: usize) -> Result<Day, Option<&'static str>> {
    let (day, year) = match *numbers {
        [one] if one.len() == 4 => return Err(Some("names a month but no day")),
        [_] => return Err(Some("names no year")),
        // 2024 May 6.
        [year, day] if year.len() == 4 && before <= 1 => (day, year),
        [day, year] => (day, year),
        _ => return Err(Some("is not a date")),
    };
    let wrong = || Some("is not a date");
    let day = day.parse().map_err(|_| wrong())?;
    let year: i16 = match (year.len(), year.parse()) {
        (4, Ok(year)) => year,
        (2, Ok(year)) => of_century(year),
        _ => return Err(wrong()),
    };
    Day::from_ymd(year, month, day).ok_or_else(wrong)
}

/// The year of two digits: 1970 to 2069.
fn of_century(year: i16) -> i16 {
    year + if year < 70 { 2000 } else { 1900 }
}

/// `2024-W19-1` and `2024W191`.
fn week(numbers: &[&str]) -> Result<Option<Day>, String> {
    let (year, week, weekday) = match *numbers {
        [_, week] if week.len() <= 2 => return Err("names a week but no day".to_owned()),
        [year, both] if both.len() == 3 => (year, &both[..2], &both[2..]),
        [year, week, weekday] => (year, week, weekday),
        _ => return Err("is not a date".to_owned()),
    };
    let day = || {
        let weekday = civil::Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
        let date = civil::ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, weekday).ok()?;
        let date = date.date();
        Day::from_ymd(date.year(), date.month(), date.day())
    };
    Ok(day())
}

/// A day in figures.
fn in_figures(numbers: &[&str], marks: &[char]) -> Result<Option<Day>, String> {
    let wrong = || "is not a date".to_owned();
    let value = |digits: &str| digits.parse::<i16>().map_err(|_| wrong());
    let ymd = |year: i16, month: i16, day: i16| {
        Day::from_ymd(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    };
    let (a, b, c) = match *numbers {
        [all] if all.len() == 8 => (&all[..4], &all[4..6], &all[6..]),
        [year, ordinal] if year.len() == 4 && ordinal.len() == 3 => {
            let days = value(ordinal)?;
            let first = ymd(value(year)?, 1, 1);
            let day = first.map(|first| first.plus(i32::from(days) - 1));
            return Ok(day.filter(|day| day.ymd().is_some_and(|(y, ..)| Ok(y) == value(year))));
        }
        [year, _] if year.len() == 4 => return Err("names a month but no day".to_owned()),
        [a, b, c] => (a, b, c),
        _ => return Err(wrong()),
    };
    let (first, second, third) = (value(a)?, value(b)?, value(c)?);
    match (a.len(), c.len()) {
        (4, 1 | 2) => Ok(ymd(first, second, third)),
        (1 | 2, 2 | 4) if marks.first() == Some(&'.') => {
            let year = if c.len() == 2 {
                of_century(third)
            } else {
                third
            };
            Ok(ymd(year, second, first))
        }
        (1 | 2, 4) if first > 12 || first == second => Ok(ymd(third, second, first)),
        (1 | 2, 4) if second > 12 => Ok(ymd(third, first, second)),
        (1 | 2, 4) => {
            let name = |month: i16| {
                let names = "January February March April May June July August September October November December";
                let at = usize::try_from(month - 1).unwrap_or(usize::MAX);
                names.split(' ').nth(at).unwrap_or("no month")
            };
            Err(format!(
                "could be {first} {} or {second} {}",
                name(second),
                name(first)
            ))
        }
        _ => Err(wrong()),
    }
}
