"""What the network sees of a line of an HTML page besides its text: where it stands in the page's tree.

Three things: plain measures (`HINTS`), of its links, of the elements around it, of how much of the page's
prose stands in the same box, and of what a witness kept; the names of the elements right around
it; and those of all the elements that it stands in. Names are tags and the parts of `class`, `id`, `role`
and `itemprop`, as hashes, so that what a name means is learned and not listed.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cleantext.markup import ROOT, tokens_of
from cleantext.overlap import keys_of, overlap
from cleantext.words import GOLDEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from cleantext.document import Document
    from cleantext.features import Features, Floats
    from cleantext.markup import Markup
    from cleantext.words import Hashes

    Singles = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

# The tags that have a column of their own: that of the block a line stands in.
_OWN_TAGS: dict[str, tuple[str, ...]] = {
    "paragraph": ("p",),
    "headline": ("h1",),
    "heading": ("h2", "h3", "h4", "h5", "h6", "legend"),
    "item": ("li", "dt", "dd"),
    "cell": ("td", "th", "tr"),
    "box": ("div", "section", "article", "main", "body"),
    "quote": ("blockquote", "pre"),
    "caption": ("figcaption", "caption"),
    "control": ("button", "label", "summary", "option"),
}
_OWN_TAG = {tag: number for number, tags in enumerate(_OWN_TAGS.values()) for tag in tags}
# Elements that say what stands in them, unless nearly the whole page does.
_AROUND: dict[str, tuple[str, ...]] = {
    "in nav": ("nav", "menu"),
    "in header": ("header",),
    "in footer": ("footer",),
    "in aside": ("aside",),
    "in form": ("form", "fieldset", "dialog"),
    "in figure": ("figure",),
    "in table": ("table",),
    "in list": ("ul", "ol", "dl"),
    "in quote": ("blockquote",),
    "in article": ("article",),
    "in main": ("main",),
}
_AROUND_TAG = {tag: number for number, tags in enumerate(_AROUND.values()) for tag in tags}
# These say it even where they hold the whole page.
_EVEN_WHOLE = np.array([name in {"in article", "in main"} for name in _AROUND])
_WHOLE_PAGE = 0.6
_WITNESS = (
    "witness", "witness kept it", "witness before", "witness after", "witness around",
    "within the witness", "share of the page kept",
)  # fmt: skip
_PROSE_OF_BOXES = (
    "prose of the box", "prose of the second box", "prose of the third box",
    "prose of the fourth box",
)  # fmt: skip
_PLACE = (
    "links", "links of the box", "links of the box around", "depth", *_PROSE_OF_BOXES,
    "share of the box", "lines of the box", "prose in such elements", "lines in such elements",
    "in the best box", "steps to the best box", "depth below the best box", "under a headline",
    "headlines above", "emphasised", "link alone",
)  # fmt: skip
_DECLARED = (
    "story", "in the story", "before in the story", "after in the story",
    "share of the page in the story", "in the summary",
)  # fmt: skip
HINTS = (
    *(f"is {name}" for name in _OWN_TAGS), *_AROUND, *_PLACE, *_DECLARED, *_WITNESS,
)  # fmt: skip
WITNESSES = len(_WITNESS)  # they come last
HINT_GROUPS = {
    "its element": (*(f"is {name}" for name in _OWN_TAGS), *_AROUND),
    "its box on the page": _PLACE,
    "what the page declares": _DECLARED,
    "what another extractor kept": _WITNESS,
}

_BLOCK_TAGS = frozenset(
    (*(tag for tags in _OWN_TAGS.values() for tag in tags), "ul", "ol", "table", "form")
)
_EMPHASIS = frozenset(("b", "strong", "em", "i", "u"))
_BOXES = 4
# Pairs of a line and an element around it. Of 539 pages none has more than 24,000.
_MOST_PAIRS = 3_000_000
_FADING = 0.5
_FEW_LINES = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names around each line: `names` as hashes, and which of them (`index`) each line (`lines`) has."""

    index: Ints
    lines: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """The measures of a page's tree, shape (lines, HINTS), and its names: `near` each line, and `far`."""

    x: Singles
    hashes: Hashes
    near: Names
    far: Names


