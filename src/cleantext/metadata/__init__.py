"""Metadata that abstains: each field is read from where its line stands, or it is absent.

The zones are drawn when this stage begins. It finds the headline first, since date, byline and site
are told by where they stand to it, and says which lines turned out to be metadata.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.features import Char
from cleantext.folding import fold
from cleantext.metadata.byline import find_authors
from cleantext.metadata.claims import SHOWN_AUTHOR, SHOWN_DATE, claims_of, find_plain
from cleantext.metadata.dates import UNDER_LEAD, find_own_dates
from cleantext.metadata.declared import TITLE as MARKED_TITLE
from cleantext.metadata.declared import find_declared
from cleantext.metadata.genre import find_genre
from cleantext.metadata.headline import find_headline, title_lines
from cleantext.metadata.language import DETECTOR as DETECTOR
from cleantext.metadata.language import find_language
from cleantext.metadata.leads import find_keywords, find_kicker, find_summary
from cleantext.metadata.people import find_people
from cleantext.metadata.place import find_places
from cleantext.metadata.site import find_site
from cleantext.metadata.times import find_times
from cleantext.metadata.title import AGAIN, find_duplicates, find_title
from cleantext.model import Found, Kind, Rule, Span, Zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleantext.metadata.claims import Claims, Entry
    from cleantext.metadata.declared import Declared
    from cleantext.metadata.page import Page

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
UNDER_TITLE = Rule(
    id="place.under_title",
    kind=Kind.CAPTION,
    confidence=0.7,
    why="A line between headline and body that is no sentence: the caption of the picture there.",
)
NAMED = Rule(
    id="site.named",
    kind=Kind.SITE_NAME,
    confidence=0.85,
    why="The outlet's own name on a line of its own.",
)
RULES = (LEAD_IN, GIVEN, UNDER_TITLE, NAMED)

Lines = dict[int, tuple[Kind, Rule]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What a dump marks, and what a page of HTML declares."""

    declared: Declared
    claims: Claims | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields that were found, and the lines that turned out to be metadata.

    `found` holds a tuple of one `Found` a field, of several under `authors`; a field that the page
    does not state is absent. `lines` gives the kind and the rule of each line that this stage is
    sure about.
    """

    found: Mapping[str, tuple[Found, ...]]
    lines: Lines


def read_metadata(page: Page, language: str | None = None) -> Metadata:
    """Everything that a page says about its article; `language` overrides what is detected."""
    found: dict[str, tuple[Found, ...]] = {}
    lines: Lines = {}
    if len(page.zones):
        found |= _language(page, language)
    claims = claims_of(page)
    if page.body:
        _read_all(page, _Evidence(declared=find_declared(page), claims=claims), found, lines)
    elif claims and claims.declare_article:
        title = _declared_title(claims, None, found, lines)
        _weigh(claims, title[0] if title else None, {"authors": []}, found, lines)
    lines = {line: own for line, own in lines.items() if not _is_in_thread(page, line, own[0])}
    return Metadata(found=found, lines=lines)


def _is_in_thread(page: Page, line: int, kind: Kind) -> bool:
    """Whether a name or a date is that of a comment or of another story, by the markup around it."""
    boxes = [label.rule.kind for label in page.labels.get(line, ()) if label.rule.is_of_markup]
    return kind in _SIGNED and not _OTHERS.isdisjoint(boxes)


_SIGNED = frozenset((Kind.BYLINE, Kind.DATE))
_OTHERS = frozenset((Kind.COMMENTS, Kind.RELATED))


def _read_all(
    page: Page, evidence: _Evidence, found: dict[str, tuple[Found, ...]], lines: Lines
) -> None:
    """Everything that a page with an article says."""
    declared = evidence.declared
    title = _title(page, declared)
    if evidence.claims:
        title = _declared_title(evidence.claims, title, found, lines)
    if title:
        _place_title(page, title, found, lines)
    _place_others(page, title, found, lines, evidence)
    if "title" in declared and "title" not in found:
        found["title"] = (declared["title"][1],)
    genre = find_genre(page, str(found["title"][0].value) if "title" in found else None)
    if genre:
        found["genre"] = (genre,)


def _language(page: Page, given: str | None) -> dict[str, tuple[Found, ...]]:
    read = page.body or range(len(page.zones))
    span = Span(start=page.document.starts[read[0]], end=page.document.ends[read[-1]])
    if given:
        return {"language": (Found(value=given, span=span, rule=GIVEN),)}
    texts, keys = page.document.texts, page.features.keys
    detected = find_language(
        [keys[line] for line in read],
        " ".join([texts[line] for line in read]),
        page.features.scripts,
    )
    return (
        {"language": (Found(value=detected[0], span=span, rule=detected[1]),)} if detected else {}
    )


def _title(page: Page, declared: Declared) -> tuple[int, Found] | None:
    """The headline and its line: the one that the dump marks, or the one that stands like one."""
    marked = declared.get("title")
    if marked and marked[1].rule is MARKED_TITLE:
        return marked
    return find_title(page)


def _declared_title(
    claims: Claims,
    visible: tuple[int, Found] | None,
    found: dict[str, tuple[Found, ...]],
    lines: Lines,
) -> tuple[int, Found] | None:
    """The headline that markup and text agree on, if it stands in the text; its lines are the title's."""
    entries = find_headline(claims, visible)
    if not entries:
        return None
    found["title"] = tuple([entry for _, entry in entries])
    line, best = entries[0]
    if line is None:
        return None
    for each, rule in title_lines(claims, line, str(best.value)).items():
        lines[each] = (Kind.TITLE, rule)
    return line, best


