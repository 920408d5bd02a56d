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

from cleantext.features import Char
from cleantext.model import Action, Decision, Kind, Label, Rule, Zone

if TYPE_CHECKING:
    import numpy.typing as npt

    from cleantext.features import Features, Floats, Ints

UNLIKELY = Rule(
    id="score.low",
    kind=Kind.UNCLASSIFIED,
    confidence=0.7,
    why="Its shape, its neighbours and its place are not those of article text.",
)
LIKELY = Rule(
    id="score.high",
    kind=Kind.PARAGRAPH,
    confidence=0.8,
    why="Its shape, its neighbours and its place are those of article text.",
)
SECTION = Rule(
    id="place.section",
    kind=Kind.UNCLASSIFIED,
    confidence=0.75,
    why="It follows a heading that opens a section of this kind.",
)
MENU_ITEM = Rule(
    id="place.menu_item",
    kind=Kind.NAVIGATION,
    confidence=0.6,
    why="A short line outside the article.",
)
HEADLINE = Rule(
    id="place.headline",
    kind=Kind.RELATED,
    confidence=0.6,
    why="A line outside the article, as long as a headline or a teaser.",
)
STRIP = Rule(
    id="place.strip",
    kind=Kind.TICKER,
    confidence=0.55,
    why="A line above the article, as long as a headline.",
)
RULES = (UNLIKELY, LIKELY, SECTION, MENU_ITEM, HEADLINE, STRIP)

# A rule this sure removes a line even in the middle of the article.
STRONG = 0.9
# What a strong rule takes from the log-odds of article text: more than any scorer gives.
_STRONG_EVIDENCE = 12.0
# On a clean page, outside its paragraphs, a rule this sure is enough.
_LIKELY = 0.75
# Weak rules take their own log-odds times this, so that a scorer that is sure can overrule them;
# and less on a page that is clean otherwise.
_WEAK_WEIGHT = 0.5
_WEAK_WEIGHT_IF_CLEAN = 0.2

# What every line is given beforehand, since a lost paragraph is worse than a kept share bar: at 0.7
# the development pages lose 5 % of their words and keep 10 % of others', at 0.0 it is 8 % and 8 %.
_LEANING = 0.7
# What it is given instead on a page that looks like a clean article: one whose letters the scorer
# takes for article text by more than half, with at most one line that a rule is sure is chrome and
# few that any phrase of the vocabulary matches. 97 % of clean articles look so, and 7 % of raw pages.
_LEANING_IF_CLEAN = 4.0
_CLEAN_SHARE = 0.5
_CLEAN_SURE = 1
_CLEAN_PHRASES = 0.2
# Where no phrase matches at all, less is enough: this share, and not more lines that look like a menu;
# or that the page has hardly any lines.
_CLEAN_SHARE_IF_SILENT = 0.35
_CLEAN_MENUS = 0.3
_FEW_LINES = 5

# An article may quote what sites say, or be about it: in a paragraph of so many letters, of which the
# scorer is this sure, even a strong rule takes no more than this.
_LETTERS_OF_LONG_PROSE = 90
_SURE = 0.0
_MOST_AGAINST_PROSE = 2.0

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


def by_line(labels: Sequence[Label]) -> Labels:
    """Labels grouped by the line that they speak of."""
    grouped: dict[int, list[Label]] = {}
    for label in labels:
        grouped.setdefault(label.line, []).append(label)
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

    def decisions(self) -> list[Decision]:
        """One decision a line."""
        chances = (1 / (1 + np.exp(-np.clip(self.scores, -30, 30)))).tolist()
        return [_decide(self, line, chance) for line, chance in enumerate(chances)]


def decode(features: Features, labels: Labels, scores: Floats) -> Path:
    """The best path through a page, from the scorer's log-odds and the rules that matched."""
    clean = looks_clean(features, labels, scores)
    odds = scores + (_LEANING_IF_CLEAN if clean else _LEANING)
    edge = (Site.EDGE if _phrases(labels) else Site.SILENT_EDGE) if clean else Site.PAGE
    core = _core(features) if clean else range(0)
    prose = _sure_prose(features, scores)
    for line, found in labels.items():
        against = max([evidence(label.rule, Site.CORE if line in core else edge) for label in found])
        odds[line] -= min(against, _MOST_AGAINST_PROSE) if prose[line] else against
    for line in _under_headings(features, labels):
        odds[line] -= _UNDER_A_HEADING
    zones = best_path(odds, labels)
    if edge is not Site.SILENT_EDGE and not is_article(features, labels, zones):
        zones = [Zone.TAIL] * len(zones)
    return Path(
        features=features, labels=labels, scores=scores, zones=zones, sections=_sections(features, labels, zones), clean=clean
    )


