"""The vocabularies: how sites speak, one TOML file a language, read and checked.

Every rule brings its own hits and misses, so that adding a rule is adding its tests. A file is read in
two steps: its head, which holds the word lists that tell languages apart, for every language; its
rules only where a page speaks the language, since there are thousands of phrases in each.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from cleantext.folding import fold
from cleantext.model import Kind, LexiconError, Rule
from cleantext.words import SPACELESS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

Match = Literal["line", "start", "end", "contains", "regex"]
Glue = Literal["start", "end", "rest"]

# Marks in an example where a line is cut.
CUT = "¦"

# Words that a line may have at most and still match a phrase at its start, at its end, or inside it.
# Prose that happens to begin like a label is longer than that.
_MAX_WORDS: Mapping[str, int] = {"line": 1000, "start": 12, "end": 12, "contains": 20, "regex": 60}

# A rule for lines of so many words is meant for sentences; the default of none is as long.
_WORDS_OF_SENTENCES = 40
_SURE = 0.9

_RULE_KEYS = frozenset(
    "id kind match text confidence why hits misses max_words opens anchor anchors glued cuts".split()
)
WORD_KEYS = frozenset(
    "byline not_author published updated agencies honorifics function_words".split()
)
_LANGUAGE_KEYS = frozenset(("code", "name", "script"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseRule:
    """A rule of a vocabulary: the catalogue entry, and how its phrases are matched.

    `glued` says from where in a longer line its phrases are cut off, and `cuts` are lines that show
    it: with `¦` at every cut, or without any where the line stays whole. A rule is `fluent` if it is
    sure and was given so many words that it must be meant for chrome in full sentences.
    """

    rule: Rule
    match: Match
    phrases: tuple[str, ...]
    max_words: int
    opens: bool
    anchors: tuple[str, ...]
    glued: frozenset[str]
    cuts: tuple[str, ...]
    fluent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a language's file says before its rules: code, script, and the word lists, folded."""

    code: str
    name: str
    script: str
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary(Head):
    """One language: its code, the script whose presence calls for it, its word lists and rules."""

    rules: tuple[PhraseRule, ...]


def parse(source: str, name: str) -> Vocabulary:
    """Read one vocabulary from the text of its TOML file.

    Raises `LexiconError`, naming the file, the rule and the key, where something is missing,
    unknown or of the wrong type. Whether the examples hold is another question: `broken_examples`.
    """
    return parse_tables(read_toml(source, name), name)


def parse_tables(data: dict[str, Any], name: str) -> Vocabulary:
    """The same, from the tables of the file."""
    head = _head(data, name)
    rules = tuple(_rule(entry, head.code, name) for entry in data.get("rule", []))
    _refuse_duplicates(rules, name)
    return Vocabulary(
        code=head.code, name=head.name, script=head.script, words=head.words, rules=rules
    )


