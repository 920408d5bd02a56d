"""The dates of a page of HTML: what the markup declares, held against what the page shows.

A declared date is precise, but not always the article's: content systems put the day of a move to a
new system there, and say when a page that is no article was made. The day that a reader sees is right
about the day, but says little about the time. So the declared one is taken where the page does not show
an earlier one, and a date of the page as such only where the page shows it.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from cleantext.calendars import find_dates, kind_of_label, load_words
from cleantext.features import Char
from cleantext.metadata.claims import TIME, is_of_page
from cleantext.metadata.dates import UPDATED, day_of
from cleantext.model import Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.calendars import DateMatch
    from cleantext.markup import Claim
    from cleantext.metadata.claims import Claims, Entry, Place
    from cleantext.metadata.page import Page

Date = dt.date | dt.datetime

_LONGEST = 80
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NO_DATE = dt.date(1970, 1, 1)  # what a machine says that knows none
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_MILLISECONDS = 13  # digits
_MAIL = re.compile(r"[A-Z][a-z]{2},? (?:\d|[A-Z][a-z]{2} \d)")
_ZONE_BEFORE_YEAR = re.compile(r" [A-Z]{3,5}(?= \d{4}$)")
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]|$)")
_ISO_ZONE = re.compile(r"\s{1,2}(?=[+-]\d\d:?\d\d$)|\s?(?:UTC|GMT|Z)$")

# How many lines above the headline, under the first paragraph (which may be a standfirst), and after the
# body a date of the article may stand.
_ABOVE, _UNDER, _AFTER = 6, 8, 5
_MAX_WORDS = 22
_A_DAY = dt.timedelta(days=1)


def read_date(text: str) -> Date | None:
    """The date that a declared text says: a `datetime` where it has a time, aware where it has an offset.

    >>> read_date("2024-05-03T15:47:42Z"), read_date("2024-05-03")
    (datetime.datetime(2024, 5, 3, 15, 47, 42, tzinfo=datetime.timezone.utc), datetime.date(2024, 5, 3))
    >>> read_date("Jan 17, 2025"), read_date("02/03/2024"), read_date("soon")
    (datetime.date(2025, 1, 17), None, None)
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    value = _of_machine(text) or _of_words(text)
    if value is None or not _FIRST_YEAR <= value.year <= _LAST_YEAR or day_of(value) == _NO_DATE:
        return None
    return value


def _of_machine(text: str) -> Date | None:
    try:
        if _ISO.match(text):
            return _of_iso(text)
        if _EPOCH.fullmatch(text):
            seconds = int(text) / (1000 if len(text) == _MILLISECONDS else 1)
            return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
        if _MAIL.match(text):
            return parsedate_to_datetime(_ZONE_BEFORE_YEAR.sub("", text))
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _of_iso(text: str) -> Date:
    zone = _ISO_ZONE.search(text)
    if zone:
        text = text[: zone.start()] + (text[zone.end() :] or "+00:00")
    value = dt.datetime.fromisoformat(text)
    return value if ":" in text or "T" in text else value.date()


def _of_words(text: str) -> Date | None:
    found = find_dates(text, load_words())
    return found[0].value if len(found) == 1 else None


def find_times(
    claims: Claims, title: int | None, shown: dict[str, Entry]
) -> dict[str, list[Entry]]:
    """`date` and `modified`: what was found, the best first; absent where nothing states one."""
    read = {field: _declared(claims, title, field) for field in ("date", "modified")}
    if not read["date"] and "date" not in shown:
        shown = _own_lines(claims, title) | shown
    dates = _weighed(_shown_first(read["date"], read["modified"]), _published(shown, read))
    changes = [*read["modified"], *([shown["modified"]] if "modified" in shown else [])]
    # As in text: the day of a change that the page shows dates the article, if it shows no other.
    dates = dates or [entry for entry in changes if entry[1].span]
    if dates:
        first = day_of(_value(dates[0]))
        changes = [entry for entry in changes if day_of(_value(entry)) >= first]
    found = {"date": dates, "modified": changes}
    return {field: entries for field, entries in found.items() if entries}


