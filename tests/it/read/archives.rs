//! Archives: their members are read as the files of a folder are.

use std::io::{Cursor, Write};

use samestory_cli::read::{Feed, Input, Options};

use super::{articles, gzip, open};

/// Members of an archive, as one would pack a folder.
const MEMBERS: [(&str, &[u8]); 6] = [
    (
        "b/feed.jsonl",
        b"{\"id\":\"1\",\"title\":\"One\"}\n{\"id\":\"2\",\"title\":\"Two\"}\n",
    ),
    ("b/page.txt", b"A text."),
    (
        "feed.xml",
        b"<rss><channel><item><guid>urn:3</guid><title>Three</title></item></channel></rss>",
    ),
    ("../up.csv", b"id,title\n4,Four\n"),
    (".hidden", b"no"),
    ("picture.png", b"\x89PNG"),
];

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // The builder itself refuses names that lead out of a folder.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn titles(feed: &Feed) -> Vec<(String, String)> {
    let articles = articles(feed).into_iter();
    articles
        .map(|article| (article.id, article.title + &article.text))
        .collect()
}

#[test]
fn members_are_read_as_the_files_of_a_folder_however_they_are_packed() {
    let packed = tar(&MEMBERS);
    let archives = [
        ("a.tar", packed.clone()),
        ("a.tar.gz", gzip(&packed)),
        ("a.tgz", gzip(&packed)),
        ("a.tar.zst", zstd::encode_all(&packed[..], 1).unwrap()),
        ("a.tar.bz2", bzip2(&packed)),
        ("a.zip", zip(&MEMBERS, zip::CompressionMethod::Deflated)),
        ("stored.zip", zip(&MEMBERS, zip::CompressionMethod::Stored)),
        (
            "a.zip.gz",
            gzip(&zip(&MEMBERS, zip::CompressionMethod::Stored)),
        ),
        ("no-name", tar(&MEMBERS)),
    ];
    for (name, bytes) in archives {
        for memory_bytes in [0, 1 << 20] {
            let options = Options {
                memory_bytes,
                ..Options::default()
            };
            let feed = open(&[Input::bytes(name, &bytes)], &options);
            let expected = [
                ("1", "One"),
                ("2", "Two"),
                ("b/page", "A text."),
                ("urn:3", "Three"),
                ("4", "Four"),
            ];
            let expected = expected.map(|(id, words)| (id.to_owned(), words.to_owned()));
            assert_eq!(titles(&feed), expected, "{name} with {memory_bytes} bytes");
            assert_eq!(feed.rejected().first(), [], "{name}");
            let files: Vec<_> = feed
                .files()
                .map(|file| file.path.display().to_string())
                .collect();
            let of = |member: &str| format!("{name}:{member}");
            assert_eq!(
                files,
                ["b/feed.jsonl", "b/page.txt", "feed.xml", "../up.csv"].map(of)
            );
            let skipped: Vec<_> = feed.skipped().iter().map(|s| s.reason.as_str()).collect();
            assert_eq!(skipped, ["hidden", "not a name of an accepted format"]);
        }
    }
}

#[test]
fn a_packed_text_in_an_archive_is_read_again_as_it_was() {
    let text = b"It rained, the paper wrote.";
    let bytes = tar(&[("a.txt.gz", &gzip(text)), ("b.txt", text)]);
    for memory_bytes in [0, 1 << 20] {
        let options = Options {
            memory_bytes,
            ..Options::default()
        };
        let feed = open(&[Input::bytes("a.tar", &bytes)], &options);
        for position in 0..2 {
            assert_eq!(feed.record(position).unwrap(), text);
        }
        assert_eq!(articles(&feed).len(), 2);
    }
}

#[test]
fn archives_in_archives_are_read_to_a_depth() {
    let mut bytes = tar(&[("a.jsonl", b"{\"title\":\"deep\"}")]);
    for depth in 1..=4 {
        let feed = open(&[Input::bytes("a.tar", &bytes)], &Options::default());
        let (found, rejected) = (articles(&feed).len(), feed.rejected().count());
        assert_eq!((found, rejected), if depth < 4 { (1, 0) } else { (0, 1) });
        bytes = zip(&[("in.zip", &bytes)], zip::CompressionMethod::Deflated);
    }
}

