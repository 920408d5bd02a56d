"""Markdown: what the article is, marked; what it says, escaped."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.markdown import to_markdown
from cleantext.model import Action, Block, Kind, Span


def markdown(*pieces: tuple[Kind, str], title: str | None = None, keep: Kind | None = None) -> str:
    """The Markdown of an article with these blocks."""
    blocks = tuple(
        Block(index=n, span=Span(start=0, end=1), text=text, kind=kind, confidence=1.0, reasons=())
        for n, (kind, text) in enumerate(pieces)
    )
    kept = [b.text for b in blocks if b.kind.action is Action.BODY or b.kind is keep]
    article = SimpleNamespace(title=title, body="\n\n".join(kept), blocks=blocks)
    return to_markdown(cast("Any", article))


def test_nothing_gives_nothing() -> None:
    assert markdown() == ""
    assert cleantext.clean("").to_markdown() == ""
    assert cleantext.clean("Home | News | Sport | Video").to_markdown() == ""


def test_every_form() -> None:
    page = markdown(
        (Kind.NAVIGATION, "Home"),
        (Kind.PARAGRAPH, "It rained."),
        (Kind.HEADING, "The coast"),
        (Kind.LIST_ITEM, "• boots"),
        (Kind.LIST_ITEM, "- coats"),
        (Kind.LIST_ITEM, "1. Go out."),
        (Kind.LIST_ITEM, "2) Come back."),
        (Kind.QUOTE, "Rain, rain,"),
        (Kind.QUOTE, "go away."),
        (Kind.TABLE, "Rabat 4"),
        (Kind.SHARE, "Share"),
        title="Rain returns",
    )
    assert page == (
        "# Rain returns\n\nIt rained.\n\n## The coast\n\n- boots\n- coats\n\n"
        "1. Go out.\n2. Come back.\n\n> Rain, rain,\n>\n> go away.\n\nRabat 4\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# no heading", r"\# no heading"),
        ("#hashtag", "#hashtag"),
        ("> no quote", r"\> no quote"),
        ("- no item", r"\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("+ no item", r"\+ no item"),
        ("---", r"\---"),
        ("- - -", r"\- - -"),
        ("* * *", r"\* \* \*"),
        ("1984. A novel", r"1984\. A novel"),
        ("3) three", r"3\) three"),
        ("3.5 percent", "3.5 percent"),
        ("In 1984. A novel", "In 1984. A novel"),
        ("1234567890. long", "1234567890. long"),
        ("*star*", r"\*star\*"),
        ("_under_", r"\_under\_"),
        ("snake_case", "snake_case"),
        ("#مصر_اليوم", "#مصر_اليوم"),
        ("[link](to)", r"\[link](to)"),
        ("![image](at)", r"!\[image](at)"),
        ("`code`", r"\`code\`"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("<b>bold</b>", r"\<b>bold\</b>"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("AT&T", "AT&T"),
        ("&amp; &#39;", r"\&amp; \&#39;"),
        (r"C:\news", r"C:\\news"),
    ],
)
def test_escapes(text: str, written: str) -> None:
    assert markdown((Kind.PARAGRAPH, text)) == written + "\n"


def test_a_closing_sign_of_a_heading_stays_text() -> None:
    assert markdown((Kind.HEADING, "We are no #")) == "## We are no \\#\n"
    assert markdown((Kind.HEADING, "In C#")) == "## In C#\n"


@pytest.mark.parametrize(
    ("item", "written"),
    [
        ("•boots", "- boots"),
        ("– boots", "- boots"),
        ("-5 degrees", "- -5 degrees"),
        ("boots", "- boots"),
        ("•", "- •"),
        ("• # boots", "- \\# boots"),
        ("١- حذاء", "- ١- حذاء"),
        ("$5 a pair", "- $5 a pair"),
    ],
)
def test_bullets(item: str, written: str) -> None:
    assert markdown((Kind.LIST_ITEM, item)) == written + "\n"


def test_kept_kinds_stay_with_the_text() -> None:
    pieces = ((Kind.CAPTION, "A boat."), (Kind.SHARE, "Share"), (Kind.HEADING, "Rain"))
    assert markdown(*pieces, keep=Kind.CAPTION) == "A boat.\n\n## Rain\n"


def test_a_kept_title_is_not_written_twice() -> None:
    pieces = ((Kind.TITLE, "Rain"), (Kind.PARAGRAPH, "It rained."))
    assert markdown(*pieces, title="Rain", keep=Kind.TITLE) == "# Rain\n\nIt rained.\n"


def test_a_body_that_its_blocks_do_not_explain_is_not_lost() -> None:
    article = SimpleNamespace(title=None, body="One.\n\nTwo.", blocks=())
    assert to_markdown(cast("Any", article)) == "One.\n\nTwo.\n"


KINDS = st.sampled_from([kind for kind in Kind if kind.action is Action.BODY])
TEXTS = st.text("ab1. -+*_#>=~`[]()!<&;:/|\\\"'\u00a0شé•", min_size=1, max_size=20)
LINES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)
PIECES = st.lists(st.tuples(KINDS, LINES), max_size=6)


@given(PIECES, st.none() | LINES)
def test_no_trailing_space_and_one_line_feed_at_the_end(
    pieces: list[tuple[Kind, str]], title: str | None
) -> None:
    written = markdown(*pieces, title=title)
    assert not any(line != line.rstrip() for line in written.split("\n"))
    assert written == "" or (written.endswith("\n") and not written.endswith("\n\n"))
    assert bool(written) == bool(pieces or title)


@given(PIECES, st.none() | LINES)
def test_a_markdown_reader_reads_the_same_text(
    pieces: list[tuple[Kind, str]], title: str | None
) -> None:
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    tokens = reader.parse(markdown(*pieces, title=title))
    inline = [token for token in tokens if token.type == "inline"]
    assert {c.type for token in inline for c in token.children} <= {"text", "text_special"}
    read = ["".join(child.content for child in token.children) for token in inline]
    items = [kind is Kind.LIST_ITEM for kind, _ in pieces]
    wanted = [*([title] if title else []), *(text for _, text in pieces)]
    for text, line, is_item in zip(
        read, wanted, [*([False] if title else []), *items], strict=True
    ):
        assert line.endswith(text) if is_item else line == text
    kinds = [token.type for token in tokens]
    assert kinds.count("heading_open") == bool(title) + sum(k is Kind.HEADING for k, _ in pieces)
    assert kinds.count("list_item_open") == sum(items)
    assert not set(kinds) & {"hr", "fence", "code_block", "html_block"}
