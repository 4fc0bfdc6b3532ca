//! Pages: what is taken from where, what is no article, and what hostile ones cost.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use samestory::{Article, ArticleSource};
use samestory_cli::read::{Extractor, Feed, Input, Options};

use super::{articles, open, read_one};

/// Paragraphs of an article, long enough to be one.
fn paragraphs() -> String {
    let sentence = |n: u32| {
        format!(
            "<p>The harbour of Orla was closed on the {n}th morning of the storm, and the ferries that lay there, \
             {n} of them, could not leave, the harbour master told the town council.</p>\n"
        )
    };
    (3..12).map(sentence).collect()
}

fn page(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html lang=\"en-GB\"><head>{head}</head><body>{body}</body></html>")
}

fn article(html: &str) -> Article {
    article_by(Extractor::Smoothie, html)
}

/// Those that the program was built with.
fn extractors() -> impl Iterator<Item = Extractor> {
    Extractor::NAMES.iter().filter_map(|name| name.parse().ok())
}

fn read_by(extractor: Extractor, html: &str) -> Feed {
    let options = Options {
        extractor,
        ..Options::default()
    };
    open(&[Input::bytes("page.html", html)], &options)
}

fn article_by(extractor: Extractor, html: &str) -> Article {
    let feed = read_by(extractor, html);
    assert_eq!(feed.rejected().first(), &[], "{html}");
    articles(&feed).remove(0)
}

fn refusal(html: &str) -> String {
    let feed = read_one("page.html", html);
    assert_eq!(feed.len(), 0, "{html}");
    feed.rejected().first()[0].reason.clone()
}

#[test]
fn a_page_is_told_by_its_content_and_states_its_fields_in_json_ld() {
    let head = r##"<title>Harbour closed - Coastal Courier</title>
        <link rel="canonical" href="https://courier.example/2024/05/06/harbour">
        <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "Coastal Courier"},
            {"@type": "Person", "@id": "#ilse", "name": "Ilse Tarn"},
            {"@type": ["NewsArticle"], "headline": "Harbour closed &amp; ferries stuck", "author": {"@id": "#ilse"},
             "datePublished": "2024-05-06T07:08:09+02:00", "publisher": {"name": "Coastal Courier"},}
        ]}</script>"##;
    let body = format!(
        "<nav><a href=/>Home</a></nav><article><h1>Harbour closed</h1>{}</article>",
        paragraphs()
    );
    let found = article(&page(head, &body));
    assert_eq!(found.title, "Harbour closed & ferries stuck");
    assert_eq!(
        found.published.map(|p| p.to_string()).as_deref(),
        Some("2024-05-06T05:08:09Z")
    );
    assert_eq!(
        found.url.as_deref(),
        Some("https://courier.example/2024/05/06/harbour")
    );
    assert_eq!(found.source.as_deref(), Some("Coastal Courier"));
    assert_eq!(found.lang.as_deref(), Some("en-GB"));
    assert!(
        found
            .text
            .starts_with("The harbour of Orla was closed on the 3th morning"),
        "{}",
        found.text
    );
    assert_eq!(found.text.matches("\n\n").count(), 8, "{}", found.text);
    assert!(!found.text.contains("Home"));
}

