"""Every rule of every vocabulary against its own hits and misses."""

import pytest

from cleantext.folding import fold
from cleantext.lexicon import (
    CUT,
    Matcher,
    PhraseRule,
    broken_examples,
    compile_glue,
    compile_rules,
    load,
    parse,
)
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


GLUED = [(name, rule) for name, rule in RULES if rule.glued]


@pytest.mark.parametrize(("name", "rule"), GLUED, ids=[name for name, _ in GLUED])
def test_cuts(name: str, rule: PhraseRule) -> None:
    gluer = compile_glue((rule,))
    for example in rule.cuts:
        line = example.replace(CUT, "")
        pieces = [line[piece.start : piece.end] for piece in gluer.cut_line(line)]
        assert pieces == [part.strip() for part in example.split(CUT)], name


def test_broken_examples_are_named() -> None:
    rule = """
[language]
code = "xx"
name = "Test"
script = "Latin"

[[rule]]
id = "share.bar"
kind = "share"
match = "start"
text = ["Share on the wall"]
confidence = 0.9
why = "A share bar."
glued = ["end"]
hits = ["Tweet"]
misses = ["Share on the wall"]
cuts = ["He left.¦ Tweet", "He left. Share on the wall"]
"""
    faults = broken_examples(parse(rule, "xx.toml"))
    assert [fault.split(" ", 2)[1] for fault in faults] == ["misses", "hits", "cuts", "cuts"]


class TestScriptsWithoutSpaces:
    """Phrases need no spaces around them there."""

    RULES = """
[language]
code = "zh"
name = "Test"
script = "Han"

[[rule]]
id = "share.start"
kind = "share"
match = "start"
text = ["分享到"]
confidence = 0.9
why = "A share bar."
hits = ["分享到微信", "分享到：朋友圈"]
misses = ["他分享到了经验"]

[[rule]]
id = "share.end"
kind = "share"
match = "end"
text = ["分享到微信"]
confidence = 0.9
why = "A share bar."
hits = ["点击分享到微信"]
misses = ["分享到微信群"]

[[rule]]
id = "byline.inside"
kind = "byline"
match = "contains"
text = ["责任编辑"]
max_words = 8
confidence = 0.9
why = "The editor's name."
hits = ["（责任编辑：王海）"]
misses = ["编辑的责任", "他在这家报社当了十年责任编辑以后回到了故乡的小城"]

[[rule]]
id = "byline.glued"
kind = "byline"
match = "regex"
text = ['[（(]责任编辑[：:].{1,8}[）)]$']
anchor = "责任编辑"
confidence = 0.9
why = "The editor's name after the last sentence."
glued = ["end"]
hits = ["（责任编辑：王海）"]
misses = ["（责任编辑王海）他说"]
cuts = ["渡轮明天返回。¦ （责任编辑：王海）", "渡轮的责任编辑：王海"]
"""

    def test_examples(self) -> None:
        assert broken_examples(parse(self.RULES, "zh.toml")) == []
