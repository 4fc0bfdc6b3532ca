"""What a run found."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from . import _samestory
from ._explain import Explanation
from ._settings import Split
from ._table import Problems, Table


class Reading:
    """The account of what was read: every record is an article, or it is in one of these."""

    def __init__(self, source: _samestory.Source) -> None:
        self._source = source

    @cached_property
    def articles(self) -> Table:
        """The articles as they were read, in input order: `id`, `title`, `text`, `published`, `source`,
        `url`, `lang`, `author`."""
        return Table(self._source.articles())

    @cached_property
    def rejected(self) -> Problems:
        """Records that made no article, with place, reason and repair; `rejected.total` counts them."""
        return Problems(*self._source.rejected())

    @cached_property
    def warnings(self) -> Problems:
        """What is wrong with records that made an article all the same: a date that cannot be read, an
        id that is taken."""
        return Problems(*self._source.warnings())

    @cached_property
    def skipped(self) -> list[tuple[str, str]]:
        """Files that were found and not read, each with the reason."""
        return [(str(path), reason) for path, reason in self._source.skipped()]

    @cached_property
    def asides(self) -> dict[str, int]:
        """Records that are as they should be and make no article of their own, by the reason:
        `canceled`, `superseded`, `no_text` and others."""
        return dict(self._source.asides())

    @cached_property
    def mapping(self) -> list[dict[str, Any]]:
        """Which field of the records became which field of the articles, and of how many."""
        return [json.loads(line) for line in self._source.mapping().splitlines()]


class Detection(Reading):
    """The families, events and storylines of a feed, as tables.

    The tables have the fields of the files that the program writes, and the same values for the same
    input and settings; `samestory schema NAME` describes each field.

    Example:
        >>> import samestory
        >>> text = (
        ...     "The car ferry Solveig ran aground on a sandbank off Marnholm early on Tuesday with 212 "
        ...     "passengers on board. Nobody was hurt, the harbour authority said, and two tugs tried to "
        ...     "pull the ferry free at high water."
        ... )
        >>> found = samestory.cluster([
        ...     {"id": "wire", "text": text},
        ...     {"id": "town", "text": text.replace("car ferry", "ferry")},
        ... ])
        >>> [(row["id"], row["role"]) for row in found.memberships]
        [('wire', 'lead'), ('town', 'near_copy')]
        >>> print(found.explain("wire", "town").together)
        in one family
    """

    def __init__(self, source: _samestory.Source, found: _samestory.Found, settings: Split) -> None:
        super().__init__(source)
        self._found = found
        self._settings = settings

    @cached_property
    def memberships(self) -> Table:
        """One row an article, in input order: family, event, storyline, role, score and flags."""
        return Table(self._found.memberships())

    @cached_property
    def families(self) -> Table:
        """Families of two or more articles that carry one text."""
        return Table(self._found.families())

    @cached_property
    def events(self) -> Table:
        """Every event, single articles included, by first publication."""
        return Table(self._found.events())

    @cached_property
    def storylines(self) -> Table:
        """Every storyline, single events included, by first publication."""
        return Table(self._found.storylines())

    @cached_property
    def pairs(self) -> Table:
        """The judged pairs that the setting `pairs` asks for, with the reasons for and against."""
        return Table(self._found.pairs())

    @cached_property
    def counts(self) -> dict[str, Any]:
        """What the run counted, chose and left out."""
        counts: dict[str, Any] = json.loads(self._found.counts())
        return counts

    def explain(self, a: str, b: str) -> Explanation:
        """Why two articles are together, or apart, with the words that it rests on.

        Args:
            a: Id of an article.
            b: Id of another one.

        Raises:
            KeyError: When no article has one of these ids.
            ValueError: When both are the same.
        """
        rows = [self._row(article) for article in (a, b)]
        members = [self.memberships[row] for row in rows]
        titles = (self._title(rows[0]), self._title(rows[1]))
        told = self._found.explained(a, b, titles)
        recorded = told is not None
        if told is None:
            told = _samestory.compared(self._source, rows[0], rows[1], self._settings.config, titles)
        pair, text = told
        return Explanation(
            _together(*members), json.loads(pair), text, dict(zip((a, b), titles, strict=True)), recorded
        )

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {member["id"]: row for row, member in enumerate(self.memberships)}

    def _row(self, article: str) -> int:
        try:
            return self._rows[article]
        except KeyError:
            raise KeyError(
                f"no article is called {article!r}; help: ids stand in `memberships`"
            ) from None

    def _title(self, row: int) -> str:
        article = json.loads(self._source.article(row))
        title: str = article["title"].strip() or article["text"].strip().split("\n", 1)[0]
        return title

    def __repr__(self) -> str:
        counts = self.counts
        return (
            f"Detection of {counts['articles']:,} articles: {counts['families']:,} families, "
            f"{counts['events']:,} events, {counts['storylines']:,} storylines"
        )

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(repr(self))}</p>{self.memberships._repr_html_()}"


def _together(a: dict[str, Any], b: dict[str, Any]) -> str:
    if a["family"] == b["family"]:
        return "in one family"
    if a["event"] == b["event"]:
        return "in one event"
    if a["storyline"] == b["storyline"]:
        return "in one storyline, in different events"
    return "apart"
