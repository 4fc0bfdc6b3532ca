//! Traditional Chinese characters and their variants as Simplified ones.
//!
//! In: a character of Unicode's blocks of Han. Out: the one that stands for it. Promise: what comes out
//! stands for itself. The table beside this file says where it is from and how it was made: it goes by
//! single characters, and where one Simplified character stands for several Traditional ones (`后` for
//! `後` and `后`) all are one. Japanese is folded by the same table: two texts of it are folded alike.
//! Cost: one look into a table of 56 KB, built when the first such character is met.

use std::sync::LazyLock;

const FIRST: char = '\u{3400}';
const LAST: char = '\u{9fff}';

static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..=LAST).collect();
    for (simplified, form) in rows() {
        table[form as usize - FIRST as usize] = simplified;
    }
    table
});

/// The Simplified form of a character between U+3400 and U+9FFF; any other is its own.
#[inline]
pub(super) fn simplified(c: char) -> char {
    match (c as usize).checked_sub(FIRST as usize) {
        Some(place) => SIMPLIFIED.get(place).copied().unwrap_or(c),
        None => c,
    }
}

/// Every character that is folded to another one, as (that one, it).
fn rows() -> impl Iterator<Item = (char, char)> {
    let lines = include_str!("simplified.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| {
            let (simplified, forms) = line.split_once('\t').unwrap_or_default();
            let simplified = simplified.chars().next();
            simplified
                .into_iter()
                .flat_map(|s| forms.chars().map(move |form| (s, form)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_what_comes_out_stands_for_itself() {
        assert_eq!(rows().count(), 3001);
        for (to, form) in rows() {
            assert!((FIRST..=LAST).contains(&to) && (FIRST..=LAST).contains(&form));
            assert_eq!(simplified(form), to);
            assert_eq!(simplified(to), to, "{form}");
        }
    }

    #[test]
    fn both_forms_of_a_word_are_one() {
        for (traditional, simple) in [
            ("國際新聞", "国际新闻"),
            ("電車", "电车"),
            ("裡面", "里面"),
            ("裏面", "里面"),
            ("以後", "以后"),
        ] {
            let folded = |text: &str| text.chars().map(simplified).collect::<String>();
            assert_eq!(folded(traditional), folded(simple));
        }
        assert_eq!(simplified('\u{33ff}'), '\u{33ff}');
        assert_eq!(simplified('\u{a000}'), '\u{a000}');
    }
}
