"""The article as HTML in which nothing is active, whatever the page held.

It is built from what we know of the body, and no markup of the page goes through: there is nothing to
sanitise. The elements are those of `ELEMENTS`, the only attribute of an element within the article
is the `href` of a link, whose address is safe (`cleantext.addresses`), and all text is escaped.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from html import escape
from typing import TYPE_CHECKING

from cleantext.outline import outline
from cleantext.outline.pieces import Form, shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from cleantext.article import Article
    from cleantext.outline.pieces import Box, Cell, Line, Piece

ELEMENTS = frozenset("a article blockquote br h1 h2 h3 h4 h5 h6 li ol p table td th tr ul".split())
_RIGHT_TO_LEFT = frozenset("ar arc azb bal ckb dv fa he ks pnb prs ps sd syr ug ur yi".split())
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
# Characters that no HTML may hold.
_UNSOUND = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def to_html(article: Article) -> str:
    """Title and body as an `article` element, ending with a line feed; empty where there is no article.

    Headings, paragraphs, lists, quotes, tables, line breaks and links are kept. Links lead to http,
    https and mailto addresses, or somewhere on the page's own site. The language is named, and
    right-to-left languages are set so.

    >>> import cleantext
    >>> page = "Rain & wind returned to the <b>coast</b> on Monday, the weather office said today."
    >>> print(to_html(cleantext.clean(page)), end="")
    <article lang="en">
    <p>Rain &amp; wind returned to the &lt;b&gt;coast&lt;/b&gt; on Monday, the weather office said today.</p>
    </article>
    """
    title = f"<h1>{_text(article.title)}</h1>\n" if article.title else ""
    body = "".join(_nested(outline(article)))
    if not title and not body:
        return ""
    return f"<article{_attributes(article.language)}>\n{title}{body}</article>\n"


def _attributes(language: str | None) -> str:
    if not language or not _LANGUAGE.fullmatch(language):
        return ""
    is_rtl = language.partition("-")[0].lower() in _RIGHT_TO_LEFT
    return f' lang="{language}"' + (' dir="rtl"' if is_rtl else "")


def _nested(pieces: Sequence[Piece]) -> Iterator[str]:
    """The pieces, each in its quotes and lists; most on lines of their own."""
    ordered = _ordered(pieces)
    alone = Counter([piece.boxes[-1].id for piece in pieces if piece.boxes])
    around: tuple[Box, ...] = ()
    for piece in pieces:
        common = shared(around, piece.boxes)
        yield _moved(around[common:], piece.boxes[common:], ordered)
        box = piece.boxes[-1] if piece.boxes else None
        said = f"{box.number}. " if box and box not in around and _is_spelled(box, ordered) else ""
        is_bare = box is not None and box.list_id is not None and alone[box.id] == 1
        yield _block(piece, said, is_bare=is_bare)
        around = piece.boxes
    yield _moved(around, (), ordered)


def _ordered(pieces: Sequence[Piece]) -> Set[int]:
    """The lists whose items are numbered: those of the page's, and those that count 1, 2, 3 in the text."""
    numbers: dict[int, dict[int, str | None]] = defaultdict(dict)
    said: set[int] = set()
    for box in [box for piece in pieces for box in piece.boxes]:
        if box.list_id is not None and box.number is not None:
            numbers[box.list_id][box.id] = box.number
            if box.is_said:
                said.add(box.list_id)
    return {list_id for list_id, each in numbers.items() if list_id not in said or _counts(each)}


def _counts(numbers: Mapping[int, str | None]) -> bool:
    return list(numbers.values()) == [str(number) for number in range(1, len(numbers) + 1)]


def _is_spelled(box: Box, ordered: Set[int]) -> bool:
    """Whether the number of an item is text, since its list does not count so."""
    return box.is_said and box.list_id not in ordered


def _moved(before: Sequence[Box], boxes: Sequence[Box], ordered: Set[int]) -> str:
    """The tags between two pieces: what ends is closed from the inside out, and then what begins opened."""
    same_list = bool(before and boxes) and before[0].list_id == boxes[0].list_id is not None
    closed = [_closing(box, ordered) for box in reversed(before[1:] if same_list else before)]
    opened = [_opening(box, ordered) for box in (boxes[1:] if same_list else boxes)]
    return "".join([*closed, "</li>\n<li>" if same_list else "", *opened])


def _opening(box: Box, ordered: Set[int]) -> str:
    return "<blockquote>\n" if box.list_id is None else f"<{_list(box, ordered)}>\n<li>"


def _closing(box: Box, ordered: Set[int]) -> str:
    return "</blockquote>\n" if box.list_id is None else f"</li>\n</{_list(box, ordered)}>\n"


def _list(box: Box, ordered: Set[int]) -> str:
    return "ol" if box.list_id in ordered else "ul"


def _block(piece: Piece, said: str, *, is_bare: bool) -> str:
    """The element of a piece; `said` begins its text, and a bare one has no element of its own."""
    if piece.form is Form.TABLE:
        return f"<table>\n{''.join([_row(row) for row in piece.rows])}</table>\n"
    if piece.form is Form.HEADING:
        return f"<h{piece.level}>{' '.join(map(_inline, piece.lines))}</h{piece.level}>\n"
    text = said + "<br>\n".join(map(_inline, piece.lines))
    return text if is_bare else f"<p>{text}</p>\n"


def _row(cells: Sequence[Cell]) -> str:
    written = [_cell("th" if cell.is_head else "td", cell.line) for cell in cells]
    return f"<tr>{''.join(written)}</tr>\n"


def _cell(tag: str, line: Line) -> str:
    return f"<{tag}>{_inline(line)}</{tag}>"


def _inline(line: Line) -> str:
    written = [
        f'<a href="{escape(run.href)}">{_text(run.text)}</a>' if run.href else _text(run.text)
        for run in line
    ]
    return "".join(written)


def _text(text: str) -> str:
    return escape(_UNSOUND.sub("", text), quote=False)
