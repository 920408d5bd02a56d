"""The vocabularies: how sites speak, one TOML file a language, loaded, checked and compiled.

Every rule brings its own hits and misses, so that adding a rule is adding its tests. Matching works
on folded keys (see `folding`) and is built for pages of many lines and vocabularies of thousands of
phrases: a whole-line phrase is one dictionary look-up a line; a phrase at a line's start or end is
found from its first or last word; a phrase inside a line is looked for only where its most telling word
occurs on the page at all. So the cost grows with the page, hardly with the vocabulary.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args

import numpy as np

from cleantext.folding import fold
from cleantext.model import Kind, Label, LexiconError, Rule
from cleantext.words import Table, hash_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleantext.words import Ints, Words

_T = TypeVar("_T")

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
        words={
            key: frozenset(
                filter(None, map(fold, _strings(words.get(key, []), f"{name}: [words] {key}")))
            )
            for key in _WORD_KEYS
        },
        rules=rules,
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
    )


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
    files = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".toml") and f.name[0] != "_"),
        key=lambda f: f.name,
    )
    return tuple(parse(f.read_text(encoding="utf-8"), f.name) for f in files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The phrases that begin (or end) with the same word, each with its rule.

    `texts` are the phrases alone: `str.startswith` tells in one call that a line has none of them.
    """

    texts: tuple[str, ...]
    rules: tuple[PhraseRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What is looked for in lines that hold one word: phrases within spaces, and patterns."""

    phrases: tuple[tuple[str, PhraseRule], ...]
    patterns: tuple[tuple[re.Pattern[str], PhraseRule], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """The phrases of several vocabularies, compiled for pages.

    Four indexes, all from folded phrases to rules: `lines` by the whole key, `starts` and `ends` by
    their first and last word, and `inside` by their most telling word (its words are the `anchors`). A
    regex is tried only on lines that hold one of its anchors: a word (`inside`) or one of the
    `signs` (`signed`). A line of more words than `most_words` is compared as a whole only. The tables
    `firsts`, `lasts` and `within` hold the words of these indexes as numbers: they tell in one go for
    all lines of a page which are worth a look.
    """

    lines: Mapping[str, tuple[PhraseRule, ...]]
    starts: Mapping[str, Edge]
    ends: Mapping[str, Edge]
    inside: Mapping[str, Anchor]
    anchors: frozenset[str]
    signed: tuple[tuple[re.Pattern[str], PhraseRule], ...]
    signs: frozenset[str]
    most_words: int
    firsts: Table
    lasts: Table
    within: Table

    def hits(self, keys: Sequence[str], texts: Sequence[str], words: Words) -> list[Label]:
        """Every rule that matches a line, given the lines' keys, their own text and their words."""
        found = [*self._worded(keys, texts, words), *self._signed(keys, texts)]
        unique = {(line, entry.rule.id): entry for line, entry in found}
        return [
            Label(line=place[0], rule=unique[place].rule, opens=unique[place].opens)
            for place in sorted(unique)
        ]

    def _worded(
        self, keys: Sequence[str], texts: Sequence[str], hashed: Words
    ) -> list[tuple[int, PhraseRule]]:
        """The matches that the words of a line lead to, all found in one walk over the lines."""
        lines, starts, ends, anchors = self.lines, self.starts, self.ends, self.anchors
        most_words = self.most_words
        found = [
            (line, entry) for line, key in enumerate(keys) if key in lines for entry in lines[key]
        ]
        for line in self._likely(hashed).tolist():
            key = keys[line]
            words = key.split(" ", most_words)
            if len(words) > most_words:
                continue
            if words[0] in starts:
                found += _starting(line, key, len(words), starts[words[0]])
            if words[-1] in ends:
                found += _ending(line, key, len(words), ends[words[-1]])
            present = anchors.intersection(words)
            if present and len(key) <= _LONGEST:
                found += self._inside(line, f" {key} ", texts[line], present)
        return found

    def _likely(self, words: Words) -> Ints:
        """The lines that begin, end or hold a word as some phrase does, and are not too long for any."""
        counts = np.diff(words.starts)
        likely = np.zeros(len(counts), np.bool_)
        few = counts <= _LETTERS_OF_A_WORD * self.most_words
        (used,) = np.nonzero((counts > 0) & few)
        likely[used] = self.firsts.holds(words.hashes[words.starts[used]])
        likely[used] |= self.lasts.holds(words.hashes[words.starts[used + 1] - 1])
        likely[words.lines[self.within.holds(words.hashes)]] = True
        return np.flatnonzero(likely & few)

    def _inside(
        self, line: int, padded: str, text: str, present: Iterable[str]
    ) -> list[tuple[int, PhraseRule]]:
        """The matches within a line that holds some anchors."""
        found: list[tuple[int, PhraseRule]] = []
        n = padded.count(" ") - 1
        for anchor in map(self.inside.__getitem__, present):
            for phrase, entry in anchor.phrases:
                if n <= entry.max_words and phrase in padded:
                    found.append((line, entry))
            for pattern, entry in anchor.patterns:
                if n <= entry.max_words and pattern.search(text):
                    found.append((line, entry))
        return found

    def _signed(self, keys: Sequence[str], texts: Sequence[str]) -> list[tuple[int, PhraseRule]]:
        """The matches of the patterns that signs call for, each tried once on a line."""
        page = "\n".join(texts)
        ends = list(accumulate([len(text) + 1 for text in texts]))
        spaces = [key.count(" ") for key in keys]
        holding = {sign: _lines_with(page, sign, ends) for sign in self.signs if sign in page}
        return [
            (line, entry)
            for pattern, entry in self.signed
            for line in _united([holding[sign] for sign in entry.anchors if sign in holding])
            if spaces[line] < entry.max_words and pattern.search(texts[line])
        ]


# Lines of more characters are never searched inside: that long, a line is prose or a whole page.
_LONGEST = 600


def _starting(line: int, key: str, n: int, edge: Edge) -> list[tuple[int, PhraseRule]]:
    """The matches of the phrases with which a key of n words begins."""
    padded = key + " "
    if not padded.startswith(edge.texts):
        return []
    pairs = zip(edge.texts, edge.rules, strict=True)
    return [(line, r) for text, r in pairs if padded.startswith(text) and n <= r.max_words]


def _ending(line: int, key: str, n: int, edge: Edge) -> list[tuple[int, PhraseRule]]:
    """The matches of the phrases with which a key of n words ends."""
    padded = " " + key
    if not padded.endswith(edge.texts):
        return []
    pairs = zip(edge.texts, edge.rules, strict=True)
    return [(line, r) for text, r in pairs if padded.endswith(text) and n <= r.max_words]


def _lines_with(page: str, sign: str, ends: Sequence[int]) -> list[int]:
    """The indexes of the lines of a joined page that hold a sign, each once."""
    lines: list[int] = []
    position = page.find(sign)
    while position >= 0:
        line = bisect_right(ends, position)
        lines.append(line)
        position = page.find(sign, ends[line])
    return lines


def _united(groups: Sequence[Sequence[int]]) -> Iterable[int]:
    """All numbers of several sequences, each once."""
    return groups[0] if len(groups) == 1 else set().union(*groups)


def compile_rules(rules: Iterable[PhraseRule]) -> Matcher:
    """Index rules for matching; rules that come later lose nothing to earlier ones."""
    rules = tuple(rules)
    inside = _by_telling_word((f" {p} ", r) for p, r in _each(rules, "contains"))
    patterns = [(re.compile(p), r) for p, r in _each(rules, "regex")]
    worded = _grouped((a, (p, r)) for p, r in patterns for a in r.anchors if a.isalnum())
    signs = frozenset(a for _, r in patterns for a in r.anchors if not a.isalnum())
    return Matcher(
        lines=_grouped(_each(rules, "line")),
        starts=_edges((p.split()[0], (p + " ", r)) for p, r in _each(rules, "start")),
        ends=_edges((p.split()[-1], (" " + p, r)) for p, r in _each(rules, "end")),
        inside={
            word: Anchor(phrases=inside.get(word, ()), patterns=worded.get(word, ()))
            for word in {**inside, **worded}
        },
        anchors=frozenset((*inside, *worded)),
        signed=tuple((p, r) for p, r in patterns if not signs.isdisjoint(r.anchors)),
        signs=signs,
        most_words=max([rule.max_words for rule in rules if rule.match != "line"], default=0),
        firsts=_edge_words((p for p, _ in _each(rules, "start")), 0),
        lasts=_edge_words((p for p, _ in _each(rules, "end")), -1),
        within=_edge_words((*inside, *worded), 0),
    )


# In scripts without spaces each letter is a word to `hash_words`, and many of them one to a phrase.
_LETTERS_OF_A_WORD = 4


def _edge_words(phrases: Iterable[str], edge: int) -> Table:
    """The first (0) or last (-1) words of phrases, as numbers."""
    words = hash_words(sorted(set(phrases)))
    places = words.starts[:-1] if edge == 0 else words.starts[1:] - 1
    return Table(np.unique(words.hashes[places[np.diff(words.starts) > 0]]))


def _by_telling_word(
    phrases: Iterable[tuple[str, PhraseRule]],
) -> dict[str, tuple[tuple[str, PhraseRule], ...]]:
    """Phrases by the longest of their words that is no function word: such words are rare on pages."""
    common = frozenset().union(*(words for _, words in function_words()))

    def telling(phrase: str) -> str:
        return max(phrase.split(), key=lambda word: (word not in common, len(word)))

    return _grouped((telling(phrase), (phrase, rule)) for phrase, rule in phrases)


def _each(rules: Iterable[PhraseRule], match: Match) -> Iterator[tuple[str, PhraseRule]]:
    """The phrases of all rules that are matched in one way, each with its rule."""
    return ((phrase, rule) for rule in rules if rule.match == match for phrase in rule.phrases)


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    groups: dict[str, list[_T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _edges(pairs: Iterable[tuple[str, tuple[str, PhraseRule]]]) -> dict[str, Edge]:
    return {
        word: Edge(
            texts=tuple([text for text, _ in found]), rules=tuple([rule for _, rule in found])
        )
        for word, found in _grouped(pairs).items()
    }


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


@cache
def function_words() -> tuple[tuple[str, frozenset[str]], ...]:
    """The most frequent words of every language that we know some of, by language code."""
    file = resources.files("cleantext") / "data" / "function_words.toml"
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    known = {code: frozenset(fold(word) for word in words) for code, words in listed.items()}
    known |= {vocabulary.code: vocabulary.words["function_words"] for vocabulary in load()}
    return tuple(sorted(known.items()))


def broken_examples(vocabulary: Vocabulary) -> list[str]:
    """What is wrong with the hits and misses of a vocabulary, one sentence a fault."""
    return [fault for rule in vocabulary.rules for fault in _broken(rule)]


def _broken(entry: PhraseRule) -> Iterator[str]:
    matcher = compile_rules((entry,))
    for wanted, examples in ((True, entry.rule.hits), (False, entry.rule.misses)):
        for example in examples:
            key = fold(example)
            if bool(matcher.hits([key], [example], hash_words([key]))) != wanted:
                yield f"{entry.rule.id} {'misses' if wanted else 'hits'} {example!r}"
