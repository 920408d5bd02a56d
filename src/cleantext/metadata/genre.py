"""What an article is where it is no news: a horoscope, a weather or market report, prayer times.

Only the article itself is asked: boxes of these beside it are chrome. Its headline must say so, and its
text must be made of the words of such reports; a story about gold smugglers has the words of one
headline, but not the figures. A horoscope is known without a headline by the signs that begin its
paragraphs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from cleantext.folding import fold
from cleantext.model import Found, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleantext.metadata.page import Page

SIGNS = Rule(
    id="genre.signs", kind=Kind.UNCLASSIFIED, confidence=0.95,
    why="The article's paragraphs begin with the signs of the zodiac.",
)  # fmt: skip
REPORT = Rule(
    id="genre.report", kind=Kind.UNCLASSIFIED, confidence=0.9,
    why="The headline names such a report, and the text is made of its words and of figures.",
)  # fmt: skip
RULES = (SIGNS, REPORT)

# Different signs that begin paragraphs: alone, or under a headline that says what they are.
_SIGNS_ALONE, _SIGNS_UNDER_A_HEADLINE = 6, 2
_WORDS_OF_A_START = 3
# The share of a report's words that are its own, how many different ones, and the share of figures.
_SHARE, _DIFFERENT, _FIGURES = 0.06, 5, 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class _Genre:
    name: str
    titles: tuple[str, ...]
    words: frozenset[str]


@cache
def _genres() -> tuple[_Genre, ...]:
    file = resources.files("cleantext") / "data" / "genres.toml"
    return tuple(
        _Genre(
            name=name,
            titles=tuple(f" {fold(title)} " for title in listed["titles"]),
            words=frozenset(map(fold, listed["words"])),
        )
        for name, listed in tomllib.loads(file.read_text(encoding="utf-8")).items()
    )


def find_genre(page: Page, title: str | None) -> Found | None:
    """The genre of a page's article, or None where it is an article like others."""
    keys = [page.features.keys[line] for line in page.body]
    headline = f" {fold(title or '')} "
    for genre in _genres():
        named = any([each in headline for each in genre.titles])
        rule = _signs(keys, genre, named=named) or (_report(keys, genre) if named else None)
        if rule:
            return page.found(genre.name, page.first_paragraph, rule)
    return None


def _signs(keys: Sequence[str], genre: _Genre, *, named: bool) -> Rule | None:
    """Whether enough paragraphs of a horoscope begin with signs."""
    if genre.name != "horoscope":
        return None
    starts = [frozenset(key.split(" ", _WORDS_OF_A_START)[:_WORDS_OF_A_START]) for key in keys]
    signs = {word for start in starts for word in start & genre.words}
    return SIGNS if len(signs) >= (_SIGNS_UNDER_A_HEADLINE if named else _SIGNS_ALONE) else None


def _report(keys: Sequence[str], genre: _Genre) -> Rule | None:
    """Whether a text is made of the words of a genre, and of figures."""
    words = " ".join(keys).split()
    own = [word for word in words if word in genre.words]
    figures = words.count("0")
    made_of_them = len(own) >= _SHARE * len(words) and len(set(own)) >= _DIFFERENT
    return REPORT if made_of_them and figures >= _FIGURES * len(words) else None
