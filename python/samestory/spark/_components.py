"""Which articles hang together through pairs."""

from __future__ import annotations

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from samestory import _samestory

from ._job import Job
from ._kernels import together


def components(job: Job, edges: DataFrame) -> DataFrame:
    """The component of each article of the pairs `a`, `b`: `rank` and `component`, the least rank of it.

    The driver joins up to `Limits.driver_edges` pairs by itself.
    """
    if edges.limit(job.limits.driver_edges + 1).count() <= job.limits.driver_edges:
        table = edges.select("a", "b").toArrow()
        if not len(table):
            return job.spark.createDataFrame([], "rank int, component int")
        labels = pa.Table.from_batches([_samestory.spark_components(together(table.to_batches()))])
        return job.spark.createDataFrame(labels, "rank int, component int")
    return _contract(job, edges)


def _contract(job: Job, edges: DataFrame) -> DataFrame:
    """By alternating stars: every article is hung at the least of its neighbours, first of the larger ones,
    then of all, until nothing moves; about log n rounds.

    Source: Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii 2014, "Connected Components in MapReduce and
    Beyond".
    """
    stars = job.keep(edges.select("a", "b").distinct())
    while True:
        moved = job.keep(_small_star(_large_star(stars)))
        difference = stars.exceptAll(moved).limit(1).count() + moved.exceptAll(stars).limit(1).count()
        stars = moved
        if not difference:
            break
    hung = stars.groupBy(F.col("b").alias("rank")).agg(F.min("a").alias("component"))
    return hung.union(hung.select("component", "component")).distinct()


def _large_star(edges: DataFrame) -> DataFrame:
    """Hangs the larger neighbours of each article at the least of all its neighbours and itself."""
    both = edges.union(edges.select("b", "a")).toDF("node", "other")
    least = both.groupBy("node").agg(F.least(F.min("other"), F.col("node")).alias("least"))
    larger = both.filter("other > node").join(least, "node")
    return larger.select(F.col("least").alias("a"), F.col("other").alias("b")).filter("a <> b").distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Hangs the smaller neighbours of each article, and itself, at the least of them."""
    down = edges.select(F.greatest("a", "b").alias("node"), F.least("a", "b").alias("other"))
    least = down.groupBy("node").agg(F.min("other").alias("least"))
    smaller = down.join(least, "node").select(F.col("least").alias("a"), F.col("other").alias("b"))
    self = least.select(F.col("least").alias("a"), F.col("node").alias("b"))
    return smaller.union(self).filter("a <> b").distinct()