#[test]
fn dates_stand_in_many_places() {
    let day = Some("2024-05-06");
    let cases = [
        (
            r#"<meta property="article:published_time" content="2024-05-06">"#,
            "",
            day,
        ),
        (
            r#"<meta name="og:article:published:time" content="2024-05-06">"#,
            "",
            day,
        ),
        (
            r#"<meta name="DC.date.issued" content="2024-05-06">"#,
            "",
            day,
        ),
        (
            r#"<meta name="parsely-pub-date" content="2024-05-06">"#,
            "",
            day,
        ),
        (
            r#"<meta name="sailthru.date" content="6 May 2024">"#,
            "",
            day,
        ),
        (
            r#"<meta property="og:url" content="https://courier.example/2024/05/06/rain">"#,
            "",
            day,
        ),
        (
            "",
            r#"<time itemprop="datePublished" datetime="2024-05-06">yesterday</time>"#,
            day,
        ),
        ("", r#"<time datetime="2024-05-06">yesterday</time>"#, day),
        (
            "",
            r#"<span class="article-date">Published: 6 May 2024</span>"#,
            day,
        ),
        // Of two that mean one moment, the one with its zone counts.
        (
            r#"<script type="application/ld+json">{"@type":"Article","datePublished":"2024-05-06 01:30:00"}</script>
               <meta name="date" content="2024-05-06T01:30:00+02:00">"#,
            "",
            Some("2024-05-05T23:30:00Z"),
        ),
        ("", "", None),
    ];
    for (head, body, expected) in cases {
        let html = page(
            head,
            &format!("<h1>Rain</h1>{body}<article>{}</article>", paragraphs()),
        );
        let published = article(&html).published.map(|p| p.to_string());
        assert_eq!(published.as_deref(), expected, "{head}{body}");
    }
}

#[test]
fn what_is_put_behind_a_title_is_cut_off() {
    let site = r#"<meta property="og:site_name" content="The Coastal Courier">"#;
    let cases = [
        ("Rain in Orla | Coastal Courier", site, "", "Rain in Orla"),
        (
            "Rain in Orla - Weather - Coastal Courier",
            site,
            "<h1>Rain in Orla</h1>",
            "Rain in Orla",
        ),
        (
            "Rain in Orla：Courier",
            "",
            "<h1>Rain in Orla</h1>",
            "Rain in Orla",
        ),
        ("Rain - and more of it", site, "", "Rain - and more of it"),
        ("Orla: rain again", site, "", "Orla: rain again"),
        (
            "Rain | courier.example",
            r#"<link rel="canonical" href="https://www.courier.example/a">"#,
            "",
            "Rain",
        ),
    ];
    for (title, head, body, expected) in cases {
        let html = page(
            &format!("<title>{title}</title>{head}"),
            &format!("{body}<article>{}</article>", paragraphs()),
        );
        assert_eq!(article(&html).title, expected, "{title}");
    }
}

#[test]
fn what_stands_between_the_paragraphs_and_is_no_text_is_left_out() {
    let furniture = [
        "<figure><img src=a.jpg><figcaption>The harbour on Monday, when nobody could leave it any more, as seen from the pier.</figcaption></figure>",
        "<div class=\"related-stories\"><h3>Read on</h3><ul><li><a href=/b>Another storm in Tarn</a></li></ul></div>",
        "<p><a href=/c>Ten storms that we remember</a></p>",
        "<p class=newsletter__signup>Sign up for our morning letter, which comes every day before you wake up.</p>",
        "<p>Advertisement</p>",
    ];
    let mut body = String::from("<article><h1>Storm</h1><p class=byline>By Ilse Tarn</p>");
    for (number, paragraph) in paragraphs().lines().enumerate() {
        body.push_str(paragraph);
        body.push_str(furniture[number % furniture.len()]);
        body.push_str("<p>Advertisement</p>");
    }
    body.push_str("</article>");
    for extractor in extractors() {
        let text = article_by(extractor, &page("<title>Storm</title>", &body)).text;
        let mut lines = text.lines().filter(|line| !line.is_empty());
        assert_eq!(lines.clone().count(), 9, "{extractor:?}: {text}");
        assert!(
            lines.all(|line| line.starts_with("The harbour")),
            "{extractor:?}: {text}"
        );
    }
}

#[test]
fn a_stated_text_is_the_measure_of_the_part() {
    let text: Vec<String> = paragraphs()
        .lines()
        .map(|p| p.replace("<p>", "").replace("</p>", ""))
        .collect();
    let stated = serde_json::json!({"@type": "NewsArticle", "headline": "Storm", "articleBody": text.join("\n")});
    let head = format!("<script type='application/ld+json'>{stated}</script>");
    let other = "<p>Our paper is for everybody, and has been so, through wind and weather, for two hundred years now.</p>";
    let around = article(&page(
        &head,
        &format!("<article>{}{other}</article>", paragraphs()),
    ));
    assert!(!around.text.contains("Our paper"), "{}", around.text);
    let missing = article(&page(&head, "<div>Loading</div>"));
    assert_eq!(missing.text, text.join("\n"));
}

#[test]
fn a_page_that_is_no_article_is_refused_with_the_reason() {
    let link = |n| {
        format!(
            "<h2><a href=/{n}>Storm number {n} hits the coast of Tarn</a></h2><p>It rained.</p>"
        )
    };
    let links = (0..30).map(link).collect::<Vec<_>>().concat();
    let cases = [
        (
            page(
                "<title>Page not found</title>",
                "<h1>404</h1><p>This page is not here.</p>",
            ),
            "the page of an error",
        ),
        (
            page("<title>Seite nicht gefunden</title>", "<p>Leider.</p>"),
            "the page of an error",
        ),
        (
            page(
                "<title>Just a moment...</title>",
                "<p>Checking your browser.</p>",
            ),
            "bars programs",
        ),
        (
            page(
                "<title>Coastal Courier</title>",
                "<div><h1>We value your privacy</h1><p>We and our partners store cookies on your device. With your consent, \
                 we may use cookies to measure. You can withdraw your consent at any time.</p><button>Accept all</button></div>",
            ),
            "asks for consent",
        ),
        (
            page(
                "<title>Coastal Courier</title><meta property='og:type' content='website'>",
                &links,
            ),
            "list of articles",
        ),
        (
            page(
                "<link rel=canonical href='https://courier.example/'><title>Coastal Courier</title>",
                &links,
            ),
            "a front page",
        ),
        (
            page("<title>Courier</title>", "<p>Loading</p>"),
            "without the text",
        ),
    ];
    for (html, expected) in cases {
        let reason = refusal(&html);
        assert!(reason.contains(expected), "{reason}: {html}");
    }
}

#[test]
fn letters_are_told_from_bytes_mark_and_meta() {
    let html = |charset: &str| {
        page(
            &format!("<meta charset={charset}><title>Café in Łódź</title>"),
            &paragraphs(),
        )
    };
    let utf8 = html("iso-8859-1");
    assert_eq!(
        article(&utf8).title,
        "Café in Łódź",
        "UTF-8 is told by its bytes"
    );
    let text = html("iso-8859-2");
    let (latin2, ..) = encoding_rs::ISO_8859_2.encode(&text);
    let feed = read_one("page.html", latin2);
    assert_eq!(articles(&feed)[0].title, "Café in Łódź");
}

#[test]
fn a_folder_of_pages_is_one_feed_also_when_it_does_not_fit_into_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..5 {
        let html = page(&format!("<title>Storm {n}</title>"), &paragraphs());
        fs::write(folder.path().join(format!("{n}.html")), html).expect("a page");
    }
    fs::write(
        folder.path().join("404.html"),
        page("<title>404</title>", ""),
    )
    .expect("a page");
    let input = [Input::from(folder.path())];
    let kept = open(&input, &Options::default());
    let small = Options {
        memory_bytes: 0,
        ..Options::default()
    };
    let again = open(&input, &small);
    assert_eq!((kept.len(), kept.rejected().count()), (5, 1));
    assert!(kept.is_in_memory() && !again.is_in_memory());
    assert_eq!(articles(&kept), articles(&again));
    assert_eq!(again.article(3).expect("an article"), articles(&kept)[3]);
    let mut names = Vec::new();
    kept.copy_without(&|position| position == 1, &mut names, None)
        .expect("names");
    let names = String::from_utf8(names).expect("names");
    assert_eq!(
        names.lines().filter(|name| name.contains(".html")).count(),
        5,
        "{names}"
    );
}

