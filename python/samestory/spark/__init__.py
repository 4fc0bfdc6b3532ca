"""Copies in a feed that is too large for one machine, on Apache Spark."""

from ._dedup import Deduplicated, dedup
from ._job import Limits

__all__ = ["Deduplicated", "Limits", "dedup"]
