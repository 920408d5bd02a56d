"""What a page is as a whole: an article that is clean already, a raw page, or no article at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from cleantext.decode.kinds import in_menu
from cleantext.features import MOSTLY_LINKED, WHOLLY_LINKED, Char, chances_of
from cleantext.model import Kind, Label, Zone

if TYPE_CHECKING:
    from cleantext.features import Bools, Features, Floats, Ints

Labels = Mapping[int, Sequence[Label]]

# A rule this sure removes a line even in the middle of the article.
STRONG = 0.9

# A page looks clean if the scorer takes so much of its letters for article text, with at most one line
# that a rule is sure is chrome and few that any phrase of the vocabulary matches. On sites that the
# scorer has not seen, 99 % of clean articles look so, and 2.5 % of raw pages.
_CLEAN_SHARE = 0.8
_CLEAN_SURE = 1
_CLEAN_PHRASES = 0.2
# Where no phrase matches at all, less is enough: this share, and not more lines that look like a menu;
# or that the page has hardly any lines.
_CLEAN_SHARE_IF_SILENT = 0.6
_CLEAN_MENUS = 0.6
_FEW_LINES = 5
# Where links are known, an article that is clean has at most this share of lines that are links.
_CLEAN_LINKS = 0.1

_LETTERS_OF_LONG_PROSE = 90
_SURE = 0.0
_LETTERS_OF_A_PARAGRAPH, _LETTERS_OF_A_SENTENCE = 40, 25

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
    all_cut = bool(features.cut[body].all())  # "... and more" under every headline: teasers
    if len(features) >= _MANY_LINES and (all_cut or not _has_sentence(features, body)):
        return False
    if features.links is not None:  # where links are known, other stories are links
        return not _is_linked_feed(features, features.links[body], body)
    return not (
        _is_feed(features, body)
        or _is_directory(features, body)
        or _is_list_of_teasers(features, labels, zones)
    )


def _has_sentence(features: Features, body: Ints) -> bool:
    """Whether there is more than headlines: a line that ends like a sentence or is longer, or many lines."""
    sentences = features.prose(_LETTERS_OF_A_PARAGRAPH) | (features.size > _LETTERS_OF_LONG_PROSE)
    return bool(sentences[body].any()) or len(body) > _FEW_BODY_LINES


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
    return any(
        [label.rule.id.endswith(".error_page") for found in labels.values() for label in found]
    )


def _is_linked_feed(features: Features, links: Floats, body: Ints) -> bool:
    """Headlines that are links, each with a teaser under it that is none: the front of a section.

    A round-up has such pairs too, but longer paragraphs, and it begins with one of its own.
    """
    if not links[0] or features.size[body].max() > _LETTERS_OF_A_TEASER:
        return False
    is_headline = (links >= WHOLLY_LINKED) & (features.words[body] > 2)
    pairs = int((is_headline[:-1] & ~is_headline[1:]).sum())
    return pairs >= _MIN_LINKED and 2 * pairs >= _LINKED_SHARE * len(body)


_MIN_LINKED, _LINKED_SHARE = 3, 0.6
_LETTERS_OF_A_TEASER = 300


def _is_feed(features: Features, body: Ints) -> bool:
    """Headline, teaser, headline, teaser: the headlines bulleted, or the teasers cut off.

    A round-up has as many headings, but neither bullets before them nor dots for the rest.
    """
    is_item = (features.first[body] == Char.SIGN) & (features.words[body] > 2)
    is_open = (features.last[body] != Char.END) & (features.words[body] > 2)
    cut = features.cut[body]
    return any(
        _is_pairwise(features, body, is_headline, marks)
        for is_headline, marks in ((is_item, is_item), (is_item | is_open, is_item | _next(cut)))
    )


def _is_pairwise(features: Features, body: Ints, is_headline: Bools, marks: Bools) -> bool:
    """Whether the body is so many headlines, each with a teaser under it, and most of them marked."""
    pairs = np.flatnonzero(is_headline[:-1] & ~is_headline[1:])
    if len(pairs) < _MIN_TEASERS or 2 * len(pairs) < _TEASER_SHARE * len(body):
        return False
    return bool(
        marks[pairs].mean() >= _MARKED_SHARE
        and features.words[body[pairs]].mean() >= _WORDS_OF_A_HEADLINE
    )


def _next(values: Bools) -> Bools:
    """For each line the value of the next one."""
    return np.append(values[1:], False)


def _is_directory(features: Features, body: Ints) -> bool:
    is_item = features.first[body] == Char.SIGN
    is_prose = features.prose(_LETTERS_OF_A_PARAGRAPH)[body]
    return bool(
        len(body) >= _MIN_ITEMS
        and is_item.mean() >= _ITEM_SHARE
        and not (is_prose & ~is_item).any()
    )


# The heading of a section speaks for at most so many lines, and for none after a long paragraph.
_MAX_UNDER = 12
_LETTERS_OF_A_LONG_PARAGRAPH = 160


def under_headings(features: Features, labels: Labels) -> set[int]:
    """The lines right under the headings of sections, as far as they may be their items."""
    openers = [line for line, found in labels.items() if any([label.opens for label in found])]
    first = int(np.argmax(long_prose(features))) if openers else 0
    return {
        line
        for opener in openers
        if not in_menu(labels, opener)
        and (opener > first or not _is_about_comments(labels[opener]))
        for line in takewhile(
            partial(_may_be_under, features, labels[opener]),
            range(opener + 1, min(opener + 1 + _MAX_UNDER, len(features))),
        )
    }


def _may_be_under(features: Features, opener: Sequence[Label], line: int) -> bool:
    """Whether a line may be an item under a heading: no long paragraph, and other stories are links."""
    if features.size[line] > _LETTERS_OF_A_LONG_PARAGRAPH:
        return False
    opens_list = any([label.opens and label.rule.kind is Kind.RELATED for label in opener])
    if features.links is None or not opens_list or features.last[line] != Char.END:
        return True
    # A sentence that is no link, and no label of a few words, is not an item of a list of stories.
    is_label = features.words[line] <= _WORDS_OF_A_LABEL
    return features.is_link(line, MOSTLY_LINKED) or bool(is_label)


_WORDS_OF_A_LABEL = 6


def _is_about_comments(found: Sequence[Label]) -> bool:
    """Whether a heading opens the comments or their form; above the article it is a link to them."""
    return any([label.opens and label.rule.kind in _COMMENTS for label in found])


_COMMENTS = frozenset((Kind.COMMENTS, Kind.COMMENT_FORM))


# What is chrome in a box beside an article, and an article of its own where it is most of the page's prose.
_OWN_KINDS = (Kind.HOROSCOPE, Kind.WEATHER, Kind.PRICES, Kind.PRAYER_TIMES)
_MIN_OWN_LINES, _OWN_SHARE = 3, 0.6


def without_own_kind(features: Features, labels: Labels) -> Labels:
    """The labels without those that call the page's own article a box of chrome."""
    prose = are_sentences(features)
    total = features.size[prose].sum()
    for kind in _OWN_KINDS:
        own = [
            line
            for line, found in labels.items()
            if prose[line] and any([label.rule.kind is kind for label in found])
        ]
        if len(own) >= _MIN_OWN_LINES and features.size[own].sum() >= _OWN_SHARE * total:
            others = {
                line: [label for label in found if label.rule.kind is not kind]
                for line, found in labels.items()
            }
            return {line: found for line, found in others.items() if found}
    return labels


