"""The articles of a feed: scanned, in their total order, identical ones known."""

from __future__ import annotations

from dataclasses import dataclass

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.window import Window

from samestory._errors import InputError

from . import _kernels
from ._job import Job

ENTRY = list(_kernels.ENTRY)


@dataclass(frozen=True)
class Feed:
    """A feed after the first pass.

    Attributes:
        articles: A row an article, by `rank`, its place in the order of (publication, id).
        sequences: `rank` and `sequence`, the hash of all words.
        same: `rank` and `first` of the articles that are identical to an earlier one.
        nodes: `rank`, `node`, `characters` of all others that have words enough to meet others.
        size: Number of articles.
        texts: `id`, `title`, `text`, `lang` of all articles; read again each time.
        rejected: Why records made no article.
    """

    articles: DataFrame
    sequences: DataFrame
    same: DataFrame
    nodes: DataFrame
    size: int
    texts: DataFrame
    rejected: DataFrame


def read(job: Job, records: DataFrame) -> Feed:
    """Scans the records of a table once.

    Raises:
        InputError: When two articles have one id.
    """
    with job.stage("scan"):
        rows = job.keep(records.mapInArrow(_kernels.scan(job.config, job.reading), _kernels.SCANNED))
        scanned = rows.filter("id is not null")
        rejected = rows.filter("id is null and amount = 0").select(F.col("source").alias("reason"))
        size = scanned.count()
    taken = rows.filter("id is null and amount = 1").select("source").limit(1).collect()
    if taken:
        raise _id_taken(taken[0][0].split("; help:")[0])
    with job.stage("order"):
        ranked = job.few(_ranked(job, scanned), size)
        # Few nodes go further than to where they lie, once the keys of all have been compared.
        placed = job.lying(scanned.join(ranked, "id"), size)
        articles = job.keep(placed.select("rank", "amount", *ENTRY))
        # Two with one id are joined with the ranks of both.
        if articles.count() > size:
            twice = articles.groupBy("id").count().filter("count > 1").select("id").first()
            raise _id_taken(f"two articles have the id `{twice[0] if twice else ''}`")
    with job.stage("identical"):
        sequences = placed.select("rank", "sequence")
        same = job.keep(_same(job, placed.select("rank", "amount", "sequence"), articles))
        enough = placed.filter("amount >= 2").select("rank", "node", "characters")
        nodes = enough.join(job.few(same), "rank", "left_anti")
        job.counts["identical"] = same.count()
    job.counts["articles"] = size
    job.counts["rejected"] = rejected.count()
    texts = records.mapInArrow(_kernels.texts(job.config, job.reading), _kernels.TEXTS)
    return Feed(articles, sequences, same, nodes, size, texts, rejected)


def _id_taken(what: str) -> InputError:
    repair = "give each article an id of its own, or name the column that has one in `id_field`"
    return InputError(f"{what}; help: {repair}", repair=repair)


def order() -> list[Column]:
    """The total order: by publication, undated last, what states its day only before the times of that day,
    then by id."""
    return [F.col("seconds").isNull(), F.col("seconds"), ~F.col("day"), F.col("id")]


def _ranked(job: Job, scanned: DataFrame) -> DataFrame:
    """`id` and `rank`."""
    ordered = scanned.select("id", "seconds", "day").repartitionByRange(job.partitions, *order())
    ordered = ordered.sortWithinPartitions(*order()).select("id")
    placed = job.keep(ordered.mapInArrow(_kernels.numbered, "id string, part int, place int"))
    sizes = placed.groupBy("part").count().collect()
    starts, start = [], 0
    for part, size in sorted((row[0], row[1]) for row in sizes):
        starts.append((part, start))
        start += size
    offsets = job.spark.createDataFrame(starts or [(0, 0)], "part int, start int")
    ranked = placed.join(F.broadcast(offsets), "part")
    return ranked.select("id", (F.col("start") + F.col("place")).alias("rank"))


def _same(job: Job, worded: DataFrame, articles: DataFrame) -> DataFrame:
    """Articles that are identical to an earlier one. Of a few words the occasion counts, too."""
    same = Window.partitionBy("sequence")
    several = worded.filter("amount > 0").repartition(job.partitions, "sequence")
    several = several.select("*", F.count("*").over(same).alias("count"), F.min("rank").over(same).alias("first"))
    several = job.keep(several.filter("count > 1"))
    long = several.filter("amount = 3").select("rank", "first")
    few = several.filter("amount < 3").select("rank", "sequence")
    few = articles.select("rank", *ENTRY).join(job.few(few), "rank")
    few = few.repartition(job.partitions, "sequence").sortWithinPartitions("sequence")
    few = few.mapInArrow(_kernels.firsts(), "rank int, first int")
    return long.union(few).filter("rank <> first")
