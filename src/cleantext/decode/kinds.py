"""What each line is, once it is settled which lines are the article.

The path through the page says what is body. What the other lines are is read from the rules that
matched, from the section that a heading opened above them ("Related stories"), and last from their
shape and place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cleantext.features import Char, chances_of
from cleantext.model import Decision, Kind, Label, Rule, Zone

if TYPE_CHECKING:
    from cleantext.decode import Path
    from cleantext.features import Features

Labels = Mapping[int, Sequence[Label]]

# Plain names: looking a member up on its enum costs more than comparing it.
_BODY, _HEAD = Zone.BODY, Zone.HEAD
_COLON, _COMMA, _DIGIT, _END, _IDEOGRAPH, _LOWER, _QUOTE, _SIGN = map(
    int,
    (
        Char.COLON,
        Char.COMMA,
        Char.DIGIT,
        Char.END,
        Char.IDEOGRAPH,
        Char.LOWER,
        Char.QUOTE,
        Char.SIGN,
    ),
)

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
DIRECTORY = Rule(
    id="place.directory",
    kind=Kind.NAVIGATION,
    confidence=0.6,
    why="One of several items in a row, on a page without an article: a directory.",
)
FOREIGN = Rule(
    id="place.foreign_script", kind=Kind.AD, confidence=0.6,
    why="A line outside the article in a script that is not the page's, as advertisements are.",
)  # fmt: skip
ELEMENT = Rule(
    id="place.element", kind=Kind.PARAGRAPH, confidence=0.9,
    why="Its element says what it is: a heading, an item of a list, a quotation or a row of a table.",
)  # fmt: skip
SHORT_HEADLINE = Rule(
    id="place.short_headline", kind=Kind.RELATED, confidence=0.55,
    why="A short line among headlines of other stories.",
)  # fmt: skip
RULES = (
    UNLIKELY, LIKELY, SECTION, MENU_ITEM, HEADLINE, STRIP, DIRECTORY, FOREIGN, ELEMENT,
    SHORT_HEADLINE,
)  # fmt: skip


# How many lines in a row a section's heading speaks for, and how many that do not look like its
# items end it.
_MAX_SECTION: Mapping[Kind, int] = {Kind.TAGS: 20}
_DEFAULT_SECTION = 60
_MAX_STRANGERS = 2
_MAX_WORDS_OF_A_TAG = 6
_MIN_WORDS_OF_A_HEADLINE = 5
_MAX_WORDS_OF_A_HEADING = 14


def decisions(path: Path) -> list[Decision]:
    """One decision a line."""
    chances = chances_of(path.scores).tolist()
    decided = [_decide(path, line, chance) for line, chance in enumerate(chances)]
    listed = [decision.rules[0] is HEADLINE for decision in decided]
    for line, own in enumerate(decided):
        if own.rules[0] is MENU_ITEM and _is_among(listed, line) and path.features.words[line] > 1:
            decided[line] = replace(own, kind=Kind.RELATED, rules=(SHORT_HEADLINE, *own.rules[1:]))
    return decided


# A short line belongs to the list of headlines that goes on within so many lines on both sides.
_REACH_OF_A_LIST = 2


def _is_among(listed: Sequence[bool], line: int) -> bool:
    above = listed[max(0, line - _REACH_OF_A_LIST) : line]
    return True in above and True in listed[line + 1 : line + 1 + _REACH_OF_A_LIST]


def _decide(path: Path, line: int, chance: float) -> Decision:
    zone = path.zones[line]
    if zone is _BODY:
        form = path.forms.get(line)
        kind = form or _body_kind(path, line)
        own = (LIKELY, ELEMENT) if form else (LIKELY,)
        return Decision(zone=zone, kind=kind, confidence=max(chance, 0.5), rules=own, chance=chance)
    kind, rules = _outside(path, line)
    confidence = rules[0].confidence if rules[0] is not UNLIKELY else max(0.5, 1 - chance)
    return Decision(zone=zone, kind=kind, confidence=confidence, rules=rules, chance=chance)


def _body_kind(path: Path, line: int) -> Kind:
    features = path.features
    if _is_row(path, line):
        return Kind.TABLE
    if features.bulleted[line] or _is_numbered(path, line):
        return Kind.LIST_ITEM
    if _is_verse(path, line) or _is_quoted(path, line):
        return Kind.QUOTE
    return Kind.HEADING if _is_heading(path, line) else Kind.PARAGRAPH


def _in_body(path: Path, line: int) -> bool:
    return 0 <= line < len(path.zones) and path.zones[line] is _BODY


def _is_row(path: Path, line: int) -> bool:
    """A line in cells, beside one with as many: a row of a table."""
    cells = path.features.cells
    beside = [at for at in (line - 1, line + 1) if _in_body(path, at)]
    return bool(cells[line] > 1) and any(cells[at] == cells[line] for at in beside)


def _is_numbered(path: Path, line: int) -> bool:
    """A line that begins with a number, beside another one: an item of a list."""
    features = path.features

    beside = [at for at in (line - 1, line + 1) if _in_body(path, at)]
    return _has_number(features, line) and any(_has_number(features, at) for at in beside)


def _has_number(features: Features, line: int) -> bool:
    return bool(features.first[line] == _DIGIT) and features.keys[line].startswith("0 ")


_WORDS_OF_A_VERSE = range(3, 10)
_MIN_VERSES = 3


def _is_verse(path: Path, line: int) -> bool:
    """One of three or more lines of a few words each, none of which ends like a sentence."""
    features = path.features

    def is_short(at: int) -> bool:
        few = int(features.words[at]) in _WORDS_OF_A_VERSE
        return few and features.last[at] not in (_END, _COLON) and not _has_number(features, at)

    if not is_short(line):
        return False
    first = last = line
    while _in_body(path, first - 1) and is_short(first - 1) and line - first < _MIN_VERSES:
        first -= 1
    while _in_body(path, last + 1) and is_short(last + 1) and last - line < _MIN_VERSES:
        last += 1
    return last - first + 1 >= _MIN_VERSES


def _is_quoted(path: Path, line: int) -> bool:
    """A line that opens with a quotation mark, and is all of a paragraph's length."""
    features = path.features
    quotes = int(features.counts[line, _QUOTE])
    opens_and_ends = features.first[line] == _QUOTE and features.last[line] == _END
    return (
        bool(opens_and_ends)
        and quotes == 2
        and _in_body(path, line - 1)
        and bool(features.last[line - 1] == _COLON)
    )


