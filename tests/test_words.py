"""Words as numbers: the same word is the same number, and known ones are found again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleantext.folding import fold
from cleantext.words import Table, hash_list, hash_pairs, hash_words

KEYS = st.lists(st.text("abcаба中文0 ", max_size=30).map(fold), max_size=12)


def plain_words(key: str) -> list[str]:
    """The words of a key, told one by one: an ideograph is a word of its own."""
    return "".join(f" {char} " if char in "中文" else char for char in key).split()


@given(KEYS)
def test_each_word_is_counted_in_its_line(keys: list[str]) -> None:
    words = hash_words(keys)
    expected = [plain_words(key) for key in keys]
    assert np.diff(words.starts).tolist() == [len(each) for each in expected]
    assert words.letters.tolist() == [len(word) for each in expected for word in each]
    assert words.lines.tolist() == [line for line, each in enumerate(expected) for _ in each]


@given(KEYS)
def test_hashes_are_equal_where_words_are(keys: list[str]) -> None:
    words = hash_words(keys)
    named = [word for key in keys for word in plain_words(key)]
    by_word = dict(zip(named, words.hashes.tolist(), strict=True))
    assert [by_word[word] for word in named] == words.hashes.tolist()
    assert len(set(by_word.values())) == len(by_word)


@given(KEYS)
def test_pairs_are_those_of_neighbours_within_a_line(keys: list[str]) -> None:
    pairs, lines = hash_pairs(hash_words(keys))
    named = [
        pair
        for key in keys
        if plain_words(key)
        for pair in zip(["", *plain_words(key)], [*plain_words(key), ""], strict=True)
    ]
    by_pair = dict(zip(named, pairs.tolist(), strict=True))
    assert [by_pair[pair] for pair in named] == pairs.tolist()
    assert len(set(by_pair.values())) == len(by_pair)
    assert np.bincount(lines, minlength=len(keys)).tolist() == [
        len(plain_words(key)) + 1 if plain_words(key) else 0 for key in keys
    ]


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert hash_words(["rain"]).hashes.tolist() == [17073818282222490142]


def test_a_table_finds_what_it_holds_and_nothing_else() -> None:
    dice = np.random.default_rng(1)
    hashes = np.unique(dice.integers(1, 2**63, 6000, dtype=np.uint64))
    table = Table(hashes)
    kept = np.delete(np.arange(len(hashes)), table.left)
    assert len(table.left) < 60
    assert table.find(hashes[kept]).tolist() == kept.tolist()
    assert set(table.find(dice.integers(1, 2**63, 6000, dtype=np.uint64)).tolist()) == {-1}


def test_an_empty_table_knows_nothing() -> None:
    table = Table(np.zeros(0, np.uint64))
    assert table.find(hash_words(["rain"]).hashes).tolist() == [-1]


def test_a_list_is_hashed_by_its_single_words() -> None:
    assert hash_list(["the", "of the", "the"]).tolist() == hash_words(["the"]).hashes.tolist()
