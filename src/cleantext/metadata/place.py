"""Where it was filed from, and the outlet: datelines and site names, which often share a line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cleantext.features import Char
from cleantext.folding import fold
from cleantext.model import Found, Kind, Rule

if TYPE_CHECKING:
    from cleantext.metadata.page import Page

PREFIX = Rule(
    id="dateline.prefix",
    kind=Kind.DATELINE,
    confidence=0.9,
    why="A place and an agency or outlet before the first sentence.",
    hits=("RABAT, Jan 5 (Reuters) - The bank said ...", "القاهرة (رويترز) - قال ..."),
    misses=("The bank (the oldest in town) - said ...",),
)
OWN_LINE = Rule(
    id="dateline.own_line",
    kind=Kind.DATELINE,
    confidence=0.9,
    why="A place and the outlet's name on a line of their own, right above the body.",
)
FROM = Rule(
    id="dateline.outlet_from_place",
    kind=Kind.DATELINE,
    confidence=0.9,
    why="The outlet, a word for from, the place and a colon before the first sentence.",
)
SITE_REPEATED = Rule(
    id="site.repeated",
    kind=Kind.SITE,
    confidence=0.85,
    why="A short name that stands beside the headline or the place, and elsewhere on the page.",
)
SITE_BESIDE_DATE = Rule(
    id="site.beside_date",
    kind=Kind.SITE,
    confidence=0.75,
    why="A name right between date and author, under the headline.",
)
SITE_OF_RIGHTS = Rule(
    id="site.of_copyright",
    kind=Kind.SITE_NAME,
    confidence=0.85,
    why="A name on a line of its own that the copyright line names as the owner.",
)
RULES = (PREFIX, OWN_LINE, FROM, SITE_REPEATED, SITE_BESIDE_DATE, SITE_OF_RIGHTS)

_NAME = r"[^\W\d_][^\n()|:–—]{1,38}?"
# PLACE (AGENCY) - ; PLACE, Jan 5 (AGENCY) -- ; the agency must be one we know.
_AGENCY_PREFIX = re.compile(
    rf"(?P<place>{_NAME})(?:\s{{0,3}}[,،]\s{{0,3}}[^()\n]{{1,24}}?)?\s{{0,3}}\((?P<agency>[^()\n]{{2,30}})\)\s{{0,3}}[-–—ـ:]{{1,2}}"
)
# PLACE, Jan 5 (NAME) - ; a month and a day beside it vouch for the name.
_DATED_PREFIX = re.compile(
    rf"(?P<place>{_NAME}),\s{{1,3}}[^\W\d_]{{3,10}}\.?\s{{1,3}}\d{{1,2}}\s{{0,3}}\([^()\n]{{2,30}}\)\s{{0,3}}[-–—]{{1,2}}\s"
)
# PLACE - AGENCY: , the agency again one we know.
_PLACE_AND_AGENCY = re.compile(
    rf"(?P<place>{_NAME})\s{{0,3}}[-–—/،,]\s{{0,3}}(?P<agency>[^\n:()]{{2,24}}?)\s{{0,3}}[-–—:]\s"
)
_FROM_PREFIX = re.compile(
    r"(?P<site>[^\W\d_]\w{2,20}(?:\s\w{2,20}){0,2})\s{1,3}من\s{1,3}(?P<place>\w{2,20}(?:\s\w{2,20}){0,2})\s{0,3}:"
)
_PAIR = re.compile(r"(?P<left>[^-–—|:]{2,40}?)\s{0,3}(?:[-–—|])\s{0,3}(?P<right>[^-–—|:]{2,40})")

_MAX_WORDS_OF_A_PAIR = 9
_MAX_WORDS_OF_A_SITE = 4

Places = dict[str, tuple[int, Found]]


def find_places(page: Page) -> Places:
    """`dateline` and `site`, each with its line, as far as prefix or own line state them."""
    if not page.body:
        return {}
    first = page.first_paragraph
    return _from_prefix(page, first) or _own_line(page, first)


def _from_prefix(page: Page, line: int) -> Places:
    text = page.document.texts[line][:120]
    match = _FROM_PREFIX.match(text)
    if match:
        return {
            "dateline": (line, page.found(match["place"], line, FROM, match.span("place"))),
            "site": (line, page.found(match["site"], line, FROM, match.span("site"))),
        }
    match = _DATED_PREFIX.match(text) or _with_agency(page, text)
    if not match:
        return {}
    place = match["place"].strip()
    start = match.start("place")
    return {"dateline": (line, page.found(place, line, PREFIX, (start, start + len(place))))}


def _with_agency(page: Page, text: str) -> re.Match[str] | None:
    agencies = page.known("agencies")
    for pattern in (_AGENCY_PREFIX, _PLACE_AND_AGENCY):
        match = pattern.match(text)
        if match and fold(match["agency"]) in agencies:
            return match
    return None


def _own_line(page: Page, first: int) -> Places:
    """`Rabat - The Outlet` right above the body, where the outlet is named elsewhere as well."""
    for line in range(first - 1, max(-1, first - 4), -1):
        if page.features.words[line] <= _MAX_WORDS_OF_A_PAIR and Kind.DATE not in page.kinds(line):
            match = _PAIR.fullmatch(page.document.texts[line])
            found = _place_and_site(page, line, match) if match else {}
            if found:
                return found
    return {}


def _place_and_site(page: Page, line: int, pair: re.Match[str]) -> Places:
    """Which side of a pair is the outlet, and so the other one the place."""
    for site, place in (("right", "left"), ("left", "right")):
        if _stands_elsewhere(page, line, fold(pair[site])):
            return {
                "dateline": (line, _side(page, line, pair, place)),
                "site": (line, _side(page, line, pair, site)),
            }
    return {}


def _side(page: Page, line: int, pair: re.Match[str], side: str) -> Found:
    start = pair.start(side) + len(pair[side]) - len(pair[side].lstrip())
    value = pair[side].strip()
    return page.found(value, line, OWN_LINE, (start, start + len(value)))


def _stands_elsewhere(page: Page, line: int, key: str) -> bool:
    """Whether a name begins or ends another line outside the body, or is one."""
    if not key or key.count(" ") >= _MAX_WORDS_OF_A_SITE or not any(char.isalpha() for char in key):
        return False
    return any(
        other != line
        and page.is_above(other)
        and (text == key or text.startswith(key + " ") or text.endswith(" " + key))
        for other, text in enumerate(page.features.keys)
    )


# Bars and dashes between the parts of a line; a dash has a space before it.
_PARTING = re.compile(r"\s{1,4}[-–—|•»:]{1,2}\s{0,4}|\s{0,4}\|\s{0,4}")


def find_site(
    page: Page, title: tuple[int, Found] | None, authors: tuple[int, ...]
) -> tuple[int, Found] | None:
    """The outlet's name: beside the headline in `headline - site`, or a lone word beside date and author."""
    return _beside_title(page, title) or _beside_date(page, title, authors) or _with_rights(page)


