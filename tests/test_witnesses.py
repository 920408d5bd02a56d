"""Witnesses are heard within bounds; whatever happens to one, there is an article all the same."""

from __future__ import annotations

import _thread
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from lxml.html import document_fromstring

from cleantext import Cleaner, clean
from cleantext.markup import Size
from cleantext.witnesses import MAX_CHARACTERS, MAX_DEPTH, MAX_ELEMENTS, hear
from cleantext.witnesses.deadline import OutOfTime, within
from cleantext.witnesses.trafilatura import trafilatura
from strategies import ARABIC, ENGLISH, POOLS, Pool

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

SMALL = Size(elements=10, characters=1_000, depth=5)
JUDGED = ", so the page is judged without it"


def page_of(pool: Pool) -> str:
    story = "".join(f"<p>{text}</p>" for text in pool.paragraphs)
    menu = "".join(f"<li><a href='/{n}'>{text}</a></li>" for n, text in enumerate(pool.menu))
    article = f"<article><h1>{pool.title}</h1>{story}</article>"
    return f"<html><body><nav><ul>{menu}</ul></nav>{article}<p>{pool.copyright}</p></body></html>"


PAGE = page_of(ENGLISH)
ROOT = document_fromstring(PAGE)


def fails(_root: HtmlElement) -> str:
    raise KeyError("no such page")


def is_slow(_root: HtmlElement) -> str:
    while True:
        time.sleep(0.001)


# `hear`: what a witness says, or why it says nothing.


def test_what_it_keeps_is_heard() -> None:
    heard = hear(lambda root: root.findtext(".//h1"), ROOT, SMALL)
    assert heard.text == ENGLISH.title
    assert heard.warning is None


def test_a_witness_may_keep_nothing() -> None:
    heard = hear(lambda _: None, ROOT, SMALL)
    assert (heard.text, heard.warning) == (None, None)


@pytest.mark.parametrize(
    "size",
    [
        Size(elements=MAX_ELEMENTS + 1, characters=9, depth=3),
        Size(elements=9, characters=MAX_CHARACTERS + 1, depth=3),
        Size(elements=9, characters=9, depth=MAX_DEPTH + 1),
    ],
    ids=["elements", "characters", "depth"],
)
def test_it_is_not_asked_about_a_page_past_all_reason(size: Size) -> None:
    heard = hear(fails, ROOT, size)
    assert heard.text is None
    assert heard.warning == f"witness: not asked, since the page is too large or too deep{JUDGED}"


def test_at_the_bounds_it_is_asked() -> None:
    size = Size(elements=MAX_ELEMENTS, characters=MAX_CHARACTERS, depth=MAX_DEPTH)
    assert hear(lambda _: "asked", ROOT, size).text == "asked"


@pytest.mark.parametrize("error", [ValueError, RecursionError, MemoryError, etree.LxmlError])
def test_an_error_is_a_warning(error: type[Exception]) -> None:
    def witness(_root: HtmlElement) -> str:
        raise error("!")

    heard = hear(witness, ROOT, SMALL)
    assert heard.text is None
    assert heard.warning == f"witness: it failed ({error.__name__}){JUDGED}"


def test_no_end_is_a_warning() -> None:
    begun = time.monotonic()
    heard = hear(is_slow, ROOT, SMALL, seconds=0.05)
    assert heard.text is None
    assert heard.warning == f"witness: it took more than 0.05 s{JUDGED}"
    assert time.monotonic() - begun < 5


def test_what_is_no_text_is_a_warning() -> None:
    heard = hear(lambda _: 5, ROOT, SMALL)  # type: ignore[arg-type, return-value]
    assert heard.text is None
    assert heard.warning == f"witness: it gave no text but int{JUDGED}"


def test_who_wants_to_stop_is_stopped() -> None:
    def witness(_root: HtmlElement) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hear(witness, ROOT, SMALL)


# `clean`: there is an article all the same, and the warning is with it.


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool.code)
def test_without_a_witness_there_is_an_article(pool: Pool) -> None:
    article = Cleaner(witness=None).clean(page_of(pool))
    assert article.body == "\n\n".join(pool.paragraphs)
    assert article.title == pool.title
    assert article.warnings == ()
    assert article.ledger.document.markup
    assert article.ledger.document.markup.witness is None


def test_by_default_trafilatura_is_asked() -> None:
    markup = clean(PAGE).ledger.document.markup
    assert markup
    assert markup.witness
    assert ENGLISH.paragraphs[0] in markup.witness


def test_a_witness_of_ones_own_is_asked_once_and_given_the_root() -> None:
    asked: list[HtmlElement] = []

    def witness(root: HtmlElement) -> str:
        asked.append(root)
        return ENGLISH.paragraphs[0]

    article = Cleaner(witness=witness).clean(PAGE)
    assert [root.tag for root in asked] == ["html"]
    assert article.ledger.document.markup
    assert article.ledger.document.markup.witness == ENGLISH.paragraphs[0]
    assert article.warnings == ()


@pytest.mark.parametrize(
    "witness", [fails, lambda _: 5, lambda _: "", lambda _: None, lambda _: "\ud800"]
)
def test_whatever_it_says_there_is_an_article(witness: Callable[[HtmlElement], str | None]) -> None:
    article = Cleaner(witness=witness).clean(PAGE)
    assert article.body == "\n\n".join(ENGLISH.paragraphs)


def test_what_happened_to_it_is_a_warning_of_the_article() -> None:
    article = Cleaner(witness=fails).clean(PAGE)
    assert article.warnings == (f"witness: it failed (KeyError){JUDGED}",)
    assert article.body == Cleaner(witness=None).clean(PAGE).body


