"""What the tests share: the corpus, and the program that the package has to agree with."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import samestory

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus" / "articles"

Record = dict[str, Any]


@pytest.fixture(scope="session")
def program() -> Path:
    """The program: what SAMESTORY names, else that of `cargo build`."""
    named = os.environ.get("SAMESTORY")
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    path = Path(named) if named else target / "debug" / "samestory"
    assert path.is_file(), f"{path} is missing; build it, or name another one in SAMESTORY"
    return path


@pytest.fixture(scope="session")
def found() -> samestory.Detection:
    """The corpus, clustered."""
    return samestory.cluster(CORPUS)


@pytest.fixture(scope="session")
def articles(found: samestory.Detection) -> list[Record]:
    """The articles of the corpus, as dicts."""
    return found.articles.to_pylist()


def lines(path: Path) -> list[Record]:
    """The records of a file that the program wrote."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def run(program: Path, *arguments: object) -> None:
    """Runs the program to its end."""
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def filled(record: Record, columns: list[str]) -> Record:
    """A record of a file with the fields that are left out there where they have no value."""
    return {column: record.get(column) for column in columns}
