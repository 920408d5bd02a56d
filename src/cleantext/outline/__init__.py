"""How the body is built: headings, paragraphs, lists, quotes, tables, code, and the links in them.

`to_markdown` and `to_html` write the same outline. That of an HTML page is read off the elements that
its lines stand in, and where they say nothing, off the kinds of its blocks; that of a text dump off
the kinds alone. A piece knows the quotes and the list items around it, its boxes, from the outside in.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from cleantext.model import Kind
from cleantext.outline.elements import of_markup
from cleantext.outline.kinds import of_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.article import Article
    from cleantext.outline.pieces import Piece


def outline(article: Article, *, text_tables: bool = True) -> list[Piece]:
    """The pieces of the body, in order; without `text_tables`, rows in a text dump are paragraphs.

    >>> import cleantext
    >>> page = "<p>Rain fell on <a href='/c'>the coast</a> on Monday, the weather office said.</p>"
    >>> [piece.lines for piece in outline(cleantext.clean(page * 3))][0][0][1]
    Run(text='the coast', href='/c')
    """
    document = article.ledger.document
    blocks = [article.blocks[line] for line in article.ledger.kept]
    if "\n\n".join([block.text for block in blocks]) != article.body:
        return of_kinds(list(_replay(article)), text_tables)
    blocks = [block for block in blocks if block.kind is not Kind.TITLE]
    if document.markup:
        return of_markup(article, document.markup, blocks)
    return of_kinds([(block.kind, block.text) for block in blocks], text_tables)


def _replay(article: Article) -> Iterator[tuple[Kind, str]]:
    """The pieces of a body that is not the one that was composed: the caller has replaced it.

    Those that are blocks still, in their order, keep their kind.
    """
    lines: dict[str, list[int]] = {}
    for block in article.blocks:
        lines.setdefault(block.text, []).append(block.index)
    first = 0
    for text in article.body.split("\n\n"):
        same = lines.get(text, [])
        at = bisect_left(same, first)
        kind = article.blocks[same[at]].kind if at < len(same) else Kind.PARAGRAPH
        first = same[at] + 1 if at < len(same) else first
        if text.strip() and kind is not Kind.TITLE:
            yield kind, text
