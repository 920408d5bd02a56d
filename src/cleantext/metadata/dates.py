"""When it was published and changed: the article's own date only, and none rather than a guess.

A page is full of dates: of today, of other stories, of the copyright. The article's own stands
beside its headline, between headline and body, or right after the body under a label. A date in
prose, in a list of headlines or in the footer is never taken, and a date is never completed: a bare
time, a day without a year or a year alone give nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from cleantext.calendars import find_dates, kind_of_label, load_words
from cleantext.features import Char
from cleantext.model import Found, Kind, Rule
from cleantext.relative import find_relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.calendars import DateMatch
    from cleantext.metadata.page import Page
    from cleantext.relative import RelativeMatch

BESIDE_TITLE = Rule(
    id="date.beside_title",
    kind=Kind.DATE,
    confidence=0.93,
    why="A full date between headline and body, or right above the headline.",
)
AFTER_BODY = Rule(
    id="date.after_body",
    kind=Kind.DATE,
    confidence=0.85,
    why="A full date with a label, right after the body.",
)
UPDATED = Rule(
    id="date.updated",
    kind=Kind.DATE,
    confidence=0.93,
    why="A full date after a word for updating.",
)
UNDER_LEAD = Rule(
    id="date.under_lead",
    kind=Kind.DATE,
    confidence=0.88,
    why="A date with its time on a line of its own, right under the first paragraph.",
)
RULES = (BESIDE_TITLE, AFTER_BODY, UPDATED, UNDER_LEAD)

# How many lines above the headline and after the body a date may stand.
_ABOVE = 5
_BELOW = 4
# How many lines after the first paragraph, which may be a summary.
_UNDER = 2
_MAX_WORDS = 22
_MIN_DIGITS = 4

# Languages whose sites write the day before the month in figures; elsewhere both orders are in use.
_DAY_FIRST = frozenset("ar fa ur ps ckb he tr fr es pt it de nl pl ru uk el ro sv id hi".split())

Dates = dict[str, tuple[int, Found]]


class _Reading(TypedDict):
    """How figures are read on a page."""

    day_first: bool | None
    language: str | None


def find_own_dates(page: Page, title: int | None, language: str | None) -> Dates:
    """`date` and `modified`, each with its line; what the page does not state is absent."""
    reading = _Reading(day_first=True if language in _DAY_FIRST else None, language=language)
    dates: Dates = {}
    for line, rule in _places(page, title):
        matches = (*_over_lines(page, line), *_matches(page, line, reading))
        for match, label in matches or _relative(page, line):
            if rule is AFTER_BODY and not label:
                continue
            field = "modified" if label == "updated" else "date"
            chosen = UPDATED if field == "modified" else rule
            dates.setdefault(
                field, (line, page.found(match.value, line, chosen, (match.start, match.end)))
            )
    return _settle(dates)


def _settle(dates: Dates) -> Dates:
    """A date of change that is also the only date dates the article; one before publication is none."""
    if "modified" in dates and "date" not in dates:
        dates["date"] = dates["modified"]
    elif "modified" in dates and _day(dates["modified"]) < _day(dates["date"]):
        del dates["modified"]
    return dates


def _day(entry: tuple[int, Found]) -> dt.date:
    value = entry[1].value
    assert isinstance(value, dt.date)
    return day_of(value)


def day_of(value: dt.date) -> dt.date:
    """The day of a date or a time."""
    return value.date() if isinstance(value, dt.datetime) else value


def _places(page: Page, title: int | None) -> Iterator[tuple[int, Rule]]:
    """The lines where the article's own date may stand, the most trusted first."""
    first = page.first_paragraph
    if title is not None:
        yield from (
            (line, BESIDE_TITLE) for line in range(title + 1, first) if _may_hold(page, line)
        )
        yield from (
            (line, BESIDE_TITLE)
            for line in range(title - 1, max(-1, title - 1 - _ABOVE), -1)
            if _may_hold(page, line) and _belongs(page, line, title)
        )
    else:
        yield from (
            (line, BESIDE_TITLE)
            for line in range(first - 1, max(-1, first - 1 - _ABOVE), -1)
            if _may_hold(page, line)
        )
    yield from (
        (line, UNDER_LEAD)
        for line in range(first + 1, min(len(page.zones), first + 1 + _UNDER))
        if _is_stamp(page, line)
    )
    if page.body:
        last = page.body[-1]
        yield from (
            (line, AFTER_BODY)
            for line in range(last + 1, min(len(page.zones), last + 1 + _BELOW))
            if _may_hold(page, line)
        )


def _over_lines(page: Page, line: int) -> Iterator[tuple[DateMatch, str | None]]:
    """The date whose day is a line of its own, with month and year on the next two."""
    parts = page.document.texts[line : line + 3]
    split = [
        any([label.rule.id == _OVER_LINES for label in page.labels.get(near, ())])
        for near in range(line, line + 3)
    ]
    if all(split) and parts[0].isdecimal():
        for match in find_dates(" ".join(parts), load_words(), day_first=True):
            yield replace(match, start=0, end=len(parts[0])), None


def _relative(page: Page, line: int) -> Iterator[tuple[RelativeMatch, str | None]]:
    """A relative time ("two hours ago"), where the caller says from when it counts."""
    text = page.document.texts[line]
    match = find_relative(text, page.reference) if page.reference else None
    if match:
        yield match, kind_of_label(text[: match.start], load_words())


_OVER_LINES = "shape.date_over_lines"


def _may_hold(page: Page, line: int) -> bool:
    features = page.features
    return bool(
        page.is_above(line)
        and (
            features.counts[line, Char.DIGIT] >= _MIN_DIGITS
            or features.words[line] == 1
            or page.reference is not None
        )
        and features.words[line] <= _MAX_WORDS
        and (not page.kinds(line) & _OF_OTHERS or _may_be_relative(page, line))
    )


# Dates in such lines are of other stories, or of none.
_OF_OTHERS = frozenset((Kind.RELATED, Kind.COPYRIGHT, Kind.HOROSCOPE, Kind.TICKER))


def _may_be_relative(page: Page, line: int) -> bool:
    """Whether a short line may say how long ago the article is: lists of stories say so as well."""
    short = page.features.words[line] <= _MAX_WORDS_OF_A_RELATIVE
    return page.reference is not None and bool(short) and line not in page.sections


_MAX_WORDS_OF_A_RELATIVE = 6


def _is_stamp(page: Page, line: int) -> bool:
    """Whether a line in the body is a date with its time and nothing else."""
    if not any([label.rule.id == "shape.date_line" for label in page.labels.get(line, ())]):
        return False
    found = find_dates(page.document.texts[line], load_words(), day_first=True)
    return len(found) == 1 and isinstance(found[0].value, dt.datetime)


def _belongs(page: Page, line: int, title: int) -> bool:
    """A date above the headline is the article's unless a menu lies between: then it is today's."""
    menu = [
        other
        for other in range(line + 1, title)
        if page.kinds(other) & {Kind.NAVIGATION, Kind.TICKER} and page.kinds(other) <= _OF_MENUS
    ]
    return not menu


_OF_MENUS = frozenset((Kind.NAVIGATION, Kind.TICKER, Kind.UNCLASSIFIED))


def _matches(page: Page, line: int, reading: _Reading) -> Iterator[tuple[DateMatch, str | None]]:
    text = page.document.texts[line]
    words = load_words()
    position = 0
    for match in find_dates(text, words, **reading):
        yield match, kind_of_label(text[position : match.start], words)
        position = match.end
