"""The command line: `cleantext clean`, `rules`, `check`, `accept`, `doctor`.

Exit codes: 0 all is well; 1 some inputs could not be read, some cases failed, or the doctor found a
fault; 2 the command was used wrongly, or something of ours is broken; 130 after Ctrl-C, 141 where
the reader of our output went away. A page without an article is an answer, not an error.

Everything but the parser is imported by the command that needs it, so that `--help` is quick.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

from cleantext.model import CleanTextError, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleantext.article import Article
    from cleantext.cases import Case, Difference, Outcome
    from cleantext.model import Rule

GOOD = 0
SOME_FAILED = 1
WRONG = 2
INTERRUPTED = 130  # as shells report a process that SIGINT ended
PIPE_CLOSED = 141  # ... and SIGPIPE

_DEFAULT_WIDTH = 100
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` is `sys.argv[1:]` if it is not given.

    >>> main(["--version"])  # doctest: +ELLIPSIS
    cleantext ...
    0
    """
    _speak_utf8()
    try:
        code = _run(argv)
        sys.stdout.flush()
    except CleanTextError as error:
        code = _complain(str(error), WRONG)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        code = PIPE_CLOSED
    return code


def _run(argv: Sequence[str] | None) -> int:
    parser = _parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG
    if arguments.version:
        return _version()
    if "command" not in arguments:
        parser.print_help(sys.stderr)
        return WRONG
    code: int = arguments.command(arguments)
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale; half a surrogate pair is written as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_stdout() -> None:
    """Point standard output at nothing, so that Python's own flush at exit is quiet too."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def _complain(message: str, code: int) -> int:
    print(f"cleantext: {message}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleantext",
        description="Raw news dumps in, clean articles out, with an account of the rest.",
        epilog="Exit codes: 0 good; 1 some inputs or cases failed; 2 wrong usage.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_clean(commands)
    _add_rules(commands)
    _add_check(commands)
    _add_accept(commands)
    _add_doctor(commands)
    return parser


def _add_clean(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Print the article of each dump; several are parted by a line `--- FILE ---`."
    parser = commands.add_parser("clean", help="clean dumps of news pages", description=text)
    parser.set_defaults(command=_clean)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a dump; - is standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line, with its file")
    form.add_argument("--markdown", action="store_true", help="title and body as Markdown")
    form.add_argument("--html", action="store_true", help="title and body as clean HTML")
    form.add_argument("--explain", action="store_true", help="every block with its kind and rule")
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        type=_kind,
        metavar="KIND",
        help="keep blocks of this kind in the body; may be given again",
    )
    parser.add_argument(
        "--drop",
        action="append",
        default=[],
        type=_kind,
        metavar="KIND",
        help="take blocks of this kind out of the body; may be given again",
    )
    parser.add_argument(
        "--protect",
        action="append",
        default=[],
        metavar="TEXT",
        help="never remove lines with this sentence, or /pattern/; may be given again",
    )
    parser.add_argument("--rules", metavar="FILE", help="a TOML file of your own rules")
    parser.add_argument(
        "--language", type=_language, metavar="CODE", help="the articles' language, if it is known"
    )
    parser.add_argument("--url", help="the page's address; for one FILE")


def _add_rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "List the rules, show one with its examples and phrases, or check a file of your own."
    parser = commands.add_parser("rules", help="list the rules, or show one", description=text)
    parser.set_defaults(command=_rules)
    parser.add_argument("id", nargs="?", metavar="ID", help="the rule to show")
    parser.add_argument(
        "--check", metavar="FILE", help="run the examples of a TOML file of your own rules"
    )
    parser.add_argument("--kind", type=_kind, metavar="KIND", help="only rules of this kind")
    parser.add_argument(
        "--language", type=_language, metavar="CODE", help="only rules of this vocabulary"
    )


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Run the cases in folders and show in what the failed ones differ."
    parser = commands.add_parser("check", help="run cases", description=text)
    parser.set_defaults(command=_check)
    parser.add_argument("folders", nargs="+", metavar="DIR", help="a folder of cases, or a case")


def _add_accept(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Make what cleantext says now what the cases expect. Read the diff before you commit."
    parser = commands.add_parser("accept", help="rewrite cases", description=text)
    parser.set_defaults(command=_accept)
    parser.add_argument("folder", metavar="DIR", help="a folder of cases")
    parser.add_argument("cases", nargs="+", metavar="CASE", help="the name of a case in it")


def _add_doctor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Print versions, and find packages that clash with this one."
    parser = commands.add_parser("doctor", help="look at the installation", description=text)
    parser.set_defaults(command=_doctor)


def _kind(value: str) -> Kind:
    kinds = {kind.value: kind for kind in Kind}
    if value not in kinds:
        raise argparse.ArgumentTypeError(f"{value!r} is no kind; kinds are {', '.join(kinds)}")
    return kinds[value]


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is no language code such as ar or fr")
    return value.lower()


def _version() -> int:
    from cleantext.doctor import version

    print(f"cleantext {version()}")
    return GOOD


def _clean(arguments: argparse.Namespace) -> int:
    from cleantext import Cleaner

    names = arguments.files
    if arguments.url and len(names) > 1:
        return _complain("clean: --url is the address of one page, so give one FILE", WRONG)
    try:
        cleaner = Cleaner(
            language=arguments.language,
            keep=arguments.keep,
            drop=arguments.drop,
            protect=arguments.protect,
            rules=arguments.rules,
        )
    except OSError as error:
        return _complain(f"{arguments.rules}: {error.strerror or error}", WRONG)
    code = GOOD
    for number, name in enumerate(names):
        try:
            raw = _read(name)
        except OSError as error:
            code = _complain(f"{name}: {error.strerror or error}", SOME_FAILED)
            continue
        _print_article(name, cleaner.clean(raw, url=arguments.url), arguments, number)
    return code


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    with open(name, "rb") as file:
        return file.read()


def _print_article(name: str, article: Article, arguments: argparse.Namespace, number: int) -> None:
    if not arguments.explain:  # which shows the warnings itself
        for warning in article.warnings:
            _complain(f"{name}: {warning}", GOOD)
    if len(arguments.files) > 1 and not arguments.json:
        print(_parting(name, arguments.markdown or arguments.html, number))
    text = _as_text(name, article, arguments)
    if text:
        print(text)
    sys.stdout.flush()


def _parting(name: str, is_markup: bool, number: int) -> str:
    """The line before an article, where there are several; a comment where it must not print."""
    from cleantext.terminal import show

    # Two hyphens could end the comment.
    shown = show(name).replace("--", "- -").replace("--", "- -") if is_markup else show(name)
    line = f"<!-- {shown} -->\n" if is_markup else f"--- {shown} ---"
    return f"\n{line}" if number else line


def _as_text(name: str, article: Article, arguments: argparse.Namespace) -> str:
    if arguments.json:
        import json

        return json.dumps({"file": name} | article.to_dict(), ensure_ascii=False)
    if arguments.markdown:
        return article.to_markdown().rstrip("\n")
    if arguments.html:
        return article.to_html().rstrip("\n")
    if arguments.explain:
        return _explained(article, frozenset(arguments.keep))
    return article.body


def _explained(article: Article, keep: frozenset[Kind]) -> str:
    from cleantext.terminal import Look, explain

    width = shutil.get_terminal_size((_DEFAULT_WIDTH, 24)).columns
    return explain(article, Look(width=width, colour=_has_colour(), keep=keep))


def _has_colour() -> bool:
    """Whether to write colours: to a terminal, unless the environment says no (no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


def _rules(arguments: argparse.Namespace) -> int:
    from cleantext import catalogue

    if arguments.check:
        return _check_rules(arguments.check)
    if arguments.id:
        _print_rule(catalogue.rule(arguments.id))
        return GOOD
    code = arguments.language
    if code and code not in catalogue.languages():
        known = ", ".join(catalogue.languages())
        return _complain(f"rules: there is no vocabulary {code!r}; there are {known}", WRONG)
    rules = [rule for rule in catalogue.rules() if _is_wanted(rule, arguments.kind, code)]
    _print_rules(rules)
    return GOOD


def _check_rules(name: str) -> int:
    """Run the examples of a user's rules, and say which do not hold."""
    from cleantext.own import faults, load_rules
    from cleantext.terminal import show

    try:
        own = load_rules(name)
    except OSError as error:
        return _complain(f"{name}: {error.strerror or error}", WRONG)
    broken = faults(own)
    for fault in broken:
        print(show(fault))
    print(f"{len(own.vocabulary.rules)} rules, {len(broken)} examples do not hold")
    return SOME_FAILED if broken else GOOD


def _is_wanted(rule: Rule, kind: Kind | None, code: str | None) -> bool:
    return kind in (None, rule.kind) and code in (None, rule.id.partition(".")[0])


def _print_rules(rules: Sequence[Rule]) -> None:
    wide = max((len(rule.id) for rule in rules), default=0)
    kind_wide = max((len(rule.kind.value) for rule in rules), default=0)
    for rule in rules:
        columns = f"{rule.id:<{wide}}  {rule.kind.value:<{kind_wide}}  {rule.confidence:.2f}"
        print(f"{columns}  {rule.why}")


def _print_rule(rule: Rule) -> None:
    from cleantext.catalogue import phrase_rule

    print(f"id          {rule.id}")
    print(f"kind        {rule.kind.value} ({rule.kind.action.value}): {rule.kind.doc}")
    print(f"confidence  {rule.confidence:.2f}")
    print(f"why         {rule.why}")
    entry = phrase_rule(rule.id)
    if entry:
        print(f"match       {entry.match}, in lines of up to {entry.max_words} words")
    _print_list("hits", rule.hits)
    _print_list("misses", rule.misses)
    _print_list("phrases", entry.phrases if entry else ())


def _print_list(name: str, texts: Iterable[str]) -> None:
    from cleantext.terminal import isolate, show

    lines = [f"  {isolate(show(text))}" for text in texts]
    if lines:
        print("\n".join([name, *lines]))


def _check(arguments: argparse.Namespace) -> int:
    from cleantext.cases import Outcome, judge, load

    cases = [case for folder in arguments.folders for case in load(folder)]
    if not cases:
        return _complain(f"check: no cases in {', '.join(arguments.folders)}", WRONG)
    counts = dict.fromkeys(Outcome, 0)
    for case in cases:
        outcome, difference = judge(case)
        counts[outcome] += 1
        _print_outcome(case, outcome, difference)
    failed = counts[Outcome.FAILED]
    known = counts[Outcome.KNOWN]
    print(f"{counts[Outcome.PASSED]} passed, {failed} failed, {known} known failures")
    return SOME_FAILED if failed else GOOD


def _print_outcome(case: Case, outcome: Outcome, difference: Difference | None) -> None:
    from cleantext.cases import Outcome

    reason = f": {case.reason}" if outcome is Outcome.KNOWN else ""
    print(f"{outcome.value:<13} {case.folder}{reason}")
    if difference and outcome is Outcome.FAILED:
        for line in difference.render(_has_colour()).splitlines():
            print(f"    {line}")


def _accept(arguments: argparse.Namespace) -> int:
    from cleantext.cases import accept, load

    cases = {case.name: case for case in load(arguments.folder)}
    unknown = [name for name in arguments.cases if name not in cases]
    if unknown:
        return _complain(f"accept: {arguments.folder} has no case {', '.join(unknown)}", WRONG)
    for name in arguments.cases:
        for file in accept(cases[name]):
            print(f"wrote {file}")
    return GOOD


def _doctor(_: argparse.Namespace) -> int:
    from cleantext.doctor import diagnose

    diagnosis = diagnose()
    for name, version in diagnosis.versions:
        print(f"{name:<18} {version}")
    for fault in diagnosis.faults:
        print(f"fault: {fault}")
    return SOME_FAILED if diagnosis.faults else GOOD


if __name__ == "__main__":
    sys.exit(main())
