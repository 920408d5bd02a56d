"""No pattern is slow on hostile text: ten times the input costs about ten times the time.

This is the one place of these tests that looks at a clock, and it is generous: the best of three
runs counts, and what is quick anyhow is not compared.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from typing import TYPE_CHECKING

import pytest

import cleantext
from cleantext import clean
from cleantext.lexicon import load
from strategies import ARABIC, ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

SOME = 2_000  # characters; ten times as many are tried as well
MOST_TIMES = 15
QUICK = 0.05  # seconds
HOPELESS = 0.3  # seconds, after which a run is not repeated
HEAVY = 0.03  # seconds
SHORT = 0.0005  # seconds, of which the cube of ten times is no long wait either
SOME_IN_A_PAGE = 800


def module_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for info in pkgutil.walk_packages(cleantext.__path__, "cleantext."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{info.name.removeprefix('cleantext.')}.{name}", value


def vocabulary_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    rules = [entry for each in load() for entry in each.rules if entry.match == "regex"]
    for entry in rules:
        for number, phrase in enumerate(entry.phrases):
            yield f"{entry.rule.id}.{number}", re.compile(phrase)


MODULE_PATTERNS = dict(module_patterns())
PATTERNS = {**MODULE_PATTERNS, **dict(vocabulary_patterns())}


def test_the_patterns_were_found() -> None:
    assert len(PATTERNS) >= 40
    assert "detectors.shape._HASHTAGS" in PATTERNS


# A vocabulary's patterns are many, and each is short: fewer units find what is slow in them.
_MOST_CHARACTERS, _MOST_WORDS = 30, 8
_FEW_CHARACTERS, _FEW_WORDS = 14, 3


def hostile_units(pattern: str, *, few: bool = False) -> list[tuple[str, str, str]]:
    """What to begin with, what to repeat and what to end with, made of a pattern's own letters."""
    escapes = {"\\d": "1", "\\s": " ", "\\w": "a", "\\W": "-", "\\S": "x", "\\D": "a"}
    plain = pattern
    for escape, character in escapes.items():
        plain = plain.replace(escape, character)
    most_characters, most_words = (
        (_FEW_CHARACTERS, _FEW_WORDS) if few else (_MOST_CHARACTERS, _MOST_WORDS)
    )
    characters = list(dict.fromkeys([" ", "1", "a", "-", "\t", *plain]))[:most_characters]
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{2,}", pattern)))[:most_words]
    units = [("", character, "") for character in characters]
    units += [("a", character, "b") for character in characters]
    units += [("", a + b, "\n") for a in characters[:8] for b in characters[:8] if a != b]
    units += [("", word + mark, "!") for word in words for mark in ("", " ", "1", "-")]
    units += [(word + mark, mark, "!") for word in words for mark in (" ", "1", "a", " a", ".")]
    return units


def best_of_three(action: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
        if not QUICK / 2 < times[-1] < HOPELESS:
            break
    return min(times)


def seems_slow(action: Callable[[int], object], some: int = SOME) -> bool:
    """Whether ten times the size costs far more than ten times the time.

    Where four times the size costs far more than four times the time already, no more is tried;
    and what takes long on the short text is compared with a shorter one.
    """
    base = best_of_three(lambda: action(some))
    if base > HEAVY:
        return base > 8 * best_of_three(lambda: action(some // 4))
    between = best_of_three(lambda: action(4 * some)) if base > SHORT else 0.0
    if between > QUICK / 2 and between > 8 * base:
        return True
    many = best_of_three(lambda: action(10 * some))
    return many > QUICK and many > MOST_TIMES * base


def is_slow(action: Callable[[int], object], some: int = SOME) -> bool:
    """Whether an action seems slow three times over, since a busy machine may slow one run."""
    return all(seems_slow(action, some) for _ in range(3))


# Patterns that take the square of the length on some text. A few of them are only ever run on short
# lines, or from a line's start; the lines further below say which of them a page can reach.
SLOW: frozenset[str] = frozenset()
SLOW_LINES: frozenset[str] = frozenset()


def test_the_slow_ones_are_there() -> None:
    assert set(PATTERNS) >= SLOW
    assert set(LINES) >= SLOW_LINES


def known(names: Iterable[str], slow: Container[str]) -> list[object]:
    """Names as pytest takes them; the slow ones fail, strictly."""
    mark = pytest.mark.xfail(strict=True, reason="time grows with the square of the length")
    return [pytest.param(name, id=name, marks=[mark] if name in slow else []) for name in names]


@pytest.mark.parametrize("name", known(PATTERNS, SLOW))
def test_patterns_are_linear_on_hostile_text(name: str) -> None:
    pattern = PATTERNS[name]
    few = name not in MODULE_PATTERNS
    for before, unit, after in hostile_units(pattern.pattern, few=few):

        def search(size: int, unit: str = unit, edges: tuple[str, str] = (before, after)) -> None:
            pattern.search(edges[0] + unit * (size // len(unit)) + edges[1])

        assert not is_slow(search), (before, unit, after)


TITLE, BODY = ENGLISH.title, "\n\n".join(ENGLISH.paragraphs)
ARABIC_BODY = "\n\n".join(ARABIC.paragraphs)
LINES: dict[str, Callable[[int], str]] = {
    "spaces in a headline": lambda n: f"Ferry town{' ' * n}of Marrowby\n\n{BODY}",
    "spaces in a headline with a site": lambda n: f"The ferry{' ' * n}town - Lantern\n\n{BODY}",
    "tabs in a place": lambda n: f"{TITLE}\n\nMarrowby{chr(9) * n}x - Lantern\n\n{BODY}",
    "spaces in a byline": lambda n: f"{TITLE}\n\nBy Nora Whit{' ' * n}field\n\n{BODY}",
    "spaces in a tag": lambda n: f"{TITLE}\n\n{BODY}\n\n#ferry{' ' * n}#tower",
    "spaces in a menu": lambda n: f"Home | | News{' ' * n}Sport\n\n{TITLE}\n\n{BODY}",
    "spaces before a bracket": lambda n: f"{TITLE}\n\nMarrowby{' ' * n}(Reuters) - {BODY}",
    "spaces in a dateline": lambda n: f"{ARABIC.title}\n\nصدى{' ' * n}من الرباط : {ARABIC_BODY}",
    "spaces in a date": lambda n: f"{TITLE}\n\n5{' ' * n}January 2024\n\n{BODY}",
    "dashes in a line": lambda n: f"{TITLE}\n\nMarrowby {'-' * n} x Lantern\n\n{BODY}",
    "brackets in a line": lambda n: f"{TITLE}\n\n{'[ ] ' * n}x\n\n{BODY}",
    "marks in a line": lambda n: f"{TITLE}\n\n#a {', ' * n}!\n\n{BODY}",
    "digits in a line": lambda n: f"{TITLE}\n\n{'1' * n} {'2' * n}\n\n{BODY}",
    "addresses in a line": lambda n: f"{TITLE}\n\n{'a@a.' * n}\n\n{BODY}",
}


@pytest.mark.parametrize("line", known(LINES, SLOW_LINES))
def test_a_page_with_a_hostile_line_takes_linear_time(line: str) -> None:
    """The same through `clean`: patterns that are slow only where nobody lets them run are fine."""
    make = LINES[line]
    clean(make(10))
    assert not is_slow(lambda size: clean(make(size)).blocks, SOME_IN_A_PAGE)
