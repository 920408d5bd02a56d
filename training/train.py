"""Train the scorer on dumps whose body lines are known.

    python training/train.py ../shared/bench/text_dev.jsonl.xz [--folds 5] [--out weights.npz]

reads JSONL records with `text` and `body_lines` (1-based numbers of the lines of `text`), `url` and
`title`; prints how well letters are judged on sites that were left out (folds by site), and writes
weights fitted on everything. With `--leave I/N` it fits on all sites but those of fold I of N, for
measurements of the whole library on sites that its scorer has not seen.

Each page also goes in as what users' dumps look like and benchmark pages do not: the article alone,
whole and cut short; most of its chrome taken away; its paragraphs joined into one or two lines.
A model that has only seen pages full of chrome throws clean articles away.
"""

from __future__ import annotations

import argparse
import bisect
import json
import lzma
import random
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from cleantext.decode import by_line
from cleantext.detectors import detect
from cleantext.features import Features, measure
from cleantext.readers.text import read_text
from cleantext.scorer import Perceptron, measures, neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Singles = npt.NDArray[np.float32]

# Units of the first and the second perceptron: twice as many gain less than 0.002.
UNITS = (24, 32)
EPOCHS = 12
BATCH = 4096
RATE = 3e-3
SEED = 20261122

Lines = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One page: its measures, which lines are body, where it came from and how much it counts."""

    name: str
    features: Features
    measures: Singles
    body: Floats
    fold: int
    weight: float


def records(path: Path) -> Iterator[dict[str, object]]:
    """The records of a JSONL file, plain or .xz."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            yield json.loads(line)


def copies(lines: Lines, title: str, dice: random.Random) -> Iterator[tuple[str, Lines, float]]:
    """A page as it is, and as other dumps would have it: a name, its lines, its weight."""
    body = [line for line in lines if line[1] and line[0].strip()]
    top: Lines = [(title, False), ("", False)]
    yield "page", lines, 1.0
    yield "clean", top + body, 0.4
    yield "short", top + body[: dice.randint(1, 4)], 0.2
    kept = dice.choice((0.03, 0.08, 0.2))
    thin = [line for line in lines if line[1] or dice.random() < kept]
    yield "thin", thin, 0.5
    few = set(map(id, body[: dice.randint(1, 3)]))
    yield "thin short", [line for line in thin if not line[1] or id(line) in few], 0.4
    yield "window", window(lines, dice), 0.5
    half = len(body) // dice.choice((1, 2)) or 1
    joined = [
        " ".join(text.strip() for text, _ in body[at : at + half])
        for at in range(0, len(body), half)
    ]
    chrome = [line for line in thin if not line[1]]
    cut = dice.randint(0, len(chrome))
    yield "joined", chrome[:cut] + [(text, True) for text in joined] + chrome[cut:], 0.2


# How many lines of chrome a window leaves at most above the body and below it.
ABOVE, BELOW = 14, 25


def window(lines: Lines, dice: random.Random) -> Lines:
    """A small page: some of the body, and what stands right above and below it."""
    places = [number for number, line in enumerate(lines) if line[1]]
    if not places:
        return lines
    first, last = places[0], places[-1]
    some = min(len(places), dice.randint(3, 25))
    body = lines[first : places[some - 1] + 1]
    return (
        lines[max(0, first - dice.randint(0, ABOVE)) : first]
        + body
        + lines[last + 1 : last + 1 + dice.randint(0, BELOW)]
    )


def sample(name: str, lines: Lines, fold: int, weight: float) -> Sample | None:
    """One page, or None where it has no lines."""
    document = read_text("\n".join(text for text, _ in lines))
    if not len(document):
        return None
    begins = [0]
    for text, _ in lines:
        begins.append(begins[-1] + len(text) + 1)
    features = measure(document)
    labels = by_line(detect(document, features))
    return Sample(
        name=name,
        features=features,
        measures=measures(features, labels),
        body=np.array(
            [float(lines[bisect.bisect_right(begins, start) - 1][1]) for start in document.starts]
        ),
        fold=fold,
        weight=weight,
    )


def samples(record: dict[str, object]) -> Iterator[Sample]:
    """Every copy of a page."""
    wanted = set(record["body_lines"])  # type: ignore[call-overload]
    lines = [
        (text, number in wanted) for number, text in enumerate(str(record["text"]).split("\n"), 1)
    ]
    host = urlsplit(str(record.get("url") or "")).hostname or str(record["id"])
    fold = zlib.crc32(host.removeprefix("www.").encode())
    dice = random.Random(zlib.crc32(str(record["id"]).encode()))
    for name, copy, weight in copies(lines, str(record.get("title") or ""), dice):
        made = sample(name, copy, fold, weight)
        if made:
            yield made


def fit(pages: list[Sample]) -> tuple[Perceptron, Perceptron]:
    """Both perceptrons, the second on what the first thinks of the same pages."""
    target = np.concatenate([page.body for page in pages]).astype(np.float32)
    weight = np.concatenate([page.weight * importance(page) for page in pages])
    weight = (weight / weight.mean()).astype(np.float32)
    first = descend(np.concatenate([page.measures for page in pages]), target, weight, UNITS[0])
    x = np.concatenate([widen(page, first) for page in pages])
    return first, descend(x, target, weight, UNITS[1])


