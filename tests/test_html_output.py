"""HTML output: the body as it is built, and nothing that is active, whatever the page holds."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import Cleaner, Kind
from cleantext.addresses import address, base_of
from cleantext.cli import main
from cleantext.htmlout import ELEMENTS
from html_pages import HREFS, TEXTS, html_articles, soups
from strategies import ARABIC, ENGLISH, FRENCH, dumps, examples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cleantext import Article

URL = "https://news.example/coast/rain.html"
QUICK = Cleaner(witness=None)
ALL = Cleaner(keep=frozenset(Kind), witness=None)
FIRST, SECOND, THIRD, FOURTH = ENGLISH.paragraphs[:4]

# What a browser takes for an address that it opens, and does not run.
SAFE = re.compile(
    r"https?://[^/\\\s]|mailto:.|(?![a-zA-Z][a-zA-Z0-9+.-]*:)[^:/?#]*(?:/(?!/)|\?|#|$)"
)


def page(*body: str) -> str:
    """A page whose body begins and ends with paragraphs that read like an article."""
    inner = "".join((f"<p>{escape(FIRST)}</p>", *body, f"<p>{escape(SECOND)}</p>"))
    return (
        f"<html lang=en><body><h1>{ENGLISH.title}</h1>{inner}<p>{escape(THIRD)}</p></body></html>"
    )


def inner_html(*body: str, url: str | None = URL) -> str:
    """What becomes of HTML between two paragraphs of an article."""
    written = ALL.clean(page(*body), url=url).to_html()
    before, after = (
        f"<p>{escape(FIRST, quote=False)}</p>\n",
        f"<p>{escape(SECOND, quote=False)}</p>\n",
    )
    return written.split(before)[1].split(after)[0]


BUILT = [
    ("<p>One &amp; two.</p>", "<p>One &amp; two.</p>"),
    ("<p>One<br>two</p>", "<p>One<br> two</p>"),
    (f"<p><b>One</b><br>{THIRD}</p>", f"<h2>One</h2> <p>{THIRD}</p>"),
    (f"<p>One<br>{THIRD}</p>", f"<p>One<br> {THIRD}</p>"),
    ("<p>One.<br><br>Two.</p>", "<p>One.</p> <p>Two.</p>"),
    (f"<div>{THIRD}<br>{THIRD}</div>", f"<p>{THIRD}</p> <p>{THIRD}</p>"),
    ("<h2>One</h2><h3>Two</h3><h2>Three</h2>", "<h2>One</h2> <h3>Two</h3> <h2>Three</h2>"),
    ("<h3>One</h3><h5>Two</h5>", "<h2>One</h2> <h3>Two</h3>"),
    ("<h2>One<br>two</h2>", "<h2>One two</h2>"),
    ("<ul><li>One<li>• Two</ul>", "<ul> <li>One</li> <li>Two</li> </ul>"),
    ("<ol><li>One<li>Two</ol>", "<ol> <li>One</li> <li>Two</li> </ol>"),
    (
        "<table><tr><td>One.</td></tr><tr><td>Two.</td></tr></table>",  # nothing is beside anything
        "<p>One.</p> <p>Two.</p>",
    ),
    (
        "<ul><li>One<ol><li>Two</ol><li>Three</ul>",
        "<ul> <li>One<ol> <li>Two</li> </ol> </li> <li>Three</li> </ul>",
    ),
    (
        "<ul><li>One</li><ul><li>Two</li></ul></ul>",
        "<ul> <li>One<ul> <li>Two</li> </ul> </li> </ul>",
    ),
    ("<ul><li><p>One<p>Two</ul>", "<ul> <li><p>One</p> <p>Two</p> </li> </ul>"),
    (
        "<ul><li>One</ul><ul><li>Two</ul>",
        "<ul> <li>One</li> </ul> <ul> <li>Two</li> </ul>",
    ),
    (
        "<blockquote><p>One</p><p>Two</p></blockquote>",
        "<blockquote> <p>One</p> <p>Two</p> </blockquote>",
    ),
    (
        "<table><tr><th><th>A<th>B<tr><td>One<td><td>2</table>",
        "<table> <tr><th></th><th>A</th><th>B</th></tr>"
        " <tr><td>One</td><td></td><td>2</td></tr> </table>",
    ),
    (
        "<table><caption>Rain</caption><tr><td>A<td>1<br>2</table>",
        "<p>Rain</p> <table> <tr><td>A</td><td>1 2</td></tr> </table>",
    ),
    ("<p>12 boats came.</p><p>14 boats left.</p>", "<p>12 boats came.</p> <p>14 boats left.</p>"),
    ("<p>• One.</p><p>• Two.</p>", "<ul> <li>One.</li> <li>Two.</li> </ul>"),
    ("<p>1. One.</p><p>2. Two.</p>", "<ol> <li>One.</li> <li>Two.</li> </ol>"),
    ("<pre>if x:\n    <b>go</b>\n\nend</pre>", "<p>if x:<br> go<br> <br> end</p>"),
    ("<p>To <a href=/c>the <b>coast</b></a>.</p>",
     '<p>To <a href="https://news.example/c">the coast</a>.</p>'),
    ("<p><a href=x>A</a><a href=y>B</a>.</p>",
     '<p><a href="https://news.example/coast/x">A</a> <a href="https://news.example/coast/y">B</a>.</p>'),
    ("<p><a href='#top'>Up</a> <a>Go</a>.</p>", "<p>Up Go.</p>"),
    ("<p onclick=x class=y style='color:red' id=z>One.</p>", "<p>One.</p>"),
    ("<p>&lt;script&gt;alert(1)&lt;/script&gt;.</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;.</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "written"), BUILT, ids=[body[:40] for body, _ in BUILT])
def test_what_a_body_is_built_of(body: str, written: str) -> None:
    assert " ".join(inner_html(body).split()) == written


def test_what_wraps_all_of_a_body_is_layout() -> None:
    inner = "".join(f"<p>{escape(text)}</p>" for text in ENGLISH.paragraphs)
    for tag in ("blockquote", "li"):
        written = cleantext.clean(f"<html><body><{tag}>{inner}</{tag}></body></html>").to_html()
        assert f"<{tag}>" not in written
        assert written.count("<p>") == len(ENGLISH.paragraphs)


def test_the_kinds_of_text_are_written_too() -> None:
    lines = [
        *(FIRST, ENGLISH.headings[0], SECOND, "• boots", "• coats", THIRD),
        *("1. Go out.", "2. Come back.", FOURTH, "3. Not so.", "4. At all.", FIRST),
    ]
    written = cleantext.clean("\n\n".join(lines)).to_html()
    assert f"<h2>{ENGLISH.headings[0]}</h2>" in written
    assert "<ul>\n<li>boots</li>\n<li>coats</li>\n</ul>" in written
    assert "<ol>\n<li>Go out.</li>\n<li>Come back.</li>\n</ol>" in written
    assert (
        "<ul>\n<li>3. Not so.</li>\n<li>4. At all.</li>\n</ul>" in written
    )  # it is no list from 1


def test_rows_of_text_are_a_table() -> None:
    lines = [FIRST, "Rabat\t4\t<5>", "Fes\t7\t9", SECOND]
    article = ALL.clean("\n\n".join(lines))
    assert [block.kind for block in article.blocks][1:3] == [Kind.TABLE, Kind.TABLE]
    assert (
        "<table>\n<tr><td>Rabat</td><td>4</td><td>&lt;5&gt;</td></tr>\n"
        "<tr><td>Fes</td><td>7</td><td>9</td></tr>\n</table>"
    ) in article.to_html()


@pytest.mark.parametrize(
    ("pool", "attributes"),
    [(ENGLISH, ' lang="en"'), (FRENCH, ' lang="fr"'), (ARABIC, ' lang="ar" dir="rtl"')],
    ids=lambda value: getattr(value, "code", ""),
)
def test_the_language_and_its_direction(pool: object, attributes: str) -> None:
    text = "\n\n".join(getattr(pool, "paragraphs"))  # noqa: B009
    assert cleantext.clean(text).to_html().startswith(f"<article{attributes}>\n")


def test_a_language_that_is_none_is_not_written() -> None:
    article = cleantext.clean(FIRST, language='x" onload="alert(1)')
    assert article.to_html().startswith("<article>\n")


def test_nothing_gives_nothing() -> None:
    assert cleantext.clean("").to_html() == ""
    assert cleantext.clean("Home | News | Sport | Video").to_html() == ""


ADDRESSES = [
    ("https://a.example/b?c=1&d=2#e", "https://a.example/b?c=1&d=2#e"),
    ("HTTPS://a.example/", "https://a.example/"),
    ("mailto:a@b.example", "mailto:a@b.example"),
    ("/b", "https://news.example/b"),
    ("b", "https://news.example/coast/b"),
    ("../b", "https://news.example/b"),
    ("?b=1", "https://news.example/coast/rain.html?b=1"),
    ("//evil.example/x", "https://evil.example/x"),
    ("\\\\evil.example\\x", "https://evil.example/x"),
    (" \n/b\t", "https://news.example/b"),
    ("/a b", "https://news.example/a%20b"),
    ("/a(b)[c]|d`e", "https://news.example/a%28b%29%5Bc%5D%7Cd%60e"),
    ("/%20%D8%A7", "https://news.example/%20%D8%A7"),
    ("/ا", "https://news.example/%D8%A7"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("/a\u202eb", "https://news.example/a%E2%80%AEb"),
    ('/"><script>', "https://news.example/%22%3E%3Cscript%3E"),
    ("javascript%3Aalert(1)", "https://news.example/coast/javascript%3Aalert%281%29"),
    ("", None),
    ("#", None),
    ("#top", None),
    ("mailto:", None),
    ("javascript:alert(1)", None),
    ("JAVASCRIPT:alert(1)", None),
    ("java\tscript:alert(1)", None),
    ("java\r\nscript:alert(1)", None),
    ("\x00\x1fjavascript:alert(1)", None),
    ("\x85javascript:alert(1)", None),
    ("vbscript:x", None),
    ("data:text/html,<script>alert(1)</script>", None),
    ("blob:https://a.example/1", None),
    ("file:///etc/passwd", None),
    ("x:y", None),
    ("http:evil", None),
    ("http:///evil.example", None),
    ("http://[", None),
    ("http://", None),
    ("https://" + "ü" * 300, None),
    ("/" + "a" * 5000, None),
]


@pytest.mark.parametrize(("href", "expected"), ADDRESSES, ids=[ascii(h)[:40] for h, _ in ADDRESSES])
def test_addresses(href: str, expected: str | None) -> None:
    assert address(href, URL) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/b", "/b"),
        ("b?c:d", "b?c:d"),
        ("//a.example", "https://a.example"),
        ("javascript&colon;alert(1)", "javascript&colon;alert%281%29"),
        ("java&Tab;script:alert(1)", None),
        ("1:2", None),
        ("java script:alert(1)", None),
        ("\u00a0javascript:alert(1)", None),
    ],
)
def test_addresses_on_a_page_without_one(href: str, expected: str | None) -> None:
    assert address(href) == expected


@pytest.mark.parametrize(
    ("url", "named", "expected"),
    [
        (URL, None, URL),
        (URL, "/b/", "https://news.example/b/"),
        (URL, "https://b.example/", "https://b.example/"),
        (None, "https://b.example/", "https://b.example/"),
        (None, "/b/", None),
        (URL, "javascript:x", None),
        ("javascript:x", None, None),
        ("no address", None, None),
        (None, None, None),
    ],
)
def test_where_links_start_from(url: str | None, named: str | None, expected: str | None) -> None:
    assert base_of(url, named) == expected


def test_the_page_may_name_another_base() -> None:
    named = page("<p>To <a href=c>the coast</a></p>").replace("<body>", "<base href=/b/><body>")
    assert 'href="https://news.example/b/c"' in ALL.clean(named, url=URL).to_html()


@given(st.sampled_from(HREFS) | st.text(max_size=30), st.sampled_from((None, URL)))
@examples(400)
def test_no_address_is_one_that_runs(href: str, base: str | None) -> None:
    found = address(href, base)
    if found is not None:
        assert found.isascii()
        assert found.isprintable()
        assert SAFE.match(found), found
        assert address(found, base) == found  # and it stays what it is


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def words(text: str) -> list[str]:
    """The words of a text without the characters that no HTML may hold."""
    return re.findall(r"\w+", text.replace("\x01", "").replace("\ufffe", ""))


def said(element: lxml.html.HtmlElement) -> Iterator[str]:
    """The text of an element, with a space at the edges of all but links."""
    edge = "" if element.tag == "a" else " "
    yield from (edge, element.text or "")
    for child in element:
        yield from said(child)
        yield child.tail or ""
    yield edge


def checked(article: Article) -> lxml.html.HtmlElement | None:
    """The `article` element of what is written, if it holds nothing but what it may."""
    written = article.to_html()
    if not written:
        return None
    (root,) = lxml.html.fragments_fromstring(written)
    for element in root.iter():
        assert element.tag in ELEMENTS
        names = {"article": {"lang", "dir"}, "a": {"href"}}.get(element.tag, set())
        assert set(element.attrib) <= names
        assert element.tag != "a" or SAFE.match(element.get("href"))
        assert (element.tag == "article") == (element is root)
    return root


def body_of(article: Article) -> str:
    """The text of the body, without the title and without bullets."""
    blocks = [article.blocks[line] for line in article.ledger.kept]
    return " ".join(block.text for block in blocks if block.kind is not Kind.TITLE)


def without_title(root: lxml.html.HtmlElement) -> str:
    for title in root.xpath("/article/h1 | self::article/h1"):
        title.drop_tree()
    return "".join(said(root))


@given(html_articles(), st.booleans())
@examples(150)
def test_the_words_of_the_body_in_order_and_nothing_else(raw: str, keeps: bool) -> None:
    article = (ALL if keeps else QUICK).clean(raw, url=URL)
    root = checked(article)
    read = words(without_title(root)) if root is not None else []
    body = words(body_of(article))
    assert without_numbers(read) == without_numbers(body)


def without_numbers(found: list[str]) -> list[str]:
    """Words but for numbers: those of a list are marks of its items."""
    return [word for word in found if not word.isdecimal()]


@given(soups() | dumps())
@examples(250)
def test_nothing_active_passes_and_nothing_is_lost(raw: str) -> None:
    article = ALL.clean(raw)
    root = checked(article)
    read = without_title(root) if root is not None else ""
    decimals = str.maketrans("", "", "0123456789")
    assert letters(read).translate(decimals) == letters(body_of(article)).translate(decimals)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(HREFS))
@examples(150)
def test_markup_in_text_is_text(texts: list[str], href: str) -> None:
    inner = "<br>".join(f'<a href="{escape(href)}">{escape(text)}</a>' for text in texts)
    article = ALL.clean(page(f"<p>{inner}</p>"))
    assert checked(article) is not None


def test_html_of_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "one.html", tmp_path / "a--><script>.html"
    for file in (one, two):
        file.write_text(page("<p><a href=/c>Coast</a></p>"), encoding="utf-8")
    written = cleantext.clean(one.read_bytes()).to_html()
    assert main(["clean", "--html", str(one)]) == 0
    assert capsys.readouterr().out == written
    assert main(["clean", "--html", str(one), str(two)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"<!-- {one} -->\n\n{written}")
    assert {element.tag for element in lxml.html.fromstring(out).iter("script")} == set()
    assert main(["clean", "--html", "--markdown", str(one)]) == 2
