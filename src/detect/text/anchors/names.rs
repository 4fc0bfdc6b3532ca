//! Names from capitalised spans, with the offices and forms of address beside them cut off.
//!
//! In: a [`Scan`]. Out: [`Mention`]s: a name or an office, each with its tokens. A capital at the
//! head of a sentence tells nothing, so a word that stands only there, or that the text also
//! writes small, is no name. Where headlines capitalise every word only names that the body knows
//! count; in German, where nouns have capitals, only runs of two. Scripts without case have none.

use std::ops::Range;

use ahash::AHashMap;

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

/// Tokens of a name at most.
const LONGEST: usize = 9;

/// Tells what capitals mean in some tokens of a scan.
pub(crate) fn capitals(tokens: &[Token], lang: &str) -> Capitals {
    let (mut capital, mut all) = (0, 0);
    for token in tokens {
        if token.is_word() && token.end - token.start > 3 && !token.sense.is(Sense::FUNCTION) {
            all += 1;
            capital += usize::from(token.is_capital());
        }
    }
    if all > 2 && capital * 10 >= all * 7 {
        Capitals::Everything
    } else if matches!(lang, "de" | "lb") {
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
    let adjoins = start == at || adjoins(scan, start);
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
        return role.map(|(name, end)| (roles::alone(scan, name, at..end), end));
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

/// Whether nothing but space stands between the token at `at` and the one before.
pub(super) fn adjoins(scan: &Scan<'_>, at: usize) -> bool {
    let (Some(token), Some(before)) = (scan.get(at), at.checked_sub(1).and_then(|b| scan.get(b)))
    else {
        return false;
    };
    let gap = &scan.raw[before.end as usize..token.start as usize];
    !token.line && gap.chars().all(char::is_whitespace)
}

/// The capitalised span that starts at `at`.
fn extend(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    if !starts_name(scan.get(at)?) {
        return None;
    }
    let mut end = at + 1;
    while end < scan.len() && end - at < LONGEST {
        let next = next_part(scan, at..end);
        match next {
            Some(next) => end = next,
            None => break,
        }
    }
    Some(at..end)
}

fn starts_name(token: &Token) -> bool {
    token.is_capital() && !is_plain(token)
}

/// Capitalised without naming anything.
fn is_plain(token: &Token) -> bool {
    let sense = token.sense;
    if token.case == Case::Upper && token.end - token.start > 1 {
        // "US" and "IT" are no pronouns.
        return sense.is(Sense::NOT_A_NAME) && !matches!(token.end - token.start, 2)
            || sense.weekday > 0;
    }
    sense.is(Sense::FUNCTION | Sense::NOT_A_NAME)
        || sense.weekday > 0
        || (sense.month > 0 && !sense.is(Sense::DOUBTFUL))
}

/// The token after the next part of a name whose tokens so far are `span`.
fn next_part(scan: &Scan<'_>, span: Range<usize>) -> Option<usize> {
    let end = span.end;
    let last = &scan.tokens[end - 1];
    let continues = |at: usize| scan.get(at).is_some_and(|t| starts_name(t) && !t.line);
    let token = scan.get(end).filter(|t| !t.line)?;
    match token.kind {
        Kind::Word if token.is_capital() => {
            // "Chinese President Xi Jinping": the office parts two names.
            let office = roles::at(scan, end).is_some_and(|(_, after)| {
                adjoins(scan, after) && scan.get(after).is_some_and(starts_name)
            });
            // "John A. Boehner".
            let initial = token.end - token.start == 1
                && scan.is_mark(end + 1, &['.'])
                && scan.is_glued(end + 1);
            let joined =
                adjoins(scan, end) && !token.sentence && (initial || continues(end)) && !office;
            joined.then_some(end + 1)
        }
        Kind::Word => {
            if !adjoins(scan, end) {
                return None;
            }
            let word = scan.folded(token);
            if token.sense.is(Sense::PARTICLE) && word != "do" && word != "y" {
                let more = usize::from(scan.sense(end + 1).is(Sense::PARTICLE));
                return continues(end + 1 + more).then_some(end + 2 + more);
            }
            let institution = span
                .clone()
                .any(|i| scan.tokens[i].sense.is(Sense::INSTITUTION));
            let more = usize::from(scan.word(end + 1) == "the");
            match word {
                "of" if institution => continues(end + 1 + more).then_some(end + 2 + more),
                "and" | "for" => {
                    let ministry = span.clone().any(|i| {
                        matches!(
                            scan.word(i),
                            "ministry"
                                | "department"
                                | "commission"
                                | "administration"
                                | "bureau"
                                | "centers"
                                | "center"
                        )
                    });
                    let of = span.clone().any(|i| matches!(scan.word(i), "of" | "for"));
                    (ministry && (of || word == "for") && continues(end + 1)).then_some(end + 2)
                }
                _ => None,
            }
        }
        Kind::Mark('.') if token.glued => {
            let initial = last.end - last.start == 1 || last.sense.is(Sense::ADDRESS);
            (initial && continues(end + 1)).then_some(end + 2)
        }
        Kind::Mark('-' | '‑' | '\u{2010}') if token.glued && scan.is_glued(end + 1) => scan
            .get(end + 1)
            .filter(|next| {
                let acronym = last.case == Case::Upper || next.case == Case::Upper;
                (next.is_capital() && !acronym)
                    || (span.len() >= 2 && is_syllable(scan.folded(next)))
            })
            .map(|_| end + 2),
        Kind::Mark('&') => continues(end + 1).then_some(end + 2),
        Kind::Mark(_) | Kind::Number => None,
    }
}

/// The small second syllable of a Korean given name ("Jae-in", "Jong-un", "Ki-moon").
fn is_syllable(word: &str) -> bool {
    matches!(
        word,
        "in" | "un"
            | "il"
            | "moon"
            | "hye"
            | "jong"
            | "hyun"
            | "young"
            | "ho"
            | "jin"
            | "hee"
            | "kyu"
            | "woo"
            | "min"
            | "sik"
            | "yeon"
            | "kyung"
            | "wha"
            | "hwa"
            | "eun"
            | "nam"
            | "chol"
            | "yong"
            | "wook"
            | "soo"
            | "su"
            | "seok"
            | "yeol"
            | "hyeok"
            | "gu"
            | "geun"
            | "bok"
            | "chul"
            | "tae"
            | "ryong"
            | "hae"
            | "san"
            | "song"
            | "ok"
    )
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

/// Whether a preposition makes the name at `start` a place.
fn is_place(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let led = |at: usize| {
        scan.sense(at).is(Sense::PLACE_PREPOSITION) && scan.tokens[at].case == Case::Lower
    };
    let the = scan.word(before) == "the";
    // "in the French capital", "in the NFL": what "the" leads is a place only as a whole name.
    let acronym = scan.tokens[start].case == Case::Upper
        && !matches!(scan.word(start), "us" | "uk" | "uae" | "eu" | "drc");
    let people = ["ish", "ian", "ese", "ican", "ch", "ic"]
        .iter()
        .any(|ending| scan.word(end - 1).ends_with(ending));
    let adjective = (the || people)
        && adjoins(scan, end)
        && scan
            .get(end)
            .is_some_and(|t| t.case == Case::Lower && t.is_word() && !t.sense.is(Sense::FUNCTION));
    let last = scan.word(end - 1);
    let other = matches!(
        last,
        "war"
            | "cup"
            | "league"
            | "games"
            | "congress"
            | "parliament"
            | "senate"
            | "court"
            | "english"
            | "charge"
            | "chief"
            | "ii"
            | "series"
            | "championship"
            | "championships"
            | "olympics"
            | "party"
    );
    let office = before > 0 && scan.sense(before - 1).is(Sense::ROLE) && last == "charge";
    // "in Covid-19".
    let hyphenated = scan.is_mark(end, &['-']) && scan.is_glued(end);
    if (the && acronym) || hyphenated || adjective || other || office {
        return false;
    }
    adjoins(scan, start)
        && (led(before)
            || (the && before > 0 && led(before - 1))
            || (scan.tokens[before].sentence && scan.word(before) == "in"))
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
                name.push_str(&crate::detect::text::stem::unaccented(scan.folded(token)));
            }
        }
    }
    name
}