@lru_cache(maxsize=8192)
def _hashes_of(tag: str, names: str) -> tuple[int, ...]:
    """The hashes of the names of an element; a tag is no class of the same name."""
    hashes = [_hash(f"<{tag}")]
    for name in names.split():
        hashes += _hashes_of_name(name)
    return tuple(dict.fromkeys(hashes))[:_MOST_NAMES]


@lru_cache(maxsize=32768)
def _hashes_of_name(name: str) -> tuple[int, ...]:
    return tuple(map(_hash, tokens_of(name)))


def _hash(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "replace")) * int(GOLDEN) & _64_BITS


_64_BITS = 0xFFFFFFFFFFFFFFFF
_MOST_NAMES = 32


def find_hints(document: Document, features: Features, markup: Markup) -> Hints:
    """What the tree says of the lines of a page."""
    if not len(features):
        nothing = Names(index=np.zeros(0, np.int64), lines=np.zeros(0, np.int64))
        x = np.zeros((0, len(HINTS)), np.float32)
        return Hints(x=x, hashes=np.zeros(0, np.uint64), near=nothing, far=nothing)
    tree = _Tree(document, features, markup)
    rows: dict[str, Floats] = {
        **tree.own_tags(),
        **tree.around(),
        **tree.place(),
        **_of_declared(features, markup),
        **_of_witness(features, markup.witness),
    }
    x = np.empty((len(features), len(HINTS)), np.float32)
    for column, name in enumerate(HINTS):
        x[:, column] = rows[name]
    hashes, near, far = tree.names()
    return Hints(x=x, hashes=hashes, near=near, far=far)


