"""Decisions: the best path through the page, and exactly one kind a line.

Theory. A news page is read from top to bottom in four zones:

    head    menus, then the headline and what stands around it (date, byline, caption)
    body    the article's paragraphs, subheadings and lists
    inset   an interruption of the body: a caption, an advertisement, a box of links
    tail    everything after the article: tags, related stories, comments, footer

A page begins in the head and moves only forward, but for the body and its insets, which take turns:

            head ──► body ◄──► inset
             │        │          │
             │        ▼          ▼
             └─────► tail ◄──────┘      head ─► tail: a page without an article

Every line pays for the zone it is put into. Outside the body it pays nothing, or a little where its
kind belongs elsewhere on a page (`_OUT_OF_PLACE`); in the body it earns its log-odds of being article
text, which are the scorer's, less the evidence of the rules that call it chrome. Every move between
zones has a price too (`_MOVES`). The cheapest path is found by dynamic programming, one step a line
(Viterbi, "Error bounds for convolutional codes", 1967), so the time is linear in the lines.

The path decides what is article. What the other lines are is then read from the rules that matched,
from the section that a heading opened above them ("Related stories"), and last from their shape and
place. `render` writes a page as one letter a line, which is how the tests speak of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleantext.decode import kinds
from cleantext.decode.kinds import RULES, find_sections
from cleantext.decode.letters import render
from cleantext.decode.pages import (
    STRONG,
    are_sentences,
    core,
    is_article,
    long_prose,
    looks_clean,
    phrases_of,
    sure_prose,
    under_headings,
    without_own_kind,
)
from cleantext.features import MOSTLY_LINKED
from cleantext.model import Action, Decision, Kind, Label, Rule, Zone

if TYPE_CHECKING:
    from cleantext.features import Features, Floats

__all__ = ["RULES", "Path", "best_path", "by_line", "decode", "evidence", "render"]

# All these are log-odds on one scale, that of the scorer, which are calibrated (docs/model.md).

# What a strong rule takes from the log-odds of article text: more than any scorer gives.
_STRONG_EVIDENCE = 8.0
# What a label that is sure of itself takes: more than prose on a clean page is given.
_SURE_EVIDENCE = 16.0
# On a clean page, outside its paragraphs, a rule this sure is enough.
_LIKELY = 0.75
# Weak rules take their own log-odds times this, so that a scorer that is sure can overrule them;
# and less on a page that is clean otherwise.
_WEAK_WEIGHT = 0.5
_WEAK_WEIGHT_IF_CLEAN = 0.2

# What every line from the first paragraph on is given beforehand, since a lost paragraph is worse than
# a kept share bar: at 0.6 pages of unseen sites lose 3.6 % of their words and keep 7.1 % of others', at
# 0.0 it is 4.4 % and 7.3 %. A long paragraph is given this much more.
_LEANING, _LEANING_OF_LONG_PROSE = 0.6, 0.5
# What every line is given instead on a page that looks like a clean article.
_LEANING_IF_CLEAN = 4.0
# What sentences are given on the smallest pages, down to nothing at so many lines: whoever kept a page that
# small has taken the menus away already.
_LEANING_IF_SMALL, _SMALL = 2.0, 60
# On a clean page the scorer is sure of a line at this; then only strong rules count, wherever it stands.
_SURE = 3.0
# An article may quote what sites say, or be about it: in a long paragraph that the scorer takes for
# article text, even a strong rule takes no more than this.
_MOST_AGAINST_PROSE = 2.0
# So may its quotations and the rows of its tables, which markup tells.
_QUOTING = frozenset((Kind.QUOTE, Kind.TABLE))
# What the heading of a section ("Related stories") takes from each of the lines under it.
_UNDER_A_HEADING, _UNDER_A_HEADING_IF_CLEAN = 2.0, 5.0
# ... and from those that are a link and nothing else.
_LINKED_UNDER_A_HEADING = 6.0

_NEVER = -1e9
_MOVES: Mapping[tuple[Zone, Zone], float] = {
    (Zone.HEAD, Zone.BODY): 0.0,
    (Zone.BODY, Zone.INSET): -0.4,
    (Zone.INSET, Zone.BODY): -0.4,
    (Zone.BODY, Zone.TAIL): 0.0,
    (Zone.INSET, Zone.TAIL): 0.0,
    (Zone.HEAD, Zone.TAIL): -1.0,
}

# What a line of a kind pays in a zone where such lines seldom stand.
_OUT_OF_PLACE: Mapping[Kind, Mapping[Zone, float]] = {
    Kind.COPYRIGHT: {Zone.HEAD: -1.0, Zone.INSET: -2.0},
    Kind.TERMS: {Zone.HEAD: -0.5, Zone.INSET: -1.0},
    Kind.COMMENTS: {Zone.HEAD: -1.0, Zone.INSET: -0.5},
    Kind.COMMENT_FORM: {Zone.HEAD: -1.0, Zone.INSET: -1.0},
    Kind.BYLINE: {Zone.TAIL: -0.5},
}


class Site(IntEnum):
    """Where on a page a rule speaks: that decides how much it counts."""

    PAGE = 0  # a page with chrome on it
    CORE = 1  # a clean page, between its first paragraph and its last
    EDGE = 2  # a clean page, above and below these
    SILENT_EDGE = 3  # the same, where no phrase of chrome stands on the page at all


@cache
def evidence(rule: Rule, site: Site = Site.PAGE) -> float:
    """How much a rule takes from the log-odds that a line is article text.

    Between the paragraphs of a clean page only strong rules for chrome count. Above and below them,
    where chrome stands, any likely rule does, if the page has chrome at all.
    """
    if rule.kind.action is Action.BODY:
        return 0.0
    repeats = rule.id.startswith("repeats.")
    gives_way = site is Site.CORE and rule.kind.action is Action.METADATA and not repeats
    at_edge = site is Site.EDGE and rule.confidence >= _LIKELY and not repeats
    if at_edge or (rule.confidence >= STRONG and not gives_way):
        return _STRONG_EVIDENCE
    weight = _WEAK_WEIGHT if site is Site.PAGE else _WEAK_WEIGHT_IF_CLEAN
    return weight * math.log(rule.confidence / (1 - rule.confidence))


Labels = Mapping[int, Sequence[Label]]
NO_FORMS: Mapping[int, Kind] = {}


def by_line(labels: Sequence[Label]) -> Labels:
    """Labels grouped by the line that they speak of."""
    grouped: dict[int, list[Label]] = {}
    for label in labels:
        found = grouped.setdefault(label.line, [])
        if not any([other.rule is label.rule for other in found]):
            found.append(label)
    return grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way through a page: the zone of every line, and the section that some of them lie in.

    This settles what is article. What the other lines are is spelled out by `decisions`, from the
    same data, when somebody asks.
    """

    features: Features
    labels: Labels
    scores: Floats
    zones: list[Zone]
    sections: Mapping[int, Kind]
    clean: bool
    has_body: bool
    forms: Mapping[int, Kind]

    def decisions(self) -> list[Decision]:
        """One decision a line."""
        return kinds.decisions(self)


