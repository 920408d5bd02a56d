"""Fit the weights of `cleantext.scorer` on dumps whose body lines are known.

    python training/fit_prior.py ../shared/bench/text_dev.jsonl.xz

reads JSONL records with `text` and `body_lines` (1-based numbers of the lines of `text`), `url` and
`title`, prints how often lines are judged right on sites that were left out (five folds by site),
and then the weights fitted on everything, to be pasted into the scorer. Each page also goes in as a
clean article: its headline and body lines alone, whole and cut to the first three, since a model
that has only seen pages full of chrome throws clean articles away.
"""

from __future__ import annotations

import bisect
import json
import lzma
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from cleantext.decode import by_line
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.readers.text import read_text
from cleantext.scorer import COLUMNS, PAGE_COLUMNS, measures, page_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FOLDS = 5
RIDGE = 1e-3
STEPS = 12
# A clean copy counts this much of a page: there are two of them, and they are easy.
CLEAN_WEIGHT = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One page: its measures, whether each line is body, the letters of each line, its fold."""

    measures: Floats
    page: Floats
    body: Floats
    size: Floats
    fold: int
    weight: float


def records(path: Path) -> Iterator[dict[str, object]]:
    """The records of a JSONL file, plain or .xz."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def sample(text: str, body_lines: Iterable[int], fold: int, weight: float) -> Sample | None:
    """One page, or None where it has no lines."""
    document = read_text(text)
    if not len(document):
        return None
    begins = [0]
    begins.extend(at + 1 for at, char in enumerate(text) if char == "\n")
    wanted = set(body_lines)
    features = measure(document)
    labels = by_line(detect(document, features))
    return Sample(
        measures=measures(features, labels),
        page=page_measures(features, labels),
        body=np.array([float(bisect.bisect_right(begins, start) in wanted) for start in document.starts]),
        size=features.size,
        fold=fold,
        weight=weight,
    )


def samples(record: dict[str, object]) -> Iterator[Sample]:
    """A page as it is, and as a clean article."""
    text, title = str(record["text"]), str(record.get("title") or "")
    wanted = [int(line) for line in record["body_lines"]]  # type: ignore[attr-defined]
    host = urlsplit(str(record.get("url") or "")).hostname or str(record["id"])
    fold = zlib.crc32(host.removeprefix("www.").encode()) % FOLDS
    lines = text.split("\n")
    body = [lines[line - 1].strip() for line in wanted if lines[line - 1].strip()]
    copies = [(text, wanted, 1.0)]
    for part in (body, body[:3]):
        copies.append(("\n".join([title, "", *part]), list(range(3, 3 + len(part))), CLEAN_WEIGHT))
    for copy, numbers, weight in copies:
        made = sample(copy, numbers, fold, weight)
        if made:
            yield made


def fit(pages: list[Sample]) -> Floats:
    """Ridge-penalised logistic regression by Newton's method; every page weighs the same."""
    x = np.concatenate([page.measures for page in pages])
    y = np.concatenate([page.body for page in pages])
    w = np.concatenate([page.weight * np.sqrt(page.size + 1) / np.sqrt(page.size + 1).sum() for page in pages])
    w /= w.mean()
    return newton(x, y, w)


def fit_pages(pages: list[Sample]) -> Floats:
    """The same for whole pages: which are the clean copies?"""
    x = np.stack([page.page for page in pages])
    y = np.array([float(page.weight < 1) for page in pages])
    return newton(x, y, np.where(y > 0, 0.5, 1.0))


def newton(x: Floats, y: Floats, w: Floats) -> Floats:
    """Weighted logistic regression with a ridge."""
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (w * (p - y)) / len(y) + RIDGE * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x / len(y) + RIDGE * np.eye(len(beta))
        beta -= np.linalg.solve(hessian, gradient)
    return beta


def agreement(pages: list[Sample], beta: Floats) -> float:
    """The mean over pages of the F1 of letters judged as body."""
    scores = []
    for page in pages:
        kept = page.measures @ beta > 0
        same = (page.size * page.body * kept).sum()
        total = (page.size * page.body).sum() + (page.size * kept).sum()
        scores.append(2 * same / total if total else 1.0)
    return float(np.mean(scores))


def main() -> None:
    """Cross-validate by site, then fit on everything and print the weights."""
    pages = [page for path in sys.argv[1:] for record in records(Path(path)) for page in samples(record)]
    for fold in range(FOLDS):
        beta = fit([page for page in pages if page.fold != fold])
        left = [page for page in pages if page.fold == fold]
        print(f"fold {fold}: pages {agreement([p for p in left if p.weight == 1], beta):.4f}"
              f"  clean {agreement([p for p in left if p.weight < 1], beta):.4f}")  # fmt: skip
    for columns, weights in ((COLUMNS, fit(pages)), (PAGE_COLUMNS, fit_pages(pages))):
        print()
        for name, weight in zip(columns, weights, strict=True):
            print(f"    {weight:.3f},  # {name}")


if __name__ == "__main__":
    main()
