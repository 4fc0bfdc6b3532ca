#!/usr/bin/env python3
"""Compares what samestory reads from feeds with what their makers say is in them; see README.md beside this file."""

import argparse
import calendar
import collections
import html
import html.parser
import json
import re
import subprocess
import sys
import time
from pathlib import Path

FIELDS = ("title", "link", "day", "author", "guid")


class Words(html.parser.HTMLParser):
    """The words of a piece of HTML."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_data(self, data):
        self.found.append(data)


def words(value):
    """A value as a reader sees it: tags gone, entities as characters, spaces as one."""
    text = str(value)
    for _ in range(3):
        if not re.search(r"[<&]", text):
            break
        parser = Words()
        parser.feed(text)
        parser.close()
        text = "".join(parser.found)
    return re.sub(r"\s+", "", text)


def read(program, path):
    """The articles of a file, and what was said of it."""
    run = subprocess.run([program, "read", str(path)], capture_output=True, timeout=60)
    if run.returncode not in (0, 1, 2, 3):
        sys.exit(f"{path}: exit {run.returncode}: {run.stderr.decode(errors='replace')}")
    articles = [json.loads(line) for line in run.stdout.decode().splitlines()]
    return articles, run.returncode, run.stderr.decode(errors="replace").strip()


def people(values):
    """Names of authors, or their addresses where they have none."""
    if isinstance(values, dict):
        values = [values]
    names = []
    for value in values or []:
        if isinstance(value, str):
            names.append(value)
        else:
            name = value.get("name") or value.get("email") or value.get("uri") or value.get("url") or value.get("link")
            if name:
                names.append(name)
    return ", ".join(dict.fromkeys(names))


def link_of(links):
    if not links:
        return None
    if isinstance(links[0], str):
        return links[0]
    for link in links:
        if (link.get("rel") or "alternate") == "alternate":
            return link.get("href")
    return None


def expected_of_gofeed(item):
    """What an item should give, from any of gofeed's three models."""
    guid = item.get("guid", item.get("id"))
    if isinstance(guid, dict):
        guid = guid.get("value")
    creators = (item.get("dcExt") or {}).get("creator") or (item.get("dcExt") or {}).get("author")
    author = item.get("author")
    if isinstance(author, str):
        author = re.sub(r"^\S+@\S+ \((.+)\)$", r"\1", author)
    author = people([author] if isinstance(author, str) else author) or people(item.get("authors")) or people(creators)
    date = item.get("published") or item.get("pubDate") or item.get("date_published")
    parsed = item.get("publishedParsed") or item.get("pubDateParsed")
    date = date or item.get("updated") or item.get("date_modified")
    parsed = parsed or item.get("updatedParsed")
    return {
        "title": item.get("title"),
        "link": item.get("link") or item.get("url") or link_of(item.get("links")),
        "day": (parsed or date or "")[:10] or None,
        "author": author or None,
        "guid": guid,
    }


def expected_of_feed_rs(item):
    """What an item should give, from feed-rs's model."""
    date = item.get("published") or item.get("updated")
    return {
        "title": (item.get("title") or {}).get("content"),
        "link": link_of(item.get("links")),
        "day": (date or "")[:10] or None,
        "author": people(item.get("authors")) or None,
        # It makes ids of its own where there are none.
        "guid": None if re.fullmatch(r"[0-9a-f]{32}|[0-9a-f-]{36}", item.get("id") or "") else item.get("id"),
    }


def found_of(article):
    own_id = re.fullmatch(r"[0-9a-f]{16}(#\d+)?", article["id"])
    return {
        "title": article.get("title") or None,
        "link": article.get("url"),
        "day": (article.get("published") or "")[:10] or None,
        "author": article.get("author"),
        "guid": None if own_id else article["id"],
    }


def differs(field, expected, found):
    if not expected and not found:
        return False
    if field == "guid" and not expected:
        return False
    return words(expected or "") != words(found or "")


def beside(program, folder, expected_of, show):
    """Right files of those with an expectation beside, by field."""
    wrong, right, files, with_items = collections.Counter(), 0, 0, 0
    for expectation in sorted(folder.rglob("*.json")):
        feed = expectation.with_name(expectation.name.replace(".serde", "")).with_suffix(".xml")
        if not feed.exists():
            feed = feed.with_suffix(".json")
        if not feed.exists() or feed == expectation:
            feed = expectation.with_name(expectation.name.replace("_expected", ""))
            if feed == expectation or not feed.exists():
                continue
        expected = json.loads(expectation.read_text())
        items = [expected_of(item) for item in expected.get("items") or expected.get("entries") or []]
        articles, code, said = read(program, feed)
        found = [found_of(article) for article in articles]
        files += 1
        with_items += bool(items)
        misses = []
        if len(found) != len(items):
            misses.append(f"{len(found)} items, expected {len(items)}: {said.splitlines()[:1]}")
            wrong["items"] += 1
        for a, b in zip(items, found):
            for field in FIELDS:
                if differs(field, a[field], b[field]):
                    misses.append(f"{field}: {b[field]!r}, expected {a[field]!r}")
                    wrong[field] += 1
        right += not misses
        if misses and show:
            print(f"  {feed.relative_to(folder)}")
            for miss in misses:
                print(f"    {miss}")
    print(f"{folder.name:11} {right} of {files} files right = {right / files:.4f} ({with_items} with items); wrong {dict(wrong)}")


