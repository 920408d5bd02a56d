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
    import datetime as dt
    from collections.abc import Iterable
    from os import PathLike
    from typing import Literal

    from cleantext.article import Article
    from cleantext.lexicon import Lexicon as _Lexicon
    from cleantext.protect import Protected as _Protected
    from cleantext.witnesses import Witness as _Witness

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
    `reference` is when the dump was made: with it, times such as "two hours ago" give dates.
    `keep` names kinds that stay in the body although they would not, as in `keep={"caption"}`, and
    `drop` kinds of the body that do not. `protect` holds sentences, or patterns between slashes
    (`"/^Q: /"`): lines with one of them are never removed or cut. `rules` is the path of a file of
    your own rules (docs/own-rules.md), which may say all of this as well; what it says is added.

    `witness` is asked for its opinion on pages of HTML: trafilatura by default, None for nobody, which
    takes half the time and is a little less sure (docs/html.md), or a function of your own that
    takes the root element of the page (lxml) and gives the text that it would keep. Text dumps have no
    witness.

    Raises `LexiconError` where the file of rules is wrong, `CleanTextError` for a pattern that is
    none, OSError where the file cannot be read, and ValueError for an unknown kind or witness.

    >>> Cleaner(keep={"share"}).clean("Share\\n\\nIt rained on Monday, the office said.").body
    'Share\\n\\nIt rained on Monday, the office said.'
    """

    __slots__ = ("_drop", "_keep", "_language", "_lexicon", "_protect", "_reference", "_witness")

    def __init__(  # noqa: PLR0913 - a name for each option
        self,
        *,
        language: str | None = None,
        reference: dt.datetime | None = None,
        keep: Iterable[Kind | str] = frozenset(),
        drop: Iterable[Kind | str] = frozenset(),
        protect: Iterable[str] = (),
        rules: str | PathLike[str] | None = None,
        witness: Literal["trafilatura"] | _Witness | None = "trafilatura",
    ) -> None:
        self._language = language
        self._reference = reference
        self._keep = frozenset(Kind(kind) for kind in keep)
        self._drop = frozenset(Kind(kind) for kind in drop)
        self._lexicon: _Lexicon | None = None
        self._protect: _Protected | None = None
        if isinstance(witness, str) and witness != "trafilatura":
            raise ValueError(f"there is no witness {witness!r}")
        self._witness = witness
        protect = (protect,) if isinstance(protect, str) else tuple(protect)
        if rules is not None or protect:
            self._read(rules, protect)

    def _read(self, path: str | PathLike[str] | None, protect: tuple[str, ...]) -> None:
        """Take up the rules of a file, and the passages that stay."""
        from cleantext.own import load_rules, protected

        if path is not None:
            own = load_rules(path)
            self._lexicon = own.lexicon()
            self._keep |= own.keep
            self._drop |= own.drop
            protect += own.protect
        self._protect = protected(protect)

    def clean(self, raw: str | bytes, *, url: str | None = None) -> Article:
        """The article of one raw dump; see `cleantext.clean`."""
        from cleantext.lexicon import default
        from cleantext.pipeline import Options, run
        from cleantext.protect import NOTHING
        from cleantext.witnesses.trafilatura import trafilatura

        options = Options(
            language=self._language,
            reference=self._reference,
            keep=self._keep,
            drop=self._drop,
            protect=self._protect or NOTHING,
            lexicon=self._lexicon or default(),
            witness=trafilatura if isinstance(self._witness, str) else self._witness,
        )
        return run(raw, options, url=url)


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
