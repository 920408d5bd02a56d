"""HTML to a document: the page rendered to text, one line a rendered block, and what else it says.

The page is parsed once, by libxml2, which is quick and forgiving. Where it gives up (elements nested
more than two thousand deep) beautifulsoup4 reads the page instead. The rendering is that of a browser
in outline: what is hidden and what is code is left out, runs of white space become one space, a
block element or a line break begins a new line, and the cells of a row of a table are parted by tabs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from cleantext.document import Document
from cleantext.folding import INVISIBLE
from cleantext.markup import ROOT, Link, Markup
from cleantext.readers.reading import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements that end the line before them and begin a new one. Others stand in the line; an element
# that HTML does not know is a block if its name has a hyphen, as those of components have.
_BLOCKS = frozenset((
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label "
    "legend li main menu nav ol option p pre search section summary table tbody td tfoot th thead tr ul"
).split())  # fmt: skip
# What a browser does not print, or what is no text of the page.
_SKIPPED = frozenset((
    "amp-ad amp-analytics amp-consent amp-iframe amp-script amp-state annotation annotation-xml applet "
    "audio base canvas colgroup datalist embed head iframe img input link map meta noembed noframes "
    "noscript object param rp script select source style svg template textarea title track video"
).split())  # fmt: skip
_CELLS = frozenset(("td", "th"))
_OF_A_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr", "caption"))
_NAMES = frozenset(("class", "id", "role", "itemprop"))
_NOT_SHOWN = ("display:none", "visibility:hidden")
# Lines of these that follow each other have no blank line between them.
_TIGHT = frozenset(("li", "tr", "dt", "dd", "option", "label", "button"))

# A table with such elements, or with more letters or paragraphs in a cell, is the layout of a page.
_LAYOUT = (
    "table", "form", "h1", "h2", "article", "section", "ul", "ol", "pre", "figure", "blockquote",
)  # fmt: skip
_LETTERS_OF_A_CELL = 300
_PARAGRAPHS_OF_A_CELL = 1

# Where hidden paragraphs hold so many times the letters that are shown, a script shows them.
_HIDDEN_SHARE = 3


def read_html(
    text: str, *, url: str | None = None, warnings: tuple[str, ...] = (), dump: bool = False
) -> Reading:
    """Render a page of HTML to a document; `dump` says that its line breaks are breaks.

    >>> reading = read_html("<nav>Home</nav><p>It rained<br>on the <a href='/c'>coast</a>.")
    >>> reading.document.texts
    ('Home', 'It rained', 'on the coast.')
    >>> [reading.document.markup.path(each) for each in reading.document.markup.elements]
    ['/html/body/nav[1]', '/html/body/p[1]', '/html/body/p[1]']
    """
    root = parse(text)
    if root is None:
        return Reading(document=_document(_Renderer(), url, warnings))
    page = _Renderer(dump=dump)
    page.run(root)
    if page.hidden > _HIDDEN_SHARE * page.length:
        page = _Renderer(dump=dump, shows_hidden=True)
        page.run(root)
    return Reading(document=_document(page, url, warnings), root=root)


def parse(text: str) -> HtmlElement | None:
    """The root element of a page; None where there is none, as in an empty page."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # One class for all elements, which trafilatura asks for, spares a look-up for each.
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
    )
    sound = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(sound, parser)
    except etree.XMLSyntaxError:  # nothing but comments, or nothing at all
        return None
    return root if isinstance(root, HtmlElement) else None


