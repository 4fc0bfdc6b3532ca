//! Where byline and dateline end at the head of a text.
//!
//! In: a text. Out: the byte behind `By Ann Doe` on a line of its own and behind `PARIS (AFP) —`; 0
//! where there is neither. Told by form alone, so a first sentence of few words, all with a capital,
//! that ends with a dash is taken for a dateline. Cost: one look at the first two lines.

use super::wording::is_byline;

/// Bytes and words that a dateline has at most.
const LONGEST: usize = 80;
const WORDS: usize = 9;

/// The byte behind byline and dateline.
pub(crate) fn head(text: &str) -> usize {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    let mut line = lines.next().unwrap_or_default();
    while line.trim().is_empty() && !line.is_empty() {
        at += line.len();
        line = lines.next().unwrap_or_default();
    }
    let mut end = 0;
    if line.len() <= 2 * LONGEST && line.ends_with('\n') && is_byline(line.trim()) {
        at += line.len();
        line = lines
            .find(|line| {
                let blank = line.trim().is_empty();
                at += if blank { line.len() } else { 0 };
                !blank
            })
            .unwrap_or_default();
        end = at;
    }
    dateline(line).map_or(end, |behind| at + behind)
}

/// The byte behind the dateline that a line begins with.
fn dateline(line: &str) -> Option<usize> {
    let first = &line[..line.floor_char_boundary(LONGEST)];
    let dashes = [" \u{2014} ", " \u{2013} ", " -- ", " - ", "\u{2014}", ") -"];
    let (at, dash) = dashes
        .into_iter()
        .filter_map(|dash| first.find(dash).map(|at| (at, dash)))
        .min()?;
    let words = || {
        first[..at]
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let like_a_place = |word: &str| {
        let small = word.chars().count() <= 3;
        small || !word.starts_with(char::is_lowercase)
    };
    let ends_sentence = first[..at].contains(['!', '?', '"', '\u{201c}', '\n']);
    let plausible = (1..=WORDS).contains(&words().count()) && words().all(like_a_place);
    let begins = words()
        .next()
        .is_some_and(|w| w.starts_with(char::is_uppercase));
    (plausible && begins && !ends_sentence).then_some(at + dash.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byline_and_dateline_end_where_the_report_begins() {
        for (head_of_text, rest) in [
            ("PARIS (AFP) \u{2014} ", "The mill burnt down."),
            ("By Ann Doe\n\n", "The mill burnt down."),
            (
                "\nBy Ann Doe, Wire Press\n\nTARN, 4 May - ",
                "The mill burnt down.",
            ),
            ("Rio de Janeiro \u{2013} ", "The mill burnt down."),
            (
                "",
                "The mill \u{2014} a ruin for years \u{2014} burnt down.",
            ),
            ("", "By noon the mill had burnt down.\nIt was old."),
            ("", "Mill burns down"),
            ("", ""),
        ] {
            let text = format!("{head_of_text}{rest}");
            assert_eq!(&text[head(&text)..], rest);
        }
    }
}
