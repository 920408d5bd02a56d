"""A page as one letter a line, which is how the tests speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LETTERS: Mapping[Kind, str] = {
    Kind.TITLE: "T",
    Kind.HEADING: "h",
    Kind.LIST_ITEM: "l",
    Kind.QUOTE: "q",
    Kind.TABLE: "t",
    Kind.PARAGRAPH: "b",
    Kind.NAVIGATION: "n",
    Kind.RELATED: "r",
    Kind.COMMENTS: "c",
    Kind.COMMENT_FORM: "f",
    Kind.SHARE: "s",
    Kind.DATE: "d",
    Kind.BYLINE: "y",
    Kind.CAPTION: "p",
    Kind.COPYRIGHT: "©",
    Kind.AD: "a",
}


def render(kinds: Sequence[Kind]) -> str:
    """A page as one letter a line: `nnTdbbhbprr`; kinds without a letter of their own are `x`.

    >>> render([Kind.NAVIGATION, Kind.TITLE, Kind.PARAGRAPH, Kind.RELATED])
    'nTbr'
    """
    return "".join(_LETTERS.get(kind, "x") for kind in kinds)
