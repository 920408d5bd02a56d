"""What a raw dump is: plain text, a page of HTML, or text in which some tags were left."""

from __future__ import annotations

import re
from enum import Enum

# The elements of HTML that a tag in a dump may name; other words in angle brackets are text.
_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|"
    "main|meta|nav|noscript|ol|option|p|pre|q|s|script|section|select|small|span|strike|strong|style|"
    "sub|sup|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|video"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]{{0,2000}}>", re.IGNORECASE)
_PAGE = re.compile(
    r"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s|\?xml[^<>]{0,200}>\s*<!?(?:doctype\s+)?html)",
    re.IGNORECASE,
)
# So much of a dump is looked at, and a page says what it is within so many characters.
_WINDOW, _HEAD = 200_000, 20_000
# Text with fewer tags is text, and the layout cuts them off; with one a line or so it is a fragment.
_FEW_TAGS = 3
_TAGS_OF_A_LINE = 0.5


class Form(Enum):
    """What a dump is written in."""

    TEXT = "text"
    HTML = "html"
    MIXED = "text with tags"


def form_of(text: str) -> Form:
    """What a dump is written in.

    >>> form_of("Home | News"), form_of("<p>It rained.</p><p>It poured.</p>")
    (<Form.TEXT: 'text'>, <Form.HTML: 'html'>)
    >>> form_of("He said <b>no</b>.\\nThen <i>yes</i>.\\nThen\\nnothing\\nat\\nall\\nany\\nmore\\never\\nagain")
    <Form.MIXED: 'text with tags'>
    """
    if "<" not in text:
        return Form.TEXT
    if _PAGE.search(text[:_HEAD]):
        return Form.HTML
    window = text[:_WINDOW]
    tags = len(_TAG.findall(window))
    if tags < _FEW_TAGS:
        return Form.TEXT
    lines = sum([1 for line in window.splitlines() if line.strip()])
    return Form.HTML if tags >= _TAGS_OF_A_LINE * lines else Form.MIXED
