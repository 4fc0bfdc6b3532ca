"""`samestory.dedup`: a feed without its copies."""

from __future__ import annotations

import json
from functools import cached_property
from os import PathLike, fspath
from typing import Any, Literal, Unpack

from . import _samestory
from ._articles import Articles, are_paths, as_table, library, one_by_one, read
from ._cluster import warn_of_rejected
from ._detection import Reading
from ._errors import ConfigError
from ._progress import Bars, Progress
from ._settings import Settings, split
from ._table import Table


class Deduplicated(Reading):
    """A feed without what repeats in it, and the account of what was left out.

    Attributes:
        kept: Positions of the articles that stay, 0 the first, ascending; `articles` has all of them.
        rows: Positions of the records that stay in what was given, 0 the first: rows of a table, items of
            a list. Records that made no article stay, as in the program. Empty for files.
    """

    def __init__(
        self, source: _samestory.Source, given: object, removed: _samestory.Table, kept: list[int], counts: str
    ) -> None:
        super().__init__(source)
        self._given = given
        self._removed = removed
        self._counts = counts
        self.kept = kept
        self.rows = self._staying_rows()

    @cached_property
    def removed(self) -> Table:
        """An article that is left out a row: `id`, `kept` (the one that stays in its place), `by`, `group`,
        `relation`, `score` and `why`, the reasons in words."""
        return Table(self._removed)

    @cached_property
    def counts(self) -> dict[str, Any]:
        """What the run counted, chose and left out."""
        counts: dict[str, Any] = json.loads(self._counts)
        return counts

    @property
    def data(self) -> Any:
        """What was given without what repeats, of the same type: a list of dicts, a DataFrame of pandas or
        Polars, a `pyarrow.Table` (of PyArrow, DuckDB and others). Of paths, the table of the articles
        that stay; `write` passes their records on as they are."""
        given = self._given
        if given is None:
            return self.articles.to_arrow().take(self.kept)
        if isinstance(given, list):
            return [given[row] for row in self.rows]
        if hasattr(given, "iloc"):
            return given.iloc[self.rows]
        if library(given) == "polars":
            return given[self.rows]  # type: ignore[index]
        import pyarrow

        return pyarrow.table(given).take(self.rows)

    def write(self, path: str | PathLike[str]) -> None:
        """Writes the records of the files that were given, without what repeats, as the program does: every
        other byte as it is. The file appears when it is complete.

        Raises:
            UsageError: When no files were given; `data` is then what to write.
            ReadError: When the file cannot be written.
        """
        self._source.write(fspath(path), self.kept)

    def _staying_rows(self) -> list[int]:
        if self._given is None:
            return []
        stays = set(self.kept)
        records = self._source.records()
        out = {row for at, row in enumerate(records) if at not in stays}
        total = len(self._given) if isinstance(self._given, list) else self._source.rows()
        return [row for row in range(total) if row not in out]

    def __repr__(self) -> str:
        return f"Deduplicated: {len(self.kept):,} of {len(self._source):,} articles stay"


def dedup(
    articles: Articles,
    *,
    by: Literal["family", "event"] = "family",
    within: Literal["source"] | None = None,
    across: Literal["source"] | None = None,
    against: Articles | None = None,
    progress: Progress = False,
    **settings: Unpack[Settings],
) -> Deduplicated:
    """Leaves out what repeats.

    Args:
        articles: As for `cluster`.
        by: What counts as a repetition: `"family"`, a copy of a text, or `"event"`, a report of the same
            event in whatever words.
        within: `"source"` counts only repetitions of an article of the same outlet.
        across: `"source"` counts only repetitions of an article of another outlet.
        against: An old feed; what repeats an article of it is left out, too.
        progress: As for `cluster`.
        settings: As for `cluster`.

    Returns:
        What stays, and for each article that is left out which one stays in its place and why. An article is
        left out only for one that stays and carries its text; another run leaves nothing out.

    Raises:
        ConfigError: When a setting is out of its range, or `within` and `across` are both given.
        SamestoryError: Otherwise as `cluster`.

    Example:
        >>> import samestory
        >>> wire = "Two trains collided near Dunvale on Monday; nobody was hurt, the railway said."
        >>> fresh = samestory.dedup([{"id": 1, "text": wire}, {"id": 2, "text": wire}])
        >>> [record["id"] for record in fresh.data]
        [1]
        >>> fresh.removed[0]["why"][0]
        'the same words as `1`'
    """
    if within and across:
        raise ConfigError("within and across are both given; help: give one of them")
    among = f"within {within}" if within else f"across {across}" if across else "all"
    sorted_settings = split(dict(settings))
    given, feed = _held(articles)
    with Bars(progress) as report:
        source = read(feed, sorted_settings, report)
        old = None if against is None else read(against, sorted_settings, report)
        removed, kept, counts = _samestory.dedup(
            source,
            old,
            by,
            among,
            sorted_settings.config,
            sorted_settings.corrections,
            sorted_settings.jobs,
            report,
        )
    fresh = Deduplicated(source, given, removed, kept, counts)
    warn_of_rejected(fresh)
    return fresh


def _held(articles: Articles) -> tuple[Any, Articles]:
    """What is to be given back, None for paths, and what is to be read; something that can be read only
    once is made a list or a table."""
    if isinstance(articles, (str, PathLike)):
        return None, articles
    table = as_table(articles)
    if table is not None:
        if hasattr(articles, "iloc") or library(articles) in _TABLES:
            return articles, table
        import pyarrow

        table = pyarrow.table(table)
        return table, table
    items = list(one_by_one(articles))
    return (None if are_paths(items) else items), items


_TABLES = ("polars", "pyarrow")
"""Libraries whose tables can be read again and again, and give rows back."""
