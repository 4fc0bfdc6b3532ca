//! What a letter or digit is folded to in any text: variants that no reader takes for another word.
//!
//! In: a character, composed (NFKC) and in lower case. Out: what stands for it, often itself,
//! nothing for a vowel mark. Promise: what comes out is folded to itself.

use super::han;
use crate::numerals::digit;

/// Appends what stands for `c`.
#[inline]
pub(super) fn fold(c: char, folded: &mut String) {
    match c {
        '\0'..='\u{7f}' => folded.push(c),
        'ß' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        'ё' => folded.push('е'),
        // Marks that NFKC could not compose with a letter (stress in Russian, the dot of Turkish `İ`),
        // the points of Hebrew, and the point below letters of Hindi, which many leave out.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{5bf}'
        | '\u{5c1}'
        | '\u{5c2}'
        | '\u{5c4}'
        | '\u{5c5}'
        | '\u{5c7}'
        | '\u{93c}' => {}
        // Two signs of Hindi for one sound.
        '\u{901}' => folded.push('\u{902}'),
        '\u{600}'..='\u{6ff}' => folded.extend(arabic(c)),
        '\u{3400}'..='\u{9fff}' => folded.push(han::simplified(c)),
        c => folded.push(digit(c).unwrap_or(c)),
    }
}

/// A letter, digit or mark of Arabic script; nothing for vowel marks and tatweel.
fn arabic(c: char) -> Option<char> {
    match c {
        '\u{610}'..='\u{61a}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}'
        | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' => None,
        // Alef with madda, hamza above, hamza below, wasla.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => Some('\u{627}'),
        // Alef maksura and the Persian ya, as ya; the Persian kaf; the heh of Urdu and Persian.
        '\u{649}' | '\u{6cc}' => Some('\u{64a}'),
        '\u{6a9}' => Some('\u{643}'),
        '\u{6c0}' | '\u{6c1}' | '\u{6c2}' => Some('\u{647}'),
        c => Some(digit(c).unwrap_or(c)),
    }
}
