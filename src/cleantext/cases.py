"""Cases: a folder for each, with a dump and what cleantext should say about it.

A case is a folder that holds

    input.*         the dump, byte for byte (`input.txt`, `input.html`)
    body.txt        the exact body, one blank line between paragraphs and one line feed at the end;
                    an empty file where there is no article
    expected.json   metadata by field, null for what must be absent; `blocks`, all of them as
                    `[kind, text]`, or `some_blocks`, those that must occur, in this order
    about.toml      `why` the case is there; `expect`, "pass" or "fail", the latter with a `reason`

Only `input.*` and `about.toml` must be there, and only what is stated is compared. A case that is
expected to fail and passes is a fault, so that a limit that was overcome is noticed.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cleantext import clean
from cleantext.model import FixtureError, Kind
from cleantext.terminal import isolate, look_alike, paint, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleantext.article import Article

# The metadata that a case may state, under the names that `Article.to_dict` gives it.
TEXTS = (
    "title",
    "kicker",
    "author",
    "date",
    "modified",
    "site",
    "dateline",
    "language",
    "genre",
    "description",
    "url",
    "section",
    "image",
)
LISTS = ("authors", "keywords")
FLAGS = ("paywalled",)
BLOCKS = ("blocks", "some_blocks")

_KNOWN = frozenset((*TEXTS, *LISTS, *FLAGS, *BLOCKS))
# What `accept` states where nothing was stated yet, in this order.
_ALL = (
    "title",
    "kicker",
    "author",
    "authors",
    "date",
    "modified",
    "site",
    "dateline",
    "description",
    "language",
    "genre",
    "keywords",
    "blocks",
)
_ABOUT = frozenset(("why", "expect", "reason"))
_INPUT = re.compile(r"input\.\w+")
_FILES = frozenset(("body.txt", "expected.json", "about.toml"))
_KINDS = frozenset(kind.value for kind in Kind)
_NOTHING_STATED = "nothing is stated yet; `cleantext accept` states what there is now"

Pairs = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. `body` and `expected` are None where the folder has no such file.

    `must_fail` is set for a known limit, and `reason` then says what stands in the way.
    """

    name: str
    folder: Path
    raw: bytes
    body: str | None
    expected: Mapping[str, Any] | None
    why: str
    must_fail: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A field that is not as the case states it, with both values."""

    field: str
    expected: Any
    got: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything in which the article differs from what a case states; `note` is for the rest."""

    case: str
    mismatches: tuple[Mismatch, ...] = ()
    note: str = ""

    def render(self, colour: bool = False) -> str:
        """The difference as lines for people: a line a field, a unified diff for body and blocks.

        Values are wrapped in isolates, so that right-to-left text reads well in a terminal, and
        characters that print nothing are spelled out where they are all that differs.

        >>> mismatch = Mismatch(field="site", expected=None, got="The Wolden Star")
        >>> text = Difference(case="a", mismatches=(mismatch,)).render()
        >>> text.replace("\\u2068", "").replace("\\u2069", "")
        'site: expected nothing / got The Wolden Star'
        """
        lines = [line for mismatch in self.mismatches for line in _render(mismatch, colour)]
        return "\n".join([*lines, *([self.note] if self.note else [])])


class Outcome(Enum):
    """What came of a case."""

    PASSED = "passed"
    FAILED = "failed"
    KNOWN = "known failure"


