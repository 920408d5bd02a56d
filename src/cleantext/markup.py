"""What only HTML knows of a page: the elements that its lines stand in, its links, what it declares.

The HTML reader renders a page to text, so that there is one pipeline. What it knows besides is kept
here, as columns: an element is named by its number, in the order of the page, and every element comes
after the one that it stands in. No object of the parser's is kept, so that a result can be pickled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_PART = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+(?![a-z])|[^\W\d_A-Z]+")
_LONGEST_NAME = 40
_MOST_TOKENS = 24
ROOT = -1
_ONCE = frozenset(("html", "body"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in the text: its half-open offsets there, and where it leads, as the page writes it."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a page declares about itself in markup: a field, its value, and who says so.

    `source` names the kind of declaration ("json-ld", "open-graph", ...), `key` the place in it
    ("NewsArticle.datePublished").
    """

    field: str
    value: str
    source: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Markup:
    """The elements of a page, and which of them its lines stand in.

    `tags`, `parents`, `places` and `names` have one value an element: its tag, the number of the
    element that it stands in (`ROOT` for the first), its place among those of the same tag there,
    counted from 1, and what its `class`, `id`, `role` and `itemprop` say. `starts` are the offsets at
    which the lines of the reader begin in the text, `elements` the elements of these lines, and
    `linked` how many characters of each are in links. `claims` is what the page declares of
    itself, and `witness` the text that another extractor takes for the article, if one was asked.
    """

    tags: tuple[str, ...]
    parents: tuple[int, ...]
    places: tuple[int, ...]
    names: tuple[str, ...]
    starts: tuple[int, ...]
    elements: tuple[int, ...]
    linked: tuple[int, ...]
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    witness: str | None = None

    def line_at(self, offset: int) -> int:
        """The line of the reader's that an offset into the text lies in."""
        return bisect_right(self.starts, offset) - 1

    def element_at(self, offset: int) -> int:
        """The element that the character at an offset into the text stands in."""
        return self.elements[self.line_at(offset)]

    def path(self, element: int) -> str:
        """The XPath of an element: it finds the element again in the same page.

        >>> shape = {"tags": ("html", "body", "p"), "places": (1, 1, 2), "names": ("", "", "")}
        >>> lines = {"starts": (0,), "elements": (2,), "linked": (0,)}
        >>> Markup(**shape, parents=(-1, 0, 1), **lines).path(2)
        '/html/body/p[2]'
        """
        steps = [self._step(each) for each in self.chain(element)]
        return "/" + "/".join(reversed(steps))

    def _step(self, element: int) -> str:
        tag, place = self.tags[element], self.places[element]
        if tag in _ONCE:
            return tag
        is_plain = tag.isascii() and tag.replace("-", "").isalnum()
        return f"{tag}[{place}]" if is_plain else f"*[name()={_quoted(tag)}][{place}]"

    def chain(self, element: int) -> list[int]:
        """An element and all those around it, from the inside out."""
        found = []
        while element != ROOT:
            found.append(element)
            element = self.parents[element]
        return found


def _quoted(text: str) -> str:
    """A text as a literal of XPath, which knows no escapes."""
    return f"'{text}'" if "'" not in text else f'"{text}"'


@lru_cache(maxsize=8192)
def tokens(names: str) -> tuple[str, ...]:
    """The names in a `class` attribute and their parts, in small letters, each once.

    >>> tokens("article-body relatedStories")
    ('article-body', 'article', 'body', 'relatedstories', 'related', 'stories')
    """
    found: dict[str, None] = {}
    for name in names.split():
        if len(name) <= _LONGEST_NAME:
            found[name.lower()] = None
            for part in _PART.findall(name):
                if len(part) > 1:
                    found[part.lower()] = None
    return tuple(found)[:_MOST_TOKENS]
