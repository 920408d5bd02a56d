"""What the markup declares, weighed: whom to believe, and where the text shows the same.

Each kind of declaration is a rule with its trust. A value that the text shows too gets the place where
it stands. How claims and the visible evidence are brought together is told field by field: here for
the plain fields, in `headline` for the title, in `people` for authors and in `times` for dates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cleantext.folding import fold
from cleantext.markup import NOWHERE
from cleantext.model import Found, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cleantext.markup import Claim, Markup
    from cleantext.metadata.page import Page


def _rule(source: str, confidence: float, why: str) -> Rule:
    return Rule(id=f"declared.{source}", kind=Kind.UNCLASSIFIED, confidence=confidence, why=why)


# In the order of trust: on 909 pages with gold, the share of these whose date and author were right.
JSON_LD = _rule("json_ld", 0.95, "Declared in JSON-LD, for the article of this page.")
OPEN_GRAPH = _rule("open_graph", 0.94, "Declared in a meta tag of the Open Graph protocol.")
MICRODATA = _rule("microdata", 0.92, "Declared in microdata (itemprop).")
DUBLIN_CORE = _rule("dublin_core", 0.91, "Declared in a meta tag of Dublin Core.")
META = _rule("meta", 0.9, "Declared in a meta tag.")
HEADING = _rule("heading", 0.9, "The main heading (h1) of the page.")
TIME = _rule("time", 0.88, "Declared by a time element beside the headline.")
CANONICAL = _rule("canonical", 0.95, "The address that the page gives for itself.")
TWITTER = _rule("twitter", 0.85, "Declared in a meta tag for Twitter.")
LINK = _rule("link", 0.85, "A link to the author, marked as one.")
TITLE_TAG = _rule("title_tag", 0.8, "The title of the window.")
LANG = _rule("lang", 0.7, "The language that the markup gives for the page.")
SHOWN_TITLE = Rule(
    id="declared.title_line", kind=Kind.TITLE, confidence=0.97,
    why="The line says the headline that the page declares.",
)  # fmt: skip
SHOWN_AUTHOR = Rule(
    id="declared.author_line", kind=Kind.BYLINE, confidence=0.95,
    why="A short line with the author that the page declares.",
)  # fmt: skip
SHOWN_DATE = Rule(
    id="declared.date_line", kind=Kind.DATE, confidence=0.95,
    why="A short line with the date that the page declares.",
)  # fmt: skip
_BY_SOURCE: Mapping[str, Rule] = {
    "json_ld": JSON_LD,
    "open_graph": OPEN_GRAPH,
    "microdata": MICRODATA,
    "dublin_core": DUBLIN_CORE,
    "meta": META,
    "h1": HEADING,
    "time": TIME,
    "canonical": CANONICAL,
    "twitter": TWITTER,
    "link": LINK,
    "title_tag": TITLE_TAG,
    "html": LANG,
}
RULES = (*_BY_SOURCE.values(), SHOWN_TITLE, SHOWN_AUTHOR, SHOWN_DATE)

# In the `key` of a claim that is about the page rather than about the article on it.
_OF_A_PAGE = re.compile(r"Page\.")

Entry = tuple[int | None, Found]


class Claims:
    """The claims of a page by field, the most trusted first, and what follows from them."""

    def __init__(self, page: Page, markup: Markup) -> None:
        self.page, self.markup = page, markup
        self._fields: dict[str, list[Claim]] = {}
        for claim in markup.claims:
            self._fields.setdefault(claim.field, []).append(claim)
        for claims in self._fields.values():
            claims.sort(key=lambda claim: (is_of_page(claim), -rule_of(claim).confidence))

    def of(self, field: str) -> list[Claim]:
        """The claims for a field, the most trusted first."""
        return self._fields.get(field, [])

    @property
    def declare_article(self) -> bool:
        """Whether the page says that it is an article: it says when that was published."""
        return any(
            [rule_of(each) in _OF_ARTICLES and not is_of_page(each) for each in self.of("date")]
        )

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The names of the machines that the page says it lies on, squeezed: "thedailysun"."""
        urls = [claim.value for claim in self.of("url")]
        urls += [self.page.document.url] if self.page.document.url else []
        hosts = {host_of(url).removeprefix("www.") for url in urls}
        names = {
            name for host in hosts for name in (host, host.rpartition(".")[0], *host.split("."))
        }
        return frozenset(squeezed(name) for name in names if len(name) >= _SHORTEST_SITE)

    @cached_property
    def sites(self) -> frozenset[str]:
        """The folded names that the site goes by."""
        return frozenset(fold(claim.value) for claim in self.of("site")) - {""}

    def is_site(self, name: str) -> bool:
        """Whether a text is the name of the site, or its address."""
        key = fold(name)
        if key in self.sites:
            return True
        squeeze = squeezed(key)
        if squeeze in self.hosts:
            return True
        return len(squeeze) >= _LONG_SITE and any([squeeze in host for host in self.hosts])

    def line_of(self, claim: Claim) -> int | None:
        """The line of the document that shows what a claim was read from."""
        if claim.line == NOWHERE or claim.line >= len(self.markup.starts):
            return None
        return self.page.line_at(self.markup.starts[claim.line])

    def around(self, line: int) -> list[int]:
        """The elements that a line stands in, from the inside out."""
        (element,) = self.markup.elements_at(self.page.document.starts[line : line + 1])
        return self.markup.chain(element)

    @cached_property
    def _said(self) -> tuple[str, list[int]]:
        """The folded lines in one text, each between spaces, and where in it they begin."""
        lines = [f" {key} " for key in self.page.features.keys]
        starts = list(accumulate([len(line) + 1 for line in lines], initial=0))
        return "\n".join(lines), starts[:-1]

    def locate(self, value: str, near: int) -> Place | None:
        """Where the text shows a value: the place nearest to a line; None where it does not."""
        wanted = fold(value)
        if not wanted:
            return None
        small = value.lower()
        for line in sorted(self._holders(wanted), key=lambda line: abs(line - near))[:_NEAREST]:
            text = self.page.document.texts[line]
            lowered = text.lower()
            start = lowered.find(small)
            if start >= 0 and len(lowered) == len(
                text
            ):  # a capital dotted I is two letters when small
                return line, start, start + len(small)
            if self.page.features.keys[line] == wanted:
                return line, 0, len(text)
        return None

    def _holders(self, wanted: str) -> list[int]:
        """The first lines that have a folded text in them, as whole words."""
        text, starts = self._said
        lines: list[int] = []
        place = text.find(f" {wanted} ")
        while place >= 0 and len(lines) < _MOST_HOLDERS:
            lines.append(bisect_right(starts, place) - 1)
            place = text.find(f" {wanted} ", place + len(wanted))
        return lines

    def found(self, value: object, claim: Claim, place: Place | None = None) -> Found:
        """A declared value, with the place where the text shows it, if it does."""
        rule = rule_of(claim)
        if place is None:
            return Found(value=value, span=None, rule=rule, key=claim.key)
        shown = self.page.found(value, place[0], rule, place[1:])
        return Found(value=value, span=shown.span, rule=rule, key=claim.key)


