//! HTML in a field becomes text.
//!
//! In: the value of a title or text field. Out: the text that a reader of the page would see, or
//! nothing where the value is no HTML: paragraphs, list items and table rows are lines, entities are
//! characters, scripts, styles and comments are gone.
//!
//! Each value is decided by itself (`signs.rs`): a text that talks of `<b>`, or has `a < b` or
//! `AT&T`, stays as it is. HTML that was escaped once more is unwrapped first.
//!
//! Cost: linear; a look for `<` and `&` where a value has neither.

mod elements;
pub(super) mod entities;
mod layout;
mod signs;
mod tokens;

pub(super) use layout::Shape;
use layout::convert;

/// Whether values of text fields are taken for HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Html {
    /// Those that are, by what is in them.
    #[default]
    Auto,
    /// All of them.
    Always,
    /// None of them: tags and entities are words.
    Never,
}

/// The text of a value; none when it is the value itself.
pub(super) fn text_of(value: &str, html: Html, shape: Shape) -> Option<String> {
    if html == Html::Never || memchr::memchr2(b'<', b'&', value.as_bytes()).is_none() {
        return None;
    }
    if html == Html::Always || signs::are_in(value) {
        let text = convert(value, shape);
        // Some exporters escape entities once more inside of tags.
        return Some(entities::decode(&text).unwrap_or(text));
    }
    let decoded = entities::decode(value)?;
    if signs::are_in(&decoded) {
        return Some(convert(&decoded, shape));
    }
    Some(entities::decode(&decoded).unwrap_or(decoded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_the_text_that_a_reader_sees() {
        let cases = [
            ("<p>One &amp; two.</p><p>Three.</p>", "One & two.\n\nThree."),
            ("Hard<br>and <b>bo</b>ld<br/>words", "Hard\nand bold\nwords"),
            ("<ul><li>a</li>\n<li>b</li></ul>after", "a\nb\n\nafter"),
            (
                "<table><tr><td>Team</td><td>Points</td></tr><tr><td>Orla</td><td>3</td></tr></table>",
                "Team Points\nOrla 3",
            ),
            (
                "<script>if (a < b) go();</script><style>p{}</style><!-- ad -->Rain<img src=\"x\">.",
                "Rain.",
            ),
            ("<![CDATA[<p>It rained.</p>]]>", "It rained."),
            ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;", "One & two"),
            ("<p>AT&amp;amp;T</p>", "AT&T"),
            (
                "The&nbsp;council &nbsp;of &euro;5 &ndash; &#8220;so&#8221;",
                "The council  of €5 – “so”",
            ),
            ("Lines\nthat <i>stay</i>\nlines", "Lines\nthat stay\nlines"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<div>never <span>closed", "never closed"),
            ("<p title='a > b'>c</p>", "c"),
            ("<svg><path d='M0'/><text>no</text></svg><p>yes</p>", "yes"),
            (
                "<object>never closed, <p>so read</p>",
                "never closed,\n\nso read",
            ),
        ];
        for (html, text) in cases {
            assert_eq!(
                text_of(html, Html::Auto, Shape::Text).as_deref(),
                Some(text),
                "{html}"
            );
        }
        let title = text_of("<b>One</b><br>&amp; two", Html::Auto, Shape::Line);
        assert_eq!(title.as_deref(), Some("One & two"));
    }

    #[test]
    fn what_only_has_the_signs_stays_as_it_is() {
        for text in [
            "It rained.",
            "a < b and c > d",
            "AT&T and R&D; Johnson & Johnson",
            "The <b> tag makes letters bold.",
            "Write \"<p>\" or (<br>), never `<font>`.",
            "Between <b> and </b> the letters are bold.",
            "if i<b and c>d then",
            "I <3 rain <- here",
            "mail <ilse@tarn.example>",
            "x?a=1&copy=2",
        ] {
            assert_eq!(text_of(text, Html::Auto, Shape::Text), None, "{text}");
        }
        assert_eq!(text_of("<p>a</p>", Html::Never, Shape::Text), None);
        let always = text_of("The <b> tag", Html::Always, Shape::Text);
        assert_eq!(always.as_deref(), Some("The tag"));
    }

    #[test]
    fn any_text_is_read_in_linear_time() {
        let attributes = format!("<p {}>", "a1 b2=\"c\" ".repeat(20_000));
        for text in [
            "<div>".repeat(100_000),
            "<".repeat(500_000),
            "&amp;".repeat(100_000),
            "<a ".repeat(100_000),
            "<!--".repeat(100_000),
            "&".repeat(500_000),
            "<svg><object>".repeat(40_000),
            attributes,
        ] {
            let start = std::time::Instant::now();
            let _ = text_of(&text, Html::Auto, Shape::Text);
            let _ = text_of(&text, Html::Always, Shape::Text);
            assert!(start.elapsed().as_secs() < 20, "{}", &text[..10]);
        }
    }
}
