//! Crawls: WARC, WET and ARC, whole, packed, cut and damaged.

use std::io::Write;

use samestory::ArticleSource;
use samestory_cli::read::{Feed, Input, OnBadRecord, Options, Standing};

use super::{articles, gzip, open, read_one};

fn page(n: usize) -> String {
    let paragraphs = [
        "The harbour of Orla was closed for the storm, and the ferries that lay there could not leave, the harbour master told the council.",
        "Fishermen had brought their boats up the river in the evening, because the forecast spoke of waves of more than six metres.",
        "On the island shops ran out of bread by noon, and the school kept the children who come from the mainland for another night.",
        "Nobody knows when the next boat will sail, though the wind is to turn before the weekend and the sea to calm after that.",
    ];
    let text = paragraphs.map(|paragraph| format!("<p>Day {n}: {paragraph}</p>"));
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Storm, day {n}</title></head><body><article>{}</article></body></html>",
        text.concat()
    )
}

fn record(kind: &str, n: usize, content_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}-{n}>\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n\
         WARC-Target-URI: https://courier.example/{n}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        payload.len()
    );
    [head.as_bytes(), payload, b"\r\n\r\n"].concat()
}

fn http(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat()
}

fn response(n: usize) -> Vec<u8> {
    let response = http(
        "Content-Type: text/html; charset=utf-8\r\n",
        page(n).as_bytes(),
    );
    record(
        "response",
        n,
        "application/http; msgtype=response",
        &response,
    )
}

