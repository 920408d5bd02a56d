"""How fast it is, beside two peers on the same input in the same run: ratios, not verdicts.

    python benchmarks/speed.py              seeds and fixtures, and dumps where ../shared is there
    python benchmarks/speed.py --stages     ... and where the time goes, stage by stage

Prints milliseconds a page and their ratio to each peer's, for text and for HTML; whether ten times the
input takes ten times the time; how long `import cleantext` takes, and the memory of a process that has
cleaned the five seeds. The peers are boilerpy3 (extra `bench`) and line rules like those of C4, and
trafilatura for HTML.
"""

from __future__ import annotations

import argparse
import html
import json
import lzma
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import cleantext
from cleantext import detectors, pipeline

Peer = Callable[[str], object]

ROOT = Path(__file__).resolve().parent.parent
DUMPS = ROOT.parent / "shared" / "bench" / "text_dev.jsonl.xz"
PAGES = DUMPS.with_name("html_dev.jsonl.xz")

# Every so many dumps of the benchmark, which holds 3,179, and pages of HTML, 1,078.
STEP, STEP_OF_HTML = 16, 12
# The characters of a real dump: those of the benchmark have 15,500 on average.
REALISTIC = 15_000
ROUNDS = 5
# The functions of `pipeline.run` that take time, by their names there.
STAGES = (
    "read", "hear", "measure", "split", "detect", "by_line", "find_hints", "score", "decode",
    "read_metadata", "compose",
)  # fmt: skip
BLOCKS, WHOLE = "blocks, on demand", "all but blocks"
# Repetitions of a page, for the check of linear time.
ONCE, TEN_TIMES = 4, 40

IMPORT = "import time; t = time.perf_counter(); import cleantext; print(time.perf_counter() - t)"
MEMORY = """
import glob, resource, cleantext
for name in glob.glob("seeds/*/input.txt"):
    cleantext.clean(open(name, "rb").read()).blocks
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def c4_lines(text: str) -> str:
    """The lines that C4 keeps: five words or more, and a mark of the end of a sentence."""
    ends = (".", "!", "?", '"', "”", "؟", "。", "।", "»", "۔")
    return "\n".join(
        line for line in text.split("\n") if len(line.split()) >= 5 and line.rstrip().endswith(ends)
    )


def boilerpy3() -> Peer | None:
    """boilerpy3's article extractor, given a paragraph a line; None where it is not installed."""
    try:
        from boilerpy3 import extractors
    except ImportError:
        return None
    extractor = extractors.ArticleExtractor(raise_on_failure=False)

    def extract(text: str) -> object:
        lines = [f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip()]
        return extractor.get_content(f"<html><body>{''.join(lines)}</body></html>")

    return extract


