"""The date grammar: finds whole dates in a line of text, with their offsets, and never guesses.

How it works, in the order of the file:

1. *Gate.* A date holds a year of four digits, or three numbers in a row. Lines without either are
   left at once, and of a long line only the surroundings of such places are read.
2. *Fold.* Case, accents, hamza and alef forms, vowels, tatweel, bidi and zero-width marks and the
   script of the digits are levelled, with a map back to the given text.
3. *Tokens.* Every number and word becomes one letter, and so does what stands between two of them:
   ``Tue, 5 March 2024 - 10:15 am`` reads ``W,D M Y-T A``.
4. *Grammar.* Regular expressions over those letters say what a date is. They are short, and they
   are the one place to look at when a form is missing.
5. *Values.* The calendar has the last word: an impossible date is no date.

The letters: D day, M month, Y year, N date in numbers, C date in Chinese characters, T time, A am
or pm, Z Greenwich time or an offset, z another zone, W weekday, J joiner ("at"), o linker ("من
شهر"), r word of a range ("to"), j one that is also a joiner ("à"), L label, H Hijri month, P Jalali
(Persian) month, y year of those two calendars, n date in numbers with such a year, s such a date
that is Jalali by what stands around it, E Hijri mark, S Jalali mark, e Gregorian mark, m the Arabic
mark that is both "pm" and "Gregorian", V a vague half of the day, h a part of a Hijri or Jalali
date that was read already, X any other word, x any other number.

Left undone on purpose: relative times ("منذ ساعتين"), which `relative` reads; years of
two digits beside a month's name; years of an emperor or a republic ("令和6年"); numbers in words or
Chinese characters; named zones are skipped.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_OLD_YEAR, LAST_OLD_YEAR = 1300, 1500  # Hijri (hijridate begins at 1343) or Jalali years
LAST_JALALI_YEAR = 1450  # 2072
# In numbers alone the year has to say which calendar it is: 1420 AH began in April 1999, before the
# news that we clean, and 1419 of the Jalali calendar ends in March 2041.
LAST_JALALI_YEAR_IN_NUMBERS = 1419
JALALI_LANGUAGES = frozenset(("fa", "ps", "ckb"))  # ckb in Iran; in Iraq such years are not written
LAST_SHORT_YEAR = 49  # 09 is 2009; 89 is left alone, since neither 1989 nor 2089 is written there
LONGEST_WHOLE_LINE = 240  # up to here a line is read whole; above, only around its years
REACH = 90  # characters read on each side of a year in a long line; chosen, not measured
FARTHEST_ZONE = 14 * 60  # minutes from Greenwich, on Kiritimati
LONGEST_GAP = 12  # characters between two tokens of one date

LabelKind = Literal["published", "updated"]
_MakeDate = Callable[[int, int, int], dt.date | None]
_NO_WORDS: frozenset[str] = frozenset()


# --- Values ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMatch:
    """A date that is spelled out in a text, with the time beside it if there is one.

    `value` is a `datetime` if a time was found, aware only if the text gives an offset or names
    Greenwich time. `start` and `end` are offsets into the given text that cover the date and its
    time. `alone` is the share, from 0 to 1, of the text's letters and digits that belong to this
    date, its weekday, time, zone and labels; 1 means that the line is nothing but this date.
    """

    value: dt.date | dt.datetime
    start: int
    end: int
    rule: str
    alone: float


class _Meaning(NamedTuple):
    """What a word or phrase stands for: its letter, and the value that goes with it."""

    letter: str
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """The folded words that the grammar knows; `load_words` reads those that come with us.

    A word in both `pm` and `gregorian_marks` is read by its place: after a time, or after a year.
    A month in `undotted_months` is not read after a day with a full stop, since other languages
    write that, and give the name to another month.
    """

    months: Mapping[str, int]
    weekdays: frozenset[str]
    hijri_months: Mapping[str, int]
    am: frozenset[str]
    pm: frozenset[str]
    labels_published: frozenset[str]
    labels_updated: frozenset[str]
    labels_other: frozenset[str] = _NO_WORDS
    vague: frozenset[str] = _NO_WORDS
    joiners: frozenset[str] = _NO_WORDS
    linkers: frozenset[str] = _NO_WORDS
    ranges: frozenset[str] = _NO_WORDS
    gregorian_marks: frozenset[str] = _NO_WORDS
    hijri_marks: frozenset[str] = _NO_WORDS
    jalali_months: Mapping[str, int] = field(default_factory=dict)
    jalali_marks: frozenset[str] = _NO_WORDS
    undotted_months: frozenset[str] = _NO_WORDS
    utc: frozenset[str] = _NO_WORDS
    zones: frozenset[str] = _NO_WORDS
    index: Mapping[str, tuple[tuple[str, _Meaning], ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", _index_phrases(_meanings(self)))


def _meanings(words: CalendarWords) -> dict[str, _Meaning]:
    """The meaning of each phrase; where two tables hold a phrase, the later one here wins."""
    meanings: dict[str, _Meaning] = {}
    for letter, name, phrases in (
        ("o", "", words.linkers),
        ("r", "", words.ranges),
        ("z", "", words.zones),
        ("e", "", words.gregorian_marks),
        ("E", "", words.hijri_marks),
        ("S", "", words.jalali_marks),
        ("J", "", words.joiners),
        ("j", "", words.joiners & words.ranges),
        ("L", "other", words.labels_other),
        ("L", "published", words.labels_published),
        ("L", "updated", words.labels_updated),
        ("W", "", words.weekdays),
        ("V", "", words.vague),
        ("Z", "utc", words.utc),
        ("A", "pm", words.pm),
        ("A", "am", words.am),
        ("m", "pm", words.pm & words.gregorian_marks),
    ):
        meanings |= dict.fromkeys(phrases, _Meaning(letter, name=name))
    for letter, table in (
        ("H", words.hijri_months),
        ("P", words.jalali_months),
        ("M", words.months),
    ):
        for phrase, number in table.items():
            name = "undotted" if phrase in words.undotted_months else ""
            meanings[phrase] = _Meaning(letter, number, name)
    return meanings


def _index_phrases(
    meanings: Mapping[str, _Meaning],
) -> dict[str, tuple[tuple[str, _Meaning], ...]]:
    """Phrases by their first word, the longest first, so that one look-up settles a word."""
    index: dict[str, tuple[tuple[str, _Meaning], ...]] = {}
    for phrase in sorted(meanings, key=len, reverse=True):
        if first := _WORD.match(phrase):
            index[first[0]] = (*index.get(first[0], ()), (phrase, meanings[phrase]))
    return index


@cache
def load_words() -> CalendarWords:
    """The words of all languages in `data/dates.toml`; ValueError names a word with two numbers.

    >>> load_words().months["نيسان"]
    4
    """
    source = resources.files("cleantext") / "data" / "dates.toml"
    languages = tomllib.loads(source.read_text(encoding="utf-8")).values()

    def phrases(*path: str) -> frozenset[str]:
        return frozenset(
            fold_with_offsets(phrase).text for each in languages for phrase in _at(each, path)
        )

    return CalendarWords(
        months=_numbered(languages, "months"),
        hijri_months=_numbered(languages, "hijri_months"),
        jalali_months=_numbered(languages, "jalali_months"),
        labels_published=phrases("labels", "published"),
        labels_updated=phrases("labels", "updated"),
        labels_other=phrases("labels", "other"),
        **{name: phrases(name) for name in _PLAIN_TABLES},
    )


_PLAIN_TABLES = (
    *("weekdays", "am", "pm", "vague", "joiners", "linkers", "ranges", "undotted_months"),
    *("gregorian_marks", "hijri_marks", "jalali_marks", "utc", "zones"),
)


def _at(table: Mapping[str, Any], path: Sequence[str]) -> Sequence[str]:
    for key in path[:-1]:
        table = table.get(key, {})
    found: Sequence[str] = table.get(path[-1], ())
    return found


def _numbered(languages: Iterable[Mapping[str, Any]], name: str) -> dict[str, int]:
    """The month tables of all languages as one; ValueError if a name has two numbers."""
    numbers: dict[str, int] = {}
    for language in languages:
        table = language.get(name, {})
        for number, spelling in [(int(n), word) for n, words in table.items() for word in words]:
            if numbers.setdefault(fold_with_offsets(spelling).text, number) != number:
                raise ValueError(f"dates.toml, {name}: {spelling!r} has two numbers")
    return numbers


# --- Folding -----------------------------------------------------------------------------------

# Letters that are one for us, after accents and hamza have gone: Persian and Urdu forms, and the
# endings that Arabic writers interchange; the Turkish i without a dot, whose capital is our I; the
# Greek s at the end of a word, which no capital has.
_SAME_LETTERS = str.maketrans("ىیکةہھۀەےıς", "ييكهههههيiσ")
_TATWEEL = "\N{ARABIC TATWEEL}"
_DROPPED = ("Mn", "Cf")  # vowels and accents; bidi and zero-width marks
_HINDI = range(
    0x900, 0x980
)  # its vowels are marks too, those that Unicode does not stack (class 0)
# Latin to Arabic and their marks, presentation forms, full-width forms. Digits outside need no
# folding, since the patterns and int() read those of every script.
_FOLDED_RANGES = (range(0x41, 0x5B), range(0x80, 0x2070), range(0xFB50, 0xFFF0))


_WIDE_MARKS = frozenset("：（）／．－，～［］")  # of Chinese and Japanese text


class Folded(NamedTuple):
    """A folded text; `offsets[i]` is where its character `i` starts in the given text."""

    text: str
    offsets: Sequence[int]


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    is_vowel = ord(character) in _HINDI and not unicodedata.combining(character)
    if (category in _DROPPED and not is_vowel) or character == _TATWEEL:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs":
        return " "
    if not category.startswith("L"):
        return unicodedata.normalize("NFKC", character) if character in _WIDE_MARKS else character
    parts = unicodedata.normalize("NFKD", character)
    base = "".join(part for part in parts if not unicodedata.combining(part))
    return base.lower().translate(_SAME_LETTERS)


@cache
def _fold_table() -> dict[int, str]:
    table = {code: _fold_character(chr(code)) for codes in _FOLDED_RANGES for code in codes}
    return {code: folded for code, folded in table.items() if folded != chr(code)}


@cache
def _uneven() -> re.Pattern[str]:
    """Matches a character whose folded form is not exactly one character long."""
    uneven = (chr(code) for code, folded in _fold_table().items() if len(folded) != 1)
    return re.compile("[" + re.escape("".join(uneven)) + "]")


def fold_with_offsets(text: str) -> Folded:
    """A text in the form in which the words of dates are compared, with a map back to it.

    >>> fold_with_offsets("Aoû\u0302t").text
    'aout'
    """
    if text.isascii():
        return Folded(text=text.lower(), offsets=range(len(text) + 1))
    table = _fold_table()
    if not _uneven().search(text):
        return Folded(text=text.translate(table), offsets=range(len(text) + 1))
    pieces = [table.get(ord(character), character) for character in text]
    offsets = [place for place, piece in enumerate(pieces) for _ in piece]
    return Folded(text="".join(pieces), offsets=[*offsets, len(text)])


# --- Tokens ------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_SIGNLESS = re.compile(rf"[\W_{_TATWEEL}]+")  # everything but letters and digits

# The alternatives stand in the order of trust. No quantifier is nested in another one over the
# same characters, and those over digits are followed by what is no digit.
_TOKEN = re.compile(
    r"""
    (?P<word>(?!gmt|utc|z\b|[ap]m\b|[ap]\.[ ]?m\b)[^\W\d_]+)
    |(?=\d)(?:
    # "1633 (GMT+04:00) - 02/07/09", as CNN Arabic writes it; "2024 (GMT)" alone stays a year.
    (?P<clock>(?<!\d)(?:[01]\d|2[0-3])[0-5]\d(?=[ ]?\((?:gmt|utc)[+:\d]{0,6}\)[ ]?-[ ]?\d{1,2}/))
    # "10:15", "10:15:20.5", but not "05:53 min", a duration; "12h30"; "3.04pm", "15.04 GMT".
    |(?P<time>(?<![\d:.,])(?:
        \d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?![\d:])(?![ ]?min)
        |\d{1,2}[ ]?h(?:[ ]?[0-5]\d(?:min)?)?(?!\w)
        |\d{1,2}[ ]uhr(?:[ ][0-5]\d)?(?!\w)
        # "15.04" is a time if its unit or zone follows, or "ore", "saat", "pukul", "kl." goes before.
        |\d{1,2}\.\d\d(?![\d.,])(?:
            (?=[ ]?(?:[ap]\.?m|gmt|utc|bst|cest|cet|uhr|uur|h|wib|wita|wit)\b)
            |(?<=(?:ore|aat|kul|jam|[ ]kl|kl\.|dz\.)[ ]\d\d\.\d\d))
        # "14时05分", "14시 5분"; not "2時間" or "2시간", which are two hours, nor "14時半".
        |\d{1,2}[ ]?[时時시](?![间間간半]|[ ]반)(?:[ ]?\d{1,2}[ ]?[分분])?
        |\d{1,2}[ ]?[点點][ ]?\d{1,2}[ ]?分))
    # "2024年5月3日", "2024년 5월 3일"; but not "2024年5月3日-5日".
    |(?P<han>(?<!\d)\d{4}[ ]?[年년][ ]?\d{1,2}[ ]?[月월][ ]?\d{1,2}[ ]?[日일号號]
        (?![ ]?(?:\(\w\)[ ]?)?(?:[-~\u2010-\u2015\u301C、·至到及和]|から|부터)[ ]?\d{1,2}[ ]?[日일号號月월]))
    # "31/03/2021", "1 / 12 / 2020", "2017-03-31T", not within a link or a file's name.
    |(?P<triple>(?<![a-z_/=@\#&?\d])(?:
        \d{1,4}[ ]?/[ ]?\d{1,2}[ ]?/[ ]?\d{1,4}
        |(?<![a-z]-)\d{1,2}[ ]?-[ ]?\d{1,2}[ ]?-[ ]?\d{4}
        |\d{1,2}\.[ ]?\d{1,2}\.[ ]?\d{4}
        |\d{4}\.[ ]\d{1,2}\.[ ]\d{1,2}(?=\.)
        |(?<![a-z]-)\d{4}[.-]\d{1,2}[.-]\d{1,2}|\d\d-\d\d-\d\d)
        (?!\d|[./-]\d+(?![\d:]))(?:t(?=\d\d:))?)
    # "10-12", "2023/24", "1.2.3.4", "1,250", "06-12-34-56": never a part of a date.
    |(?P<chain>\d+(?:[./-]\d+(?![\d:])|,\d{1,3}(?!\d))+)
    # "5", "5th", "1er", "2024", "5th of"; "1º", "1°", "1η", and Kurdish "3ی".
    |(?P<number>\d+(?:(?:(?:st|nd|rd|th)(?:[ ]of)?|er|re|e|eme|o|η|ي|\u00B0)(?![^\W\d_]))?)
    )
    # "GMT+4", "UTC", "Z". An offset with a minus needs seconds before it: "10:00-12:00" is a range.
    |(?P<zone>(?:gmt|utc)(?:[ ]?[+-][ ]?\d{1,2}(?::?[0-5]\d)?(?!\d))?(?![^\W\d_])
        |(?<=\d)z(?!\w)
        |(?<=:\d\d|\.\d\d)[ ]?\+[01]\d:?[0-5]\d(?![\d:])
        |(?:(?<=:\d\d:\d\d)|(?<=\.\d\d\d))[ ]?-[01]\d:?[0-5]\d(?![\d:]))
    |(?P<half>[ap](?:m|\.[ ]?m\.?)(?![^\W\d_]))
    |(?P<other>[^\W\d_]+)
    """,
    re.VERBOSE,
)


class _Token(NamedTuple):
    """A number, word or phrase of the folded text; a tuple, as thousands of them are made."""

    letter: str
    start: int
    end: int
    number: int
    name: str


def _read_word(match: re.Match[str], words: CalendarWords) -> _Token:
    text, start = match.string, match.start()
    for phrase, (letter, number, name) in words.index.get(match[0], ()):
        end = start + len(phrase)
        if end == match.end() or (text.startswith(phrase, start) and _ends_word(text, end)):
            return _Token(letter, start, end, number, name)
    return (match[0] >= _FIRST_OF_HAN and _read_glued(match, words)) or _Token(
        "X", start, match.end(), 0, ""
    )


def _read_glued(match: re.Match[str], words: CalendarWords) -> _Token | None:
    """The word that a run of Chinese, Japanese or Korean letters begins with: "星期五下午"."""
    for length in range(min(_LONGEST_HAN, len(match[0]) - 1), 1, -1):
        for phrase, (letter, number, name) in words.index.get(match[0][:length], ()):
            if len(phrase) == length and letter in _GLUED:
                return _Token(letter, match.start(), match.start() + length, number, name)
    return None


_FIRST_OF_HAN = "\u2e80"
_LONGEST_HAN = 4  # letters of a weekday or half of the day
_GLUED = "WA"


def _ends_word(text: str, end: int) -> bool:
    """Whether a phrase may end here: no letter follows, no vowel of Hindi, no digit after a digit."""
    after = text[end : end + 1]
    return not (after.isalpha() or (after.isdigit() and text[end - 1].isdigit())) and (
        ord(after or " ") not in _HINDI or unicodedata.category(after) not in ("Mn", "Mc")
    )


def _read_number(match: re.Match[str], _: CalendarWords) -> _Token:
    text = match[0]
    digits = text if text.isdecimal() else _NUMBER.findall(text)[0]
    number = int(digits) if len(digits) <= 4 else 0
    return _Token(_letter_of_number(number, len(text)), *match.span(), number, "")


def _letter_of_number(number: int, length: int) -> str:
    if 1 <= number <= 31:
        return "D"
    if length == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        return "Y"
    if length == 4 and FIRST_OLD_YEAR <= number <= LAST_OLD_YEAR:
        return "y"
    return "x"


def _read_triple(match: re.Match[str], _: CalendarWords) -> _Token:
    numbers = [int(digits) for digits in _NUMBER.findall(match[0])]
    is_old = any(FIRST_OLD_YEAR <= number <= LAST_OLD_YEAR for number in numbers)
    return _Token("n" if is_old else "N", *match.span(), 0, match[0])


def _read_plain(letter: str) -> Callable[[re.Match[str], CalendarWords], _Token]:
    """A reader for tokens whose letter is known and whose value is their own text."""

    def read(match: re.Match[str], _: CalendarWords) -> _Token:
        return _Token(letter, *match.span(), 0, match[0])

    return read


def _read_half(match: re.Match[str], _: CalendarWords) -> _Token:
    return _Token("A", *match.span(), 0, match[0][0] + "m")


_READERS: Mapping[str | None, Callable[[re.Match[str], CalendarWords], _Token]] = {
    "clock": _read_plain("T"),
    "time": _read_plain("T"),
    "zone": _read_plain("Z"),
    "triple": _read_triple,
    "han": _read_plain("C"),
    "chain": _read_plain("x"),
    "number": _read_number,
    "half": _read_half,
    "word": _read_word,
    "other": _read_word,
}


def _tokens(text: str, words: CalendarWords) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while match := _TOKEN.search(text, position):
        token = _READERS[match.lastgroup](match, words)
        position = token.end
        if token.letter == "M" and tokens and _is_same_month(tokens[-1], token, text):
            closing = text[position : position + 1] == ")"
            tokens[-1] = token._replace(start=tokens[-1].start, end=position + closing)
        else:
            tokens.append(token)
    return tokens


def _is_same_month(left: _Token, right: _Token, text: str) -> bool:
    """Whether two month names are one month: "حزيران / يونيو", "مارس (آذار)"."""
    same = left.letter == "M" and left.number == right.number
    return same and text[left.end : right.start].strip() in _BETWEEN_NAMES


_BETWEEN_NAMES = ("/", "(", "-", "\u2013", "|", "\\", "")


# What stands between two tokens, as a letter: " " nothing but spaces, "_" nothing at all,
# "|" other quiet marks, "!" anything that parts what stands on its two sides.
_GAP_LETTERS: Mapping[str, str] = {
    **dict.fromkeys(("",), "_"),
    **dict.fromkeys((" ",), " "),
    **dict.fromkeys((",", ", ", "،", "، ", " ,", " ، "), ","),
    **dict.fromkeys(("/", " / ", " /", "/ ", "\\"), "/"),
    **dict.fromkeys(("-", " - ", " -", "- "), "-"),
    **dict.fromkeys((dash + space for dash in "\u2013\u2014" for space in ("", " ")), "-"),
    **dict.fromkeys((f" {dash} " for dash in "\u2013\u2014"), "-"),
    # "3. - 5. Mai" is a range as well
    **dict.fromkeys((f".{space}{dash}{space}" for dash in "-\u2013" for space in ("", " ")), "-"),
    **dict.fromkeys((".", ". "), "."),
}
# Quotes of all kinds (2018-201F), dashes (2010-2015, 2212), bullets, the Urdu full stop (06D4).
_QUIET = re.compile(
    r"""[\s,،.:;؛/\\|¦()\[\]«»<>"'*+~@、。\-\u06D4\u2010-\u2016\u2018-\u201F\u2212·•∙●▪⋅]*"""
)


