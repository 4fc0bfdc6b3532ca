//! Bytes of any format.
#![no_main]

mod checks;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(feed) = checks::open(bytes, None) {
        let _ = checks::copy(&feed);
    }
});
