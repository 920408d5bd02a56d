"""Lines that a dump broke or ran together: joined and cut before anybody judges them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Kind, clean
from cleantext.document import joined
from cleantext.layout import unwrap
from cleantext.readers.text import read_text
from strategies import ARABIC, ENGLISH, FRENCH, Pool, dumps, examples

if TYPE_CHECKING:
    from collections.abc import Callable

POOLS = [pytest.param(pool, id=pool.code) for pool in (ARABIC, ENGLISH, FRENCH)]


def page_of(pool: Pool, broken: Callable[[str], str] = str) -> str:
    return "\n\n".join((broken(pool.title), *map(broken, pool.paragraphs)))


def kinds_of(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in clean(text).blocks]


def wrapped(text: str) -> str:
    return textwrap.fill(text, 72, break_long_words=False, break_on_hyphens=False)


def chopped(text: str) -> str:
    """Broken at every 70th character, whatever stands there."""
    return "\n".join(text[at : at + 70] for at in range(0, len(text), 70))


def centred(text: str) -> str:
    return "\n".join(line.center(72).rstrip() for line in wrapped(text).split("\n"))


def right(text: str) -> str:
    return "\n".join(line.rjust(72) for line in wrapped(text).split("\n"))


def justified(text: str) -> str:
    lines = wrapped(text).split("\n")
    return "\n".join([*map(_stretched, lines[:-1]), lines[-1]])


def _stretched(line: str) -> str:
    words = line.split(" ")
    missing = 72 - len(line)
    gaps = [1 + missing // (len(words) - 1)] * (len(words) - 1)
    for at in range(missing % (len(words) - 1)):
        gaps[at] += 1
    return "".join(word + " " * gap for word, gap in zip(words, [*gaps, 0], strict=True))


class TestWrapped:
    """Joined for judgement and for the body; the spans point into the text as it came."""

    @pytest.mark.parametrize("pool", POOLS)
    @pytest.mark.parametrize("broken", [wrapped, centred, right])
    def test_the_body_is_that_of_the_page_before_it_was_wrapped(
        self, pool: Pool, broken: Callable[[str], str]
    ) -> None:
        assert clean(page_of(pool, broken)).body == clean(page_of(pool)).body

    @pytest.mark.parametrize("pool", POOLS)
    def test_justified_lines_keep_their_spaces(self, pool: Pool) -> None:
        body = clean(page_of(pool, justified)).body
        assert body.split() == clean(page_of(pool)).body.split()
        assert body.count("\n") == clean(page_of(pool)).body.count("\n")

    @pytest.mark.parametrize("pool", POOLS)
    def test_words_that_were_chopped_are_whole_again(self, pool: Pool) -> None:
        assert clean(page_of(pool, chopped)).body == clean(page_of(pool)).body

    def test_windows_line_ends(self) -> None:
        text = page_of(ENGLISH, wrapped)
        assert clean(text.replace("\n", "\r\n")).body == clean(text).body

    def test_blocks_point_into_the_input(self) -> None:
        text = page_of(ENGLISH, chopped)
        for block in clean(text).blocks:
            piece = text[block.span.start : block.span.end]
            assert "".join(piece.split()) == "".join(block.text.split())

    def test_found_values_point_into_the_input(self) -> None:
        first, *others = ENGLISH.paragraphs
        dated = "LONDON, Jan 5 (Reuters) - " + first
        text = "\n\n".join(map(wrapped, (ENGLISH.title, dated, *others)))
        article = clean(text)
        (found,) = article.found["dateline"]
        assert found.span
        assert text[found.span.start : found.span.end] == article.dateline == "LONDON"

    def test_what_is_not_full_stays_broken(self) -> None:
        verse = """The tide goes out before the day
