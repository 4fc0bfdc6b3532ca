//! Credits behind the last sentence: an agency's mark, an author's name, who reported and edited.
//!
//! In: the last line of prose. Out: where the credit begins. Promise: it begins behind the end of a
//! sentence, among the last 160 characters. Cost: one pass over these.

use super::line::is_byline;
use super::phrases;

/// Where an agency's or author's mark starts behind the last sentence.
pub(super) fn tail(line: &str) -> Option<usize> {
    let is_end = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | '"' | '”' | '’' | ')' | '）' | '。' | '।'
        )
    };
    let from = line.char_indices().rev().nth(160).map_or(0, |c| c.0);
    let opens = |c: char| matches!(c, '-' | '–' | '—' | '(' | '（' | 'B');
    for (at, c) in line[from..].char_indices().map(|(at, c)| (from + at, c)) {
        // Asked first: what is trimmed below may be long, and is trimmed for few places so.
        if !opens(c) || !line[..at].trim_end().ends_with(is_end) {
            continue;
        }
        let rest = &line[at..];
        let words = rest.split_whitespace().count();
        let name = rest.trim_start_matches(['-', '–', '—', ' ', '(', '（']);
        let named = name.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let unfinished = !name
            .trim_end_matches([')', '）'])
            .contains(['.', '!', '?', '”', '"']);
        let credit = match c {
            '-' | '–' | '—' => named && words <= 10 && unfinished,
            '(' | '（' => {
                let folded = phrases::small(name);
                let credited = phrases::CREDITS.begin(&folded);
                let short = words <= 3 && named && unfinished;
                rest.ends_with([')', '）'])
                    && (credited && words <= 30 || short && all_capital(name))
            }
            'B' => words <= 8 && is_byline(rest),
            _ => false,
        };
        if credit {
            return Some(at);
        }
    }
    None
}

fn all_capital(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_stands_behind_the_end_of_a_sentence() {
        for (line, credit) in [
            ("They met. - Reuters", Some("- Reuters")),
            ("They met. (Xinhua)", Some("(Xinhua)")),
            ("They met, said (Xinhua)", None),
            ("They met. By Kim Arin", Some("By Kim Arin")),
            ("They met. - and then they parted", None),
        ] {
            assert_eq!(tail(line).map(|at| &line[at..]), credit, "{line}");
        }
    }
}
