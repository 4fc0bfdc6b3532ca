//! Crawls made of pages and texts, packed record by record.

use std::fmt::Write as _;
use std::io::Write as _;

/// A record of WARC, without what is around it.
pub(crate) struct Record<'r> {
    pub(crate) kind: &'r str,
    pub(crate) content_type: &'r str,
    pub(crate) address: String,
    pub(crate) payload: Vec<u8>,
}

/// A response that carries a page.
pub(crate) fn response(address: String, page: &[u8]) -> Record<'static> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n",
        page.len()
    );
    Record {
        kind: "response",
        content_type: "application/http; msgtype=response",
        address,
        payload: [head.as_bytes(), page].concat(),
    }
}

/// The text of a page.
pub(crate) fn conversion(address: String, text: &str) -> Record<'static> {
    Record {
        kind: "conversion",
        content_type: "text/plain",
        address,
        payload: text.as_bytes().to_vec(),
    }
}

/// Records one behind the other, each a member of its own.
pub(crate) fn packed(records: &[Record<'_>]) -> Vec<u8> {
    let mut packed = Vec::new();
    for (number, record) in records.iter().enumerate() {
        let mut head = String::from("WARC/1.0\r\n");
        let _ = write!(
            head,
            "WARC-Type: {}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n\
             WARC-Target-URI: {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
            record.kind,
            record.address,
            record.content_type,
            record.payload.len()
        );
        let mut packer = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::default());
        for part in [head.as_bytes(), &record.payload, b"\r\n\r\n"] {
            packer.write_all(part).expect("memory");
        }
        packer.finish().expect("memory");
    }
    packed
}
