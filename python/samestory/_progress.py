"""How far a run is, as tqdm shows it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Protocol


class Bar(Protocol):
    """What a progress factory returns: tqdm's bar, or anything with these two methods."""

    def update(self, n: int = 1) -> object: ...

    def close(self) -> object: ...


Progress = bool | Callable[..., Bar]
"""True for a bar, or what makes one: `tqdm.tqdm` or a callable that is called like it,
`progress(total=..., desc=..., unit=...)`, once a stage; `total` is None where it is not known."""


class Bars:
    """A bar a stage; usable as `with Bars(progress) as report`, where `report` is None for no bars."""

    def __init__(self, progress: Progress) -> None:
        self._factory: Callable[..., Bar] | None = None
        if progress is True:
            self._factory = _usual()
        elif progress:
            self._factory = progress
        self._stage: str | None = None
        self._bar: Bar | None = None
        self._done = 0

    def __enter__(self) -> Callable[[str, int, int | None], None] | None:
        return None if self._factory is None else self._tell

    def __exit__(self, *raised: object) -> None:
        self._end()

    def _tell(self, stage: str, done: int, total: int | None) -> None:
        if stage != self._stage:
            self._end()
            assert self._factory is not None
            self._bar = self._factory(total=total, desc=stage, unit="it")
            self._stage, self._done = stage, 0
        assert self._bar is not None
        if done > self._done:
            self._bar.update(done - self._done)
            self._done = done

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar = self._stage = None


def _usual() -> Callable[..., Bar]:
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return _Lines
    bar: Callable[..., Bar] = tqdm
    return bar


class _Lines:
    """A line a stage on stderr, where tqdm is not installed."""

    def __init__(self, **of_tqdm: Any) -> None:
        print(f"samestory: {of_tqdm['desc']} ...", file=sys.stderr)

    def update(self, n: int = 1) -> None:
        """Says nothing: a line a stage is enough."""

    def close(self) -> None:
        """Ends the stage."""
