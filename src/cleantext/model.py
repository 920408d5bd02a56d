"""The types that every stage speaks in: spans, kinds, blocks, labels, and the article.

All of them are frozen, slotted and keyword-only, and hold tuples, so that a result can be shared
between threads, hashed into a cache, and never drifts from the explanation that comes with it.
This module imports nothing else of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum


class CleanTextError(Exception):
    """The base of every error that cleantext raises on purpose."""


class LexiconError(CleanTextError):
    """A vocabulary file is wrong; the message names the file, the rule and the key."""


class FixtureError(CleanTextError):
    """A folder of test cases cannot be read; the message names the case and the file."""


class UnknownRuleError(CleanTextError):
    """There is no rule of that id; the message names the nearest ids."""


class Action(Enum):
    """What happens to the blocks of a kind, unless the caller says otherwise."""

    BODY = "body"
    METADATA = "metadata"
    CHROME = "chrome"


class Kind(StrEnum):
    """What a block is. The value is public API; `action` says where such blocks go.

    >>> Kind("horoscope").action
    <Action.CHROME: 'chrome'>
    >>> Kind.PARAGRAPH.doc
    'A paragraph of the article.'
    """

    action: Action
    doc: str

    def __new__(cls, value: str, action: Action = Action.CHROME, doc: str = "") -> Kind:
        """A member with its action and its sentence; `Kind("share")` looks one up."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.action = action
        member.doc = doc
        return member

    PARAGRAPH = "paragraph", Action.BODY, "A paragraph of the article."
    HEADING = "heading", Action.BODY, "A subheading between the article's paragraphs."
    LIST_ITEM = "list_item", Action.BODY, "An item of a list that belongs to the article."
    QUOTE = "quote", Action.BODY, "A block quotation, or a verse, of the article."
    TABLE = "table", Action.BODY, "A row of a table that belongs to the article."

    TITLE = "title", Action.METADATA, "The article's headline."
    KICKER = "kicker", Action.METADATA, "A short line above or under the headline that leads in."
    BYLINE = "byline", Action.METADATA, "Who wrote the article."
    DATE = "date", Action.METADATA, "When the article was published or changed."
    DATELINE = "dateline", Action.METADATA, "Where the report was filed from, on a line of its own."
    SITE = "site", Action.METADATA, "The outlet's name beside the article's other metadata."
    CAPTION = "caption", Action.METADATA, "The text under or above a picture."
    TAGS = "tags", Action.METADATA, "The article's keywords and their heading."
    SUMMARY = "summary", Action.METADATA, "A standfirst that sums the article up."

    AD = "ad", Action.CHROME, "An advertisement or the label of its slot."
    SHARE = "share", Action.CHROME, "Share buttons, follow-us calls, copy-link fields."
    NAVIGATION = (
        "navigation",
        Action.CHROME,
        "Menus, section names, breadcrumbs, next and previous.",
    )
    TOOLS = "tools", Action.CHROME, "Print, text size, save, listen, report an error."
    COUNTER = "counter", Action.CHROME, "Numbers of views, shares or comments; reading time."
    RELATED = "related", Action.CHROME, "Headlines and teasers of other stories."
    HOROSCOPE = "horoscope", Action.CHROME, "Horoscopes and their headlines."
    WEATHER = "weather", Action.CHROME, "Temperatures and forecasts in a box."
    PRICES = "prices", Action.CHROME, "Currencies, gold, stocks in a box."
    PRAYER_TIMES = "prayer_times", Action.CHROME, "Prayer times in a box."
    COMMENT_FORM = "comment_form", Action.CHROME, "The form to write a comment with."
    COMMENTS = "comments", Action.CHROME, "Readers' comments, their heading, their disclaimer."
    TERMS = "terms", Action.CHROME, "Terms of use, privacy, publication rules."
    COPYRIGHT = "copyright", Action.CHROME, "Copyright lines, who built the site."
    CONTACT = "contact", Action.CHROME, "Postal address, telephone, e-mail, SMS codes."
    COOKIE_NOTICE = "cookie_notice", Action.CHROME, "Consent to cookies."
    NEWSLETTER = "newsletter", Action.CHROME, "Calls and forms to subscribe to mail or alerts."
    PAYWALL = "paywall", Action.CHROME, "Calls to subscribe or sign in to read on."
    APP_PROMO = "app_promo", Action.CHROME, "Calls to install an app."
    POLL = "poll", Action.CHROME, "A reader poll."
    TICKER = "ticker", Action.CHROME, "A strip of breaking headlines."
    AUTHOR_BIO = "author_bio", Action.CHROME, "A note on who the author is."
    MEDIA_PLAYER = (
        "media_player",
        Action.CHROME,
        "Controls and messages of a video or audio player.",
    )
    SITE_NAME = "site_name", Action.CHROME, "The outlet's own name, repeated around the page."
    DUPLICATE_TITLE = "duplicate_title", Action.CHROME, "The headline over again."
    TEMPLATE = "template", Action.CHROME, "What repeats over the pages of a site."
    RESIDUE = "residue", Action.CHROME, "Stray marks and code that a renderer left behind."
    UNCLASSIFIED = "unclassified", Action.CHROME, "Not article text, of no kind we know."


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open character offsets into `Document.text`: for a text dump, the input itself."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """One entry of the catalogue: what is recognised, how sure we are, and why it is there.

    `confidence` is the share of such matches that we expect to be right, from 0 to 1. `hits` and
    `misses` are example lines that the rule must and must not match; every one is run by a test.
    `is_menu` is set on the rule that knows menus by the form of their lines alone: it says how a
    line looks, and any phrase says more. There is one object for each rule, so rules are compared by
    identity.
    """

    id: str
    kind: Kind
    confidence: float
    why: str
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    is_menu: bool = False
    is_phrase: bool = field(init=False)
    is_of_markup: bool = field(init=False)

    def __post_init__(self) -> None:
        chrome = self.kind.action is Action.CHROME
        by_form = self.id.startswith(("shape.", "repeats.", "markup."))
        object.__setattr__(self, "is_phrase", chrome and not by_form)
        object.__setattr__(self, "is_of_markup", self.id.startswith("markup."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a detector says of one line: this rule matched here.

    A label never says "remove". `opens` is set where the line is the heading of a section, so that
    what follows is of the same kind. `sure` is set where the line may read like prose and is none:
    it was cut off for what it says, or says what the article says again. `fluent` is set where the
    rule is meant for chrome in full sentences.
    """

    line: int
    rule: Rule
    opens: bool = False
    sure: bool = False
    fluent: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether this comes from what chrome says, not from the form of a line or from metadata."""
        return self.rule.is_phrase


class Zone(StrEnum):
    """The part of a page that a line lies in."""

    HEAD = "head"
    BODY = "body"
    INSET = "inset"
    TAIL = "tail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The one kind that a line is given, how sure that is, and the rules that speak for it.

    `chance` is the scorer's probability that the line is article text.
    """

    zone: Zone
    kind: Kind
    confidence: float
    rules: tuple[Rule, ...]
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a block has its kind: the rule, the evidence in the text, and a sentence."""

    rule: str
    span: Span
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of metadata: its value, where in the document it stands, and the rule that read it.

    `span` is None for what only the markup says, and `key` names the place in the markup that says it
    ("NewsArticle.datePublished", "og:title"); it is empty for what was read in the text.
    """

    value: object
    span: Span | None
    rule: Rule
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the document, usually a line, with the kind it was given and why.

    `confidence` runs from 0 to 1. `span` points into `Document.text`, and `text` is that slice. `path`
    is the XPath of the element of an HTML page that the piece stands in; None for plain text.
    """

    index: int
    span: Span
    text: str
    kind: Kind
    confidence: float
    reasons: tuple[Reason, ...]
    path: str | None = None
