//! The form of the files: headings in square brackets, and lines below them.
//!
//! In: the text of a file. Out: the lines of one of its lists. A line that begins with `#` is a
//! remark; `-` behind a heading declares that the language has no such list.

/// Every file of a folder.
pub(super) const FILES: [&str; 7] = [
    "about", "calendar", "numbers", "words", "idioms", "page", "agencies",
];

/// The lines of a list; none when the file has no such heading.
pub(super) fn lines(file: &'static str, list: &str) -> Option<impl Iterator<Item = &'static str>> {
    let mut lines = file.lines();
    lines.find(|line| heading(line).is_some_and(|(name, _)| name == list))?;
    let lines = lines.take_while(|line| heading(line).is_none());
    Some(lines.filter(|line| !line.is_empty() && !line.starts_with('#')))
}

/// The name in a heading, and whether the list is declared empty.
pub(super) fn heading(line: &str) -> Option<(&str, bool)> {
    let (name, rest) = line.strip_prefix('[')?.split_once(']')?;
    Some((name, rest == " -"))
}

/// What the lines of a list are.
#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Words, apart by spaces and line ends.
    Words,
    /// Phrases, one a line.
    Lines,
    /// A number or name, an equals sign, and words.
    Rows,
    /// A name, an equals sign, and phrases, apart by commas.
    Named,
}

/// Every list of a folder, in order: its file, its heading, its form.
#[cfg(test)]
pub(super) const LISTS: &[(&str, &str, Form)] = &[
    ("about", "writing", Form::Rows),
    ("calendar", "months", Form::Rows),
    ("calendar", "weekdays", Form::Rows),
    ("calendar", "doubtful", Form::Words),
    ("calendar", "yesterday", Form::Words),
    ("calendar", "today", Form::Words),
    ("calendar", "tomorrow", Form::Words),
    ("calendar", "last", Form::Words),
    ("calendar", "this", Form::Words),
    ("calendar", "next", Form::Words),
    ("calendar", "until", Form::Words),
    ("calendar", "periods", Form::Rows),
    ("calendar", "counted periods", Form::Rows),
    ("calendar", "ago", Form::Words),
    ("calendar", "quarters", Form::Words),
    ("calendar", "ranges", Form::Words),
    ("calendar", "of", Form::Words),
    ("calendar", "day articles", Form::Words),
    ("calendar", "day endings", Form::Words),
    ("calendar", "month leads", Form::Words),
    ("calendar", "weak month leads", Form::Words),
    ("calendar", "weekday leads", Form::Words),
    ("calendar", "year leads", Form::Words),
    ("calendar", "tails", Form::Words),
    ("calendar", "future", Form::Words),
    ("calendar", "past", Form::Words),
    ("calendar", "clock", Form::Words),
    ("calendar", "eras", Form::Rows),
    ("calendar", "day counts", Form::Words),
    ("numbers", "cardinals", Form::Rows),
    ("numbers", "ordinals", Form::Rows),
    ("numbers", "powers", Form::Rows),
    ("numbers", "ones", Form::Words),
    ("numbers", "dozens", Form::Words),
    ("numbers", "number links", Form::Words),
    ("numbers", "measures", Form::Rows),
    ("numbers", "two words for percent", Form::Rows),
    ("numbers", "percent before", Form::Words),
    ("numbers", "old", Form::Words),
    ("numbers", "years old", Form::Words),
    ("numbers", "aged", Form::Words),
    ("numbers", "magnitudes", Form::Words),
    ("words", "articles", Form::Words),
    ("words", "negations", Form::Words),
    ("words", "function", Form::Words),
    ("words", "abbreviations", Form::Words),
    ("words", "address", Form::Words),
    ("words", "offices", Form::Words),
    ("words", "parts of offices", Form::Words),
    ("words", "particles", Form::Words),
    ("words", "institutions", Form::Words),
    ("words", "people", Form::Words),
    ("words", "dead", Form::Words),
    ("words", "injured", Form::Words),
    ("words", "missing", Form::Words),
    ("words", "arrested", Form::Words),
    ("words", "series", Form::Words),
    ("words", "recurring", Form::Rows),
    ("words", "recurring signs", Form::Rows),
    ("words", "place prepositions", Form::Words),
    ("words", "not names", Form::Words),
    ("words", "says", Form::Words),
    ("idioms", "holidays", Form::Words),
    ("idioms", "papers", Form::Words),
    ("idioms", "streets", Form::Words),
    ("idioms", "labels", Form::Words),
    ("idioms", "clauses", Form::Words),
    ("idioms", "vague offices", Form::Words),
    ("idioms", "former", Form::Words),
    ("idioms", "the", Form::Words),
    ("idioms", "common offices", Form::Words),
    ("idioms", "parts behind of", Form::Words),
    ("idioms", "no offices", Form::Words),
    ("idioms", "short offices", Form::Rows),
    ("idioms", "not places", Form::Words),
    ("idioms", "place acronyms", Form::Words),
    ("idioms", "ministries", Form::Words),
    ("idioms", "syllables", Form::Words),
    ("idioms", "numbered", Form::Words),
    ("idioms", "persons", Form::Words),
    ("idioms", "parents", Form::Words),
    ("idioms", "tolls", Form::Words),
    ("idioms", "before casualties", Form::Words),
    ("idioms", "behind casualties", Form::Words),
    ("idioms", "objects", Form::Words),
    ("page", "navigation", Form::Lines),
    ("page", "line labels", Form::Lines),
    ("page", "read more", Form::Lines),
    ("page", "invitations", Form::Lines),
    ("page", "channels", Form::Lines),
    ("page", "date labels", Form::Words),
    ("page", "clock words", Form::Words),
    ("page", "tail credits", Form::Lines),
    ("page", "report credits", Form::Lines),
    ("page", "owner credits", Form::Lines),
    ("page", "byline starts", Form::Lines),
    ("page", "pictures", Form::Lines),
    ("page", "beside agencies", Form::Words),
    ("page", "versions", Form::Words),
    ("agencies", "marks", Form::Named),
    ("agencies", "names", Form::Named),
    ("agencies", "broadcasters", Form::Words),
];
