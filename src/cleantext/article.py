"""The article: what `clean` gives back, composed from the decisions and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cleantext.model import Action, Block, Decision, Found, Kind, Reason, Rule, Span, Zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from cleantext.decode import Path
    from cleantext.document import Document
    from cleantext.metadata import Metadata
    from cleantext.scorer import Opinion

NO_ARTICLE = "no article: the page has no passage that reads like one"

# The rules that stand for the scorer's opinion of a line, which has a sentence of its own.
_SCORED = "score."

Date = dt.date | dt.datetime


@dataclass(frozen=True, kw_only=True)
class Article:
    """The clean article and the account of how it was made.

    `body` is the kept text, paragraphs parted by a blank line; empty where the page has no article,
    and then `warnings` says so. Every other field is None (or empty) where the page does not state
    it. `blocks` are all pieces of the page in order, each with its kind and reasons, and `removed`
    those that are chrome. `genre` is "horoscope", "weather", "markets" or "prayer_times" where the
    article itself is one, so that a pipeline can drop it. `paywalled` is what the markup says of that,
    and `image` the address of the picture that stands for the article. `found` tells for each field
    where its value stands and which rule read it, the winner first.

    >>> import cleantext
    >>> lines = [
    ...     "Share",
    ...     "Rain returns to the coast",
    ...     "Rain returned to the coast on Monday, said the weather office.",
    ...     "More of it is expected there before the end of the week.",
    ... ]
    >>> article = cleantext.clean("\\n\\n".join(lines))
    >>> article.title
    'Rain returns to the coast'
    >>> [(block.kind.value, block.text) for block in article.removed]
    [('share', 'Share')]
    """

    title: str | None
    body: str
    author: str | None
    authors: tuple[str, ...]
    date: Date | None
    modified: Date | None
    site: str | None
    dateline: str | None
    kicker: str | None
    description: str | None
    language: str | None
    genre: str | None
    section: str | None
    keywords: tuple[str, ...]
    image: str | None
    paywalled: bool | None
    url: str | None
    found: Mapping[str, tuple[Found, ...]]
    warnings: tuple[str, ...]
    ledger: Ledger = field(repr=False, compare=False)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the page in order, spelled out from the ledger when first asked for."""
        return self.ledger.blocks()

    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks that are neither body nor metadata."""
        return tuple(block for block in self.blocks if block.kind.action is Action.CHROME)

    def to_dict(self) -> dict[str, Any]:
        """The article as plain values that JSON can hold; dates in ISO 8601."""
        return {
            "title": self.title,
            "body": self.body,
            "author": self.author,
            "authors": list(self.authors),
            "date": _iso(self.date),
            "modified": _iso(self.modified),
            "site": self.site,
            "dateline": self.dateline,
            "kicker": self.kicker,
            "description": self.description,
            "language": self.language,
            "genre": self.genre,
            "section": self.section,
            "keywords": list(self.keywords),
            "image": self.image,
            "paywalled": self.paywalled,
            "url": self.url,
            "blocks": [_block_to_dict(block) for block in self.blocks],
            "found": {
                field: [_found_to_dict(entry) for entry in entries]
                for field, entries in self.found.items()
            },
            "warnings": list(self.warnings),
        }

    def to_json(self) -> str:
        """`to_dict` as one line of JSON, in the page's own letters."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def to_markdown(self) -> str:
        """Title and body as Markdown: headings, lists and quotes marked, special characters escaped.

        Of HTML, links, tables and code as well (docs/output.md).
        """
        from cleantext.markdown import to_markdown

        return to_markdown(self)

    def to_html(self) -> str:
        """Title and body as plain HTML in which nothing is active, whatever the page held."""
        from cleantext.htmlout import to_html

        return to_html(self)


