"""Every rule of every vocabulary against its own hits and misses."""

import pytest

from cleantext.folding import fold
from cleantext.lexicon import PhraseRule, compile_rules, load

RULES = [(rule.rule.id, rule) for vocabulary in load() for rule in vocabulary.rules]


def test_there_are_rules() -> None:
    assert len(RULES) > 100


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[name for name, _ in RULES])
def test_examples(name: str, rule: PhraseRule) -> None:
    matcher = compile_rules((rule,))
    for line in rule.rule.hits:
        assert matcher.hits([fold(line)], [line]), f"{name} should hit {line!r}"
    for line in rule.rule.misses:
        assert not matcher.hits([fold(line)], [line]), f"{name} should miss {line!r}"
