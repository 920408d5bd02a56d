"""Markdown: what the article is, marked; what it says, escaped."""

from __future__ import annotations

import dataclasses
import re
from html import escape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import Cleaner
from cleantext.markdown import to_markdown
from cleantext.model import Action, Block, Kind, Span
from html_pages import HREFS, html_articles, soups
from strategies import ENGLISH, examples

if TYPE_CHECKING:
    from markdown_it.token import Token

    from cleantext import Article

URL = "https://news.example/coast/rain.html"
QUICK = Cleaner(witness=None)
ALL = Cleaner(keep=frozenset(Kind), witness=None)


def markdown(*pieces: tuple[Kind, str], title: str | None = None, keep: Kind | None = None) -> str:
    """The Markdown of an article with these blocks."""
    blocks = tuple(
        Block(index=n, span=Span(start=0, end=1), text=text, kind=kind, confidence=1.0, reasons=())
        for n, (kind, text) in enumerate(pieces)
    )
    kept = [b.index for b in blocks if b.kind.action is Action.BODY or b.kind is keep]
    ledger = SimpleNamespace(kept=kept, document=SimpleNamespace(markup=None))
    body = "\n\n".join(blocks[line].text for line in kept)
    article = SimpleNamespace(title=title, body=body, blocks=blocks, ledger=ledger)
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
        ("-" * 100, "\\" + "-" * 100),
        ("===", "==="),
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


def test_a_body_that_the_caller_replaced_is_written() -> None:
    lines = [ENGLISH.paragraphs[0], ENGLISH.headings[0], *ENGLISH.paragraphs[1:4]]
    article = cleantext.clean("\n\n".join(lines))
    shorter = dataclasses.replace(article, body="\n\n".join(["New.", *lines[1:3]]))
    assert shorter.to_markdown() == f"New.\n\n## {lines[1]}\n\n{lines[2]}\n"


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


# Of HTML, with what its elements say.

FIRST, SECOND, THIRD = ENGLISH.paragraphs[:3]


def page(*body: str) -> str:
    inner = "".join((f"<p>{escape(FIRST)}</p>", *body, f"<p>{escape(SECOND)}</p>"))
    return f"<html><body><h1>{ENGLISH.title}</h1>{inner}<p>{escape(THIRD)}</p></body></html>"


def inner_markdown(*body: str, url: str | None = URL) -> str:
    """What becomes of HTML between two paragraphs of an article."""
    written = ALL.clean(page(*body), url=url).to_markdown()
    return written.split(f"\n{FIRST}\n\n")[1].split(f"\n\n{SECOND}\n")[0]


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("<h2>One</h2><h3>Two</h3><h2>Three</h2>", "## One\n\n### Two\n\n## Three"),
        ("<h3>One</h3><h5>Two #</h5>", "## One\n\n### Two \\#"),
        ("<p>One | two.<br>1984. Three<br>=<br>--- | ---</p>",
         "One \\| two.\\\n1984\\. Three\\\n\\=\\\n--- \\| ---"),
        ("<p>One.<br><br>Two.</p>", "One.\n\nTwo."),
        (f"<div>{THIRD}<br>{THIRD}</div>", f"{THIRD}\n\n{THIRD}"),
        ("<ul><li>One<li>• Two<li># three</ul>", "- One\n- Two\n- \\# three"),
        ("<ol><li>One<li>Two</ol>", "1. One\n2. Two"),
        ("<ul><li>One<ul><li>Two<ol><li>Three</ol></ul><li>Four</ul>",
         "- One\n  - Two\n    1. Three\n- Four"),
        ("<ul><li>One</li><ul><li>Two</li></ul><li>Three</li></ul>", "- One\n  - Two\n- Three"),
        ("<ul><li><p>One<p>Two<li>Three</ul>", "- One\n\n  Two\n- Three"),
        ("<ul><li>One</ul><ul><li>Two</ul><ul><li>Three</ul>", "- One\n\n* Two\n\n- Three"),
        ("<ol><li>One</ol><ol><li>Two</ol>", "1. One\n\n1) Two"),
        ("<ul><li>One</ul><ol><li>Two</ol>", "- One\n\n1. Two"),
        ("<ul><li><h3>One</h3><p>Two</ul>", "- ## One\n\n  Two"),
        ("<blockquote><p>One<p>Two<ul><li>Three<li>Four</ul></blockquote>",
         "> One\n>\n> Two\n>\n> - Three\n> - Four"),
        ("<blockquote>One</blockquote><blockquote>Two</blockquote>", "> One\n\n> Two"),
        ("<ul><li>One<blockquote>Two</blockquote></ul>", "- One\n\n  > Two"),
        ("<table><tr><th><th>A<th>B|C<tr><td>One<td><td>2</table>",
         "|  | A | B\\|C |\n| --- | --- | --- |\n| One |  | 2 |"),
        ("<table><tr><td>A<td>B<tr><td>One<td>2<td>3</table>",
         "|  |  |  |\n| --- | --- | --- |\n| A | B |\n| One | 2 | 3 |"),
        ("<table><caption>Rain.</caption><tr><td>A<td># 1<br>2</table>",
         "Rain.\n\n|  |  |\n| --- | --- |\n| A | # 1 2 |"),
        ("<ul><li>One<table><tr><td>A<td>B</table></ul>",
         "- One\n\n  |  |  |\n  | --- | --- |\n  | A | B |"),
        ("<pre>  if *x*:\n      <b>go</b>\n\n  end</pre>", "```\nif *x*:\n    go\n\nend\n```"),
        ("<pre><code><i>  </i><i>a</i>\nb ```</code></pre>", "````\n  a\nb ```\n````"),
        ("<ul><li>One<pre>a\n\nb</pre></ul>", "- One\n\n  ```\n  a\n\n  b\n  ```"),
        ("<p>To <a href=/c>the <b>coast</b></a>.</p>", "To [the coast](https://news.example/c)."),
        ("<p>Look!<a href=x>A [b]</a>.</p>",
         "Look\\![A \\[b\\]](https://news.example/coast/x)."),
        ("<p><a href='/c?a=1&amp;amp;b'>A</a>.</p>", "[A](https://news.example/c?a=1\\&amp;b)."),
        ("<p><a href='javascript:x'>A</a> <a href='#b'>B</a> <a>C</a>.</p>", "A B C."),
        ("<p><a href=mailto:a@b.example>A</a>.</p>", "[A](mailto:a@b.example)."),
    ],
)  # fmt: skip
def test_what_html_says(body: str, written: str) -> None:
    assert inner_markdown(body) == written


