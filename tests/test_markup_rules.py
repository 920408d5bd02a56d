"""The rules for the names of elements: each with its own hits and misses, and what a page makes of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from cleantext import Action, Cleaner, Kind
from cleantext.detectors.markup import (
    ASIDE,
    CAPTION,
    FOOTER,
    FORM,
    NAVIGATION,
    NEXT_STORY,
    RULES,
    find_markup,
    named_rules,
    rule_of,
)
from cleantext.features import measure
from cleantext.lexicon import default
from cleantext.readers import read
from strategies import ARABIC, ENGLISH, FRENCH, POOLS, Pool

if TYPE_CHECKING:
    from cleantext.model import Rule

NAMED = named_rules()
IDS = [rule.id for rule, *_ in NAMED]


def labels_of(page: str) -> dict[str, set[str]]:
    """The rules of the markup that speak of each line of a page; those of no line are left out."""
    document = read(page).document
    features = measure(document)
    found: dict[str, set[str]] = {}
    for label in find_markup(document, features, default().speech_of(features)):
        found.setdefault(document.texts[label.line], set()).add(label.rule.id)
    return found


def paragraphs(pool: Pool = ENGLISH) -> str:
    return "".join(f"<p>{text}</p>" for text in pool.paragraphs)


def beside(box: str) -> str:
    """A page with an article, and a box after it."""
    return f"<html><body><article>{paragraphs()}</article>{box}</body></html>"


# The file.


def test_there_are_rules() -> None:
    assert len(NAMED) >= 25


def test_ids_are_there_once_and_are_of_the_markup() -> None:
    ids = [rule.id for rule in RULES]
    assert [each for each, times in Counter(ids).items() if times > 1] == []
    assert all(each.startswith("markup.") for each in ids)


def test_no_rule_of_the_markup_is_a_phrase() -> None:
    assert not [rule.id for rule in RULES if rule.is_phrase]


@pytest.mark.parametrize(("rule", "names", "alone"), NAMED, ids=IDS)
def test_a_rule_is_whole(rule: Rule, names: tuple[str, ...], alone: tuple[str, ...]) -> None:
    assert rule.kind.action is not Action.BODY
    assert 0.5 <= rule.confidence < 1
    assert rule.why.endswith(".")
    assert names
    assert rule.hits
    assert rule.misses
    assert len(set(names)) == len(names), "a name is there twice"
    assert not set(names) & set(alone)


@pytest.mark.parametrize(
    ("rule", "name"),
    [pytest.param(rule, hit, id=f"{rule.id}-{hit}") for rule, *_ in NAMED for hit in rule.hits],
)
def test_hits_match(rule: Rule, name: str) -> None:
    assert rule_of("div", name) is rule


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        pytest.param(rule, miss, id=f"{rule.id}-{miss}")
        for rule, *_ in NAMED
        for miss in rule.misses
    ],
)
def test_misses_do_not(rule: Rule, name: str) -> None:
    assert rule_of("div", name) is not rule


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        pytest.param(rule, name, id=f"{rule.id}-{name}")
        for rule, names, alone in NAMED
        for name in (*names, *alone)
    ],
)
def test_every_name_calls_for_its_rule(rule: Rule, name: str) -> None:
    """A name that another rule takes, or that no name can match, would be there for nothing.

    Two are roles as well, and say the same as such.
    """
    found = rule_of("div", name)
    assert found is rule or (found is NAVIGATION and rule.kind is Kind.NAVIGATION)


@pytest.mark.parametrize(("rule", "names", "alone"), NAMED, ids=IDS)
def test_names_that_count_alone_count_alone(
    rule: Rule, names: tuple[str, ...], alone: tuple[str, ...]
) -> None:
    del names
    for name in alone:
        assert rule_of("div", f"{name}-x-zzz") is not rule
        assert rule_of("div", name.upper()) is rule


def test_names_are_cut_at_hyphens_and_capitals() -> None:
    for name in ("related-posts", "relatedPosts", "related_posts", "c-box__relatedPosts--x2"):
        found = rule_of("div", name)
        assert found, name
        assert found.id == "markup.related"


def test_one_part_counts_at_an_edge_of_a_name() -> None:
    assert rule_of("div", "box-comments") is rule_of("div", "comments-box")
    assert rule_of("div", "box-comments-x") is None


def test_the_longest_name_counts() -> None:
    found = rule_of("div", "comments comment-form")
    assert found
    assert found.id == "markup.comment_form"


def test_tags_and_roles() -> None:
    assert rule_of("nav", "") is NAVIGATION
    assert rule_of("figcaption", "") is CAPTION
    assert rule_of("aside", "") is ASIDE
    assert rule_of("footer", "") is FOOTER
    assert rule_of("button", "") is FORM
    assert rule_of("div", "complementary") is ASIDE
    assert rule_of("div", "contentinfo") is FOOTER
    assert rule_of("div", "search") is FORM
    assert rule_of("p", "") is None
    assert rule_of("div", "main") is None


def test_a_name_says_more_than_a_tag_and_a_role_more_than_a_name() -> None:
    found = rule_of("aside", "newsletter")
    assert found
    assert found.id == "markup.newsletter"
    assert rule_of("div", "newsletter navigation") is NAVIGATION


@pytest.mark.parametrize(
    "name", ["", "-", "__", "a" * 10_000, "أخبار", "related" * 500, "\ud800", "İ" * 50, "1" * 99]
)
def test_odd_names_are_no_matter(name: str) -> None:
    rule_of("div", name)
    assert labels_of(beside(f'<div class="{name}"><p>Rain is near.</p></div>')) is not None


# A page: what its lines are said to be.


@pytest.mark.parametrize(("rule", "names", "alone"), NAMED, ids=IDS)
def test_a_box_beside_an_article(
    rule: Rule, names: tuple[str, ...], alone: tuple[str, ...]
) -> None:
    del alone
    found = labels_of(beside(f'<div class="{names[-1]}"><p>Rain is near</p></div>'))
    assert found == {"Rain is near": {rule.id}}


@pytest.mark.parametrize("attribute", ["class", "id", "role", "itemprop"])
def test_names_are_those_of_four_attributes(attribute: str) -> None:
    box = f'<div {attribute}="related-posts"><p>Rain is near</p></div>'
    assert labels_of(beside(box)) == {"Rain is near": {"markup.related"}}


def test_what_holds_most_of_the_page_says_nothing() -> None:
    for name in ("related-posts", "comments", "newsletter", "paywall"):
        page = f'<html><body><div class="{name}">{paragraphs()}</div><p>Rain</p></body></html>'
        assert labels_of(page) == {}
    for tag in ("aside", "footer", "nav"):
        assert (
            labels_of(f"<html><body><{tag}>{paragraphs()}</{tag}><p>Rain</p></body></html>") == {}
        )


def test_what_holds_much_of_the_prose_says_nothing() -> None:
    """Most of the letters stand in a menu, most of the sentences in the box."""
    menu = "".join(
        f"<li>{text}" for text in (*ENGLISH.related, *FRENCH.related, *ARABIC.related) * 6
    )
    page = f'<html><body><ul>{menu}</ul><div class="related">{paragraphs()}</div></body></html>'
    assert labels_of(page) == {}


def test_the_innermost_wins() -> None:
    box = '<div class="comments"><p>One</p><div class="newsletter"><p>Two</p></div></div>'
    assert labels_of(beside(box)) == {"One": {"markup.comments"}, "Two": {"markup.newsletter"}}


def test_parts_of_a_box_are_of_the_box() -> None:
    """The date and the writer of a comment are the comment's."""
    inner = '<span class="date">5 May</span><p class="author">Nora</p><figcaption>Us</figcaption>'
    box = f'<div class="comments">{inner}<p>One</p></div>'
    found = labels_of(beside(box))
    assert set(found) == {"5 May", "Nora", "Us", "One"}
    assert set.union(*found.values()) == {"markup.comments"}


