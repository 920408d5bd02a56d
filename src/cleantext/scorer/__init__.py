"""The scorer: the log-odds that a line is article text, and what speaks for and against it.

A small network reads the page line by line: plain measures of each line (`columns`), and its words,
as far as they are among the few thousand that many sites have in common (`network`). Rules and scorer
meet in `decode`. The weights are data (`data/scorer.npz`), written by training/train.py; docs/model.md
says from what, and how good they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import chances_of
from cleantext.scorer.columns import COLUMNS, GROUPS, measures
from cleantext.scorer.hints import HINT_GROUPS, HINTS
from cleantext.scorer.network import load

if TYPE_CHECKING:
    from cleantext.features import Features, Floats
    from cleantext.scorer.columns import Labels
    from cleantext.scorer.hints import Hints
    from cleantext.scorer.network import Network, Singles

_WORDS = "its words"
_NAMES = "the names of the elements around it"
# An explanation names at most so many groups, and none that moves the log-odds by less than this.
_MOST_NAMED = 2
_LEAST_EFFECT = 0.5
# Log-odds are rounded to this, so that the last bits of a processor's arithmetic decide nothing.
_GRAIN = 1 / 64


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What the scorer thinks of a page: `odds` has the log-odds of every line to be article text.

    What speaks for and against a line is computed when it is first asked for, from what the scorer
    looked at.
    """

    odds: Floats
    features: Features
    labels: Labels
    network: Network
    hints: Hints | None = None

    @cached_property
    def effects(self) -> dict[str, Floats]:
        """For each group of measures, how much it moves the log-odds of every line.

        That is the difference to the log-odds where nothing is known of it: where its columns have
        their means over the training pages, on all lines.
        """
        network, weights = self.network, _weights(self.features)
        x, bag, named = _seen(self.features, self.labels, self.hints, network)
        means = network.parts["means"]
        names = COLUMNS if self.hints is None else (*COLUMNS, *HINTS)
        effects: dict[str, Floats] = {}
        for name, columns in (GROUPS if self.hints is None else {**GROUPS, **HINT_GROUPS}).items():
            at = [names.index(column) for column in columns]
            without = x.copy()
            without[:, at] = means[at]
            effects[name] = self.odds - network(without, bag, weights, named)
        effects[_WORDS] = self.odds - network(x, np.zeros_like(bag), weights, named)
        if named is not None:
            effects[_NAMES] = self.odds - network(x, bag, weights)
        return effects

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """For each line how likely it is article text, and what speaks most for that or against it."""
        if not len(self.odds):
            return ()
        names = tuple(self.effects)
        table = np.array([self.effects[name] for name in names])
        chances = chances_of(self.odds).tolist()
        return tuple(
            [_sentence(chance, names, table[:, line]) for line, chance in enumerate(chances)]
        )


def _sentence(chance: float, names: tuple[str, ...], effects: Floats) -> str:
    sign = 1 if chance >= 0.5 else -1
    strongest = np.argsort(-sign * effects, kind="stable")[:_MOST_NAMED].tolist()
    named = [names[at] for at in strongest if sign * effects[at] >= _LEAST_EFFECT]
    side = "for" if sign > 0 else "against"
    because = f"; most {side} it: {' and '.join(named)}" if named else ""
    return f"Article text with a probability of {chance:.2f}{because}."


def score(
    features: Features,
    labels: Labels,
    hints: Hints | None = None,
    network: Network | None = None,
) -> Opinion:
    """The scorer's opinion of a page; above 0, a line is more likely article text than not.

    `hints` are what the markup says of its lines, where the page is HTML: a network of its own reads
    them too. `network` is another than the one that ships, for measurements.

    >>> from cleantext.features import measure
    >>> from cleantext.readers.text import read_text
    >>> page = "Home\\nSport\\nIt rained on the coast on Monday, said the weather office, and will rain on."
    >>> (score(measure(read_text(page)), {}).odds > 0).tolist()
    [False, False, True]
    """
    network = network or load("scorer" if hints is None else "scorer_html")
    odds = np.zeros(0)
    if len(features):
        x, bag, named = _seen(features, labels, hints, network)
        odds = network(x, bag, _weights(features), named).astype(np.float64)
    odds = np.round(odds / _GRAIN) * _GRAIN
    return Opinion(odds=odds, features=features, labels=labels, network=network, hints=hints)


def _seen(
    features: Features, labels: Labels, hints: Hints | None, network: Network
) -> tuple[Singles, Singles, Singles | None]:
    """What the network sees of a page: measures, words, and for HTML the names of elements."""
    x, bag = measures(features, labels), network.bag(features.hashed)
    if hints is None:
        return x, bag, None
    return np.hstack((x, hints.x)), bag, network.named(hints)


def _weights(features: Features) -> Singles:
    """How much each line counts for what the page is like as a whole: the root of its letters."""
    return np.sqrt(features.size).astype(np.float32)
