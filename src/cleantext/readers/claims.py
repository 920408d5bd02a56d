"""What a page declares of itself in its markup: every claim, with who makes it.

Nothing is judged here, beyond whose claim it is: JSON-LD and microdata describe many things, and only
those that are this page's article are asked (`things`). Which claim to believe, and how a claim that the
text contradicts is weighed, is `metadata.claims`' business. Two passes over the tree gather everything.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from cleantext.markup import Claim
from cleantext.readers.things import Thing, Things, claims_of, clean_text, read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

_TITLE, _AUTHORS, _DATE, _MODIFIED = "title", "authors", "date", "modified"

# The names of `meta`, by the field that they give, for each kind of them.
_META: Mapping[str, Mapping[str, str]] = {
    "open_graph": {
        "title": "og:title",
        "authors": "article:author og:article:author og:author book:author",
        "date": """
            article:published_time og:article:published_time og:published_time article:published
            article:publish_date article:post_date og:pubdate
        """,
        "modified": """
            article:modified_time og:article:modified_time article:modified og:updated_time
        """,
        "site": "og:site_name",
        "description": "og:description",
        "section": "article:section og:article:section og:section",
        "keywords": "article:tag og:article:tag",
        "image": "og:image og:image:url og:image:secure_url",
        "language": "og:locale",
        "url": "og:url",
        "paywalled": "article:content_tier og:article:content_tier",
    },
    "twitter": {
        "title": "twitter:title twitter:text:title",
        "description": "twitter:description",
        "image": "twitter:image twitter:image:src",
    },
    "dublin_core": {
        "title": "dc.title dcterms.title",
        "authors": "dc.creator dcterms.creator dc.contributor.author",
        "date": """
            dc.date dc.date.issued dc.date.created dc.date.published dcterms.date dcterms.issued
            dcterms.created dcterms.available
        """,
        "modified": "dc.date.modified dcterms.modified",
        "site": "dc.publisher dcterms.publisher",
        "description": "dc.description dcterms.description",
        "keywords": "dc.subject dcterms.subject",
        "language": "dc.language dcterms.language",
    },
    "meta": {
        "title": "title headline parsely-title sailthru.title cxenseparse:title citation_title hdl",
        "authors": """
            author authors parsely-author sailthru.author cxenseparse:author citation_author byl byline
            dcsext.author article.author rbauthors
        """,
        "date": """
            date pubdate publish_date published_date publication_date original_publication_date
            date.created date.available date_published published creation_date ptime pdate rbpubdate
            parsely-pub-date sailthru.date cxenseparse:publishtime cxenseparse:recs:publishtime
            citation_date citation_publication_date
        """,
        "modified": """
            date_modified modified_date last-modified lastmod modified article.updated utime revised
            date_update date_updated updated
        """,
        "site": "application-name publisher cre",
        "description": "description sailthru.description cxenseparse:description abstract",
        "section": "parsely-section section article.section category cxenseparse:category",
        "keywords": "news_keywords keywords parsely-tags sailthru.tags tags",
        "image": "parsely-image-url sailthru.image.full thumbnail image",
        "language": "language content-language",
    },
}


def _squeezed(name: str) -> str:
    """A name as it is compared: "publish-date", "publish_date" and "PublishDate" are one."""
    return name.lower().translate(_MARKS)


_MARKS = str.maketrans("", "", "-_.: ")
_NAMES: Mapping[str, tuple[str, str]] = {
    _squeezed(name): (source, what)
    for source, fields in _META.items()
    for what, names in fields.items()
    for name in names.split()
}
# Labels and values of Twitter's cards: "Written by" and a name.
_LABEL, _DATA = "twitter:label", "twitter:data"
# Values of `article:content_tier`; what is metered is free for some and not for others.
_TIERS: Mapping[str, str] = {"free": "false", "locked": "true"}

_ARTICLE_PAGES = ("parsely-page", "parsely-metadata")

# A page has so many elements of a tag at most, as far as we look.
_MOST_OF_A_TAG = 300
_MOST_PROPERTIES = 1_500
_FARTHEST_SCOPE = 60
_MOST_NAMES = 20  # for the page itself, by which its own article is told from others
_MOST_VALUES = 60
_LONGEST_TEXT = 600

# Two plain paths are five times as quick as one with all these conditions.
_PROPERTIES = etree.XPath("//*[@itemprop]")
_WRITERS = etree.XPath("//a[contains(@rel, 'author')]")
_OLD_DATES = frozenset(("updated", "modified", "update", "last-updated", "datemodified"))
_NEW_DATES = frozenset(("published", "datepublished", "pubdate", "entry-date", "publish"))


@dataclass(slots=True, eq=False)
class Declared:
    """The claims of a page, and the elements that make them and stand in the text."""

    claims: list[Claim] = field(default_factory=list)
    elements: dict[_Element, list[int]] = field(default_factory=dict)

    def add(self, claim: Claim, element: _Element | None = None) -> None:
        """Take note of a claim that says anything; `element` shows it."""
        if not claim.value:
            return
        if element is not None:
            self.elements.setdefault(element, []).append(len(self.claims))
        self.claims.append(claim)

    def placed(self, lines: Mapping[_Element, int]) -> tuple[Claim, ...]:
        """The claims, each with the line that shows it, given the lines at which elements begin."""
        claims = list(self.claims)
        for element, line in lines.items():
            for number in self.elements.get(element, ()):
                claims[number] = replace(claims[number], line=line)
        return tuple(claims)


def find_claims(root: _Element) -> Declared:
    """Everything that a page declares of itself."""
    declared = Declared()
    scripts: list[Thing] = []
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        declared.add(Claim(field="language", value=language[:40], source="html", key="html@lang"))
    _gather(root, declared, scripts)
    for element in _WRITERS(root)[:_MOST_OF_A_TAG]:
        declared.add(_claim(_AUTHORS, _text_of(element), "link", "rel=author"), element)
    items = _items(root)
    names = [claim.value for claim in declared.claims if claim.field == _TITLE][:_MOST_NAMES]
    addresses = [claim.value for claim in declared.claims if claim.field == "url"]
    for source, things in (("json_ld", scripts), ("microdata", items)):
        described = Things(things, names, addresses)
        for thing in described.own():
            for claim in claims_of(thing, described, source):
                declared.add(claim)
        for claim in described.site():
            declared.add(claim)
    return declared


def _gather(root: _Element, declared: Declared, scripts: list[Thing]) -> None:
    """The claims of the elements that are there to claim something; the things of scripts as well."""
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for element in root.iter("meta", "link", "title", "script", "h1", "time"):
        tag = str(element.tag)
        counts[tag] += 1
        if tag == "script":
            if "ld+json" in element.get("type", "").lower():
                scripts += read_json(element.text or "")
        elif counts[tag] <= _MOST.get(tag, _MOST_OF_A_TAG):
            made = _of_meta(element, labels) if tag == "meta" else (_CLAIMS[tag](element),)
            for claim in made:
                declared.add(claim, element if tag in _SHOWN else None)


def _claim(field: str, value: str, source: str, key: str) -> Claim:
    return Claim(field=field, value=clean_text(value), source=source, key=key)


def _of_meta(element: _Element, labels: dict[str, str]) -> Iterator[Claim]:
    content = element.get("content")
    if not content:
        return
    for attribute in ("property", "name", "http-equiv"):
        key = element.get(attribute)
        name = key.strip().lower() if key else ""
        squeezed = _squeezed(name)
        if squeezed in _NAMES:
            source, what = _NAMES[squeezed]
            value = _TIERS.get(content.lower(), "") if what == "paywalled" else content
            yield _claim(what, value, source, name)
        elif name.startswith(_LABEL):
            labels[name.removeprefix(_LABEL)] = content
        elif name.startswith(_DATA) and name.removeprefix(_DATA) in labels:
            yield _claim("labelled", content, "twitter", labels[name.removeprefix(_DATA)])
        elif name in _ARTICLE_PAGES:
            yield from _of_parsely(content, name)


# The keys of a page for Parse.ly, which is JSON in an attribute.
_PARSELY: Mapping[str, str] = {
    "title": _TITLE,
    "pub_date": _DATE,
    "author": _AUTHORS,
    "authors": _AUTHORS,
    "section": "section",
    "image_url": "image",
}


def _of_parsely(content: str, name: str) -> Iterator[Claim]:
    for thing in read_json(content):
        for key in filter(thing.__contains__, _PARSELY):
            values = thing[key] if isinstance(thing[key], list) else [thing[key]]
            texts = [value for value in values if isinstance(value, str)][:_MOST_VALUES]
            yield from [_claim(_PARSELY[key], text, "meta", f"{name}.{key}") for text in texts]


def _items(root: _Element) -> list[Thing]:
    """The things of microdata."""
    items: dict[_Element | None, Thing] = {}
    for element in _PROPERTIES(root)[:_MOST_PROPERTIES]:
        _note(element, items)
    return list(items.values())


def _text_of(element: _Element) -> str:
    """The text of an element; a break or a block in it parts words, other elements do not."""
    if not len(element):
        return clean_text((element.text or "")[:_LONGEST_TEXT])
    pieces: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        is_start = event == "start"
        if inner.tag in _PARTS_WORDS:
            pieces.append(" ")
        if is_start or inner is not element:
            pieces.append((inner.text if is_start else inner.tail) or "")
        if len(pieces) > _MOST_PIECES:
            break
    return clean_text("".join(pieces)[:_LONGEST_TEXT])


_PARTS_WORDS = frozenset(("br", "p", "div", "h2", "li", "small"))
_MOST_PIECES = 200


def _of_heading(element: _Element) -> Claim:
    return _claim(_TITLE, _text_of(element), "h1", "h1")


def _of_title(element: _Element) -> Claim:
    return _claim(_TITLE, _text_of(element), "title_tag", "title")


def _of_link(element: _Element) -> Claim:
    is_canonical = element.get("rel", "").lower() == "canonical"
    href = element.get("href", "") if is_canonical else ""
    return _claim("url", href, "canonical", "rel=canonical")


def _of_time(element: _Element) -> Claim:
    value = element.get("datetime")
    if element.get("itemprop") and "Comment" in _type_of(_scope(element)):
        return _claim(_DATE, "", "time", "time")
    if value:
        return _claim(_field_of(element), value[:_LONGEST_TIME], "time", "time@datetime")
    return _claim(_field_of(element), _text_of(element)[:_LONGEST_TIME], "time", "time")


def _field_of(time: _Element) -> str:
    """Whether a `time` says when it was published, or changed."""
    said = f"{time.get('class', '')} {time.get('itemprop', '')}".lower().split()
    is_old = not _OLD_DATES.isdisjoint(said) and _NEW_DATES.isdisjoint(said)
    return _MODIFIED if is_old else _DATE


_LONGEST_TIME = 80
_CLAIMS: Mapping[str, Callable[[_Element], Claim]] = {
    "h1": _of_heading,
    "link": _of_link,
    "time": _of_time,
    "title": _of_title,
}
_SHOWN = frozenset(("h1", "time"))
_MOST: Mapping[str, int] = {"title": 1}  # a drawing may have a title too

_OF_AN_ITEM = frozenset(
    "headline name author creator datepublished datemodified publisher description articlesection keywords "
    "image url inlanguage isaccessibleforfree thumbnailurl datecreated uploaddate mainentityofpage".split()
)
_SPELLED: Mapping[str, str] = {
    name.lower(): name
    for name in (
        "datePublished dateModified articleSection inLanguage isAccessibleForFree thumbnailUrl "
        "uploadDate mainEntityOfPage".split()
    )
}


def _note(element: _Element, items: dict[_Element | None, Thing]) -> None:
    """Add what an element with `itemprop` says to the thing that it belongs to."""
    names = [name for name in element.get("itemprop", "").lower().split() if name in _OF_AN_ITEM]
    if not names:
        return
    scope = _scope(element)
    thing = items.setdefault(scope, {"@type": _type_of(scope)})
    value = _value(element)
    for name in names:
        if value:
            thing.setdefault(_SPELLED.get(name, name), []).append(value)


def _scope(element: _Element) -> _Element | None:
    """The element whose thing a property belongs to; None for the page itself."""
    for number, around in enumerate(element.iterancestors()):
        if around.get("itemscope") is not None:
            return around
        if number > _FARTHEST_SCOPE:
            break
    return None


def _type_of(scope: _Element | None) -> str:
    return scope.get("itemtype", "") if scope is not None else "Article"


def _value(element: _Element) -> str | Thing:
    if element.get("itemscope") is not None:
        inside = islice(element.iterdescendants(), _MOST_PIECES)
        name = next((_plain_value(each) for each in inside if each.get("itemprop") == "name"), None)
        name = _text_of(element) if name is None else name
        return {"@type": element.get("itemtype", ""), "name": name}
    return _plain_value(element)


def _plain_value(element: _Element) -> str:
    for attribute in ("content", "datetime"):
        value = element.get(attribute)
        if value:
            return str(value)
    if element.tag in {"img", "link", "iframe", "video"}:
        return str(element.get("src") or element.get("href") or "")
    return _text_of(element)
