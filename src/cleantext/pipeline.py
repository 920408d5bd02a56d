"""The stages on one screen: read, lay out, detect, score, decode, compose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cleantext.article import Article, Ledger, compose
from cleantext.decode import by_line, decode
from cleantext.detectors import detect
from cleantext.features import measure
from cleantext.layout import split, unwrap
from cleantext.metadata import read_metadata
from cleantext.metadata.page import Page
from cleantext.model import Kind
from cleantext.protect import NOTHING, PROTECTED, Protected
from cleantext.readers import read
from cleantext.scorer import score
from cleantext.scorer.hints import find_hints
from cleantext.witnesses import hear

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence, Set

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.lexicon import Lexicon, Speech
    from cleantext.model import Label
    from cleantext.readers.reading import Reading
    from cleantext.witnesses import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a caller asks for, settled."""

    language: str | None
    reference: dt.datetime | None
    keep: Set[Kind]
    drop: Set[Kind]
    protect: Protected
    lexicon: Lexicon
    witness: Witness | None = None


def run(raw: str | bytes, options: Options, *, url: str | None = None) -> Article:
    """Clean one dump."""
    document = testify(read(raw, url=url), options.witness)
    seen = look(document, options.lexicon, options.protect)
    markup = seen.document.markup
    hints = find_hints(seen.document, seen.features, markup) if markup else None
    opinion = score(seen.features, seen.labels, hints)
    path = decode(seen.features, seen.labels, opinion.odds, forms_of(seen.document))
    page = Page(
        document=seen.document,
        features=seen.features,
        speech=seen.speech,
        labels=path.labels,
        zones=path.zones,
        sections=path.sections,
        clean=path.clean,
        reference=options.reference,
    )
    metadata = read_metadata(page, options.language)
    metadata.lines.update(dict.fromkeys(seen.protected, (Kind.PARAGRAPH, PROTECTED)))
    ledger = Ledger(document=seen.document, path=path, metadata=metadata, opinion=opinion)
    return compose(ledger, options.keep, options.drop)


def forms_of(document: Document) -> dict[int, Kind]:
    """What the elements of lines make of them, where the document is HTML."""
    markup = document.markup
    if markup is None:
        return {}
    forms = map(markup.form, markup.elements_at(document.starts))
    return {line: form for line, form in enumerate(forms) if form}


def testify(reading: Reading, witness: Witness | None) -> Document:
    """The document, with what a witness says of it, if it is HTML and there is a witness to ask."""
    document, root = reading.document, reading.root
    if witness is None or root is None or document.markup is None:
        return document
    heard = hear(witness, root, document.markup.size)
    return replace(
        document,
        markup=replace(document.markup, witness=heard.text),
        warnings=(*document.warnings, heard.warning) if heard.warning else document.warnings,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What there is to be seen of a dump before anybody judges it."""

    document: Document
    features: Features
    speech: Speech
    labels: Mapping[int, Sequence[Label]]
    protected: frozenset[int]


def look(document: Document, lexicon: Lexicon, protect: Protected = NOTHING) -> Sight:
    """Lay the lines of a dump out, measure them, and let every rule speak."""
    document = document if document.markup else unwrap(document)
    features = measure(document)
    speech = lexicon.speech_of(features)
    cut, labels = split(document, features, speech, protect.lines(document, features))
    if cut is not document:
        document, features = cut, measure(cut)
    labels += detect(document, features, speech)
    if lexicon.off:
        labels = [label for label in labels if label.rule.id not in lexicon.off]
    return Sight(
        document=document,
        features=features,
        speech=speech,
        labels=by_line(labels),
        protected=protect.lines(document, features),
    )
