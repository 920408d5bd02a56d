"""Each block of an HTML page knows its element: the XPath finds it, and it alone, in the page."""

from __future__ import annotations

import copy
import json
import lzma
import pickle
import re
import time
from itertools import islice
from pathlib import Path

import lxml.html
import pytest
from hypothesis import example, given
from lxml import etree

import cleantext
from cleantext.readers.html import read_html
from html_pages import html_articles, soups
from strategies import ARABIC, ENGLISH, examples

ROOT = Path(__file__).parent.parent
FIXTURES = sorted((ROOT / "tests" / "fixtures").glob("*/input.html"))
# Whole pages, which are not ours to carry; beside the repository where it is developed.
PAGES = ROOT.parent / "shared" / "bench" / "html_dev.jsonl.xz"
EVERY = 18
DEEPEST = 250  # levels of a path

# Elements whose text no browser prints in the line.
UNSEEN = ("script", "style", "svg", "template", "noscript", "title", "textarea", "select", "math")
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
HIDDEN = etree.XPath(
    ".//*[@hidden and @hidden != 'until-found'"
    " or contains(translate(@style, ' ', ''), 'display:none')"
    " or contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)

WRITTEN = {
    "a fragment": "<p>one<p>two <b>three</b>",
    "text alone in the body": "one<p>two</p>three<b>four</b>",
    "what is hidden counts": "<p hidden>no</p><p style='display: none'>no</p><p>one</p><p>two</p>",
    "so do scripts and comments": "<p>one</p><script>p</script><!-- <p> --><p>two</p><?p x?><p>three",
    "pictures too": "<div>one</div><svg><p>no</p></svg><div>two</div>",
    "inline text beside blocks": "<div>one<p>two</p>three<br>four<span>five</span></div>",
    "lists": "<ul><li>one<ul><li>two</ul><li>three</ul><ol><li>four</ol>",
    "rows": "<table><tr><td>1<td>2<tr><td>3<td>4</table><table><tr><th>5</table>",
    "rows without a table": "<tr><td>one</td></tr><li>two",
    "two bodies": "<html><body><p>one</p></body><body><p>two</p></body></html>",
    "a body that ends early": "<html><body><p>one</p></body><p>two</p></html><p>three</p>",
    "a page in a page": "<div><html><body><p>one</p></body></html></div><p>two</p>",
    "two heads": "<html><head></head><head><p>one</p></head><body>two",
    "frames": "<frameset><noframes><p>one</p></noframes></frameset><p>two",
    "xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>one</p>',
    "prefixes": "<fb:like>one</fb:like><fb:like>two</fb:like><o:p>three</o:p><svg:p>four</svg:p>",
    "components": "<x-card>one</x-card><amp-img></amp-img><x-card><p>two</p></x-card>",
    "other letters in tags": "<xé>one</xé><x_y>two</x_y><x.y>three</x.y><x=y>four</x=y>",
    "quotes in tags": "<a'b>one</a'b><a\"b>two</a\"b><a'b\"c><p>three</p></a'b\"c>",
    "controls in tags": "<a\x01b><p>one</p></a\x01b><p>two</p>",
    "brackets in tags": "<a[1]>one</a[1]><p>two</p><a{b}>three</a{b}>",
    "capitals": "<DIV><P>one</P></DIV><Div>two</Div>",
    "closed twice": "<div><p>one</p></p></div></div><p>two</p>",
    "links across blocks": "<a href=x><h2>one</h2><p>two</p></a><p>three</p>",
    "deep": "<div>" * 240 + "<p>one</p><p>two</p>",
    "a form around all": "<form><div><table><tr><td><p>one</p></table></div></form><p>two",
}


def tree_of(page: str) -> lxml.html.HtmlElement:
    """The page as `lxml.html.document_fromstring` has it, whatever it says of its encoding.

    Without `huge_tree`, lxml drops what stands more than 255 levels deep.
    """
    sound = DECLARATION.sub("", page.encode("utf-8", "replace").decode("utf-8"))
    return lxml.html.document_fromstring(sound, parser=lxml.html.HTMLParser(huge_tree=True))


def letters(text: str) -> str:
    """Letters and digits: rendering sets spaces between links, and drops soft hyphens."""
    return "".join(filter(str.isalnum, text))


def faults(page: str) -> list[str]:
    """The paths of lines that do not find one element, or one that does not say what the line says."""
    document = read_html(page).document
    assert document.markup
    paths = document.markup.paths(document.markup.elements_at(document.starts))
    tree = tree_of(page.replace("\0", ""))
    said = {path: said_by(tree, path) for path in set(paths)}
    return [
        f"{path}: {text}"
        for path, text in zip(paths, document.texts, strict=True)
        if not said[path] or not (any(says(each, text) for each in said[path]) or is_beyond(path))
    ]


def says(said: str, text: str) -> bool:
    """Whether an element says a text; the reader mends UTF-8 that was read as Latin-1."""
    mangled = text.encode("utf-8").decode("latin-1")
    return letters(text) in said or letters(mangled) in said


def is_beyond(path: str) -> bool:
    """Whether lxml may not have the text: past 2,048 levels it drops it, and in a script it is JSON."""
    return path.count("/") >= DEEPEST or "script[" in path


def said_by(tree: lxml.html.HtmlElement, path: str) -> tuple[str, ...]:
    """What the element of a path says, with what is hidden in it and without.

    Nothing, if the path finds none or several.
    """
    found = tree.xpath(path)
    if len(found) != 1:
        return ()
    element = copy.deepcopy(found[0])
    element.tail = None
    etree.strip_elements(element, *UNSEEN, etree.Comment, with_tail=False)
    whole = letters("".join(element.itertext()))
    for hidden in HIDDEN(element):
        hidden.drop_tree()
    return whole, letters("".join(element.itertext()))


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN.keys())
def test_written_pages(body: str) -> None:
    for page in (body, f"<html><head><title>t</title></head><body>{body}</body></html>"):
        assert read_html(page).document.texts
        assert faults(page) == []


