"""The headline: the line above the body that says what the body says, often more than once."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char
from cleantext.folding import fold
from cleantext.lexicon.vocabulary import spaceless
from cleantext.metadata.page import words_of
from cleantext.model import Found, Kind, Rule, Zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleantext.features import Features
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
# What speaks for a candidate and against it: the weights of a conditional logit over the candidates
# of a page and none of them, fitted on the development pages, on their clean articles, and on these
# without their headlines. A page's best candidate is taken if its sum is above 0.
_POINTS = {
    "always": -3.2,
    "share of its words in the body": 1.65,
    "log of these words": 0.97,
    "log words": 0.25,
    "at most two words": -1.2,
    "more than twenty words": -2.4,
    "first line": 0.6,
    "first line of a clean page": 2.0,  # not fitted: where there is no chrome, nothing stands above it
    "said again": 0.6,  # fitted 0.1, since menus are said again too; the page's own repeats are worth more
    "full stop": -2.7,
    "question mark": 0.3,
    "colon": -0.6,
    "labelled": -0.45,
    "menu": -1.2,
    "judged body": -1.85,
    "sign first": -1.8,
    "gap before": 2.0,
    "gap after": 3.1,
    "no gaps": 1.0,  # not fitted: about what headlines get for the two above, on a page without any
    "candidates below": -1.5,
    "place": -0.5,
    "below date or byline": -1.5,  # not fitted: captions stand there
}
_FULL_STOPS = (".", "۔", "。")
_LONG = 20
_SHORT = 3
_FEW = 2

# What parts a headline from the name of its site.
_PARTING = re.compile(r"\s{1,4}[-–—|•·»]{1,2}\s{1,4}|\s{0,4}\|\s{0,4}")


def find_title(page: Page) -> tuple[int, Found] | None:
    """The line of the headline and its value; None where no line earns enough trust."""
    end = page.first_paragraph
    lines = range(max(0, end - _REACH), end)
    said = _sayings(page)
    candidates = [line for line in lines if _may_be_title(page, line)]
    points = {
        candidate: _points(page, candidate, (place, len(candidates)), said)
        for place, candidate in enumerate(candidates)
        if _has_words_of_body(page, candidate)
    }
    line = max(points, key=lambda candidate: points[candidate], default=-1)
    if line < 0 or points[line] <= 0:
        return None
    line = _above_standfirst(points, line)
    start, stop = _without_site(page, line)
    line = _first_saying(page, line, fold(page.document.texts[line][start:stop]))
    start, stop = _without_site(page, line)
    rule = TITLE_OF_TWO if _again(page, line, said) else TITLE
    return line, page.found(page.document.texts[line][start:stop], line, rule, (start, stop))


# A line right above the best candidate that earns nearly as much is the headline, and the best one,
# being longer and in more of the body's words, its standfirst.
_NEARLY = 0.8


def _above_standfirst(points: Mapping[int, float], line: int) -> int:
    above = points.get(line - 1, -math.inf)
    return line - 1 if above > 0 and above >= points[line] - _NEARLY else line


def _has_words_of_body(page: Page, line: int) -> bool:
    """Whether a line shares a longer word with the body: no headline of an article shares none."""
    known = page.body_words
    return any(
        [
            word in known and (len(word) > _SHORT or bool(spaceless(word)))
            for word in words_of(page.features.keys[line])
        ]
    )


def _first_saying(page: Page, line: int, key: str) -> int:
    """The first line above that says the headline and nothing else."""
    keys = page.features.keys
    return next(
        (
            above
            for above in range(line)
            if keys[above] == key and page.zones[above] is not Zone.BODY
        ),
        line,
    )


def _may_be_title(page: Page, line: int) -> bool:
    features = page.features
    return bool(
        _MIN_WORDS <= _words(features, line) <= _MAX_WORDS
        and features.size[line] >= _MIN_SIZE
        and not page.kinds(line) & {Kind.DATE, Kind.RESIDUE, Kind.BYLINE}
        and not page.is_shut(line)
        and not page.is_owner(line)
    )


def _words(features: Features, line: int) -> int:
    """The words of a line; two characters of a script without spaces are about one."""
    return max(int(features.words[line]), int(features.counts[line, Char.IDEOGRAPH]) // 2)


def _sayings(page: Page) -> Mapping[str, int]:
    """How often each piece is said: whole lines, and in the head of the page parts beside a bar."""
    said = Counter(page.features.said)
    features = page.features
    head = slice(max(0, page.first_paragraph - _REACH), page.first_paragraph)
    marked = (features.counts[head, Char.SIGN] > 0) & (features.words[head] <= _MAX_WORDS)
    for line in (
        head.start + np.flatnonzero(marked & (features.words[head] > _MIN_WORDS))
    ).tolist():
        pieces = _PARTING.split(page.document.texts[line])
        if len(pieces) > 1:
            said.update({fold(piece) for piece in pieces} - {features.keys[line]})
    return said


def _again(page: Page, line: int, said: Mapping[str, int]) -> bool:
    if not page.features.counts[line, Char.SIGN]:
        return said.get(page.features.keys[line], 0) > 1
    start, stop = _without_site(page, line)
    return said.get(fold(page.document.texts[line][start:stop]), 0) > 1


def _points(page: Page, line: int, rank: tuple[int, int], said: Mapping[str, int]) -> float:
    """The sum of `_POINTS` for one candidate; `rank` is its place and the number of candidates."""
    is_first, below = rank[0] == 0, rank[1] - rank[0] - 1
    words, held = _words(page.features, line), page.held(line)
    points = _POINTS["always"] + _POINTS["log words"] * math.log(words)
    if held:
        points += _POINTS["share of its words in the body"] * sum(held) / len(held)
        points += _POINTS["log of these words"] * math.log1p(sum(held))
    points += _POINTS["at most two words"] * (words <= _FEW) + _POINTS["more than twenty words"] * (
        words > _LONG
    )
    points += _POINTS["said again"] * (words > _FEW and _again(page, line, said))
    points += (
        _POINTS["candidates below"] * min(below, 10) / 10 + _POINTS["place"] * min(line, 40) / 40
    )
    points += (
        _POINTS["first line"]
        + _POINTS["first line of a clean page"] * (page.clean and words > _SHORT)
    ) * (line == 0 or (is_first and page.clean))
    return points + _form(page, line) + _surroundings(page, line, is_first=is_first)


def _form(page: Page, line: int) -> float:
    """What the first and the last character say."""
    features, text = page.features, page.document.texts[line]
    points = _POINTS["sign first"] * bool(features.first[line] == Char.SIGN)
    if text.endswith(_FULL_STOPS):
        return points + _POINTS["full stop"]
    if int(features.last[line]) == Char.COLON:
        return points + _POINTS["colon"]
    return points + _POINTS["question mark"] * bool(features.last[line] == Char.END)


def _surroundings(page: Page, line: int, *, is_first: bool) -> float:
    """What zone, labels and blank lines say."""
    gaps = page.features.gap
    rules = [
        label.rule for label in page.labels.get(line, ()) if label.rule.id != "repeats.line_again"
    ]
    points = _POINTS["judged body"] * (page.zones[line] is Zone.BODY)
    points += _POINTS["menu"] * any([rule.is_menu for rule in rules])
    points += _POINTS["labelled"] * max(
        [rule.confidence for rule in rules if not rule.is_menu], default=0.0
    )
    points += _POINTS["below date or byline"] * (not is_first and _is_below_metadata(page, line))
    if not gaps.any():
        return points + _POINTS["no gaps"]
    points += _POINTS["gap before"] * min(int(gaps[line]), 3) / 3
    after = int(gaps[line + 1]) if line + 1 < len(gaps) else 3
    return points + _POINTS["gap after"] * min(after, 3) / 3


def _is_below_metadata(page: Page, line: int) -> bool:
    return any(
        label.rule.kind is Kind.BYLINE or label.rule.id == "shape.date_line"
        for above in range(max(0, line - 3), line)
        for label in page.labels.get(above, ())
    )


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
    return rest in keys or (line == 0 and rest.count(" ") > key.count(" "))


def find_duplicates(page: Page, line: int, title: str) -> list[int]:
    """The lines that say the headline again: alone, doubled, or with a site's name."""
    key = fold(title)
    longest = 2 * len(key) + 30
    return [
        other
        for other, text in enumerate(page.features.keys)
        if other != line
        and key in text
        and len(text) <= longest
        and _says(key, text)
        and page.zones[other] is not Zone.BODY
    ]


def _says(key: str, text: str) -> bool:
    rest = text.replace(key, " ").split()
    return len(rest) <= _MAX_WORDS_OF_A_SITE and (len(key.split()) > 2 or not rest)
