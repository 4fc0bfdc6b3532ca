//! What holds for any text whatever.

use proptest::prelude::*;
use samestory::Article;
use samestory::detect::text::{Span, Text, analyse};
use samestory::detection::Field;

use super::{PROSE, article};

/// What holds for every article.
fn check(article: &Article, text: &Text) {
    let raw = |span: &Span| match span.field {
        Field::Title => &article.title,
        Field::Text => &article.text,
    };
    let inside = |span: &Span| raw(span).get(span.start as usize..span.end as usize);
    for word in &text.words {
        assert!(
            inside(&word.span).is_some_and(|w| !w.is_empty()),
            "{:?}",
            word.span
        );
    }
    for anchor in &text.anchors {
        assert!(
            inside(&anchor.span).is_some_and(|w| !w.is_empty()),
            "{anchor:?}"
        );
    }
    for span in &text.furniture {
        assert!(inside(span).is_some_and(|w| !w.is_empty()), "{span:?}");
        let overlaps = |word: &Span| {
            word.field == span.field && word.start < span.end && span.start < word.end
        };
        assert!(!text.words.iter().any(|w| overlaps(&w.span)), "{span:?}");
    }
    assert!(
        text.words
            .is_sorted_by_key(|w| (w.span.field, w.span.start))
    );
    assert!(text.anchors.is_sorted_by_key(|a| a.span));
}

proptest! {
    #[test]
    fn any_unicode_is_analysed_with_spans_inside(title in ".{0,60}", body in "(?s).{0,300}", lang in "(en|de|zh|fr|)") {
        let mut article = article(&title, &body, "2023-09-21", &lang);
        article.lang = (!lang.is_empty()).then_some(lang);
        check(&article, &analyse(article.as_ref()));
    }

    #[test]
    fn any_mixture_of_news_pieces_is_analysed_with_spans_inside(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        separators in prop::collection::vec(prop::sample::select(&["", " ", "\n", "\n\n", ". ", ", ", "-"][..]), 40),
    ) {
        let body: String = pieces.iter().zip(&separators).flat_map(|(a, b)| [*a, *b]).collect();
        let article = article("", &body, "", "en");
        check(&article, &analyse(article.as_ref()));
    }

    #[test]
    fn furniture_around_an_article_moves_no_offset(count in 1_usize..4) {
        let before = "Share this article\n\n".repeat(count);
        let plain = format!("The council met on Monday in Tokyo. {PROSE}");
        let framed = format!("{before}{plain}\n\nPost time: May-25-2023");
        let alone = analyse(article("A vote", &plain, "2023-09-21", "en").as_ref());
        let inside = analyse(article("A vote", &framed, "2023-09-21", "en").as_ref());
        let moved = u32::try_from(before.len()).expect("short");
        let words = |text: &Text, by: u32| -> Vec<(u64, u32)> {
            let body = text.words.iter().filter(|w| w.span.field == Field::Text);
            body.map(|w| (w.term, w.span.start - by)).collect()
        };
        prop_assert_eq!(words(&alone, 0), words(&inside, moved));
    }
}

/// Pieces that the grammars look for, to be put together in any order.
const PIECES: &[&str] = &[
    "September",
    "20",
    "2023",
    "th",
    "to",
    "Wednesday",
    "on",
    "May",
    "5",
    "%",
    "$",
    "million",
    "(AP)",
    "–",
    "“",
    "”",
    "'",
    "Premier",
    "Li Qiang",
    "the",
    "of",
    "State",
    "Ministry",
    "killed",
    "people",
    "Post time:",
    "page_banner",
    "news",
    "Updated:",
    "2023-09-20",
    "17:52",
    "9月",
    "日",
    "年",
    "周三",
    "Dr.",
    "J.",
    "U.S.",
    "p.m.",
    "Week",
    "Q2",
    "first",
    "quarter",
    "ago",
    "last",
    "week",
    ",",
    ".",
    "BEIJING",
    ":",
    "by",
    "in",
    "Tokyo",
    "é",
    "ß",
    "\u{301}",
    "\u{200b}",
    "😀",
    "٣",
    "http://x.y",
    "@",
    "dozen",
    "one",
    "and",
    "hundred",
    "year-old",
    "-",
    "1,200.5",
    "12/13/2014",
    "By Jane Doe",
    "©",
];