def test_one_that_takes_too_long_is_a_warning_of_the_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hear, "__defaults__", (0.05,))
    article = Cleaner(witness=is_slow).clean(PAGE)
    assert article.warnings == (f"witness: it took more than 0.05 s{JUDGED}",)
    assert article.body == "\n\n".join(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "page",
    [
        "<p>a</p>" * (MAX_ELEMENTS + 1),
        f"<p>a</p><!-- {'a' * MAX_CHARACTERS} --><p>b</p>",
        "<html><body>" + "<div>" * (MAX_DEPTH + 50) + "<p>a</p>",
    ],
    ids=["elements", "characters", "depth"],
)
def test_a_page_past_all_reason_is_cleaned_without_it(page: str) -> None:
    article = Cleaner(witness=fails).clean(page)
    assert (
        f"witness: not asked, since the page is too large or too deep{JUDGED}" in article.warnings
    )
    assert article.blocks


def test_nobody_is_asked_about_text() -> None:
    raw = "\n\n".join((ENGLISH.title, *ENGLISH.paragraphs))
    article = Cleaner(witness=fails).clean(raw)
    assert article.warnings == ()
    assert article.body == "\n\n".join(ENGLISH.paragraphs)


def test_nobody_is_asked_about_a_page_without_elements() -> None:
    for raw in ("", "<!doctype html>", "<!-- -->"):
        assert not any(
            "witness" in warning for warning in Cleaner(witness=fails).clean(raw).warnings
        )


@pytest.mark.parametrize("name", ["", "readability", "Trafilatura"])
def test_a_witness_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="there is no witness"):
        Cleaner(witness=name)  # type: ignore[arg-type]


@pytest.mark.parametrize("pool", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_trafilatura_leaves_the_tree_as_it_is(pool: Pool) -> None:
    root = document_fromstring(page_of(pool))
    before = etree.tostring(root, encoding="unicode")
    assert trafilatura(root)
    assert etree.tostring(root, encoding="unicode") == before


def test_trafilatura_keeps_nothing_of_a_page_with_nothing() -> None:
    assert not trafilatura(document_fromstring("<div><img></div>"))


# The deadline.


def wait() -> None:
    """A moment in which an exception on its way would arrive."""
    for _ in range(100):
        time.sleep(0.001)


def endless() -> None:
    while True:
        time.sleep(0.001)


def test_in_time_the_value_comes_through() -> None:
    assert within(5.0, lambda: 7) == 7


def test_an_error_of_the_call_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5.0, lambda: 1 // 0)
    wait()


def test_it_is_up_in_the_main_thread() -> None:
    with pytest.raises(OutOfTime):
        within(0.02, endless)
    wait()


def test_it_is_up_in_other_threads_and_in_no_other() -> None:
    ended: list[str] = []

    def run(name: str) -> None:
        try:
            within(0.05 if name == "slow" else 30.0, endless if name == "slow" else wait)
        except OutOfTime:
            ended.append(f"{name} out of time")
        else:
            ended.append(f"{name} in time")
        wait()

    names = ["slow", "quick", "slow", "quick"]
    threads = [threading.Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(ended) == ["quick in time"] * 2 + ["slow out of time"] * 2


def test_a_call_that_swallows_the_exception_gets_it_again() -> None:
    swallowed = 0

    def stubborn() -> None:
        nonlocal swallowed
        while True:
            try:
                endless()
            except BaseException:
                swallowed += 1
                if swallowed == 3:
                    raise

    with pytest.raises(OutOfTime):
        within(0.02, stubborn)
    assert swallowed == 3
    wait()


def test_a_call_that_swallows_it_and_ends_has_its_value() -> None:
    def deaf() -> str:
        with suppress(OutOfTime):
            endless()
        return "late"

    assert within(0.02, deaf) == "late"
    wait()


@pytest.mark.parametrize("seconds", [0.0, 0.0005, 0.002])
def test_many_times_in_a_row_nothing_is_left_over(seconds: float) -> None:
    """The time is up before the call, in it, at its very end, or not at all: no exception is late."""
    before = _thread._count()
    out = 0
    for number in range(200):
        try:
            within(seconds, lambda: sum(range(number * 100)))  # noqa: B023  # it is called at once
        except OutOfTime:
            out += 1
    wait()
    assert out <= 200
    assert threads_end_at(before)


def test_many_threads_at_once_nothing_is_left_over() -> None:
    before, late = _thread._count(), []

    def run() -> None:
        try:
            for number in range(40):
                with suppress(OutOfTime):
                    within(0.002, lambda: sum(range(number * 500)))  # noqa: B023  # as above
            wait()
        except OutOfTime as error:
            late.append(error)

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert late == []
    assert threads_end_at(before)


def threads_end_at(count: int) -> bool:
    """Whether there are no more threads than these, or soon are not."""
    for _ in range(500):
        if _thread._count() <= count:
            return True
        time.sleep(0.01)
    return False


def test_where_no_thread_can_be_had_the_error_comes_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_arguments: object) -> int:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(_thread, "start_new_thread", refuse)
    with pytest.raises(RuntimeError):
        within(5.0, lambda: 7)
    assert hear(lambda _: "", ROOT, SMALL).warning == f"witness: it failed (RuntimeError){JUDGED}"


def test_a_profiler_works_after_a_witness_was_asked() -> None:
    # In Python 3.11, an exception that was called back made every profiled call an endless loop.
    script = (
        "import sys; from cleantext.witnesses.deadline import within\n"
        "within(5.0, lambda: 1)\n"
        "def f(): return sum(range(9))\n"
        "sys.setprofile(lambda *_: None); f(); sys.setprofile(None)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
