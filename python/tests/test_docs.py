"""What the documentation shows is run: docstrings, pages and the notebook."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import pkgutil
import re
from pathlib import Path

import nbclient
import nbformat
import pytest
from conftest import Record

import samestory

PACKAGE = Path(__file__).parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [PACKAGE / "README.md", *sorted((PACKAGE / "docs").glob("*.md"))]
MODULES = [f"samestory.{module.name}" for module in pkgutil.iter_modules(samestory.__path__) if not module.ispkg]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings_give_what_they_show(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
    # What is compiled has no source in which doctest would look.
    finder = doctest.DocTestFinder(exclude_empty=True)
    for kind in (samestory.MinHash, samestory.MinHash.of_texts):
        for example in finder.find(kind, kind.__name__, module=False, globs={}):
            assert doctest.DocTestRunner().run(example).failed == 0


def test_every_public_name_has_a_docstring() -> None:
    for name in samestory.__all__:
        thing = getattr(samestory, name)
        if isinstance(thing, type) or callable(thing):
            assert thing.__doc__, name
            members = vars(thing).items() if isinstance(thing, type) else []
            for member, value in members:
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert value.__doc__, f"{name}.{member}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_lines_of_a_page_run(
    page: Path, articles: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps(article, ensure_ascii=False) + "\n" for article in articles]
    Path("news.jsonl").write_text("".join(lines), encoding="utf-8")
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    assert blocks
    names: Record = {}
    for block in blocks:
        exec(compile(block, str(page), "exec"), names)


def test_the_notebook_runs_and_shows_what_it_does(tmp_path: Path) -> None:
    path = PACKAGE / "docs" / "rss-to-events.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    shown = texts(notebook)
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    if os.environ.get("SNAPSHOTS") == "overwrite":
        for cell in notebook.cells:
            cell.metadata = {}
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
        shown = texts(notebook)
    assert texts(notebook) == shown
    assert sum(map(len, shown)) > 5


def texts(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """What the cells show as text."""
    return [
        [output.get("text") or output["data"].get("text/plain", "") for output in cell["outputs"]]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]
