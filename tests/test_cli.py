"""The command line, through `main` and, where the process itself matters, as a process."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cleantext
from cleantext import cli
from cleantext.catalogue import rules
from cleantext.cli import main
from cleantext.lexicon import load
from cleantext.model import Kind, Rule
from cleantext.terminal import Look, cut, explain, look_alike, show

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "clean-article"
DUMP = SEED / "input.txt"
ARTICLE = cleantext.clean(DUMP.read_bytes())
PAGE = "Share\n\nRain returns\n\nIt rained on Monday, the weather office said.\n\nMore will follow."
MENU = "Home | News | Sport | Video"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.fixture
def menu(tmp_path: Path) -> Path:
    file = tmp_path / "menu.txt"
    file.write_text(MENU, encoding="utf-8")
    return file


def process(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cleantext.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


class TestClean:
    def test_a_body(self, dump: Path, capsys: Captured) -> None:
        assert main(["clean", str(dump)]) == 0
        assert capsys.readouterr() == (cleantext.clean(PAGE).body + "\n", "")

    def test_several_are_parted(self, dump: Path, menu: Path, capsys: Captured) -> None:
        assert main(["clean", str(dump), str(menu)]) == 0
        body = cleantext.clean(PAGE).body
        assert capsys.readouterr().out == f"--- {dump} ---\n{body}\n\n--- {menu} ---\n"

    def test_standard_input(self, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.TextIOWrapper(io.BytesIO(DUMP.read_bytes()))
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["clean", "-"]) == 0
        assert capsys.readouterr().out == ARTICLE.body + "\n"

    def test_bytes_of_another_encoding(self, tmp_path: Path, capsys: Captured) -> None:
        file = tmp_path / "page.txt"
        file.write_bytes(DUMP.read_text(encoding="utf-8").encode("utf-16"))
        assert main(["clean", str(file)]) == 0
        assert capsys.readouterr().out == ARTICLE.body + "\n"

    def test_json_is_one_article_a_line(self, dump: Path, menu: Path, capsys: Captured) -> None:
        assert main(["clean", "--json", str(dump), str(menu), str(DUMP)]) == 0
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [line["file"] for line in lines] == [str(dump), str(menu), str(DUMP)]
        assert lines[2] == {"file": str(DUMP)} | ARTICLE.to_dict()

    def test_markdown(self, menu: Path, capsys: Captured) -> None:
        assert main(["clean", "--markdown", str(DUMP)]) == 0
        assert capsys.readouterr().out == ARTICLE.to_markdown()
        assert main(["clean", "--markdown", str(DUMP), str(menu)]) == 0
        out = capsys.readouterr().out
        assert out == f"<!-- {DUMP} -->\n\n{ARTICLE.to_markdown()}\n<!-- {menu} -->\n\n"

    def test_no_article_is_a_note_and_no_error(self, menu: Path, capsys: Captured) -> None:
        assert main(["clean", str(menu)]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"cleantext: {menu}: no article")

    def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
        self, dump: Path, tmp_path: Path, capsys: Captured
    ) -> None:
        missing = tmp_path / "missing.txt"
        assert main(["clean", "--json", str(missing), str(tmp_path), str(dump)]) == 1
        out, err = capsys.readouterr()
        assert json.loads(out)["file"] == str(dump)
        assert [line.partition(": ")[2].partition(": ")[0] for line in err.splitlines()] == [
            str(missing),
            str(tmp_path),
        ]

    def test_options_are_handed_on(self, dump: Path, capsys: Captured) -> None:
        options = ["--keep", "share", "--keep", "ad", "--language", "FR", "--url", "https://a.b/"]
        assert main(["clean", "--json", *options, str(dump)]) == 0
        article = json.loads(capsys.readouterr().out)
        assert (article["language"], article["url"]) == ("fr", "https://a.b/")
        assert article["body"].startswith("Share\n\n")

    @pytest.mark.parametrize(
        "options",
        [
            [],
            ["--keep", "advert", "a"],
            ["--language", "French", "a"],
            ["--json", "--markdown", "a"],
            ["--url", "https://a.b/", "a", "b"],
        ],
    )
    def test_wrong_usage(self, options: list[str], capsys: Captured) -> None:
        assert main(["clean", *options]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "clean:" in err


class TestExplain:
    def test_every_block_and_every_field(self, capsys: Captured) -> None:
        assert main(["clean", "--explain", str(DUMP)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "metadata"
        assert any(" title " in line and "title." in line for line in lines)
        assert any("not stated: " in line and "author" in line for line in lines)
        assert sum(line[0] in "+-·" for line in lines) == len(ARTICLE.blocks)

    def test_the_gutter_is_fixed(self) -> None:
        lines = explain(ARTICLE, Look(width=120)).splitlines()
        assert len({line.index("│") for line in lines if "│" in line}) == 1
        assert all(line.endswith("\u2069") for line in lines if "│" in line)

    def test_texts_are_cut_to_the_width(self) -> None:
        lines = explain(ARTICLE, Look(width=90)).splitlines()
        longest = max(len(re.sub("[\u2068\u2069]", "", line)) for line in lines if "│" in line)
        assert longest >= 89
        assert all(len(line) <= 92 for line in lines if "│" in line)
        assert any(line.endswith("…\u2069") for line in lines)

    def test_colour_strikes_what_was_removed(self) -> None:
        article = cleantext.clean("Share\n\n" + PAGE)
        coloured = explain(article, Look(width=100, colour=True))
        assert "\x1b[2;9m\u2068Share\u2069\x1b[0m" in coloured
        assert "\x1b" not in explain(article, Look(width=100))

    def test_what_was_kept_is_marked_so(self) -> None:
        article = cleantext.clean(PAGE, keep={"share"})
        lines = explain(article, Look(width=100, keep=frozenset((Kind.SHARE,)))).splitlines()
        assert any(line.startswith("+    0 share ") for line in lines)

    def test_a_page_without_an_article_says_so(self, menu: Path, capsys: Captured) -> None:
        assert main(["clean", "--explain", str(menu)]) == 0
        out, err = capsys.readouterr()
        assert "warning: no article" in out
        assert err == ""

    def test_a_page_cannot_speak_to_the_terminal(self) -> None:
        article = cleantext.clean("\x1b]0;owned\x07 | News | Sport\u202e | Video | \u2069More")
        text = explain(article, Look(width=200))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
        assert text.count("\u2068") == text.count("\u2069")

    @pytest.mark.parametrize(
        ("is_terminal", "environment", "expected"),
        [
            (True, {}, True),
            (False, {}, False),
            (True, {"NO_COLOR": "1"}, False),
            (True, {"NO_COLOR": ""}, True),
            (True, {"TERM": "dumb"}, False),
        ],
    )
    def test_when_there_is_colour(
        self,
        is_terminal: bool,
        environment: dict[str, str],
        expected: bool,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(os, "environ", {"TERM": "xterm", **environment})
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
        monkeypatch.setattr(sys, "stdout", stream)
        assert cli._has_colour() is expected

    @pytest.mark.parametrize(
        ("text", "width", "expected"),
        [
            ("rain", 4, "rain"),
            ("rains", 4, "rai…"),
            ("a b c", 3, "a…"),
            ("雨雨雨", 6, "雨雨雨"),
            ("雨雨雨", 5, "雨雨…"),
            ("雨雨雨", 4, "雨…"),
            ("e\u0301e\u0301", 2, "e\u0301e\u0301"),
            ("", 4, ""),
        ],
    )
    def test_cut(self, text: str, width: int, expected: str) -> None:
        assert cut(text, width) == expected

    def test_show(self) -> None:
        assert show("a\tb\u200f\u200c\u00a0") == "a b\u200f\u200c\u00a0"
        assert show("a\tb\u200f", spell_out=True) == "a<U+0009>b<U+200F>"
        assert show("  ", spell_out=True) == "<U+0020><U+0020>"
        assert show("\udc80\u2028") == "<U+DC80><U+2028>"

    def test_look_alike(self) -> None:
        assert look_alike(["a\u200fb", "ab"])
        assert look_alike(["a ", "a"])
        assert not look_alike(["a b", "ab", "ab"])


class TestRules:
    def test_the_catalogue(self, capsys: Captured) -> None:
        assert main(["rules"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines] == [rule.id for rule in rules()]

    def test_filters(self, capsys: Captured) -> None:
        code = load()[0].code
        assert main(["rules", "--kind", "share", "--language", code]) == 0
        ids = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
        assert ids == [r.id for r in rules() if r.id.startswith(f"{code}.share.")]
        assert ids

    def test_one_rule(self, capsys: Captured) -> None:
        entry = load()[0].rules[0]
        rule: Rule = entry.rule
        assert main(["rules", rule.id]) == 0
        out = capsys.readouterr().out
        assert all(word in out for word in (rule.id, rule.kind.value, rule.why, entry.match))
        assert all(f"\u2068{hit}\u2069" in out for hit in (*rule.hits, *rule.misses))
        assert all(f"\u2068{phrase}\u2069" in out for phrase in entry.phrases)

    def test_a_coded_rule_has_no_phrases(self, capsys: Captured) -> None:
        assert main(["rules", "shape.menu_row"]) == 0
        out = capsys.readouterr().out
        assert "hits" in out
        assert "phrases" not in out

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["shape.menu_rows"], "nearest are shape.menu_row"),
            (["--language", "zz"], "no vocabulary 'zz'"),
            (["--kind", "advert"], "'advert' is no kind"),
        ],
    )
    def test_wrong_usage(self, arguments: list[str], message: str, capsys: Captured) -> None:
        assert main(["rules", *arguments]) == 2
        assert message in capsys.readouterr().err


def case(folder: Path, name: str, body: str, about: str = 'why = "To try it."') -> None:
    """A case whose dump has no article."""
    (folder / name).mkdir()
    for file, text in (("input.txt", MENU), ("body.txt", body), ("about.toml", about)):
        (folder / name / file).write_text(text, encoding="utf-8")


KNOWN = 'why = "a"\nexpect = "fail"\nreason = "Menus are hard."'


class TestCheck:
    def test_all_is_well(self, tmp_path: Path, capsys: Captured) -> None:
        case(tmp_path, "a", "")
        case(tmp_path, "b", "Rain.\n", KNOWN)
        assert main(["check", str(tmp_path)]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"passed        {tmp_path / 'a'}",
            f"known failure {tmp_path / 'b'}: Menus are hard.",
            "1 passed, 0 failed, 1 known failures",
        ]

    def test_a_failure_is_shown(self, tmp_path: Path, capsys: Captured) -> None:
        case(tmp_path, "a", "Rain.\n")
        assert main(["check", str(tmp_path)]) == 1
        out = capsys.readouterr().out
        assert f"failed        {tmp_path / 'a'}\n    body:\n" in out
        assert "    -\u2068Rain.\u2069\n" in out
        assert out.endswith("0 passed, 1 failed, 0 known failures\n")

    def test_a_limit_that_was_overcome_is_a_fault(self, tmp_path: Path, capsys: Captured) -> None:
        case(tmp_path, "a", "", KNOWN)
        assert main(["check", str(tmp_path)]) == 1
        assert "expected to fail" in capsys.readouterr().out

    def test_no_cases(self, tmp_path: Path, capsys: Captured) -> None:
        assert main(["check", str(tmp_path)]) == 2
        assert "no cases" in capsys.readouterr().err

    def test_a_broken_case(self, tmp_path: Path, capsys: Captured) -> None:
        case(tmp_path, "a", "", "why = ")
        assert main(["check", str(tmp_path)]) == 2
        assert "a: about.toml: " in capsys.readouterr().err


class TestAccept:
    def test_only_the_named(self, tmp_path: Path, capsys: Captured) -> None:
        for name in ("a", "b"):
            case(tmp_path, name, "Rain.\n")
        assert main(["accept", str(tmp_path), "b"]) == 0
        assert capsys.readouterr().out == f"wrote {tmp_path / 'b' / 'body.txt'}\n"
        assert (tmp_path / "a" / "body.txt").read_text() == "Rain.\n"
        assert (tmp_path / "b" / "body.txt").read_text() == ""

    def test_a_name_that_is_not_there(self, tmp_path: Path, capsys: Captured) -> None:
        case(tmp_path, "a", "Rain.\n")
        assert main(["accept", str(tmp_path), "a", "c"]) == 2
        assert "has no case c" in capsys.readouterr().err
        assert (tmp_path / "a" / "body.txt").read_text() == "Rain.\n"


class TestDoctor:
    def test_versions(self, capsys: Captured) -> None:
        main(["doctor"])
        lines = [line.split() for line in capsys.readouterr().out.splitlines()]
        assert lines[0][0] == "python"
        assert lines[1] == ["cleantext", cleantext.__version__]
        assert "numpy" in [line[0] for line in lines]

    @pytest.mark.parametrize("name", ["cleantext", "clean-text", "Clean_Text"])
    def test_a_clash(
        self, name: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        info = tmp_path / f"{name.replace('-', '_')}-9.9.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 9.9\n")
        (info / "top_level.txt").write_text("cleantext\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        assert main(["doctor"]) == 1
        fault = capsys.readouterr().out.splitlines()[-1]
        assert fault.startswith("fault: the distribution 'clean")
        assert "pip uninstall clean" in fault

    def test_a_package_that_was_written_over(self, tmp_path: Path) -> None:
        """Their `__init__.py` over ours: the modules that the doctor needs still load."""
        package = tmp_path / "cleantext"
        package.mkdir()
        for name in ("cli", "model", "doctor"):
            source = ROOT / "src" / "cleantext" / f"{name}.py"
            (package / f"{name}.py").write_bytes(source.read_bytes())
        (package / "__init__.py").write_text("def clean(text): return text\n")
        done = process("doctor", PYTHONPATH=str(tmp_path))
        assert done.returncode == 1
        assert b"fault: cleantext/__init__.py is missing or not ours" in done.stdout


class TestProcess:
    def test_help_and_version(self, capsys: Captured) -> None:
        assert main(["--help"]) == 0
        assert "doctor" in capsys.readouterr().out
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"cleantext {cleantext.__version__}\n"

    @pytest.mark.parametrize("arguments", [[], ["wash"], ["--shiny"]])
    def test_wrong_usage(self, arguments: list[str], capsys: Captured) -> None:
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "usage: cleantext" in err

    def test_help_loads_nothing_heavy(self) -> None:
        program = (
            "import sys\nfrom cleantext.cli import main\nmain(['--help'])\n"
            "heavy = {'numpy', 'lxml', 'chardet', 'trafilatura', 'langdetect', 'hijridate'}\n"
            "sys.exit(bool(heavy & set(sys.modules)))"
        )
        assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

    @pytest.mark.parametrize("locale", ["C", "POSIX", "C.utf8"])
    def test_utf8_whatever_the_locale(self, locale: str) -> None:
        environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = process("clean", str(DUMP), **environment, PYTHONIOENCODING="")
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode("utf-8").replace("\r\n", "\n") == ARTICLE.body + "\n"

    def test_a_name_that_is_not_text(self, tmp_path: Path) -> None:
        name = os.fsencode(tmp_path) + b"/\xff.txt"
        try:
            Path(os.fsdecode(name)).write_bytes(DUMP.read_bytes())
        except OSError:
            pytest.skip("this file system takes only names that are text")
        done = process("clean", "--json", name)
        assert done.returncode == 0
        assert json.loads(done.stdout)["file"] == os.fsdecode(name)
        done = process("clean", name + b".missing")
        assert done.returncode == 1
        assert b"\\udcff.txt.missing: " in done.stderr

    def test_a_reader_that_goes_away(self) -> None:
        command = [sys.executable, "-m", "cleantext.cli", "rules"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout
            assert running.stderr
            running.stdout.close()
            assert running.stderr.read() == b""
        assert running.returncode == 141

    def test_ctrl_c(self, dump: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(_: str) -> bytes:
            raise KeyboardInterrupt

        monkeypatch.setattr(cli, "_read", interrupted)
        assert main(["clean", str(dump)]) == 130
        assert capsys.readouterr() == ("", "")
