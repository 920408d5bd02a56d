"""What only HTML knows of a page: the elements that its lines stand in, its links, what it declares.

The HTML reader renders a page to text, so that there is one pipeline. What it knows besides is kept
here, as columns: an element is named by its number, in the order of the page, and every element comes
after the one that it stands in. No object of the parser's is kept, so that a result can be pickled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from cleantext.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PART = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+(?![a-z])|[^\W\d_A-Z]+")
_LONGEST_NAME = 40
ROOT = -1
# What elements make of the text in them, and how many elements around a line are asked.
_FORMS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Kind.LIST_ITEM),
    "blockquote": Kind.QUOTE,
}
_NEAR = 4
NOWHERE = -1
# lxml follows elements so many levels deep unless it is told to go on; what is deeper has the path of
# the element around it at that level.
_DEEPEST = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in the text: its half-open offsets there, and where it leads, as the page writes it."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What stands between a line and the one above it in the same block, where that is no text.

    `breaks` are line breaks with no other block between, `cells` the empty cells before the
    first of a row that is not, `indent` the columns that a line of preformatted text is set in by.
    """

    breaks: int = 0
    cells: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a page declares about itself in markup: a field, its value, and who says so.

    `source` names the kind of declaration ("json_ld", "open_graph", ...), `key` the place in it
    ("NewsArticle.datePublished"). `line` is the line of the reader's that shows it, for claims made by
    an element that stands in the text; `NOWHERE` for others.
    """

    field: str
    value: str
    source: str
    key: str
    line: int = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a page is: its elements, the characters of its source, how deep elements are nested."""

    elements: int = 0
    characters: int = 0
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Markup:
    """The elements of a page, and which of them its lines stand in.

    `tags`, `parents`, `places` and `names` have one value an element: its tag, the number of the
    element that it stands in (`ROOT` for the first), its place among those of the same tag there,
    counted from 1 (0 for the only root and the only body), and what its `class`, `id`, `role` and
    `itemprop` say. `starts` are the offsets at which the lines of the reader begin in the text,
    `elements` the elements of these lines, and `linked` how many characters of each are in links.
    `leads` tells what stands before a line in its block, where that is anything. `base` is the address
    that the page's links start from, where it names one. `claims` is what the page declares of
    itself, `story` the text of the article as it declares it, and `witness` the text that another
    extractor takes for the article, if one was asked. `size` is that of the whole page, with what is
    not shown.
    """

    tags: tuple[str, ...]
    parents: tuple[int, ...]
    places: tuple[int, ...]
    names: tuple[str, ...]
    starts: tuple[int, ...]
    elements: tuple[int, ...]
    linked: tuple[int, ...]
    links: tuple[Link, ...] = ()
    leads: Mapping[int, Lead] = field(default_factory=dict)
    base: str | None = None
    claims: tuple[Claim, ...] = ()
    story: str | None = None
    witness: str | None = None
    size: Size = Size()

    def line_at(self, offset: int) -> int:
        """The line of the reader's that an offset into the text lies in."""
        return bisect_right(self.starts, offset) - 1

    def lines_at(self, offsets: Sequence[int]) -> list[int]:
        """The lines of the reader's that offsets into the text lie in."""
        return list(map(self.line_at, offsets))

    def elements_at(self, offsets: Sequence[int]) -> list[int]:
        """The elements that the characters at offsets into the text stand in."""
        return [self.elements[line] for line in self.lines_at(offsets)]

    def form(self, element: int) -> Kind | None:
        """What an element makes of its text: a heading, an item, a quotation, a row; None for others."""
        if self.tags[element] == "tr":  # of a table of data, since it holds several cells
            return Kind.TABLE
        for _ in range(_NEAR):
            if element == ROOT:
                break
            if self.tags[element] in _FORMS:
                return _FORMS[self.tags[element]]
            element = self.parents[element]
        return None

    def path(self, element: int) -> str:
        """The XPath of an element: it finds the element again in the same page.

        >>> shape = {"tags": ("html", "body", "p"), "places": (0, 0, 2), "names": ("", "", "")}
        >>> lines = {"starts": (0,), "elements": (2,), "linked": (0,)}
        >>> Markup(**shape, parents=(-1, 0, 1), **lines).path(2)
        '/html/body/p[2]'
        """
        return self.paths((element,))[0]

    def paths(self, elements: Iterable[int]) -> list[str]:
        """The XPaths of elements; what they have in common is spelled out once.

        Where XPath has no words for a tag, or it is too deep, the path is that of the element around.
        """
        known = {ROOT: ("", _DEEPEST)}
        return [self._path(element, known) for element in elements]

    def _path(self, element: int, known: dict[int, tuple[str, int]]) -> str:
        """One of them; `known` are those that were spelled out, and how many steps more they take."""
        inner = []
        while element not in known:
            inner.append(element)
            element = self.parents[element]
        path, room = known[element]
        for each in reversed(inner):
            step = self._step(each) if room else ""
            path, room = (f"{path}/{step}", room - 1) if step else (path, 0)
            known[each] = path, room
        return path

    def _step(self, element: int) -> str:
        """A step of an XPath; empty where there is none for such a tag."""
        tag, place = self.tags[element], self.places[element]
        if tag.isascii() and tag.replace("-", "").isalnum():
            return f"{tag}[{place}]" if place else tag
        # A literal of XPath knows no escapes, and a tag in the wild any character at all.
        is_sayable = tag.isprintable() and "'" not in tag
        return f"*[name()='{tag}'][{place}]" if is_sayable else ""

    def chain(self, element: int) -> list[int]:
        """An element and all those around it, from the inside out."""
        found = []
        while element != ROOT:
            found.append(element)
            element = self.parents[element]
        return found


@lru_cache(maxsize=8192)
def parts(name: str) -> tuple[str, ...]:
    """The words of one name, in small letters: cut at hyphens, underscores, digits and capitals.

    >>> parts("c-article__relatedStories2")
    ('c', 'article', 'related', 'stories')
    """
    return tuple([part.lower() for part in _PART.findall(name[:_LONGEST_NAME])])


def tokens(names: str) -> tuple[str, ...]:
    """The names of an element and their parts, in small letters, each once.

    >>> tokens("article-body relatedStories")
    ('article-body', 'article', 'body', 'relatedstories', 'related', 'stories')
    """
    return tuple(dict.fromkeys([token for name in names.split() for token in tokens_of(name)]))


@lru_cache(maxsize=8192)
def tokens_of(name: str) -> tuple[str, ...]:
    """The same of one name; none for one past all reason."""
    if len(name) > _LONGEST_NAME:
        return ()
    return (name.lower(), *(part for part in parts(name) if len(part) > 1))
