//! Names from capitalised spans, with the offices and forms of address beside them cut off.
//!
//! In: a [`Scan`]. Out: [`Mention`]s: a name or an office, each with its tokens. A capital at the
//! head of a sentence tells nothing, so a word that stands only there, or that the text also
//! writes small, is no name. Where headlines capitalise every word only names that the body knows
//! count; in German, where nouns have capitals, only runs of two. Scripts without case have none.

mod extent;
mod place;
mod writing;

use std::ops::Range;

use self::extent::extend;
use self::place::is_place;
use self::writing::Writing;
use super::roles;
use crate::detect::text::lexicon::Sense;
use crate::detect::text::scan::{Case, Kind, Scan, Token};

/// What capitals tell in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// Names have them.
    Names,
    /// Nouns have them.
    Nouns,
    /// Every word has them.
    Everything,
}

/// A name or office in the words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Tokens of the name; of the office when nobody is named.
    pub(crate) tokens: Range<usize>,
    /// The name, folded; empty when there is only an office.
    pub(crate) name: String,
    /// The office beside it, with its tokens.
    pub(crate) role: Option<(String, Range<usize>)>,
    /// Something tells that it is a person.
    pub(crate) person: bool,
    /// A preposition tells that it is a place.
    pub(crate) place: bool,
}

/// Tells what capitals mean in some tokens of a scan.
pub(crate) fn capitals(scan: &Scan<'_>, tokens: &[Token]) -> Capitals {
    let (mut capital, mut all) = (0, 0);
    for token in tokens {
        if token.is_word() && token.end - token.start > 3 && !token.sense.is(Sense::FUNCTION) {
            all += 1;
            capital += usize::from(token.is_capital());
        }
    }
    if all > 2 && capital * 10 >= all * 7 {
        Capitals::Everything
    } else if scan.lexicon.writing.capital_nouns {
        Capitals::Nouns
    } else {
        Capitals::Names
    }
}

/// Every name and office of a string, in reading order.
pub(crate) fn mentions(scan: &Scan<'_>, capitals: Capitals) -> Vec<Mention> {
    let writing = Writing::of(scan);
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.len() {
        let Some((mention, next)) = mention_at(scan, &writing, capitals, at) else {
            at += 1;
            continue;
        };
        at = next.max(at + 1);
        found.extend(mention);
    }
    found
}

fn mention_at(
    scan: &Scan<'_>,
    writing: &Writing<'_>,
    capitals: Capitals,
    at: usize,
) -> Option<(Option<Mention>, usize)> {
    let token = scan.get(at)?;
    if !token.is_word() {
        return None;
    }
    let role = roles::at(scan, at);
    let addressed = role.is_none() && token.sense.is(Sense::ADDRESS) && token.is_capital();
    if role.is_none() && !token.is_capital() {
        return None;
    }
    let mut start = role.as_ref().map_or(at, |(_, end)| *end);
    if addressed {
        start = at + 1 + usize::from(scan.is_mark(at + 1, &['.']));
    }
    let adjoins = start == at || scan.adjoins(start);
    let mut tokens = if adjoins { extend(scan, start) } else { None };
    let beside = role.is_some() || addressed;
    if let Some(span) = &mut tokens {
        let first = &scan.tokens[span.start];
        let unsure = first.sentence && !beside && !writing.names(scan, first);
        if unsure && (span.len() == 1 || writing.small(scan, first)) {
            // "Firefighters Monday", "Officials": the first word is capital by its place only.
            let rest = span.start + 1;
            tokens = (span.len() > 1).then(|| extend(scan, rest)).flatten();
        }
    }
    tokens = tokens.filter(|span| beside || holds(scan, writing, capitals, span));
    let Some(span) = tokens else {
        return role.map(|(name, end)| (office(scan, name, at..end), end));
    };
    let end = span.end;
    let behind = roles::behind(scan, end);
    let next = behind.as_ref().map_or(end, |(_, role)| role.end);
    let says = roles::speaks(scan, at, end);
    let person = beside || behind.is_some() || says;
    let place = !person && is_place(scan, start, end);
    let mention = Mention {
        name: fold(scan, span.clone()),
        tokens: span,
        role: role.map(|(name, end)| (name, at..end)).or(behind),
        person,
        place,
    };
    Some((Some(mention), next))
}

/// An office that stands without its holder's name.
fn office(scan: &Scan<'_>, role: String, tokens: Range<usize>) -> Option<Mention> {
    roles::stands_alone(scan, &role, tokens.start).then(|| Mention {
        tokens: tokens.clone(),
        name: String::new(),
        role: Some((role, tokens)),
        person: false,
        place: false,
    })
}

/// Whether the span's own form makes it a name.
fn holds(scan: &Scan<'_>, writing: &Writing<'_>, capitals: Capitals, span: &Range<usize>) -> bool {
    let first = &scan.tokens[span.start];
    let single = span.len() == 1;
    let letters = first.end - first.start;
    // "Week 5" is a slot.
    if single && (letters == 1 || first.sense.is(Sense::SERIES)) {
        return false;
    }
    // A heading in capitals.
    if span.len() >= 4 && span.clone().all(|i| scan.tokens[i].case != Case::Capital) {
        return false;
    }
    match capitals {
        Capitals::Names => !single || first.case == Case::Upper || !writing.small(scan, first),
        Capitals::Nouns => !single || first.case == Case::Upper,
        Capitals::Everything => true,
    }
}

/// The folded name: words joined by spaces, accents dropped, so that outlets agree on it.
pub(crate) fn fold(scan: &Scan<'_>, tokens: Range<usize>) -> String {
    let mut name = String::new();
    for index in tokens {
        let token = &scan.tokens[index];
        match token.kind {
            Kind::Mark('-' | '‑' | '\u{2010}') => name.push('-'),
            Kind::Mark(_) => {}
            Kind::Word | Kind::Number => {
                if !name.is_empty() && !name.ends_with('-') {
                    name.push(' ');
                }
                name.push_str(&crate::detect::text::unaccented(scan.folded(token)));
            }
        }
    }
    name
}