def test_a_name_in_a_nameless_box_wins() -> None:
    box = '<aside><p>One</p><div class="date"><p>Two</p></div></aside>'
    assert labels_of(beside(box)) == {"One": {"markup.aside"}, "Two": {"markup.date"}}


def test_text_has_no_markup() -> None:
    document = read("\n\n".join(ENGLISH.paragraphs)).document
    features = measure(document)
    assert list(find_markup(document, features, default().speech_of(features))) == []


def test_a_page_without_lines_has_no_labels() -> None:
    assert labels_of("<html><body><nav></nav></body></html>") == {}
    assert labels_of("<!doctype html>") == {}


# The next story of a page that goes on for ever.


def story(pool: Pool, tag: str = "article", name: str = "") -> str:
    return f'<{tag} class="{name}"><h1>{pool.title}</h1>{paragraphs(pool)}</{tag}>'


def next_stories(body: str) -> set[str]:
    found = labels_of(f"<html><body>{body}</body></html>")
    return {text for text, rules in found.items() if NEXT_STORY.id in rules}


def test_the_next_story() -> None:
    found = next_stories(story(ENGLISH) + story(FRENCH) + story(ARABIC))
    others = {text for pool in (FRENCH, ARABIC) for text in (pool.title, *pool.paragraphs)}
    assert found == others


def test_the_next_story_in_boxes_by_name() -> None:
    found = next_stories(story(ENGLISH, "div", "post x") + story(FRENCH, "div", "post y"))
    assert found == {FRENCH.title, *FRENCH.paragraphs}
    assert next_stories(story(ENGLISH, "div", "part") + story(FRENCH, "div", "part")) == set()


def test_a_headline_over_again_is_no_next_story() -> None:
    again = f"<h1>{ENGLISH.title}</h1><p>Rain</p>"
    assert next_stories(story(ENGLISH) + f"<article>{again}</article>") == set()
    assert next_stories(f"<article><h1>The Lantern</h1></article>{story(ENGLISH)}") == set()


def test_headlines_in_one_box_are_parts_of_one_story() -> None:
    parts = "".join(f"<h1>{pool.title}</h1>{paragraphs(pool)}" for pool in POOLS)
    assert next_stories(f"<article>{parts}</article>") == set()


def test_the_next_story_is_not_in_the_body() -> None:
    page = f"<html><body>{story(ENGLISH)}{story(FRENCH)}</body></html>"
    article = Cleaner(witness=None).clean(page)
    assert article.body == "\n\n".join(ENGLISH.paragraphs)
    kinds = {block.kind for block in article.blocks if block.text in FRENCH.paragraphs}
    assert kinds == {Kind.RELATED}
