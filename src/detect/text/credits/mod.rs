//! Which news agencies an article names as where its text comes from.
//!
//! In: an article. Out: the agencies' names. Looked at are the outlet itself, datelines and
//! bylines in the first lines, and the credits in the last ones: `PARIS (AFP) —`, `By Ann Doe,
//! Associated Press`, `— Reuters`, `Additional reporting by AFP`, `© The Canadian Press`. What a
//! text quotes ("told Reuters") is no credit, and neither is a picture's.
//! What can mislead: an outlet that prints agency copy without saying so is not found out.
//! Cost: one look at a few short lines, whatever the length of the text.

mod head;
mod names;
mod wording;

pub(crate) use self::head::head;
use self::names::{is_known, is_made_of_names, names, unspaced_end, unspaced_name, words};
use self::wording::{CREDITS, is_byline, is_of_a_picture};
use super::lexicon::agencies::begins_unspaced;
use crate::article::ArticleRef;

/// Lines at the head that may hold a dateline or a byline.
const HEAD_LINES: usize = 4;
/// Lines at the end that may hold a credit.
const TAIL_LINES: usize = 8;
/// Bytes of a line that are looked at, from its start at the head, from its end at the tail.
const LINE_BYTES: usize = 400;

/// The agencies that the article credits, sorted, each once; none when it credits none.
pub fn credits(article: ArticleRef<'_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    let source = article.source.unwrap_or_default();
    if is_made_of_names(source) {
        found.extend(names(source));
    }
    let lines = || {
        article
            .text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
    };
    let mut add = |line: &str, named: Vec<&'static str>| {
        // Asked last, as it takes longest and few lines name an agency.
        if !named.is_empty() && !is_of_a_picture(line) {
            found.extend(named);
        }
    };
    for line in lines().take(HEAD_LINES).map(first_bytes) {
        add(line, at_the_head(line));
    }
    for line in article
        .text
        .rsplit('\n')
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .take(TAIL_LINES)
        .map(last_bytes)
    {
        add(line, at_the_end(line));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn first_bytes(line: &str) -> &str {
    &line[..line.floor_char_boundary(LINE_BYTES)]
}

fn last_bytes(line: &str) -> &str {
    &line[line.ceil_char_boundary(line.len().saturating_sub(LINE_BYTES))..]
}

/// Datelines and bylines.
fn at_the_head(line: &str) -> Vec<&'static str> {
    if let Some((before, inside, after)) = bracket(line) {
        let dateline = words(before).count() <= 8 && names(before).is_empty();
        let goes_on = after.is_empty()
            || after.starts_with(DASHES)
            || after.starts_with(':')
            || words(before).count() <= 4 && after.starts_with(char::is_uppercase);
        if dateline && goes_on && words(inside).count() <= 4 {
            return names(inside);
        }
        // `【ロンドン共同】`: the agency closes the bracket, with no space before it.
        if before.is_empty() && line.starts_with('【') {
            return unspaced_end(inside).into_iter().collect();
        }
    }
    if let Some(dash) = line.find(['–', '—']).or_else(|| line.find(" - ")) {
        let before = &line[..dash];
        let capital = |word: &str| !word.starts_with(char::is_lowercase);
        let few = words(before).count() <= 6;
        if few && words(before).all(|at| capital(&before[at.clone()]) || is_known(&before[at])) {
            return names(before);
        }
    }
    if begins_unspaced(line) {
        return unspaced_name(line).into_iter().collect();
    }
    if is_byline(line) || is_made_of_names(line) {
        return names(line);
    }
    Vec::new()
}

/// Credits behind the last sentence or in a line of their own.
fn at_the_end(line: &str) -> Vec<&'static str> {
    if is_byline(line) || is_made_of_names(line) {
        return names(line);
    }
    let mut found = Vec::new();
    for credit in CREDITS.find_iter(line) {
        let sentence = line[..credit.start()]
            .rfind(['.', '!', '?', '”', '"'])
            .map_or(0, |end| end + 1);
        let from = line.ceil_char_boundary(sentence);
        let to = line.floor_char_boundary(credit.end() + CREDIT_BYTES);
        found.extend(names(&line[from..to]));
    }
    if let Some(dash) = line.rfind(DASHES) {
        let (before, after) = line.split_at(dash);
        let sentence = before.trim_end().ends_with(ENDS) || before.is_empty();
        if sentence && is_made_of_names(after) {
            found.extend(names(after));
        }
    }
    if let Some(open) = line
        .rfind(['(', '（'])
        .filter(|_| line.ends_with([')', '）']))
        && is_made_of_names(&line[open..])
    {
        found.extend(names(&line[open..]));
    }
    found
}

