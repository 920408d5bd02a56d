"""The vocabularies: how sites speak, one TOML file a language, loaded, checked and compiled.

Every rule brings its own hits and misses, so that adding a rule is adding its tests. Matching works
on folded keys (see `folding`) and is built for pages of many lines and vocabularies of thousands of
phrases: a whole-line phrase is one dictionary look-up a line; a phrase at a line's start or end is
found from its first or last word; a phrase inside a line is looked for only where its longest word
occurs on the page at all. So the cost grows with the page, hardly with the vocabulary.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from cleantext.folding import fold
from cleantext.model import Kind, Label, LexiconError, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Match = Literal["line", "start", "end", "contains", "regex"]

# Words that a line may have at most and still match a phrase at its start, at its end, or inside it.
# Prose that happens to begin like a label is longer than that.
_MAX_WORDS: Mapping[str, int] = {"line": 1000, "start": 12, "end": 12, "contains": 20, "regex": 60}

_RULE_KEYS = frozenset(
    "id kind match text confidence why hits misses max_words opens anchor anchors".split()
)
_WORD_KEYS = frozenset(
    "byline not_author published updated agencies honorifics function_words".split()
)
_LANGUAGE_KEYS = frozenset(("code", "name", "script"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseRule:
    """A rule of a vocabulary: the catalogue entry, and how its phrases are matched."""

    rule: Rule
    match: Match
    phrases: tuple[str, ...]
    max_words: int
    opens: bool
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One language: its code, the script whose presence calls for it, its word lists and rules."""

    code: str
    name: str
    script: str
    words: Mapping[str, frozenset[str]]
    rules: tuple[PhraseRule, ...]


def parse(source: str, name: str) -> Vocabulary:
    """Read one vocabulary from the text of its TOML file.

    Raises `LexiconError`, naming the file, the rule and the key, where something is missing,
    unknown or of the wrong type. Whether the examples hold is another question: `broken_examples`.
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: {error}") from error
    language = _table(data.get("language"), _LANGUAGE_KEYS, f"{name}: [language]")
    for key in sorted(_LANGUAGE_KEYS):
        if not isinstance(language.get(key), str):
            raise LexiconError(f"{name}: [language] needs a string {key!r}")
    words = _table(data.get("words", {}), _WORD_KEYS, f"{name}: [words]")
    rules = tuple(_rule(entry, language["code"], name) for entry in data.get("rule", []))
    _refuse_duplicates(rules, name)
    return Vocabulary(
        code=language["code"],
        name=language["name"],
        script=language["script"],
        words={key: frozenset(filter(None, map(fold, _strings(words.get(key, []), f"{name}: [words] {key}")))) for key in _WORD_KEYS},
        rules=rules,
    )


def _table(value: Any, known: frozenset[str], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise LexiconError(f"{where}: a table is missing")
    unknown = sorted(set(value) - known)
    if unknown:
        raise LexiconError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
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
    )


def _match(entry: dict[str, Any], where: str) -> Match:
    if entry.get("match") not in get_args(Match):
        raise LexiconError(f"{where}: match must be one of {', '.join(get_args(Match))}")
    return cast("Match", entry["match"])


def _kind(entry: dict[str, Any], where: str) -> Kind:
    try:
        kind = Kind(entry.get("kind"))
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
    if match == "regex" and not all(anchors) or (match == "regex") != bool(anchors):
        raise LexiconError(f"{where}: a regex, and only a regex, needs an anchor, or several: one of them is in every match")
    return tuple(max(fold(anchor).split(), key=len, default=anchor[0]) for anchor in anchors)


def _refuse_duplicates(rules: Sequence[PhraseRule], name: str) -> None:
    seen: set[str] = set()
    for entry in rules:
        if entry.rule.id in seen:
            raise LexiconError(f"{name}: rule {entry.rule.id} is there twice")
        seen.add(entry.rule.id)


@cache
def load() -> tuple[Vocabulary, ...]:
    """Every vocabulary that ships with the library, by language code.

    >>> "ar" in [vocabulary.code for vocabulary in load()]
    True
    """
    folder = resources.files("cleantext") / "data" / "lang"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml") and f.name[0] != "_"), key=lambda f: f.name)
    return tuple(parse(f.read_text(encoding="utf-8"), f.name) for f in files)


@dataclass(frozen=True, slots=True)
class Matcher:
    """The phrases of several vocabularies, compiled for pages.

    Four indexes, all from folded phrases to rules: `lines` by the whole key, `starts` and `ends` by
    their first and last word, and `inside` by their longest word. A regex is tried only on lines that
    hold one of its anchors: a word (`inside`) or a sign (`signed`).
    """

    lines: dict[str, list[PhraseRule]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, PhraseRule]]] = field(default_factory=dict)
    ends: dict[str, list[tuple[str, PhraseRule]]] = field(default_factory=dict)
    inside: dict[str, list[tuple[str | re.Pattern[str], PhraseRule]]] = field(default_factory=dict)
    signed: dict[str, list[tuple[re.Pattern[str], PhraseRule]]] = field(default_factory=dict)

    def hits(self, keys: Sequence[str], texts: Sequence[str]) -> list[Label]:
        """Every rule that matches a line, given the lines' keys and their own text; by line."""
        found = [
            *self._whole(keys),
            *self._starting(keys),
            *self._ending(keys),
            *self._inside(keys, texts),
            *self._signed(keys, texts),
        ]
        unique = {(label.line, label.rule.id): label for label in found}
        return [unique[key] for key in sorted(unique)]

    def _whole(self, keys: Sequence[str]) -> Iterator[Label]:
        lines = self.lines
        for index, key in enumerate(keys):
            if key in lines:
                for entry in lines[key]:
                    yield _label(index, entry)

    def _starting(self, keys: Sequence[str]) -> Iterator[Label]:
        starts = self.starts
        for index, key in enumerate(keys):
            candidates = starts.get(key.partition(" ")[0])
            if candidates:
                padded = key + " "
                for phrase, entry in candidates:
                    if padded.startswith(phrase) and _short_enough(key, entry):
                        yield _label(index, entry)

    def _ending(self, keys: Sequence[str]) -> Iterator[Label]:
        ends = self.ends
        for index, key in enumerate(keys):
            candidates = ends.get(key.rpartition(" ")[2])
            if candidates:
                padded = " " + key
                for phrase, entry in candidates:
                    if padded.endswith(phrase) and _short_enough(key, entry):
                        yield _label(index, entry)

    def _inside(self, keys: Sequence[str], texts: Sequence[str]) -> Iterator[Label]:
        anchors = frozenset(self.inside)
        for index, key in enumerate(keys):
            if len(key) > _LONGEST:
                continue
            words = key.split()
            if not anchors.isdisjoint(words):
                padded = f" {key} "
                for anchor in anchors.intersection(words):
                    for phrase, entry in self.inside[anchor]:
                        if len(words) <= entry.max_words and _holds(phrase, padded, texts[index]):
                            yield _label(index, entry)

    def _signed(self, keys: Sequence[str], texts: Sequence[str]) -> Iterator[Label]:
        page = "\n".join(texts)
        present = [sign for sign in self.signed if sign in page]
        breaks = list(accumulate([len(text) + 1 for text in texts]))
        for sign in present:
            for index in _lines_with(page, sign, breaks):
                for pattern, entry in self.signed[sign]:
                    if _short_enough(keys[index], entry) and pattern.search(texts[index]):
                        yield _label(index, entry)


