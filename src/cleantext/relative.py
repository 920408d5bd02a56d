"""The relative times of news pages: "2 hours ago", "أمس 14:05", "vor 3 Stunden", "昨天 14:05".

A line is read only if it is nothing but the time and its label, and never guesses:

1. *Fold.* As in `calendars`, with a map back to the given text.
2. *Core.* The words of one language, with the numbers of any script, say what the time is. Words of
   two languages are never mixed, and languages that disagree about a line give nothing.
3. *Surroundings.* Beside the core stand its labels and marks, and nothing else; a source's name may
   stand on the same line if a bar, a bullet or a dash parts it, and if it is the smaller part.
4. *Value.* As exact as the words are: minutes and hours give a time, days and weeks a day.

Left undone on purpose: months and years, which name no day; "a few hours ago"; "5h", a duration as
well; "yesterday" in Hindi and Urdu, where the word also is "tomorrow"; clocks with a zone, since the
reference has its own; weekdays ("last Monday"). A line that starts a sentence or is quoted is prose.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cleantext.calendars import fold_with_offsets, hour_of_day, load_words
from cleantext.folding import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LONGEST_LINE = (
    120  # characters; a time with its label has some 60, and a bound makes all this linear
)
LEAST_ALONE = (
    0.6  # below, the line is something else with a time beside it; asked for, not measured
)
FARTHEST_DAYS = 370  # a year and some days; "60 weeks ago" is as vague as "a year ago"

_SECONDS: Mapping[str, int] = {
    "second": 1,
    "minute": 60,
    "hour": 60 * 60,
    "day": 24 * 60 * 60,
    "week": 7 * 24 * 60 * 60,
}
_WHOLE_DAYS = ("day", "week")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeMatch:
    """A relative time, with its value by the reference.

    `value` is a `datetime` if the words or a clock say the hour, aware if the reference is, and a
    `date` if they say the day. `start` and `end` are offsets into the given text that cover the time
    without its label. `alone` is the share, from 0 to 1, of the text's letters and digits that belong
    to the time and its labels; 1 means that the line is nothing else.
    """

    value: dt.date | dt.datetime
    start: int
    end: int
    alone: float


def find_relative(text: str, reference: dt.datetime) -> RelativeMatch | None:
    """The relative time that one line of text is, reckoned from the reference; None if unsure.

    The reference is the time at which the page was seen. What lies after it, or more than a year
    before it, is none.

    >>> seen = dt.datetime(2024, 5, 3, 16, 30)
    >>> find_relative("Updated 2 hours ago", seen).value.isoformat()
    '2024-05-03T14:30:00'
    >>> find_relative("أمس الساعة 14:05", seen).value.isoformat()
    '2024-05-02T14:05:00'
    >>> find_relative("He left two hours ago", seen) is None
    True
    """
    if len(text) > LONGEST_LINE:
        return None
    folded, offsets = fold_with_offsets(text)
    line = _Line(text, folded, offsets, reference)
    found = [
        (core, share)
        for language in _languages()
        if any(mark in folded for mark in language.marks)
        for core in _cores(language, line)
        if (share := _share(core, folded, language.others)) is not None
    ]
    if len({core.value for core, _ in found}) != 1:
        return None
    core, share = max(found, key=lambda each: each[0].end - each[0].start)
    if share < LEAST_ALONE or not _is_likely(core.value, reference):
        return None
    start, end = offsets[core.start], offsets[core.end]
    end = start + len(text[start:end].rstrip(INVISIBLE))
    return RelativeMatch(value=core.value, start=start, end=end, alone=share)


def _is_likely(value: dt.date, reference: dt.datetime) -> bool:
    """Whether a value is not after the reference, and not too far before it."""
    if isinstance(value, dt.datetime):
        if value > reference:
            return False
        value = value.date()
    return 0 <= (reference.date() - value).days <= FARTHEST_DAYS


# --- Words -------------------------------------------------------------------------------------


class _Single(NamedTuple):
    """What a name that holds its number stands for."""

    unit: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """The folded words of one language; `marks` are those of which a line must hold one."""

    code: str
    ago: tuple[str, ...]
    about: tuple[str, ...]
    links: tuple[str, ...]
    now: tuple[str, ...]
    days: Mapping[str, int]
    weak: frozenset[str]
    exact: Mapping[str, str]
    by: tuple[str, ...]
    others: frozenset[str]
    units: Mapping[str, str]
    singles: Mapping[str, _Single]
    numbers: Mapping[str, int]
    marks: tuple[str, ...]


def _fold(text: str) -> str:
    return fold_with_offsets(text).text


def _key(text: str) -> str:
    """A folded word as the tables have it: single spaces, and without the mark of a short form."""
    return " ".join(text.split()).rstrip(_SHORT_MARKS)


_SHORT_MARKS = ".'׳"


@cache
def _languages() -> tuple[_Language, ...]:
    source = resources.files("cleantext") / "data" / "relative.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(_read_language(code, table) for code, table in tables.items())


def _read_language(code: str, table: Mapping[str, Any]) -> _Language:
    def words(name: str) -> tuple[str, ...]:
        return tuple(_fold(word) for word in table.get(name, ()))

    ago, now = words("ago"), words("now")
    days = _by_word((int(back), forms) for back, forms in table["days"].items())
    singles = (
        (_Single(unit, int(number)), forms)
        for unit, numbers in table.get("singles", {}).items()
        for number, forms in numbers.items()
    )
    return _Language(
        code=code,
        ago=ago,
        about=words("about"),
        links=words("and"),
        now=now,
        days=days,
        weak=frozenset(words("weak")) | {word for word, back in days.items() if back == 0},
        exact={_key(_fold(word)): word for word in table.get("exact", ())},
        by=words("by"),
        others=frozenset(words("others")),
        units=_by_word(table["units"].items()),
        singles=_by_word(singles),
        numbers=_by_word((int(number), forms) for number, forms in table["numbers"].items()),
        marks=(*{max(form.split("{}"), key=len).strip() for form in ago}, *now, *days),
    )


_Meaning = TypeVar("_Meaning")


def _by_word(entries: Iterable[tuple[_Meaning, Sequence[str]]]) -> dict[str, _Meaning]:
    return {_key(_fold(form)): meaning for meaning, forms in entries for form in forms}


# --- Grammar -----------------------------------------------------------------------------------

# Every quantifier below is bounded, and a line has at most `LONGEST_LINE` characters.
_SPACE = r"\s{0,3}"
_GAP = r"[\s,،:|·•/\-\u2013\u2014]{0,4}"  # between a day and its clock
_LABEL_GAP = r"[\s:،,.\-\u2013\u2014()\[\]]{0,5}"
# Marks around the whole: brackets, bullets, pictures of clocks. A mark that ends a sentence, a quote
# or the sign of a tag, a price or a sum makes it something else; vowels of Hindi are no marks.
_NO_MARKS = r"\w!?…؟！？\"'“”„‘’«»‹›#@$€£%&=<>+*।。\u0900-\u097F"
_OPENING = rf"(?:{_SPACE}[*+]\s)?[^{_NO_MARKS}.]{{0,6}}"  # the bullet of a list, but not "+2 hours"
_CLOSING = rf"[^{_NO_MARKS}.,:;،؛]{{0,6}}"
# What parts a line into pieces that do not belong together; a dash needs spaces.
_PARTING = re.compile(r"[|·•●▪∙⋅/\n\r]|(?<=\s)[-\u2013\u2014](?=\s)")
_DIGIT = re.compile(r"\d")


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of these, the longest first; it matches nothing if there is none."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(_spell, longest_first)) or '(?!)'})"


def _spell(phrase: str) -> str:
    """A phrase as a pattern, with any few spaces where it has one."""
    return r"\s{1,3}".join(map(re.escape, phrase.split()))


class _Grammar(NamedTuple):
    """The patterns of one language."""

    ago: tuple[re.Pattern[str], ...]
    now: re.Pattern[str]
    day: re.Pattern[str]


@cache
def _grammar(language_code: str) -> _Grammar:
    language = next(each for each in _languages() if each.code == language_code)
    length = _length_pattern(language)
    return _Grammar(
        ago=tuple(re.compile(_template(form, length)) for form in language.ago),
        now=re.compile(_any_of(language.now)),
        day=re.compile(_any_of(language.days)),
    )


def _template(form: str, length: str) -> str:
    before, after = form.split("{}")
    return _SPACE.join(part for part in (_spell(before), length, _spell(after)) if part)


def _length_pattern(language: _Language) -> str:
    """One or two numbers with their units: "2 hours", "1 day and 3 hours"."""
    number = rf"\d{{1,3}}(?!\d)|{_any_of(language.numbers)}"
    unit = rf"{_any_of(language.units)}(?:[{_SHORT_MARKS}](?!\w))?"
    single = _any_of(language.singles)

    def part(place: str) -> str:
        counted = rf"(?P<number{place}>{number}){_SPACE}(?P<unit{place}>{unit})"
        # A single comes first: "einer halben Stunde" is no "einer h".
        return rf"(?:(?P<single{place}>{single})|{counted})"

    link = rf"(?:{_any_of(language.links)}{_SPACE})?"
    about = rf"(?:{_any_of(language.about)}{_SPACE})?"
    return rf"{about}{part('1')}(?:{_SPACE}{link}{part('2')})?"


@cache
def _clock() -> str:
    """A pattern for the time of day, with the words that stand before and after it."""
    words = load_words()
    joiner = rf"{_any_of(words.joiners)}\.?"
    half = rf"(?:{_any_of(words.am | words.pm)}|[ap]\.{_SPACE}m\.?)"
    return rf"""(?x:
        (?P<before>(?:{joiner}{_GAP}){{0,2}})
        (?:(?P<early>{half}){_SPACE})?
        (?<![\d.:])(?P<hour>\d{{1,2}})(?:
            # "14:05", "14.05", "14h05", "14时05分", "14시 5분"
            (?:(?P<point>\.)|:|\s?[h時时点點시]\s?)
            (?P<minute>[0-5]\d|\d(?=\s?[分분]))(?::[0-5]\d)?(?:\s?[分분])?
            # "14h", "14 Uhr", "오후 2시"; "2 pm"
            |\s?(?:h|uhr|uur|[時时点點시])(?![^\W\d_])
            |(?={_SPACE}{half}(?![^\W\d_]))
        )(?![\d.:]\d)
        (?:{_SPACE}(?P<late>{half}))?
        (?P<after>(?:{_SPACE}{joiner}(?![^\W\d_]))?)
    )"""


@cache
def _clock_after() -> re.Pattern[str]:
    return re.compile(_GAP + _clock())


@cache
def _clock_before() -> re.Pattern[str]:
    not_within_a_word = r"(?:(?<![^\W\d_])|(?=\d))"
    return re.compile(not_within_a_word + _clock() + _GAP + r"\Z")


class _Surroundings(NamedTuple):
    """What may stand right before the time, right after it, and set apart from it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    apart: re.Pattern[str]


