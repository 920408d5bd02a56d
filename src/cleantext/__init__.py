"""Raw news dumps in, clean articles out, with an account of every piece that was taken out.

>>> import cleantext
>>> page = '''Share
...
... Rain returns to the coast
...
... Rain returned to the coast on Monday, said the weather office.
... It will rain again before the end of the week.'''
>>> print(cleantext.clean(page).body)
Rain returned to the coast on Monday, said the weather office.
<BLANKLINE>
It will rain again before the end of the week.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.model import (
    Action,
    Block,
    CleanTextError,
    FixtureError,
    Found,
    Kind,
    LexiconError,
    Reason,
    Rule,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleantext.article import Article

__all__ = [
    "Action",
    "Article",
    "Block",
    "CleanTextError",
    "Cleaner",
    "FixtureError",
    "Found",
    "Kind",
    "LexiconError",
    "Reason",
    "Rule",
    "Span",
    "clean",
]
__version__ = "0.1.0"


class Cleaner:
    """A reusable cleaner with fixed options; one may be shared by any number of threads.

    `language` is the ISO 639-1 code of the articles where it is known (it is detected otherwise).
    `keep` names kinds that stay in the body although they would not: `Cleaner(keep={"caption"})`.

    >>> Cleaner(keep={"share"}).clean("Share\\n\\nIt rained on Monday, the office said.").body
    'Share\\n\\nIt rained on Monday, the office said.'
    """

    __slots__ = ("_keep", "_language")

    def __init__(
        self, *, language: str | None = None, keep: Iterable[Kind | str] = frozenset()
    ) -> None:
        self._language = language
        self._keep = frozenset(Kind(kind) for kind in keep)

    def clean(self, raw: str | bytes, *, url: str | None = None) -> Article:
        """The article of one raw dump; see `cleantext.clean`."""
        from cleantext.pipeline import run

        return run(raw, url=url, language=self._language, keep=self._keep)


def clean(
    raw: str | bytes,
    *,
    url: str | None = None,
    language: str | None = None,
    keep: Iterable[Kind | str] = frozenset(),
) -> Article:
    """The article in a raw dump of a news page, with an exact account of everything else.

    `raw` is the page as text, or as bytes in whatever encoding. `url` is handed through to the
    article, `language` overrides detection, and `keep` names kinds of blocks that stay in the body.
    A dump with no article in it gives an empty body and a warning, never somebody else's text.

    Raises TypeError where `raw` is neither str nor bytes, and ValueError for an unknown kind.

    >>> clean("Home | News | Sport | Video").warnings
    ('no article: the page has no passage that reads like one',)
    """
    return Cleaner(language=language, keep=keep).clean(raw, url=url)


def __getattr__(name: str) -> object:
    """`Article`, which only loads with the pipeline, so that `import cleantext` stays quick."""
    if name == "Article":
        from cleantext.article import Article

        return Article
    raise AttributeError(f"module 'cleantext' has no attribute {name!r}")
