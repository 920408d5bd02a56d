"""The reader of HTML: what a page shows, in which lines, whatever its markup is like."""

from __future__ import annotations

import codecs
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from cleantext.readers import read
from cleantext.readers.encoding import decode
from cleantext.readers.html import read_html
from cleantext.readers.soup import DEEPEST, flattened

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = "The ferry to the island left late on Monday, because its captain had lost the key to the harbour."
TWO = (
    "Nobody complained: there was tea in the shed, and a man with an accordion who knew four songs."
)
THREE = "By noon the key was found in the pocket of the mayor, who said that it looked like any other key."
BOTH = f"<p>{ONE}</p><p>{TWO}</p>"


def lines(page: str) -> tuple[str, ...]:
    return read_html(page).document.texts


LINES = [
    ("<p>a</p><p>b</p>", ("a", "b")),
    ("<p>a<br>b<br/><br>c", ("a", "b", "c")),
    ("<p>one\n  two\t three</p>", ("one two three",)),
    ("<p>a <a href=x>b</a>, <em>c</em>d.</p>", ("a b, cd.",)),
    ("<ul><li><a href=x>a</a><li><a href=y>b</a></ul>", ("a", "b")),
    ("<p><a href=x>a</a><a href=y>b</a></p>", ("a b",)),
    ("<table><tr><td>a<td>b<tr><td>c<br>d<td>e</table>", ("a\tb", "c d\te")),
    ("<pre>a\n  b\n\nc</pre>", ("a", "b", "c")),
    ("<pre><b class=k>def</b><b class=n>f</b></pre>", ("deff",)),
    # What styles set apart is parted by no white space; a drop capital has no class, or its word none.
    (
        "<p><span class=by>By</span><span class=who>Ann</span><span class=x>,</span> x",
        ("By Ann, x",),
    ),
    ("<p><span class=cap>T</span>he <b>w</b><i>ord</i>", ("The word",)),
    # In a paragraph these are words; elsewhere they stand for themselves.
    ("<p>The <button>Fed</button>, at <x-price>12</x-price>.", ("The Fed, at 12.",)),
    ("<div>a <button>Share</button> b</div>", ("a", "Share", "b")),
    ("<p>be\xadlong and be&shy;fall", ("belong and befall",)),
    ("<p>un<wbr>broken H<sub>2</sub>O x<sup>2</sup>", ("unbroken H2O x2",)),
    ("<ruby>日本<rt>にほん</rt></ruby>と", ("日本(にほん)と",)),
    ("<ruby>日<rp>（</rp><rt>に</rt><rp>）</rp></ruby>", ("日（に）",)),
    ("<p>&amp;amp; &lt;b&gt; &#150; &#x92; &nosuch; &copy", ("&amp; <b> – ’ &nosuch; ©",)),
    ("<p>a < b, 3<4, <3</p><p>c", ("a < b, 3<4, <3", "c")),
    ("<p>a <o:p>b</o:p> <v:c>c</v:c></p>", ("a b c",)),
    ("<details><summary>a</summary><p>b</details>", ("a", "b")),
    ("<p>a<noscript>b</noscript><template>c</template><svg>d</svg><script>e</script>", ("a",)),
    # Hidden, and not.
    (
        "<p>a<p hidden>b<p style='color:red; DISPLAY : none !important'>c<p style='visibility:hidden'>d",
        ("a",),
    ),
    (
        "<p style='backface-visibility:hidden'>a<p hidden=until-found>b<p aria-hidden=true>c",
        ("a", "b", "c"),
    ),
    # Broken.
    ("", ()),
    ("<!-- nothing -->", ()),
    ("\0<p>a\0b", ("ab",)),
    ("<p>a\ud800b \ud83d\ude00", ("a\ufffdb 😀",)),
    ("<html><body><p>a</body></html><p>b<div>c</div>d", ("a", "b", "c", "d")),
    (
        "<body><p>a</body></html><html><head><title>t</title></head><body>b<p>c</body>",
        ("a", "b", "c"),
    ),
    ("<p>a<!-- <p>b</p><p>c</p>", ("a", "b", "c")),
    ("<p>a<!-- b", ("a",)),
    ("<head><title>a<body><p>b</p><p>c</p>", ("a", "b", "c")),  # browsers show nothing at all
    ("<p>a<textarea><p>b</p><p>c</p>", ("a", "b", "c")),
    ("<p>a<plaintext><p>b</p><p>c</p>", ("a", "b", "c")),
    ("<frameset><frame><noframes><p>a</p><p>b</p></noframes></frameset>", ("a", "b")),
    ("<p>a <![CDATA[b <i>c</i>]]> d", ("a b c d",)),
    ("<form><div><form><p>a</form></div></form><p>b", ("a", "b")),
    ("<head>a<title>t</title><p>b</head><body>c", ("a", "b", "c")),
    ("<![if !IE]><p>a<![endif]><!--[if IE]><p>b<![endif]-->", ("a",)),
    ("<p>It\u00e2\u0080\u0099s caf\u00c3\u00a9", ("It’s café",)),
]


