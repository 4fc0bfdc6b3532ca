#!/usr/bin/env python3
"""How well events are found where articles are short, and where a feed is thinner than it came.

    benches/short/run.py PROGRAM SETS

SETS is a folder of sets: articles.jsonl and gold labels of events (events.gold.tsv, or gold-dev.tsv where a part of a feed is
labelled). Each set is clustered with the default settings four times: whole, as titles with the first forty words, as titles alone,
and with every tenth only of the articles without a label. Prints B-cubed F1 (precision / recall) of the labelled articles. A
set whose labels are of all articles has nothing to thin."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

GOLD = ("events.gold.tsv", "gold-dev.tsv")


def words(count):
    """Keeps the title and so many words of the text."""
    def cut(article, _):
        return article | {"text": " ".join((article.get("text") or "").split()[:count])}
    return cut


def thinned(article, at):
    """Keeps every tenth article without a label."""
    return article if at is None or at % 10 == 0 else None


FORMS = {"whole": lambda article, _: article, "40 words": words(40), "title": words(0), "thinned": thinned}


def measured(program, articles, gold, room):
    """B-cubed of the labelled articles."""
    feed, found = room / "feed.jsonl", room / "memberships.jsonl"
    feed.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles))
    with found.open("wb") as out:
        code = subprocess.run([program, "cluster", feed, "--quiet"], stdout=out).returncode
    if code not in (0, 3):
        sys.exit(f"{program} failed on {gold}")
    told = subprocess.run([program, "evaluate", found, "--gold", gold, "--json"], stdout=subprocess.PIPE, check=True)
    return json.loads(told.stdout)["agreement"]["b_cubed"]


def main():
    program, sets = sys.argv[1], Path(sys.argv[2])
    print("| set |" + "".join(f" {form} |" for form in FORMS) + "\n| --- |" + " ---: |" * len(FORMS))
    for folder in sorted(sets.iterdir()):
        gold = next((folder / name for name in GOLD if (folder / name).exists()), None)
        if gold is None or not (folder / "articles.jsonl").exists():
            continue
        articles = [json.loads(line) for line in (folder / "articles.jsonl").open(encoding="utf8")]
        labelled = {line.split("\t")[0] for line in gold.open(encoding="utf8") if line.strip()}
        others = iter(range(len(articles)))
        at = [None if article["id"] in labelled else next(others) for article in articles]
        row = f"| {folder.name} |"
        for name, form in FORMS.items():
            kept = [shown for article, place in zip(articles, at) if (shown := form(article, place))]
            if name == "thinned" and len(kept) == len(articles):
                row += " - |"
                continue
            with tempfile.TemporaryDirectory() as room:
                b = measured(program, kept, gold, Path(room))
            row += f" {b['f1']:.3f} ({b['precision']:.2f} / {b['recall']:.2f}) |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