def test_the_fixtures_were_found() -> None:
    assert len(FIXTURES) >= 20


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.parent.name)
def test_fixtures(file: Path) -> None:
    raw = file.read_bytes()
    article = cleantext.clean(raw)
    assert article.blocks
    assert all(block.path and block.path.startswith("/html") for block in article.blocks)
    page = raw.decode("utf-8", "replace") if is_utf_8(raw) else None
    if page is not None:
        assert faults(page) == []


def is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in raw


@pytest.mark.skipif(not PAGES.exists(), reason="no pages of the web beside this repository")
def test_pages_of_the_web() -> None:
    with lzma.open(PAGES, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line)["html"] for line in islice(lines, 0, None, EVERY)]
    assert len(pages) >= 50
    wrong = [fault for page in pages for fault in faults(page)]
    assert wrong == []


@given(html_articles() | soups())
@example("<html><body><p>one</p></body></html><p>two</p></body><body>three")
@examples(150)
def test_any_page(page: str) -> None:
    assert faults(page) == []


def test_cut_lines_have_the_path_of_the_whole() -> None:
    text = f"{ENGLISH.paragraphs[0]} #rain #north"
    page = "".join(f"<p>{text}</p>" for text in (*ENGLISH.paragraphs[1:], text))
    article = cleantext.clean(f"<html><body>{page}</body></html>")
    last = f"/html/body/p[{len(ENGLISH.paragraphs)}]"
    assert [block.text for block in article.blocks if block.path == last] == [
        text[:-13],
        text[-12:],
    ]


def test_text_has_no_paths() -> None:
    article = cleantext.clean("\n\n".join(ARABIC.paragraphs))
    assert {block.path for block in article.blocks} == {None}
    assert {block["path"] for block in article.to_dict()["blocks"]} == {None}


def test_paths_are_in_the_json() -> None:
    article = cleantext.clean("".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs))
    blocks = json.loads(article.to_json())["blocks"]
    assert [block["path"] for block in blocks] == [
        f"/html/body/p[{number}]" for number in range(1, len(blocks) + 1)
    ]


def test_what_is_too_deep_has_the_path_of_what_is_around_it() -> None:
    page = "<html><body>" + "<div>" * 400 + "<p>one</p>" * 3
    document = read_html(page).document
    assert document.markup
    paths = document.markup.paths(document.markup.elements)
    assert len(set(paths)) == 1
    assert paths[0].count("/") == DEEPEST
    assert lxml.html.document_fromstring(page).xpath(paths[0])


def test_many_deep_lines_take_no_longer_than_they_must() -> None:
    page = "<html><body>" + "<div>" * 1000 + "<p>one</p>" * 20_000
    markup = read_html(page).document.markup
    assert markup
    begun = time.perf_counter()
    assert len(markup.paths(markup.elements)) == 20_000
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("form", ["html", "text"])
def test_an_article_comes_through_a_pickle(form: str) -> None:
    inner = "<a href=/c>The coast</a>, it says here.".join(ENGLISH.paragraphs)
    raw = f"<p>{inner}</p>" * 3 if form == "html" else "\n\n".join(ENGLISH.paragraphs)
    article = cleantext.clean(raw, url="https://news.example/1")
    again = pickle.loads(pickle.dumps(article))
    assert again.to_dict() == article.to_dict()
    assert again.to_markdown() == article.to_markdown()
    assert again.to_html() == article.to_html()