def _published(shown: dict[str, Entry], read: dict[str, list[Entry]]) -> Entry | None:
    """The visible date, unless it is the one of the last change."""
    visible = shown.get("date")
    if visible is None or not read["date"]:
        return visible
    changed = {day_of(_value(entry)) for entry in read["modified"]}
    is_change = visible[1].rule is UPDATED or day_of(_value(visible)) in changed
    return None if is_change else visible


def _value(entry: Entry) -> Date:
    value = entry[1].value
    assert isinstance(value, dt.date)
    return value


def _weighed(declared: list[Entry], visible: Entry | None) -> list[Entry]:
    """Declared and visible dates, the best first: an earlier visible day is believed."""
    if visible is None:
        return declared
    days = [day_of(_value(entry)) for entry in declared]
    seen = day_of(_value(visible))
    if seen in days:
        place = days.index(seen)
        return [declared[place], *declared[:place], *declared[place + 1 :], visible]
    is_first = not days or (seen < days[0] and not any([entry[1].span for entry in declared]))
    return [visible, *declared] if is_first else [*declared, visible]


def _declared(claims: Claims, title: int | None, field: str) -> list[Entry]:
    entries: list[Entry] = []
    for claim in _claims_for(claims, field, title):
        value = read_date(claim.value)
        if value is None:
            continue
        place = _locate(claims.page, value, title)
        if is_of_page(claim) and place is None and not entries:
            continue
        if not any([_value(entry) == value for entry in entries]):
            entries.append((place[0] if place else None, claims.found(value, claim, place)))
    return entries


def _shown_first(dates: list[Entry], changes: list[Entry]) -> list[Entry]:
    """Of dates in the head of the page, one that the text shows goes before a far one that it does not."""
    head = [entry for entry in dates if entry[1].rule is not TIME]
    changed = {day_of(_value(entry)) for entry in changes}
    shown = next((e for e in head if e[1].span and day_of(_value(e)) not in changed), None)
    if shown is None or abs(day_of(_value(shown)) - day_of(_value(dates[0]))) <= _A_DAY:
        return dates
    return [shown, *[entry for entry in dates if entry is not shown]]


def _claims_for(claims: Claims, field: str, title: int | None) -> list[Claim]:
    """The claims for a field; of `time` elements those that stand beside the headline, the nearest first.

    A word for updating before such an element says that it holds the date of a change.
    """
    places = _places(claims.page, title)
    near: list[tuple[int, Claim]] = []
    for claim in (*claims.of("date"), *claims.of("modified")):
        line = claims.line_of(claim) if claim.source == "time" else None
        if line is not None and line in places and _said_by(claims, claim, line) == field:
            near.append((places.index(line), claim))
    others = [claim for claim in claims.of(field) if claim.source != "time"]
    strong = [claim for claim in others if not is_of_page(claim)]
    weak = [claim for claim in others if is_of_page(claim)]
    near.sort(key=lambda pair: pair[0])
    return [*strong, *[claim for _, claim in near], *weak]


def _said_by(claims: Claims, claim: Claim, line: int) -> str | None:
    """The field that a `time` gives; None below the body, where nothing says that it is the article's."""
    kind = _kind_of(claims.page, line)
    if kind is None and claims.page.body and line > claims.page.body[-1]:
        return None
    return "modified" if kind == "updated" else claim.field


def _is_update(page: Page, line: int) -> bool:
    """Whether a line, or the one before it, says that its date is the one of a change."""
    return _kind_of(page, line) == "updated"


def _kind_of(page: Page, line: int) -> str | None:
    """What a line, or the one before it, says of its date: published, or updated."""
    for text in (page.document.texts[line], page.document.texts[max(0, line - 1)]):
        found = find_dates(text, load_words(), day_first=True)
        label = text[: found[0].start] if found else text
        kind = kind_of_label(label, load_words()) if label else None
        if kind or (found and found[0].start):
            return kind
    return None