class _Tree:
    """The elements of a page as arrays, and what stands in them."""

    def __init__(self, document: Document, features: Features, markup: Markup) -> None:
        self.features, self.markup = features, markup
        self.own = np.array(markup.elements_at(document.starts), np.int64)
        self.parents = np.array(markup.parents, np.int64)
        links = features.links
        self.link_share = links if links is not None else np.zeros(len(features))
        self.prose = np.where(features.prose(), features.size * (1 - self.link_share), 0.0)
        self.blocks = self._blocks()
        self.chains = self._chains()
        lines, elements = self.chains
        n = len(markup.tags)
        self.sizes = np.bincount(elements, features.size[lines], n)
        self.linked = np.bincount(elements, (features.size * self.link_share)[lines], n)
        self.proses = np.bincount(elements, self.prose[lines], n)
        self.counts = np.bincount(elements, minlength=n)
        self.total = max(1.0, float(features.size.sum()))
        self.total_prose = max(1.0, float(self.prose.sum()))
        self.depths = self._depths()

    def _blocks(self) -> Ints:
        """For each line the block that it stands in: its element, or the next one around that is a block."""
        tags, parents = self.markup.tags, self.markup.parents
        found: dict[int, int] = {}
        for own in set(self.own.tolist()):
            element = own
            while tags[element] not in _BLOCK_TAGS and parents[element] != ROOT:
                element = parents[element]
            found[own] = element
        return np.array([found[own] for own in self.own.tolist()], np.int64)

    def _chains(self) -> tuple[Ints, Ints]:
        """Every pair of a line and an element that it stands in, level by level from the inside out.

        Of a page past all reason these are the inner levels.
        """
        lines, elements = np.arange(len(self.own)), self.own
        all_lines, all_elements = [lines], [elements]
        while len(lines) and len(lines) * len(all_lines) < _MOST_PAIRS:
            elements = self.parents[elements]
            inside = elements != ROOT
            lines, elements = lines[inside], elements[inside]
            all_lines.append(lines)
            all_elements.append(elements)
        return np.concatenate(all_lines), np.concatenate(all_elements)

    def _depths(self) -> Ints:
        depths = np.zeros(len(self.parents) + 1, np.int64)
        for element, parent in enumerate(self.markup.parents):
            depths[element] = depths[parent] + 1
        return depths[:-1]

    def own_tags(self) -> dict[str, Floats]:
        """Which block a line stands in."""
        own = self._codes(_OWN_TAG)[self.blocks]
        return {f"is {name}": own == number for number, name in enumerate(_OWN_TAGS)}

    def around(self) -> dict[str, Floats]:
        """Which telling elements a line stands in, unless nearly the whole page does."""
        lines, elements = self.chains
        codes = self._codes(_AROUND_TAG)
        telling = (codes >= 0) & (_EVEN_WHOLE[codes] | (self.sizes < _WHOLE_PAGE * self.total))
        rows = np.zeros((len(_AROUND), len(self.own)))
        some = telling[elements]
        rows[codes[elements[some]], lines[some]] = 1
        return dict(zip(_AROUND, rows, strict=True))

    def _codes(self, table: Mapping[str, int]) -> Ints:
        """For each element the number of its tag in a table, or -1."""
        tags = self.markup.tags
        return np.fromiter((table.get(tag, -1) for tag in tags), np.int64, len(tags))

    def place(self) -> dict[str, Floats]:
        """Its links, its depth, and how much of the page's prose stands in the boxes around it."""
        boxes = self._boxes()
        first = boxes[0]
        best = self._best_box(boxes)
        inside, steps = self._way_to(best)
        links = self.linked / np.maximum(1.0, self.sizes)
        tags = [self.markup.tags[own] for own in self.own.tolist()]
        headline = self._codes(_OWN_TAG)[self.blocks] == _OWN_TAG["h1"]
        above = np.cumsum(headline) - headline
        such_prose, such_lines = self._such()
        return {
            "links": self.link_share,
            "links of the box": links[first],
            "links of the box around": links[boxes[1]],
            "depth": np.log1p(self.depths[self.blocks]),
            **{
                name: self.proses[box] / self.total_prose
                for name, box in zip(_PROSE_OF_BOXES, boxes, strict=True)
            },
            "share of the box": np.minimum(1.0, self.features.size / np.maximum(1.0, self.sizes[first])),
            "lines of the box": np.log1p(self.counts[first]),
            "prose in such elements": such_prose,
            "lines in such elements": such_lines,
            "in the best box": inside,
            "steps to the best box": np.log1p(steps),
            "depth below the best box": np.clip(self.depths[self.blocks] - self.depths[best], -5, 5) / 5,
            "under a headline": np.minimum(above, 1),
            "headlines above": np.log1p(above),
            "emphasised": np.array([tag in _EMPHASIS for tag in tags]),
            "link alone": np.array([tag == "a" for tag in tags]),
        }  # fmt: skip

    def _boxes(self) -> list[Ints]:
        """The elements around the block of each line, from the inside out."""
        found, box = [], self.blocks
        for _ in range(_BOXES):
            above = self.parents[box]
            box = np.where(above == ROOT, box, above)
            found.append(box)
        return found

    def _best_box(self, boxes: list[Ints]) -> int:
        """The element whose paragraphs hold most prose: its own count whole, those one box down half."""
        n = len(self.parents)
        score = (
            np.bincount(boxes[0], self.prose, n) + np.bincount(boxes[1], self.prose, n) * _FADING
        )
        return int(np.argmax(score))

    def _way_to(self, best: int) -> tuple[Bools, Floats]:
        """For each line whether it is in the best box, and how many steps up one in common is."""
        around_best = np.zeros(len(self.parents), np.bool_)
        around_best[self.markup.chain(best)] = True
        lines, elements = self.chains
        steps = np.bincount(lines, ~around_best[elements], len(self.own)).astype(np.float64)
        inside = np.zeros(len(self.own), np.bool_)
        inside[lines[elements == best]] = True
        return inside, steps

    def _such(self) -> tuple[Floats, Floats]:
        """How much prose, and how many lines, stand in elements of the same names on this page."""
        markup = self.markup
        kinds: dict[tuple[str, str, str], int] = {}
        keys = []
        for block in self.blocks.tolist():
            parent = markup.parents[block]
            above = markup.names[parent] if parent != ROOT else ""
            key = (markup.tags[block], markup.names[block], above)
            keys.append(kinds.setdefault(key, len(kinds)))
        at = np.array(keys, np.int64)
        prose = np.bincount(at, self.prose, len(kinds)) / self.total_prose
        return prose[at], np.log1p(np.bincount(at, minlength=len(kinds)))[at]

    def names(self) -> tuple[Hashes, Names, Names]:
        """The hashes of the page's names, and which of them stand near each line and far from it."""
        markup = self.markup
        own = list(map(_hashes_of, markup.tags, markup.names))
        counts = np.fromiter(map(len, own), np.int64, len(own))
        flat = np.array([each for found in own for each in found], np.uint64)
        starts = np.cumsum(counts) - counts
        hashes, index = np.unique(flat, return_inverse=True)
        lines, elements = self.chains
        above = self.parents[self.blocks]
        near_from = np.where(above == ROOT, 0, self.depths[above])
        near = self.depths[elements] >= near_from[lines]
        table = (starts, counts, index)
        return (
            hashes,
            _names(lines[near], elements[near], table),
            _names(lines[~near], elements[~near], table),
        )


