"""Train the scorer on dumps whose body lines are known.

    python training/train.py ../shared/bench/text_dev.jsonl.xz

reads JSONL records with `text`, `body_lines` (1-based numbers of the lines of `text`), `body`, `url`
and `title`, and if they are there `source` and `renderer`; needs the extra `train`. It

1. fits one network a fold on the pages of all other sites, and judges each page by the network that has
   not seen its site, through the whole library: word F1 by source, renderer and language;
2. fits how the network's output becomes a probability (`calibration`) on the same unseen pages;
3. fits the network that ships on everything, and writes `src/cleantext/data/scorer.npz` and the
   figures of docs/model.md.

On two cores that takes about ten minutes. `--fold I` stops after one fold, `--without NAME` leaves out a
group of measures or an augmentation: that is how the tables of docs/model.md were made.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from unittest import mock

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the cores are shared out by process
import numpy as np

import cleantext
from augment import ALARMED, AUGMENTATIONS, SCRAMBLED
from cleantext import pipeline
from cleantext.features import chances_of
from cleantext.scorer import score
from cleantext.scorer.columns import COLUMNS, GROUPS
from cleantext.scorer.network import Network, from_arrays
from dumps import Record, Sample, lines_of, look, read_records, samples_of, site_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Arrays = dict[str, npt.NDArray[np.generic]]
    Score = tuple[float, float, float]
    Judged = tuple[Score, Score, tuple[str, ...]]
    JudgedLines = tuple[Floats, Floats, Floats]

_T = TypeVar("_T")

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src" / "cleantext" / "data" / "scorer.npz"
CARD = ROOT / "docs" / "model.md"
WORDS = "its words"
COPIES, FOLDS, SEED = 4, 3, 20261123
MARKS = ("<!-- figures -->", "<!-- /figures -->")
FAILED = 0.8


# What the workers work on; they are forked after it is set, so that nothing is copied to them.
_SHARED: dict[str, Callable[[int], object]] = {}


def with_workers(function: Callable[[int], _T], count: int, chunk: int = 16) -> list[_T]:
    """What a function gives for each number, computed by all cores, in order."""
    _SHARED["function"] = function
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        return list(pool.map(_shared, range(count), chunksize=chunk))  # type: ignore[arg-type]


def _shared(number: int) -> object:
    return _SHARED["function"](number)


def prepare(records: Sequence[Record], without: frozenset[str]) -> list[Sample]:
    """Every page, and its copies."""
    make = partial(samples_of, records, n_copies=COPIES, without=without)
    return [sample for found in with_workers(make, len(records)) for sample in found]


def fit(samples: Sequence[Sample], without: frozenset[str], seed: int = SEED) -> Arrays:
    """The weights fitted on samples, with groups of columns left out."""
    import torch

    from net import Fitted

    torch.set_num_threads(1)
    fitted = Fitted(samples, seed)
    for group in without & set(GROUPS):
        for column in GROUPS[group]:
            fitted.left_out[COLUMNS.index(column)] = True
    if WORDS in without:
        fitted.scrambled = 1.0
    if SCRAMBLED in without:
        fitted.scrambled = 0.0
    if ALARMED in without:
        fitted.alarmed = 0.0
    fitted.fit(samples)
    arrays = fitted.arrays()
    if WORDS in without:
        arrays["vectors"] = np.zeros_like(arrays["vectors"])
        arrays["words"] = np.zeros_like(arrays["words"])
    return arrays


def f1_of(body: str, gold: str) -> tuple[float, float, float]:
    """Word F1, and the shares of words lost and leaked."""
    found, wanted = Counter(words_of(body)), Counter(words_of(gold))
    same = (found & wanted).total()
    if not same:
        empty = float(not found and not wanted)
        return empty, 1.0 - empty, 1.0 - empty
    lost, leaked = 1 - same / wanted.total(), 1 - same / found.total()
    return 2 * same / (found.total() + wanted.total()), lost, leaked


def judge(records: Sequence[Record], networks: Sequence[Arrays], number: int) -> Judged:
    """One page, cleaned by the library with the network that has not seen its site."""
    record = records[number]
    network = network_of(networks, record)
    with mock.patch.object(pipeline, "score", partial(score, network=network)):
        article = cleantext.clean(record["text"])
        clean = f1_of(
            cleantext.clean(f"{record['title']}\n\n{record['body']}").body, record["body"]
        )
    groups = (f"{key} {record.get(key)}" for key in ("source", "renderer"))
    return f1_of(article.body, record["body"]), clean, (*groups, f"language {article.language}")


_NETWORKS: dict[int, Network] = {}


def network_of(networks: Sequence[Arrays], record: Record) -> Network:
    """The network that has not seen a page's site, made once in each process."""
    fold = site_of(record) % len(networks)
    if fold not in _NETWORKS:
        _NETWORKS[fold] = from_arrays(networks[fold])
    return _NETWORKS[fold]


def judge_lines(records: Sequence[Record], networks: Sequence[Arrays], number: int) -> JudgedLines:
    """The log-odds of each line, whether it is body, and its weight; a page weighs 1."""
    record = records[number]
    network = network_of(networks, record)
    _, features, labels = look(record["text"])
    odds = score(features, labels, network=network).odds
    body = np.array([float(body) for text, body in lines_of(record) if text.strip()])
    weights = np.sqrt(features.size + 1)
    if len(body) != len(odds):  # a line of nothing but invisible characters is no line of ours
        return np.zeros(0), np.zeros(0), np.zeros(0)
    return odds, body, weights / weights.sum()


