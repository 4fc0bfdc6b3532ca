//! Reading: every accepted format into the same articles, whatever the container and the memory.

use std::io::Write;

use samestory::{Article, Scan};
use samestory_cli::read::{self, Feed, Input, Options};

mod archives;
mod cases;
mod crawls;
mod formats;
mod pages;
mod printed;
mod records;
#[cfg(feature = "parquet")]
mod tables;

fn open(inputs: &[Input], options: &Options) -> Feed {
    read::open(inputs, options, &|_| {}).expect("a feed")
}

fn read_one(name: &str, content: impl AsRef<[u8]>) -> Feed {
    open(&[Input::bytes(name, content)], &Options::default())
}

fn articles(feed: &Feed) -> Vec<Article> {
    feed.scan(|_, article| article.to_article())
        .expect("a scan")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("gzip");
    encoder.finish().expect("gzip")
}
