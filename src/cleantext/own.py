"""A user's own rules: phrases of their outlets, rules of ours switched off, passages never removed.

One TOML file, in the format of our vocabularies, with four lists more at its top:

    off = ["en.navigation.section_news"]       # rules of ours that are not asked
    protect = ["Our readers wrote", "/^Q: /"]  # sentences, or patterns between slashes, that stay
    keep = ["caption"]                         # kinds that stay in the body
    drop = ["table"]                           # kinds of the body that do not
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleantext import catalogue
from cleantext.lexicon import Lexicon, broken_examples
from cleantext.lexicon.vocabulary import Vocabulary, parse_tables, read_toml
from cleantext.model import CleanTextError, Kind, LexiconError
from cleantext.protect import Protected

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

_LISTS = ("off", "protect", "keep", "drop")
_TABLES = frozenset((*_LISTS, "language", "words", "rule"))
# What stands for the head of a vocabulary where a file has none; its rules are `own.KIND.NAME`.
_LANGUAGE = {"code": "own", "name": "the user's own", "script": "any"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRules:
    """What a file of a user's own rules says; `vocabulary` holds its rules and word lists."""

    vocabulary: Vocabulary
    off: frozenset[str]
    protect: tuple[str, ...]
    keep: frozenset[Kind]
    drop: frozenset[Kind]

    def lexicon(self) -> Lexicon:
        """Our vocabularies with these rules on top."""
        return Lexicon(own=(self.vocabulary,), off=self.off)


def load_rules(path: str | PathLike[str]) -> OwnRules:
    """The rules of a file.

    Raises `LexiconError`, naming the file, the rule and the key, where it is not as it should be, also
    where it switches off a rule that does not exist; and OSError where it cannot be read.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "my.toml"
    >>> _ = path.write_text('off = ["en.share.one_word"]')
    >>> sorted(load_rules(path).off)
    ['en.share.one_word']
    """
    path = Path(path)
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path.name}: not UTF-8: {error.reason}") from error
    return parse_rules(source, path.name)


def parse_rules(source: str, name: str) -> OwnRules:
    """The same, from the text of the file."""
    data = read_toml(source, name)
    unknown = sorted(set(data) - _TABLES)
    if unknown:
        raise LexiconError(
            f"{name}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_TABLES))}"
        )
    off, protect, keep, drop = (_strings(data, key, name) for key in _LISTS)
    tables = {key: value for key, value in data.items() if key not in _LISTS}
    tables["language"] = _LANGUAGE | data.get("language", {})
    return OwnRules(
        vocabulary=parse_tables(tables, name),
        off=_known(off, name),
        protect=_compiling(protect, name),
        keep=_kinds(keep, name),
        drop=_kinds(drop, name),
    )


def faults(own: OwnRules) -> list[str]:
    """What is wrong with the examples of a user's rules, one sentence a fault."""
    return broken_examples(own.vocabulary)


def protected(texts: Iterable[str]) -> Protected:
    """What is never removed: lines that hold one of the sentences or match one of the patterns.

    Raises `CleanTextError` for a pattern that is none.
    """
    try:
        return Protected.of(texts)
    except re.error as error:
        raise CleanTextError(f"protect: {error.pattern!r} is no pattern: {error}") from error


def _strings(data: dict[str, Any], key: str, name: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LexiconError(f"{name}: {key}: a list of strings is needed")
    return tuple(value)


def _known(ids: tuple[str, ...], name: str) -> frozenset[str]:
    for id in ids:
        try:
            catalogue.rule(id)
        except CleanTextError as error:
            raise LexiconError(f"{name}: off: {error}") from error
        if not catalogue.is_label(id):
            raise LexiconError(
                f"{name}: off: {id} does not label lines, so it cannot be switched off"
            )
    return frozenset(ids)


def _compiling(texts: tuple[str, ...], name: str) -> tuple[str, ...]:
    try:
        protected(texts)
    except CleanTextError as error:
        raise LexiconError(f"{name}: {error}") from error
    return texts


def _kinds(values: tuple[str, ...], name: str) -> frozenset[Kind]:
    known = {kind.value: kind for kind in Kind}
    for value in values:
        if value not in known:
            raise LexiconError(f"{name}: {value!r} is no kind; kinds are {', '.join(known)}")
    return frozenset(known[value] for value in values)
