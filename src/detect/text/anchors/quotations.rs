//! Quoted speech and quoted titles.

use std::ops::Range;

use crate::detect::text::scan::{Kind, Scan, Token};

/// Words of a quotation that are kept.
const LONGEST: usize = 80;
/// Words of one in single straight quotes, which apostrophes imitate.
const LONGEST_STRAIGHT: usize = 12;

/// Token ranges between quotation marks, in reading order, and the marks left out.
///
/// A quotation that its paragraph does not close ends with it, as speech over several paragraphs
/// does. At least two words long.
pub(crate) fn find(scan: &Scan<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.len() {
        let Some(range) = opened_at(scan, at) else {
            at += 1;
            continue;
        };
        let words = scan.tokens[range.clone()]
            .iter()
            .filter(|t| !matches!(t.kind, Kind::Mark(_)))
            .count();
        at = range.end.max(at + 1) + 1;
        if words >= 2 {
            found.push(range);
        }
    }
    found
}

/// The folded words of a quotation.
pub(crate) fn fold(scan: &Scan<'_>, tokens: Range<usize>) -> String {
    let words = scan.tokens[tokens]
        .iter()
        .filter(|token| !matches!(token.kind, Kind::Mark(_)))
        .take(LONGEST)
        .map(|token| scan.folded(token));
    words.collect::<Vec<_>>().join(" ")
}

fn opened_at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let Kind::Mark(open) = scan.get(at)?.kind else {
        return None;
    };
    let paragraph_end = (at + 1..scan.len())
        .find(|&i| scan.tokens[i].line)
        .unwrap_or(scan.len());
    let inside = at + 1..paragraph_end;
    let close_at = |closes: &[char]| inside.clone().find(|&i| scan.is_mark(i, closes));
    let free_before = !scan.tokens[at].glued || at == 0 || !scan.tokens[at - 1].is_word();
    match open {
        '“' => Some(at + 1..close_at(&['”', '"', '“']).unwrap_or(paragraph_end)),
        '"' => Some(at + 1..close_at(&['"', '”']).unwrap_or(paragraph_end)),
        '„' => close_at(&['“', '”', '"']).map(|end| at + 1..end),
        '«' => close_at(&['»']).map(|end| at + 1..end),
        '»' => close_at(&['«']).map(|end| at + 1..end),
        '「' => close_at(&['」']).map(|end| at + 1..end),
        '『' => close_at(&['』']).map(|end| at + 1..end),
        '《' => close_at(&['》']).map(|end| at + 1..end),
        '‘' if free_before => {
            let end = inside
                .clone()
                .find(|&i| scan.is_mark(i, &['’', '\'']) && closes_single(scan, i));
            end.map(|end| at + 1..end)
        }
        '\'' if free_before && scan.is_glued(at + 1) => {
            let end = inside
                .clone()
                .take(LONGEST_STRAIGHT * 2)
                .find(|&i| scan.is_mark(i, &['\'']) && closes_single(scan, i));
            end.map(|end| at + 1..end)
        }
        _ => None,
    }
}

fn closes_single(scan: &Scan<'_>, at: usize) -> bool {
    scan.is_glued(at) && !(scan.is_glued(at + 1) && scan.get(at + 1).is_some_and(Token::is_word))
}
