"""The decoder: small written pages, spoken of as one letter a line, and its moves against the table.

n menu, T headline, b paragraph, h subheading, r related, c comments, f form, s share, d date,
y byline, p caption, © copyright, a advertisement, x anything else.
"""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Cleaner, Kind, clean
from cleantext.decode import _MOVES, _OUT_OF_PLACE, Path, best_path, by_line, decode, render
from cleantext.features import measure
from cleantext.lexicon import default
from cleantext.model import Label, Rule, Zone
from cleantext.pipeline import forms_of, look
from cleantext.readers import read
from cleantext.readers.text import read_text
from strategies import ARABIC, ENGLISH, FRENCH, POOLS, Pool, examples, pages

Floats = npt.NDArray[np.float64]


def letters(*lines: str, gap: str = "\n\n") -> str:
    """The kinds of the lines of a page, one letter each."""
    return render([block.kind for block in clean(gap.join(lines)).blocks])


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
class TestWrittenPages:
    def test_a_bare_article(self, pool: Pool) -> None:
        assert letters(pool.title, *pool.paragraphs) == "Tbbbbbbb"

    def test_subheadings_between_paragraphs_are_body(self, pool: Pool) -> None:
        one, two, three, four, *rest = pool.paragraphs
        lines = (pool.title, one, two, pool.headings[0], three, four, pool.headings[1], *rest)
        assert letters(*lines) == "Tbbhbbhbbb"

    def test_a_full_page(self, pool: Pool) -> None:
        head = (*pool.menu[:5], pool.title, pool.dates[0])
        kinds = letters(*head, *pool.paragraphs, *pool.related, pool.copyright)
        assert kinds == "nnnnnTdbbbbbbbrrrr©"

    def test_a_byline_and_a_date_stand_between_title_and_body(self, pool: Pool) -> None:
        lines = (pool.title, pool.bylines[0], pool.dates[0], *pool.paragraphs)
        assert letters(*lines) == "Tydbbbbbbb"

    def test_a_share_bar_above_and_below(self, pool: Pool) -> None:
        bar = pool.share[:4]
        assert letters(*bar, pool.title, *pool.paragraphs, *bar) == "ssssTbbbbbbbssss"

    def test_the_footer(self, pool: Pool) -> None:
        assert letters(pool.title, *pool.paragraphs, pool.copyright) == "Tbbbbbbb©"

    def test_full_sentences_below_a_related_heading_are_not_body(self, pool: Pool) -> None:
        teasers = [f"{line}." for line in pool.related[1:]]
        below = [pool.related[0], *teasers, *pool.menu]
        lines = letters(pool.title, *pool.paragraphs, *below)
        assert lines.startswith("Tbbbbbbbrrrr")
        assert "b" not in lines[8:]

    def test_a_caption_under_the_headline_is_not_body(self, pool: Pool) -> None:
        assert letters(pool.title, pool.captions[0], *pool.paragraphs) == "Tpbbbbbbb"

    @pytest.mark.xfail(strict=True, reason="on a clean page it is taken for a subheading")
    def test_a_caption_between_paragraphs_is_not_body(self, pool: Pool) -> None:
        one, two, three, *rest = pool.paragraphs
        lines = letters(pool.title, one, two, pool.captions[0], three, *rest)
        assert lines == "Tbbpbbbbb"

    def test_a_menu_alone_is_no_article(self, pool: Pool) -> None:
        assert not {"b", "h", "T"} & set(letters(*pool.menu, *pool.share, gap="\n"))

    def test_headlines_alone_are_no_article(self, pool: Pool) -> None:
        others = [other.related[1:] for other in POOLS if other is pool]
        assert "b" not in letters(*pool.menu, *others[0], *pool.menu, pool.copyright, gap="\n")


