"""MinHashLSH finds what a naive index would, with the probability that it states."""

from __future__ import annotations

import pickle
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samestory import ConfigError, LeanMinHash, MinHash, MinHashLSH

SETS = [[f"{family} {k}" for k in range(member, member + 12)] for family in range(6) for member in range(4)]
SKETCHES = MinHash.bulk(SETS, num_perm=16)


def naive(index: dict[object, list[int]], lsh: MinHashLSH, query: int) -> set[object]:
    """Keys of sketches that share a band with a query, by comparing every band."""
    bands = [
        {(start, SKETCHES[sketch].hashvalues[start:end].tobytes()) for start, end in lsh.hashranges}
        for sketch in range(len(SKETCHES))
    ]
    return {key for key, sketches in index.items() if any(bands[sketch] & bands[query] for sketch in sketches)}


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["insert", "again", "remove"]), st.integers(0, 9), st.integers(0, len(SETS) - 1)),
        max_size=40,
    )
)
def test_an_index_finds_what_a_naive_one_does(steps: list[tuple[str, int, int]]) -> None:
    lsh = MinHashLSH(num_perm=16, params=(8, 2))
    index: dict[object, list[int]] = {}
    for step, key, sketch in steps:
        if step == "remove" and key not in index:
            with pytest.raises(ValueError, match="The given key does not exist"):
                lsh.remove(key)
        elif step == "remove":
            lsh.remove(key)
            del index[key]
        elif step == "insert" and key in index:
            with pytest.raises(ValueError, match="The given key already exists"):
                lsh.insert(key, SKETCHES[sketch])
        else:
            lsh.insert(key, SKETCHES[sketch], check_duplication=False)
            index.setdefault(key, []).append(sketch)
    for made in (lsh, pickle.loads(pickle.dumps(lsh))):
        assert list(made.keys) == list(index) and len(made.keys) == len(index)
        assert made.is_empty() == (not index)
        for query in range(len(SETS)):
            found = made.query(SKETCHES[query])
            assert len(found) == len(set(found))
            assert set(found) == naive(index, made, query)
        for table in made.hashtables:
            for bucket, keys in table.items():
                assert keys and len(set(keys)) == len(keys)
                assert all(bucket in made.keys[key] for key in keys)


def test_the_curve_is_what_happens_and_a_recall_is_kept() -> None:
    lsh = MinHashLSH(threshold=0.5, recall=0.95)
    assert lsh.probability(0.5) >= 0.95 > MinHashLSH(threshold=0.5).probability(0.5)
    assert lsh.b * lsh.r <= 128
    trials, shared, size = 400, 100, 150
    found = 0
    for trial in range(trials):
        a, b = MinHash.bulk([[f"{trial} {k}" for k in range(start, start + size)] for start in (0, size - shared)])
        index = MinHashLSH(num_perm=128, params=(lsh.b, lsh.r))
        index.insert("a", a)
        found += index.query(b) == ["a"]
    predicted = lsh.probability(shared / (2 * size - shared))
    assert abs(found / trials - predicted) < 4 * (predicted * (1 - predicted) / trials) ** 0.5 + 0.02


def test_weights_trade_misses_for_false_finds() -> None:
    # As datasketch documents for its own choice.
    careful, eager = MinHashLSH(0.8, weights=(0.8, 0.2)), MinHashLSH(0.8, weights=(0.2, 0.8))
    assert careful.b < eager.b and careful.r > eager.r
    assert (MinHashLSH(0.8).b, MinHashLSH(0.8).r) == (9, 13)


def test_indexes_merge_where_they_fit() -> None:
    one, other = MinHashLSH(0.5, num_perm=16), MinHashLSH(0.5, num_perm=16)
    one.insert("a", SKETCHES[0])
    other.insert("b", SKETCHES[4])
    one.merge(other)
    assert "a" in one and "b" in one and one.query(SKETCHES[4]) == ["b"]
    with pytest.raises(ValueError, match="overlapping"):
        one.merge(other, check_overlap=True)
    with pytest.raises(ValueError, match="different initialization"):
        one.merge(MinHashLSH(num_perm=16, params=(2, 8)))
    with pytest.raises(ValueError, match="Cannot merge type"):
        one.merge({})  # type: ignore[arg-type]


