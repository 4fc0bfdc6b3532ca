#!/usr/bin/env python3
"""Sketching and LSH beside datasketch and rensa: ratios of one run.

    pip install -r python/benches/requirements.txt ./python
    samestory generate --articles 4000 > feed.jsonl
    python python/benches/peers.py feed.jsonl

Every library gets the same texts, shingles (three words in a row) or hashes, and makes sketches of 128 values.
Rounds of all libraries alternate and the best of each counts, so that a busy machine slows all alike. `RAYON_NUM_THREADS=1`
gives all a thread; else each takes what it takes.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasketch
import numpy as np
import rensa

import samestory

ROUNDS = 5
PERMUTATIONS = 128
BANDS, ROWS = 32, 4
WORD = re.compile(r"\w+")

Runs = dict[str, Callable[[], Any]]


def shingles(text: str) -> list[str]:
    """Three words in a row, each once, as the peers' documentation makes them."""
    words = WORD.findall(text.lower())
    return list(dict.fromkeys(map(" ".join, zip(words, words[1:], words[2:]))))


def race(name: str, items: int, runs: Runs) -> dict[str, float]:
    """Runs all in turn, several times, and prints how often ours is faster."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for library, run in runs.items():
            begin = time.perf_counter()
            run()
            best[library] = min(best[library], time.perf_counter() - begin)
    ours = best["samestory"]
    told = ", ".join(f"{library} {items / seconds:12,.0f}/s ({seconds / ours:5.1f} x)" for library, seconds in best.items())
    print(f"{name:34} {told}")
    return best


def of_rensa(tokens: list[str]) -> rensa.RMinHash:
    sketch = rensa.RMinHash(PERMUTATIONS, 1)
    sketch.update(tokens)
    return sketch


def of_datasketch(sets: list[list[bytes]]) -> Any:
    return datasketch.MinHash.bulk(sets, num_perm=PERMUTATIONS)


def sketching(texts: list[str]) -> None:
    """From texts, from shingles, and from their hashes."""
    sets = [shingles(text) for text in texts]
    encoded = [[token.encode() for token in tokens] for tokens in sets]
    hashes = [np.array([samestory.xxh3_64(token) for token in tokens], np.uint64) for tokens in sets]
    flat = np.concatenate(hashes)
    offsets = np.cumsum([0, *map(len, hashes)], dtype=np.uint64)
    elements = len(flat)
    print(f"{len(texts):,} texts, {elements:,} shingles, {PERMUTATIONS} values, best of {ROUNDS}")
    race("texts to sketches, texts", len(texts), {
        "samestory": lambda: samestory.MinHash.of_texts(texts),
        "rensa": lambda: [of_rensa(shingles(text)) for text in texts],
        "datasketch": lambda: of_datasketch([[token.encode() for token in shingles(text)] for text in texts]),
    })  # fmt: skip
    race("strings to sketches, shingles", elements, {
        "samestory": lambda: samestory.MinHash.bulk(sets),
        "rensa": lambda: rensa.RMinHash.from_token_sets(sets, PERMUTATIONS, 1),
        "datasketch": lambda: of_datasketch(encoded),
    })  # fmt: skip
    race("one string at a time, shingles", sum(map(len, sets[:100])), {
        "samestory": lambda: one_by_one(samestory.MinHash, sets[:100]),
        "datasketch": lambda: one_by_one(datasketch.MinHash, encoded[:100]),
    })  # fmt: skip
    race("hashes to sketches, shingles", elements, {
        "samestory": lambda: of_hashes(hashes),
        "rensa": lambda: rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, PERMUTATIONS, 1),
    })  # fmt: skip


def one_by_one(kind: Any, sets: list[list[Any]]) -> None:
    for tokens in sets:
        sketch = kind(num_perm=PERMUTATIONS)
        for token in tokens:
            sketch.update(token)


def of_hashes(hashes: list[Any]) -> list[samestory.MinHash]:
    made = []
    for values in hashes:
        sketch = samestory.MinHash(PERMUTATIONS)
        sketch.update_hashes(values)
        made.append(sketch)
    return made


def index(texts: list[str]) -> None:
    """Inserting and asking, with as many bands and rows for all."""
    sets = [shingles(text) for text in texts]
    ours = samestory.MinHash.bulk(sets)
    theirs = of_datasketch([[token.encode() for token in tokens] for tokens in sets])
    of_rensa_ = [of_rensa(tokens) for tokens in sets]

    def filled_ours() -> samestory.MinHashLSH:
        lsh = samestory.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        for key, sketch in enumerate(ours):
            lsh.insert(key, sketch)
        return lsh

    def filled_ours_at_once() -> samestory.MinHashLSH:
        lsh = samestory.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        lsh.insert_many(range(len(ours)), ours)
        return lsh

    def filled_theirs() -> datasketch.MinHashLSH:
        lsh = datasketch.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        for key, sketch in enumerate(theirs):
            lsh.insert(key, sketch)
        return lsh

    def filled_rensa() -> rensa.RMinHashLSH:
        lsh = rensa.RMinHashLSH(0.5, PERMUTATIONS, BANDS)
        for key, sketch in enumerate(of_rensa_):
            lsh.insert(key, sketch)
        return lsh

    def filled_rensa_at_once() -> rensa.RMinHashLSH:
        lsh = rensa.RMinHashLSH(0.5, PERMUTATIONS, BANDS)
        lsh.insert_many(of_rensa_)
        return lsh

    race("insert, sketches", len(texts), {"samestory": filled_ours, "rensa": filled_rensa, "datasketch": filled_theirs})
    race("insert at once, sketches", len(texts), {"samestory": filled_ours_at_once, "rensa": filled_rensa_at_once})
    a, b, c = filled_ours(), filled_rensa(), filled_theirs()
    race("query, sketches", len(texts), {
        "samestory": lambda: [a.query(sketch) for sketch in ours],
        "rensa": lambda: [b.query(sketch) for sketch in of_rensa_],
        "datasketch": lambda: [c.query(sketch) for sketch in theirs],
    })  # fmt: skip
    race("query at once, sketches", len(texts), {
        "samestory": lambda: a.query_many(ours),
        "rensa": lambda: b.query_all(of_rensa_),
    })  # fmt: skip


def recall() -> None:
    """The share of pairs that an index finds, beside the probability that it states."""
    print(f"{'recall':34} at similarity: stated, found by samestory and datasketch in 1,000 pairs, {BANDS} bands of {ROWS}")
    stated = samestory.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    for shared in (60, 75, 90, 105):
        pairs = [[[f"{n} {k}" for k in range(start, start + 150)] for start in (0, 150 - shared)] for n in range(1000)]
        found = []
        for kind, lsh in ((samestory.MinHash, samestory.MinHashLSH), (datasketch.MinHash, datasketch.MinHashLSH)):
            hits = 0
            for pair in pairs:
                a, b = kind.bulk([[token.encode() for token in tokens] for tokens in pair], num_perm=PERMUTATIONS)
                one = lsh(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
                one.insert("a", a)
                hits += bool(one.query(b))
            found.append(hits / len(pairs))
        similarity = shared / (300 - shared)
        print(f"{'':34} {similarity:.2f}: {stated.probability(similarity):.3f}, {found[0]:.3f}, {found[1]:.3f}")


def main() -> None:
    feed = Path(sys.argv[1])
    texts = [json.loads(line)["text"] for line in feed.read_text(encoding="utf-8").splitlines()]
    sketching(texts)
    index(texts)
    recall()


if __name__ == "__main__":
    main()
