//! What a number counts: its unit, currency or noun.

use std::ops::Range;

use crate::detect::text::lexicon::{Sense, TimeWord};
use crate::detect::text::scan::{Case, Kind, Scan};
use crate::detect::text::stem::Terms;

/// A unit and the token after it.
pub(super) struct Unit {
    pub(super) unit: String,
    pub(super) end: usize,
}

const DEAD: &str = "dead";
const INJURED: &str = "injured";
const MISSING: &str = "missing";
const ARRESTED: &str = "arrested";

/// Whether the unit says what happened to people.
pub(crate) fn is_casualty(unit: &str) -> bool {
    matches!(unit, DEAD | INJURED | MISSING | ARRESTED)
}

/// ISO 4217 code, lower case, of a currency sign.
pub(super) fn currency_mark(mark: char) -> Option<&'static str> {
    Some(match mark {
        '$' => "usd",
        '€' => "eur",
        '£' => "gbp",
        '¥' | '￥' => "cny",
        '₹' => "inr",
        '₽' => "rub",
        '₩' => "krw",
        '₦' => "ngn",
        '₺' => "try",
        '₴' => "uah",
        _ => return None,
    })
}

/// Whose dollar: the letters before the sign tell.
pub(super) fn dollar_of(before: &str, currency: &'static str) -> &'static str {
    match (currency, before) {
        ("usd", "a" | "au" | "aud") => "aud",
        ("usd", "c" | "ca" | "cad") => "cad",
        ("usd", "nz") => "nzd",
        ("usd", "hk") => "hkd",
        ("usd", "s") => "sgd",
        ("usd", "r") => "brl",
        _ => currency,
    }
}

/// Codes and abbreviations that stand before figures.
pub(super) fn currency_code(word: &str) -> Option<&'static str> {
    Some(match word {
        "usd" => "usd",
        "eur" => "eur",
        "gbp" => "gbp",
        "rs" | "inr" => "inr",
        "rmb" | "cny" => "cny",
        "jpy" => "jpy",
        "chf" => "chf",
        "aud" => "aud",
        "cad" => "cad",
        "zar" => "zar",
        "ksh" | "kes" => "kes",
        _ => return None,
    })
}

/// The unit of the number in `number`.
pub(super) fn of(
    scan: &Scan<'_>,
    number: Range<usize>,
    currency: Option<&'static str>,
    terms: &Terms,
) -> Unit {
    let end = number.end;
    let unit = |unit: &str, end: usize| Unit {
        unit: unit.to_owned(),
        end,
    };
    if let Some(currency) = currency {
        return unit(currency, end);
    }
    if scan.is_mark(end, &['%', '％']) {
        return unit("%", end + 1);
    }
    if let Some(mark) = scan.get(end).and_then(|t| match t.kind {
        Kind::Mark(mark) => currency_mark(mark),
        _ => None,
    }) {
        return unit(mark, end + 1);
    }
    // "%5" and "yüzde 5".
    let before = number.start.checked_sub(1);
    if scan.lexicon.has_percent_before()
        && let Some(before) = before
        && (scan.is_mark(before, &['%']) || scan.lexicon.is_percent_before(scan.word(before)))
    {
        return unit("%", end);
    }
    if let Some(found) = age_or_magnitude(scan, &number) {
        return found;
    }
    let hyphen =
        usize::from(scan.is_mark(end, &['-']) && scan.is_glued(end) && scan.is_glued(end + 1));
    let Some(next) = scan.get(end + hyphen).filter(|t| t.is_word() && !t.line) else {
        return casualty_before(scan, number.start)
            .map_or_else(|| unit("", end), |found| unit(found, end));
    };
    let word = scan.folded(next);
    match (word, scan.word(end + 1)) {
        (first, second) if scan.lexicon.is_percent(first, second) => return unit("%", end + 2),
        ("percentage", "point" | "points") => return unit("points", end + 2),
        _ if next.glued && next.sense.is(Sense::DAY_ENDING) => return unit("th", end + 1),
        _ => {}
    }
    if let Some(measure) = scan.lexicon.measure(word) {
        return unit(measure, end + hyphen + 1);
    }
    if let Some(found) = casualty_behind(scan, end) {
        return found;
    }
    if let Some(found) = casualty_before(scan, number.start) {
        return unit(found, end);
    }
    counted_noun(scan, end + hyphen, terms).unwrap_or_else(|| unit("", end))
}

