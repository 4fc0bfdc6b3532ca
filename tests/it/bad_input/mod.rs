//! Bad input: each kind is told with its place and repair, counted, and takes nothing else along.

use samestory::{Error, Scan};
use samestory_cli::read::{self, Feed, Input, Options};

mod any_bytes;
mod files;
mod records;

const GOOD: &str = "{\"id\":\"good\",\"text\":\"It rained.\"}";
const LAST: &str = "{\"id\":\"last\",\"text\":\"It snowed.\"}";

fn open(input: Input, options: &Options) -> Result<Feed, Error> {
    read::open(&[input], options, &|_| {})
}

fn ids(feed: &Feed) -> Vec<String> {
    feed.scan(|_, article| article.id.to_owned()).unwrap()
}
