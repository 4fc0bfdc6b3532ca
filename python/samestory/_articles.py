"""What was given as articles, read into a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from os import PathLike, fspath
from typing import Any, Protocol, runtime_checkable

from ._samestory import Records, Source
from ._settings import Split

Report = Any
"""What hears how far a run is: called with the stage, what is done of it and its total or None."""


@runtime_checkable
class ArrowTable(Protocol):
    """Anything with Arrow's PyCapsule interface: tables of PyArrow, Polars, pandas, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object | None = None, /) -> object: ...


Articles = ArrowTable | str | PathLike[str] | Iterable[Any]
"""What articles may be given as; see `samestory.cluster`."""


def read(articles: Articles, settings: Split, progress: Report) -> Source:
    """Reads the articles once.

    Raises:
        TypeError: When they are nothing that articles are read from.
        SamestoryError: As the readers of files raise.
    """
    rest = (settings.reading, settings.jobs, progress)
    if isinstance(articles, (str, PathLike)):
        return Source.of_paths([fspath(articles)], *rest)
    table = as_table(articles)
    if table is not None:
        return Source.of_table(table, *rest)
    items = one_by_one(articles)
    first = list(islice(items, 1))
    if are_paths(first):
        return Source.of_paths([fspath(path) for path in chain(first, items)], *rest)
    records = Records()
    for item in chain(first, items):
        records.add(item)
    return Source.of_records(records, *rest)


def one_by_one(articles: object) -> Iterator[Any]:
    """Records or paths, where the articles are no table.

    Raises:
        TypeError: When they are nothing that articles are read from.
    """
    if isinstance(articles, (dict, bytes)) or not isinstance(articles, Iterable):
        raise TypeError(
            f"articles are a {type(articles).__name__}; help: give a list of dicts, a table "
            "(pandas, Polars, PyArrow, DuckDB), or a path"
        )
    return iter(articles)


def are_paths(items: list[Any]) -> bool:
    """Whether the first of them says that they are paths."""
    return bool(items) and isinstance(items[0], (str, PathLike))


def library(value: object) -> str:
    """The package that a value's type is of."""
    return type(value).__module__.split(".")[0]


def as_table(articles: object) -> ArrowTable | None:
    """The table that the articles are; None where they are none."""
    if isinstance(articles, ArrowTable):
        return _without_null_columns(articles)
    if hasattr(articles, "fetch_arrow_table"):
        # A relation of a DuckDB that does not have the interface yet.
        table: ArrowTable = articles.fetch_arrow_table()
        return table
    if library(articles) == "pandas" and hasattr(articles, "columns"):
        import pyarrow

        of_pandas: ArrowTable = pyarrow.Table.from_pandas(articles, preserve_index=False)
        return of_pandas
    return None


def _without_null_columns(table: ArrowTable) -> ArrowTable:
    """Polars hands columns that hold nothing over in a way that Arrow's own readers refuse."""
    if library(table) != "polars" or not hasattr(table, "drop"):
        return table
    schema = getattr(table, "schema", {})
    without: ArrowTable = table.drop([name for name, kind in schema.items() if str(kind) == "Null"])
    return without