def _gap(text: str) -> str:
    if letter := _GAP_LETTERS.get(text):
        return letter
    if len(text) > LONGEST_GAP or "\n" in text or not _QUIET.fullmatch(text):
        return "!"
    return "|" if text.strip() else " "


def _spell(tokens: Sequence[_Token], text: str) -> str:
    """The tokens' letters with a letter for each gap: token `i` is at place `2 * i`."""
    letters: list[str] = []
    end = 0
    for token in tokens:
        letters += (_gap(text[end : token.start]), token.letter)
        end = token.end
    return "".join(letters[1:])


# --- Grammar -----------------------------------------------------------------------------------

# Within a date, "_" is not allowed after a foreign word or letter: "G20 May 2024" has no day 20.
_LINK = "[ _/.-](?:o[ _])?"
_TO_YEAR = "[ _,/.-](?:o[ _])?"
# A day before a day and a month before a month are ranges or lists: "10 - 12 May 2024", "10 to 12
# May", "from Friday 10 to Sunday 12 May", "10 May to 12 June 2024".
_NO_RANGE = "(?<!D[-/])(?<![DMHP][ .][rjz][ _])(?<![DMHP][ .][rjz][ ]W[ ,])"
_DATE = (
    f"(?:(?=D.[oM])(?<!M[ /-]){_NO_RANGE}(?<!X_)D{_LINK}M{_TO_YEAR}Y"
    # "2023 May 5, 2024" has two readings, unless 2023 is the end of a date before.
    f"|(?=M.D)(?<![DM][ ,/.-])(?<!^Y[ ,/.-])(?<![^DM].Y[ ,/.-]){_NO_RANGE}M[ _./-]D[ _,/-](?:o[ _])?Y"
    "|M[ ]D[ ]T[ ](?:[Zz][ ])?Y"  # "Mar 4 15:04:05 EST 2022"
    "|(?<![DM][ ,/.-])(?<!/)Y[ _/-](?:o[ _])?M[ _/-]D(?![ ,/.-]Y)"
    "|(?<!M[ ,/.-])Y[ ,]W[ ,|]D[ ,]M(?![ ,/.-]Y)"  # bidi-scrambled: "2024 الإثنين ,17 حزيران"
    "|(?<!X_)N|C)"
)
_HIJRI_DATE = (
    f"(?:(?=D.[oH]){_NO_RANGE}(?<!X_)D[ _/.-](?:o[ _])?H[ _,/.-](?:o[ _])?y(?:[^!]E)?"
    "|H[ ]D[ ,]y(?:[^!]E)?"
    "|y[ _/-]H[ _/-]D(?:[^!]E)?"
    "|n[^!]E)"
)
# A month's name settles the calendar, whatever mark follows: "28 اردیبهشت 1403 هجری".
_JALALI_DATE = (
    f"(?:(?=D.[oP]){_NO_RANGE}(?<!X_)D[ _/.-](?:o[ _])?P[ _,/.-](?:o[ _])?y(?:[^!][SE])?"
    "|(?<![DP][ ,/.-])y[ _/-](?:o[ _])?P[ _/-]D(?![ ,/.-]y)"
    "|(?<!X_)[ns][^!]S|(?<!X_)s)"
)
# A time may be an hour alone if am or pm stands beside it.
_TIME = "(?>(?:Z[^!])?(?:A[^!])?(?:T|D(?=[^!]A))(?:[^!][Am])?(?:[^!][Zz])?)"
# A second time or a vague half of the day beside a time makes it doubtful: "5:30 - 7:30".
_SURE = "(?![^!][TV])"


