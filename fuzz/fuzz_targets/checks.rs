//! What must hold of every feed; a target uses what fits its format.
#![allow(dead_code)]

use std::collections::BTreeSet;

use samestory::{Article, ArticleSource, Scan};
use samestory_cli::read::{self, Feed, Format, Input, Options};

/// Opens the bytes twice, once to keep the articles and once to read them again; they must agree.
pub fn open(bytes: &[u8], format: Option<Format>) -> Option<Feed> {
    open_records(bytes, format, 512)
}

/// As [`open`], with records of so many bytes at most.
pub fn open_records(bytes: &[u8], format: Option<Format>, record_bytes: usize) -> Option<Feed> {
    let open = |memory_bytes| {
        let options = Options {
            format,
            memory_bytes,
            record_bytes,
            ..Options::default()
        };
        read::open(&[Input::bytes("input", bytes)], &options, &|_| {}).ok()
    };
    let (kept, again) = (open(1 << 24)?, open(0)?);
    let articles = articles(&again);
    assert_eq!(self::articles(&kept), articles);
    assert_eq!(kept.rejected(), again.rejected());
    let ids: BTreeSet<&str> = articles.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids.len(), articles.len());
    for (position, article) in articles.iter().enumerate() {
        assert_eq!(again.article(position).as_ref().ok(), Some(article));
    }
    Some(again)
}

/// All records passed on.
pub fn copy(feed: &Feed) -> Vec<u8> {
    let mut output = Vec::new();
    let copied = feed.copy_without(&|_| false, &mut output, None);
    assert!(copied.is_ok(), "{copied:?}");
    output
}

/// Whether the bytes come out as they came: packed ones do not, nor do those of another encoding or behind a
/// byte order mark.
pub fn is_plain(bytes: &[u8]) -> bool {
    let others = [
        &b"\x1f\x8b"[..],
        b"\x28\xb5\x2f\xfd",
        b"\xfd7zXZ\0",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
    ];
    let is_bzip2 = matches!(
        bytes,
        [b'B', b'Z', b'h', b'1'..=b'9', block @ ..]
            if block.starts_with(b"1AY&SY") || block.starts_with(b"\x17rE8P\x90")
    );
    // Zeros among the first bytes tell an encoding of two or four bytes a character without a mark.
    let is_wide = bytes.iter().take(4).any(|&byte| byte == 0);
    !is_bzip2
        && !is_wide
        && !others.iter().any(|magic| bytes.starts_with(magic))
        && !matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

fn articles(feed: &Feed) -> Vec<Article> {
    feed.scan(|_, article| article.to_article())
        .unwrap_or_default()
}
