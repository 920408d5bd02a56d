"""The reporter's name before the dateline, on one line with the first sentence.

`NAME - PLACE: The minister ...` and `كتب NAME: ...` begin the first paragraph of many Arabic, Persian and
Turkish dumps. The name is cut off, and read as a byline; the place stays where it is, as a dateline
does. Only a place that we know, or a word that introduces authors, vouches for a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.folding import fold
from cleantext.lexicon import Piece, places
from cleantext.model import Kind, Rule

if TYPE_CHECKING:
    from cleantext.lexicon import Speech

REPORTER = Rule(
    id="glued.reporter", kind=Kind.BYLINE, confidence=0.92,
    why="The reporter's name before the dateline of the first paragraph.",
)  # fmt: skip

_WORD = r"[^\W\d_][\w.'’-]{0,20}"
_DASH = r"\s{0,3}(?:[-–—/|،,]|ـ)\s{0,3}"
_WITH_PLACE = re.compile(
    rf"(?P<name>{_WORD}(?:\s{_WORD}){{1,3}}){_DASH}(?P<place>{_WORD}(?:\s{_WORD}){{0,2}})(?=\s{{0,3}}[-–—:(ـ])"
)
_INTRODUCED = re.compile(
    rf"(?P<intro>{_WORD}(?:\s{_WORD})?)\s{{0,3}}[-–—:]?\s{{0,3}}(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})\s{{0,3}}[-–—:]\s{{1,3}}(?=\S)"
)
_SHORTEST_LINE = 60


def cut_reporter(speech: Speech, text: str) -> list[Piece]:
    """The name and the rest of a first paragraph, or the whole of it."""
    end = _end_of_name(speech, text) if len(text) >= _SHORTEST_LINE else 0
    if not end:
        return [Piece(start=0, end=len(text), rule=None)]
    return [
        Piece(start=0, end=end, rule=REPORTER),
        Piece(start=end, end=len(text), rule=None),
    ]


def _end_of_name(speech: Speech, text: str) -> int:
    match = _WITH_PLACE.match(text)
    if match and fold(match["place"]) in places() and _may_be_name(speech, match["name"]):
        return match.start("place")
    match = _INTRODUCED.match(text)
    if match and fold(match["intro"]) in speech.words["byline"]:
        return match.end() if _may_be_name(speech, match["name"]) else 0
    return 0


def _may_be_name(speech: Speech, name: str) -> bool:
    """Whether a few words may be a person's name: none of them is a word of every sentence, or a place."""
    key = fold(name)
    known = speech.words
    words = frozenset(key.split())
    cased = name.lower() != name.upper()
    return not (
        key in known["agencies"]
        or words & known["function_words"]
        or words & places()
        or (cased and not all(word[0].isupper() for word in name.split()))
    )
