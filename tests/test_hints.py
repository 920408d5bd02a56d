"""What the network sees of a page's tree: a row a line, whole and sensible numbers, whatever the page."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import clean
from cleantext.lexicon import default
from cleantext.pipeline import look
from cleantext.readers import read
from cleantext.scorer import _NAMES, score
from cleantext.scorer.columns import GROUPS
from cleantext.scorer.hints import HINT_GROUPS, HINTS, WITNESSES, Hints, _hashes_of, find_hints
from strategies import ARABIC, ENGLISH, POOLS, Pool, examples, html_dumps

if TYPE_CHECKING:
    from cleantext.markup import Markup

# Some are logarithms: of the depth, and of the number of lines.
HIGHEST = 15.0
SHARES = tuple(
    name
    for name in HINTS
    if name.startswith(("is ", "in ", "prose", "links", "share", "witness", "within", "story"))
    or name in {"emphasised", "link alone", "under a headline", "before in the story"}
)


@dataclass(frozen=True)
class Seen:
    """The lines of a page and its hints."""

    texts: tuple[str, ...]
    hints: Hints
    markup: Markup

    def __getitem__(self, name: str) -> list[float]:
        return [round(value, 2) for value in self.column(name).tolist()]

    def column(self, name: str) -> npt.NDArray[np.float32]:
        return self.hints.x[:, HINTS.index(name)]

    def of(self, name: str, text: str) -> float:
        return float(self.column(name)[self.texts.index(text)])


def see(page: str, witness: str | None = None, story: str | None = None) -> Seen:
    document = read(page).document
    assert document.markup
    markup = replace(document.markup, witness=witness, story=story or document.markup.story)
    sight = look(replace(document, markup=markup), default())
    hints = find_hints(sight.document, sight.features, markup)
    return Seen(sight.document.texts, hints, markup)


def check(seen: Seen) -> None:
    """Rows are as many as lines, every number is finite and sensible, and names belong to lines."""
    x, n = seen.hints.x, len(seen.texts)
    assert x.shape == (n, len(HINTS))
    assert x.dtype == np.float32
    assert np.isfinite(x).all()
    assert (np.abs(x) <= HIGHEST).all(), [
        HINTS[at] for at in np.flatnonzero((np.abs(x) > HIGHEST).any(0))
    ]
    for name in SHARES:
        assert ((seen.column(name) >= 0) & (seen.column(name) <= 1.0001)).all(), name
    for names in (seen.hints.near, seen.hints.far):
        assert len(names.index) == len(names.lines)
        assert (np.diff(names.lines) >= 0).all()
        assert ((names.lines >= 0) & (names.lines < max(1, n))).all()
        assert ((names.index >= 0) & (names.index < max(1, len(seen.hints.hashes)))).all()
    assert (np.diff(seen.hints.hashes.astype(object)) > 0).all()


def page_of(pool: Pool) -> str:
    story = "".join(f"<p>{text}</p>" for text in pool.paragraphs)
    menu = "".join(f"<li><a href='/{n}'>{text}</a></li>" for n, text in enumerate(pool.menu))
    article = f"<article><h1>{pool.title}</h1><div class=story>{story}</div></article>"
    aside = f"<aside><h3>{pool.related[0]}</h3><p>{pool.related[1]}</p></aside>"
    return (
        f"<html><body><nav><ul>{menu}</ul></nav><main>{article}</main>{aside}"
        f"<footer><p>{pool.copyright}</p></footer></body></html>"
    )


def test_names_of_columns_are_there_once_and_of_one_group() -> None:
    assert len(set(HINTS)) == len(HINTS)
    grouped = [name for names in HINT_GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(HINTS)
    assert HINTS[-WITNESSES:] == HINT_GROUPS["what another extractor kept"]
    assert not set(HINT_GROUPS) & set(GROUPS)


# Whatever the page is.

LONG = ENGLISH.paragraphs[0]
HOSTILE = {
    "nothing": "<html></html>",
    "no element": "<!doctype html>",
    "one line": "<html><body>Rain</html>",
    "one letter": "<p>a</p>",
    "text in the root": "<html>Rain<body><p>Snow</p></body></html>Hail",
    "no prose": "<ul>" + "<li>Rain</li>" * 50 + "</ul>",
    "marks": "<p>|</p><p>—</p><p>1</p><p>\u0301</p>",
    "one long line": f"<html><body><p>{LONG * 2000}</p>",
    "5,000 lines": "".join(f"<p>Line {number}</p>" for number in range(5_000)),
    "5,000 paragraphs": f"<div><p>{LONG}</p></div>" * 5_000,
    "cut lines": "".join(f"<p>{text} #rain #north</p>" for text in ENGLISH.paragraphs),
    "deep": "<html><body>" + "<div>" * 1_000 + f"<p>{LONG}</p><p>Rain</p>" * 20,
    "headlines": f"<h1>{ENGLISH.title}</h1>" * 500,
    "links": "".join(f"<a href=/{number}>Rain {number}</a>, " for number in range(2_000)),
    "names": "".join(f'<p class="{"a b-c " * 200}x{number}">Rain</p>' for number in range(200)),
    "odd names": "<p class='\u0000 \ud800 أخبار İ ---'>Rain</p><p id='"
    + "a" * 9_999
    + "'>Snow</p>",
    "frames": "<frameset><noframes><p>one</p></noframes></frameset><p>two",
    "rows": "<table>" + "<tr><td>Rain<td>1" * 300 + "</table>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages(name: str) -> None:
    check(see(HOSTILE[name]))
    check(see(HOSTILE[name], witness=LONG, story=LONG * 9))


@given(html_dumps(), st.sampled_from((None, "", LONG, "\n".join(ARABIC.paragraphs))))
@examples(80)
def test_any_page(page: str, witness: str | None) -> None:
    if read(page).document.markup:
        check(see(page, witness))


def test_a_page_without_lines_has_no_rows_and_no_opinion() -> None:
    for page in ("<html></html>", "<!doctype html>", "<html><body><nav></nav></body></html>"):
        assert len(see(page).hints.x) == 0
        assert clean(page).blocks == ()


def test_many_deep_lines_take_no_longer_than_they_must() -> None:
    document = read("<html><body>" + "<div>" * 240 + "<p>Rain</p>" * 20_000).document
    assert document.markup
    sight = look(document, default())
    begun = time.perf_counter()
    hints = find_hints(sight.document, sight.features, document.markup)
    assert time.perf_counter() - begun < 10
    assert len(hints.near.lines) + len(hints.far.lines) < 8_000_000
    assert np.isfinite(hints.x).all()


def seconds_for(lines: int) -> float:
    story = "".join(f"<div class='a{n % 9}'><p>{LONG}</p></div>" for n in range(lines))
    document = read(f"<html><body>{story}</body></html>").document
    assert document.markup
    sight = look(document, default())
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        find_hints(sight.document, sight.features, document.markup)
        times.append(time.perf_counter() - begun)
    return min(times)


def test_ten_times_the_lines_take_about_ten_times_the_time() -> None:
    assert seconds_for(10_000) < 40 * max(0.01, seconds_for(1_000))


# What they say of a small page.


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
def test_elements_and_boxes(pool: Pool) -> None:
    seen = see(page_of(pool))
    check(seen)
    paragraph, item = pool.paragraphs[0], pool.menu[0]
    assert seen.of("is headline", pool.title) == 1
    assert seen.of("is paragraph", paragraph) == 1
    assert seen.of("is item", item) == 1
    assert seen.of("is heading", pool.related[0]) == 1
    for name, text in (("in nav", item), ("in list", item), ("in footer", pool.copyright)):
        assert (seen.of(name, text), seen.of(name, paragraph)) == (1, 0)
    assert seen.of("in aside", pool.related[1]) == 1
    assert (seen.of("in article", paragraph), seen.of("in main", paragraph)) == (1, 1)
    assert (seen.of("links", item), seen.of("links", paragraph)) == (1, 0)
    assert seen.of("links of the box", item) == 1


def test_the_box_of_the_story_is_the_best() -> None:
    seen = see(page_of(ENGLISH))
    inside = [
        text for text, value in zip(seen.texts, seen["in the best box"], strict=True) if value
    ]
    assert inside == list(ENGLISH.paragraphs)
    assert seen.of("steps to the best box", ENGLISH.paragraphs[0]) < seen.of(
        "steps to the best box", ENGLISH.menu[0]
    )
    assert seen.of("prose of the box", ENGLISH.paragraphs[0]) == 1
    assert seen.of("prose of the box", ENGLISH.related[1]) == 0


def test_what_stands_under_a_headline() -> None:
    seen = see(page_of(ENGLISH))
    assert seen.of("under a headline", ENGLISH.menu[0]) == 0
    assert seen.of("under a headline", ENGLISH.title) == 0
    assert seen.of("under a headline", ENGLISH.paragraphs[0]) == 1
    assert see(HOSTILE["headlines"])["headlines above"][:3] == [0.0, 0.69, 1.1]


def test_elements_that_hold_the_whole_page_say_nothing_but_article_and_main() -> None:
    story = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    page = f"<html><body><form><main><article>{story}</article></main></form></body></html>"
    seen = see(page)
    assert set(seen["in form"]) == {0.0}
    assert set(seen["in main"]) == {1.0}
    assert set(seen["in article"]) == {1.0}


def test_what_a_witness_kept() -> None:
    kept = ENGLISH.paragraphs[1:4]
    seen = see(page_of(ENGLISH), witness="\n".join(kept))
    assert set(seen["witness"]) == {1.0}
    said = [
        text for text, value in zip(seen.texts, seen["witness kept it"], strict=True) if value > 0.5
    ]
    assert said == list(kept)
    before = seen["witness before"]
    assert before[seen.texts.index(kept[0])] == 0
    assert before[seen.texts.index(kept[0]) + 1] == 1
    assert seen["witness after"][seen.texts.index(kept[0]) - 1] == 1
    within = [
        text for text, value in zip(seen.texts, seen["within the witness"], strict=True) if value
    ]
    assert within == list(kept)


@pytest.mark.parametrize("witness", [None, ""])
def test_a_silent_witness_says_nothing(witness: str | None) -> None:
    x = see(page_of(ENGLISH), witness).hints.x[:, -WITNESSES:]
    assert not x.any()


def test_what_the_page_declares() -> None:
    summary = f'<meta name="description" content="{ENGLISH.paragraphs[0]}">'
    page = page_of(ENGLISH).replace("<body>", f"<head>{summary}</head><body>")
    seen = see(page, story="\n".join(ENGLISH.paragraphs[2:]))
    said = dict(zip(seen.texts, seen["in the story"], strict=True))
    assert [said[text] for text in ENGLISH.paragraphs] == [0.0] * 2 + [1.0] * 5
    assert seen.of("in the summary", ENGLISH.paragraphs[0]) == 1
    assert seen.of("in the summary", ENGLISH.paragraphs[1]) == 0
    assert set(seen["story"]) == {1.0}


# The names around a line, near and far.


def names_of(seen: Seen, line: int, *, near: bool) -> set[int]:
    names = seen.hints.near if near else seen.hints.far
    return {int(seen.hints.hashes[index]) for index in names.index[names.lines == line]}


def hashes(*elements: tuple[str, str]) -> set[int]:
    return {value for element in elements for value in _hashes_of(*element)}


def test_names_near_and_far() -> None:
    page = (
        '<html><body class="site"><div id="main"><div class="article-body"><p class="lead">'
        "Rain <b class=place>here</b></p></div></div></body></html>"
    )
    seen = see(page)
    assert seen.texts == ("Rain here",)
    near = hashes(("p", "lead"), ("div", "article-body"))
    far = hashes(("div", "main"), ("body", "site"), ("html", ""))
    assert names_of(seen, 0, near=True) == near
    assert names_of(seen, 0, near=False) == far


def test_a_line_in_an_inline_element_has_its_names_near() -> None:
    seen = see('<html><body><div class="one"><p class="two"><b class="three">Rain</b></p></div>')
    near = hashes(("b", "three"), ("p", "two"), ("div", "one"))
    assert names_of(seen, 0, near=True) == near


def test_a_tag_is_no_class_of_the_same_name() -> None:
    assert not hashes(("nav", "")) & hashes(("div", "nav"))
    assert hashes(("div", "relatedPosts")) & hashes(("p", "related"))


def test_every_line_has_the_names_of_all_elements_around_it() -> None:
    seen = see(page_of(ENGLISH))
    for line, text in enumerate(seen.texts):
        around = seen.markup.chain(seen.markup.elements[line])
        expected = hashes(*((seen.markup.tags[each], seen.markup.names[each]) for each in around))
        assert names_of(seen, line, near=True) | names_of(seen, line, near=False) == expected, text


def test_names_around_text_in_the_root_do_not_depend_on_the_last_element() -> None:
    """The root has nothing around it; a page may end as deep as it likes."""
    one = see("<!doctype html><html class=a>Rain")
    other = see("<!doctype html><html class=a>Rain" + "<div>" * 9)
    assert names_of(one, 0, near=True) == names_of(other, 0, near=True)


# What the scorer says of them.


def test_an_explanation_names_what_the_markup_says() -> None:
    article = clean(page_of(ENGLISH))
    opinion = article.ledger.opinion
    assert set(opinion.effects) == {*GROUPS, *HINT_GROUPS, "its words", _NAMES}
    sizes = {name: float(np.abs(effect).max()) for name, effect in opinion.effects.items()}
    assert all(np.isfinite(size) for size in sizes.values())
    assert max(sizes[name] for name in HINT_GROUPS) > 0.5
    assert any(
        name in sentence for sentence in opinion.sentences for name in (*HINT_GROUPS, _NAMES)
    )


def test_an_effect_is_what_the_network_does_without_the_group() -> None:
    article = clean(page_of(ENGLISH))
    opinion = article.ledger.opinion
    assert opinion.hints
    x = opinion.hints.x.copy()
    means = opinion.network.parts["means"][-len(HINTS) :]
    x[:, -WITNESSES:] = means[-WITNESSES:]
    other = score(opinion.features, opinion.labels, replace(opinion.hints, x=x))
    effect = opinion.effects["what another extractor kept"]
    assert np.allclose(opinion.odds - other.odds, effect, atol=0.05)


def test_text_is_explained_without_them() -> None:
    effects = clean("\n\n".join(ENGLISH.paragraphs)).ledger.opinion.effects
    assert not set(effects) & {*HINT_GROUPS, _NAMES}
