//! Numbers with what they count: `$3bn`, `3.9 percent`, `seventeen measures`, `4 people killed`.
//!
//! In: a [`Scan`] and a token index outside dates. Out: a [`Mention`]: value and unit. Figures are
//! never rounded or collapsed. The dead, injured, missing and arrested are units of their own, as
//! reports of one event differ in the noun but not in what happened to those counted. Times of
//! day, figures inside words ("COVID-19") and phone numbers are no numbers here.

use std::ops::Range;

use super::units;
use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Kind, Scan};
use crate::detect::text::stem::Terms;

/// A number in the words of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mention {
    pub(crate) tokens: Range<usize>,
    pub(crate) value: f64,
    pub(crate) unit: String,
}

/// Digits beyond which figures are a phone number or code.
const LONGEST: usize = 15;

/// The number that starts at token `at`.
pub(crate) fn at(scan: &Scan<'_>, at: usize, terms: &Terms) -> Option<Mention> {
    let token = scan.get(at)?;
    let (start, currency) = match token.kind {
        Kind::Mark(mark) => {
            let currency = units::currency_mark(mark)?;
            // "A$30" is Australian, "a $30 bill" is not.
            let letters = if scan.is_glued(at) {
                scan.word_before(at)
            } else {
                ""
            };
            (at + 1, Some(units::dollar_of(letters, currency)))
        }
        Kind::Word => match units::currency_code(scan.folded(token)) {
            Some(code) if scan.get(at + 1).is_some_and(|t| t.kind == Kind::Number) => {
                (at + 1, Some(code))
            }
            _ => (at, None),
        },
        Kind::Number => (at, None),
    };
    let (value, end, spelled) = quantity(scan, start)?;
    let sign = inside_word(scan, start) || is_time(scan, start, end) || is_code(scan, start, end);
    if !spelled && sign {
        return None;
    }
    let found = units::of(scan, start..end, currency, terms);
    // "one" counts only people; a bare spelled-out number is a turn of phrase.
    let told =
        !spelled || (!found.unit.is_empty() && (value > 1.0 || units::is_casualty(&found.unit)));
    (told && value.is_finite()).then(|| Mention {
        tokens: at..found.end.max(end),
        value,
        unit: found.unit,
    })
}

/// Value, token after it, and whether it was spelled out.
fn quantity(scan: &Scan<'_>, at: usize) -> Option<(f64, usize, bool)> {
    let token = scan.get(at)?;
    match token.kind {
        Kind::Number => {
            let plain = figures(scan.folded(token), scan.lexicon.writing.decimal_point)?;
            let hyphen = usize::from(scan.is_mark(at + 1, &['-']) && scan.sense(at + 2).power >= 3);
            let (power, end) = powers(scan, at + 1 + hyphen);
            let end = if power == 0 { at + 1 } else { end };
            // Read with its power of ten at once: a product would not be exact.
            let value = format!("{plain}e{power}").parse().ok()?;
            Some((value, end, false))
        }
        Kind::Word if !token.sense.is(Sense::ORDINAL) => {
            let (value, end) = spelled(scan, at)?;
            Some((value, end, true))
        }
        _ => None,
    }
}

/// `twenty-five`, `one hundred and twenty`, `two dozen`, `3.5 million` behind its figures.
fn spelled(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let behind = scan.sense(at + 1);
    let article = scan.sense(at).is(Sense::ONE) && (behind.power > 0 || behind.is(Sense::DOZEN));
    let (mut value, mut end) = if article {
        (1.0, at + 1)
    } else {
        small(scan, at)?
    };
    if scan.sense(end).is(Sense::DOZEN) {
        return Some((value * 12.0, end + 1));
    }
    let (power, after) = powers(scan, end);
    value *= 10_f64.powi(power);
    end = after;
    let continues = power > 0 && scan.sense(end).is(Sense::NUMBER_LINK);
    if continues && let Some((rest, after)) = small(scan, end + 1).filter(|_| value >= 100.0) {
        (value, end) = (value + rest, after);
    }
    Some((value, end))
}

/// A spelled-out number below a hundred.
fn small(scan: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let sense = scan.sense(at);
    let tens = sense.cardinal().filter(|_| !sense.is(Sense::ORDINAL))?;
    let joined = scan.is_mark(at + 1, &['-']);
    let unit = scan.sense(at + 2);
    if tens >= 20
        && tens % 10 == 0
        && joined
        && !unit.is(Sense::ORDINAL)
        && let Some(ones) = unit.cardinal().filter(|ones| (1..10).contains(ones))
    {
        return Some((f64::from(tens + ones), at + 3));
    }
    if scan.lexicon.writing.spaced_numbers {
        let (value, end) = sum(scan, tens, at + 1);
        return Some((f64::from(value), end));
    }
    Some((f64::from(tens), at + 1))
}

