"""The scorer: what it says of a written page, and that its arithmetic is what it is meant to be."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import clean
from cleantext.decode import by_line
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.lexicon import default
from cleantext.model import Action, Kind, Label, Rule
from cleantext.readers.text import read_text
from cleantext.scorer import Opinion, score
from cleantext.scorer.columns import COLUMNS, FAMILIES, GROUPS, measures
from cleantext.scorer.hints import HINTS, Hints, Names
from cleantext.scorer.network import LONGEST, _times, load, scan
from strategies import ENGLISH

MENU = ("Home", "World", "Sport")
PAGE = "\n\n".join((*MENU, ENGLISH.title, *ENGLISH.paragraphs[:3], "Related stories", "Share"))
# The log-odds of the lines of PAGE; a processor may round its sums in another order.
ODDS = [-3.78, -3.91, -3.34, -0.8, 4.19, 4.7, 2.34, -3.16, -4.89]
CLOSE = 0.05


def opinion_of(text: str) -> Opinion:
    document = read_text(text)
    features = measure(document)
    return score(features, by_line(detect(document, features, default().speech_of(features))))


def test_log_odds_are_the_same_on_every_machine() -> None:
    assert opinion_of(PAGE).odds.tolist() == pytest.approx(ODDS, abs=CLOSE)


def test_paragraphs_are_likely_and_menus_are_not() -> None:
    odds = opinion_of(PAGE).odds
    assert (odds[4:7] > 1).all()
    assert (odds[:3] < -1).all()


def test_a_page_without_lines_has_no_opinion() -> None:
    opinion = opinion_of(" \n\n ")
    assert opinion.odds.tolist() == []
    assert opinion.sentences == ()


@pytest.mark.parametrize("name", ["scorer", "scorer_html"])
def test_weights_are_small_and_hold_no_text(name: str) -> None:
    file = resources.files("cleantext") / "data" / f"{name}.npz"
    with file.open("rb") as opened, np.load(opened) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} <= {"f", "u"}
    assert len(file.read_bytes()) < 2_000_000


def test_weights_are_read_once_and_not_before_they_are_needed() -> None:
    code = (
        "import cleantext; from cleantext.scorer.network import load;"
        "assert load.cache_info().currsize == 0;"
        "cleantext.clean('It rained.'); cleantext.clean('It snowed.');"
        "assert load.cache_info().misses == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_column_has_a_group_and_a_mean() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert load().parts["means"].shape == (len(COLUMNS),)
    assert set(FAMILIES) <= set(GROUPS["the phrases on it"])


def test_the_network_for_html_sees_the_hints_and_the_names_besides() -> None:
    network = load("scorer_html")
    columns = len(COLUMNS) + len(HINTS)
    assert network.parts["means"].shape == (columns,)
    assert network.parts["columns"].shape == (columns, network.parts["columns_bias"].shape[0])
    assert network.names is not None
    vectors = network.parts["name_vectors"]
    assert len(vectors) > 100
    assert vectors.shape[1] == network.parts["near"].shape[0] == network.parts["far"].shape[0]
    assert all(np.isfinite(part).all() for part in network.parts.values())


def test_the_network_for_html_is_read_for_html_only() -> None:
    code = (
        "import cleantext; from cleantext.scorer.network import load;"
        "clean = cleantext.Cleaner(witness=None).clean;"
        "clean('It rained.'); assert load.cache_info().misses == 1;"
        "clean('<p>It rained.</p><p>It snowed.</p>'); assert load.cache_info().misses == 2;"
        "clean('<p>It rained.</p><p>It hailed.</p>'); assert load.cache_info().misses == 2"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_names_that_nobody_knows_weigh_nothing() -> None:
    network = load("scorer_html")
    nobody = Names(index=np.zeros(3, np.int64), lines=np.arange(3))
    hints = Hints(
        x=np.zeros((3, len(HINTS)), np.float32),
        hashes=np.array([12345], np.uint64),
        near=nobody,
        far=nobody,
    )
    assert not network.named(hints).any()


def test_every_kind_but_those_of_the_body_is_of_one_family() -> None:
    kinds = [kind for family in FAMILIES.values() for kind in family]
    body = {kind for kind in Kind if kind.action is Action.BODY}
    assert set(kinds) == set(Kind) - body - {Kind.SITE}  # an outlet's name is told after the scorer
    assert len(kinds) == len(set(kinds))


def test_a_new_phrase_helps_without_training() -> None:
    line = "Delamo kun amikoj estas bona."
    document = read_text("\n\n".join((*ENGLISH.paragraphs[:2], line, *ENGLISH.paragraphs[2:4])))
    features = measure(document)
    rule = Rule(id="xx.share.new", kind=Kind.SHARE, confidence=0.95, why="For a test.")
    plain = score(features, {})
    named = score(features, {2: [Label(line=2, rule=rule)]})
    assert named.odds[2] < plain.odds[2] - 0.5


def test_words_of_no_known_language_weigh_nothing() -> None:
    words = measure(read_text("Qwxyz zyxwq qzzxw")).hashed
    assert load().bag(words).tolist() == [[0.0] * load().parts["words"].shape[0]]


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_scan_is_the_recurrence(lines: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    keep = dice.random((lines, 3), np.float32)
    new = dice.normal(size=(lines, 3)).astype(np.float32)
    state, expected = np.zeros(3, np.float32), []
    for line in range(lines):
        state = keep[line] * state + new[line]
        expected.append(state)
    assert np.allclose(scan(keep.copy(), new.copy()), expected, atol=1e-4)


@pytest.mark.parametrize("lines", [0, 1, 20, 21, 22, 300])
def test_products_in_blocks_are_the_product(lines: int) -> None:
    dice = np.random.default_rng(lines)
    x = dice.normal(size=(lines, 192)).astype(np.float32)
    weights = dice.normal(size=(192, 64)).astype(np.float32)
    assert np.allclose(_times(x, weights), x @ weights, atol=1e-3)


def test_a_very_long_page_is_judged_in_pieces() -> None:
    network = load()
    lines = LONGEST + 3
    dice = np.random.default_rng(1)
    x = network.parts["means"] + dice.normal(size=(lines, len(COLUMNS))).astype(np.float32)
    bag = np.zeros((lines, network.parts["words"].shape[0]), np.float32)
    weights = np.ones(lines, np.float32)
    odds = network(x, bag, weights)
    last = network(x[LONGEST:], bag[LONGEST:], weights[LONGEST:])
    assert len(odds) == lines
    assert odds[LONGEST:].tolist() == last.tolist()


def test_measures_have_a_row_a_line_and_are_finite() -> None:
    for text in (PAGE, "x", "中文 字", "1\n2\n3", "|\n|", "a" * 10_000):
        features = measure(read_text(text))
        x = measures(features, {})
        assert x.shape == (len(features), len(COLUMNS))
        assert np.isfinite(x).all()


def test_explanations_name_the_probability_and_what_speaks_against() -> None:
    article = clean(PAGE)
    sentences = {
        block.text: reason.sentence
        for block in article.blocks
        for reason in block.reasons
        if reason.rule.startswith("score.")
    }
    paragraph = sentences[ENGLISH.paragraphs[0]]
    assert paragraph.startswith("Article text with a probability of 0.9")
    assert "most for it: " in paragraph
    odd = opinion_of(PAGE)
    assert odd.sentences[0].startswith("Article text with a probability of 0.0")
    assert any(group in odd.sentences[0] for group in (*GROUPS, "its words"))


def test_an_explanation_is_what_the_network_does_without_the_group() -> None:
    opinion = opinion_of(PAGE)
    assert set(opinion.effects) == {*GROUPS, "its words"}
    assert all(len(effect) == len(opinion.odds) for effect in opinion.effects.values())
    assert opinion.effects["its length"][4] > 0  # a paragraph's length speaks for it


def test_a_network_is_pickled_by_its_name_or_whole() -> None:
    shipped = load("scorer")
    assert pickle.loads(pickle.dumps(shipped)) is shipped
    own = replace(shipped, name=None)
    again = pickle.loads(pickle.dumps(own))
    assert again is not own
    assert all((again.parts[name] == part).all() for name, part in own.parts.items())