def load(folder: Path | str) -> tuple[Case, ...]:
    """The cases in a folder, by name: each of its subfolders, or the folder itself if it is one.

    Raises `FixtureError`, naming the case and the file, for what cannot be read or is not known.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     folder = pathlib.Path(name) / "rain"
    ...     folder.mkdir()
    ...     _ = (folder / "input.txt").write_text("It rained on Monday, the office said.")
    ...     _ = (folder / "about.toml").write_text('why = "A dump of one line."')
    ...     [case.why for case in load(pathlib.Path(name))]
    ['A dump of one line.']
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FixtureError(f"{folder}: there is no such folder")
    if _inputs(folder):
        return (_load(folder),)
    return tuple([_load(each) for each in sorted(folder.iterdir()) if _is_case(each)])


def _is_case(folder: Path) -> bool:
    return folder.is_dir() and bool(_inputs(folder) or any((folder / n).exists() for n in _FILES))


def _inputs(folder: Path) -> list[Path]:
    """The files named `input` with one plain suffix: no `input.txt~` of an editor."""
    return [f for f in sorted(folder.glob("input.*")) if _INPUT.fullmatch(f.name)]


def _load(folder: Path) -> Case:
    inputs = _inputs(folder)
    if len(inputs) != 1:
        found = ", ".join(file.name for file in inputs) or "none"
        raise FixtureError(f"{folder.name}: input.*: one file is needed, found {found}")
    about = _about(folder)
    return Case(
        name=folder.name,
        folder=folder,
        raw=_read(inputs[0]),
        body=_read_text(folder / "body.txt"),
        expected=_expected(folder),
        why=about["why"],
        must_fail=about.get("expect") == "fail",
        reason=about.get("reason", ""),
    )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FixtureError(f"{_place(file)}: {error.strerror}") from error


def _read_text(file: Path) -> str | None:
    """The text of a file, its line ends as they are; None if there is no such file."""
    if not file.exists():
        return None
    try:
        return _read(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FixtureError(f"{_place(file)}: not UTF-8: {error}") from error


def _place(file: Path) -> str:
    return f"{file.parent.name}: {file.name}"


def _about(folder: Path) -> dict[str, str]:
    file = folder / "about.toml"
    source = _read_text(file)
    if source is None:
        raise FixtureError(f"{_place(file)}: it must be there, and say why")
    try:
        about = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise FixtureError(f"{_place(file)}: {error}") from error
    _check_about(about, _place(file))
    return about


def _check_about(about: Mapping[str, Any], where: str) -> None:
    _refuse_unknown(about, _ABOUT, where)
    for key, value in about.items():
        if not isinstance(value, str):
            raise FixtureError(f"{where}: {key} must be a string")
    if not about.get("why"):
        raise FixtureError(f"{where}: why is missing")
    expect = about.get("expect", "pass")
    if expect not in ("pass", "fail"):
        raise FixtureError(f'{where}: expect must be "pass" or "fail", not {expect!r}')
    if bool(about.get("reason")) != (expect == "fail"):
        raise FixtureError(f'{where}: a reason must stand beside expect = "fail", and only there')


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        names = ", ".join(sorted(known))
        raise FixtureError(f"{where}: unknown key {unknown[0]!r}; known are {names}")


def _expected(folder: Path) -> Mapping[str, Any] | None:
    file = folder / "expected.json"
    source = _read_text(file)
    if source is None:
        return None
    try:
        expected = json.loads(source)
    except json.JSONDecodeError as error:
        raise FixtureError(f"{_place(file)}: {error}") from error
    if not isinstance(expected, dict):
        raise FixtureError(f"{_place(file)}: an object is needed")
    _refuse_unknown(expected, _KNOWN, _place(file))
    for key, value in expected.items():
        _check_value(key, value, f"{_place(file)}: {key}")
    return MappingProxyType(expected)


def _check_value(key: str, value: Any, where: str) -> None:
    if key in BLOCKS:
        _check_blocks(value, where)
    elif key in LISTS:
        if value is not None and not _are_strings(value):
            raise FixtureError(f"{where}: a list of strings or null is needed")
    elif key in FLAGS:
        if value is not None and not isinstance(value, bool):
            raise FixtureError(f"{where}: true, false or null is needed")
    elif value is not None and not isinstance(value, str):
        raise FixtureError(f"{where}: a string or null is needed")


def _check_blocks(value: Any, where: str) -> None:
    if not isinstance(value, list):
        raise FixtureError(f"{where}: a list of [kind, text] is needed")
    for number, pair in enumerate(value):
        if not _are_strings(pair) or len(pair) != len(("kind", "text")):
            raise FixtureError(f"{where}: entry {number} is not [kind, text]")
        if pair[0] not in _KINDS:
            raise FixtureError(f"{where}: entry {number}: kind {pair[0]!r} is none of ours")


def _are_strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def check(case: Case) -> Difference | None:
    """In what the article of a case's dump differs from what the case states; None if in nothing.

    Whether it was expected to differ is another question: `judge`.

    >>> import pathlib
    >>> case = Case(name="rain", folder=pathlib.Path("rain"), raw=b"Home | News | Sport | Video",
    ...     body="", expected={"title": None}, why="", must_fail=False, reason="")
    >>> check(case) is None
    True
    """
    if case.body is None and not case.expected:
        return Difference(case=case.name, note=_NOTHING_STATED)
    article = clean(case.raw)
    mismatches = (*_body_mismatch(case, article), *_field_mismatches(case, article))
    return Difference(case=case.name, mismatches=mismatches) if mismatches else None


def judge(case: Case) -> tuple[Outcome, Difference | None]:
    """What came of a case, and the difference that a failure is made of.

    >>> import pathlib
    >>> case = Case(name="rain", folder=pathlib.Path("rain"), raw=b"Home | News | Sport | Video",
    ...     body="", expected={}, why="", must_fail=True, reason="Menus are hard.")
    >>> judge(case)[0]
    <Outcome.FAILED: 'failed'>
    """
    difference = check(case)
    if not case.must_fail:
        return (Outcome.FAILED if difference else Outcome.PASSED), difference
    if difference:
        return Outcome.KNOWN, difference
    note = 'passes, though it is expected to fail: set expect = "pass" in about.toml'
    return Outcome.FAILED, Difference(case=case.name, note=note)


def _body_mismatch(case: Case, article: Article) -> Iterator[Mismatch]:
    got = _body_file(article)
    if case.body is not None and case.body != got:
        yield Mismatch(field="body", expected=case.body, got=got)


def _body_file(article: Article) -> str:
    """The body as `body.txt` holds it."""
    return article.body + "\n" if article.body else ""


def _field_mismatches(case: Case, article: Article) -> Iterator[Mismatch]:
    got = _values(article)
    for field, expected in (case.expected or {}).items():
        if field == "some_blocks":
            if not _in_order(expected, got["blocks"]):
                yield Mismatch(field=field, expected=expected, got=got["blocks"])
        elif (expected or None) != (got[field] or None):
            yield Mismatch(field=field, expected=expected, got=got[field])


def _values(article: Article) -> dict[str, Any]:
    """The fields of an article as `expected.json` holds them."""
    plain = article.to_dict()
    values = {field: plain[field] for field in (*TEXTS, *LISTS, *FLAGS)}
    return values | {"blocks": [[block.kind.value, block.text] for block in article.blocks]}


def _in_order(wanted: Pairs, blocks: Iterable[Sequence[str]]) -> bool:
    rest = iter(blocks)
    return all(any(pair == block for block in rest) for pair in wanted)


def _render(mismatch: Mismatch, colour: bool) -> Iterator[str]:
    field, expected, got = mismatch.field, mismatch.expected, mismatch.got
    if field == "body":
        yield from _diff(field, expected.split("\n"), got.split("\n"), colour)
    elif field == "blocks":
        yield from _diff(field, _block_lines(expected), _block_lines(got), colour)
    elif field == "some_blocks":
        yield f"{field}:"
        yield from _render_missing(expected, got)
    else:
        spell_out = look_alike([*_strings(expected), *_strings(got)])
        yield f"{field}: expected {_value(expected, spell_out)} / got {_value(got, spell_out)}"


def _strings(value: Any) -> list[str]:
    if isinstance(value, bool):
        return [str(value).lower()]
    return [value] if isinstance(value, str) else list(value or ())


def _value(value: Any, spell_out: bool) -> str:
    texts = [isolate(show(text, spell_out=spell_out)) for text in _strings(value)]
    return ", ".join(texts) or "nothing"


def _block_lines(blocks: Pairs) -> list[str]:
    return [f"{kind}: {text}" for kind, text in blocks]


def _diff(field: str, expected: list[str], got: list[str], colour: bool) -> Iterator[str]:
    spell_out = look_alike([*expected, *got])
    yield f"{field}:"
    lines = unified_diff(expected, got, "expected", "got", lineterm="", n=1)
    for number, line in enumerate(lines):
        is_header = number < len(("---", "+++")) or line.startswith("@@")
        yield line if is_header else _diff_line(line, spell_out, colour)


def _diff_line(line: str, spell_out: bool, colour: bool) -> str:
    """A line of a diff, its text in isolates; the kind before a block's text stays outside."""
    sign, text = line[0], line[1:]
    kind, parting, rest = text.partition(": ")
    label, value = (kind + parting, rest) if kind in _KINDS else ("", text)
    shown = f"{sign}{label}{isolate(show(value, spell_out=spell_out)) if value else ''}"
    return paint(shown, {"-": "minus", "+": "plus"}.get(sign, ""), colour)


