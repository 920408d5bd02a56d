"""What the network sees of a line besides its words: plain measures, in groups that have a name.

The groups are what an explanation speaks of ("its length", "the lines around it") and what training
can leave out one at a time. No measure knows a language; what a line says comes in through the hits
of the vocabularies, one column for each family of kinds, so that a new vocabulary helps untrained.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleantext.features import Char
from cleantext.lexicon import function_words
from cleantext.model import Kind
from cleantext.words import SLOTS, Table, hash_list, slots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from cleantext.features import Bools, Features, Floats
    from cleantext.model import Label

    Labels = Mapping[int, Sequence[Label]]
    Singles = npt.NDArray[np.float32]

# The kinds of a family count as one: a column holds the confidence of the surest rule for any of them.
FAMILIES: Mapping[str, tuple[Kind, ...]] = {
    "share": (Kind.SHARE, Kind.TOOLS),
    "navigation": (Kind.NAVIGATION, Kind.SITE_NAME),
    "related": (Kind.RELATED, Kind.TICKER, Kind.TEMPLATE),
    "comments": (Kind.COMMENTS,),
    "forms": (Kind.COMMENT_FORM, Kind.POLL),
    "offers": (Kind.AD, Kind.APP_PROMO, Kind.NEWSLETTER, Kind.PAYWALL),
    "legal": (Kind.TERMS, Kind.COOKIE_NOTICE, Kind.COPYRIGHT),
    "contact": (Kind.CONTACT,),
    "counters": (Kind.COUNTER, Kind.RESIDUE, Kind.MEDIA_PLAYER),
    "boxes": (Kind.HOROSCOPE, Kind.WEATHER, Kind.PRICES, Kind.PRAYER_TIMES),
    "dates": (Kind.DATE,),
    "people": (Kind.BYLINE, Kind.AUTHOR_BIO, Kind.DATELINE),
    "captions": (Kind.CAPTION,),
    "tags": (Kind.TAGS, Kind.TITLE, Kind.KICKER, Kind.SUMMARY, Kind.DUPLICATE_TITLE),
    "other": (Kind.UNCLASSIFIED,),
}
_FAMILY = {kind: row for row, kinds in enumerate(FAMILIES.values()) for kind in kinds}

# Which words stand for a group of columns in an explanation, and the columns in it.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "its length": (
        "log size", "few words", "long", "very long", "share of the page", "letters a word",
    ),
    "how it begins and ends": (
        "ends", "prose", "sign first", "colon last", "comma last", "small letter first",
        "mark first", "cut",
    ),
    "its capitals, digits and signs": (
        "capitals", "capitals in a long line", "digits", "inner marks", "end marks", "commas",
        "quotes", "signs", "cells", "ideographs",
    ),
    "its share of common words": ("function words",),
    "the phrases on it": ("chrome", *FAMILIES),
    "the phrases around it": (
        "chrome before", "chrome after", "opens", "under related", "under comments",
        "under another heading",
    ),
    "the lines around it": (
        "gap", "prose before", "prose after", "prose around", "size before", "size after",
        "goes on below", "goes on from above", "jump from above", "jump to below",
    ),
    "its place on the page": (
        "place", "letters before", "lines before", "lines after", "prose so far", "prose to come",
    ),
    "lines like it on the page": ("repeated", "same first word", "same last word"),
    "the words it shares with the article": ("shared words", "number of shared words"),
    "the page as a whole": (
        "log lines", "prose of the page", "chrome of the page", "log phrases", "phrases a line",
        "menu lines", "prose lines", "stray lines", "cased letters", "function words of the page",
    ),
}  # fmt: skip
COLUMNS = tuple(name for names in GROUPS.values() for name in names)

# Logarithms of numbers of letters: at about 20 a line begins to read as a sentence, at 90 it is a
# paragraph, at 250 a long one, and at 1,100 it is several in one.
_SENTENCE, _PARAGRAPH, _LONG, _SEVERAL = 3.0, 4.5, 5.5, 7.0
# The share of capitals assumed where a script has none.
_NO_CAPITALS = 0.25
# How fast the influence of a neighbour falls: by half every two lines, up to eight lines away.
_WEIGHTS = np.concatenate(([0.0], 0.5 ** (np.arange(1, 9) / 2.0)))
# Sums over neighbours are cut off here.
_ENOUGH = 2.0
# The heading of a section speaks half as loud every so many lines.
_HALF_LIFE = 8
# Words of so many letters carry a topic; shorter ones are grammar.
_LETTERS_OF_A_TOPIC = 4
# Counts of cells, quotes and signs beyond these say nothing more.
_CELLS, _QUOTES = 8, 6


def measures(features: Features, labels: Labels) -> Singles:
    """The columns named in `COLUMNS`, one row a line."""
    size = np.log1p(features.size)
    prose = _prose(features, size)
    rows = {
        **_of_line(features, size),
        **_of_ends(features, prose),
        **_of_characters(features),
        **_of_phrases(features, labels),
        **_around(features, size, prose),
        **_of_place(features),
        **_of_words(features),
        **_of_page(features),
    }
    x = np.empty((len(COLUMNS), len(features)), np.float32)
    for column, name in enumerate(COLUMNS):
        x[column] = rows[name]
    return x.T


Rows = dict[str, "Floats | Bools | float"]


def _of_line(features: Features, size: Floats) -> Rows:
    words = features.hashed
    return {
        "log size": size,
        "few words": np.minimum(features.words, 4) / 4,
        "long": _ramp(size, _PARAGRAPH, _LONG),
        "very long": _ramp(size, _LONG, _SEVERAL),
        "share of the page": np.sqrt(features.size / max(1.0, float(features.size.sum()))),
        "letters a word": np.bincount(words.lines, words.letters, len(features))
        / np.maximum(1, np.diff(words.starts)),
    }


def _of_ends(features: Features, prose: Floats) -> Rows:
    first, last = features.first, features.last
    mark_first: Bools = (first == Char.COMMA) | (first == Char.END)
    return {
        "ends": last == Char.END,
        "prose": prose,
        "sign first": first == Char.SIGN,
        "colon last": last == Char.COLON,
        "comma last": last == Char.COMMA,
        "small letter first": first == Char.LOWER,
        "mark first": mark_first,
        "cut": features.cut,
    }


def _of_characters(features: Features) -> Rows:
    counts = features.counts
    visible = np.maximum(1, counts[:, 1:].sum(axis=1))
    cased = counts[:, Char.LOWER] + counts[:, Char.UPPER] > 0
    capitals = np.where(cased, features.capitals / np.maximum(1, features.words), _NO_CAPITALS)
    ends, commas = counts[:, Char.END], counts[:, Char.COMMA]
    return {
        "capitals": capitals,
        "capitals in a long line": capitals * (features.words > 4),
        "digits": counts[:, Char.DIGIT] / visible,
        "inner marks": np.log1p(ends + commas),
        "end marks": np.log1p(ends),
        "commas": np.log1p(commas),
        "quotes": np.minimum(counts[:, Char.QUOTE], _QUOTES) / _QUOTES,
        "signs": np.minimum(counts[:, Char.SIGN], _QUOTES) / _QUOTES,
        "cells": np.minimum(features.cells, _CELLS) / _CELLS,
        "ideographs": counts[:, Char.IDEOGRAPH] / visible,
    }


def _of_phrases(features: Features, labels: Labels) -> Rows:
    n = len(features)
    families = np.zeros((len(FAMILIES), n))
    chrome = np.zeros(n)
    opens = np.zeros((3, n), np.bool_)  # related, comments, another kind
    phrases = menus = 0
    for line, found in labels.items():
        has_phrase = has_menu = False
        surest = 0.0
        for label in found:
            rule = label.rule
            surest = max(surest, rule.confidence)
            if rule.is_menu:
                has_menu = True
                continue
            has_phrase |= rule.is_phrase
            row = _FAMILY.get(rule.kind)
            if row is not None and rule.confidence > families[row, line]:
                families[row, line] = rule.confidence
            if label.opens:
                opens[_OPENS.get(rule.kind, 2), line] = True
        chrome[line] = surest
        phrases += has_phrase
        menus += has_menu
    before, after = _smooth(chrome)
    opened: Bools = opens[0] | opens[1] | opens[2]
    return {
        "chrome": chrome,
        **dict(zip(FAMILIES, families, strict=True)),
        "chrome before": before,
        "chrome after": after,
        "opens": opened,
        "under related": _fading(opens[0]),
        "under comments": _fading(opens[1]),
        "under another heading": _fading(opens[2]),
        "chrome of the page": float(chrome.sum()) / n,
        "log phrases": float(np.log1p(phrases)),
        "phrases a line": phrases / n,
        "menu lines": menus / n,
    }


_OPENS = {Kind.RELATED: 0, Kind.COMMENTS: 1}


def _fading(marks: Bools) -> Floats:
    """1 at each mark, and half as much every few lines below it."""
    if not marks.any():
        return np.zeros(len(marks))
    lines = np.arange(len(marks))
    since = lines - np.maximum.accumulate(np.where(marks, lines, -len(marks) - 100 * _HALF_LIFE))
    return np.exp2(-since / _HALF_LIFE)


def _around(features: Features, size: Floats, prose: Floats) -> Rows:
    before, after = _smooth(prose)
    before, after = np.minimum(before, _ENOUGH), np.minimum(after, _ENOUGH)
    size_before, size_after = _smooth(size)
    jump = np.abs(np.diff(size))
    first = features.first
    low = (first == Char.LOWER) | (first == Char.COMMA) | (first == Char.END)
    goes_on = (features.last[:-1] != Char.END) & (features.words[:-1] > 0) & low[1:]
    return {
        "gap": np.minimum(features.gap, 3) / 3,
        "prose before": before,
        "prose after": after,
        "prose around": np.sqrt(before * after),
        "size before": size_before,
        "size after": size_after,
        "goes on below": np.append(goes_on, False),
        "goes on from above": np.insert(goes_on, 0, False),
        "jump from above": np.insert(jump, 0, 0.0),
        "jump to below": np.append(jump, 0.0),
    }


def _of_place(features: Features) -> Rows:
    n = len(features)
    lines = np.arange(n)
    size = features.size
    prose = size * features.prose()
    so_far, prose_so_far = np.cumsum(size), np.cumsum(prose)
    return {
        "place": (lines + 0.5) / n,
        "letters before": (so_far - size) / max(1.0, float(so_far[-1])),
        "lines before": np.log1p(lines),
        "lines after": np.log1p(n - lines),
        "prose so far": (prose_so_far - prose) / max(1.0, float(prose_so_far[-1])),
        "prose to come": 1 - prose_so_far / max(1.0, float(prose_so_far[-1])),
    }


@cache
def _function_words() -> Table:
    return Table(hash_list(frozenset().union(*(words for _, words in function_words()))))


def _of_words(features: Features) -> Rows:
    n = len(features)
    words = features.hashed
    count = np.maximum(1, np.diff(words.starts))
    common = _function_words().holds(words.hashes)
    own_topic = words.letters >= _LETTERS_OF_A_TOPIC
    own_topic |= (words.letters == 1) & (features.counts[:, Char.IDEOGRAPH] > 0)[words.lines]
    topic = own_topic & ~common
    shared = topic & _in_other_prose(features)
    n_topic = np.bincount(words.lines, topic, n)
    n_shared = np.bincount(words.lines, shared, n)
    share = np.bincount(words.lines, common, n) / count
    return {
        "function words": share,
        "function words of the page": float(share.mean()),
        "shared words": n_shared / np.maximum(1, n_topic),
        "number of shared words": np.log1p(n_shared),
        "repeated": features.repeats > 1,
        "same first word": _times(features, words.starts[:-1]),
        "same last word": _times(features, words.starts[1:] - 1),
    }


def _in_other_prose(features: Features) -> Bools:
    """For each word, whether it stands in a paragraph other than its own line."""
    words = features.hashed
    at = slots(words.hashes)
    used = features.prose()[words.lines]
    at_prose, lines = at[used], words.lines[used]
    first = np.full(SLOTS, -1)
    last = first.copy()
    last[at_prose] = lines  # of several lines the last one stays, and backwards the first one
    first[at_prose[::-1]] = lines[::-1]
    first, last = first[at], last[at]
    elsewhere: Bools = (first >= 0) & ((first != words.lines) | (last != words.lines))
    return elsewhere


def _times(features: Features, places: npt.NDArray[np.int64]) -> Floats:
    """How many other lines have the same word at this place, as a logarithm; 0 for lines without words."""
    hashes = features.hashed.hashes
    if not len(hashes):
        return np.zeros(len(places))
    at = slots(hashes.take(places, mode="clip"))
    times = np.bincount(at, minlength=1)[at]
    return np.where(np.diff(features.hashed.starts) > 0, np.log(times), 0.0)


def _of_page(features: Features) -> Rows:
    total = max(1.0, float(features.size.sum()))
    prose = features.prose()
    letters = features.counts[:, Char.LOWER : Char.DIGIT].sum()
    cased = features.counts[:, Char.LOWER : Char.LETTER].sum()
    return {
        "log lines": float(np.log1p(len(features))),
        "prose of the page": float(features.size[prose].sum()) / total,
        "prose lines": float(prose.mean()),
        "stray lines": float((features.size == 0).mean()),
        "cased letters": float(cased / max(1, letters)),
    }


def _ramp(values: Floats, low: float, high: float) -> Floats:
    """0 below `low`, 1 above `high`, and a straight line between."""
    ramp: Floats = np.clip((values - low) / (high - low), 0, 1)
    return ramp


def _prose(features: Features, size: Floats) -> Floats:
    """How much each line reads like a paragraph, from 0 to 1."""
    prose: Floats = (features.last == Char.END) * _ramp(size, _SENTENCE, _PARAGRAPH)
    return prose


def _smooth(values: Floats) -> tuple[Floats, Floats]:
    """For each line the weighted sums of the values of the lines before it and after it."""
    n = len(values)
    before = np.convolve(values, _WEIGHTS)[:n]
    after = np.convolve(values[::-1], _WEIGHTS)[:n][::-1]
    return before, after
