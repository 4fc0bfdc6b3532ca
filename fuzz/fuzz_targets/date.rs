//! Text as a date.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samestory::Timestamp;

fuzz_target!(|text: &str| {
    if let Ok(stamp) = text.parse::<Timestamp>() {
        let again = stamp.to_string().parse::<Timestamp>();
        assert_eq!(again.ok(), Some(stamp), "{text}");
    }
});
