"""Text for terminals: isolates for right-to-left text, visible control characters, the explanation.

A page's text may hold anything: letters that run from right to left, marks that print nothing, even
escape sequences. So every value from a page is made harmless by `show` and wrapped by `isolate`
before it stands beside words of ours; then the columns on the left stay where they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.model import Action, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleantext.article import Article
    from cleantext.model import Block, Found

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"

# What a terminal would act on, or what would break out of an isolate: controls, line and paragraph
# separators, bidi embeddings, overrides and isolates, and halves of surrogate pairs.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Classes of characters that print nothing: controls, formats, surrogates, spaces and separators.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))

_RESET = "\x1b[0m"
_STYLES = {
    "removed": "\x1b[2;9m",
    "metadata": "\x1b[36m",
    "title": "\x1b[1m",
    "minus": "\x1b[31m",
    "plus": "\x1b[32m",
}


def isolate(text: str) -> str:
    """The text between a first strong isolate and its end, so that it cannot reorder its line.

    >>> isolate("Share").encode("ascii", "backslashreplace").decode()
    '\\\\u2068Share\\\\u2069'
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"


def show(text: str, *, spell_out: bool = False) -> str:
    """The text with everything that a terminal would act on written as a code point.

    With `spell_out` so is everything else that prints nothing, but for plain spaces between words,
    to tell texts apart that look the same.

    >>> show("a\\x1b[31mb")
    'a<U+001B>[31mb'
    >>> show("10\\u00a0%", spell_out=True)
    '10<U+00A0>%'
    """
    if not spell_out:
        return _UNSAFE.sub(lambda match: _spell(match[0]), text.replace("\t", " "))
    inner = text.strip(" ")
    before, _, after = text.partition(inner) if inner else (text, "", "")
    spelled = "".join([_spell(char) if _is_hidden(char) else char for char in inner])
    return _spell(" ") * len(before) + spelled + _spell(" ") * len(after)


def _is_hidden(char: str) -> bool:
    return char != " " and unicodedata.category(char) in _INVISIBLE


def _spell(char: str) -> str:
    return f"<U+{ord(char):04X}>"


def look_alike(texts: Iterable[str]) -> bool:
    """Whether two different texts among these are shown the same, unless they are spelled out.

    >>> look_alike(["10 %", "10\\u00a0%"]), look_alike(["a", "b"])
    (True, False)
    """
    different = set(texts)
    return len({_printed(text) for text in different}) < len(different)


def _printed(text: str) -> str:
    """What the eye sees of a text: hidden characters gone, white space of any kind one space."""
    return " ".join("".join([c for c in text if c.isspace() or not _is_hidden(c)]).split())


def paint(text: str, style: str, colour: bool) -> str:
    """The text in one of our styles where colour is on, and as it is where it is off.

    >>> paint("Share", "removed", colour=False)
    'Share'
    """
    return f"{_STYLES[style]}{text}{_RESET}" if colour and style in _STYLES else text


def cut(text: str, width: int) -> str:
    """The text in at most so many columns, with … at its end where something was cut off.

    Wide East Asian letters take two columns, marks and invisible characters none.

    >>> cut("Rain returns to the coast", 10)
    'Rain retu…'
    """
    used = 0
    room = 0  # how many characters fit beside the …
    for position, char in enumerate(text):
        used += _columns(char)
        if used > width:
            return text[:room].rstrip() + "…"
        if used < width:
            room = position + 1
    return text


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an explanation is drawn: its width in columns, colour or none, and the kinds kept."""

    width: int
    colour: bool = False
    keep: frozenset[Kind] = frozenset()


_KIND_WIDTH = max(len(kind.value) for kind in Kind)
_MAX_RULE_WIDTH = 30
_MIN_RULE_WIDTH = 12
_MIN_TEXT_WIDTH = 20
# Mark, index, kind, confidence, rule, text; what is not one of the two widths: signs and spaces.
_OTHER_WIDTH = 1 + 1 + 4 + 1 + 1 + 4 + 1 + 3


def explain(article: Article, look: Look) -> str:
    """The account of an article for people: its metadata, its warnings, and every block in order.

    A block's line begins with `+` where the block is in the body, `-` where it was removed and `·`
    where it is metadata; then come its number, kind, confidence and first rule, and its text, cut
    to the width. A piece of metadata has the number of the block that it was read from.

    >>> import cleantext
    >>> account = explain(cleantext.clean("Home | News | Sport | Video"), Look(width=80))
    >>> "no article" in account, account.isascii()
    (True, False)
    """
    lines = [*_metadata(article, look), *_warnings(article), _summary(article, look)]
    lines += [_block(block, look) for block in article.blocks]
    return "\n".join([line.rstrip() for line in lines])


def _metadata(article: Article, look: Look) -> Iterator[str]:
    yield "metadata"
    for field, entries in article.found.items():
        for entry in entries:
            number = _holder(article.blocks, entry)
            columns = (" ", number, field, entry.rule.confidence, entry.rule.id)
            yield _gutter(columns, look) + _text(str(entry.value), "", look)
    absent = [field for field in FIELDS if field not in article.found]
    if absent:
        yield f"  not stated: {', '.join(absent)}"


# The fields of `Article.found`, in the order in which people ask for them.
FIELDS = (
    "title",
    "kicker",
    "authors",
    "date",
    "modified",
    "site",
    "dateline",
    "description",
    "section",
    "language",
    "genre",
    "keywords",
    "image",
    "paywalled",
)


def _holder(blocks: Iterable[Block], entry: Found) -> str:
    """The number of the block that a value was read from; a dash where no block holds it."""
    if entry.span is None:
        return "-"
    start = entry.span.start
    return next((str(b.index) for b in blocks if b.span.start <= start < b.span.end), "-")


def _warnings(article: Article) -> Iterator[str]:
    for warning in article.warnings:
        yield f"warning: {show(warning)}"


def _summary(article: Article, look: Look) -> str:
    marks = [_mark(block.kind, look) for block in article.blocks]
    body, metadata, removed = (marks.count(mark) for mark in "+·-")
    return f"blocks: {len(marks)}; + {body} body, · {metadata} metadata, - {removed} removed"


def _mark(kind: Kind, look: Look) -> str:
    if kind.action is Action.BODY or kind in look.keep:
        return "+"
    return "·" if kind.action is Action.METADATA else "-"


def _block(block: Block, look: Look) -> str:
    mark = _mark(block.kind, look)
    rule = block.reasons[0].rule if block.reasons else "-"
    columns = (mark, str(block.index), block.kind.value, block.confidence, rule)
    return _gutter(columns, look) + _text(block.text, _style(block.kind, mark), look)


def _style(kind: Kind, mark: str) -> str:
    if kind is Kind.TITLE:
        return "title"
    return {"-": "removed", "·": "metadata"}.get(mark, "")


def _rule_width(look: Look) -> int:
    return min(_MAX_RULE_WIDTH, max(_MIN_RULE_WIDTH, look.width // 4))


def _gutter(columns: tuple[str, str, str, float, str], look: Look) -> str:
    mark, number, kind, confidence, rule = columns
    wide = _rule_width(look)
    return f"{mark} {number:>4} {kind:<{_KIND_WIDTH}} {confidence:.2f} {cut(rule, wide):<{wide}} │ "


def _text(text: str, style: str, look: Look) -> str:
    room = look.width - _OTHER_WIDTH - _KIND_WIDTH - _rule_width(look)
    shown = cut(show(text), max(room, _MIN_TEXT_WIDTH))
    return paint(isolate(shown), style, look.colour)
