"""What the executors run: the library's phases on the record batches of a partition.

Each function here makes a function for `DataFrame.mapInArrow`. Rows that belong together lie in one partition,
sorted by what they have in common; they are taken together as far as they fit into memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Batches = Iterable[pa.RecordBatch]
Kernel = Callable[[Batches], Iterator[pa.RecordBatch]]
Left = Any
"""A broadcast of `(config, furniture, boilerplate)`."""

GROUP_BYTES = 64 << 20
"""Rows that are worked on together, unless one group alone is larger."""
PIECE = 1 << 15
"""Nodes whose keys are packed together: the more, the fewer bytes a key takes."""
_MOST_BYTES = (1 << 31) - 1
"""What one column of a batch may hold."""

SCANNED = (
    "id string, seconds bigint, day boolean, source string, fingerprint bigint, words int, version boolean, "
    "amount tinyint, sequence binary, characters boolean, node binary"
)
ENTRY = ("id", "seconds", "day", "source", "fingerprint", "words", "version")
TEXTS = "id string, title string, text string, lang string"
MET = "a int, b int, how tinyint, keys int, more int"
LIKELY = "a int, b int, how tinyint, keys int, needs int"
CHECKED = "a int, b int, how tinyint, one_title boolean, one_text boolean, alike int"
STRIPPED = "rank int, amount tinyint, characters boolean, node binary"
JUDGED = "a int, b int, relation tinyint, judged binary"
RECORDS = "kind tinyint, rank int, record string, founder int"
LISTINGS = 9
"""The kind of a row of `RECORDS` that is no record: how many pairs a part would list."""


def native() -> Any:
    """The compiled half, which takes as many threads as Spark gives to a task."""
    os.environ.setdefault("RAYON_NUM_THREADS", os.environ.get("SAMESTORY_TASK_CPUS", "1"))
    from samestory import _samestory

    return _samestory


def together(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    """Batches as one, with the plain columns that the compiled half takes."""
    table = pa.Table.from_batches(batches).combine_chunks()
    columns = [_plain(table.column(name)) for name in table.column_names]
    return pa.RecordBatch.from_arrays(columns, names=table.column_names)


def _plain(column: pa.ChunkedArray) -> pa.Array:
    plain = {pa.large_string(): pa.string(), pa.large_binary(): pa.binary()}
    kind = plain.get(column.type, column.type)
    return pa.concat_arrays([chunk.cast(kind) for chunk in column.chunks]) if column.num_chunks else pa.array([], kind)


def whole(batches: Batches) -> pa.RecordBatch | None:
    """All rows of a partition; None where there are none."""
    filled = [batch for batch in batches if batch.num_rows]
    return together(filled) if filled else None


def groups(batches: Batches, key: str, most: int = GROUP_BYTES) -> Iterator[pa.RecordBatch]:
    """Rows of a partition that is sorted by `key`, those with one key together: some keys at a time."""
    held: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        if not batch.num_rows:
            continue
        held.append(batch)
        size += batch.nbytes
        if size < most:
            continue
        last = batch.column(key)[-1]
        open_rows = pc.equal(batch.column(key), last)
        if not pc.all(open_rows).as_py():
            first = pc.index(open_rows, True).as_py()
            held[-1] = batch.slice(0, first)
            yield together(held)
            held = [batch.slice(first)]
            size = held[0].nbytes
        elif len(held) > 1 and held[-2].column(key)[-1] != last:
            yield together(held[:-1])
            held = [batch]
            size = batch.nbytes
        elif size > _MOST_BYTES:
            raise MemoryError(
                f"the articles of one group ({key} {last}) are more than 2 GiB; help: raise samestory's "
                "`threshold`, or take the articles out that so many others repeat in part"
            )
    if held:
        yield together(held)


def each_group(batches: Batches, key: str) -> Iterator[pa.RecordBatch]:
    """Rows of a partition that is sorted by `key`, one key at a time."""
    for rows in groups(batches, key):
        keys = rows.column(key)
        start = 0
        ends = pc.run_end_encode(keys).run_ends.to_pylist() if not pa.types.is_nested(keys.type) else []
        for end in ends:
            yield rows.slice(start, end - start)
            start = end


def _of_batches(phase: str, *given: object) -> Kernel:
    """A phase of the compiled half, batch by batch."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows:
                yield getattr(native(), phase)(together([batch]), *given)

    return kernel


