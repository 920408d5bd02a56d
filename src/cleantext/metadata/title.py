"""The headline: the line above the body that says what the body says, often more than once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char
from cleantext.folding import fold
from cleantext.model import Found, Kind, Rule, Zone

if TYPE_CHECKING:
    from cleantext.metadata.page import Page

TITLE = Rule(
    id="title.above_body",
    kind=Kind.TITLE,
    confidence=0.85,
    why="It stands above the body, is as long as a headline, and shares its words with the body.",
)
TITLE_OF_TWO = Rule(
    id="title.said_again",
    kind=Kind.TITLE,
    confidence=0.95,
    why="It stands above the body, and the page says it again.",
)
AGAIN = Rule(
    id="title.duplicate",
    kind=Kind.DUPLICATE_TITLE,
    confidence=0.95,
    why="The headline over again.",
)
RULES = (TITLE, TITLE_OF_TWO, AGAIN)

# How many lines above the first paragraph a headline is looked for.
_REACH = 40
_MAX_WORDS = 45
_MIN_WORDS = 2
_MIN_SIZE = 8
# Points that a candidate must earn to be taken: fewer, and the page has no headline that we can tell.
_ENOUGH = 2.2

# What parts a headline from the name of its site.
_PARTING = re.compile(r"\s+[-–—|•:·»]{1,2}\s+|\s*\|\s*")


def find_title(page: Page) -> tuple[int, Found] | None:
    """The line of the headline and its value; None where no line earns enough trust."""
    end = page.first_paragraph
    lines = range(max(0, end - _REACH), end)
    candidates = [line for line in lines if _may_be_title(page, line)]
    if not candidates:
        return None
    said = _sayings(page)
    points, best = max([(_points(page, line, end - line, said), -line) for line in candidates])
    if points < _ENOUGH:
        return None
    line = -best
    start, stop = _without_site(page, line)
    rule = TITLE_OF_TWO if _again(page, line, said) else TITLE
    return line, page.found(page.document.texts[line][start:stop], line, rule, (start, stop))


def _may_be_title(page: Page, line: int) -> bool:
    features = page.features
    return bool(
        _MIN_WORDS <= features.words[line] <= _MAX_WORDS
        and features.size[line] >= _MIN_SIZE
        and not page.kinds(line) & {Kind.DATE, Kind.RESIDUE, Kind.BYLINE}
        and not page.is_shut(line)
    )


def _sayings(page: Page) -> dict[str, int]:
    """How often each piece of a line outside the body is said: whole lines, and parts beside a bar."""
    said: dict[str, int] = {}
    keys, first = page.features.keys, page.first_paragraph
    body = Zone.BODY
    barred = _barred(page)
    for line, zone in enumerate(page.zones):
        if zone is not body or line < first:
            for piece in barred.get(line, (keys[line],)):
                said[piece] = said.get(piece, 0) + 1
    return said


def _barred(page: Page) -> dict[int, set[str]]:
    """The folded lines with a bar or dash in them, whole and in pieces."""
    features = page.features
    head = slice(max(0, page.first_paragraph - _REACH), page.first_paragraph)
    marked = (features.counts[head, Char.SIGN] > 0) & (features.words[head] <= _MAX_WORDS) & (features.words[head] > _MIN_WORDS)
    lines = (head.start + np.flatnonzero(marked)).tolist()
    return {line: {fold(piece) for piece in _PARTING.split(page.document.texts[line])} | {features.keys[line]} for line in lines}


def _again(page: Page, line: int, said: dict[str, int]) -> bool:
    if not page.features.counts[line, Char.SIGN]:
        return said.get(page.features.keys[line], 0) > 1
    start, stop = _without_site(page, line)
    return said.get(fold(page.document.texts[line][start:stop]), 0) > 1


def _points(page: Page, line: int, distance: int, said: dict[str, int]) -> float:
    features = page.features
    words = int(features.words[line])
    points = 3.0 * page.overlap(line) - 0.03 * distance
    points += 1.5 if _again(page, line, said) and words > 2 else 0.0
    points += 1.0 if words >= 5 else 0.3 if words >= 3 else -0.5
    points += 0.4 if line == 0 else 0.0
    points -= 0.8 if features.last[line] == Char.END and page.document.texts[line].endswith((".", "۔", "。")) else 0.0
    points -= sum(label.rule.confidence for label in page.labels.get(line, ()) if label.rule.id not in _HARMLESS)
    return points


_HARMLESS = frozenset(("repeats.line_again",))


def _without_site(page: Page, line: int) -> tuple[int, int]:
    """The headline's part of `headline - site` or `site - headline`, in offsets into the line."""
    text = page.document.texts[line]
    partings = list(_PARTING.finditer(text))
    if not partings:
        return 0, len(text)
    first, last = partings[0], partings[-1]
    if _is_site(page, line, text[last.end() :]):
        return 0, last.start()
    if _is_site(page, line, text[: first.start()]):
        return first.end(), len(text)
    return 0, len(text)


_MAX_WORDS_OF_A_SITE = 4


def _is_site(page: Page, line: int, piece: str) -> bool:
    """Whether a piece beside a bar is a site's name: short, and on the page without the headline too."""
    key = fold(piece)
    if not key or key.count(" ") >= _MAX_WORDS_OF_A_SITE:
        return False
    rest = fold(page.document.texts[line].replace(piece, " "))
    keys = page.features.keys
    return rest in keys or (line == 0 and key.count(" ") < _MAX_WORDS_OF_A_SITE and rest.count(" ") > key.count(" "))


def find_duplicates(page: Page, line: int, title: str) -> list[int]:
    """The lines that say the headline again: alone, doubled, or with a site's name."""
    key = fold(title)
    longest = 2 * len(key) + 30
    return [
        other
        for other, text in enumerate(page.features.keys)
        if other != line and key in text and len(text) <= longest and _says(key, text)
        and (page.zones[other] is not Zone.BODY or other < page.first_paragraph)
    ]


def _says(key: str, text: str) -> bool:
    rest = text.replace(key, " ").split()
    return len(rest) <= _MAX_WORDS_OF_A_SITE and (len(key.split()) > 2 or not rest)
