"""A standalone cluster of this machine: a master, two workers with an executor each, and a session there."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyspark
import pytest
from pyspark.sql import SparkSession

ROOT = Path(__file__).parents[3]
EXECUTOR_MB, DRIVER_MB = 512, 512
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For programs that run so shortly: to compile thoroughly costs more than it saves."""
STARTED = 60
"""Seconds within which a process of the cluster is ready."""


class Cluster:
    """The processes of a cluster. Each worker brings up an executor for the session that is made there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"spark://127.0.0.1:{_free_port()}"
        self._master = self._start("master", "master.Master", "--host", "127.0.0.1", "--port", self.url.rpartition(":")[2])
        self._ready("master", "I have been elected leader")
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self._started = 0
        self.add_workers(2)

    def add_workers(self, count: int) -> None:
        """Starts workers of one core each."""
        for name in [self._worker() for _ in range(count)]:
            self._ready(name, "Successfully registered with master")

    def _worker(self) -> str:
        self._started += 1
        name = f"worker-{self._started}"
        self.workers[name] = self._start(
            name, "worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", f"{2 * EXECUTOR_MB}m",
            "--work-dir", str(self.folder / name), self.url,
        )  # fmt: skip
        return name

    def kill_worker(self) -> None:
        """Kills the oldest worker and its executor at once, as a machine that fails does."""
        name = next(iter(self.workers))
        worker = self.workers.pop(name)
        for process in [*descendants(worker.pid), worker.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        worker.wait()

    def memory(self) -> dict[str, int]:
        """The most memory, in MB, that the executors have had, each with its Python workers."""
        pids = {name: descendants(worker.pid) for name, worker in self.workers.items()}
        return {name: sum(map(most_memory, of)) for name, of in pids.items()}

    def stop(self) -> None:
        """Ends all processes."""
        for process in [*self.workers.values(), self._master]:
            process.terminate()
            process.wait(STARTED)

    def _start(self, name: str, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        spark = Path(pyspark.__path__[0])
        command = [str(spark / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}", "--webui-port", "0", *arguments]
        environment = {**os.environ, "SPARK_HOME": str(spark), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
        environment["SPARK_DAEMON_JAVA_OPTS"] = QUICK
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def _ready(self, name: str, sign: str) -> None:
        log = self.folder / f"{name}.log"
        until = time.monotonic() + STARTED
        while not re.search(sign, log.read_text(errors="replace")):
            assert time.monotonic() < until, f"{name} did not start: {log.read_text(errors='replace')[-2000:]}"
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def descendants(pid: int) -> list[int]:
    """The processes that one has started, and theirs."""
    found = []
    # Threads start processes, too; processes and threads may end meanwhile.
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(child) for child in (task / "children").read_text().split()]
    return found + [other for child in found for other in descendants(child)]


def most_memory(pid: int) -> int:
    """The most memory, in MB, that a process has had."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    most = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(most[1]) // 1024 if most else 0


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The cluster."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def spark(cluster: Cluster) -> Iterator[SparkSession]:
    """A session on the cluster."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": f"{DRIVER_MB}m",
        "spark.driver.extraJavaOptions": QUICK,
        "spark.executor.memory": f"{EXECUTOR_MB}m",
        "spark.executor.extraJavaOptions": QUICK,
        "spark.executor.cores": "1",
        "spark.cores.max": "2",
        "spark.sql.shuffle.partitions": "3",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # The code of so many small tables takes longer to be made than to run.
        "spark.sql.codegen.wholeStage": "false",
        # All executors are on this machine; to wait for the one that has the rows takes longer than to send them.
        "spark.locality.wait": "0s",
        # Who kills while a stage runs asks whether it does, and stages are short.
        "spark.ui.liveUpdate.period": "0ms",
    }
    builder = SparkSession.builder.master(cluster.url).appName("samestory")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    session.sparkContext.setCheckpointDir(str(cluster.folder / "checkpoints"))
    yield session
    session.stop()
