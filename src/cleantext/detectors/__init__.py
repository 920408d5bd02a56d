"""The detectors: each looks at a document and says which rule matches which line.

A detector is a function of the document, its measures, and the vocabularies that it speaks. It does
not see what others say, so the order of the table decides nothing. Adding one is adding a function here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.detectors.markup import find_markup
from cleantext.detectors.phrases import find_phrases
from cleantext.detectors.repeats import find_repeats
from cleantext.detectors.shape import find_shapes

if TYPE_CHECKING:
    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.lexicon import Speech
    from cleantext.model import Label

DETECTORS = (find_phrases, find_shapes, find_repeats, find_markup)


def detect(document: Document, features: Features, speech: Speech) -> list[Label]:
    """All labels of a document, in the order of its lines."""
    labels = [label for find in DETECTORS for label in find(document, features, speech)]
    labels.sort(key=lambda label: label.line)
    return labels