def _is_heading(path: Path, line: int) -> bool:
    """Short, after a whole sentence, and followed by a longer line that begins anew."""
    features = path.features
    after = line + 1
    if not (0 < features.words[line] <= _MAX_WORDS_OF_A_HEADING and _in_body(path, after)):
        return False
    if features.last[line] in (_COMMA, _COLON) or _goes_on(path, line):
        return False
    return bool(features.last[line] != _END and features.size[after] > features.size[line])


def _goes_on(path: Path, line: int) -> bool:
    """Whether a line is a piece of a sentence that a link broke into lines."""
    features = path.features
    before = line - 1
    out_of = _in_body(path, before) and features.last[before] not in (_END, _COLON)
    return features.runs_on(line) or bool(
        out_of and features.words[before] > _MAX_WORDS_OF_A_HEADING // 2
    )


def _outside(path: Path, line: int) -> tuple[Kind, tuple[Rule, ...]]:
    """The kind of a line outside the body: by its rules, by its section, or by its shape."""
    rules = sorted(
        [label.rule for label in path.labels.get(line, ())], key=lambda rule: -rule.confidence
    )
    box = next((rule for rule in rules if rule.kind in _BOXES and rule.is_of_markup), None)
    section = path.sections.get(line)
    if box and not (box.kind is Kind.COMMENTS and _is_of_form(path, line)):
        return box.kind, (box, *(rule for rule in rules if rule is not box))
    named = [rule for rule in rules if rule.kind is not Kind.UNCLASSIFIED or rule.is_phrase]
    named.sort(key=lambda rule: rule.is_menu)  # a phrase, however unsure, says more
    named.sort(key=_says_less)
    if _is_field(path, line, named):
        named.sort(key=lambda rule: rule.kind is not Kind.COMMENT_FORM)
    if named and named[0].kind in _WEAK_IN_SECTION and path.zones[line] is not _HEAD:
        named.sort(key=lambda rule: rule.kind not in (Kind.RELATED, Kind.COMMENTS))
    if named and named[0].kind in _LINKS and _is_among_links(path, line):
        return Kind.NAVIGATION, (MENU_ITEM, *rules)
    if named and not (section and _gives_way(named[0], section)):
        return named[0].kind, (named[0], *(rule for rule in rules if rule is not named[0]))
    if section:
        return section, (SECTION, *rules)
    kind, rule = _by_shape(path, line)
    return kind, (rule, *rules) if rule is UNLIKELY else (rule, UNLIKELY, *rules)


# What stands in a box of such a kind is part of it, whatever it says.
_BOXES = frozenset((
    Kind.AUTHOR_BIO, Kind.COMMENTS, Kind.COMMENT_FORM, Kind.COOKIE_NOTICE, Kind.NEWSLETTER, Kind.POLL,
    Kind.RELATED,
))  # fmt: skip


def _is_of_form(path: Path, line: int) -> bool:
    """Whether a line begins the form for comments, or stands under what begins it."""
    opens = [label.rule.kind for label in path.labels.get(line, ()) if label.opens]
    return Kind.COMMENT_FORM in opens or path.sections.get(line) is Kind.COMMENT_FORM


