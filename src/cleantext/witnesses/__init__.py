"""Witnesses: other extractors, whose opinion of a page of HTML is heard, and never the last word.

A witness is a function from the root element of a page to the text that it takes for the article. It
must leave the tree as it is. `hear` asks one within bounds of size and time, and says what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.witnesses.deadline import OutOfTime, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from cleantext.markup import Size

    Witness = Callable[[HtmlElement], str | None]

# Beyond these a page is no article, and extractors that are not linear take minutes for it: 300,000
# elements or an element with 200,000 attributes kept trafilatura busy for more than 400 seconds.
MAX_ELEMENTS, MAX_CHARACTERS, MAX_DEPTH = 20_000, 3_000_000, 250
SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """What a witness says: the text it kept, None where it kept nothing; and a warning if it failed."""

    text: str | None = None
    warning: str | None = None


def hear(witness: Witness, root: HtmlElement, size: Size, seconds: float = SECONDS) -> Testimony:
    """Ask a witness about a page; whatever happens to it is a warning, and no error.

    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring("<p>It rained.</p>")
    >>> from cleantext.markup import Size
    >>> size = Size(elements=3, characters=20, depth=3)
    >>> hear(lambda root: root.text_content(), page, size).text
    'It rained.'
    >>> hear(lambda root: 1 / 0, page, size).warning
    'witness: it failed (ZeroDivisionError), so the page is judged without it'
    """
    if size.elements > MAX_ELEMENTS or size.characters > MAX_CHARACTERS or size.depth > MAX_DEPTH:
        return Testimony(
            warning=f"witness: not asked, since the page is too large or too deep{_SO}"
        )
    try:
        text = within(seconds, lambda: witness(root))
    except OutOfTime:
        return Testimony(warning=f"witness: it took more than {seconds:g} s{_SO}")
    except Exception as error:  # whatever fails there must not fail here
        return Testimony(warning=f"witness: it failed ({type(error).__name__}){_SO}")
    if text is not None and not isinstance(text, str):
        return Testimony(warning=f"witness: it gave no text but {type(text).__name__}{_SO}")
    return Testimony(text=text)


_SO = ", so the page is judged without it"
