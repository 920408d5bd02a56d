"""How much of each line stands in another text: in what a witness kept, or in a known article.

Word by word would say that "Share" stands in every article that has the word. So runs of a few words
are compared, across the ends of lines too: a short line counts where its neighbours go on in the other
text as they do on the page, or where the other text has it as a line of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleantext.folding import fold
from cleantext.words import GOLDEN, hash_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from cleantext.words import Hashes, Words

    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

# So many words in a row are a run. Two texts on one topic share few runs of four by chance.
RUN = 4


def keys_of(text: str) -> list[str]:
    """The folded lines of a text, without those that say nothing."""
    return [key for line in text.splitlines() if (key := fold(line))]


def overlap(keys: Sequence[str], words: Words, other: Sequence[str]) -> Floats:
    """For each line of a page, the share of its words that stand in the lines of another text.

    >>> page = ["home", "it rained on monday in the hills", "share"]
    >>> overlap(page, hash_words(page), ["it rained on monday"]).round(2).tolist()
    [0.0, 0.57, 0.0]
    """
    known = hash_words(list(other))
    covered = _covered(words.hashes, known.hashes)
    share = np.bincount(words.lines, covered, len(keys)) / np.maximum(1, np.diff(words.starts))
    lines = frozenset(other)
    same = np.fromiter((key in lines for key in keys), np.bool_, len(keys))
    share[same & (np.diff(words.starts) > 0)] = 1.0
    return share


def _covered(page: Hashes, other: Hashes) -> Bools:
    """For each word of a page, whether it lies in a run that the other text has too."""
    covered = np.zeros(len(page), np.bool_)
    if len(page) < RUN or len(other) < RUN:
        return covered
    at = np.flatnonzero(np.isin(_runs(page), _runs(other)))
    for step in range(RUN):
        covered[at + step] = True
    return covered


def _runs(words: Hashes) -> Hashes:
    runs = words[: len(words) - RUN + 1].copy()
    for step in range(1, RUN):
        runs = runs * GOLDEN + words[step : len(words) - RUN + 1 + step]
    return runs
