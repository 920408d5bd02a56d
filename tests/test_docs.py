"""What README and docs say is run: Python blocks as doctests, console blocks as commands.

A block of Python holds `>>>` lines. A block of text whose info string ends in a file's name (`text
page.txt`) is that file, and a `console` block shows commands, each after a `$`, with their output.
All of a document run in one folder, in its order.
"""

from __future__ import annotations

import ast
import doctest
import re
import shlex
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleantext import Kind
from cleantext.cli import main
from cleantext.terminal import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCUMENTS = (README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^##+ `?([\w-]+)`?", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
_DEPENDENCY = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fenced block: its language, the file that it is, its text and its line in the document."""

    language: str
    file: str
    text: str
    line: int


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def fences(document: Path) -> Iterator[Fence]:
    text = document.read_text("utf-8")
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Fence(language=match[1], file=match[2] or "", text=match[3], line=line)


def run_python(fence: Fence, names: dict[str, object], where: str) -> None:
    example = doctest.DocTestParser().get_doctest(fence.text, names, where, where, fence.line)
    assert example.examples, f"{where}: a Python block without a `>>>` line is not run"
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    runner.run(example, out=report.append, clear_globs=False)
    names.update(example.globs)
    assert not runner.failures, "".join(report)


def commands(fence: Fence) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with the output that is shown below it."""
    for piece in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]:
        command, _, output = piece.partition("\n")
        yield command, output


def run_command(command: str, expected: str, capture: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command)
    assert words[0] == "cleantext", f"{command}: only our own command is run"
    capture.readouterr()
    main(words[1:])
    shown = "".join(capture.readouterr())
    for mark in (FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE):
        shown = shown.replace(mark, "")
    assert doctest.OutputChecker().check_output(expected, shown, OPTIONS), f"{command}\n{shown}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_examples_run(
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    names: dict[str, object] = {}
    for fence in fences(document):
        if fence.file:
            (tmp_path / fence.file).write_text(fence.text, "utf-8")
        elif fence.language == "python":
            run_python(fence, names, f"{name_of(document)}:{fence.line}")
        elif fence.language == "console":
            for command, output in commands(fence):
                run_command(command, output, capsys)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    links = [link for link in _LINK.findall(document.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def headings(document: Path) -> set[str]:
    return set(_HEADING.findall(document.read_text("utf-8")))


def test_every_kind_is_described() -> None:
    described = headings(ROOT / "docs" / "kinds.md")
    assert [kind.value for kind in Kind if kind.value not in described] == []


def test_every_described_kind_has_its_action() -> None:
    text = (ROOT / "docs" / "kinds.md").read_text("utf-8")
    sections = dict(re.findall(r"^## (\w+)\n\n(\w+)\.", text, re.MULTILINE))
    assert sections == {kind.value: kind.action.name.capitalize() for kind in Kind}


def test_every_dependency_is_described() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [_DEPENDENCY.match(entry) for entry in project["dependencies"]]
    described = headings(ROOT / "docs" / "dependencies.md")
    assert [name[0] for name in names if name and name[0] not in described] == []


def test_ci_runs_the_command_of_the_readme() -> None:
    (command,) = (
        line
        for fence in fences(README)
        if fence.language == "sh"
        for line in fence.text.splitlines()
        if "-m pytest" in line
    )
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_public_names_are_in_the_readme_or_the_docs() -> None:
    module = ast.parse((ROOT / "src" / "cleantext" / "__init__.py").read_text("utf-8"))
    (names,) = (
        ast.literal_eval(node.value)
        for node in module.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    text = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []
