//! `summary.md`: what the report says, in the length of a chat message.
//!
//! Article text is set so that Markdown, mentions and links in it do nothing.

use std::fmt::Write;

use super::ReportOptions;
use super::doubt;
use super::events::{self, Head};
use super::material::Material;
use super::overview;
use crate::write::Records;
use samestory::error::Error;

/// Events that are named.
const TOP: usize = 5;
/// Doubts that are named.
const DOUBTS: usize = 3;

/// Makes the summary.
///
/// # Errors
/// As [`super::report`].
pub fn summary(records: &Records<'_>, options: &ReportOptions) -> Result<String, Error> {
    let material = Material::new(records, options.lang)?;
    let heads: Vec<Head> = (events::ordered(&material, &options.owners).into_iter())
        .map(|(_, head)| head)
        .collect();
    let doubts = doubt::doubts(&material);
    let overview = overview::overview(&material, &heads, &doubts);
    let shared: Vec<&Head> = heads.iter().filter(|head| !head.single).collect();
    let mut text = format!("**{}**", inert(&overview.title));
    if !overview.period.is_empty() {
        write_to(
            &mut text,
            format_args!(", {}; times are UTC", overview.period),
        );
    }
    let tiles: Vec<String> = (overview.tiles.iter())
        .map(|tile| format!("{} {}", tile.number, tile.name))
        .collect();
    write_to(&mut text, format_args!("\n{}.", tiles.join(", ")));
    if overview.rejected > 0 {
        write_to(
            &mut text,
            format_args!(" {} records could not be read.", overview.rejected),
        );
    }
    text.push('\n');
    for (number, head) in (1..).zip(shared.iter().take(TOP)) {
        let sources = (material.strings).count("count.independent", head.independent);
        write_to(
            &mut text,
            format_args!("\n{number}. **{}**: {sources}", inert(&head.title)),
        );
        if !head.first.is_empty() {
            write_to(
                &mut text,
                format_args!(
                    ", {} {} ({})",
                    if head.first_known {
                        "first"
                    } else {
                        "among the first"
                    },
                    inert(&head.first_source),
                    head.first
                ),
            );
        }
        if head.conflicts > 0 {
            text.push_str("; reports differ on a name, a number or a date");
        }
        if let Some(word) = &head.uncertain {
            write_to(&mut text, format_args!("; a placement is {word}"));
        }
        text.push('.');
    }
    if shared.len() > TOP {
        write_to(
            &mut text,
            format_args!("\n\nAnd {} more.", shared.len() - TOP),
        );
    }
    if doubts.questions.is_empty() {
        text.push('\n');
    } else {
        write_to(
            &mut text,
            format_args!("\n\nTo check ({} in all):\n", doubts.total),
        );
        for question in doubts.questions.iter().take(DOUBTS) {
            let ask = if question.together {
                "put together"
            } else {
                "kept apart"
            };
            write_to(
                &mut text,
                format_args!(
                    "- {} ({}) and {} ({}): {ask}, chance of being one event {}\n",
                    inert(&question.a.title),
                    inert(&question.a.source),
                    inert(&question.b.title),
                    inert(&question.b.source),
                    question.score.number,
                ),
            );
        }
    }
    Ok(text)
}

fn write_to(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(words);
}

/// Words in which Markdown, mentions and bare links do nothing.
fn inert(words: &str) -> String {
    const SHOWN: usize = 120;
    let mut text = String::new();
    for c in words.chars().take(SHOWN) {
        match c {
            '\n' | '\t' => text.push(' '),
            c if moves(c) => text.push(char::REPLACEMENT_CHARACTER),
            '@' => text.push_str("@\u{200b}"),
            c if c.is_ascii_punctuation()
                && !matches!(c, '.' | ',' | '\'' | '"' | '/' | '%' | '?' | ';' | ':') =>
            {
                text.push('\\');
                text.push(c);
            }
            c => text.push(c),
        }
    }
    if words.chars().nth(SHOWN).is_some() {
        text.push('…');
    }
    text.replace("://", ":\u{200b}//")
}

/// Whether a character steers a terminal or turns the direction of the line.
fn moves(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_articles_are_no_markup() {
        assert_eq!(inert("*a* [b](c) <x> #1"), r"\*a\* \[b\]\(c\) \<x\> \#1");
        assert_eq!(
            inert("@all see http://x"),
            "@\u{200b}all see http:\u{200b}//x"
        );
        assert_eq!(inert("a\n- b"), r"a \- b");
        assert_eq!(inert("a\u{1b}[2J\u{202e}b"), "a\u{fffd}\\[2J\u{fffd}b");
    }
}
