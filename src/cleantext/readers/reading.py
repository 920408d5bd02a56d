"""What a reader gives: the document, and for HTML the tree that it was rendered from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from cleantext.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document, and the root element of the page; None for plain text.

    The tree is for witnesses. It is let go when the article is made.
    """

    document: Document
    root: HtmlElement | None = None
