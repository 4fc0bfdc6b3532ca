#!/usr/bin/env python3
"""Makes a crawl of pages with changed words, for what a large one takes in time and memory.

    benches/pages/crawl.py EXPECTED.jsonl FOLDER --sets aeb,mozilla --megabytes 5000 --changed 0.25 crawl.warc.gz

Each page that a line of the first names (`html`, a path below the second; `set`) is taken again and again, in turns,
without scripts and styles, until the records are so large unpacked; of the words between its tags each is another page's word with the
given probability, and each address has a host of its own, so that no page is a version of another. The same
arguments give the same bytes.
"""

import argparse
import gzip
import json
import multiprocessing
import pathlib
import random
import re
import zlib

# All but what states the article's fields.
UNSEEN = re.compile(r"(?is)<script(?![^>]*ld\+json).*?</script>|<style.*?</style>|<!--.*?-->")
BETWEEN_TAGS = re.compile(r"(?is)<script.*?</script>|<[^>]*>")
WORD = re.compile(r"[^\W\d_]{3,}")
# Also as JSON may write it.
HOST = re.compile(r"(https?:(?:\\?/){2})(?=\w)")


class Page:
    """A page as pieces, of which every second one is a word that can be changed."""

    def __init__(self, html):
        html = HOST.sub("\\1\0.", UNSEEN.sub("", html.replace("\0", "")))
        self.pieces = [""]
        end = 0
        for tag in [*BETWEEN_TAGS.finditer(html), None]:
            text_end = tag.start() if tag else len(html)
            for word in WORD.finditer(html, end, text_end):
                self.pieces[-1] += html[end : word.start()]
                self.pieces += [word.group(), ""]
                end = word.end()
            self.pieces[-1] += html[end : tag.end() if tag else text_end]
            end = tag.end() if tag else text_end

    def changed(self, words, share, seed):
        chance = random.Random(seed)
        pieces = list(self.pieces)
        for at in range(1, len(pieces), 2):
            if chance.random() < share:
                pieces[at] = words[int(chance.random() * len(words))]
        return "".join(pieces).replace("\0", f"site{seed}")


def record(number, page):
    """A response, packed by itself."""
    address = f"https://courier.example/{number}"
    body = page.encode()
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return (head + http).encode() + body + b"\r\n\r\n"


def packed(number):
    page = PAGES[number % len(PAGES)]
    plain = record(number, page.changed(WORDS, SHARE, number))
    packer = zlib.compressobj(4, zlib.DEFLATED, 31)
    return len(plain), packer.compress(plain) + packer.flush()


def prepare(arguments):
    global PAGES, WORDS, SHARE
    PAGES, SHARE = [], arguments.changed
    for line in arguments.expected.read_text().splitlines():
        page = json.loads(line)
        if arguments.sets and page["set"] not in arguments.sets:
            continue
        html = (arguments.folder / page["html"]).read_bytes()
        html = gzip.decompress(html) if html[:2] == b"\x1f\x8b" else html
        PAGES.append(Page(html.decode(errors="replace")))
    WORDS = [word for page in PAGES for word in page.pieces[1::2]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("expected", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--sets", type=lambda names: names.split(","), help="take these sets alone")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--changed", type=float, default=0.25, help="share of the words, 0 to 1")
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    left = arguments.megabytes * 1_000_000
    with multiprocessing.Pool(initializer=prepare, initargs=(arguments,)) as pool, arguments.out.open("wb") as out:
        numbers = iter(range(1 << 31))
        while left > 0:
            # A fixed number at a time: where it ends must not depend on the processors.
            some = [next(numbers) for _ in range(256)]
            for plain, record in pool.imap(packed, some, chunksize=8):
                if left > 0:
                    left -= plain
                    out.write(record)


if __name__ == "__main__":
    main()
