//! An edition as Markdown, for chat and mail.
//!
//! Article text is set so that Markdown, mentions and links in it do nothing; the one link of an
//! event leads to its lead article.

use std::fmt::Write;

use super::{Edition, Item};
use crate::write::report::strings::Strings;

pub(super) fn write(edition: &Edition, strings: &Strings) -> String {
    let mut text = Text(format!(
        "**{}**\n{}.",
        inert(&edition.headline),
        strings.say("time.utc")
    ));
    if edition.rejected > 0 {
        let rejected = usize::try_from(edition.rejected).unwrap_or(usize::MAX);
        text.add(format_args!(
            " {}",
            strings.count("figures.left_out", rejected)
        ));
    }
    text.add(format_args!("\n"));
    for (number, event) in (1..).zip(&edition.events) {
        item(&mut text, strings, number, event);
    }
    more(&mut text, strings, "\n\n", edition.more_events);
    text.add(format_args!("\n"));
    storylines(&mut text, strings, edition);
    singles(&mut text, strings, edition);
    doubts(&mut text, strings, edition);
    text.0
}

fn more(text: &mut Text, strings: &Strings, before: &str, count: usize) {
    if count > 0 {
        let more = strings.count("list.more", count);
        text.add(format_args!("{before}{more}"));
    }
}

fn item(text: &mut Text, strings: &Strings, number: usize, event: &Item) {
    let title = linked(
        &format!("**{}**", inert(&event.title)),
        event.url.as_deref(),
    );
    text.add(format_args!("\n{number}. {title}: {}", event.size));
    if !event.first.is_empty() {
        text.add(format_args!(". {}", inert(&event.first)));
    }
    for differs in &event.differs {
        let differ = strings.fill("edition.differ", &[("what", &inert(differs))]);
        text.add(format_args!(". {differ}"));
    }
    if event.uncertain {
        text.add(format_args!("; {}", strings.say("edition.unsure")));
    }
    text.add(format_args!("."));
    if !event.summary.is_empty() {
        text.add(format_args!("  \n   {}", inert(&event.summary)));
    }
}

fn storylines(text: &mut Text, strings: &Strings, edition: &Edition) {
    if edition.storylines.is_empty() {
        return;
    }
    text.add(format_args!("\n**{}**\n", strings.say("edition.goes_on")));
    for story in &edition.storylines {
        let events = strings.count("count.events", story.count);
        let title = inert(&story.title);
        text.add(format_args!("\n- {title} ({events}, {})\n", story.when));
        for step in &story.events {
            let day = if step.day.is_empty() {
                strings.say("time.same_day")
            } else {
                step.day.clone()
            };
            text.add(format_args!("  - {day}: {}\n", inert(&step.event.title)));
        }
        more(text, strings, "  - ", story.more);
        text.add(format_args!("{}", if story.more > 0 { "\n" } else { "" }));
    }
    more(text, strings, "\n", edition.more_storylines);
    text.add(format_args!("\n"));
}

fn singles(text: &mut Text, strings: &Strings, edition: &Edition) {
    if edition.singles.is_empty() {
        return;
    }
    text.add(format_args!("\n**{}**\n\n", strings.say("page.singles")));
    for single in &edition.singles {
        let title = linked(&inert(&single.title), single.url.as_deref());
        text.add(format_args!("- {title} ({})\n", inert(&single.source)));
    }
    more(text, strings, "- ", edition.more_singles);
    text.add(format_args!("\n"));
}

fn doubts(text: &mut Text, strings: &Strings, edition: &Edition) {
    if edition.doubts.is_empty() {
        return;
    }
    let total = strings.number(edition.doubts.len() + edition.more_doubts);
    text.add(format_args!(
        "\n**{}** ({total})\n\n",
        strings.say("page.doubt")
    ));
    for doubt in &edition.doubts {
        let ask = strings.count("doubts.ask", doubt.articles);
        let parts: Vec<String> = (doubt.parts.iter())
            .map(|part| format!("{} ({})", inert(&part.title), part.articles))
            .collect();
        text.add(format_args!("- {ask} {}", parts.join(" · ")));
        more(text, strings, " · ", doubt.more);
        text.add(format_args!("\n"));
    }
}

/// Words that are set already, as a link where there is an address.
fn linked(words: &str, url: Option<&str>) -> String {
    match url {
        Some(url) => format!("[{words}]({})", address(url)),
        None => words.to_owned(),
    }
}

/// Text that grows.
struct Text(String);

impl Text {
    fn add(&mut self, words: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.0.write_fmt(words);
    }
}

/// An address that ends no link.
fn address(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' => safe.push_str("%28"),
            ')' => safe.push_str("%29"),
            '<' => safe.push_str("%3C"),
            '>' => safe.push_str("%3E"),
            '\\' => safe.push_str("%5C"),
            c => safe.push(c),
        }
    }
    safe
}

/// Words in which Markdown, mentions and bare links do nothing, wherever in a line they stand.
fn inert(words: &str) -> String {
    let mut text = String::new();
    // What makes a line a heading, a list or a quotation stands at its beginning.
    let begins = words.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    for (at, c) in words.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '!' | '$' => true,
            '#' | '+' | '-' | '=' | '.' | ')' => at == begins,
            _ => false,
        };
        match c {
            '\n' | '\t' => text.push(' '),
            c if moves(c) => text.push(char::REPLACEMENT_CHARACTER),
            '@' => text.push_str("@\u{200b}"),
            c if special => text.extend(['\\', c]),
            c => text.push(c),
        }
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
        assert_eq!(inert("*a* [b](c) <x> #1"), r"\*a\* \[b\](c) \<x\> #1");
        assert_eq!(
            inert("@all see http://x"),
            "@\u{200b}all see http:\u{200b}//x"
        );
        assert_eq!(inert("a\n- b"), "a - b");
        for (begins, shown) in [("- b", r"\- b"), ("# b", r"\# b"), ("12. b", r"12\. b")] {
            assert_eq!(inert(begins), shown);
        }
        assert_eq!(inert("first-quarter"), "first-quarter");
        assert_eq!(inert("a\u{1b}[2J\u{202e}b"), "a\u{fffd}\\[2J\u{fffd}b");
        assert_eq!(address("https://a/b)c(d"), "https://a/b%29c%28d");
    }
}
