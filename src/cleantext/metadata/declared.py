"""What a dump declares in markup: the fields of corpora that keep one article a record.

`<TITLE>...</TITLE>`, `<TIME>`, `<AUTHOR>`, `<SRC>` around the article's `<TEXT>`: collections of news
text are often kept so. The layout cuts the tags off their lines, so a field is a line under its tag.
A story link that names outlet and headline (`رابط الخبر بصحيفة X: TITLE`) declares them as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.calendars import find_dates, load_words
from cleantext.model import Found, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleantext.metadata.page import Page

TITLE = Rule(
    id="declared.title", kind=Kind.TITLE, confidence=0.97,
    why="The dump marks it as the headline.",
)  # fmt: skip
DATE = Rule(
    id="declared.date", kind=Kind.DATE, confidence=0.97,
    why="The dump marks it as the date of the article.",
)  # fmt: skip
AUTHOR = Rule(
    id="declared.author", kind=Kind.BYLINE, confidence=0.95,
    why="The dump marks it as the author.",
)  # fmt: skip
SITE = Rule(
    id="declared.site", kind=Kind.SITE, confidence=0.95,
    why="The dump marks it as the source.",
)  # fmt: skip
LINKED = Rule(
    id="declared.story_link", kind=Kind.DUPLICATE_TITLE, confidence=0.93,
    why="A link to the story under the body that names the outlet and the headline.",
    hits=("رابط الخبر بصحيفة المرفأ: عودة العبارة إلى الميناء",),
    misses=("رابط الخبر",),
)  # fmt: skip
RULES = (TITLE, DATE, AUTHOR, SITE, LINKED)

_FIELDS: Mapping[str, tuple[str, Rule]] = {
    **dict.fromkeys(("title", "headline", "hl", "hl1"), ("title", TITLE)),
    **dict.fromkeys(("time", "date", "date_time", "datetime", "pubdate", "dd"), ("date", DATE)),
    **dict.fromkeys(("author", "byline", "creator"), ("authors", AUTHOR)),
    **dict.fromkeys(("src", "source", "site", "publisher"), ("site", SITE)),
}
_TAG = re.compile(r"<([A-Za-z]\w{0,20})>")
_STORY_LINK = re.compile(
    r"رابط (?:الخبر|المقال|الموضوع|التقرير)\s{1,3}"
    r"(?:(?:ب|في |على )?(?:صحيفة|موقع|جريدة|وكالة|شبكة|بوابة)\s{1,3})?"
    r"(?P<site>[^\n:]{2,40}?)\s{0,3}:\s{0,3}(?P<title>\S[^\n]{5,300})"
)

Declared = dict[str, tuple[int, Found]]


def find_declared(page: Page) -> Declared:
    """The fields that the dump marks, each with its line."""
    found: Declared = {}
    for line, text in enumerate(page.document.texts[:-1]):
        tag = _TAG.fullmatch(text) if text[0] == "<" else None
        if tag and tag[1].lower() in _FIELDS and page.document.texts[line + 1][0] != "<":
            field, rule = _FIELDS[tag[1].lower()]
            value = _value(page, line + 1, field, rule)
            if value:
                found.setdefault(field, (line + 1, value))
    for line in page.by_kind.get(Kind.DUPLICATE_TITLE, ()):
        for field, value in _linked(page, line):
            found.setdefault(field, (line, value))
    return found


def _value(page: Page, line: int, field: str, rule: Rule) -> Found | None:
    if field != "date":
        return page.found(page.document.texts[line], line, rule)
    dates = find_dates(page.document.texts[line], load_words(), day_first=True)
    return page.found(dates[0].value, line, rule, (dates[0].start, dates[0].end)) if dates else None


def _linked(page: Page, line: int) -> Iterator[tuple[str, Found]]:
    """Outlet and headline of a link to the story."""
    match = _STORY_LINK.match(page.document.texts[line])
    if match:
        for field in ("site", "title"):
            yield field, page.found(match[field].strip(), line, LINKED, match.span(field))
