"""What a page says of itself in the words of schema.org: JSON-LD and microdata, brought to one form.

Both describe things ("an article, with this headline, by this person"), and a page may describe many:
itself, its site, its writer, and the stories that it links to. Which of them is the article of this
page is told here, by headline and address; the others say nothing of it.

JSON-LD is read by the json module. What pages get wrong most often is put right and tried again:
control characters in strings, a comment or CDATA around it, escaped quotes or entities, trailing
commas, line comments, and several values one after the other. What is still broken then is left.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from cleantext.markup import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Thing = dict[str, Any]

# The longest script that is read, how many things of a page, and how deep they may lie. On 909 news
# pages the longest script had 841,000 characters, and a middle one 1,500.
_LONGEST_SCRIPT = 2_000_000
_MOST_THINGS = 2_000
_DEEPEST = 12
_LONGEST_VALUE = 3_000
_MOST_VALUES = 60

_WRAPPING = re.compile(r"<!--|-->|(?://|/\*)?\s?(?:<!\[CDATA\[|\]\]>)\s?(?:\*/)?")
_TRAILING_COMMA = re.compile(r",\s{0,200}(?=[}\]])")
_LINE_COMMENT = re.compile(r"(?<=[\s,])//[^\n\"]{0,300}$", re.MULTILINE)
_DECODER = json.JSONDecoder(strict=False)

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")

# Where the things stand that a page, or a thing, is about. What lies elsewhere is about others.
_LEADS_TO_OWN = ("@graph", "mainEntity", "mainEntityOfPage", "about", "video", "itemReviewed")
_PAGES = frozenset(
    "webpage itempage collectionpage faqpage qapage aboutpage medicalwebpage checkoutpage".split()
)
_WORKS = frozenset(
    "report recipe review claimreview howto creativework videoobject podcastepisode question "
    "discussionforumposting dataset event product course softwareapplication book hentry".split()
)
_NEWS = ("article", "posting")
_ORGANIZATIONS = (
    "organization",
    "corporation",
    "business",
    "website",
    "brand",
    "periodical",
    "newspaper",
)


def read_json(text: str) -> list[Thing]:
    """The things in a script of JSON-LD; none where nobody can tell what it says.

    >>> read_json('<!-- {"@type": "Article", "headline": "Rain",} -->')
    [{'@type': 'Article', 'headline': 'Rain'}]
    """
    if len(text) > _LONGEST_SCRIPT:
        return []
    bare = _WRAPPING.sub(" ", text).strip() if "<!" in text or "-->" in text else text.strip()
    for attempt in _ATTEMPTS:
        values = _decoded(attempt(bare))
        if values:
            return [thing for value in values for thing in _flat(value)]
    return []


_ATTEMPTS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace('\\"', '"').replace("\\\\", "\\") if text[:4].count("\\") else "",
    lambda text: html.unescape(text) if "&" in text else "",
    lambda text: _TRAILING_COMMA.sub("", _LINE_COMMENT.sub("", text)),
)


def _decoded(text: str) -> list[object]:
    """The values that a text holds one after the other, up to the first that is broken."""
    values: list[object] = []
    position = 0
    while position < len(text) and len(values) < _MOST_VALUES:
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):  # broken, or nested past all reason
            break
        values.append(value)
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1
    return values


def _flat(value: object) -> Iterator[Thing]:
    return (each for each in _listed(value) if isinstance(each, dict))


def _listed(value: object) -> list[Any]:
    """A value as a list: JSON-LD writes one thing alone and several as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def types_of(thing: Thing) -> list[str]:
    """The types of a thing, in small letters and without a vocabulary's address."""
    return [
        name.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()
        for name in _listed(thing.get("@type"))
        if isinstance(name, str)
    ]