@cache
def _surroundings() -> _Surroundings:
    words = load_words()
    label = _any_of(words.labels_published | words.labels_updated)
    by = _any_of(word for language in _languages() for word in language.by)
    joiner = _any_of(words.joiners)
    before = rf"(?:{label}{_LABEL_GAP}(?:{joiner}{_LABEL_GAP})?){{0,2}}"
    return _Surroundings(
        before=re.compile(_OPENING + before),
        after=re.compile(rf"(?:{_LABEL_GAP}{label}){{0,2}}(?:{_LABEL_GAP}{by})?:?{_CLOSING}"),
        apart=re.compile(rf"{_OPENING}(?:{by}|{before}){_CLOSING}"),
    )


# --- Reading -----------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A line of text, its folded form with the offsets, and the time it is reckoned from."""

    text: str
    folded: str
    offsets: Sequence[int]
    reference: dt.datetime


class _Core(NamedTuple):
    """A relative time, in offsets of the folded text.

    One that `is_bare`, a day's name without a clock, shares its line with labels only, and one that
    `is_weak` needs a label.
    """

    start: int
    end: int
    value: dt.date | dt.datetime
    is_bare: bool = False
    is_weak: bool = False


def _cores(language: _Language, line: _Line) -> Iterator[_Core]:
    """All that may be a relative time in one language; its surroundings were not looked at yet."""
    grammar = _grammar(language.code)
    for pattern in grammar.ago:
        for match in pattern.finditer(line.folded):
            value = _value_of_length(match, language, line.reference)
            if value is not None:
                yield _Core(*match.span(), value)
    for match in grammar.now.finditer(line.folded):
        yield _Core(*match.span(), line.reference)
    for match in grammar.day.finditer(line.folded):
        if _is_spelled_out(match, language, line):
            yield from _read_day(match, language, line)


