"""The catalogue holds every rule, each once."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import cleantext
from cleantext import catalogue
from cleantext.lexicon import load
from cleantext.model import CleanTextError, Rule, UnknownRuleError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

IDS = tuple(rule.id for rule in catalogue.rules())


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(cleantext.__path__, "cleantext."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def test_no_id_is_there_twice() -> None:
    assert [rule for rule, times in Counter(IDS).items() if times > 1] == []


def test_it_is_sorted() -> None:
    assert list(IDS) == sorted(IDS)


def test_every_rule_of_every_module_is_in_it() -> None:
    missing = {
        value.id
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, Rule) and value.id not in IDS
    }
    assert not missing, "add their module to catalogue._CODED, and the rule to its RULES"


def test_every_rule_of_every_vocabulary_is_in_it() -> None:
    assert {entry.rule.id for words in load() for entry in words.rules} <= set(IDS)


@pytest.mark.parametrize("rule", catalogue.rules(), ids=IDS)
def test_a_rule_is_whole(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(?:[._][a-z0-9]+)+", rule.id)
    assert 0.5 <= rule.confidence < 1
    assert rule.why.endswith((".", "!", "?"))


def test_a_rule_by_its_id() -> None:
    assert catalogue.rule("shape.menu_row").id == "shape.menu_row"


@pytest.mark.parametrize("wrong", ["shape.menu_rows", "menu_row", "SHAPE.menu_row"])
def test_an_unknown_rule_names_the_nearest(wrong: str) -> None:
    with pytest.raises(UnknownRuleError, match=r"shape\.menu_row"):
        catalogue.rule(wrong)


@pytest.mark.parametrize("wrong", ["", "مشاركة", "zzzzzzzzzz"])
def test_an_unknown_rule_without_a_near_one(wrong: str) -> None:
    with pytest.raises(UnknownRuleError) as caught:
        catalogue.rule(wrong)
    assert "nearest" not in str(caught.value)
    assert isinstance(caught.value, CleanTextError)


def test_a_phrase_rule_by_its_id() -> None:
    entry = load()[0].rules[0]
    assert catalogue.phrase_rule(entry.rule.id) == entry
    assert catalogue.phrase_rule("shape.menu_row") is None
    assert catalogue.phrase_rule("no.such_rule") is None


def test_a_vocabulary_rule_begins_with_a_language() -> None:
    assert {entry.rule.id.partition(".")[0] for words in load() for entry in words.rules} <= set(
        catalogue.languages()
    )
