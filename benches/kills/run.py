#!/usr/bin/env python3
"""Kills samestory at random system calls and checks what it leaves; see README.md beside this file."""

import argparse
import collections
import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Calls at the end of a run among which every other kill happens: there results move to their places.
LAST_CALLS = 200
HIDDEN = ".samestory-"


class Round:
    """A command to kill, in a place that an earlier command left."""

    def __init__(self, name, setup, old, new, failing, reader=None, folder=None):
        self.name = name
        self.setup = setup  # commands that run before the old result is written
        self.old = old  # commands that write the old result; none when nothing is there
        self.new = new  # the command that is killed
        self.failing = failing  # a command at the same place that fails, if there is one
        self.reader = reader  # a command that reads the place
        self.folder = folder  # the output folder, whose run.json tells readers that it is whole


def rounds():
    cluster = ["cluster", "-q", "-j2", "-o", "out"]
    missing = [*cluster, "missing.jsonl"]
    read = ["export", "memberships", "out"]
    files = ["-o", "fresh.jsonl", "--removed", "removed.jsonl", "--rejects", "rejects.jsonl"]
    apart = ["-o", "one/fresh.jsonl", "--removed", "two/removed.jsonl"]
    dedup = ["dedup", "-q", "-j2"]
    kept = ["cp", "a.jsonl", "out/notes.txt"]
    export = ["export", "events", "out", "-o", "table.csv"]
    made = ["--gold", "made", "-o", "made/articles.jsonl"]
    return [
        Round("cluster new", [], [], [*cluster, "b.jsonl"], missing, read, "out"),
        Round("cluster replaced", [], [[*cluster, "a.jsonl"], kept], [*cluster, "b.jsonl"], missing, read, "out"),
        Round(
            "cluster without report", [], [[*cluster, "a.jsonl"]],
            [*cluster, "b.jsonl", "--report", "never"], missing, read, "out",
        ),
        Round("dedup", [], [[*dedup, "a.jsonl", *files]], [*dedup, "b.jsonl", *files], [*dedup, "missing.jsonl", *files]),
        Round(
            "dedup apart", [["mkdir", "one", "two"]], [[*dedup, "a.jsonl", *apart]],
            [*dedup, "b.jsonl", *apart], [*dedup, "missing.jsonl", *apart],
        ),
        Round(
            "report", [[*cluster, "a.jsonl"]], [["report", "-q", "out"]],
            ["report", "-q", "out", "--owners", "owners.tsv"],
            ["report", "-q", "out", "--owners", "missing.tsv"], read, "out",
        ),
        Round(
            "export", [[*cluster, "a.jsonl"]], [export], [*export, "--format", "ninjs"], None,
        ),
        Round(
            "generate", [], [["generate", "--articles", "40", *made]],
            ["generate", "--articles", "50", *made], None,
        ),
    ]


def digest(path):
    bytes_ = path.read_bytes()
    if path.name == "run.json":
        record = json.loads(bytes_)
        record.pop("performance", None)
        bytes_ = json.dumps(record, sort_keys=True).encode()
    return hashlib.sha256(bytes_).hexdigest()


def state(room):
    """Every visible file, and every hidden one of the program, by name."""
    visible, hidden = {}, []
    for path in sorted(room.rglob("*")):
        name = str(path.relative_to(room))
        if HIDDEN in name:
            hidden.append(name)
        elif path.is_file():
            visible[name] = digest(path)
    return visible, hidden


