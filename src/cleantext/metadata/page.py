"""What the readers of metadata look at: the document with the zones already drawn."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cleantext.features import Char
from cleantext.lexicon.vocabulary import spaceless
from cleantext.model import Found, Kind, Label, Rule, Span, Zone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.lexicon import Speech

# Labels that say of a line that it is no place to read metadata from.
_SHUT = 0.85
_NONE: frozenset[Kind] = frozenset()
_OPEN_KINDS = frozenset((Kind.DATE, Kind.BYLINE, Kind.UNCLASSIFIED, Kind.SITE, Kind.SUMMARY))


@dataclass(frozen=True, kw_only=True)
class Page:
    """A document, its measures, its labels by line, and the zone and section of its lines.

    `clean` says that the page looks like an article that somebody has cleaned already, and
    `reference` when the dump was made, if the caller knows: relative times count from there.
    """

    document: Document
    features: Features
    speech: Speech
    labels: Mapping[int, Sequence[Label]]
    zones: Sequence[Zone]
    sections: Mapping[int, Kind]
    clean: bool
    reference: dt.datetime | None = None

    @cached_property
    def body(self) -> tuple[int, ...]:
        """The lines of the body."""
        return tuple([line for line, zone in enumerate(self.zones) if zone is Zone.BODY])

    @cached_property
    def first_paragraph(self) -> int:
        """The first body line that ends like a sentence or is long; the end of the page if none."""
        features = self.features
        for line in self.body:
            if features.last[line] == Char.END or features.words[line] > _MAX_WORDS_OF_A_TITLE:
                return line
        return self.body[0] if self.body else len(self.zones)

    @cached_property
    def body_words(self) -> frozenset[str]:
        """The folded words of the body, see `words_of`."""
        keys = self.features.keys
        return frozenset(words_of(" ".join([keys[line] for line in self.body])))

    @cached_property
    def by_kind(self) -> dict[Kind, list[int]]:
        """For each kind that rules name, the lines, in order."""
        lines: dict[Kind, list[int]] = {}
        for line, found in self.labels.items():
            for label in found:
                lines.setdefault(label.rule.kind, []).append(line)
        return lines

    def is_owner(self, line: int) -> bool:
        """Whether a copyright line holds the whole line: then it is the outlet's name."""
        key = self.features.keys[line]
        owners = self.by_kind.get(Kind.COPYRIGHT, ())
        return any([key in self.features.keys[owner] for owner in owners])

    def overlap(self, line: int) -> float:
        """The share of a line's longer words that the body has too."""
        held = self.held(line)
        return sum(held) / len(held) if held else 0.0

    def held(self, line: int) -> list[bool]:
        """For each of a line's longer words, whether the body has it too."""
        known = self.body_words
        return [
            word in known
            for word in words_of(self.features.keys[line])
            if len(word) > 2 or spaceless(word)
        ]

    def known(self, words: str) -> frozenset[str]:
        """A word list ("byline", "agencies") of the vocabularies that apply to the page."""
        return self.speech.words[words]

    def kinds(self, line: int) -> frozenset[Kind]:
        """The kinds that rules name for a line."""
        found = self.labels.get(line)
        return frozenset([label.rule.kind for label in found]) if found else _NONE

    def is_above(self, line: int) -> bool:
        """Whether a line is outside the body, or may be: a line that stands before the first paragraph."""
        return self.zones[line] is not Zone.BODY or line < self.first_paragraph

    def is_shut(self, line: int) -> bool:
        """Whether a rule is sure that the line is chrome, a caption or a list of tags."""
        return any(
            label.rule.confidence >= _SHUT and label.rule.kind not in _OPEN_KINDS
            for label in self.labels.get(line, ())
        )

    def line_at(self, offset: int) -> int | None:
        """The line that an offset into the text lies in; None where no line does."""
        line = bisect_right(self.document.starts, offset) - 1
        return line if line >= 0 and offset < self.document.ends[line] else None

    def span(self, line: int) -> Span:
        """The whole line, as a span."""
        return Span(start=self.document.starts[line], end=self.document.ends[line])

    def found(
        self, value: object, line: int, rule: Rule, part: tuple[int, int] | None = None
    ) -> Found:
        """A value read from a line, or from a part of it given in offsets into the line."""
        start, end = part or (0, len(self.document.texts[line]))
        place = self.document.place
        span = Span(start=place(line, start), end=place(line, max(end - 1, start)) + 1)
        return Found(value=value, span=span, rule=rule)


_MAX_WORDS_OF_A_TITLE = 30

# Where words are not parted, so many letters in a row stand for one.
_LETTERS_IN_A_ROW = 2


def words_of(key: str) -> list[str]:
    """The words of a key; in scripts without spaces every few letters in a row.

    >>> words_of("the ferry"), words_of("渡轮返回")
    (['the', 'ferry'], ['渡轮', '轮返', '返回'])
    """
    words = key.split()
    if key.isascii() or not spaceless(key):
        return words
    return [piece for word in words for piece in _pieces(word)]


def _pieces(word: str) -> list[str]:
    if not spaceless(word):
        return [word]
    last = max(1, len(word) - _LETTERS_IN_A_ROW + 1)
    return [word[at : at + _LETTERS_IN_A_ROW] for at in range(last)]
