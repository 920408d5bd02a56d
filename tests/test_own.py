"""A user's own rules: phrases, rules switched off, kinds, passages that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleantext import Article, Cleaner, CleanTextError, Kind, LexiconError
from cleantext.cli import main
from cleantext.own import faults, load_rules, parse_rules
from strategies import ENGLISH

if TYPE_CHECKING:
    from pathlib import Path

OUR_BOX = """
[[rule]]
id = "related.our_box"
kind = "related"
match = "start"
text = ["From our archive"]
confidence = 0.95
why = "Our own box of old stories."
hits = ["From our archive: the flood of 1987"]
misses = ["He came from our archive."]
"""
BOX = "From our archive: the flood that moved the landing stage"


def page(*lines: str) -> str:
    one, two, *others = ENGLISH.paragraphs
    return "\n\n".join((ENGLISH.title, one, two, *lines, *others, "Share", "Related stories"))


def clean(tmp_path: Path, rules: str, *lines: str) -> Article:
    file = tmp_path / "my.toml"
    file.write_text(rules, "utf-8")
    return Cleaner(rules=file).clean(page(*lines))


def kinds(article: Article) -> dict[str, Kind]:
    return {block.text: block.kind for block in article.blocks}


def test_a_rule_of_their_own(tmp_path: Path) -> None:
    article = clean(tmp_path, OUR_BOX, BOX)
    (block,) = (block for block in article.blocks if block.text == BOX)
    assert (block.kind, block.reasons[0].rule) == (Kind.RELATED, "own.related.our_box")


def test_a_rule_of_ours_is_replaced_by_one_of_the_same_id(tmp_path: Path) -> None:
    head = '[language]\ncode = "en"\nname = "English"\nscript = "Latin"\n'
    rule = OUR_BOX.replace("related.our_box", "share.one_word").replace('"related"', '"share"')
    assert "Share" in clean(tmp_path, 'off = ["en.share.action"]\n').removed[0].text
    reasons = {
        reason.rule: block.text
        for block in clean(tmp_path, head + rule, BOX).removed
        for reason in block.reasons
    }
    assert reasons["en.share.one_word"] == BOX


def test_a_rule_is_switched_off(tmp_path: Path) -> None:
    def rules_of(article: Article) -> set[str]:
        return {reason.rule for block in article.blocks for reason in block.reasons}

    assert "en.related.heading" in rules_of(Cleaner().clean(page()))
    off = clean(tmp_path, 'off = ["en.related.heading", "shape.short_run"]\n')
    assert "en.related.heading" not in rules_of(off)


@pytest.mark.parametrize("protect", ["flood that moved", "/^From our/"])
def test_a_passage_is_protected(tmp_path: Path, protect: str) -> None:
    article = clean(tmp_path, f"protect = ['{protect}']\n{OUR_BOX}", BOX)
    assert BOX in article.body
    (block,) = (block for block in article.blocks if block.text == BOX)
    assert (block.kind, block.reasons[0].rule) == (Kind.PARAGRAPH, "own.protect")


def test_a_protected_line_is_not_cut() -> None:
    line = "Write to us all day long, said the harbour office. desk@harbour.example"
    texts = [b.text for b in Cleaner(protect=["desk harbour example"]).clean(page(line)).blocks]
    assert line not in texts  # the sign of an address is a word of its own
    texts = [b.text for b in Cleaner(protect=["all day long"]).clean(page(line)).blocks]
    assert line in texts


def test_kinds_are_kept_and_dropped(tmp_path: Path) -> None:
    heading = ENGLISH.headings[0]
    assert heading in Cleaner().clean(page(heading)).body
    article = clean(tmp_path, 'keep = ["share"]\ndrop = ["heading"]\n', heading)
    assert heading not in article.body
    assert "Share" in article.body.split("\n\n")


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("color = 1", "my.toml: unknown key 'color'"),
        ("off = 1", "my.toml: off: a list of strings is needed"),
        ('off = ["en.share.nothing"]', "my.toml: off: there is no rule 'en.share.nothing'"),
        ('off = ["title.above_body"]', "does not label lines"),
        ('keep = ["noise"]', "my.toml: 'noise' is no kind"),
        ('protect = ["/(/"]', "my.toml: protect: '(' is no pattern"),
        ("[[rule]]\nid = 1", "my.toml: rule 1"),
        ("off = [", "my.toml: "),
    ],
)
def test_what_is_wrong_is_named(rules: str, message: str) -> None:
    with pytest.raises(LexiconError) as error:
        parse_rules(rules, "my.toml")
    assert message in str(error.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_bytes(b'protect = ["\xff"]')
    with pytest.raises(LexiconError, match="UTF-8"):
        load_rules(file)


def test_a_pattern_that_is_none() -> None:
    with pytest.raises(CleanTextError, match="protect"):
        Cleaner(protect=["/(/"])


def test_faults_are_those_of_the_examples() -> None:
    assert faults(parse_rules(OUR_BOX, "my.toml")) == []
    wrong = OUR_BOX.replace('misses = ["He', 'misses = ["From our archive. He')
    assert len(faults(parse_rules(wrong, "my.toml"))) == 1


class TestCommands:
    def test_check(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "my.toml"
        file.write_text(OUR_BOX, "utf-8")
        assert main(["rules", "--check", str(file)]) == 0
        file.write_text(OUR_BOX.replace('hits = ["From', 'hits = ["Out of'), "utf-8")
        assert main(["rules", "--check", str(file)]) == 1
        assert "own.related.our_box misses" in capsys.readouterr().out
        assert main(["rules", "--check", str(tmp_path / "none.toml")]) == 2

    def test_clean(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        rules, dump = tmp_path / "my.toml", tmp_path / "dump.txt"
        rules.write_text(OUR_BOX, "utf-8")
        dump.write_text(page(BOX), "utf-8")
        assert main(["clean", "--rules", str(rules), "--drop", "quote", str(dump)]) == 0
        assert BOX not in capsys.readouterr().out
        protect = ["--rules", str(rules), "--protect", "landing stage"]
        assert main(["clean", *protect, str(dump)]) == 0
        assert BOX in capsys.readouterr().out
        assert main(["clean", "--rules", str(tmp_path / "none.toml"), str(dump)]) == 2
