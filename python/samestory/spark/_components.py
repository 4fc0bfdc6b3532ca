"""Which articles hang together through pairs."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from samestory import _samestory

from ._job import Job


def components(job: Job, edges: DataFrame) -> DataFrame:
    """The component of each node of the pairs `a`, `b`, which are numbers or strings: `rank` and `component`, the
    least node of it.

    The driver joins up to `Limits.driver_edges` pairs by itself.
    """
    kind = dict(edges.dtypes)["a"]
    if edges.limit(job.limits.driver_edges + 1).count() > job.limits.driver_edges:
        return _contract(job, edges)
    table = edges.select("a", "b").toArrow()
    if not len(table):
        return job.spark.createDataFrame([], f"rank {kind}, component {kind}")
    ends = [table[name].combine_chunks() for name in "ab"]
    nodes = pc.unique(pa.concat_arrays(ends)).sort()
    places = [pc.index_in(end, nodes) for end in ends]
    labels = _samestory.spark_components(pa.RecordBatch.from_arrays(places, names=["a", "b"]))
    named = {name: nodes.take(labels.column(name)) for name in ("rank", "component")}
    return job.spark.createDataFrame(pa.table(named), f"rank {kind}, component {kind}")


def _contract(job: Job, edges: DataFrame) -> DataFrame:
    """By alternating stars: the larger neighbours of each node are hung at the least of all, then the smaller
    ones at the least of them, until nothing moves; about log n rounds.

    Source: Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii 2014, "Connected Components in MapReduce and
    Beyond".
    """
    stars = job.keep(edges.select("a", "b").distinct())
    moves = True
    while moves:
        moved = job.keep(_small_star(_large_star(stars)))
        moves = not (stars.exceptAll(moved).isEmpty() and moved.exceptAll(stars).isEmpty())
        stars = moved
    hung = stars.select(F.col("b").alias("rank"), F.col("a").alias("component"))
    return job.keep(hung.union(hung.select("component", "component")).distinct())


def _large_star(edges: DataFrame) -> DataFrame:
    """Hangs the larger neighbours of each node at the least of all its neighbours and itself."""
    both = edges.union(edges.select("b", "a")).toDF("node", "other")
    least = both.groupBy("node").agg(F.least(F.min("other"), F.col("node")).alias("least"))
    larger = both.filter("other > node").join(least, "node")
    return larger.select(F.col("least").alias("a"), F.col("other").alias("b")).filter("a <> b").distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Hangs the smaller neighbours of each node, and itself, at the least of them."""
    down = edges.select(F.greatest("a", "b").alias("node"), F.least("a", "b").alias("other"))
    least = down.groupBy("node").agg(F.min("other").alias("least"))
    smaller = down.join(least, "node").select(F.col("least").alias("a"), F.col("other").alias("b"))
    own = least.select(F.col("least").alias("a"), F.col("node").alias("b"))
    return smaller.union(own).filter("a <> b").distinct()
