"""Pages of HTML with a known article: which of their lines are article text, and what training takes.

A benchmark gives the article as text. A line of the rendered page is article text as far as its words
stand there in runs; where a page says a passage several times, the one among other article text counts.
"""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from cleantext.decode import by_line
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.lexicon import default
from cleantext.overlap import keys_of, overlap
from cleantext.pipeline import look
from cleantext.readers import read
from cleantext.readers.html import read_html
from cleantext.scorer.columns import measures
from cleantext.scorer.hints import find_hints
from cleantext.witnesses import hear
from dumps import Sample, parts_of, site_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.pipeline import Sight
    from cleantext.scorer.hints import Hints
    from cleantext.witnesses import Witness
    from dumps import Record

    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

# A line is article text if so much of it is.
_MOSTLY = 0.5
# How many lines on both sides say which of several equal lines is the article's.
_BESIDE = 4


def article_lines(features: Features, body: str) -> Floats:
    """For each line of a page the share of it that is article text."""
    gold = keys_of(body)
    share = overlap(features.keys, features.hashed, gold)
    on = np.where(share > _MOSTLY, features.size, 0.0)
    around = np.convolve(on, np.ones(2 * _BESIDE + 1), "same")
    for key, count in features.said.items():
        if count > 1:
            lines = [
                line
                for line in np.flatnonzero(share > _MOSTLY).tolist()
                if features.keys[line] == key
            ]
            wanted = max(1, gold.count(key))
            for line in sorted(lines, key=lambda line: -around[line])[wanted:]:
                share[line] = 0.0
    return share


def witness_of(witness: Witness, record: Record) -> str:
    """What a witness keeps of a page; nothing where it is not asked or fails."""
    reading = read(record["html"])
    markup = reading.document.markup
    if reading.root is None or markup is None:
        return ""
    return hear(witness, reading.root, markup.size).text or ""


def read_page(record: Record, witness: str | None) -> Sight:
    """What the stages before the scorer make of a page."""
    document = read_html(record["html"]).document
    assert document.markup is not None
    return look(replace(document, markup=replace(document.markup, witness=witness)), default())


def hints_of(sight: Sight) -> Hints:
    """What the tree says of the lines of a page."""
    assert sight.document.markup is not None
    return find_hints(sight.document, sight.features, sight.document.markup)


def _kept(sight: Sight, body: Floats, keep: Bools) -> tuple[Document, Floats]:
    """The document of some lines of a page, in the same elements."""
    document = sight.document
    lines = np.flatnonzero(keep).tolist()
    texts = tuple(document.texts[line] for line in lines)
    gaps = [1 + min(2, int(sight.features.gap[line])) for line in lines]
    starts, rows, offset, row, pieces = [], [], 0, 0, []
    for number, (text, gap) in enumerate(zip(texts, gaps, strict=True)):
        if number:
            pieces.append("\n" * gap)
            offset += gap
            row += gap
        starts.append(offset)
        rows.append(row)
        pieces.append(text)
        offset += len(text)
    markup = document.markup
    assert markup is not None
    own = markup.lines_at([document.starts[line] for line in lines])
    made = replace(
        document, text="".join(pieces), starts=tuple(starts), rows=tuple(rows), texts=texts,
        ends=tuple(start + len(text) for start, text in zip(starts, texts, strict=True)),
        markup=replace(
            markup, starts=tuple(starts), elements=tuple(markup.elements[each] for each in own),
            linked=tuple(markup.linked[each] for each in own), links=(),
        ),
    )  # fmt: skip
    return made, body[lines]


def page_samples(
    records: Sequence[Record], witnesses: Sequence[str], number: int, n_copies: int
) -> list[Sample]:
    """A page as it is, and so many copies of it with less chrome, or less article."""
    record = records[number]
    dice = random.Random(zlib.crc32(record["id"].encode()))
    sight = read_page(record, witnesses[number])
    if not len(sight.document):
        return []
    body = article_lines(sight.features, record["body"])
    made = [("page", _parts(sight.document, sight.features, sight.labels, body))]
    for _ in range(n_copies):
        name = dice.choice(("thin", "thin", "clean", "few", "window", "cut"))
        keep = _choose(name, body > _MOSTLY, dice)
        if keep.any():
            document, kept = _kept(sight, body, keep)
            features = measure(document)
            labels = by_line(detect(document, features, default().speech_of(features)))
            made.append((name, _parts(document, features, labels, kept)))
    return [
        Sample(copy=name, page=number, fold=site_of(record), source=record["source"], **parts)
        for name, parts in made
    ]


def _choose(name: str, body: Bools, dice: random.Random) -> Bools:
    """Which lines a copy keeps."""
    n = len(body)
    chance = np.array([dice.random() for _ in range(n)])
    on = np.flatnonzero(body)
    if not len(on):
        return chance < 0.5
    match name:
        case "thin":
            return body | (chance < dice.choice((0.05, 0.1, 0.25, 0.5)))
        case "clean":
            return body.copy()
        case "few":
            kept = np.zeros(n, np.bool_)
            kept[on[: dice.randint(1, 4)]] = True
            return kept | ~body
        case "window":
            first, last = on[0], on[min(len(on), dice.randint(3, 25)) - 1]
            kept = np.zeros(n, np.bool_)
            kept[max(0, first - dice.randint(0, 14)) : last + dice.randint(1, 25)] = True
            return kept
        case _:
            kept = np.zeros(n, np.bool_)
            kept[dice.randint(0, int(on[0])) : dice.randint(int(on[-1]), n - 1) + 1] = True
            return kept


def _parts(document: Document, features: Features, labels: Any, body: Floats) -> dict[str, Any]:
    assert document.markup is not None
    hints = find_hints(document, features, document.markup)
    x = np.hstack((measures(features, labels), hints.x))
    return parts_of(document, features, x) | {
        "body": body.astype(np.float32),
        "names": hints.hashes,
        "near": (hints.near.index, hints.near.lines),
        "far": (hints.far.index, hints.far.lines),
    }
