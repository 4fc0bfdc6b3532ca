//! Latin and Greek letters without their accents, and what German writes for its umlauts.
//!
//! In: a character, composed and in lower case, or a folded word. Out: its plain letters. Promise: no
//! accented letter of the tables comes out. Letters of other scripts that Unicode decomposes (`й`, `が`)
//! are letters of their own and stay.

use std::borrow::Cow;
use std::iter;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// What stands for `ä`, `ö` and `ü`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Umlauts {
    /// `a`, `o`, `u`: what is left of them where accents are lost.
    Bare,
    /// `ae`, `oe`, `ue`: what German writes for them.
    Digraph,
}

/// Latin-1 to IPA, Greek, and the blocks of further Latin and Greek letters.
const TABLES: [(u32, u32); 3] = [(0xc0, 0x24f), (0x370, 0x3ff), (0x1e00, 0x1fff)];

static BARE: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    let all = TABLES.iter().flat_map(|&(first, last)| first..=last);
    all.map(|code| char::from_u32(code).map_or_else(Box::default, of))
        .collect()
});

/// A letter without its accents; empty for what is no accented letter.
fn of(c: char) -> Box<str> {
    let special = match c {
        'ß' => "ss",
        'æ' | 'ǽ' | 'ǣ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' | 'ǿ' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        _ => "",
    };
    if !special.is_empty() {
        return special.into();
    }
    let decomposed: String = iter::once(c).nfd().collect();
    let letters: String = decomposed.chars().filter(|&c| !is_accent(c)).collect();
    if c.is_lowercase() && decomposed.chars().any(is_accent) {
        letters.into()
    } else {
        Box::default()
    }
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The plain letters of an accented one; none for any other character.
#[inline]
pub(super) fn bare(c: char, umlauts: Umlauts) -> Option<&'static str> {
    if c < '\u{c0}' {
        return None;
    }
    match (c, umlauts) {
        ('ä', Umlauts::Digraph) => return Some("ae"),
        ('ö', Umlauts::Digraph) => return Some("oe"),
        ('ü', Umlauts::Digraph) => return Some("ue"),
        _ => {}
    }
    let mut before = 0;
    for (first, last) in TABLES {
        let code = c as u32;
        if (first..=last).contains(&code) {
            let bare: &'static str = &BARE[(before + code - first) as usize];
            return (!bare.is_empty()).then_some(bare);
        }
        before += last - first + 1;
    }
    None
}

/// A folded word without its accents ("erdoğan", "erdogan"), on which outlets differ.
pub(crate) fn unaccented(word: &str) -> Cow<'_, str> {
    let changes = |c: char| is_accent(c) || bare(c, Umlauts::Bare).is_some();
    if word.is_ascii() || !word.contains(changes) {
        return Cow::Borrowed(word);
    }
    let mut plain = String::with_capacity(word.len());
    for c in word.chars().filter(|&c| !is_accent(c)) {
        match bare(c, Umlauts::Bare) {
            Some(bare) => plain.push_str(bare),
            None => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_accented_letter_is_left() {
        for (first, last) in TABLES {
            for c in (first..=last).filter_map(char::from_u32) {
                if let Some(letters) = bare(c, Umlauts::Bare) {
                    assert!(
                        letters.chars().all(|c| bare(c, Umlauts::Bare).is_none()),
                        "{c}"
                    );
                }
            }
        }
        assert_eq!(unaccented("erdoğan"), "erdogan");
        assert_eq!(unaccented("caf\u{65}\u{301}"), "cafe");
        assert!(matches!(unaccented("москва"), Cow::Borrowed(_)));
    }
}