# Lines of more characters are never searched inside: that long, a line is prose or a whole page.
_LONGEST = 600


def _holds(phrase: str | re.Pattern[str], padded: str, text: str) -> bool:
    if isinstance(phrase, str):
        return phrase in padded
    return phrase.search(text) is not None


def _lines_with(page: str, sign: str, ends: Sequence[int]) -> Iterator[int]:
    """The indexes of the lines of a joined page that hold a sign, each once."""
    position = page.find(sign)
    while position >= 0:
        line = bisect_right(ends, position)
        yield line
        position = page.find(sign, ends[line])


def _label(line: int, entry: PhraseRule) -> Label:
    return Label(line=line, rule=entry.rule, opens=entry.opens)


def _short_enough(key: str, entry: PhraseRule) -> bool:
    return key.count(" ") < entry.max_words


def compile_rules(rules: Iterable[PhraseRule]) -> Matcher:
    """Index rules for matching; rules that come later lose nothing to earlier ones."""
    matcher = Matcher()
    for entry in rules:
        for phrase in entry.phrases:
            _index(matcher, phrase, entry)
    return matcher


def _index(matcher: Matcher, phrase: str, entry: PhraseRule) -> None:
    words = phrase.split()
    match entry.match:
        case "line":
            matcher.lines.setdefault(phrase, []).append(entry)
        case "start":
            matcher.starts.setdefault(words[0], []).append((phrase + " ", entry))
        case "end":
            matcher.ends.setdefault(words[-1], []).append((" " + phrase, entry))
        case "contains":
            matcher.inside.setdefault(max(words, key=len), []).append((f" {phrase} ", entry))
        case "regex":
            for anchor in entry.anchors:
                index = matcher.inside if anchor.isalnum() else matcher.signed
                index.setdefault(anchor, []).append((re.compile(phrase), entry))


@cache
def matcher_for(scripts: frozenset[str]) -> Matcher:
    """One matcher for all languages that are written in any of the given scripts."""
    return compile_rules(
        rule for vocabulary in load() if vocabulary.script in scripts for rule in vocabulary.rules
    )


@cache
def words_for(scripts: frozenset[str], key: str) -> frozenset[str]:
    """A word list, united over all languages that are written in any of the given scripts."""
    return frozenset().union(
        *(vocabulary.words[key] for vocabulary in load() if vocabulary.script in scripts)
    )


def broken_examples(vocabulary: Vocabulary) -> list[str]:
    """What is wrong with the hits and misses of a vocabulary, one sentence a fault."""
    return [fault for rule in vocabulary.rules for fault in _broken(rule)]


def _broken(entry: PhraseRule) -> Iterator[str]:
    matcher = compile_rules((entry,))
    for wanted, examples in ((True, entry.rule.hits), (False, entry.rule.misses)):
        for example in examples:
            if bool(matcher.hits([fold(example)], [example])) != wanted:
                yield f"{entry.rule.id} {'misses' if wanted else 'hits'} {example!r}"
