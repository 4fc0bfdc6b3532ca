//! Plain text: a file is an article. Its name is the id; a headline is not guessed here.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::draft::Draft;
use super::fields::{Field, Target};
use super::problem::Remark;

/// Reads a whole file.
pub(super) fn parse(bytes: &[u8], id: &str, draft: &mut Draft) -> Result<(), Remark> {
    draft.start();
    let put = |draft: &mut Draft, field, value: &str| {
        let target = Target {
            field,
            rank: 0,
            is_sure: true,
        };
        draft.put(target, value);
    };
    put(draft, Field::Id, id);
    if let Ok(text) = std::str::from_utf8(bytes) {
        put(draft, Field::Text, text);
    } else if bytes.contains(&0) {
        return Err(Remark::new(
            "not a text: it holds NUL bytes and is not UTF-8",
            "leave out files that are not texts, or convert it to UTF-8",
        ));
    } else {
        let (text, encoding) = decode(bytes, None);
        put(draft, Field::Text, &text);
        draft.remarks.push(decoded(encoding));
    }
    draft.finish()
}

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
