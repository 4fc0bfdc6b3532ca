"""Records as a table."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._samestory import Table as _Columns

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_SHOWN_ROWS = 10


class Table:
    """Records of one kind, a row each, with the field names of the program's files.

    Columns are Arrow arrays: any library with Arrow's PyCapsule interface takes the table over
    without a copy (`polars.DataFrame(table)`, `pyarrow.table(table)`, `duckdb.sql("from table")`).
    Scores are float64, counts uint64, lists and nested records stay what they are; a field without
    a value is null. Iterating gives a dict a row.

    Example:
        >>> import samestory
        >>> found = samestory.cluster([{"id": "a", "text": "The harbour is closed."}])
        >>> found.memberships.column_names[:4]
        ['id', 'family', 'event', 'storyline']
        >>> len(found.memberships), found.memberships[0]["role"]
        (1, 'single')
    """

    __slots__ = ("_columns", "_rows")

    def __init__(self, columns: _Columns) -> None:
        self._columns = columns
        self._rows: list[dict[str, Any]] | None = None

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return self._columns.column_names

    def __len__(self) -> int:
        return len(self._columns)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._all())

    def __getitem__(self, row: int) -> dict[str, Any]:
        return self._all()[row]

    def to_pylist(self) -> list[dict[str, Any]]:
        """A dict a row; fields without a value are None."""
        return list(self._all())

    def _all(self) -> list[dict[str, Any]]:
        if self._rows is None:
            self._rows = json.loads(self._columns.json())
        return self._rows

    def to_arrow(self) -> pyarrow.Table:
        """A `pyarrow.Table` of the same memory.

        Raises:
            ImportError: Where PyArrow is not installed.
        """
        import pyarrow

        table: pyarrow.Table = pyarrow.table(self)
        return table

    def to_pandas(self) -> pandas.DataFrame:
        """A `pandas.DataFrame`, made by PyArrow.

        Raises:
            ImportError: Where pandas or PyArrow is not installed.
        """
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """A `polars.DataFrame` of the same memory.

        Raises:
            ImportError: Where Polars is not installed.
        """
        import polars

        return polars.DataFrame(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._columns.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"Table of {len(self)} rows: {', '.join(self.column_names)}"

    def _repr_html_(self) -> str:
        names = self.column_names
        head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(row[name])}</td>" for name in names) + "</tr>"
            for row in json.loads(self._columns.json(_SHOWN_ROWS))
        )
        more = f"<caption>{len(self):,} rows</caption>"
        return f"<table>{more}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Problems(Table):
    """What is wrong with records, and where: `path`, `record` (1 the first), `reason` and `repair`.

    Attributes:
        total: How many there are; the table has the first 10,000.
    """

    __slots__ = ("total",)

    def __init__(self, total: int, columns: _Columns) -> None:
        super().__init__(columns)
        self.total = total

    def told(self, row: int = 0) -> str:
        """One of them in words, as the program prints it."""
        problem = self[row]
        record = "" if problem["record"] is None else f":{problem['record']}"
        return f"{problem['path']}{record}: {problem['reason']}; {problem['repair']}"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    text = "" if value is None else str(value)
    return html.escape(text if len(text) <= 80 else text[:77] + "...")
