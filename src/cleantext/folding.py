"""Folding: the one normal form in which pages and vocabulary are compared.

The output of cleantext is always the input's own characters; folding is for matching only. A line
is folded to its *key*: lower case, Latin accents stripped, the spellings of Arabic letters unified,
marks and invisible characters dropped, every run of digits of any script written as one ``0``, and
everything else a space. So bullets, stars, colons and quotes never matter, and a counter is a plain
look-up: ``  • 12 Comments »`` has the key ``0 comments``.

A whole page is folded in one pass over an array of its code points, since a table look-up per
character in Python would cost more than all the rest of `clean`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    CodePoints = npt.NDArray[np.intp]
    Folded = npt.NDArray[np.uint16]

_BMP = 0x10000
_DELETE = 0
_SPACE = ord(" ")
_BREAK = ord("\n")
_DIGIT = ord("0")
_JOIN = 1  # stands for the marks of `_NUMBER_MARKS` until their neighbours are known

# Inside a number these part thousands or decimals: 1,234.5 is one number.
_NUMBER_MARKS = frozenset(",.٫٬'’")

# Signs that carry meaning in chrome (copyright, mail, tags, temperatures, prices): words of their own.
SIGNS = "©@#°%$€£"

# Spellings that readers take for the same letter. Decomposition has already split off hamza and madda.
_SAME_LETTER = {
    "ى": "ي",  # alef maksura
    "ی": "ي",  # Farsi yeh
    "ې": "ي",  # Pashto yeh
    "ے": "ي",  # yeh barree
    "ة": "ه",  # ta marbuta
    "ہ": "ه",  # heh goal
    "ۃ": "ه",  # ta marbuta goal
    "ھ": "ه",  # heh doachashmee
    "ە": "ه",  # Kurdish ae
    "ک": "ك",  # keheh
    "ٱ": "ا",  # alef wasla
    "ı": "i",  # dotless i
    "ς": "σ",  # final sigma
}

# The alphabets in which a mark is an accent or a hamza, to be stripped. In Korean and Japanese the
# decomposition would tear syllables apart.
_ACCENTED = (
    (0x00C0, 0x0250),
    (0x0370, 0x0700),
    (0x0958, 0x0960),
    (0x1E00, 0x2000),
    (0xFB00, 0xFF00),
    (0xFF01, 0xFF5F),
)

# Arabic signs of Unicode class Cf that print something.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")


def is_invisible(char: str) -> bool:
    """True for white space and for what prints nothing: zero-width and bidi marks, controls, BOM.

    >>> is_invisible("\\u200f"), is_invisible("\\u00a0"), is_invisible("a")
    (True, True, False)
    """
    if char.isspace():
        return True
    return unicodedata.category(char) in ("Cf", "Cc") and char not in _VISIBLE_FORMATS


# All of them, for `str.strip`: the edges of a block are cut free of these.
INVISIBLE = "".join(
    c for c in map(chr, (*range(0x20A0), 0x3000, *range(0xFE00, _BMP))) if is_invisible(c)
)


# Two or three letters in one character: lam-alef, ff, fi. They are spelled out before folding.
_FIRST_LIGATURE = 0xFB00


def _ligatures() -> dict[int, str]:
    spelled = {code: unicodedata.normalize("NFKC", chr(code)) for code in _LIGATURES}
    return {code: text for code, text in spelled.items() if len(text) > 1 and text.isalpha()}


_LIGATURES = (*range(_FIRST_LIGATURE, 0xFB07), *range(0xFEF5, 0xFEFD))
_SPELLED = _ligatures()


def _fold_char(char: str) -> int:
    code = ord(char)
    if char in SIGNS:
        return code
    if char in _NUMBER_MARKS:
        return _JOIN
    if char.isdecimal():
        return _DIGIT
    category = unicodedata.category(char)
    if category == "Mn" or (category == "Cf" and char not in _VISIBLE_FORMATS) or char == "ـ":
        return _DELETE
    if not (char.isalnum() or category == "Mc"):
        return _SPACE
    return ord(_fold_letter(char, code))


def _fold_letter(char: str, code: int) -> str:
    if any(low <= code < high for low, high in _ACCENTED):
        char = unicodedata.normalize("NFKD", char)[0]
    lower = char.lower()[0]
    return _SAME_LETTER.get(lower, lower)


@cache
def _table() -> Folded:
    """The folded code point of every character of the basic plane, built once (about 40 ms)."""
    return np.fromiter((_fold_char(chr(code)) for code in range(_BMP)), np.uint16, _BMP)


def code_points(text: str) -> CodePoints:
    """The text as code points, ready to index tables; lone surrogates stay what they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.intp)


