//! How fast feeds are read, beside feed-rs alone, on one thread.
//!
//! `cargo run --release` here prints, for RSS with escaped HTML, RSS with sections of it, and Atom, the median time of either over the same feed of
//! generated news, by turns, and the ratio. samestory makes articles of the items, with plain texts, ids
//! and an index; feed-rs alone parses.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use samestory::Scan;
use samestory_bench::generate;
use samestory_cli::read::{self, Input, Options};

const ITEMS: usize = 5_000;
const ROUNDS: usize = 15;

fn main() {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1);
    threads.build_global().expect("one thread");
    for (name, feed) in [("RSS", rss(&escaped)), ("RSS, CDATA", rss(&section)), ("Atom", atom())] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(timed(|| samestory(&feed)));
            theirs.push(timed(|| feed_rs(&feed)));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let rate = |time: Duration| feed.len() as f64 / 1e6 / time.as_secs_f64();
        println!(
            "{name:10} {:.1} MB  samestory {:.0} MB/s  feed-rs {:.0} MB/s  ratio {:.2}",
            feed.len() as f64 / 1e6,
            rate(ours),
            rate(theirs),
            rate(ours) / rate(theirs)
        );
    }
}

fn samestory(feed: &str) -> usize {
    let input = Input::bytes("feed.xml", feed);
    let feed = read::open(&[input], &Options::default(), &|_| {}).expect("a feed");
    assert_eq!(feed.len(), ITEMS);
    feed.scan(|_, article| article.title.len() + article.text.len()).expect("articles").len()
}

fn feed_rs(feed: &str) -> usize {
    let feed = feed_rs::parser::parse(feed.as_bytes()).expect("a feed");
    assert_eq!(feed.entries.len(), ITEMS);
    feed.entries.len()
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Articles with their texts as HTML.
fn articles() -> impl Iterator<Item = (samestory::Article, String)> {
    let options = generate::Options {
        articles: ITEMS,
        seed: 1,
        ..generate::Options::default()
    };
    generate::Feed::new(options).expect("options in range").map(|labelled| {
        let article = labelled.expect("an article").article;
        let html: String = article.text.split("\n\n").map(|part| format!("<p>{}</p>", escaped(part))).collect();
        (article, html)
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn section(text: &str) -> String {
    format!("<![CDATA[{text}]]>")
}

/// As feeds have their texts: HTML that is escaped or in a section.
fn rss(packed: &dyn Fn(&str) -> String) -> String {
    let mut feed = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>News</title><link>https://news.example/</link><description>All of it</description>\n");
    for (article, html) in articles() {
        let _ = writeln!(
            feed,
            "<item><title>{}</title><link>{}</link><guid isPermaLink=\"false\">{}</guid><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate><dc:creator>Ilse Tarn</dc:creator><category>news</category><content:encoded>{}</content:encoded></item>",
            escaped(&article.title),
            article.url.as_deref().unwrap_or_default(),
            article.id,
            packed(&html),
        );
    }
    feed + "</channel></rss>\n"
}

fn atom() -> String {
    let mut feed = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title><id>urn:news</id><updated>2024-03-05T10:00:00Z</updated>\n");
    for (article, html) in articles() {
        let _ = writeln!(
            feed,
            "<entry><title>{}</title><link href=\"{}\"/><id>{}</id><updated>2024-03-05T10:00:00Z</updated><author><name>Ilse Tarn</name></author><content type=\"html\">{}</content></entry>",
            escaped(&article.title),
            article.url.as_deref().unwrap_or_default(),
            article.id,
            escaped(&html),
        );
    }
    feed + "</feed>\n"
}