def _framed(core: str) -> re.Pattern[str]:
    """A date with the time before or after it, and what may stand between the two."""
    return re.compile(
        rf"(?:(?<![TAmZz][^!])(?P<lead>{_TIME})[^!](?:[WJjh][^!]){{0,8}})?"
        rf"(?P<core>{core})"
        rf"(?:(?:[^!][meWJjESh]){{0,8}}[^!](?P<trail>{_TIME}){_SURE}"
        # "04 August 2013, last update 02:21", unless the time belongs to a date of its own.
        rf"|(?:[^!][me])?[^!]L[^!](?P<labelled>{_TIME}){_SURE}(?![^!][TWDMYNCJjPs]))?"
    )


_GREGORIAN_LINE = _framed(_DATE)
_JALALI_LINE = _framed(_JALALI_DATE)
_HIJRI_LINE = _framed(_HIJRI_DATE)
_OLD = re.compile(f"{_HIJRI_DATE}|{_JALALI_DATE}")
_RULES: Mapping[str, str] = {
    "DMY": "date.day_month_year",
    "MDY": "date.month_day_year",
    "MDTY": "date.month_day_time_year",
    "YMD": "date.year_month_day",
    "YWDM": "date.year_weekday_day_month",
    "N": "date.numeric",
    "C": "date.year_month_day",
}