@pytest.mark.parametrize(("page", "texts"), LINES, ids=[ascii(case[0])[:60] for case in LINES])
def test_the_lines_of_a_page(page: str, texts: tuple[str, ...]) -> None:
    assert lines(page) == texts


def test_spans_are_exact() -> None:
    for page, _ in LINES:
        document = read_html(page).document
        spans = zip(document.starts, document.ends, strict=True)
        assert tuple(document.text[start:end] for start, end in spans) == document.texts


def test_what_was_moved_keeps_its_path() -> None:
    page = f"<div><template id='B:1'></template></div><div>x</div><div hidden id='S:1'>{BOTH}</div><div>end"
    markup = read_html(page).document.markup
    assert markup is not None
    paths = markup.paths(markup.elements)
    assert paths[:2] == ["/html/body/div[3]/p[1]", "/html/body/div[3]/p[2]"]
    tree = etree.fromstring(page, etree.HTMLParser()).getroottree()
    assert [tree.xpath(path)[0].text for path in paths] == [ONE, TWO, "x", "end"]


def test_what_was_sent_late_stands_in_its_place() -> None:
    page = (
        "<body><div><template id='B:0'></template></div><footer>end</footer>"
        f"<div hidden id='S:0'><p>{ONE}</p><template id='P:1f'></template><p>{THREE}</p></div>"
        f"<div hidden id='S:1f'><p>{TWO}</p></div><div hidden id='S:2'><p>spare</p></div>"
    )
    assert lines(page) == (ONE, TWO, THREE, "end")
    assert lines(page.replace("'B:0'", "'S:0'"))  # parts that are each other's place


def test_what_only_a_script_shows_is_shown() -> None:
    hidden = f"<div id=js_content style='visibility: hidden;'><section>{ONE * 5}</section></div>"
    assert lines(f"<h1>Ferry</h1>{hidden}") == ("Ferry", ONE * 5)
    assert lines(f"<h1>Ferry</h1><p>{ONE * 9}</p>{hidden}") == ("Ferry", ONE * 9)


def test_a_folded_part_of_an_article_is_shown_and_noted() -> None:
    folded = f"<div class=more hidden><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    page = f"<article><p>{THREE}</p><p>{THREE}</p><p>{THREE}</p>{folded}</article>"
    document = read_html(page).document
    assert document.texts[3:] == (ONE, TWO, THREE)
    assert document.markup is not None
    assert "more folded" in document.markup.names
    assert len(lines(page.replace("article>", "div>"))) == 3


@pytest.mark.parametrize(
    "page",
    [
        f'<html amp><body><amp-ad>ad</amp-ad><amp-img src="x"></amp-img>{BOTH}</body></html>',
        f'<body onload="print()"><center><font size=2>{BOTH}</font></center></body>',
        f'<form id="aspnetForm" method="post"><input type="hidden" value="{ONE}"><div>{BOTH}</div></form>',
        f"<table><tr><td><table><tr><td>{BOTH}</td></tr></table></td></tr></table>",
    ],
    ids=["AMP", "print", "ASP.NET", "tables"],
)
def test_pages_of_all_kinds_are_read_whole(page: str) -> None:
    assert lines(page) == (ONE, TWO)


FILES = sorted((Path(__file__).parent / "fixtures").glob("*/input.html"))
# What neither a browser nor the reader shows; what is hidden otherwise is left to the tests above.
UNSHOWN = (
    "head, script, style, noscript, template, textarea, select, svg, iframe, object, video, "
    "amp-consent, amp-ad, [hidden], [style*=none i], [style*=hidden i]"
)


