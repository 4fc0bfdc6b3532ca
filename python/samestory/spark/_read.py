"""Files of every format that the package reads, as a table of articles."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from typing import Any, Unpack

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from samestory._settings import Settings, split

from . import _kernels

ARTICLE = "id string, title string, text string, published string, source string, url string, lang string, author string"
TABLES = {".parquet": "parquet", ".orc": "orc"}


def read(
    spark: SparkSession, paths: str | PathLike[str] | Iterable[str | PathLike[str]], **settings: Unpack[Settings]
) -> DataFrame:
    """A table of the articles in files of any format that the package reads: feeds, JSON lines, mail, crawls
    (WARC, WET), packed or not. Each file is read as a whole by one task.

    Args:
        spark: The session.
        paths: Files, or patterns of files, that every executor reaches under the same path. A name that begins
            with `@` is a list of them, one a line, as crawls are published.
        settings: How inputs are read, as for `samestory.cluster` (`format`, `text_field`, `html`, ...).

    Returns:
        `id`, `title`, `text`, `published`, `source`, `url`, `lang`, `author`; a row an article. Records that
        make no article are left out. Ids are unique in a file; `dedup` says where two files share one.

    Raises:
        FileNotFoundError: When a path or pattern names no file.
        SamestoryError: As the readers raise, when rows are asked for.

    Parquet, JSON lines, Delta and Iceberg are read by the session itself, in parts of a file:
    `spark.read.parquet(...)`, `spark.read.format("delta").load(...)`, `spark.table("catalog.db.articles")`.
    """
    given = [paths] if isinstance(paths, (str, PathLike)) else list(paths)
    files = [file for path in given for file in _files(fspath(path))]
    reading = split(dict(settings)).reading
    table = spark.createDataFrame([(file,) for file in files], "path string")
    return table.repartition(len(files), "path").mapInArrow(_kernel(reading), ARTICLE)


def _files(path: str) -> list[str]:
    if path.startswith("@"):
        with open(path[1:], encoding="utf-8") as lines:
            return [file for line in lines if line.strip() for file in _files(line.strip())]
    found = sorted(glob.glob(path, recursive=True))
    if not found:
        raise FileNotFoundError(f"no file is called {path}; help: give a file, or a pattern such as `crawl/*.warc.gz`")
    return found


def _kernel(reading: str) -> _kernels.Kernel:
    def kernel(batches: _kernels.Batches) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for path in batch.column("path").to_pylist():
                source = _kernels.native().Source.of_paths([path], reading, 1, None)
                yield from pa.table(source.articles()).to_batches(10_000)

    return kernel


def table_of(spark: SparkSession, path: str, settings: dict[str, Any]) -> DataFrame:
    """What a path is, by its name: `table:NAME`, and `FORMAT:PATH` of whatever format the session has (`delta`,
    `iceberg`), are read by the session, Parquet, ORC and JSON lines by their endings, too; other files by `read`."""
    form, rest = _form(path)
    if form == "table":
        return spark.table(rest)
    if form:
        return spark.read.format(form).load(rest)
    for ending, form in TABLES.items():
        if path.rstrip("/").endswith(ending):
            return spark.read.format(form).load(path)
    if path.endswith((".jsonl", ".jsonl.gz", ".ndjson")):
        return spark.read.json(path)
    return read(spark, path, **settings)


def written(rows: DataFrame, path: str) -> None:
    """Writes a table where a path says, by its name as `table_of` reads it; what stands there is replaced."""
    form, rest = _form(path)
    if form == "table":
        rows.write.mode("overwrite").saveAsTable(rest)
    elif form:
        rows.write.mode("overwrite").format(form).save(rest)
    elif path.endswith((".jsonl", ".ndjson")):
        rows.write.mode("overwrite").json(path)
    else:
        rows.write.mode("overwrite").parquet(path)


def _form(path: str) -> tuple[str, str]:
    """The format before a colon, which is none where a file system is named (`hdfs://`), and the rest."""
    form, colon, rest = path.partition(":")
    if colon and re.fullmatch(r"[A-Za-z][\w.]*", form) and not rest.startswith("//"):
        return form, rest
    return "", path


def settings_of(pairs: Iterable[str]) -> dict[str, Any]:
    """Settings from `name=value`, values as JSON where they are."""
    settings: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"{pair} is no setting; help: give NAME=VALUE, such as threshold=0.7")
        try:
            settings[name.replace("-", "_")] = json.loads(value)
        except json.JSONDecodeError:
            settings[name.replace("-", "_")] = value
    return settings
