"""Dumps with known article lines: how they are read, and what training takes from each."""

from __future__ import annotations

import bisect
import json
import lzma
import random
import re
import unicodedata
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from augment import Lines, copies
from cleantext.decode import by_line
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.lexicon import default
from cleantext.readers.text import read_text
from cleantext.scorer.columns import measures
from cleantext.words import hash_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.scorer.columns import Labels
    from cleantext.words import Hashes

    Singles = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

Record = dict[str, Any]

_WORD = re.compile(r"\w+")


@dataclass(slots=True, kw_only=True)
class Sample:
    """One copy of a page: what the network sees, which lines are body, and where it came from.

    `x` are the measures (lines, columns); `hashes` the words and word pairs, in the lines `lines`;
    `tokens` how many a line has; `weights` the roots of the lines' letters; `words` the words of each
    line, as word F1 counts them; `body` is 1 for a line of the article. For pages of HTML, `names` are
    the hashes of the names of elements, and `near` and `far` say which of them each line has.
    """

    copy: str
    page: int
    fold: int
    source: str
    x: npt.NDArray[np.float16]
    hashes: Hashes
    lines: Ints
    tokens: Singles
    weights: Singles
    words: Singles
    body: Singles
    names: Hashes | None = None
    near: tuple[Ints, Ints] | None = None
    far: tuple[Ints, Ints] | None = None


def read_records(path: Path) -> Iterator[Record]:
    """The records of a JSONL file, plain or .xz: `id`, `url`, `title`, `text`, `body`, `body_lines`."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            yield json.loads(line)


def site_of(record: Record) -> int:
    """A number for the page's site: folds are this number modulo their count."""
    host = urlsplit(str(record.get("url") or "")).hostname or str(record["id"])
    return zlib.crc32(re.sub(r"^www\.", "", host).encode())


def words_of(text: str) -> list[str]:
    """The words of a text as the benchmark counts them."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def lines_of(record: Record) -> Lines:
    """The lines of a dump, each with whether it is article text."""
    wanted = set(record["body_lines"])
    return [(text, number in wanted) for number, text in enumerate(record["text"].split("\n"), 1)]


def samples_of(
    records: Sequence[Record], number: int, n_copies: int, without: frozenset[str]
) -> list[Sample]:
    """A page as it is, and so many copies of it as other dumps would have it."""
    record = records[number]
    dice = random.Random(zlib.crc32(f"{record['id']} {record.get('renderer')}".encode()))
    lines = lines_of(record)
    other = lines_of(records[dice.randrange(len(records))])
    made = [("page", lines)]
    made += copies(lines, str(record.get("title") or ""), other, (dice, n_copies, without))
    found = [(name, _sample(copy)) for name, copy in made]
    return [
        Sample(
            copy=name, page=number, fold=site_of(record), source=str(record.get("source")), **parts
        )
        for name, parts in found
        if parts
    ]


def look(text: str) -> tuple[Document, Features, Labels]:
    """What the stages before the scorer make of a dump."""
    document = read_text(text)
    features = measure(document)
    return document, features, by_line(detect(document, features, default().speech_of(features)))


def _sample(lines: Lines) -> dict[str, Any]:
    """What the network sees of a page; nothing where it has no lines."""
    document, features, labels = look("\n".join(text for text, _ in lines))
    if not len(document):
        return {}
    begins = [0]
    for text, _ in lines:
        begins.append(begins[-1] + len(text) + 1)
    return parts_of(document, features, measures(features, labels)) | {
        "body": np.array(
            [lines[bisect.bisect_right(begins, start) - 1][1] for start in document.starts],
            np.float32,
        ),
    }


def parts_of(document: Document, features: Features, x: Singles) -> dict[str, Any]:
    """What a sample holds of a document, given its measures, but for what is body."""
    words = features.hashed
    pairs, pair_lines = hash_pairs(words)
    return {
        "x": x.astype(np.float16),
        "hashes": np.concatenate((words.hashes, pairs)),
        "lines": np.concatenate((words.lines, pair_lines)),
        "tokens": (2 * np.maximum(1, np.diff(words.starts)) + 1).astype(np.float32),
        "weights": np.sqrt(features.size).astype(np.float32),
        "words": np.array([len(words_of(text)) for text in document.texts], np.float32),
    }
