"""Runs one system from raw text to clusters: systems.py NAME FEED CLUSTERS

FEED is JSONL with id, title and text; CLUSTERS gets one `id TAB cluster` line an article. Every
system sees the same text (title, blank, text) and the same settings: word triples, 128 slots,
resemblance 0.5. Candidates are taken as each system reports them and joined by union-find; this is
what their users do, and it favours recall.
"""

import json
import re
import sys

SLOTS = 128


def read(feed):
    ids, texts = [], []
    with open(feed, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            ids.append(article["id"])
            texts.append(article["title"] + " " + article["text"])
    return ids, texts


WORD = re.compile(r"\w+")


def shingles(text):
    words = WORD.findall(text.lower())
    return [" ".join(triple) for triple in zip(words, words[1:], words[2:])]


class Union:
    def __init__(self, count):
        self.parent = list(range(count))

    def root(self, i):
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i, j):
        i, j = self.root(i), self.root(j)
        self.parent[max(i, j)] = min(i, j)


def rensa(texts, union):
    """Full R-MinHash, 32 bands of 4: every shingle takes part."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=SLOTS, num_bands=32)
    for i, text in enumerate(texts):
        sketch = RMinHash(num_perm=SLOTS, seed=42)
        sketch.update(shingles(text))
        for j in index.query(sketch):
            union.join(i, j)
        index.insert(i, sketch)


def gaoya(texts, union):
    """42 bands of 3, its own analyser; neighbours are what its index returns at 0.5."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, 0.5, 42, 3, None, "word", True, (3, 3))
    for i, text in enumerate(texts):
        index.insert_document(i, text)
    for i, text in enumerate(texts):
        for j in index.query(text):
            union.join(i, j)


def datasketch(texts, union):
    """MinHashLSH at threshold 0.5, which chooses its own bands."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=SLOTS)
    for i, text in enumerate(texts):
        sketch = MinHash(num_perm=SLOTS)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        for j in index.query(sketch):
            union.join(i, j)
        index.insert(i, sketch)


def datatrove(texts, union):
    """Its three steps over files of its own, 32 buckets of 4, its own English words."""
    import logging
    import struct
    import tempfile
    from pathlib import Path

    from datatrove.data import Document
    from datatrove.pipeline.dedup.minhash import (
        MinhashConfig,
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupSignature,
    )
    from loguru import logger

    logger.remove()
    logging.disable()
    config = MinhashConfig(n_grams=3, num_buckets=32, hashes_per_bucket=4)
    with tempfile.TemporaryDirectory() as room:
        signatures, buckets, found = (str(Path(room, name)) for name in ("signatures", "buckets", "found"))
        documents = (Document(text=text, id=str(i)) for i, text in enumerate(texts))
        MinhashDedupSignature(signatures, config).run(documents, 0, 1)
        for bucket in range(config.num_buckets):
            MinhashDedupBuckets(signatures, buckets, config=config).run(None, bucket, config.num_buckets)
        MinhashDedupCluster(buckets, found, config, save_cluster_id=True).run(None, 0, 1)
        first = {}
        for part in Path(found).glob("*.clusters"):
            for document, cluster in struct.iter_unpack("<II", part.read_bytes()):
                union.join(document, first.setdefault(cluster, document))


def text_dedup(texts, union):
    """Its bands for threshold 0.5, its own words, joined by its own union."""
    from types import SimpleNamespace

    from datasets import Dataset
    from text_dedup.config import MinHashAlgorithmConfig
    from text_dedup.minhash import cluster, fingerprint

    algorithm = MinHashAlgorithmConfig(
        algorithm_name="minhash", text_column="text", num_perm=SLOTS, ngram_size=3, threshold=0.5, num_proc=1
    )
    config = SimpleNamespace(algorithm=algorithm)
    columns = {algorithm.text_column: texts, algorithm.internal_index_column: list(range(len(texts)))}
    first = {}
    for i, number in cluster(config, fingerprint(config, Dataset.from_dict(columns))).items():
        union.join(i, first.setdefault(number, i))


def main():
    name, feed, clusters = sys.argv[1:]
    ids, texts = read(feed)
    union = Union(len(ids))
    systems = {
        "rensa": rensa,
        "gaoya": gaoya,
        "datasketch": datasketch,
        "datatrove": datatrove,
        "text_dedup": text_dedup,
    }
    systems[name](texts, union)
    with open(clusters, "w", encoding="utf-8") as out:
        for i, article in enumerate(ids):
            out.write(f"{article}\t{ids[union.root(i)]}\n")


if __name__ == "__main__":
    main()
