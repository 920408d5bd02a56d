"""Linear time, told without a clock: the number of function calls grows with the input, no faster.

Calls of Python functions and of C functions are counted. What a single C call costs (a regex, a
`str` method) is not seen here; test_regexes times the patterns. The witness is not asked: what other
extractors take is bounded by the size of a page and by time (test_witnesses).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cleantext import Cleaner
from cleantext.cases import load
from cleantext.readers.encoding import decode
from strategies import ARABIC, ENGLISH, FRENCH, Pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

ROOT = Path(__file__).parent.parent
CASES = (*load(ROOT / "seeds"), *load(ROOT / "tests" / "fixtures"))
# Ten times the input may cost so many times the calls, and a hundred times so many.
TENFOLD, HUNDREDFOLD = 12, 130


clean = Cleaner(witness=None).clean


def calls_of(raw: str) -> int:
    """How many functions are called to clean a dump and to spell its blocks out."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    clean(raw)  # the vocabularies that this page calls for are loaded once
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        assert clean(raw).blocks is not None
    finally:
        sys.setprofile(before)
    return count


def warm(raw: str) -> None:
    """Clean a dump once, so that tables and weights are loaded and not counted."""
    clean(raw).to_dict()


def whole_page(pool: Pool) -> str:
    head = (*pool.menu, *pool.share, pool.title, pool.dates[0], pool.bylines[0])
    body = (*pool.paragraphs[:3], pool.headings[0], *pool.paragraphs[3:])
    return "\n\n".join((*head, *body, *pool.related, *pool.form, pool.copyright)) + "\n\n"


@pytest.mark.parametrize("pool", [ARABIC, ENGLISH, FRENCH], ids=lambda pool: pool.code)
def test_a_written_page_many_times(pool: Pool) -> None:
    page = whole_page(pool)
    warm(page * 2)
    once = calls_of(page)
    assert calls_of(page * 10) <= TENFOLD * once
    assert calls_of(page * 100) <= HUNDREDFOLD * once


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_ten_times(case: object) -> None:
    raw = decode(next(each.raw for each in CASES if each is case)).text + "\n"
    warm(raw * 2)
    assert calls_of(raw * 10) <= TENFOLD * calls_of(raw)


def name_of(number: int) -> str:
    """A short line for a number, without digits, different for each."""
    digits = ""
    while number:
        number, digit = divmod(number, 20)
        digits += "abcdefghijklmnoprstu"[digit]
    return f"item {digits}"


def day(number: int) -> str:
    return f"{number % 28 + 1:02}/{number % 12 + 1:02}/{2000 + number % 24}"