# --- Finding -----------------------------------------------------------------------------------

_DIGIT = re.compile(r"\d")
# A superset of all dates: a year of four digits, or three numbers with marks between them.
_ANCHOR = re.compile(r"\d(?:\d{3}|\d?\W{1,4}\d{1,2}\W{1,4}\d{2})")


class _View(NamedTuple):
    """A stretch of a text, read: its folded form, its tokens, and their letters."""

    folded: str
    offsets: Sequence[int]  # of the folded characters, in the whole text
    tokens: Sequence[_Token]
    letters: str
    gregorian: str  # the letters, with Hijri and Jalali dates hidden

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets into the whole text that cover the tokens from `first` to `last`."""
        return self.offsets[self.tokens[first].start], self.offsets[self.tokens[last].end]


class _Found(NamedTuple):
    """A `DateMatch` in the making; `reach` covers the date and its companions on the line."""

    value: dt.date | dt.datetime
    start: int
    end: int
    rule: str
    reach: tuple[int, int]


class _Calendar(NamedTuple):
    """How the dates of a calendar are read.

    Only letters that hold one of its `signs` are searched; `rule` is empty where it depends on the
    form of a date.
    """

    line: re.Pattern[str]
    make: _MakeDate
    signs: frozenset[str]
    rule: str = ""


def find_dates(
    text: str,
    words: CalendarWords,
    *,
    day_first: bool | None = None,
    language: str | None = None,
) -> tuple[DateMatch, ...]:
    """The whole dates that one line of text spells out, in their order; nothing is completed.

    `day_first` says how a date such as 02/07/2009 is read; without it, numbers that allow two
    readings give nothing. `language`, a code such as "fa", says whether numbers such as 1403/02/28
    are Jalali; without it they are where the line itself has Persian letters, digits or words.
    Where dates of several calendars stand on one line, only the Gregorian ones are given, or else
    the Jalali ones. Hijri dates follow the Umm al-Qura calendar; countries that sight the moon
    may be a day off. Two dates on a line share its `alone` between them.

    >>> [match.value.isoformat() for match in find_dates("٢٢ نيسان ٢٠٢٣", load_words())]
    ['2023-04-22']
    >>> [match.value.isoformat() for match in find_dates("۲۸ اردیبهشت ۱۴۰۳", load_words())]
    ['2024-05-17']
    """
    if not _DIGIT.search(text):
        return ()
    views = [_read(text, start, end, words, language) for start, end in _stretches(text)]
    for calendar in _calendars():
        if found := _search(calendar, views, day_first):
            return _share_out(found, text)
    return ()


@cache
def _calendars() -> tuple[_Calendar, ...]:
    """The calendars in the order of trust: the first that has a date on a line is taken."""
    return (
        _Calendar(_GREGORIAN_LINE, _gregorian, frozenset("MNC")),
        _Calendar(_JALALI_LINE, _jalali, frozenset("Pns"), "date.jalali"),
        _Calendar(_HIJRI_LINE, _hijri, frozenset("Hn"), "date.hijri"),
    )


def _search(calendar: _Calendar, views: Sequence[_View], day_first: bool | None) -> list[_Found]:
    return [
        found
        for view in views
        if not calendar.signs.isdisjoint(view.letters)
        for match in calendar.line.finditer(view.letters if calendar.rule else view.gregorian)
        if (found := _read_match(match, view, calendar, day_first))
    ]


def _share_out(found: Sequence[_Found], text: str) -> tuple[DateMatch, ...]:
    total = _weight(text)
    return tuple(
        DateMatch(
            value=each.value,
            start=each.start,
            end=each.end,
            rule=each.rule,
            alone=_weight(text[slice(*each.reach)]) / total,
        )
        for each in found
    )


def _weight(text: str) -> int:
    """How many letters and digits a text has."""
    return len(_SIGNLESS.sub("", text))


def kind_of_label(text_before: str, words: CalendarWords) -> LabelKind | None:
    """What the label at the end of a text says about the date that follows it.

    A weekday, a time, a Hijri date or an "on" between the label and the date does no harm.

    >>> kind_of_label("آخر تحديث: الخميس ", load_words())
    'updated'
    """
    start = _word_start(text_before, len(text_before) - REACH)
    view = _read(text_before, start, len(text_before), words)
    if not view.tokens or _gap(view.folded[view.tokens[-1].end :]) == "!":
        return None
    letters = view.gregorian
    place = len(letters) - 1
    while place > 0 and letters[place] in _AFTER_LABEL and letters[place - 1] != "!":
        place -= 2
    name = view.tokens[place // 2].name if letters[place] == "L" else ""
    return _LABEL_KINDS.get(name)


_AFTER_LABEL = "WJjTAZzmehr"
_LABEL_KINDS: Mapping[str, LabelKind] = {"published": "published", "updated": "updated"}


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that are worth reading: all of a short line, or what is near a year."""
    if len(text) <= LONGEST_WHOLE_LINE:
        if _ANCHOR.search(text):
            yield 0, len(text)
        return
    start, end = 0, 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() - REACH > end:
            if end:
                yield start, end
            start = _word_start(text, anchor.start() - REACH)
        end = min(len(text), anchor.end() + REACH)
    if end:
        yield start, end


