"""From a feed to its judged pairs, as the library's own phases do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.window import Window

from samestory import _samestory

from . import _kernels
from ._feed import ENTRY, Feed
from ._job import Job
from ._meet import meet
from ._texts import among, gather, with_texts

ASKED = _samestory.SPARK_ASKED
"""Pairs of an article that are asked about furniture."""
PARTNERS, ARTICLES, SAMPLE = _samestory.SPARK_BOILERPLATE
"""Candidates in its own source that an article has for its boilerplate to be looked for, so many such articles
of a source at least, and at most."""


@dataclass
class LeftOut:
    """What counts as no article's own text: shingles in bytes of eight."""

    furniture: bytes = b""
    boilerplate: dict[str, bytes] = field(default_factory=dict)

    def send(self, job: Job) -> Any:
        """To every executor."""
        return job.spark.sparkContext.broadcast((job.config, self.furniture, self.boilerplate))


@dataclass
class Judged:
    """What judging a feed's candidates left.

    Attributes:
        pairs: `a`, `b`, `relation`, `judged`.
        left_out: What was left out of the texts.
        stripped: `rank`, `amount`, `node` of the articles that have furniture, without it.
    """

    pairs: DataFrame
    left_out: LeftOut
    stripped: DataFrame


def judge(job: Job, feed: Feed) -> Judged:
    """Judges the candidates of a feed."""
    _, news, _ = _samestory.spark_settings(job.config)
    left_out = LeftOut()
    stripped = job.spark.createDataFrame([], _kernels.STRIPPED)
    with job.stage("meet"):
        pairs = meet(job, feed.nodes, feed.size)
    with job.stage("gather"):
        asked = _asked(job, pairs) if news else pairs.withColumn("asked", F.lit(False))
        gathered = gather(job, feed, asked.selectExpr("a", "b", "asked", "not one_text as judged"))
        parts = [gathered]
    if news:
        with job.stage("furniture"):
            left_out.furniture = _furniture(job, gathered)
        if left_out.furniture:
            before = pairs
            with job.stage("meet again"):
                once = gathered.filter("home")
                stripped = once.mapInArrow(_kernels.strip(left_out.send(job)), _kernels.STRIPPED)
                stripped = job.lying(stripped, feed.size)
                pairs = job.keep(_cleared(job, feed, before, stripped))
            with job.stage("gather again"):
                new = job.keep(pairs.join(before, ["a", "b"], "left_anti").filter("not one_text"))
                if not new.isEmpty():
                    parts.append(gather(job, feed, new.selectExpr("a", "b", "false as asked", "true as judged")))
    pairs = job.keep(pairs.filter("not one_text").select("a", "b"))
    job.counts["candidates"] = pairs.count()
    if news:
        with job.stage("boilerplate"):
            left_out.boilerplate = _boilerplate(job, feed, pairs, left_out)
    with job.stage("judge"):
        kernel = _kernels.judge(left_out.send(job))
        judged = [part.mapInArrow(kernel, _kernels.JUDGED) for part in parts]
        if left_out.furniture:
            # What furniture alone brought together is no candidate any more.
            judged[0] = judged[0].join(job.few(pairs), ["a", "b"], "left_semi")
        found = job.keep(reduce(DataFrame.union, judged))
    return Judged(found, left_out, stripped)


def _asked(job: Job, pairs: DataFrame) -> DataFrame:
    """Marks the pairs that are asked about furniture: in the order of ranks each that is not yet the ninth of
    either article. Only those of articles with more than eight hang on others."""
    differ = pairs.filter("not one_title").select("a", "b")
    ends = differ.selectExpr("a as rank").union(differ.selectExpr("b as rank"))
    many = job.keep(ends.groupBy("rank").count().filter(F.col("count") > ASKED).select("rank"))
    if many.limit(1).count() == 0:
        return pairs.withColumn("asked", ~F.col("one_title"))
    of_many = [many.select(F.col("rank").alias(name), F.lit(True).alias(f"{name}_many")) for name in "ab"]
    marked = pairs.join(of_many[0], "a", "left").join(of_many[1], "b", "left")
    marked = marked.withColumn("many", F.coalesce("a_many", F.lit(False)) | F.coalesce("b_many", F.lit(False)))
    open_pairs = job.keep(marked.filter("many and not one_title").select("a", "b"))
    count = open_pairs.count()
    if count <= job.limits.driver_edges:
        table = pa.table(open_pairs.orderBy("a", "b").toArrow())
        kept = _samestory.spark_select(table["a"].to_pylist(), table["b"].to_pylist())
        taken = job.spark.createDataFrame(table.filter(pa.array(kept)), "a int, b int")
    else:
        # Each by itself: no more are asked, perhaps fewer.
        first = open_pairs.withColumn("nth_a", F.row_number().over(Window.partitionBy("a").orderBy("b")))
        both = first.withColumn("nth_b", F.row_number().over(Window.partitionBy("b").orderBy("a")))
        taken = both.filter((F.col("nth_a") <= ASKED) & (F.col("nth_b") <= ASKED)).select("a", "b")
        job.leave_out("pairs asked about furniture, chosen by each article by itself", count, count)
    taken = taken.withColumn("taken", F.lit(True))
    marked = marked.join(taken, ["a", "b"], "left")
    asked = ~F.col("one_title") & (~F.col("many") | F.coalesce("taken", F.lit(False)))
    return marked.select(*pairs.columns, asked.alias("asked"))


