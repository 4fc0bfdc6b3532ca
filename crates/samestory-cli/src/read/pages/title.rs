//! The headline of a page.
//!
//! A page states it up to five times: in JSON-LD, for sharing (Open Graph), as its first heading, as
//! its title, and for another network. What is put behind it, the name of the site or of the
//! section, is cut off. Where the first two differ, it is the one that the page itself does not
//! repeat in heading and title: it was written to stand alone.

use super::stated::{Stated, host};
use crate::line::one_line;

/// Letters of a host's name that are too few to be told from a word.
const SHORT: usize = 4;

pub(super) fn of(stated: &Stated) -> String {
    let statement = Statement::of(stated);
    let [linked, shared, heading, title, other] = &statement.cut;
    if linked.is_empty() || shared.is_empty() {
        let found = [linked, shared, heading, title, other]
            .into_iter()
            .find(|text| !text.is_empty());
        return found.cloned().unwrap_or_default();
    }
    if is_same(linked, shared) {
        return linked.clone();
    }
    let repeats = |of: &str| [heading, title].map(|text| is_same(text, of));
    let chosen = match (repeats(linked), repeats(shared)) {
        ([true, true], _) => shared,
        (_, [true, true]) => linked,
        ([false, false], [_, true] | [true, _]) => shared,
        _ => linked,
    };
    chosen.clone()
}

/// All that a page states.
struct Statement {
    /// JSON-LD, Open Graph, the first heading, the title, and a network's, without what is put
    /// behind them.
    cut: [String; 5],
}

impl Statement {
    fn of(stated: &Stated) -> Self {
        let item = stated.item("headline");
        let linked = if stated.linked.headline.is_empty() {
            item
        } else {
            &stated.linked.headline
        };
        let heading = stated.headings.iter().find(|heading| !heading.is_empty());
        let whole = [
            linked,
            stated.meta(&["ogtitle"]),
            heading.map_or("", String::as_str),
            &stated.title,
            stated.meta(&[
                "twittertitle",
                "dctitle",
                "dctermstitle",
                "sailthrutitle",
                "parselytitle",
                "title",
                "headline",
            ]),
        ]
        .map(one_line);
        let names = names(stated);
        let cut = whole
            .each_ref()
            .map(|text| cut(text, &names, &whole).to_owned());
        Self { cut }
    }
}

/// What the site and the section are called, folded.
fn names(stated: &Stated) -> Vec<String> {
    let address = stated.address();
    let host = host(&address);
    [
        stated.meta(&["ogsitename"]),
        &stated.linked.publisher,
        stated.meta(&["applicationname"]),
        stated.meta(&["twittersite"]),
        stated.meta(&["articlesection"]),
        host,
        host.split('.')
            .next()
            .filter(|name| name.len() >= SHORT)
            .unwrap_or_default(),
    ]
    .into_iter()
    .map(fold)
    .filter(|name| !name.is_empty())
    .collect()
}

/// A title without the parts at its end that name the site, or that another statement of it lacks.
fn cut<'t>(title: &'t str, names: &[String], others: &[String; 5]) -> &'t str {
    let mut title = title;
    while let Some((head, tail)) = split(title) {
        let is_short = tail.chars().count() < head.chars().count();
        let tail = fold(tail);
        // A longer tail must be the name or a part of it, and not only have it somewhere.
        let is_name = !tail.is_empty()
            && names.iter().any(|name| {
                *name == tail || is_part(&tail, name) || is_short && is_part(name, &tail)
            });
        if !is_name && !others.iter().any(|other| is_same(other, head)) {
            break;
        }
        title = head;
    }
    title
}

/// Whether a name is most of another.
fn is_part(part: &str, whole: &str) -> bool {
    part.chars().count() >= SHORT && whole.contains(part)
        || whole.len() < part.len() * 2 && whole.contains(part)
}

/// Cuts at the last separator.
fn split(title: &str) -> Option<(&str, &str)> {
    let mut found = None;
    for (at, c) in title.char_indices() {
        let before = title[..at].chars().next_back();
        let end = at + c.len_utf8();
        let after = title[end..].chars().next();
        let has_spaces = before == Some(' ') && after == Some(' ');
        let is_separator = match c {
            '|' | '｜' | '：' | 'ㅣ' => true,
            '-' | '–' | '—' | '·' | '•' | '»' | ':' => has_spaces,
            _ => false,
        };
        if is_separator {
            found = Some((title[..at].trim(), title[end..].trim()));
        }
    }
    found.filter(|(head, _)| !head.is_empty())
}

/// Whether two titles are one, but for quotation marks and spaces.
fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty() && plain(one).eq(plain(other))
}

fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|c| match c {
        '‘' | '’' | '‚' | '\u{2bc}' => Some('\''),
        '"' | '“' | '”' | '„' | '«' | '»' => None,
        c if c.is_whitespace() || c == '\u{2060}' || c == '\u{ad}' => None,
        c => Some(c),
    })
}

/// A name as it is compared.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
