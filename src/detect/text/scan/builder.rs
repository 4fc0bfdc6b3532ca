//! The tokens of a raw string, one after the other.
//!
//! In: a raw string, the ranges to leave out, a [`Lexicon`]. Out: its [`Scan`]. Promise: tokens
//! ascend and lie apart; no word reaches over a space, no web address gives a token, and a full
//! stop that belongs to an abbreviation or an initial starts no sentence. Cost: one pass.

use std::ops::Range;

use super::characters::{is_apostrophe, is_combining, is_ignorable, is_letter, is_unspaced};
use super::{Case, Kind, Scan, Token, is_hard_wrapped, offset};
use crate::detect::text::fold::Fold;
use crate::detect::text::lexicon::{self, Lexicon, Sense};
use crate::numerals::digit;

pub(super) struct Builder<'a> {
    scan: Scan<'a>,
    fold: Fold,
    wrapped: bool,
    line: bool,
    sentence: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(raw: &'a str, lexicon: &'static Lexicon) -> Self {
        Self {
            scan: Scan {
                raw,
                tokens: Vec::with_capacity(raw.len() / 5),
                lexicon,
                folded: String::with_capacity(raw.len()),
            },
            fold: Fold::new(),
            wrapped: is_hard_wrapped(raw),
            line: true,
            sentence: true,
        }
    }

    /// Cuts all but the `furniture` ranges (sorted, apart from each other).
    pub(super) fn build(mut self, furniture: &[Range<usize>]) -> Scan<'a> {
        let mut at = 0;
        for skipped in furniture {
            self.piece(at, skipped.start);
            self.line = true;
            self.sentence = true;
            at = skipped.end;
        }
        self.piece(at, self.scan.raw.len());
        self.scan
    }

    fn piece(&mut self, from: usize, to: usize) {
        let raw = self.scan.raw;
        let mut at = from;
        while let Some(c) = raw[at..to].chars().next() {
            let next = at + c.len_utf8();
            if c.is_whitespace() || is_ignorable(c) {
                if c == '\n' || c == '\u{2029}' {
                    let indented = raw[next..to].starts_with([' ', '\t', '\n', '\r']);
                    if !self.wrapped || indented {
                        self.line = true;
                        self.sentence = true;
                    }
                }
                at = next;
            } else if is_letter(c) {
                at = self.letters(at, to);
            } else if digit(c).is_some() {
                at = self.number(at, to);
            } else {
                self.mark(c, at);
                at = next;
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, case: Case, folded_start: usize) {
        let folded_end = self.scan.folded.len();
        let sense = if kind == Kind::Word {
            self.scan.lexicon.sense(&self.scan.folded[folded_start..])
        } else {
            Sense::default()
        };
        let glued = (self.scan.tokens.last()).is_some_and(|t| t.end as usize == start);
        self.scan.tokens.push(Token {
            start: offset(start),
            end: offset(end),
            folded_start: offset(folded_start),
            folded_end: offset(folded_end),
            kind,
            case,
            glued,
            line: std::mem::take(&mut self.line),
            sentence: kind == Kind::Word && self.sentence,
            sense,
        });
        if !matches!(kind, Kind::Mark(_)) {
            self.sentence = false;
        }
    }

    fn letters(&mut self, start: usize, to: usize) -> usize {
        let raw = self.scan.raw;
        if let Some(end) = web_address(&raw[start..to]) {
            return start + end;
        }
        let folded_start = self.scan.folded.len();
        let (mut upper, mut letters, mut end) = (0_u32, 0_u32, start);
        let first = raw[start..to].chars().next().unwrap_or(' ');
        if self.scan.lexicon.longest_unspaced() > 1
            && is_unspaced(first)
            && let Some(end) = self.unspaced(start, to)
        {
            self.push(start, end, Kind::Word, Case::Lower, folded_start);
            return end;
        }
        let writing = self.scan.lexicon.writing;
        let mut next = start;
        while let Some(c) = raw[next..to].chars().next() {
            let after = next + c.len_utf8();
            if is_letter(c) {
                let alone = is_unspaced(c);
                if alone && end > start {
                    break;
                }
                upper += u32::from(c.is_uppercase());
                letters += 1;
                self.scan.folded.push(match c {
                    'I' if writing.dotless => 'ı',
                    'İ' if writing.dotless => 'i',
                    c => c.to_ascii_lowercase(),
                });
                (next, end) = (after, after);
                if alone {
                    break;
                }
            } else if is_ignorable(c) || is_combining(c) {
                if is_combining(c) {
                    self.scan.folded.push(c);
                }
                (next, end) = (after, after);
            } else if is_apostrophe(c) {
                match self.apostrophe(first, after, to) {
                    Apostrophe::Inside => {
                        self.scan.folded.push('\'');
                        next = after;
                    }
                    Apostrophe::Possessive => {
                        next = after + 1;
                        break;
                    }
                    Apostrophe::Outside => break,
                    Apostrophe::Suffix(end) => {
                        next = end;
                        break;
                    }
                }
            } else if c == '.' && is_dotted(&raw[start..to], after - start) {
                (next, end) = (after, after);
            } else {
                break;
            }
        }
        if !self.scan.folded[folded_start..].is_ascii() {
            let folded = self.fold.written(&self.scan.folded[folded_start..]);
            self.scan.folded.truncate(folded_start);
            self.scan.folded.push_str(folded);
        }
        let case = if upper >= 2 && upper == letters {
            Case::Upper
        } else if first.is_uppercase() {
            Case::Capital
        } else {
            Case::Lower
        };
        self.push(start, end, Kind::Word, case, folded_start);
        next
    }

    fn apostrophe(&self, first: char, after: usize, to: usize) -> Apostrophe {
        let mut rest = self.scan.raw[after..to].chars();
        match (rest.next(), rest.next()) {
            (Some('s' | 'S'), follower) if !follower.is_some_and(is_letter) => {
                Apostrophe::Possessive
            }
            (Some(c), _) if is_letter(c) && self.has_suffixes() => {
                Apostrophe::Suffix(self.suffix(after, to))
            }
            // `l'Élysée`: an elided article is not part of the name.
            (Some(c), _) if is_letter(c) && !(first.is_lowercase() && c.is_uppercase()) => {
                Apostrophe::Inside
            }
            _ => Apostrophe::Outside,
        }
    }

    /// The longest known word of a script without spaces that begins here, folded; where it ends.
    fn unspaced(&mut self, start: usize, to: usize) -> Option<usize> {
        let raw = self.scan.raw;
        let lexicon = self.scan.lexicon;
        let characters = raw[start..to].char_indices();
        let run = characters.take_while(|&(_, c)| is_unspaced(c));
        let ends = run.map(|(at, c)| start + at + c.len_utf8());
        let ends: Vec<usize> = ends.take(lexicon.longest_unspaced()).collect();
        for &end in ends.iter().skip(1).rev() {
            let folded = self.fold.written(&raw[start..end]);
            if lexicon.knows(folded) {
                self.scan.folded.push_str(folded);
                return Some(end);
            }
        }
        None
    }

    fn has_suffixes(&self) -> bool {
        self.scan.lexicon.writing.apostrophe == lexicon::Apostrophe::Suffix
    }

    /// Where the ending behind an apostrophe ends: in `Ankara'da` it belongs to no name.
    fn suffix(&self, after: usize, to: usize) -> usize {
        let rest = &self.scan.raw[after..to];
        after + rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
    }

    fn number(&mut self, start: usize, to: usize) -> usize {
        let raw = self.scan.raw;
        let folded_start = self.scan.folded.len();
        let mut end = start;
        while let Some(c) = raw[end..to].chars().next() {
            let after = end + c.len_utf8();
            if let Some(digit) = digit(c) {
                self.scan.folded.push(digit);
                end = after;
            } else if (c == '.' || c == ',')
                && raw[after..to].chars().next().and_then(digit).is_some()
            {
                self.scan.folded.push(c);
                end = after;
            } else {
                break;
            }
        }
        self.push(start, end, Kind::Number, Case::Lower, folded_start);
        let mut behind = raw[end..to].chars();
        match (behind.next(), behind.next()) {
            (Some(mark), Some(c)) if is_apostrophe(mark) && is_letter(c) && self.has_suffixes() => {
                self.suffix(end + mark.len_utf8(), to)
            }
            _ => end,
        }
    }

    fn mark(&mut self, c: char, at: usize) {
        let ends = match c {
            '.' => !self.scan.tokens.last().is_some_and(|last| {
                last.is_word() && (last.sense.is(Sense::ABBREVIATION) || is_initial(last))
            }),
            '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | ':' | '：' | '•' | '“' | '"'
            | '«' | '„' | '‘' => true,
            _ => false,
        };
        let folded_start = self.scan.folded.len();
        self.push(
            at,
            at + c.len_utf8(),
            Kind::Mark(c),
            Case::Lower,
            folded_start,
        );
        self.sentence |= ends;
    }
}

enum Apostrophe {
    Inside,
    Possessive,
    Outside,
    /// An ending that belongs to no name, up to here.
    Suffix(usize),
}

/// `J` in "J. K. Rowling".
fn is_initial(token: &Token) -> bool {
    token.case == Case::Capital && token.end - token.start == 1
}

/// Whether a point at `point` in `text` joins single letters, as in "U.S." and "p.m.".
fn is_dotted(text: &str, after_point: usize) -> bool {
    let bytes = text.as_bytes();
    let single = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    let at = after_point - 1;
    let letter_before = at >= 1 && single(at - 1);
    let starts = at == 1 || (at >= 3 && bytes[at - 2] == b'.');
    let continues = single(after_point) && bytes.get(after_point + 1) == Some(&b'.');
    letter_before && starts && (continues || at >= 3)
}

/// Bytes of a web address at the start of `text`.
fn web_address(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let prefixed = |prefix: &[u8]| {
        (bytes.get(..prefix.len())).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    (prefixed(b"http://") || prefixed(b"https://") || prefixed(b"www."))
        .then(|| text.find(char::is_whitespace).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::text::lexicon;

    fn tokens(raw: &str) -> Vec<String> {
        let scan = Scan::new(raw, &[], lexicon::of("en"));
        scan.tokens
            .iter()
            .map(|t| raw[t.start as usize..t.end as usize].to_owned())
            .collect()
    }

    #[test]
    fn words_numbers_and_marks_come_in_order() {
        let cases: [(&str, &[&str]); 9] = [
            ("China’s 3.9 percent", &["China", "3.9", "percent"]),
            ("$3bn, 25th", &["$", "3", "bn", ",", "25", "th"]),
            (
                "the U.S. at 5 p.m. on",
                &["the", "U.S.", "at", "5", "p.m.", "on"],
            ),
            ("O'Neill don't", &["O'Neill", "don't"]),
            ("l'Élysée", &["l", "'", "Élysée"]),
            ("9月20日", &["9", "月", "20", "日"]),
            ("see https://a.example/b?c now", &["see", "now"]),
            ("J. K. Rowling", &["J", ".", "K", ".", "Rowling"]),
            ("end. U", &["end", ".", "U"]),
        ];
        for (raw, expected) in cases {
            assert_eq!(tokens(raw), expected, "{raw}");
        }
    }

    #[test]
    fn sentences_start_after_stops_but_not_after_abbreviations() {
        let raw = "Mr. Smith met Dr. Jones. They spoke.";
        let scan = Scan::new(raw, &[], lexicon::of("en"));
        let starts: Vec<&str> = (scan.tokens.iter())
            .filter(|t| t.sentence)
            .map(|t| &raw[t.start as usize..t.end as usize])
            .collect();
        assert_eq!(starts, ["Mr", "They"]);
    }
}
