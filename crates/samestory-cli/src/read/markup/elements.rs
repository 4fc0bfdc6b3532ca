//! What is known of the elements of HTML.

/// What stands between two words, the greater one where several meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// Elements inside of a line.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"acronym", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"del", b"dfn",
    b"em", b"font", b"i", b"ins", b"kbd", b"label", b"mark", b"q", b"s", b"samp", b"small",
    b"span", b"strike", b"strong", b"sub", b"sup", b"time", b"tt", b"u", b"var",
];

/// Elements that end no line, need no end, or hold no words.
const ALONE: &[&[u8]] = &[
    b"audio",
    b"button",
    b"canvas",
    b"col",
    b"colgroup",
    b"embed",
    b"head",
    b"iframe",
    b"img",
    b"input",
    b"link",
    b"meta",
    b"noscript",
    b"object",
    b"param",
    b"picture",
    b"script",
    b"select",
    b"source",
    b"style",
    b"svg",
    b"template",
    b"title",
    b"video",
    b"wbr",
];

/// How an element shows that a text is HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// By its two tags around words; the number is its own.
    Inline(u32),
    /// By a tag.
    Block,
}

/// The element of a name in small letters; none when there is none.
pub(super) fn kind(name: &[u8]) -> Option<Kind> {
    if let Some(number) = INLINE.iter().position(|known| *known == name) {
        return u32::try_from(number).ok().map(Kind::Inline);
    }
    (gap_around(name) != Gap::None || ALONE.contains(&name)).then_some(Kind::Block)
}

/// The gap around an element.
pub(super) fn gap_around(name: &[u8]) -> Gap {
    match name {
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" | b"table"
        | b"blockquote" | b"pre" | b"figure" | b"hr" | b"article" | b"section" => Gap::Paragraph,
        b"br" | b"li" | b"dt" | b"dd" | b"tr" | b"div" | b"figcaption" | b"caption" | b"header"
        | b"footer" | b"main" | b"aside" | b"nav" | b"address" | b"form" | b"fieldset"
        | b"details" | b"summary" | b"center" | b"body" | b"html" | b"thead" | b"tbody"
        | b"tfoot" | b"option" | b"legend" => Gap::Line,
        b"td" | b"th" => Gap::Space,
        _ => Gap::None,
    }
}

/// Elements that hold no words of the article.
pub(super) fn is_left_out(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"noscript"
            | b"template"
            | b"iframe"
            | b"svg"
            | b"math"
            | b"object"
            | b"audio"
            | b"video"
            | b"canvas"
            | b"select"
            | b"button"
            | b"head"
    )
}
