"""Glue: phrases of chrome that dumps write onto the first or last sentence of a paragraph.

A rule that says `glued` names phrases that no sentence holds in that place. They are cut off where a
longer line begins with them, where one ends with them after the end of a sentence, or where they
follow such an end and take the rest of the line with them. The cut falls between two words of the
line itself, so nothing is lost or moved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleantext.folding import fold
from cleantext.lexicon.vocabulary import is_word
from cleantext.words import Table, hash_pairs, hash_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleantext.lexicon.vocabulary import PhraseRule
    from cleantext.model import Rule
    from cleantext.words import Ints, Words

_TOKEN = re.compile(r"\S+")
# Where a sentence ends in the middle of what spaces part: the next one was written right after it.
_SEAM = re.compile(r"(?<=\w\w[.!?؟۔…»”])(?=[^\W\d_])")
# What ends a sentence, with the quotes and brackets that may close after it; or a gap wide enough.
_END = re.compile(
    r"(?:[.!?؟۔。！？…।|*]|(?<=[\u0370-\u03ff]);)[\"'”’»״)\]\s\u200e\u200f]{0,6}$"
    r"|[^\S\n]{2}$|[\]}]\s{0,6}$"
)
# The most phrases that are cut from one end of a line, one after the other.
_MOST = 12
# What follows a phrase to the line's end belongs to it, if it is no longer than so many words ...
_MOST_WORDS_OF_A_REST = 60
# ... and is no sentence of its own, unless a colon introduces it, or so many words of the phrase.
_TELLING = 3
_FULL_STOP = re.compile(r"[.۔。।][\"'”’»)\s]{0,4}$")

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], "PhraseRule"], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a line, in offsets into it, and the rule that cut it off; None for what remains."""

    start: int
    end: int
    rule: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutter:
    """A pattern that cuts; one of its words or one of its signs is in every match."""

    place: str
    pattern: re.Pattern[str]
    entry: PhraseRule
    words: frozenset[str]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gluer:
    """The rules that cut, compiled: phrases by their first or last word, and patterns.

    `firsts`, `lasts` and `anywhere` hold the words of these indexes as numbers, `pairs` the first two
    words of longer phrases that take the rest of a line, and `anchors` the words of the patterns, so
    that the lines worth a look are found for a whole page at once.
    """

    starts: Phrases
    ends: Phrases
    rests: Phrases
    by_word: Mapping[str, tuple[Cutter, ...]]
    signed: tuple[Cutter, ...]
    firsts: Table
    lasts: Table
    anywhere: Table
    pairs: Table
    anchors: Table

    def likely(self, texts: Sequence[str], words: Words) -> set[int]:
        """The lines that may have something glued to them."""
        return {*self._likely(words).tolist(), *self._signed(texts)}

    def cut_line(self, text: str, key: str | None = None) -> list[Piece]:
        """The pieces of one line, whose key may be given: itself, if nothing is glued to it."""
        words = (fold(text) if key is None else key).split()
        cutters = self._cutters(text, words)
        parted = self._holds_phrase(words)
        if not cutters and not parted:
            return [Piece(start=0, end=len(text), rule=None)]
        line = Line(text, cutters, parted=parted)
        start, heads = self._heads(line)
        end, tails = self._tails(line, start)
        body = [Piece(start=start, end=end, rule=None)] if start < end else []
        return trimmed(text, [*heads, *body, *reversed(tails)])

    def _holds_phrase(self, words: Sequence[str]) -> bool:
        """Whether a phrase stands among the words of a key where it may be cut."""
        return bool(words) and (
            any(
                tuple(words[: len(phrase)]) == phrase for phrase, _ in self.starts.get(words[0], ())
            )
            or any(
                tuple(words[-len(phrase) :]) == phrase for phrase, _ in self.ends.get(words[-1], ())
            )
            or any(
                tuple(words[at : at + len(phrase)]) == phrase
                for at, word in enumerate(words)
                if word in self.rests
                for phrase, _ in self.rests[word]
            )
        )

    def _likely(self, words: Words) -> Ints:
        """The lines that begin, end or go on with a word as some phrase does, and hold more."""
        counts = np.diff(words.starts)
        (used,) = np.nonzero(counts > 1)
        likely = np.zeros(len(counts), np.bool_)
        likely[used] = self.firsts.holds(words.hashes[words.starts[used]])
        likely[used] |= self.lasts.holds(words.hashes[words.starts[used + 1] - 1])
        within = self.anywhere.holds(words.hashes)
        within[words.starts[:-1][counts > 0]] = False  # the first word follows nothing
        within |= self.anchors.holds(words.hashes)
        likely[words.lines[within]] = True
        hashes, lines = hash_pairs(words)
        likely[lines[self.pairs.holds(hashes)]] = True
        return np.flatnonzero(likely)

    def _signed(self, texts: Sequence[str]) -> Iterator[int]:
        """The lines that hold one of the signs of a pattern."""
        page = "\n".join(texts)
        signs = {sign for cutter in self.signed for sign in cutter.signs}
        present = [sign for sign in signs if sign in page]
        for line, text in enumerate(texts if present else ()):
            if any([sign in text for sign in present]):
                yield line

    def _heads(self, line: Line) -> tuple[int, list[Piece]]:
        """What is cut from the start of a line, and where the rest begins."""
        pieces: list[Piece] = []
        start = 0
        while len(pieces) < _MOST:
            found = self._head(line, start)
            if not found or not line.may_begin(found[0]):
                break
            pieces.append(Piece(start=start, end=found[0], rule=found[1].rule))
            start = line.next(found[0])
        return start, pieces

    def _head(self, line: Line, start: int) -> tuple[int, PhraseRule] | None:
        """Where a phrase that stands at the start ends, before something else."""
        at = line.word_at(start)
        for phrase, entry in self.starts.get(line.words[at] if at < len(line.words) else "", ()):
            end = at + len(phrase)
            if tuple(line.words[at:end]) == phrase and line.is_edge(end):
                return line.end_of(end - 1), entry
        for cutter in line.cutters("start"):
            match = cutter.pattern.match(line.text, start)
            if match and match.end() > start:
                return match.end(), cutter.entry
        return None

    def _cutters(self, text: str, words: Sequence[str]) -> list[Cutter]:
        """The patterns that may match a line: it holds one of their words or signs."""
        known = self.by_word.keys() & set(words)
        found = {id(each): each for word in sorted(known) for each in self.by_word[word]}
        signed = [each for each in self.signed if any([sign in text for sign in each.signs])]
        return [*found.values(), *(each for each in signed if id(each) not in found)]

    def _tails(self, line: Line, start: int) -> tuple[int, list[Piece]]:
        """What is cut from the end of a line, last piece first, and where what is left ends."""
        pieces: list[Piece] = []
        end = len(line.text)
        rest = self._rest(line, start)
        if rest:
            pieces.append(Piece(start=rest[0], end=end, rule=rest[1].rule))
            end = rest[0]
        while len(pieces) < _MOST:
            found = self._tail(line, start, end)
            if not found:
                break
            pieces.append(Piece(start=found[0], end=end, rule=found[1].rule))
            end = found[0]
        while pieces and not is_end(line.text[start:end]):
            end = pieces.pop().end
        return end, pieces

    def _tail(self, line: Line, start: int, end: int) -> tuple[int, PhraseRule] | None:
        """Where the longest phrase begins that ends at `end`."""
        stop = line.word_at(end)
        for phrase, entry in self.ends.get(line.words[stop - 1], ()) if stop else ():
            first = stop - len(phrase)
            inside = first > 0 and line.start_of(first) > start
            inside = inside and line.text[line.start_of(first)] not in _OPENING
            if inside and tuple(line.words[first:stop]) == phrase and line.is_edge(first):
                return line.start_of(first), entry
        return self._tail_pattern(line, start, end)

    def _tail_pattern(self, line: Line, start: int, end: int) -> tuple[int, PhraseRule] | None:
        """Where a pattern begins to match that goes on up to `end`."""
        text = line.text[:end]
        return next(
            (
                (first, cutter.entry)
                for cutter in line.cutters("end")
                for first, last in _matches(cutter.pattern, text, start)
                if start < first < last and not text[last:].strip()
            ),
            None,
        )

    def _rest(self, line: Line, start: int) -> tuple[int, PhraseRule] | None:
        """The first place after a sentence's end where a phrase begins that takes the rest of the line."""
        found = [
            *self._rest_phrases(line, start),
            *(
                (first, cutter.entry)
                for cutter in line.cutters("rest")
                for first, _ in _matches(cutter.pattern, line.text, start + 1)
                if is_end(line.text[start:first])
            ),
        ]
        return min(found, key=lambda pair: pair[0], default=None)

    def _rest_phrases(self, line: Line, start: int) -> Iterator[tuple[int, PhraseRule]]:
        for first, word in enumerate(line.words):
            if word not in self.rests or not line.is_edge(first) or line.start_of(first) <= start:
                continue
            for phrase, entry in self.rests[word]:
                end = first + len(phrase)
                if tuple(line.words[first:end]) == phrase and line.is_rest(first, end):
                    yield line.start_of(first), entry