def test_sessions_buffers_and_counts_are_those_of_datasketch() -> None:
    lsh = MinHashLSH(0.5, num_perm=16)
    with lsh.insertion_session() as session:
        for key, sketch in enumerate(SKETCHES):
            session.insert(key, sketch)
    assert [sum(table.values()) for table in lsh.get_counts()] == [len(SKETCHES)] * lsh.b
    assert [sum(table.values()) for table in lsh.get_subset_counts(0, 1)] == [2] * lsh.b
    lsh.add_to_query_buffer(SKETCHES[0])
    lsh.add_to_query_buffer(SKETCHES[0])
    assert set(lsh.collect_query_buffer()) == set(lsh.query(SKETCHES[0]))
    assert lsh.collect_query_buffer() == []
    with lsh.deletion_session() as deletion:
        for key in range(len(SKETCHES)):
            deletion.remove(key)
    assert lsh.is_empty() and all(len(table) == 0 for table in lsh.hashtables)


def test_many_are_put_in_and_asked_at_once() -> None:
    lsh, one_by_one = MinHashLSH(0.5, num_perm=16), MinHashLSH(0.5, num_perm=16)
    lsh.insert_many(range(len(SKETCHES)), SKETCHES)
    for key, sketch in enumerate(SKETCHES):
        one_by_one.insert(key, sketch)
    assert lsh.query_many(SKETCHES) == [one_by_one.query(sketch) for sketch in SKETCHES]
    with pytest.raises(ValueError, match="more keys than sketches"):
        lsh.insert_many(["x", "y"], SKETCHES[:1])


def test_sketches_of_other_kinds_are_not_mixed() -> None:
    lsh = MinHashLSH(0.5, num_perm=16)
    lsh.insert("a", SKETCHES[0])
    assert lsh.query(LeanMinHash(SKETCHES[0])) == ["a"]
    for wrong in (MinHash(18), MinHash(16, seed=2)):
        for use in (lsh.query, lsh.add_to_query_buffer, lambda sketch: lsh.insert("b", sketch)):
            with pytest.raises(ValueError):
                use(wrong)
    lsh.remove("a")
    lsh.insert("b", MinHash(16, seed=2))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"threshold": 1.5}, "threshold must be in"),
        ({"num_perm": 1}, "Too few"),
        ({"weights": (0.5, 0.6)}, "Weights must sum"),
        ({"weights": (1.5, -0.5)}, "Weight must be in"),
        ({"params": (20, 10)}, "Did you forget to specify num_perm"),
        ({"params": (1, 5)}, "number of bands are too small"),
        ({"storage_config": {"type": "redis"}}, "help: the index is in memory"),
        ({"recall": 1.0}, "help: give a number above 0 and below 1"),
        ({"recall": 0.999, "threshold": 0.01}, "cannot be reached.*help: raise the threshold"),
    ],
)
def test_what_cannot_be_is_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        MinHashLSH(**arguments)  # type: ignore[arg-type]
    assert issubclass(ConfigError, ValueError)


def test_threads_may_share_an_index() -> None:
    lsh = MinHashLSH(0.5, num_perm=16)

    def insert(first: int) -> None:
        for key in range(first, first + 500):
            lsh.insert(key, SKETCHES[key % len(SKETCHES)])
            lsh.query(SKETCHES[0])
            if key % 3 == 0:
                lsh.remove(key)

    threads = [threading.Thread(target=insert, args=(first,)) for first in range(0, 4000, 500)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lsh.keys) == [key for key in range(4000) if key % 3]  # type: ignore[type-var]