def calibrate(lines: Sequence[JudgedLines]) -> tuple[float, float]:
    """Slope and offset from log-odds to those of the share of lines that are body (Platt, 1999)."""
    odds, body, weights = (np.concatenate(part) for part in zip(*lines, strict=True))
    x = np.stack((odds, np.ones(len(odds))))
    theta = np.array([1.0, 0.0])
    for _ in range(20):  # Newton's method
        chances = chances_of(theta @ x)
        slope = x @ (weights * (chances - body))
        theta -= np.linalg.solve((x * (weights * chances * (1 - chances))) @ x.T, slope)
    return float(theta[0]), float(theta[1])


def reliability(lines: Sequence[JudgedLines], calibration: tuple[float, float]) -> str:
    """How often lines are body, by the probability that they were given."""
    odds, body, weights = (np.concatenate(part) for part in zip(*lines, strict=True))
    chances = chances_of(calibration[0] * odds + calibration[1])
    rows = ["| probability given | lines | are article text |", "|---|---|---|"]
    for low in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9):
        high = {0.0: 0.1, 0.9: 1.01}.get(low, low + 0.2)
        among = (chances >= low) & (chances < high)
        share = (weights * body)[among].sum() / weights[among].sum()
        rows.append(f"| {low:.1f} to {min(high, 1):.1f} | {among.sum():,} | {share:.2f} |")
    return "\n".join(rows)


def table(judged: Sequence[Judged], clean: str | None = "clean: title and gold body") -> str:
    """Word F1 and its parts, over all pages and by source, renderer and language."""
    groups: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for scores, of_clean, names in judged:
        for name in ("all", *names):
            groups[name].append(scores)
        if clean:
            groups[clean].append(of_clean)
    rows = ["| pages | | word F1 | lost | leak | below 0.8 |", "|---|---|---|---|---|---|"]
    for name, values in groups.items():
        f1, lost, leak = np.mean(values, axis=0)
        failed = np.mean([value[0] < FAILED for value in values])
        if len(values) >= 20:
            rows.append(
                f"| {name} | {len(values):,} | {f1:.4f} | {lost:.4f} | {leak:.4f} | {failed:.3f} |"
            )
    return "\n".join(rows)


def save(arrays: Arrays, path: Path) -> None:
    """Write weights as the library reads them."""
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # the stub takes them for options


def keep(networks: Sequence[Arrays], folder: Path | None) -> None:
    """Write the networks of the folds into a folder, if one is named."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for fold, arrays in enumerate(networks):
            save(arrays, folder / f"fold{fold}.npz")


def set_calibration(networks: Sequence[Arrays], calibration: tuple[float, float]) -> None:
    """Put what turns their output into log-odds among the arrays of networks."""
    for arrays in networks:
        arrays["calibration"] = np.array(calibration, np.float32)


def without_folds(samples: Sequence[Sample]) -> list[list[Sample]]:
    """For each fold the samples of all others."""
    return [[sample for sample in samples if sample.fold % FOLDS != fold] for fold in range(FOLDS)]


def write_card(figures: str, marks: tuple[str, str] = MARKS) -> None:
    """Put figures between marks of the model card."""
    card = CARD.read_text("utf-8")
    before, rest = card.split(marks[0])
    after = rest.split(marks[1])[1]
    CARD.write_text(f"{before}{marks[0]}\n{figures}\n{marks[1]}{after}", "utf-8")


def main() -> None:
    """Cross-validate by site, calibrate, fit on everything, and write weights and figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--fold", type=int, help="only this fold, and write nothing")
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--keep", type=Path, help="a folder for the networks of the folds")
    args = parser.parse_args()
    without = frozenset(args.without)
    unknown = without - {*GROUPS, WORDS, *AUGMENTATIONS}
    if unknown:
        parser.error(f"unknown {sorted(unknown)}; known are {[*GROUPS, WORDS, *AUGMENTATIONS]}")
    begin = time.monotonic()
    records = [record for path in args.files for record in read_records(path)]
    samples = prepare(records, without)
    print(f"{len(samples):,} samples after {time.monotonic() - begin:.0f} s", flush=True)
    if args.fold is not None:
        only_fold(records, samples, args.fold, without)
        return
    parts = without_folds(samples)
    *networks, final = with_workers(lambda part: fit([*parts, samples][part], without), 4, 1)
    print(f"fitted after {time.monotonic() - begin:.0f} s", flush=True)
    lines = with_workers(partial(judge_lines, records, networks), len(records))
    calibration = calibrate(lines)
    set_calibration((*networks, final), calibration)
    judged = with_workers(partial(judge, records, networks), len(records))
    figures = f"{table(judged)}\n\n{reliability(lines, calibration)}"
    print(f"calibration {calibration}", figures, sep="\n", flush=True)
    keep(networks, args.keep)
    save(final, args.out)
    if args.out == WEIGHTS:
        write_card(figures)
    print(f"done after {time.monotonic() - begin:.0f} s")


def only_fold(
    records: Sequence[Record], samples: Sequence[Sample], fold: int, without: frozenset[str]
) -> None:
    """Fit without one fold, and print how its pages are judged."""
    arrays = fit([sample for sample in samples if sample.fold % FOLDS != fold], without)
    networks = [arrays] * FOLDS
    left = [record for record in records if site_of(record) % FOLDS == fold]
    judged = with_workers(partial(judge, left, networks), len(left))
    print(f"without {', '.join(sorted(without)) or 'nothing'}", table(judged), sep="\n")


if __name__ == "__main__":
    main()