# A feed or a front page: so many headlines with a teaser each, that are most of what would be body.
_MIN_TEASERS = 5
_TEASER_SHARE = 0.7
_WORDS_OF_A_HEADLINE = 6.0
_MARKED_SHARE = 0.5
# A directory: so many lines, most of them items of a list, and not one paragraph that is none.
_MIN_ITEMS = 8
_ITEM_SHARE = 0.7
# Too little: so few lines out of so many, and no sentence among them.
_FEW_BODY_LINES = 2
_MANY_LINES = 12
# An error page says so, and hardly anything else.
_LETTERS_OF_AN_ERROR = 500


def is_article(features: Features, labels: Labels, zones: Sequence[Zone]) -> bool:
    """Whether the lines of the body are an article, and not a feed, a directory or an error page."""
    body = np.array([line for line, zone in enumerate(zones) if zone is Zone.BODY], np.int64)
    if not len(body):
        return True
    size = float(features.size[body].sum())
    if size < _LETTERS_OF_AN_ERROR and _is_error(labels):
        return False
    if len(features) >= _MANY_LINES and not _has_sentence(features, body):
        return False
    return not (_is_feed(features, body) or _is_directory(features, body) or _is_list_of_teasers(features, labels, zones))


def _has_sentence(features: Features, body: Ints) -> bool:
    """Whether there is more than headlines: a line that ends like a sentence or is longer, or many lines."""
    size = features.size[body]
    sentences = (features.last[body] == Char.END) & (size > _LETTERS_OF_A_PARAGRAPH)
    return bool((sentences | (size > _LETTERS_OF_LONG_PROSE)).any()) or len(body) > _FEW_BODY_LINES


def _is_list_of_teasers(features: Features, labels: Labels, zones: Sequence[Zone]) -> bool:
    """The same call ("Read more") under most passages: each is the teaser of a story."""
    in_body = [zone is Zone.BODY for zone in zones]
    ends = [line for line in range(len(zones) - 1) if in_body[line] and not in_body[line + 1]]
    calls = [line for line in ends if _is_call(features, labels.get(line + 1, ()), line + 1)]
    if len(calls) < 2 or len(calls) <= _MARKED_SHARE * len(ends):
        return False
    starts = [line for line in range(1, len(zones)) if in_body[line] and not in_body[line - 1]]
    return all(end - start < _LINES_OF_A_TEASER for start, end in zip(starts, ends, strict=False))


_LINES_OF_A_TEASER = 3


def _is_call(features: Features, found: Sequence[Label], line: int) -> bool:
    """Whether a line is a phrase to move on with that the page says three times or more."""
    if features.repeats[line] < _MIN_CALLS or features.words[line] > _WORDS_OF_MORE:
        return False
    return any([label.is_phrase and label.rule.kind is Kind.RELATED for label in found])


_MIN_CALLS = 3
_WORDS_OF_MORE = 4


def _is_error(labels: Labels) -> bool:
    return any([label.rule.id.endswith(".error_page") for found in labels.values() for label in found])


def _is_feed(features: Features, body: Ints) -> bool:
    """Headline, teaser, headline, teaser: the headlines bulleted, or the teasers cut off.

    A round-up has as many headings, but neither bullets before them nor dots for the rest.
    """
    is_item = features.first[body] == Char.SIGN
    cut = features.cut[body]
    is_headline = (is_item | (features.last[body] != Char.END)) & (features.words[body] > 2)
    pairs = np.flatnonzero(is_headline[:-1] & ~is_headline[1:])
    if len(pairs) < _MIN_TEASERS or 2 * len(pairs) < _TEASER_SHARE * len(body):
        return False
    marked = max(is_item[pairs].mean(), cut[pairs + 1].mean())
    return bool(marked >= _MARKED_SHARE and features.words[body[pairs]].mean() >= _WORDS_OF_A_HEADLINE)


def _is_directory(features: Features, body: Ints) -> bool:
    is_item = features.first[body] == Char.SIGN
    is_prose = (features.last[body] == Char.END) & (features.size[body] > _LETTERS_OF_A_PARAGRAPH)
    return bool(len(body) >= _MIN_ITEMS and is_item.mean() >= _ITEM_SHARE and not (is_prose & ~is_item).any())


