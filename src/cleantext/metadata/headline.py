"""The title of a page of HTML: the heading that shows what the page declares as its headline.

A page says its headline in several places, each with a flaw: the window's title carries the name of
the site, Open Graph has a version for sharing, the first h1 is often the logo. What readers see above
the article is the headline; the declarations tell which of the headings that is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.folding import fold
from cleantext.metadata.claims import SHOWN_TITLE
from cleantext.metadata.page import words_of

if TYPE_CHECKING:
    from cleantext.markup import Claim
    from cleantext.metadata.claims import Claims, Entry, Place
    from cleantext.model import Rule

_PARTING = re.compile(r"\s{1,4}[-–—|•·»:]{1,2}\s{1,4}|\s{0,4}[|]\s{0,4}")
# A part that is a line of the page on its own may be set off by a colon as well.
_LOOSE_PARTING = re.compile(r"\s{1,4}[-–—|•·»:]{1,2}\s{1,4}|[:|]\s{1,4}")
# A heading is the headline if a declared title has so much of its words, or it of the title's.
_LEAST_SHARE = 0.6
_FEW_WORDS = 2
_MAX_WORDS_OF_A_SITE = 5


def find_headline(claims: Claims, visible: Entry | None) -> list[Entry]:
    """The titles that were found, the best first, each with its line where the text shows it."""
    declared = [(claim, without_site(claims, claim.value)) for claim in claims.of("title")]
    headings = [pair for pair in declared if pair[0].source == "h1" and pair[1]]
    others = [pair for pair in declared if pair[0].source != "h1" and pair[1]]
    if visible and claims.is_site(str(visible[1].value)):
        visible = None
    best = _confirmed(headings, [title for _, title in others])
    shown = _shown(claims, others, visible)
    heading = best or (None if shown else _lone(claims, headings))
    entries = [_entry(claims, *heading)] if heading else []
    if shown:
        entries.append(shown)
    rest: list[Entry] = []
    for claim, title in others:
        if not _is_said(title, [*entries, *rest]):
            rest.append(_entry(claims, claim, title))
    if visible and not _is_said(str(visible[1].value), entries):
        rest.insert(len(rest) if entries or not _is_likely(visible, rest) else 0, visible)
    return [*entries, *rest]


def _is_likely(visible: Entry, declared: list[Entry]) -> bool:
    """Whether what stands like a headline has words of some declared title, if there is any."""
    text = str(visible[1].value)
    shares = [_agreement(text, str(entry.value)) for _, entry in declared]
    return not shares or max(shares) > 0


def _is_said(title: str, entries: list[Entry]) -> bool:
    key = fold(title)
    return any([fold(str(entry.value)) == key for _, entry in entries])


def _confirmed(headings: list[tuple[Claim, str]], titles: list[str]) -> tuple[Claim, str] | None:
    """The heading that agrees best with what the page declares, if one does."""
    shares = [max([_agreement(text, title) for title in titles], default=0) for _, text in headings]
    best = max(shares, default=0)
    return headings[shares.index(best)] if best >= _LEAST_SHARE else None


def _lone(claims: Claims, headings: list[tuple[Claim, str]]) -> tuple[Claim, str] | None:
    """The only heading above the body."""
    above = [pair for pair in headings if _stands_above(claims, *pair)]
    return above[0] if len(above) == 1 else None


def _stands_above(claims: Claims, claim: Claim, text: str) -> bool:
    line = claims.line_of(claim)
    few = len(words_of(fold(text))) <= _FEW_WORDS
    return line is not None and line < claims.page.first_paragraph and not few


def _agreement(heading: str, title: str) -> float:
    """How much of the shorter one's words the other has; 0 where that is next to nothing."""
    mine, other = set(words_of(fold(heading))), set(words_of(fold(title)))
    if not mine or not other:
        return 0
    first = _PARTING.split(title, maxsplit=1)[
        0
    ]  # what follows may be a site of which nothing else is said
    if mine in (other, set(words_of(fold(first)))):
        return 1
    fewest = min(len(mine), len(other))
    return len(mine & other) / max(len(mine), len(other)) if fewest > _FEW_WORDS else 0


def _shown(claims: Claims, others: list[tuple[Claim, str]], visible: Entry | None) -> Entry | None:
    """The declared title that a line above the body says."""
    page = claims.page
    near = page.first_paragraph if visible is None or visible[0] is None else visible[0]
    for claim, title in others:
        for text in (title, *_pieces(title)):
            place = claims.locate(text, near)
            whole = place and page.features.keys[place[0]] == fold(text)
            if place and whole and place[0] <= page.first_paragraph:
                return place[0], claims.found(text, claim, place)
    return None


def _pieces(title: str) -> list[str]:
    """What is left of a title without its first or its last part: a site of which nothing else is said."""
    partings = list(_LOOSE_PARTING.finditer(title))
    if not partings:
        return []
    pieces = [title[: partings[-1].start()], title[partings[0].end() :]]
    return [piece for piece in pieces if len(words_of(fold(piece))) > _FEW_WORDS]


def _entry(claims: Claims, claim: Claim, title: str) -> Entry:
    page = claims.page
    line = claims.line_of(claim)
    place: Place | None = None
    if line is not None and fold(title).startswith(page.features.keys[line]):
        place = (line, 0, len(page.document.texts[line]))
    place = place or claims.locate(title, page.first_paragraph)
    is_line = place is not None and fold(title).startswith(page.features.keys[place[0]])
    return (place[0] if place and is_line else None), claims.found(title, claim, place)


def without_site(claims: Claims, title: str) -> str:
    """The headline's part of `headline - site`; empty where only the site is named."""
    if claims.is_site(title):
        return ""
    partings = list(_PARTING.finditer(title))
    if not partings:
        return title
    first, last = partings[0], partings[-1]
    if _names_site(claims, title[last.end() :]):
        return without_site(claims, title[: last.start()])
    if _names_site(claims, title[: first.start()]):
        return title[first.end() :]
    return title


def _names_site(claims: Claims, piece: str) -> bool:
    return len(piece.split()) <= _MAX_WORDS_OF_A_SITE and claims.is_site(piece)


def title_lines(claims: Claims, line: int, title: str) -> dict[int, Rule]:
    """The lines that say a title from one line on: a heading may be broken into several."""
    keys, rest = claims.page.features.keys, f"{fold(title)} "
    lines = {}
    while line < len(keys) and rest.strip() and rest.startswith(f"{keys[line]} "):
        lines[line] = SHOWN_TITLE
        rest = rest.removeprefix(f"{keys[line]} ")
        line += 1
    return lines
