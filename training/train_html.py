"""Train the scorer of HTML pages whose article is known.

    python training/train_html.py ../shared/bench/html_dev.jsonl.xz --text DIR

reads JSONL records with `html`, `body`, `url`, `title`, and if it is there `source`; needs the extra
`train`. It asks the witness about every page, and then does what train.py does: one network a fold,
fitted on the pages of all other sites, judges the pages of its sites through the whole library, with
the witness and without; the calibration is fitted on the same pages; and the network that ships is fitted
on everything. It begins with the weights of the networks for text (`--text` is the folder that
train.py --keep filled; the fold that has not seen a site is the same), since pages are few.

On two cores that takes about fifteen minutes.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np

import cleantext
from cleantext import pipeline
from cleantext.scorer import score
from cleantext.witnesses.trafilatura import trafilatura
from dumps import read_records
from pages import article_lines, hints_of, page_samples, read_page, witness_of
from train import (
    FOLDS,
    ROOT,
    SEED,
    calibrate,
    f1_of,
    keep,
    network_of,
    reliability,
    save,
    set_calibration,
    table,
    with_workers,
    without_folds,
    write_card,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dumps import Record, Sample
    from train import Arrays, Judged, JudgedLines

WEIGHTS = ROOT / "src" / "cleantext" / "data" / "scorer_html.npz"
MARKS = ("<!-- figures of HTML -->", "<!-- /figures of HTML -->")
COPIES, EPOCHS, RATE, AS_IT_IS = 3, 14, 1.5e-3, 0.75


def fit(samples: Sequence[Sample], start: Arrays) -> Arrays:
    """The weights fitted on samples, begun with those of a network for text."""
    import torch

    import net

    torch.set_num_threads(1)
    with mock.patch.multiple(net, RATE=RATE, AS_IT_IS=AS_IT_IS):
        fitted = net.Fitted(samples, SEED, start)
        fitted.fit(samples, EPOCHS)
    return fitted.arrays()


def judge(
    records: Sequence[Record], networks: Sequence[Arrays], witnesses: Sequence[str], number: int
) -> tuple[Judged, Judged]:
    """One page, cleaned by the library with what its witness said, and without."""
    record = records[number]
    network = partial(score, network=network_of(networks, record))
    found = []
    for name, witness in (("with", lambda _: witnesses[number]), ("without", None)):
        with mock.patch.object(pipeline, "score", network):
            article = cleantext.Cleaner(witness=witness).clean(record["html"])
        names = (f"{name} witness", f"{name} witness: {record.get('source')}")
        scores = f1_of(article.body, record["body"])
        found.append((scores, scores, names))
    return found[0], found[1]


def judge_lines(
    records: Sequence[Record], networks: Sequence[Arrays], witnesses: Sequence[str], number: int
) -> JudgedLines:
    """The log-odds of each line, the share of it that is body, and its weight; a page weighs 1."""
    record = records[number]
    sight = read_page(record, witnesses[number])
    if not len(sight.document):
        return np.zeros(0), np.zeros(0), np.zeros(0)
    network = network_of(networks, record)
    odds = score(sight.features, sight.labels, hints_of(sight), network=network).odds
    weights = np.sqrt(sight.features.size + 1)
    return odds, article_lines(sight.features, record["body"]), weights / weights.sum()


def main() -> None:
    """Cross-validate by site, calibrate, fit on everything, and write weights and figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--text", type=Path, required=True, help="the folder of train.py --keep")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--keep", type=Path, help="a folder for the networks of the folds")
    args = parser.parse_args()
    begin = time.monotonic()
    records = [record for path in args.files for record in read_records(path)]
    witnesses = with_workers(lambda number: witness_of(trafilatura, records[number]), len(records))
    print(f"{len(records):,} pages heard after {time.monotonic() - begin:.0f} s", flush=True)
    made = with_workers(
        lambda number: page_samples(records, witnesses, number, COPIES), len(records)
    )
    samples = [sample for found in made for sample in found]
    print(f"{len(samples):,} samples after {time.monotonic() - begin:.0f} s", flush=True)
    parts = without_folds(samples)
    starts = [dict(np.load(args.text / f"fold{fold}.npz")) for fold in range(FOLDS)]
    starts.append(dict(np.load(ROOT / "src" / "cleantext" / "data" / "scorer.npz")))
    *networks, final = with_workers(
        lambda part: fit([*parts, samples][part], starts[part]), FOLDS + 1, 1
    )
    print(f"fitted after {time.monotonic() - begin:.0f} s", flush=True)
    lines = with_workers(partial(judge_lines, records, networks, witnesses), len(records))
    calibration = calibrate(lines)
    set_calibration((*networks, final), calibration)
    judged = with_workers(partial(judge, records, networks, witnesses), len(records))
    both = [each for pair in judged for each in pair]
    figures = f"{table(both, clean=None)}\n\n{reliability(lines, calibration)}"
    print(f"calibration {calibration}", figures, sep="\n", flush=True)
    keep(networks, args.keep)
    save(final, args.out)
    if args.out == WEIGHTS:
        write_card(figures, MARKS)
    print(f"done after {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
