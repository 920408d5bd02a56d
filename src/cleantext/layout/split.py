"""Lines that hold more than one thing: cut where chrome was glued to a sentence.

Four things cut a line: a phrase that no sentence holds there (`lexicon.glue`), a shape that none has
(a run of hashtags, an address, markup), a wide gap beside a paragraph, and in a dump without line
breaks the menus, stamps and headlines that `runs` finds. Every cut falls between two characters of
the line, so nothing is lost, and each piece is a line from there on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cleantext.calendars import find_dates, load_words
from cleantext.folding import fold
from cleantext.layout.reporter import REPORTER, cut_reporter
from cleantext.layout.runs import DATE_STAMP, HEADLINE_AGAIN, LEAD_IN, Finder, run_together
from cleantext.lexicon import Piece
from cleantext.lexicon.glue import trimmed
from cleantext.model import Kind, Label, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence, Set

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.lexicon import Speech

MAIL = Rule(
    id="glued.address", kind=Kind.CONTACT, confidence=0.9,
    why="A mail address after the last sentence of a paragraph.",
)  # fmt: skip
HASHTAGS = Rule(
    id="glued.hashtags", kind=Kind.TAGS, confidence=0.92,
    why="A run of hashtags after the last sentence of a paragraph.",
)  # fmt: skip
STAMP = Rule(
    id="glued.stamp", kind=Kind.RESIDUE, confidence=0.93,
    why="An agency's mark for the end of a report, between slashes, after the last sentence.",
)  # fmt: skip
MARKUP = Rule(
    id="glued.markup", kind=Kind.RESIDUE, confidence=0.92,
    why="A tag that a converter left at the edge of a line.",
)  # fmt: skip
BESIDE = Rule(
    id="glued.beside_stamp", kind=Kind.UNCLASSIFIED, confidence=0.9,
    why="It stands on one line with the page's stamp, wide gaps between.",
)  # fmt: skip
LISTED = Rule(
    id="glued.listed", kind=Kind.RELATED, confidence=0.92,
    why="It stands on one line with the heading of a list of stories, wide gaps between.",
)  # fmt: skip
RULES = (
    REPORTER,
    BESIDE,
    LISTED,
    MAIL,
    HASHTAGS,
    STAMP,
    MARKUP,
    DATE_STAMP,
    LEAD_IN,
    HEADLINE_AGAIN,
)

_AFTER_A_SENTENCE = r"(?<=[.!?؟۔。…»”\")\]])\s{0,8}"
_ADDRESS = r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}"
# Each with a sign that is in every match.
_AT_END: tuple[tuple[str, re.Pattern[str], Rule], ...] = (
    ("@", re.compile(_AFTER_A_SENTENCE + rf"(?<!\S){_ADDRESS}\W{{0,3}}$"), MAIL),
    ("#", re.compile(_AFTER_A_SENTENCE + r"(?:[#＃]\w{1,60}[\s,،|]{0,4}){2,30}$"), HASHTAGS),
    ("//", re.compile(r"\s{0,8}//\s{0,4}\w{1,12}(?:\s\w{1,12})?\s{0,4}//\s{0,4}$"), STAMP),
)  # fmt: skip
_TAG_AT_START = re.compile(r"</?([A-Za-z]\w{0,20})\b[^<>]{0,200}>")
_TAG_AT_END = re.compile(r"</?([A-Za-z]\w{0,20})\b[^<>]{0,200}>$")
_MOST_TAGS = 8

_GAP = re.compile(r"(?<=\S)[^\S\t\r\n]{3,}(?=\S)")
# A gap parts a line only where one side is a paragraph: the columns of tables are wide apart as well.
_LETTERS_OF_A_PARAGRAPH = 80
_MOST_PARTS = 12
_ENDS = tuple(".!?؟۔。…")


def split(
    document: Document, features: Features, speech: Speech, whole: Set[int] = frozenset()
) -> tuple[Document, list[Label]]:
    """The document with glued lines cut, and the labels of the pieces that a rule cut off.

    The lines named in `whole` stay as they are.
    """
    cutters = _cutters(document, features, speech)
    if not cutters:
        return document, []
    pieces = {
        line: cut
        for line, each in cutters.items()
        if line not in whole
        and not features.keys[line].startswith(_ALL_RIGHTS)
        and len(cut := _apply(document.texts[line], each)) > 1
        and not _is_caption(cut)
    }
    return _cut(document, pieces) if pieces else (document, [])


def _is_caption(pieces: Sequence[Piece]) -> bool:
    """Whether a credit ends no paragraph but a caption, which it is a part of."""
    rest = sum([piece.end - piece.start for piece in pieces if piece.rule is None])
    credited = any([piece.rule is not None and piece.rule.kind is Kind.CAPTION for piece in pieces])
    return credited and rest < _LETTERS_OF_A_CAPTION


_LETTERS_OF_A_CAPTION = 200


def _cutters(
    document: Document, features: Features, speech: Speech
) -> dict[int, list[Callable[[str], Sequence[Piece]]]]:
    """For each line worth a look, what may cut it, in the order in which it is tried."""
    cutters: dict[int, list[Callable[[str], Sequence[Piece]]]] = {}
    texts = document.texts
    for line, text in enumerate(texts):
        found: list[Callable[[str], Sequence[Piece]]] = [_by_shape] if _has_sign(text) else []
        if "   " in text and line not in document.wrapped:
            found.append(partial(_by_gap, speech))
        if found:
            cutters[line] = found
    for line in run_together(features):
        finder = Finder(speech, features.keys[:line])
        cutters.setdefault(line, []).append(finder.pieces)
    long = np.flatnonzero(features.size >= _LETTERS_OF_A_PARAGRAPH)
    for line in long[:1].tolist():
        cutters.setdefault(line, []).append(partial(cut_reporter, speech))
    for part in speech.parts:
        for line in part.gluer.likely(texts, features.hashed):
            # The key of a line is that of its only piece, unless something else cuts it as well.
            key = None if line in cutters else features.keys[line]
            cutters.setdefault(line, []).append(partial(part.gluer.cut_line, key=key))
    return cutters


# Such a line is a copyright line as a whole, though sentences end in it.
_ALL_RIGHTS = ("©", "copyright")


def _has_sign(text: str) -> bool:
    return text[0] == "<" or text[-1] == ">" or "@" in text or "#" in text or "//" in text


def _apply(text: str, cutters: Sequence[Callable[[str], Sequence[Piece]]]) -> list[Piece]:
    """The pieces of a line: each cutter cuts what those before it left uncut."""
    pieces = [Piece(start=0, end=len(text), rule=None)]
    for cut in cutters:
        pieces = [
            piece
            for whole in pieces
            for piece in (
                [whole] if whole.rule else _shifted(cut(text[whole.start : whole.end]), whole)
            )
        ]
    return pieces


def _shifted(pieces: Sequence[Piece], whole: Piece) -> Iterator[Piece]:
    for piece in pieces:
        yield Piece(start=whole.start + piece.start, end=whole.start + piece.end, rule=piece.rule)


def _by_shape(text: str) -> list[Piece]:
    """Cut markup from both ends, and addresses, hashtags and stamps from the end."""
    heads: list[Piece] = []
    tails: list[Piece] = []
    start, end = 0, len(text)
    while len(heads) < _MOST_TAGS and (found := _TAG_AT_START.match(text, start, end)):
        if not _is_markup(found[1], text):
            break
        heads.append(Piece(start=start, end=found.end(), rule=MARKUP))
        start = found.end()
    while len(tails) < _MOST_TAGS and (tail := _tail(text, start, end)):
        tails.append(tail)
        end = tail.start
    if not text[start:end].strip():  # nothing but tags: no piece of it is text
        return [Piece(start=0, end=len(text), rule=None)]
    body = Piece(start=start, end=end, rule=None)
    return trimmed(text, [*heads, body, *reversed(tails)])


def _is_markup(name: str, text: str) -> bool:
    """Whether a tag is one of HTML's, or is closed where it was opened: prose has names in such brackets."""
    is_field = name.isupper() and f"<{name}>" in text and f"</{name}>" in text
    return name.lower() in _HTML or is_field


