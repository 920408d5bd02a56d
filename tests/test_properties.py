"""The invariants of the design, each test under the sentence that it checks."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Action, Article, Found, Kind, clean
from cleantext.cases import Case, load
from cleantext.folding import INVISIBLE, fold
from cleantext.lexicon import load as load_vocabularies
from cleantext.readers.encoding import decode
from strategies import (
    MARKS,
    POOLS,
    WrittenArticle,
    any_text,
    articles,
    dumps,
    examples,
    html_dumps,
    page_lines,
    pages,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).parent.parent
SEEDS = load(ROOT / "seeds")
CASES = (*SEEDS, *load(ROOT / "tests" / "fixtures"))
HTML = tuple(case for case in CASES if "-html-" in case.name)  # also a text dump with tags in it
PLAIN = tuple(case for case in CASES if case not in HTML)
WITH_ARTICLE = tuple(case for case in CASES if case.body and not case.must_fail)
TEXT_FIELDS = ("title", "author", "site", "dateline", "kicker", "description", "language", "url")
SLICES = ("title", "authors", "site", "dateline", "kicker", "description", "keywords")


def _mark(name: str, faults: Mapping[str, str]) -> list[pytest.MarkDecorator]:
    reason = faults.get(name)
    return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []


def known(cases: Iterable[Case], faults: Mapping[str, str]) -> list[object]:
    """Cases as pytest takes them; those whose names have a fault fail, strictly."""
    return [pytest.param(case, id=case.name, marks=_mark(case.name, faults)) for case in cases]


def text_of(case: Case) -> str:
    """The text of a case that is plain text."""
    return case.raw.decode("utf-8")


def page_of(article: Article) -> str:
    """The text that all spans of an article point into: of plain text the dump, of HTML its rendering."""
    return article.ledger.document.text


def body_of(case: Case) -> str:
    """The body that a case states, without the line feed at its end."""
    assert case.body
    return case.body.rstrip("\n")


def title_of(case: Case) -> str | None:
    title = (case.expected or {}).get("title")
    return str(title) if title else None


def test_there_are_cases() -> None:
    assert len(SEEDS) >= 5
    assert len(WITH_ARTICLE) >= 20
    assert len(PLAIN) >= 80
    assert len(HTML) >= 25


# Conservation: blocks are ordered and disjoint, everything between two blocks is white space; each
# block is exactly one of title/metadata, body, chrome.


def check_conservation(article: Article) -> None:
    raw, end = page_of(article), 0
    for index, block in enumerate(article.blocks):
        assert block.index == index
        assert end <= block.span.start < block.span.end
        assert not raw[end : block.span.start].strip(INVISIBLE)
        assert raw[block.span.start : block.span.end] == block.text
        assert isinstance(block.kind, Kind)
        assert isinstance(block.kind.action, Action)
        assert 0 <= block.confidence <= 1
        end = block.span.end
    assert not raw[end:].strip(INVISIBLE)


@given(dumps() | html_dumps())
@examples(250)
def test_conservation(raw: str) -> None:
    check_conservation(clean(raw))


@given(dumps())
@examples(50)
def test_the_page_of_plain_text_is_the_dump_itself(raw: str) -> None:
    article = clean(raw)
    assert article.ledger.document.markup or page_of(article) == raw


@given(any_text() | html_dumps())
@examples(150)
def test_blocks_begin_and_end_with_something_that_prints(raw: str) -> None:
    for block in clean(raw).blocks:
        assert block.text == block.text.strip(INVISIBLE)
        assert len(block.text.splitlines()) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_conservation_of_cases(case: Case) -> None:
    article = clean(case.raw)
    check_conservation(article)
    assert (case in HTML) is (article.ledger.document.markup is not None)
    if case in PLAIN:
        assert page_of(article) == text_of(case).removeprefix("\ufeff")


# Replay: `body` is the kept spans of `Document.text`, joined; nothing else. No word that is not in
# the input ever appears in it.


def check_replay(article: Article) -> None:
    kept = [block.text for block in article.blocks if block.kind.action is Action.BODY]
    assert article.body == "\n\n".join(kept)
    assert words_of(article.body) <= words_of(page_of(article))


def words_of(text: str) -> set[str]:
    """The words without what stands beside them: a cut may fall between a full stop and a letter."""
    return set(re.findall(r"\w+", text))


@given(dumps() | html_dumps())
@examples(250)
def test_replay(raw: str) -> None:
    check_replay(clean(raw))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_replay_of_cases(case: Case) -> None:
    check_replay(clean(case.raw))


@given(pages() | html_dumps(), st.sets(st.sampled_from(list(Kind)), max_size=4))
@examples(50)
def test_replay_with_kinds_kept(raw: str, keep: set[Kind]) -> None:
    article = clean(raw, keep=keep)
    kept = [b.text for b in article.blocks if b.kind.action is Action.BODY or b.kind in keep]
    assert article.body == "\n\n".join(kept)


# Purity: same input, same output, whatever ran before, in any thread or process.


@given(dumps() | html_dumps(), st.lists(dumps() | html_dumps(), max_size=3))
@examples(60)
def test_same_result_after_other_inputs_and_twice(raw: str, others: list[str]) -> None:
    first = clean(raw).to_json()
    for other in others:
        clean(other)
    article = clean(raw)
    assert article.to_json() == first
    assert article.to_json() == first


def test_same_result_in_threads() -> None:
    raws = [case.raw for case in CASES] * 3
    alone = [clean(raw).to_json() for raw in raws]
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(lambda raw: clean(raw).to_json(), raws)) == alone


_DIGEST = """
import hashlib, sys
from pathlib import Path
from cleantext import clean
pages = [Path(name).read_bytes() for name in sys.argv[1:]]
print(hashlib.sha256("".join(clean(page).to_json() for page in pages).encode()).hexdigest())
"""


def test_same_result_in_processes_that_hash_differently() -> None:
    """The order of sets, which a process draws by chance, decides nothing."""
    files = [str(next(case.folder.glob("input.*"))) for case in CASES]
    digests = set()
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-c", _DIGEST, *files]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        digests.add(run.stdout)
    assert len(digests) == 1


# Linear time (see test_linear). No input raises anything but a documented error.


def spell_out(article: Article) -> None:
    """Ask an article for everything that it computes on demand."""
    article.to_dict()
    article.to_markdown()
    article.to_html()
    assert article.removed == tuple(b for b in article.blocks if b.kind.action is Action.CHROME)
    assert article.body or article.warnings


@given(st.text(st.sampled_from((*MARKS, " ", "\n", "a", ":")), max_size=12))
@example("ـ ـ")
@examples(50)
def test_no_text_of_marks_raises(raw: str) -> None:
    spell_out(clean(raw))


@given(dumps() | html_dumps())
@examples(250)
def test_no_text_raises(raw: str) -> None:
    spell_out(clean(raw))


@example(b"\xff\xfe\x00\x03 \x00\x00\x03")
@given(st.binary(max_size=300) | dumps().map(lambda text: text.encode("utf-16", "surrogatepass")))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\xd8")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@examples(150)
def test_no_bytes_raise(raw: bytes) -> None:
    spell_out(clean(raw))


ODD = (
    *("", " ", "\n", "\r\n\r\n", "\u200f", "\ufeff", "\x00", "\ud800", "\U0010ffff", "a", "1"),
    *("ـ:", "a ـ ـ", "ـ ـ 5", "By ـ", "Par \u0301", "بقلم ـ", "©", "©©", "|", "| | | | |", "..."),
    *("…\n…", "[]", "#", "@", "1:1", "0" * 5000, "." * 5000, "\u0300" * 5000, "\ud800 " * 500),
    *("ـ " * 500, "a\n" * 500, "31/12/9999", "99/99/9999", "٣١/١٢/٢٠٢٣", "1445/13/45"),
    "2024-02-30T25:61:00Z",
)
RAISING = ("ـ ـ", "ــ ــ ــ", "\u0301 \u0301", "\u064b \u064c")


@pytest.mark.parametrize(
    "raw",
    [
        *(pytest.param(raw, id=ascii(raw)[:24]) for raw in ODD),
        *(pytest.param(raw, id=ascii(raw)[:24]) for raw in RAISING),
    ],
)
def test_no_small_odd_text_raises(raw: str) -> None:
    spell_out(clean(raw))
    spell_out(clean(f"{POOLS[1].title}\n{raw}\n{POOLS[1].paragraphs[0]}\n{raw}"))
    spell_out(clean(f"{POOLS[0].title}\n{raw}\n{POOLS[0].paragraphs[0]}\n{raw}"))


@pytest.mark.parametrize("raw", [None, 1, ["a"], object()], ids=lambda raw: type(raw).__name__)
def test_what_is_no_dump_is_refused_as_documented(raw: object) -> None:
    with pytest.raises(TypeError):
        clean(raw)  # type: ignore[arg-type]


# Absence: what is not found is `None`. A date, an author or a title is never guessed.


def says(text: str, found: Found) -> bool:
    """Whether a text is a value; what the markup declares, it may show in part, or with more beside it."""
    if not found.key:
        return text == found.value
    shown, value = fold(text), fold(str(found.value))
    return shown in value or value in shown


def stated_in(article: Article) -> Iterator[tuple[str, str, Found]]:
    """The fields that stand in the text, each with what stands there.

    What only the markup says has no place there: then the key says where in the markup it is.
    """
    for name, entries in article.found.items():
        for found in entries:
            if found.span is None:
                assert found.key, name
                assert article.ledger.document.markup, name
            else:
                yield name, page_of(article)[found.span.start : found.span.end], found


def check_metadata(article: Article) -> None:
    for name in TEXT_FIELDS:
        value = getattr(article, name)
        assert value is None or (isinstance(value, str) and value.strip(INVISIBLE))
    for day in (article.date, article.modified):
        assert day is None or isinstance(day, datetime.date)
    for name, text, found in stated_in(article):
        assert name not in SLICES or says(text, found), name
        assert name not in {"date", "modified"} or any(map(str.isdigit, text))
    stated = {name for name in article.found if article.found[name]}
    assert all(getattr(article, name) for name in stated)


@given(dumps() | html_dumps())
@examples(250)
def test_metadata_stand_in_the_input_or_are_absent(raw: str) -> None:
    check_metadata(clean(raw))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_metadata_of_cases_stand_in_the_input(case: Case) -> None:
    check_metadata(clean(case.raw))


@given(any_text().filter(lambda text: not any(map(str.isdigit, text))))
@examples(50)
def test_there_is_no_date_without_digits(raw: str) -> None:
    article = clean(raw)
    assert article.date is None
    assert article.modified is None


@given(articles())
@examples(30)
def test_a_bare_article_gives_no_metadata_but_title_and_language(written: WrittenArticle) -> None:
    article = clean(f"{written.title}\n\n{written.body}")
    assert article.title == written.title
    assert set(article.found) == {"title", "language"}


# Evidence: what is given as a reason stands in the block that it speaks for.


@given(dumps() | html_dumps())
@examples(120)
def test_evidence_lies_in_its_block(raw: str) -> None:
    article = clean(raw)
    for block in article.blocks:
        assert block.reasons
        for reason in block.reasons:
            assert block.span.start <= reason.span.start < reason.span.end <= block.span.end
            assert reason.rule
            assert reason.sentence
    spans = [(block.span.start, block.span.end) for block in article.blocks]
    for name, _, found in stated_in(article):
        assert found.span
        place = found.span
        inside = [start for start, end in spans if start <= place.start <= place.end <= end]
        assert inside or name == "language"  # which is read from the whole body


# Idempotence: cleaning a clean body changes nothing.


@given(articles())
@examples(60)
def test_a_written_body_comes_through(written: WrittenArticle) -> None:
    assert clean(written.body).body == written.body


@given(articles())
@examples(60)
def test_a_written_article_comes_through_below_its_title(written: WrittenArticle) -> None:
    assert clean(f"{written.title}\n\n{written.body}").body == written.body


_NO_GAPS = "\n".join((*POOLS[0].menu, POOLS[0].title, *POOLS[0].paragraphs[:2]))


@pytest.mark.xfail(strict=True, reason="without blank lines a headline is kept as body, but once")
@given(pages())
@example(_NO_GAPS)
@examples(100)
def test_cleaning_the_body_of_a_page_changes_nothing(raw: str) -> None:
    body = clean(raw).body
    assert clean(body).body == body


UNSTABLE_BODIES = {
    "wild-en-split-links": "a first line that is part of a sentence is taken for a title",
    "wild-fr-liens-coupes-pub": "a first line that is part of a sentence is taken for a title",
    **(
        TEXT_OF_HTML := {
            "negative-ar-html-live-blog": "as text, times and headings above entries are no body",
            "negative-ar-html-table": "as text, the rows of a table are a box of prices",
            "negative-en-html-cookie-article": "as text, a quoted consent banner is one",
        }
    ),
}
UNSTABLE_BELOW_TITLES = {
    "wild-fr-essentiel-bio": "the headline is taken for body",
    **TEXT_OF_HTML,
}


@pytest.mark.parametrize("case", known(WITH_ARTICLE, UNSTABLE_BODIES))
def test_the_body_of_a_case_comes_through(case: Case) -> None:
    assert clean(body_of(case)).body == body_of(case)


TITLED = [case for case in WITH_ARTICLE if title_of(case)]


@pytest.mark.parametrize("case", known(TITLED, UNSTABLE_BELOW_TITLES))
def test_the_body_of_a_case_comes_through_below_its_title(case: Case) -> None:
    assert clean(f"{title_of(case)}\n\n{body_of(case)}").body == body_of(case)


def likeness(one: str, other: str) -> float:
    """Word F1 of two texts."""
    mine, its = Counter(re.findall(r"\w+", one)), Counter(re.findall(r"\w+", other))
    return 2 * sum((mine & its).values()) / max(1, sum(mine.values()) + sum(its.values()))


def test_cleaning_what_to_html_gives_changes_next_to_nothing() -> None:
    """A network decides on lines of HTML, so a few pages may lose a line; none loses a tenth."""
    cases = [case for case in HTML if case in WITH_ARTICLE]
    made = [clean(case.raw) for case in cases]
    again = [clean(article.to_html()) for article in made]
    pairs = [(one.body, other.body) for one, other in zip(made, again, strict=True)]
    assert [pair for pair in pairs if likeness(*pair) < 0.9] == []
    assert sum(one == other for one, other in pairs) >= 0.85 * len(pairs)
    titles = [(one.title, other.title) for one, other in zip(made, again, strict=True)]
    assert sum(one == other for one, other in titles) >= 0.85 * len(titles)


@given(articles())
@examples(40)
def test_a_written_article_comes_through_as_html(written: WrittenArticle) -> None:
    lines = "".join(f"<p>{escape(line)}</p>" for line in written.lines)
    article = clean(f"<html><body><h1>{escape(written.title)}</h1>{lines}</body></html>")
    assert likeness(article.body, written.body) >= 0.9
    again = clean(article.to_html())
    assert likeness(again.body, article.body) >= 0.9


# Text and bytes of a page say the same.


@given(html_dumps())
@examples(80)
def test_bytes_and_text_of_html_agree(raw: str) -> None:
    """In UTF-8 with its mark: what a page says of its own encoding counts for bytes only."""
    sound = raw.encode("utf-8", "replace").decode("utf-8").replace("\0", "").lstrip("\ufeff")
    of_text, of_bytes = clean(sound), clean(sound.encode("utf-8-sig"))
    assert of_bytes.body == of_text.body
    assert of_bytes.to_dict()["blocks"] == of_text.to_dict()["blocks"]
    assert of_bytes.title == of_text.title


@pytest.mark.parametrize("case", HTML, ids=lambda case: case.name)
def test_decoded_cases_of_html_say_the_same(case: Case) -> None:
    article = clean(case.raw)
    again = clean(decode(case.raw).text)
    assert again.body == article.body
    assert again.to_dict()["blocks"] == article.to_dict()["blocks"]


# Adding known chrome around an article leaves its body as it was.

KNOWN_KINDS = (Kind.SHARE, Kind.COPYRIGHT, Kind.COMMENT_FORM, Kind.NAVIGATION)
SURE = 0.9
FEWEST = 3


@cache
def known_chrome(kind: Kind, code: str) -> tuple[str, ...]:
    """The vocabulary's own examples of a kind, of rules that are sure."""
    return tuple(
        hit
        for vocabulary in load_vocabularies()
        if vocabulary.code == code
        for entry in vocabulary.rules
        if entry.rule.kind is kind and entry.rule.confidence >= SURE
        for hit in entry.rule.hits
    )


