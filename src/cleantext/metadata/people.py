"""Who wrote a page of HTML: the names that the markup declares, cleaned of what is no name.

Content systems fill the author's field with whatever they have: a login, the address of a profile, the
outlet, several names in one string, a name with its job. So people come before the outlet, names
before logins, and a name that stands beside the headline in an element for authors, or in a link to
an author's page, before these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleantext.calendars import find_dates, load_words
from cleantext.features import Char
from cleantext.folding import fold
from cleantext.markup import tokens
from cleantext.metadata.byline import INTRODUCED, LONE_NAME, WITH_PLACE, after_intro, is_name
from cleantext.model import Found, Kind, Rule, Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cleantext.markup import Claim
    from cleantext.metadata.claims import Claims, Entry
    from cleantext.metadata.page import Page

MARKED = Rule(
    id="byline.marked",
    kind=Kind.BYLINE,
    confidence=0.85,
    why="A name in an element, or in a link, that is marked as the author's.",
)
RULES = (MARKED,)

_PARTING = re.compile(
    r"\s{0,3}(?:[,;&|/،、]|\b(?:and|et|und|y|e|og|och|en|i|ve|și|и|та|και|with|mit)\b|\sو\s|\sاور\s)\s{0,3}",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|[@{}<>=:]|\d{3}")
# What is written into the field where there is no author, folded.
_NOBODY = frozenset(
    """
    admin administrator author authors byline contributor default editor editors guest none null staff system
    test undefined unknown user web webmaster redaktion redaction redaccion redazione redactie
    """.split()
) | frozenset(("super user", "site admin", "web admin", "web editor", "web desk"))
# Words that say what somebody does; where all are such, nobody is named.
_ROLES = frozenset(
    "author by contributing contributor correspondent editor editorial guest posted reporter senior staff "
    "updated written writer published read more posts view bio about the".split()
)
_LOGIN = re.compile(
    r"[a-z0-9]*[._-][a-z0-9._-]*|[a-z]*\d[a-z0-9]*|[a-z]+|[a-z]+[A-Z]+|[A-Z][a-z]+[A-Z]"
)
_SIGN = re.compile(r"[^\w\s.,'’`´ʻ()-]")
_MAX_WORDS = 6
_LONGEST = 60
_MOST_NAMES = 12

_TOKENS = frozenset(
    """
    author authors byline bylines by-line writer writers autor autoren autore auteur auteurs autores autorka
    authorname yazar journalist reporter reporters forfatter penulis skribent redacteur kirjoittaja
    """.split()
)
_OTHERS = frozenset(
    "comment comments related teaser footer photo image caption credit nav menu share social recommended "
    "latest trending popular promo newsletter sidebar".split()
)
_OF_AUTHORS = re.compile(
    r"/(?:authors?|autor(?:es|en|in)?|auteurs?|by|bylines?|profiles?|writers?|contributors?|journalists?|"
    r"reporters?|columnists?|yazar(?:lar)?|penulis)[/=?]",
    re.IGNORECASE,
)
_REACH = 3  # elements around a line whose names are looked at
_ABOVE, _BELOW, _UNDER, _AFTER = 4, 14, 8, 14  # lines around headline, standfirst and body
_MAX_WORDS_OF_A_LINE = 14
# What ends a name in a line, and a place where a name and the date after it were glued together.
_STOP = re.compile(r"\s?[|•·∙@:()\[\]/\d\t]|\s[-–—]\s")
_MONTH = re.compile(r"(?:(?<=\s)|(?<=[a-z])(?=[A-Z]))[^\W\d_]{3,12}(?=\.?\s?\d)")


def find_people(claims: Claims, title: int | None, visible: list[Entry]) -> list[Entry]:
    """The authors that were found: those to believe first, then what other places say."""
    near = claims.page.first_paragraph if title is None else title
    people, organised = (
        [_people(claims, group, near) for group in _by_place(claims, field)]
        for field in ("authors", "agency")
    )
    persons = [_chosen(claims, group, _is_person) for group in people]
    marked = [] if any(persons) else _marked(claims, title)
    shown = [] if marked else [entry for entry in visible if entry[1].rule not in _WEAK]
    groups = [
        *persons,
        marked,
        shown,
        *[_chosen(claims, group, _is_shown_login) for group in people],
        *[_chosen(claims, group, _is_organisation) for group in organised],
        *[_chosen(claims, group, _is_outlet) for group in (*people, *organised)],
    ]
    return [entry for group in groups for entry in group]


# Names in the text that nothing introduces: of those on pages of HTML whose markup is silent, more were
# menus and credits (9 of 14) than authors.
_WEAK = (LONE_NAME, WITH_PLACE)


def _chosen(
    claims: Claims, group: list[Entry], choose: Callable[[Claims, Found], bool]
) -> list[Entry]:
    return [entry for entry in group if choose(claims, entry[1])]


def _is_person(claims: Claims, found: Found) -> bool:
    name = str(found.value)
    if " " in name and fold(name) not in claims.sites:  # the machine may be called after its owner
        return True
    return not claims.is_site(name) and not _is_login(name)


def _is_shown_login(claims: Claims, found: Found) -> bool:
    name = str(found.value)
    return _is_login(name) and not claims.is_site(name) and found.span is not None


def _is_organisation(claims: Claims, found: Found) -> bool:
    return not claims.is_site(str(found.value))


def _is_outlet(claims: Claims, found: Found) -> bool:
    """The outlet itself, where the article declares it as its author, and shows its name."""
    return claims.is_site(str(found.value)) and "Page." not in found.key and found.span is not None


def _by_place(claims: Claims, field: str) -> list[list[Claim]]:
    """The claims for a field, those of one source and key together."""
    labelled = claims.of("labelled") if field == "authors" else []
    intros = claims.page.known("byline")
    places: dict[tuple[str, str], list[Claim]] = {}
    for claim in (*claims.of(field), *(each for each in labelled if fold(each.key) in intros)):
        places.setdefault((claim.source, claim.key), []).append(claim)
    return list(places.values())


def _people(claims: Claims, group: list[Claim], near: int) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for claim in group:
        for name in names_in(claims, claim.value):
            if fold(name) not in entries:
                place = claims.locate(name, near)
                line = place[0] if place else None
                entries[fold(name)] = (line, claims.found(name, claim, place))
    return list(entries.values())[:_MOST_NAMES]


def names_in(claims: Claims, text: str) -> list[str]:
    """The names in a declared text; none where it names nobody."""
    if not text or _NO_NAME.search(text):
        return []
    if claims.is_site(text):
        return [text]
    start = after_intro(text, claims.page.known("byline"))
    names = [piece.strip(" .،*'\"“”«»-–—()") for piece in _PARTING.split(text[start:])]
    named = [name for name in names if _is_somebody(name)]
    full = [name for name in named if " " in name]
    return full or named


def _is_somebody(name: str) -> bool:
    key = fold(name)
    return bool(
        key
        and len(name) <= _LONGEST
        and len(name.split()) <= _MAX_WORDS
        and key not in _NOBODY
        and not _SIGN.search(name)
        and not _ROLES.issuperset(key.split())
    )


def _is_login(name: str) -> bool:
    """Whether a name is what somebody logs in with: "jdoe", "jane.doe", "KatieS"."""
    return _LOGIN.fullmatch(name) is not None


def _marked(claims: Claims, title: int | None) -> list[Entry]:
    """The names beside the headline, or under the body, that are marked or introduced as the author's."""
    page = claims.page
    linked = _linked(claims)
    best: tuple[int, list[Entry]] = (0, [])
    for line, is_tail in _region(page, title):
        if _is_prose(page, line):
            continue
        start, is_introduced = _start(page, line)
        marks = 2 * (line in linked or _is_marked(claims, line))
        rank = marks + is_introduced - is_tail
        if rank > best[0] and not _is_of_others(page, line):
            rule = INTRODUCED if is_introduced else MARKED
            names = _names(page, (line, start), rule, is_sure=rank > _SURE)
            if names and not claims.is_site(str(names[0][1].value)):
                best = rank, names
    return best[1]


