"""What the package reads and writes on a cluster: files of its own formats, and tables of the session's."""

from __future__ import annotations

import gzip
import html
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from pyspark import cloudpickle
from pyspark.sql import SparkSession
from pyspark.sql.datasource import DataSource, DataSourceArrowWriter, DataSourceReader, WriterCommitMessage
from pyspark.sql.pandas.types import from_arrow_schema
from test_cluster import Record, corpus, of

import samestory
import samestory.spark
from samestory.spark.__main__ import main
from samestory.spark._read import table_of, written


@pytest.fixture(scope="module")
def articles() -> list[Record]:
    """The corpus."""
    return corpus()


def test_files_of_every_format_are_a_table(spark: SparkSession, articles: list[Record], tmp_path: Path) -> None:
    feed = """<rss version="2.0"><channel><title>Coast News</title><item><guid>one</guid>
    <title>Harbour closed</title><description>The harbour is closed.</description></item></channel></rss>"""
    (tmp_path / "feed.xml").write_text(feed)
    (tmp_path / "rest.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    (tmp_path / "list").write_text(f"{tmp_path}/feed.xml\n{tmp_path}/rest.jsonl\n")
    table = samestory.spark.read(spark, f"@{tmp_path}/list")
    rows = {row["id"]: row for row in table.collect()}
    assert len(rows) == len(articles) + 1 and rows["one"]["title"] == "Harbour closed"
    with pytest.raises(FileNotFoundError, match="no file"):
        samestory.spark.read(spark, str(tmp_path / "none*"))


def crawl(path: Path, articles: list[Record]) -> None:
    """Writes a WARC file of pages, a member of gzip each, as crawls are packed."""
    with path.open("wb") as file:
        for article in articles:
            page = f"<title>{html.escape(article['title'])}</title><article><p>{html.escape(article['text'])}</p></article>"
            body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{article['id']}>\r\n"
                f"WARC-Date: {article['published'][:10]}T07:00:00Z\r\nWARC-Target-URI: https://news.example/{article['id']}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + body + b"\r\n\r\n"))


def lines(folder: Path) -> list[str]:
    """The lines of a table of text."""
    return [line for part in folder.glob("part-*") for line in part.read_text(encoding="utf-8").splitlines()]


def test_a_list_of_crawls_is_deduplicated_as_by_the_program(
    spark: SparkSession, articles: list[Record], tmp_path: Path
) -> None:
    pages = [article for article in articles if article.get("published") and len(article["text"]) > 400]
    files = [tmp_path / f"crawl-{number}.warc.gz" for number in range(3)]
    for number, file in enumerate(files):
        # Every crawl has met some pages that another one has, too.
        again = [{**page, "id": f"{page['id']}-{number}"} for page in pages[number : number + 4]]
        crawl(file, pages[number::3] + again)
    (tmp_path / "warc.paths").write_text("".join(f"{file}\n" for file in files))
    out, records = str(tmp_path / "fresh.parquet"), str(tmp_path / "records")
    given = [f"@{tmp_path}/warc.paths", out, "--records", records, "--checkpoints", str(tmp_path / "checkpoints")]
    assert main(given) == 0
    removed = {record["id"]: record for record in map(json.loads, lines(tmp_path / "records" / "removed"))}
    whole = samestory.dedup([str(file) for file in files])
    expected = [{name: value for name, value in record.items() if value is not None} for record in whole.removed]
    assert len(removed) >= 12 and removed == {record["id"]: record for record in expected}
    kept = {row["id"] for row in spark.read.parquet(out).select("id").collect()}
    assert len(kept) == len(pages) + 12 - len(removed) and not kept & removed.keys()


class Delta(DataSource):
    """Delta tables by delta-rs, under the name by which a session has them that was started with Delta's own jar."""

    @classmethod
    def name(cls) -> str:
        return "delta"

    def schema(self) -> Any:
        return from_arrow_schema(pa.schema(DeltaTable(self.options["path"]).schema().to_arrow()))

    def reader(self, schema: Any) -> Reader:
        return Reader(self.options["path"])

    def writer(self, schema: Any, overwrite: bool) -> Writer:
        assert overwrite
        return Writer(self.options["path"])


class Reader(DataSourceReader):
    def __init__(self, path: str) -> None:
        self.path = path

    def read(self, partition: Any) -> Iterator[Any]:
        yield from DeltaTable(self.path).to_pyarrow_table().to_batches()


class Writer(DataSourceArrowWriter):
    def __init__(self, path: str) -> None:
        self.path = path

    def write(self, iterator: Iterator[pa.RecordBatch]) -> WriterCommitMessage:
        batches = list(iterator)
        if batches:
            write_deltalake(self.path, pa.Table.from_batches(batches), mode="append")
        return WriterCommitMessage()


def test_a_format_of_the_session_is_read_and_written_by_it(
    spark: SparkSession, articles: list[Record], tmp_path: Path
) -> None:
    # Executors have no tests to import it from.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # type: ignore[no-untyped-call]
    spark.dataSource.register(Delta)
    half = len(articles) // 2
    of(spark, articles[:half], 1).write.format("delta").mode("overwrite").save(str(tmp_path / "before"))
    of(spark, articles, 2).write.format("delta").mode("overwrite").save(str(tmp_path / "all"))
    given = [f"delta:{tmp_path}/all", f"delta:{tmp_path}/fresh", "--checkpoints", str(tmp_path / "checkpoints")]
    assert main([*given, "--against", f"delta:{tmp_path}/before", "--records", str(tmp_path / "records")]) == 0
    kept = set(DeltaTable(str(tmp_path / "fresh")).to_pyarrow_table()["id"].to_pylist())
    removed = [json.loads(line)["id"] for line in lines(tmp_path / "records" / "removed")]
    assert kept | set(removed) == {article["id"] for article in articles} and not kept & set(removed)
    worded = {article["id"] for article in articles[:half] if len(article["text"]) > 100}
    assert kept and not kept & worded
    # As it does with those that Spark brings, and with tables of a catalog.
    for name in (f"orc:{tmp_path}/rows", "table:rows"):
        written(table_of(spark, f"delta:{tmp_path}/fresh", {}), name)
        assert table_of(spark, name, {}).count() == len(kept)
    spark.sql("drop table rows")
