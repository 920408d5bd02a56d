"""What leads into the article and out of it: the kicker, the standfirst, the tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.features import Char
from cleantext.model import Found, Kind, Rule, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.metadata.page import Page

KICKER = Rule(
    id="kicker.beside_title",
    kind=Kind.KICKER,
    confidence=0.75,
    why="A line right beside the headline that shares its words with the body, but is not a sentence.",
)
SUMMARY = Rule(
    id="summary.under_title",
    kind=Kind.SUMMARY,
    confidence=0.7,
    why="A sentence between headline and body, under a label for summaries.",
)
TAG = Rule(
    id="tags.listed",
    kind=Kind.TAGS,
    confidence=0.9,
    why="It is listed under a heading for tags, or is a hashtag.",
)
RULES = (KICKER, SUMMARY, TAG)

# One tag: up to a comma, a bar or another hash sign.
_TAG = re.compile(r"[^#,،|;•·]+")

_MIN_WORDS = 4
_MAX_WORDS = 40
_MIN_OVERLAP = 0.55
_MIN_OVERLAP_ABOVE = 0.2


def find_kicker(page: Page, title: int) -> tuple[int, Found] | None:
    """The line right above the headline, or right under it, that leads in."""
    for line, least in ((title - 1, _MIN_OVERLAP_ABOVE), (title + 1, _MIN_OVERLAP)):
        inside = 0 <= line < page.first_paragraph
        if inside and _is_kicker(page, line) and page.overlap(line) >= least:
            strip = line < title and _is_headline(page, line - 1)
            return None if strip else (line, page.found(page.document.texts[line], line, KICKER))
    return None


def _is_kicker(page: Page, line: int) -> bool:
    return (
        page.zones[line] is not Zone.BODY
        and page.features.repeats[line] == 1
        and _is_headline(page, line)
    )


def _is_headline(page: Page, line: int) -> bool:
    """A line as long as a headline that no rule knows; two of them above the title are a ticker."""
    features = page.features
    return bool(
        line >= 0
        and _MIN_WORDS <= features.words[line] <= _MAX_WORDS
        and features.last[line] != Char.END
        and not page.labels.get(line)
    )


def find_summary(page: Page) -> tuple[int, Found] | None:
    """A line outside the body that a rule calls a summary."""
    for line in page.by_kind.get(Kind.SUMMARY, ()):
        if page.zones[line] is not Zone.BODY:
            return line, page.found(page.document.texts[line], line, SUMMARY)
    return None


def find_keywords(page: Page) -> tuple[Found, ...]:
    """The article's tags: the lines under a heading for tags, and lines of hashtags."""
    tagged = {line for line, kind in page.sections.items() if kind is Kind.TAGS}
    for line in page.by_kind.get(Kind.TAGS, ()):
        hashtags = any([label.rule.id == "shape.hashtags" for label in page.labels[line]])
        if hashtags or (_labelled(page, line) and page.zones[line] is not Zone.BODY):
            tagged.add(line)
    return tuple([found for line in sorted(tagged) for found in _tags(page, line)])


# "Tags: ferry, harbour": the label before the tags has at most so many characters.
_LABEL = re.compile(r"[^:：,،]{2,40}[:：]\s{0,3}(?=\S)")


def _labelled(page: Page, line: int) -> re.Match[str] | None:
    """The label of tags that stand on its own line."""
    return _LABEL.match(page.document.texts[line])


def _tags(page: Page, line: int) -> Iterator[Found]:
    text = page.document.texts[line]
    label = _labelled(page, line)
    for match in _TAG.finditer(text, label.end() if label else 0):
        tag = match[0].strip()
        if tag:
            start = text.index(tag, match.start())
            yield page.found(tag, line, TAG, (start, start + len(tag)))