class Line:
    """A line, its folded words, and where in it each of them stands.

    `patterns` are those that may match it. Where each word stands is only found out if the line is to
    be `parted`: that takes a look at every one.
    """

    def __init__(self, text: str, patterns: Sequence[Cutter] = (), *, parted: bool = True) -> None:
        self.text = text
        self._patterns = patterns
        self.words: list[str] = []
        self._tokens: list[tuple[int, int]] = []
        for start, end in _tokens(text) if parted else ():
            for word in fold(text[start:end]).split():
                self.words.append(word)
                self._tokens.append((start, end))

    def cutters(self, place: str) -> list[Cutter]:
        """The patterns that may match here and cut there."""
        return [each for each in self._patterns if each.place == place]

    def word_at(self, offset: int) -> int:
        """The number of words that begin before an offset."""
        return sum([start < offset for start, _ in self._tokens])

    def start_of(self, word: int) -> int:
        """Where the text of a word begins."""
        return self._tokens[word][0]

    def end_of(self, word: int) -> int:
        """Where the text of a word ends."""
        return self._tokens[word][1]

    def is_edge(self, word: int) -> bool:
        """Whether white space stands before a word, or the line ends there."""
        return word in (0, len(self.words)) or self._tokens[word] != self._tokens[word - 1]

    def next(self, offset: int) -> int:
        """The first character after an offset that is no white space."""
        rest = self.text[offset:]
        return offset + len(rest) - len(rest.lstrip())

    def may_begin(self, offset: int) -> bool:
        """Whether something stands after an offset that may begin a line: no small letter."""
        rest = self.text[offset:].lstrip()
        return bool(rest) and not rest[0].islower() and any(map(str.isalnum, rest))

    def is_rest(self, first: int, end: int) -> bool:
        """Whether the words from `first` follow a sentence, and what follows `end` is none of its own."""
        start = self.start_of(first)
        if not is_end(self.text[:start]) or self.text[start] in _OPENING:
            return False
        introduced = ":" in self.text[start : self.end_of(end - 1) + 2]
        short = len(self.words) - first <= _MOST_WORDS_OF_A_REST
        telling = introduced or end - first >= _TELLING
        return short and (telling or not _FULL_STOP.search(self.text[-_MOST_OF_AN_END:]))


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Where the tokens of a line begin and end."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        for seam in _SEAM.finditer(text, start, end):
            if not text[seam.start()].islower():
                yield start, seam.start()
                start = seam.start()
        yield start, end


