"""The network, in numpy: what each part computes, and the weights that ship with the library.

A line comes in as its measures and as the mean of the vectors of its known words and word pairs. Two
layers follow, each of a memory and a convolution, and between them a gate:

    memory       a state that runs down the page and another that runs up, each kept or replaced line
                 by line as the line itself says (the minimal gated unit of Feng et al., "Were RNNs
                 all we needed?", 2024, section 3.1). It knows that "Comments" stood above, however far.
    convolution  each line beside the one above and the one below it
    gate         what the page is like as a whole (mean, weighted mean and maximum over its lines)
                 turns channels up and down

A memory is linear in its state, so all its lines are computed at once in log2(n) steps (the scan of
Hillis and Steele, "Data parallel algorithms", 1986).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from cleantext.words import Table, hash_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from cleantext.scorer.hints import Hints
    from cleantext.words import Hashes, Words

    Singles = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

# The mean vector of a line's words is short; so much longer, it weighs like the measures.
WORD_SCALE = 3.0
# The longest page that is judged in one piece, in lines.
LONGEST = 8192
# The layers, and the one before which the gate stands.
LAYERS = 2
GATE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The weights: `parts` by name, and the table of the words that have a vector.

    Shapes, for C columns, W channels, D channels of memory each way and E numbers a word:
    `columns` (C, W), `words` (E + 1, W), `vectors` (known words, E), `conv*` (3 W, W),
    `memory*_in` (W, 4 D), `memory*_out` (2 D, W), `gate` and `shift` (3 W, W), `out` (W, 1); each but
    `vectors` with a bias of the last dimension under its name and `_bias`. `calibration` is the
    slope and the offset that turn the output into log-odds. A network for HTML has `name_vectors`
    (known names, E), `near` and `far` (E, W) besides, and `names`, the
    table of the known names. `name` is that of the file, for those that ship with the library.
    """

    parts: Mapping[str, Singles]
    table: Table
    names: Table | None = None
    name: str | None = None

    def __reduce__(self) -> str | tuple[Any, ...]:
        """A network that ships with the library is pickled by its name: an article holds one."""
        return (load, (self.name,)) if self.name else (_made, (self.parts, self.table, self.names))

    def linear(self, name: str, x: Singles) -> Singles:
        """One layer: x times its weights, plus its bias."""
        y = _times(x, self.parts[name])
        y += self.parts[f"{name}_bias"]
        return y

    def bag(self, words: Words) -> Singles:
        """For each line the mean vector of its words and pairs, and the share that is known."""
        vectors = self.parts["vectors"]
        pairs, pair_lines = hash_pairs(words)
        n = len(words.starts) - 1
        tokens = 2 * np.maximum(1, np.diff(words.starts)) + 1
        bag = np.zeros((n, vectors.shape[1] + 1), np.float32)
        for hashes, lines in ((words.hashes, words.lines), (pairs, pair_lines)):
            found = self.table.find(hashes)
            sums, counts = _sums(vectors, found, lines, n)
            bag[counts > 0, :-1] += sums
            bag[:, -1] += counts
        bag[:, :-1] *= WORD_SCALE
        bag /= tokens[:, None]
        return bag

    def named(self, hints: Hints) -> Singles:
        """What the names of the elements around each line add to its channels."""
        n = len(hints.x)
        vectors = self.parts["name_vectors"]
        known = self.names.find(hints.hashes) if self.names else np.full(len(hints.hashes), -1)
        total = np.zeros((n, self.parts["near"].shape[1]), np.float32)
        for part, names in (("near", hints.near), ("far", hints.far)):
            sums, counts = _sums(vectors, known[names.index], names.lines, n)
            used = counts > 0
            total[used] += (sums * WORD_SCALE / counts[used, None]) @ self.parts[part]
        return total

    def __call__(
        self, x: Singles, bag: Singles, weights: Singles, named: Singles | None = None
    ) -> Singles:
        """The log-odds of every line to be article text; `weights` says how much a line counts.

        `named` is what the names of elements add, for HTML. A page of more than `LONGEST` lines is
        judged in pieces, so that memory stays within bounds.
        """
        pieces = [slice(at, at + LONGEST) for at in range(0, max(1, len(x)), LONGEST)]
        judged = [
            self._judge(
                x[piece], bag[piece], weights[piece], None if named is None else named[piece]
            )
            for piece in pieces
        ]
        return np.concatenate(judged) if len(judged) > 1 else judged[0]

    def _judge(self, x: Singles, bag: Singles, weights: Singles, named: Singles | None) -> Singles:
        h = self.linear("columns", x)
        h += self.linear("words", bag)
        if named is not None:
            h += named
        np.maximum(h, 0, out=h)
        for number in range(LAYERS):
            if number == GATE:
                h = self._gated(h, weights)
            h += self._remembered(h, number)
            y = self.linear(f"conv{number}", _neighbours(h))
            h += np.maximum(y, 0, out=y)
        slope, offset = self.parts["calibration"]
        odds: Singles = self.linear("out", h)[:, 0] * slope + offset
        return odds

    def _gated(self, h: Singles, weights: Singles) -> Singles:
        mean = weights @ h / max(float(weights.sum()), 1e-6)
        page = np.concatenate((h.mean(axis=0), mean, np.maximum(h.max(axis=0), 0)))[None]
        gated: Singles = h * (2 * _sigmoid(self.linear("gate", page)))
        gated += self.linear("shift", page)
        return gated

    def _remembered(self, h: Singles, number: int) -> Singles:
        both = self.linear(f"memory{number}_in", h)
        half = both.shape[1] // 2
        keep = _sigmoid(both[:, :half])
        new = (1 - keep) * np.tanh(both[:, half:])
        down = half // 2
        for part in (keep, new):
            part[:, down:] = part[::-1, down:].copy()  # the second half runs up the page
        state = scan(keep, new)
        state[:, down:] = state[::-1, down:].copy()
        return self.linear(f"memory{number}_out", state)