#[test]
fn what_cannot_be_read_of_an_archive_is_named() {
    let mut encrypted = zip(
        &[
            ("a.jsonl", b"{\"title\":\"a\"}"),
            ("b.jsonl", b"{\"title\":\"b\"}"),
        ],
        zip::CompressionMethod::Stored,
    );
    // The first bit of the flags of the first member, in front of it and in the directory.
    encrypted[6] |= 1;
    let directory = memchr::memmem::find(&encrypted, b"PK\x01\x02").unwrap();
    encrypted[directory + 8] |= 1;
    let whole = tar(&MEMBERS);
    for (bytes, articles, reason) in [
        (&encrypted[..], 1, "is encrypted"),
        (&whole[..1024 + 700], 3, "damaged or cut off"),
        (&gzip(&whole)[..200], 3, "damaged or cut off"),
    ] {
        let feed = open(&[Input::bytes("a", bytes)], &Options::default());
        let found = super::articles(&feed).len();
        assert!(found <= articles, "{found} articles, {reason}");
        let problem = feed.rejected().first()[0].to_string();
        assert!(problem.contains(reason), "{problem}");
    }
    let book = zip(
        &[("mimetype", b"application/epub+zip")],
        zip::CompressionMethod::Stored,
    );
    let refused = samestory_cli::read::open(
        &[Input::bytes("a.epub", book)],
        &Options::default(),
        &|_| {},
    );
    let message = refused.unwrap_err().to_string();
    assert!(
        message.contains("an office document or a book"),
        "{message}"
    );
}

#[test]
fn archives_unpack_to_no_more_than_a_limit() {
    let lines = b"{\"title\":\"a\"}\n".repeat(10_000);
    let bytes = zip(&[("a.jsonl", &lines)], zip::CompressionMethod::Deflated);
    let options = Options {
        unpacked_bytes: 1000,
        ..Options::default()
    };
    let feed = open(&[Input::bytes("a.zip", &bytes)], &options);
    assert!(articles(&feed).len() < 100);
    let problem = feed.rejected().first()[0].to_string();
    assert!(problem.contains("may unpack to 1000 bytes"), "{problem}");
}

#[test]
fn single_files_may_be_packed_with_xz_and_bzip2() {
    let line = b"{\"id\":1,\"title\":\"a\"}\n";
    let xz: Vec<u8> = (0..XZ.len() / 2)
        .map(|at| u8::from_str_radix(&XZ[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    for (name, bytes) in [("a.jsonl.xz", xz), ("a.jsonl.bz2", bzip2(line))] {
        let feed = open(&[Input::bytes(name, &bytes)], &Options::default());
        assert_eq!(titles(&feed), [("1".to_owned(), "a".to_owned())], "{name}");
        let cut = open(
            &[Input::bytes(name, &bytes[..bytes.len() - 12])],
            &Options::default(),
        );
        assert!(cut.rejected().count() <= 1, "{name}");
    }
}

/// The line above, packed with xz.
const XZ: &str = "fd377a585a000004e6d6b4460200210116000000742fe5a30100147b226964223a312c227469746c65223a2261227d0a000000005f75c7401d0fa62300012d152f0b716d1fb6f37d010000000004595a";

#[test]
fn a_tar_is_passed_on_without_the_members_that_are_left_out() {
    let packed = tar(&MEMBERS);
    for bytes in [packed.clone(), gzip(&packed)] {
        let feed = open(&[Input::bytes("a.tar", &bytes)], &Options::default());
        let copy = |left_out: &[usize]| {
            let mut output = Vec::new();
            let is_left_out = |position| left_out.contains(&position);
            let copied = feed.copy_without(&is_left_out, &mut output, None);
            copied.map(|()| output)
        };
        assert_eq!(copy(&[]).unwrap(), packed);
        let without = |names: &[&str]| {
            let kept: Vec<_> = (MEMBERS.iter().copied())
                .filter(|(name, _)| !names.contains(name))
                .collect();
            tar(&kept)
        };
        assert_eq!(copy(&[2]).unwrap(), without(&["b/page.txt"]));
        assert_eq!(
            copy(&[0, 1, 4]).unwrap(),
            without(&["b/feed.jsonl", "../up.csv"])
        );
        let refused = copy(&[0]).unwrap_err().to_string();
        assert!(refused.contains("unpack the archive"), "{refused}");
    }
}