/// Tens and ones, hundreds and tens, side by side in languages that write no hyphen.
fn sum(scan: &Scan<'_>, mut value: u16, mut end: usize) -> (u16, usize) {
    loop {
        let next = scan.sense(end);
        let adds = match value {
            0 => 0,
            value if value % 100 == 0 => 99,
            value if value % 10 == 0 => 9,
            _ => 0,
        };
        match next.cardinal().filter(|next| (1..=adds).contains(next)) {
            Some(more) if !next.is(Sense::ORDINAL) && !scan.is_line(end) => {
                (value, end) = (value + more, end + 1);
            }
            _ => return (value, end),
        }
    }
}

/// The power of ten in the words from `at` on ("million", "hundred thousand"), and the token after.
fn powers(scan: &Scan<'_>, mut at: usize) -> (i32, usize) {
    let mut total = 0;
    while let Some(token) = scan.get(at) {
        let power = token.sense.power;
        // A lone "m", "b" or "k" is a power only right behind the figures.
        let short = token.end - token.start == 1
            && !token.glued
            && token.is_word()
            && scan.folded(token).is_ascii();
        if power == 0 || short || token.line {
            break;
        }
        total += i32::from(power);
        at += 1;
        // "12 tys. osób": the point of an abbreviation, not of the sentence.
        let point = scan.is_mark(at, &['.']) && scan.is_glued(at);
        let goes_on = scan
            .get(at + 1)
            .is_some_and(|next| next.is_word() && !next.sentence);
        at += usize::from(point && token.sense.is(Sense::ABBREVIATION) && goes_on);
    }
    (total, at)
}

/// Figures with a decimal point and nothing between thousands, as the language writes them.
fn figures(text: &str, decimal_point: bool) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let decimal_comma = !decimal_point;
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let last_group = text.len() - text.rfind(['.', ',']).map_or(text.len(), |at| at + 1);
    let decimal = match (points, commas) {
        (0, 1) if last_group == 3 && !decimal_comma => None,
        (1, 0) if last_group == 3 && decimal_comma => None,
        (0, 1) => Some(','),
        (1, 0) => Some('.'),
        (0, _) | (_, 0) => None,
        _ => text.chars().rev().find(|c| matches!(c, '.' | ',')),
    };
    let plain = text
        .chars()
        .filter_map(|c| match c {
            c if Some(c) == decimal => Some('.'),
            '.' | ',' => None,
            c => Some(c),
        })
        .collect();
    Some(plain)
}

/// "COVID-19", "A320", "G20": figures that belong to a word.
fn inside_word(scan: &Scan<'_>, at: usize) -> bool {
    let Some(before) = at
        .checked_sub(1)
        .filter(|_| scan.is_glued(at))
        .and_then(|b| scan.get(b))
    else {
        return false;
    };
    match before.kind {
        Kind::Word => {
            scan.folded(before).is_ascii()
                && before.sense.power == 0
                && units::currency_code(scan.folded(before)).is_none()
        }
        Kind::Mark('-') => {
            before.glued
                && at >= 2
                && scan.tokens[at - 2].is_word()
                && !scan.sense(at - 2).is(Sense::MAGNITUDE)
        }
        Kind::Mark('/' | '@' | '_' | ':') => before.glued,
        _ => false,
    }
}

/// "419-255-1111", "4-1/2": groups of figures that make one sign together.
fn is_code(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let number = |at: usize| scan.get(at).is_some_and(|t| t.kind == Kind::Number);
    let joined = |mark: usize, next: usize| {
        scan.is_mark(mark, &['-', '/'])
            && scan.is_glued(mark)
            && scan.is_glued(mark + 1)
            && number(next)
    };
    let digits = |at: usize| scan.digits(at).map_or(0, str::len);
    let behind = joined(end, end + 1);
    let before = at >= 2 && joined(at - 1, at) && number(at - 2);
    (behind
        && (digits(end + 1) == 4 && digits(at) == 3
            || joined(end + 2, end + 3)
            || scan.is_mark(end, &['/'])))
        || (before && (digits(at) == 4 && digits(at - 2) == 3 || scan.is_mark(at - 1, &['/'])))
}

/// `6:15`, `5 p.m.`
fn is_time(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let clock =
        |mark: usize| scan.is_mark(mark, &[':']) && scan.is_glued(mark) && scan.is_glued(mark + 1);
    (clock(end) && scan.get(end + 1).is_some_and(|t| t.kind == Kind::Number))
        || at.checked_sub(1).is_some_and(clock)
        || scan.sense(end).is(Sense::CLOCK)
        || (scan.is_mark(end, &[':']) && matches!(scan.word(end + 2), "am" | "pm"))
}
