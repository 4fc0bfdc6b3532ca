"""A cluster finds what the program finds, whoever dies meanwhile."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DRIVER_MB, EXECUTOR_MB, ROOT, Cluster, most_memory
from pyspark.sql import DataFrame, SparkSession

import samestory.spark
from samestory import InputError
from samestory.spark import _job
from samestory.spark._job import Limits

KINDS = ["memberships", "families", "pairs", "removed"]
IDENTICAL = 21
"""Copies of one article, of one key in every band: a twentieth of the feed."""
COLUMNS = ["id", "title", "text", "published", "source", "url", "lang", "author"]
Record = dict[str, Any]
Found = dict[str, list[str]]


def corpus() -> list[Record]:
    """The articles of the corpus."""
    files = sorted((ROOT / "corpus" / "articles").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def generated(program: Path, folder: Path, count: int) -> list[Record]:
    """Generated articles."""
    path = folder / f"{count}.jsonl"
    run(program, "generate", "--articles", count, "--words", "80", "--seed", "11", "-o", path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def run(program: Path, *arguments: object) -> None:
    """Runs the program to its end."""
    done = subprocess.run([str(program), *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def expected(program: Path, articles: list[Record], folder: Path) -> Found:
    """What the program finds, each kind as sorted lines. The feed is in the order of (publication, id)."""
    path, out = folder / "feed.jsonl", folder / "out"
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    run(program, "cluster", path, "--level", "copies", "--pairs", "all", "--report", "never", "-o", out)
    run(program, "dedup", path, "-o", folder / "stays.jsonl", "--removed", out / "removed.jsonl")
    found = {kind: sorted((out / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()) for kind in KINDS}
    copies = ("identical", "near_copy", "excerpt")
    found["pairs"] = [line for line in found["pairs"] if json.loads(line)["relation"] in copies]
    return found


def of(spark: SparkSession, articles: list[Record], partitions: int) -> DataFrame:
    """The articles as a table, in any order."""
    shuffled = random.Random(partitions).sample(articles, len(articles))
    rows = [tuple(article.get(name) for name in COLUMNS) for article in shuffled]
    schema = ", ".join(f"{name} string" for name in COLUMNS)
    return spark.createDataFrame(rows, schema).repartition(partitions)


def lines(found: samestory.spark.Deduplicated) -> Found:
    """What a run found, each kind as sorted lines."""
    return {kind: sorted(row[0] for row in getattr(found, kind).collect()) for kind in KINDS}


@pytest.fixture(scope="module")
def feed(program: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    """The corpus and generated articles, one of them in 22 outlets, in the order of (publication, id)."""
    articles = corpus() + generated(program, tmp_path_factory.mktemp("feed"), 300)
    wire = max(articles, key=lambda article: len(article["text"]))
    articles += [{**wire, "id": f"copy-{number}", "source": f"outlet-{number}"} for number in range(IDENTICAL)]
    return sorted(articles, key=lambda article: (article.get("published") or "9", article["id"]))


@pytest.fixture(scope="module")
def whole(program: Path, feed: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What the program finds in it."""
    return expected(program, feed, tmp_path_factory.mktemp("whole"))


def test_the_result_is_that_of_the_program(spark: SparkSession, feed: list[Record], whole: Found) -> None:
    found = samestory.spark.dedup(of(spark, feed, 5))
    assert lines(found) == whole
    assert found.counts["articles"] == len(feed) and len(whole["families"]) > 20
    assert max(len(json.loads(line)["members"]) for line in whole["families"]) > IDENTICAL >= 0.05 * len(feed)
    gone = {json.loads(line)["id"] for line in whole["removed"]}
    assert sorted(row["id"] for row in found.data.select("id").collect()) == sorted(
        article["id"] for article in feed if article["id"] not in gone
    )
    found.unpersist()


def test_nor_do_partitions_and_limits_change_it(spark: SparkSession, feed: list[Record], whole: Found) -> None:
    limits = Limits(driver_edges=0, broadcast_articles=0, batch_words=300)
    found = samestory.spark.dedup(of(spark, feed, 2), partitions=2, limits=limits)
    assert lines(found) == whole


@contextlib.contextmanager
def killing(stage: str, spark: SparkSession, kill: Callable[[], None]) -> Iterator[list[str]]:
    """Kills while tasks of a stage run."""
    killed: list[str] = []
    usual = _job.Job.stage

    def watch() -> None:
        tracker = spark.sparkContext.statusTracker()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for active in tracker.getActiveStageIds():
                told = tracker.getStageInfo(active)
                if told is not None and told.numActiveTasks > 0:
                    kill()
                    killed.append(stage)
                    return
            time.sleep(0.005)

    @contextlib.contextmanager
    def staged(job: _job.Job, name: str) -> Iterator[None]:
        watcher = threading.Thread(target=watch)
        with usual(job, name):
            if name == stage:
                watcher.start()
            yield
        if name == stage:
            watcher.join()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_job.Job, "stage", staged)
        yield killed


@pytest.mark.parametrize("stage", ["meet", "judge", "families"])
def test_a_worker_that_is_killed_changes_nothing(
    stage: str, spark: SparkSession, cluster: Cluster, feed: list[Record], whole: Found
) -> None:
    with killing(stage, spark, cluster.kill_worker) as killed:
        found = samestory.spark.dedup(of(spark, feed, 3))
        assert lines(found) == whole
    assert killed == [stage]
    cluster.add_workers(1)


def test_what_cannot_be_read_is_said(spark: SparkSession) -> None:
    table = spark.createDataFrame([("a", "The harbour is closed."), ("a", "It rained.")], "id string, text string")
    with pytest.raises(InputError, match="the id `a`"):
        samestory.spark.dedup(table)
    with pytest.raises(InputError, match="id_field"):
        samestory.spark.dedup(table.drop("id"))
    table = spark.createDataFrame([("a", "The harbour is closed."), ("b", None)], "id string, text string")
    found = samestory.spark.dedup(table)
    assert found.memberships.count() == 1 and found.rejected.count() == found.counts["rejected"] == 1


def test_memory_is_bounded(spark: SparkSession, cluster: Cluster) -> None:
    of_executors = cluster.memory()
    driver = most_memory(spark.sparkContext._gateway.proc.pid)  # type: ignore[union-attr]
    print(f"most memory in MB: driver {driver}, executors {of_executors}")
    assert 0 < driver < 2.5 * DRIVER_MB
    assert all(0 < executor < 4 * EXECUTOR_MB for executor in of_executors.values())
