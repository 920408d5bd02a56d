"""Labels from the vocabulary: lines that say what sites say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.lexicon import matcher_for

if TYPE_CHECKING:
    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.model import Label


def find_phrases(document: Document, features: Features) -> list[Label]:
    """A label for every line that a rule of an applicable vocabulary matches.

    A page's chrome is often not in its article's language, so every vocabulary whose script occurs
    on the page applies.
    """
    matcher = matcher_for(frozenset(features.scripts))
    return matcher.hits(features.keys, document.texts)