GROUPS = [
    pytest.param(kind, code, id=f"{kind.value}-{code}")
    for kind in KNOWN_KINDS
    for code in ("ar", "en", "fr")
    if len(known_chrome(kind, code)) >= FEWEST
]


def test_there_is_known_chrome() -> None:
    assert len(GROUPS) >= 8


BODIES = {case.name: clean(text_of(case)).body for case in SEEDS}


A_BAR = 5  # lines of chrome at one place


@pytest.mark.parametrize("case", known(SEEDS, {}))
def test_known_chrome_around_a_seed_changes_nothing(case: Case) -> None:
    page, body = text_of(case), BODIES[case.name]
    for group in GROUPS:
        kind, code = group.values
        assert isinstance(kind, Kind)
        chrome = "\n".join(known_chrome(kind, str(code))[:A_BAR])
        assert clean(f"{page}\n\n{chrome}").body == body, (kind, code, "below")
        assert clean(f"{chrome}\n\n{page}").body == body, (kind, code, "above")
        assert clean(f"{chrome}\n\n{page}\n\n{chrome}").body == body, (kind, code, "both")


@st.composite
def surroundings(draw: st.DrawFn) -> tuple[str, str]:
    """Some known chrome of one kind and language, to stand above and below a page."""
    kind, code = draw(st.sampled_from([group.values for group in GROUPS]))
    assert isinstance(kind, Kind)
    some = st.lists(st.sampled_from(known_chrome(kind, str(code))), max_size=A_BAR, unique=True)
    gap = draw(st.sampled_from(("\n", "\n\n")))
    return gap.join(draw(some)), gap.join(draw(some))


