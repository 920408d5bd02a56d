"""What is installed, and whether it is whole: the versions, and the packages that clash with ours.

Two other distributions on PyPI, `cleantext` and `clean-text`, install an import package of the same
name over ours. This module must therefore work where `cleantext/__init__.py` is theirs, or is gone
because theirs was uninstalled; it imports nothing from the package itself.
"""

from __future__ import annotations

import importlib
import platform
import re
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DISTRIBUTION = "cleantext-news"
_PACKAGE = "cleantext"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The versions of everything that matters, as pairs, and the faults, one sentence each."""

    versions: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]


def diagnose() -> Diagnosis:
    """Look at Python, at cleantext and at its dependencies.

    >>> [name for name, version in diagnose().versions][:2]
    ['python', 'cleantext']
    """
    needed = tuple((name, _installed(name)) for name in _requirements())
    missing = tuple(f"{name} is not installed" for name, version in needed if version is None)
    own = (("python", platform.python_version()), (_PACKAGE, version()))
    return Diagnosis(
        versions=(*own, *((name, found or "missing") for name, found in needed)),
        faults=(*_clashes(), *_damage(), *missing),
    )


def version() -> str:
    """The version of cleantext; the installer's word for it where the package is damaged.

    >>> version().count(".")
    2
    """
    package = importlib.import_module(_PACKAGE)
    if _is_ours():
        return str(package.__version__)
    return _installed(DISTRIBUTION) or "unknown"


def _is_ours() -> bool:
    return hasattr(importlib.import_module(_PACKAGE), "Cleaner")


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _requirements() -> Iterator[str]:
    """The names of the distributions that ours cannot do without."""
    try:
        lines = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return
    for line in lines:
        name = _NAME.match(line)
        if name and "extra ==" not in line:
            yield name[0]


def _clashes() -> Iterator[str]:
    owners = {_normal(name) for name in metadata.packages_distributions().get(_PACKAGE, ())}
    for name in sorted(owners - {DISTRIBUTION}):
        yield f"the distribution {name!r} installs the same import package; {_cure(f' {name}')}"


def _damage() -> Iterator[str]:
    if not _is_ours():
        yield f"{_PACKAGE}/__init__.py is missing or not ours; {_cure('')}"


def _cure(other: str) -> str:
    first = f"run `pip uninstall{other}` and then " if other else "run "
    return f"{first}`pip install --force-reinstall --no-deps {DISTRIBUTION}`"


def _normal(name: str) -> str:
    """A distribution's name in the one form in which names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
