"""Folding: one normal form, the same for single lines and for whole pages."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.folding import INVISIBLE, SIGNS, code_points, fold, fold_lines, is_invisible
from strategies import ODD_CHARACTERS, any_text, dumps, examples

EQUAL = [
    ("الإسم *", "الاسم:"),
    ("أحمد إبراهيم آدم", "احمد ابراهيم ادم"),
    ("مكتبة", "مكتبه"),
    ("مستشفى", "مستشفي"),
    ("کتاب", "كتاب"),
    ("ی", "ي"),
    ("ٱلله", "الله"),
    ("مُحَمَّد", "محمد"),
    ("محـــمد", "محمد"),
    ("\u200fمحمد\u200e", "محمد"),
    ("محمد\u200c", "محمد"),
    ("ﻣﺤﻤﺪ", "محمد"),
    ("١٢٣", "7"),
    ("۱۲۳", "7"),
    ("1,234.5", "9"),
    ("1٬234٫5", "9"),
    ("1'234", "9"),
    ("1’234", "9"),
    ("ÉCOLE", "ecole"),
    ("À lire aussi :", "a lire aussi"),
    ("Ｓｈａｒｅ", "share"),
    ("SHARE", "share"),
    ("İstanbul", "istanbul"),
    ("ısı", "isi"),
    ("ΣΑΣ", "σας"),
    ("• 12 Comments »", "3 comments"),
    ("  a \t b\xa0c  ", "a b c"),
    ("a|b", "a b"),
    ("it's", "it s"),
    ("“Share”", "share"),
    ("#share", "# share"),
    ("©2024", "© 2024"),
    ("5%", "5 %"),
    ("$5", "$ 5"),
    ("desk@example", "desk @ example"),
]
DIFFERENT = [
    ("1 2", "12"),
    ("1, 2", "12"),
    ("©", "@"),
    ("د", "ذ"),
    ("س", "ش"),
    ("a", "b"),
    ("5%", "5"),
    ("ab", "a b"),
    ("한국", "한굴"),
    ("が", "か"),
]
KEYS = [
    ("", ""),
    ("***", ""),
    ("  • 12 Comments »", "0 comments"),
    ("28.8K", "0k"),
    ("1.", "0"),
    (".5", "0"),
    ("1..2", "0 0"),
    ("1,2,3", "0"),
    ("2024-05-01", "0 0 0"),
    ("10:15", "0 0"),
    ("a.b", "a b"),
    ("\ud800", ""),
    ("\U0001f600", ""),
    ("\x00\x01", ""),
    ("© © ©", "© © ©"),
    ("ـ", ""),
    ("日本語", "日本語"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert fold(one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_spellings_that_are_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("text", "key"), KEYS)
def test_keys(text: str, key: str) -> None:
    assert fold(text) == key


def folded_as_lines(text: str) -> list[tuple[str, str]]:
    """The lines of a text that hold anything, each with its key from the page-wide pass."""
    lines = [line for line in text.splitlines() if line]
    page = "".join(f"{line}\n" for line in lines)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])[:-1].astype(np.int64)
    # What stands before a line is written over, so the first line needs a break before it too.
    keys = fold_lines(code_points("\n" + page), starts + 1)
    return list(zip(lines, keys, strict=True))


@given(dumps())
@example("1,\n2")
@example("0\n\n,0\n0,")
@example("©\n©a 1©,2")
@example("\ufc5e\n\u0300a\na\u0300")
@examples(150)
def test_a_page_is_folded_like_its_lines(text: str) -> None:
    for line, key in folded_as_lines(text):
        assert key == fold(line)


def test_every_character_of_the_basic_plane_is_folded_alike() -> None:
    characters = [chr(code) for code in range(0x10000) if chr(code).splitlines() != [""]]
    text = "\n".join(f"1{character}2a{character}" for character in characters)
    assert [key for _, key in folded_as_lines(text)] == [fold(f"1{c}2a{c}") for c in characters]


@given(any_text())
@examples(100)
def test_a_key_has_single_spaces_and_no_marks(text: str) -> None:
    key = fold(text)
    assert key == " ".join(key.split())
    assert "00" not in key
    assert not [c for c in key if unicodedata.category(c) == "Mn" or (c.isupper() and c.islower())]


@given(any_text())
@examples(100)
def test_invisible_marks_at_the_edges_change_nothing(text: str) -> None:
    assert fold(f"\u200f{text}\ufeff ") == fold(text)


def test_a_page_without_lines_has_no_keys() -> None:
    assert fold_lines(code_points(""), np.zeros(0, np.int64)) == []


def test_the_first_line_may_begin_the_text() -> None:
    assert fold_lines(code_points("ab\ncd"), np.array([0, 3], np.int64))[1:] == ["cd"]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_are_words(sign: str) -> None:
    assert fold(f"a{sign}b") == f"a {sign} b"


@given(st.sampled_from(sorted(INVISIBLE)))
@examples(100)
def test_what_is_invisible_leaves_no_trace_in_a_key(mark: str) -> None:
    assert is_invisible(mark)
    assert not fold(mark)


def test_marks_that_print_are_not_invisible() -> None:
    assert not any(map(is_invisible, "\u0600\u06dd.،a1٣©"))
    assert set(INVISIBLE) >= set("\u200b\u200f\u202e\u2066\ufeff\x00\x85\xa0\u3000 ")


def test_code_points_keep_halves_of_surrogate_pairs() -> None:
    text = "".join(ODD_CHARACTERS)
    assert [chr(code) for code in code_points(text)] == list(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﺍﻟﺸﺮﻛﺔ", "الشركة"),  # presentation forms, as PDF readers copy them
        ("ﻻ ﺷﻲء", "لا شيء"),  # ... and the ligature of two letters
        ("oﬃce ﬁre", "office fire"),
        ("ＡＢＣ　１２３", "abc 7"),  # full-width forms
        ("۱۲۳ مئی", "123 مئی"),
        ("می‌شود", "ميشود"),
        ("कानून क़लम", "कानून क़लम"),  # a letter with a dot, as one character and as two
        ("כ֫תב", "כתב"),
        ("السّـــلام", "السلام"),
    ],
)
def test_spellings_of_the_same_words(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    text = f"a\n{one}\n{one} b"
    starts = np.array([0, 2, 3 + len(one)], np.int64)
    assert fold_lines(code_points(text), starts) == ["a", fold(other), f"{fold(other)} b"]
