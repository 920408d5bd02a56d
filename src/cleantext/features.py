"""Plain measures of the lines of a document, computed once for everything that looks at them.

All lines are measured in one pass over an array of the text's code points: each character has a
class (small letter, digit, sentence end, ...), and each measure is a count of classes by line.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleantext.folding import code_points, fold_lines, is_invisible

if TYPE_CHECKING:
    import numpy.typing as npt

    from cleantext.document import Document

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Codes = npt.NDArray[np.uint8]

_BMP = 0x10000


class Char(IntEnum):
    """What a character is, as far as the shape of a line goes."""

    BLANK = 0  # white space, and what prints nothing
    LOWER = 1
    UPPER = 2
    LETTER = 3  # of a script without case
    IDEOGRAPH = 4  # a script without spaces between words
    DIGIT = 5
    END = 6  # . ! ? and their kin: a sentence may end here
    COMMA = 7
    COLON = 8
    QUOTE = 9  # quotes and closing brackets, that may follow an end
    SIGN = 10  # bullets, pipes, arrows, dashes, currency, emoji
    MARK = 11  # vowel signs and accents on the letter before


_N_CHARS = len(Char)

_ENDS = ".!?؟۔。！？…।॥｡‼⁇⁈⁉"
_COMMAS = ",،、;؛，；"
_COLONS = ":："

# The scripts that tell languages and vocabularies apart, by ranges of code points.
SCRIPTS: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = (
    ("Latin", ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x250), (0x1E00, 0x1F00))),
    ("Arabic", ((0x620, 0x660), (0x66E, 0x6DD), (0x6EE, 0x700), (0x750, 0x780), (0xFB50, 0xFE00), (0xFE70, 0xFEFF))),
    ("Hebrew", ((0x5D0, 0x5F5),)),
    ("Cyrillic", ((0x400, 0x530),)),
    ("Greek", ((0x370, 0x400), (0x1F00, 0x2000))),
    ("Devanagari", ((0x900, 0x980),)),
    ("Kana", ((0x3041, 0x3100),)),
    ("Han", ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))),
    ("Hangul", ((0xAC00, 0xD7B0),)),
)  # fmt: skip

_SPACELESS = ((0xE00, 0xE80), (0x3041, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))

# Scripts are counted on every so many characters of a page; a script of a few letters is no matter.
_SCRIPT_STEP = 2

# One ideograph says about as much as this many letters.
_IDEOGRAPH_WEIGHT = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """The measures of a document's lines; every array has one value a line.

    `keys` are the folded lines; `size` is the number of letters (ideographs weighted); `words` the
    number of runs of letters and digits; `capitals` the number of words with a capital first;
    `last` the class of the last character that is no quote or bracket; `first` that of the first;
    `gap` the number of blank lines before; `repeats` how many lines of the page have the same key;
    `counts` holds the number of characters of each `Char` class, shape (lines, classes).
    `scripts` are the scripts of the page, with the share of its letters that each has.
    """

    keys: list[str]
    size: Floats
    words: Ints
    capitals: Ints
    first: Codes
    last: Codes
    gap: Ints
    repeats: Ints
    counts: Ints
    scripts: dict[str, float]

    def __len__(self) -> int:
        return len(self.keys)


@cache
def _class_table() -> Codes:
    return np.fromiter((_class_of(chr(code)) for code in range(_BMP)), np.uint8, _BMP)


def _class_of(char: str) -> Char:
    if char in _ENDS:
        return Char.END
    if char in _COMMAS:
        return Char.COMMA
    if char in _COLONS:
        return Char.COLON
    if is_invisible(char):
        return Char.BLANK
    return _class_by_category(char, unicodedata.category(char))


def _class_by_category(char: str, category: str) -> Char:
    if category[0] == "L":
        if any(low <= ord(char) < high for low, high in _SPACELESS):
            return Char.IDEOGRAPH
        return {"Lu": Char.UPPER, "Lt": Char.UPPER, "Ll": Char.LOWER}.get(category, Char.LETTER)
    if category[0] == "M":
        return Char.MARK
    if category == "Nd":
        return Char.DIGIT
    return Char.QUOTE if category in ("Pi", "Pf", "Pe") or char in "\"'" else Char.SIGN


@cache
def _script_table() -> Codes:
    table = np.zeros(_BMP, np.uint8)
    for number, (_, ranges) in enumerate(SCRIPTS, 1):
        for low, high in ranges:
            table[low:high] = number
    return table


def measure(document: Document) -> Features:
    """Measure every line of a document.

    >>> from cleantext.readers.text import read_text
    >>> features = measure(read_text("Share\\n\\nIt rained, at last. It poured."))
    >>> features.keys, features.words.tolist(), features.gap.tolist()
    (['share', 'it rained at last it poured'], [1, 6], [0, 1])
    """
    points = code_points(document.text)
    low = np.minimum(points, _BMP - 1)
    starts = np.asarray(document.starts, np.int64)
    classes = _class_table()[low]
    classes[points >= _BMP] = Char.SIGN
    keys = fold_lines(points, document.starts)
    counts, words, capitals = _count(classes, starts)
    letters = counts[:, Char.LOWER] + counts[:, Char.UPPER] + counts[:, Char.LETTER]
    return Features(
        keys=keys,
        size=letters + _IDEOGRAPH_WEIGHT * counts[:, Char.IDEOGRAPH],
        words=words,
        capitals=capitals,
        first=classes[starts] if len(starts) else np.zeros(0, np.uint8),
        last=_last(classes, document),
        gap=_gaps(document.rows),
        repeats=_repeats(keys),
        counts=counts,
        scripts=_scripts(low),
    )


def _count(classes: Codes, starts: Ints) -> tuple[Ints, Ints, Ints]:
    """Characters of each class, words, and words with a capital, by line."""
    n = len(starts)
    opens = np.zeros(len(classes), np.int32)
    opens[starts[1:]] = 1
    line = np.cumsum(opens)
    counts = np.bincount(line * _N_CHARS + classes, minlength=n * _N_CHARS)
    wordy = (classes >= Char.LOWER) & (classes <= Char.DIGIT) | (classes == Char.MARK)
    begins = wordy.copy()
    begins[1:] &= ~wordy[:-1]
    words = np.bincount(line[begins], minlength=n)
    capitals = np.bincount(line[begins & (classes == Char.UPPER)], minlength=n)
    return counts.reshape(n, _N_CHARS), words, capitals


# How many closing quotes and brackets may stand after the mark that ends a sentence.
_MAX_CLOSING = 3


def _last(classes: Codes, document: Document) -> Codes:
    """The class of the last character of each line, closing quotes and brackets set aside."""
    position = np.asarray(document.ends, np.int64) - 1
    first = np.asarray(document.starts, np.int64)
    for _ in range(_MAX_CLOSING):
        skip = (classes[position] == Char.QUOTE) | (classes[position] == Char.BLANK)
        position = np.where(skip & (position > first), position - 1, position)
    return classes[position] if len(position) else np.zeros(0, np.uint8)


def _gaps(rows: tuple[int, ...]) -> Ints:
    numbers = np.asarray(rows, np.int64)
    return np.diff(numbers, prepend=-1) - 1 if len(rows) else numbers


def _repeats(keys: list[str]) -> Ints:
    seen: dict[str, int] = {}
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
    return np.fromiter((seen[key] for key in keys), np.int64, len(keys))


def _scripts(low: npt.NDArray[np.uint32]) -> dict[str, float]:
    counts = np.bincount(_script_table()[low[::_SCRIPT_STEP]], minlength=len(SCRIPTS) + 1)[1:]
    total = max(1, int(counts.sum()))
    return {name: int(n) / total for (name, _), n in zip(SCRIPTS, counts, strict=True) if n}
