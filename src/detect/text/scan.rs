//! A raw string as words, numbers and marks, the form in which the anchor grammars read it.
//!
//! In: a raw string, the page furniture to leave out, a [`Lexicon`]. Out: [`Scan`]: tokens in
//! reading order with their place, case, sentence and line starts. Each token lies inside the raw
//! string on char boundaries. Unlike the words of [`super::tokenise`], which are made for
//! counting, tokens keep what grammars need: case, marks, whether there was a space.
//! Cost: one pass, one folded copy of the letters.

use std::ops::Range;

use super::lexicon::{Lexicon, Sense};

/// What a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters; a single character of Han or Kana.
    Word,
    /// A run of digits with the points and commas between them.
    Number,
    /// Anything else that is not white space.
    Mark(char),
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// Starts in lower case, or its script has no case.
    Lower,
    /// Starts with a capital.
    Capital,
    /// Two letters or more, all capital.
    Upper,
}

/// One word, number or mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    folded_start: u32,
    folded_end: u32,
    pub(crate) kind: Kind,
    pub(crate) case: Case,
    /// No white space stands between it and the token before.
    pub(crate) glued: bool,
    /// First of its line (of its paragraph, in hard-wrapped text).
    pub(crate) line: bool,
    /// First word of a sentence, or of quoted speech.
    pub(crate) sentence: bool,
    /// What the language's lexicon knows of it.
    pub(crate) sense: Sense,
}

impl Token {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(crate) fn is_capital(&self) -> bool {
        self.is_word() && self.case != Case::Lower
    }
}

/// A raw string, cut into tokens.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    pub(crate) raw: &'a str,
    pub(crate) tokens: Vec<Token>,
    folded: String,
}

impl<'a> Scan<'a> {
    /// Cuts `raw` into tokens, leaving out the `furniture` ranges (sorted, apart from each other).
    pub(crate) fn new(raw: &'a str, furniture: &[Range<usize>], lexicon: &Lexicon) -> Self {
        let mut builder = Builder {
            scan: Scan {
                raw,
                tokens: Vec::with_capacity(raw.len() / 5),
                folded: String::with_capacity(raw.len()),
            },
            lexicon,
            wrapped: is_hard_wrapped(raw),
            line: true,
            sentence: true,
        };
        let mut at = 0;
        for skipped in furniture {
            builder.piece(at, skipped.start);
            builder.line = true;
            builder.sentence = true;
            at = skipped.end;
        }
        builder.piece(at, raw.len());
        builder.scan
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at `index`, when there is one.
    pub(crate) fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// The token's text, lower-cased, digits in ASCII, without soft hyphens and joiners.
    pub(crate) fn folded(&self, token: &Token) -> &str {
        &self.folded[token.folded_start as usize..token.folded_end as usize]
    }

    /// The folded word at `index`; empty when there is none.
    pub(crate) fn word(&self, index: usize) -> &str {
        match self.get(index) {
            Some(token) if token.is_word() => self.folded(token),
            _ => "",
        }
    }

    /// The folded word before `index`; empty when there is none.
    pub(crate) fn word_before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// The sense of the word at `index`; the empty sense when there is none.
    pub(crate) fn sense(&self, index: usize) -> Sense {
        self.get(index).map_or_else(Sense::default, |t| t.sense)
    }

    pub(crate) fn is_mark(&self, index: usize, marks: &[char]) -> bool {
        matches!(self.get(index).map(|t| t.kind), Some(Kind::Mark(c)) if marks.contains(&c))
    }

    pub(crate) fn is_glued(&self, index: usize) -> bool {
        self.get(index).is_some_and(|t| t.glued)
    }

    pub(crate) fn is_line(&self, index: usize) -> bool {
        self.get(index).is_none_or(|t| t.line)
    }

    /// Digits of the number at `index`, when it is one without points or commas.
    pub(crate) fn digits(&self, index: usize) -> Option<&str> {
        let token = self.get(index)?;
        let text = self.folded(token);
        (token.kind == Kind::Number && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
    }

    /// Raw bytes from the first of `tokens` to the last.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens[tokens.start].start as usize;
        let end = self.tokens[tokens.end.max(tokens.start + 1) - 1].end as usize;
        start..end
    }
}

/// Whether line ends of `raw` fall inside sentences, as in texts wrapped for teletypes and mail.
pub(crate) fn is_hard_wrapped(raw: &str) -> bool {
    let (mut lines, mut broken) = (0_u32, 0_u32);
    for line in raw.lines() {
        let line = line.trim_end();
        if line.len() > 100 {
            return false;
        }
        if line.len() > 40 {
            lines += 1;
            let ends = line.ends_with(['.', '!', '?', ':', '"', '”', '’', ')', '。', ';']);
            broken += u32::from(!ends);
        }
    }
    lines >= 4 && broken * 2 > lines
}

struct Builder<'a, 'l> {
    scan: Scan<'a>,
    lexicon: &'l Lexicon,
    wrapped: bool,
    line: bool,
    sentence: bool,
}

impl Builder<'_, '_> {
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
            self.lexicon.sense(&self.scan.folded[folded_start..])
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
                fold_into(c, &mut self.scan.folded);
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
                }
            } else if c == '.' && is_dotted(&raw[start..to], after - start) {
                (next, end) = (after, after);
            } else {
                break;
            }
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
            // `l'Élysée`: an elided article is not part of the name.
            (Some(c), _) if is_letter(c) && !(first.is_lowercase() && c.is_uppercase()) => {
                Apostrophe::Inside
            }
            _ => Apostrophe::Outside,
        }
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
        end
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

/// Folds a letter to lower case; length may change, which is why tokens keep both places.
fn fold_into(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else {
        folded.extend(c.to_lowercase());
    }
}

pub(crate) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic())
}

/// Han and Kana, where every character is a token.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// The ASCII digit for a decimal digit of the scripts news comes in.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

/// A byte offset as spans store it; texts end at 4 GiB.
pub(crate) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::*;

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
