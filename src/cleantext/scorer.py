"""The scorer: the log-odds that a line is article text, from its shape and its neighbours.

This is a linear model of some twenty plain measures. It knows no words of any language: phrases are
the vocabulary's business, and the two meet in `decode`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char
from cleantext.model import Action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleantext.features import Features, Floats
    from cleantext.model import Label, Rule

# How fast the influence of a neighbour falls: by half every two lines, up to eight lines away.
_REACH = 8
_HALF = 2.0

# Logarithms of the number of letters at which a line begins to read as a sentence (about 20), and
# at which it is a paragraph beyond doubt (about 90).
_SENTENCE = 3.0
_PARAGRAPH = 4.5

# The share of capitals assumed where a script has none.
_NO_CAPITALS = 0.25

COLUMNS = (
    "constant", "log size", "ends", "prose", "few words", "capitals", "capitals in a long line", "digits",
    "inner marks", "sign first", "colon last", "comma last", "repeated", "prose before", "prose after",
    "prose around", "size before", "size after", "gap", "prose of the page", "prose of the page * size",
    "prose of the page * prose", "log lines", "long", "small letter first", "chrome", "chrome before",
    "chrome after", "chrome of the page", "chrome of the page * size",
)  # fmt: skip

# Fitted by training/fit_prior.py on the development pages; see docs/how-it-works.md.
WEIGHTS = (
    0.481,  # constant
    0.241,  # log size
    -0.119,  # ends
    0.520,  # prose
    0.135,  # few words
    -0.607,  # capitals
    -1.033,  # capitals in a long line
    0.268,  # digits
    0.351,  # inner marks
    -0.200,  # sign first
    0.865,  # colon last
    0.234,  # comma last
    -0.226,  # repeated
    0.109,  # prose before
    0.797,  # prose after
    0.425,  # prose around
    0.286,  # size before
    -0.173,  # size after
    -0.003,  # gap
    -0.391,  # prose of the page
    -0.259,  # prose of the page * size
    0.791,  # prose of the page * prose
    -0.063,  # log lines
    1.162,  # long
    0.536,  # small letter first
    -0.782,  # chrome
    -0.374,  # chrome before
    -1.005,  # chrome after
    -0.497,  # chrome of the page
    -0.704,  # chrome of the page * size
)


PAGE_COLUMNS = (
    "constant", "log lines", "log chrome phrases", "chrome phrases a line", "menu-like lines",
    "prose of the page", "prose lines", "stray lines",
)  # fmt: skip

# The same for whole pages: the log-odds that a page is an article that is clean already.
PAGE_WEIGHTS = (
    2.572,  # constant
    0.065,  # log lines
    -1.977,  # log chrome phrases
    -0.086,  # chrome phrases a line
    -2.721,  # menu-like lines
    0.621,  # prose of the page
    1.062,  # prose lines
    -0.152,  # stray lines
)

# What a page that is surely clean adds to the log-odds of each of its lines, at most.
_MOST_TRUST = 6.0


def score(features: Features, labels: Mapping[int, Sequence[Label]]) -> Floats:
    """The log-odds of every line to be article text; above 0 means more likely than not.

    A page without a trace of chrome is likely an article that somebody has cleaned already; its
    lines are trusted more, since a lost paragraph is worse than a kept share bar.
    """
    if not len(features):
        return np.zeros(0)
    trust = float(page_measures(features, labels) @ np.asarray(PAGE_WEIGHTS))
    return measures(features, labels) @ np.asarray(WEIGHTS) + min(max(trust, 0.0), _MOST_TRUST)


def page_measures(features: Features, labels: Mapping[int, Sequence[Label]]) -> Floats:
    """The columns named in `PAGE_COLUMNS`."""
    n = len(features)
    prose = (features.last == Char.END) & (features.size > _LETTERS_OF_A_PARAGRAPH)
    phrases = menus = 0
    for found in labels.values():
        sources = [_source(label.rule) for label in found]
        phrases += _PHRASE in sources
        menus += _MENU in sources
    return np.array((
        1.0,
        np.log1p(n),
        np.log1p(phrases),
        phrases / n,
        menus / n,
        features.size[prose].sum() / max(1.0, features.size.sum()),
        prose.mean(),
        (features.size == 0).mean(),
    ))  # fmt: skip


_PHRASE, _MENU, _OTHER = range(3)


@cache
def _source(rule: Rule) -> int:
    """Whether a rule knows phrases of chrome, or the form of menus, or something else."""
    if rule.id == "shape.short_run":
        return _MENU
    formal = rule.id.startswith(("shape.", "repeats."))
    return _OTHER if formal or rule.kind.action is not Action.CHROME else _PHRASE


_LETTERS_OF_A_PARAGRAPH = 60


def measures(features: Features, labels: Mapping[int, Sequence[Label]]) -> Floats:
    """The columns named in `COLUMNS`, one row a line."""
    counts = features.counts
    size = np.log1p(features.size)
    ends = (features.last == Char.END).astype(float)
    prose = ends * np.clip((size - _SENTENCE) / (_PARAGRAPH - _SENTENCE), 0, 1)
    of_page = float((prose * features.size).sum() / max(1.0, features.size.sum()))
    chrome = _chrome(len(features), labels)
    share = float(chrome.mean())
    capitals = _capitals(features)
    before, after = _smooth(prose)
    size_before, size_after = _smooth(size)
    chrome_before, chrome_after = _smooth(chrome)
    return np.column_stack((
        np.ones(len(features)),
        size,
        ends,
        prose,
        np.minimum(features.words, 4) / 4,
        capitals,
        capitals * (features.words > 4),
        counts[:, Char.DIGIT] / np.maximum(1, counts[:, 1:].sum(axis=1)),
        np.log1p(counts[:, Char.END] + counts[:, Char.COMMA]),
        features.first == Char.SIGN,
        features.last == Char.COLON,
        features.last == Char.COMMA,
        features.repeats > 1,
        np.minimum(before, 2),
        np.minimum(after, 2),
        np.sqrt(np.minimum(before, 2) * np.minimum(after, 2)),
        size_before,
        size_after,
        np.minimum(features.gap, 3) / 3,
        np.full(len(features), of_page),
        of_page * size,
        of_page * prose,
        np.full(len(features), np.log1p(len(features))),
        np.clip((size - 4) / 1.5, 0, 1),
        features.first == Char.LOWER,
        chrome,
        chrome_before,
        chrome_after,
        np.full(len(features), share),
        share * size,
    ))  # fmt: skip


def _capitals(features: Features) -> Floats:
    cased = features.counts[:, Char.LOWER] + features.counts[:, Char.UPPER] > 0
    return np.where(cased, features.capitals / np.maximum(1, features.words), _NO_CAPITALS)


def _chrome(n: int, labels: Mapping[int, Sequence[Label]]) -> Floats:
    """The confidence of the surest rule that calls a line anything but body; 0 where none does."""
    chrome = np.zeros(n)
    for line, found in labels.items():
        chrome[line] = max([label.rule.confidence for label in found])
    return chrome


def _smooth(values: Floats) -> tuple[Floats, Floats]:
    """For each line the weighted sums of the values of the lines before it and after it."""
    weights = 0.5 ** (np.arange(1, _REACH + 1) / _HALF)
    padded = np.concatenate((np.zeros(_REACH), values, np.zeros(_REACH)))
    before = np.convolve(padded, np.concatenate(([0.0], weights)))[_REACH : _REACH + len(values)]
    after = np.convolve(padded[::-1], np.concatenate(([0.0], weights)))[_REACH : _REACH + len(values)][::-1]
    return before, after
