"""What leads into the article beside its headline: the kicker and the standfirst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.features import Char
from cleantext.model import Found, Kind, Rule, Zone

if TYPE_CHECKING:
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
RULES = (KICKER, SUMMARY)

_MIN_WORDS = 4
_MAX_WORDS = 40
_MIN_OVERLAP = 0.55


def find_kicker(page: Page, title: int) -> tuple[int, Found] | None:
    """The line right above the headline, or right under it, that leads in."""
    for line in (title - 1, title + 1):
        if 0 <= line < page.first_paragraph and _is_kicker(page, line):
            return line, page.found(page.document.texts[line], line, KICKER)
    return None


def _is_kicker(page: Page, line: int) -> bool:
    features = page.features
    return bool(
        _MIN_WORDS <= features.words[line] <= _MAX_WORDS
        and features.last[line] != Char.END
        and features.repeats[line] == 1
        and not page.labels.get(line)
        and page.overlap(line) >= _MIN_OVERLAP
    )


def find_summary(page: Page) -> tuple[int, Found] | None:
    """A line outside the body that a rule calls a summary."""
    for line in range(len(page.zones)):
        if page.zones[line] is not Zone.BODY and Kind.SUMMARY in page.kinds(line):
            return line, page.found(page.document.texts[line], line, SUMMARY)
    return None