def importance(page: Sample) -> Floats:
    """Every page weighs the same, and in it a line by the root of its letters."""
    roots = np.sqrt(page.features.size + 1)
    shares: Floats = roots / roots.sum()
    return shares


def widen(page: Sample, first: Perceptron) -> Singles:
    """The measures of a page, with the first perceptron's opinion of the neighbours."""
    return np.hstack((page.measures, neighbours(first(page.measures), page.features.size)))


def descend(x: Singles, y: Singles, w: Singles, units: int) -> Perceptron:
    """Fit one perceptron by Adam (Kingma and Ba, 2015), its rate falling as half a cosine."""
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    x = (x - mean) / scale
    dice = np.random.default_rng(SEED)
    n, columns = x.shape
    start = [
        dice.normal(0, columns**-0.5, (columns, units)),
        np.zeros(units),
        dice.normal(0, units**-0.5, units),
        np.zeros(columns),
        np.zeros(1),
    ]
    parts: list[Singles] = [part.astype(np.float32) for part in start]
    moments = [(np.zeros_like(part), np.zeros_like(part)) for part in parts]
    batch = min(BATCH, n)
    total = EPOCHS * (n // batch)
    for step in range(total):
        if step % (n // batch) == 0:
            order = dice.permutation(n)
        rows = order[step % (n // batch) * batch :][:batch]
        rate = RATE * 0.5 * (1 + np.cos(np.pi * step / total))
        for part, moment, slope in zip(
            parts, moments, slopes(parts, x[rows], y[rows], w[rows]), strict=True
        ):
            move(part, moment, slope, (rate, step + 1))
    return folded(parts, mean, scale)


def slopes(parts: list[Singles], x: Singles, y: Singles, w: Singles) -> list[Singles]:
    """The gradient of the weighted cross entropy."""
    hidden, hidden_bias, output, bridge, bias = parts
    active = np.tanh(x @ hidden + hidden_bias)
    odds = active @ output + x @ bridge + bias
    error = (1 / (1 + np.exp(-odds)) - y) * w / len(y)
    back = np.outer(error, output) * (1 - active * active)
    return [x.T @ back, back.sum(axis=0), active.T @ error, x.T @ error, error.sum(keepdims=True)]


def move(
    part: Singles, moment: tuple[Singles, Singles], slope: Singles, pace: tuple[float, int]
) -> None:
    """One step of Adam, in place."""
    rate, step = pace
    mean, square = moment
    mean += 0.1 * (slope - mean)
    square += 0.001 * (slope * slope - square)
    part -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)


def folded(parts: list[Singles], mean: Singles, scale: Singles) -> Perceptron:
    """The perceptron for measures as they come, with their mean and scale folded into the weights."""
    hidden, hidden_bias, output, bridge, bias = parts
    hidden, bridge = hidden / scale[:, None], bridge / scale
    return Perceptron(
        hidden=hidden.astype(np.float32),
        hidden_bias=(hidden_bias - mean @ hidden).astype(np.float32),
        output=output,
        bridge=bridge.astype(np.float32),
        bias=float(bias[0] - mean @ bridge),
    )


def agreement(pages: Iterable[Sample], model: tuple[Perceptron, Perceptron]) -> tuple[float, float]:
    """The means over pages of the F1 of letters judged as body, and of the share lost."""
    scores = []
    for page in pages:
        kept = model[1](widen(page, model[0])) > 0
        size = page.features.size
        same, body = (size * page.body * kept).sum(), (size * page.body).sum()
        total = body + (size * kept).sum()
        scores.append((2 * same / total if total else 1.0, 1 - same / max(1.0, body)))
    return float(np.mean([f1 for f1, _ in scores])), float(np.mean([lost for _, lost in scores]))


def save(model: tuple[Perceptron, Perceptron], path: Path) -> None:
    """Write the weights as the library reads them."""
    arrays = {}
    for name, part in zip(("first", "second"), model, strict=True):
        for field in ("hidden", "hidden_bias", "output", "bridge"):
            arrays[f"{name}_{field}"] = getattr(part, field)
        arrays[f"{name}_bias"] = np.float32(part.bias)
    np.savez(path, **arrays)


def cross_validate(pages: list[Sample], folds: int) -> None:
    """Print, for each fold, how well the sites that were left out are judged."""
    names = list(dict.fromkeys(page.name for page in pages))
    for fold in range(folds):
        model = fit([page for page in pages if page.fold % folds != fold])
        left = [page for page in pages if page.fold % folds == fold]
        row = []
        for name in names:
            f1, lost = agreement([page for page in left if page.name == name], model)
            row.append(f"{name} {f1:.4f} (lost {lost:.3f})")
        print(f"fold {fold}: {'  '.join(row)}", flush=True)


def main() -> None:
    """Cross-validate by site if asked to, then fit and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--leave", type=lambda text: tuple(map(int, text.split("/"))))
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent.parent / "src/cleantext/data/scorer.npz"
    )
    args = parser.parse_args()
    pages = [page for path in args.files for record in records(path) for page in samples(record)]
    if args.folds:
        cross_validate(pages, args.folds)
    if args.leave:
        pages = [page for page in pages if page.fold % args.leave[1] != args.leave[0]]
    save(fit(pages), args.out)


if __name__ == "__main__":
    main()