#[test]
fn hostile_pages_cost_time_and_stack_in_step_with_their_bytes() {
    let deep = |tag: &str| format!("<html><p>{}It rained.", format!("<{tag}>").repeat(100_000));
    let mut attributes = String::from("<html>");
    for n in 0..20_000 {
        let _ = write!(attributes, "<b a{n}=1><p>x");
    }
    let pages = [
        deep("div"),
        deep("span"),
        deep("b"),
        deep("table"),
        deep("ul><li"),
        deep("svg"),
        deep("font color=1"),
        deep("template"),
        attributes,
        format!("<html>{}", "<a href=/>x</a><br><br>".repeat(40_000)),
        format!(
            "<html><body>{}",
            "<p>It rained, and rained, and rained.</p>".repeat(40_000)
        ),
        format!(
            "<html><script type='application/ld+json'>{}</script>",
            "[".repeat(100_000)
        ),
        format!("<html><title>{}</title>", "a - ".repeat(50_000)),
        format!("<html><title>{}", "<!--".repeat(100_000)),
    ];
    for (html, extractor) in pages
        .iter()
        .flat_map(|html| extractors().map(move |by| (html, by)))
    {
        let start = Instant::now();
        let feed = read_by(extractor, html);
        assert_eq!(feed.len() as u64 + feed.rejected().count(), 1);
        let seconds = start.elapsed().as_secs_f64();
        assert!(
            seconds < 60.0,
            "{extractor:?}: {seconds} s for {}",
            &html[..60]
        );
    }
}
