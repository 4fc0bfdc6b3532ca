"""The package finds and leaves out what the program does."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import CORPUS, Record, filled, lines, run

import samestory
from samestory import Detection, Table

KINDS = ["memberships", "families", "events", "storylines", "pairs"]


@pytest.fixture(scope="module")
def folder(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the program on the corpus."""
    folder = tmp_path_factory.mktemp("program") / "out"
    run(program, "cluster", CORPUS, "-o", folder)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_tables_hold_the_records_of_the_files(folder: Path, found: Detection, kind: str) -> None:
    table: Table = getattr(found, kind)
    written = lines(folder / f"{kind}.jsonl")
    assert len(table) == len(written) > 0
    assert table.to_pylist() == [filled(record, table.column_names) for record in written]
    assert {name for record in written for name in record} <= set(table.column_names)


@pytest.mark.parametrize("kind", KINDS)
def test_every_library_sees_the_same_values(found: Detection, kind: str) -> None:
    table: Table = getattr(found, kind)
    rows = table.to_pylist()
    assert table.to_arrow().to_pylist() == rows
    assert table.to_polars().to_dicts() == rows
    scores = [name for name in table.column_names if name.endswith("score")]
    frame = table.to_pandas()
    assert list(frame.columns) == table.column_names
    for name in scores:
        assert frame[name].dropna().tolist() == [row[name] for row in rows if row[name] is not None]


def given(kind: str, articles: list[Record], folder: Path) -> object:
    table = pa.Table.from_pylist(articles)
    match kind:
        case "list":
            return articles
        case "generator":
            return (article for article in articles)
        case "pandas":
            return pd.DataFrame(articles)
        case "polars":
            return pl.DataFrame(articles)
        case "pyarrow":
            return table
        case "record batches":
            return pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=7))
        case "string views":
            return table.cast(pa.schema([(name, pa.string_view()) for name in table.column_names]))
        case "large strings":
            return table.cast(pa.schema([(name, pa.large_string()) for name in table.column_names]))
        case "categories":
            return pd.DataFrame(articles).astype({"source": "category", "lang": "category"})
        case "duckdb":
            connection = duckdb.connect()
            connection.register("articles", table)
            return connection.sql("select * from articles")
        case "parquet":
            pq.write_table(table, folder / "articles.parquet")
            return folder / "articles.parquet"
        case _:
            return [CORPUS / file.name for file in sorted(CORPUS.iterdir())]


@pytest.mark.parametrize(
    "kind",
    ["list", "generator", "pandas", "polars", "pyarrow", "record batches", "string views",
     "large strings", "categories", "duckdb", "parquet", "paths"],
)  # fmt: skip
def test_what_holds_the_articles_makes_no_difference(
    kind: str, articles: list[Record], found: Detection, tmp_path: Path
) -> None:
    again = samestory.cluster(given(kind, articles, tmp_path), jobs=1)  # type: ignore[arg-type]
    for records in KINDS:
        assert getattr(again, records).to_pylist() == getattr(found, records).to_pylist()
    assert again.articles.to_pylist() == articles


def test_settings_are_those_of_the_program(program: Path, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases"
    phrases.write_text("the harbour authority said\n")
    flags = ["--threshold", "0.7", "--recall", "0.9", "--window", "2d", "--keep", "longest"]
    flags += ["--event-threshold", "0.6", "--storyline-threshold", "0.4", "--prefer", "Metro Wire"]
    flags += ["--boilerplate", str(phrases), "--seed", "7", "--pairs", "tied", "--profile", "reference"]
    run(program, "cluster", CORPUS, "-o", tmp_path / "out", *flags)
    found = samestory.cluster(
        CORPUS, threshold=0.7, recall=0.9, window="2d", keep="longest", event_threshold=0.6,
        storyline_threshold=0.4, prefer="Metro Wire", boilerplate=["the harbour authority said"], seed=7,
        pairs="tied", profile="reference",
    )  # fmt: skip
    for kind in KINDS:
        table: Table = getattr(found, kind)
        written = lines(tmp_path / "out" / f"{kind}.jsonl")
        assert table.to_pylist() == [filled(record, table.column_names) for record in written]


@pytest.mark.parametrize(
    ("flags", "settings"),
    [
        ([], {}),
        (["--by", "event"], {"by": "event"}),
        (["--keep", "longest", "--across", "source"], {"keep": "longest", "across": "source"}),
    ],
)
def test_dedup_leaves_out_what_the_program_does(
    program: Path, tmp_path: Path, articles: list[Record], flags: list[str], settings: Record
) -> None:
    stays, gone, written = (tmp_path / name for name in ("stays.jsonl", "gone.jsonl", "written.jsonl"))
    run(program, "dedup", CORPUS, "-o", stays, "--removed", gone, *flags)
    fresh = samestory.dedup(CORPUS, **settings)
    columns = fresh.removed.column_names
    assert fresh.removed.to_pylist() == [filled(record, columns) for record in lines(gone)]
    fresh.write(written)
    assert written.read_bytes() == stays.read_bytes()
    of_dicts = samestory.dedup(articles, **settings)
    assert of_dicts.removed.to_pylist() == fresh.removed.to_pylist()
    removed = {record["id"] for record in fresh.removed}
    assert of_dicts.data == [article for article in articles if article["id"] not in removed]


def test_dedup_gives_back_what_it_was_given(articles: list[Record]) -> None:
    expected = [article["id"] for article in samestory.dedup(articles).data]
    assert 0 < len(expected) < len(articles)
    frame = pd.DataFrame(articles)
    frame.index = frame.index + 1000
    of_pandas = samestory.dedup(frame).data
    assert of_pandas["id"].tolist() == expected
    assert of_pandas.index.min() == 1000
    assert samestory.dedup(pl.DataFrame(articles)).data["id"].to_list() == expected
    table = pa.Table.from_pylist(articles)
    assert samestory.dedup(table).data["id"].to_pylist() == expected
    of_duckdb = samestory.dedup(given("duckdb", articles, Path())).data  # type: ignore[arg-type]
    assert of_duckdb["id"].to_pylist() == expected
    assert [article["id"] for article in samestory.dedup(iter(articles)).data] == expected


def test_what_an_old_feed_has_is_left_out(articles: list[Record]) -> None:
    fresh = samestory.dedup(articles, against=pd.DataFrame(articles[:50]))
    gone = {record["id"]: record for record in fresh.removed}
    # What has hardly any words repeats nothing.
    worded = {article["id"] for article in articles[:50] if len(article["text"]) > 100}
    assert len(worded) > 40 and worded <= set(gone)
    assert gone[articles[0]["id"]]["kept_in"] == "table"


def test_a_second_run_leaves_nothing_out(articles: list[Record]) -> None:
    repetitions: list[Literal["family", "event"]] = ["family", "event"]
    for by in repetitions:
        once = samestory.dedup(articles, by=by)
        assert len(samestory.dedup(once.data, by=by).removed) == 0
