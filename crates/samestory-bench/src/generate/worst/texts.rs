//! One article of so many bytes, most of them one piece again and again.
//!
//! What they have in common: no line end, no end of a sentence or no space for megabytes, or
//! nothing but these. A step that looks on to the end of something from every place shows here.

use super::{Case, Draws, Make, Unit};

/// Bytes that a case of one text starts from.
pub(super) const START: usize = 1 << 20;

pub(super) const CASES: &[Case] = &[
    // Words.
    repeated("one-word", "rain "),
    repeated("huge-word", "x"),
    repeated("huge-word-of-two-letters", "ya"),
    repeated("hyphens", "o-"),
    repeated("apostrophes", "o'"),
    repeated("possessives", "o's"),
    repeated("dotted-letters", "u."),
    framed("zero-width", "o", "\u{200b}", "k"),
    framed("combining", "o", "\u{301}\u{316}", "k"),
    // Figures.
    repeated("one-number", "7"),
    repeated("single-digits", "7 "),
    repeated("commas-in-a-number", "7,"),
    repeated("thousands-in-a-number", "2.000,"),
    repeated("money", "$7 million "),
    repeated("powers-of-ten", "a hundred thousand million "),
    repeated("spelled-numbers", "twenty-one "),
    repeated("ordinals", "twenty-first second "),
    repeated("roman-numbers", "XIX "),
    repeated("clock-times", "10:"),
    repeated("codes", "555-"),
    // Dates.
    repeated("dates", "7 May 2021 "),
    repeated("days-without-year", "on May 7, "),
    repeated("weekdays", "on Friday, "),
    repeated("months", "in June "),
    repeated("dated-sentences", "In 1998 it rained. "),
    repeated("dated-lines", "In 1998 it rained.\n"),
    // Names.
    repeated("capitals", "Oo "),
    repeated("initials", "K. L. M. "),
    repeated("names", "Ada Lund from Oster Bay and "),
    repeated("offices", "deputy prime minister "),
    repeated("speakers", "said Ada. "),
    repeated("sentences", "Oo k. "),
    repeated(
        "prose-in-one-line",
        "The mayor of Oster Bay said on Friday that 12 people were hurt; “nobody will be left alone”, she told Ada Lund. ",
    ),
    // Marks.
    repeated("opening-quotes", "“"),
    repeated("quotes-left-open", "“o "),
    repeated("quotes-that-want-an-end", "„o "),
    repeated("angle-quotes", "«o "),
    repeated("corner-quotes", "「o "),
    repeated("straight-quotes", "\" "),
    repeated("single-quotes", "'o "),
    repeated("curved-single-quotes", "‘o "),
    repeated("brackets", "("),
    repeated("stops", "."),
    framed("dashes", "o. ", "-", ""),
    framed("dashes-and-spaces", "o. ", "- ", ""),
    // Lines and spaces.
    framed("line-ends", "", "\n", "rain and more rain"),
    repeated("short-lines", "o\n"),
    repeated("agency-lines", "(Reuters)\n"),
    repeated("bylines", "By Ada Lund\n"),
    repeated("label-lines", "Read more: rain\n"),
    repeated(
        "wrapped-lines",
        "the rain went on and on over the bay and the\n",
    ),
    framed("spaces", "o", " ", "k"),
    framed("wide-spaces", "o", "\u{3000}", "k"),
    // Markup and addresses.
    repeated("tags", "<div>"),
    repeated("angles", "<"),
    repeated("entities", "&amp;"),
    repeated("addresses", "http://"),
    repeated("mail-addresses", "o@k."),
    // Scripts.
    repeated("thai-letter", "ก"),
    repeated("thai", "สวัสดี"),
    repeated("han-character", "雨"),
    repeated("arabic", "لا"),
    repeated("hangul", "비"),
    repeated("cyrillic-word", "д"),
    repeated("emoji", "👩\u{200d}🚒"),
    repeated("flags", "🇳"),
    repeated("decomposing", "ﷺ"),
    // Drawn.
    drawn("any-characters", any_character),
    drawn("any-combining-marks", any_mark),
    drawn("any-han-characters", any_han),
    drawn("new-words", new_word),
    drawn("new-names", new_name),
];

const fn repeated(name: &'static str, piece: &'static str) -> Case {
    framed(name, "", piece, "")
}

const fn framed(
    name: &'static str,
    before: &'static str,
    piece: &'static str,
    behind: &'static str,
) -> Case {
    case(name, Make::Repeat(before, piece, behind))
}

const fn drawn(name: &'static str, draw: fn(&mut Draws, &mut String)) -> Case {
    case(name, Make::Draw(draw))
}

const fn case(name: &'static str, make: Make) -> Case {
    Case {
        name,
        unit: Unit::Bytes,
        start: START,
        make,
    }
}

fn any_character(draws: &mut Draws, text: &mut String) {
    let codes = draws.between(0x20, 0x2fff);
    text.extend(u32::try_from(codes).ok().and_then(char::from_u32));
}

fn any_mark(draws: &mut Draws, text: &mut String) {
    text.push(*draws.pick(&[
        '\u{301}', '\u{316}', '\u{327}', '\u{345}', '\u{323}', '\u{308}',
    ]));
}

fn any_han(draws: &mut Draws, text: &mut String) {
    let codes = draws.between(0x4e00, 0x9fff);
    text.extend(u32::try_from(codes).ok().and_then(char::from_u32));
}

fn new_word(draws: &mut Draws, text: &mut String) {
    text.push_str(&word(draws, 'a'));
    text.push(' ');
}

/// Two capitalised words and a small one, as in prose that names somebody new in every clause.
fn new_name(draws: &mut Draws, text: &mut String) {
    for first in ['A', 'A', 'a'] {
        text.push_str(&word(draws, first));
        text.push(' ');
    }
}

/// Six letters, the first counted from `first`.
pub(super) fn word(draws: &mut Draws, first: char) -> String {
    let letter = |from: char, draws: &mut Draws| {
        let place = u8::try_from(draws.below(26)).unwrap_or_default();
        char::from(u8::try_from(from).unwrap_or(b'a') + place)
    };
    let mut word = String::from(letter(first, draws));
    word.extend((1..6).map(|_| letter('a', draws)));
    word
}
