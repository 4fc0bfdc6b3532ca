"""What is known of articles, brought to the pairs that they are compared for."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.window import Window

from ._components import components
from ._feed import ENTRY, Feed
from ._job import Job


def together(job: Job, pairs: DataFrame, words: DataFrame | int, lists: dict[str, Column]) -> DataFrame:
    """The articles of pairs `a`, `b`, what hangs together in one `batch`: a row an article, with its `lists` of what
    is said of the pairs that begin with it.

    Articles of a batch with too many `words` are in several, a pair in one of them; in one of the batches an
    article is at `home`.
    """
    found = job.keep(components(job, pairs))
    found = found.withColumn("words", F.lit(words)) if isinstance(words, int) else words.join(job.few(found), "rank")
    weight = found.groupBy("component").agg(F.sum("words").alias("weight"))
    parts = F.ceil(F.col("weight") / F.lit(job.limits.batch_words)).cast("int")
    places = found.join(job.few(weight), "component").select(F.col("rank").alias("a"), "component", parts.alias("parts"))
    placed = pairs.join(job.few(places), "a")
    blocks = [F.pmod(F.hash(name), F.col("parts")) for name in ("a", "b")]
    several = F.xxhash64("component", F.least(*blocks), F.greatest(*blocks))
    batch = F.when(F.col("parts") <= 1, F.col("component").cast("long")).otherwise(several)
    placed = job.keep(placed.select(*pairs.columns, batch.alias("batch")))
    collected = [F.collect_list(column).alias(name) for name, column in lists.items()]
    of_a = placed.groupBy("batch", F.col("a").alias("rank")).agg(*collected)
    ends = placed.selectExpr("batch", "a as rank").union(placed.selectExpr("batch", "b as rank")).distinct()
    home = F.col("batch") == F.min("batch").over(Window.partitionBy("rank"))
    return ends.withColumn("home", home).join(of_a, ["batch", "rank"], "left")


def gather(job: Job, feed: Feed, pairs: DataFrame) -> DataFrame:
    """The articles of pairs with their texts, what hangs together in one `batch`.

    `pairs` have `a`, `b`, and what is said of them: `asked` (about furniture) and `judged`. A row an article:
    its entry, its text, `partners` (those that it is judged with) and those that it is `asked` about.
    """
    lists = {"partners": F.when(F.col("judged"), F.col("b")), "asked": F.when(F.col("asked"), F.col("b"))}
    batches = job.keep(together(job, job.keep(pairs), feed.articles.select("rank", "words"), lists))
    return with_texts(job, feed, feed.articles.select("rank", *ENTRY).join(job.few(batches), "rank"), "batch")


def with_texts(job: Job, feed: Feed, rows: DataFrame, key: str) -> DataFrame:
    """Rows with an `id`, joined with their texts, sorted by `key` within partitions that hold each key
    whole."""
    texts = feed.texts.join(job.few(job.keep(rows)), "id")
    return job.keep(texts.repartition(job.partitions, key).sortWithinPartitions(key))


def among(job: Job, table: DataFrame, ranks: DataFrame) -> DataFrame:
    """Those rows of a table whose `rank` is one of those in `ranks`."""
    return table.join(job.few(job.keep(ranks.select("rank").distinct())), "rank", "left_semi")