def _furniture(job: Job, gathered: DataFrame) -> bytes:
    """The shingles of furniture: those that more pairs speak for than against."""
    schema = "shingle bigint, votes bigint, against bigint"
    votes = gathered.mapInArrow(_kernels.votes(job.config, None), schema)
    votes = votes.groupBy("shingle").agg(F.sum("votes").alias("votes"))
    table = pa.table(votes.filter(F.col("votes") >= _samestory.SPARK_SURE).toArrow())
    if not len(table):
        return b""
    known = table["shingle"].to_numpy()
    counted = gathered.mapInArrow(_kernels.votes(job.config, known.tobytes()), schema)
    counted = counted.groupBy("shingle").agg(F.sum("against").alias("against"))
    against = pa.table(counted.toArrow())
    said = dict(zip(against["shingle"].to_pylist(), against["against"].to_pylist(), strict=True))
    votes_for = table["votes"].to_pylist()
    furniture = [
        shingle for shingle, count in zip(known.tolist(), votes_for, strict=True) if count > said.get(shingle, 0)
    ]
    return np.array(furniture, np.int64).tobytes()


def _cleared(job: Job, feed: Feed, pairs: DataFrame, stripped: DataFrame) -> DataFrame:
    """The candidates without those that furniture alone brought together, and with those that it kept apart."""
    if stripped.isEmpty():
        return pairs
    capped = list(job.capped)
    again = meet(job, stripped.filter("amount = 3"), feed.size)
    # As in the program, what caps left out is told of the first search.
    job.capped = capped
    has = [
        stripped.select(F.col("rank").alias(name), (F.col("amount") == 3).alias(f"enough_{name}"))
        for name in "ab"
    ]
    rows = pairs.join(job.few(has[0]), "a", "left").join(job.few(has[1]), "b", "left")
    in_a, in_b = (F.col(f"enough_{name}").isNotNull() for name in "ab")
    stays = (
        F.when(in_a & in_b, F.col("one_title"))
        .when(in_a, F.col("enough_a"))
        .when(in_b, F.col("enough_b"))
        .otherwise(F.lit(True))
    )
    columns = ["a", "b", "one_title", "one_text"]
    stay = rows.filter(stays).select(*columns)
    return stay.union(again.select(*columns)).dropDuplicates(["a", "b"])


def _boilerplate(job: Job, feed: Feed, pairs: DataFrame, left_out: LeftOut) -> dict[str, bytes]:
    """What each source prints under many articles, in bytes of eight a shingle."""
    ends = pairs.selectExpr("a as rank").union(pairs.selectExpr("b as rank"))
    of = among(job, feed.articles.filter("source is not null").select("rank", "source"), ends)
    of = job.keep(of)
    of_a, of_b = (of.toDF(name, f"of_{name}") for name in "ab")
    # Kept before it is filtered: else sources would be sent to where they are equal.
    own = job.keep(pairs.select("a", "b").join(job.few(of_a), "a").join(job.few(of_b), "b")).filter("of_a = of_b")
    ends = own.selectExpr("a as rank").union(own.selectExpr("b as rank"))
    many = ends.groupBy("rank").count().filter(F.col("count") >= PARTNERS).select("rank")
    rows = feed.articles.select("rank", *ENTRY).join(job.few(job.keep(many)), "rank")
    rows = rows.join(among(job, feed.sequences, rows), "rank")
    by_words = Window.partitionBy("source").orderBy("sequence", "rank")
    rows = rows.withColumn("nth", F.row_number().over(by_words))
    rows = rows.withColumn("of_source", F.count("*").over(Window.partitionBy("source")))
    rows = rows.filter(f"of_source >= {ARTICLES} and nth <= {SAMPLE}").drop("sequence", "nth", "of_source")
    texts = with_texts(job, feed, rows, "source")
    learned = texts.mapInArrow(_kernels.boilerplate(left_out.send(job)), "source string, shingles binary")
    return {row["source"]: bytes(row["shingles"]) for row in learned.collect()}
