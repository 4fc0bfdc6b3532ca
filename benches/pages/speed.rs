//! Speed on one thread, beside the least that has to be done.

use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dom_smoothie::{Config, Readability, TextMode};
use samestory::{ArticleSource, Scan};
use samestory_cli::read::{self, Input, Options};

use super::crawl::{self, Record};

/// Rounds of which the fastest counts.
const ROUNDS: usize = 9;
/// How often the crawl has each text, so that it is as long as one.
const TIMES: usize = 20;

/// Prints the ratios.
pub(crate) fn print(paths: &[PathBuf], options: &Options) {
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
    let smoothie = || {
        for (_, page) in &pages {
            let config = Config {
                text_mode: TextMode::Formatted,
                ..Config::default()
            };
            let html = String::from_utf8_lossy(page);
            let article = Readability::new(&*html, None, Some(config)).map(|mut page| page.parse());
            let _ = black_box(article);
        }
    };
    let inputs: Vec<Input> = pages
        .iter()
        .map(|(name, page)| Input::bytes(name, page))
        .collect();
    let times = fastest(|| drop(black_box(open(&inputs, options))), smoothie);
    line("pages", bytes, times, "dom_smoothie alone");

    let texts = open(&inputs, options)
        .scan(|_, article| format!("{}\n{}", article.title, article.text))
        .expect("articles");
    let texts: Vec<Record<'_>> = std::iter::repeat_n(&texts, TIMES)
        .flatten()
        .enumerate()
        .map(|(at, text)| crawl::conversion(format!("https://courier.example/{at}"), text))
        .collect();
    let responses: Vec<Record<'_>> = pages
        .iter()
        .enumerate()
        .map(|(at, (_, page))| crawl::response(format!("https://courier.example/{at}"), page))
        .collect();
    let packed = crawl::packed(&texts);
    let input = [Input::bytes("crawl.warc.wet.gz", &packed)];
    let unpacked = unpack(&packed).len();
    let times = fastest(
        || drop(black_box(open(&input, options))),
        || drop(black_box(unpack(&packed))),
    );
    line("WET.gz of the texts", unpacked, times, "unpacking");

    let packed = crawl::packed(&responses);
    let input = [Input::bytes("crawl.warc.gz", &packed)];
    let unpacked = unpack(&packed).len();
    let times = fastest(
        || drop(black_box(open(&input, options))),
        || {
            black_box(unpack(&packed));
            smoothie();
        },
    );
    let other = "unpacking, then dom_smoothie alone";
    line("WARC.gz of the pages", unpacked, times, other);
}

fn open(inputs: &[Input], options: &Options) -> read::Feed {
    let feed = read::open(inputs, options, &|_| {}).expect("a feed");
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

/// The least that either takes, by turns, so that what else runs on the machine slows both.
fn fastest(mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    let timed = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut least = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        least.0 = least.0.min(timed(&mut one));
        least.1 = least.1.min(timed(&mut other));
    }
    least
}

fn line(name: &str, bytes: usize, (time, least): (Duration, Duration), other: &str) {
    let speed =
        |time: Duration| u32::try_from(bytes).map_or(0.0, f64::from) / 1e6 / time.as_secs_f64();
    println!(
        "{name}: {:.1} MB/s, {other}: {:.1} MB/s, ratio {:.2}",
        speed(time),
        speed(least),
        least.as_secs_f64() / time.as_secs_f64()
    );
}