_HTML = frozenset(
    "a b br center div em font h1 h2 h3 h4 h5 h6 hr i img li ol p small span strong u ul".split()
)


def _tail(text: str, start: int, end: int) -> Piece | None:
    if end and text[end - 1] == ">":
        opening = text.rfind("<", start, end)
        tag = _TAG_AT_END.match(text, opening, end) if opening > start else None
        is_markup = tag and _is_markup(tag[1], text)
        return Piece(start=opening, end=end, rule=MARKUP) if is_markup else None
    for sign, pattern, rule in _AT_END:
        found = pattern.search(text, start, end) if sign in text[start:end] else None
        if found and found.start() > start:
            return Piece(start=found.start(), end=end, rule=rule)
    return None


def _by_gap(speech: Speech, text: str) -> list[Piece]:
    """Cut at wide gaps, if a paragraph stands beside one, or a stamp begins the line.

    What stands beside a stamp, or after the heading of a list, is no heading of the article's.
    """
    edges = [0, *(found.end() for found in _GAP.finditer(text)), len(text)]
    pieces = trimmed(
        text,
        [Piece(start=a, end=b, rule=None) for a, b in pairwise(edges) if a < b],
    )
    parts = [text[piece.start : piece.end] for piece in pieces]
    stamped = _is_stamp(parts[0])
    if 1 < len(parts) <= _MOST_PARTS and (stamped or any(map(_is_paragraph, parts))):
        return list(_named(pieces, parts, speech, BESIDE if stamped else None))
    return [Piece(start=0, end=len(text), rule=None)]


