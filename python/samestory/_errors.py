"""The exceptions of the package: what was wrong, where, and how to repair it.

Their text is the program's, which ends with `; help: ...` where a repair is known.
"""

from __future__ import annotations


class SamestoryError(Exception):
    """Any error of this package.

    Attributes:
        path: File that it is about, or None.
        record: Line or number of the record in that file, 1 the first, or None.
        article: Id of the article that it is about, or None.
        repair: How to repair it, or None where nobody knows.
    """

    def __init__(
        self,
        message: str,
        *,
        path: object = None,
        record: int | None = None,
        article: str | None = None,
        repair: str | None = None,
    ) -> None:
        super().__init__(message)
        self.path = None if path is None else str(path)
        self.record = record
        self.article = article
        self.repair = repair


class ReadError(SamestoryError, OSError):
    """The operating system refused to read or write."""


class InputError(SamestoryError, ValueError):
    """A record or a file does not have the form it claims."""


class ConfigError(SamestoryError, ValueError):
    """A setting is out of its range, unknown, or two contradict one another."""


class UsageError(SamestoryError, ValueError):
    """A function was called with arguments that do not fit."""


class IncompatibleError(SamestoryError, ValueError):
    """Two things that may not be mixed, such as sketches of different seeds."""


class DefectError(SamestoryError, RuntimeError):
    """The package is at fault; the process and its data are sound."""


class RejectedWarning(UserWarning):
    """Some records made no article, or not all that is in them could be read."""
