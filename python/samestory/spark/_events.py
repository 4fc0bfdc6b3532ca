"""`samestory.spark.events`: events of a feed that is too long for one machine, window by window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Unpack

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.window import Window as Over

from samestory import _samestory
from samestory._errors import ConfigError
from samestory._settings import Settings

from . import _kernels
from ._components import components
from ._dedup import job_of
from ._job import Job, Limits
from ._read import ARTICLE

DAY = 24 * 60 * 60
FOUND = "kind string, window bigint, id string, event string, storyline string, record string"


class Events:
    """Events of a feed, found window by window.

    Attributes:
        memberships: `id`, `family`, `event`, `storyline` and the `record` of the article in its window, a line of
            JSON. `event` and `storyline` are those of the whole feed, the record's those of the window.
        events: `event`, `members` (ids), `windows` (how many it reaches over), and the `record` of its
            earliest part. Where `windows` is 1 and the event is no part of another, the record is the event.
        counts: Articles, windows, and events that were stitched of several.
    """

    def __init__(self, job: Job, memberships: DataFrame, events: DataFrame, counts: dict[str, Any]) -> None:
        self._job = job
        self.memberships = memberships
        self.events = events
        self.counts = counts

    def unpersist(self) -> None:
        """Removes what was kept in the checkpoint folder; the tables cannot be read any more."""
        self._job.let_go()


def events(
    df: DataFrame,
    *,
    span: int = 90,
    overlap: int | None = None,
    partitions: int | None = None,
    limits: Limits | None = None,
    **settings: Unpack[Settings],
) -> Events:
    """Finds events in windows of time that overlap, each by the library on an executor, and joins events of
    neighbouring windows that have an article in common.

    Args:
        df: As for `dedup`.
        span: Days of a window, at least twice `overlap`. A window must fit into an executor: some 20 kB an
            article.
        overlap: Days that a window has in common with the next one; default the setting `window` (30 days):
            no pair of articles that may report one event is then apart in all windows.
        partitions: As for `dedup`.
        limits: As for `dedup`.
        settings: As for `samestory.cluster`.

    Returns:
        The same events as one run of the whole feed where that fits into one window. Otherwise what hangs on
        how usual words are in the feed is judged by those of a window, storylines are followed only as far
        as windows overlap, and articles without a date are in the first window; `docs/scale.md` says how much
        that changes.

    Raises:
        ConfigError: When a setting is out of its range, or the span is shorter than twice the overlap.
        InputError: As `dedup`.
    """
    job, table = job_of(df, partitions, limits, settings)
    hours, _, _ = _samestory.spark_settings(job.config)
    seconds = hours * 3600 if overlap is None else overlap * DAY
    step = span * DAY - seconds
    if step < seconds:
        raise ConfigError(f"span is {span} days; help: give at least twice the overlap, {2 * seconds // DAY} days")
    with job:
        with job.stage("windows"):
            articles = job.keep(table.mapInArrow(_dated(job.reading), f"{ARTICLE}, seconds bigint"))
            first = articles.agg(F.min("seconds"), F.max("seconds"), F.count("*")).collect()[0]
            start = int(first[0] or 0)
            last = max(0, (int(first[1] or 0) - start - seconds) // step)
            since = F.coalesce(F.col("seconds") - F.lit(start), F.lit(0))
            own = F.least(F.floor(since / F.lit(step)), F.lit(last))
            before = F.greatest(F.floor((since - F.lit(seconds)) / F.lit(step)), F.lit(0))
            both = F.array_distinct(F.array(F.least(before, own), own))
            windowed = articles.withColumn("window", F.explode(both)).drop("seconds")
            windowed = windowed.repartition(job.partitions, "window").sortWithinPartitions("window")
        with job.stage("events"):
            found = job.keep(windowed.mapInArrow(_clustered(job.config), FOUND))
        with job.stage("stitch"):
            memberships = found.filter("kind = 'membership'")
            for kind in ("event", "storyline"):
                memberships = _stitched(job, memberships, kind)
            memberships = job.keep(memberships)
            # An article of two windows is told as in the one in whose middle it stands, the earlier of two.
            width = articles.select("id", since.alias("since"))
            centre = F.abs(F.col("since") - F.col("window") * F.lit(step) - F.lit(span * DAY // 2))
            near = F.row_number().over(Over.partitionBy("id").orderBy(centre, "window"))
            own_rows = memberships.join(width, "id").withColumn("nth", near).filter("nth = 1")
            told = own_rows.select(
                "id",
                F.get_json_object("record", "$.family").alias("family"),
                F.col("event_of_all").alias("event"),
                F.col("storyline_of_all").alias("storyline"),
                "record",
            )
            heads = found.filter("kind = 'event'").select("window", "event", F.col("record").alias("told"))
            parts = memberships.join(heads, ["window", "event"]).groupBy(F.col("event_of_all").alias("event"))
            joined = parts.agg(
                F.sort_array(F.collect_set("id")).alias("members"),
                F.countDistinct("window").alias("windows"),
                F.countDistinct("window", "event").alias("parts"),
                F.min_by("told", F.struct("window", "event")).alias("record"),
            )
            joined = job.keep(joined)
            stitched = joined.filter("parts > 1").count()
        counts = {"articles": int(first[2]), "windows": last + 1, "stitched": stitched}
        return Events(job, job.keep(told), joined.drop("parts"), counts)


def _stitched(job: Job, memberships: DataFrame, kind: str) -> DataFrame:
    """Adds the event or storyline of the whole feed: the one of the earliest window of those that hang together
    by articles that are in several."""
    node = F.concat(F.lpad(F.col("window").cast("string"), 9, "0"), F.lit(" "), F.col(kind))
    nodes = memberships.withColumn("node", node)
    shared = nodes.groupBy("id").agg(F.min("node").alias("a"), F.max("node").alias("b")).filter("a <> b")
    roots = components(job, shared.select("a", "b").distinct()).withColumnRenamed("rank", "node")
    nodes = nodes.join(roots, "node", "left").withColumn("root", F.coalesce("component", "node"))
    return nodes.withColumn(f"{kind}_of_all", F.substring("root", 11, 64)).drop("node", "component", "root")


def _dated(reading: str) -> _kernels.Kernel:
    def kernel(batches: _kernels.Batches) -> Iterator[pa.RecordBatch]:
        for source in _kernels.sources(batches, reading):
            dates = _kernels.native().spark_dates(source).column("seconds")
            table = pa.table(source.articles()).combine_chunks().append_column("seconds", dates)
            yield from table.to_batches()

    return kernel


def _clustered(config: str) -> _kernels.Kernel:
    """The articles of a window to what is found in it."""

    def kernel(batches: _kernels.Batches) -> Iterator[pa.RecordBatch]:
        native = _kernels.native()
        reading = json.dumps({"html": "never"})
        for rows in _kernels.each_group(batches, "window"):
            window = rows.column("window")[0].as_py()
            table = pa.Table.from_batches([rows]).drop_columns(["window"])
            found = native.cluster(native.Source.of_table(table, reading, 1, None), config, None, 1, None)
            for kind, lines in (("membership", found.memberships()), ("event", found.events())):
                records = json.loads(lines.json())
                yield pa.RecordBatch.from_pylist(
                    [
                        {
                            "kind": kind,
                            "window": window,
                            "id": record.get("id"),
                            "event": record["event"],
                            "storyline": record["storyline"],
                            "record": json.dumps(record, ensure_ascii=False),
                        }
                        for record in records
                    ],
                    schema=pa.schema(
                        [("kind", pa.string()), ("window", pa.int64())]
                        + [(name, pa.string()) for name in ("id", "event", "storyline", "record")]
                    ),
                )

    return kernel
