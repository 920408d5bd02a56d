"""Run-together dumps: menu, stamp, headline and article on one line.

Where one line holds most of a page's words, line breaks say nothing. Then the vocabulary does: two or
more phrases in a row that are whole lines elsewhere are a menu or a share bar. So does the stamp of
the date, and the headline, which such pages say twice before the article begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from cleantext.calendars import find_dates, load_words
from cleantext.folding import fold
from cleantext.lexicon import Piece
from cleantext.lexicon.glue import Line, is_end, trimmed
from cleantext.model import Action, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleantext.features import Features
    from cleantext.lexicon import PhraseRule, Speech

DATE_STAMP = Rule(
    id="glued.stamp_of_date", kind=Kind.DATE, confidence=0.85,
    why="A date with its label or its time, between menu and headline on one line.",
)  # fmt: skip

LEAD_IN = Rule(
    id="glued.lead_in", kind=Kind.UNCLASSIFIED, confidence=0.9,
    why="It stands on one line with the article, before its headline or first sentence.",
)  # fmt: skip

HEADLINE_AGAIN = Rule(
    id="glued.headline_again", kind=Kind.DUPLICATE_TITLE, confidence=0.9,
    why="The headline over again, on one line with the article.",
)  # fmt: skip

# A line is run together if it has so many words, and this share of all of the page.
_MIN_WORDS = 80
_MIN_SHARE = 0.7

# Phrases less sure than this are words of prose as often.
_LEAST = 0.7
# Alone, a phrase must be this sure, of several words, and stand between sentences.
_SURE_ALONE, _WORDS_ALONE = 0.92, 2
_SURE = 0.9
_MANY = 3

# The headline is said twice within so many words, in so many of its own.
_WORDS_OF_A_HEAD = 160
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 25
_CHARS_OF_A_HEAD = 1200
_CHARS_OF_A_LABEL, _WORDS_OF_A_LABEL = 60, 4


def run_together(features: Features) -> list[int]:
    """The lines that hold most of a page."""
    counts = np.diff(features.hashed.starts)
    total = max(1, int(counts.sum()))
    return np.flatnonzero((counts >= _MIN_WORDS) & (counts >= _MIN_SHARE * total)).tolist()


_SENTENCE_END = re.compile(r"[.!?؟۔…](?:\s|$)")
# What may part a headline from what stands before it.
_MARKS = " \t\xa0|-–—:•·»>"
_LINES_ABOVE = 12


class Finder:
    """Cuts one such line, with the vocabularies of the page."""

    def __init__(self, speech: Speech, above: Sequence[str]) -> None:
        self._above = [key.split() for key in above[-_LINES_ABOVE:]]
        self._speech = speech
        self._labels = speech.words.get("published", frozenset()) | speech.words.get(
            "updated", frozenset()
        )

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a line: runs of phrases, stamps and headlines, and what stands between them."""
        line = Line(text)
        found: list[tuple[int, int, Rule | None]] = [*self._runs(line), *self._stamps(text)]
        found += self._said_above(line)
        found += _headlines(
            line, max([end for start, end, _ in found if end < _CHARS_OF_A_HEAD], default=0)
        )
        pieces: list[Piece] = []
        position = 0
        for start, end, rule in sorted(found, key=lambda each: (each[0], -each[1])):
            if start < position:
                continue
            if start > position:
                pieces.append(Piece(start=position, end=start, rule=None))
            pieces.append(Piece(start=start, end=end, rule=rule))
            position = end
        if position < len(text):
            pieces.append(Piece(start=position, end=len(text), rule=None))
        return trimmed(text, pieces)

    def _said_above(self, line: Line) -> Iterator[tuple[int, int, Rule | None]]:
        """What stands before the passage in which the line says a headline or summary above it again.

        Only a line that begins with chrome is looked at: an article may well name its headline.
        """
        head = line.words[:_WORDS_OF_A_HEAD]
        if not any([start == 0 for start, _, _ in self._runs(line)]):
            return
        for said in self._above:
            if not _SHORTEST_TITLE <= len(said) <= _WORDS_OF_A_HEAD:
                continue
            first = _find(head, said)
            if first and line.is_edge(first):
                yield 0, line.start_of(first), LEAD_IN
                return

    def _runs(self, line: Line) -> Iterator[tuple[int, int, Rule]]:
        """Phrases in a row that are whole lines elsewhere."""
        run: list[tuple[int, int, PhraseRule]] = []
        word = 0
        while word < len(line.words):
            found = self._phrase(line, word)
            if found:
                run.append((word, *found))
                word = found[0]
                continue
            yield from _settled(line, run)
            run = []
            word += 1
        yield from _settled(line, run)

    def _phrase(self, line: Line, first: int) -> tuple[int, PhraseRule] | None:
        """The longest phrase that begins with a word: where it ends, and its surest rule."""
        longest = self._speech.longest(line.words[first])
        if not longest or not line.is_edge(first):
            return None
        for end in range(min(len(line.words), first + longest), first, -1):
            rules = self._speech.rules_of(" ".join(line.words[first:end]))
            known = [
                rule
                for rule in rules
                if rule.rule.confidence >= _LEAST and rule.rule.kind.action is not Action.BODY
            ]
            if known and line.is_edge(end):
                return end, max(known, key=lambda rule: rule.rule.confidence)
        return None

    def _stamps(self, text: str) -> Iterator[tuple[int, int, Rule]]:
        """Dates in the head of the line that have a label, or their time beside them."""
        head = text[:_CHARS_OF_A_HEAD]
        for match in find_dates(head, load_words(), day_first=True):
            start = self._label_start(head, match.start)
            timed = hasattr(match.value, "hour")
            if start < match.start or timed:
                yield start, match.end, DATE_STAMP

    def _label_start(self, text: str, start: int) -> int:
        """Where the label before a date begins; the date itself if it has none."""
        near = max(0, start - _CHARS_OF_A_LABEL)
        places = [near + found.start() for found in re.finditer(r"\S+", text[near:start])]
        for place in places[-_WORDS_OF_A_LABEL:]:
            if fold(text[place:start]) in self._labels:
                return place
        return start


