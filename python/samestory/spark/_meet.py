"""Candidate pairs: articles that share a band of their sketches, or passages."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from pyspark import Broadcast
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.window import Window

from samestory import _samestory

from . import _kernels
from ._job import Job
from ._texts import among, together

PART = _samestory.SPARK_PART
"""A shorter article met a longer one under excerpt keys."""
NODE = 50
"""As many words take the room of a node."""


def meet(job: Job, nodes: DataFrame, size: int) -> DataFrame:
    """Candidates among `nodes` of a feed of `size` articles: `a`, `b`, `how`, `one_title`, `one_text`."""
    told = nodes.agg(F.count("*"), F.max("characters")).collect()[0]
    members, characters = int(told[0]), bool(told[1])
    plan = (job.config, size, characters)
    packed, hot = _postings(job, nodes, members, plan)
    packed = packed.repartition(job.partitions, "bucket").sortWithinPartitions("bucket")
    rows = job.keep(packed.mapInArrow(_kernels.meet(job.config, size, members, characters), _kernels.MET))
    met = rows.filter("how < 16").select("a", "b", "how", "keys", "more")
    if hot:
        met = met.union(_under_rarest(job, hot, nodes))
    crowds = rows.filter("how = 32").selectExpr("a as rank", "b as key", "keys as cap", "more as bucket")
    if not crowds.isEmpty():
        met = met.union(_crowds(job, crowds, nodes, plan))
    met = met.withColumnRenamed("more", "needs")
    # The sketches of most differ by a part of them that is sent at a sixth of the cost.
    start, length = _samestory.SPARK_SIGNATURE
    signed = nodes.select("rank", F.substring("node", start + 1, length).alias("signature"))
    signatures = _signatures(job, signed, size) if members <= job.limits.broadcast_articles else None
    likely = _kernels.likely(job.config, size, signatures)
    if signatures is not None:
        met = met.mapInArrow(likely, _kernels.LIKELY)
    of_pair = met.repartition(job.partitions, "a").groupBy("a", "b")
    met = of_pair.agg(F.bit_or("how").alias("how"), F.sum("keys").cast("int").alias("keys"), F.max("needs").alias("needs"))
    # And most short articles share hardly a passage with most longer ones.
    met = met.filter(f"how <> {PART} or keys >= needs")
    if signatures is None:
        for name in "ab":
            met = met.join(signed.toDF(name, f"signature_{name}"), name)
        met = met.mapInArrow(likely, _kernels.LIKELY)
    met = job.keep(met.select("a", "b", "how"))
    lists = {"met": F.shiftleft(F.col("how").cast("long"), 32).bitwiseOR(F.col("b").cast("long"))}
    batches = job.few(job.keep(together(job, met, NODE, lists)))
    node = F.col("node")
    if signatures is not None:
        # What is known everywhere is not sent.
        node = F.concat(F.substring(node, 1, start), F.expr(f"substring(node, {start + length + 1})"))
    gathered = nodes.select("rank", node.alias("node")).join(batches, "rank").repartition(job.partitions, "batch")
    gathered = gathered.sortWithinPartitions("batch")
    checked = gathered.mapInArrow(_kernels.check(job.config, size, hot, signatures), _kernels.CHECKED)
    agreed = (F.max(name).alias(name) for name in ("one_title", "one_text", "alike"))
    found = job.keep(checked.groupBy("a", "b").agg(F.bit_or("how").alias("how"), *agreed))
    return _nearest(job, found, _samestory.spark_budget(members))


def _signatures(job: Job, signed: DataFrame, size: int) -> Broadcast[bytes]:
    """The signatures of all articles in the order of ranks, to every executor."""
    table = pa.table(signed.toArrow())
    signatures = np.zeros((size, _samestory.SPARK_SIGNATURE[1]), np.uint8)
    told = b"".join(table["signature"].to_pylist())
    signatures[table["rank"].to_numpy()] = np.frombuffer(told, np.uint8).reshape(-1, signatures.shape[1])
    return job.spark.sparkContext.broadcast(signatures.tobytes())


def _postings(
    job: Job, nodes: DataFrame, members: int, plan: tuple[str, int, bool]
) -> tuple[DataFrame, bytes]:
    """Of each bucket the articles under those keys that others have, too; and the excerpt keys that so many have
    that they tell nothing. First only the keys are sent, and how many have each is sent back."""
    nodes = nodes.select("rank", "node").sortWithinPartitions("rank")
    keys = nodes.mapInArrow(_kernels.keys(*plan), "bucket int, piece int, keys binary")
    keys = keys.repartition(job.partitions, "bucket").sortWithinPartitions("bucket")
    company = keys.mapInArrow(_kernels.company(*plan), "piece int, answer binary, hot boolean")
    company = job.keep(company)
    hot = b"".join(bytes(row[0]) for row in company.filter("hot").select("answer").collect())
    of_piece = company.filter("not hot").repartition(job.partitions, "piece").groupBy(F.col("piece").alias("rank"))
    answers = of_piece.agg(F.collect_list("answer").alias("answers"))
    nodes = nodes.join(job.few(answers, members), "rank", "left").sortWithinPartitions("rank")
    return nodes.mapInArrow(_kernels.postings(*plan), "bucket int, postings binary"), hot


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


def _under_rarest(job: Job, hot: bytes, nodes: DataFrame) -> DataFrame:
    """Longer articles for those of whom no key tells anything, under the rarest of them."""
    kinds = "rank int, key int, words int"
    lost = job.keep(nodes.mapInArrow(_kernels.under(hot, True), kinds))
    keys = np.array([row[0] for row in lost.select("key").distinct().collect()], np.int32).tobytes()
    members = job.keep(nodes.mapInArrow(_kernels.under(keys, False), kinds))
    counts = members.groupBy("key").agg(F.count("*").alias("articles"))
    unsigned = F.col("key").bitwiseAND(F.lit(0xFFFFFFFF)).alias("unsigned")
    best = F.min(F.struct("articles", unsigned, "key", "words")).alias("best")
    askers = lost.join(counts, "key").groupBy("rank").agg(best)
    askers = job.keep(askers.selectExpr("rank", "best.words as words", "best.key as key", "true as asks"))
    asked = askers.select("key").distinct()
    all_of_key = members.join(asked, "key", "left_semi").selectExpr("rank", "words", "key", "false as asks")
    rows = askers.union(all_of_key).repartition(job.partitions, "key").sortWithinPartitions("key")
    rows = job.keep(rows.mapInArrow(_kernels.rarest, _kernels.MET))
    _count(job, rows, "articles whose every excerpt key has more than 256 articles")
    return rows.filter("how < 16").select("a", "b", "how", "keys", "more")


def _crowds(job: Job, crowds: DataFrame, nodes: DataFrame, plan: tuple[str, int, bool]) -> DataFrame:
    """The members of keys with too many pairs, put in order by further slots, each with its next ones."""
    members = crowds.join(among(job, nodes.select("rank", "node"), crowds), "rank")
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
    return rows.filter("how < 16").select("a", "b", "how", "keys", "more")


def _count(job: Job, rows: DataFrame, cap: str) -> None:
    pairs = F.sum(F.col("b").cast("long") + F.shiftleft(F.col("more").cast("long"), 31))
    told = rows.filter("how = 64 and (b > 0 or more > 0)").agg(F.sum("a"), pairs).collect()[0]
    job.leave_out(cap, int(told[0] or 0), int(told[1] or 0))


def bands(job: Job, size: int) -> tuple[int, int]:
    """Bands and rows of the plan for so many articles."""
    _, count, rows = _samestory.spark_buckets(job.config, size, False)
    return count, rows