def _is_spelled_out(match: re.Match[str], language: _Language, line: _Line) -> bool:
    """Whether the accents are there too, of a word that would be another one without them."""
    needed = language.exact.get(_key(match[0]))
    if needed is None:
        return True
    given = line.text[line.offsets[match.start()] : line.offsets[match.end()]]
    return needed == unicodedata.normalize("NFC", given).strip(INVISIBLE).casefold()


def _read_day(match: re.Match[str], language: _Language, line: _Line) -> Iterator[_Core]:
    """A day's name, once with the clock beside it if there is one, and else without."""
    name = _key(match[0])
    try:
        day = line.reference.date() - dt.timedelta(days=language.days[name])
    except OverflowError:  # the calendar begins in the year 1
        return
    start, end = match.span()
    after = _clock_after().match(line.folded, end)
    before = _clock_before().search(line.folded, 0, start)
    time = _read_clock(after or before, line.reference)
    if time and not (after and before):
        start = before.start() if before else start
        end = after.end() if after else end
        yield _Core(start, end, dt.datetime.combine(day, time))
    else:
        yield _Core(start, end, day, is_bare=True, is_weak=name in language.weak)


def _read_clock(match: re.Match[str] | None, reference: dt.datetime) -> dt.time | None:
    """The time of day in the reference's zone; None if no clock shows it, or if it may be a date."""
    if match is None or (match["point"] and not (match["before"] or match["after"])):
        return None  # "12.05" alone may be the 12th of May
    hour = hour_of_day(int(match["hour"]), _half(match["early"] or match["late"]))
    if hour is None or hour > 23:
        return None
    return dt.time(hour, int(match["minute"] or 0), tzinfo=reference.tzinfo)


