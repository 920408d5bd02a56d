"""The words of a page as numbers: one hash a word, computed for all lines in one pass.

Whoever asks whether words are known (the scorer's table, the lists of function words), or whether two
lines share any, compares numbers in numpy. A hash depends on the folded word alone, so it is the same
on every machine and in every process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]
    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

_SPACE, _BREAK = ord(" "), ord("\n")
# Scripts without spaces between words: each character is a word of its own.
SPACELESS = (
    (0x0E00, 0x0E80),
    (0x3041, 0x3100),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
)
# An odd multiplier of 64 bits, from Knuth's multiplicative hashing: 2**64 divided by the golden ratio.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
# Letters beyond so many do not tell words apart any more.
_LONGEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a page, in order.

    `hashes`, `letters` (the characters of each word) and `lines` (the line it stands in) have one
    value a word; `starts` has one value a line and one more: line i holds words starts[i] to
    starts[i + 1].
    """

    hashes: Hashes
    letters: Ints
    lines: Ints
    starts: Ints


def hash_words(keys: Sequence[str]) -> Words:
    """The words of folded lines.

    >>> words = hash_words(["rain again", "", "rain"])
    >>> bool(words.hashes[0] == words.hashes[2]), words.lines.tolist(), words.starts.tolist()
    (True, [0, 0, 2], [0, 2, 2, 3])
    """
    points = np.frombuffer("\n".join(keys).encode("utf-32-le", "surrogatepass"), np.uint32)
    blank = (points == _SPACE) | (points == _BREAK)
    first = np.flatnonzero(_begins(points, blank))
    ends = np.cumsum(np.fromiter(map(len, keys), np.int64, len(keys)) + 1)
    starts = np.concatenate((np.zeros(1, np.int64), np.searchsorted(first, ends)))
    if not len(first):
        nothing = np.zeros(0, np.int64)
        return Words(hashes=np.zeros(0, np.uint64), letters=nothing, lines=nothing, starts=starts)
    spans = np.diff(first, append=len(points))
    place = np.arange(first[0], len(points)) - np.repeat(first, spans)
    values = points[first[0] :] * _POWERS[np.minimum(place, _LONGEST - 1)]
    visible = ~blank[first[0] :]
    values *= visible
    return Words(
        hashes=_mixed(np.add.reduceat(values, first - first[0])),
        letters=np.add.reduceat(visible, first - first[0], dtype=np.int64),
        lines=np.repeat(np.arange(len(keys)), np.diff(starts)),
        starts=starts,
    )


def _powers() -> Hashes:
    powers = np.full(_LONGEST, GOLDEN, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_POWERS = _powers()


def _begins(points: npt.NDArray[np.uint32], blank: Bools) -> Bools:
    """Which characters are the first of a word."""
    begins = ~blank
    if not len(points):
        return begins
    breaks = blank[:-1]
    if points.max() >= SPACELESS[0][0]:
        alone = np.zeros(len(points), np.bool_)
        for low, high in SPACELESS:
            alone |= (points >= low) & (points < high)
        breaks = breaks | alone[1:] | alone[:-1]
    begins[1:] &= breaks
    return begins


def _mixed(hashes: Hashes) -> Hashes:
    """Spread what tells hashes apart over all their bits (as in the finaliser of MurmurHash3)."""
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return hashes ^ (hashes >> np.uint64(33))


def hash_pairs(words: Words) -> tuple[Hashes, Ints]:
    """The hashes of all pairs of neighbours in a line, and their lines; an edge is a neighbour too.

    A line of n words has n + 1 pairs, a line of none has none.

    >>> pairs, lines = hash_pairs(hash_words(["rain again", "", "rain"]))
    >>> bool(pairs[0] == pairs[3]), lines.tolist()  # both are the edge and "rain"
    (True, [0, 0, 0, 2, 2])
    """
    counts = np.diff(words.starts)
    used = np.flatnonzero(counts)
    shift = np.cumsum(counts > 0)[words.lines]  # one place more for every line up to here
    padded = np.zeros(len(words.hashes) + len(used) + 1, np.uint64)
    padded[np.arange(len(words.hashes)) + shift] = words.hashes
    pairs = _mixed(padded[:-1] * GOLDEN + padded[1:])
    return pairs[: len(words.hashes) + len(used)], np.repeat(used, counts[used] + 1)


_BITS = 16
SLOTS = 1 << _BITS


def slots(hashes: Hashes) -> Ints:
    """A small number for each hash: the same for the same word, rarely the same for two."""
    return (hashes >> np.uint64(64 - _BITS)).astype(np.int64)


class Table:
    """Known hashes, each at its place in an array; asking for many at once is two look-ups each.

    A hash lies in the slot that its first bits name, or if that is taken, in one of a second row that
    its next bits name. Where both are taken it is left out: `left` are the indexes of these.

    >>> known = Table(hash_words(["rain snow"]).hashes)
    >>> known.find(hash_words(["more rain", "snow"]).hashes).tolist()
    [-1, 0, 1]
    """

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = np.append(hashes, np.uint64(0))  # the last one is found where nothing lies
        self._rows = np.full((2, SLOTS), len(hashes), np.int32)
        left = np.arange(len(hashes))
        for row, places in zip(self._rows, _places(hashes), strict=True):
            row[places[left[::-1]]] = left[::-1]  # of several, the first one stays
            left = left[row[places[left]] != left]
        self.left: list[int] = left.tolist()

    def find(self, hashes: Hashes) -> Ints:
        """For each hash its index, or -1 where it is not known."""
        first, second = (row.take(at) for row, at in zip(self._rows, _places(hashes), strict=True))
        found = np.where(self._hashes.take(second) == hashes, second, -1)
        return np.where(self._hashes.take(first) == hashes, first, found).astype(np.int64)

    def holds(self, hashes: Hashes) -> Bools:
        """For each hash whether it is known, those that found no place among them."""
        known: Bools = self.find(hashes) >= 0
        for index in self.left:
            known |= hashes == self._hashes[index]
        return known


def _places(hashes: Hashes) -> tuple[Ints, Ints]:
    second = (hashes >> np.uint64(64 - 2 * _BITS)) & np.uint64(SLOTS - 1)
    return slots(hashes), second.astype(np.int64)


def hash_list(phrases: Iterable[str]) -> Hashes:
    """The hashes of the single words among folded phrases, each once, in ascending order."""
    single = sorted({phrase for phrase in phrases if " " not in phrase})
    return np.unique(hash_words(single).hashes)