/// Three pages, and what else a crawl keeps.
fn records() -> Vec<Vec<u8>> {
    vec![
        record(
            "warcinfo",
            0,
            "application/warc-fields",
            b"software: a crawler\r\n",
        ),
        record("request", 1, "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        response(1),
        record("revisit", 1, "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
        response(2),
        record(
            "response",
            9,
            "application/http",
            &http("Content-Type: image/png\r\n", b"\x89PNG"),
        ),
        // Where what is left of a damaged record is lost with it.
        record("metadata", 3, "application/warc-fields", &[b'a'; 500]),
        record("metadata", 4, "application/warc-fields", page(4).as_bytes()),
        record("metadata", 5, "application/warc-fields", page(5).as_bytes()),
        response(3),
    ]
}

fn ids(feed: &Feed) -> Vec<String> {
    articles(feed)
        .into_iter()
        .map(|article| article.id)
        .collect()
}

const THREE: [&str; 3] = ["response-1", "response-2", "response-3"];

#[test]
fn responses_that_are_pages_are_articles_and_the_rest_is_counted() {
    let plain = records().concat();
    let members: Vec<u8> = records().iter().flat_map(|record| gzip(record)).collect();
    let frames: Vec<u8> = records()
        .iter()
        .flat_map(|record| zstd::encode_all(&record[..], 1).expect("zstd"))
        .collect();
    for (name, bytes) in [
        ("a.warc", plain.clone()),
        ("a.warc.gz", members),
        ("a", frames),
        ("b.gz", gzip(&plain)),
    ] {
        let feed = read_one(name, &bytes);
        assert_eq!(ids(&feed), THREE, "{name}");
        let first = &articles(&feed)[0];
        assert_eq!(first.title, "Storm, day 1");
        assert_eq!(first.url.as_deref(), Some("https://courier.example/1"));
        assert_eq!(
            first.published.map(|p| p.to_string()).as_deref(),
            Some("2024-05-06T07:08:09Z")
        );
        let files: Vec<_> = feed.files().collect();
        assert_eq!(
            (files[0].format.to_string().as_str(), files[0].articles),
            ("warc", 3),
            "{name}"
        );
        let small = Options {
            memory_bytes: 0,
            ..Options::default()
        };
        let again = open(&[Input::bytes(name, &bytes)], &small);
        assert_eq!(articles(&again), articles(&feed), "{name}");
        assert_eq!(again.article(1).expect("an article"), articles(&feed)[1]);
        // Record by record, byte for byte.
        let mut all = Vec::new();
        feed.copy_without(&|_| false, &mut all, None)
            .expect("a copy");
        assert_eq!(all, plain, "{name}");
        let mut some = Vec::new();
        again
            .copy_without(&|position| position == 1, &mut some, None)
            .expect("a copy");
        let expected: Vec<u8> = records()
            .into_iter()
            .filter(|record| *record != response(2))
            .flatten()
            .collect();
        assert_eq!(some, expected, "{name}");
    }
}

#[test]
fn pages_without_an_article_are_counted_and_no_fault() {
    let pages = [
        (
            "<h1>404 Not Found</h1>".to_owned(),
            "is the page of an error",
        ),
        (
            format!(
                "<title>News</title>{}",
                "<h2><a href=/a>A storm</a></h2>".repeat(12)
            ),
            "is a front page or a list of articles",
        ),
        (String::new(), "is a page without the text of an article"),
    ];
    let refused = pages.iter().map(|(page, _)| {
        let page = format!("<!DOCTYPE html><html><body>{page}</body></html>");
        let response = http("Content-Type: text/html\r\n", page.as_bytes());
        record("response", 7, "application/http", &response)
    });
    let bytes: Vec<u8> = refused.chain([response(1)]).flatten().collect();
    let strict = Options {
        on_bad_record: OnBadRecord::Fail,
        ..Options::default()
    };
    let feed = open(&[Input::bytes("a.warc", &bytes)], &strict);
    assert_eq!(ids(&feed), ["response-1"]);
    assert_eq!(feed.rejected().count(), 0);
    let asides = feed.asides();
    assert_eq!(asides.counts()[&Standing::NoArticle], 3);
    let reasons: Vec<_> = asides.first().iter().map(|aside| &*aside.reason).collect();
    assert_eq!(reasons, pages.map(|(_, reason)| reason));
}

#[test]
fn what_was_fetched_last_from_an_address_stands() {
    let fetched = |id: usize, address: &str, time: &str, page: &str| {
        let response = http("Content-Type: text/html\r\n", page.as_bytes());
        let record = record("response", id, "application/http", &response);
        let record = String::from_utf8(record).expect("a page");
        let record = record.replace(
            &format!("https://courier.example/{id}\r"),
            &format!("{address}\r"),
        );
        record.replace("T07:08:09Z", time)
    };
    let changed = page(2).replace(
        "waves of more than six metres",
        "waves of more than ten metres",
    );
    let paragraphs = [
        "The council closes two schools for want of teachers, and parents have until the end of June to say where their children shall go.",
        "Buses will bring pupils from the villages to the town, the mayor said, for which the county pays in the first two years.",
        "Teachers had asked for higher wages in spring, but the council voted against them by a majority of one.",
    ];
    let other = format!(
        "<!DOCTYPE html><html lang=en><head><title>Schools close</title></head><body><article>{}</article></body></html>",
        paragraphs
            .map(|paragraph| format!("<p>{paragraph}</p>"))
            .concat()
    );
    let records = [
        fetched(1, "https://courier.example/storm", "T08:00:00Z", &page(2)),
        // The same words, by another way.
        fetched(
            2,
            "http://m.courier.example/storm?utm_source=x",
            "T06:00:00Z",
            &page(2),
        ),
        fetched(
            3,
            "https://courier.example/amp/storm",
            "T09:00:00Z",
            &changed,
        ),
        // Another article at an address that stays the same, and at that of the whole site.
        fetched(4, "https://courier.example/storm", "T10:00:00Z", &other),
        fetched(5, "https://courier.example/", "T10:00:00Z", &page(2)),
    ];
    let feed = read_one("a.warc", records.concat());
    assert_eq!(ids(&feed), ["response-3", "response-4", "response-5"]);
    let counts = feed.asides().counts();
    assert_eq!(counts[&Standing::Superseded], 2);
    // Not by which record comes first.
    let feed = read_one("a.warc", records.iter().rev().cloned().collect::<String>());
    assert_eq!(ids(&feed), ["response-5", "response-4", "response-3"]);
}

#[test]
fn a_body_is_unpacked_and_its_chunks_are_joined() {
    let html = page(1);
    let bytes = html.as_bytes();
    let chunks: Vec<u8> = bytes
        .chunks(100)
        .flat_map(|chunk| {
            [
                format!("{:x};a=b\r\n", chunk.len()).as_bytes(),
                chunk,
                b"\r\n",
            ]
            .concat()
        })
        .chain(*b"0\r\n\r\n")
        .collect();
    let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    deflated.write_all(bytes).expect("memory");
    let deflated = deflated.finish().expect("memory");
    let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    raw.write_all(bytes).expect("memory");
    let raw = raw.finish().expect("memory");
    let cases: [(&str, Vec<u8>); 8] = [
        ("Content-Encoding: gzip\r\n", gzip(bytes)),
        (
            "content-encoding:  GZIP\r\nTransfer-Encoding: identity\r\n",
            gzip(bytes),
        ),
        ("Content-Encoding: deflate\r\n", deflated),
        ("Content-Encoding: deflate\r\n", raw),
        (
            "Content-Encoding: zstd\r\n",
            zstd::encode_all(bytes, 1).expect("zstd"),
        ),
        ("Transfer-Encoding: chunked\r\n", chunks),
        // The crawler joined and unpacked the body, and left the fields.
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n",
            bytes.to_vec(),
        ),
        (
            "Content-Encoding: gzip\r\n",
            gzip(bytes)[..gzip(bytes).len() - 8].to_vec(),
        ),
    ];
    for (fields, body) in cases {
        let response = http(&format!("Content-Type: text/html\r\n{fields}"), &body);
        let feed = read_one(
            "a.warc",
            record("response", 1, "application/http", &response),
        );
        assert_eq!(feed.rejected().first(), &[], "{fields}");
        assert_eq!(articles(&feed)[0].title, "Storm, day 1", "{fields}");
    }
}

#[test]
fn a_cut_or_damaged_record_costs_itself_only() {
    let all = records();
    let damaged = |change: &dyn Fn(&mut Vec<u8>), pack: &dyn Fn(&[u8]) -> Vec<u8>| -> Vec<u8> {
        all.iter()
            .enumerate()
            .flat_map(|(number, record)| {
                let mut record = pack(record);
                if number == 4 {
                    change(&mut record);
                }
                record
            })
            .collect()
    };
    let plain = |record: &[u8]| record.to_vec();
    let halve = |record: &mut Vec<u8>| record.truncate(record.len() / 2);
    let longer = |record: &mut Vec<u8>| {
        let text = String::from_utf8_lossy(record).replace("Content-Length: ", "Content-Length: 9");
        *record = text.into_bytes();
    };
    let shorter = |record: &mut Vec<u8>| {
        let text = String::from_utf8_lossy(record).replacen(
            "Content-Length: ",
            "Content-Length: 9\r\nX: ",
            1,
        );
        *record = text.into_bytes();
    };
    let without_length = |record: &mut Vec<u8>| {
        let text = String::from_utf8_lossy(record).replacen("Content-Length: ", "X: ", 1);
        *record = text.into_bytes();
    };
    let overwrite = |record: &mut Vec<u8>| {
        let middle = record.len() / 2;
        record[middle..].fill(0xff);
    };
    let cases: [(&str, Vec<u8>); 7] = [
        ("cut", damaged(&halve, &plain)),
        ("longer", damaged(&longer, &plain)),
        ("shorter", damaged(&shorter, &plain)),
        ("without length", damaged(&without_length, &plain)),
        ("member cut", damaged(&halve, &gzip)),
        ("member damaged", damaged(&overwrite, &gzip)),
        (
            "frame cut",
            damaged(&halve, &|record| zstd::encode_all(record, 1).expect("zstd")),
        ),
    ];
    for (name, bytes) in cases {
        let feed = read_one("a.warc", &bytes);
        assert_eq!(ids(&feed), ["response-1", "response-3"], "{name}");
        assert!(feed.rejected().count() > 0, "{name}");
    }
    // The last one, as where a download broke off.
    let whole = all.concat();
    let feed = read_one("a.warc", &whole[..whole.len() - 100]);
    assert_eq!(ids(&feed), ["response-1", "response-2"]);
}

#[test]
fn texts_of_pages_and_the_older_format_are_read() {
    let wet = [
        record(
            "warcinfo",
            0,
            "application/warc-fields",
            b"software: a crawler\r\n",
        ),
        record(
            "conversion",
            1,
            "text/plain",
            "Storm over Orla\nIt rained in Orla.\nIt blew.\n".as_bytes(),
        ),
    ];
    let feed = read_one("a.warc.wet.gz", gzip(&wet.concat()));
    let found = articles(&feed).remove(0);
    assert_eq!(
        (&*found.title, &*found.text),
        ("Storm over Orla", "It rained in Orla.\nIt blew.")
    );

    let info = "1 0 A crawler\nURL IP-address Archive-date Content-type Archive-length\n\n";
    let mut arc = format!(
        "filedesc://a.arc 0.0.0.0 20240506070809 text/plain {}\n{info}",
        info.len()
    );
    for n in 1..4 {
        let response = String::from_utf8(http("Content-Type: text/html\r\n", page(n).as_bytes()))
            .expect("a page");
        arc.extend([
            format!(
                "\nhttps://courier.example/a b/{n} 192.0.2.1 20240506070809 text/html {}\n",
                response.len()
            ),
            response,
            "\n".to_owned(),
        ]);
    }
    for bytes in [arc.clone().into_bytes(), gzip(arc.as_bytes())] {
        let feed = read_one("crawl", bytes);
        let found = articles(&feed);
        assert_eq!(found.len(), 3);
        assert_eq!(
            found[2].url.as_deref(),
            Some("https://courier.example/a b/3")
        );
        assert_eq!(
            found[2].published.map(|p| p.to_string()).as_deref(),
            Some("2024-05-06T07:08:09Z")
        );
        let mut all = Vec::new();
        feed.copy_without(&|_| false, &mut all, None)
            .expect("a copy");
        assert_eq!(all, arc.as_bytes());
    }
}