def decode(
    features: Features, labels: Labels, scores: Floats, forms: Mapping[int, Kind] = NO_FORMS
) -> Path:
    """The best path through a page, from the scorer's log-odds and the rules that matched.

    `forms` says of lines of HTML what their elements are: headings, items, quotations, rows.
    """
    labels = without_own_kind(features, labels)
    phrases = phrases_of(labels)
    clean = looks_clean(features, labels, scores, phrases)
    odds = scores + _leaning(features, scores, clean)
    edge = (Site.EDGE if phrases else Site.SILENT_EDGE) if clean else Site.PAGE
    middle = core(features) if clean else range(0)
    prose = sure_prose(features, scores)
    for line, found in labels.items():
        trusted = line in middle or (clean and scores[line] > _SURE)
        against = max([evidence(label.rule, Site.CORE if trusted else edge) for label in found])
        if _is_link_to_story(features, found, line):
            against = max(against, _STRONG_EVIDENCE)
        elif any([label.sure for label in found]):
            against = _SURE_EVIDENCE
        elif forms.get(line) in _QUOTING or (
            prose[line] and not _is_fluent_chrome(features, found, line)
        ):
            against = min(against, _MOST_AGAINST_PROSE)
        odds[line] -= against
    for line in under_headings(features, labels):
        odds[line] -= _under_a_heading(features, line, clean)
    zones = best_path(odds, labels)
    if Zone.BODY not in zones or (
        edge is not Site.SILENT_EDGE and not is_article(features, labels, zones)
    ):
        zones = [Zone.TAIL] * len(zones)
    return Path(
        features=features,
        labels=labels,
        scores=scores,
        zones=zones,
        sections=find_sections(features, labels, zones),
        clean=clean,
        has_body=Zone.BODY in zones,
        forms=forms,
    )


