"""Copies and events in a feed that is too large for one machine, on Apache Spark.

`dedup` leaves out copies, `events` finds events window by window, `read` makes a table of files of every format.
Everything is computed by the package's own library, on the executors; `docs/scale.md` of the project says what it
costs. `spark-submit` runs it as a command: see `python -m samestory.spark --help`.
"""

from ._dedup import Deduplicated, dedup
from ._events import Events, events
from ._job import Limits
from ._read import read

__all__ = ["Deduplicated", "Events", "Limits", "dedup", "events", "read"]
