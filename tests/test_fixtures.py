"""Every public case, in `seeds/` and in `tests/fixtures/`; known limits fail, strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext.cases import Case, check, load

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "seeds", ROOT / "tests" / "fixtures")
CASES = tuple(case for folder in FOLDERS for case in load(folder))


def parameter(case: Case) -> object:
    """A case as pytest takes it: with a strict mark where it is expected to fail."""
    marks = (
        [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.reason)]
        if case.must_fail
        else []
    )
    return pytest.param(case, id=f"{case.folder.parent.name}/{case.name}", marks=marks)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_is_a_case(folder: Path) -> None:
    names = [entry.name for entry in sorted(folder.iterdir()) if entry.is_dir()]
    assert names
    assert [case.name for case in load(folder)] == names


def test_there_are_known_failures_among_them() -> None:
    assert any(case.must_fail for case in CASES)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_case(case: Case) -> None:
    difference = check(case)
    assert difference is None, f"{case.why}\n{difference.render()}"