def read_toml(source: str, name: str) -> dict[str, Any]:
    """The tables of a TOML file; `LexiconError`, with the file's name, where it is none."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: {error}") from error


def _head(data: dict[str, Any], name: str) -> Head:
    language = _table(data.get("language"), _LANGUAGE_KEYS, f"{name}: [language]")
    for key in sorted(_LANGUAGE_KEYS):
        if not isinstance(language.get(key), str):
            raise LexiconError(f"{name}: [language] needs a string {key!r}")
    words = _table(data.get("words", {}), WORD_KEYS, f"{name}: [words]")
    return Head(
        code=language["code"],
        name=language["name"],
        script=language["script"],
        words={
            key: frozenset(
                filter(None, map(fold, _strings(words.get(key, []), f"{name}: [words] {key}")))
            )
            for key in WORD_KEYS
        },
    )


def _table(value: Any, known: frozenset[str], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise LexiconError(f"{where}: a table is missing")
    unknown = sorted(set(value) - known)
    if unknown:
        raise LexiconError(
            f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}"
        )
    return value


def _strings(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LexiconError(f"{where}: a list of strings is needed")
    return tuple(value)


def _rule(entry: Any, code: str, name: str) -> PhraseRule:
    label = entry.get("id", "?") if isinstance(entry, dict) else "?"
    where = f"{name}: rule {label}"
    entry = _table(entry, _RULE_KEYS, where)
    match = _match(entry, where)
    texts = _strings(entry.get("text"), f"{where}: text")
    return PhraseRule(
        rule=Rule(
            id=f"{code}.{label}",
            kind=_kind(entry, where),
            confidence=_confidence(entry, where),
            why=_sentence(entry, where),
            hits=_examples(entry, "hits", where),
            misses=_examples(entry, "misses", where),
        ),
        match=match,
        phrases=_patterns(texts, where) if match == "regex" else _phrases(texts, where),
        max_words=entry.get("max_words", _MAX_WORDS[match]),
        opens=entry.get("opens", False),
        anchors=_anchors(entry, match, where),
        glued=_glued(entry, where),
        cuts=_strings(entry.get("cuts", []), f"{where}: cuts"),
        fluent=_is_fluent(entry) and _confidence(entry, where) >= _SURE,
    )


def _is_fluent(entry: dict[str, Any]) -> bool:
    """Whether a rule is meant for sentences; articles about rights begin with the words of the claim."""
    words: int = entry.get("max_words", 0)
    return words >= _WORDS_OF_SENTENCES and entry["kind"] != Kind.COPYRIGHT


def _glued(entry: dict[str, Any], where: str) -> frozenset[str]:
    glued = frozenset(_strings(entry.get("glued", []), f"{where}: glued"))
    if not glued <= frozenset(get_args(Glue)):
        raise LexiconError(f"{where}: glued holds {', '.join(get_args(Glue))}, or some of them")
    marked = [CUT in line for line in entry.get("cuts", ())]
    if bool(glued) != bool(marked) or (marked and all(marked) == any(marked)):
        raise LexiconError(
            f"{where}: a rule with glued needs cuts: lines with {CUT} where they are cut, and lines"
            " without that stay whole"
        )
    if glued and "0" in map(fold, entry["text"]):
        raise LexiconError(
            f"{where}: every number would be cut: a phrase of digits cannot be glued"
        )
    return glued


def _match(entry: dict[str, Any], where: str) -> Match:
    if entry.get("match") not in get_args(Match):
        raise LexiconError(f"{where}: match must be one of {', '.join(get_args(Match))}")
    return cast("Match", entry["match"])


def _kind(entry: dict[str, Any], where: str) -> Kind:
    try:
        kind = Kind(str(entry.get("kind")))
    except ValueError:
        raise LexiconError(f"{where}: kind {entry.get('kind')!r} is none of ours") from None
    if str(entry.get("id", "")).partition(".")[0] != kind.value:
        raise LexiconError(f"{where}: the id must begin with the kind, {kind.value}.")
    return kind


def _confidence(entry: dict[str, Any], where: str) -> float:
    value = entry.get("confidence")
    if not isinstance(value, float) or not 0.5 <= value < 1:
        raise LexiconError(f"{where}: confidence must be a number from 0.5 to 0.99")
    return value


def _sentence(entry: dict[str, Any], where: str) -> str:
    why = entry.get("why")
    if not isinstance(why, str) or not why:
        raise LexiconError(f"{where}: why must be a sentence")
    return why


def _examples(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    examples = _strings(entry.get(key), f"{where}: {key}")
    if not examples:
        raise LexiconError(f"{where}: {key} must hold at least one line")
    return examples


def _patterns(texts: tuple[str, ...], where: str) -> tuple[str, ...]:
    for text in texts:
        try:
            re.compile(text)
        except re.error as error:
            raise LexiconError(f"{where}: pattern {text!r}: {error}") from error
    return texts


def _phrases(texts: tuple[str, ...], where: str) -> tuple[str, ...]:
    phrases = tuple(dict.fromkeys(fold(text.replace("{n}", "0")) for text in texts))
    if "" in phrases or not phrases:
        raise LexiconError(f"{where}: a phrase without letters or digits can match nothing")
    return phrases


def _anchors(entry: dict[str, Any], match: str, where: str) -> tuple[str, ...]:
    given = entry.get("anchor", entry.get("anchors", []))
    anchors = _strings([given] if isinstance(given, str) else given, f"{where}: anchor")
    if (match == "regex" and not all(anchors)) or (match == "regex") != bool(anchors):
        raise LexiconError(
            f"{where}: a regex, and only a regex, needs an anchor, or several: one of them is in every match"
        )
    return tuple(max(fold(anchor).split(), key=len, default=anchor[0]) for anchor in anchors)


_SPACELESS_LETTER = re.compile("[" + "".join(f"{chr(a)}-{chr(b - 1)}" for a, b in SPACELESS) + "]")


def spaceless(key: str) -> list[str]:
    """The letters of a key that belong to scripts without spaces between words."""
    return _SPACELESS_LETTER.findall(key)


_DEVANAGARI = re.compile("[\u0900-\u097f]")


def is_word(anchor: str) -> bool:
    """Whether an anchor stands between spaces where it occurs, and is the same when it is folded.

    In Devanagari vowel signs are folded away, so that anchors are looked for in the line itself.
    """
    return anchor.isalnum() and not spaceless(anchor) and not _DEVANAGARI.search(anchor)


def _refuse_duplicates(rules: Sequence[PhraseRule], name: str) -> None:
    seen: set[str] = set()
    for entry in rules:
        if entry.rule.id in seen:
            raise LexiconError(f"{name}: rule {entry.rule.id} is there twice")
        seen.add(entry.rule.id)


@cache
def codes() -> tuple[str, ...]:
    """The codes of the languages that ship with the library, in order.

    >>> "ar" in codes()
    True
    """
    names = (file.name for file in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _folder() -> Traversable:
    return resources.files("cleantext") / "data" / "lang"


def _source(code: str) -> str:
    return (_folder() / f"{code}.toml").read_text(encoding="utf-8")


@cache
def heads() -> tuple[Head, ...]:
    """The heads of all languages, by code."""
    return tuple(
        _head(read_toml(_source(code).partition("\n[[rule]]")[0], code), f"{code}.toml")
        for code in codes()
    )


@cache
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of one of `codes()`."""
    return parse(_source(code), f"{code}.toml")


def load() -> tuple[Vocabulary, ...]:
    """Every vocabulary that ships with the library, by language code.

    >>> "ar" in [vocabulary.code for vocabulary in load()]
    True
    """
    return tuple(map(vocabulary, codes()))


@cache
def places() -> frozenset[str]:
    """The folded names of places that reports are filed from, in all languages that list some."""
    file = resources.files("cleantext") / "data" / "places.toml"
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    return frozenset(fold(name) for names in listed.values() for name in names)


@cache
def function_words() -> tuple[tuple[str, frozenset[str]], ...]:
    """The most frequent words of every language that we know some of, by language code."""
    file = resources.files("cleantext") / "data" / "function_words.toml"
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    known = {code: frozenset(fold(word) for word in words) for code, words in listed.items()}
    known |= {head.code: head.words["function_words"] for head in heads()}
    return tuple(sorted(known.items()))
