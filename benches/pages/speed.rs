//! Speed on one thread, beside the least that has to be done.

use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dom_smoothie::{Config, Readability, TextMode};
use samestory::ArticleSource;
use samestory_cli::read::{self, Input, Options};

use super::crawl::{self, Record};

/// Rounds of which the fastest counts.
const ROUNDS: usize = 5;

/// Prints the ratios.
pub(crate) fn print(paths: &[PathBuf]) {
    let pages: Vec<(String, Vec<u8>)> = paths
        .iter()
        .map(|path| {
            (
                path.to_string_lossy().trim_end_matches(".gz").to_owned(),
                unpack(&fs::read(path).expect("a page")),
            )
        })
        .collect();
    let bytes: usize = pages.iter().map(|(_, page)| page.len()).sum();
    let alone = fastest(|| {
        for (_, page) in &pages {
            let config = Config {
                text_mode: TextMode::Formatted,
                ..Config::default()
            };
            let html = String::from_utf8_lossy(page);
            let article = Readability::new(&*html, None, Some(config)).map(|mut page| page.parse());
            let _ = black_box(article);
        }
    });
    let inputs: Vec<Input> = pages
        .iter()
        .map(|(name, page)| Input::bytes(name, page))
        .collect();
    let read = fastest(|| {
        black_box(open(&inputs));
    });
    line("pages", bytes, read, "dom_smoothie alone", alone);

    let texts: Vec<Record<'_>> = open(&inputs)
        .scan(|at, article| {
            crawl::conversion(
                format!("https://courier.example/{at}"),
                &format!("{}\n{}", article.title, article.text),
            )
        })
        .expect("articles");
    let responses: Vec<Record<'_>> = pages
        .iter()
        .enumerate()
        .map(|(at, (_, page))| crawl::response(format!("https://courier.example/{at}"), page))
        .collect();
    for (name, records) in [
        ("WET.gz of the texts", texts),
        ("WARC.gz of the pages", responses),
    ] {
        let packed = crawl::packed(&records);
        let inflated = fastest(|| {
            black_box(unpack(&packed));
        });
        let input = [Input::bytes("crawl.warc.gz", &packed)];
        let read = fastest(|| {
            black_box(open(&input));
        });
        line(name, unpack(&packed).len(), read, "unpacking", inflated);
    }
}

fn open(inputs: &[Input]) -> read::Feed {
    let feed = read::open(inputs, &Options::default(), &|_| {}).expect("a feed");
    assert!(feed.len() > 0, "articles");
    feed
}

fn unpack(bytes: &[u8]) -> Vec<u8> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return bytes.to_vec();
    }
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes)
        .read_to_end(&mut unpacked)
        .expect("packed bytes");
    unpacked
}

fn fastest(mut round: impl FnMut()) -> Duration {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn line(name: &str, bytes: usize, time: Duration, other: &str, least: Duration) {
    let speed =
        |time: Duration| u32::try_from(bytes).map_or(0.0, f64::from) / 1e6 / time.as_secs_f64();
    println!(
        "{name}: {:.1} MB/s, {other}: {:.1} MB/s, ratio {:.2}",
        speed(time),
        speed(least),
        least.as_secs_f64() / time.as_secs_f64()
    );
}
