"""trafilatura as a witness: the text that it takes for the article of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def trafilatura(root: HtmlElement) -> str | None:
    """The text that trafilatura keeps of a page, one line a paragraph; None where it keeps none.

    It is given the tree, so that the page is parsed once, and copies it before it changes anything.

    >>> from lxml.html import document_fromstring
    >>> story = "It rained on the coast on Monday, said the weather office, and it will rain on. " * 4
    >>> page = document_fromstring(f"<main><article><p>{story}</p><p>{story}!</p></article></main>")
    >>> (trafilatura(page) or "")[:9]
    'It rained'
    """
    from trafilatura import bare_extraction

    found = bare_extraction(root, include_comments=False)
    return found.text if found is not None and not isinstance(found, dict) else None
