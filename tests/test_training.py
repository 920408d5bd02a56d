"""Training: copies of a page are made of its own lines, and both networks compute the same."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import pytest

from cleantext.decode import by_line
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.lexicon import default
from cleantext.readers.text import read_text
from cleantext.scorer import score
from cleantext.scorer.columns import COLUMNS
from cleantext.scorer.hints import HINTS
from cleantext.scorer.network import from_arrays
from cleantext.witnesses.trafilatura import trafilatura
from strategies import ARABIC, ENGLISH, FRENCH, Pool

TRAINING = Path(__file__).parent.parent / "training"
sys.path.insert(0, str(TRAINING))
from augment import STRUCTURES, SURFACES, Lines, copies  # noqa: E402  # after its folder is known
from dumps import Record, Sample, lines_of, samples_of, words_of  # noqa: E402
from pages import article_lines, hints_of, page_samples, read_page, witness_of  # noqa: E402


def record(pool: Pool, number: int) -> Record:
    lines = [*pool.menu, pool.title, *pool.paragraphs, *pool.related, pool.copyright]
    first = len(pool.menu) + 2
    return {
        "id": f"{pool.code}-{number}",
        "url": f"https://www.{pool.code}{number}.example/a",
        "title": pool.title,
        "text": "\n".join(lines),
        "body": "\n".join(pool.paragraphs),
        "body_lines": list(range(first, first + len(pool.paragraphs))),
        "source": "written",
    }


RECORDS = [record(pool, number) for number in range(3) for pool in (ARABIC, ENGLISH, FRENCH)]


def words(lines: Lines) -> set[str]:
    return {word for text, _ in lines for word in words_of(text)}


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_copy_says_nothing_that_its_pages_do_not(name: str) -> None:
    own, other = lines_of(RECORDS[0]), lines_of(RECORDS[1])
    without = frozenset(STRUCTURES) - {name}
    made = list(copies(own, RECORDS[0]["title"], other, (random.Random(1), 20, without)))
    assert {each for each, _ in made} == {name}
    for _, lines in made:
        assert words(lines) <= words(own) | words(other)
        body = [line for line in lines if line[1]]
        assert words(body) <= words([line for line in own if line[1]])


def test_every_layout_changes_something_and_no_word() -> None:
    dice = random.Random(1)
    lines: Lines = [("• One Two three", True), ("", False), ("four " * 40, False)]
    for name, (change, _) in SURFACES.items():
        made = change(lines, dice)
        assert made != lines, name
        assert words(made) == words(lines), name


def test_a_sample_labels_the_lines_of_the_article() -> None:
    (page, *_) = samples_of(RECORDS, 1, 2, frozenset())
    gold = [line[1] for line in lines_of(RECORDS[1])]
    assert page.body.astype(bool).tolist() == gold
    assert len(page.x) == len(page.tokens) == len(page.words) == len(gold)


def test_both_networks_compute_the_same() -> None:
    pytest.importorskip("torch", reason="the extra `train` is not installed")
    import torch

    from net import Fitted

    samples = [
        sample
        for number in range(len(RECORDS))
        for sample in samples_of(RECORDS, number, 1, frozenset())
    ]
    fitted = Fitted(samples, seed=1)
    fitted.fit(samples, epochs=1)
    network = from_arrays(fitted.arrays())
    pages = [sample for sample in samples if sample.copy == "page"][:3]
    batch = fitted.batch(pages)
    with torch.no_grad():
        expected = fitted.net(batch)[batch.real[:, 0] > 0].numpy()
    found = []
    for page in pages:
        document = read_text(RECORDS[page.page]["text"])
        features = measure(document)
        found.append(
            score(
                features,
                by_line(detect(document, features, default().speech_of(features))),
                network=network,
            ).odds
        )
    assert np.allclose(np.concatenate(found), expected, atol=0.05)


# Pages of HTML.


def page(pool: Pool, number: int) -> Record:
    """A page with a menu, an article, and other stories; the title stands on it twice."""
    story = "".join(f'<p class="text">{text}</p>' for text in pool.paragraphs)
    menu = "".join(f"<li><a href='/{n}'>{text}</a></li>" for n, text in enumerate(pool.menu))
    related = "".join(f"<li><a href='/s{n}'>{text}</a></li>" for n, text in enumerate(pool.related))
    article = f'<article class="post"><h1>{pool.title}</h1>{story}</article>'
    aside = f'<aside class="related"><ul>{related}</ul><p>{pool.paragraphs[0]}</p></aside>'
    html = (
        f"<html><body><nav><ul>{menu}</ul></nav>{article}{aside}<footer>{pool.copyright}</footer>"
    )
    return {
        "id": f"{pool.code}-{number}",
        "url": f"https://www.{pool.code}{number}.example/a",
        "title": pool.title,
        "html": html,
        "body": "\n".join(pool.paragraphs),
        "source": "written",
    }


HTML_RECORDS = [page(pool, number) for number in range(3) for pool in (ARABIC, ENGLISH, FRENCH)]
POOL_OF = (ARABIC, ENGLISH, FRENCH)


@pytest.mark.parametrize("number", range(3))
def test_article_lines_are_those_of_the_article(number: int) -> None:
    pool, record_of_it = POOL_OF[number], HTML_RECORDS[number]
    sight = read_page(record_of_it, None)
    share = article_lines(sight.features, record_of_it["body"])
    labelled = [text for text, on in zip(sight.document.texts, share > 0.5, strict=True) if on]
    assert labelled == list(pool.paragraphs)


def test_of_lines_that_are_there_twice_the_one_among_the_article_counts() -> None:
    record_of_it = HTML_RECORDS[1]
    sight = read_page(record_of_it, None)
    share = article_lines(sight.features, record_of_it["body"])
    places = [n for n, text in enumerate(sight.document.texts) if text == ENGLISH.paragraphs[0]]
    assert [share[place] for place in places] == [1.0, 0.0]
    twice = article_lines(sight.features, f"{ENGLISH.paragraphs[0]}\n{record_of_it['body']}")
    assert [twice[place] for place in places] == [1.0, 1.0]


def test_a_page_without_its_article_has_no_article_lines() -> None:
    sight = read_page(HTML_RECORDS[1], None)
    assert not article_lines(sight.features, "").any()
    assert not article_lines(sight.features, FRENCH.paragraphs[0]).any()


def test_a_witness_is_heard_or_nothing_is() -> None:
    assert ENGLISH.paragraphs[0] in witness_of(trafilatura, HTML_RECORDS[1])
    assert not witness_of(trafilatura, {"html": "no page"})
    assert not witness_of(lambda root: str(1 / len(root.findall("a"))), HTML_RECORDS[1])


def html_samples(number: int, copies_of_it: int) -> list[Sample]:
    witnesses = ["\n".join(pool.paragraphs[1:]) for _ in range(3) for pool in POOL_OF]
    return page_samples(HTML_RECORDS, witnesses, number, copies_of_it)


def test_the_parts_of_a_sample_agree() -> None:
    for sample in html_samples(0, 12):
        n = len(sample.body)
        assert sample.x.shape == (n, len(COLUMNS) + len(HINTS))
        assert np.isfinite(sample.x).all()
        assert n == len(sample.tokens) == len(sample.words) == len(sample.weights)
        assert len(sample.hashes) == len(sample.lines)
        assert sample.names is not None
        for found in (sample.near, sample.far):
            assert found is not None
            index, lines = found
            assert len(index) == len(lines)
            assert index.max(initial=-1) < len(sample.names)
            assert lines.max(initial=-1) < n


def test_copies_of_a_page_are_made_of_its_lines() -> None:
    """A copy has fewer lines, each with the words, the article's share and the element it had."""
    sight = read_page(HTML_RECORDS[1], None)
    whole, *others = html_samples(1, 25)
    assert whole.copy == "page"
    assert len(others) == 25
    tags = [HINTS.index(name) + len(COLUMNS) for name in HINTS if name.startswith("is ")]
    known = {
        (words, body, *row)
        for words, body, row in zip(
            whole.words.tolist(), whole.body.tolist(), whole.x[:, tags].tolist(), strict=True
        )
    }
    for sample in others:
        assert 0 < len(sample.body) <= len(sight.document)
        rows = zip(
            sample.words.tolist(), sample.body.tolist(), sample.x[:, tags].tolist(), strict=True
        )
        assert {(words, body, *row) for words, body, row in rows} <= known
        assert set(sample.hashes.tolist()) <= set(whole.hashes.tolist())
    clean = [sample for sample in others if sample.copy == "clean"]
    assert all(sample.body.all() for sample in clean)


