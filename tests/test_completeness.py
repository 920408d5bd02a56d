"""Every kind has what belongs to it: rules in each language, a fixture, and so on.

A failure here is a list of what is still to be done.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleantext import Kind
from cleantext.cases import load as load_cases
from cleantext.lexicon import load
from cleantext.lexicon.vocabulary import codes

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "seeds", ROOT / "tests" / "fixtures")
LANGUAGES = codes()

# Kinds that no phrase names, in any language, and how they are told instead.
NO_PHRASES = {
    Kind.PARAGRAPH: "what is article text is the scorer's business",
    Kind.HEADING: "a short line between paragraphs, told by shape and place",
    Kind.LIST_ITEM: "a bullet in the body",
    Kind.QUOTE: "told by the marks of a quotation or by verse, not by words",
    Kind.TABLE: "told by shape",
    Kind.TITLE: "told by place and by the body's words",
    Kind.KICKER: "told by its place beside the headline",
    Kind.DATELINE: "places are without number; agencies are listed under [words]",
    Kind.SITE: "every outlet has its own name",
    Kind.SITE_NAME: "every outlet has its own name; told by repeats",
    Kind.DUPLICATE_TITLE: "told by comparison with the headline",
    Kind.TEMPLATE: "learned from several pages of a site",
    Kind.UNCLASSIFIED: "what nothing names",
}
# Kinds that no single page can show.
NO_FIXTURE = {Kind.TEMPLATE: "it takes several pages of a site to see a template"}


def kinds_with_rules(code: str) -> set[Kind]:
    (vocabulary,) = (each for each in load() if each.code == code)
    by_words = {Kind.DATE} if vocabulary.words["published"] else set()
    by_words |= {Kind.BYLINE} if vocabulary.words["byline"] else set()
    return by_words | {entry.rule.kind for entry in vocabulary.rules}


@pytest.mark.parametrize("code", LANGUAGES)
def test_vocabulary_names_every_kind(code: str) -> None:
    needed = {kind for kind in Kind if kind not in NO_PHRASES}
    assert sorted(needed - kinds_with_rules(code)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_vocabulary_has_every_word_list(code: str) -> None:
    (vocabulary,) = (each for each in load() if each.code == code)
    assert [key for key, words in vocabulary.words.items() if not words] == []


def test_every_kind_occurs_in_a_fixture() -> None:
    seen = {
        kind
        for folder in (ROOT / "tests" / "fixtures", ROOT / "seeds")
        for file in sorted(folder.glob("*/expected.json"))
        for key in ("blocks", "some_blocks")
        for kind, _ in json.loads(file.read_text("utf-8")).get(key, ())
    }
    assert sorted(kind for kind in Kind if kind not in NO_FIXTURE and kind.value not in seen) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_case_says_why(folder: Path) -> None:
    silent = [case.name for case in load_cases(folder) if not case.why.endswith(".")]
    assert silent == []


def test_every_language_has_a_fixture() -> None:
    names = [file.name for file in (ROOT / "tests" / "fixtures").iterdir()]
    assert [code for code in LANGUAGES if not any(f"-{code}-" in name for name in names)] == []