def _says_less(rule: Rule) -> bool:
    """Whether a rule is for longer lines, or knows a credit but not what of."""
    return ".glued" in rule.id or rule.id == "phrases.credit"


# What links of a menu say as well ("Contact us", "Advertise").
_LINKS = frozenset((Kind.AD, Kind.CONTACT))


def _is_among_links(path: Path, line: int) -> bool:
    """Whether phrases of menus stand right above and right below."""
    return all(
        any(
            [
                label.is_phrase and label.rule.kind is Kind.NAVIGATION
                for label in path.labels.get(near, ())
            ]
        )
        for near in (line - 1, line + 1)
    )


def _is_field(path: Path, line: int, named: Sequence[Rule]) -> bool:
    """Whether what may be a share button ("Email") stands beside the fields of a form."""
    if not {Kind.SHARE, Kind.COMMENT_FORM} <= {rule.kind for rule in named}:
        return False
    beside = [near for near in range(line - 2, line + 3) if near != line]
    found = [label.rule.kind for near in beside for label in path.labels.get(near, ())]
    return Kind.COMMENT_FORM in found


def _by_shape(path: Path, line: int) -> tuple[Kind, Rule]:
    if _is_foreign(path.features, line):
        return Kind.AD, FOREIGN
    if _is_linked_headline(path, line):
        return Kind.RELATED, HEADLINE
    if path.features.words[line] < _MIN_WORDS_OF_A_HEADLINE:
        return Kind.NAVIGATION, MENU_ITEM
    if _is_in_directory(path, line):
        return Kind.NAVIGATION, DIRECTORY
    if path.zones[line] is _HEAD:
        is_sentence = path.features.last[line] == _END
        return (Kind.UNCLASSIFIED, UNLIKELY) if is_sentence else (Kind.TICKER, STRIP)
    return Kind.RELATED, HEADLINE


def _is_linked_headline(path: Path, line: int) -> bool:
    """A link below the article that is long enough for a short headline."""
    features = path.features
    return bool(
        path.zones[line] is not _HEAD
        and features.is_link(line)
        and features.size[line] >= _LETTERS_OF_A_HEADLINE
        and (features.words[line] > 2 or features.counts[line, _IDEOGRAPH] > 0)
    )


_LETTERS_OF_A_HEADLINE = 16


# A script with a smaller share of the page's letters than this is not the page's own.
_OWN_SCRIPT = 0.2


def _is_foreign(features: Features, line: int) -> bool:
    """A line in ideographs on a page that is written in letters."""
    ideographs = int(features.counts[line, _IDEOGRAPH])
    letters = int(features.counts[line, _LOWER:_DIGIT].sum())
    share = sum([features.scripts.get(name, 0.0) for name in ("Han", "Kana", "Hangul")])
    return 2 * ideographs > letters and share < _OWN_SCRIPT


def _is_in_directory(path: Path, line: int) -> bool:
    """A bulleted line beside another one, on a page without an article."""
    first = path.features.first
    if path.has_body or first[line] != _SIGN:
        return False
    beside = [at for at in (line - 1, line + 1) if 0 <= at < len(first)]
    return any(first[at] == _SIGN for at in beside)


# Inside a section, these say less than its heading: the date of a related story is part of the list.
_WEAK_IN_SECTION = frozenset((Kind.DATE, Kind.NAVIGATION, Kind.CAPTION, Kind.BYLINE))


def _gives_way(rule: Rule, section: Kind) -> bool:
    return rule.kind in _WEAK_IN_SECTION and section is not rule.kind


def find_sections(features: Features, labels: Labels, zones: Sequence[Zone]) -> dict[int, Kind]:
    """The kind of the section that each line outside the body lies in, where a heading opened one."""
    found = _keywords(features, labels, zones)
    for opener in sorted(labels):
        kinds = [
            (label.rule.confidence, label.rule.kind) for label in labels[opener] if label.opens
        ]
        if kinds and zones[opener] is not _BODY:
            kind = max(kinds)[1]
            if kind in _LISTS_OF_SHORT_LINES or not in_menu(labels, opener):
                found |= dict.fromkeys(_items(features, labels, zones, (opener, kind)), kind)
    return found


# Sections whose items are short lines by nature; elsewhere a heading among short lines is a menu's.
_LISTS_OF_SHORT_LINES = frozenset(
    (Kind.TAGS, Kind.WEATHER, Kind.PRICES, Kind.PRAYER_TIMES, Kind.SHARE)
)


def in_menu(labels: Labels, line: int) -> bool:
    """Whether a line and the two after it are of a run of short lines."""
    return all(
        any([label.rule.is_menu for label in labels.get(near, ())])
        for near in range(line, line + 3)
    )


