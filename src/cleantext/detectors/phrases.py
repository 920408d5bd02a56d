"""Labels from the vocabulary: lines that say what sites say."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char
from cleantext.model import Kind, Label, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.lexicon import Speech

CREDIT = Rule(
    id="phrases.credit",
    kind=Kind.BYLINE,
    confidence=0.9,
    why="A word for who wrote, edited, translated or photographed, and nothing but a name after it.",
    hits=("Editing by Nora Whitfield", "Traduit par Clarisse Montjoie", "بقلم: سامي الفارس"),
    misses=("By the time the train came, it was dark.",),
)
STAMP = Rule(
    id="phrases.stamp",
    kind=Kind.DATE,
    confidence=0.85,
    why="A word for publishing or updating, and nothing but figures after it.",
    hits=("آخر تحديث: 17:40", "Updated 10:15"),
    misses=("Updated rules",),
)
RULES = (CREDIT, STAMP)

_MAX_WORDS_OF_A_CREDIT = 8
_MAX_WORDS_OF_A_LABEL = 5


def find_phrases(document: Document, features: Features, speech: Speech) -> list[Label]:
    """A label for every line that a rule of an applicable vocabulary matches."""
    return [
        *speech.hits(features.keys, document.texts, features.hashed),
        *_stamps_and_credits(document, features, speech),
    ]


def _stamps_and_credits(document: Document, features: Features, speech: Speech) -> Iterator[Label]:
    """Short lines that begin with one of the words that metadata is introduced by."""
    people = speech.words["byline"] | speech.words["not_author"]
    stamps = speech.words["published"] | speech.words["updated"]
    short = (
        (features.words <= _MAX_WORDS_OF_A_CREDIT)
        & (features.words > 1)
        & (features.last != Char.END)
    )
    first_words = _first_words(people | stamps)
    for line in np.flatnonzero(short).tolist():
        words = features.keys[line].split()
        if words and words[0] in first_words:
            yield from _introduced(document, line, words, (people, stamps))


@cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def _introduced(
    document: Document,
    line: int,
    words: list[str],
    intros: tuple[frozenset[str], frozenset[str]],
) -> Iterator[Label]:
    people, stamps = intros
    beginnings = [" ".join(words[:n]) for n in range(1, min(_MAX_WORDS_OF_A_LABEL, len(words)) + 1)]
    names = [n for n, intro in enumerate(beginnings, 1) if intro in people and n < len(words)]
    if names:
        if _names_somebody(document.texts[line], names[-1]):
            yield Label(line=line, rule=CREDIT)
    elif words[-1] == "0" and not stamps.isdisjoint(beginnings) and _all_figures(words, stamps):
        yield Label(line=line, rule=STAMP)


def _all_figures(words: list[str], stamps: frozenset[str]) -> bool:
    rest = next(n for n in range(len(words), 0, -1) if " ".join(words[:n]) in stamps or n == 1)
    return all(word == "0" for word in words[rest:])


# A name has at most so many words; where letters have no case, a colon or slash must set it off.
_MAX_WORDS_OF_A_NAME = 4
_SET_OFF = re.compile(r"[:/：]")


def _names_somebody(text: str, intro: int) -> bool:
    """Whether the words after an introduction of so many words can be a name."""
    rest = text.split()[intro:]
    if not 0 < len(rest) <= _MAX_WORDS_OF_A_NAME:
        return False
    if any(word[:1].islower() for word in rest):
        return False
    return all(word[:1].isupper() for word in rest) or _SET_OFF.search(text) is not None