/// How a text writes its words: small, or capital inside sentences.
struct Writing<'a> {
    seen: AHashMap<&'a str, (bool, bool)>,
}

impl<'a> Writing<'a> {
    fn of(scan: &'a Scan<'_>) -> Self {
        let mut seen: AHashMap<&str, (bool, bool)> = AHashMap::new();
        // Only words that open a sentence are ever asked for.
        for token in scan.tokens.iter().filter(|t| t.is_capital()) {
            seen.entry(scan.folded(token)).or_default().1 |= !token.sentence;
        }
        if seen.is_empty() {
            return Self { seen };
        }
        for token in scan
            .tokens
            .iter()
            .filter(|t| t.is_word() && t.case == Case::Lower)
        {
            if let Some(entry) = seen.get_mut(scan.folded(token)) {
                entry.0 = true;
            }
        }
        Self { seen }
    }

    /// The text also writes the word small.
    fn small(&self, scan: &Scan<'_>, token: &Token) -> bool {
        self.seen
            .get(scan.folded(token))
            .is_some_and(|(small, _)| *small)
    }

    /// The word stands with a capital inside a sentence.
    fn names(&self, scan: &Scan<'_>, token: &Token) -> bool {
        (self.seen.get(scan.folded(token))).is_some_and(|(small, capital)| *capital && !*small)
    }
}
