"""From judged pairs to the records of families and memberships."""

from __future__ import annotations

import json

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from samestory import _samestory

from . import _kernels
from ._components import components
from ._copies import Judged
from ._feed import ENTRY, Feed
from ._job import Job
from ._texts import among, with_texts

MEMBERSHIP, FAMILY, PAIR, REMOVAL, LISTINGS = 0, 1, 2, 3, _kernels.LISTINGS


def records(job: Job, feed: Feed, judged: Judged, old: str | None) -> DataFrame:
    """The records, as lines of JSON: `kind`, `rank` of the first article, `record`, `founder`."""
    with job.stage("families"):
        rows = job.keep(_rows(job, feed, judged))
        left = judged.left_out.send(job)
        found = job.keep(rows.mapInArrow(_kernels.families(left, None, old), _kernels.RECORDS))
        told = found.filter(F.col("kind") == LISTINGS).select("record").collect()
        sums = [sum(column) for column in zip(*(json.loads(row[0]) for row in told), strict=True)]
        listed = _samestory.spark_listed(sums, feed.size) if sums else None
        if listed is not None and listed < _samestory.spark_listed([0] * len(sums), feed.size):
            found = job.keep(rows.mapInArrow(_kernels.families(left, listed, old), _kernels.RECORDS))
        return _renamed(job, found.filter(F.col("kind") != LISTINGS))


def _rows(job: Job, feed: Feed, found: Judged) -> DataFrame:
    """A row an article, what hangs together by copies and excerpts in one `component`."""
    judged = found.pairs
    ties = judged.filter("relation in (1, 2)").select("a", "b")
    tied = job.keep(components(job, ties))
    of_a, of_b = (tied.toDF(name, f"of_{name}") for name in "ab")
    inside = judged.join(of_a, "a").join(of_b, "b").filter("of_a = of_b")
    inside = job.keep(inside.select("a", "judged", F.col("of_a").alias("component")))
    of_article = inside.groupBy(F.col("a").alias("first")).agg(F.collect_list("judged").alias("judged"))
    forms = judged.filter("relation = 3")
    forms = forms.selectExpr("a as first").union(forms.selectExpr("b as first")).distinct()
    forms = forms.withColumn("template", F.lit(True))

    # Where not all pairs were judged, a family may ask for more: of these the texts are needed.
    nodes = tied.groupBy("component").agg(F.count("*").alias("nodes"))
    known = inside.groupBy("component").agg(F.count("*").alias("known"))
    open_ = nodes.join(known, "component").filter("known < nodes * (nodes - 1) / 2").select("component")
    open_ = tied.join(open_, "component").select(F.col("rank").alias("first"), F.lit(True).alias("open"))

    # What is told of the first of identical articles holds for all of them; only that is sent to the others.
    told = tied.withColumnRenamed("rank", "first").join(forms, "first", "full").join(open_, "first", "left")
    told = job.keep(told)
    others = feed.same.join(told.drop("open"), "first").select("rank", "component", "template")
    told = told.withColumnRenamed("first", "rank").unionByName(others, allowMissingColumns=True)
    entries = feed.articles.join(job.few(feed.same), "rank", "left")
    bare = found.stripped.select("rank", F.col("amount").alias("left"))
    entries = entries.join(job.few(bare), "rank", "left").withColumn("amount", F.coalesce("left", "amount"))
    entries = entries.join(job.few(job.keep(told)), "rank", "left")
    heads = feed.same.select(F.col("first").alias("rank"), F.lit(False).alias("no_head")).distinct()
    entries = entries.join(job.few(heads), "rank", "left")
    entries = entries.withColumn("alone", F.coalesce("no_head", F.expr("component is null and first is null")))
    entries = entries.withColumn("first", F.coalesce("first", "rank"))
    entries = entries.withColumn("component", F.coalesce("component", "first")).fillna(False, ["open", "template"])
    of_article = of_article.withColumnRenamed("first", "rank")
    entries = job.keep(entries.join(job.few(job.keep(of_article)), "rank", "left"))
    columns = ["component", "rank", "first", "amount", "template", "judged", "alone", *ENTRY]
    texts = ["title", "text", "lang"]
    with_open = entries.filter("open")
    nodes, bare = (among(job, of.select("rank", "node"), with_open) for of in (feed.nodes, found.stripped))
    with_open = with_open.join(nodes, "rank", "left").join(bare.withColumnRenamed("node", "bare"), "rank", "left")
    with_open = with_open.withColumn("node", F.coalesce("bare", "node")).drop("bare")
    opened = with_texts(job, feed, with_open, "component").select(*columns, "node", *texts)
    closed = entries.filter("not open").select(*columns, F.lit(None).cast("binary").alias("node"))
    for name in texts:
        closed = closed.withColumn(name, F.lit(None).cast("string"))
    rows = closed.filter("not alone").union(opened).repartition(job.partitions, "component")
    # Whom nothing ties to others stays where it is.
    return closed.filter("alone").union(rows.sortWithinPartitions("component")).drop("alone")


def _renamed(job: Job, found: DataFrame) -> DataFrame:
    """Families whose founders have the same content get ids of their own, but for the first."""
    members = found.filter(F.col("kind") == MEMBERSHIP)
    family = F.get_json_object("record", "$.family").alias("family")
    heads = members.filter("rank = founder").select(family, "founder", F.get_json_object("record", "$.id").alias("id"))
    clashes = heads.groupBy("family").agg(F.count("*").alias("count"), F.min("founder").alias("keeps"))
    clashes = clashes.filter("count > 1").select("family", "keeps")
    clashing = heads.join(F.broadcast(clashes), "family").filter("founder <> keeps")
    new = [
        (row["founder"], row["family"][2:], _samestory.spark_rename(row["family"][2:], row["id"]))
        for row in clashing.collect()
    ]
    if not new:
        return found
    names = F.broadcast(job.spark.createDataFrame(new, "founder int, old string, new string"))
    joined = found.join(names, "founder", "left")
    record = F.col("record")
    for prefix in "fes":
        old = F.concat(F.lit(f'"{prefix}-'), F.col("old"), F.lit('"'))
        replaced = F.replace(record, old, F.concat(F.lit(f'"{prefix}-'), F.col("new"), F.lit('"')))
        record = F.when(F.col("new").isNull(), record).otherwise(replaced)
    return joined.select("kind", "rank", record.alias("record"), "founder")
