"""Matching: the rules of vocabularies, indexed for pages of many lines.

A whole-line phrase is one dictionary look-up a line; a phrase at a line's start or end is found from
its first or last word; a phrase inside a line is looked for only where its most telling word occurs
on the page at all. So the cost grows with the page, hardly with the vocabulary.

Where a script has no spaces, a phrase needs none around it: it is found from its first character,
its last, or its first two, and two characters count as one word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import add, itemgetter
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from cleantext.lexicon.vocabulary import function_words, is_word, spaceless
from cleantext.model import Label
from cleantext.words import Table, hash_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleantext.lexicon.vocabulary import Match, PhraseRule
    from cleantext.words import Ints, Words

_T = TypeVar("_T")


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
    `signs` (`signed`). `openings` tells for each word how many words the longest of the whole-line
    phrases has that begin with it. A line of more words than `most_words` is compared as a whole
    only. The tables `firsts`, `lasts` and `within` hold the words of these indexes as numbers: they
    tell in one go for all lines of a page which are worth a look.
    """

    lines: Mapping[str, tuple[PhraseRule, ...]]
    openings: Mapping[str, int]
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
            Label(line=place[0], rule=entry.rule, opens=entry.opens, fluent=entry.fluent)
            for place, entry in sorted(unique.items(), key=itemgetter(0))
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
            n = len(words)
            first, last = words[0], words[-1]
            if not key.isascii() and (letters := spaceless(key)):
                n += len(letters) // _LETTERS_OF_A_SPACELESS_WORD
                words += map(add, key, key[1:])
                first = first if first in starts else key[0]
                last = last if last in ends else key[-1]
            if first in starts:
                found += _starting(line, key, n, starts[first])
            if last in ends:
                found += _ending(line, key, n, ends[last])
            present = anchors.intersection(words)
            if present and len(key) <= _LONGEST:
                found += self._inside(line, key, n, texts[line], present)
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
        self, line: int, key: str, n: int, text: str, present: Iterable[str]
    ) -> list[tuple[int, PhraseRule]]:
        """The matches within a line of n words that holds some anchors."""
        found: list[tuple[int, PhraseRule]] = []
        padded = f" {key} "
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
    inside = _by_telling_word((_padded(p, 0, -1), r) for p, r in _each(rules, "contains"))
    patterns = [(re.compile(p), r) for p, r in _each(rules, "regex")]
    worded = _grouped((a, (p, r)) for p, r in patterns for a in r.anchors if is_word(a))
    signs = frozenset(a for _, r in patterns for a in r.anchors if not is_word(a))
    lines = _grouped(_each(rules, "line"))
    return Matcher(
        lines=lines,
        openings=_openings(lines),
        starts=_edges((_edge(p, 0), (_padded(p, -1), r)) for p, r in _each(rules, "start")),
        ends=_edges((_edge(p, -1), (_padded(p, 0), r)) for p, r in _each(rules, "end")),
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


_LETTERS_OF_A_SPACELESS_WORD = 2


def _edge(phrase: str, at: int) -> str:
    """The first (0) or last (-1) word of a phrase, or its character where words have no edges."""
    return phrase[at] if spaceless(phrase[at]) else phrase.split()[at]


def _padded(phrase: str, *edges: int) -> str:
    """A phrase with a space at its start (0), its end (-1), or both, where words have edges."""
    start, end = (" " if e in edges and not spaceless(phrase[e]) else "" for e in (0, -1))
    return f"{start}{phrase}{end}"


def _openings(phrases: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split()
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


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
        if spaceless(phrase):
            return phrase.strip()[:2]
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
