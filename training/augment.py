"""A page as other dumps would have it: other layout, other chrome, less chrome, less article.

Benchmark pages are all full of chrome, in three renderings; users' dumps are not. A model that has
only seen such pages throws clean articles away. Digits need no copies: whatever sees them sees one
digit (`folding`), and words of scripts that are rare in training are met by dropping all words of some
pages while fitting.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

Line = tuple[str, bool]
Lines = list[Line]

# The longest chrome that a window leaves above the body and below it, and its longest body, in lines.
_ABOVE, _BELOW, _WINDOW = 14, 25, 25
_BULLET = re.compile(r"^\s*[•\-*·–▪►»+]+\s+")


def _body(lines: Lines) -> Lines:
    return [line for line in lines if line[1] and line[0].strip()]


def _edges(lines: Lines) -> tuple[int, int]:
    """The first line of the body, and the one after its last."""
    places = [number for number, line in enumerate(lines) if line[1]]
    return (places[0], places[-1] + 1) if places else (0, len(lines))


def _thin(lines: Lines, _title: str, _other: Lines, dice: random.Random) -> Lines:
    kept = dice.choice((0.02, 0.05, 0.1, 0.25))
    return [line for line in lines if line[1] or dice.random() < kept]


def _clean(lines: Lines, title: str, _other: Lines, dice: random.Random) -> Lines:
    return _headline(title, dice) + _body(lines)


def _short(lines: Lines, title: str, _other: Lines, dice: random.Random) -> Lines:
    return _headline(title, dice) + _body(lines)[: dice.randint(1, 4)]


def _headline(title: str, dice: random.Random) -> Lines:
    return [(title, False), ("", False)] if title and dice.random() < 0.7 else []


def _few(lines: Lines, _title: str, _other: Lines, dice: random.Random) -> Lines:
    kept = set(map(id, _body(lines)[: dice.randint(1, 4)]))
    return [line for line in lines if not line[1] or id(line) in kept]


def _thin_few(lines: Lines, title: str, other: Lines, dice: random.Random) -> Lines:
    return _few(_thin(lines, title, other, dice), title, other, dice)


def _window(lines: Lines, _title: str, _other: Lines, dice: random.Random) -> Lines:
    places = [number for number, line in enumerate(lines) if line[1]]
    if not places:
        return lines
    first, end = _edges(lines)
    last = places[min(len(places), dice.randint(3, _WINDOW)) - 1]
    below = lines[end : end + dice.randint(0, _BELOW)]
    return lines[max(0, first - dice.randint(0, _ABOVE)) : last + 1] + below


def _joined(lines: Lines, title: str, other: Lines, dice: random.Random) -> Lines:
    body = _body(lines)
    half = len(body) // dice.choice((1, 2)) or 1
    joined = [
        (" ".join(text.strip() for text, _ in body[at : at + half]), True)
        for at in range(0, len(body), half)
    ]
    chrome = [line for line in _thin(lines, title, other, dice) if not line[1]]
    cut = dice.randint(0, len(chrome))
    return chrome[:cut] + joined + chrome[cut:]


def _moved(lines: Lines, _title: str, other: Lines, dice: random.Random) -> Lines:
    first, end = _edges(lines)
    other_first, other_end = _edges(other)
    head = other[:other_first] if dice.random() < 0.7 else lines[:first]
    tail = other[other_end:] if dice.random() < 0.7 else lines[end:]
    return head + lines[first:end] + tail


def _cut(lines: Lines, _title: str, _other: Lines, dice: random.Random) -> Lines:
    first, end = _edges(lines)
    side = dice.random()
    top = dice.randint(0, first) if side < 0.6 else 0
    return lines[top : dice.randint(end, len(lines)) if side > 0.4 else len(lines)]


def _no_article(lines: Lines, _title: str, _other: Lines, _dice: random.Random) -> Lines:
    return [line for line in lines if not line[1]]


def _as_it_is(lines: Lines, _title: str, _other: Lines, _dice: random.Random) -> Lines:
    return lines


# What is kept of a page, and how often, by the name that `--without` knows.
STRUCTURES: dict[str, tuple[Callable[[Lines, str, Lines, random.Random], Lines], float]] = {
    "thin": (_thin, 3.0),  # most chrome taken away
    "clean": (_clean, 2.5),  # all of it, a headline on top or not
    "short": (_short, 1.5),  # ... and one to four paragraphs
    "few": (_few, 2.0),  # all chrome, one to four paragraphs
    "thin few": (_thin_few, 1.0),
    "window": (_window, 2.0),  # some of the body, and what stands right above and below it
    "joined": (_joined, 1.0),  # the article in a line or two
    "moved": (_moved, 3.0),  # the head or tail of another page
    "cut": (_cut, 2.0),  # head or tail cut off
    "no article": (_no_article, 0.3),
    "as it is": (_as_it_is, 2.0),
}


def _lower(lines: Lines, _dice: random.Random) -> Lines:
    return [(text.lower(), body) for text, body in lines]


def _unspaced(lines: Lines, _dice: random.Random) -> Lines:
    return [line for line in lines if line[0].strip()]


def _spaced(lines: Lines, _dice: random.Random) -> Lines:
    return [each for line in lines for each in (line, ("", False))[: 1 + bool(line[0].strip())]]


def _bare(lines: Lines, _dice: random.Random) -> Lines:
    return [(_BULLET.sub("", text), body) for text, body in lines]


def _wrapped(lines: Lines, dice: random.Random) -> Lines:
    width = dice.choice((60, 72, 80, 100))
    return [
        (piece, body)
        for text, body in lines
        for piece in (textwrap.wrap(text, width) if len(text) > width else [text])
    ]


def _indented(lines: Lines, _dice: random.Random) -> Lines:
    return [(f"    {text}" if text.strip() else text, body) for text, body in lines]


# How it is laid out, and in what share of the copies.
SURFACES: dict[str, tuple[Callable[[Lines, random.Random], Lines], float]] = {
    "lower case": (_lower, 0.2),
    "no blank lines": (_unspaced, 0.2),
    "blank lines doubled": (_spaced, 0.1),
    "no bullets": (_bare, 0.15),
    "hard wraps": (_wrapped, 0.08),
    "indents": (_indented, 0.05),
}
# What is done to some pages while fitting, and counts as an augmentation too.
SCRAMBLED, ALARMED = "words unknown", "false alarms"
AUGMENTATIONS = (*STRUCTURES, *SURFACES, SCRAMBLED, ALARMED)


def copies(
    lines: Lines, title: str, other: Lines, how: tuple[random.Random, int, frozenset[str]]
) -> Iterator[tuple[str, Lines]]:
    """So many copies of a page, each with the name of what was kept of it."""
    dice, count, without = how
    names = [name for name in STRUCTURES if name not in without]
    for _ in range(count):
        (name,) = dice.choices(names, [STRUCTURES[each][1] for each in names])
        made = STRUCTURES[name][0](lines, title, other, dice)
        for surface, (change, share) in SURFACES.items():
            if dice.random() < share and surface not in without:
                made = change(made, dice)
        yield name, made
