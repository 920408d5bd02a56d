"""What the markup of an HTML page says of its lines: by the names of elements, and by their form.

Names are data (`data/markup.toml`), so that whoever meets a new one adds a word. The form knows three
things that need no name: menus and captions by their tags, and the next story of a page that goes on
for ever by a second headline with paragraphs of its own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from cleantext.markup import ROOT, parts, tokens
from cleantext.model import Kind, Label, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleantext.document import Document
    from cleantext.features import Features, Floats
    from cleantext.lexicon import Speech
    from cleantext.markup import Markup

NAVIGATION = Rule(
    id="markup.nav", kind=Kind.NAVIGATION, confidence=0.88,
    why="It stands in an element for navigation.",
)  # fmt: skip
CAPTION = Rule(
    id="markup.figcaption", kind=Kind.CAPTION, confidence=0.9,
    why="It is the caption of a figure.",
)  # fmt: skip
FORM = Rule(
    id="markup.form", kind=Kind.UNCLASSIFIED, confidence=0.7,
    why="It belongs to the controls of a form.",
)  # fmt: skip
ASIDE = Rule(
    id="markup.aside", kind=Kind.UNCLASSIFIED, confidence=0.7,
    why="It stands in an element that is beside the article.",
)  # fmt: skip
FOOTER = Rule(
    id="markup.footer", kind=Kind.UNCLASSIFIED, confidence=0.75,
    why="It stands in the foot of the page.",
)  # fmt: skip
REPLY_FORM = Rule(
    id="markup.reply_form", kind=Kind.COMMENT_FORM, confidence=0.9,
    why="It stands in a form among the comments.",
)  # fmt: skip
NEXT_STORY = Rule(
    id="markup.next_story", kind=Kind.RELATED, confidence=0.93,
    why="It belongs to another story, which begins with a headline of its own further down the page.",
)  # fmt: skip


@cache
def named_rules() -> tuple[tuple[Rule, tuple[str, ...], tuple[str, ...]], ...]:
    """The rules of the file, each with its names, and those that count only alone."""
    text = (resources.files("cleantext") / "data" / "markup.toml").read_text("utf-8")
    return tuple(
        (
            Rule(
                id=entry["id"],
                kind=Kind(entry["kind"]),
                confidence=entry["confidence"],
                why=entry["why"],
                hits=tuple(entry["hits"]),
                misses=tuple(entry["misses"]),
            ),
            tuple(entry["names"].split()),
            tuple(entry.get("alone", "").split()),
        )
        for entry in tomllib.loads(text)["rule"]
    )


RULES = (
    REPLY_FORM,
    NAVIGATION,
    CAPTION,
    FORM,
    ASIDE,
    FOOTER,
    NEXT_STORY,
    *(rule for rule, *_ in named_rules()),
)

_BY_TAG: Mapping[str, Rule] = {
    "nav": NAVIGATION, "menu": NAVIGATION, "figcaption": CAPTION, "button": FORM, "label": FORM,
    "aside": ASIDE, "footer": FOOTER,
}  # fmt: skip
_BY_ROLE: Mapping[str, Rule] = {
    "navigation": NAVIGATION, "menu": NAVIGATION, "menubar": NAVIGATION, "contentinfo": FOOTER,
    "complementary": ASIDE, "search": FORM,
}  # fmt: skip
_LONGEST = 4

# An element that holds more of the page's letters, or of its prose, is the page and no box on it.
_MOST_LETTERS, _MOST_PROSE = 0.5, 0.4

# Another story has so many letters of prose under its headline.
_LETTERS_OF_A_STORY = 160


@cache
def _by_name() -> dict[str, Rule]:
    return {"-".join(parts(name)): rule for rule, names, _ in named_rules() for name in names}


@cache
def _by_whole_name() -> dict[str, Rule]:
    return {name: rule for rule, _, alone in named_rules() for name in alone}


def rule_of(tag: str, names: str) -> Rule | None:
    """The rule that the tag or the names of an element call for, the longest name first.

    >>> rule_of("div", "post-related-articles").id, rule_of("div", "commentary")
    ('markup.related', None)
    """
    best: tuple[int, Rule] | None = None
    for name in names.split():
        found = _of_name(name)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else _BY_TAG.get(tag)


@lru_cache(maxsize=32768)
def _of_name(name: str) -> tuple[int, Rule] | None:
    """The rule of a role, of a whole name, or of the longest run of a name's parts; and its length."""
    if name in _BY_ROLE:
        return _OF_A_ROLE, _BY_ROLE[name]
    whole = _by_whole_name().get(name.lower())
    if whole:
        return 1, whole
    words, known = parts(name), _by_name()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            at_edge = first == 0 or first + length == len(words)
            rule = known.get("-".join(words[first : first + length]))
            if rule and (length > 1 or at_edge):
                return length, rule
    return None


# What a role says counts for more than any name.
_OF_A_ROLE = 9


@dataclass(frozen=True, slots=True)
class _Mass:
    """The letters of each element, and how many of them are prose, as shares of the page's."""

    letters: list[float]
    prose: list[float]


