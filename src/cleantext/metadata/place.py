"""Where it was filed from: datelines, before the first sentence or on a line of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.folding import fold
from cleantext.lexicon import places
from cleantext.metadata.byline import is_name
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
RULES = (PREFIX, OWN_LINE, FROM)

_NAME = r"[^\W\d_][^\n()\[\]|:–—]{1,38}?"
_DASH = r"\s{0,3}(?:[-–—]{1,2}|ـ)\s{0,3}"
# PLACE (AGENCY) - ; PLACE, COUNTRY (AGENCY) -- ; the place or the agency must be one we know.
_AGENCY_PREFIX = re.compile(
    rf"\(?(?P<place>{_NAME}(?:\s{{0,3}}[,،]\s{{0,3}}[^()\n]{{1,24}}?)?)\s{{0,3}}[(\[](?P<agency>[^()\[\]\n]{{2,60}})[)\]]\s{{0,3}}(?:[-–—ـ:.]{{1,2}}|$|(?=\w))"
)
# PLACE, Jan 5 (NAME) - ; a month and a day beside it vouch for the name.
_DATED_PREFIX = re.compile(
    rf"(?P<place>{_NAME}),\s{{1,3}}[^\W\d_]{{3,10}}\.?\s{{1,3}}\d{{1,2}}\s{{0,3}}\([^()\n]{{2,30}}\)\s{{0,3}}[-–—]{{1,2}}\s"
)
# PLACE - AGENCY: , or AGENCY - PLACE: , in brackets or not; one of them is one we know.
_PLACE_AND_AGENCY = re.compile(
    rf"[(\[]?(?P<place>{_NAME})(?:{_DASH}|\s{{0,3}}[/،,]\s{{0,3}})(?P<agency>[^\n:()\[\]]{{2,32}}?)\s{{0,3}}(?:[-–—:)\]]|ـ\s)"
)
# PLACE - , PLACE: , alone: only a place that we know.
_PLACE_ALONE = re.compile(
    rf"[(\[]?(?P<place>{_NAME})\s{{0,3}}[)\]]?\s{{0,3}}(?:[-–—:]{{1,2}}|ـ)\s{{0,3}}(?=\S)"
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


_CHARS_OF_A_PREFIX = 140


def _from_prefix(page: Page, line: int) -> Places:
    text = page.document.texts[line][:_CHARS_OF_A_PREFIX]
    match = _FROM_PREFIX.match(text)
    if match:
        return {
            "dateline": (line, page.found(match["place"], line, FROM, match.span("place"))),
            "site": (line, page.found(match["site"], line, FROM, match.span("site"))),
        }
    match = _DATED_PREFIX.match(text)
    span = match.span("place") if match else _with_agency(page, text) or _alone(text)
    if not span:
        return {}
    start, end = _bare(text, *span)
    dated = _DAY_AFTER.search(text, start, end)
    end = dated.start() if dated else end
    return {"dateline": (line, page.found(text[start:end], line, PREFIX, (start, end)))}


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the marks and spaces at its edges."""
    part = text[start:end]
    start += len(part) - len(part.lstrip(_EDGES))
    return start, start + len(part.strip(_EDGES))


# "Paris, 3 mai": the day is not of the place.
_DAY_AFTER = re.compile(r"\s{0,3}[,،]\s{0,3}\d")
_EDGES = " \t\xa0()[]،,.-–—:\u200f\u200e"


def _is_place(text: str) -> bool:
    """Whether a name, or what stands before its first comma, is a place that we know."""
    return fold(text) in places() or fold(re.split("[,،/]", text, maxsplit=1)[0]) in places()


def _with_agency(page: Page, text: str) -> tuple[int, int] | None:
    """The place in `PLACE (AGENCY)`, `PLACE - AGENCY:` or `AGENCY - PLACE:`."""
    agencies = page.known("agencies")
    match = _AGENCY_PREFIX.match(text)
    if match and (fold(match["agency"]) in agencies or _is_place(match["place"])):
        return match.span("place")
    match = _PLACE_AND_AGENCY.match(text)
    if not match:
        return None
    if fold(match["place"]) in agencies:
        return match.span("agency") if _is_place(match["agency"]) else None
    vouched = fold(match["agency"]) in agencies or _is_place(match["place"])
    return match.span("place") if vouched else None


def _alone(text: str) -> tuple[int, int] | None:
    """The place in `PLACE - ` or `PLACE: `, in capitals where the script has them, or before a capital."""
    match = _PLACE_ALONE.match(text)
    if not match or not _is_place(match["place"]):
        return None
    cased = match["place"].lower() != match["place"].upper()
    capital = match["place"].isupper() or (
        match[0].endswith(" ") and "-" in match[0].replace("–", "-") and text[match.end()].isupper()
    )
    return match.span("place") if capital or not cased else None


def _own_line(page: Page, first: int) -> Places:
    """`Rabat - The Outlet` right above the body: a place we know, or an outlet named elsewhere."""
    for line in range(first - 1, max(-1, first - 4), -1):
        if page.features.words[line] <= _MAX_WORDS_OF_A_PAIR and Kind.DATE not in page.kinds(line):
            match = _PAIR.fullmatch(page.document.texts[line])
            found = (
                _known_pair(page, line, match) or _place_and_site(page, line, match)
                if match
                else {}
            )
            if found:
                return found
    return {}


def _known_pair(page: Page, line: int, pair: re.Match[str]) -> Places:
    """The place, the agency and the outlet of a pair, as far as we know which is which."""
    agencies = page.known("agencies")
    sides = {"left": fold(pair["left"]), "right": fold(pair["right"])}
    known = {
        side: "dateline" if key in places() else "agency" if key in agencies else ""
        for side, key in sides.items()
    }
    if not any(known.values()):
        return {}
    found: Places = {}
    for side, field in known.items():
        if field:
            found[field] = (line, _side(page, line, pair, side))
        elif _is_outlet(page, line, pair[side]):
            found["site"] = (line, _side(page, line, pair, side))
        elif is_name(page, pair[side]):
            found["author"] = (line, _side(page, line, pair, side))
    return found


def _is_outlet(page: Page, line: int, name: str) -> bool:
    """Whether a name beside a place is an outlet's: it stands elsewhere too, or is no person's."""
    key = fold(name)
    if _stands_elsewhere(page, line, key):
        return True
    return not is_name(page, name) and key.count(" ") < _MAX_WORDS_OF_A_SITE


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
    start, end = _bare(page.document.texts[line], *pair.span(side))
    return page.found(page.document.texts[line][start:end], line, OWN_LINE, (start, end))


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