def _rank(thing: Thing) -> int:
    """0 for an article, 1 for another work, 2 for a page, 3 for what is none of these."""
    types = types_of(thing)
    if any([name.endswith(_NEWS) for name in types]):
        return 0
    if not _WORKS.isdisjoint(types):
        return 1
    return 2 if not _PAGES.isdisjoint(types) else 3


class Things:
    """All things that a page describes, and those that are this page's own article.

    `names` are what the page is called elsewhere in its markup, and `addresses` where it lies: they
    tell its own article from those it only lists.
    """

    def __init__(self, things: Iterable[Thing], names: Iterable[str], addresses: Iterable[str]):
        self._by_id: dict[str, Thing] = {}
        self._met: list[Thing] = []
        self._names = [key for key in map(_letters, names) if key]
        self._addresses = frozenset(map(_address, addresses)) - {""}
        self._collect(things)

    def _collect(self, things: Iterable[Thing]) -> None:
        queue = [(thing, 0) for thing in things]
        for thing, depth in queue:
            if len(self._met) >= _MOST_THINGS:
                break
            self._met.append(thing)
            name = thing.get("@id")
            if isinstance(name, str) and len(thing) > 1:
                self._by_id.setdefault(name, thing)
            if depth < _DEEPEST:
                queue += [
                    (inner, depth + 1) for key in _LEADS_TO_OWN for inner in _flat(thing.get(key))
                ]

    def own(self) -> list[Thing]:
        """The things that are this page's article, the best first; none where that is open."""
        found: list[Thing] = []
        for rank in (0, 1, 2):
            ranked = [thing for thing in self._met if _rank(thing) == rank and len(thing) > 2]
            named = [thing for thing in ranked if self._is_named(thing)]
            alone = ranked if _is_one(ranked) and not self._lies_elsewhere(ranked[0]) else []
            found += named or alone
        return found

    def _is_named(self, thing: Thing) -> bool:
        key = _letters(_title(thing))
        if len(key) < _SHORTEST_NAME:
            return self._is_here(thing)
        return any([key in name or name in key for name in self._names]) or self._is_here(thing)

    def _is_here(self, thing: Thing) -> bool:
        return not self._addresses.isdisjoint(_addresses(thing))

    def _lies_elsewhere(self, thing: Thing) -> bool:
        """Whether a thing has another name and another address than the page."""
        own = _addresses(thing)
        return bool(own and self._addresses and not self._is_here(thing) and self._names)

    def site(self) -> Iterator[Claim]:
        """What the things say of the outlet."""
        for thing in self._met:
            types = types_of(thing)
            if "website" in types:
                yield from _texts("site", thing, "name", "json_ld")

    def resolved(self, value: object) -> list[Any]:
        """The values of a property, with things in place of references to them."""
        return [
            self._by_id.get(each["@id"], each)
            if isinstance(each, dict) and isinstance(each.get("@id"), str)
            else each
            for each in _listed(value)[:_MOST_VALUES]
        ]


_SHORTEST_NAME, _LONGEST_TITLE = 8, 400


def _is_one(things: list[Thing]) -> bool:
    """Whether things are one, or one that is described several times."""
    titles = {_letters(_title(thing)) for thing in things}
    return len(things) == 1 or (len(titles) == 1 and "" not in titles)


def _letters(title: str) -> str:
    """The letters and figures of a title: "Part 1" and "Part 2" are two."""
    return "".join(filter(str.isalnum, title.casefold()))


def _title(thing: Thing) -> str:
    title = thing.get("headline") or thing.get("name")
    return clean_text(title[:_LONGEST_TITLE]) if isinstance(title, str) else ""


def _addresses(thing: Thing) -> set[str]:
    """Where a thing says that it lies."""
    found = set()
    for key in ("url", "@id", "mainEntityOfPage"):
        for value in _listed(thing.get(key)):
            name = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(name, str):
                found.add(_address(name))
    return found - {""}


def _address(url: str) -> str:
    """An address without what may differ for one page: scheme, `www.`, query, fragment, last slash."""
    rest = url.partition("//")[2] or url
    return rest.partition("#")[0].partition("?")[0].rstrip("/").lower().removeprefix("www.")


