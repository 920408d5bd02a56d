"""The article as Markdown (CommonMark 0.31): what it is, marked; what it says, escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.model import Action, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleantext.article import Article

# Bullets as text renderers write them. A hyphen, a dash, a star or a plus is one only before a
# space: `-5 degrees` is no list.
_BULLET = re.compile(r"(?:[•‣⁃◦●○▪▫■□►▸▶➢➤·∙∘]\s*|[-–—*+]\s+)(?=\S)")
# A number that Markdown takes for a list's: up to nine ASCII digits and a full stop or a bracket.
_NUMBER = re.compile(r"([0-9]{1,9})[.)]\s+(?=\S)")

# Characters that mean something anywhere in a line. An underscore inside a word means nothing.
_INLINE = re.compile(
    r"[\\`*~\[]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[0-9A-Za-z]{1,31};)"
)
# What would open a heading, a quote, a list or a ruler at a line's start.
_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-(?=[-\s]{0,80}$)")
_NUMBER_AT_START = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")
# Number signs that end a heading's line are dropped as its closing, unless the last is escaped.
_CLOSING = re.compile(r"(?<=\s)(#+)$|^(#+)$")

# The two forms of list item; every other piece's form is its kind.
_BULLETED = "bulleted"
_NUMBERED = "numbered"


def to_markdown(article: Article) -> str:
    """Title and body as Markdown, ending with a line feed; empty where there is no article.

    The title is `# …`, headings are `## …`, list items `- …` or `1. …`, quotes `> …`. Characters
    of the text that Markdown would take for markup are escaped with a backslash.

    >>> import cleantext
    >>> page = "Rain returned to the *coast* on Monday, the weather office said in a statement."
    >>> print(to_markdown(cleantext.clean(page)), end="")
    Rain returned to the \\*coast\\* on Monday, the weather office said in a statement.
    """
    title = [(Kind.TITLE, _heading("#", article.title))] if article.title else []
    pieces = [*title, *(_piece(kind, text) for kind, text in _body(article))]
    return "".join(_joined(pieces))


def _joined(pieces: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The pieces with a blank line between two, and none between the items of one list."""
    before = ""
    for form, text in pieces:
        if before:
            yield _between(before, form)
        yield text + "\n"
        before = form


def _between(before: str, form: str) -> str:
    if before == form and form in (_BULLETED, _NUMBERED):
        return ""
    return ">\n" if before == form == Kind.QUOTE else "\n"


def _body(article: Article) -> list[tuple[Kind, str]]:
    """Kind and text of all that the body is made of."""
    own = [(block.kind, block.text) for block in article.blocks if block.kind.action is Action.BODY]
    if _bare(" ".join([text for _, text in own])) == _bare(article.body):
        return own
    return list(_replay(article))


def _bare(text: str) -> str:
    return "".join(text.split())


def _replay(article: Article) -> Iterator[tuple[Kind, str]]:
    """The body's pieces, where the caller kept kinds that are not the body's by themselves.

    The article does not say which, so the pieces are looked up among the blocks, in order.
    """
    blocks = iter(article.blocks)
    for text in article.body.split("\n\n"):
        kind = next((block.kind for block in blocks if block.text == text), Kind.PARAGRAPH)
        if kind is not Kind.TITLE:
            yield kind, text


def _piece(kind: Kind, text: str) -> tuple[str, str]:
    """The form and the Markdown of a piece of the body."""
    text = " ".join([line.strip() for line in text.splitlines()])
    match kind:
        case Kind.HEADING:
            return Kind.HEADING, _heading("##", text)
        case Kind.LIST_ITEM:
            return _item(text)
        case Kind.QUOTE:
            return Kind.QUOTE, f"> {_escape(text)}"
        case _:
            return Kind.PARAGRAPH, _escape(text)


def _heading(signs: str, text: str) -> str:
    escaped = _escape(text)
    return f"{signs} {_CLOSING.sub(lambda match: chr(92) + match[0], escaped)}"


def _item(text: str) -> tuple[str, str]:
    number = _NUMBER.match(text)
    if number:
        return _NUMBERED, f"{number[1]}. {_escape(text[number.end() :])}"
    bullet = _BULLET.match(text)
    return _BULLETED, f"- {_escape(text[bullet.end() :] if bullet else text)}"


def _escape(text: str) -> str:
    """The text with a backslash before every character that Markdown would take for markup.

    >>> _escape("# of *cases*, snake_case, 1 < 2"), _escape("1984. A novel")
    ('\\\\# of \\\\*cases\\\\*, snake_case, 1 < 2', '1984\\\\. A novel')
    """
    escaped = _INLINE.sub(r"\\\g<0>", text)
    escaped = _NUMBER_AT_START.sub(r"\1\\\2", escaped)
    return f"\\{escaped}" if _START.match(escaped) else escaped