and leaves the boats upon the sand.
Nobody comes to take away
the ropes that hold them to the land.
The tide comes in, the boats will ride
as if they had not lain so long,
and those who sleep upon their side
will wake and hum the ferry's song."""
        document = read_text(verse)
        assert unwrap(document) is document

    @pytest.mark.parametrize("line", ["Home", "- a short item of a list", "It rained all day."])
    def test_lists_stay_broken(self, line: str) -> None:
        document = read_text("\n".join(f"{line} {number}" for number in range(30)))
        assert unwrap(document) is document

    def test_paragraphs_without_blank_lines_end_where_a_line_is_not_full(self) -> None:
        paragraphs = ENGLISH.paragraphs[:4]  # whose last lines are short
        assert unwrap(read_text("\n".join(map(wrapped, paragraphs)))).texts == paragraphs

    def test_a_break_beside_white_space_is_a_space(self) -> None:
        assert joined("min\nister", "") == "minister"
        assert joined("the\n minister", "") == joined("the \nminister", "") == "the minister"
        assert joined("the\r\n  minister", " ") == "the minister"

    @given(dumps(), st.integers(45, 90))
    @examples(40)
    def test_no_word_is_lost_or_made(self, text: str, width: int) -> None:
        broken = "\n".join(textwrap.fill(line, width) for line in text.splitlines())
        document = unwrap(read_text(broken))
        assert "".join("".join(document.texts).split()) == "".join(
            "".join(read_text(broken).texts).split()
        )


class TestCut:
    """Where chrome was glued to a sentence, the line is cut between two of its characters."""

    @pytest.mark.parametrize(
        ("glued", "kind"),
        [
            (" #ferry #harbour #island", Kind.TAGS),
            (" desk@harbour.example", Kind.CONTACT),
            (" // ended //", Kind.RESIDUE),
        ],
    )
    def test_shapes_after_the_last_sentence(self, glued: str, kind: Kind) -> None:
        *others, last = ENGLISH.paragraphs
        blocks = kinds_of("\n\n".join((ENGLISH.title, *others, last + glued)))
        assert blocks[-2:] == [("paragraph", last), (kind.value, glued.strip())]

    def test_a_gallery_before_the_dateline(self) -> None:
        line = "Next Previous مرفأ اليوم – جدة"
        article = clean("\n\n".join((line, *ARABIC.paragraphs)))
        assert article.blocks[0].text == "Next Previous"
        assert (article.dateline, article.site) == ("جدة", "مرفأ اليوم")

    @pytest.mark.parametrize(
        ("glued", "rest"),
        [
            ("سامي الفارس –", "الرباط: "),
            ("ليلى بن عمر -", "الدار البيضاء (رويترز) - "),
            ("كتب: سامي الفارس -", ""),
        ],
    )
    def test_the_reporter_before_the_dateline(self, glued: str, rest: str) -> None:
        first, *others = ARABIC.paragraphs
        text = "\n\n".join((ARABIC.title, f"{glued} {rest}{first}", *others))
        article = clean(text)
        assert article.body.startswith(rest + first)
        assert article.author == glued.strip(" –-").removeprefix("كتب: ")
        assert article.dateline == (
            rest.split(":", maxsplit=1)[0].split(" (", maxsplit=1)[0] or None
        )

    def test_a_sentence_with_a_dash_is_no_reporter(self) -> None:
        first = (
            "The old town - Paris: the two have little in common, said the mayor on Monday night."
        )
        text = "\n\n".join((ENGLISH.title, first, *ENGLISH.paragraphs))
        assert clean(text).body.startswith(first)

    def test_a_link_to_the_story_names_outlet_and_headline(self) -> None:
        *others, last = ARABIC.paragraphs
        link = f"رابط الخبر بصحيفة المرفأ: {ARABIC.title}"
        article = clean("\n\n".join((*others, f"{last} {link}")))
        assert article.body.endswith(last)
        assert (article.site, article.title) == ("المرفأ", ARABIC.title)
        assert article.blocks[-1].kind is Kind.DUPLICATE_TITLE

    def test_a_list_of_stories_and_a_paragraph_on_one_line(self) -> None:
        one, two, *others = ARABIC.paragraphs
        row = f"روابط ذات علاقة    {ARABIC.related[0]}    {ARABIC.related[1]}     {two}"
        blocks = kinds_of("\n\n".join((ARABIC.title, one, row, *others)))
        assert [kind for kind, _ in blocks[2:6]] == ["related", "related", "related", "paragraph"]
        assert blocks[5] == ("paragraph", two)

    def test_stamp_headline_and_caption_on_one_line(self) -> None:
        row = f"1633 (GMT+04:00) - 02/07/09    {ARABIC.title}    صورة من الأرشيف للمكتبة"
        article = clean("\n\n".join((f"المرفأ - {ARABIC.title}", row, *ARABIC.paragraphs)))
        assert article.body == "\n\n".join(ARABIC.paragraphs)
        assert str(article.date) == "2009-07-02 16:33:00+04:00"

    def test_columns_of_tables_are_not_parted(self) -> None:
        rows = [f"Ferry {n}    Marrowby    {n}:00    on time" for n in range(3, 9)]
        blocks = kinds_of("\n".join((*ENGLISH.paragraphs[:3], *rows, *ENGLISH.paragraphs[3:])))
        assert {text for _, text in blocks} >= set(rows)

    @pytest.mark.parametrize("pool", POOLS)
    def test_prose_stays_whole(self, pool: Pool) -> None:
        assert [text for _, text in kinds_of(page_of(pool))] == [pool.title, *pool.paragraphs]

    def test_names_in_angle_brackets_are_no_markup(self) -> None:
        line = "<PORT> is where the name of the port goes, says the manual of the ferry office."
        assert line in [text for _, text in kinds_of(f"{page_of(ENGLISH)}\n\n{line}")]


