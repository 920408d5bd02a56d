"""What a raw dump is: plain text, a page of HTML, or text in which tags were left.

A page says what it is at its beginning. A fragment, and a page with something printed above it, is known
by its tags: they stand in all parts of the dump, on many of its lines, and those that open are closed. A
dump with a few tags is text, and so is one that talks of tags: an article about HTML, program code, JSON,
the fields of an SGML corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum

# The elements of HTML that a tag in a dump may name; other words in angle brackets are text.
NAMES = (
    "a|abbr|acronym|address|article|aside|b|big|blockquote|body|br|button|caption|center|cite|code|"
    "dd|del|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|"
    "input|ins|label|li|link|main|meta|nav|noscript|ol|option|p|picture|pre|q|s|script|section|"
    "select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|"
    "title|tr|tt|u|ul|video"
)
_TAG = re.compile(rf"<(/?)({NAMES})(?=[\s/>])([^<>]{{0,2000}})>", re.IGNORECASE)
# A closing tag without a hyphen, as components have one, and without a colon of a name space.
_CLOSING = re.compile(r"</([A-Za-z]\w{0,30})\s{0,9}>")
_KNOWN = re.compile(NAMES, re.IGNORECASE)
# A page begins with its type, or with a root that another tag follows: "<body> tag" is a headline.
_PAGE = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|frameset|meta)(?=[\s>])[^<>]{0,2000}(?:>\s{0,999}<|\Z)",
    re.IGNORECASE,
)
_JSON = re.compile(r"\{|\[\s{0,99}[\"\[{]")
_ROOT_BELOW = re.compile(
    r"^[ \t]{0,40}<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.MULTILINE
)
_BLOCK = re.compile(
    r"<(p|div|article|section|main|table|ul|ol|h[1-6]|blockquote|figure|center|br|img|span)"
    r"(?=[\s/>])([^<>]{0,2000})>",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"</?(?:address|article|aside|blockquote|body|center|div|dl|figure|footer|form|h[1-6]|header|hr|html|"
    r"br|li|main|nav|ol|p|pre|section|table|td|tr|ul)(?=[\s/>])",
    re.IGNORECASE,
)
_ALONE = frozenset(("<br", "<hr"))
_BEFORE = re.compile(r"[\s\ufeff\0\u200b]*")
_CODE = (("<script", "</script"), ("<style", "</style"), ("<!--", "-->"))
_IN_CODE = re.compile(r"=\{|\\[\"'/]|\\$|className")

# So much of a dump is looked at, and a page says what it is within so many characters.
_WINDOW, _HEAD = 200_000, 20_000
_MOST_PROLOG = 40  # comments and instructions before the first tag
# With fewer tags, or on more lines, a dump is text unless a block opens it and closes it.
_FEW_TAGS, _FEW_LINES = 3, 3
# Share of the lines of markup that hold a tag, in all and in each third. Of the text dumps that were
# tried (3,303, of which 58 hold three tags or more) one has 0.49, which are a template at its end, and
# no other more than 0.17.
_TAGGED, _TAGGED_THIRD = 0.2, 0.1
# One third may be without, where so many of the lines with tags hold text as well.
_TAGGED_TEXT = 0.5
# Share of the tags that may lack their other half. An article about HTML names the opening ones.
_UNMATCHED = 0.4
_SELDOM_CLOSED = frozenset("p li br hr img input meta link dt dd option html head body".split())
# Share of the tags that may look like program code, or like a string in it.
_CODED = 0.3
# Share of the closing tags that may be of another language.
_FOREIGN = 0.3
# Share of the lines that begin and end without a tag, as the one before ends: their breaks are breaks.
_BARE = 0.3


class Form(Enum):
    """What a dump is written in."""

    TEXT = "text"
    HTML = "html"
    MIXED = "text with tags"


def form_of(text: str) -> Form:
    """What a dump is written in.

    >>> form_of("Home | News"), form_of("<p>It rained.</p><p>It poured.</p>")
    (<Form.TEXT: 'text'>, <Form.HTML: 'html'>)
    >>> form_of("He said <b>no</b>.\\n\\nThen <i>yes</i>.\\n\\nThen nothing.")
    <Form.MIXED: 'text with tags'>
    """
    if "<" not in text:
        return Form.TEXT
    start = _first_tag(text)
    if _PAGE.match(text, start):
        return Form.HTML
    if _JSON.match(text, start):
        return Form.TEXT
    below = _ROOT_BELOW.search(text, start, start + _HEAD)
    if below and _is_markup(_without_code(text[below.start() : below.start() + _WINDOW])):
        return Form.HTML
    window = _without_code(text[start : start + _WINDOW])
    is_markup = _is_wrapped(window) or _is_markup(window)
    return _form_of_breaks(window) if is_markup else Form.TEXT


def _first_tag(text: str) -> int:
    """Where a dump begins, after white space, marks, comments and instructions of XML."""
    place = 0
    for _ in range(_MOST_PROLOG):
        place = _BEFORE.match(text, place).end()  # type: ignore[union-attr]  # it may be empty
        end = "-->" if text.startswith("<!--", place) else "?>"
        if end == "?>" and not text.startswith("<?", place):
            return place
        found = text.find(end, place)
        if found < 0:
            return place
        place = found + len(end)
    return place


def _without_code(text: str) -> str:
    """A dump without its scripts, style sheets and comments."""
    for begin, end in _CODE:
        text = _without(text, begin, end)
    return text


def _without(text: str, begin: str, end: str) -> str:
    """A text without what stands between two marks; to its end where the second is missing."""
    small = text.lower()
    if len(small) != len(text):  # a letter that grows: the places would not agree
        small = text
    kept, place = [], 0
    while (start := small.find(begin, place)) >= 0:
        kept.append(text[place:start])
        stop = small.find(end, start)
        place = len(text) if stop < 0 else stop + len(end)
    return "".join([*kept, text[place:]])


def _is_wrapped(window: str) -> bool:
    """Whether a dump of a few lines begins with a block, which is closed or has attributes."""
    opening = _BLOCK.match(window)
    if opening is None or len(_tagged(window)) > _FEW_LINES:
        return False
    tail = window.rstrip().lower()
    return "=" in opening[2] or tail.endswith((f"</{opening[1].lower()}>", "/>", "<br>"))


def _tagged(window: str) -> list[bool]:
    """For each line that prints anything, whether it holds a tag of HTML."""
    return [_TAG.search(line) is not None for line in window.splitlines() if line.strip()]


def _is_markup(window: str) -> bool:
    """Whether tags stand all over a dump, and stand for what they say."""
    tags = _TAG.findall(window)
    if len(tags) < _FEW_TAGS:
        return False
    lines = _tagged(window)
    return (
        sum(lines) >= _TAGGED * len(lines) and _spread(window, lines) and _are_meant(window, tags)
    )


def _spread(window: str, lines: list[bool]) -> bool:
    """Whether there are tags in all parts of a dump, or in most, and beside its text."""
    third = len(lines) // 3
    if third < _FEW_LINES:
        return True
    thirds = (lines[:third], lines[third : 2 * third], lines[2 * third :])
    without = sum([1 for each in thirds if sum(each) < _TAGGED_THIRD * len(each)])
    if without != 1:
        return not without
    texts = [_TAG.sub("", line).strip() for line in window.splitlines() if _TAG.search(line)]
    return sum(map(bool, texts)) >= _TAGGED_TEXT * len(texts)


def _are_meant(window: str, tags: list[tuple[str, str, str]]) -> bool:
    """Whether tags are markup: neither named, nor code, nor of another language."""
    balance: Counter[str] = Counter()
    coded = 0
    for slash, name, attributes in tags:
        if name.lower() not in _SELDOM_CLOSED:
            balance[name.lower()] += -1 if slash else 1
        coded += _IN_CODE.search(attributes) is not None
    closing = _CLOSING.findall(window)
    foreign = sum([1 for name in closing if not _KNOWN.fullmatch(name)])
    return (
        sum(map(abs, balance.values())) <= _UNMATCHED * len(tags)
        and coded <= _CODED * len(tags)
        and foreign <= _FOREIGN * len(closing)
    )


def _form_of_breaks(window: str) -> Form:
    """Whether the line breaks of a dump with tags are breaks, as in text, or mere white space.

    They are where many lines neither follow a block nor begin with one, and stand apart from the line
    before by a blank one, or outside of every block.
    """
    bare = printed = depth = 0
    after_block, blank = True, False
    for line in map(str.strip, window.splitlines()):
        if not line:
            blank = True
            continue
        printed += 1
        bare += (blank or depth <= 0) and not (after_block or _BOX.match(line))
        depth += sum([_step(tag.lower()) for tag in _BOX.findall(line)])
        after_block, blank = _ends_with_block(line), False
    return Form.MIXED if bare > _BARE * printed else Form.HTML


def _ends_with_block(line: str) -> bool:
    return line.endswith(">") and _BOX.match(line, line.rfind("<")) is not None


def _step(tag: str) -> int:
    """How a tag changes the number of blocks that are open."""
    return 0 if tag in _ALONE else -1 if tag.startswith("</") else 1
