"""Metadata that abstains: each field is read from where its line stands, or it is absent.

The zones are drawn when this stage begins. It finds the headline first, since date, byline and site
are told by where they stand to it, and says which lines turned out to be metadata.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.metadata.byline import find_authors
from cleantext.metadata.dates import find_own_dates
from cleantext.metadata.language import DETECTOR, find_language
from cleantext.metadata.leads import find_keywords, find_kicker, find_summary
from cleantext.metadata.page import Page
from cleantext.metadata.place import find_places, find_site
from cleantext.metadata.title import AGAIN, find_duplicates, find_title
from cleantext.model import Found, Kind, Rule, Span, Zone

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAD_IN = Rule(
    id="place.above_title",
    kind=Kind.UNCLASSIFIED,
    confidence=0.7,
    why="It stands above the headline.",
)
GIVEN = Rule(
    id="language.given",
    kind=Kind.UNCLASSIFIED,
    confidence=0.99,
    why="The caller gave the language.",
)
RULES = (LEAD_IN, GIVEN)

Lines = dict[int, tuple[Kind, Rule]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields that were found, and the lines that turned out to be metadata.

    `found` holds a tuple of one `Found` a field, of several under `authors`; a field that the page
    does not state is absent. `lines` gives the kind and the rule of each line that this stage is
    sure about.
    """

    found: Mapping[str, tuple[Found, ...]]
    lines: Mapping[int, tuple[Kind, Rule]]


def read_metadata(page: Page, language: str | None = None) -> Metadata:
    """Everything that a page says about its article; `language` overrides what is detected."""
    found: dict[str, tuple[Found, ...]] = {}
    lines: Lines = {}
    if page.body:
        found |= _language(page, language)
        title = find_title(page)
        if title:
            _place_title(page, title, found, lines)
        _place_others(page, title, found, lines)
    return Metadata(found=found, lines=lines)


def _language(page: Page, given: str | None) -> dict[str, tuple[Found, ...]]:
    span = Span(start=page.document.starts[page.body[0]], end=page.document.ends[page.body[-1]])
    if given:
        return {"language": (Found(value=given, span=span, rule=GIVEN),)}
    texts, keys = page.document.texts, page.features.keys
    detected = find_language(
        [keys[line] for line in page.body], " ".join([texts[line] for line in page.body]), page.features.scripts
    )
    return {"language": (Found(value=detected[0], span=span, rule=detected[1]),)} if detected else {}


def _place_title(page: Page, title: tuple[int, Found], found: dict[str, tuple[Found, ...]], lines: Lines) -> None:
    line, value = title
    found["title"] = (value,)
    lines[line] = (Kind.TITLE, value.rule)
    for above in range(line):
        if page.zones[above] is Zone.BODY:
            lines[above] = (Kind.UNCLASSIFIED, LEAD_IN)
    kicker = find_kicker(page, line)
    if kicker:
        found["kicker"] = (kicker[1],)
        lines[kicker[0]] = (Kind.KICKER, kicker[1].rule)
    for again in find_duplicates(page, line, str(value.value)):
        lines[again] = (Kind.DUPLICATE_TITLE, AGAIN)


def _place_others(page: Page, title: tuple[int, Found] | None, found: dict[str, tuple[Found, ...]], lines: Lines) -> None:
    at = title[0] if title else None
    language = str(found["language"][0].value) if "language" in found else None
    authors = find_authors(page, at)
    if authors:
        found["authors"] = tuple(author for _, author in authors)
    single = {
        **find_own_dates(page, at, language),
        **find_places(page),
    }
    if "site" not in single:
        site = find_site(page, title, tuple(line for line, _ in authors))
        single |= {"site": site} if site else {}
    keywords = find_keywords(page)
    if keywords:
        found["keywords"] = keywords
    summary = find_summary(page)
    single |= {"description": summary} if summary else {}
    for field, (line, value) in single.items():
        found[field] = (value,)
        _claim(page, lines, line, value.rule)
    for line, author in authors:
        _claim(page, lines, line, author.rule)


def _claim(page: Page, lines: Lines, line: int, rule: Rule) -> None:
    """Give a line its metadata kind, unless it is the body's or spoken for already."""
    if page.zones[line] is not Zone.BODY and (line not in lines or lines[line][0] is Kind.UNCLASSIFIED):
        lines[line] = (rule.kind, rule)