def _render_missing(wanted: Pairs, blocks: Pairs) -> Iterator[str]:
    """A line for each wanted block that is not there after the ones before it."""
    position = 0
    for pair in wanted:
        place = next((n for n in range(position, len(blocks)) if list(blocks[n]) == list(pair)), -1)
        if place >= 0:
            position = place + 1
        else:
            yield f"  expected {pair[0]}: {isolate(show(pair[1]))} / got {_instead(pair, blocks)}"


def _instead(pair: Sequence[str], blocks: Pairs) -> str:
    if list(pair) in [list(block) for block in blocks]:
        return "it in another order"
    kinds = dict.fromkeys(kind for kind, text in blocks if text == pair[1])
    return f"it as {', '.join(kinds)}" if kinds else "no such block"


def accept(case: Case) -> tuple[Path, ...]:
    """Make what cleantext says now what the case states, and return the files that were written.

    Only what was stated is stated anew; where nothing was, everything is. Raises `FixtureError` for
    a known limit: its expectation says what should be, and must not be lost.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     folder = pathlib.Path(name)
    ...     _ = (folder / "input.txt").write_text("Home | News | Sport | Video")
    ...     _ = (folder / "about.toml").write_text('why = "A menu and nothing else."')
    ...     _ = accept(load(folder)[0])
    ...     check(load(folder)[0]) is None
    True
    """
    if case.must_fail:
        raise FixtureError(f'{case.name}: about.toml: it has expect = "fail"; nothing is accepted')
    is_new = case.body is None and not case.expected
    article = clean(case.raw)
    written: dict[Path, str] = {}
    if is_new or case.body is not None:
        written[case.folder / "body.txt"] = _body_file(article)
    if is_new or case.expected is not None:
        stated = dict.fromkeys(_ALL) if is_new else case.expected or {}
        anew = _anew(stated, _values(article))
        written[case.folder / "expected.json"] = _to_json(anew)
    for file, text in written.items():
        file.write_bytes(text.encode("utf-8"))
    return tuple(written)


def _anew(stated: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: _some_anew(old, got["blocks"]) if field == "some_blocks" else got[field]
        for field, old in stated.items()
    }


def _some_anew(wanted: Pairs, blocks: Pairs) -> list[list[str]]:
    """The wanted texts with the kinds that they have now; a text that is gone is left out."""
    rest = iter(blocks)
    anew: list[list[str]] = []
    for _, text in wanted:
        left = list(rest)
        place = next((n for n, block in enumerate(left) if block[1] == text), -1)
        anew += [list(left[place])] if place >= 0 else []
        rest = iter(left[place + 1 :])
    return anew


def _to_json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