_MAX_KEYWORDS = 25
_MIN_KEYWORDS = 2
# Between the body and its tags stand at most so many lines: share buttons, a date, a counter.
_MAX_BEFORE_KEYWORDS = 25
_BEFORE_KEYWORDS = frozenset((Kind.SHARE, Kind.TOOLS, Kind.COUNTER, Kind.RESIDUE, Kind.DATE))


def _keywords(features: Features, labels: Labels, zones: Sequence[Zone]) -> dict[int, Kind]:
    """The article's tags, where no heading that we know names them: short lines in its words.

    They stand below the body, or below a line that ends in a colon there.
    """
    lines = [line for line, zone in enumerate(zones) if zone is _BODY]
    if not lines:
        return {}
    headlines = [line for line in range(lines[0]) if features.words[line] > _MAX_WORDS_OF_A_TAG]
    words = " ".join([features.keys[line] for line in (*headlines, *lines)]).split()
    first = lines[-1] + 1
    beyond = min(first + _MAX_BEFORE_KEYWORDS, len(zones))
    while first < beyond and _BEFORE_KEYWORDS & {each.rule.kind for each in labels.get(first, ())}:
        first += 1
    headings = [line for line in range(first, beyond) if _may_head_tags(features, line)]
    for heading in headings:
        tags = _run_of_tags(features, labels, heading + 1, frozenset(words))
        if tags:
            return dict.fromkeys((heading, *tags), Kind.TAGS)
    return dict.fromkeys(_run_of_tags(features, labels, first, frozenset(words)), Kind.TAGS)


def _may_head_tags(features: Features, line: int) -> bool:
    return bool(features.last[line] == _COLON and 0 < features.words[line] <= _MAX_WORDS_OF_A_TAG)


def _run_of_tags(
    features: Features, labels: Labels, first: int, words: frozenset[str]
) -> list[int]:
    """The lines from the first one that may be tags, if most of them are in the article's words."""
    tags: list[int] = []
    strangers = 0
    for line in range(first, min(first + _MAX_KEYWORDS, len(features))):
        own = features.keys[line].split()
        if not _may_be_tag(labels.get(line, ())) or not 0 < len(own) <= _MAX_WORDS_OF_A_TAG:
            break
        strangers = strangers + 1 if words.isdisjoint(own) else 0
        tags.append(line)
        if strangers > _MAX_STRANGERS:
            break
    tags = tags[: len(tags) - strangers]
    named = sum([_in_words(features.keys[line], words) for line in tags])
    enough = len(tags) >= _MIN_KEYWORDS and named >= _MIN_SHARE_OF_A_TAG * len(tags)
    return tags if enough else []


# So much of a tag's words are the article's, and so many of the tags are such.
_MIN_SHARE_OF_A_TAG = 0.6


def _in_words(tag: str, body: frozenset[str]) -> bool:
    own = tag.split()
    return sum([word in body for word in own]) >= _MIN_SHARE_OF_A_TAG * len(own)


def _may_be_tag(found: Sequence[Label]) -> bool:
    """Whether no rule is sure of the line; the name of a section may well be a tag."""
    return all(
        [
            label.rule.kind in _WEAK_IN_SECTION or label.rule.kind is Kind.UNCLASSIFIED
            for label in found
        ]
    )


def _items(
    features: Features, by_line: Labels, zones: Sequence[Zone], section: tuple[int, Kind]
) -> list[int]:
    opener, kind = section
    items: list[int] = []
    strangers = 0
    for line in range(
        opener + 1, min(len(zones), opener + 1 + _MAX_SECTION.get(kind, _DEFAULT_SECTION))
    ):
        labels = by_line.get(line, ())
        if zones[line] is _BODY or any(label.opens for label in labels):
            break
        strangers = strangers + 1 if _is_stranger(features, labels, line, kind) else 0
        items.append(line)
        if strangers > _MAX_STRANGERS:
            break
    return items[: len(items) - strangers]


def _is_stranger(features: Features, labels: Sequence[Label], line: int, kind: Kind) -> bool:
    """Whether a line does not look like an item of a section of this kind."""
    if any(
        label.rule.kind not in (kind, Kind.DATE, Kind.COUNTER, Kind.RESIDUE, Kind.UNCLASSIFIED)
        and label.rule.confidence >= 0.8
        for label in labels
    ):
        return True
    if kind is Kind.TAGS:
        return bool(features.words[line] > _MAX_WORDS_OF_A_TAG)
    if kind is Kind.RELATED:
        dated = any(
            [label.rule.kind in (Kind.DATE, Kind.COUNTER, Kind.RELATED) for label in labels]
        )
        return bool(features.words[line] < _MIN_WORDS_OF_A_HEADLINE - 1) and not dated
    return False