class _FoldMap(dict[int, str]):
    """The same table for `str.translate`, filled as characters are met: quicker for single lines."""

    def __missing__(self, code: int) -> str:
        if code in _SPELLED:
            self[code] = _SPELLED[code].translate(self)
            return self[code]
        folded = int(_table()[code]) if code < _BMP else _SPACE
        text = "" if folded == _DELETE else chr(folded)
        self[code] = f" {text} " if text and text in SIGNS else text
        return self[code]


_FOLD_MAP = _FoldMap()
_NUMBER_MARK = re.compile(f"(?<=0){chr(_JOIN)}(?=0)")
_DIGITS = re.compile("0+")


def fold(text: str) -> str:
    """The key of one line or phrase.

    >>> fold("  • 12 Comments »")
    '0 comments'
    >>> fold("الإسم *") == fold("الاسم:")
    True
    """
    folded = _NUMBER_MARK.sub("", text.translate(_FOLD_MAP)).replace(chr(_JOIN), " ")
    return " ".join(_DIGITS.sub("0", folded).split())


def fold_lines(points: CodePoints, starts: npt.NDArray[np.int64]) -> list[str]:
    """The keys of the lines of a page that begin at the given offsets, in order.

    Each start but one at offset 0 must follow a character that belongs to no line (a line break).
    """
    if not len(starts):
        return []
    if points.max() >= _FIRST_LIGATURE:
        points, starts = _spell_out(points, starts)
    folded = np.empty(len(points) + 2, np.uint16)  # a break at both ends: all have two neighbours
    folded[-1] = _BREAK
    # Clipped, what lies beyond the table is the noncharacter U+FFFF, which is folded to a space.
    _table().take(points, out=folded[1:-1], mode="clip")
    folded[starts] = _BREAK
    folded = folded[starts[0] :]
    if not folded.all():
        folded = folded[folded != _DELETE]
    _settle_number_marks(folded)
    return _cut_lines(_squeeze(folded))


def _spell_out(
    points: CodePoints, starts: npt.NDArray[np.int64]
) -> tuple[CodePoints, npt.NDArray[np.int64]]:
    """The same text, and where its lines start in it, with the letters of ligatures one by one."""
    codes = np.fromiter(_SPELLED, np.intp, len(_SPELLED))
    (places,) = np.nonzero(np.isin(points, codes))
    if not len(places):
        return points, starts
    spelled = [_SPELLED[code] for code in points[places].tolist()]
    extra = np.fromiter(map(len, spelled), np.int64, len(spelled)) - 1
    times = np.ones(len(points), np.int64)
    times[places] += extra
    repeated = np.repeat(points, times)
    first = places + np.cumsum(extra) - extra
    for place, text in zip(first.tolist(), spelled, strict=True):
        repeated[place : place + len(text)] = code_points(text)
    return repeated, starts + _shift(places, extra, starts)


def _shift(
    places: npt.NDArray[np.intp], extra: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """By how much each start moves: the extra letters of all ligatures before it."""
    sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(extra)))
    shift: npt.NDArray[np.int64] = sums[np.searchsorted(places, starts)]
    return shift


def _settle_number_marks(folded: Folded) -> None:
    """Turn marks between two digits into a digit, to be squeezed out; elsewhere, into spaces."""
    (marks,) = np.nonzero(folded == _JOIN)
    inside = (folded[marks - 1] == _DIGIT) & (folded[marks + 1] == _DIGIT)
    folded[marks] = np.where(inside, _DIGIT, _SPACE)


def _squeeze(folded: Folded) -> str:
    """The text between the breaks at the two ends, runs of spaces and of digits collapsed."""
    before, here = folded[:-1], folded[1:]
    drop = (here == _SPACE) & ((before == _SPACE) | (before == _BREAK))
    drop |= (here == _DIGIT) & (before == _DIGIT)
    page: str = here[~drop].tobytes().decode("utf-16-le")
    return page[:-1]


def _cut_lines(page: str) -> list[str]:
    """The lines of a squeezed page, without spaces at their edges, and the signs set apart."""
    signs = [sign for sign in SIGNS if sign in page]
    if not signs:
        return [line.rstrip() for line in page.split("\n")]
    for sign in signs:
        page = page.replace(sign, f" {sign} ")
    return [" ".join(line.split()) if "  " in line else line.strip() for line in page.split("\n")]