def long_prose(features: Features) -> Bools:
    """The lines that are long paragraphs."""
    return features.prose(_LETTERS_OF_A_LONG_PARAGRAPH)


def are_sentences(features: Features) -> Bools:
    """The lines that end like sentences and are not too short for one."""
    return features.prose(_LETTERS_OF_A_SENTENCE)


def sure_prose(features: Features, scores: Floats) -> Bools:
    """The lines that are long, end like sentences, and that the scorer is sure of."""
    return features.prose(_LETTERS_OF_LONG_PROSE) & (scores > _SURE)


def looks_clean(
    features: Features, labels: Labels, scores: Floats, phrases: Sequence[float]
) -> bool:
    """Whether a page looks like an article that somebody has cleaned already.

    `phrases` are those of `phrases_of`.
    """
    links = features.links
    if links is not None and links.size and (links > MOSTLY_LINKED).mean() > _CLEAN_LINKS:
        return False
    if not phrases and len(features) <= _FEW_LINES:
        return True
    share = (chances_of(scores) * features.size).sum() / max(1.0, features.size.sum())
    if not phrases:
        return bool(share > _CLEAN_SHARE_IF_SILENT) and _menu_lines(labels) <= _CLEAN_MENUS * len(
            features
        )
    if share <= _CLEAN_SHARE:
        return False
    sure = sum([confidence >= STRONG for confidence in phrases])
    return sure <= _CLEAN_SURE and len(phrases) <= max(_CLEAN_SURE, _CLEAN_PHRASES * len(features))


def core(features: Features) -> range:
    """The lines from the first paragraph to the last."""
    paragraphs = np.flatnonzero(features.prose(_LETTERS_OF_A_PARAGRAPH))
    return range(int(paragraphs[0]), int(paragraphs[-1]) + 1) if len(paragraphs) else range(0)


def _menu_lines(labels: Labels) -> int:
    return sum([any([label.rule.is_menu for label in found]) for found in labels.values()])


def phrases_of(labels: Labels) -> list[float]:
    """For each line with phrases of chrome, the confidence of the surest."""
    best: dict[int, float] = {}
    for line, found in labels.items():
        for label in found:
            if label.is_phrase and label.rule.confidence > best.get(line, 0.0):
                best[line] = label.rule.confidence
    return list(best.values())
