"""A run tells how far it is, can be interrupted, and leaves other threads alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import CORPUS, Record

import samestory
from samestory import ConfigError, DefectError, IncompatibleError, ReadError, SamestoryError, UsageError, _samestory


class Bar:
    """What tqdm would show, kept."""

    opened: list[Bar] = []

    def __init__(self, *, total: int | None, desc: str, unit: str) -> None:
        self.total, self.desc, self.done, self.closed = total, desc, 0, False
        assert unit
        self.opened.append(self)

    def update(self, n: int = 1) -> None:
        assert n > 0 and not self.closed
        self.done += n

    def close(self) -> None:
        assert not self.closed
        self.closed = True


STAGES = ["read", "sketch", "copy candidates", "compare", "families", "terms", "event candidates", "judge", "group", "assemble"]


def test_progress_makes_a_bar_for_every_stage() -> None:
    Bar.opened = []
    samestory.cluster(CORPUS, progress=Bar)
    assert [bar.desc for bar in Bar.opened] == STAGES
    assert all(bar.closed for bar in Bar.opened)
    for bar in Bar.opened:
        assert bar.total is None or bar.done == bar.total, bar.desc


def test_progress_true_takes_tqdm_or_tells_the_stages(
    articles: list[Record], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    samestory.cluster(articles, progress=True)
    assert "sketch" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    samestory.cluster(articles, progress=True)
    assert capsys.readouterr().err.splitlines() == [f"samestory: {stage} ..." for stage in STAGES]
    samestory.cluster(articles)
    assert capsys.readouterr().err == ""


def test_what_progress_raises_ends_the_run() -> None:
    def stop(**of_tqdm: object) -> Bar:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        samestory.cluster(CORPUS, progress=stop)


def feed(articles: int) -> list[Record]:
    """A feed that takes some seconds: reports that share words without being copies."""
    words = [f"w{n}" for n in range(400)]

    def text(n: int) -> str:
        return " ".join(words[(n * 7919 + k * k * 31 + k) % len(words)] for k in range(120))

    return [{"id": n, "text": text(n), "published": f"2024-03-{1 + n % 28:02}"} for n in range(articles)]


@contextmanager
def ticking() -> Iterator[list[float]]:
    """A thread that notes the time whenever it gets to run."""
    ticks: list[float] = []
    end = threading.Event()

    def tick() -> None:
        while not end.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.01)

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield ticks
    finally:
        end.set()
        thread.join()


def test_other_threads_run_meanwhile() -> None:
    seconds, articles = 0.0, 750
    # Long enough to tell, however fast the machine is.
    while seconds < 0.5:
        articles *= 2
        source = _samestory.Source.of_records(records(feed(articles)), "{}", 1, None)
        with ticking() as ticks:
            begin = time.monotonic()
            _samestory.cluster(source, "{}", None, 1, None)
            seconds = time.monotonic() - begin
    during = [tick for tick in ticks if begin <= tick <= begin + seconds]
    gaps = [b - a for a, b in zip(during, during[1:], strict=False)]
    assert max(gaps) < seconds / 2


def records(articles: list[Record]) -> _samestory.Records:
    made = _samestory.Records()
    for article in articles:
        made.add(article)
    return made


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize("given", ["records", "table"])
def test_ctrl_c_ends_a_run_at_once(given: str, tmp_path: Path) -> None:
    script = f"""
        import sys, time
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from test_run import feed
        import pandas as pd
        import samestory

        articles = feed(20000)
        if {given!r} == "table":
            articles = pd.DataFrame(articles)
        stages = []

        class Bar:
            def __init__(self, *, total, desc, unit):
                print(desc, flush=True)
            def update(self, n=1): ...
            def close(self): ...

        try:
            samestory.cluster(articles, progress=Bar, pairs="all")
        except KeyboardInterrupt:
            print("interrupted", flush=True)
            # The package works on.
            print(len(samestory.cluster(articles[:10]).memberships), flush=True)
        else:
            print("finished", flush=True)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() in ("sketch", "terms"):
            break
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    rest = process.stdout.readline()
    while rest.strip() in STAGES:
        rest = process.stdout.readline()
    seconds = time.monotonic() - sent
    out, err = process.communicate(timeout=120)
    assert rest.strip() == "interrupted", rest + out + err
    assert out.strip() == "10"
    assert process.returncode == 0, err
    assert seconds < 10, f"it took {seconds:.1f} seconds"


def test_errors_are_exceptions_with_place_and_repair() -> None:
    with pytest.raises(ReadError, match="No such file or directory .*; help: check the name") as missing:
        samestory.cluster("nowhere.jsonl")
    assert isinstance(missing.value, OSError)
    assert missing.value.path == "nowhere.jsonl"
    with pytest.raises(ConfigError, match="copies.threshold is 2; help: give a number above 0 and at most 1"):
        samestory.cluster([], threshold=2)
    with pytest.raises(ConfigError, match="unknown variant `paragraph`, expected `copies` or `events`"):
        samestory.cluster([], level="paragraph")
    with pytest.raises(ConfigError, match="by is `word`; help: give family or event"):
        samestory.dedup([], by="word")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unexpected setting: treshold"):
        samestory.cluster([], treshold=0.5)  # type: ignore[call-arg]
    with pytest.raises(UsageError, match="what was given is a table; help: write `data` instead"):
        samestory.dedup(samestory.cluster([]).articles.to_polars()).write("nowhere")
    with pytest.raises(IncompatibleError, match="different seeds, 1 and 2; help: make both with the same seed"):
        samestory.MinHash(seed=1).jaccard(samestory.MinHash(seed=2))
    assert issubclass(ConfigError, ValueError) and issubclass(ConfigError, SamestoryError)


def test_a_defect_is_an_exception_and_no_panic() -> None:
    with pytest.raises(DefectError, match="samestory has a defect: a test asked for it; help: please report"):
        _samestory._defect()
    assert len(samestory.cluster(CORPUS).memberships) > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_process_may_fork_between_calls(articles: list[Record]) -> None:
    expected = len(samestory.cluster(articles).memberships)
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if len(samestory.cluster(articles).memberships) == expected else 1)
        finally:
            os._exit(2)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) == 0
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the child hung")
