"""Labels from what is said twice: lines again, and captions cut short beside their full form."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char
from cleantext.model import Kind, Label, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.lexicon import Speech

LINE_AGAIN = Rule(
    id="repeats.line_again",
    kind=Kind.UNCLASSIFIED,
    confidence=0.7,
    why="The same line stands on the page before.",
)
CUT_CAPTION = Rule(
    id="repeats.cut_caption",
    kind=Kind.CAPTION,
    confidence=0.92,
    why="The line breaks off, and another line has its full form: the label of a picture.",
)
FULL_CAPTION = Rule(
    id="repeats.full_caption",
    kind=Kind.CAPTION,
    confidence=0.91,
    why="The line follows a cut picture label, without a gap and without an end mark.",
)

STANDFIRST = Rule(
    id="repeats.standfirst",
    kind=Kind.SUMMARY,
    confidence=0.92,
    why="A later paragraph begins with all of it: the page's own summary of the article.",
)

RULES = (LINE_AGAIN, CUT_CAPTION, FULL_CAPTION, STANDFIRST)

# A shorter line says too little: "Share" twice is no repetition worth a label.
_MIN_SIZE = 12
_MAX_WORDS_OF_A_CAPTION = 25


def find_repeats(_: Document, features: Features, __: Speech) -> Iterator[Label]:
    """Labels for lines that stand on the page before, and for captions that were cut short."""
    yield from _again(features)
    yield from _captions(features)
    yield from _standfirsts(features)


def _again(features: Features) -> Iterator[Label]:
    seen: set[str] = set()
    for line in np.flatnonzero((features.repeats > 1) & (features.size >= _MIN_SIZE)).tolist():
        key = features.keys[line]
        if key in seen:
            yield Label(line=line, rule=LINE_AGAIN)
        seen.add(key)


# A shorter line may begin two paragraphs by chance, or be the headline.
_MIN_WORDS_OF_A_STANDFIRST = 10
# A summary is one of the first sentences of a page, and the article begins so soon after it.
_FIRST_SENTENCES, _LINES_AFTER = 3, 15


def _standfirsts(features: Features) -> Iterator[Label]:
    """A sentence at the top with which a later line begins as well, and goes on."""
    keys = features.keys
    long = np.flatnonzero(features.words >= _MIN_WORDS_OF_A_STANDFIRST)
    first = long[features.last[long] == Char.END][:_FIRST_SENTENCES].tolist()
    for line in first:
        later = keys[line + 1 : line + 1 + _LINES_AFTER]
        if any([_goes_on(keys[line], other) for other in later]):
            yield Label(line=line, rule=STANDFIRST, sure=True)
            return


def _captions(features: Features) -> Iterator[Label]:
    for line in _cut_lines(features):
        yield Label(line=line, rule=CUT_CAPTION)
        after = line + 1
        if after < len(features) and _is_full_caption(features, after):
            yield Label(line=after, rule=FULL_CAPTION)


def _is_full_caption(features: Features, line: int) -> bool:
    return bool(
        features.gap[line] == 0
        and features.last[line] != Char.END
        and features.words[line] <= _MAX_WORDS_OF_A_CAPTION
    )


def _cut_lines(features: Features) -> Iterator[int]:
    """Short lines that break off: the next line goes on, or a line before says them in full."""
    keys = features.keys
    words = features.words
    short = (words >= 2) & (words <= _MAX_WORDS_OF_A_CAPTION) & (features.size >= _MIN_SIZE)
    lines = np.flatnonzero(short).tolist()
    cut = [line for line in lines if features.cut[line]]
    said_before = _said_before(keys, cut) if cut else set()
    following = [*keys[1:], ""]
    for line in lines:
        if _goes_on(keys[line], following[line]):
            if _is_full_caption(features, line + 1) and _is_near(features, line):
                yield line
        elif line in said_before:
            yield line


def _is_near(features: Features, line: int) -> bool:
    """Whether the line below is hardly longer."""
    return bool(features.size[line + 1] < _MAX_GROWTH * features.size[line])


# A caption is not longer than this many times its cut form; a paragraph that begins with the words
# of its own subheading is.
_MAX_GROWTH = 8


def _goes_on(key: str, longer: str) -> bool:
    return longer.startswith(key) and len(longer) > len(key)


def _said_before(keys: Sequence[str], lines: Sequence[int]) -> set[int]:
    """Which of the given lines are the beginning of a line before them.

    The time is that of the page's lines times the different lengths asked for, which are few.
    """
    asked = {keys[line] for line in lines}
    lengths = sorted({len(key) for key in asked})
    said: dict[str, int] = {}
    for line, key in enumerate(keys):
        for length in lengths[: bisect_left(lengths, len(key))]:
            if key[:length] in asked:
                said.setdefault(key[:length], line)
    return {line for line in lines if said.get(keys[line], line) < line}
