"""The outline of text, where all that is known is what kind a block is."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from cleantext.markup import ROOT
from cleantext.model import Kind
from cleantext.outline.pieces import Box, Cell, Form, Piece, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

# Bullets as text renderers write them. A hyphen, a dash, a star or a plus is one only before a
# space: `-5 degrees` is no list.
BULLET = re.compile(r"(?:[•‣⁃◦●○▪▫■□►▸▶➢➤·∙∘]\s*|[-–—*+]\s+)(?=\S)")
# A number that Markdown takes for a list's: up to nine ASCII digits and a full stop or a bracket.
_NUMBER = re.compile(r"([0-9]{1,9})[.)]\s+(?=\S)")
_CELL_EDGE = re.compile(r"[\t|]")


# The title is a first-level heading.
HIGHEST = 2


def of_kinds(body: Sequence[tuple[Kind, str]], text_tables: bool) -> list[Piece]:
    """The pieces that blocks of these kinds and texts make; rows are paragraphs without `text_tables`."""
    pieces: list[Piece] = []
    for is_row, group in groupby(enumerate(body), lambda each: each[1][0] is Kind.TABLE):
        blocks = list(group)
        if is_row and text_tables:
            rows = [_row_of_text(text) for _, (_, text) in blocks]
            pieces.append(Piece(form=Form.TABLE, rows=tuple(rows)))
            continue
        for number, (kind, text) in blocks:
            before = pieces[-1].boxes if pieces else ()
            pieces.append(_piece(kind, text, number, before))
    return pieces


def _piece(kind: Kind, text: str, number: int, before: Sequence[Box]) -> Piece:
    said = " ".join([line.strip() for line in text.splitlines()])
    form = Form.HEADING if kind is Kind.HEADING else Form.PARAGRAPH
    box, cut = box_of_kind(kind, said, number, before)
    line = (Run(text=said[cut:]),)
    return Piece(form=form, boxes=(box,) if box else (), lines=(line,), level=HIGHEST)


def _row_of_text(text: str) -> tuple[Cell, ...]:
    cells = [cell.strip() for cell in _CELL_EDGE.split(text)]
    first = 1 if not cells[0] else 0
    last = len(cells) - 1 if not cells[-1] else len(cells)
    return tuple([Cell(line=(Run(text=cell),) if cell else ()) for cell in cells[first:last]])


def box_of_kind(
    kind: Kind, text: str, number: int, before: Sequence[Box]
) -> tuple[Box | None, int]:
    """The quote or the item that a block is by its kind, and how long its bullet is.

    `number` tells the blocks apart, and `before` are the boxes of the piece before, which one more quote
    or item goes on.
    """
    last = before[-1] if before else None
    own = -2 - number  # no number of an element
    if kind is Kind.QUOTE:
        return last if last and last.list_id is None and last.id < ROOT else Box(id=own), 0
    if kind is not Kind.LIST_ITEM:
        return None, 0
    found = _NUMBER.match(text)
    number_said = found[1] if found else None
    list_id = own
    if last and last.id < ROOT and (last.number is None) == (found is None):
        list_id = last.list_id or own
    bullet = found or BULLET.match(text)
    box = Box(id=own, list_id=list_id, number=number_said, is_said=found is not None)
    return box, bullet.end() if bullet else 0
