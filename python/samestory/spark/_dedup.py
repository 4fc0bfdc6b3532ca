"""`samestory.spark.dedup`: a feed in a Spark DataFrame, without its copies."""

from __future__ import annotations

from typing import Any, Unpack

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from samestory import _samestory
from samestory._errors import ConfigError, InputError
from samestory._settings import Settings, split

from . import _feed, _meet
from ._copies import judge
from ._job import Job, Limits
from ._records import FAMILY, MEMBERSHIP, PAIR, REMOVAL, records


class Deduplicated:
    """What was found, as DataFrames; a `record` is a line of JSON as the program writes it, the rows are in no order.

    Attributes:
        memberships: `record`: one an article.
        families: `record`: one a family of two or more.
        pairs: `record`: one a pair of copies (identical, near copy, excerpt).
        removed: `record`: one an article that is left out.
        rejected: `reason`: why records made no article.
        counts: What was counted, and in `capped` what limits left out.
    """

    def __init__(self, job: Job, given: DataFrame, id_field: str, found: DataFrame, rejected: DataFrame) -> None:
        self._job = job
        self._given = given
        self._id_field = id_field
        self._found = found
        self.rejected = rejected
        self.memberships = self._of(MEMBERSHIP)
        self.families = self._of(FAMILY)
        self.pairs = self._of(PAIR)
        self.removed = self._of(REMOVAL)

    def _of(self, kind: int) -> DataFrame:
        return self._found.filter(F.col("kind") == kind).select("record")

    @property
    def counts(self) -> dict[str, Any]:
        """What was counted."""
        return {**self._job.counts, "capped": list(self._job.capped)}

    @property
    def data(self) -> DataFrame:
        """What was given without what repeats: the same columns and records."""
        gone = self.removed.select(F.get_json_object("record", "$.id").alias("gone"))
        given = self._given
        return given.join(gone, given[self._id_field].cast("string") == F.col("gone"), "left_anti")

    def unpersist(self) -> None:
        """Removes what was kept in the checkpoint folder; the tables cannot be read any more."""
        self._job.let_go()


OLD = "against:"
"""What ids of the earlier output begin with, in the records of a run against it."""


def dedup(
    df: DataFrame,
    *,
    against: DataFrame | None = None,
    partitions: int | None = None,
    limits: Limits | None = None,
    **settings: Unpack[Settings],
) -> Deduplicated:
    """Leaves out the copies in a feed, as `samestory.dedup` does, on a cluster.

    Args:
        df: A row a record, with a column of ids, each of one article. The other fields are found by their usual
            names or by `text_field` and its like, as for `samestory.cluster`. It is read three times: cache it
            where it takes long to compute.
        against: An earlier output, or any other table of articles: what repeats one of it is left out, too, and
            none of it ever is. In the records its ids begin with `against:`.
        partitions: Tasks of a stage, default `spark.sql.shuffle.partitions`. Any number gives the same result.
        limits: Up to where work is done in one place; any give the same result.
        settings: As for `samestory.cluster`, but those of events, `corrections`, `keep="source-order"` and `jobs`.

    Returns:
        The same families, memberships, relations and scores as the program's on the same records, whatever
        the order of rows and their partitions; `docs/scale.md` says where a limit of the program is met
        otherwise here, and `counts["capped"]` counts it. No records give empty tables.

    Raises:
        InputError: When there is no column of ids, or two articles have one.
        ConfigError: When a setting is out of its range, or the session has no checkpoint folder.

    A worker that dies costs what it was doing. The session needs a checkpoint folder that all executors
    reach, and the package on every executor.

    Example:
        spark.sparkContext.setCheckpointDir("hdfs:///tmp/samestory")
        fresh = samestory.spark.dedup(spark.read.parquet("articles"))
        fresh.data.write.parquet("articles-without-copies")
        fresh.unpersist()
    """
    job, table = job_of(df, partitions, limits, settings)
    id_field = settings.get("id_field") or "id"
    if against is not None:
        _has(against, id_field)
        named = F.concat(F.lit(OLD), F.col(id_field).cast("string"))
        here = table.withColumn(id_field, F.col(id_field).cast("string"))
        table = here.unionByName(against.withColumn(id_field, named), allowMissingColumns=True)
    with job:
        feed = _feed.read(job, table)
        job.counts["bands"], job.counts["rows"] = _meet.bands(job, feed.size)
        found = records(job, feed, judge(job, feed), OLD if against is not None else None)
    return Deduplicated(job, df, id_field, found, feed.rejected)


def job_of(
    df: DataFrame, partitions: int | None, limits: Limits | None, settings: Settings
) -> tuple[Job, DataFrame]:
    """A run on a table with these settings, which are checked.

    Raises:
        InputError: When the table has no column of ids.
        ConfigError: When a setting is out of its range, or there is no checkpoint folder.
    """
    spark = df.sparkSession
    id_field = settings.get("id_field") or "id"
    _has(df, id_field)
    settings["id_field"] = id_field
    sorted_settings = split(dict(settings))
    if _samestory.spark_settings(sorted_settings.config)[2]:
        raise ConfigError("keep is `source-order`; help: a table on Spark has no order: give another rule")
    if sorted_settings.corrections:
        raise ConfigError("corrections are given; help: they are for runs of one machine: leave them out")
    # Whatever is out of its range is told before anything is sent.
    _samestory.spark_buckets(sorted_settings.config, 2, False)
    count = partitions or int(spark.conf.get("spark.sql.shuffle.partitions") or 200)
    return Job(spark, sorted_settings.config, sorted_settings.reading, count, limits or Limits()), df


def _has(df: DataFrame, id_field: str) -> None:
    if id_field not in df.columns:
        repair = "name the one that has the ids in `id_field`"
        raise InputError(f"no column is called `{id_field}`; help: {repair}", repair=repair)
