//! Bytes as a page.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use samestory_cli::read::Format;

/// Larger than what the fuzzer makes.
const RECORD_BYTES: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    if let Some(feed) = checks::open_records(bytes, Some(Format::Html), RECORD_BYTES) {
        let copied = checks::copy(&feed);
        assert!(copied.len() <= 6, "the name of the file, or nothing");
    }
});
