//! The encoding of bytes that are not UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::problem::Remark;

/// The encoding that the bytes seem to have; none when they are all ASCII.
pub(super) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector
        .feed(bytes, true)
        .then(|| detector.guess(None, Utf8Detection::Deny))
}

/// Decodes what is not UTF-8 by the encoding given, or by the one that it seems to have itself.
pub(super) fn decode(
    bytes: &[u8],
    known: Option<&'static Encoding>,
) -> (String, &'static Encoding) {
    let encoding = known
        .or_else(|| guess(bytes))
        .unwrap_or(encoding_rs::WINDOWS_1252);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), encoding)
}

/// What is said of a text that was not UTF-8.
pub(super) fn decoded(encoding: &'static Encoding) -> Remark {
    Remark::new(
        format!("not valid UTF-8, so it was read as {}", encoding.name()),
        "convert it to UTF-8 if letters look wrong",
    )
}