# The properties that are plain texts, by the field that they give.
_PLAIN: Mapping[str, tuple[str, ...]] = {
    "title": ("headline", "name"),
    "date": ("datePublished",),
    "modified": ("dateModified",),
    "description": ("description",),
    "section": ("articleSection",),
    "keywords": ("keywords",),
    "language": ("inLanguage",),
    "url": ("url",),
    "image": ("image", "thumbnailUrl"),
}


def claims_of(thing: Thing, things: Things, source: str) -> Iterator[Claim]:
    """What one thing claims."""
    rank = _rank(thing)
    for field, keys in _PLAIN.items():
        key = next((key for key in keys if thing.get(key)), None)
        if key:
            yield from _texts(field, thing, key, source)
    for key in ("author", "creator"):
        yield from _agents(thing, key, things, source)
    if rank < _OF_A_PAGE:
        yield from _publishers(thing, things, source)
        yield from _free(thing, source)


_OF_A_PAGE = 2


def _texts(field: str, thing: Thing, key: str, source: str) -> Iterator[Claim]:
    for value in _listed(thing.get(key))[:_MOST_VALUES]:
        text = _text(value)
        if text:
            yield Claim(field=field, value=text, source=source, key=_key(thing, key))


def _text(value: object) -> str:
    """A value as text: of a thing its address or name."""
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("url", "contentUrl", "name", "@value") if key in value), ""
        )
        value = value[0] if isinstance(value, list) and value else value
    return clean_text(value) if isinstance(value, str) else ""


def _key(thing: Thing, key: str) -> str:
    names = [name for name in _listed(thing.get("@type")) if isinstance(name, str)]
    return f"{names[0].rpartition('/')[2]}.{key}"[:80] if names else key


def _agents(thing: Thing, key: str, things: Things, source: str) -> Iterator[Claim]:
    """Who made it: `authors` for people, `agency` for organisations."""
    for agent in things.resolved(thing.get(key)):
        names = _listed(agent.get("name") if isinstance(agent, dict) else agent)
        types = types_of(agent) if isinstance(agent, dict) else []
        organised = any([name.endswith(_ORGANIZATIONS) for name in types]) and "person" not in types
        for name in names[:_MOST_VALUES]:
            text = clean_text(name) if isinstance(name, str) else ""
            if text:
                field = "agency" if organised else "authors"
                yield Claim(field=field, value=text, source=source, key=_key(thing, key))


def _publishers(thing: Thing, things: Things, source: str) -> Iterator[Claim]:
    for agent in things.resolved(thing.get("publisher")):
        name = agent.get("name") if isinstance(agent, dict) else agent
        text = clean_text(name) if isinstance(name, str) else ""
        if text:
            yield Claim(field="site", value=text, source=source, key=_key(thing, "publisher"))


def _free(thing: Thing, source: str) -> Iterator[Claim]:
    """Whether one has to pay: for the whole, or for a part of it."""
    parts = [("isAccessibleForFree", thing)]
    parts += [("hasPart.isAccessibleForFree", part) for part in _flat(thing.get("hasPart"))]
    for key, part in parts:
        free = str(part.get("isAccessibleForFree", "")).lower().rpartition("/")[2]
        if free in _SAID:
            yield Claim(field="paywalled", value=_SAID[free], source=source, key=_key(thing, key))


_SAID: Mapping[str, str] = {"false": "true", "true": "false", "no": "true", "yes": "false"}


def clean_text(text: str) -> str:
    """A declared text as a reader would see it: entities and tags resolved, white space levelled.

    >>> clean_text("Rain &amp;amp; wind<br>  on the coast")
    'Rain & wind on the coast'
    """
    text = text[:_LONGEST_VALUE]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.translate(_UNSEEN).split())


# Soft hyphens, marks of no width and of direction, and the byte order mark.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))
