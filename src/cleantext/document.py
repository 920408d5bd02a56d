"""The document that the readers make and every stage looks at.

A page has some 260 lines, and an object for each would cost more than all that is computed about
them. So a document keeps its lines as columns of the same length, and a line is named by its index.

A line is what stands between two line breaks, unless the layout of the dump says otherwise: it may
be several wrapped lines joined to one, or a part of a line to which something else was glued.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleantext.markup import Markup

# A line break within a line that was wrapped, with the white space around it.
WRAP = re.compile(r"[^\S\r\n]{0,140}[\r\n]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page as text, the places of its lines, and what is known about it from outside.

    `starts` and `ends` are the half-open character offsets of each line that prints anything, and
    `texts` what stands there, given since the reader has it at hand: `text[starts[i] : ends[i]]`, and
    for a line of `wrapped` the same with its line breaks, and the white space at them, replaced by
    what `wrapped` says: a space, or nothing where words were broken. `markup` is what only HTML knows of
    the page; None for plain text.
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
    wrapped: Mapping[int, str] = field(default_factory=dict)
    markup: Markup | None = None

    def __len__(self) -> int:
        return len(self.starts)

    def place(self, line: int, offset: int) -> int:
        """Where in the text the character of a line stands that has this offset in `texts`."""
        place = self.starts[line] + offset
        if line in self.wrapped:
            joiner = self.wrapped[line]
            for found in WRAP.finditer(self.text, self.starts[line], self.ends[line]):
                if found.start() >= place:
                    break
                place += len(found[0]) - len(filled(found[0], joiner))
        return place


def joined(text: str, joiner: str) -> str:
    """Wrapped lines as one: every line break, with the white space at it, filled with `joiner`.

    >>> joined("the min\\nister\\n said", ""), joined("the\\n    minister", " ")
    ('the minister said', 'the minister')
    """
    return WRAP.sub(lambda found: filled(found[0], joiner), text)


def filled(gap: str, joiner: str) -> str:
    """What stands for one line break: white space beside it is never lost altogether."""
    return joiner if joiner == " " or not gap.strip("\r\n") else " "