const DASHES: [char; 3] = ['-', '–', '—'];
const ENDS: [char; 10] = ['.', '!', '?', '"', '”', '’', ')', '。', '।', '」'];

/// Bytes behind a credit's words in which its agencies are named.
const CREDIT_BYTES: usize = 100;

/// What stands before, in and after the first bracket.
fn bracket(line: &str) -> Option<(&str, &str, &str)> {
    let open = line.find(['(', '（', '【'])?;
    let inside = line[open..].chars().next()?.len_utf8() + open;
    let close = line[inside..].find([')', '）', '】'])? + inside;
    let after = line[close..].chars().next()?.len_utf8() + close;
    let trimmed = line[after..].trim_start();
    Some((&line[..open], &line[inside..close], trimmed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(source: &str, text: &str) -> Vec<&'static str> {
        credits(ArticleRef {
            id: "a",
            title: "AP and Reuters differ",
            text,
            published: None,
            source: Some(source),
            url: None,
            lang: None,
            author: None,
        })
    }

    const PROSE: &str = "The council met at length. “We will vote,” the mayor told Reuters.";

    #[test]
    fn an_agency_is_credited_in_dateline_byline_or_end_mark() {
        for (head, agency) in [
            ("MARWICK (AP) — ", "AP"),
            ("(Reuters) - ", "Reuters"),
            ("Marwick (CNN)", "CNN"),
            ("March 12 (UPI) -- ", "UPI"),
            ("MARWICK, Firth (WXYZ/AFP) - ", "AFP"),
            ("By Ann Doe, Associated Press\n", "AP"),
            ("BY ANN DOE\nASSOCIATED PRESS\n", "AP"),
            ("Marwick, dpa – ", "dpa"),
            ("新华社马威克3月12日电", "Xinhua"),
        ] {
            assert_eq!(of("Herald", &format!("{head}{PROSE}")), [agency], "{head}");
        }
        for (end, agencies) in [
            (" — Reuters", &["Reuters"][..]),
            ("\n-AAP", &["AAP"]),
            ("\nAP, Reuters", &["AP", "Reuters"]),
            ("\n© 2024 Bloomberg L.P.", &["Bloomberg"]),
            ("\n(With inputs from ANI)", &["ANI"]),
            (
                "\nAdditional reporting by Ann Doe in Marwick, AFP",
                &["AFP"],
            ),
            (
                "\nThe Associated Press contributed to this report.",
                &["AP"],
            ),
            (
                "\nThis report by The Canadian Press was first published March 3.",
                &["Canadian Press"],
            ),
            (" (AFP)", &["AFP"]),
        ] {
            assert_eq!(of("Herald", &format!("{PROSE}{end}")), agencies, "{end}");
        }
    }

    #[test]
    fn an_agency_s_own_articles_credit_it() {
        for (source, agency) in [
            ("Reuters", "Reuters"),
            ("The Associated Press", "AP"),
            ("AP News", "AP"),
            ("reuters.com", "Reuters"),
        ] {
            assert_eq!(of(source, PROSE), [agency], "{source}");
        }
    }

    #[test]
    fn what_is_quoted_pictured_or_alike_is_no_credit() {
        for text in [
            PROSE,
            "",
            "The Associated Press (AP) is looking for a buyer, its chief said on Monday in Marwick.",
            "The council met.\nPhoto: AFP",
            "The council met.\n(Image credit: AP)",
            "Shares fell, Bloomberg reported on Monday, and the council met to talk about them again.",
            "The International Monetary Fund (IMF) - long an ally - met.",
            "Pa and Ma met.\nThe end (of the road)",
        ] {
            assert!(of("Herald", text).is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in "[A-Z(–—©)\n.a-zİ新 -]{0,120}", end in "(reporting by|©|source: )?[ APFİß(]{0,20}") {
            let text = format!("{text}{end}");
            let found = of("Herald", &text);
            prop_assert!(found.is_sorted());
        }
    }
}