def find_markup(document: Document, features: Features, _speech: Speech) -> Iterator[Label]:
    """The labels that the markup gives to lines; none for plain text."""
    markup = document.markup
    if markup is None or not len(document):
        return
    elements = markup.elements_at(document.starts)
    mass = _mass(markup, features, elements)
    rules = _rules(markup, mass)
    for line, element in enumerate(elements):
        rule = rules[element]
        if rule:
            yield Label(line=line, rule=rule, fluent=rule.confidence >= _FLUENT)
    for line in _next_story(markup, features, elements):
        yield Label(line=line, rule=NEXT_STORY, fluent=True, sure=True)


_FLUENT = 0.9


def _mass(markup: Markup, features: Features, elements: Sequence[int]) -> _Mass:
    letters, prose = [0.0] * len(markup.tags), [0.0] * len(markup.tags)
    sizes, said = features.size.tolist(), _prose(features).tolist()
    for element, size, of_prose in zip(elements, sizes, said, strict=True):
        letters[element] += size
        prose[element] += of_prose
    for element in range(len(markup.tags) - 1, 0, -1):
        above = markup.parents[element]
        if above != ROOT:
            letters[above] += letters[element]
            prose[above] += prose[element]
    total, total_prose = max(1.0, letters[0]), max(1.0, prose[0])
    return _Mass([size / total for size in letters], [size / total_prose for size in prose])


def _rules(markup: Markup, mass: _Mass) -> list[Rule | None]:
    """For each element the rule of the innermost named one around it that is no whole page."""
    rules: list[Rule | None] = []
    for element, (tag, names, above) in enumerate(
        zip(markup.tags, markup.names, markup.parents, strict=True)
    ):
        own = rule_of(tag, names) if names or tag in _BY_TAG else None
        if own and _is_page(own, mass, element):
            own = None
        inherited = rules[above] if above != ROOT else None
        if tag == "form" and inherited and inherited.kind is Kind.COMMENTS:
            own = REPLY_FORM
        rules.append(own if own and not _says_less(own, inherited) else inherited)
    return rules


def _is_page(rule: Rule, mass: _Mass, element: int) -> bool:
    """Whether an element holds so much that its name is the page's, and not that of a box on it."""
    if rule.kind in _LONG:
        return mass.letters[element] > _MOST_IF_LONG
    return mass.letters[element] > _MOST_LETTERS or mass.prose[element] > _MOST_PROSE


# Threads and consent texts are often longer than the article.
_LONG = frozenset((Kind.COMMENTS, Kind.COOKIE_NOTICE))
_MOST_IF_LONG = 0.85


# Inside a box that has a kind of its own, these are parts of it: the date of a comment is the comment's.
_PARTS = frozenset(
    (Kind.DATE, Kind.BYLINE, Kind.CAPTION, Kind.UNCLASSIFIED, Kind.TAGS, Kind.COUNTER, Kind.RESIDUE)
)


def _says_less(own: Rule, around: Rule | None) -> bool:
    if around is None:
        return False
    if around.kind is Kind.COMMENT_FORM and own.kind is Kind.COMMENTS:
        return True  # "comment-notes" in the form
    return around.kind not in _PARTS and own.kind in _PARTS


def _next_story(markup: Markup, features: Features, elements: Sequence[int]) -> Iterator[int]:
    """The lines of whole stories that follow the first: each begins with a headline of the first rank."""
    if markup.tags.count("h1") < 2:
        return
    prose = _prose(features)
    headlines = [line for line, element in enumerate(elements) if _is_in_headline(markup, element)]
    stories = [
        (first, end)
        for first, end in pairwise([*headlines, len(elements)])
        if prose[first:end].sum() >= _LETTERS_OF_A_STORY
    ]
    if len(stories) < 2:
        return
    first_box, *_ = _boxes(markup, elements[stories[0][0]], elements[stories[1][0]])
    for first, end in stories[1:]:
        own, box = _boxes(markup, elements[stories[0][0]], elements[first])
        if own == first_box and _are_stories(markup, own, box):
            lines = [line for line in range(first, end) if box in markup.chain(elements[line])]
            if prose[lines].sum() >= _LETTERS_OF_A_STORY:
                yield from lines


def _are_stories(markup: Markup, first: int, other: int) -> bool:
    """Whether two elements beside each other are boxes for stories, and not parts of one."""
    if markup.tags[first] != markup.tags[other]:
        return False
    common = set(markup.names[first].split()) & set(markup.names[other].split())
    is_named = any([not _STORIES.isdisjoint(tokens(name)) for name in common])
    return markup.tags[other] == "article" or is_named


_STORIES = frozenset(("article", "entry", "hentry", "news-article", "news-item", "post", "story"))


def _is_in_headline(markup: Markup, element: int) -> bool:
    return any([markup.tags[each] == "h1" for each in markup.chain(element)[:3]])


def _prose(features: Features) -> Floats:
    """For each line its letters, if it is a paragraph."""
    prose: Floats = features.size * features.prose()
    return prose


def _boxes(markup: Markup, one: int, other: int) -> tuple[int, int]:
    """The outermost elements around two others that are not around both."""
    around_one, around_other = markup.chain(one), markup.chain(other)
    common = frozenset(around_one) & frozenset(around_other)
    own = [each for each in around_one if each not in common]
    others = [each for each in around_other if each not in common]
    return (own or [one])[-1], (others or [other])[-1]
