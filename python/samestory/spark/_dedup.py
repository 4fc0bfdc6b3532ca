"""`samestory.spark.dedup`: a feed in a Spark DataFrame, without its copies."""

from __future__ import annotations

import json
from typing import Any, Unpack

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from samestory._errors import ConfigError, InputError
from samestory._settings import Settings, split

from . import _feed, _meet
from ._copies import judge
from ._job import Job, Limits
from ._records import FAMILY, MEMBERSHIP, PAIR, REMOVAL, records


class Deduplicated:
    """What was found, as DataFrames; rows are lines of JSON as the program writes them, in no order.

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
        """Lets go of what is kept on the executors."""
        self._job.let_go()


def dedup(
    df: DataFrame, *, partitions: int | None = None, limits: Limits | None = None, **settings: Unpack[Settings]
) -> Deduplicated:
    """Leaves out what repeats."""
    spark = df.sparkSession
    id_field = settings.get("id_field") or "id"
    if id_field not in df.columns:
        raise InputError(f"no column is called `{id_field}`; help: name the one that has the ids in `id_field`")
    settings["id_field"] = id_field
    sorted_settings = split(dict(settings))
    config = json.loads(sorted_settings.config)
    if config.get("keep") == "source-order":
        raise ConfigError("keep is `source-order`; help: a table on Spark has no order: give another rule")
    count = partitions or int(spark.conf.get("spark.sql.shuffle.partitions") or 200)
    if not spark.sparkContext.getCheckpointDir():
        raise ConfigError(
            "no checkpoint folder is set; help: name one that all executors reach: "
            "`spark.sparkContext.setCheckpointDir('hdfs:///tmp/samestory')`"
        )
    job = Job(spark, sorted_settings.config, sorted_settings.reading, count, limits or Limits())
    feed = _feed.read(job, df)
    if feed.size:
        job.counts["bands"], job.counts["rows"] = _meet.bands(job, feed.size)
    found = records(job, feed, judge(job, feed))
    return Deduplicated(job, df, id_field, found, feed.rejected)