def _of_groups(phase: str, key: str, *given: object) -> Kernel:
    """A phase of the compiled half, group by group."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        for rows in groups(batches, key):
            yield getattr(native(), phase)(rows, *given)

    return kernel


def _knowing(phase: str, left: Left) -> Kernel:
    """A phase of the compiled half that knows what is left out, group by group."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        yield from _of_groups(phase, "batch", native().Known(*left.value))(batches)

    return kernel


def sources(batches: Batches, reading: str) -> Iterator[Any]:
    """The records of batches, read as articles."""
    for batch in batches:
        if batch.num_rows:
            yield native().Source.of_table(pa.Table.from_batches([batch]), reading, 1, None)


def scan(config: str, reading: str) -> Kernel:
    """Articles to what the first pass finds; of what makes no article a row without an id, with the reason as
    `source`, and 1 as `amount` where its id is taken."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        for source in sources(batches, reading):
            rows = native().spark_scan(source, config)
            yield rows
            refused = _told(source.rejected()[1])
            taken = [reason for reason in _told(source.warnings()[1]) if " is taken by an article" in reason]
            reasons = refused + taken
            if reasons:
                columns = {name: pa.nulls(len(reasons), rows.schema.field(name).type) for name in rows.schema.names}
                columns["source"] = pa.array(reasons, pa.string())
                columns["amount"] = pa.array([0] * len(refused) + [1] * len(taken), pa.int8())
                yield pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))

    return kernel


def _told(problems: Any) -> list[str]:
    table = pa.table(problems)
    rows = zip(table["reason"].to_pylist(), table["repair"].to_pylist(), strict=True)
    return [f"{reason}; help: {repair}" for reason, repair in rows]


def texts(config: str, reading: str) -> Kernel:
    """Articles to their texts as they are compared."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        for source in sources(batches, reading):
            yield native().spark_texts(source, config)

    return kernel