NAMED = [pytest.param(case.name, id=case.name) for case in SEEDS]
PAGES = {case.name: text_of(case) for case in SEEDS}
_FOOTER = "\n".join(known_chrome(Kind.COPYRIGHT, "ar")[:A_BAR])


@pytest.mark.parametrize("name", NAMED)
@given(around=surroundings())
@example(around=("تصميم وتطوير:", ""))
@example(around=("", _FOOTER))
@example(around=(_FOOTER, _FOOTER))
@examples(40)
def test_any_known_chrome_around_a_seed_changes_nothing(name: str, around: tuple[str, str]) -> None:
    above, below = around
    assert clean(f"{above}\n\n{PAGES[name]}\n\n{below}").body == BODIES[name]


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
@pytest.mark.parametrize("part", ["share", "menu", "form", "copyright"])
def test_written_chrome_around_a_written_article_changes_nothing(pool: object, part: str) -> None:
    written = next(each for each in POOLS if each is pool)
    lines = getattr(written, part)
    chrome = lines if isinstance(lines, str) else "\n".join(lines)
    body = "\n\n".join(written.paragraphs)
    raw = f"{chrome}\n\n{written.title}\n\n{body}\n\n{chrome}"
    assert clean(raw).body == body


# Encodings and line ends are no part of what a page says.


@pytest.mark.parametrize("case", SEEDS, ids=lambda case: case.name)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_all_encodings_give_the_same_body(case: Case, encoding: str) -> None:
    """windows-1256 lacks some marks, so they are taken out for it beforehand."""
    text = unicodedata.normalize("NFC", text_of(case))
    text = text.encode(encoding, "ignore").decode(encoding)
    article = clean(text.encode(encoding))
    assert article.body
    assert article.body == clean(text).body
    assert article.to_dict()["title"] == clean(text).title


def with_line_ends(text: str, end: str) -> str:
    return end.join(text.split("\n"))


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case.name)
@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028"], ids=ascii)
def test_all_line_ends_give_the_same_lines(case: Case, end: str) -> None:
    text = text_of(case).replace("\r\n", "\n")
    assert clean(with_line_ends(text, end)).body == clean(text).body


@given(page_lines() | pages())
@examples(80)
def test_cr_lf_gives_the_same_kinds_as_lf(raw: str) -> None:
    text = raw.replace("\r\n", "\n")
    plain, windows = clean(text), clean(with_line_ends(text, "\r\n"))
    assert windows.body == plain.body
    assert [b.kind for b in windows.blocks] == [b.kind for b in plain.blocks]
    assert windows.title == plain.title