def claims_of(page: Page) -> Claims | None:
    """The claims of a page of HTML; None for plain text."""
    markup = page.document.markup
    return Claims(page, markup) if markup else None


_OF_ARTICLES = (JSON_LD, OPEN_GRAPH, MICRODATA)
Place = tuple[int, int, int]  # a line, and the offsets into it
# Names of hosts that are long enough to be compared whole, and in part.
_SHORTEST_SITE, _LONG_SITE = 3, 6


def squeezed(key: str) -> str:
    """A text without anything but letters and digits.

    >>> squeezed("the daily-sun")
    'thedailysun'
    """
    return "".join(filter(str.isalnum, key))


def host_of(url: str) -> str:
    """The machine of an address; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def rule_of(claim: Claim) -> Rule:
    """The rule that says how far a claim is trusted."""
    return _BY_SOURCE[claim.source]


def is_of_page(claim: Claim) -> bool:
    """Whether a claim is about the page as such ("WebPage"): pages without an article make it too."""
    return _OF_A_PAGE.search(claim.key) is not None


# Of the lines that say a value, so many are looked at, and so many of these compared letter by letter.
_MOST_HOLDERS, _NEAREST = 60, 4
_LONGEST_KEYWORD = 60
_MOST_KEYWORDS = 40


def find_plain(claims: Claims, near: int) -> dict[str, tuple[Found, ...]]:
    """The fields that are only weighed by trust: what they are called, and everything found for them."""
    found: dict[str, tuple[Found, ...]] = {}
    for field, read in _PLAIN.items():
        values: dict[object, Claim] = {}
        for claim in claims.of(field):
            values |= {value: claim for value in read(claims, claim) if value not in values}
        if values:
            pairs = list(values.items())[:_MOST_KEYWORDS]
            found[field] = tuple([_placed(claims, *pair, near) for pair in pairs])
    return found


def _placed(claims: Claims, value: object, claim: Claim, near: int) -> Found:
    place = None
    if claim.field in _IN_TEXT and isinstance(value, str):
        place = claims.locate(value, near)
    return claims.found(value, claim, place)


_IN_TEXT = frozenset(("site", "description", "section"))


def _site(claims: Claims, claim: Claim) -> Iterator[str]:
    title = next((fold(each.value) for each in claims.of("title")), "")
    if claim.value and len(claim.value) <= _LONGEST_KEYWORD and fold(claim.value) != title:
        yield claim.value


def _text(_: Claims, claim: Claim) -> Iterator[str]:
    if claim.value:
        yield claim.value


def _keywords(_: Claims, claim: Claim) -> Iterator[str]:
    for word in re.split(r"[,;،]", claim.value):
        bare = word.strip(" #")
        if bare and len(bare) <= _LONGEST_KEYWORD:
            yield bare


def _url(_: Claims, claim: Claim) -> Iterator[str]:
    if host_of(claim.value) and claim.value.startswith(("http://", "https://")):
        yield claim.value


def _image(claims: Claims, claim: Claim) -> Iterator[str]:
    base = claims.page.document.url or next((each.value for each in claims.of("url")), "")
    try:
        url = urljoin(base, claim.value)
    except ValueError:
        return
    if host_of(url) and url.startswith(("http://", "https://")):
        yield url


def _paywalled(_: Claims, claim: Claim) -> Iterator[bool]:
    yield claim.value == "true"


def _language(_: Claims, claim: Claim) -> Iterator[str]:
    code = re.split("[-_]", claim.value.strip().lower())[0]
    if re.fullmatch("[a-z]{2,3}", code):
        yield code


_PLAIN: Mapping[str, Callable[[Claims, Claim], Iterable[object]]] = {
    "site": _site,
    "description": _text,
    "section": _text,
    "keywords": _keywords,
    "image": _image,
    "url": _url,
    "paywalled": _paywalled,
    "language": _language,
}
