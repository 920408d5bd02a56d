"""The article as Markdown (CommonMark 0.31): what it is, marked; what it says, escaped.

Tables, which CommonMark does not have, are GitHub's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.outline import outline
from cleantext.outline.pieces import Form, plain, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleantext.article import Article
    from cleantext.outline.pieces import Box, Cell, Line, Piece, Run

# Characters that mean something anywhere in a line. An underscore inside a word means nothing.
_INLINE = re.compile(
    r"[\\`*~\[]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[0-9A-Za-z]{1,31};)"
)
# What would open a heading, a quote, a list or a ruler at a line's start.
_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)")
_NUMBER_AT_START = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")
# Number signs that end a heading's line are dropped as its closing, unless the last is escaped.
_CLOSING = re.compile(r"(?<=\s)(#+)$|^(#+)$")
_BACKTICKS = re.compile("`+")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]{1,31};)")

_BREAK = "\\"
_FENCE = "```"
# Lists of one kind that follow each other are one, unless their marks differ.
_BULLETS = ("-", "*")
_AFTER_NUMBERS = (".", ")")


def to_markdown(article: Article) -> str:
    """Title and body as Markdown, ending with a line feed; empty where there is no article.

    The title is `# …`, headings are `## …`, list items `- …` or `1. …`, quotes `> …`. From HTML come links,
    nested lists, pipe tables, line breaks and fenced code as well. Characters of the text that
    Markdown would take for markup are escaped with a backslash.

    >>> import cleantext
    >>> page = "Rain returned to the *coast* on Monday, the weather office said in a statement."
    >>> print(to_markdown(cleantext.clean(page)), end="")
    Rain returned to the \\*coast\\* on Monday, the weather office said in a statement.
    """
    title = f"# {_closed(_escape(article.title))}\n" if article.title else ""
    body = "".join(_nested(outline(article, text_tables=False)))
    return f"{title}\n{body}" if title and body else title or body


def _nested(pieces: Sequence[Piece]) -> Iterator[str]:
    """The pieces, each in its quotes and items, with a blank line between two where there must be one."""
    before: Piece | None = None
    marks: dict[int, str] = {}
    for piece in pieces:
        common = shared(before.boxes, piece.boxes) if before else 0
        if before and not _is_tight(before, piece, common):
            yield _rest(piece.boxes[:common], marks).rstrip() + "\n"
        _mark(before.boxes[common:] if before else (), piece.boxes[common:], marks)
        first = _rest(piece.boxes[:common], marks) + _first(piece.boxes[common:], marks)
        rest = _rest(piece.boxes, marks)
        for line in _block(piece):
            yield (first + line).rstrip() + "\n"
            first = rest
        before = piece


def _is_tight(before: Piece, piece: Piece, common: int) -> bool:
    """Whether no blank line is needed: between items of one list, and before a list within an item."""
    inner = piece.boxes[common:]
    if not inner or inner[0].list_id is None:
        return False
    if len(before.boxes) > common:
        return before.boxes[common].list_id == inner[0].list_id
    in_item = bool(before.boxes) and before.boxes[-1].list_id is not None
    # Only a list that begins with 1 may follow a line of text without a blank line.
    return in_item and before.form is Form.PARAGRAPH and inner[0].number in (None, "1")


def _mark(before: Sequence[Box], boxes: Sequence[Box], marks: dict[int, str]) -> None:
    """Choose the marks of lists that begin here, other than that of a list that ends here."""
    last = before[0] if before else None
    for box in boxes:
        if box.list_id is not None and box.list_id not in marks:
            one, other = _BULLETS if box.number is None else _AFTER_NUMBERS
            ended = marks.get(last.list_id) if last and last.list_id is not None else None
            marks[box.list_id] = other if ended == one else one
        last = None


def _first(boxes: Sequence[Box], marks: dict[int, str]) -> str:
    """What begins the first line in these boxes."""
    return "".join([_mark_of(box, marks) + " " for box in boxes])


def _rest(boxes: Sequence[Box], marks: dict[int, str]) -> str:
    """What begins every other line in them."""
    return "".join(
        ["> " if box.list_id is None else " " * (len(_mark_of(box, marks)) + 1) for box in boxes]
    )


def _mark_of(box: Box, marks: dict[int, str]) -> str:
    return ">" if box.list_id is None else f"{box.number or ''}{marks[box.list_id]}"


def _block(piece: Piece) -> list[str]:
    """The lines of a piece, without its boxes."""
    match piece.form:
        case Form.HEADING:
            text = " ".join([_inline(line) for line in piece.lines])
            return ["#" * piece.level + " " + _closed(_guarded(text))]
        case Form.TABLE:
            return _table(piece.rows)
        case Form.CODE:
            return _code([plain(line) for line in piece.lines])
        case _:
            return _paragraph(piece.lines)


def _closed(text: str) -> str:
    return _CLOSING.sub(lambda match: chr(92) + match[0], text)


def _paragraph(lines: Sequence[Line]) -> list[str]:
    """The lines of a paragraph, with hard breaks between them."""
    if len(lines) == 1:
        return [_guarded(_inline(lines[0]))]
    written = [_guarded(_inline(line).replace("|", r"\|"), goes_on=True) for line in lines]
    return [line + _BREAK for line in written[:-1]] + written[-1:]


def _code(lines: Sequence[str]) -> list[str]:
    """Lines in a fence that is longer than any in them."""
    longest = max([len(run) for line in lines for run in _BACKTICKS.findall(line)], default=0)
    fence = "`" * max(len(_FENCE), longest + 1)
    return [fence, *lines, fence]


def _table(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """A pipe table; where its first row is none of headings, the row of headings is empty."""
    width = max(map(len, rows))
    headed = all(cell.is_head or not cell.line for cell in rows[0])
    heads = [_cell(cell) for cell in rows[0]] if headed else []
    heads += [""] * (width - len(heads))
    body = rows[1:] if headed else rows
    return [_row(heads), _row(["---"] * width), *[_row(map(_cell, row)) for row in body]]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return _inline(cell.line).replace("|", r"\|")


def _inline(line: Line) -> str:
    """A line with its links, escaped but for its start."""
    written: list[str] = []
    for run in line:
        if not run.href:
            written.append(_INLINE.sub(r"\\\g<0>", run.text))
            continue
        if written and written[-1].endswith("!"):  # which would make an image of the link
            written[-1] = written[-1][:-1] + r"\!"
        written.append(_link(run))
    return "".join(written)


def _link(run: Run) -> str:
    text = _INLINE.sub(r"\\\g<0>", run.text).replace("]", r"\]")
    return f"[{text}]({_ENTITY.sub(chr(92) + chr(92) + '&', run.href or '')})"


def _guarded(escaped: str, *, goes_on: bool = False) -> str:
    """An escaped line with a backslash before what would mean something at its start.

    If the line goes on a paragraph, or is gone on with, a row of equals signs is an underline there.
    """
    escaped = _NUMBER_AT_START.sub(r"\1\\\2", escaped)
    is_ruler = not escaped.strip("- \t") or (goes_on and not escaped.strip("= \t"))
    return f"\\{escaped}" if escaped and (_START.match(escaped) or is_ruler) else escaped


def _escape(text: str) -> str:
    """The text with a backslash before every character that Markdown would take for markup.

    >>> _escape("# of *cases*, snake_case, 1 < 2"), _escape("1984. A novel")
    ('\\\\# of \\\\*cases\\\\*, snake_case, 1 < 2', '1984\\\\. A novel')
    """
    return _guarded(_INLINE.sub(r"\\\g<0>", text))