def _place_title(
    page: Page, title: tuple[int, Found], found: dict[str, tuple[Found, ...]], lines: Lines
) -> None:
    line, value = title
    found.setdefault("title", (value,))
    lines.setdefault(line, (Kind.TITLE, value.rule))
    above = [other for other in range(line) if page.zones[other] is Zone.BODY]
    if len(above) <= _MOST_LEAD_INS:
        lines |= dict.fromkeys(above, (Kind.UNCLASSIFIED, LEAD_IN))
    for again in find_duplicates(page, line, str(value.value)):
        if Kind.COMMENTS in page.kinds(again):  # "3 comments on ..."
            continue
        lines[again] = (Kind.DUPLICATE_TITLE, AGAIN)
    kicker = find_kicker(page, line)
    if kicker and kicker[0] not in lines:
        found["kicker"] = (kicker[1],)
        lines[kicker[0]] = (Kind.KICKER, kicker[1].rule)
    for between in range(line + 1, page.first_paragraph):
        if between not in lines and _is_caption(page, between):
            lines[between] = (Kind.CAPTION, UNDER_TITLE)


# More lines of the body above the headline than these are no stray lines: an article may begin with a list.
_MOST_LEAD_INS = 3
_MIN_WORDS_OF_A_CAPTION = 4


def _is_caption(page: Page, line: int) -> bool:
    """A line between headline and body that no rule knows, and that is no sentence."""
    features = page.features
    return bool(
        page.zones[line] is not Zone.BODY
        and not page.labels.get(line)
        and features.words[line] >= _MIN_WORDS_OF_A_CAPTION
        and features.last[line] != Char.END
    )


def _name_sites(page: Page, site: Found, lines: Lines) -> None:
    """The outlet's name on lines of its own."""
    key = fold(str(site.value))
    for line, text in enumerate(page.features.keys):
        plain = text == key and page.features.last[line] != Char.SIGN  # "The Outlet -" is a crumb
        if plain and line not in lines and not _is_attribution(page, line):
            lines[line] = (Kind.SITE_NAME, NAMED)


def _is_attribution(page: Page, line: int) -> bool:
    """Whether the outlet's name is part of the body, or says whose the story above it is."""
    if page.zones[line] is not Zone.TAIL:
        return page.zones[line] is Zone.BODY
    below_story = line > 0 and page.features.words[line - 1] >= _WORDS_OF_A_STORY
    in_list = page.features.repeats[line] >= _MANY_NAMES and below_story
    return page.sections.get(line) is Kind.RELATED or bool(in_list)


# In a list of stories, the outlet's name stands below so many headlines of so many words.
_MANY_NAMES, _WORDS_OF_A_STORY = 4, 5


