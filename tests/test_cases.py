"""The case format: loading, checking, rendering differences, accepting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cleantext
from cleantext.cases import (
    Case,
    Difference,
    Mismatch,
    Outcome,
    accept,
    check,
    judge,
    load,
)
from cleantext.model import FixtureError

MENU = "Home | News | Sport | Video"
MENU_BLOCKS = [[block.kind.value, block.text] for block in cleantext.clean(MENU).blocks]
PAGE = (Path(__file__).parent.parent / "seeds" / "clean-article" / "input.txt").read_bytes()


def write(folder: Path, **files: str | bytes | dict[str, Any]) -> Path:
    """A case in a folder; `about_toml="…"` writes `about.toml`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"input_txt": MENU, "about_toml": 'why = "To try it."', **files}.items():
        text = json.dumps(content) if isinstance(content, dict) else content
        data = text.encode() if isinstance(text, str) else text
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def one(folder: Path, **files: str | bytes | dict[str, Any]) -> Case:
    """The one case that these files make."""
    (case,) = load(write(folder / "rain", **files).parent)
    return case


def plain(difference: Difference | None) -> str:
    """A difference without its isolates."""
    assert difference is not None
    return difference.render().replace("\u2068", "").replace("\u2069", "")


class TestLoad:
    def test_a_case_as_it_is_written(self, tmp_path: Path) -> None:
        about = 'why = "Rain."\nexpect = "fail"\nreason = "Clouds."'
        case = one(tmp_path, body_txt="a\r\n", expected_json={"title": None}, about_toml=about)
        assert (case.name, case.folder) == ("rain", tmp_path / "rain")
        assert (case.raw, case.body, case.expected) == (MENU.encode(), "a\r\n", {"title": None})
        assert (case.why, case.must_fail, case.reason) == ("Rain.", True, "Clouds.")

    def test_what_is_not_stated_is_none(self, tmp_path: Path) -> None:
        case = one(tmp_path)
        assert (case.body, case.expected, case.must_fail, case.reason) == (None, None, False, "")

    def test_cases_come_by_name_and_other_things_are_left_alone(self, tmp_path: Path) -> None:
        for name in ("b", "a", "c"):
            write(tmp_path / name)
        (tmp_path / "README.md").write_text("Three cases.")
        (tmp_path / "empty").mkdir()
        assert [case.name for case in load(tmp_path)] == ["a", "b", "c"]

    def test_a_folder_that_is_a_case(self, tmp_path: Path) -> None:
        assert [case.name for case in load(str(write(tmp_path / "rain")))] == ["rain"]

    def test_any_suffix_but_no_backup(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "rain")
        (folder / "input.txt").rename(folder / "input.html")
        (folder / "input.html~").write_text("old")
        assert load(tmp_path)[0].raw == MENU.encode()

    def test_nothing_there(self, tmp_path: Path) -> None:
        assert load(tmp_path) == ()

    @pytest.mark.parametrize(
        ("files", "message"),
        [
            ({"expected_json": "{"}, r"^rain: expected\.json: .* line 1 column"),
            ({"expected_json": "[]"}, r"^rain: expected\.json: an object"),
            ({"expected_json": {"titel": "a"}}, r"^rain: expected\.json: unknown key 'titel'"),
            ({"expected_json": {"title": 1}}, r"^rain: expected\.json: title: a string or null"),
            ({"expected_json": {"authors": "A"}}, r"expected\.json: authors: a list of strings"),
            ({"expected_json": {"blocks": None}}, r"expected\.json: blocks: a list of \[kind"),
            ({"expected_json": {"blocks": [["ad"]]}}, r"blocks: entry 0 is not \[kind, text\]"),
            ({"expected_json": {"some_blocks": [["advert", "a"]]}}, r"entry 0: kind 'advert'"),
            ({"about_toml": "why = = 1"}, r"^rain: about\.toml: .*line 1"),
            ({"about_toml": "expect = 'pass'"}, r"^rain: about\.toml: why is missing"),
            ({"about_toml": "why = 'a'\nwhen = 'b'"}, r"about\.toml: unknown key 'when'"),
            ({"about_toml": "why = 1"}, r"^rain: about\.toml: why must be a string"),
            ({"about_toml": "why = 'a'\nexpect = 'no'"}, r'"pass" or "fail", not \'no\''),
            ({"about_toml": "why = 'a'\nexpect = 'fail'"}, r"about\.toml: a reason"),
            ({"about_toml": "why = 'a'\nreason = 'b'"}, r"about\.toml: a reason"),
            ({"body_txt": b"\xff"}, r"^rain: body\.txt: not UTF-8"),
            ({"input_html": ""}, r"^rain: input\.\*: one file is needed, found input\.html, input"),
        ],
    )
    def test_faults_name_case_and_file(
        self, tmp_path: Path, files: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(FixtureError, match=message):
            one(tmp_path, **files)

    @pytest.mark.parametrize("missing", ["input.txt", "about.toml"])
    def test_what_must_be_there(self, tmp_path: Path, missing: str) -> None:
        (write(tmp_path / "rain") / missing).unlink()
        with pytest.raises(FixtureError, match=r"rain: (input|about)"):
            load(tmp_path)

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(FixtureError, match="no such folder"):
            load(tmp_path / "nowhere")


class TestCheck:
    def test_only_what_is_stated_is_compared(self, tmp_path: Path) -> None:
        assert check(one(tmp_path, body_txt="")) is None
        assert check(one(tmp_path, expected_json={"title": None, "authors": []})) is None
        assert check(one(tmp_path, expected_json={"authors": None, "blocks": MENU_BLOCKS})) is None

    def test_nothing_stated_is_no_pass(self, tmp_path: Path) -> None:
        assert "cleantext accept" in plain(check(one(tmp_path)))
        assert "cleantext accept" in plain(check(one(tmp_path, expected_json={})))

    def test_the_body_is_exact(self, tmp_path: Path) -> None:
        body = cleantext.clean(PAGE).body
        assert check(one(tmp_path, input_txt=PAGE, body_txt=body + "\n")) is None
        assert check(one(tmp_path, input_txt=PAGE, body_txt=body)) is not None
        assert check(one(tmp_path, input_txt=PAGE, body_txt=body + " \n")) is not None

    def test_fields(self, tmp_path: Path) -> None:
        stated = {"title": "Rain", "authors": ["A", "B"], "date": None}
        difference = check(one(tmp_path, expected_json=stated))
        assert difference == Difference(
            case="rain",
            mismatches=(
                Mismatch(field="title", expected="Rain", got=None),
                Mismatch(field="authors", expected=["A", "B"], got=[]),
            ),
        )
        assert plain(difference) == (
            "title: expected Rain / got nothing\nauthors: expected A, B / got nothing"
        )

    def test_blocks_are_the_whole(self, tmp_path: Path) -> None:
        page = f"{MENU}\n{MENU} | More"
        blocks = [[block.kind.value, block.text] for block in cleantext.clean(page).blocks]
        assert check(one(tmp_path, input_txt=page, expected_json={"blocks": blocks})) is None
        difference = check(one(tmp_path, input_txt=page, expected_json={"blocks": blocks[:1]}))
        assert f"+{blocks[1][0]}: {MENU} | More" in plain(difference)

    def test_some_blocks_in_order(self, tmp_path: Path) -> None:
        page = f"{MENU}\n\nContact | Terms | Privacy | Help\n\n28.8K"
        blocks = [[block.kind.value, block.text] for block in cleantext.clean(page).blocks]

        def some(*wanted: list[str]) -> Difference | None:
            stated = {"some_blocks": list(wanted)}
            return check(one(tmp_path, input_txt=page, expected_json=stated))

        assert some() is None
        assert some(blocks[0], blocks[2]) is None
        assert "in another order" in plain(some(blocks[2], blocks[0]))
        assert f"got it as {blocks[1][0]}" in plain(some(["poll", blocks[1][1]]))
        assert "no such block" in plain(some(["poll", "Yes or no?"]))

    def test_a_known_limit(self, tmp_path: Path) -> None:
        about = 'why = "a"\nexpect = "fail"\nreason = "b"'
        fails = one(tmp_path, body_txt="Rain.\n", about_toml=about)
        assert judge(fails) == (Outcome.KNOWN, check(fails))
        outcome, difference = judge(one(tmp_path, body_txt="", about_toml=about))
        assert outcome is Outcome.FAILED
        assert "expected to fail" in plain(difference)

    def test_an_ordinary_case(self, tmp_path: Path) -> None:
        assert judge(one(tmp_path, body_txt="")) == (Outcome.PASSED, None)
        assert judge(one(tmp_path, body_txt="Rain.\n"))[0] is Outcome.FAILED


class TestRender:
    def test_values_stand_in_isolates(self) -> None:
        mismatch = Mismatch(field="title", expected="عنوان", got=None)
        text = Difference(case="a", mismatches=(mismatch,)).render()
        assert text == "title: expected \u2068عنوان\u2069 / got nothing"

    def test_a_body_is_a_diff(self) -> None:
        mismatch = Mismatch(field="body", expected="a\n\nb\n", got="a\n\nc\n")
        text = plain(Difference(case="a", mismatches=(mismatch,)))
        assert text == "body:\n--- expected\n+++ got\n@@ -2,3 +2,3 @@\n \n-b\n+c\n "

    def test_colour(self) -> None:
        mismatch = Mismatch(field="body", expected="a\n", got="b\n")
        text = Difference(case="a", mismatches=(mismatch,)).render(colour=True)
        assert "\x1b[31m-\u2068a\u2069\x1b[0m" in text
        assert "\x1b[32m+\u2068b\u2069\x1b[0m" in text

    @pytest.mark.parametrize("field", ["title", "body"])
    def test_what_cannot_be_seen_is_spelled_out_where_it_is_the_difference(
        self, field: str
    ) -> None:
        hidden = Mismatch(field=field, expected="10\u00a0%", got="10 %")
        assert "10<U+00A0>%" in plain(Difference(case="a", mismatches=(hidden,)))
        plainly = Mismatch(field=field, expected="10\u00a0%", got="11\u00a0%")
        assert "<U+" not in plain(Difference(case="a", mismatches=(plainly,)))

    def test_a_space_at_the_end_is_seen(self) -> None:
        mismatch = Mismatch(field="body", expected="a \n", got="a\n")
        assert "-a<U+0020>" in plain(Difference(case="a", mismatches=(mismatch,)))

    def test_a_page_cannot_speak_to_the_terminal(self) -> None:
        mismatch = Mismatch(field="title", expected="a", got="\x1b[2J\u202eb\u2069")
        text = Difference(case="a", mismatches=(mismatch,)).render()
        assert text.endswith("\u2068<U+001B>[2J<U+202E>b<U+2069>\u2069")


class TestAccept:
    def test_a_new_case_states_everything(self, tmp_path: Path) -> None:
        written = accept(one(tmp_path, input_txt=PAGE))
        assert [file.name for file in written] == ["body.txt", "expected.json"]
        (case,) = load(tmp_path)
        article = cleantext.clean(PAGE)
        assert case.body == article.body + "\n"
        assert case.expected is not None
        assert {"title", "authors", "date", "keywords", "blocks"} <= set(case.expected)
        assert case.expected["title"] == article.title
        assert check(case) is None

    def test_an_old_case_states_what_it_stated(self, tmp_path: Path) -> None:
        accept(one(tmp_path, expected_json={"title": "Rain", "date": "2024-01-01"}))
        (case,) = load(tmp_path)
        assert (case.body, case.expected) == (None, {"title": None, "date": None})

    def test_a_body_alone_stays_alone(self, tmp_path: Path) -> None:
        case = one(tmp_path, body_txt="Rain.\n")
        assert accept(case) == (case.folder / "body.txt",)
        assert (case.folder / "body.txt").read_bytes() == b""

    def test_an_empty_object_stays_empty_beside_a_body(self, tmp_path: Path) -> None:
        accept(one(tmp_path, body_txt="Rain.\n", expected_json={}))
        assert load(tmp_path)[0].expected == {}

    def test_some_blocks_get_the_kinds_that_they_have(self, tmp_path: Path) -> None:
        stated = {"some_blocks": [["poll", "gone"], ["poll", MENU]]}
        accept(one(tmp_path, expected_json=stated))
        assert load(tmp_path)[0].expected == {"some_blocks": MENU_BLOCKS}

    def test_a_known_limit_is_left_alone(self, tmp_path: Path) -> None:
        about = 'why = "a"\nexpect = "fail"\nreason = "b"'
        with pytest.raises(FixtureError, match=r"^rain: about\.toml"):
            accept(one(tmp_path, body_txt="Rain.\n", about_toml=about))
        assert (tmp_path / "rain" / "body.txt").read_text() == "Rain.\n"

    def test_the_input_is_never_touched(self, tmp_path: Path) -> None:
        case = one(tmp_path, input_txt=b"\xef\xbb\xbf a\r\n\xff")
        accept(case)
        assert load(tmp_path)[0].raw == case.raw