def _matches(pattern: re.Pattern[str], text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where a pattern matches after an offset; one for the start of a line is tried after sentences."""
    if not _AT_START.match(pattern.pattern):
        yield from (match.span() for match in pattern.finditer(text, start))
        return
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start)]
    for place in ends[-_MOST_SENTENCES:]:
        match = pattern.match(text[place:])
        if match:
            yield place, place + match.end()


_AT_START = re.compile(r"(?:\(\?[a-z]{1,6}\))?\s{0,40}\^")
_SENTENCE_END = re.compile(r"[.!?؟۔。！？…।;](?:\s?[\"'”’»״)\]]){0,3}\s*(?=[^\s\d.!?])")
# What is glued to a paragraph follows one of its last sentences.
_MOST_SENTENCES = 8


def is_end(text: str) -> bool:
    """Whether something is said, and its last sentence is over."""
    return (
        any(map(str.isalnum, text))
        and bool(_END.search(text[-_MOST_OF_AN_END:]))
        and not _is_quoting(text)
    )


def _is_quoting(text: str) -> bool:
    """Whether a quotation is open at the end of a text: what follows is somebody's words."""
    if "„" in text:
        return text.count("„") > text.count("“") + text.count("”")
    return text.count("“") > text.count("”") or text.count("«") > text.count("»")


# What is quoted is said by somebody, and no chrome.
_OPENING = frozenset('«“„‟"「『《״')
# The mark that ends a sentence, what may close after it, and white space.
_MOST_OF_AN_END = 12


def trimmed(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without white space at their edges, neighbours of one rule as one."""
    merged: list[Piece] = []
    for piece in pieces:
        part = text[piece.start : piece.end]
        start = piece.start + len(part) - len(part.lstrip())
        end = piece.end - len(part) + len(part.rstrip())
        if merged and piece.rule and merged[-1].rule is piece.rule:
            start = merged.pop().start
        if start < end:
            merged.append(Piece(start=start, end=end, rule=piece.rule))
    return merged


def compile_glue(rules: Iterable[PhraseRule]) -> Gluer:
    """Index the rules that cut."""
    glued = [entry for entry in rules if entry.glued]
    starts, ends, rests = (_index(glued, place) for place in ("start", "end", "rest"))
    patterns = tuple(
        Cutter(
            place=place,
            pattern=re.compile(pattern),
            entry=entry,
            words=frozenset(filter(is_word, entry.anchors)),
            signs=tuple(sign for sign in entry.anchors if not is_word(sign)),
        )
        for entry in glued
        if entry.match == "regex"
        for place in sorted(entry.glued)
        for pattern in entry.phrases
    )
    return Gluer(
        starts=starts,
        ends=ends,
        rests=rests,
        by_word={
            word: tuple(cutter for cutter in patterns if word in cutter.words)
            for word in {word for cutter in patterns for word in cutter.words}
        },
        signed=tuple(cutter for cutter in patterns if cutter.signs),
        firsts=_table(starts),
        lasts=_table(ends),
        anywhere=_table(
            word for word, found in rests.items() if any(len(phrase) == 1 for phrase, _ in found)
        ),
        pairs=_pairs(phrase for found in rests.values() for phrase, _ in found),
        anchors=_table({word for cutter in patterns for word in cutter.words}),
    )


def _index(rules: Iterable[PhraseRule], place: str) -> Phrases:
    """Phrases by their first word, or where they end a line by their last; the longest ones first."""
    index: dict[str, list[tuple[tuple[str, ...], PhraseRule]]] = {}
    for entry in rules:
        if place in entry.glued and entry.match != "regex":
            for phrase in entry.phrases:
                words = tuple(phrase.split())
                index.setdefault(words[-1 if place == "end" else 0], []).append((words, entry))
    return {
        word: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for word, found in index.items()
    }


def _pairs(phrases: Iterable[tuple[str, ...]]) -> Table:
    """The first two words of phrases of several words, as numbers."""
    keys = sorted({" ".join(phrase[:2]) for phrase in phrases if len(phrase) > 1})
    hashes, lines = hash_pairs(hash_words(keys))
    # Of each key of two words there are three pairs, the edges among them; the second is the words'.
    middle = np.flatnonzero(np.diff(lines, prepend=-1) > 0) + 1
    return Table(np.unique(hashes[middle]))


def _table(index: Iterable[str]) -> Table:
    return Table(np.unique(hash_words(sorted(index)).hashes))