class TestRunTogether:
    """Menu, stamp, headline and article on one line."""

    def test_menu_stamp_and_headline(self) -> None:
        menu = "الرئيسية أخبار رياضة اقتصاد ثقافة فيديو"
        stamp = "آخر تحديث: الثلاثاء 12 مارس 2013 14:05 GMT"
        text = " ".join((menu, stamp, ARABIC.title, "المرفأ", ARABIC.title, *ARABIC.paragraphs))
        article = clean(text)
        assert article.body == " ".join(ARABIC.paragraphs)
        assert article.title == ARABIC.title
        assert str(article.date) == "2013-03-12 14:05:00+00:00"
        assert article.blocks[0].text.startswith(menu)

    def test_a_clean_article_on_one_line_stays_as_it_is(self) -> None:
        for pool in (ARABIC, ENGLISH, FRENCH):
            text = " ".join(pool.paragraphs)
            assert clean(text).body == text

    def test_what_stands_before_the_summary_said_again(self) -> None:
        first, *others = ARABIC.paragraphs
        line = " ".join(("شارك الصفحة فيسبوك تويتر واتساب هذه روابط خارجية", first, *others))
        article = clean("\n\n".join((ARABIC.title, first, line)))
        assert article.body == " ".join(ARABIC.paragraphs)


class TestMarkedDumps:
    """Corpora that keep one article a record, its fields in tags."""

    RECORD = "\n".join(
        (
            "<DOC>",
            "<DOCNO>harbour-17</DOCNO>",
            "<SRC>Harbour Radio</SRC>",
            f"<TITLE>{ENGLISH.title}</TITLE>",
            "<TIME>2017-03-31T15:41:00+01:00</TIME>",
            "<AUTHOR></AUTHOR>",
            "<TEXT>",
            *ENGLISH.paragraphs,
            "</TEXT>",
            "</DOC>",
        )
    )

    def test_the_fields_are_read(self) -> None:
        article = clean(self.RECORD)
        assert article.title == ENGLISH.title
        assert article.site == "Harbour Radio"
        assert str(article.date) == "2017-03-31 15:41:00+01:00"
        assert article.author is None
        assert article.body == "\n\n".join(ENGLISH.paragraphs)
