//! Bytes as JSON lines.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use samestory::ArticleSource;
use samestory_cli::read::Format;

fuzz_target!(|bytes: &[u8]| {
    let Some(feed) = checks::open(bytes, Some(Format::Jsonl)) else {
        return;
    };
    if checks::is_plain(bytes) {
        let lines = bytes.split(|&b| b == b'\n');
        let records = lines.filter(|line| !line.trim_ascii().is_empty()).count() as u64;
        assert_eq!(feed.len() as u64 + feed.rejected().count(), records);
        if feed.files().len() > 0 {
            assert_eq!(checks::copy(&feed), bytes);
        }
    }
});
