"""Nothing of ours grows past what a person reads at one sitting; exceptions say why."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "cleantext"
MOST_LINES_OF_A_FILE = 500
MOST_LINES_OF_A_FUNCTION = 45

# File -> why it may be longer.
LONG_FILES = {
    "readers/encoding.py": "one ladder, its rungs beside the numbers that each was measured on",
    "calendars.py": "one grammar, read from top to bottom: tokens, patterns, values",
}
# File and function -> why it may be longer.
LONG_FUNCTIONS: dict[str, str] = {}

FILES = sorted(SOURCE.rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """The functions of a file, each with its number of lines; docstrings do not count."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            docstring = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
            lines = (node.end_lineno or 0) - node.lineno + 1
            yield f"{name_of(file)}:{node.name}", lines - docstring


def test_there_are_files() -> None:
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_file_is_short(file: Path) -> None:
    lines = len(file.read_text("utf-8").splitlines())
    if name_of(file) in LONG_FILES:
        assert lines > MOST_LINES_OF_A_FILE, f"{name_of(file)} needs no exception any more"
    else:
        assert lines <= MOST_LINES_OF_A_FILE


def test_functions_are_short() -> None:
    long = {
        name: lines
        for file in FILES
        for name, lines in functions(file)
        if lines > MOST_LINES_OF_A_FUNCTION
    }
    assert set(long) == set(LONG_FUNCTIONS), long
