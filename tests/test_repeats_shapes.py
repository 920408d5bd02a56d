"""The detectors of what is said twice, and of lines whose form gives them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from cleantext.detectors import DETECTORS, detect, repeats, shape
from cleantext.features import measure
from cleantext.lexicon import default
from cleantext.readers.text import read_text
from strategies import ARABIC, ENGLISH, FRENCH, dumps, examples

if TYPE_CHECKING:
    from cleantext.model import Rule


def rules_of(*lines: str, gap: str = "\n") -> list[set[str]]:
    """The ids of the rules that match each line of a page."""
    document = read_text(gap.join(lines))
    found: list[set[str]] = [set() for _ in lines]
    features = measure(document)
    for label in detect(document, features, default().speech_of(features)):
        found[label.line].add(label.rule.id)
    return found


ALONE = [pytest.param(rule, id=rule.id) for rule in (*shape.RULES, *repeats.RULES) if rule.hits]


@pytest.mark.parametrize("rule", ALONE)
def test_hits_and_misses_of_the_rules(rule: Rule) -> None:
    for line in rule.hits:
        assert rule.id in rules_of(line)[0], line
    for line in rule.misses:
        assert rule.id not in rules_of(line)[0], line


LINES = [
    ("12", "shape.number"),
    ("(12)", "shape.number"),
    ("١٢٣", "shape.number"),
    ("1,204", "shape.number"),
    ("28.8K", "shape.number"),
    ("12+", "shape.number"),
    ("17:40", "shape.clock"),
    ("09:15 ص", "shape.clock"),
    ("5 January 2024", "shape.date_line"),
    ("5 janvier 2024", "shape.date_line"),
    ("5 يناير 2024", "shape.date_line"),
    ("٥ يناير ٢٠٢٤", "shape.date_line"),
    ("2024-01-05 10:15", "shape.date_line"),
    ("Home | News | Sport | Video", "shape.menu_row"),
    ("Accueil > Société", None),
    ("Home | News", None),
    ("#rain #north", "shape.hashtags"),
    ("#مطر", "shape.hashtags"),
    ("#rain fell", None),
    ("desk@example.com", "shape.electronic_address"),
    ("https://example.com/a?b=1", "shape.link"),
    ("[ Search ]", "shape.empty_field"),
    ("-----", "shape.stray_marks"),
    ("echo echo echo", "shape.one_word_repeated"),
    ("echo echo", None),
    ("12 men came home.", None),
    ("At 10:15 it rained.", None),
    ("On 5 January 2024 the ferry came back to the old pier of the town.", None),
    ("Share", None),
]


@pytest.mark.parametrize(("line", "rule"), LINES)
def test_the_form_of_a_line(line: str, rule: str | None) -> None:
    formal = {name for name in rules_of(line)[0] if name.startswith("shape.")}
    assert formal == ({rule} if rule else set())


def test_short_lines_in_a_row_are_a_menu() -> None:
    found = rules_of(*ENGLISH.menu[:6], ENGLISH.paragraphs[0])
    assert all("shape.short_run" in rules for rules in found[:6])
    assert "shape.short_run" not in found[6]


def test_five_short_lines_are_no_menu_yet() -> None:
    assert not any("shape.short_run" in rules for rules in rules_of(*ENGLISH.menu[:5]))


def test_headlines_and_dates_in_turn_are_a_list() -> None:
    days = ("5 January 2024", "4 January 2024", "3 January 2024")
    lines = [line for pair in zip(ENGLISH.related[1:], days, strict=True) for line in pair]
    assert all("shape.dated_headlines" in rules for rules in rules_of(*lines))


def test_two_dates_are_no_list() -> None:
    lines = ("Rain returns", "5 January 2024", "Wind returns", "4 January 2024")
    assert not any("shape.dated_headlines" in rules for rules in rules_of(*lines))


def test_dates_with_paragraphs_between_are_no_list() -> None:
    lines = [
        line
        for number, paragraph in enumerate(ENGLISH.paragraphs, 1)
        for line in (f"{number} January 2024", paragraph * 2)
    ]
    assert not any("shape.dated_headlines" in rules for rules in rules_of(*lines))


def test_a_logo_that_is_repeated_is_known_alone_as_well() -> None:
    found = rules_of("lantern lantern lantern", ENGLISH.paragraphs[0], "Lantern")
    assert "shape.one_word_repeated" in found[2]


@pytest.mark.parametrize("pool", [ARABIC, ENGLISH, FRENCH], ids=lambda pool: pool.code)
def test_a_line_that_stood_before(pool: object) -> None:
    written = next(each for each in (ARABIC, ENGLISH, FRENCH) if each is pool)
    found = rules_of(written.title, *written.paragraphs, written.title)
    assert "repeats.line_again" in found[-1]
    assert not any("repeats.line_again" in rules for rules in found[:-1])


def test_a_short_line_twice_is_no_repetition() -> None:
    assert not any("repeats.line_again" in rules for rules in rules_of("Share", "Print", "Share"))


def test_a_caption_cut_short_beside_its_full_form() -> None:
    found = rules_of(
        "Visitors on the stairs",
        "Visitors on the stairs of the tower in Marrowby (Lantern)",
        ENGLISH.paragraphs[0],
    )
    assert "repeats.cut_caption" in found[0]
    assert "repeats.full_caption" in found[1]
    assert not found[2]


def test_a_line_that_breaks_off_and_stood_before_in_full() -> None:
    found = rules_of(ENGLISH.title, ENGLISH.paragraphs[0], "Ferry town of Marrowby reopens its..")
    assert "repeats.cut_caption" in found[2]


def test_a_line_that_breaks_off_alone_is_nothing() -> None:
    found = rules_of("Ferry town of Marrowby reopens its..", ENGLISH.paragraphs[0])
    assert "repeats.cut_caption" not in found[0]


def test_a_subheading_in_the_words_of_its_paragraph_is_no_caption() -> None:
    found = rules_of("The ferry town of Marrowby", *ENGLISH.paragraphs)
    assert not any("repeats.cut_caption" in rules for rules in found)


@pytest.mark.parametrize("pool", [ARABIC, ENGLISH, FRENCH], ids=lambda pool: pool.code)
def test_paragraphs_have_no_labels(pool: object) -> None:
    written = next(each for each in (ARABIC, ENGLISH, FRENCH) if each is pool)
    assert rules_of(*written.paragraphs, gap="\n\n") == [set()] * len(written.paragraphs)


@given(dumps())
@examples(100)
def test_labels_speak_of_lines_that_are_there_and_come_in_order(text: str) -> None:
    document = read_text(text)
    features = measure(document)
    labels = detect(document, features, default().speech_of(features))
    lines = [label.line for label in labels]
    assert lines == sorted(lines)
    assert all(0 <= line < len(document) for line in lines)


@given(dumps())
@examples(50)
def test_detectors_do_not_see_each_other(text: str) -> None:
    """The order of the table decides nothing."""
    document = read_text(text)
    features = measure(document)
    speech = default().speech_of(features)
    alone = [label for find in reversed(DETECTORS) for label in find(document, features, speech)]
    together = detect(document, features, speech)
    assert {(a.line, a.rule.id) for a in alone} == {(b.line, b.rule.id) for b in together}
