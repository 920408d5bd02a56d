"""The outline of an HTML page: read off the elements around its lines, or else off the kinds of blocks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from cleantext.addresses import address, base_of
from cleantext.markup import ROOT, Lead
from cleantext.model import Kind
from cleantext.outline.kinds import BULLET, HIGHEST, box_of_kind
from cleantext.outline.pieces import Box, Cell, Form, Line, Piece, Run, plain, shared
from cleantext.outline.places import Place, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cleantext.article import Article
    from cleantext.markup import Markup
    from cleantext.model import Block, Span

# There are six levels of headings.
_LOWEST = 6
# Where a line break parts lines of so many characters each, it parts paragraphs and not verses.
_PARAGRAPH = 80

_CELLS = frozenset(("td", "th"))
_BOLD = frozenset(("b", "strong"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scrap:
    """A block of the body, with the line of the reader's that it is of, or a part of.

    `number` is its own among the blocks, `column` the cell of a row that it begins in, and `is_parted`
    tells that one line break parts it from its neighbour, and nothing sets it off. `is_wrapped` tells
    that something wraps the whole body: that is why the block may seem to be a quote.
    """

    block: Block
    line: int
    lead: Lead
    place: Place
    number: int
    column: int
    is_parted: bool
    is_wrapped: bool = False


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A piece while it grows."""

    form: Form
    place: Place
    boxes: tuple[Box, ...]
    level: int
    last: _Scrap
    lines: list[list[Run]] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


def of_markup(article: Article, markup: Markup, blocks: Sequence[Block]) -> list[Piece]:
    """The pieces that these blocks of an HTML page make."""
    text = article.ledger.document.text
    scraps = _scraps(text, markup, blocks)
    tables = {scrap.place.table for scrap in scraps if "\t" in scrap.block.text} - {ROOT}
    heads = _heads(markup) if tables else {}
    runs = _runs_of(text, markup, base_of(article.url, markup.base))
    drafts: list[_Draft] = []
    for scrap in scraps:
        form, level = _form(scrap, tables)
        before = drafts[-1] if drafts else None
        boxes, cut = _boxes(scrap, form, before)
        if not (
            before and before.form is form and before.boxes == boxes and _goes_on(before, scrap)
        ):
            before = _Draft(form=form, place=scrap.place, boxes=boxes, level=level, last=scrap)
            drafts.append(before)
        if form is Form.TABLE:
            _add_cells(before, scrap, runs, heads.get(scrap.place.row, ()))
        else:
            _add_line(before, scrap, _without(runs(scrap.block.span), cut))
        before.last = scrap
    return _settled(drafts)


def _scraps(text: str, markup: Markup, blocks: Sequence[Block]) -> list[_Scrap]:
    """What is known of each block. A box around all of them is the layout of the page, and goes."""
    places = Places(markup)
    scraps = [_scrap(text, markup, places, each) for each in enumerate(blocks)]
    if len(scraps) > 1:
        first = scraps[0].place.boxes
        around = min([shared(first, scrap.place.boxes) for scrap in scraps])
        scraps = [_unboxed(scrap, around) for scrap in scraps] if around else scraps
    return scraps


def _unboxed(scrap: _Scrap, around: int) -> _Scrap:
    place = replace(scrap.place, boxes=scrap.place.boxes[around:])
    return replace(scrap, place=place, is_wrapped=True)


def _scrap(text: str, markup: Markup, places: Places, numbered: tuple[int, Block]) -> _Scrap:
    number, block = numbered
    line = markup.line_at(block.span.start)
    place = places.of(markup.elements[line])
    lead = markup.leads.get(line, _NO_LEAD)
    is_parted = 1 in (lead.breaks, markup.leads.get(line + 1, _NO_LEAD).breaks)
    cut_off = text[markup.starts[line] : block.span.start] if place.table != ROOT else ""
    return _Scrap(
        block=block,
        line=line,
        lead=lead,
        place=place,
        number=number,
        column=lead.cells + cut_off.count("\t"),
        is_parted=is_parted and markup.tags[markup.elements[line]] not in _BOLD,
    )


_NO_LEAD = Lead()


def _heads(markup: Markup) -> dict[int, list[bool]]:
    """The cells of each row, and whether they are headings."""
    heads: dict[int, list[bool]] = {}
    for tag, parent in zip(markup.tags, markup.parents, strict=True):
        if tag in _CELLS:
            heads.setdefault(parent, []).append(tag == "th")
    return heads


def _form(scrap: _Scrap, tables: set[int]) -> tuple[Form, int]:
    """What a block is, and its level if it is a heading; 0 where no element tells the level."""
    place = scrap.place
    if place.table in tables:
        return Form.TABLE, 0
    if place.code != ROOT:
        return Form.CODE, 0
    if place.level:
        return Form.HEADING, place.level
    is_heading = scrap.block.kind is Kind.HEADING and not place.boxes and not scrap.is_parted
    return Form.HEADING if is_heading else Form.PARAGRAPH, 0


def _boxes(scrap: _Scrap, form: Form, before: _Draft | None) -> tuple[tuple[Box, ...], int]:
    """The boxes of a block, and how long the bullet is that it begins with."""
    boxes = scrap.place.boxes
    text = scrap.block.text
    if form is not Form.PARAGRAPH:
        return boxes, 0
    if not boxes:
        kind = scrap.block.kind
        kind = Kind.PARAGRAPH if scrap.is_wrapped and kind is Kind.QUOTE else kind
        box, cut = box_of_kind(kind, text, scrap.number, before.boxes if before else ())
        # Where no element says that it is an item, a mark has to.
        is_box = box is not None and (box.list_id is None or cut)
        return (box,) if box and is_box else (), cut
    is_first = boxes[-1].list_id is not None and not (before and boxes[-1] in before.boxes)
    bullet = BULLET.match(text) if is_first else None
    return boxes, bullet.end() if bullet else 0


