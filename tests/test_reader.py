"""The reader: lines with their exact places, whatever ends, indents or hides in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.folding import INVISIBLE
from cleantext.readers import read
from cleantext.readers.text import read_text
from strategies import LINE_ENDS, any_text, dumps, examples

LINES = [
    ("Share", ("Share",), (0,)),
    ("", (), ()),
    ("\n\n \n", (), ()),
    ("a\n\n\nb", ("a", "b"), (0, 3)),
    ("\n\na", ("a",), (2,)),
    ("a\r\nb", ("a", "b"), (0, 1)),
    ("a\r\rb", ("a", "b"), (0, 2)),
    ("a\n\rb", ("a", "b"), (0, 2)),
    ("a\u2028b\u2029c", ("a", "b", "c"), (0, 1, 2)),
    ("a\x85b", ("a", "b"), (0, 1)),
    ("a\x0b\x0cb", ("a", "b"), (0, 2)),
    ("  • Link copied  ", ("• Link copied",), (0,)),
    ("\t- item\t", ("- item",), (0,)),
    ("\ufeffTitle", ("Title",), (0,)),
    ("\u200f\u202bTitle\u202c", ("Title",), (0,)),
    ("a\u200bb", ("a\u200bb",), (0,)),
    ("\u200b\nb", ("b",), (1,)),
    ("\xa0a\xa0b\xa0", ("a\xa0b",), (0,)),
    ("a\tb", ("a\tb",), (0,)),
    ("a a\na a", ("a a", "a a"), (0, 1)),
    ("\x00a\x07", ("a",), (0,)),
    ("\ud800", ("\ud800",), (0,)),
    ("...", ("...",), (0,)),
]


@pytest.mark.parametrize(("text", "texts", "rows"), LINES, ids=[ascii(line[0]) for line in LINES])
def test_lines_and_their_rows(text: str, texts: tuple[str, ...], rows: tuple[int, ...]) -> None:
    document = read_text(text)
    assert document.texts == texts
    assert document.rows == rows
    assert len(document) == len(texts)


@given(dumps())
@examples(150)
def test_spans_are_exact(text: str) -> None:
    document = read_text(text)
    spans = zip(document.starts, document.ends, strict=True)
    assert tuple(text[start:end] for start, end in spans) == document.texts
    assert document.text == text


@given(any_text())
@examples(100)
def test_rows_count_the_line_ends_before(text: str) -> None:
    document = read_text(text)
    lines = text.splitlines()
    for row, line in zip(document.rows, document.texts, strict=True):
        assert lines[row].strip(INVISIBLE) == line
    assert list(document.rows) == sorted(set(document.rows))
    assert len(document) == sum(bool(line.strip(INVISIBLE)) for line in lines)


@given(st.lists(st.sampled_from(["Share", "• one", "  two ", "", "a b"]), max_size=8))
@examples(50)
def test_every_line_end_cuts_the_same_lines(lines: list[str]) -> None:
    wanted = read_text("\n".join(lines))
    for end in LINE_ENDS:
        document = read_text(end.join(lines))
        assert document.texts == wanted.texts
        assert document.rows == wanted.rows


def test_bytes_and_text_give_the_same_document() -> None:
    text = "Rain returns\n\nRain returned to the coast – at last."
    assert read(text.encode("utf-8")).document.texts == read(text).document.texts


def test_a_mark_at_the_beginning_of_the_bytes_is_no_text() -> None:
    assert read(b"\xef\xbb\xbfTitle").document.texts == ("Title",)


def test_the_address_and_the_warnings_are_handed_on() -> None:
    document = read_text("a", url="https://example.com/a", warnings=("note",))
    assert (document.url, document.warnings) == ("https://example.com/a", ("note",))


def test_anything_else_is_refused() -> None:
    with pytest.raises(TypeError, match="not list"):
        read(["a"])  # type: ignore[arg-type]
