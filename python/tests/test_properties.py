"""What is found depends on the articles alone: not on their order, chunks or container."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pyarrow as pa
from conftest import Record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samestory

SENTENCES = [
    "The car ferry Solveig ran aground on a sandbank off Marnholm early on Tuesday.",
    "All 212 passengers were taken ashore by noon, the harbour authority said.",
    "Nobody was hurt, and the cause is being looked into.",
    "Orchard owners in the Veld valley expect a late harvest after cold nights.",
    "Frost damaged one blossom in five, growers told the regional council.",
    "Two trains collided near Dunvale on Monday evening, and nine people were hurt.",
    "The line will stay closed until Friday, the railway said.",
    "Ferry services resumed on Wednesday after the Solveig was towed free.",
]

article = st.fixed_dictionaries(
    {
        "text": st.lists(st.sampled_from(SENTENCES), max_size=6).map(" ".join),
        "title": st.sampled_from(["", "Ferry aground off Marnholm", "Late harvest", "Trains collide"]),
        "published": st.sampled_from([None, "2024-03-05", "2024-03-06T08:00:00Z", "2024-04-01"]),
        "source": st.sampled_from([None, "Metro Wire", "Harbour News"]),
    }
)
feeds = st.lists(article, max_size=14).map(lambda feed: [{"id": f"a{n}", **one} for n, one in enumerate(feed)])


def by_id(found: samestory.Detection) -> dict[str, Record]:
    return {member["id"]: member for member in found.memberships}


@settings(max_examples=25, deadline=None)
@given(feeds, st.randoms(use_true_random=False))
def test_order_makes_no_difference(feed: list[Record], random: object) -> None:
    shuffled = list(feed)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = samestory.cluster(feed), samestory.cluster(shuffled)
    assert by_id(one) == by_id(other)
    for kind in ("families", "events", "storylines", "pairs"):
        assert getattr(one, kind).to_pylist() == getattr(other, kind).to_pylist()


@settings(max_examples=25, deadline=None)
@given(feeds, st.integers(1, 5))
def test_chunks_make_no_difference(feed: list[Record], size: int) -> None:
    schema = pa.schema([(name, pa.string()) for name in ("id", "title", "text", "published", "source")])
    table = pa.Table.from_pylist(feed, schema)
    batches = [table.slice(at, size).combine_chunks() for at in range(0, len(feed), size)]
    chunked = pa.concat_tables(batches) if batches else table
    assert samestory.cluster(chunked).memberships.to_pylist() == samestory.cluster(feed).memberships.to_pylist()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(feeds)
def test_the_program_finds_the_same(program: Path, feed: list[Record]) -> None:
    lines = "".join(json.dumps(one) + "\n" for one in feed)
    done = subprocess.run([program, "cluster", "-"], input=lines, capture_output=True, text=True, check=True)
    written = [json.loads(line) for line in done.stdout.splitlines()]
    assert samestory.cluster(feed).memberships.to_pylist() == written


@settings(max_examples=25, deadline=None)
@given(feeds)
def test_dedup_leaves_only_what_repeats_something_that_stays(feed: list[Record]) -> None:
    fresh = samestory.dedup(feed)
    stays = {record["id"] for record in fresh.data}
    assert stays | {gone["id"] for gone in fresh.removed} == {record["id"] for record in feed}
    assert all(gone["kept"] in stays and gone["id"] not in stays for gone in fresh.removed)
    assert len(samestory.dedup(fresh.data).removed) == 0
