//! Bytes as CSV.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;
use samestory_cli::read::Format;

fuzz_target!(|bytes: &[u8]| {
    let table = [b"id,text,published\n", bytes].concat();
    if let Some(feed) = checks::open(&table, Some(Format::Csv)) {
        assert_eq!(checks::copy(&feed), table);
    }
    let _ = checks::open(bytes, Some(Format::Tsv));
});
