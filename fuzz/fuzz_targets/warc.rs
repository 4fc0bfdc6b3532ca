//! Bytes as a crawl.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use samestory_cli::read::{Format, Standing};

/// Larger than what the fuzzer makes.
const RECORD_BYTES: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    if let Some(feed) = checks::open_records(bytes, Some(Format::Warc), RECORD_BYTES) {
        let copied = checks::copy(&feed);
        // Earlier versions of a page are left out.
        let counts = feed.asides().counts();
        let is_all = !counts.contains_key(&Standing::Superseded)
            && !counts.contains_key(&Standing::Repeated);
        if is_all && checks::is_plain(bytes) && feed.files().len() > 0 {
            assert_eq!(copied, bytes);
        }
    }
});