class Trial:
    def __init__(self, program, round_, inputs):
        self.program, self.round, self.inputs = program, round_, inputs
        self.base = Path(tempfile.mkdtemp(prefix="kills-"))
        before = self.prepared("before")
        self.old, _ = state(before)
        self.new = self.after(round_.new)
        assert self.old != self.new, round_.name
        self.calls = self.recorded()
        if round_.reader:
            self.read = [self.run(room, round_.reader).stdout for room in (before, self.base / "after")]

    def prepared(self, name):
        """A place with the old result."""
        room = self.base / name
        if name != "before":
            shutil.copytree(self.base / "before", room)
            return room
        shutil.copytree(self.inputs, room)
        for command in [*self.round.setup, *self.round.old]:
            self.must(room, command)
        return room

    def after(self, command):
        room = self.prepared("after")
        self.must(room, command)
        visible, hidden = state(room)
        assert not hidden, hidden
        return visible

    def run(self, room, command, before=()):
        tools = {"cp", "mkdir"}
        program = [] if command[0] in tools else [str(self.program)]
        return subprocess.run([*before, *program, *command], cwd=room, capture_output=True, timeout=120)

    def must(self, room, command):
        done = self.run(room, command)
        # 3: done, but a record of the feed is no record, as is meant.
        if done.returncode not in (0, 3):
            sys.exit(f"{self.round.name}: {' '.join(command)} fails without a kill: {done.stderr.decode()}")

    def recorded(self):
        """The calls of the main thread in their order."""
        room = self.prepared("recorded")
        log = self.base / "log"
        self.run(room, self.round.new, ["strace", "-f", "-qq", "-o", str(log)])
        lines = re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.M)
        shutil.rmtree(room)
        return [call for thread, call in lines if thread == lines[0][0] and call not in ("execve", "exit_group")]

    def kill(self, rng):
        """One kill; the reason when something is wrong with what it leaves, and the call."""
        last = rng.random() < 0.5
        at = rng.randrange(max(0, len(self.calls) - LAST_CALLS) if last else 0, len(self.calls))
        call = self.calls[at]
        count = self.calls[: at + 1].count(call)
        room = self.prepared("room")
        inject = f"inject={call}:signal=SIGKILL:when={count}"
        strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
        code = self.run(room, self.round.new, strace).returncode
        if code in (0, 3):
            shutil.rmtree(room)
            return None, None
        where = f"{call} {count}"
        wrong, left = self.look(room), self.kind(room)
        wrong = wrong or self.go_on(room, rng)
        if wrong:
            kept = self.base / f"failed-{time.time_ns()}"
            room.rename(kept)
            return left, f"{self.round.name}: killed at {where}, then {wrong}; see {kept}"
        shutil.rmtree(room)
        return left, ""

    def kind(self, room):
        visible, hidden = state(room)
        committed = any(name.endswith("/commit") for name in hidden)
        whole = "new" if visible == self.new else "old" if visible == self.old else "half"
        return f"{whole}, to be completed" if committed else whole

    def inputs_of(self, visible):
        return {name: visible.get(name) for name in self.old if name in state(self.inputs)[0]}

    def look(self, room):
        visible, hidden = state(room)
        if self.inputs_of(visible) != self.inputs_of(self.old):
            return "an input has changed"
        kind = self.kind(room)
        if kind == "half":
            return "the result is half the old, half the new, and nothing says so"
        if kind.startswith("half") and self.round.folder and f"{self.round.folder}/run.json" in visible:
            return "a mixture has a run record"
        return None

    def go_on(self, room, rng):
        again = [("new", self.round.new)]
        if self.round.failing:
            again.append(("fails", self.round.failing))
        if self.round.old:
            again.append(("old", self.round.old[0]))
        if self.round.reader:
            again.append(("reader", self.round.reader))
        what, command = rng.choice(again)
        done = self.run(room, command)
        visible, hidden = state(room)
        if self.inputs_of(visible) != self.inputs_of(self.old):
            return f"{what}: an input has changed"
        told = done.stderr.decode(errors="replace").strip()
        if what == "reader":
            if not self.round.old and done.returncode == 1 and "No such file" in told:
                pass
            elif done.returncode != 0:
                return f"the reader is refused: {told}"
            elif done.stdout not in self.read:
                return "the reader got a mixture"
            # What a reader may not remove the next writer does.
            self.run(room, self.round.new)
            visible, hidden = state(room)
            what = "new"
        elif what != "fails" and done.returncode not in (0, 3):
            return f"{what}: refused: {told}"
        wanted = {"new": [self.new], "old": [self.old], "fails": [self.old, self.new]}[what]
        if visible not in wanted:
            return f"{what}: the result is not whole"
        if hidden and what != "fails":
            return f"{what}: left {', '.join(hidden)}"
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not shutil.which("strace"):
        sys.exit("strace is not installed, and the kills are its doing: install it, or run the tests in tests/it/kills.rs")
    program = args.program.resolve()
    inputs = Path(tempfile.mkdtemp(prefix="kills-inputs-"))
    for seed, name in enumerate(["a.jsonl", "b.jsonl"], 1):
        made = ["generate", "--articles", "60", "--words", "80", "--seed", str(seed), "-o", name]
        subprocess.run([program, *made], cwd=inputs, check=True)
        with open(inputs / name, "a") as feed:
            feed.write("no record\n")
    records = (inputs / "a.jsonl").read_text().splitlines()[:-1]
    outlets = sorted({json.loads(record)["source"] for record in records})
    (inputs / "owners.tsv").write_text("".join(f"{outlet}\tone owner\n" for outlet in outlets))
    rng = random.Random(args.seed)
    trials = [Trial(program, round_, inputs) for round_ in rounds()]
    kinds = collections.defaultdict(collections.Counter)
    failures, kills, missed, start = [], 0, 0, time.time()
    while kills < args.kills:
        if missed > 2 * args.kills + 100:
            sys.exit("strace sends no signals here")
        trial = trials[kills % len(trials)]
        kind, failure = trial.kill(rng)
        if kind is None:
            missed += 1
            continue
        kills += 1
        kinds[trial.round.name][kind] += 1
        if failure:
            failures.append(failure)
            print(failure, flush=True)
    for name, counts in kinds.items():
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        print(f"{name:24} {sum(counts.values())} kills left: {told}")
    print(f"{kills} kills in {time.time() - start:.0f} s, {len(failures)} failures")
    if not failures:
        shutil.rmtree(inputs)
        for trial in trials:
            shutil.rmtree(trial.base)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
