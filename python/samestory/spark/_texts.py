"""Texts brought to the pairs that they are compared for."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from ._components import components
from ._feed import ENTRY, Feed
from ._job import Job


def gather(job: Job, feed: Feed, pairs: DataFrame) -> DataFrame:
    """The articles of pairs with their texts, what hangs together in one `batch`.

    `pairs` have `a`, `b`, and what is said of them: `asked` (about furniture) and `judged`. A row an article:
    its entry, its text, `partners` (those that it is judged with) and those that it is `asked` about. Articles
    of a batch with too many words are in several, a pair in one of them.
    """
    pairs = job.keep(pairs)
    found = components(job, pairs).join(feed.articles.select("rank", "words"), "rank")
    weight = found.groupBy("component").agg(F.sum("words").alias("weight"))
    parts = F.ceil(F.col("weight") / F.lit(job.limits.batch_words)).cast("int")
    home = found.join(weight, "component").select("rank", "component", parts.alias("parts"))
    placed = pairs.join(home.withColumnRenamed("rank", "a"), "a")
    blocks = [F.pmod(F.hash(name), F.col("parts")) for name in ("a", "b")]
    several = F.xxhash64("component", F.least(*blocks), F.greatest(*blocks))
    batch = F.when(F.col("parts") <= 1, F.col("component").cast("long")).otherwise(several)
    placed = job.keep(placed.select("a", "b", "asked", "judged", batch.alias("batch")))
    of_a = placed.groupBy("batch", F.col("a").alias("rank")).agg(
        F.collect_list(F.when(F.col("judged"), F.col("b"))).alias("partners"),
        F.collect_list(F.when(F.col("asked"), F.col("b"))).alias("asked"),
    )
    ends = placed.selectExpr("batch", "a as rank").union(placed.selectExpr("batch", "b as rank")).distinct()
    homes = ends.join(of_a, ["batch", "rank"], "left")
    homes = homes.join(feed.articles.select("rank", *ENTRY), "rank")
    return with_texts(job, feed, homes, "batch")


def with_texts(job: Job, feed: Feed, rows: DataFrame, key: str) -> DataFrame:
    """Rows with an `id`, joined with their texts, sorted by `key` within partitions that hold each key
    whole."""
    rows = job.keep(rows)
    small = rows.limit(job.limits.broadcast_articles + 1).count() <= job.limits.broadcast_articles
    texts = feed.texts.join(F.broadcast(rows) if small else rows, "id")
    return job.keep(texts.repartition(job.partitions, key).sortWithinPartitions(key))
