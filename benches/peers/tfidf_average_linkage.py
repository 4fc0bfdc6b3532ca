"""TF-IDF cosine with average linkage (scikit-learn, SciPy) beside samestory: quality and time.

    python -m venv peers && peers/bin/pip install -r benches/peers/requirements.txt
    cargo build --release
    peers/bin/python benches/peers/tfidf_average_linkage.py --suite DIR --generated 1000 4000 16000 -o docs/peers.md

The peer: sublinear TF-IDF over title and text without English stop words, idf from all sets of the
suite, cosine, average linkage, one threshold for all sets. It knows no dates and is given all
articles at once. Its time leaves out starting Python and importing; samestory's is its whole job on
one thread, files in and files out. Both results are measured by `samestory evaluate`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import numpy
import scipy
import sklearn
from scipy.cluster.hierarchy import average, fcluster
from sklearn.feature_extraction.text import TfidfVectorizer

THRESHOLD = 0.22
SEED = 1


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def text(article):
    return f"{article.get('title') or ''} {article.get('text') or ''}"


def vectorizer():
    return TfidfVectorizer(sublinear_tf=True, stop_words="english")


def cluster(vectors):
    """Cluster numbers; memory and time grow with the square of the articles."""
    count = vectors.shape[0]
    similarity = (vectors @ vectors.T).toarray()
    distance = numpy.clip(1 - similarity[numpy.triu_indices(count, 1)], 0, None)
    return fcluster(average(distance), 1 - THRESHOLD, "distance")


class Program:
    """The samestory program: clusters, measures, generates."""

    def __init__(self, path, room):
        self.path, self.room = path, room

    def run(self, *arguments):
        done = subprocess.run([self.path, "--quiet", *map(str, arguments)], stdout=subprocess.PIPE)
        if done.returncode:
            sys.exit(f"samestory {arguments[0]} ended with {done.returncode}")
        return done.stdout

    def cluster(self, articles, name):
        folder = self.room / name
        self.run("cluster", articles, "-o", folder, "--jobs", 1)
        performance = json.loads((folder / "run.json").read_text())["performance"]
        return folder, performance["seconds"]

    def measure(self, gold, found):
        report = json.loads(self.run("evaluate", "--gold", gold, found, "--json", "--worst", 0))
        agreement = report["agreement"]
        return agreement["b_cubed"]["f1"], agreement["pairwise"]["f1"]

    def generate(self, count):
        """A generated feed and its gold events."""
        articles = self.room / f"generated-{count}.jsonl"
        gold = self.room / f"gold-{count}"
        self.run("generate", "--articles", count, "--seed", SEED, "-o", articles, "--gold", gold)
        return articles, gold / "events.gold.tsv"


def compare(program, name, articles_path, gold, fitted):
    """One row: both results on one feed. Without `fitted`, idf comes from the feed and is timed."""
    begin = time.perf_counter()
    articles = read(articles_path)
    texts = [text(article) for article in articles]
    vectors = fitted.transform(texts) if fitted else vectorizer().fit_transform(texts)
    numbers = cluster(vectors)
    peer_seconds = time.perf_counter() - begin
    found = program.room / f"{name}.peer.tsv"
    found.write_text("".join(f"{a['id']}\t{n}\n" for a, n in zip(articles, numbers)), encoding="utf-8")
    folder, seconds = program.cluster(articles_path, name)
    return {
        "set": name,
        "articles": len(articles),
        "peer": program.measure(gold, found),
        "samestory": program.measure(gold, folder),
        "times": peer_seconds / seconds,
    }


def table(rows):
    lines = [
        "| set | articles | peer B-cubed F1 | samestory B-cubed F1 | peer pairwise F1 | samestory pairwise F1 | peer's time over samestory's |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        (peer_b, peer_p), (own_b, own_p) = row["peer"], row["samestory"]
        lines.append(
            f"| {row['set']} | {row['articles']} | {peer_b:.3f} | {own_b:.3f} "
            f"| {peer_p:.3f} | {own_p:.3f} | {row['times']:.1f} |"
        )
    return "\n".join(lines)


def mean(rows):
    column = lambda key, part: numpy.mean([row[key][part] for row in rows])
    return (
        f"\nMean B-cubed F1 over the labelled sets: peer {column('peer', 0):.3f}, "
        f"samestory {column('samestory', 0):.3f}; mean pairwise F1: peer {column('peer', 1):.3f}, "
        f"samestory {column('samestory', 1):.3f}."
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, help="folder of sets with articles.jsonl and events.gold.tsv")
    parser.add_argument("--generated", type=int, nargs="*", default=[], help="numbers of generated articles")
    parser.add_argument("--samestory", default="target/release/samestory", help="the program")
    parser.add_argument("-o", "--output", type=Path, help="write the report here instead of to stdout")
    arguments = parser.parse_args()
    if not arguments.suite and not arguments.generated:
        parser.error("give --suite, --generated or both")
    with tempfile.TemporaryDirectory() as room:
        program = Program(arguments.samestory, Path(room))
        parts = [
            "# A peer without dates, names or copies",
            f"Made by `benches/peers/tfidf_average_linkage.py`; do not edit. scikit-learn "
            f"{sklearn.__version__}, SciPy {scipy.__version__}: TF-IDF cosine, average linkage, one "
            f"threshold {THRESHOLD}; one thread each, in the same run on the same machine. The peer "
            "is given idf from all sets together; samestory only what it ships and the set itself.",
        ]
        if arguments.suite:
            golds = sorted(arguments.suite.glob("*/events.gold.tsv"))
            if not golds:
                sys.exit(f"{arguments.suite}: no set in it has events.gold.tsv")
            fitted = vectorizer().fit(
                text(article) for gold in golds for article in read(gold.with_name("articles.jsonl"))
            )
            rows = [
                compare(program, gold.parent.name, gold.with_name("articles.jsonl"), gold, fitted)
                for gold in golds
            ]
            parts += ["## Labelled sets", table(rows) + "\n" + mean(rows)]
        if arguments.generated:
            rows = [
                compare(program, f"generated, {count:,}", *program.generate(count), None)
                for count in arguments.generated
            ]
            parts += [
                "## Generated articles",
                f"`samestory generate --articles N --seed {SEED}`; the peer's time and memory grow "
                "with the square of the articles.\n\n" + table(rows),
            ]
    report = "\n\n".join(parts) + "\n"
    if arguments.output:
        arguments.output.write_text(report, encoding="utf-8")
    else:
        sys.stdout.write(report)


if __name__ == "__main__":
    main()
