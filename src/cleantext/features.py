"""Plain measures of the lines of a document, computed once for everything that looks at them.

All lines are measured in one pass over an array of the text's code points: each character has a
class (small letter, digit, sentence end, ...), and each measure is a count of classes by line.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from cleantext.folding import code_points, fold_lines, is_invisible
from cleantext.words import SPACELESS, hash_words

if TYPE_CHECKING:
    import numpy.typing as npt

    from cleantext.document import Document
    from cleantext.folding import CodePoints
    from cleantext.words import Words

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Codes = npt.NDArray[np.uint8]
    Bools = npt.NDArray[np.bool_]

_Float = TypeVar("_Float", bound=np.floating)

_BMP = 0x10000

# A line that ends like a sentence is prose if it has more letters than these.
LETTERS_OF_PROSE = 60
# Shares of a line that is a link and nothing else, and of one that is mostly one.
WHOLLY_LINKED, MOSTLY_LINKED = 0.9, 0.5


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

_ENDS = ".!?؟۔。！？…।॥｡‼⁇⁈⁉။។։።፧᠃෴"
_DOTS = ("..", "…")
_COMMAS = ",،、;؛，；၊፣"
_COLONS = ":："

_ARABIC = ((0x620, 0x660), (0x66E, 0x6DD), (0x6EE, 0x700), (0x750, 0x780))
_ARABIC_PRESENTATION_FORMS = ((0xFB50, 0xFE00), (0xFE70, 0xFEFF))

# The scripts that tell languages and vocabularies apart, by ranges of code points.
SCRIPTS: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = (
    ("Latin", ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x250), (0x1E00, 0x1F00))),
    ("Arabic", (*_ARABIC, *_ARABIC_PRESENTATION_FORMS)),
    ("Hebrew", ((0x5D0, 0x5F5),)),
    ("Cyrillic", ((0x400, 0x530),)),
    ("Greek", ((0x370, 0x400), (0x1F00, 0x2000))),
    ("Devanagari", ((0x900, 0x980),)),
    ("Kana", ((0x3041, 0x3100),)),
    ("Han", ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))),
    ("Hangul", ((0xAC00, 0xD7B0),)),
)  # fmt: skip

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
    `gap` the number of blank lines before; `repeats` how many lines of the page have the same key,
    `said` the same by key; `cut` whether the line ends in dots that stand for more; `cells` the
    number of pieces that tabs and bars cut it into; `bulleted` whether its first sign is a bullet, and
    `quotes` whether a quotation begins in it;
    `counts` holds the number of characters of each `Char` class, shape (lines, classes).
    `links` is the share of a line that is in links, for HTML; None for plain text, which has none to show.
    `scripts` are the scripts of the page, with the share of its letters that each has, and `hashed`
    are the words of the keys as numbers.
    """

    keys: list[str]
    size: Floats
    words: Ints
    capitals: Ints
    first: Codes
    last: Codes
    gap: Ints
    repeats: Ints
    said: dict[str, int]
    counts: Ints
    cut: Bools
    cells: Ints
    bulleted: Bools
    quotes: Bools
    links: Floats | None
    scripts: dict[str, float]
    hashed: Words

    def __len__(self) -> int:
        return len(self.keys)

    def prose(self, least: float = LETTERS_OF_PROSE) -> Bools:
        """The lines that end like sentences and have more letters than these."""
        found: Bools = (self.last == Char.END) & (self.size > least)
        return found

    def is_link(self, line: int, share: float = WHOLLY_LINKED) -> bool:
        """Whether a line of HTML is a link, or so much of it; no line of plain text is."""
        return self.links is not None and bool(self.links[line] >= share)

    def runs_on(self, line: int) -> bool:
        """Whether the line below begins like the rest of a sentence: a link broke it off there."""
        below = line + 1
        return below < len(self) and self.first[below] in (Char.LOWER, Char.COMMA, Char.END)


