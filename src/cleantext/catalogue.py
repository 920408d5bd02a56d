"""The catalogue: every rule there is, those of the vocabularies and those that are code."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from cleantext import decode, layout, lexicon, metadata, protect
from cleantext.detectors import markup, phrases, repeats, shape
from cleantext.lexicon.vocabulary import codes, vocabulary
from cleantext.metadata import (
    byline,
    claims,
    dates,
    declared,
    genre,
    language,
    leads,
    people,
    place,
    site,
    times,
    title,
)
from cleantext.model import Rule, UnknownRuleError

if TYPE_CHECKING:
    from cleantext.lexicon import PhraseRule

# Every module that recognises things by code. A test finds the modules that are missing here.
_CODED = (
    layout,
    phrases,
    shape,
    repeats,
    markup,
    decode,
    metadata,
    byline,
    dates,
    declared,
    claims,
    people,
    times,
    genre,
    place,
    site,
    title,
    leads,
    language,
    protect,
)
# Those of them whose rules label lines; the others decide, or read metadata.
_LABELLING = (layout, phrases, shape, repeats, markup)

_MAX_NEAREST = 3
_LEAST_LIKENESS = 0.5


def rules() -> tuple[Rule, ...]:
    """Every rule there is, sorted by id.

    >>> "shape.menu_row" in [rule.id for rule in rules()]
    True
    """
    coded = [rule for module in _CODED for rule in module.RULES]
    return tuple(sorted([*coded, *(entry.rule for entry in _entries())], key=lambda rule: rule.id))


def rule(id: str) -> Rule:
    """The rule of that id.

    Raises `UnknownRuleError`, naming the nearest ids, where there is none.

    >>> rule("shape.menu_row").kind.value
    'navigation'
    """
    entry = phrase_rule(id)
    if entry:
        return entry.rule
    known = {entry.id: entry for entry in rules()}
    if id not in known:
        raise UnknownRuleError(f"there is no rule {id!r}{_nearest(id, tuple(known))}")
    return known[id]


def phrase_rule(id: str) -> PhraseRule | None:
    """How the rule of that id is matched, where it is one of a vocabulary; None where it is code.

    >>> phrase_rule("shape.menu_row") is None
    True
    """
    code = id.partition(".")[0]
    entries = vocabulary(code).rules if code in codes() else ()
    return next((entry for entry in entries if entry.rule.id == id), None)


def is_label(id: str) -> bool:
    """Whether the rule of that id labels lines, so that it can be switched off.

    >>> is_label("shape.menu_row"), is_label("title.above_body")
    (True, False)
    """
    coded = {rule.id for module in _LABELLING for rule in module.RULES}
    return id in coded or phrase_rule(id) is not None


def languages() -> tuple[str, ...]:
    """The codes of the vocabularies; the id of each of their rules begins with one.

    >>> languages() == tuple(sorted(languages()))
    True
    """
    return codes()


def _entries() -> list[PhraseRule]:
    return [entry for vocabulary in lexicon.load() for entry in vocabulary.rules]


def _nearest(id: str, known: tuple[str, ...]) -> str:
    within = [other for other in known if id and id in other]
    close = get_close_matches(id, known, _MAX_NEAREST, _LEAST_LIKENESS)
    nearest = tuple(dict.fromkeys([*close, *within]))[:_MAX_NEAREST]
    return f"; nearest are {', '.join(nearest)}" if nearest else ""
