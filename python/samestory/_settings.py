"""Keyword arguments as the settings that the library reads."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any, TypedDict

Window = int | str


class Settings(TypedDict, total=False):
    """Every setting; each means what the program's flag of that name does."""

    level: str
    profile: str
    threshold: float
    recall: float
    excerpt: float
    window: Window
    event_threshold: float
    storyline_threshold: float
    corrections: str | PathLike[str]
    keep: str
    prefer: Iterable[str]
    boilerplate: Iterable[str]
    pairs: str
    seed: int
    jobs: int
    format: str
    id_field: str
    title_field: str
    text_field: str
    date_field: str
    source_field: str
    url_field: str
    lang_field: str
    author_field: str
    html: str
    extractor: str
    as_of: str
    query: str
    strict: bool
    max_errors: int
    max_record_bytes: int
    max_unpacked_bytes: int


_COPIES = {"threshold": "threshold", "recall": "recall", "profile": "profile", "excerpt": "excerpt"}
_EVENTS = {
    "level": "level",
    "event_threshold": "threshold",
    "storyline_threshold": "storyline_threshold",
    "window": "window_hours",
}
_WHOLE = ("seed", "keep", "prefer", "boilerplate", "pairs")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}


@dataclass(frozen=True)
class Split:
    """Settings by who reads them; the first two are JSON."""

    config: str
    reading: str
    corrections: str | None
    jobs: int | None


def split(settings: dict[str, Any]) -> Split:
    """Sorts settings by who reads them.

    Raises:
        TypeError: For a name that is no setting, as for any unknown keyword argument.
    """
    unknown = ", ".join(sorted(settings.keys() - Settings.__optional_keys__))
    if unknown:
        raise TypeError(f"unexpected setting: {unknown}; help: `help(samestory.Settings)` lists all")
    given = {name: value for name, value in settings.items() if value is not None}
    if "window" in given:
        given["window"] = _hours(given["window"])
    for name in ("prefer", "boilerplate"):
        if name in given:
            given[name] = [given[name]] if isinstance(given[name], str) else list(given[name])
    corrections = given.pop("corrections", None)
    jobs = given.pop("jobs", None)
    config: dict[str, Any] = {name: given.pop(name) for name in _WHOLE if name in given}
    config["copies"] = {name: given.pop(key) for key, name in _COPIES.items() if key in given}
    config["events"] = {name: given.pop(key) for key, name in _EVENTS.items() if key in given}
    # The rest says how to read. An embargo ends by the clock, as in the program.
    reading = {**given, "as_of": str(given.get("as_of", int(time.time())))}
    return Split(
        config=json.dumps(config),
        reading=json.dumps(reading),
        corrections=None if corrections is None else fspath(corrections),
        jobs=jobs,
    )


def _hours(window: Window) -> int:
    if isinstance(window, str):
        number, unit = window[:-1], window[-1:]
        if not number.isascii() or not number.isdigit() or unit not in _HOURS:
            raise ValueError(
                f"window is {window!r}; help: give a number with h, d or w, such as 72h or 10d"
            )
        return int(number) * _HOURS[unit]
    return window