def _is_link_to_story(features: Features, found: Sequence[Label], line: int) -> bool:
    """Whether a phrase for other stories ("Read also: ...") stands before a link, or in one."""
    says_so = any([label.is_phrase and label.rule.kind is Kind.RELATED for label in found])
    return says_so and features.is_link(line, MOSTLY_LINKED)


def _under_a_heading(features: Features, line: int, clean: bool) -> float:
    """What the heading of a section takes from a line under it."""
    if features.is_link(line):
        return _LINKED_UNDER_A_HEADING
    return _UNDER_A_HEADING_IF_CLEAN if clean else _UNDER_A_HEADING


def _is_fluent_chrome(features: Features, found: Sequence[Label], line: int) -> bool:
    """Whether a rule for sentences matches, and the line does not quote what sites say."""
    return any([label.fluent for label in found]) and not features.quotes[line]


def _leaning(features: Features, scores: Floats, clean: bool) -> Floats:
    """What each line is given beforehand; nothing above the first paragraph, where headlines stand."""
    leaning: Floats = _LEANING_OF_LONG_PROSE * long_prose(features).astype(np.float64)
    if clean:
        return leaning + _LEANING_IF_CLEAN
    small = _LEANING_IF_SMALL * max(0.0, 1 - len(features) / _SMALL)
    first = int(np.argmax(sure_prose(features, scores)))
    leaning[first:] += _LEANING
    return leaning + small * are_sentences(features)


def best_path(odds: Floats, labels: Labels) -> list[Zone]:
    """The zone of every line on the path that earns most."""
    places = {
        line: _places(found)
        for line, found in labels.items()
        if any([label.rule.kind in _OUT_OF_PLACE for label in found])
    }
    into_body, into_inset, skip = (
        _MOVES[Zone.INSET, Zone.BODY],
        _MOVES[Zone.BODY, Zone.INSET],
        _MOVES[Zone.HEAD, Zone.TAIL],
    )
    free = (0.0, 0.0, 0.0)
    at_home, in_body, in_inset, in_tail = Zone.HEAD, Zone.BODY, Zone.INSET, Zone.TAIL
    head, body, inset, tail = 0.0, _NEVER, _NEVER, _NEVER
    back: list[tuple[Zone, Zone, Zone]] = []  # where body, inset and tail came from
    for line, gain in enumerate(odds.tolist()):
        at_head, at_inset, at_tail = places.get(line, free)
        from_body, body_now = (at_home, head) if head > body else (in_body, body)
        if inset + into_body > body_now:
            from_body, body_now = in_inset, inset + into_body
        from_inset, inset_now = (
            (in_body, body + into_inset) if body + into_inset > inset else (in_inset, inset)
        )
        from_tail, tail_now = (in_body, body) if body > tail else (in_tail, tail)
        if inset > tail_now:
            from_tail, tail_now = in_inset, inset
        if head + skip > tail_now:
            from_tail, tail_now = at_home, head + skip
        back.append((from_body, from_inset, from_tail))
        head, body, inset, tail = (
            head + at_head,
            body_now + gain,
            inset_now + at_inset,
            tail_now + at_tail,
        )
    ends = {Zone.HEAD: head, Zone.BODY: body, Zone.TAIL: tail}
    return _trace(back, max(ends, key=lambda zone: ends[zone]))


def _places(found: Sequence[Label]) -> tuple[float, float, float]:
    costs = [_OUT_OF_PLACE.get(label.rule.kind, {}) for label in found]
    return (
        min(cost.get(Zone.HEAD, 0.0) for cost in costs),
        min(cost.get(Zone.INSET, 0.0) for cost in costs),
        min(cost.get(Zone.TAIL, 0.0) for cost in costs),
    )


_COLUMN = {Zone.BODY: 0, Zone.INSET: 1, Zone.TAIL: 2}


def _trace(back: Sequence[tuple[Zone, Zone, Zone]], zone: Zone) -> list[Zone]:
    path: list[Zone] = []
    head = Zone.HEAD
    for came_from in reversed(back):
        path.append(zone)
        zone = came_from[_COLUMN[zone]] if zone is not head else head
    path.reverse()
    return path
