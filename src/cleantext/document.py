"""The document that the readers make and every stage looks at.

A page has some 260 lines, and an object for each would cost more than all that is computed about
them. So a document keeps its lines as columns of the same length, and a line is named by its index.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page as text, the places of its lines, and what is known about it from outside.

    `starts` and `ends` are the half-open character offsets of each line that prints anything, and
    `texts` what stands there, given since the reader has it at hand: `text[starts[i] : ends[i]]`.
    `rows` are the numbers of these lines in the text, counted from 0 with the blank ones, so that
    `rows[i] - rows[i - 1] - 1` blank lines stand before line i.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    rows: tuple[int, ...]
    texts: tuple[str, ...]
    url: str | None = None
    warnings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.starts)