# What the heading of a section ("Related stories") takes from each of the lines under it, ...
_UNDER_A_HEADING = 1.5
# ... of which there are at most so many, and none after a long paragraph.
_MAX_UNDER = 6
_LETTERS_OF_A_LONG_PARAGRAPH = 160


def _under_headings(features: Features, labels: Labels) -> set[int]:
    """The lines right under the headings of sections, as far as they may be their items."""
    under: set[int] = set()
    for opener in [line for line, found in labels.items() if any([label.opens for label in found])]:
        if not _in_menu(labels, opener):
            for line in range(opener + 1, min(opener + 1 + _MAX_UNDER, len(features))):
                if features.size[line] > _LETTERS_OF_A_LONG_PARAGRAPH:
                    break
                under.add(line)
    return under


def _sure_prose(features: Features, scores: Floats) -> npt.NDArray[np.bool_]:
    """The lines that are long, end like sentences, and that the scorer is sure of."""
    sure: npt.NDArray[np.bool_] = (features.size > _LETTERS_OF_LONG_PROSE) & (features.last == Char.END) & (scores > _SURE)
    return sure


def looks_clean(features: Features, labels: Labels, scores: Floats) -> bool:
    """Whether a page looks like an article that somebody has cleaned already."""
    phrases = _phrases(labels)
    if not phrases and len(features) <= _FEW_LINES:
        return True
    chances = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    share = (chances * features.size).sum() / max(1.0, features.size.sum())
    if not phrases:
        return bool(share > _CLEAN_SHARE_IF_SILENT) and _menu_lines(labels) <= _CLEAN_MENUS * len(features)
    if share <= _CLEAN_SHARE:
        return False
    sure = sum([confidence >= STRONG for confidence in phrases])
    return sure <= _CLEAN_SURE and len(phrases) <= max(_CLEAN_SURE, _CLEAN_PHRASES * len(features))


def _core(features: Features) -> range:
    """The lines from the first paragraph to the last."""
    paragraphs = np.flatnonzero((features.last == Char.END) & (features.size > _LETTERS_OF_A_PARAGRAPH))
    return range(int(paragraphs[0]), int(paragraphs[-1]) + 1) if len(paragraphs) else range(0)


_LETTERS_OF_A_PARAGRAPH = 40


def _menu_lines(labels: Labels) -> int:
    return sum([any([label.rule.id == "shape.short_run" for label in found]) for found in labels.values()])


def _phrases(labels: Labels) -> list[float]:
    """For each line with phrases of chrome, the confidence of the surest."""
    best: dict[int, float] = {}
    for line, found in labels.items():
        for label in found:
            if label.is_phrase and label.rule.confidence > best.get(line, 0.0):
                best[line] = label.rule.confidence
    return list(best.values())


def best_path(odds: Floats, labels: Labels) -> list[Zone]:
    """The zone of every line on the path that earns most."""
    places = {line: _places(found) for line, found in labels.items() if any([label.rule.kind in _OUT_OF_PLACE for label in found])}
    into_body, into_inset, skip = _MOVES[Zone.INSET, Zone.BODY], _MOVES[Zone.BODY, Zone.INSET], _MOVES[Zone.HEAD, Zone.TAIL]
    free = (0.0, 0.0, 0.0)
    at_home, in_body, in_inset, in_tail = Zone.HEAD, Zone.BODY, Zone.INSET, Zone.TAIL
    head, body, inset, tail = 0.0, _NEVER, _NEVER, _NEVER
    back: list[tuple[Zone, Zone, Zone]] = []  # where body, inset and tail came from
    for line, gain in enumerate(odds.tolist()):
        at_head, at_inset, at_tail = places.get(line, free)
        from_body, body_now = (at_home, head) if head > body else (in_body, body)
        if inset + into_body > body_now:
            from_body, body_now = in_inset, inset + into_body
        from_inset, inset_now = (in_body, body + into_inset) if body + into_inset > inset else (in_inset, inset)
        from_tail, tail_now = (in_body, body) if body > tail else (in_tail, tail)
        if head + skip > tail_now:
            from_tail, tail_now = at_home, head + skip
        back.append((from_body, from_inset, from_tail))
        head, body, inset, tail = head + at_head, body_now + gain, inset_now + at_inset, tail_now + at_tail
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


