"""`LeanMinHash` with the names and meanings of datasketch."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NoReturn, Self

from ._samestory import MinHash

if TYPE_CHECKING:
    import numpy.typing as npt

_HEAD = "qi"
"""Seed and number of hash values in front of a serialized sketch."""


class LeanMinHash(MinHash):
    """A MinHash that can no longer be updated: hash values and seed only, hashable, serializable.

    Args:
        minhash: The sketch to take over.
        seed: Instead of a sketch: its seed.
        hashvalues: Instead of a sketch: its hash values, each 0 to 2**32 - 1.
        scheme: `"fast_similarity"`, the only one.

    Raises:
        ValueError: When neither a sketch nor seed and hash values are given, or they do not fit.

    Example:
        >>> from samestory import LeanMinHash, MinHash
        >>> lean = LeanMinHash(MinHash(num_perm=64))
        >>> lean.bytesize()
        268
    """

    def __new__(
        cls,
        minhash: MinHash | None = None,
        seed: int | None = None,
        hashvalues: npt.ArrayLike | bytes | None = None,
        scheme: str | None = None,
    ) -> Self:
        if minhash is not None:
            seed, hashvalues, scheme = minhash.seed, minhash.digest(), minhash.scheme
        if seed is None or hashvalues is None:
            raise ValueError(
                "neither a sketch nor seed and hash values are given; help: LeanMinHash(minhash)"
            )
        return super().__new__(cls, seed=seed, hashvalues=hashvalues, scheme=scheme or "fast_similarity")

    def update(self, b: object) -> NoReturn:
        """Raises TypeError: a LeanMinHash is not updated."""
        raise TypeError("Cannot update a LeanMinHash")

    def update_batch(self, b: object) -> NoReturn:
        """Raises TypeError: a LeanMinHash is not updated."""
        raise TypeError("Cannot update a LeanMinHash")

    def update_hashes(self, hashes: object) -> NoReturn:
        """Raises TypeError: a LeanMinHash is not updated."""
        raise TypeError("Cannot update a LeanMinHash")

    def bytesize(self, byteorder: str = "@") -> int:
        """Bytes that `serialize` writes: 8 of the seed, 4 of the number of hash values, 4 of each."""
        return struct.calcsize(self._format(len(self), byteorder))

    def serialize(self, buf: Any, byteorder: str = "@") -> None:
        """Writes the sketch to the front of a writable buffer.

        Args:
            buf: A buffer of at least `bytesize()` bytes, such as a bytearray.
            byteorder: As in the `struct` module.

        Raises:
            ValueError: When the buffer is too small.
        """
        size = self.bytesize(byteorder)
        if len(buf) < size:
            raise ValueError(f"the buffer has {len(buf)} bytes; help: give one of {size}, see bytesize()")
        values = self.digest().tolist()
        struct.pack_into(self._format(len(self), byteorder), buf, 0, self.seed, len(self), *values)

    @classmethod
    def deserialize(cls, buf: Any, byteorder: str = "@") -> Self:
        """Reads a sketch that `serialize` wrote.

        Raises:
            ValueError: When the buffer ends too early.
        """
        try:
            _, count = struct.unpack_from(byteorder + _HEAD, buf, 0)
            seed, _, *values = struct.unpack_from(cls._format(count, byteorder), buf, 0)
        except struct.error as cause:
            raise ValueError(f"no serialized LeanMinHash: {cause}") from cause
        return cls(seed=seed, hashvalues=values)

    @classmethod
    def union(cls, *mhs: MinHash) -> Self:
        """The sketch of all elements of two or more others; see `MinHash.union`."""
        united = super().union(*mhs)
        assert isinstance(united, cls)
        return united

    def __hash__(self) -> int:
        return hash((self.seed, self.digest().tobytes()))

    @staticmethod
    def _format(count: int, byteorder: str) -> str:
        return f"{byteorder}{_HEAD}{count}I"
