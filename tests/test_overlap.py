"""How much of each line stands in another text: runs of words, over the ends of lines."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleantext.folding import fold
from cleantext.overlap import RUN, keys_of, overlap
from cleantext.words import hash_words
from strategies import POOLS, any_text, examples, page_lines


def shares(page: list[str], other: list[str]) -> list[float]:
    found = overlap(page, hash_words(page), other)
    return [round(share, 2) for share in found.tolist()]


def test_a_run_counts_whole_and_no_more() -> None:
    page = ["home", "it rained on monday in the hills", "sport"]
    assert shares(page, ["it rained on monday"]) == [0.0, 0.57, 0.0]
    assert shares(page, ["in the hills it rained"]) == [0.0, 0.0, 0.0]


def test_fewer_words_than_a_run_count_as_a_line_of_their_own_only() -> None:
    assert shares(["rain and snow", "rain and"], ["rain and snow"]) == [1.0, 0.0]
    assert shares(["share"], ["share this with a friend"]) == [0.0]


def test_runs_go_on_over_the_ends_of_lines() -> None:
    """A page that breaks a sentence at its links has short lines that are article text."""
    page = ["it rained on", "monday", "in the hills", "monday"]
    assert shares(page, ["it rained on monday in the hills"]) == [1.0, 1.0, 1.0, 0.0]
    assert shares(["it rained on monday"], ["it rained", "on monday"]) == [1.0]


def test_a_word_is_covered_by_any_run_over_it() -> None:
    page = ["a b c d e f g h"]
    assert shares(page, ["a b c d", "e f g h"]) == [1.0]
    assert shares(page, ["c d e f"]) == [0.5]


def test_scripts_without_spaces() -> None:
    page = ["今日は雨が降った", "天気"]
    assert shares(page, ["今日は雨が降った"]) == [1.0, 0.0]
    assert shares(page, ["雨が降った"]) == [0.62, 0.0]


def test_nothing_in_nothing() -> None:
    assert shares([], []) == []
    assert shares([], ["it rained on monday"]) == []
    assert shares(["", "it rained on monday", ""], []) == [0.0, 0.0, 0.0]
    assert shares(["", "rain"], ["", "snow"]) == [0.0, 0.0]


def test_keys_are_the_folded_lines_that_say_something() -> None:
    assert keys_of("It Rained,\n\n — \r\nأمطارٌ") == ["it rained", fold("أمطارٌ")]
    assert keys_of("") == []


@given(st.lists(any_text().map(fold), max_size=8), any_text())
@examples(100)
def test_shares_are_shares_of_each_line(page: list[str], other: str) -> None:
    found = overlap(page, hash_words(page), keys_of(other))
    assert found.shape == (len(page),)
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1)).all()


@given(page_lines())
@examples(60)
def test_a_text_stands_in_itself(text: str) -> None:
    page = keys_of(text)
    assert shares(page, page) == [1.0] * len(page)


@given(page_lines(), page_lines(), page_lines())
@examples(60)
def test_more_text_covers_no_less(text: str, one: str, other: str) -> None:
    page, few = keys_of(text), keys_of(one)
    less = np.array(shares(page, few))
    assert (np.array(shares(page, [*few, *keys_of(other)])) >= less).all()


def test_articles_on_other_topics_share_next_to_nothing() -> None:
    pages = [keys_of("\n".join(pool.paragraphs)) for pool in POOLS]
    for one in pages:
        for other in pages:
            expected = 1.0 if one is other else 0.0
            assert shares(one, other) == [expected] * len(one)


def test_a_long_page_takes_no_longer_than_it_must() -> None:
    page = [f"it rained in place {number} on the coast" for number in range(50_000)]
    words = hash_words(page)
    begun = time.perf_counter()
    found = overlap(page, words, page[::2])
    assert time.perf_counter() - begun < 5
    assert found[::2].min() == 1.0
    assert RUN / 8 <= found[1::2].max() < 1.0
