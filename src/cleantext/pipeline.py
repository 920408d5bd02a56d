"""The five stages on one screen: read, detect, score, decode, compose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.article import Article, compose
from cleantext.decode import by_line, decode
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.metadata import read_metadata
from cleantext.model import Kind
from cleantext.readers import read
from cleantext.scorer import score

if TYPE_CHECKING:
    from collections.abc import Set


def run(raw: str | bytes, *, url: str | None, language: str | None, keep: Set[Kind]) -> Article:
    """Clean one dump."""
    document = read(raw, url=url)
    features = measure(document)
    labels = by_line(detect(document, features))
    scores = score(features, labels)
    decisions = decode(features, labels, scores)
    metadata = read_metadata(document, features, labels, [decision.zone for decision in decisions], language)
    return compose(document, decisions, metadata, keep)
