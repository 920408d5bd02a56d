"""What users may rely on: exact names and fields, a quick import, sharing between threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

import cleantext
from cleantext import Article, Cleaner, Kind

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*/input.txt"))

NAMES = [
    "Action",
    "Article",
    "Block",
    "CleanTextError",
    "Cleaner",
    "FixtureError",
    "Found",
    "Kind",
    "LexiconError",
    "Reason",
    "Rule",
    "Span",
    "clean",
]
# What `Article` states, in the order of `to_dict`; `ledger` is what blocks are spelled out from.
VALUES = (
    "title",
    "body",
    "author",
    "authors",
    "date",
    "modified",
    "site",
    "dateline",
    "kicker",
    "description",
    "language",
    "genre",
    "section",
    "keywords",
    "image",
    "paywalled",
    "url",
)
# Packages that take longer to load than a page takes to clean, or that hardly any page needs.
HEAVY = ("bs4", "chardet", "hijridate", "langdetect", "lxml", "numpy", "trafilatura")

THREADS = 8
ROUNDS = 4


def test_names_are_exactly_these() -> None:
    assert cleantext.__all__ == NAMES
    assert all(hasattr(cleantext, name) for name in NAMES)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'scrub'"):
        cleantext.scrub  # noqa: B018


def test_fields_of_article_are_exactly_these() -> None:
    names = tuple(field.name for field in fields(Article))
    assert names == (*VALUES, "found", "warnings", "ledger")


def test_to_dict_has_exactly_these_keys() -> None:
    assert tuple(cleantext.clean("").to_dict()) == (*VALUES, "blocks", "found", "warnings")


def test_fields_of_block_are_exactly_these() -> None:
    names = tuple(field.name for field in fields(cleantext.Block))
    assert names == ("index", "span", "text", "kind", "confidence", "reasons", "path")


def test_removed_are_the_chrome_blocks() -> None:
    article = cleantext.clean(SEEDS[0].read_bytes())
    chrome = [block for block in article.blocks if block.kind.action is cleantext.Action.CHROME]
    assert list(article.removed) == chrome


@pytest.mark.parametrize("raw", [None, 7, ["text"]])
def test_a_dump_is_text_or_bytes(raw: object) -> None:
    with pytest.raises(TypeError, match="a dump is str or bytes"):
        cleantext.clean(raw)  # type: ignore[arg-type]


def test_an_unknown_kind_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="scenery"):
        Cleaner(keep={"scenery"})


def test_kinds_are_taken_by_name_too() -> None:
    page = SEEDS[0].read_text("utf-8")
    by_name = cleantext.clean(page, keep={"caption"})
    assert by_name.body == cleantext.clean(page, keep={Kind.CAPTION}).body


def test_url_and_language_are_handed_through() -> None:
    raw = "It rained on Monday, the office said, and nobody was surprised."
    article = cleantext.clean(raw, url="https://news.example/1", language="la")
    assert article.url == "https://news.example/1"
    assert article.language == "la"


def test_import_loads_nothing_heavy() -> None:
    program = f"import sys, cleantext; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_one_cleaner_serves_many_threads() -> None:
    cleaner = Cleaner(keep={Kind.CAPTION})
    pages = [file.read_bytes() for file in SEEDS] * ROUNDS
    alone = [cleaner.clean(page).to_json() for page in pages]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(lambda page: cleaner.clean(page).to_json(), pages))
    assert together == alone
