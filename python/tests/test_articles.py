"""What articles may be given as, and what becomes of those that are not."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from datetime import date, datetime, timezone
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import samestory
from samestory import Detection, InputError, RejectedWarning

TEXT = "The car ferry Solveig ran aground off Marnholm early on Tuesday with 212 passengers on board."


def cluster(articles: object, **settings: object) -> Detection:
    return samestory.cluster(articles, level="copies", **settings)  # type: ignore[arg-type]


def test_bad_records_are_counted_and_shown() -> None:
    records = [{"id": "a", "text": TEXT}, {"id": "b"}, "no record", None]
    with pytest.warns(RejectedWarning, match=r"3 records made no article, the first: articles\.jsonl:2: "):
        found = cluster(records)
    assert [member["id"] for member in found.memberships] == ["a"]
    assert found.rejected.total == 3
    assert [problem["record"] for problem in found.rejected] == [2, 3, 4]
    assert found.rejected.told() == (
        "articles.jsonl:2: has neither a title nor a text; name the fields with --title-field and --text-field"
    )


def test_a_first_item_that_is_none_ends_no_feed() -> None:
    with pytest.warns(RejectedWarning, match=r"1 record made no article, the first: articles\.jsonl:1: "):
        found = cluster([None, {"id": "a", "text": TEXT}])
    assert [member["id"] for member in found.memberships] == ["a"]


def test_strict_makes_the_first_bad_record_an_error() -> None:
    for records in ([{"text": TEXT}, {"id": "b"}], pd.DataFrame({"text": [TEXT, None]})):
        with pytest.raises(InputError, match="has neither a title nor a text; help: name the fields") as caught:
            cluster(records, strict=True)
        assert caught.value.record == 2
        assert caught.value.repair == "name the fields with --title-field and --text-field"
    with pytest.raises(InputError, match="more than 1 records were rejected"):
        cluster([{}, {}, {"text": TEXT}], max_errors=1)


def test_a_table_and_its_rows_as_dicts_are_judged_alike() -> None:
    rows: list[dict[str, object]] = [
        {"id": "x", "text": TEXT, "date": "2024-03-05"},
        {"id": "x", "text": f"<p>{TEXT}</p><p>Nobody was hurt.</p>", "date": "someday"},
        {"id": None, "text": TEXT, "date": None},
        {"id": "", "text": None, "date": None},
        {"id": "last", "text": "", "date": "1709625600"},
    ]
    # A cell that holds nothing is as if the column were not there.
    dicts = [{name: value for name, value in row.items() if value is not None} for row in rows]
    with pytest.warns(RejectedWarning):
        of_dicts, of_table = cluster(dicts), cluster(pl.DataFrame(rows))
    assert of_table.articles.to_pylist() == of_dicts.articles.to_pylist()
    assert [article["id"] for article in of_table.articles][:2] == ["x", "x#2"]
    assert of_table.articles[1]["text"].endswith("Nobody was hurt.")
    for problems in ("rejected", "warnings"):
        both = [getattr(found, problems).to_pylist() for found in (of_dicts, of_table)]
        assert [{**problem, "path": ""} for problem in both[0]] == [{**problem, "path": ""} for problem in both[1]]
    assert of_table.warnings.total == 2


def test_values_of_python_become_those_of_records() -> None:
    noon = datetime(2024, 3, 5, 12, tzinfo=timezone.utc)
    records = [
        {"id": np.int64(7), "text": TEXT, "published": noon},
        {"id": 8, "text": TEXT, "published": date(2024, 3, 5)},
        {"id": "nine", "text": TEXT, "published": pd.NaT, "author": ["A. Ash", "B. Bay"]},
        {"id": b"ten", "text": TEXT, "published": float("nan"), "source": {"name": "Harbour News"}},
        {"id": "lone \ud800", "text": TEXT, "published": pd.Timestamp(noon), "tags": np.array([1, 2])},
    ]
    articles = cluster(records).articles.to_pylist()
    assert [article["id"] for article in articles[:4]] == ["7", "8", "nine", "ten"]
    assert articles[0]["published"] == articles[4]["published"] == "2024-03-05T12:00:00Z"
    assert articles[1]["published"] == "2024-03-05"
    assert [article["published"] for article in articles[2:4]] == [None, None]
    assert articles[2]["author"] == "A. Ash, B. Bay"
    assert articles[3]["source"] == "Harbour News"


def test_columns_of_any_type_are_read() -> None:
    table = pa.table(
        {
            "key": pa.array([1, 2], pa.int32()),
            "meta": pa.array([{"headline": "Ferry aground", "words": [TEXT, "Nobody was hurt."]}] * 2),
            "when": pa.array([datetime(2024, 3, 5, 8), None], pa.timestamp("us", "UTC")),
            "paper": pa.array(["Harbour News", "Harbour News"]).dictionary_encode(),
            "noise": pa.array([0.5, None]),
        }
    )
    found = cluster(
        table, id_field="key", title_field="meta.headline", text_field="meta.words", date_field="when",
        source_field="paper",
    )  # fmt: skip
    first, other = found.articles
    assert first["id"] == "1"
    assert first["title"] == "Ferry aground"
    assert first["text"] == f"{TEXT}\n\nNobody was hurt."
    assert (first["published"], other["published"]) == ("2024-03-05T08:00:00Z", None)
    assert first["source"] == "Harbour News"
    assert {field["field"]: field["name"] for field in found.mapping}["text"] == "meta.words"


def test_a_table_without_texts_names_its_columns() -> None:
    with pytest.raises(InputError, match="no column holds a title or a text among `a, b`; help: name them"):
        cluster(pd.DataFrame({"a": ["x"], "b": ["y"]}))


@pytest.mark.parametrize(
    "empty", [[], iter(()), pa.table({"text": pa.array([], pa.string())}), pl.DataFrame({"text": []})]
)
def test_no_articles_give_empty_tables(empty: object) -> None:
    found = cluster(empty)
    for table in (found.memberships, found.families, found.events, found.storylines, found.pairs):
        assert table.to_pylist() == []
        assert table.to_polars().columns == table.column_names
    assert found.counts["articles"] == 0


@pytest.mark.parametrize("wrong", [7, {"id": "a", "text": TEXT}, b"text", None])
def test_what_holds_no_articles_is_a_type_error(wrong: object) -> None:
    with pytest.raises(TypeError, match="help: give a list of dicts, a table"):
        cluster(wrong)


def test_a_source_that_fails_fails_the_call_with_its_own_error() -> None:
    def broken() -> object:
        yield {"text": TEXT}
        raise KeyError("the feed broke")

    with pytest.raises(KeyError, match="the feed broke"):
        cluster(broken())


def test_files_of_several_formats_are_one_feed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")
    (tmp_path / "b.csv").write_text(f'id,text\nb,"{TEXT}"\n')
    pl.DataFrame({"id": ["c"], "text": [TEXT]}).write_parquet(tmp_path / "c.parquet")
    pl.DataFrame({"id": ["d"], "text": [TEXT]}).write_ipc(tmp_path / "d.arrow")
    (tmp_path / "e.xyz").write_bytes(b"something else")
    found = cluster(tmp_path)
    assert found.skipped == [(str(tmp_path / "e.xyz"), "not a name of an accepted format")]
    assert [article["id"] for article in found.articles] == ["a", "b", "c", "d"]
    assert len({member["family"] for member in found.memberships}) == 1
    assert [member["id"] for member in cluster([tmp_path / "b.csv", str(tmp_path / "a.jsonl")]).memberships] == ["b", "a"]


def test_texts_of_a_table_are_not_kept_a_second_time() -> None:
    """The process grows by far less than the texts while it holds them as a feed."""
    script = """
        import json, random, sys
        import pyarrow as pa
        from samestory._samestory import Source

        def resident():
            pages = open("/proc/self/statm").read().split()[1]
            return int(pages) * 4096

        words = [f"word{n}" for n in range(5000)]
        random.seed(1)
        texts = pa.array([" ".join(random.choices(words, k=300)) for _ in range(12000)])
        table = pa.table({"id": pa.array([str(n) for n in range(len(texts))]), "text": texts})
        small = Source.of_table(table.slice(0, 2048), "{}", 1, None)
        before = resident()
        feed = Source.of_table(table, "{}", 1, None)
        print(json.dumps([resident() - before, texts.nbytes, len(feed)]))
    """
    if not Path("/proc/self/statm").exists():
        pytest.skip("the memory of a process is told by Linux only")
    command = [sys.executable, "-c", textwrap.dedent(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    grown, texts, articles = json.loads(done.stdout)
    assert articles == 12000
    assert texts > 24 << 20
    # What was laid out at a time stays with the allocator.
    assert grown < texts / 2, f"{grown:,} bytes for {texts:,} bytes of texts"
