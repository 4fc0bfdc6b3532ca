"""`MinHashLSH` with the names and meanings of datasketch."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Self

from ._samestory import Lsh


class MinHashLSH(Lsh):
    """An index that finds sets of a Jaccard similarity at or above a threshold.

    Names and meanings are those of `datasketch.MinHashLSH`; new is `recall`.

    Args:
        threshold: Jaccard similarity, 0 to 1, for which the index is made.
        num_perm: Number of hash values of the sketches.
        weights: Of false positives and false negatives, for which bands and rows are best; they sum to 1.
            Such a choice promises nothing at the threshold itself: 0.9 and 128 hash values find some half
            of the pairs there.
        params: Bands and rows instead, as a tuple; at most `num_perm` hash values in all.
        storage_config: `{"type": "dict"}` or None: the index is in memory.
        prepickle: Taken for the sake of datasketch's callers; keys are kept as they are.
        hashfunc: Taken for the sake of datasketch's callers; buckets are hashed to 64 bits anyway.
        recall: Instead of `weights`: the probability, above 0 and below 1, with which a query finds a
            set at the threshold. `probability` gives it for any similarity.

    Raises:
        ValueError: When an argument is out of its range, a recall cannot be reached, or another storage
            is asked for.

    Example:
        >>> from samestory import MinHash, MinHashLSH
        >>> lsh = MinHashLSH(threshold=0.5, recall=0.99)
        >>> sketch = MinHash()
        >>> sketch.update_batch(["ferry", "aground", "harbour", "sandbank"])
        >>> lsh.insert("wire", sketch)
        >>> lsh.query(sketch)
        ['wire']
        >>> lsh.probability(0.5) >= 0.99
        True
    """

    def __new__(
        cls,
        threshold: float = 0.9,
        num_perm: int = 128,
        weights: tuple[float, float] = (0.5, 0.5),
        params: tuple[int, int] | None = None,
        storage_config: dict[str, Any] | None = None,
        prepickle: bool | None = None,
        hashfunc: Callable[[bytes], bytes] | None = None,
        *,
        recall: float | None = None,
    ) -> Self:
        if not 0.0 <= threshold <= 1.0:
            raise ValueError("threshold must be in [0.0, 1.0]")
        if num_perm < 2:
            raise ValueError("Too few permutation functions")
        if any(not 0.0 <= weight <= 1.0 for weight in weights):
            raise ValueError("Weight must be in [0.0, 1.0]")
        if sum(weights) != 1.0:
            raise ValueError("Weights must sum to 1.0")
        if storage_config and storage_config.get("type", "dict") != "dict":
            raise ValueError(
                f"storage {storage_config['type']!r} is not there; help: the index is in memory, pickle it to keep it"
            )
        if params is not None:
            bands, rows = params
            if bands < 1 or rows < 1 or bands * rows > num_perm:
                raise ValueError(
                    f"params {bands} * {rows} = {bands * rows} must be at most num_perm {num_perm}. "
                    "Did you forget to specify num_perm?"
                )
        made = super().__new__(cls, threshold, num_perm, weights, params, recall)
        if made.b < 2:
            raise ValueError("The number of bands are too small (b < 2)")
        made.threshold = threshold
        made.prepickle = bool(prepickle)
        made.hashfunc = hashfunc
        made.buffer_size = 50000
        made._buffered = []
        return made

    threshold: float
    prepickle: bool
    hashfunc: Callable[[bytes], bytes] | None
    buffer_size: int
    _buffered: list[set[Hashable]]

    @property
    def hashtables(self) -> list[HashTable]:
        """A read-only view of each band: its buckets, and the keys in them."""
        return [HashTable(self, band) for band in range(self.b)]

    @property
    def keys(self) -> Keys:
        """A read-only view of the keys: the bucket of each band that they are in."""
        return Keys(self)

    @property
    def hashranges(self) -> list[tuple[int, int]]:
        """First and behind the last hash value of each band."""
        return [(band * self.r, (band + 1) * self.r) for band in range(self.b)]

    def merge(self, other: MinHashLSH, check_overlap: bool = False) -> None:
        """Puts everything of another index in.

        Args:
            other: An index with as many hash values, bands and rows.
            check_overlap: Whether a key in both is an error; otherwise it then stands for both sketches.

        Raises:
            ValueError: When the two differ in form or kind of sketches, or keys overlap.
        """
        if not isinstance(other, MinHashLSH):
            raise ValueError(f"Cannot merge type MinHashLSH and type {type(other).__name__}.")
        if (self.h, self.b, self.r) != (other.h, other.b, other.r):
            raise ValueError("Cannot merge MinHashLSH with different initialization parameters.")
        keys = other._keys()
        if check_overlap and any(key in self for key in keys):
            raise ValueError("The keys are overlapping, duplicate key exists.")
        for key in keys:
            self._put(key, other._hashes(key), other._kind)

    def insertion_session(self, buffer_size: int = 50000) -> MinHashLSHInsertionSession:
        """A context manager with `insert`; `buffer_size` is without meaning in memory."""
        return MinHashLSHInsertionSession(self, buffer_size)

    def deletion_session(self, buffer_size: int = 50000) -> MinHashLSHDeletionSession:
        """A context manager with `remove`; `buffer_size` is without meaning in memory."""
        return MinHashLSHDeletionSession(self, buffer_size)

    def add_to_query_buffer(self, minhash: Any) -> None:
        """Keeps a query for `collect_query_buffer`.

        Raises:
            ValueError: As `query`.
        """
        self._buffered.append(set(self.query(minhash)))

    def collect_query_buffer(self) -> list[Hashable]:
        """The keys that every query since the last call finds."""
        found, self._buffered = self._buffered, []
        return list(set.intersection(*found)) if found else []

    def get_counts(self) -> list[dict[bytes, int]]:
        """For each band the number of keys in each bucket."""
        return [table.itemcounts() for table in self.hashtables]

    def get_subset_counts(self, *keys: Hashable) -> list[dict[bytes, int]]:
        """`get_counts`, of these keys alone."""
        counts: list[dict[bytes, int]] = [{} for _ in range(self.b)]
        for key in set(keys):
            for at, bucket in enumerate(self._hashes(key)):
                table = counts[at % self.b]
                table[bucket] = table.get(bucket, 0) + 1
        return counts

    def __reduce__(self) -> tuple[Any, ...]:
        arguments = (self.threshold, self.h, (0.5, 0.5), (self.b, self.r), None, self.prepickle, self.hashfunc)
        entries = [(key, b"".join(self._hashes(key))) for key in self._keys()]
        return _restored, (type(self), arguments, self._kind, entries)


def _restored(
    cls: type[MinHashLSH],
    arguments: tuple[Any, ...],
    kind: tuple[str, int] | None,
    entries: list[tuple[Hashable, bytes]],
) -> MinHashLSH:
    lsh = cls(*arguments)
    for key, hashes in entries:
        lsh._put(key, [hashes[at : at + 8] for at in range(0, len(hashes), 8)], kind)
    return lsh


class HashTable(Mapping[bytes, list[Hashable]]):
    """The buckets of a band: 8 bytes that name one, and the keys in it."""

    def __init__(self, lsh: MinHashLSH, band: int) -> None:
        self._lsh = lsh
        self._band = band

    def __getitem__(self, bucket: bytes) -> list[Hashable]:
        keys = self._lsh._bucket(self._band, bucket)
        if not keys:
            raise KeyError(bucket)
        return keys

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._lsh._buckets(self._band))

    def __len__(self) -> int:
        return len(self._lsh._buckets(self._band))

    def itemcounts(self) -> dict[bytes, int]:
        """The number of keys in each bucket."""
        return {bucket: len(keys) for bucket, keys in self.items()}


class Keys(Mapping[Hashable, list[bytes]]):
    """The keys of an index, and the bucket of each band that one is in."""

    def __init__(self, lsh: MinHashLSH) -> None:
        self._lsh = lsh

    def __getitem__(self, key: Hashable) -> list[bytes]:
        buckets = self._lsh._hashes(key)
        if not buckets:
            raise KeyError(key)
        return buckets

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._lsh._keys())

    def __len__(self) -> int:
        return len(self._lsh)


class _Session:
    def __init__(self, lsh: MinHashLSH, buffer_size: int) -> None:
        self.lsh = lsh
        self.lsh.buffer_size = buffer_size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the session; all is in the index already."""


class MinHashLSHInsertionSession(_Session):
    """Puts sketches into an index."""

    def insert(self, key: Hashable, minhash: Any, check_duplication: bool = True) -> None:
        """As `MinHashLSH.insert`."""
        self.lsh.insert(key, minhash, check_duplication)


class MinHashLSHDeletionSession(_Session):
    """Takes keys out of an index."""

    def remove(self, key: Hashable) -> None:
        """As `MinHashLSH.remove`."""
        self.lsh.remove(key)