# How many lines in a row a section's heading speaks for, and how many that do not look like its
# items end it.
_MAX_SECTION: Mapping[Kind, int] = {Kind.TAGS: 20}
_DEFAULT_SECTION = 60
_MAX_STRANGERS = 2
_MAX_WORDS_OF_A_TAG = 6
_MIN_WORDS_OF_A_HEADLINE = 5
_MAX_WORDS_OF_A_HEADING = 14


def _decide(path: Path, line: int, chance: float) -> Decision:
    zone = path.zones[line]
    if zone is Zone.BODY:
        kind = _body_kind(path, line)
        return Decision(zone=zone, kind=kind, confidence=max(chance, 0.5), rules=(LIKELY,), chance=chance)
    kind, rules = _outside(path, line)
    confidence = rules[0].confidence if rules[0] is not UNLIKELY else max(0.5, 1 - chance)
    return Decision(zone=zone, kind=kind, confidence=confidence, rules=rules, chance=chance)


def _body_kind(path: Path, line: int) -> Kind:
    features = path.features
    if features.first[line] == Char.SIGN:
        return Kind.LIST_ITEM
    return Kind.HEADING if _is_heading(path, line) else Kind.PARAGRAPH


def _is_heading(path: Path, line: int) -> bool:
    """Short, without an end mark, and followed by a longer line of the body."""
    features = path.features
    after = line + 1
    return bool(
        features.last[line] not in (Char.END, Char.COMMA)
        and 0 < features.words[line] <= _MAX_WORDS_OF_A_HEADING
        and after < len(path.zones)
        and path.zones[after] is Zone.BODY
        and features.size[after] > features.size[line]
    )


def _outside(path: Path, line: int) -> tuple[Kind, tuple[Rule, ...]]:
    """The kind of a line outside the body: by its rules, by its section, or by its shape."""
    rules = sorted([label.rule for label in path.labels.get(line, ())], key=lambda rule: -rule.confidence)
    section = path.sections.get(line)
    named = [rule for rule in rules if rule.kind is not Kind.UNCLASSIFIED]
    named.sort(key=lambda rule: rule.id in _ONLY_FORM)
    if named and named[0].kind in _WEAK_IN_SECTION and path.zones[line] is not Zone.HEAD:
        named.sort(key=lambda rule: rule.kind not in (Kind.RELATED, Kind.COMMENTS))
    if named and not (section and _gives_way(named[0], section)):
        return named[0].kind, (named[0], *(rule for rule in rules if rule is not named[0]))
    if section:
        return section, (SECTION, *rules)
    kind, rule = _by_shape(path, line)
    return kind, (rule, *rules) if rule is UNLIKELY else (rule, UNLIKELY, *rules)


def _by_shape(path: Path, line: int) -> tuple[Kind, Rule]:
    if path.features.words[line] < _MIN_WORDS_OF_A_HEADLINE:
        return Kind.NAVIGATION, MENU_ITEM
    if path.zones[line] is Zone.HEAD:
        is_sentence = path.features.last[line] == Char.END
        return (Kind.UNCLASSIFIED, UNLIKELY) if is_sentence else (Kind.TICKER, STRIP)
    return Kind.RELATED, HEADLINE


# These say how a line looks; a phrase, however unsure, says what it is.
_ONLY_FORM = frozenset(("shape.short_run",))

# Inside a section, these say less than its heading: the date of a related story is part of the list.
_WEAK_IN_SECTION = frozenset((Kind.DATE, Kind.NAVIGATION, Kind.CAPTION, Kind.BYLINE))


def _gives_way(rule: Rule, section: Kind) -> bool:
    return rule.kind in _WEAK_IN_SECTION and section is not rule.kind


def _sections(features: Features, labels: Labels, zones: Sequence[Zone]) -> dict[int, Kind]:
    """The kind of the section that each line outside the body lies in, where a heading opened one."""
    found = _keywords(features, labels, zones)
    for opener in sorted(labels):
        kinds = [(label.rule.confidence, label.rule.kind) for label in labels[opener] if label.opens]
        if kinds and zones[opener] is not Zone.BODY:
            kind = max(kinds)[1]
            if kind in _LISTS_OF_SHORT_LINES or not _in_menu(labels, opener):
                found |= dict.fromkeys(_items(features, labels, zones, (opener, kind)), kind)
    return found


