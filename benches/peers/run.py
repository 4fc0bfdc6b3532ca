#!/usr/bin/env python3
"""Compares samestory with other near-duplicate finders on one feed, and writes a table.

    cargo build --release
    benches/peers/run.py [--articles 40000] [--feed FILE] [--runs 3] [--table docs/performance.md]

Makes its own environments with pinned versions under target/peers, generates the feed, and runs
every system in its own process on one thread, from the JSONL file to clusters; their runs take turns,
and the best of each counts (least disturbed by what else the machine does). Recall is measured for all on the same pairs:
every pair whose exact resemblance (lower-cased `\\w+` triples of title and text) is at least 0.5,
found here by an exact prefix join that shares no code with any system. A peer finds a pair when
both articles are in one cluster; samestory when the pair is listed as judged, or both are in one
family.
"""

import argparse
import collections
import json
import math
import multiprocessing
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "peers"
PINS = ["rensa==0.5.0", "gaoya==0.2.2", "datasketch==2.0.0"]
# What datatrove imports besides what it asks for; its hashes want an older xxhash.
DATATROVE = [
    "datatrove==0.10.1", "nltk==3.10.4", "orjson==3.13.0", "regex==2026.11.15", "spacy==3.8.18",
    "tokenizers==0.23.3", "xxhash==3.5.0",
]
# Name: environment, what to install there.
SYSTEMS = {
    "rensa": ("venv", PINS),
    "gaoya": ("venv", PINS),
    "datasketch": ("venv", PINS),
    "datatrove": ("datatrove", DATATROVE),
    "text_dedup": ("text_dedup", ["text-dedup==0.4.1"]),
}
# Run once only: they take minutes.
SLOW = ["datatrove", "text_dedup"]
ONE_THREAD = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"


def environment(name="venv", pins=PINS, interpreter=sys.executable):
    """The Python of an environment with these packages; made where it is not there yet."""
    python = WORK / name / "bin" / "python"
    done = WORK / name / "installed.txt"
    if not done.exists() or done.read_text() != "\n".join(pins):
        subprocess.run([interpreter, "-m", "venv", WORK / name], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *pins], check=True)
        done.write_text("\n".join(pins))
    return python


def timed(command, env=None):
    """Wall seconds, processor seconds and peak memory (MB) of a process."""
    begin = time.perf_counter()
    with open(WORK / "stdout", "wb") as out:
        child = subprocess.Popen([str(part) for part in command], stdout=out, env={**os.environ, **(env or {})})
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def exact_pairs(feed, threshold=0.5):
    """Every pair of article ids with exact resemblance at the threshold or above."""
    cache = WORK / f"{Path(feed).stem}.pairs.tsv"
    if cache.exists() and cache.stat().st_mtime > Path(feed).stat().st_mtime:
        rows = (line.split("\t") for line in cache.read_text().splitlines())
        return [(a, b, float(r)) for a, b, r in rows]
    word, ids, sets, number = re.compile(r"\w+"), [], [], {}
    counts = collections.Counter()
    for line in open(feed, encoding="utf-8"):
        article = json.loads(line)
        words = word.findall((article["title"] + " " + article["text"]).lower())
        if len(words) < 20:
            continue
        shingles = {number.setdefault(t, len(number)) for t in zip(words, words[1:], words[2:])}
        ids.append(article["id"])
        sets.append(shingles)
        counts.update(shingles)
    under = collections.defaultdict(list)
    for i, shingles in enumerate(sets):
        prefix = len(shingles) - math.ceil(threshold * len(shingles) - 1e-9) + 1
        for shingle in sorted(shingles, key=lambda s: (counts[s], s))[:prefix]:
            if counts[shingle] > 1:
                under[shingle].append(i)
    seen, pairs = set(), []
    for members in under.values():
        for n, i in enumerate(members):
            for j in members[n + 1 :]:
                less, more = sorted((len(sets[i]), len(sets[j])))
                if less < threshold * more or (i, j) in seen:
                    continue
                seen.add((i, j))
                both = len(sets[i] & sets[j])
                resemblance = both / (less + more - both)
                if resemblance >= threshold:
                    pairs.append((ids[i], ids[j], resemblance))
    cache.write_text("".join(f"{a}\t{b}\t{r:.6f}\n" for a, b, r in pairs))
    return pairs


def recall(found, pairs):
    bands = [(0.5, 0.6), (0.6, 0.8), (0.8, 1.01)]
    shares = []
    for low, high in [(0.5, 1.01), *bands]:
        inside = [(a, b) for a, b, r in pairs if low <= r < high]
        hits = sum(found(a, b) for a, b in inside)
        shares.append(f"{hits / len(inside):.4f}" if inside else "-")
    return shares