@dataclass(slots=True)
class _Renderer:
    """What has been rendered so far: lines, links, and the elements that were met."""

    dump: bool = False
    shows_hidden: bool = False
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    links: list[tuple[int, int, int, str]] = field(default_factory=list)  # line, start, end, href
    length: int = 0
    hidden: int = 0
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
    _href: str | None = None
    _link_end: int = -1
    _in_table: int = 0
    _in_pre: int = 0

    def run(self, root: _Element) -> None:
        """Render a tree."""
        self._in_pre = int(self.dump)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._open(element):
                    text = element.text
                    if text:
                        self._say(text)
                else:
                    walk.skip_subtree()
                continue
            own = self._around.pop()
            self._siblings.pop()
            if own != ROOT:
                self._close(own)
            tail = element.tail
            if tail:
                self._say(tail)
        self._flush()

    def _open(self, element: _Element) -> bool:
        """Enter an element; False where nothing of it is shown."""
        tag = element.tag
        above = self._siblings[-1]
        above[tag] = above.get(tag, 0) + 1
        name, href, shown = self._attributes(element) if tag not in _SKIPPED else ("", None, False)
        if not shown:
            self._around.append(ROOT)
            self._siblings.append(above)
            return False
        number = len(self.tags)
        self.tags.append(tag)
        self.parents.append(self._around[-1])
        self.places.append(above[tag])
        self.names.append(name)
        self._around.append(number)
        self._siblings.append({})
        if tag in _BLOCKS or "-" in tag:
            self._open_block(element, tag, number)
        elif href is not None and tag == "a":
            self._href = href
            self._space = self._space or self._link_end == self._size > 0
        return True

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
        if not shown:
            self.hidden += sum([len(each.text or "") for each in element.iter("p")])
        return name, href, shown

    def _open_block(self, element: _Element, tag: str, number: int) -> None:
        if self._in_table and tag not in _OF_A_TABLE:
            if tag in _CELLS and self._parts:
                self._add("\t", number)
                self._space = False
            else:
                self._space = True
            return
        self._flush()
        self._blocks.append(number)
        if tag == "table" and _is_of_data(element):
            self._in_table = number
        self._in_pre += tag == "pre"

    def _close(self, own: int) -> None:
        tag = self.tags[own]
        if tag == "br" and not self._in_table:
            self._flush()
        elif self._blocks[-1] == own:
            self._flush()
            self._blocks.pop()
            self._in_pre -= tag == "pre"
            if self._in_table == own:
                self._in_table = 0
        elif tag == "a":
            self._href = None
            self._link_end = self._size
        elif tag in _BLOCKS or tag == "br":  # in a row of a table
            self._space = True

    def _say(self, text: str) -> None:
        if not self._in_pre or self._in_table:
            self._add_words(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush()
            self._add_words(line)

    def _add_words(self, text: str) -> None:
        words = text.split()
        if not words:
            self._space = True
            return
        if self._parts and (self._space or text[0].isspace()) and self._parts[-1] != "\t":
            self._add(" ", self._owners[-1])
        said = " ".join(words)
        if self._href is not None:
            self._hrefs.append((self._size, self._size + len(said), self._href))
        self._add(said, self._around[-1])
        self._space = text[-1].isspace()

    def _add(self, text: str, owner: int) -> None:
        self._parts.append(text)
        self._owners.append(owner)
        self._size += len(text)

    def _flush(self) -> None:
        """End the line."""
        self._space = False
        self._link_end = -1
        if not self._parts:
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
        self._size = 0

    def _add_line(self, text: str, lead: int, element: int) -> None:
        line, linked = len(self.texts), 0
        for start, end, href in self._hrefs:
            start, end = max(0, start - lead), min(len(text), end - lead)
            if start < end:
                self.links.append((line, start, end, href))
                linked += end - start
        self.texts.append(text)
        self.elements.append(element)
        self.linked.append(linked)
        self.length += len(text)


def _hides(key: str, value: str) -> bool:
    """Whether an attribute says that its element is not shown."""
    if key == "style":
        style = value.replace(" ", "").lower()
        return any([each in style for each in _NOT_SHOWN])
    return key == "hidden" and value != "until-found"


def _is_of_data(table: _Element) -> bool:
    """Whether a table holds data: short cells, more than one a row, and no boxes of a layout."""
    if table.get("role") in {"presentation", "none"}:
        return False
    if next(table.iterdescendants(*_LAYOUT), None) is not None:
        return False
    return all([_is_small(cell) for cell in table.iterdescendants("td", "th")])


def _is_small(cell: _Element) -> bool:
    paragraphs = sum([1 for _ in cell.iterdescendants("p", "br", "div")])
    return (
        paragraphs <= _PARAGRAPHS_OF_A_CELL
        and sum(map(len, cell.itertext())) <= _LETTERS_OF_A_CELL
    )


def _document(page: _Renderer, url: str | None, warnings: tuple[str, ...]) -> Document:
    """The lines as a document, with what only the markup knows of them."""
    starts, rows, gaps = [], [], []
    offset = row = 0
    before = None
    for text, element in zip(page.texts, page.elements, strict=True):
        block = _nearest(page, element)
        if before is not None:
            tight = block == before or (
                page.tags[block] in _TIGHT and page.tags[block] == page.tags[before]
            )
            gap = "\n" if tight else "\n\n"
            gaps.append(gap)
            offset += len(gap)
            row += len(gap)
        starts.append(offset)
        rows.append(row)
        offset += len(text)
        before = block
    gaps.append("")
    markup = Markup(
        tags=tuple(page.tags),
        parents=tuple(page.parents),
        places=tuple(page.places),
        names=tuple(page.names),
        starts=tuple(starts),
        elements=tuple(page.elements),
        linked=tuple(page.linked),
        links=tuple(
            [
                Link(start=starts[line] + start, end=starts[line] + end, href=href)
                for line, start, end, href in page.links
            ]
        ),
    )
    return Document(
        text="".join([piece for pair in zip(page.texts, gaps, strict=False) for piece in pair]),
        starts=tuple(starts),
        ends=tuple([start + len(text) for start, text in zip(starts, page.texts, strict=True)]),
        rows=tuple(rows),
        texts=tuple(page.texts),
        url=url,
        warnings=warnings,
        markup=markup,
    )


def _nearest(page: _Renderer, element: int) -> int:
    """The block that an element is, or stands in."""
    while page.tags[element] not in _BLOCKS and page.parents[element] != ROOT:
        element = page.parents[element]
    return element