def test_the_same_page_gives_the_same_samples() -> None:
    one, other = html_samples(2, 4), html_samples(2, 4)
    assert [sample.copy for sample in one] == [sample.copy for sample in other]
    assert all(np.array_equal(a.x, b.x) for a, b in zip(one, other, strict=True))


def test_a_page_without_lines_gives_no_sample() -> None:
    empty = {**HTML_RECORDS[0], "html": "<html><body></body></html>"}
    assert page_samples([empty], [""], 0, 3) == []


def test_both_networks_for_html_compute_the_same() -> None:
    pytest.importorskip("torch", reason="the extra `train` is not installed")
    import torch

    import net
    from net import Fitted

    samples = [sample for number in range(len(HTML_RECORDS)) for sample in html_samples(number, 1)]
    assert len(HTML_RECORDS) >= net.MIN_SITES_OF_A_NAME
    fitted = Fitted(samples, seed=1)
    fitted.fit(samples, epochs=1)
    assert fitted.names is not None
    assert len(fitted.names) > 0
    network = from_arrays(fitted.arrays())
    whole = [sample for sample in samples if sample.copy == "page"][:3]
    batch = fitted.batch(whole)
    with torch.no_grad():
        expected = fitted.net(batch)[batch.real[:, 0] > 0].numpy()
    found = []
    for sample in whole:
        pool = POOL_OF[sample.page % 3]
        sight = read_page(HTML_RECORDS[sample.page], "\n".join(pool.paragraphs[1:]))
        found.append(score(sight.features, sight.labels, hints_of(sight), network).odds)
    assert np.allclose(np.concatenate(found), expected, atol=0.05)
