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
    // Packed bytes and those of other encodings come out as other bytes.
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
    if is_plain {
        let lines = bytes.split(|&b| b == b'\n');
        let records = lines.filter(|line| !line.trim_ascii().is_empty()).count() as u64;
        assert_eq!(feed.len() as u64 + feed.rejected().count(), records);
        if feed.files().len() > 0 {
            assert_eq!(checks::copy(&feed), bytes);
        }
    }
});
