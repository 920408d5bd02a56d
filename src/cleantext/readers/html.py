"""HTML to a document: what is read of a page, and what of it is text."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from cleantext.document import Document
from cleantext.folding import fold
from cleantext.markup import ROOT, Link, Markup, Size
from cleantext.overlap import overlap
from cleantext.readers.claims import find_claims
from cleantext.readers.reading import Reading
from cleantext.readers.render import LETTERS_OF_PROSE, TIGHT, Renderer, place_of_root
from cleantext.readers.soup import DEEPEST, assemble, flattened, mended, parse, tamed
from cleantext.readers.story import find_story
from cleantext.words import hash_words

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement


# Where hidden paragraphs hold more characters than those that are shown, and more than these, a script
# shows them.
_FEW_HIDDEN = 400
# Of a declared article of which less than this share is shown, the paragraphs that are not shown count.
_SHOWN = 0.6


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
    text = tamed(text) if dump else text
    root = parse(text)
    page = _rendered(root, dump=dump)
    better = mended(text, "\n".join(page.texts))
    if better is not None or page.depth > DEEPEST:
        root = flattened(better or text) if page.depth > DEEPEST else parse(better or text)
        page = _rendered(root, dump=dump)
    return Reading(document=_document(page, text, url, warnings), root=root)


def _rendered(root: HtmlElement | None, *, dump: bool) -> Renderer:
    """A tree rendered; with what is hidden, and with what only its scripts say, if there is little else."""
    if root is None:
        return Renderer()
    page = Renderer(dump=dump, moved=assemble(root), declared=find_claims(root))
    page.run(root)
    if page.hidden > max(_FEW_HIDDEN, _prose_of(page)):
        page = Renderer(dump=dump, shows_hidden=True, moved=page.moved, declared=page.declared)
        page.run(root)
    story = find_story(root)
    if story:
        page.story = story[0]
        _append(page, *story)
    return page


def _prose_of(page: Renderer) -> int:
    """How many characters stand in lines of prose."""
    return sum(
        [
            len(text)
            for text, linked in zip(page.texts, page.linked, strict=True)
            if len(text) >= LETTERS_OF_PROSE and 2 * linked < len(text)
        ]
    )


def _append(page: Renderer, story: str, script: _Element) -> None:
    """Put the declared article below the page, where the page does not show it."""
    lines = [line for line in story.splitlines() if fold(line)]
    said = [fold(line) for line in lines]
    shown = overlap(said, hash_words(said), [fold(text) for text in page.texts])
    sizes = [len(key) for key in said]
    if float(shown @ sizes) >= _SHOWN * sum(sizes) or not page.tags:
        return
    own = 0
    for element in (*reversed([*script.iterancestors()][:-1]), script):
        page.tags.append(element.tag)
        place = 1 + sum([1 for _ in element.itersiblings(element.tag, preceding=True)])
        is_root = element.tag == "html"  # what follows a page was put into its body
        page.parents.append(ROOT if is_root else own)
        page.places.append(place_of_root(element, place) if is_root else place)
        page.names.append("declared-article" if element is script else "")
        own = len(page.tags) - 1
    for line, share in zip(lines, shown.tolist(), strict=True):
        if share < _SHOWN:
            page.say_line(line, own)


def _document(page: Renderer, text: str, url: str | None, warnings: tuple[str, ...]) -> Document:
    """The lines of a page as a document, with what only the markup knows of them."""
    gaps = _gaps(page)
    lengths = [len(line) for line in page.texts]
    rows = tuple(accumulate(map(len, gaps)))
    before = accumulate(lengths, initial=0)
    starts = tuple([row + length for row, length in zip(rows, before, strict=False)])
    size = Size(elements=len(page.tags), characters=len(text), depth=page.depth)
    return Document(
        text="".join([piece for pair in zip(gaps, page.texts, strict=True) for piece in pair]),
        starts=starts,
        ends=tuple([start + length for start, length in zip(starts, lengths, strict=True)]),
        rows=rows,
        texts=tuple(page.texts),
        url=url,
        warnings=warnings,
        markup=_markup(page, starts, size),
    )


def _gaps(page: Renderer) -> list[str]:
    """The line breaks before each line: one between the lines of a block or of a list, two elsewhere."""
    gaps = []
    before: int | None = None
    for block in page.blocks:
        tag = page.tags[block]
        is_tight = block == before or (
            before is not None and tag in TIGHT and tag == page.tags[before]
        )
        gaps.append("" if before is None else "\n" if is_tight else "\n\n")
        before = block
    return gaps


def _markup(page: Renderer, starts: tuple[int, ...], size: Size) -> Markup:
    """The elements of a page, and where the lines and links that stand in them begin."""
    links = [
        Link(start=starts[line] + start, end=starts[line] + end, href=href)
        for line, start, end, href in page.links
    ]
    return Markup(
        tags=tuple(page.tags),
        parents=tuple(page.parents),
        places=tuple(page.places),
        names=tuple(page.names),
        starts=starts,
        elements=tuple(page.elements),
        linked=tuple(page.linked),
        links=tuple(links),
        leads=page.leads,
        base=page.base,
        story=page.story,
        claims=page.declared.placed(page.met),
        size=size,
    )