def clusters_of(path):
    return dict(line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8"))


def samestory_found(folder):
    family = {}
    for line in open(folder / "memberships.jsonl", encoding="utf-8"):
        member = json.loads(line)
        family[member["id"]] = member["family"]
    judged = set()
    for line in open(folder / "pairs.jsonl", encoding="utf-8"):
        pair = json.loads(line)
        judged.add((pair["a"], pair["b"]))
    return lambda a, b: (a, b) in judged or (b, a) in judged or family[a] == family[b]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=40_000)
    parser.add_argument("--feed", help="use this JSONL file instead of a generated feed")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    parser.add_argument("--python312", default="python3.12", help="text-dedup needs Python 3.12")
    parser.add_argument("--program", default=ROOT / "target" / "release" / "samestory")
    parser.add_argument("--table", default=ROOT / "docs" / "performance.md")
    args = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    feed = args.feed
    if not feed:
        feed = WORK / f"feed-{args.articles}.jsonl"
        if not feed.exists():
            part = feed.with_suffix(".part")
            subprocess.run([args.program, "generate", "--articles", str(args.articles), "-o", part], check=True)
            part.rename(feed)
    megabytes = Path(feed).stat().st_size / 1e6
    # In a process of its own: a child is counted with the memory of the process that starts it.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        pairs = pool.apply(exact_pairs, (feed,))
    folder = WORK / "samestory"
    command = [args.program, "-q", "cluster", "--level", "copies", "-j", "1", feed]
    commands, notes = {"samestory": (command, {})}, []
    for name in filter(None, args.systems.split(",")):
        where, pins = SYSTEMS[name]
        try:
            python = environment(where, pins, args.python312 if name == "text_dedup" else sys.executable)
        except (OSError, subprocess.CalledProcessError) as error:
            # The message of the error itself names paths of this machine.
            failed = error.filename if isinstance(error, OSError) else error.cmd[0]
            notes.append(f"{', '.join(pins)}: does not install here ({Path(failed).name} failed)")
            continue
        commands[name] = ([python, HERE / "systems.py", name, feed, WORK / f"{name}.tsv"], ONE_THREAD)
    measured = {name: [] for name in commands}
    for turn in range(args.runs):
        for name, (command, env) in list(commands.items()):
            if turn > 0 and name in SLOW:
                continue
            try:
                measured[name].append(timed(command, env))
            except RuntimeError as error:
                notes.append(f"{name}: does not run here ({error})")
                del commands[name]
                continue
            print(turn, name, measured[name][-1], file=sys.stderr)
    # The folder, with every judged pair, is more than any peer writes.
    timed([*commands["samestory"][0], "-o", folder, "--report", "never"])
    rows = []
    for name in commands:
        best = min(measured[name], key=lambda run: run[1])
        if name == "samestory":
            found = samestory_found(folder)
        else:
            cluster = clusters_of(WORK / f"{name}.tsv")
            found = lambda a, b: cluster[a] == cluster[b]
        rows.append((name, best, recall(found, pairs)))
    base = rows[0][1][1]
    origin = Path(feed).name if args.feed else f"`samestory generate --articles {args.articles}`"
    pinned = [pin for name in rows[1:] for pin in SYSTEMS[name[0]][1] if pin.replace("-", "_").startswith(name[0])]
    table = [
        f"Feed: {origin}, {megabytes:.0f} MB; {len(pairs)} pairs with exact resemblance of at least 0.5; "
        f"best of {args.runs} runs each, taking turns ({' and '.join(SLOW)}: one run), one thread, JSONL file to clusters. "
        f"{', '.join(pin.replace('==', ' ') for pin in pinned)}. Written by `benches/peers/run.py`.",
        "",
        "| system | processor time over samestory's | wall over samestory's | peak MB | recall | 0.5-0.6 | 0.6-0.8 | 0.8-1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, (wall, processor, peak), shares in rows:
        table.append(
            f"| {name} | {processor / base:.1f} | {wall / rows[0][1][0]:.1f} | {peak:.0f} | " + " | ".join(shares) + " |"
        )
    table += ["", *(f"- {note}" for note in notes)] if notes else []
    text = "\n".join(table)
    print(text)
    print(f"samestory: {megabytes / rows[0][1][0]:.0f} MB/s wall, {megabytes / base:.0f} MB/s of processor time", file=sys.stderr)
    document = Path(args.table)
    old = document.read_text() if document.exists() else f"{BEGIN}\n{END}\n"
    head, rest = old.split(BEGIN)
    document.write_text(head + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1])


if __name__ == "__main__":
    main()