def _word_start(text: str, place: int) -> int:
    """The first place from `place` on where no word is cut; `place` itself if there is none."""
    if place <= 0:
        return 0
    space = text.find(" ", place, place + REACH // 2)
    return space if space >= 0 else place


def _read(
    text: str, start: int, end: int, words: CalendarWords, language: str | None = None
) -> _View:
    folded = fold_with_offsets(text[start:end])
    tokens = _tokens(folded.text, words)
    letters = _spell(tokens, folded.text)
    if ("n" in letters or "N" in letters) and _is_persian(text[start:end], language):
        letters = _mark_jalali(tokens, letters)
    return _View(
        folded=folded.text,
        offsets=[start + offset for offset in folded.offsets] if start else folded.offsets,
        tokens=tokens,
        letters=letters,
        gregorian=_hide_old(letters),
    )


# Letters and digits that Arabic has not, and two words that may stand beside a date in ASCII digits;
# and letters of Urdu, where a year of 14.. is a Hijri one.
_PERSIAN = re.compile("[۰-۹پچژگکی]|ساعت|شنبه")
_URDU = re.compile("[ٹڈڑںےہھ]")


def _is_persian(text: str, language: str | None) -> bool:
    """Whether a year such as 1403 is one of the Jalali calendar here, if it is any."""
    if language is not None:
        return language in JALALI_LANGUAGES
    return bool(_PERSIAN.search(text)) and not _URDU.search(text)


def _mark_jalali(tokens: Sequence[_Token], letters: str) -> str:
    """The letters of a Persian text, where dates in numbers with a Jalali year are "s".

    One with a Hijri mark is neither, since "هجری" stands beside the years of both calendars; nor is
    one with a year of two digits, which may be of any calendar.
    """
    marked = list(letters)
    for place, token in enumerate(tokens):
        if token.letter not in "nN":
            continue
        year = max(int(digits) for digits in _NUMBER.findall(token.name))
        if FIRST_OLD_YEAR <= year <= LAST_JALALI_YEAR_IN_NUMBERS:
            marked[2 * place] = "x" if letters[2 * place + 2 :][:1] == "E" else "s"
        elif year < 100:
            marked[2 * place] = "x"
    return "".join(marked)


def _hide_old(letters: str) -> str:
    """Turns the letters of Hijri and Jalali dates into "h": no Gregorian date is made from them."""
    if not _HAS_OLD.search(letters):
        return letters
    return _OLD.sub(lambda match: match[0].translate(_HIDDEN), letters)


_HAS_OLD = re.compile("[yns]")
_HIDDEN = str.maketrans("DHPyESnos", "hhhhhhhhh")


# --- From a match to a value -------------------------------------------------------------------


def _read_match(
    match: re.Match[str], view: _View, calendar: _Calendar, day_first: bool | None
) -> _Found | None:
    first, last = _token_range(match, "core")
    core = view.tokens[first : last + 1]
    value: dt.date | None = _read_date(core, calendar.make, day_first)
    if value is None:
        return None
    if time := _time_beside(match, view):
        value = dt.datetime.combine(value, time)
        first, last = _token_range(match, 0)
    start, end = view.span(first, last)
    return _Found(value, start, end, calendar.rule or _name_rule(core), _reach(view, first, last))


_TIME_PLACES = ("lead", "trail", "labelled")


def _token_range(match: re.Match[str], group: str | int) -> tuple[int, int]:
    """The first and the last token of a group."""
    start, end = match.span(group)
    return start // 2, (end - 1) // 2


def _name_rule(core: Sequence[_Token]) -> str:
    letters = "".join(token.letter for token in core if token.letter in "DMYWTNC")
    if letters == "N" and _ISO.match(core[0].name):
        return "date.iso"
    return _RULES[letters]


_ISO = re.compile(r"\d{4}-\d\d-\d\d")


_MOST_COMPANIONS = 16  # words on each side; more are no companions, but a list of dates
# A bare zone is no companion: "PT" and "EST" are words as well, unless a time stands beside them.
_BEFORE_DATE, _AFTER_DATE = "LWJjTAZhr", "WJjTAZhmeES"


def _reach(view: _View, first: int, last: int) -> tuple[int, int]:
    """Offsets that cover a date and its companions: label, weekday, the day in another calendar."""
    letters = view.gregorian
    final = len(view.tokens) - 1
    least, most = max(0, first - _MOST_COMPANIONS), min(final, last + _MOST_COMPANIONS)
    while (
        first > least and letters[2 * first - 2] in _BEFORE_DATE and letters[2 * first - 1] != "!"
    ):
        first -= 1
    while last < most and letters[2 * last + 2] in _AFTER_DATE and letters[2 * last + 1] != "!":
        last += 1
    if last + 1 == final and letters[2 * final] == "L":  # "5 Jan 2024 (updated)"
        last = final
    return view.span(first, last)


def _read_date(core: Sequence[_Token], make: _MakeDate, day_first: bool | None) -> dt.date | None:
    of = {_ROLES.get(token.letter, token.letter): token for token in core}
    if "N" in of:
        return _from_numbers(of["N"].name, day_first, make)
    day, month = of["D"], of["M"]
    # "5. listopada" has a mark between day and month, "5 listopada" has only a space
    if month.name and day.end + 1 < month.start:
        return None
    return make(of["Y"].number, month.number, day.number)


# The parts of a date are the same in all calendars.
_ROLES: Mapping[str, str] = {"n": "N", "C": "N", "H": "M", "P": "M", "y": "Y"}


def _from_numbers(text: str, day_first: bool | None, make: _MakeDate) -> dt.date | None:
    """A date in numbers alone, or None if they allow two readings and nobody says which."""
    first, second, third = _NUMBER.findall(text)
    if len(first) == 4:
        return make(int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    is_short = len(third) == 2
    if is_short and (day_first is None or int(third) > LAST_SHORT_YEAR):
        return None
    year = 2000 + int(third) if is_short else int(third)
    by_day = make(year, int(second), int(first))
    by_month = make(year, int(first), int(second))
    if is_short or (by_day and by_month and by_day != by_month):
        return None if day_first is None else by_day if day_first else by_month
    return by_day or by_month


def _gregorian(year: int, month: int, day: int) -> dt.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _jalali(year: int, month: int, day: int) -> dt.date | None:
    from persiantools.jdatetime import JalaliDate  # here, since few pages need it

    if not FIRST_OLD_YEAR <= year <= LAST_JALALI_YEAR:
        return None
    try:
        # it has types, but not this one
        found: dt.date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return found


def _hijri(year: int, month: int, day: int) -> dt.date | None:
    from hijridate import Hijri  # here, since few pages need its tables

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def _time_beside(match: re.Match[str], view: _View) -> dt.time | None:
    """The one time that belongs to a date; None if there is none, or more than one."""
    names = [name for name in _TIME_PLACES if match[name]]
    if "T" in match["core"]:
        names.append("core")
    if len(names) != 1:
        return None
    first, last = _token_range(match, names[0])
    tokens = view.tokens[first : last + 1]
    if names[0] == "core":
        tokens = [token for token in tokens if token.letter in "TZ"]
    return _read_time({token.letter: token for token in tokens})


def _read_time(of: Mapping[str, _Token]) -> dt.time | None:
    digits = _NUMBER.findall(of["T"].name) if "T" in of else [str(of["D"].number)]
    if len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    half = of.get("A") or of.get("m")
    hour = hour_of_day(int(digits[0]), half.name if half else "")
    if hour is None:
        return None
    minute, second, fraction = (*digits[1:], "0", "0", "0")[:3]
    try:
        time = dt.time(hour, int(minute), int(second), int(fraction[:6].ljust(6, "0")))
    except ValueError:
        return None
    return time.replace(tzinfo=_read_zone(of["Z"].name)) if "Z" in of else time


def hour_of_day(hour: int, half: str) -> int | None:
    """The hour from 0 to 23; None for what no clock shows, such as 13 am."""
    if half == "am":
        return None if hour > 12 else hour % 12
    if half == "pm":
        return None if hour == 0 else hour if hour >= 12 else hour + 12
    return hour


def _read_zone(name: str) -> dt.timezone | None:
    """The offset that "+0100", "gmt+4" or "utc" stands for; None if no clock has such an offset."""
    found = _OFFSET.search(name)
    if not found:
        return dt.UTC
    minutes = 60 * int(found["hours"]) + int(found["minutes"] or 0)
    if minutes > FARTHEST_ZONE:
        return None
    return dt.timezone(dt.timedelta(minutes=-minutes if found["sign"] == "-" else minutes))


_OFFSET = re.compile(r"(?P<sign>[+-]) ?(?P<hours>\d\d?):?(?P<minutes>\d\d)?")