def test_links_of_a_page_without_an_address() -> None:
    links = "<p><a href=/c>A</a>, <a href=//b.example>B</a>, <a href=http://c.example>C</a>.</p>"
    written = "[A](/c), [B](https://b.example), [C](http://c.example)."
    assert inner_markdown(links, url=None) == written


def test_a_link_that_a_cut_goes_through() -> None:
    article = cleantext.clean(page(f"<p>{THIRD} <a href=/c>See it. #rain #north</a></p>"), url=URL)
    assert any(block.text == "#rain #north" for block in article.blocks)
    assert f"\n{THIRD} [See it.](https://news.example/c)\n" in article.to_markdown()


def test_items_that_were_taken_out_leave_the_numbers_of_the_rest() -> None:
    article = ALL.clean(page("<ol><li>One<li>Two<li>Three</ol>"))
    kept = [block for block in article.blocks if block.text != "Two"]
    ledger = dataclasses.replace(article.ledger, kept=tuple(block.index for block in kept))
    body = "\n\n".join(block.text for block in kept)
    shorter = dataclasses.replace(article, body=body, ledger=ledger)
    assert "\n1. One\n3. Three\n" in shorter.to_markdown()


def test_kinds_that_are_kept_and_dropped() -> None:
    raw = page("<ul><li><a href=/s>Share</a></li></ul>", f"<h2>{ENGLISH.headings[0]}</h2>")
    assert "- [Share](/s)\n" in ALL.clean(raw).to_markdown()
    assert f"\n## {ENGLISH.headings[0]}\n" in cleantext.clean(raw).to_markdown()
    assert ENGLISH.headings[0] not in Cleaner(drop={"heading"}).clean(raw).to_markdown()


def read_back(written: str) -> tuple[list[str], list[Token]]:
    """The texts that a reader of Markdown sees, and all that it reads."""
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(written)
    texts = []
    for token in tokens:
        parts = {"softbreak": " ", "hardbreak": " "}
        inner = [parts.get(child.type, child.content) for child in token.children or ()]
        texts.append("".join(inner) if token.type == "inline" else token.content)
    return texts, tokens


def body_of(article: Article) -> str:
    blocks = [article.blocks[line] for line in article.ledger.kept]
    return " ".join(block.text for block in blocks if block.kind is not Kind.TITLE)


def words_of(text: str) -> list[str]:
    """Words but for numbers: those of a list are marks of its items."""
    return [word for word in re.findall(r"\w+", text) if not word.isdecimal()]


@given(html_articles(), st.booleans())
@examples(150)
def test_a_markdown_reader_reads_the_words_of_html_in_order(raw: str, keeps: bool) -> None:
    article = (ALL if keeps else QUICK).clean(raw, url=URL)
    texts, tokens = read_back(dataclasses.replace(article, title=None).to_markdown())
    assert words_of(" ".join(texts)) == words_of(body_of(article))
    kinds = {token.type for token in tokens}
    assert not kinds & {"hr", "code_block", "html_block"}
    inner = {child.type for token in tokens for child in token.children or ()}
    assert not inner & {"image", "html_inline", "em_open", "strong_open", "code_inline"}


@given(soups())
@examples(200)
def test_a_markdown_reader_reads_the_letters_of_any_html(raw: str) -> None:
    article = ALL.clean(raw)
    texts, tokens = read_back(dataclasses.replace(article, title=None).to_markdown())
    read, body = " ".join(texts), body_of(article)
    assert [c for c in read if c.isalpha()] == [c for c in body if c.isalpha()]
    assert not {token.type for token in tokens} & {"hr", "code_block", "html_block"}


@given(st.lists(st.sampled_from(HREFS), min_size=1, max_size=3), st.sampled_from((None, URL)))
@examples(100)
def test_no_link_of_markdown_runs(hrefs: list[str], url: str | None) -> None:
    links = " ".join(f'<a href="{escape(href)}">link</a>' for href in hrefs)
    _, tokens = read_back(ALL.clean(page(f"<p>{links}.</p>"), url=url).to_markdown())
    children = [child for token in tokens for child in token.children or ()]
    found = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    assert all(re.match(r"https?://|mailto:|[^:]*(?:[/?#]|$)", href) for href in found), found
    assert all(child.type != "html_inline" for child in children)