def _region(page: Page, title: int | None) -> Iterator[tuple[int, bool]]:
    """The lines where a byline may stand, each with whether it is below the body."""
    first = page.first_paragraph
    at = max(0, first - 1) if title is None else title
    for line in range(at + 1, min(max(first + _UNDER, at + _BELOW), len(page.zones))):
        if page.zones[line] is not Zone.BODY or line <= first + 2:
            yield line, False
    for line in range(at - 1, max(-1, at - _ABOVE - 1), -1):
        yield line, False
    last = page.body[-1] if page.body else len(page.zones)
    for line in range(last + 1, min(len(page.zones), last + 1 + _AFTER)):
        yield line, True


# What the marks and the words of a line must come to, for one word to be a name.
_SURE = 2


def _start(page: Page, line: int) -> tuple[int, bool]:
    """Where the names in a line begin: after a date, or after a word that introduces authors (then True)."""
    text, intros = page.document.texts[line], page.known("byline")
    begin = after_intro(text, intros)
    if begin:
        return begin, True
    may = page.features.counts[line, Char.DIGIT] > 0
    dates = find_dates(text, load_words(), day_first=True) if may else ()
    offset = _MARKS.match(text, dates[0].end if len(dates) == 1 else 0).end()  # type: ignore[union-attr]
    begin = after_intro(text[offset:], intros)
    if begin:
        return offset + begin, True
    glued = _GLUED.match(text, offset)
    if glued and fold(glued[0]) in intros:
        return glued.end(), True
    return offset, False