class Unmeasured(Exception):
    pass


class Text(str):
    """Equal when a reader sees the same."""

    def __eq__(self, other):
        return words(self) == words(other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None


class Name(Text):
    """Equal to the name, with or without its address."""

    def __eq__(self, other):
        return words(self) == words(re.sub(r"\s*\(\S+@\S+\)$", "", other))


class Part(dict):
    """What is known of a part of an entry."""

    def __missing__(self, key):
        raise Unmeasured(key)


class Entry:
    """An article under the names that feedparser gives its parts."""

    def __init__(self, article):
        self.article = article

    def __getitem__(self, key):
        article = self.article
        if key == "title":
            return Text(article.get("title", ""))
        if key == "link":
            return Text(article.get("url", ""))
        if key in ("id", "guid"):
            return Text(re.sub(r"#\d+$", "", article["id"]))
        if key == "author":
            return Name(article.get("author", ""))
        if key == "author_detail":
            return Part(name=Text(article.get("author", "")))
        if key == "title_detail":
            return Part(value=Text(article.get("title", "")))
        if key in ("published_parsed", "updated_parsed", "created_parsed"):
            stamp = article.get("published")
            if not stamp:
                return None
            form = "%Y-%m-%dT%H:%M:%SZ" if "T" in stamp else "%Y-%m-%d"
            return tuple(time.gmtime(calendar.timegm(time.strptime(stamp, form))))[:3]
        raise Unmeasured(key)

    __getattr__ = __getitem__


def day_of(match):
    return "(" + ",".join(match.group(1).split(",")[:3]) + ")"


def feedparser_own(program, folder, show):
    """Right expectations of feedparser's files about the fields."""
    for part in ("wellformed", "illformed", "encoding"):
        right = total = 0
        for path in sorted((folder / part).rglob("*.xml")):
            head = path.read_bytes()[:4000].replace(b"\0", b"").decode("utf-8", "replace")
            match = re.search(r"Expect:\s*(.+?)\s*(?:\n\s*\w[\w-]*:|\n?\s*-->)", head, re.S)
            # What a server says beside the feed is not in a file.
            if not match or "entries" not in match.group(1) or re.search(r"\bHeader:", head) or path.name.startswith("http_"):
                continue
            condition = re.sub(r"\b(not bozo|bozo|encoding\s*==\s*'[^']*')\s+and\b", "", match.group(1)).strip()
            condition = re.sub(r"(?<=== )\((\d{4},[^()]*)\)", day_of, condition)
            articles, code, said = read(program, path)
            entries = [Entry(article) for article in articles]
            try:
                result = bool(eval(condition, {"__builtins__": {"len": len, "ord": ord}}, {"entries": entries}))
            except Unmeasured:
                continue
            except IndexError:
                # Only what the expectation is about counts, so it is looked at with any item.
                try:
                    eval(condition, {"__builtins__": {"len": len, "ord": ord}}, {"entries": [Entry({"id": "", "title": ""})] * 9})
                except Unmeasured:
                    continue
                except Exception:
                    pass
                result = False
            except Exception as error:
                result = False
                said += f" ({error!r})"
            total += 1
            right += result
            if not result and show:
                shown = [found_of(article) for article in articles]
                print(f"  {path.relative_to(folder)}: {condition}\n    {shown} {said.splitlines()[:1]}")
        share = right / total if total else 1
        print(f"feedparser  {part}: {right} of {total} expectations right = {share:.4f}")


def beside_feedparser(program, folders, show):
    """Whether files give as many items as feedparser finds, and with the same titles and links."""
    try:
        import feedparser
    except ImportError:
        print("feedparser  not installed, so ill-formed feeds are not compared with it")
        return
    for folder in folders:
        counts = collections.Counter()
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".xml":
                continue
            try:
                theirs = feedparser.parse(path.read_bytes())
            except Exception:
                continue
            if not theirs.entries:
                continue
            articles, code, said = read(program, path)
            kind = "ill-formed" if theirs.bozo else "well-formed"
            counts[kind] += 1
            same = len(articles) == len(theirs.entries)
            counts[kind, "same"] += same
            if not same and show:
                print(f"  {path}: {len(articles)} items, feedparser {len(theirs.entries)} ({theirs.get('bozo_exception')}): {said.splitlines()[:1]}")
        for kind in ("well-formed", "ill-formed"):
            if counts[kind]:
                print(f"beside feedparser {feedparser.__version__}, {folder.name}: {kind}: the same number of items in "
                      f"{counts[kind, 'same']} of {counts[kind]} = {counts[kind, 'same'] / counts[kind]:.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fixtures", type=Path, help="folder that holds gofeed/ and feedparser/")
    parser.add_argument("--program", default="target/release/samestory")
    parser.add_argument("--show", action="store_true", help="name every miss")
    args = parser.parse_args()
    beside(args.program, args.fixtures / "gofeed", expected_of_gofeed, args.show)
    beside(args.program, args.fixtures / "feed-rs", expected_of_feed_rs, args.show)
    feedparser_own(args.program, args.fixtures / "feedparser", args.show)
    beside_feedparser(args.program, [args.fixtures / "feedparser", args.fixtures / "gofeed", args.fixtures / "feed-rs"], args.show)


if __name__ == "__main__":
    main()
