//! Bytes as one of the formats of news wires; the first byte chooses which.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use samestory_cli::read::Format;

const FORMATS: [Format; 8] = [
    Format::Nitf,
    Format::Newsml,
    Format::NewsmlG2,
    Format::Ninjs,
    Format::Iptc7901,
    Format::Anpa,
    Format::Mail,
    Format::Feed,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let format = FORMATS[usize::from(*choice) % FORMATS.len()];
    if let Some(feed) = checks::open(bytes, Some(format)) {
        let _ = checks::copy(&feed);
    }
});
