"""What an outline is made of: pieces, the boxes that they stand in, and runs of text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Form(Enum):
    """What a piece is, apart from the boxes that it stands in."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some text of a line, and where it leads if it is a link."""

    text: str
    href: str | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A quote, or an item of a list. Two pieces stand in the same one if its `id` is the same.

    `list_id` is what all items of one list have in common, and None for a quote. `number` is that of
    an item of an ordered list, and `is_said` tells that the number stood in the text.
    """

    id: int
    list_id: int | None = None
    number: str | None = None
    is_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table, and whether it is a heading there."""

    line: Line = ()
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A heading of some level, a paragraph with its lines, the rows of a table, or lines of code."""

    form: Form
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    level: int = 0


def plain(line: Line) -> str:
    """What a line says, without its links."""
    return "".join([run.text for run in line])


def shared(one: Sequence[Box], other: Sequence[Box]) -> int:
    """In how many boxes, from the outside in, two pieces stand together."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a.id != b.id:
            break
        count += 1
    return count