def fault(reason: str, *values: object, id: str) -> object:
    """A row of a table that does not hold yet."""
    return pytest.param(*values, id=id, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize("pool", [ARABIC, ENGLISH, FRENCH], ids=["ar", "en", "fr"])
def test_the_fields_of_a_form_are_of_the_form(pool: Pool) -> None:
    """A share button has the same name as the field for the address, but stands elsewhere."""
    assert letters(pool.title, *pool.paragraphs, *pool.form[:3]) == "Tbbbbbbbfff"


_CREDIT = "on a clean page a credit between paragraphs is taken for a subheading"
CAPTIONS = [
    fault(_CREDIT, ENGLISH, "Photo: Ines Caldbeck", id="en-photo"),
    fault(_CREDIT, ENGLISH, "Image credit: Ines Caldbeck/Lantern", id="en-credit"),
    fault(_CREDIT, FRENCH, "Photo : Clarisse Montjoie", id="fr-photo"),
    fault(_CREDIT, FRENCH, "Crédit photo : Clarisse Montjoie", id="fr-credit"),
    fault(_CREDIT, ARABIC, "تصوير: سامي الفارس", id="ar-photo"),
    pytest.param(ENGLISH, "Advertisement", id="en-advertisement"),
    pytest.param(FRENCH, "Publicité", id="fr-advertisement"),
    pytest.param(ARABIC, "إعلان", id="ar-advertisement"),
]


@pytest.mark.parametrize(("pool", "line"), CAPTIONS)
def test_what_interrupts_the_body_is_not_body(pool: Pool, line: str) -> None:
    one, two, three, *rest = pool.paragraphs
    kinds = letters(pool.title, one, two, line, three, *rest)
    assert kinds[:3] == "Tbb"
    assert kinds[3] not in "bh"
    assert kinds[4:] == "bbbbb"


def test_every_letter_of_a_page_stands_for_one_line() -> None:
    assert render([]) == ""
    assert len(render(list(Kind))) == len(Kind)


# Only the moves of the table are made.

RULES = [
    Rule(id=f"test.{kind.value}", kind=kind, confidence=0.6, why="For a test.")
    for kind in (*_OUT_OF_PLACE, Kind.RELATED, Kind.SHARE)
]


@st.composite
def problems(draw: st.DrawFn, longest: int) -> tuple[Floats, dict[int, list[Label]]]:
    """Random log-odds, and labels on some lines, a few of kinds that cost something somewhere."""
    odds = draw(st.lists(st.floats(-15, 15, width=32), max_size=longest))
    labels: dict[int, list[Label]] = {}
    for line in range(len(odds)):
        rules = draw(st.lists(st.sampled_from(RULES), max_size=2))
        if rules:
            labels[line] = [Label(line=line, rule=rule) for rule in rules]
    return np.array(odds, dtype=np.float64), labels


def allowed(one: Zone, other: Zone) -> bool:
    return one is other or (one, other) in _MOVES


def price(labels: dict[int, list[Label]], line: int, zone: Zone) -> float:
    costs = [
        _OUT_OF_PLACE.get(label.rule.kind, {}).get(zone, 0.0) for label in labels.get(line, [])
    ]
    return min([0.0, *costs])


def gain(path: list[Zone], odds: Floats, labels: dict[int, list[Label]]) -> float:
    """What a path earns, straight from the theory in the header of `decode`."""
    steps = pairwise([Zone.HEAD, *path])
    moves = sum(_MOVES[step] for step in steps if step[0] is not step[1])
    body = sum(float(odds[line]) for line, zone in enumerate(path) if zone is Zone.BODY)
    others = [(line, zone) for line, zone in enumerate(path) if zone is not Zone.BODY]
    return moves + body + sum(price(labels, line, zone) for line, zone in others)


@given(problems(40))
@examples(150)
def test_only_the_moves_of_the_table_are_made(
    problem: tuple[Floats, dict[int, list[Label]]],
) -> None:
    odds, labels = problem
    path = best_path(odds, labels)
    assert len(path) == len(odds)
    assert all(allowed(*step) for step in pairwise([Zone.HEAD, *path]))


@given(problems(60))
@examples(100)
def test_nothing_goes_back(problem: tuple[Floats, dict[int, list[Label]]]) -> None:
    """From the tail there is no way out, and from body and insets none to the head."""
    path = best_path(*problem)
    order = {Zone.HEAD: 0, Zone.BODY: 1, Zone.INSET: 1, Zone.TAIL: 2}
    ranks = [order[zone] for zone in path]
    assert ranks == sorted(ranks)
    assert not path or path[-1] is not Zone.INSET


_BYLINE = Label(line=3, rule=next(rule for rule in RULES if rule.kind is Kind.BYLINE))


@given(problems(5))
@example((np.array([0.0, 0.0, 1.0, -1.0, 0.0]), {3: [_BYLINE]}))
@examples(60)
def test_no_path_earns_more(problem: tuple[Floats, dict[int, list[Label]]]) -> None:
    """A search of all paths finds none that is better, but for those that end in an inset."""
    odds, labels = problem
    path = best_path(odds, labels)
    others = (
        list(zones)
        for zones in product(Zone, repeat=len(odds))
        if all(allowed(*step) for step in pairwise([Zone.HEAD, *zones]))
        and not (zones and zones[-1] is Zone.INSET)
    )
    best = max(gain(other, odds, labels) for other in others)
    assert gain(path, odds, labels) == pytest.approx(best, abs=1e-9)


def test_the_table_has_no_way_back() -> None:
    assert not [move for move in _MOVES if move[0] is Zone.TAIL or move[1] is Zone.HEAD]


@given(pages())
@examples(50)
def test_zones_of_whole_pages_only_move_forward(raw: str) -> None:
    zones = clean(raw).ledger.path.zones
    assert all(allowed(*step) for step in pairwise([Zone.HEAD, *zones]))


def test_a_strong_rule_takes_a_line_out_and_a_weak_one_gives_way_to_the_scorer() -> None:
    one, two, three, *rest = ENGLISH.paragraphs
    document = read_text("\n\n".join((one, two, three, ENGLISH.headings[0], *rest)))
    features = measure(document)
    odds = np.full(len(document), 2.0)
    strong = Rule(id="en.ad.strong", kind=Kind.AD, confidence=0.95, why="For a test.")
    weak = Rule(id="en.ad.weak", kind=Kind.AD, confidence=0.6, why="For a test.")
    zones = {}
    for rule in (strong, weak):
        labels = by_line([Label(line=3, rule=rule)])
        zones[rule.id] = decode(features, labels, odds.copy()).zones[3]
    assert zones == {"en.ad.strong": Zone.INSET, "en.ad.weak": Zone.BODY}


# HTML: links and elements say more. All lines are as likely article text as these log-odds say, so that
# nothing here depends on a network.


def way_of(body: str, odds: float = 2.0) -> tuple[tuple[str, ...], Path]:
    """The lines of a page of HTML, and the way through it."""
    sight = look(read(f"<html><body>{body}</body></html>").document, default())
    given = np.full(len(sight.document), odds)
    forms = forms_of(sight.document)
    return sight.document.texts, decode(sight.features, sight.labels, given, forms)


def body_of(body: str, odds: float = 2.0) -> list[str]:
    texts, path = way_of(body, odds)
    return [text for text, zone in zip(texts, path.zones, strict=True) if zone is Zone.BODY]


def linked(*lines: str) -> str:
    return "".join(f"<li><a href='/{n}'>{line}</a></li>" for n, line in enumerate(lines))


def in_paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
@pytest.mark.parametrize("heading", ["p", "h3", "strong"])
def test_linked_headlines_under_read_also_are_no_body(pool: Pool, heading: str) -> None:
    above, below = in_paragraphs(*pool.paragraphs[:3]), in_paragraphs(*pool.paragraphs[3:])
    box = f"<div><{heading}>{pool.related[0]}</{heading}><ul>{linked(*pool.related[1:])}</ul></div>"
    assert body_of(f"{above}{box}{below}") == list(pool.paragraphs)


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
def test_linked_sentences_under_read_also_are_no_body(pool: Pool) -> None:
    sentences = [f"{line}." for line in pool.related[1:]]
    box = f"<p>{pool.related[0]}</p><ul>{linked(*sentences)}</ul>"
    page = f"{in_paragraphs(*pool.paragraphs[:4])}{box}{in_paragraphs(*pool.paragraphs[4:])}"
    assert body_of(page) == list(pool.paragraphs)


def test_paragraphs_under_read_also_that_are_no_links_stay() -> None:
    short = [f"{text.split(',')[0]}." for text in ENGLISH.paragraphs[4:]]
    page = in_paragraphs(*ENGLISH.paragraphs[:4], ENGLISH.related[0], *short)
    assert body_of(page) == [*ENGLISH.paragraphs[:4], *short]


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
def test_linked_headlines_with_teasers_are_no_article(pool: Pool) -> None:
    """The front of a section: without links, the same lines may be an article with subheadings."""
    pairs = list(zip(pool.related[1:], pool.paragraphs, strict=False))
    feed = "".join(f"<h2><a href='/s'>{head}</a></h2><p>{teaser}</p>" for head, teaser in pairs)
    assert body_of(feed) == []
    assert body_of(feed.replace("<a href='/s'>", "<b>").replace("</a>", "</b>"))


def test_an_article_with_links_in_its_sentences_is_one() -> None:
    paragraphs = [text.replace(" the ", " <a href='/c'>the</a> ") for text in ENGLISH.paragraphs]
    assert body_of(in_paragraphs(*paragraphs)) == list(ENGLISH.paragraphs)


def test_two_linked_headings_in_an_article_are_no_feed() -> None:
    heads = [f"<h2><a href='#{n}'>{text}</a></h2>" for n, text in enumerate(ENGLISH.headings[:2])]
    one, two, *rest = map(in_paragraphs, ENGLISH.paragraphs)
    found = body_of("".join((one, heads[0], two, heads[1], *rest)))
    assert set(ENGLISH.paragraphs) <= set(found)


def test_elements_say_what_lines_of_the_body_are() -> None:
    one, two, three, four, *_ = ENGLISH.paragraphs
    rows = "<tr><td>Oak</td><td>12</td></tr><tr><td>Iron</td><td>7</td></tr>"
    page = (
        f"<p>{one}</p><h2>{ENGLISH.headings[0]}</h2><p>{two}</p><ul><li>{three}</li></ul>"
        f"<blockquote><p>{four}</p></blockquote><table>{rows}</table>{in_paragraphs(*ENGLISH.paragraphs[4:])}"
    )
    texts, path = way_of(page, odds=6.0)
    kinds = dict(zip(texts, [decision.kind for decision in path.decisions()], strict=True))
    assert kinds[one] is Kind.PARAGRAPH
    assert kinds[ENGLISH.headings[0]] is Kind.HEADING
    assert kinds[three] is Kind.LIST_ITEM
    assert kinds[four] is Kind.QUOTE
    assert kinds["Oak\t12"] is Kind.TABLE


def test_every_line_of_html_has_one_zone_and_moves_forward() -> None:
    page = f"<nav>{linked(*ENGLISH.menu)}</nav>{in_paragraphs(*ENGLISH.paragraphs)}"
    for odds in (-6.0, 0.0, 6.0):
        texts, path = way_of(page, odds)
        assert len(path.zones) == len(texts) == len(path.decisions())
        assert all(allowed(*step) for step in pairwise([Zone.HEAD, *path.zones]))


@pytest.mark.parametrize("body", ["", "<nav></nav>", "<script>1</script>", "<p hidden>Rain</p>"])
def test_a_page_of_nothing_has_no_lines(body: str) -> None:
    texts, path = way_of(body)
    assert (texts, path.zones, path.has_body) == ((), [], False)
    assert Cleaner(witness=None).clean(f"<html><body>{body}</body></html>").body == ""


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
def test_a_whole_page_of_html(pool: Pool) -> None:
    page = (
        f"<nav><ul>{linked(*pool.menu)}</ul></nav><main><h1>{pool.title}</h1>"
        f"{in_paragraphs(*pool.paragraphs)}</main><aside><h3>{pool.related[0]}</h3>"
        f"<ul>{linked(*pool.related[1:])}</ul></aside><footer><p>{pool.copyright}</p></footer>"
    )
    article = Cleaner(witness=None).clean(f"<html><body>{page}</body></html>")
    assert article.body == "\n\n".join(pool.paragraphs)
    kinds = {block.text: block.kind for block in article.blocks}
    assert {kinds[text] for text in pool.menu} == {Kind.NAVIGATION}
    assert kinds[pool.title] is Kind.TITLE
    assert {kinds[text] for text in pool.related[1:]} == {Kind.RELATED}
    assert kinds[pool.copyright] is Kind.COPYRIGHT
