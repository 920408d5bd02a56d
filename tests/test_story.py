"""The text of the article as a page declares it: which is read, and when it is shown."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from lxml.html import document_fromstring

from cleantext import Cleaner, clean
from cleantext.readers import read
from cleantext.readers.story import find_story
from strategies import ARABIC, ENGLISH, FRENCH, POOLS, Pool

if TYPE_CHECKING:
    from cleantext.document import Document

LONG = "It rained on the coast on Monday, said the weather office, and it will rain again. " * 5
LONG = LONG.strip()


def script(value: Any, kind: str = "application/ld+json") -> str:
    """A script that holds a value; what would end it is escaped, as pages do."""
    source = value if isinstance(value, str) else json.dumps(value).replace("</", "<\\/")
    return f'<script type="{kind}">{source}</script>'


def article(body: str, **more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "articleBody": body, **more}


def story_of(*scripts: str) -> str | None:
    found = find_story(
        document_fromstring(f"<html><body>{''.join(scripts)}<p>One</p></body></html>")
    )
    return found[0] if found else None


# What is read.


@pytest.mark.parametrize(
    "value",
    [
        article(LONG),
        [article(LONG)],
        {"@graph": [{"@type": "WebPage"}, article(LONG)]},
        {"mainEntity": {"hasPart": [{"a": article(LONG)}]}},
        [[article(LONG)], {"b": 1}] * 2,
    ],
    ids=["thing", "list", "graph", "deep", "mixed"],
)
def test_it_is_read_wherever_it_lies(value: object) -> None:
    expected = None if value == [[article(LONG)], {"b": 1}] * 2 else LONG
    assert story_of(script(value)) == expected  # a list in a list is no thing of JSON-LD


def test_the_longest_is_the_article() -> None:
    longer = f"{LONG} {LONG}"
    assert story_of(script(article(LONG)), script(article(longer)), script(article(LONG))) == longer
    assert story_of(script([article(LONG), article(longer, teaser=article(LONG))])) == longer


def test_its_script_is_told() -> None:
    page = script(article(LONG)) + script(article(LONG * 2), "application/ld+json;a=b")
    root = document_fromstring(f"<html><body>{page}</body></html>")
    found = find_story(root)
    assert found
    assert found[1] is root.findall(".//script")[1]


def test_lines_are_paragraphs() -> None:
    assert (
        story_of(script(article(f"{LONG}\n\n  {LONG}\r\n\tRain. \n"))) == f"{LONG}\n{LONG}\nRain."
    )


def test_markup_in_it_is_no_text() -> None:
    marked = f"<p>{LONG}</p><p>It <b>rained</b>.<br/>It poured.</p><ul><li>One</li><li>Two</ul>"
    expected = f"{LONG}\nIt rained.\nIt poured.\nOne\nTwo"
    assert story_of(script(article(marked))) == expected
    escaped = marked.replace("<", "&lt;").replace(">", "&gt;")
    assert story_of(script(article(escaped))) == expected


def test_what_is_no_markup_stays() -> None:
    said = f"{LONG} R < 3 & 4 > 2, said A&amp;B."
    assert story_of(script(article(said))) == f"{LONG} R < 3 & 4 > 2, said A&B."


@pytest.mark.parametrize(
    "scripts",
    [
        "",
        script(article("Rain.")),
        script({"@type": "NewsArticle", "description": LONG}),
        script(article(LONG), "text/javascript"),
        script(f'{{"articleBody": "{LONG}'),
        script({"articleBody": [LONG]}),
        script({"articleBody": {"a": LONG}}),
        script({"articleBody": 5}),
        script('"articleBody"'),
        script("articleBody"),
        script("[" * 100_000 + '"articleBody"'),
        script('{"articleBody": ' * 20_000),
        "<script type=application/ld+json></script>",
        script(article("a" * 2_000_001)),
    ],
    ids=[
        *("nothing", "short", "no body", "code", "broken", "list", "thing", "number", "string"),
        *("word", "deep lists", "deep things", "empty", "huge"),
    ],
)
def test_there_is_none(scripts: str) -> None:
    assert story_of(scripts) is None
    assert clean(f"<html><body><p>One</p>{scripts}</body></html>").blocks[0].text == "One"


def test_small_faults_are_put_right() -> None:
    source = json.dumps(article(LONG))
    assert story_of(script(f"<!-- {source[:-1]},}} -->")) == LONG
    assert story_of(script(source.replace("on Monday,", "on\nMonday,"))) is not None
    assert story_of(script(source, "Application/LD+JSON")) == LONG


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000 + LONG,
        "<b><p>" * 30_000 + LONG,
        "<" * 100_000 + LONG,
        "<!--" * 20_000 + LONG,
        "&lt;p" * 50_000 + LONG,
        f"\ud800<p>{LONG}\udfff",
        f"<?xml version='1.0'?><p>{LONG}",
        f"<p>{LONG}</p><?php echo 1 ?><rss>",
        f"\0<p>\x01{LONG}\ufffe",
        "http://news.example/<a>" + "a" * 400,
    ],
    ids=[
        *("deep", "deep inline", "brackets", "comments", "open tags", "surrogates", "xml"),
        *("instruction", "controls", "address"),
    ],
)
def test_hostile_markup_in_it(body: str) -> None:
    begun = time.perf_counter()
    found = clean(f"<html><body><p>One</p>{script(article(body))}</body></html>")
    assert found.blocks[0].text == "One"
    assert time.perf_counter() - begun < 20


def test_many_things_take_no_longer_than_they_must() -> None:
    things = [article(LONG, number=number) for number in range(3_000)]
    begun = time.perf_counter()
    assert story_of(script(things)) == LONG
    assert time.perf_counter() - begun < 5


# When it is shown: where the page does not show it.


def document_of(page: str) -> Document:
    return read(page).document


def page_of(pool: Pool, shown: int) -> str:
    """A page that shows so many of the paragraphs that it declares."""
    declared = script(article("\n".join(pool.paragraphs)))
    story = "".join(f"<p>{text}</p>" for text in pool.paragraphs[:shown])
    return f"<html><head>{declared}</head><body><h1>{pool.title}</h1>{story}</body></html>"


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
def test_a_page_that_shows_it_gets_nothing_more(pool: Pool) -> None:
    document = document_of(page_of(pool, len(pool.paragraphs)))
    assert document.texts == (pool.title, *pool.paragraphs)
    assert document.markup
    assert document.markup.story == "\n".join(pool.paragraphs)


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
@pytest.mark.parametrize("shown", [0, 1, 2])
def test_what_is_not_shown_stands_below(pool: Pool, shown: int) -> None:
    page = page_of(pool, shown)
    assert document_of(page).texts == (pool.title, *pool.paragraphs)
    found = Cleaner(witness=None).clean(page)
    assert found.body == "\n\n".join(pool.paragraphs)
    assert found.title == pool.title


def test_the_path_of_what_is_not_shown_finds_the_script() -> None:
    for page in (
        page_of(ENGLISH, 0),
        f"<p>One</p><p>Two</p><script>a</script><div>{script(article(LONG))}</div>",
        f"<html><body><p>One</p></body></html>{script(article(LONG))}",
    ):
        last = clean(page).blocks[-1]
        assert last.path
        found = lxml.html.document_fromstring(page).xpath(last.path)
        assert [element.tag for element in found] == ["script"]
        assert "articleBody" in found[0].text


def test_it_stands_in_no_link_and_its_lines_have_a_name() -> None:
    document = document_of(f"<p><a href=/a>One</a></p>{script(article(LONG))}")
    markup = document.markup
    assert markup
    assert markup.linked == (3, 0)
    assert markup.names[markup.elements[1]] == "declared-article"


def test_a_story_of_another_page_is_not_mixed_with_lines_that_are_shown() -> None:
    """Half a story that is shown is not said twice."""
    paragraphs = (*FRENCH.paragraphs[:2], *ARABIC.paragraphs[:2])
    texts = document_of(page_of(FRENCH, 2)).texts
    assert all(texts.count(text) == 1 for text in paragraphs[:2])