def numbered(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Ids of a sorted partition, each with the partition and its place there."""
    from pyspark import TaskContext

    context = TaskContext.get()
    part = context.partitionId() if context else 0
    place = 0
    for batch in batches:
        count = batch.num_rows
        yield pa.RecordBatch.from_arrays(
            [
                batch.column("id"),
                pa.array([part] * count, pa.int32()),
                pa.array(range(place, place + count), pa.int32()),
            ],
            names=["id", "part", "place"],
        )
        place += count


def firsts() -> Kernel:
    """Articles of a few words to the first of those with the same ones."""
    return _of_groups("spark_firsts", "sequence")


def keys(config: str, articles: int, characters: bool) -> Kernel:
    """Nodes, sorted by rank, to their keys by bucket, some nodes at a time."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        held: list[pa.RecordBatch] = []
        size = 0
        for batch in batches:
            held.append(batch)
            size += batch.num_rows
            if size >= PIECE:
                yield native().spark_keys(together(held), config, articles, characters)
                held, size = [], 0
        if size:
            yield native().spark_keys(together(held), config, articles, characters)

    return kernel


def company(config: str, articles: int, characters: bool) -> Kernel:
    """Buckets of keys to how many articles have each."""
    return _of_groups("spark_company", "bucket", config, articles, characters)


def postings(config: str, articles: int, characters: bool) -> Kernel:
    """Nodes, sorted by rank, to those keys that others have, too, by bucket. The first node of what was taken
    together before has the answers for all of it."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        held: list[pa.RecordBatch] = []
        for batch in batches:
            start = 0
            for first in pc.indices_nonzero(pc.is_valid(batch.column("answers"))).to_pylist():
                held.append(batch.slice(start, first - start))
                start = first
                yield from piece(held)
                held = []
            held.append(batch.slice(start))
        yield from piece(held)

    def piece(held: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = whole(held)
        if rows is not None:
            yield native().spark_postings(rows, config, articles, characters)

    return kernel


def under(keys: bytes, only: bool) -> Kernel:
    """Nodes to those that stand under some excerpt keys, a row a key; `only` of those that have no others."""
    return _of_batches("spark_under", keys, only)


def meet(config: str, articles: int, members: int, characters: bool) -> Kernel:
    """Buckets to who meets in them."""
    return _of_groups("spark_meet", "bucket", config, articles, members, characters)


def rarest(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Who asks for longer articles under a key that tells nothing to whom it meets; what is left out comes as
    a row of `how` 64: `a` askers, `b` and `more` the low and high half of the pairs."""
    for rows in each_group(batches, "key"):
        met, asked, left_out = native().spark_rarest(rows)
        yield met
        yield _left_out(met, asked, left_out)


def _left_out(like: pa.RecordBatch, keys: int, pairs: int) -> pa.RecordBatch:
    row = {"a": keys, "b": pairs & 0x7FFFFFFF, "how": 64, "keys": 0, "more": pairs >> 31}
    columns = [pa.array([row[name]], like.schema.field(name).type) for name in like.schema.names]
    return pa.RecordBatch.from_arrays(columns, names=like.schema.names)


def likeness(config: str, articles: int, characters: bool) -> Kernel:
    """Members of crowds to what they are put in order by."""
    return _of_batches("spark_likeness", config, articles, characters)


def crowd(config: str, articles: int, characters: bool) -> Kernel:
    """Members of crowds in order to who meets whom."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        for rows in each_group(batches, "crowd"):
            met, left_out = native().spark_crowd(rows, config, articles, characters)
            yield met
            yield _left_out(met, 1, left_out)

    return kernel


def likely(config: str, articles: int, signatures: Any) -> Kernel:
    """Who met to who may be a candidate, by the signatures of both: those of a row, or a broadcast of all."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        known = None if signatures is None else signatures.value
        yield from _of_batches("spark_likely", config, articles, known)(batches)

    return kernel


def check(config: str, articles: int, hot: bytes, signatures: Any) -> Kernel:
    """Nodes with those that each met to who is a candidate; the excerpt keys `hot` tell nothing. Where there is a
    broadcast of all signatures, the nodes are without."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        known = None if signatures is None else signatures.value
        yield from _of_groups("spark_check", "batch", config, articles, hot, known)(batches)

    return kernel


def votes(config: str, known: bytes | None) -> Kernel:
    """Articles with the pairs that are asked to votes on furniture."""
    return _of_groups("spark_votes", "batch", config, known)


def strip(left: Left) -> Kernel:
    """Articles with furniture to their nodes without it."""
    return _knowing("spark_strip", left)


def boilerplate(left: Left) -> Kernel:
    """The articles of a source to its boilerplate."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        known = native().Known(*left.value)
        for rows in each_group(batches, "source"):
            learned = native().spark_boilerplate(rows, known)
            if learned:
                source = rows.column("source")[:1]
                yield pa.RecordBatch.from_arrays(
                    [source.cast(pa.string()), pa.array([learned], pa.binary())], names=["source", "shingles"]
                )

    return kernel


def judge(left: Left) -> Kernel:
    """Articles with their partners to judged pairs."""
    return _knowing("spark_judge", left)


def families(left: Left, listed: int | None, old: str | None) -> Kernel:
    """Articles that hang together to their records; those whose id begins with `old` are only looked up. The listings come as a row of kind 9 a piece."""

    def kernel(batches: Batches) -> Iterator[pa.RecordBatch]:
        import json

        known = native().Known(*left.value)
        for rows in groups(batches, "component"):
            records, listings = native().spark_families(rows, known, listed, old)
            yield records
            yield pa.RecordBatch.from_arrays(
                [
                    pa.array([LISTINGS], pa.int8()),
                    pa.array([0], pa.int32()),
                    pa.array([json.dumps(listings)]),
                    pa.array([0], pa.int32()),
                ],
                names=records.schema.names,
            )

    return kernel
