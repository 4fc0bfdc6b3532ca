#!/usr/bin/env python3
"""Compares what samestory reads from news wires with what Python's own parsers find in them.

    benches/wire/run.py FOLDER --program target/release/samestory --show

FOLDER holds items as agencies send them (NITF, NewsML 1, NewsML-G2, ninjs, mail), a file each or many in one. An item
counts when the program makes an article of it. What is compared is stated once here, by element names and
nothing of the program's: id, headline, day, language, and the words of the body (F1 of four words in a row).
"""

import argparse
import collections
import email
import email.policy
import html
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

FIELDS = ("id", "title", "day", "lang", "body")


def strip(root):
    """A tree without namespaces."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rsplit("}", 1)[-1]
        for key in [key for key in element.attrib if "}" in key]:
            element.attrib[key.rsplit("}", 1)[-1]] = element.attrib.pop(key)
    return root


def text(element):
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def lines(element):
    """Words of an element, with something between any two elements."""
    return " ".join(" ".join(part.split()) for part in element.itertext()) if element is not None else ""


def first(root, *paths):
    for path in paths:
        found = root.find(path)
        if found is not None and text(found):
            return text(found)
    return ""


def attribute(root, *places):
    for path, name in places:
        for found in root.iterfind(path) if path != "." else [root]:
            if found.get(name):
                return found.get(name)
    return ""


def nitf(root):
    return {
        "id": attribute(root, (".//doc-id", "id-string")),
        "title": first(root, ".//body.head//hl1", ".//head/title"),
        "day": attribute(root, (".//date.issue", "norm"), (".//pubdata", "date.publication"), (".//story.date", "norm")),
        "lang": attribute(root, (".", "baselang"), (".", "lang"), ("head", "lang"), ("body", "lang")),
        "body": lines(root.find(".//body.content")),
    }


def g2(item):
    inner = item.find(".//contentSet//nitf")
    inner = nitf(inner) if inner is not None else collections.defaultdict(str)
    content = item.find(".//contentSet//body.content")
    content = content if content is not None else item.find(".//contentSet//body")
    content = content if content is not None else item.find(".//contentSet/inlineXML")
    content = content if content is not None else item.find(".//contentSet/inlineData")
    body = lines(content)
    if "<" in body and content is not None and content.tag == "inlineData":
        body = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return {
        "id": item.get("guid", ""),
        "title": first(item, "contentMeta/headline", ".//hl1", "itemMeta/title"),
        "day": first(item, "itemMeta/versionCreated", "itemMeta/firstCreated") or inner["day"],
        "lang": attribute(item, ("contentMeta/language", "tag"), (".", "lang")) or inner["lang"],
        "body": body,
    }


def newsml1(item):
    content = item.find(".//DataContent//body.content")
    content = content if content is not None else item.find(".//DataContent//body")
    if content is None:
        content = max(item.iterfind(".//DataContent"), key=lambda data: len(lines(data)), default=None)
    return {
        "id": first(item, ".//PublicIdentifier"),
        "title": first(item, ".//NewsLines/HeadLine", ".//hl1"),
        "day": first(item, ".//ThisRevisionCreated", ".//FirstCreated"),
        "lang": attribute(item, (".//DescriptiveMetadata/Language", "FormalName"), (".", "lang"), (".//NewsComponent", "lang")),
        "body": lines(content),
    }


def ninjs(item):
    body = item.get("body_text") or item.get("body_xhtml") or item.get("body_html") or ""
    return {
        "id": item.get("uri") or item.get("guid") or "",
        "title": item.get("headline") or "",
        "day": item.get("versioncreated") or "",
        "lang": item.get("language") or "",
        "body": html.unescape(re.sub(r"<[^>]+>", " ", body)),
    }


def mail(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    part = message.get_body(("plain", "html"))
    body = part.get_content() if part is not None else ""
    day = message["date"].datetime if message["date"] else None
    return {
        "id": (message["message-id"] or "").strip("<> "),
        "title": str(message["subject"] or ""),
        "day": day.isoformat() if day else "",
        "lang": "",
        "body": html.unescape(re.sub(r"<[^>]+>", " ", body)),
    }


def oracle(path):
    """The items of a file; none where it is of another kind."""
    raw = path.read_bytes()
    if raw.lstrip()[:1] in (b"{", b"["):
        item = json.loads(raw)
        return [ninjs(item)] if isinstance(item, dict) and "versioncreated" in item else None
    if raw.lstrip()[:1] == b"<":
        try:
            # Some say another encoding than they have.
            known = raw.decode()
            root = strip(ET.fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", known, flags=re.S)))
        except UnicodeDecodeError:
            root = strip(ET.fromstring(raw))
        except ET.ParseError:
            return None
        if root.tag == "nitf":
            return [nitf(root)]
        if root.tag in ("newsMessage", "newsItem"):
            return [g2(item) for item in root.iter("newsItem")]
        if root.tag in ("NewsML", "NewsItem"):
            return [newsml1(item) for item in root.iter("NewsItem")]
        return None
    if re.search(rb"^(Subject|From|Message-ID): ", raw[:4000], re.M | re.I):
        return [mail(raw)]
    return None


def words(value):
    return re.findall(r"\w+", html.unescape(value))


def alike(expected, found):
    """F1 of four words in a row."""
    grams = [collections.Counter(tuple(w[at : at + 4]) for at in range(max(len(w) - 3, min(len(w), 1)))) for w in (words(expected), words(found))]
    both = sum((grams[0] & grams[1]).values())
    return 2 * both / (sum(grams[0].values()) + sum(grams[1].values())) if both else 0.0


def day(value):
    digits = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", value)
    return "-".join(digits.groups()) if digits else ""


def is_right(field, expected, found):
    if field == "body":
        return alike(expected, found) >= 0.95 or words(expected) == words(found)
    if field == "day":
        # The program's are those of UTC: a moment may be of the next day there.
        return abs(int(day(expected).replace("-", "")) - int(day(found).replace("-", "") or 0)) <= 1
    if field == "lang":
        return expected.lower().replace("_", "-") == found.lower().replace("_", "-")
    return words(expected) == words(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", default="target/release/samestory")
    parser.add_argument("--show", action="store_true", help="tell of every miss")
    arguments = parser.parse_args()
    right, asked, unknown, without, items = collections.Counter(), collections.Counter(), [], [], 0
    for path in sorted(path for path in arguments.folder.rglob("*") if path.is_file()):
        expected = oracle(path)
        if expected is None:
            unknown.append(path.name)
            continue
        run = subprocess.run([arguments.program, "read", str(path)], capture_output=True, timeout=60)
        articles = [json.loads(line) for line in run.stdout.decode().splitlines()]
        if not articles:
            without.append(path.name)
        for article in articles:
            one = next((item for item in expected if item["id"] and words(item["id"]) == words(article["id"])), expected[0] if len(expected) == 1 else None)
            if one is None:
                asked["id"] += 1
                print(f"{path.name}: no item is called {article['id']}")
                continue
            items += 1
            found = {"id": article["id"], "title": article.get("title", ""), "day": article.get("published", ""), "lang": article.get("lang", ""), "body": article.get("text", "")}
            for field in FIELDS:
                if not one[field].strip() or field == "day" and not day(one[field]):
                    continue
                asked[field] += 1
                if is_right(field, one[field], found[field]):
                    right[field] += 1
                elif arguments.show:
                    print(f"{path.name}: {field}: found {found[field][:200]!r}, expected {one[field][:200]!r}")
    print(f"{items} articles; no article: {', '.join(without) or 'none'}")
    print(f"of another kind: {', '.join(unknown) or 'none'}")
    for field in FIELDS:
        print(f"{field:6} {right[field]} of {asked[field]}")


if __name__ == "__main__":
    main()
