"""The scorer: the log-odds that a line is article text, from its shape, its neighbours and its page.

Two small perceptrons, one after the other. The first judges every line from plain measures of the
line, of the lines around it and of the whole page. The second judges again, and knows what the first
thought of the neighbours: a doubtful line between paragraphs is likely a subheading, and between
menus a menu. Neither knows a word of any language; that is the vocabulary's business, whose hits are
among the measures. Rules and scorer meet in `decode`.

The weights are data (`data/scorer.npz`), written by training/train.py; docs/model.md says from what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char, chances_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from cleantext.features import Features, Floats
    from cleantext.model import Label, Rule

    Labels = Mapping[int, Sequence[Label]]
    Singles = npt.NDArray[np.float32]

# How fast the influence of a neighbour falls: by half every two lines, up to eight lines away.
_REACH = 8
_WEIGHTS = 0.5 ** (np.arange(1, _REACH + 1) / 2.0)
# The second perceptron looks at the first one's opinion of the lines at these distances.
_DISTANCES = (1, 2, 3, 4, 6, 8)

# Logarithms of numbers of letters: at about 20 a line begins to read as a sentence, at 90 it is a
# paragraph, at 250 a long one, and at 1,100 it is several in one.
_SENTENCE, _PARAGRAPH, _LONG, _SEVERAL = 3.0, 4.5, 5.5, 7.0
_LETTERS_OF_A_PARAGRAPH = 60

# The share of capitals assumed where a script has none.
_NO_CAPITALS = 0.25

# Sums over neighbours are cut off here.
_ENOUGH = 2.0

COLUMNS = (
    # of the line
    "log size", "ends", "prose", "few words", "capitals", "capitals in a long line", "digits",
    "inner marks", "sign first", "colon last", "comma last", "small letter first", "mark first",
    "repeated", "gap", "long", "very long", "chrome", "share of the page",
    # of the lines around it
    "prose before", "prose after", "prose around", "size before", "size after", "chrome before",
    "chrome after", "goes on below", "goes on from above",
    # of the page
    "log lines", "prose of the page", "chrome of the page", "log phrases", "phrases a line",
    "menu lines", "prose lines", "stray lines",
)  # fmt: skip

NEIGHBOURS = (
    "own", "share", "mean", "most", *(f"{sign}{n}" for n in _DISTANCES for sign in "-+"),
    "mass before", "mass after", "mean before", "mean after",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Perceptron:
    """One hidden layer of tanh units, with a linear bridge over it.

    Shapes: `hidden` (columns, units), `hidden_bias` and `output` (units,), `bridge` (columns,).
    """

    hidden: Singles
    hidden_bias: Singles
    output: Singles
    bridge: Singles
    bias: float

    def __call__(self, x: Singles) -> Singles:
        """The log-odds of every row of x."""
        odds: Singles = (
            np.tanh(x @ self.hidden + self.hidden_bias) @ self.output + x @ self.bridge + self.bias
        )
        return odds


@cache
def load() -> tuple[Perceptron, Perceptron]:
    """The two perceptrons that ship with the library, read once per process."""
    with (
        (resources.files("cleantext") / "data" / "scorer.npz").open("rb") as file,
        np.load(file) as arrays,
    ):
        return _perceptron(arrays, "first"), _perceptron(arrays, "second")


def _perceptron(arrays: Mapping[str, Singles], name: str) -> Perceptron:
    return Perceptron(
        hidden=arrays[f"{name}_hidden"],
        hidden_bias=arrays[f"{name}_hidden_bias"],
        output=arrays[f"{name}_output"],
        bridge=arrays[f"{name}_bridge"],
        bias=float(arrays[f"{name}_bias"]),
    )


def score(features: Features, labels: Labels) -> Floats:
    """The log-odds of every line to be article text; above 0 means more likely than not."""
    if not len(features):
        return np.zeros(0)
    first, second = load()
    x = measures(features, labels)
    odds = second(np.hstack((x, neighbours(first(x), features.size))))
    return odds.astype(np.float64)


def measures(features: Features, labels: Labels) -> Singles:
    """The columns named in `COLUMNS`, one row a line."""
    rows = [*_of_lines(features), *_around(features, labels)]
    x = np.empty((len(COLUMNS), len(features)), np.float32)
    x[: len(rows)] = rows
    x[len(rows) :] = np.asarray(_of_page(features, labels), np.float32)[:, None]
    return x.T


def _of_lines(features: Features) -> list[Floats]:
    size = np.log1p(features.size)
    first, last, counts = features.first, features.last, features.counts
    capitals = _capitals(features)
    return [
        size,
        last == Char.END,
        _prose(features),
        np.minimum(features.words, 4) / 4,
        capitals,
        capitals * (features.words > 4),
        counts[:, Char.DIGIT] / np.maximum(1, counts[:, 1:].sum(axis=1)),
        np.log1p(counts[:, Char.END] + counts[:, Char.COMMA]),
        first == Char.SIGN,
        last == Char.COLON,
        last == Char.COMMA,
        first == Char.LOWER,
        (first == Char.COMMA) | (first == Char.END),
        features.repeats > 1,
        np.minimum(features.gap, 3) / 3,
        _ramp(size, _PARAGRAPH, _LONG),
        _ramp(size, _LONG, _SEVERAL),
    ]


def _around(features: Features, labels: Labels) -> list[Floats]:
    chrome = _chrome(len(features), labels)
    before, after = _smooth(_prose(features))
    before, after = np.minimum(before, _ENOUGH), np.minimum(after, _ENOUGH)
    below = _goes_on(features)
    return [
        chrome,
        np.sqrt(features.size / max(1.0, features.size.sum())),
        before,
        after,
        np.sqrt(before * after),
        *_smooth(np.log1p(features.size)),
        *_smooth(chrome),
        below,
        np.concatenate(([0.0], below[:-1])),
    ]


def _of_page(features: Features, labels: Labels) -> list[float]:
    n = len(features)
    total = max(1.0, float(features.size.sum()))
    prose = (features.last == Char.END) & (features.size > _LETTERS_OF_A_PARAGRAPH)
    phrases = menus = 0
    sure = 0.0
    for found in labels.values():
        sources = [_source(label.rule) for label in found]
        phrases += _PHRASE in sources
        menus += _MENU in sources
        sure += max([label.rule.confidence for label in found])
    return [
        float(np.log1p(n)),
        float(features.size[prose].sum()) / total,
        sure / n,
        float(np.log1p(phrases)),
        phrases / n,
        menus / n,
        float(prose.mean()),
        float((features.size == 0).mean()),
    ]


_PHRASE, _MENU, _OTHER = range(3)


def _source(rule: Rule) -> int:
    """Whether a rule knows phrases of chrome, or the form of menus, or something else."""
    if rule.is_menu:
        return _MENU
    return _PHRASE if rule.is_phrase else _OTHER


def neighbours(odds: Singles, size: Floats) -> Singles:
    """The columns named in `NEIGHBOURS`: what the first perceptron thinks of the lines around each."""
    n = len(odds)
    chance = chances_of(odds)
    padded = np.zeros(n + 2 * _REACH, np.float32)
    padded[_REACH : _REACH + n] = chance
    mass = np.cumsum(chance * size)
    total = max(1.0, float(mass[-1]))
    x = np.empty((len(NEIGHBOURS), n), np.float32)
    x[0] = odds
    x[1:4] = np.array([total / max(1.0, float(size.sum())), chance.mean(), chance.max()])[:, None]
    row = 4
    for distance in _DISTANCES:
        x[row] = padded[_REACH - distance : _REACH - distance + n]
        x[row + 1] = padded[_REACH + distance : _REACH + distance + n]
        row += 2
    x[row] = mass / total
    x[row + 1] = 1 - (mass - chance * size) / total
    x[row + 2], x[row + 3] = _smooth(chance)
    return x.T


def _ramp(values: Floats, low: float, high: float) -> Floats:
    """0 below `low`, 1 above `high`, and a straight line between."""
    ramp: Floats = np.clip((values - low) / (high - low), 0, 1)
    return ramp


def _prose(features: Features) -> Floats:
    """How much each line reads like a paragraph, from 0 to 1."""
    long_enough = _ramp(np.log1p(features.size), _SENTENCE, _PARAGRAPH)
    prose: Floats = (features.last == Char.END) * long_enough
    return prose


def _capitals(features: Features) -> Floats:
    cased = features.counts[:, Char.LOWER] + features.counts[:, Char.UPPER] > 0
    return np.where(cased, features.capitals / np.maximum(1, features.words), _NO_CAPITALS)


def _goes_on(features: Features) -> Floats:
    """1 where a line has no end and the next one begins like the rest of a sentence."""
    first = features.first
    low = (first == Char.LOWER) | (first == Char.COMMA) | (first == Char.END)
    goes_on = np.zeros(len(features))
    goes_on[:-1] = (features.last[:-1] != Char.END) & (features.words[:-1] > 0) & low[1:]
    return goes_on


def _chrome(n: int, labels: Labels) -> Floats:
    """The confidence of the surest rule that calls a line anything but body; 0 where none does."""
    chrome = np.zeros(n)
    for line, found in labels.items():
        chrome[line] = max([label.rule.confidence for label in found])
    return chrome


def _smooth(values: Floats | Singles) -> tuple[Floats, Floats]:
    """For each line the weighted sums of the values of the lines before it and after it."""
    n = len(values)
    kernel = np.concatenate(([0.0], _WEIGHTS))
    before = np.convolve(values, kernel)[:n]
    after = np.convolve(values[::-1], kernel)[:n][::-1]
    return before, after