/// `25-year-old`, `aged 25`, `Smith, 25,`, `magnitude 6.1`.
fn age_or_magnitude(scan: &Scan<'_>, number: &Range<usize>) -> Option<Unit> {
    let end = number.end;
    let unit = |unit: &str, end: usize| {
        Some(Unit {
            unit: unit.to_owned(),
            end,
        })
    };
    let is_year = |time: Option<TimeWord>| time == Some(TimeWord::Year);
    let hyphens = scan.is_mark(end, &['-']) && scan.is_mark(end + 2, &['-']);
    if hyphens && is_year(scan.sense(end + 1).time) && scan.lexicon.is_old(scan.word(end + 3)) {
        return unit("year-old", end + 4);
    }
    if is_year(scan.sense(end).counted) && scan.lexicon.is_old(scan.word(end + 1)) {
        return unit("year-old", end + 2);
    }
    // "25-letni": the age in one word.
    let hyphen = usize::from(scan.is_mark(end, &['-', '‑', '–']) && scan.is_glued(end + 1));
    if scan.sense(end + hyphen).is(Sense::OLD) && !scan.is_line(end + hyphen) {
        return unit("year-old", end + hyphen + 1);
    }
    let before = number.start.checked_sub(1)?;
    if scan.sense(before).is(Sense::AGED) {
        return unit("year-old", end);
    }
    let named = scan.is_mark(before, &[',']) && before > 0 && scan.tokens[before - 1].is_capital();
    let short = scan.digits(number.start).is_some_and(|d| d.len() <= 2);
    if named && short && scan.is_mark(end, &[',', '.']) && !scan.is_line(number.start) {
        return unit("year-old", end);
    }
    let hyphen = usize::from(scan.is_mark(before, &['-']));
    let lead = before
        .checked_sub(hyphen)
        .map_or_else(Sense::default, |b| scan.sense(b));
    let of = lead.is(Sense::OF) && scan.sense_before(before).is(Sense::MAGNITUDE);
    let richter = scan.word(end) == "on" && scan.word(end + 2) == "richter";
    if lead.is(Sense::MAGNITUDE) || of || richter {
        return unit("magnitude", end);
    }
    None
}

fn casualty(sense: Sense) -> Option<&'static str> {
    [
        (Sense::DEAD, DEAD),
        (Sense::INJURED, INJURED),
        (Sense::MISSING, MISSING),
        (Sense::ARRESTED, ARRESTED),
    ]
    .into_iter()
    .find_map(|(class, unit)| sense.is(class).then_some(unit))
}

/// `12 people were killed`, `3 dead`, `two more suspects have been arrested`.
fn casualty_behind(scan: &Scan<'_>, from: usize) -> Option<Unit> {
    // "Father of four killed": the four are not the dead.
    let parent =
        from >= 3 && scan.sense(from - 2).is(Sense::OF) && scan.sense(from - 3).is(Sense::PARENT);
    if parent {
        return None;
    }
    for at in from..from + 6 {
        let token = scan.get(at).filter(|t| !t.line && t.is_word())?;
        if let Some(unit) = casualty(token.sense) {
            // "12 soldiers killed four": they did it.
            let active = scan.get(at + 1).is_some_and(|next| {
                next.kind == Kind::Number
                    || next.sense.cardinal().is_some()
                    || next.sense.is(Sense::OBJECT) && scan.word(at + 2) != "scene"
            });
            return (!active || !token.sense.is(Sense::DEAD)).then(|| Unit {
                unit: unit.to_owned(),
                end: at + 1,
            });
        }
        let passes = token.sense.is(Sense::PEOPLE | Sense::BEHIND_CASUALTY)
            || at == from && token.case == Case::Lower && !token.sense.is(Sense::FUNCTION);
        if !passes {
            return None;
        }
    }
    None
}

/// `killing at least ten`, `injured 15`, `the death toll rose to 12`.
fn casualty_before(scan: &Scan<'_>, start: usize) -> Option<&'static str> {
    let mut at = start;
    for _ in 0..5 {
        if scan.is_line(at) {
            return None;
        }
        at = at.checked_sub(1)?;
        let token = scan.get(at).filter(|t| t.is_word())?;
        if let Some(unit) = casualty(token.sense) {
            return Some(unit);
        }
        if token.sense.is(Sense::TOLL) {
            return Some(DEAD);
        }
        if !token.sense.is(Sense::BEFORE_CASUALTY) {
            return None;
        }
    }
    None
}

/// The noun behind a number: its first plural within three words, else the next word.
fn counted_noun(scan: &Scan<'_>, from: usize, terms: &Terms) -> Option<Unit> {
    let fits = |at: usize| {
        let token = scan.get(at)?;
        let fits = token.is_word()
            && !token.line
            && token.case == Case::Lower
            && !token.sense.is(Sense::FUNCTION);
        fits.then_some(at)
    };
    let first = fits(from)?;
    let run = (first..first + 3).map_while(fits);
    let plural = |at: &usize| {
        let word = scan.word(*at);
        (word.ends_with('s') && !word.ends_with("ss")) || scan.sense(*at).is(Sense::PEOPLE)
    };
    let noun = run.clone().find(plural).unwrap_or(first);
    if casualty(scan.sense(noun)).is_some() {
        return None;
    }
    let unit = if scan.sense(noun).is(Sense::PERSONS) {
        "people".to_owned()
    } else {
        terms.stem(scan.word(noun)).into_owned()
    };
    Some(Unit {
        unit,
        end: noun + 1,
    })
}