def test_there_are_pages_to_compare() -> None:
    assert len(FILES) > 25


@pytest.mark.parametrize("file", FILES, ids=[file.parent.name for file in FILES])
def test_another_parser_sees_no_more_words(file: Path) -> None:
    page = decode(file.read_bytes()).text
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.select(UNSHOWN):
        element.extract()
    seen = " ".join(soup.get_text(" ").replace("\xad", "").split()).split()
    said = " ".join(lines(page))
    assert [word for word in seen if word not in said] == []


DUMPS = [
    ("<b>No</b> to AT&T and R&D, a < b, a<b.", ("No to AT&T and R&D, a < b, a<b.",)),
    (
        "Write to <ann@paper.example> <https://a.example>",
        ("Write to <ann@paper.example> <https://a.example>",),
    ),
    ("List<String> x <y> <الوزير>", ("List<String> x <y> <الوزير>",)),
    ("one\ntwo<br>three\n\nfour", ("one", "two", "three", "four")),
    ("The tag <title> is lost\nnot the rest", ("The tag is lost", "not the rest")),
    ("a <!-- more --> b, <!-- never\nclosed", ("a b, <!-- never", "closed")),
    ("a <script>b\n</script>c <script\nd", ("a c <script", "d")),
    ("cut <a href='x", ("cut <a href='x",)),
]


@pytest.mark.parametrize(("dump", "texts"), DUMPS, ids=[ascii(case[0])[:40] for case in DUMPS])
def test_a_dump_with_tags_keeps_its_text_and_its_breaks(dump: str, texts: tuple[str, ...]) -> None:
    assert read_html(dump, dump=True).document.texts == texts


# --- encodings ---------------------------------------------------------------------------------------

PROSE = {
    "ar": "أعلنت إدارة الميناء أن العبّارة ستعود إلى العمل يوم الأحد بعد إصلاح المحرك القديم. " * 4,
    "he": "הנהלת הנמל הודיעה כי המעבורת תחזור לפעול ביום ראשון לאחר תיקון המנוע הישן. " * 4,
    "ru": "Управление порта сообщило, что паром снова пойдёт в воскресенье после ремонта. " * 4,
    "ja": "港の管理局は、修理の終わったフェリーが日曜日から再び運航すると発表した。" * 4,
    "ko": "항만 관리국은 수리를 마친 여객선이 일요일부터 다시 운항한다고 밝혔다. " * 4,
    "zh": "港务局宣布，渡轮在修好旧发动机以后，将从星期日起恢复航行。" * 4,
    "en": "The ferry’s captain said “tomorrow” – and, for once, he meant the day after today. " * 4,
}
CODECS = [
    *(("ar", codec) for codec in ("cp1256", "iso8859-6", "utf-8", "utf-16-le", "utf-16-be")),
    *(("he", codec) for codec in ("cp1255", "iso8859-8")),
    *(("ru", codec) for codec in ("cp1251", "koi8-r")),
    *(("ja", codec) for codec in ("shift_jis", "euc-jp", "utf-16-le")),
    *(("ko", "euc-kr"), ("zh", "gb18030"), ("zh", "big5"), ("en", "cp1252"), ("en", "utf-16-le")),
]
HEADS = {
    "no label": "",
    "label": '<meta charset="{codec}">',
    "equivalent": '<meta http-equiv=Content-Type content="text/html; charset={codec}">',
    "says UTF-8": '<meta charset="utf-8">',
    "says Latin": "<meta charset='iso-8859-1'>",
    "late label": "<!--" + "-" * 3000 + '--><meta charset="{codec}">',
}


@pytest.mark.parametrize(("language", "codec"), CODECS, ids="-".join)
@pytest.mark.parametrize("head", HEADS)
def test_a_page_in_any_encoding(language: str, codec: str, head: str) -> None:
    text = PROSE[language].encode(codec, "ignore").decode(codec).strip()
    start = f"<!DOCTYPE html><html><head>{HEADS[head].format(codec=codec)}</head>"
    page = f"{start}<body><nav>Home | News</nav><p>{text}</p></body></html>"
    assert read(page.encode(codec)).document.texts == ("Home | News", text)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_mark_goes_before_a_label(codec: str) -> None:
    marks = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
    }
    text = PROSE["ar"].strip()
    page = f'<!DOCTYPE html><html><head><meta charset="windows-1256"></head><p>{text}'
    assert read(marks[codec] + page.encode(codec)).document.texts == (text,)


