"""A tree of HTML rendered to text: one line a block, and the element that it stands in.

The rendering is that of a browser in outline: what is hidden and what is code is left out, runs of white
space become one space, a block element or a line break begins a new line, and the cells of a row of a
table are parted by tabs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from cleantext.folding import INVISIBLE
from cleantext.markup import ROOT, Lead
from cleantext.readers.claims import Declared
from cleantext.readers.soup import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

# Elements that end the line before them and begin a new one. Others stand in the line; an element
# that HTML does not know is a block if its name has a hyphen, as those of components have.
_BLOCKS = frozenset((
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label "
    "legend li main marquee menu nav ol option p pre search section summary table tbody td tfoot th "
    "thead tr ul"
).split())  # fmt: skip
# What a browser does not print, or what is no text of the page.
_SKIPPED = frozenset((
    "amp-ad amp-analytics amp-consent amp-iframe amp-script amp-state annotation annotation-xml applet "
    "audio base canvas colgroup datalist embed head iframe img input link map meta noembed noframes "
    "noscript object param script select source style svg template textarea title track video"
).split())  # fmt: skip
# All of the first break a line, but for these, and those of components, in a paragraph.
_BREAKING = _BLOCKS - {"button", "label"}
_CELLS = frozenset(("td", "th"))
_ONCE = frozenset(("html", "body"))
_OF_A_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr", "caption"))
_NAMES = frozenset(("class", "id", "role", "itemprop"))
# At the beginning of a declaration: the back of a face may be hidden as well.
_NOT_SHOWN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
# Lines of these that follow each other have no blank line between them.
TIGHT = frozenset(("li", "tr", "dt", "dd", "option", "label", "button"))

# A table with such elements, or with more letters or paragraphs in a cell, is the layout of a page.
_LAYOUT = (
    "table", "form", "h1", "h2", "article", "section", "ul", "ol", "pre", "figure", "blockquote",
)  # fmt: skip
_LETTERS_OF_A_CELL = 300
_PARAGRAPHS_OF_A_CELL = 1

# In these a line break is no end of a line.
_HEADLINES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

# Columns of a tabulator in preformatted text.
_TAB = 4

_SOFT_HYPHEN = "\xad"  # prints nothing where no line ends

# Hidden text of so many letters is prose. So many hidden paragraphs of an article are a part of it that
# a click unfolds, and are shown; `_FOLDED` is noted among the names of their element.
LETTERS_OF_PROSE = 40
_LETTERS_OF_A_PARAGRAPH = 60
_FOLDED_PARAGRAPHS = 3
_FOLDED = "folded"


@dataclass(slots=True)
class Renderer:
    """What has been rendered so far: lines, links, and the elements that were met."""

    dump: bool = False
    shows_hidden: bool = False
    moved: Mapping[_Element, int] = field(default_factory=dict)
    declared: Declared = field(default_factory=Declared)
    met: dict[_Element, int] = field(default_factory=dict)  # elements that claim, and their lines
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    links: list[tuple[int, int, int, str]] = field(default_factory=list)  # line, start, end, href
    leads: dict[int, Lead] = field(default_factory=dict)
    base: str | None = None
    hidden: int = 0
    depth: int = 0
    story: str | None = None
    # The elements around, from the outside in, and those among them that are blocks.
    _around: list[int] = field(default_factory=lambda: [ROOT])
    _blocks: list[int] = field(default_factory=lambda: [ROOT])
    _siblings: list[dict[str, int]] = field(default_factory=lambda: [{}])
    # The line so far: its pieces, and the elements that they stand in.
    _parts: list[str] = field(default_factory=list)
    _owners: list[int] = field(default_factory=list)
    _hrefs: list[tuple[int, int, str]] = field(default_factory=list)
    _size: int = 0
    _space: bool = False
    # What stands before the line: line breaks (none that count where a block begins or ends in
    # between), cells of its row, and how far it is set in.
    _breaks: int = 0
    _is_apart: bool = True
    _cells: int = 0
    _indent: int = 0
    _href: str | None = None
    _link_end: int = -1
    # Where an element with a name ended in the line, and whether another begins right there: what styles
    # set apart is parted by no white space.
    _seam: int = -1
    _is_seam: bool = False
    _folded: int = ROOT - 1  # the last element that was unfolded; at first a number that none has
    _is_bracketed: bool = False  # ruby text without brackets of its own
    _in_table: int = 0
    _in_pre: int = 0

    def run(self, root: _Element) -> None:
        """Render a tree."""
        self._in_pre = int(self.dump)
        base = root.find("head/base")
        self.base = base.get("href") if base is not None else None
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if not self._open(element):
                    walk.skip_subtree()
                    continue
                if self.depth > DEEPEST:  # the page will be flattened
                    return
                text = element.text
            else:
                self._close(self._around.pop())
                text = element.tail
            if text and (self._in_pre or not text.isspace()):
                self._say(text)
            elif text:
                self._space = True
        self._flush()

    def _open(self, element: _Element) -> bool:
        """Enter an element; False where nothing of it is shown."""
        tag = element.tag
        above = self._siblings[-1]
        moved = self.moved.get(element) if self.moved else None
        above[tag] = above.get(tag, 0) + (moved is None)
        name, href, shown = self._attributes(element) if tag not in _SKIPPED else ("", None, False)
        if not shown:
            self._around.append(ROOT)
            self._siblings.append(above)
            return False
        number = len(self.tags)
        self.tags.append(tag)
        self.parents.append(self._parent(tag, moved))
        place = moved or above[tag]
        self.places.append(place_of_root(element, place) if tag in _ONCE else place)
        self.names.append(name)
        self._around.append(number)
        self._siblings.append({})
        self.depth = max(self.depth, len(self._siblings) - 1)
        if tag in _BLOCKS or "-" in tag:
            self._open_block(element, tag, number)
        else:
            self._open_inline(element, tag, href, name)
        if element in self.declared.elements:
            self.met[element] = len(self.texts)
        return True

    def _parent(self, tag: str, moved: int | None) -> int:
        """The element that one stood in, in the page as it was sent: what follows a page is a root."""
        if tag == "html":
            return ROOT
        return self._around[-1] if moved is None else self._body()

    def _body(self) -> int:
        """The body that is around."""
        around = [each for each in self._around if each != ROOT and self.tags[each] == "body"]
        return around[0] if around else self._around[-1]

    def _open_inline(self, element: _Element, tag: str, href: str | None, name: str) -> None:
        if name and self._seam == self._size > 0:
            self._is_seam = True
        if tag == "a" and href is not None:
            self._href = href
            self._is_seam = self._is_seam or self._link_end == self._size > 0
        elif tag == "rt" and not _follows_bracket(element):
            self._add("(", self._around[-1])
            self._is_bracketed = True

    def _attributes(self, element: _Element) -> tuple[str, str | None, bool]:
        """What an element is called, where it leads, and whether it is shown."""
        name, href, shown = "", None, True
        for key, value in element.items():
            if key in _NAMES:
                name = f"{name} {value}" if name else value
            elif key == "href":
                href = value
            elif _hides(key, value):
                shown = self.shows_hidden
            elif key == "aria-hidden" and value == "true":
                name += " aria-hidden"
        if element.tag == "dialog" and element.get("open") is None:
            shown = self.shows_hidden
        if not shown:
            shown = self._is_folded(element)
            name = f"{name} {_FOLDED}".lstrip() if shown else name
            self.hidden += 0 if shown else _prose_in(element)
        return name, href, shown

    def _is_folded(self, element: _Element) -> bool:
        """Whether a hidden element is a part of the article that a click unfolds."""
        if self._folded in self._around:
            return True
        around = [self.tags[each] for each in self._around if each != ROOT]
        if "article" not in around and "main" not in around:
            return False
        if sum(map(_is_paragraph, element.iter("p"))) < _FOLDED_PARAGRAPHS:
            return False
        self._folded = len(self.tags)
        return True

    def _open_block(self, element: _Element, tag: str, number: int) -> None:
        if tag not in _BREAKING and self.tags[self._blocks[-1]] == "p":
            return
        if self._in_table and tag not in _OF_A_TABLE:
            self._cells += tag in _CELLS and not self._parts
            if tag in _CELLS and self._parts:
                self._add("\t", number)
                self._space = False
            else:
                self._space = True
            return
        self._flush()
        self._is_apart = True
        self._blocks.append(number)
        if tag == "table" and _is_of_data(element):
            self._in_table = number
        self._in_pre += tag == "pre"

    def _close(self, own: int) -> None:
        self._siblings.pop()
        if own == ROOT:
            return
        tag = self.tags[own]
        if tag == "br" and self.tags[self._blocks[-1]] in _HEADLINES:
            self._space = True  # one headline, set in two lines
        elif tag == "br" and not self._in_table:
            self._flush()
            self._breaks += 1
        elif self._blocks[-1] == own:
            self._flush()
            self._is_apart = True
            self._blocks.pop()
            self._in_pre -= tag == "pre"
            if self._in_table == own:
                self._in_table = 0
        elif self._in_table and (tag in _BLOCKS or tag == "br"):
            self._space = True
        else:
            self._close_inline(own, tag)

    def _close_inline(self, own: int, tag: str) -> None:
        if tag == "a":
            self._href = None
            self._link_end = self._size
        elif tag == "rt" and self._is_bracketed:
            self._add(")", own)
            self._is_bracketed = False
        if self.names[own]:
            self._seam = self._size

    def _say(self, text: str) -> None:
        if not self._in_pre or self._in_table:
            self._add_words(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush()
                self._breaks += 1
            if not self._parts:
                self._indent += _columns(line)
            self._add_words(line)

    def _add_words(self, text: str) -> None:
        words = _words(text)
        if not words:
            self._space = True
            return
        if self._parts and self._is_parted(text) and self._parts[-1] != "\t":
            self._add(" ", self._owners[-1])
        said = " ".join(words).replace(_SOFT_HYPHEN, "")
        if self._href is not None:
            self._hrefs.append((self._size, self._size + len(said), self._href))
        self._add(said, self._around[-1])
        self._space = text[-1].isspace()

    def _is_parted(self, text: str) -> bool:
        """Whether a text stands apart from the one before it in the line."""
        if self._space or text[0].isspace():
            return True
        is_seam = self._is_seam and not self._in_pre
        return is_seam and text[0].isalnum() and self._parts[-1][-1:].isalnum()

    def _add(self, text: str, owner: int) -> None:
        self._is_seam = False
        self._parts.append(text)
        self._owners.append(owner)
        self._size += len(text)

    def _flush(self) -> None:
        """End the line."""
        self._space = self._is_seam = False
        self._link_end = self._seam = -1
        if not self._parts:
            self._cells = self._indent = 0
            return
        whole = "".join(self._parts)
        text = whole.strip(INVISIBLE)
        if text:
            first = self._owners[0]
            one = all([owner == first for owner in self._owners])
            self._add_line(text, whole.find(text[0]), first if one else self._blocks[-1])
        self._parts.clear()
        self._owners.clear()
        self._hrefs.clear()
        self._size = self._cells = self._indent = 0

    def say_line(self, text: str, element: int) -> None:
        """A line that stands in no rendered element."""
        self._is_apart = True
        self._add_line(text.strip(INVISIBLE), 0, element)

    def _add_line(self, text: str, lead: int, element: int) -> None:
        line, linked = len(self.texts), 0
        for first, last, href in self._hrefs:
            start, end = max(0, first - lead), min(len(text), last - lead)
            if start < end:
                self.links.append((line, start, end, href))
                linked += end - start
        self.texts.append(text)
        self.elements.append(element)
        self.blocks.append(self._blocks[-1] if self._blocks[-1] != ROOT else element)
        self.linked.append(linked)
        breaks = 0 if self._is_apart else self._breaks
        if breaks or self._indent or self._cells > 1:
            cells = max(0, self._cells - 1)
            self.leads[line] = Lead(breaks=breaks, cells=cells, indent=self._indent)
        self._breaks = 0
        self._is_apart = False


def place_of_root(element: _Element, place: int) -> int:
    """The place of a root, or a body; 0 if it is the only one: broken pages have several."""
    if element.tag == "html":
        if element.getparent() is not None:  # it stood beside the first, and was put into its body
            return 1 + place
        return 0 if element.find("body/html") is None else 1
    return 0 if place == 1 and next(element.itersiblings("body"), None) is None else place


def _columns(line: str) -> int:
    """How far a line of preformatted text is set in."""
    space = line[: len(line) - len(line.lstrip())].expandtabs(_TAB)
    return len(space)


def _words(text: str) -> list[str]:
    """The words between which white space is one space; an ideographic space is a letter of its line."""
    if _WIDE_SPACE not in text:
        return text.split()
    return [
        word.replace(_STAND_IN, _WIDE_SPACE)
        for word in text.replace(_WIDE_SPACE, _STAND_IN).split()
    ]


_WIDE_SPACE, _STAND_IN = "\u3000", "\ufdd0"


def _hides(key: str, value: str) -> bool:
    """Whether an attribute says that its element is not shown."""
    if key == "style":
        return _NOT_SHOWN.search("".join(value.split()).lower()) is not None
    return key == "hidden" and value != "until-found"


def _is_of_data(table: _Element) -> bool:
    """Whether a table holds data: short cells, more than one a row, and no boxes of a layout."""
    if table.get("role") in {"presentation", "none"}:
        return False
    if next(table.iterdescendants(*_LAYOUT), None) is not None:
        return False
    rows = islice(table.iterdescendants("tr"), _ROWS)
    if not any([sum([1 for _ in islice(row.iterchildren("td", "th"), 2)]) > 1 for row in rows]):
        return False
    return all(_is_small(cell) for cell in table.iterdescendants("td", "th"))


# So many rows of a table tell whether it has columns.
_ROWS = 50


def _is_small(cell: _Element) -> bool:
    paragraphs = islice(cell.iterdescendants("p", "br", "div"), _PARAGRAPHS_OF_A_CELL + 1)
    if sum([1 for _ in paragraphs]) > _PARAGRAPHS_OF_A_CELL:
        return False
    texts = islice(cell.itertext(), _LETTERS_OF_A_CELL + 1)
    return sum(map(len, texts)) <= _LETTERS_OF_A_CELL


def _prose_in(element: _Element) -> int:
    """How many characters of an element that is not shown are prose."""
    texts = [each.text.strip() for each in element.iter() if each.tag not in _SKIPPED and each.text]
    return sum([len(text) for text in texts if len(text) >= LETTERS_OF_PROSE])


def _is_paragraph(element: _Element) -> bool:
    return sum(map(len, element.itertext())) >= _LETTERS_OF_A_PARAGRAPH


def _follows_bracket(element: _Element) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "rp"
