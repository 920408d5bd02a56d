"""Labels from what is said twice: lines again, and captions cut short beside their full form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char
from cleantext.model import Kind, Label, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.document import Document
    from cleantext.features import Features

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

RULES = (LINE_AGAIN, CUT_CAPTION, FULL_CAPTION)

# A shorter line says too little: "Share" twice is no repetition worth a label.
_MIN_SIZE = 12
_MAX_WORDS_OF_A_CAPTION = 25


def find_repeats(document: Document, features: Features) -> Iterator[Label]:
    """Labels for lines that stand on the page before, and for captions that were cut short."""
    yield from _again(features)
    yield from _captions(document, features)


def _again(features: Features) -> Iterator[Label]:
    seen: set[str] = set()
    for line in np.flatnonzero((features.repeats > 1) & (features.size >= _MIN_SIZE)).tolist():
        key = features.keys[line]
        if key in seen:
            yield Label(line=line, rule=LINE_AGAIN)
        seen.add(key)


def _captions(document: Document, features: Features) -> Iterator[Label]:
    for line in _cut_lines(document, features):
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


def _cut_lines(document: Document, features: Features) -> Iterator[int]:
    """Short lines that break off: the next line goes on from them, or a line before says them in full."""
    short = (features.words >= 2) & (features.words <= _MAX_WORDS_OF_A_CAPTION) & (features.size >= _MIN_SIZE)
    for line in np.flatnonzero(short).tolist():
        key = features.keys[line]
        if line + 1 < len(features) and _goes_on(key, features.keys[line + 1]):
            if features.gap[line + 1] == 0 and features.size[line + 1] < _MAX_GROWTH * features.size[line]:
                yield line
        elif document.texts[line].endswith(("..", "…")) and _said_before(features, line):
            yield line


# A caption is not longer than this many times its cut form; a paragraph that begins with the words
# of its own subheading is.
_MAX_GROWTH = 8


def _goes_on(key: str, longer: str) -> bool:
    return len(longer) > len(key) and longer.startswith(key)


def _said_before(features: Features, line: int) -> bool:
    key = features.keys[line]
    return any(_goes_on(key, before) for before in features.keys[:line])
