"""The outlet: its name beside headline, date or place, or in the copyright line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cleantext.calendars import load_words
from cleantext.features import Char
from cleantext.folding import fold
from cleantext.model import Found, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleantext.metadata.page import Page

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
SITE_OWNS = Rule(
    id="site.owner",
    kind=Kind.COPYRIGHT,
    confidence=0.85,
    why="The copyright line reserves the rights to it.",
    hits=("جميع الحقوق محفوظة لصحيفة المرفأ 2014", "© 2014 The Harbour Star. All rights reserved."),
    misses=("All rights reserved.",),
)
RULES = (SITE_REPEATED, SITE_BESIDE_DATE, SITE_OF_RIGHTS, SITE_OWNS)

_MAX_WORDS_OF_A_SITE = 4

# Bars and dashes between the parts of a line; a dash has a space before it.
_PARTING = re.compile(r"\s{1,4}[-–—|•»:]{1,2}\s{0,4}|\s{0,4}\|\s{0,4}")


def find_site(
    page: Page, title: tuple[int, Found] | None, authors: tuple[int, ...]
) -> tuple[int, Found] | None:
    """The outlet's name: beside the headline in `headline - site`, or a lone word beside date and author."""
    return (
        _beside_title(page, title)
        or _beside_date(page, title, authors)
        or _with_rights(page)
        or _owner(page)
    )


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


_TO = "(?:مؤسسة|صحيفة|جريدة|موقع|شبكة|قناة|وكالة|بوابة|دار|مجلة|إذاعة)"
_OWNER_NAME = r"(?P<site>[^\W\d_][^\n©|.,،\d()–-]{1,40}?)"
# What may follow an owner's name: marks, years, what the company does, who built the site.
_OWNER_END = r"(?=\s{0,3}(?:[©|.,،\d()–-]|$)|\s(?:لل|Powered|تصميم|برمجة|all rights))"
# Rights reserved to NAME, and belonging to NAME; Arabic writes "to" onto the name.
_OWNERS = (
    re.compile(
        rf"محفوظ[ةه]?\s{{0,3}}(?:©\s{{0,3}})?ل(?:ـ)?\s{{0,2}}(?:{_TO}\s{{1,3}})?{_OWNER_NAME}{_OWNER_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"متعلق به\s{{1,3}}(?:(?:سایت|خبرگزاری|روزنامه|پایگاه خبری)\s{{1,3}})?{_OWNER_NAME}\s(?:می|است)"
    ),
)
# The same with the name on the next line.
_OWNER_BELOW = re.compile(r"محفوظ[ةه]?\s{0,3}لـ?\s{0,3}$")
_YEAR_AND_OWNER = re.compile(
    rf"©\s{{0,3}}(?:Copyright\s{{1,3}})?\d{{4}}(?:\s{{0,2}}[-–]\s{{0,2}}\d{{4}})?[\s,]{{1,3}}{_OWNER_NAME}{_OWNER_END}",
    re.IGNORECASE,
)


def _owner(page: Page) -> tuple[int, Found] | None:
    """The name to which a copyright line reserves the rights; beside a year, only one said elsewhere."""
    lines = page.by_kind.get(Kind.COPYRIGHT, ())
    for line in lines[:_MOST_RIGHTS]:
        text = page.document.texts[line]
        if _OWNER_BELOW.search(text) and line + 1 < len(page.zones):
            text = page.document.texts[line := line + 1]
            if _is_short(text) and _is_named(page, fold(text), (line,)):
                return line, page.found(text, line, SITE_OWNS)
        for pattern in _OWNERS:
            match = pattern.search(text)
            if match and _is_short(match["site"]):
                return line, page.found(match["site"], line, SITE_OWNS, match.span("site"))
        match = _YEAR_AND_OWNER.search(text)
        if match and _is_short(match["site"]) and _is_named(page, fold(match["site"]), lines):
            return line, page.found(match["site"], line, SITE_OWNS, match.span("site"))
    return None


# More copyright lines than these say the same, or are no page's.
_MOST_RIGHTS = 8


def _is_short(name: str) -> bool:
    return 0 < len(fold(name).split()) <= _MAX_WORDS_OF_A_SITE


def _is_named(page: Page, key: str, rights: Sequence[int]) -> bool:
    """Whether a line that is no copyright line holds a name."""
    return any(
        f" {key} " in f" {text} "
        for line, text in enumerate(page.features.keys)
        if line not in rights
    )


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
            and page.features.keys[line] not in load_words().weekdays
            and page.features.last[line] != Char.END
        ):
            return line, page.found(page.document.texts[line], line, SITE_BESIDE_DATE)
    return None
