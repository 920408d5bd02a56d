"""Hard-wrapped dumps: lines that a program broke at a fixed width, joined again.

Wrapped text is full: no line had room for the first word of the next. Lines that were chopped in the
middle of words are full to the letter. Verse, lists and menus are not, and stay as they are. Broken
lines are joined where they follow each other without a blank line; a line that is not full ends its
paragraph. The places of the joined lines still point into the text as it came.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cleantext.document import joined

if TYPE_CHECKING:
    import numpy.typing as npt

    from cleantext.document import Document

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

# Programs wrap at 40 to 130 characters, most at 65 to 80; verse and columns of lists are narrower.
_NARROWEST, _WIDEST = 40, 132
# Scripts without spaces are chopped, at half as many characters.
_NARROWEST_CHOPPED = 24
# So many full lines at least, and this share of all breaks between neighbours.
_MIN_FULL = 6
_FULL_SHARE = 0.9
# Sentences end in the middle of wrapped lines; where they end with the lines, somebody broke them.
_MAX_ENDING = 0.4
_ENDS = tuple('.!?؟۔。！？…:"”»')
# White space at this share of the breaks says that lines were chopped without a look at words.
_MAX_SPACED = 0.75


def unwrap(document: Document) -> Document:
    """The document with its wrapped lines joined, or itself where nothing is wrapped.

    >>> from cleantext.readers.text import read_text
    >>> text = "The rain that had been expected since Monday\\nreached the coast at last, and the fields"
    >>> len(unwrap(read_text(text)))  # two lines are no evidence
    2
    """
    if len(document) <= _MIN_FULL:
        return document
    lengths = np.fromiter(map(len, document.texts), np.int64, len(document))
    follows = np.diff(document.rows) == 1
    width = _width(lengths, follows)
    if width is None:
        return document
    full = _full(document, lengths, follows, width)
    if not _is_wrapped(document, full, follows & (lengths[:-1] <= width) & (lengths[1:] <= width)):
        return document
    if _is_chopped(document, full):
        return _join(document, full, "")
    return _join(document, full, " ") if width >= _NARROWEST else document


def _width(lengths: Ints, follows: Bools) -> int | None:
    """The width at which lines may have been broken: that of the longest of the lines that go on."""
    going_on = lengths[:-1][follows]
    going_on = going_on[going_on <= _WIDEST]
    if len(going_on) < _MIN_FULL or len(going_on) < follows.sum() / 2:
        return None
    usual = int(np.percentile(going_on, _MOST))
    width = int(going_on[going_on <= usual + _A_WORD].max())
    return width if width >= _NARROWEST_CHOPPED else None


# A few lines of a wrapped page, such as a long address, are wider than its width: by more than a word.
_MOST, _A_WORD = 90, 8


# What is longer is a line of a script without spaces.
_LONGEST_WORD = 24


def _full(document: Document, lengths: Ints, follows: Bools, width: int) -> Bools:
    """Which breaks between neighbours fell where the next word had no room."""
    words = [text.split(None, 1)[0] for text in document.texts[1:]]
    room = width - lengths[:-1]
    need = 1 + np.fromiter(map(len, words), np.int64, len(words))
    need[need > _LONGEST_WORD] = 1  # without spaces between words, only the width itself is full
    fits: Bools = follows & (room < need) & (lengths[:-1] <= width) & (lengths[1:] <= width)
    return fits


def _is_wrapped(document: Document, full: Bools, follows: Bools) -> bool:
    """Whether nearly all breaks are full, but for the ends of paragraphs, and few end sentences."""
    breaks = np.flatnonzero(follows)
    if full.sum() < _MIN_FULL:
        return False
    ends = np.fromiter(
        (document.texts[line].endswith(_ENDS) for line in breaks), np.bool_, len(breaks)
    )
    among = full[breaks]
    settled = among | ends
    return bool(
        settled.mean() >= _FULL_SHARE
        and among.mean() >= _MIN_SHARE_FULL
        and ends[among].mean() <= _MAX_ENDING
    )


_MIN_SHARE_FULL = 0.6


def _is_chopped(document: Document, full: Bools) -> bool:
    """Whether lines were broken at a number of characters, in the middle of words as well."""
    text = document.text
    lines = np.flatnonzero(full).tolist()
    gaps = [text[document.ends[line] : document.starts[line + 1]] for line in lines]
    spaced = sum([bool(gap.strip("\r\n")) for gap in gaps]) / len(gaps)
    lengths = Counter([_raw_length(document, line) for line in lines])
    exact = lengths.most_common(1)[0][1] / len(lines)
    return exact >= _FULL_SHARE and spaced <= _MAX_SPACED and not _is_justified(document, lines)


def _raw_length(document: Document, line: int) -> int:
    """The characters of a line from break to break, white space included."""
    text = document.text
    above = text[document.ends[line - 1] if line else 0 : document.starts[line]]
    below = text[document.ends[line] : document.starts[line + 1]]
    before = len(above) - max(above.rfind(mark) for mark in "\r\n") - 1
    after = len(below) - len(below.lstrip(" \t"))
    return before + document.ends[line] - document.starts[line] + after


def _is_justified(document: Document, lines: list[int]) -> bool:
    """Whether most lines were stretched to the width with spaces."""
    stretched = sum(["  " in document.texts[line] for line in lines])
    return stretched > len(lines) / 2


def _join(document: Document, full: Bools, joiner: str) -> Document:
    """The document with every line joined to the next whose break is full."""
    first = np.flatnonzero(np.concatenate(([True], ~full))).tolist()
    last = [line - 1 for line in first[1:]] + [len(document) - 1]
    # The last line of a paragraph that was chopped is as much a part of it as of any wrapped one.
    starts = [document.starts[line] for line in first]
    ends = [document.ends[line] for line in last]
    many = [one != other for one, other in zip(first, last, strict=True)]
    return replace(
        document,
        starts=tuple(starts),
        ends=tuple(ends),
        rows=_rows(document, first, last),
        texts=tuple(
            [
                joined(document.text[start:end], joiner) if several else document.texts[line]
                for start, end, several, line in zip(starts, ends, many, first, strict=True)
            ]
        ),
        wrapped={line: joiner for line, several in enumerate(many) if several},
    )


def _rows(document: Document, first: list[int], last: list[int]) -> tuple[int, ...]:
    """Numbers of rows that leave as many blank ones before each line as before."""
    rows = [document.rows[first[0]]]
    for above, line in zip(last, first[1:], strict=False):
        rows.append(rows[-1] + document.rows[line] - document.rows[above])
    return tuple(rows)
