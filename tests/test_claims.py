"""What pages declare of themselves: read from the markup, and weighed against what they show."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import time
from typing import Any

import pytest

import cleantext
from cleantext import Article, Cleaner, Kind
from cleantext.metadata.times import read_date
from cleantext.readers.html import read_html
from cleantext.readers.things import clean_text, read_json

UTC = dt.UTC
BODY = (
    "<p>The old ferry returned to the harbour on Monday morning, two years after it was laid up.</p>"
    "<p>Hundreds of people stood on the quay to greet it, and the harbour master fired a small cannon.</p>"
    "<p>From next week the ferry will cross the bay four times a day, the company said in a statement.</p>"
)
TITLE = "The ferry returns to the harbour"


def page(head: str = "", top: str = f"<h1>{TITLE}</h1>", body: str = BODY) -> str:
    return (
        f"<!doctype html><html lang='en'><head>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article>{top}{body}</article><footer>Contact us</footer></body></html>"
    )


def script(*things: Any) -> str:
    content = json.dumps(things[0] if len(things) == 1 else list(things))
    return f'<script type="application/ld+json">{content}</script>'


def meta(**named: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in named.items())


def og(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def clean(html: str, **options: Any) -> Article:
    return Cleaner(witness=None, **options).clean(html)


def claims(html: str) -> list[tuple[str, str, str]]:
    markup = read_html(html).document.markup
    assert markup is not None
    return [(claim.field, claim.value, claim.source) for claim in markup.claims]


ARTICLE = {"@type": "NewsArticle", "headline": TITLE}

# --- JSON-LD -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article", "headline": "Rain"}',
        '[{"@type": "Article", "headline": "Rain"}]',
        '<!-- {"@type": "Article", "headline": "Rain"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Rain"}\n//]]>',
        '/*<![CDATA[*/{"@type": "Article", "headline": "Rain"}/*]]>*/',
        '{"@type": "Article", "headline": "Rain",}',
        '{"@type": "Article", // kind of page\n "headline": "Rain"}',
        '{"@type": "Article", "headline": "Ra\nin"}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Rain&quot;}",
        '{\\"@type\\": \\"Article\\", \\"headline\\": \\"Rain\\"}',
        '{"@type": "Article", "headline": "Rain"};',
        '{"@type": "Article", "headline": "Rain"} {"@type": ',
    ],
)
def test_json_is_read_in_spite_of_what_is_wrong_with_it(text: str) -> None:
    (thing,) = read_json(text)
    assert thing["@type"] == "Article"
    assert "".join(thing["headline"].split()) == "Rain"


@pytest.mark.parametrize(
    "text", ["", "null", "[1, 2]", '"x"', '{"a"', "<html>", "{{ json }}", "[" * 90_000]
)
def test_json_that_says_nothing_gives_nothing(text: str) -> None:
    assert read_json(text) == []


def test_several_values_in_one_script_are_all_read() -> None:
    assert [each["@type"] for each in read_json('{"@type": "Article"},{"@type": "Person"}')] == [
        "Article",
        "Person",
    ]


@pytest.mark.parametrize(
    "author",
    [
        "Nora Whitfield",
        "By Nora Whitfield",
        ["Nora Whitfield"],
        {"@type": "Person", "name": "Nora Whitfield"},
        [{"@type": ["Person"], "name": ["Nora Whitfield"]}],
        {"@id": "#nora"},
    ],
    ids=str,
)
def test_authors_in_every_form(author: object) -> None:
    graph = {
        "@graph": [
            {**ARTICLE, "author": author},
            {"@type": "Person", "@id": "#nora", "name": "Nora Whitfield"},
        ]
    }
    assert clean(page(script(graph))).authors == ("Nora Whitfield",)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda thing: thing,
        lambda thing: [thing],
        lambda thing: {"@graph": [{"@type": "WebSite", "name": "The Harbour Star"}, thing]},
        lambda thing: {"@type": "WebPage", "name": "Page", "mainEntity": thing},
        lambda thing: {"@type": "WebPage", "mainEntityOfPage": [thing]},
        lambda thing: {**thing, "@type": ["Article", "ReportageNewsArticle"]},
        lambda thing: {**thing, "@type": "https://schema.org/BlogPosting"},
        lambda thing: {**thing, "@type": "LiveBlogPosting"},
    ],
)
def test_the_article_is_found_wherever_it_stands(wrap: Any) -> None:
    html = page(script(wrap({**ARTICLE, "datePublished": "2026-03-14T08:30:00+02:00"})))
    article = clean(html)
    zone = dt.timezone(dt.timedelta(hours=2))
    assert article.date == dt.datetime(2026, 3, 14, 8, 30, tzinfo=zone)
    assert article.found["date"][0].rule.id == "declared.json_ld"
    assert article.found["date"][0].key.endswith(".datePublished")


def test_items_of_other_pages_say_nothing_of_this_one() -> None:
    others = [
        {
            "@type": "NewsArticle",
            "headline": f"Another story {n}",
            "datePublished": f"2026-01-0{n}",
            "author": "A B",
        }
        for n in (1, 2)
    ]
    listed = {"@type": "ItemList", "itemListElement": others}
    for things in (script(*others), script(listed), script({**ARTICLE, "hasPart": others})):
        article = clean(page(things))
        assert (article.date, article.authors) == (None, ())


def test_of_several_articles_the_one_of_this_page_is_taken() -> None:
    other = {"@type": "NewsArticle", "headline": "Another story", "datePublished": "2026-01-01"}
    article = clean(page(script(other, {**ARTICLE, "datePublished": "2026-03-14"})))
    assert article.date == dt.date(2026, 3, 14)


# --- Meta tags, microdata, time -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "field", "value", "source"),
    [
        (og("og:title", "Rain &amp;amp; wind"), "title", "Rain & wind", "open_graph"),
        (og("article:published_time", "2026-03-14"), "date", "2026-03-14", "open_graph"),
        (meta(**{"DC.date.issued": "2026-03-14"}), "date", "2026-03-14", "dublin_core"),
        (meta(**{"DC:Creator": "Nora Whitfield"}), "authors", "Nora Whitfield", "dublin_core"),
        (meta(**{"dcterms.modified": "2026-03-14"}), "modified", "2026-03-14", "dublin_core"),
        (meta(**{"parsely-pub-date": "2026-03-14"}), "date", "2026-03-14", "meta"),
        (meta(publish_date="2026-03-14"), "date", "2026-03-14", "meta"),
        (meta(**{"sailthru.author": "Nora Whitfield"}), "authors", "Nora Whitfield", "meta"),
        (meta(**{"twitter:title": "Rain"}), "title", "Rain", "twitter"),
        ("<title>Rain - The Star</title>", "title", "Rain - The Star", "title_tag"),
        ("<link rel='canonical' href='https://a.example/b'>", "url", "https://a.example/b", "canonical"),
        (meta(**{"article:content_tier": "locked"}), "paywalled", "true", "open_graph"),
    ],
)  # fmt: skip
def test_claims_of_the_head(head: str, field: str, value: str, source: str) -> None:
    assert (field, value, source) in claims(page(head))


def test_parsely_keeps_json_in_an_attribute() -> None:
    html = page(
        '<meta name=\'parsely-page\' content=\'{"author": ["A B"], "pub_date": "2026-03-14"}\'>'
    )
    assert ("authors", "A B", "meta") in claims(html)
    assert ("date", "2026-03-14", "meta") in claims(html)


def test_microdata() -> None:
    top = (
        f"<h1 itemprop='headline'>{TITLE}</h1>"
        "<div itemprop='author' itemscope itemtype='https://schema.org/Person'>"
        "<b itemprop='name'>Nora Whitfield</b></div>"
        "<meta itemprop='datePublished' content='2026-03-14'>"
        "<span itemprop='dateModified' content='2026-03-15'></span>"
    )
    html = page().replace(
        "<article>", "<article itemscope itemtype='http://schema.org/NewsArticle'>"
    )
    article = clean(html.replace(f"<h1>{TITLE}</h1>", top))
    assert article.authors == ("Nora Whitfield",)
    assert (article.date, article.modified) == (dt.date(2026, 3, 14), dt.date(2026, 3, 15))
    assert article.found["date"][0].rule.id == "declared.microdata"


def test_comments_in_microdata_are_no_article() -> None:
    comment = (
        "<div itemscope itemtype='https://schema.org/Comment'><span itemprop='author'>Peter Quill</span>"
        "<time itemprop='datePublished' datetime='2026-03-20'>20 March 2026</time></div>"
    )
    article = clean(page(body=BODY + comment))
    assert (article.authors, article.date) == ((), None)


def test_time_beside_the_headline() -> None:
    top = f"<h1>{TITLE}</h1><p><time datetime='2026-03-14T08:30:00Z'>two days ago</time></p>"
    article = clean(page(top=top))
    assert article.date == dt.datetime(2026, 3, 14, 8, 30, tzinfo=UTC)
    assert article.found["date"][0].rule.id == "declared.time"


@pytest.mark.parametrize("label", ["Updated", "Last updated:"])
def test_time_after_a_word_for_updating_is_the_date_of_the_change(label: str) -> None:
    top = f"<h1>{TITLE}</h1><p>{label} <time datetime='2026-03-16'>16 March 2026</time></p>"
    article = clean(page(og("article:published_time", "2026-03-14"), top=top))
    assert (article.date, article.modified) == (dt.date(2026, 3, 14), dt.date(2026, 3, 16))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-14", dt.date(2026, 3, 14)),
        ("20260314", dt.date(2026, 3, 14)),
        ("2026-03-14T08:30:00", dt.datetime(2026, 3, 14, 8, 30)),
        ("2026-03-14T08:30Z", dt.datetime(2026, 3, 14, 8, 30, tzinfo=UTC)),
        ("2026-03-14T08:30:00.000+0000", dt.datetime(2026, 3, 14, 8, 30, tzinfo=UTC)),
        ("2026-03-14 08:30:00 UTC", dt.datetime(2026, 3, 14, 8, 30, tzinfo=UTC)),
        ("Sat, 14 Mar 2026 08:30:00 GMT", dt.datetime(2026, 3, 14, 8, 30, tzinfo=UTC)),
        ("1773477000000", dt.datetime(2026, 3, 14, 8, 30, tzinfo=UTC)),
        ("Mar 14, 2026", dt.date(2026, 3, 14)),
        ("١٤ مارس ٢٠٢٦", dt.date(2026, 3, 14)),
        ("03/04/2026", None),  # the third of April, or the fourth of March
        ("2026", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("2026-13-45", None),
        ("9" * 13, None),
        ("today", None),
        ("", None),
    ],
)
def test_dates_as_machines_write_them(text: str, value: dt.date | None) -> None:
    assert read_date(text) == value
    assert type(read_date(text)) is type(value)


# --- The title --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (f"<title>{TITLE} - The Harbour Star</title>" + og("og:site_name", "The Harbour Star"), ""),
        (f"<title>The Harbour Star | {TITLE}</title>" + og("og:site_name", "The Harbour Star"), ""),
        (
            og("og:title", TITLE) + og("og:site_name", "The Harbour Star"),
            "<h1>The Harbour Star</h1>",
        ),
        (og("og:title", TITLE), f"<h1>The Harbour Star</h1><h1>{TITLE}</h1>"),
        (og("og:title", f"{TITLE}, two years on"), f"<h1>{TITLE}</h1>"),
        ("", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - The Harbour Star</title>", f"<h1>{TITLE}</h1>"),
        (og("og:title", TITLE), f"<h2>{TITLE}</h2>"),
    ],
)
def test_title(head: str, top: str) -> None:
    assert clean(page(head, top=top)).title == TITLE


def test_a_short_title_before_the_name_of_a_site() -> None:
    article = clean(page("<title>Ferry returns - The Star</title>", top="<h1>Ferry returns</h1>"))
    assert article.title == "Ferry returns"


def test_a_title_that_is_not_shown_has_no_span() -> None:
    (found,) = clean(page(og("og:title", TITLE), top="")).found["title"]
    assert (found.value, found.span, found.key) == (TITLE, None, "og:title")


def test_a_title_that_is_shown_has_the_span_of_its_line() -> None:
    article = clean(page(og("og:title", TITLE)))
    found = article.found["title"][0]
    assert found.span is not None
    (block,) = [block for block in article.blocks if block.kind is Kind.TITLE]
    assert (block.span, block.text) == (found.span, TITLE)


def test_a_heading_in_two_lines_is_one_title() -> None:
    article = clean(page(og("og:title", TITLE), top="<h1>The ferry returns<br>to the harbour</h1>"))
    assert article.title == TITLE
    assert [block.text for block in article.blocks if block.kind is Kind.TITLE] == [TITLE]


# --- Authors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("Nora Whitfield", ("Nora Whitfield",)),
        ("By Nora Whitfield", ("Nora Whitfield",)),
        ("Nora Whitfield and Paul Achterberg", ("Nora Whitfield", "Paul Achterberg")),
        ("Nora Whitfield, MD", ("Nora Whitfield",)),
        ("https://www.facebook.com/harbourstar", ()),
        ("@harbourstar", ()),
        ("admin", ()),
        ("jdoe42", ()),
        ("{{ page.author }}", ()),
        ("The Harbour Star", ()),
    ],
)
def test_authors_without_what_is_no_name(said: str, authors: tuple[str, ...]) -> None:
    names = {"author": said, "application-name": "The Harbour Star"}
    assert clean(page(meta(**names))).authors == authors


def test_the_word_before_an_author_goes_in_the_language_of_the_page() -> None:
    body = (
        "<p>عادت العبارة القديمة إلى الميناء صباح الاثنين بعد عامين من خروجها من الخدمة.</p>"
        "<p>ووقف المئات على الرصيف لاستقبالها، ومن المقرر أن تعبر الخليج أربع مرات في اليوم.</p>"
    )
    html = page(meta(author="بقلم نورا خليل"), top="<h1>العبارة تعود إلى الميناء</h1>", body=body)
    assert clean(html).authors == ("نورا خليل",)


@pytest.mark.parametrize(
    "byline",
    [
        "<p class='byline'>By Nora Whitfield</p>",
        "<div class='post-author'>Nora Whitfield</div>",
        "<p>14 March 2026 · <a href='/authors/nora-whitfield/'>Nora Whitfield</a></p>",
        "<p><a rel='author' href='/n'>Nora Whitfield</a></p>",
        "<p class='meta-author'>By<a href='/n'>Nora Whitfield</a></p>",
    ],
)
def test_authors_that_the_page_marks(byline: str) -> None:
    assert clean(page(top=f"<h1>{TITLE}</h1>{byline}")).authors == ("Nora Whitfield",)


def test_the_line_of_a_declared_author_is_its_byline() -> None:
    top = f"<h1>{TITLE}</h1><p>Nora Whitfield</p>"
    article = clean(page(script({**ARTICLE, "author": "Nora Whitfield"}), top=top))
    assert [block.text for block in article.blocks if block.kind is Kind.BYLINE] == [
        "Nora Whitfield"
    ]
    assert "Nora Whitfield" not in article.body


def test_the_outlet_is_the_author_only_where_it_says_so_and_nobody_else_is_named() -> None:
    outlet = {"@type": "Organization", "name": "The Harbour Star"}
    head = og("og:site_name", "The Harbour Star") + script({**ARTICLE, "author": outlet})
    shown = f"<h1>{TITLE}</h1><p>The Harbour Star</p>"
    assert clean(page(head)).authors == ()
    assert clean(page(head, top=shown)).authors == ("The Harbour Star",)
    assert clean(page(head, top=f"{shown}<p class='byline'>By Nora Whitfield</p>")).authors == (
        "Nora Whitfield",
    )


# --- Dates ------------------------------------------------------------------------------------------


def test_an_earlier_day_that_readers_see_is_believed() -> None:
    top = f"<h1>{TITLE}</h1><p>Published 2 May 2024</p>"
    article = clean(page(og("article:published_time", "2026-03-14T08:30:00Z"), top=top))
    assert article.date == dt.date(2024, 5, 2)
    assert [entry.value for entry in article.found["date"]] == [
        dt.date(2024, 5, 2),
        dt.datetime(2026, 3, 14, 8, 30, tzinfo=UTC),
    ]


def test_a_declared_date_gets_the_span_of_the_visible_one() -> None:
    top = f"<h1>{TITLE}</h1><p>Saturday, March 14, 2026</p>"
    article = clean(page(og("article:published_time", "2026-03-14T08:30:00Z"), top=top))
    span = article.found["date"][0].span
    assert span is not None
    assert "March 14, 2026" in article.ledger.document.text[span.start : span.end]
    assert [block.text for block in article.blocks if block.kind is Kind.DATE] == [
        "Saturday, March 14, 2026"
    ]


def test_the_date_of_a_page_as_such_counts_only_where_it_is_shown() -> None:
    head = script({"@type": "WebPage", "name": TITLE, "datePublished": "2026-03-14"})
    assert clean(page(head)).date is None
    assert clean(page(head, top=f"<h1>{TITLE}</h1><p>14 March 2026</p>")).date == dt.date(
        2026, 3, 14
    )


def test_a_copyright_year_is_no_date() -> None:
    assert (
        clean(page(meta(copyright="2026"), body=f"{BODY}<p>© 2026 The Harbour Star</p>")).date
        is None
    )


def test_a_change_before_the_publication_is_none() -> None:
    head = script({**ARTICLE, "datePublished": "2026-03-14", "dateModified": "2026-03-01"})
    assert clean(page(head)).modified is None


# --- The rest ---------------------------------------------------------------------------------------


def test_section_image_address_and_keywords() -> None:
    head = (
        "<link rel='canonical' href='https://star.example/news/ferry'>"
        + og("article:section", "Harbour")
        + og("og:image", "/pictures/ferry.jpg")
        + og("article:tag", "ferry")
        + og("article:tag", "harbour")
        + meta(keywords="news, ferry, bay")
    )
    article = clean(page(head))
    assert article.section == "Harbour"
    assert article.image == "https://star.example/pictures/ferry.jpg"
    assert article.url == "https://star.example/news/ferry"
    assert article.keywords == ("ferry", "harbour")
    assert cleantext.clean(page(head), url="https://given.example/").url == "https://given.example/"


@pytest.mark.parametrize(
    ("thing", "paywalled"),
    [
        ({"isAccessibleForFree": False}, True),
        ({"isAccessibleForFree": "False"}, True),
        ({"isAccessibleForFree": "http://schema.org/True"}, False),
        (
            {
                "hasPart": {
                    "@type": "WebPageElement",
                    "isAccessibleForFree": False,
                    "cssSelector": ".p",
                }
            },
            True,
        ),
        ({}, None),
    ],
)
def test_paywall(thing: dict[str, Any], paywalled: bool | None) -> None:
    assert clean(page(script({**ARTICLE, **thing}))).paywalled is paywalled


def test_a_page_without_a_body_has_what_it_declares_of_an_article() -> None:
    thing = {**ARTICLE, "author": "Nora Whitfield", "datePublished": "2026-03-14"}
    article = clean(page(script(thing), top="", body="<p>Loading</p>"))
    assert article.body == ""
    assert (article.title, article.author, article.date) == (
        TITLE,
        "Nora Whitfield",
        dt.date(2026, 3, 14),
    )
    assert clean(page(og("og:title", TITLE), top="", body="<p>Loading</p>")).title is None


def test_the_text_decides_its_language() -> None:
    article = clean(page().replace("lang='en'", "lang='fr-FR'"))
    assert article.language == "en"
    assert [entry.value for entry in article.found["language"]] == ["en", "fr"]


def test_everything_is_written_out() -> None:
    head = script({**ARTICLE, "author": "Nora Whitfield", "isAccessibleForFree": False})
    article = clean(page(head + og("article:section", "Harbour")))
    written = json.loads(article.to_json())
    assert (written["section"], written["paywalled"], written["image"]) == ("Harbour", True, None)
    (entry,) = written["found"]["authors"]
    assert entry == {
        "value": "Nora Whitfield",
        "start": None,
        "end": None,
        "rule": "declared.json_ld",
        "key": "NewsArticle.author",
    }
    assert pickle.loads(pickle.dumps(article)).found.keys() == article.found.keys()


def test_text_dumps_have_no_claims() -> None:
    article = cleantext.clean(
        f"{TITLE}\n\nThe old ferry returned to the harbour on Monday, the company said."
    )
    assert {entry.key for entries in article.found.values() for entry in entries} == {""}


# --- Hostile pages ----------------------------------------------------------------------------------

DEEP: Any = {**ARTICLE, "author": "Nora Whitfield"}
for _ in range(400):
    DEEP = {"@type": "WebPage", "mainEntity": DEEP}


@pytest.mark.parametrize(
    "html",
    [
        page(script(*[{**ARTICLE, "author": [{"@id": f"#{n}"}] * 500} for n in range(300)])),
        page('<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>"),
        page('<script type="application/ld+json">' + "// " * 60_000 + '"</script>'),
        page(body="<div itemscope itemprop='author'>" * 3_000 + BODY),
        page(body="<b itemprop='headline' content='x'>" * 3_000 + BODY),
        page(body="<time datetime='2026-03-14'>x</time>" * 20_000 + BODY),
        page(top="<h1>" + "<i>x " * 5_000 + "</i>" * 5_000 + "</h1>"),
        page(meta(author="By " * 50_000), top="<p class='author'>" + "and A " * 20_000 + "</p>"),
        page(og("og:title", "a - " * 20_000)),
        page(og("og:url", "http://[::1") + og("og:image", "http://[x")),
        page(script({**ARTICLE, "author": 7, "datePublished": {"a": []}, "image": [[]]})),
        page(script({"@type": [None, {}], "@id": [], "headline": ["x"], "url": {"@id": 3}})),
    ],
)  # fmt: skip
def test_no_page_makes_it_fail_or_hang(html: str) -> None:
    start = time.process_time()
    claims(html)
    assert time.process_time() - start < 2
    clean(html)


def test_things_that_lie_too_deep_are_left() -> None:
    assert "authors" not in {field for field, _, _ in claims(page(script(DEEP)))}


def test_declared_text_is_as_readers_see_it() -> None:
    assert clean_text(" Rain&nbsp;&amp; <b>wind</b>\u200b ") == "Rain & wind"
