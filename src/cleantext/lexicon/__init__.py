"""The lexicon: what every language's sites say, and which languages a page speaks.

A page's chrome is often not in its article's language. So a vocabulary applies wherever its script
occurs and some of its function words do, and English (on Arabic pages French as well) wherever its
script does. Languages that leave no trace are not asked: that keeps false friends away, and the cost
of two dozen vocabularies that of two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleantext.folding import fold
from cleantext.lexicon.glue import Gluer, Piece, compile_glue
from cleantext.lexicon.matcher import Matcher, compile_rules
from cleantext.lexicon.vocabulary import (
    CUT,
    WORD_KEYS,
    PhraseRule,
    Vocabulary,
    function_words,
    heads,
    load,
    parse,
    places,
    vocabulary,
)
from cleantext.words import Table, hash_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from cleantext.features import Features
    from cleantext.model import Label
    from cleantext.words import Words

__all__ = [
    "CUT",
    "Gluer",
    "Lexicon",
    "Matcher",
    "PhraseRule",
    "Piece",
    "Speech",
    "Vocabulary",
    "broken_examples",
    "compile_glue",
    "compile_rules",
    "function_words",
    "load",
    "parse",
    "places",
]

# A language is spoken on a page if it has this share of the function words that the language of its
# script with the most of them has; a word of several languages counts for each of them in part.
_SHARE = 0.3
# Fewer function words than these tell nothing: then every language of the script may be spoken.
_FEW = 4.0
# The languages that a few words of a script are taken for; and what Arabic sites speak beside Arabic.
_FIRST = {"Latin": ("en",), "Arabic": ("ar",), "Cyrillic": ("ru",)}
_BESIDE_ARABIC = ("en", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """One vocabulary, compiled: rules that match, and rules that cut."""

    matcher: Matcher
    gluer: Gluer


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The vocabularies that apply to a page, and their word lists united.

    Each is compiled once in a process, whatever other languages a page speaks beside it.
    """

    codes: frozenset[str]
    parts: tuple[Compiled, ...]
    words: Mapping[str, frozenset[str]]

    def hits(self, keys: Sequence[str], texts: Sequence[str], words: Words) -> list[Label]:
        """Every rule that matches a line, given the lines' keys, their own text and their words."""
        return [hit for part in self.parts for hit in part.matcher.hits(keys, texts, words)]

    def rules_of(self, key: str) -> list[PhraseRule]:
        """The rules of which a phrase is the whole of a key."""
        return [rule for part in self.parts for rule in part.matcher.lines.get(key, ())]

    def longest(self, word: str) -> int:
        """How many words the longest whole-line phrase has that begins with a word."""
        return max([part.matcher.openings.get(word, 0) for part in self.parts], default=0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lexicon:
    """Our vocabularies, with the rules of a user on top of them.

    `own` are the user's vocabularies, which apply to every page; a rule of theirs replaces ours of the
    same id. The rules named in `off` are left out.
    """

    own: tuple[Vocabulary, ...] = ()
    off: frozenset[str] = frozenset()
    _parts: dict[str, Compiled] = field(default_factory=dict, repr=False)
    _speeches: dict[frozenset[str], Speech] = field(default_factory=dict, repr=False)

    def speech_of(self, features: Features) -> Speech:
        """The vocabularies that apply to a page."""
        codes = spoken(features.scripts, features.hashed)
        if codes not in self._speeches:
            self._speeches[codes] = self._speech(codes)
        return self._speeches[codes]

    def _speech(self, codes: frozenset[str]) -> Speech:
        ours = [vocabulary(code) for code in sorted(codes)]
        return Speech(
            codes=codes,
            parts=tuple([self._part(each) for each in (*ours, *self.own)]),
            words={
                key: frozenset().union(*(each.words[key] for each in (*ours, *self.own)))
                for key in WORD_KEYS
            },
        )

    def _part(self, words: Vocabulary) -> Compiled:
        is_own = any(each is words for each in self.own)
        name = f"own {words.code}" if is_own else words.code
        if name not in self._parts:
            replaced = () if is_own else (e.rule.id for each in self.own for e in each.rules)
            left_out = self.off.union(replaced)
            rules = [entry for entry in words.rules if entry.rule.id not in left_out]
            self._parts[name] = Compiled(matcher=compile_rules(rules), gluer=compile_glue(rules))
        return self._parts[name]


def spoken(scripts: Mapping[str, float], words: Words) -> frozenset[str]:
    """The codes of the languages that a page may speak.

    >>> from cleantext.words import hash_words
    >>> "fr" in spoken({"Latin": 1.0}, hash_words(["elle est dans la rue avec vous et moi"]))
    True
    """
    counts = _counts(words)
    main = max(scripts, key=lambda name: scripts[name], default="")
    codes: set[str] = set()
    for script in scripts:
        here = {head.code: counts[head.code] for head in heads() if head.script == script}
        most = max(here.values(), default=0.0)
        if most >= _FEW:
            codes |= {code for code, count in here.items() if count >= _SHARE * most}
        else:
            codes |= set(here if script == main else _FIRST.get(script, here))
        if script == "Latin":
            codes |= set(_BESIDE_ARABIC if main == "Arabic" else _FIRST[script])
    return frozenset(codes).intersection(head.code for head in heads())


def _counts(words: Words) -> dict[str, float]:
    """How many of a page's words are function words of each language; shared ones count in part."""
    table, weights = _weights()
    found = table.find(words.hashes)
    sums = weights[found[found >= 0]].sum(axis=0).tolist()
    return dict(zip([head.code for head in heads()], sums, strict=True))


@cache
def _weights() -> tuple[Table, npt.NDArray[np.float64]]:
    """All function words, and what each counts for every language."""
    hashed = [
        np.unique(
            hash_words(sorted(w for w in head.words["function_words"] if " " not in w)).hashes
        )
        for head in heads()
    ]
    known = np.unique(np.concatenate(hashed))
    weights = np.stack([np.isin(known, each).astype(np.float64) for each in hashed], axis=1)
    return Table(known), weights / weights.sum(axis=1, keepdims=True)


@cache
def default() -> Lexicon:
    """Our own vocabularies and nothing else."""
    return Lexicon()


def broken_examples(vocabulary: Vocabulary) -> list[str]:
    """What is wrong with the hits, misses and cuts of a vocabulary, one sentence a fault."""
    return [fault for rule in vocabulary.rules for fault in _broken(rule)]


def _broken(entry: PhraseRule) -> Iterator[str]:
    matcher = compile_rules((entry,))
    for expected, examples in ((True, entry.rule.hits), (False, entry.rule.misses)):
        for example in examples:
            key = fold(example)
            if bool(matcher.hits([key], [example], hash_words([key]))) != expected:
                yield f"{entry.rule.id} {'misses' if expected else 'hits'} {example!r}"
    gluer = compile_glue((entry,))
    for example in entry.cuts:
        wanted = [piece.strip() for piece in example.split(CUT)]
        line = example.replace(CUT, "")
        made = [line[piece.start : piece.end] for piece in gluer.cut_line(line)]
        if made != wanted:
            yield f"{entry.rule.id} cuts {CUT.join(made)!r} and should cut {example!r}"