def _settled(
    line: Line, run: Sequence[tuple[int, int, PhraseRule]]
) -> Iterator[tuple[int, int, Rule]]:
    """The run, if it is one: many phrases, two that are sure, or one that is surer, between sentences."""
    if not run:
        return
    first, end = run[0][0], run[-1][1]
    start, stop = line.start_of(first), line.end_of(end - 1)
    best = max((entry.rule for _, _, entry in run), key=lambda rule: rule.confidence)
    words = end - first
    free = start == 0 or is_end(line.text[:start])
    known = (
        len(run) > _MANY
        or (len(run) == _MANY and best.confidence >= _SURE)
        or (free and len(run) > 1 and best.confidence >= _SURE)
        or (free and best.confidence >= _SURE_ALONE and words > _WORDS_ALONE)
    )
    if known and (stop >= len(line.text.rstrip()) or line.may_begin(stop)):
        yield start, stop, best


def _find(words: Sequence[str], wanted: Sequence[str]) -> int:
    """Where a passage begins among words; 0 where it does not, or at their very start."""
    return next(
        (
            first
            for first, word in enumerate(words)
            if word == wanted[0] and words[first : first + len(wanted)] == wanted
        ),
        0,
    )


def _headlines(line: Line, after: int) -> Iterator[tuple[int, int, Rule | None]]:
    """The longest passage that the head of the line says twice, both times, and what lies between.

    The first of them stands at the start of the line, or right after what was cut up to `after`.
    """
    words = line.words[:_WORDS_OF_A_HEAD]
    best = (0, 0, 0)
    seen: dict[tuple[str, ...], int] = {}
    for second in range(len(words) - _SHORTEST_TITLE + 1):
        first = seen.setdefault(tuple(words[second : second + _SHORTEST_TITLE]), second)
        if first + _SHORTEST_TITLE <= second:
            best = max(best, (_same(words, first, second), -first, -second))
    length, first, second = best[0], -best[1], -best[2]
    edges = (first, first + length, second, second + length)
    if not length or not all(map(line.is_edge, edges)):
        return
    start, end = line.start_of(first), line.end_of(first + length - 1)
    again, stop = line.start_of(second), line.end_of(second + length - 1)
    is_sentence = _SENTENCE_END.search(line.text[start:end])
    if not is_sentence and not line.text[after:start].strip(_MARKS):
        yield start, end, None
        if line.text[end:again].strip():
            yield end, again, LEAD_IN
        yield again, stop, HEADLINE_AGAIN


def _same(words: Sequence[str], one: int, two: int) -> int:
    """How many words two passages have in common from their start."""
    most = min(_LONGEST_TITLE, two - one, len(words) - two)
    return next((n for n in range(most) if words[one + n] != words[two + n]), most)