def _sums(vectors: Singles, ids: Ints, lines: Ints, n: int) -> tuple[Singles, Ints]:
    """The sums of the known vectors, one for each line that has any, and how many each of n lines has."""
    known = np.flatnonzero(ids >= 0)
    counts = np.bincount(lines[known], minlength=n)
    used = np.flatnonzero(counts)
    if not len(used):
        return np.zeros((0, vectors.shape[1]), np.float32), counts
    starts = np.cumsum(counts)[used] - counts[used]
    return np.add.reduceat(vectors[ids[known]], starts), counts


def _made(parts: Mapping[str, Singles], table: Table, names: Table | None) -> Network:
    return Network(parts=parts, table=table, names=names)


# OpenBLAS multiplies on one thread up to so many products. Above, it calls its other threads, and where
# these are busy with other work (workers beside this one) waiting for them takes a hundred times as long.
_PRODUCTS_OF_ONE_THREAD = 4 * 65536


def _times(x: Singles, weights: Singles) -> Singles:
    """The matrix product, in blocks of lines that are small enough for one thread."""
    n, (columns, width) = len(x), weights.shape
    block = _PRODUCTS_OF_ONE_THREAD // (columns * width)
    whole = n - n % block
    y = np.empty((n, width), np.float32)
    blocks = y[:whole].reshape(-1, block, width)
    np.matmul(x[:whole].reshape(-1, block, columns), weights, out=blocks)
    np.matmul(x[whole:], weights, out=y[whole:])
    return y


def _neighbours(h: Singles) -> Singles:
    """Each line beside those above and below it; zeros beyond the page."""
    n, width = h.shape
    beside = np.zeros((n, 3 * width), np.float32)
    beside[1:, :width] = h[:-1]
    beside[:, width : 2 * width] = h
    beside[:-1, 2 * width :] = h[1:]
    return beside


def _sigmoid(x: Singles) -> Singles:
    """1 / (1 + exp(-x)), by the hyperbolic tangent, which cannot overflow."""
    y: Singles = np.tanh(x * np.float32(0.5))
    y *= np.float32(0.5)
    y += np.float32(0.5)
    return y


def scan(keep: Singles, new: Singles) -> Singles:
    """The states s[i] = keep[i] * s[i - 1] + new[i]; both arrays are used up.

    >>> half = np.full((3, 1), 0.5, np.float32)
    >>> scan(half.copy(), half.copy())[:, 0].tolist()
    [0.5, 0.75, 0.875]
    """
    step = 1
    while step < len(keep):
        new[step:] += keep[step:] * new[:-step]
        keep[step:] *= keep[:-step].copy()
        step *= 2
    return new


@cache
def load(name: str = "scorer") -> Network:
    """The network that ships with the library, read once per process, when first needed.

    `scorer` judges text dumps, `scorer_html` pages of HTML.
    """
    file = resources.files("cleantext") / "data" / f"{name}.npz"
    with file.open("rb") as opened, np.load(opened) as arrays:
        read = from_arrays({part: arrays[part] for part in arrays.files})
    return replace(read, name=name)


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Network:
    """A network from the arrays of its file: the parts, and the `hashes` of the known words."""
    hashes: Hashes = arrays["hashes"].astype(np.uint64)
    parts = {
        name: part.astype(np.float32, order="C")
        for name, part in arrays.items()
        if name not in {"hashes", "name_hashes"}
    }
    names = Table(arrays["name_hashes"].astype(np.uint64)) if "name_hashes" in arrays else None
    return Network(parts=parts, table=Table(hashes), names=names)