_MARKS = re.compile(r"[\s,;|•·∙/–—-]{0,6}")
# "ByJane Doe": a link right after the word, which the page shows with a gap.
_GLUED = re.compile(r"([A-Z][a-z]{1,3}|[A-Z][a-z]{3,8} by:?)(?=[A-Z])")


def _is_prose(page: Page, line: int) -> bool:
    features = page.features
    return bool(features.words[line] > _MAX_WORDS_OF_A_LINE or features.last[line] == Char.END)


def _is_of_others(page: Page, line: int) -> bool:
    """Photo credits, translators."""
    return bool(after_intro(page.document.texts[line], page.known("not_author")))


def _linked(claims: Claims) -> frozenset[int]:
    """The lines with a link to an author's page."""
    lines = {
        claims.page.line_at(link.start)
        for link in claims.markup.links
        if _OF_AUTHORS.search(link.href)
    }
    return frozenset(line for line in lines if line is not None)


def _is_marked(claims: Claims, line: int) -> bool:
    """Whether an element around a line is called the author's."""
    names = [claims.markup.names[element] for element in claims.around(line)[:_REACH]]
    said = {token for name in names for token in tokens(name)}
    return not said.isdisjoint(_TOKENS) and said.isdisjoint(_OTHERS)


def _names(page: Page, place: tuple[int, int], rule: Rule, *, is_sure: bool) -> list[Entry]:
    """The names in a line from an offset on, up to what is none; one word is one only where that is sure."""
    line, start = place
    text = page.document.texts[line]
    entries: list[Entry] = []
    for at, end in _pieces(text, start, _end(text, start)):
        name = text[at:end]
        one = is_sure and " " not in name and name.isalpha()
        if not _is_somebody(name) or not (one or is_name(page, name)):
            break
        entries.append((line, page.found(name, line, rule, (at, end))))
    return entries


def _end(text: str, start: int) -> int:
    """Where the names in a line end: at a sign, at a figure, at a date."""
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    months = load_words().months
    return next(
        (each.start() for each in _MONTH.finditer(text, start) if fold(each[0]) in months), end
    )


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The offsets of what commas and conjunctions part, without the marks around it."""
    for match in [*_PARTING.finditer(text, start, end), None]:
        piece = text[start : match.start() if match else end]
        bare = piece.strip(" .،*'\"“”«»-–—")
        at = start + piece.find(bare)
        yield at, at + len(bare)
        start = match.end() if match else end