def chances_of(odds: npt.NDArray[_Float]) -> npt.NDArray[_Float]:
    """The probabilities that log-odds stand for."""
    chances: npt.NDArray[_Float] = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return chances


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
        if any(low <= ord(char) < high for low, high in SPACELESS):
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
    points = code_points(document.text if len(document) else "")
    starts = _offsets(document.starts)
    # Clipped, what lies beyond the tables is the noncharacter U+FFFF: a sign, and of no script.
    classes = _class_table().take(points, mode="clip")
    keys = fold_lines(points, starts)
    counts, words, capitals = _count(classes, starts)
    said = Counter(keys)
    letters = counts[:, _LOWER] + counts[:, _UPPER] + counts[:, _LETTER]
    return Features(
        keys=keys,
        size=letters + _IDEOGRAPH_WEIGHT * counts[:, _IDEOGRAPH],
        words=words,
        capitals=capitals,
        first=classes[starts],
        last=_last(classes, starts, _offsets(document.ends)),
        gap=_gaps(_offsets(document.rows)),
        repeats=np.fromiter(map(said.__getitem__, keys), np.int64, len(keys)),
        said=said,
        counts=counts,
        cut=np.fromiter((text.endswith(_DOTS) for text in document.texts), np.bool_, len(document)),
        cells=np.fromiter(map(_cells, document.texts), np.int64, len(document)),
        bulleted=np.fromiter(
            (text[0] in _BULLETS for text in document.texts), np.bool_, len(document)
        ),
        quotes=np.fromiter(
            (_OPENS_QUOTATION.search(text) is not None for text in document.texts),
            np.bool_,
            len(document),
        ),
        links=_links(document),
        scripts=_scripts(points),
        hashed=hash_words(keys),
    )


_OPENS_QUOTATION = re.compile('[«“„‟"「『《״]')

# What items of lists begin with; other signs open brackets, quotations and questions.
_BULLETS = frozenset("•·▪▫■□●○◦‣⁃∙*-–—»>→►▶✓✔✗❖◆◇★☆#+~|–—−¤§※◎")


def _links(document: Document) -> Floats | None:
    """The share of each line that is in links; a part of a line has as much of them as the whole."""
    markup = document.markup
    if markup is None:
        return None
    at = markup.lines_at(document.starts)
    lengths = np.fromiter(map(len, document.texts), np.int64, len(document))
    whole = np.bincount(at, lengths, len(markup.starts))
    shares: Floats = np.minimum(1.0, np.array(markup.linked) / np.maximum(1, whole))
    return shares[at]


def _cells(text: str) -> int:
    return text.count("\t") + text.count("|") + 1


# Plain numbers, since an attribute of an enum costs more than a whole step on a small array.
_BLANK, _LOWER, _UPPER, _LETTER, _IDEOGRAPH, _DIGIT = map(int, list(Char)[:6])
_QUOTE, _MARK = int(Char.QUOTE), int(Char.MARK)


def _offsets(values: tuple[int, ...]) -> Ints:
    return np.fromiter(values, np.int64, len(values))


def _count(classes: Codes, starts: Ints) -> tuple[Ints, Ints, Ints]:
    """Characters of each class, words, and words with a capital, by line.

    One histogram holds it all: for each line the classes of the characters inside words and between
    them, and then the classes of those with which a word begins.
    """
    n = len(starts)
    wordy = (classes >= _LOWER) & (classes <= _DIGIT) | (classes == _MARK)
    begins = wordy.copy()
    begins[1:] &= ~wordy[:-1]
    edges = np.append(starts, len(classes))
    edges[0] = 0  # what stands before the first line, which is blank, is counted with it
    bins = np.repeat(np.arange(n) * (2 * _N_CHARS), np.diff(edges))
    bins += classes + begins * np.uint8(_N_CHARS)
    counts = np.bincount(bins, minlength=n * 2 * _N_CHARS).reshape(n, 2, _N_CHARS)
    beginnings = counts[:, 1]
    return counts[:, 0] + beginnings, beginnings.sum(axis=1), beginnings[:, _UPPER]


# How many closing quotes and brackets may stand after the mark that ends a sentence.
_MAX_CLOSING = 3


def _last(classes: Codes, starts: Ints, ends: Ints) -> Codes:
    """The class of the last character of each line, closing quotes and brackets set aside."""
    position = ends - 1
    last = classes[position]
    for _ in range(_MAX_CLOSING):
        (closing,) = np.nonzero(((last == _QUOTE) | (last == _BLANK)) & (position > starts))
        position[closing] -= 1
        last[closing] = classes[position[closing]]
    return last


def _gaps(rows: Ints) -> Ints:
    gaps = rows.copy()
    gaps[1:] -= rows[:-1] + 1
    return np.maximum(gaps, 0)  # parts of one line follow each other


def _scripts(points: CodePoints) -> dict[str, float]:
    numbers = _script_table().take(points[::_SCRIPT_STEP], mode="clip")
    counts = np.bincount(numbers, minlength=len(SCRIPTS) + 1)[1:].tolist()
    total = max(1, sum(counts))
    return {name: n / total for (name, _), n in zip(SCRIPTS, counts, strict=True) if n}