LATIN, TITLE = ENGLISH.paragraphs[0], ENGLISH.title
SHAPES: dict[str, Callable[[int], str]] = {
    "one line of letters": lambda n: "a" * (100 * n),
    "one line of words": lambda n: "word " * (20 * n),
    "one line of Arabic words": lambda n: "كلمة " * (20 * n),
    "one line of digits": lambda n: "1" * (100 * n),
    "one line of numbers": lambda n: "1 2/" * (25 * n),
    "one line of full stops": lambda n: "." * (100 * n),
    "one line of bars": lambda n: "| " * (50 * n),
    "one line of dates": lambda n: "5/1/2024 " * (10 * n),
    "blank lines": lambda n: "\n" * (10 * n),
    "blank lines in an article": lambda n: f"{TITLE}\n\n{LATIN}" + "\n" * (10 * n) + LATIN,
    "equal lines": lambda n: "the same line over again\n" * n,
    "equal paragraphs": lambda n: (LATIN + "\n") * n,
    "different short lines": lambda n: "\n".join(map(name_of, range(n))),
    "date lines": lambda n: "\n".join(map(day, range(n))),
    "dates and headlines": lambda n: "".join(f"{day(i)}\nRain {i} returns\n" for i in range(n)),
    "cut lines": lambda n: "a..\n" * n,
    "different cut lines": lambda n: "\n".join("a" * (i % 200 + 12) + " b.." for i in range(n)),
    "growing lines": lambda n: "\n".join("goes on " * (i % 20 + 1) for i in range(n)),
    "titles": lambda n: (TITLE + "\n") * n + LATIN,
    "titles with a site": lambda n: (TITLE + " - The Lantern\n") * (n // 4) + LATIN,
    "titles between paragraphs": lambda n: f"{TITLE}\n\n{LATIN}\n" * (n // 3),
    "bylines": lambda n: f"{TITLE}\n" + "By Nora Whitfield\n" * n + LATIN,
    "section headings": lambda n: f"{TITLE}\n{LATIN}\n" + "Related stories\n" * n,
    "tags": lambda n: f"{TITLE}\n{LATIN}\nTags\n" + "ferry town\n" * n,
    "hashtags": lambda n: f"{TITLE}\n{LATIN}\n" + "#ferry " * n,
    "lines of one mark": lambda n: "|\n" * n,
    "share bars": lambda n: "Share\nPrint\n" * n,
    "lines of a sign": lambda n: "© 2024 @ # $\n" * n,
    "titles below an article": lambda n: f"{TITLE}\n{LATIN}\n" + f"{TITLE}\n" * n,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_hostile_shapes(shape: str) -> None:
    """At 1,000 and at 10,000 lines; lines of 10^5 and of 10^6 characters; 10^5 blank lines."""
    make = SHAPES[shape]
    warm(make(20))
    some, many = calls_of(make(1_000)), calls_of(make(10_000))
    assert many <= TENFOLD * some


PARAGRAPH = f"<p>{LATIN}</p>"
SCRIPT = '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "%s"}</script>'
HTML_SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: PARAGRAPH * n,
    "different paragraphs": lambda n: "".join(f"<p>{name_of(i)}</p>" for i in range(n)),
    "lines of one element": lambda n: "<p>" + f"{LATIN}<br>" * n,
    "links": lambda n: "".join(f'<li><a href="/{i}">{name_of(i)}</a></li>' for i in range(n)),
    "inline elements": lambda n: "<p>" + "rain <b>and</b> <i>snow</i> " * n,
    "inline elements in each other": lambda n: "<p>" + "<b>rain <i>" * n,
    "names": lambda n: "".join(f'<p class="a{i} b-c{i % 50}">{name_of(i)}</p>' for i in range(n)),
    "comments": lambda n: f'<div class="comments">{PARAGRAPH}</div>' * n,
    "nested boxes": lambda n: "<div>" * n + PARAGRAPH * 3,
    "boxes closed and opened": lambda n: "<div><p>a" * n,
    "headlines and stories": lambda n: (
        f"<article><h1>{TITLE}</h1>{PARAGRAPH * 3}</article>" * (n // 9)
    ),
    "headlines": lambda n: f"<h1>{TITLE}</h1>" * n + PARAGRAPH,
    "rows": lambda n: "<table>" + "<tr><td>1</td><td>rain</td></tr>" * n,
    "tables": lambda n: "<table><tr><td>1<td>2</table>" * n,
    "tables in each other": lambda n: "<table><tr><td>" * (n // 20) + LATIN,
    "declared articles": lambda n: SCRIPT % LATIN * n + PARAGRAPH,
    "a declared article": lambda n: SCRIPT % (f"{LATIN} <p>" * n) + PARAGRAPH,
    "claims": lambda n: f'<meta property="og:title" content="{TITLE}">' * n + PARAGRAPH,
    "times": lambda n: "<time datetime='2024-01-05'>5 January</time>" * n + PARAGRAPH,
    "hidden boxes": lambda n: f"<div hidden>{PARAGRAPH}</div>" * n + PARAGRAPH,
    "late parts": lambda n: "".join(
        f"<template id='B:{i}'></template><div hidden id='S:{i}'>{name_of(i)}</div>"
        for i in range(n)
    ),
    "stray ends": lambda n: "</div></p>" * n + PARAGRAPH,
    "open comments": lambda n: "<!-- <p>" * n + PARAGRAPH,
    "attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + f">{LATIN}",
}


@pytest.mark.parametrize("shape", HTML_SHAPES)
def test_hostile_shapes_of_html(shape: str) -> None:
    make = HTML_SHAPES[shape]

    def page(n: int) -> str:
        return f"<html><body>{make(n)}"

    warm(page(20))
    some, many = calls_of(page(500)), calls_of(page(5_000))
    assert many <= TENFOLD * some