def _goes_on(draft: _Draft, scrap: _Scrap) -> bool:
    """Whether a block belongs to the piece before it, which has the same form and the same boxes."""
    last, place = draft.last, scrap.place
    if draft.form is Form.TABLE:
        return draft.place.table == place.table
    if draft.form is Form.CODE:
        return draft.place.code == place.code
    if draft.form is Form.HEADING and last.line == scrap.line:
        return draft.place.level == place.level
    if last.line + 1 != scrap.line or scrap.lead.breaks != 1:
        return False
    sizes = (len(last.block.text), len(scrap.block.text))
    return draft.form is Form.HEADING or min(sizes) < _PARAGRAPH


def _add_line(draft: _Draft, scrap: _Scrap, line: Line) -> None:
    if draft.lines and draft.last.line == scrap.line:
        draft.lines[-1] += [Run(text=" "), *line]
        return
    if draft.form is Form.CODE and draft.lines:
        blank = scrap.lead.breaks - 1 if draft.last.line + 1 == scrap.line else 0
        draft.lines.extend([[] for _ in range(blank)])
        draft.indents.extend([0] * blank)
    draft.lines.append(list(line))
    draft.indents.append(scrap.lead.indent)


def _add_cells(
    draft: _Draft, scrap: _Scrap, runs: Callable[[Span], Line], heads: Sequence[bool]
) -> None:
    """Add what a block says to the row that it is of: the whole row, if nothing of it was cut off."""
    if not draft.rows or draft.last.line != scrap.line:
        draft.rows.append([])
    row = draft.rows[-1]
    row.extend([Cell(is_head=_at(heads, at)) for at in range(len(row), scrap.column)])
    start = scrap.block.span.start
    for column, text in enumerate(scrap.block.text.split("\t"), scrap.column):
        line = runs(replace(scrap.block.span, start=start, end=start + len(text)))
        start += len(text) + 1
        if column < len(row):  # a part of a cell that was cut
            row[column] = replace(row[column], line=(*row[column].line, Run(text=" "), *line))
        else:
            row.append(Cell(line=line, is_head=_at(heads, column)))


def _at(heads: Sequence[bool], number: int) -> bool:
    return number < len(heads) and heads[number]


def _settled(drafts: Sequence[_Draft]) -> list[Piece]:
    """The pieces, with levels of headings that begin below the title's and leave none out."""
    levels = sorted({draft.level for draft in drafts if draft.level})
    ranks = {level: min(HIGHEST + rank, _LOWEST) for rank, level in enumerate(levels)}
    return [
        Piece(
            form=draft.form,
            boxes=draft.boxes,
            lines=tuple(_set_in(draft) if draft.form is Form.CODE else map(tuple, draft.lines)),
            rows=tuple(map(tuple, draft.rows)),
            level=ranks.get(draft.level, HIGHEST),
        )
        for draft in drafts
    ]


def _set_in(draft: _Draft) -> Iterator[Line]:
    """Lines of code, set in as they are on the page, but for what all have in common."""
    least = min([indent for indent, line in zip(draft.indents, draft.lines, strict=True) if line])
    for indent, line in zip(draft.indents, draft.lines, strict=True):
        yield (Run(text=" " * (indent - least) + plain(tuple(line))),) if line else ()


def _runs_of(text: str, markup: Markup, base: str | None) -> Callable[[Span], Line]:
    """What gives the runs of a passage: its text, cut where links begin and end."""
    starts = [link.start for link in markup.links]
    return partial(_runs, text, markup, starts, cache(lambda href: address(href, base)))


def _runs(
    text: str,
    markup: Markup,
    starts: Sequence[int],
    lead: Callable[[str], str | None],
    span: Span,
) -> Line:
    line: list[Run] = []
    at = span.start
    first = max(0, bisect_right(starts, span.start) - 1)
    for number in range(first, len(starts)):
        link = markup.links[number]
        if link.start >= span.end:
            break
        start, end = max(link.start, at), min(link.end, span.end)
        if start < end:
            line += [Run(text=text[at:start]), Run(text=text[start:end], href=lead(link.href))]
            at = end
    line.append(Run(text=text[at : span.end]))
    return _joined(line)


def _joined(runs: Iterable[Run]) -> Line:
    """Runs, those of one link joined, and what is empty left out."""
    texts: list[list[str]] = []
    hrefs: list[str | None] = []
    for run in runs:
        if not run.text:
            continue
        if len(hrefs) > 1 and run.href and hrefs[-2] == run.href and texts[-1][-1].isspace():
            hrefs.pop()
            gap = texts.pop()
            texts[-1] += gap
        if hrefs and hrefs[-1] == run.href:
            texts[-1].append(run.text)
        else:
            texts.append([run.text])
            hrefs.append(run.href)
    return tuple(
        [Run(text="".join(each), href=href) for each, href in zip(texts, hrefs, strict=True)]
    )


def _without(line: Line, cut: int) -> Line:
    """A line without so many characters at its start."""
    kept = []
    for run in line:
        if cut < len(run.text):
            kept.append(replace(run, text=run.text[cut:]) if cut else run)
        cut = max(0, cut - len(run.text))
    return tuple(kept)