def _named(
    pieces: Sequence[Piece], parts: Sequence[str], speech: Speech, rule: Rule | None
) -> Iterator[Piece]:
    """The pieces, with a rule for those that are neither paragraph nor the first."""
    for number, (piece, part) in enumerate(zip(pieces, parts, strict=True)):
        if _is_paragraph(part):
            rule = None
        yield replace(piece, rule=rule) if number else piece
        if any([entry.opens for entry in speech.rules_of(fold(part))]):
            rule = LISTED


def _is_paragraph(text: str) -> bool:
    return len(text) >= _LETTERS_OF_A_PARAGRAPH and text.endswith(_ENDS)


def _is_stamp(text: str) -> bool:
    """Whether a piece is a date with its time: no row of a table begins so."""
    found = find_dates(text[:_MOST_OF_A_STAMP], load_words(), day_first=True)
    return bool(found) and found[0].alone >= _SHARE_OF_A_STAMP and hasattr(found[0].value, "hour")


_MOST_OF_A_STAMP = 120
_SHARE_OF_A_STAMP = 0.7


def _label(line: int, rule: Rule) -> Label:
    """What is said of a piece that a rule cut off; less surely where the rule is less sure."""
    return Label(line=line, rule=rule, sure=rule.confidence >= _SURE)


_SURE = 0.9


def _cut(document: Document, pieces: dict[int, list[Piece]]) -> tuple[Document, list[Label]]:
    """The document whose lines are these pieces, and the labels of those that have a rule."""
    starts: list[int] = []
    ends: list[int] = []
    rows: list[int] = []
    texts: list[str] = []
    wrapped: dict[int, str] = {}
    labels: list[Label] = []
    for line, text in enumerate(document.texts):
        if line in document.wrapped:
            wrapped |= dict.fromkeys(
                range(len(texts), len(texts) + len(pieces.get(line, "x"))), document.wrapped[line]
            )
        for piece in pieces.get(line, ()):
            if piece.rule:
                labels.append(_label(len(texts), piece.rule))
            starts.append(document.place(line, piece.start))
            ends.append(document.place(line, piece.end - 1) + 1)
            texts.append(text[piece.start : piece.end])
            rows.append(document.rows[line])
        if line not in pieces:
            starts.append(document.starts[line])
            ends.append(document.ends[line])
            texts.append(text)
            rows.append(document.rows[line])
    cut = replace(
        document,
        starts=tuple(starts),
        ends=tuple(ends),
        rows=tuple(rows),
        texts=tuple(texts),
        wrapped=wrapped,
    )
    return cut, labels
