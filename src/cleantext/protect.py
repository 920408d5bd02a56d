"""Passages that a caller protects: lines that hold one are never removed, and never cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleantext.folding import fold
from cleantext.model import Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleantext.document import Document
    from cleantext.features import Features

PROTECTED = Rule(
    id="own.protect",
    kind=Kind.PARAGRAPH,
    confidence=0.99,
    why="It holds a passage that the caller protects.",
)
RULES = (PROTECTED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """Passages that are never removed: folded sentences, and patterns."""

    sentences: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Protected:
        """The passages that a caller names, patterns between slashes; `re.error` where one is none."""
        texts = tuple(texts)
        is_pattern = [len(text) > 2 and text[0] == text[-1] == "/" for text in texts]
        pairs = list(zip(texts, is_pattern, strict=True))
        return cls(
            sentences=tuple(filter(None, [fold(text) for text, pattern in pairs if not pattern])),
            patterns=tuple([re.compile(text[1:-1]) for text, pattern in pairs if pattern]),
        )

    def lines(self, document: Document, features: Features) -> frozenset[int]:
        """The lines that hold one of them."""
        if not self.sentences and not self.patterns:
            return frozenset()
        return frozenset(
            line
            for line, (key, text) in enumerate(zip(features.keys, document.texts, strict=True))
            if any([f" {sentence} " in f" {key} " for sentence in self.sentences])
            or any([pattern.search(text) for pattern in self.patterns])
        )


NOTHING = Protected()
