//! Files that are damaged, huge, empty, unreadable, or change while they are read.

use std::fs;
use std::io::Write;

use samestory::{ArticleSource, Scan};
use samestory_cli::read::{self, Input, OnBadRecord, Options};

use super::{GOOD, LAST, ids, open};

#[test]
fn damaged_archives_give_what_is_whole_and_one_rejection() {
    let lines = (0..2000)
        .map(|n| {
            format!(
                "{{\"id\":{n},\"text\":\"It rained {n} times in {}.\"}}\n",
                n * 7919
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = zstd::encode_all(lines.as_bytes(), 1).unwrap();
    for (name, packed) in [("a.jsonl.gz", gzip), ("a.jsonl.zst", zstd)] {
        let whole = open(Input::bytes(name, &packed), &Options::default()).unwrap();
        assert_eq!((whole.len(), whole.rejected().count()), (2000, 0), "{name}");
        for cut in [packed.len() - 1, packed.len() / 2, 20, 6] {
            let feed = open(Input::bytes(name, &packed[..cut]), &Options::default()).unwrap();
            assert_eq!(feed.rejected().count(), 1, "{name} cut to {cut}");
            let problem = feed.rejected().first()[0].to_string();
            assert!(problem.contains("damaged or cut off"), "{problem}");
            assert!(
                ids(&feed)
                    .iter()
                    .zip(0..)
                    .all(|(id, n)| *id == n.to_string())
            );
            assert!(
                name.ends_with("zst") || cut < packed.len() - 1 || feed.len() >= 1999,
                "{name}: {}",
                feed.len()
            );
        }
        // zstd is written without a checksum by default: only a broken structure shows.
        let mut flipped = packed.clone();
        flipped[packed.len() / 2] ^= 0xff;
        let feed = open(Input::bytes(name, flipped), &Options::default()).unwrap();
        assert!(name.ends_with("zst") || feed.rejected().count() > 0);
    }
}

#[test]
fn a_line_of_200_megabytes_is_passed_over_with_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.jsonl");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    writeln!(file, "{GOOD}").unwrap();
    write!(file, "{{\"text\":\"").unwrap();
    let megabyte = vec![b'x'; 1 << 20];
    for _ in 0..200 {
        file.write_all(&megabyte).unwrap();
    }
    writeln!(file, "\"}}\n{LAST}").unwrap();
    file.into_inner().unwrap().sync_all().unwrap();
    let feed = open(path.as_path().into(), &Options::default()).unwrap();
    assert_eq!(ids(&feed), ["good", "last"]);
    let problem = feed.rejected().first()[0].to_string();
    assert!(problem.contains("longer than 67108864 bytes"), "{problem}");
    let wide = Options {
        record_bytes: 1 << 30,
        ..Options::default()
    };
    let feed = open(path.as_path().into(), &wide).unwrap();
    assert_eq!(feed.len(), 3);
    assert_eq!(feed.article(1).unwrap().text.len(), 200 << 20);
}

#[test]
fn a_packed_record_longer_than_the_limit_is_not_kept_and_passes_nevertheless() {
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(5 << 20));
    let lines = format!("{GOOD}\n{long}\n{LAST}\n");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl.gz");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes()).unwrap();
    fs::write(&path, gzip.finish().unwrap()).unwrap();
    let packed = zstd::encode_all(lines.as_bytes(), 1).unwrap();
    for input in [path.as_path().into(), Input::bytes("a.jsonl.zst", packed)] {
        for memory_bytes in [0, 1 << 20] {
            let options = Options {
                memory_bytes,
                record_bytes: 1000,
                ..Options::default()
            };
            let feed = open(input.clone(), &options).unwrap();
            assert_eq!(ids(&feed), ["good", "last"]);
            assert_eq!(feed.rejected().count(), 1);
            let mut passed = Vec::new();
            feed.copy_without(&|position| position == 1, &mut passed, None)
                .unwrap();
            assert_eq!(passed, format!("{GOOD}\n{long}\n").into_bytes());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_that_fails_is_an_error_and_no_empty_file() {
    // A regular file of no length whose first byte cannot be read.
    let path = "/proc/self/mem";
    let error = open(path.into(), &Options::default()).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with(&format!("{path}: ")), "{text}");
}

#[test]
fn inputs_that_cannot_be_read_are_clear_errors() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("empty")).unwrap();
    fs::create_dir(at("pictures")).unwrap();
    fs::write(at("pictures/a.png"), b"\x89PNG").unwrap();
    fs::write(at("table.csv"), "year,value\n1,2\n").unwrap();
    let cases = [
        ("missing.jsonl", "No such file", "check the name"),
        ("empty", "holds no file to read", "put .jsonl"),
        ("pictures", "holds no file to read", "--format"),
        (
            "table.csv",
            "no column holds a title or a text among `year,value`",
            "--text-field",
        ),
    ];
    for (name, reason, repair) in cases {
        let error = open(at(name).into(), &Options::default()).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(name) && text.contains(reason) && text.contains(repair),
            "{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_of_a_folder_is_rejected_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), GOOD).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("b.jsonl")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("c")).unwrap();
    let feed = open(folder.path().into(), &Options::default()).unwrap();
    assert_eq!(ids(&feed), ["good"]);
    assert_eq!(feed.rejected().count(), 2, "{:?}", feed.rejected());
}

#[test]
fn empty_inputs_hold_no_articles() {
    for name in ["a.jsonl", "a.json", "a.csv", "-", "unknown"] {
        for bytes in [&b""[..], b"\n", b"\n\n \n", b"\xef\xbb\xbf"] {
            let feed = open(Input::bytes(name, bytes), &Options::default()).unwrap();
            assert_eq!(
                (feed.len(), feed.rejected().count()),
                (0, 0),
                "{name} {bytes:?}"
            );
            let warning = feed.warnings().first()[0].to_string();
            assert!(
                warning.starts_with(&format!("{name}: holds no record")),
                "{warning}"
            );
            let strict = Options {
                on_bad_record: OnBadRecord::Fail,
                ..Options::default()
            };
            let error = open(Input::bytes(name, bytes), &strict).unwrap_err();
            assert!(error.to_string().contains("holds no record"), "{error}");
        }
    }
    let none = read::open(&[], &Options::default(), &|_| {}).unwrap();
    assert!(none.is_empty());
    assert!(none.article(0).is_err());
}

#[test]
fn a_file_that_changes_meanwhile_is_an_error_and_not_another_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, format!("{GOOD}\n{LAST}\n")).unwrap();
    let options = Options {
        memory_bytes: 0,
        ..Options::default()
    };
    let feed = open(path.as_path().into(), &options).unwrap();
    assert_eq!(feed.article(1).unwrap().id, "last");
    fs::write(&path, format!("{LAST}\n{GOOD}\n\n")).unwrap();
    for error in [
        feed.article(1).unwrap_err(),
        feed.scan(|_, _| ()).unwrap_err(),
    ] {
        assert!(error.to_string().contains("changed or vanished"), "{error}");
    }
    fs::remove_file(&path).unwrap();
    assert!(
        feed.article(0)
            .unwrap_err()
            .to_string()
            .contains("run again")
    );
}
