//! Bytes as a crawl.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use samestory_cli::read::Format;

/// Larger than what the fuzzer makes.
const RECORD_BYTES: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    if let Some(feed) = checks::open_records(bytes, Some(Format::Warc), RECORD_BYTES) {
        let copied = checks::copy(&feed);
        // Packed bytes come out unpacked, and those of a mark or another encoding as UTF-8.
        let is_plain = ![
            &b"\x1f\x8b"[..],
            b"\x28\xb5\x2f\xfd",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xef\xbb\xbf",
        ]
        .iter()
        .any(|magic| bytes.starts_with(magic))
            && !matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]);
        if is_plain && feed.files().len() > 0 {
            assert_eq!(copied, bytes);
        }
    }
});
