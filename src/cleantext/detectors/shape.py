"""Labels from the form of lines alone: counters, stubs, menus, dates on their own, stray marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from cleantext.calendars import find_dates, load_words
from cleantext.features import Char
from cleantext.model import Kind, Label, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleantext.document import Document
    from cleantext.features import Features
    from cleantext.lexicon import Speech

STRAY_MARKS = Rule(
    id="shape.stray_marks",
    kind=Kind.RESIDUE,
    confidence=0.92,
    why="The line holds no letter and no digit.",
    hits=("|", "•", '"', "- - -"),
    misses=("a", "7"),
)
NUMBER = Rule(
    id="shape.number",
    kind=Kind.COUNTER,
    confidence=0.88,
    why="The line is nothing but a number, as share and view counters leave it.",
    hits=("4", "(27)", "1,204", "28.8K"),
    misses=("4 dead", "2024-05-01"),
)
DATE_LINE = Rule(
    id="shape.date_line",
    kind=Kind.DATE,
    confidence=0.9,
    why="The line is a date, with its weekday, time and label, and hardly anything else.",
    hits=("5 January 2024", "الأربعاء 31/مارس/2021 - 11:58 ص"),
    misses=("On 5 January 2024 the court ruled against the firm.",),
)
DATE_OVER_LINES = Rule(
    id="shape.date_over_lines",
    kind=Kind.DATE,
    confidence=0.9,
    why="Day, month and year stand on lines of their own, one below the other.",
)
CLOCK = Rule(
    id="shape.clock",
    kind=Kind.DATE,
    confidence=0.7,
    why="The line is a bare time of day.",
    hits=("09:52", "10:15 pm", "08:44 ص"),
    misses=("The score was 2:1 at the break.",),
)
EMPTY_FIELD = Rule(
    id="shape.empty_field",
    kind=Kind.NAVIGATION,
    confidence=0.85,
    why="A form field or a button, as text renderers write it: words in square brackets.",
    hits=("[ Search ]", "[ ]"),
    misses=("[The minister] declined to answer.",),
)
MENU_ROW = Rule(
    id="shape.menu_row",
    kind=Kind.NAVIGATION,
    confidence=0.85,
    why="Short items in a row, parted by bars or arrows.",
    hits=("Home | News | Sport | Video", "الرئيسية » أخبار » سياسة » محلي"),
    misses=("He said: yes | no",),
)
HASHTAGS = Rule(
    id="shape.hashtags",
    kind=Kind.TAGS,
    confidence=0.9,
    why="Nothing but hashtags.",
    hits=("#economy #morocco", "#مصر #اقتصاد_عالمي"),
    misses=("The hashtag #economy trended all day.",),
)
ADDRESS = Rule(
    id="shape.electronic_address",
    kind=Kind.CONTACT,
    confidence=0.9,
    why="A lone e-mail address.",
    hits=("desk@example.com",),
    misses=("Write to desk@example.com before Friday.",),
)
LINK = Rule(
    id="shape.link",
    kind=Kind.SHARE,
    confidence=0.85,
    why="A lone web address.",
    hits=("https://example.com/a/1", "www.example.com"),
    misses=("See https://example.com for the report.",),
)
ONE_WORD_REPEATED = Rule(
    id="shape.one_word_repeated",
    kind=Kind.SITE_NAME,
    confidence=0.8,
    why="One word over and over, as alternative texts of logos leave it, or that word alone elsewhere.",
    hits=("dailynews dailynews dailynews", "Echo, echo, Echo"),
    misses=("very very good", "ha"),
)
RIGHTS = Rule(
    id="shape.copyright_sign",
    kind=Kind.COPYRIGHT,
    confidence=0.93,
    why="A copyright sign at the start of a short line, or with a year beside it.",
    hits=("© Daily Echo", "Daily Echo © 2026"),
    misses=("The herd crosses the bridge. © A. Miller",),
)
PICTURE_RIGHTS = Rule(
    id="shape.picture_rights",
    kind=Kind.CAPTION,
    confidence=0.85,
    why="A line that ends in a copyright sign and a name: the caption of a picture.",
    hits=("The herd crosses the bridge. © A. Miller",),
    misses=("© Daily Echo",),
)
SHORT_RUN = Rule(
    id="shape.short_run",
    kind=Kind.NAVIGATION,
    confidence=0.75,
    why="One of many short lines in a row without an end mark, as menus are rendered.",
    is_menu=True,
)
DATED_HEADLINES = Rule(
    id="shape.dated_headlines",
    kind=Kind.RELATED,
    confidence=0.85,
    why="Headlines and dates take turns here, as in a list of other stories.",
)

CREDITED = Rule(
    id="shape.credited_caption",
    kind=Kind.CAPTION,
    confidence=0.9,
    why="The line ends in brackets with a label and a name: who took the picture.",
    hits=("The herd at dawn (Photo: A. Miller)",),
    misses=("The herd (about ninety heads) left at dawn.",),
)
THREAD = Rule(
    id="shape.comment_thread",
    kind=Kind.COMMENTS,
    confidence=0.86,
    why="Names, times and short passages take turns here, as in a thread of comments.",
)
TEMPERATURE = Rule(
    id="shape.temperatures",
    kind=Kind.WEATHER,
    confidence=0.9,
    why="A temperature, one of several in a grid, or the place or day that it belongs to.",
)
TAGS_ALONE = Rule(
    id="shape.markup",
    kind=Kind.RESIDUE,
    confidence=0.92,
    why="Nothing but markup that a converter left behind.",
    hits=("<AUTHOR></AUTHOR>", "</div>", "<br />"),
    misses=("a < b and b > c", "<p>It rained.</p>"),
)

RULES = (
    TAGS_ALONE, TEMPERATURE, STRAY_MARKS, NUMBER, DATE_LINE, DATE_OVER_LINES, CLOCK, EMPTY_FIELD, MENU_ROW,
    HASHTAGS, ADDRESS, LINK,
    ONE_WORD_REPEATED, RIGHTS, PICTURE_RIGHTS, SHORT_RUN, DATED_HEADLINES, CREDITED, THREAD,
)  # fmt: skip

_CLOCK = re.compile(
    r"\W{0,6}\d{1,2}[:.]\d{2}(?::\d{2})?\s{0,3}(?:[ap]\.?m\.?|[صم]|GMT|ET|h)?\W{0,6}", re.IGNORECASE
)
_NUMBER = re.compile(r"[\W_]{0,6}\d[\d.,٬٫]{0,20}\s?[KkMm+]?[\W_]{0,6}")
_FIELD = re.compile(r"(?:\[[^\]]{0,60}\]\s*)+")
_HASHTAGS = re.compile(r"(?:[#＃]\w+[\s,،|•]*)+")
_MAIL = re.compile(r"\W{0,3}[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}\W{0,3}")
_TAGS = re.compile(r"(?:</?[A-Za-z][^<>]{0,200}>\s*)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")

# A line with more words than this is no label of a date, no counter and no field.
_MAX_WORDS_OF_A_LABEL = 16
# The least digits of a date: a day, a month and a year of two digits (2/7/09).
_MIN_DIGITS_OF_A_DATE = 4
# There is no date in a single number.
_TWO_NUMBERS = re.compile(r"\d\D+\d")
# The share of a line's letters and digits that must belong to the date.
_MIN_SHARE_OF_A_DATE = 0.75


# Plain numbers, which numpy compares faster than members of an enum.
_DIGIT, _SIGN, _QUOTE, _END = map(int, (Char.DIGIT, Char.SIGN, Char.QUOTE, Char.END))


def find_shapes(document: Document, features: Features, _: Speech) -> Iterator[Label]:
    """Labels for the lines whose form alone gives them away."""
    letters_and_digits = features.size + features.counts[:, _DIGIT]
    for line in np.flatnonzero(letters_and_digits == 0).tolist():
        yield Label(line=line, rule=STRAY_MARKS)
    found = [
        *_by_pattern(document, features),
        *_dates(document, features),
    ]
    yield from found
    yield from _dates_over_lines(document, features)
    yield from _dated_headlines(
        features, sorted([label.line for label in found if label.rule.kind is Kind.DATE])
    )
    yield from _short_runs(features)
    yield from _rights(document, features)
    yield from _repeated_words(features)
    yield from _temperatures(features)


def _by_pattern(document: Document, features: Features) -> Iterator[Label]:
    """Lines that one of the patterns matches whole; only those are tried that hold its sign."""
    counts = features.counts
    digits, signs = counts[:, _DIGIT], counts[:, _SIGN] + counts[:, _QUOTE]
    marked = (digits > 0) | (signs > 0) | (counts[:, _QUOTE] > 1) | (counts[:, _END] > 1)
    lines = np.flatnonzero(marked & (features.words <= _MAX_WORDS_OF_A_LABEL))
    for line, n_digits, n_signs in zip(
        lines.tolist(), digits[lines].tolist(), signs[lines].tolist(), strict=True
    ):
        text = document.texts[line]
        rule = _number(text) if n_digits else None
        if rule:
            yield Label(line=line, rule=rule)
            continue
        for pattern, rule in _WHOLE_LINE if "@" in text else _BY_FIRST.get(text[0], ()):
            if pattern.fullmatch(text):
                yield Label(line=line, rule=rule)
        if n_signs > 1 and _is_menu_row(text):
            yield Label(line=line, rule=MENU_ROW)


def _number(text: str) -> Rule | None:
    """The rule of bare numbers or of bare times; none of the two begins with a letter."""
    if text[0].isalpha():
        return None
    if _NUMBER.fullmatch(text):
        return NUMBER
    return CLOCK if _CLOCK.fullmatch(text) else None


_WHOLE_LINE = ((_FIELD, EMPTY_FIELD), (_HASHTAGS, HASHTAGS), (_MAIL, ADDRESS), (_LINK, LINK))
# Without an "@", the first character leaves one of them to be tried, or none.
_BY_FIRST = {
    "[": ((_FIELD, EMPTY_FIELD),),
    "#": ((_HASHTAGS, HASHTAGS),),
    "＃": ((_HASHTAGS, HASHTAGS),),
    "h": ((_LINK, LINK),),
    "w": ((_LINK, LINK),),
    "<": ((_TAGS, TAGS_ALONE),),
}

_MENU_BARS = re.compile(r"\s{0,4}[|»›>·•¦▪/]\s{0,4}")
_MIN_MENU_ITEMS = 4
_MAX_WORDS_OF_AN_ITEM = 4


def _is_menu_row(text: str) -> bool:
    items = [item for item in _MENU_BARS.split(text) if item]
    return len(items) >= _MIN_MENU_ITEMS and all(
        len(item.split()) <= _MAX_WORDS_OF_AN_ITEM for item in items
    )


def _dates(document: Document, features: Features) -> Iterator[Label]:
    digits = features.counts[:, _DIGIT]
    words = load_words()
    likely = (digits >= _MIN_DIGITS_OF_A_DATE) & (features.words <= _MAX_WORDS_OF_A_LABEL)
    for line in np.flatnonzero(likely).tolist():
        text = document.texts[line]
        found = _TWO_NUMBERS.search(text) and find_dates(text, words, day_first=True)
        if found and found[0].alone >= _MIN_SHARE_OF_A_DATE:
            yield Label(line=line, rule=DATE_LINE)


def _dates_over_lines(document: Document, features: Features) -> Iterator[Label]:
    """Dates that were broken into lines around the name of their month."""
    words = load_words()
    last = len(document) - 1
    alone = (features.words == 1) & (features.counts[:, _DIGIT] == 0)
    for line in np.flatnonzero(alone).tolist():
        if not 0 < line < last or features.keys[line] not in words.months:
            continue
        day, month, year = document.texts[line - 1 : line + 2]
        numbers = day.isdecimal() and year.isdecimal() and len(year) == _DIGITS_OF_A_YEAR
        if numbers and find_dates(f"{day} {month} {year}", words, day_first=True):
            yield from (
                Label(line=part, rule=DATE_OVER_LINES) for part in (line - 1, line, line + 1)
            )


_DIGITS_OF_A_YEAR = 4

# Dates that stand at most this many lines apart belong to one list of headlines ...
_MAX_STEP = 6
# ... and so many of them make it a list.
_MIN_DATES = 3


def _dated_headlines(features: Features, dates: list[int]) -> Iterator[Label]:
    """The lines of every run of dates with short lines between them: other stories, or comments."""
    run: list[int] = []
    for line in [*dates, len(features) + 2 * _MAX_STEP]:
        if run and not _same_list(features, run[-1], line):
            if len(run) >= _MIN_DATES:
                yield from _list_labels(features, run)
            run = []
        run.append(line)


def _list_labels(features: Features, run: list[int]) -> Iterator[Label]:
    first, last = _first_headline(features, run[0]), run[-1]
    rule = DATED_HEADLINES
    if _is_thread(features, run):
        rule = THREAD
        last = min(last + 1, len(features) - 1)  # the passage under the last date
    elif _is_chronicle(features, first, last):
        return
    for line in range(first, last + 1):
        yield Label(line=line, rule=rule)


def _is_chronicle(features: Features, first: int, last: int) -> bool:
    """Whether hardly any of the lines is a link, though the page has such: then they are no other stories."""
    if features.links is None:
        return False
    said = features.words[first : last + 1] >= _WORDS_OF_A_STORY
    links = features.links[first : last + 1][said]
    return bool(len(links) and links.mean() < _LINKED_SHARE)


def _is_thread(features: Features, run: list[int]) -> bool:
    """Whether a sentence stands right under every date but, at most, one."""
    below = [line + 1 for line in run if line + 1 < len(features)]
    spoken = [
        line
        for line in below
        if features.last[line] == _END and features.words[line] > _MAX_WORDS_OF_A_NAME
    ]
    return len(spoken) >= max(_MIN_DATES - 1, len(run) - 1)


_MAX_WORDS_OF_A_NAME = 4
# Where links are known, so much of the headlines of other stories are links.
_WORDS_OF_A_STORY, _LINKED_SHARE = 3, 0.1


def _first_headline(features: Features, line: int) -> int:
    """Where the list begins: the first headline, and a place under it, stand above the first date."""
    for above in range(line - 1, max(-1, line - 1 - _MAX_RUN_UP), -1):
        if (
            features.last[above] == _END
            or not 1 < features.words[above] <= _MAX_WORDS_OF_A_HEADLINE
        ):
            break
        line = above
    return line


_MAX_RUN_UP = 2


def _same_list(features: Features, one: int, other: int) -> bool:
    if not 1 < other - one <= _MAX_STEP:
        return other - one == 1
    between = slice(one + 1, other)
    short = features.words[between] <= _MAX_WORDS_OF_A_HEADLINE
    return bool((short | (features.last[between] == _END)).all())


_MAX_WORDS_OF_A_HEADLINE = 25

_MAX_WORDS_IN_A_MENU = 4
_MIN_RUN = 6


def _short_runs(features: Features) -> Iterator[Label]:
    """Runs of short lines without an end mark."""
    short = (features.words <= _MAX_WORDS_IN_A_MENU) & (features.last != _END)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], short.astype(np.int8), [0]))))
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if stop - start >= _MIN_RUN:
            for line in range(start, stop):
                yield Label(line=line, rule=SHORT_RUN)


_MAX_WORDS_OF_A_CAPTION = 30
_MAX_WORDS_OF_RIGHTS = 18
_CREDIT = re.compile(r"\((?!\d)[^()\n:/]{2,24}\s?[:：/]\s?[^()\n:]{3,40}\)\W{0,2}$")
_YEAR_BESIDE = re.compile(r"© 0\b|\b0 ©")
_NAME_AFTER = re.compile(r" © \D{2,40}$")


def _rights(document: Document, features: Features) -> Iterator[Label]:
    """Lines with a copyright sign, and captions that end in a credit in brackets."""
    closed = (
        (features.counts[:, _QUOTE] > 0)
        & (features.words > 3)
        & (features.words <= _MAX_WORDS_OF_A_CAPTION)
    )
    for line in np.flatnonzero(closed).tolist():
        if document.texts[line].endswith(")") and _CREDIT.search(document.texts[line]):
            yield Label(line=line, rule=CREDITED)
    for line, key in enumerate(features.keys):
        if "©" in key and features.words[line] <= _MAX_WORDS_OF_RIGHTS:
            if key.startswith("©") or _YEAR_BESIDE.search(key):
                yield Label(line=line, rule=RIGHTS)
            elif _NAME_AFTER.search(key):
                yield Label(line=line, rule=PICTURE_RIGHTS)


_MAX_WORDS_OF_A_LOGO = 12
_MIN_REPEATS = 3


def _repeated_words(features: Features) -> Iterator[Label]:
    """Lines of one word over and over; and where there are any, the lines of that word alone."""
    names: set[str] = set()
    few = (features.words >= _MIN_REPEATS) & (features.words <= _MAX_WORDS_OF_A_LOGO)
    for line in np.flatnonzero(few).tolist():
        key = features.keys[line]
        word = key.partition(" ")[0]
        if key.endswith(word) and set(key.split()) == {word} and features.size[line]:
            names.add(word)
            yield Label(line=line, rule=ONE_WORD_REPEATED)
    if names:
        for line, key in enumerate(features.keys):
            if key in names:
                yield Label(line=line, rule=ONE_WORD_REPEATED)


_DEGREES = frozenset(("o", "°", "º", "° c", "° f", "c", "f"))
_WITH_DEGREES = frozenset(("0 °", "0 ° c", "0 ° f", "0 o"))
_FIGURES = _WITH_DEGREES | {"0"}
_MIN_TEMPERATURES = 3
# From one temperature of a grid to the next there are at most so many lines: a name, the figure, the sign.
_STEP_OF_A_GRID = 4
_MAX_WORDS_OF_A_PLACE = 2


def _temperatures(features: Features) -> Iterator[Label]:
    """Grids of places or days with a temperature each."""
    keys = features.keys
    figures = [line for line, key in enumerate(keys) if key in _FIGURES]
    found = [line for line in figures if _is_temperature(keys, line)]
    runs: list[list[int]] = []
    for line in found:
        if not runs or line - runs[-1][-1] > _STEP_OF_A_GRID:
            runs.append([])
        runs[-1].append(line)
    for run in runs:
        if len(run) >= _MIN_TEMPERATURES:
            yield from _grid(features, run)


def _is_temperature(keys: list[str], line: int) -> bool:
    """Whether a figure has a sign of degrees, on its own line or on the next."""
    parted = line + 1 < len(keys) and keys[line + 1] in _DEGREES
    return parted or keys[line] in _WITH_DEGREES


def _grid(features: Features, run: list[int]) -> Iterator[Label]:
    first = max(0, run[0] - 1)
    last = run[-1] + (features.keys[run[-1]] == "0")  # the sign on a line of its own
    for line in range(first, last + 1):
        if features.words[line] <= _MAX_WORDS_OF_A_PLACE:
            yield Label(line=line, rule=TEMPERATURE)
