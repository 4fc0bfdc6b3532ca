"""Events in windows of time, and what the package reads and writes on a cluster."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from pyspark.sql import SparkSession
from test_cluster import Record, corpus, of

import samestory
import samestory.spark
from samestory import ConfigError
from samestory.spark.__main__ import main


def pairs(events: dict[str, str]) -> set[tuple[str, str]]:
    """All pairs of articles of one event."""
    members = defaultdict(list)
    for article, event in sorted(events.items()):
        members[event].append(article)
    return {pair for articles in members.values() for pair in combinations(articles, 2)}


@pytest.fixture(scope="module")
def articles() -> list[Record]:
    """The corpus."""
    return corpus()


def test_one_window_is_one_run(spark: SparkSession, articles: list[Record]) -> None:
    whole = samestory.cluster(articles)
    found = samestory.spark.events(of(spark, articles, 3), span=365_000)
    assert found.counts == {"articles": len(articles), "windows": 1, "stitched": 0}
    rows = {row["id"]: row for row in found.memberships.collect()}
    expected = {row["id"]: row for row in whole.memberships}
    assert {key: json.loads(row["record"]) for key, row in rows.items()} == expected
    for name in ("family", "event", "storyline"):
        assert all(rows[key][name] == record[name] for key, record in expected.items())
    records = {row["event"]: json.loads(row["record"]) for row in found.events.collect()}
    assert records == {event["event"]: event for event in whole.events}


def test_windows_are_stitched(spark: SparkSession, articles: list[Record]) -> None:
    one = pairs({row["id"]: row["event"] for row in samestory.cluster(articles).memberships})
    found = samestory.spark.events(of(spark, articles, 2), span=60)
    several = pairs({row["id"]: row["event"] for row in found.memberships.collect()})
    both = len(one & several)
    print(f"{found.counts}: of {len(one)} pairs of one event {both} are found, and {len(several) - both} others")
    assert found.counts["windows"] > 3
    # So few articles in so many windows: each window knows little of what words are usual.
    assert both > 0.9 * len(one) and len(several) - both < 0.2 * len(one)
    with pytest.raises(ConfigError, match="at least twice the overlap"):
        samestory.spark.events(of(spark, articles, 2), span=40)


def test_a_command_passes_a_data_set_on(spark: SparkSession, articles: list[Record], tmp_path: Path) -> None:
    half = len(articles) // 2
    lines = [json.dumps(article) + "\n" for article in articles]
    (tmp_path / "old.jsonl").write_text("".join(lines[:half]))
    (tmp_path / "new.jsonl").write_text("".join(lines))
    checkpoints = ["--checkpoints", str(tmp_path / "checkpoints")]
    before = main([str(tmp_path / "old.jsonl"), str(tmp_path / "out.parquet"), *checkpoints])
    fresh = [str(tmp_path / "new.jsonl"), str(tmp_path / "fresh.jsonl"), *checkpoints]
    after = main([*fresh, "--against", str(tmp_path / "out.parquet"), "--records", str(tmp_path / "records")])
    assert before == after == 0
    kept = {row["id"] for row in spark.read.json(str(tmp_path / "fresh.jsonl")).collect()}
    worded = {article["id"] for article in articles[:half] if len(article["text"]) > 100}
    assert kept and not kept & worded
    removed = [json.loads(row[0]) for row in spark.read.text(str(tmp_path / "records" / "removed")).collect()]
    assert kept | {record["id"] for record in removed} == {article["id"] for article in articles}, "nothing is lost"
    assert any(record["kept"].startswith("against:") for record in removed)
    assert not any(record["id"].startswith("against:") for record in removed)
    assert main([*fresh, "--set", "threshold=7"]) == 2
