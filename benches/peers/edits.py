#!/usr/bin/env python3
"""Recall by kind of edit, of samestory and of other near-duplicate finders on one generated feed.

    cargo build --release
    benches/peers/edits.py [--articles 20000] [--table docs/edits.md]

`samestory generate --gold` says of every copy which article it was made from and how. A system finds
the pair when both articles end in one cluster: samestory's families, verified and without chains; the
peers' candidates joined by union-find, as `systems.py` says. So that joining everything would not win,
a second table counts the labelled pairs that are no copies: rewrites, follow-ups, templates. rensa's rho
path makes no clusters, only flags; it finds a pair when it flags both of the two articles alone.
"""

import argparse
import collections
import json
import subprocess
import sys
from pathlib import Path

import run
from systems import shingles

SYSTEMS = {
    "rensa": "rensa",
    "gaoya": "gaoya",
    "datasketch": "datasketch",
}
BEGIN, END = "<!-- edits: begin -->", "<!-- edits: end -->"
# What is no copy: rewrites and follow-ups are events, templates are to be kept apart.
OTHER = ["rewrite", "follow_up", "template"]


def generate(program, articles):
    feed = run.WORK / f"edits-{articles}.jsonl"
    gold = run.WORK / f"edits-{articles}"
    subprocess.run([program, "-q", "generate", "--articles", str(articles), "-o", feed, "--gold", gold], check=True)
    rows = (line.split("\t") for line in (gold / "origins.tsv").read_text().splitlines())
    return feed, gold / "origins.tsv", [(a, b, origin) for a, b, origin in rows]


def families(program, feed):
    folder = run.WORK / "edits-samestory"
    subprocess.run(
        [program, "-q", "cluster", "--level", "copies", "--report", "never", feed, "-o", folder], check=True
    )
    lines = open(folder / "memberships.jsonl", encoding="utf-8")
    return {member["id"]: member["family"] for member in map(json.loads, lines)}


def resemblances(feed, pairs):
    """Exact resemblance of each pair, over lower-cased word triples."""
    wanted = {name for a, b, _ in pairs for name in (a, b)}
    sets = {}
    for line in open(feed, encoding="utf-8"):
        article = json.loads(line)
        if article["id"] in wanted:
            sets[article["id"]] = set(shingles(article["title"] + " " + article["text"]))
    share = lambda a, b: len(a & b) / max(1, len(a | b))
    return [share(sets[a], sets[b]) for a, b, _ in pairs]


def rho(feed, origins, out):
    """Which pairs rensa's rho path flags, 32 bands of 4; runs inside its environment."""
    from rensa import RMinHash, RMinHashLSH

    texts = {}
    for line in open(feed, encoding="utf-8"):
        article = json.loads(line)
        texts[article["id"]] = shingles(article["title"] + " " + article["text"])
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    with open(out, "w", encoding="utf-8") as flags:
        for line in open(origins, encoding="utf-8"):
            a, b, _ = line.split("\t")
            matrix = RMinHash.digest_matrix_from_token_sets_rho([texts[a], texts[b]], 128, 42)
            both = all(index.query_duplicate_flags_matrix_one_shot(matrix))
            flags.write(f"{a}\t{b}\t{int(both)}\n")


def main():
    if sys.argv[1:2] == ["--rho"]:
        return rho(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--program", default=run.ROOT / "target" / "release" / "samestory")
    parser.add_argument("--table", default=run.ROOT / "docs" / "edits.md")
    args = parser.parse_args()
    run.WORK.mkdir(parents=True, exist_ok=True)
    python = run.environment()
    feed, origins, pairs = generate(args.program, args.articles)
    clusters = {"samestory": families(args.program, feed)}
    for name, label in SYSTEMS.items():
        out = run.WORK / f"edits-{name}.tsv"
        run.timed([python, run.HERE / "systems.py", name, feed, out], run.ONE_THREAD)
        clusters[label] = run.clusters_of(out)
    flags = run.WORK / "edits-rho.tsv"
    subprocess.run([python, __file__, "--rho", feed, origins, flags], check=True)
    flagged = {tuple(row[:2]) for row in map(str.split, open(flags, encoding="utf-8")) if row[2] == "1"}
    in_one = lambda cluster: lambda a, b: cluster[a] == cluster[b]
    found = {system: in_one(cluster) for system, cluster in clusters.items()}
    found["rensa rho"] = lambda a, b: (a, b) in flagged
    count, alike = collections.Counter(), collections.Counter()
    together = {system: collections.Counter() for system in found}
    for (a, b, origin), resemblance in zip(pairs, resemblances(feed, pairs)):
        count[origin] += 1
        alike[origin] += resemblance
        for system, finds in found.items():
            together[system][origin] += finds(a, b)
    # The generator's order of edits, as `samestory bench --edits` prints it.
    order = subprocess.run([args.program, "bench", "--edits", "--articles", "200"], stdout=subprocess.PIPE, check=True)
    order = [line.split("|")[1].strip() for line in order.stdout.decode().splitlines()[2:]]
    order = [origin for origin in order if origin in count]
    rows = lambda origins: [
        f"| {origin} | {count[origin]} | {alike[origin] / count[origin]:.2f} | "
        + " | ".join(f"{together[system][origin] / count[origin]:.3f}" for system in found)
        + " |"
        for origin in origins
    ]
    head = ["| " + " | ".join(["made by", "pairs", "mean resemblance", *found]) + " |", "|---" * (3 + len(found)) + "|"]
    pins = ", ".join(run.PINS).replace("==", " ")
    table = [
        f"Feed: `samestory generate --articles {args.articles}`; {sum(count.values())} labelled pairs. Share of the pairs "
        f"of which both articles end in one cluster (rensa rho: are flagged); peers: {pins}. Written by `benches/peers/edits.py`.",
        "",
        "Copies; 1 is best:",
        "",
        *head,
        *rows(origin for origin in order if origin not in OTHER),
        "",
        "Other texts; 0 is best, because these are no copies:",
        "",
        *head,
        *rows(origin for origin in OTHER if origin in count),
    ]
    text = "\n".join(table)
    print(text)
    document = Path(args.table)
    head, rest = document.read_text(encoding="utf-8").split(BEGIN)
    document.write_text(head + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
