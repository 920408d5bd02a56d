"""Every rule of every vocabulary against its own hits and misses."""

import pytest

from cleantext.folding import fold
from cleantext.lexicon import Matcher, PhraseRule, compile_rules, load
from cleantext.model import Label
from cleantext.words import hash_words

RULES = [(rule.rule.id, rule) for vocabulary in load() for rule in vocabulary.rules]


def hits(matcher: Matcher, line: str) -> list[Label]:
    key = fold(line)
    return matcher.hits([key], [line], hash_words([key]))


def test_there_are_rules() -> None:
    assert len(RULES) > 100


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[name for name, _ in RULES])
def test_examples(name: str, rule: PhraseRule) -> None:
    matcher = compile_rules((rule,))
    for line in rule.rule.hits:
        assert hits(matcher, line), f"{name} should hit {line!r}"
    for line in rule.rule.misses:
        assert not hits(matcher, line), f"{name} should miss {line!r}"