def _iso(value: Date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _block_to_dict(block: Block) -> dict[str, Any]:
    return {
        "index": block.index,
        "start": block.span.start,
        "end": block.span.end,
        "text": block.text,
        "kind": block.kind.value,
        "confidence": round(block.confidence, 4),
        "path": block.path,
        "reasons": [
            {
                "rule": reason.rule,
                "start": reason.span.start,
                "end": reason.span.end,
                "sentence": reason.sentence,
            }
            for reason in block.reasons
        ],
    }


def _found_to_dict(entry: Found) -> dict[str, Any]:
    value = entry.value
    plain = value.isoformat() if isinstance(value, dt.date) else value
    return {
        "value": plain,
        "start": entry.span.start if entry.span else None,
        "end": entry.span.end if entry.span else None,
        "rule": entry.rule.id,
        "key": entry.key,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What an article is made from, and its account with it: the page, its path, its metadata.

    An object for every line, with its reasons, takes as long to make as all the decisions
    themselves, and most callers want the body. So blocks are spelled out on demand, from the very
    data that the body is made from. `kept` are the lines of the body, whatever the caller made of it.
    """

    document: Document
    path: Path
    metadata: Metadata
    opinion: Opinion
    kept: tuple[int, ...] = ()

    def is_body(self, line: int) -> bool:
        """Whether a line is article text."""
        override = self.metadata.lines.get(line)
        if override:
            return override[0].action is Action.BODY
        return self.path.zones[line] is Zone.BODY

    def blocks(self) -> tuple[Block, ...]:
        """One block a line."""
        return tuple(
            [
                self._block(line, decision, path)
                for line, (decision, path) in enumerate(
                    zip(self.path.decisions(), self._paths(), strict=True)
                )
            ]
        )

    def _paths(self) -> Sequence[str | None]:
        """For each line, the path of the element of the page that it stands in."""
        document, markup = self.document, self.document.markup
        if markup is None:
            return [None] * len(document)
        return markup.paths(markup.elements_at(document.starts))

    def _block(self, line: int, decision: Decision, path: str | None) -> Block:
        document, override = self.document, self.metadata.lines.get(line)
        span = Span(start=document.starts[line], end=document.ends[line])
        kind, confidence, rules = decision.kind, decision.confidence, decision.rules
        if override:
            kind, rule = override
            confidence, rules = rule.confidence, (rule, *rules)
        return Block(
            index=line,
            span=span,
            text=document.texts[line],
            kind=kind,
            confidence=confidence,
            reasons=tuple([self._reason(line, span, rule) for rule in rules]),
            path=path,
        )

    def _reason(self, line: int, span: Span, rule: Rule) -> Reason:
        sentence = self.opinion.sentences[line] if rule.id.startswith(_SCORED) else rule.why
        return Reason(rule=rule.id, span=span, sentence=sentence)


def compose(
    ledger: Ledger, keep: Set[Kind] = frozenset(), drop: Set[Kind] = frozenset()
) -> Article:
    """The article of a document whose every line has been decided.

    `keep` adds kinds to its body, and `drop` takes some out.
    """
    document, found = ledger.document, ledger.metadata.found
    body = [line for line in range(len(document)) if ledger.is_body(line)]
    kept = (
        body
        if not keep and not drop
        else [
            block.index
            for block in ledger.blocks()
            if block.kind in keep or (block.kind.action is Action.BODY and block.kind not in drop)
        ]
    )
    value = {field: entries[0].value for field, entries in found.items()}
    authors = _values(found, "authors")
    return Article(
        title=_text(value.get("title")),
        body="\n\n".join([document.texts[line] for line in kept]),
        author=", ".join(authors) or None,
        authors=authors,
        date=_date(value.get("date")),
        modified=_date(value.get("modified")),
        site=_text(value.get("site")),
        dateline=_text(value.get("dateline")),
        kicker=_text(value.get("kicker")),
        description=_text(value.get("description")),
        language=_text(value.get("language")),
        genre=_text(value.get("genre")),
        section=_text(value.get("section")),
        keywords=_values(found, "keywords"),
        image=_text(value.get("image")),
        paywalled=_flag(value.get("paywalled")),
        url=document.url or _text(value.get("url")),
        found=found,
        warnings=document.warnings if body else (*document.warnings, NO_ARTICLE),
        ledger=replace(ledger, kept=tuple(kept)),
    )


def _values(found: Mapping[str, tuple[Found, ...]], field: str) -> tuple[str, ...]:
    """The values of a field that may have several: all that the first place names."""
    entries = found.get(field, ())
    first = [(entry.rule, entry.key) for entry in entries[:1]]
    return tuple(
        dict.fromkeys(str(entry.value) for entry in entries if (entry.rule, entry.key) in first)
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _date(value: object) -> Date | None:
    return value if isinstance(value, dt.date) else None
