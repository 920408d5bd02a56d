"""The measures of lines: counted by hand here, in one pass over arrays there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from cleantext.features import Char, Features, measure
from cleantext.folding import fold
from cleantext.layout import split
from cleantext.lexicon import default
from cleantext.readers import read
from cleantext.readers.text import read_text
from strategies import ARABIC, ENGLISH, dumps, examples, html_dumps


def of(*lines: str) -> Features:
    return measure(read_text("\n".join(lines)))


WORDS = [
    ("Share", 1, 5, 1),
    ("It rained, at last.", 4, 14, 1),
    ("Ferry Town of Marrowby", 4, 19, 3),
    ("12 Comments", 2, 8, 1),
    ("...", 0, 0, 0),
    ("it's", 2, 3, 0),
    ("don’t stop", 3, 8, 0),
    ("قرية الزيتون", 2, 11, 0),
    ("مُحَمَّد", 1, 4, 0),
    ("日本語", 1, 7.5, 0),
    ("a-b", 2, 2, 0),
    ("A1", 1, 1, 1),
    ("1A", 1, 1, 0),
    ("• one", 1, 3, 0),
    ("É", 1, 1, 1),
]


@pytest.mark.parametrize(("line", "words", "size", "capitals"), WORDS)
def test_words_letters_and_capitals(line: str, words: int, size: float, capitals: int) -> None:
    features = of(line)
    assert features.words.tolist() == [words]
    assert features.size.tolist() == [size]
    assert features.capitals.tolist() == [capitals]


LAST = [
    ("It rained.", Char.END),
    ("It rained", Char.LOWER),
    ("IT RAINED", Char.UPPER),
    ("“It rained.”", Char.END),
    ("(It rained.)", Char.END),
    ('He said: "It rained."', Char.END),
    ("« Il pleut. »", Char.END),
    ("وهطل المطر.", Char.END),
    ("هل هطل المطر؟", Char.END),
    ("ہوا۔", Char.END),
    ("雨が降った。", Char.END),
    ("It rained…", Char.END),
    ("It rained:", Char.COLON),
    ("It rained,", Char.COMMA),
    ("وهطل المطر،", Char.COMMA),
    ("2024", Char.DIGIT),
    ("المطر", Char.LETTER),
    ("|", Char.SIGN),
    ("More »", Char.LOWER),
    ("It rained.\u200f", Char.END),
]


@pytest.mark.parametrize(("line", "last"), LAST)
def test_the_last_character_that_is_no_quote(line: str, last: Char) -> None:
    assert of(line).last.tolist() == [last]


FIRST = [
    ("Share", Char.UPPER),
    ("share", Char.LOWER),
    ("شارك", Char.LETTER),
    ("• one", Char.SIGN),
    ("- one", Char.SIGN),
    ("1. one", Char.DIGIT),
    (", one", Char.COMMA),
    (". one", Char.END),
    ("“one”", Char.QUOTE),
    ("日本", Char.IDEOGRAPH),
]


@pytest.mark.parametrize(("line", "first"), FIRST)
def test_the_first_character(line: str, first: Char) -> None:
    assert of(line).first.tolist() == [first]


def test_blank_lines_before_a_line() -> None:
    assert measure(read_text("\n\na\nb\n\n\nc")).gap.tolist() == [2, 0, 2]


def test_repeats_are_counted_by_key() -> None:
    assert of("Share", "* SHARE", "Print", "share:").repeats.tolist() == [3, 3, 1, 3]


def test_the_scripts_of_a_page() -> None:
    assert list(of(*ENGLISH.paragraphs).scripts) == ["Latin"]
    mixed = of(*ARABIC.paragraphs, ENGLISH.paragraphs[0]).scripts
    assert set(mixed) == {"Arabic", "Latin"}
    assert mixed["Arabic"] > mixed["Latin"]
    assert sum(mixed.values()) == pytest.approx(1)


def test_a_page_without_lines_has_no_measures() -> None:
    features = measure(read_text("\n \n"))
    assert len(features) == 0
    assert features.counts.shape == (0, len(Char))


@given(dumps())
@examples(100)
def test_a_line_measures_the_same_alone_as_on_a_page(text: str) -> None:
    document = read_text(text)
    features = measure(document)
    assert features.counts.shape == (len(document), len(Char))
    for line, words in enumerate(document.texts):
        alone = measure(read_text(words))
        assert features.keys[line] == alone.keys[0] == fold(words)
        assert features.words[line] == alone.words[0]
        assert features.size[line] == alone.size[0]
        assert features.first[line] == alone.first[0]
        assert features.last[line] == alone.last[0]
        visible = slice(Char.LOWER, None)
        assert np.array_equal(features.counts[line, visible], alone.counts[0, visible])


@given(dumps())
@examples(100)
def test_every_character_of_a_line_is_counted_once(text: str) -> None:
    document = read_text(text)
    features = measure(document)
    assert int(features.counts.sum()) == (len(text) if len(document) else 0)
    assert (features.capitals <= features.words).all()
    assert (features.gap >= 0).all()
    assert (features.repeats >= 1).all()


# How much of a line is in links: only HTML shows it.


def links_of(body: str) -> list[float]:
    links = measure(read(f"<html><body>{body}</body></html>").document).links
    assert links is not None
    return [round(share, 2) for share in links.tolist()]


def test_text_has_no_links_to_show() -> None:
    assert of("Share", "https://news.example/a").links is None


LINKED = [
    ("<p>Rain</p>", [0.0]),
    ("<p><a href=/a>Rain</a></p>", [1.0]),
    ("<p><a>Rain</a></p>", [0.0]),
    ("<p><a name=a>Rain</a></p>", [0.0]),
    ("<a href=/a><p>Rain</p><p>Snow</p></a>", [1.0, 1.0]),
    ("<p>Rain <a href=/a>here</a>.</p>", [0.4]),
    ("<p><a href=/a>One</a> <a href=/b>Two</a></p>", [0.86]),
    ("<p><a href=/a>One</a><br>Two</p>", [1.0, 0.0]),
    ("<p><a href=''><b>Rain</b> here</a></p>", [0.89]),
    ("<p>&nbsp;<a href=/a>&nbsp;Rain&nbsp;</a>&nbsp;</p>", [1.0]),
    ("<ul><li><a href=/a>أمطار</a></li><li>أمطار</li></ul>", [1.0, 0.0]),
    ("<p><a href=/a><img></a></p><p>Rain</p>", [0.0]),
]


@pytest.mark.parametrize(("body", "shares"), LINKED)
def test_the_share_of_a_line_that_is_in_links(body: str, shares: list[float]) -> None:
    assert links_of(body) == shares


def test_a_part_of_a_line_has_as_much_of_them_as_the_whole() -> None:
    sentence = ENGLISH.paragraphs[0]
    page = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs[1:])
    document = read(f"<html><body>{page}<p>{sentence} <a href=/r>#rain #north</a></p>").document
    features = measure(document)
    cut, _ = split(document, features, default().speech_of(features), frozenset())
    assert cut.texts[-2:] == (sentence, "#rain #north")
    links = measure(cut).links
    assert links is not None
    assert features.links is not None
    assert links[-2] == links[-1]
    assert abs(links[-1] - features.links[-1]) < 0.01


@given(html_dumps())
@examples(60)
def test_shares_of_links_are_shares(raw: str) -> None:
    document = read(raw).document
    links = measure(document).links
    assert (links is None) is (document.markup is None)
    if links is not None:
        assert links.shape == (len(document),)
        assert ((links >= 0) & (links <= 1)).all()