def _half(word: str | None) -> str:
    if not word:
        return ""
    return "am" if word in load_words().am or word[0] == "a" else "pm"


def _value_of_length(
    match: re.Match[str], language: _Language, reference: dt.datetime
) -> dt.date | dt.datetime | None:
    """What lies so long before the reference; None if the parts of the length are out of order."""
    parts = [part for place in "12" if (part := _read_part(match, place, language))]
    sizes = [_SECONDS[part.unit] for part in parts]
    if sizes != sorted(set(sizes), reverse=True):
        return None
    length = dt.timedelta(seconds=sum(_SECONDS[unit] * number for unit, number in parts))
    subtract = _days_before if parts[0].unit in _WHOLE_DAYS else _hours_before
    try:
        return subtract(reference, length)
    except OverflowError:
        return None


def _read_part(match: re.Match[str], place: str, language: _Language) -> _Single | None:
    if single := match["single" + place]:
        return language.singles[_key(single)]
    if unit := match["unit" + place]:
        number = match["number" + place]
        count = int(number) if number.isdecimal() else language.numbers[_key(number)]
        return _Single(language.units[_key(unit)], count)
    return None


def _days_before(reference: dt.datetime, length: dt.timedelta) -> dt.date:
    """The day by the reference's own clock, which a change to summer time does not move."""
    return (reference.replace(tzinfo=None) - length).date()


def _hours_before(reference: dt.datetime, length: dt.timedelta) -> dt.datetime:
    """The time so many hours before, also across a change to summer time."""
    if reference.utcoffset() is None:
        return reference - length
    return (reference.astimezone(dt.UTC) - length).astimezone(reference.tzinfo)


# --- Surroundings ------------------------------------------------------------------------------


def _share(core: _Core, folded: str, others: frozenset[str]) -> float | None:
    """The share of the line that is the time with its labels; None if anything else is beside it."""
    beside, around = _surroundings(), (folded[: core.start], folded[core.end :])
    *far_before, before = _PARTING.split(around[0])
    after, *far_after = _PARTING.split(around[1])
    if not (beside.before.fullmatch(before) and beside.after.fullmatch(after)):
        return None
    apart = [*far_before, *far_after]
    foreign = [piece for piece in apart if not beside.apart.fullmatch(piece)]
    if foreign and (core.is_bare or not all(_is_name(piece, others) for piece in foreign)):
        return None
    if core.is_weak and _weight("".join(around)) == 0:
        return None
    return 1 - sum(map(_weight, foreign)) / _weight(folded)


def _is_name(piece: str, others: frozenset[str]) -> bool:
    """Whether a piece may name a source or a section: no number, no reader's button, no date's word."""
    word = piece.strip()
    return not (_DIGIT.search(word) or word in others or word in load_words().labels_other)


def _weight(folded: str) -> int:
    """How many letters and digits a folded text has."""
    return sum(map(str.isalnum, folded))
