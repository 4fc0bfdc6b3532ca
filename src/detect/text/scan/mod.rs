//! A raw string as words, numbers and marks, the form in which the anchor grammars read it.
//!
//! In: a raw string, the page furniture to leave out, a [`Lexicon`]. Out: [`Scan`]: tokens in
//! reading order with their place, case, sentence and line starts. Each token lies inside the raw
//! string on char boundaries. Unlike the words of [`super::tokenise`], which are made for
//! counting, tokens keep what grammars need: case, marks, whether there was a space.
//! Cost: one pass, one folded copy of the letters.

mod builder;
mod characters;
mod next;

use std::ops::Range;

use self::builder::Builder;
pub(crate) use self::next::Next;
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
    /// What is known of the words.
    pub(crate) lexicon: &'static Lexicon,
    folded: String,
}

impl<'a> Scan<'a> {
    /// Cuts `raw` into tokens, leaving out the `furniture` ranges (sorted, apart from each other).
    pub(crate) fn new(raw: &'a str, furniture: &[Range<usize>], lexicon: &'static Lexicon) -> Self {
        Builder::new(raw, lexicon).build(furniture)
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

    /// The sense of the word before `index`; the empty sense when there is none.
    pub(crate) fn sense_before(&self, index: usize) -> Sense {
        index
            .checked_sub(1)
            .map_or_else(Sense::default, |before| self.sense(before))
    }

    pub(crate) fn is_mark(&self, index: usize, marks: &[char]) -> bool {
        matches!(self.get(index).map(|t| t.kind), Some(Kind::Mark(c)) if marks.contains(&c))
    }

    pub(crate) fn is_glued(&self, index: usize) -> bool {
        self.get(index).is_some_and(|t| t.glued)
    }

    /// Whether nothing but space stands between the token at `index` and the one before, on one line.
    pub(crate) fn adjoins(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.get(before));
        let (Some(token), Some(before)) = (self.get(index), before) else {
            return false;
        };
        let gap = &self.raw[before.end as usize..token.start as usize];
        !token.line && gap.chars().all(char::is_whitespace)
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

/// A byte offset as spans store it; texts end at 4 GiB.
pub(crate) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