# Sections whose items are short lines by nature; elsewhere a heading among short lines is a menu's.
_LISTS_OF_SHORT_LINES = frozenset((Kind.TAGS, Kind.WEATHER, Kind.PRICES, Kind.PRAYER_TIMES, Kind.SHARE))


def _in_menu(labels: Labels, line: int) -> bool:
    """Whether a line and the two after it are of a run of short lines."""
    return all(
        any([label.rule.id == "shape.short_run" for label in labels.get(near, ())])
        for near in range(line, line + 3)
    )


_MAX_KEYWORDS = 12
_MIN_KEYWORDS = 2


def _keywords(features: Features, labels: Labels, zones: Sequence[Zone]) -> dict[int, Kind]:
    """The article's tags, where no heading names them: short lines right after the body, in its words."""
    lines = [line for line, zone in enumerate(zones) if zone is Zone.BODY]
    last = lines[-1] if lines else len(zones)
    body = " ".join([features.keys[line] for line in lines])
    tags: list[int] = []
    for line in range(last + 1, min(last + 1 + _MAX_KEYWORDS, len(zones))):
        own = features.keys[line].split()
        if not _may_be_tag(labels.get(line, ())) or not 0 < len(own) <= _MAX_WORDS_OF_A_TAG:
            break
        if sum([word in body for word in own]) < _MIN_SHARE_OF_A_TAG * len(own):
            break
        tags.append(line)
    return dict.fromkeys(tags, Kind.TAGS) if len(tags) >= _MIN_KEYWORDS else {}


_MIN_SHARE_OF_A_TAG = 0.6


def _may_be_tag(found: Sequence[Label]) -> bool:
    """Whether no rule is sure of the line; the name of a section may well be a tag."""
    return all([label.rule.kind in _WEAK_IN_SECTION or label.rule.kind is Kind.UNCLASSIFIED for label in found])


def _items(features: Features, by_line: Labels, zones: Sequence[Zone], section: tuple[int, Kind]) -> list[int]:
    opener, kind = section
    items: list[int] = []
    strangers = 0
    for line in range(opener + 1, min(len(zones), opener + 1 + _MAX_SECTION.get(kind, _DEFAULT_SECTION))):
        labels = by_line.get(line, ())
        if zones[line] is Zone.BODY or any(label.opens for label in labels):
            break
        strangers = strangers + 1 if _is_stranger(features, labels, line, kind) else 0
        if strangers > _MAX_STRANGERS:
            break
        items.append(line)
    return items[: len(items) - strangers] if strangers else items


def _is_stranger(features: Features, labels: Sequence[Label], line: int, kind: Kind) -> bool:
    """Whether a line does not look like an item of a section of this kind."""
    if any(label.rule.kind not in (kind, Kind.DATE, Kind.COUNTER, Kind.RESIDUE, Kind.UNCLASSIFIED) and label.rule.confidence >= 0.8 for label in labels):
        return True
    if kind is Kind.TAGS:
        return bool(features.words[line] > _MAX_WORDS_OF_A_TAG)
    if kind is Kind.RELATED:
        dated = any([label.rule.kind in (Kind.DATE, Kind.COUNTER, Kind.RELATED) for label in labels])
        return bool(features.words[line] < _MIN_WORDS_OF_A_HEADLINE - 1) and not dated
    return False


_LETTERS: Mapping[Kind, str] = {
    Kind.TITLE: "T",
    Kind.HEADING: "h",
    Kind.LIST_ITEM: "l",
    Kind.QUOTE: "q",
    Kind.TABLE: "t",
    Kind.PARAGRAPH: "b",
    Kind.NAVIGATION: "n",
    Kind.RELATED: "r",
    Kind.COMMENTS: "c",
    Kind.COMMENT_FORM: "f",
    Kind.SHARE: "s",
    Kind.DATE: "d",
    Kind.BYLINE: "y",
    Kind.CAPTION: "p",
    Kind.COPYRIGHT: "©",
    Kind.AD: "a",
}


def render(kinds: Sequence[Kind]) -> str:
    """A page as one letter a line: `nnTdbbhbprr`; kinds without a letter of their own are `x`.

    >>> render([Kind.NAVIGATION, Kind.TITLE, Kind.PARAGRAPH, Kind.RELATED])
    'nTbr'
    """
    return "".join(_LETTERS.get(kind, "x") for kind in kinds)
