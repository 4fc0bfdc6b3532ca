//! Quoted speech and quoted titles.
//!
//! In: a [`Scan`]. Out: the tokens between quotation marks. Promise: a quotation lies in one
//! paragraph, and none in another. Cost: one look at each token for every kind of closing mark.

use std::ops::Range;

use crate::detect::text::scan::{Kind, Next, Scan, Token};

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
    let mut ends = Ends::of(scan);
    let mut at = 0;
    while at < scan.len() {
        let Some(range) = opened_at(scan, at, &mut ends) else {
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

fn opened_at(scan: &Scan<'_>, at: usize, ends: &mut Ends<'_>) -> Option<Range<usize>> {
    let Kind::Mark(open) = scan.get(at)?.kind else {
        return None;
    };
    let inside = at + 1;
    let free_before = !scan.tokens[at].glued || at == 0 || !scan.tokens[at - 1].is_word();
    let end = match open {
        '“' => Some(ends.closed(Close::Speech, inside).unwrap_or_else(|end| end)),
        '"' => Some(
            ends.closed(Close::Straight, inside)
                .unwrap_or_else(|end| end),
        ),
        '„' => ends.closed(Close::Speech, inside).ok(),
        '«' => ends.closed(Close::Right, inside).ok(),
        '»' => ends.closed(Close::Left, inside).ok(),
        '「' => ends.closed(Close::Corner, inside).ok(),
        '『' => ends.closed(Close::WhiteCorner, inside).ok(),
        '《' => ends.closed(Close::Title, inside).ok(),
        '‘' if free_before => ends.closed(Close::Single, inside).ok(),
        '\'' if free_before && scan.is_glued(inside) => {
            let near = inside..ends.paragraph(inside).min(inside + LONGEST_STRAIGHT * 2);
            near.into_iter()
                .find(|&i| scan.is_mark(i, &['\'']) && closes_single(scan, i))
        }
        _ => None,
    };
    end.map(|end| inside..end)
}

/// What may close a quotation.
#[derive(Debug, Clone, Copy)]
enum Close {
    Speech,
    Straight,
    Right,
    Left,
    Corner,
    WhiteCorner,
    Title,
    Single,
}

impl Close {
    const KINDS: usize = 8;

    fn marks(self) -> &'static [char] {
        match self {
            Self::Speech => &['”', '"', '“'],
            Self::Straight => &['"', '”'],
            Self::Right => &['»'],
            Self::Left => &['«'],
            Self::Corner => &['」'],
            Self::WhiteCorner => &['』'],
            Self::Title => &['》'],
            Self::Single => &['’', '\''],
        }
    }
}

/// Where paragraphs end and quotations may, looked up from ascending places.
struct Ends<'s> {
    scan: &'s Scan<'s>,
    paragraph: Next,
    closes: [Next; Close::KINDS],
}

impl<'s> Ends<'s> {
    fn of(scan: &'s Scan<'s>) -> Self {
        Self {
            scan,
            paragraph: Next::default(),
            closes: Default::default(),
        }
    }

    /// The first token from `from` on that begins another paragraph.
    fn paragraph(&mut self, from: usize) -> usize {
        let tokens = &self.scan.tokens;
        self.paragraph.from(from, tokens.len(), |&i| tokens[i].line)
    }

    /// The mark that closes a quotation whose words begin at `from`; without one, the end of the
    /// paragraph.
    fn closed(&mut self, close: Close, from: usize) -> Result<usize, usize> {
        let scan = self.scan;
        let paragraph = self.paragraph(from);
        let end = self.closes[close as usize].from(from, scan.len(), |&i| {
            scan.is_mark(i, close.marks())
                && (!matches!(close, Close::Single) || closes_single(scan, i))
        });
        if end < paragraph {
            Ok(end)
        } else {
            Err(paragraph)
        }
    }
}

fn closes_single(scan: &Scan<'_>, at: usize) -> bool {
    scan.is_glued(at) && !(scan.is_glued(at + 1) && scan.get(at + 1).is_some_and(Token::is_word))
}
