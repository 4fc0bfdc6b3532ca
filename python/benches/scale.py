#!/usr/bin/env python3
"""What the stages of `samestory.spark.dedup` shuffle and take: the table of docs/scale.md.

    pip install "./python[spark]"
    samestory generate --articles 20000 --seed 7 -o feed.jsonl
    samestory cluster feed.jsonl --level copies --pairs all --report never -o out
    python python/benches/scale.py feed.jsonl [--same-as out]

With `--same-as` families, memberships and pairs of copies must be those that the program has found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from pyspark.sql import SparkSession

import samestory.spark

COPIES = ('"relation":"identical"', '"relation":"near_copy"', '"relation":"excerpt"')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feed", type=Path, help="articles, as lines of JSON")
    parser.add_argument("--same-as", type=Path, metavar="DIR", help="what the program has found in it")
    parser.add_argument("--partitions", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder) / "events"
        logs.mkdir()
        spark = session(logs, given.partitions)
        spark.sparkContext.setCheckpointDir(f"{folder}/checkpoints")
        found = samestory.spark.dedup(spark.read.json(str(given.feed)))
        counts = found.counts
        if given.same_as:
            for kind in ("memberships", "families", "pairs"):
                compare(kind, [row[0] for row in getattr(found, kind).collect()], given.same_as / f"{kind}.jsonl")
        found.unpersist()
        spark.stop()
        print({name: counts[name] for name in ("articles", "identical", "candidates", "bands", "rows", "capped")})
        table(next(logs.iterdir()), counts["articles"])


def session(logs: Path, partitions: int) -> SparkSession:
    settings = {
        "spark.driver.memory": "4g",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.io.compression.codec": "zstd",
        "spark.io.compression.zstd.level": "9",
        # One stream is compressed at a time, not one a partition.
        "spark.shuffle.sort.bypassMergeThreshold": "1",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
        "spark.eventLog.dir": logs.as_uri(),
    }
    builder = SparkSession.builder.master("local[2]").appName("samestory")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def compare(kind: str, lines: list[str], path: Path) -> None:
    """Ends the run where the lines are not those of a file."""
    program = path.read_text(encoding="utf-8").splitlines()
    if kind == "pairs":
        program = [line for line in program if any(copy in line for copy in COPIES)]
    here, there = (hashlib.sha256("\n".join(sorted(of)).encode()).hexdigest()[:16] for of in (lines, program))
    print(f"{kind}: {len(lines):,} here, {len(program):,} in {path}, {here} and {there}")
    if here != there:
        sys.exit(f"{kind} are not those of the program")


def table(log: Path, articles: int) -> None:
    """Prints what the log of a run tells of each stage."""
    of_stage: dict[int, str] = {}
    seconds, shuffled = defaultdict[str, float](float), defaultdict[str, int](int)
    for line in log.open(encoding="utf-8"):
        event = json.loads(line)
        if event["Event"] == "SparkListenerJobStart":
            name = (event.get("Properties") or {}).get("spark.job.description") or "between"
            for stage in event["Stage IDs"]:
                of_stage.setdefault(stage, name.removeprefix("samestory: "))
        elif event["Event"] == "SparkListenerTaskEnd" and "Task Metrics" in event:
            name, metrics = of_stage.get(event["Stage ID"], "between"), event["Task Metrics"]
            seconds[name] += metrics["Executor Run Time"] / 1000
            shuffled[name] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
    whole = sum(seconds.values())
    print("| stage | task seconds, share | shuffled an article, bytes |\n|---|---:|---:|")
    for name, of in seconds.items():
        print(f"| {name} | {100 * of / whole:.0f} % | {shuffled[name] / articles:.0f} |")
    print(f"| in all | {whole:,.0f} s | {sum(shuffled.values()) / articles:.0f} |")


if __name__ == "__main__":
    main()
