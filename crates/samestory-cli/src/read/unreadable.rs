//! What an input is that holds no articles as it is, told by its first bytes, and the repair.

use super::xml::root;

/// What something is that cannot be read, and what to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub(super) what: &'static str,
    pub(super) repair: &'static str,
}

const TEXT_OF_PAGES: &str = "take the text out of it first, for example with pdftotext or pandoc";
const PICTURE: &str = "leave it out: there is no text to be compared in it";
const ARCHIVE: &str = "unpack it and name the folder";
const TABLE: &str = "export it as CSV or JSON lines, for example with duckdb";

/// A zip that is no archive of files.
pub(super) const OFFICE: Unreadable = Unreadable {
    what: "an office document or a book",
    repair: TEXT_OF_PAGES,
};

/// First bytes that no text begins with.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", TEXT_OF_PAGES),
    (b"{\\rtf", "an RTF document", TEXT_OF_PAGES),
    (b"\xd0\xcf\x11\xe0", "an office document", TEXT_OF_PAGES),
    (b"\x89PNG", "a picture", PICTURE),
    (b"GIF8", "a picture", PICTURE),
    (b"\xff\xd8\xff", "a picture", PICTURE),
    (b"II*\0", "a picture", PICTURE),
    (b"MM\0*", "a picture", PICTURE),
    (b"RIFF", "a picture or a recording", PICTURE),
    (b"ID3", "a recording", PICTURE),
    (b"OggS", "a recording", PICTURE),
    (b"\x1aE\xdf\xa3", "a recording", PICTURE),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", ARCHIVE),
    (b"Rar!\x1a\x07", "a RAR archive", ARCHIVE),
    (
        b"\x04\x22\x4d\x18",
        "compressed with lz4",
        "unpack it with lz4 -d",
    ),
    (b"FEA1", "a table in the first form of Feather", TABLE),
    (b"\x7fELF", "a program", PICTURE),
];

/// Root elements of documents that are no feeds.
const ROOTS: &[(&str, &str, &str)] = &[
    (
        "opml",
        "an OPML list of feeds",
        "fetch the feeds that it lists, and name those",
    ),
    (
        "urlset",
        "a sitemap",
        "fetch the pages that it lists, and take their articles out",
    ),
    (
        "sitemapindex",
        "a list of sitemaps",
        "fetch the pages that they list, and take their articles out",
    ),
    ("svg", "a picture", PICTURE),
];

/// Whether a document with this root element is known and holds no articles.
pub(super) fn is_refused_root(root: &[u8]) -> bool {
    let root = String::from_utf8_lossy(root).to_ascii_lowercase();
    ROOTS.iter().any(|(name, ..)| *name == root)
}

/// What a stream with this beginning is, if it is nothing that can be read; `is_text` says that its
/// name ends as that of a text.
pub(super) fn unreadable(sample: &[u8], is_text: bool) -> Option<Unreadable> {
    let found = |what, repair| Some(Unreadable { what, repair });
    if let Some((_, what, repair)) = MAGIC.iter().find(|(magic, ..)| sample.starts_with(magic)) {
        // A text may begin with letters of any kind.
        if !(sample[0].is_ascii_alphabetic() && is_printable(sample)) {
            return found(what, repair);
        }
    }
    let text = sample
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(sample)
        .trim_ascii_start();
    let (root, is_declared) = root(text)?;
    let root = String::from_utf8_lossy(root).to_ascii_lowercase();
    if let Some((_, what, repair)) = ROOTS.iter().find(|(name, ..)| *name == root) {
        return found(what, repair);
    }
    if is_declared && !is_text {
        return found(
            "an XML document that is no feed",
            "convert it to JSON lines or to RSS",
        );
    }
    None
}

fn is_printable(sample: &[u8]) -> bool {
    let start = &sample[..sample.len().min(64)];
    start
        .iter()
        .all(|b| b.is_ascii_graphic() || b.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_feed_is_told_by_its_first_bytes() {
        let cases: [(&[u8], Option<&str>); 12] = [
            (b"%PDF-1.7\n%\xe2\xe3", Some("a PDF document")),
            (
                b"%PDF-1.7 is a version, the paper wrote.",
                Some("a PDF document"),
            ),
            (b"\x89PNG\r\n", Some("a picture")),
            (b"BZhang wrote to the paper.", None),
            (b"RIFF raff, said the minister.", None),
            (b"<!DOCTYPE html><html>", None),
            (
                b"<?xml version='1.0'?>\n<!-- x --><opml version='2'>",
                Some("an OPML list of feeds"),
            ),
            (b"<urlset xmlns='x'>", Some("a sitemap")),
            (
                b"<?xml version='1.0'?><invoice/>",
                Some("an XML document that is no feed"),
            ),
            (b"<p>It rained.</p>", None),
            (b"{\"text\":\"a\"}", None),
            (b"", None),
        ];
        for (bytes, what) in cases {
            let found = unreadable(bytes, false).map(|unreadable| unreadable.what);
            assert_eq!(found, what, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
