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

from cleantext import Kind, clean
from cleantext.decode import _MOVES, _OUT_OF_PLACE, best_path, by_line, decode, render
from cleantext.features import measure
from cleantext.model import Label, Rule, Zone
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