def _beside_title(page: Page, title: tuple[int, Found] | None) -> tuple[int, Found] | None:
    if title is None:
        return None
    key = fold(str(title[1].value))
    for line, text in enumerate(page.features.keys):
        if key and text != key and key in text and page.is_above(line):
            raw = page.document.texts[line]
            span = _beside(raw, text.replace(key, " ").split())
            if span:
                return line, page.found(raw[slice(*span)], line, SITE_REPEATED, span)
    return None


def _beside(text: str, rest: list[str]) -> tuple[int, int] | None:
    """The place of the piece beside a bar that is all that a line says but the headline."""
    if not 0 < len(rest) <= _MAX_WORDS_OF_A_SITE:
        return None
    bars = [(bar.start(), bar.end()) for bar in _PARTING.finditer(text)]
    for (_, start), (end, _) in pairwise([(0, 0), *bars, (len(text), len(text))]):
        if fold(text[start:end]) == " ".join(rest):
            return start, end
    return None


def _with_rights(page: Page) -> tuple[int, Found] | None:
    """A short line that a copyright line names as the owner."""
    rights = [page.features.keys[line] for line in page.by_kind.get(Kind.COPYRIGHT, ())]
    rights = [key for key in rights if key.count(" ") <= _MAX_WORDS_OF_RIGHTS]
    for line, key in enumerate(page.features.keys if rights else ()):
        named = any([key in right for right in rights]) and len(key) >= _MIN_LETTERS_OF_A_SITE
        named = named and key.count(" ") < _MAX_WORDS_OF_A_SITE and _owns(key, rights)
        if named and page.is_above(line) and not page.is_shut(line):
            return line, page.found(page.document.texts[line], line, SITE_OF_RIGHTS)
    return None


_MAX_WORDS_OF_RIGHTS = 20
_MIN_LETTERS_OF_A_SITE = 4


def _owns(key: str, rights: list[str]) -> bool:
    """Whether a copyright line ends with a name, or names it right beside its sign or year."""
    return any([_names_owner(f" {line} ", key) for line in rights if line != key])


def _names_owner(line: str, key: str) -> bool:
    for name in (f" {key} ", f" ل{key} "):  # in Arabic, "to" is written onto the name
        if line.endswith((name, f"{name}0 ")) or f" 0{name}" in line or f" ©{name}" in line:
            return True
    return False


# A name of several words that begins with the Arabic article is an outlet's rather than a person's.
_ARTICLE = "ال"


def _beside_date(
    page: Page, title: tuple[int, Found] | None, authors: tuple[int, ...]
) -> tuple[int, Found] | None:
    if title is None or not authors:
        return None
    for line in range(title[0] + 1, page.first_paragraph):
        near = {kind for other in (line - 1, line + 1) for kind in page.kinds(other)}
        beside_author = line + 1 in authors or line - 1 in authors
        if (
            Kind.DATE in near
            and beside_author
            and (page.features.words[line] == 1 or page.features.keys[line].startswith(_ARTICLE))
            and page.features.words[line] <= _MAX_WORDS_OF_A_SITE
            and not page.labels.get(line)
            and page.features.last[line] != Char.END
        ):
            return line, page.found(page.document.texts[line], line, SITE_BESIDE_DATE)
    return None
