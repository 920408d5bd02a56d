"""Strategies for HTML: articles built of every element that a body may have, and soups of tags.

What a generated article says are sentences of the pools in `strategies`; a soup says anything.
"""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

from strategies import POOLS, Pool

# Addresses that a page may write, most of them with an aim.
HREFS = (
    *(
        "https://news.example/a(b)?c=1&copy=2",
        "http://[::1]/",
        "/rain",
        "../x y",
        "?p=2",
        "#top",
        "",
    ),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
    ),
    *("\x01javascript:alert(1)", " javascript:alert(1)", "javascript&colon;alert(1)"),
    *(
        "java&Tab;script:alert(1)",
        "javascript&#58;alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
    ),
    *("//evil.example/x", "\\\\evil.example", "/\\evil.example", "http:evil", "https:///evil"),
    *('"><script>alert(1)</script>', "' onclick='x", "mailto:a@b.example?subject=x", "mailto:"),
    *("https://موقع.example/خبر", "http://[", "file:///etc/passwd", "x:y", "a/b:c", "(x)", "<x>"),
    *("blob:https://a/b", "view-source:x", "ftp://a.example/", "https://a.example/\u202e|`*_"),
)
_TAGS = (
    *(
        "p",
        "div",
        "span",
        "a",
        "li",
        "ul",
        "ol",
        "blockquote",
        "table",
        "tr",
        "td",
        "th",
        "caption",
    ),
    *("h1", "h2", "h3", "h6", "pre", "code", "b", "i", "section", "article", "dl", "dd", "figure"),
    *("x-y", "menu", "script", "style", "svg", "html", "body", "form", "button", "center"),
)
# What means something to a reader of Markdown or HTML, beside plain letters.
TEXTS = st.text("ab1. -+*_#>=~`[]()!<&;:/|\\\"'\u00a0شé•\u200f\x01\ufffe", min_size=1, max_size=20)


def hrefs() -> st.SearchStrategy[str]:
    """Addresses as attributes of a tag, escaped or as they come."""
    return st.sampled_from(HREFS).flatmap(
        lambda href: st.sampled_from((escape(href), href.replace('"', "&quot;")))
    )


@st.composite
def _open_tags(draw: st.DrawFn) -> str:
    tag = draw(st.sampled_from(_TAGS))
    return f'<{tag} href="{draw(hrefs())}">' if tag == "a" else f"<{tag}>"


def soups() -> st.SearchStrategy[str]:
    """Tags in any order, and any text between them."""
    closing = st.sampled_from([*(f"</{tag}>" for tag in _TAGS), "<br>", "\n", "\n\n", " "])
    piece = st.one_of(_open_tags(), closing, TEXTS.map(escape), TEXTS)
    return st.lists(piece, max_size=40).map(lambda each: "<html><body>" + "".join(each))


@st.composite
def _inline(draw: st.DrawFn, text: str) -> str:
    """A sentence with some of its words in a link or set off."""
    words = escape(text).split(" ")
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first + 1, len(words)))
    said = " ".join(words[first:last])
    wrap = draw(st.sampled_from(("none", "none", "link", "links", "b")))
    if wrap == "link":
        said = f'<a href="{draw(hrefs())}">{said}</a>'
    elif wrap == "links":
        said = f'<a href="/x">{said}</a><a href="/y">and more</a>'
    elif wrap == "b":
        said = f"<b>{said}</b>"
    return " ".join([*words[:first], said, *words[last:]])


@st.composite
def _lists(draw: st.DrawFn, pool: Pool, depth: int = 2) -> str:
    tag = draw(st.sampled_from(("ul", "ol")))
    items = []
    for text in draw(
        st.lists(st.sampled_from((*pool.headings, *pool.related)), min_size=1, max_size=3)
    ):
        item = draw(_inline(text))
        form = draw(st.sampled_from(("plain", "plain", "p", "nested", "bullet")))
        if form == "p":
            item = f"<p>{item}</p><p>{draw(_inline(pool.paragraphs[0]))}</p>"
        elif form == "nested" and depth:
            item += draw(_lists(pool, depth - 1))
        elif form == "bullet":
            item = f"• {item}"
        items.append(f"<li>{item}</li>")
    return f"<{tag}>{''.join(items)}</{tag}>"


@st.composite
def _tables(draw: st.DrawFn, pool: Pool) -> str:
    cells = st.sampled_from(("", "", *pool.menu, "4 | 5", "<a href='/c'>12</a>", "7<br>8"))
    head = draw(st.sampled_from(("td", "th")))
    rows = []
    for number in range(draw(st.integers(1, 4))):
        tag = head if number == 0 else "td"
        row = draw(st.lists(cells, min_size=1, max_size=4))
        rows.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>")
    caption = draw(st.sampled_from(("", f"<caption>{escape(pool.captions[1])}</caption>")))
    return f"<table>{caption}{''.join(rows)}</table>"


@st.composite
def _headings(draw: st.DrawFn, pool: Pool) -> str:
    tag = draw(st.sampled_from(("h2", "h3", "h4")))
    return f"<{tag}>{draw(_inline(draw(st.sampled_from(pool.headings))))}</{tag}>"


@st.composite
def _quotes(draw: st.DrawFn, pool: Pool) -> str:
    inner = draw(_lists(pool, 0)) if draw(st.booleans()) else ""
    return f"<blockquote><p>{draw(_inline(pool.paragraphs[1]))}</p>{inner}</blockquote>"


@st.composite
def _lines(draw: st.DrawFn, pool: Pool) -> str:
    """Lines of one element: verses, paragraphs, and what means something at a line's start."""
    texts = draw(st.lists(st.sampled_from(pool.headings) | TEXTS, min_size=2, max_size=4))
    return f"<p>{draw(st.sampled_from(('<br>', '<br><br>'))).join(map(escape, texts))}</p>"


@st.composite
def _code(draw: st.DrawFn, pool: Pool) -> str:
    line = escape(draw(st.sampled_from(pool.related)))
    return f"<pre>{line}\n\n    ``` {line}\n  &lt;b&gt;</pre>"


def _blocks(pool: Pool) -> st.SearchStrategy[str]:
    """Something that a body may hold besides its paragraphs."""
    return st.one_of(
        _headings(pool), _lists(pool), _quotes(pool), _tables(pool), _lines(pool), _code(pool)
    )


@st.composite
def html_articles(draw: st.DrawFn) -> str:
    """Whole pages: a menu, a headline, and a body with something of every kind between its paragraphs."""
    pool = draw(st.sampled_from(POOLS))
    body = []
    for text in pool.paragraphs[: draw(st.integers(3, len(pool.paragraphs)))]:
        body.append(f"<p>{draw(_inline(text))}</p>")
        if draw(st.booleans()):
            body.append(draw(_blocks(pool)))
    menu = "".join(f"<li><a href='/{n}'>{text}</a>" for n, text in enumerate(pool.menu))
    head = f"<nav><ul>{menu}</ul></nav><h1>{escape(pool.title)}</h1>"
    around = draw(st.sampled_from(("article", "div", "blockquote", "td", "li")))
    return f"<html><body>{head}<{around}>{''.join(body)}</{around}></body></html>"
