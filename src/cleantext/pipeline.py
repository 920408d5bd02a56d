"""The five stages on one screen: read, detect, score, decode, compose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.article import Article, Ledger, compose
from cleantext.decode import by_line, decode
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.metadata import read_metadata
from cleantext.metadata.page import Page
from cleantext.readers import read
from cleantext.scorer import score

if TYPE_CHECKING:
    from collections.abc import Set

    from cleantext.model import Kind


def run(raw: str | bytes, *, url: str | None, language: str | None, keep: Set[Kind]) -> Article:
    """Clean one dump."""
    document = read(raw, url=url)
    features = measure(document)
    labels = by_line(detect(document, features))
    opinion = score(features, labels)
    path = decode(features, labels, opinion.odds)
    page = Page(
        document=document,
        features=features,
        labels=labels,
        zones=path.zones,
        sections=path.sections,
        clean=path.clean,
    )
    metadata = read_metadata(page, language)
    return compose(Ledger(document=document, path=path, metadata=metadata, opinion=opinion), keep)
