"""Who wrote it: `By Jane Doe`, `بقلم …`, a name with a place, a lone name beside the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.features import Char
from cleantext.folding import fold
from cleantext.lexicon.vocabulary import spaceless
from cleantext.model import Found, Kind, Rule, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleantext.metadata.page import Page

INTRODUCED = Rule(
    id="byline.introduced",
    kind=Kind.BYLINE,
    confidence=0.95,
    why="A name after a word that introduces authors.",
    hits=("By Jane Doe", "بقلم أحمد عادل", "Par Jeanne Dupont"),
    misses=("By the time they arrived, it was over.",),
)
WITH_PLACE = Rule(
    id="byline.name_and_place",
    kind=Kind.BYLINE,
    confidence=0.85,
    why="A name and a place, parted by a dash, between headline and body.",
)
LONE_NAME = Rule(
    id="byline.lone_name",
    kind=Kind.BYLINE,
    confidence=0.8,
    why="A lone name beside the date, between headline and body.",
)
RULES = (INTRODUCED, WITH_PLACE, LONE_NAME)

_MAX_WORDS_OF_A_BYLINE = 14
_MAX_WORDS_OF_A_NAME = 4
# How many lines before the headline and after the first paragraph a byline is looked for.
_BEFORE = 4
_AFTER = 1

_AND = re.compile(
    r"\s{0,3}(?:,|&|;|\b(?:and|et|und|y|ve|och|și|и|і|та|και)\b|،|\bاور\b|\sو\s|\s[وו](?=\w))\s{0,3}",
    re.IGNORECASE,
)
# What ends a name: bars, dates, a dash with spaces, brackets, an address.
_STOP = re.compile(r"\s?[|•·@:()\[\]/]|\s[-–—]|[-–—]\s|\s?,?\s?\d|\t|  ")
# Small words inside names.
_PARTICLES = frozenset(
    "de du des la le van von der den di da dos del el al bin ibn ben bint abu al- y e ter ten".split()
)

Author = tuple[int, Found]


def find_authors(page: Page, title: int | None) -> tuple[Author, ...]:
    """The authors, each with the line that names it; empty where the page names none for sure."""
    lines = _region(page, title)
    below = [line for line in lines if title is None or line > title]
    below = [line for line in below if title is None or not _is_said(page, line, title)]
    return _before_dateline(page) or _introduced(page, lines) or _beside_the_date(page, below)


def _before_dateline(page: Page) -> tuple[Author, ...]:
    """The name that was cut off before the dateline of the first paragraph."""
    for line in page.by_kind.get(Kind.BYLINE, ()):
        if any([label.rule.id == _REPORTER for label in page.labels[line]]):
            offset = after_intro(page.document.texts[line], page.known("byline"))
            return _names(page, line, offset, WITH_PLACE)
    return ()


_REPORTER = "glued.reporter"


def _is_said(page: Page, line: int, title: int) -> bool:
    """Whether a line is a piece of the headline."""
    return f" {page.features.keys[line]} " in f" {page.features.keys[title]} "


def _region(page: Page, title: int | None) -> list[int]:
    """The lines around headline and body where bylines stand, nearest to the body first."""
    first = page.first_paragraph
    above = first - 1 if title is None else title
    start = max(0, above - _BEFORE) if title is not None else max(0, first - 12)
    return [
        line
        for line in range(min(first + _AFTER, len(page.zones) - 1), start - 1, -1)
        if line != title
    ]


def _introduced(page: Page, lines: Iterable[int]) -> tuple[Author, ...]:
    intros = page.known("byline")
    for line in lines:
        if page.features.words[line] <= _MAX_WORDS_OF_A_BYLINE and not _is_excluded(page, line):
            authors = _introduced_by(page, line, intros)
            if authors:
                return authors
    return ()


def _introduced_by(page: Page, line: int, intros: frozenset[str]) -> tuple[Author, ...]:
    """The names after the introducing word; a link breaks them off to the next line."""
    text = page.document.texts[line]
    if fold(text) in intros:
        following = line + 1
        if following < len(page.zones) and not _is_excluded(page, following):
            return _names(page, following, 0, INTRODUCED)
        return ()
    offset = after_intro(text, intros)
    return _names(page, line, offset, INTRODUCED) if offset else ()


def _is_excluded(page: Page, line: int) -> bool:
    """Photo credits, translators, editors, and anything that a rule is sure about."""
    others = page.known("not_author")
    return page.is_shut(line) or bool(after_intro(page.document.texts[line], others))


_TOKEN = re.compile(r"\S+")
_MAX_WORDS_OF_AN_INTRO = 4


def after_intro(text: str, intros: frozenset[str]) -> int:
    """Where the name begins after a word that introduces authors; 0 where there is none."""
    tokens = list(_TOKEN.finditer(text))
    for n in range(min(_MAX_WORDS_OF_AN_INTRO, len(tokens) - 1), 0, -1):
        if fold(text[: tokens[n - 1].end()]) in intros:
            return tokens[n].start()
    return 0


def _names(page: Page, line: int, offset: int, rule: Rule) -> tuple[Author, ...]:
    """The names in a line from an offset on; none if anything there is no name."""
    text = page.document.texts[line]
    stop = _STOP.search(text, offset)
    end = stop.start() if stop else len(text)
    authors: list[Author] = []
    position = offset
    for parting in [*_AND.finditer(text, offset, end), None]:
        name = _trim(text, position, parting.start() if parting else end)
        name = _without_honorifics(page, text, name)
        if not is_name(page, text[slice(*name)]):
            break
        authors.append((line, page.found(text[slice(*name)], line, rule, name)))
        position = parting.end() if parting else end
    return tuple(authors)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    bare = piece.strip(" .,،*_'\"“”«»-–—\u200f\u200e")
    start += piece.find(bare) if bare else 0
    return start, start + len(bare)


def _without_honorifics(page: Page, text: str, name: tuple[int, int]) -> tuple[int, int]:
    """The name without the titles before it."""
    honorifics = page.known("honorifics")
    start, end = name
    for token in _TOKEN.finditer(text, start, end):
        if fold(token.group()) not in honorifics:
            return token.start(), end
    return start, end


# Outlets' names and plain nouns begin with the Arabic article; of first names few do, and those
# come with two more names.
_ARTICLE = "ال"
_WORDS_OF_A_FULL_NAME = 3


# Names in Chinese and Japanese characters have two to six of them, a foreign one some more.
_LONGEST_SPACELESS_NAME = 9


def is_name(page: Page, name: str) -> bool:
    """Whether a text may be a person's name, or an agency's."""
    words = name.split()
    if not 1 <= len(words) <= _MAX_WORDS_OF_A_NAME or any(char.isdigit() for char in name):
        return False
    key = fold(name)
    if key in page.known("agencies"):
        return True
    if len(spaceless(key)) > _LONGEST_SPACELESS_NAME:
        return False
    if (
        len(words) < 2
        or (key.startswith(_ARTICLE) and len(words) != _WORDS_OF_A_FULL_NAME)
        or any(
            fold(word) in page.known("function_words")
            for word in words
            if word.lower() not in _PARTICLES and len(fold(word)) > 1  # an initial is no word
        )
    ):
        return False
    return all(
        word[0].isupper() or word[0].lower() == word[0].upper() or word.lower() in _PARTICLES
        for word in words
    )


# A lone name counts only this near to a line that is a date.
_NEAR = 2


def _beside_the_date(page: Page, lines: Iterable[int]) -> tuple[Author, ...]:
    for line in sorted(lines):
        if line < page.first_paragraph and _may_be_a_lone_name(page, line):
            authors = _alone(page, line)
            if authors:
                return authors
    return ()


def _may_be_a_lone_name(page: Page, line: int) -> bool:
    named = [label for label in page.labels.get(line, ()) if not label.rule.is_menu]
    return (
        all([label.rule.kind is Kind.BYLINE for label in named])
        and _near_a_date(page, line)
        and not _is_cut(page, line)
        and not page.is_owner(line)
        and not _is_excluded(page, line)
        and page.features.last[line] not in (Char.END, Char.COLON)
    )


def _is_cut(page: Page, line: int) -> bool:
    """Whether the line is a piece of a sentence that a link broke into lines."""
    features = page.features
    in_body = line > page.first_paragraph and page.zones[line - 1] is Zone.BODY
    before = (
        in_body and features.words[line - 1] > _LONG_LINE and features.last[line - 1] != Char.END
    )
    return features.runs_on(line) or bool(before)


_LONG_LINE = 8


def _near_a_date(page: Page, line: int) -> bool:
    near = range(max(0, line - _NEAR), min(len(page.zones), line + _NEAR + 1))
    return any(Kind.DATE in page.kinds(other) for other in near)


def _alone(page: Page, line: int) -> tuple[Author, ...]:
    text = page.document.texts[line]
    if (
        page.features.words[line] > _MAX_WORDS_OF_A_NAME + 3
        or page.features.counts[line, Char.DIGIT]
    ):
        return ()
    authors = _names(page, line, 0, WITH_PLACE if _STOP.search(text) else LONE_NAME)
    return (
        authors
        if len(authors) == 1
        and page.zones[line] is not Zone.TAIL
        and page.features.repeats[line] == 1
        else ()
    )