def own_pages() -> list[str]:
    """The seeds and fixtures, each repeated up to the size of a real dump."""
    files = [*ROOT.glob("seeds/*/input.txt"), *ROOT.glob("tests/fixtures/*/input.txt")]
    texts = [file.read_text("utf-8") for file in sorted(files)]
    return ["\n".join([text] * (1 + REALISTIC // (len(text) + 1))) for text in texts]


def dumps() -> list[str]:
    """A sample of the benchmark's dumps; none where it is not there."""
    return sample(DUMPS, "text", STEP)


def sample(file: Path, field: str, step: int) -> list[str]:
    """A field of every so many records; none where the file is not there."""
    if not file.exists():
        return []
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        return [str(json.loads(line)[field]) for line in islice(lines, 0, None, step)]


def own_html() -> list[str]:
    """The fixtures that are pages of HTML, in UTF-8."""
    files = sorted(ROOT.glob("tests/fixtures/*/input.html"))
    return [file.read_bytes().decode("utf-8", "replace") for file in files]


def seconds(run: Peer, pages: list[str]) -> float:
    """The time of one round over all pages: the median of several, the first not counted."""
    times = []
    for _ in range(1 + ROUNDS):
        start = time.perf_counter()
        for page in pages:
            run(page)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def compare(name: str, pages: list[str]) -> None:
    """Print milliseconds a page, ours and the peers', and our share of theirs."""
    runs: dict[str, Peer] = {
        "body": lambda page: cleantext.clean(page).body,
        "body and blocks": lambda page: cleantext.clean(page).blocks,
    }
    peers: dict[str, Peer | None] = {"boilerpy3": boilerpy3(), "C4 line rules": c4_lines}
    side_by_side(name, pages, runs, peers)


def compare_html(name: str, pages: list[str]) -> None:
    """The same for pages of HTML, with a witness and without."""
    runs: dict[str, Peer] = {
        "no witness": cleantext.Cleaner(witness=None).clean,
        "with witness": cleantext.clean,
    }
    side_by_side(name, pages, runs, {"trafilatura": trafilatura_text})


def trafilatura_text(page: str) -> object:
    """What trafilatura keeps of a page, as it is used by itself."""
    import trafilatura

    return trafilatura.extract(page, include_comments=False)


def side_by_side(
    name: str, pages: list[str], runs: dict[str, Peer], peers: dict[str, Peer | None]
) -> None:
    """Print what each run of ours takes, what each peer takes, and the ratios."""
    characters = sum(map(len, pages))
    print(f"{name}: {len(pages)} pages, {characters / 1e6:.1f} M characters")
    times = {label: seconds(run, pages) for label, run in runs.items()}
    for label, taken in times.items():
        speed = characters / 1e6 / taken
        mean = 1000 * taken / len(pages)
        print(f"  cleantext, {label:16}{mean:9.2f} ms a page {speed:7.1f} MB/s")
    for label, peer in peers.items():
        if peer is None:
            print(f"  {label:27}  not installed: pip install -e '.[bench]'")
            continue
        taken = seconds(peer, pages)
        ratios = ", ".join(f"{own}: {time / taken:.2f}" for own, time in times.items())
        print(f"  {label:27}{1000 * taken / len(pages):9.2f} ms a page; of it we take, {ratios}")


def timed(name: str, run: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    """The same function, its time added to what was spent under a name.

    A generator is run through, and its values are handed on as a list.
    """

    def wrapper(*arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        result = run(*arguments, **options)
        if isinstance(result, Iterator):
            result = list(result)
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - start
        return result

    return wrapper


def watch() -> dict[str, float]:
    """Put a clock around every stage of the pipeline, for the rest of this process."""
    spent: dict[str, float] = {}
    for name in STAGES:
        setattr(pipeline, name, timed(name, getattr(pipeline, name), spent))
    watched = [timed(f"  {find.__name__}", find, spent) for find in detectors.DETECTORS]
    detectors.DETECTORS = tuple(watched)  # type: ignore[assignment]
    return spent


def stages(samples: dict[str, list[str]]) -> None:
    """Print the share of each stage, and of each detector in its own."""
    spent = watch()
    for name, pages in samples.items():
        spent.clear()
        for page in pages * ROUNDS:
            start = time.perf_counter()
            article = cleantext.clean(page)
            middle = time.perf_counter()
            assert article.blocks
            spent[BLOCKS] = spent.get(BLOCKS, 0.0) + time.perf_counter() - middle
            spent[WHOLE] = spent.get(WHOLE, 0.0) + middle - start
        print(f"stages, {name}:")
        for stage, taken in spent.items():
            mean = 1000 * taken / len(pages) / ROUNDS
            print(f"  {stage:27}{mean:9.2f} ms a page {100 * taken / spent[WHOLE]:6.1f} %")


def linearity(page: str) -> None:
    """Print how much longer ten times the input takes."""
    one, ten = "\n".join([page] * ONCE), "\n".join([page] * TEN_TIMES)
    ratio = seconds(cleantext.clean, [ten]) / seconds(cleantext.clean, [one])
    sizes = f"{len(one):,} to {len(ten):,} characters"
    print(f"ten times the input ({sizes}): {ratio:.1f} times the time")


def processes() -> None:
    """Print what a fresh process pays: time to import, memory after the seeds."""
    taken = min(float(python(IMPORT)) for _ in range(ROUNDS))
    print(f"import cleantext: {taken:.3f} s")
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage speaks of bytes there, of KiB here
    memory = int(python(MEMORY)) * unit
    print(f"resident after the five seeds, at most: {memory / 1e6:.0f} MB")


def python(program: str) -> str:
    """What a program prints in a process of its own."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stages", action="store_true", help="show where the time goes")
    arguments = parser.parse_args()
    processes()  # first: a process that is started from a large one counts as large for a moment
    own = own_pages()
    texts = {"seeds and fixtures, repeated": own, "dumps": dumps()}
    html_pages = {"fixtures of HTML": own_html(), "pages": sample(PAGES, "html", STEP_OF_HTML)}
    for samples, run in ((texts, compare), (html_pages, compare_html)):
        for name, pages in samples.items():
            if pages:
                run(name, pages)
            else:
                print(f"{name}: SKIPPED, there is no {DUMPS.parent}")
    linearity(own[0])
    if arguments.stages:
        stages({name: pages for name, pages in (texts | html_pages).items() if pages})


if __name__ == "__main__":
    main()