# --- hostile pages: every one of them holds `tail`, and a megabyte of it takes seconds, not minutes ---------

MANY = 20_000
HOSTILE: dict[str, Callable[[int], str]] = {
    "boxes in boxes": lambda n: "<div>" * n + f"<p>{ONE}</p>" + "</div>" * n + "<p>tail",
    "open paragraphs": lambda n: "<p>word " * n + "tail",
    "attributes": lambda n: "<div " + " ".join(f"a{i}=x" for i in range(n)) + ">x</div><p>tail",
    "quoted attributes": lambda n: "<div " + " ".join(f"a{i}='<b>'" for i in range(n)) + ">x</div>tail",
    "comments": lambda n: "<p>a</p>" + "<!--" * n + "<p>b</p><p>tail</p>",
    "brackets": lambda n: "<p>a</p>" + "<" * n + "<p>tail",
    "open tags": lambda n: "<a " * n + "><p>tail",
    "bold in bold": lambda n: "<b>x " * n + "tail",
    "fonts": lambda n: "<p><font>x " * n + "tail",
    "tables in tables": lambda n: "<table><tr><td>x<td>" * n + "tail",
    "tables with rows": lambda n: ("<table><tr>" + "<td>x" * 100) * (n // 100) + "tail",
    "ends": lambda n: "</p></div></b>" * n + "<p>tail",
    "deep lines": lambda n: "<b>" * 2000 + "x<br>" * n + "tail",
    "lists": lambda n: "<ul><li>x" * n + "<p>tail",
    "names": lambda n: "".join(f"<x{i}>a" for i in range(n)) + "<p>tail",
    "hidden in hidden": lambda n: "<main>" + f"<div hidden><p>{ONE}" * n + "</div>" * n + "<p>tail",
    "late parts": lambda n: "".join(
        f"<template id='B:{i:x}'></template><div hidden id='S:{i + 1:x}'>x</div>" for i in range(n)
    ) + "<p>tail",
    "late parts in late parts": lambda n: "".join(
        f"<div hidden id='S:{i:x}'><template id='B:{i + 1:x}'></template></div>" for i in range(n)
    ) + "<template id='B:0'></template><p>tail",
    "pages": lambda n: "</body></html><html><body>x" * n + "<p>tail",
    "titles": lambda n: "<title><p><p><p></title>" * n + "<p>tail",
    "long text": lambda n: "<p>" + "word " * (600 * n) + "<p>tail",
    "spans": lambda n: "<p>" + "<span class=x>a</span>" * n + "tail",
    "preformatted": lambda n: "<pre>" + "\tx\n" * n + "</pre>tail",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_loses_nothing_and_hangs_nobody(name: str) -> None:
    page = HOSTILE[name](MANY)
    start = time.process_time()
    reading = read_html(page)
    assert time.process_time() - start < 5 + 5 * len(page) / 1e6
    assert "tail" in reading.document.text
    assert reading.root is not None
    assert "tail" in "".join(reading.root.itertext())


@pytest.mark.parametrize(
    "name", ["boxes in boxes", "bold in bold", "tables in tables", "names", "lists"]
)
def test_no_tree_is_deeper_than_it_may_be(name: str) -> None:
    for count in (DEEPEST + 9, 3 * DEEPEST, MANY):
        reading = read_html(HOSTILE[name](count))
        assert reading.root is not None
        deepest = depth = 0
        for event, _ in etree.iterwalk(reading.root, events=("start", "end")):
            depth += 1 if event == "start" else -1
            deepest = max(deepest, depth)
        assert deepest <= DEEPEST


def test_flattening_leaves_code_out_and_parts_blocks() -> None:
    deep = "<div>" * (2 * DEEPEST)
    page = f"{deep}<p>a</p><p>b <b>c</b></p><script>var d</script><style>e</style><a href=x>f</a>"
    root = flattened(page)
    assert root is not None
    assert "".join(root.itertext()).split() == ["ab", "cf"]
    assert lines(page) == ("a", "b c", "f")
