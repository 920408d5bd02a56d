"""The quality floor: pinned scores that a change may not fall below.

    python tests/floor.py                  compare, and exit with 1 where something is below
    python tests/floor.py --raise          pin what is better now
    python tests/floor.py --lower REASON   pin what is worse now; CHANGELOG.md must give the reason

The scores lie in `floor.json`. Those of `seeds/` and `tests/fixtures/` are counts of cases, and are
always checked. The others are measured by `../shared/bench/score.py` on pages that are not ours to
publish; without that folder they are left out, and this script says so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleantext.cases import Outcome, judge, load

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
FLOOR = ROOT / "tests" / "floor.json"
CHANGELOG = ROOT / "CHANGELOG.md"
SCORER = ROOT.parent / "shared" / "bench" / "score.py"
FOLDERS = {"cases seeds": ROOT / "seeds", "cases fixtures": ROOT / "tests" / "fixtures"}

# What a score may differ by and still be the same: rounding, and another version of numpy.
TOLERANCE = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One run of score.py, and its figures that are pinned: those to be high, those to be low."""

    arguments: tuple[str, ...]
    high: tuple[str, ...] = ()
    low: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The benchmark."""
        return self.arguments[0]


MEASURES = (
    Measure(arguments=("seeds",), high=("lines", "kinds")),
    Measure(arguments=("arabic",), high=("f1", "kinds")),
    Measure(arguments=("text", "--every", "12"), high=("f1",), low=("lost",)),
    Measure(arguments=("clean", "--every", "6"), low=("lost", "hurt")),
    Measure(arguments=("html", "--every", "12"), high=("f1",), low=("lost",)),
    Measure(arguments=("segments", "--every", "6"), high=("f",)),
)
LOW = frozenset(f"{measure.name} {figure}" for measure in MEASURES for figure in measure.low)

Scores = dict[str, float]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, compare, print a table, and rewrite the floor if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", action="store_true", dest="up", help="pin what is better")
    change.add_argument("--lower", metavar="REASON", help="pin what is worse")
    arguments = parser.parse_args(argv)
    if arguments.lower and not is_in_changelog(arguments.lower, CHANGELOG.read_text("utf-8")):
        return complain(f"CHANGELOG.md has no line with `floor:` and {arguments.lower!r}")
    floor: Scores = json.loads(FLOOR.read_text("utf-8"))
    now = measure_cases() | measure_dumps()
    print(table(floor, now))
    if arguments.up or arguments.lower:
        FLOOR.write_text(as_json(moved(floor, now, up=arguments.up)), "utf-8")
        return 0
    below = [name for name in floor if name in now and is_below(name, now[name], floor[name])]
    return complain(f"below the floor: {', '.join(below)}") if below else 0


def complain(message: str) -> int:
    """Say on stderr what is wrong; the exit code."""
    print(f"floor: {message}", file=sys.stderr)
    return 1


def is_in_changelog(reason: str, changelog: str) -> bool:
    """Whether a line of the changelog names the floor and the reason.

    >>> is_in_changelog("verses", "- floor: lower, since verses are quotes now")
    True
    """
    lines = changelog.splitlines()
    return bool(reason.strip()) and any("floor:" in line and reason in line for line in lines)


def measure_cases() -> Scores:
    """How many cases of each folder come out as they should."""
    return {
        name: sum(judge(case)[0] is not Outcome.FAILED for case in load(folder))
        for name, folder in FOLDERS.items()
    }


def measure_dumps() -> Scores:
    """The pinned figures of score.py; none where its folder is not there."""
    if not SCORER.exists():
        print(f"SKIPPED: the scores of dumps, since there is no {SCORER}")
        return {}
    scores: Scores = {}
    for measure in MEASURES:
        figures = run(measure.arguments)
        figures = figures.get("cleantext", figures)
        for figure in (*measure.high, *measure.low):
            scores[f"{measure.name} {figure}"] = round(float(figures[figure]), 4)
    return scores


def run(arguments: tuple[str, ...]) -> dict[str, Any]:
    """The figures of one run of score.py."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, str(SCORER), *arguments, "--json", str(file)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        figures: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return figures


def is_below(name: str, now: float, floor: float) -> bool:
    """Whether a score is worse than it may be.

    >>> is_below("text f1", 0.92, 0.93), is_below("text lost", 0.04, 0.05)
    (True, False)
    """
    worse = now - floor if name in LOW else floor - now
    return worse > TOLERANCE


def moved(floor: Scores, now: Scores, *, up: bool) -> Scores:
    """The floor with the scores of now where they are better (`up`), or where they are below it.

    >>> moved({"text f1": 0.9, "arabic f1": 0.9}, {"text f1": 0.95, "arabic f1": 0.8}, up=True)
    {'text f1': 0.95, 'arabic f1': 0.9}
    """
    anew = dict(floor)
    for name, score in now.items():
        old = floor.get(name, score)
        better = score < old if name in LOW else score > old
        if name not in floor or (better if up else is_below(name, score, old)):
            anew[name] = score
    return anew


def table(floor: Scores, now: Scores) -> str:
    """Every score beside its floor, a line each."""
    rows = [f"{'':20}{'floor':>10}{'now':>10}"]
    for name in {**floor, **now}:
        pinned = f"{floor[name]:.4g}" if name in floor else "-"
        if name not in now:
            rows.append(f"{name:20}{pinned:>10}{'skipped':>10}")
            continue
        verdict = "  BELOW" if name in floor and is_below(name, now[name], floor[name]) else ""
        best = " (low is good)" if name in LOW else ""
        rows.append(f"{name:20}{pinned:>10}{now[name]:>10.4g}{best}{verdict}")
    return "\n".join(rows)


def as_json(scores: Scores) -> str:
    """The floor as its file holds it."""
    return json.dumps(scores, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
