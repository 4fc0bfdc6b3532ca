"""Finds copies, reports of the same event and storylines in a news feed.

`cluster` says which articles are copies of each other, which report the same event and which events
belong to one storyline; `dedup` leaves out what repeats. `MinHash`, `LeanMinHash` and `MinHashLSH` have
the names and meanings of datasketch.
"""

from ._articles import Articles, ArrowTable
from ._cluster import cluster
from ._dedup import Deduplicated, dedup
from ._detection import Detection
from ._errors import (
    ConfigError,
    DefectError,
    IncompatibleError,
    InputError,
    ReadError,
    RejectedWarning,
    SamestoryError,
    UsageError,
)
from ._explain import Explanation
from ._lean_minhash import LeanMinHash
from ._lsh import MinHashLSH
from ._progress import Progress
from ._samestory import MinHash, __version__, xxh3_64
from ._settings import Settings
from ._table import Problems, Table

__all__ = [
    "Articles",
    "ArrowTable",
    "ConfigError",
    "Deduplicated",
    "DefectError",
    "Detection",
    "Explanation",
    "IncompatibleError",
    "InputError",
    "LeanMinHash",
    "MinHash",
    "MinHashLSH",
    "Problems",
    "Progress",
    "ReadError",
    "RejectedWarning",
    "SamestoryError",
    "Settings",
    "Table",
    "UsageError",
    "__version__",
    "cluster",
    "dedup",
    "xxh3_64",
]
