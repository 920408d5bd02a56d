"""What the elements around a line of a page make of it: an item of a list, a heading, a row, code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cleantext.markup import ROOT
from cleantext.outline.pieces import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cleantext.markup import Markup

# Readers of Markdown follow boxes in boxes to some twenty levels, two of them for an item of a list.
_MOST_BOXES = 6

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dir"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the elements around a line make of it."""

    boxes: tuple[Box, ...] = ()
    level: int = 0
    table: int = ROOT
    row: int = ROOT
    code: int = ROOT


class Places:
    """What elements make of the lines in them, found out once for each."""

    __slots__ = ("_adopted", "_known", "_markup")

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._known = {ROOT: Place()}
        self._adopted = _adopted(markup)

    def of(self, element: int) -> Place:
        """The place of the lines whose element this is."""
        inner = []
        while element not in self._known:
            inner.append(element)
            element = self._around(element)
        place = self._known[element]
        for each in reversed(inner):
            place = self._known[each] = self._within(each, place)
        return place

    def _around(self, element: int) -> int:
        return self._adopted.get(element, self._markup.parents[element])

    def _within(self, element: int, around: Place) -> Place:
        tag = self._markup.tags[element]
        if tag in _BOXES and len(around.boxes) < _MOST_BOXES:
            return replace(around, boxes=(*around.boxes, self._box(element, tag)))
        if tag in _HEADINGS:
            return replace(around, level=_HEADINGS[tag])
        change = _CHANGES.get(tag)
        return change(around, element) if change else around

    def _box(self, element: int, tag: str) -> Box:
        if tag == "blockquote":
            return Box(id=element)
        parent = self._markup.parents[element]
        is_ordered = parent != ROOT and self._markup.tags[parent] == "ol"
        number = str(self._markup.places[element]) if is_ordered else None
        return Box(id=element, list_id=parent, number=number)


_BOXES = frozenset(("blockquote", "li"))
_CHANGES: Mapping[str, Callable[[Place, int], Place]] = {
    "table": lambda around, element: replace(around, table=element, row=ROOT),
    "tr": lambda around, element: replace(around, row=element),
    "caption": lambda around, _: replace(around, table=ROOT, row=ROOT),
    "pre": lambda around, element: replace(around, code=element),
}


def _adopted(markup: Markup) -> dict[int, int]:
    """Lists that stand in a list and in no item, and the item before them, which means to hold them."""
    last: dict[int, int] = {}
    adopted: dict[int, int] = {}
    for element, (tag, parent) in enumerate(zip(markup.tags, markup.parents, strict=True)):
        if tag == "li":
            last[parent] = element
        elif tag in _LISTS and parent in last and markup.tags[parent] in _LISTS:
            adopted[element] = last[parent]
    return adopted
