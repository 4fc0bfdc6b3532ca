"""What all stages of a run share: the session, the settings and the limits."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from samestory._errors import ConfigError


ADAPTIVE = "spark.sql.adaptive.enabled"


@dataclass(frozen=True)
class Limits:
    """Up to where work is done in one place.

    Attributes:
        driver_edges: Pairs whose components the driver finds by itself; of more they are found by star
            contraction. 16 bytes each.
        broadcast_articles: Articles of which what is looked for is sent to every executor, so that texts are
            shuffled once and sketches where they meet; of more, both are shuffled by id or rank first. Some
            200 bytes each.
        batch_words: Words of articles that hang together by candidate pairs and are compared in one
            place; of more, their pairs are spread over several, and some articles are sent twice.
    """

    driver_edges: int = 4_000_000
    broadcast_articles: int = 1_000_000
    batch_words: int = 8_000_000


@dataclass
class Job:
    """A run: everything it keeps is let go at its end."""

    spark: SparkSession
    config: str
    reading: str
    partitions: int
    limits: Limits
    counts: dict[str, int] = field(default_factory=dict)
    capped: list[dict[str, object]] = field(default_factory=list)
    _folder: str = ""
    _adaptive: str = "true"

    def keep(self, table: DataFrame) -> DataFrame:
        """Computes a table that is read more than once and keeps it in the checkpoint folder, whatever becomes
        of the executors. Plans begin anew there: else each would hold all that came before, again and again."""
        return table.checkpoint()

    def few(self, rows: DataFrame, articles: int | None = None) -> DataFrame:
        """Rows that are joined with others and tell of so many articles, default one each: of no more than
        `Limits.broadcast_articles` they are sent to where the others are."""
        most = self.limits.broadcast_articles
        count = rows.limit(most + 1).count() if articles is None else articles
        return F.broadcast(rows) if count <= most else rows

    def lying(self, nodes: DataFrame, articles: int) -> DataFrame:
        """Nodes of a feed of so many articles, where they are as long as what is asked of them is sent there, else
        by rank; kept."""
        small = articles <= self.limits.broadcast_articles
        return self.keep(nodes if small else nodes.repartition(self.partitions, "rank"))

    def __enter__(self) -> Job:
        self._folder = self._next_folder()
        # It forgets how what was kept is spread, and shuffles that again.
        self._adaptive = str(self.spark.conf.get(ADAPTIVE, "true"))
        self.spark.conf.set(ADAPTIVE, "false")
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.spark.conf.set(ADAPTIVE, self._adaptive)
        self._next_folder()
        if error is not None:
            self.let_go()

    def _next_folder(self) -> str:
        """Makes another folder beside that of the session, so that what is kept can be removed by itself."""
        context = self.spark.sparkContext
        before = context.getCheckpointDir()
        if not before:
            raise ConfigError(
                "no checkpoint folder is set; help: name one that all executors reach: "
                "`spark.sparkContext.setCheckpointDir('hdfs:///tmp/samestory')`"
            )
        context.setCheckpointDir(before.rpartition("/")[0])
        return str(context.getCheckpointDir())

    def let_go(self) -> None:
        """Removes what was kept."""
        context = self.spark.sparkContext
        if self._folder and context._jvm is not None:
            path = context._jvm.org.apache.hadoop.fs.Path(self._folder)
            path.getFileSystem(context._jsc.hadoopConfiguration()).delete(path, True)

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Names the jobs of a stage, as Spark's pages and metrics show them."""
        context = self.spark.sparkContext
        context.setJobDescription(f"samestory: {name}")
        try:
            yield
        finally:
            context.setJobDescription(None)  # type: ignore[arg-type]

    def leave_out(self, cap: str, keys: int, pairs: int) -> None:
        """Counts what a cap left out."""
        if pairs:
            self.capped.append({"cap": cap, "keys": keys, "pairs": pairs})
