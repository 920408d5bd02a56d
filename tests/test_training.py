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
from cleantext.scorer.network import from_arrays
from strategies import ARABIC, ENGLISH, FRENCH, Pool

TRAINING = Path(__file__).parent.parent / "training"
sys.path.insert(0, str(TRAINING))
from augment import STRUCTURES, SURFACES, Lines, copies  # noqa: E402  # after its folder is known
from dumps import Record, lines_of, samples_of, words_of  # noqa: E402


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