def _place_others(
    page: Page,
    title: tuple[int, Found] | None,
    found: dict[str, tuple[Found, ...]],
    lines: Lines,
    evidence: _Evidence,
) -> None:
    declared = evidence.declared
    at = title[0] if title else None
    language = str(found["language"][0].value) if "language" in found else None
    single = {**find_own_dates(page, at, language), **find_places(page)}
    authors = _authors(page, at, single, declared)
    if evidence.claims:
        visible: dict[str, list[Entry]] = {"authors": list(authors)}
        visible |= {field: [single.pop(field)] for field in sorted(_TIMES & set(single))}
        _weigh(evidence.claims, at, visible, found, lines)
    elif authors:
        found["authors"] = tuple(author for _, author in authors)
    _fill(single, "site", find_site(page, title, tuple(line for line, _ in authors)))
    single |= {field: declared[field] for field in ("date", "site") if field in declared}
    _fill(single, "description", find_summary(page))
    keywords = find_keywords(page)
    if keywords:
        found["keywords"] = (*keywords, *found.get("keywords", ()))
    for field, (line, value) in single.items():
        found[field] = (*found.get(field, ()), value)
        _claim(page, lines, line, value.rule)
    for line, author in authors:
        _claim(page, lines, line, author.rule)
    if "site" in found:
        _name_sites(page, found["site"][0], lines)
    if title:
        _close_head(page, title[0], lines)


def _weigh(
    claims: Claims,
    title: int | None,
    visible: dict[str, list[Entry]],
    found: dict[str, tuple[Found, ...]],
    lines: Lines,
) -> None:
    """Bring what the markup declares together with what was read in the text."""
    page = claims.page
    entries = find_times(
        claims, title, {field: visible[field][0] for field in _TIMES & set(visible)}
    )
    entries["authors"] = find_people(claims, title, visible["authors"])
    for field, weighed in entries.items():
        if weighed:
            found[field] = tuple([entry for _, entry in weighed])
        for line, entry in weighed:
            if line is not None:
                shown = SHOWN_AUTHOR if field == "authors" else SHOWN_DATE
                _claim(page, lines, line, shown if entry.key else entry.rule)
    for field, values in find_plain(claims, page.first_paragraph).items():
        found[field] = (*found.get(field, ()), *values)


_TIMES = frozenset(("date", "modified"))


def _fill(single: Declared, field: str, value: tuple[int, Found] | None) -> None:
    """Take a value for a field that has none."""
    if value and field not in single:
        single[field] = value


def _authors(
    page: Page, title: int | None, single: Declared, declared: Declared
) -> tuple[tuple[int, Found], ...]:
    """The authors: those that the dump marks, those of a byline, or the agency beside the place."""
    beside = [found for field in ("author", "agency") if (found := single.pop(field, None))]
    if "authors" in declared:
        return (declared["authors"],)
    return find_authors(page, title) or tuple(beside[:1])


_OF_THE_HEAD = frozenset((Kind.DATE, Kind.BYLINE, Kind.DATELINE, Kind.SITE, Kind.DUPLICATE_TITLE))


def _close_head(page: Page, title: int, lines: Lines) -> None:
    """What stands between the headline and the last metadata above the body is not body."""
    head = range(title + 1, page.first_paragraph)
    last = max(
        (line for line in head if line in lines and lines[line][0] in _OF_THE_HEAD), default=title
    )
    for line in range(title + 1, last):
        if page.zones[line] is Zone.BODY and line not in lines:
            lines[line] = (Kind.CAPTION, UNDER_TITLE)


_GIVES_WAY = frozenset((Kind.UNCLASSIFIED, Kind.CAPTION))


def _claim(page: Page, lines: Lines, line: int, rule: Rule) -> None:
    """Give a line its metadata kind, unless it is the body's or spoken for already.

    A line of the body that holds a date among other words ("Dublin, 12 May: ...") stays there.
    """
    if rule.kind is Kind.DATE and page.zones[line] is Zone.BODY and not page.kinds(line):
        return
    if (page.is_above(line) or rule is UNDER_LEAD) and (
        line not in lines or lines[line][0] in _GIVES_WAY
    ):
        lines[line] = (rule.kind, rule)