def _names(lines: Ints, elements: Ints, table: tuple[Ints, Ints, Ints]) -> Names:
    """The names of elements, laid end to end for each line."""
    starts, counts, index = table
    order = np.argsort(lines, kind="stable")
    lines, elements = lines[order], elements[order]
    some = counts[elements]
    first = np.repeat(starts[elements] - (np.cumsum(some) - some), some)
    return Names(index=index[first + np.arange(len(first))], lines=np.repeat(lines, some))


def _of_declared(features: Features, markup: Markup) -> dict[str, Floats]:
    """What the page declares as the text of its article, and as its summary."""
    rows = dict.fromkeys(_DECLARED, np.zeros(len(features)))
    summary = next((claim.value for claim in markup.claims if claim.field == "description"), "")
    if summary:
        rows["in the summary"] = overlap(features.keys, features.hashed, keys_of(summary))
    if markup.story:
        kept = overlap(features.keys, features.hashed, keys_of(markup.story))
        share = float(kept @ features.size) / max(1.0, float(features.size.sum()))
        rows["story"] = np.ones(len(features))
        rows["in the story"] = kept
        rows["before in the story"], rows["after in the story"] = _beside(kept)
        rows["share of the page in the story"] = np.full(len(features), share)
    return rows


def _beside(values: Floats) -> tuple[Floats, Floats]:
    """For each line the values of the one above and of the one below; nothing beyond the page."""
    return np.concatenate(([0.0], values[:-1])), np.concatenate((values[1:], [0.0]))


def _of_witness(features: Features, text: str | None) -> dict[str, Floats]:
    """What another extractor kept: of each line, of those around it, and of the page."""
    n = len(features)
    if not text:
        return dict.fromkeys(_WITNESS, np.zeros(n))
    kept = overlap(features.keys, features.hashed, keys_of(text))
    on = kept > 0.5
    size = features.size
    weight = kept * size
    before, _ = _beside(np.cumsum(weight))
    total = max(1.0, float(weight.sum()))
    lines = np.flatnonzero(on & (size > _FEW_LINES))
    within = np.zeros(n)
    if len(lines):
        within[lines[0] : lines[-1] + 1] = 1
    kept_above, kept_below = _beside(kept)
    return {
        "witness": np.ones(n),
        "witness kept it": kept,
        "witness before": kept_above,
        "witness after": kept_below,
        "witness around": 4 * (before / total) * (1 - np.minimum(1.0, (before + weight) / total)),
        "within the witness": within,
        "share of the page kept": np.full(n, total / max(1.0, float(size.sum()))),
    }