def _places(page: Page, title: int | None) -> list[int]:
    """The lines where a date of the article stands, the nearest first."""
    first = page.first_paragraph
    at = first - 1 if title is None else title
    start, end = max(0, at - _ABOVE), min(len(page.zones), first + _UNDER)
    near = [*range(max(at, 0), end), *range(at - 1, start - 1, -1)]
    last = page.body[-1] if page.body else len(page.zones)
    return near + list(range(max(last + 1, end), min(len(page.zones), last + 1 + _AFTER)))


def _locate(page: Page, value: Date, title: int | None) -> Place | None:
    """Where the page shows a day near the headline, in whatever order or calendar."""
    day = day_of(value)
    lines = [line for line in _places(page, title) if _may_hold(page, line, day)]
    return next((place for line in lines for place in _sayings(page, line, day)), None)


def _sayings(page: Page, line: int, day: dt.date) -> Iterator[Place]:
    """Where a line says a day, if figures are read in either order."""
    for day_first in (True, False):
        for match in find_dates(page.document.texts[line], load_words(), day_first=day_first):
            if day_of(match.value) == day:
                yield line, match.start, match.end


def _own_lines(claims: Claims, title: int | None) -> dict[str, Entry]:
    """Dates on short lines of their own near the headline, for a page that declares none.

    Where several lines have such dates they are those of events, or of other stories.
    """
    page = claims.page
    found: dict[str, list[Entry]] = {}
    last = page.body[-1] if page.body else -1
    for line in _places(page, title):
        if (
            line < last
            and page.features.words[line] <= _MAX_WORDS
            and not _in_masthead(claims, line)
        ):
            for field, match in _dates_in(page, line):
                place = (match.start, match.end)
                entry = (line, page.found(match.value, line, OWN_LINE, place))
                found.setdefault(field, []).append(entry)
    return {field: entries[0] for field, entries in found.items() if len(entries) == 1}


def _in_masthead(claims: Claims, line: int) -> bool:
    """Whether a line stands in the head of the page, and not of the article: the date there is today's."""
    around = {claims.markup.tags[element] for element in claims.around(line)}
    return not around.isdisjoint(_HEADS) and around.isdisjoint(_ARTICLES)


_HEADS, _ARTICLES = frozenset(("header", "nav")), frozenset(("article", "main"))


def _dates_in(page: Page, line: int) -> list[tuple[str, DateMatch]]:
    """The dates that make up most of a line, or stand after a label, each with its field."""
    if page.features.counts[line, Char.DIGIT] < _FEWEST_DIGITS:
        return []
    text = page.document.texts[line]
    matches = find_dates(text, load_words())
    labels = [kind_of_label(text[: match.start], load_words()) for match in matches]
    if sum([match.alone for match in matches]) < _ALONE and not any(labels):
        return []
    fields = ["modified" if label == "updated" else "date" for label in labels]
    if fields == ["date"] and _is_update(page, line):
        fields = ["modified"]
    return list(zip(fields, matches, strict=True))


OWN_LINE = Rule(
    id="date.own_line",
    kind=Kind.DATE,
    confidence=0.88,
    why="A date on a line of its own near the headline, on a page that declares none.",
)
RULES = (OWN_LINE,)
# The share of its letters and figures that dates must make up of a line.
_ALONE = 0.45
_FEWEST_DIGITS = 3


def _may_hold(page: Page, line: int, day: dt.date) -> bool:
    """Whether a line is short and has the figures of a day."""
    features = page.features
    if features.words[line] > _MAX_WORDS or features.counts[line, Char.DIGIT] < _FEWEST_DIGITS:
        return False
    text = page.document.texts[line]
    return not text.isascii() or str(day.day) in text
