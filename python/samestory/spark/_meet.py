"""Candidate pairs: articles that share a band of their sketches, or passages."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.window import Window

from samestory import _samestory

from . import _kernels
from ._job import Job

PART = _samestory.SPARK_PART
"""A shorter article met a longer one under excerpt keys."""


def meet(job: Job, nodes: DataFrame, size: int) -> DataFrame:
    """Candidates among `nodes` of a feed of `size` articles: `a`, `b`, `how`, `one_title`, `one_text`."""
    told = nodes.agg(F.count("*"), F.max("characters")).collect()[0]
    members, characters = int(told[0]), bool(told[1])
    plan = (job.config, size, characters)
    packed = nodes.select("rank", "node").mapInArrow(_kernels.postings(*plan), "bucket int, postings binary")
    packed = packed.repartition(job.partitions, "bucket").sortWithinPartitions("bucket")
    rows = packed.mapInArrow(_kernels.meet(job.config, size, members, characters), _kernels.MET)
    rows = job.keep(rows)
    kinds = {row["kind"] for row in rows.groupBy(F.greatest("how", F.lit(15)).alias("kind")).count().collect()}
    met = rows.filter("how < 16").select("a", "b", "how", "keys")
    hot = rows.filter("how = 16").selectExpr("a", "b as key", "keys as articles", "more as words")
    if 16 in kinds:
        met = met.union(_under_rarest(job, hot, nodes))
    if 32 in kinds:
        crowds = rows.filter("how = 32").selectExpr("a as rank", "b as key", "keys as cap", "more as bucket")
        met = met.union(_crowds(job, crowds, nodes, plan))
    of_pair = met.repartition(job.partitions, "a").groupBy("a", "b")
    met = of_pair.agg(F.bit_or("how").alias("how"), F.sum("keys").cast("int").alias("keys"))
    untelling = hot.groupBy("a").agg(F.count("*").cast("int").alias("hot"))
    start, length = _samestory.SPARK_SIGNATURE
    signed = nodes.select("rank", "keys", F.substring("node", start + 1, length).alias("signature"))
    of_a = signed.selectExpr("rank as a", "signature as signature_a", "keys as own")
    met = met.join(of_a, "a").join(untelling, "a", "left").fillna(0, ["hot"])
    # Most short articles share hardly a passage with most longer ones: what is too little is not sent on.
    telling = F.ceil((F.col("own") - F.col("hot")) * F.lit(_samestory.SPARK_SHARED_KEYS))
    few = (F.col("how") == PART) & (F.col("keys") < telling)
    # Nor whose sketches differ by a part of them that is sent at a sixth of the cost.
    of_a, of_b = (nodes.selectExpr(f"rank as {name}", f"node as node_{name}") for name in "ab")
    likely = met.filter(~few).drop("own").join(of_b, "b")
    likely = likely.mapInArrow(_kernels.likely(job.config, size), _kernels.LIKELY).join(of_a, "a")
    checked = likely.mapInArrow(_kernels.check(job.config, size), _kernels.CHECKED)
    agreed = (F.max(name).alias(name) for name in ("one_title", "one_text", "alike"))
    found = job.keep(checked.groupBy("a", "b").agg(F.bit_or("how").alias("how"), *agreed))
    return _nearest(job, found, _samestory.spark_budget(members))


def _nearest(job: Job, found: DataFrame, budget: int) -> DataFrame:
    """Where sketches found more pairs than may be compared, each article keeps its most alike: a pair stays when
    it is among those of either."""
    near = found.filter(F.col("how").bitwiseAND(F.lit(_samestory.SPARK_SKETCHED)) > 0).select("a", "b", "alike")
    pairs = near.count()
    if pairs <= budget:
        return found
    ends = near.selectExpr("a as rank", "*").union(near.selectExpr("b as rank", "*"))
    sizes = ends.groupBy("rank").agg(F.count("*").alias("partners")).groupBy("partners").count().collect()
    of_size = [(int(row[0]), int(row[1])) for row in sizes]
    most = _most(of_size, budget)
    nth = F.row_number().over(Window.partitionBy("rank").orderBy(F.desc("alike"), "a", "b"))
    stay = job.keep(ends.withColumn("nth", nth).filter(F.col("nth") <= most).select("a", "b").distinct())
    job.leave_out(
        "articles with so many others alike that only the most alike are compared",
        sum(articles for partners, articles in of_size if partners > most),
        pairs - stay.count(),
    )
    by_keys = found.filter(F.col("how").bitwiseAND(F.lit(PART)) > 0)
    return found.join(stay, ["a", "b"], "left_semi").union(by_keys).dropDuplicates(["a", "b"])


def _most(sizes: list[tuple[int, int]], budget: int) -> int:
    """How many partners each article may keep, of (partners, articles with so many), so that all stay within
    the budget: the most for which that holds, at least 1."""
    fitting, beyond = 1, max([partners for partners, _ in sizes], default=0) + 1
    while beyond - fitting > 1:
        middle = (fitting + beyond) // 2
        if sum(min(partners, middle) * articles for partners, articles in sizes) <= budget:
            fitting = middle
        else:
            beyond = middle
    return fitting


def _under_rarest(job: Job, hot: DataFrame, nodes: DataFrame) -> DataFrame:
    """Longer articles for those of whom no key tells anything, under the rarest of them."""
    key = F.col("key").bitwiseAND(F.lit(0xFFFFFFFF))
    best = F.min(F.struct("articles", key.alias("unsigned"), "key", "words")).alias("best")
    lost = hot.groupBy("a").agg(F.count("*").alias("hot"), best)
    lost = lost.join(nodes.selectExpr("rank as a", "keys"), "a").filter("hot = keys")
    askers = job.keep(lost.selectExpr("a as rank", "best.words as words", "best.key as key", "true as asks"))
    asked = askers.select("key").distinct()
    all_of_key = hot.join(asked, "key", "left_semi").selectExpr("a as rank", "words", "key", "false as asks")
    rows = askers.union(all_of_key).repartition(job.partitions, "key").sortWithinPartitions("key")
    rows = job.keep(rows.mapInArrow(_kernels.rarest, _kernels.MET))
    _count(job, rows, "articles whose every excerpt key has more than 256 articles")
    return rows.filter("how < 16").select("a", "b", "how", "keys")


def _crowds(job: Job, crowds: DataFrame, nodes: DataFrame, plan: tuple[str, int, bool]) -> DataFrame:
    """The members of keys with too many pairs, put in order by further slots, each with its next ones."""
    members = crowds.join(nodes.select("rank", "node"), "rank")
    like = members.mapInArrow(
        _kernels.likeness(*plan), "rank int, bucket int, key int, cap int, likeness binary"
    )
    crowd = F.shiftleft(F.col("bucket").cast("long"), 32).bitwiseOR(
        F.col("key").cast("long").bitwiseAND(F.lit(0xFFFFFFFF))
    )
    like = like.withColumn("crowd", crowd).repartition(job.partitions, "crowd")
    like = like.sortWithinPartitions("crowd", "likeness", "rank")
    rows = job.keep(like.mapInArrow(_kernels.crowd(*plan), _kernels.MET))
    _count(job, rows, "bands with more pairs to compare than their budget")
    return rows.filter("how < 16").select("a", "b", "how", "keys")


def _count(job: Job, rows: DataFrame, cap: str) -> None:
    pairs = F.sum(F.col("b").cast("long") + F.shiftleft(F.col("more").cast("long"), 31))
    told = rows.filter("how = 64 and (b > 0 or more > 0)").agg(F.sum("a"), pairs).collect()[0]
    job.leave_out(cap, int(told[0] or 0), int(told[1] or 0))


def bands(job: Job, size: int) -> tuple[int, int]:
    """Bands and rows of the plan for so many articles."""
    _, count, rows = _samestory.spark_buckets(job.config, size, False)
    return count, rows
