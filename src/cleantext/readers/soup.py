"""Tag soup to a tree: libxml2 parses a page, and what it would lose or choke on is put right.

libxml2 2.14 reads HTML quickly, but it is no browser. Found with 40 written cases and 1,624 pages:

- Beyond 2,048 open elements it stops, and what follows is lost. Such a page is parsed once more, as events,
  and made a tree that is no deeper than `DEEPEST`. Real pages reach 35.
- What follows `</html>` is put beside the root, where nobody looks: in 1 of 100 pages there is something.
- The attributes of an element cost it the square of their number: 200,000 take three minutes.
- A comment without an end swallows the rest of a page, as do `<title>`, `<textarea>` and `<iframe>`.
- NULs end a name, lone surrogates are no UTF-8, and the marks of CDATA hide a tag each.

beautifulsoup4 would read such pages too. It was tried, with both of its builders, and is slower, mostly by
five to ten times: see docs/dependencies.md.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from cleantext.readers.forms import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Elements below that many others stand side by side in the tree that `flattened` makes.
DEEPEST = 256

# Bytes of a tag that is looked at, and attributes that make it hostile: 10,000 take half a second.
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{20000}")
_MANY_VALUES = 10_000
_TAG = re.compile(rb"<[a-zA-Z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_VALUE = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
_MOST_ATTRIBUTES = 2_000
# An element of a flattened tree keeps so many.
_KEPT_ATTRIBUTES = 40

# Elements whose text is no markup, and which swallow the rest of a page if they are not closed. Scripts
# are left alone: what would come to light is code, and pages are often cut off in one.
_GREEDY = ("title", "textarea", "iframe", "noframes", "noembed", "xmp", "plaintext")
_BLOCK_TAG = re.compile(
    rb"</?(?:p|div|h[1-6]|li|ul|td|tr|table|article|section|br|body)[\s/>]", re.IGNORECASE
)
# Of these also those are opened that are closed: what stands in them is for browsers without frames.
_NEVER_SHOWN = frozenset(("noframes", "plaintext"))
_FEW_BLOCKS = 3  # so many tags of blocks are more than a comment, or a title, would hold

# React sends parts of a page late, hidden at its end, and a script puts them where a template of the
# same number stands.
_LATE, _EARLY = "S:", ("B:", "P:")
_MOST_PARTS = 200  # of 1,078 pages none has more than 50

# In a text dump this is no tag, these are dropped, and these are no tags if they are never closed.
_STRAY = re.compile(rf"<(?!(?:/?(?:{NAMES})(?=[\s/>])[^<>]{{0,2000}}>|!--))", re.IGNORECASE)
_SWALLOWING = re.compile(
    r"</?(?:title|textarea|iframe|noscript|select|option|svg|video|head|input)(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CODE = (
    (re.compile(r"<(?=script\b)", re.IGNORECASE), re.compile(r"</script", re.IGNORECASE)),
    (re.compile(r"<(?=style\b)", re.IGNORECASE), re.compile(r"</style", re.IGNORECASE)),
    (re.compile(r"<(?=!--)"), re.compile(r"-->")),
)

# In a flattened tree these stand in the line, and these are dropped with all that is in them.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_UNSHOWN = frozenset(
    "applet audio canvas datalist head iframe math noembed noframes noscript object script select style svg "
    "template textarea title video".split()
)
# UTF-8 that was read as ISO-8859-1, in two of 1,078 pages: no page holds the controls in it otherwise.
_TWICE_IN = "\xe2\x80"
_TWICE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_NAME = re.compile(r"[A-Za-z][\w.-]{0,60}", re.ASCII)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(text: str) -> HtmlElement | None:
    """The root element of a page; None where there is none, as in an empty page.

    >>> [each.tag for each in parse("<p>It rained</p></body></html><p>all day").iter()]
    ['html', 'body', 'p', 'html', 'p']
    """
    sound = _sound(text)
    root = _tree(sound)
    opened = sound if root is None else _unswallowed(root, sound)
    return root if opened is sound else _tree(opened)


def tamed(text: str) -> str:
    """A text dump in which only tags are tags, and none swallows what follows.

    >>> tamed("R < 3, mail <ann@paper.example>, <b>no</b> <title>, <!-- and on")
    'R &lt; 3, mail &lt;ann@paper.example>, <b>no</b> , &lt;!-- and on'
    """
    text = _SWALLOWING.sub("", _STRAY.sub("&lt;", text))
    for begin, end in _CODE:
        closed = [found.end() for found in end.finditer(text)]
        last = closed[-1] if closed else 0
        text = text[:last] + begin.sub("&lt;", text[last:])
    return text


def mended(text: str, said: str) -> str | None:
    """A page without what spoils the text that was read from it, `said`; None where that is all right.

    >>> mended("<p>Itâ\x80\x99s <![CDATA[rain]]>", "Itâ\x80\x99s rain]]>")
    '<p>It’s rain'
    """
    better = text
    if _TWICE_IN in said:
        better = _TWICE.sub(_read_again, better)
    if "]]>" in said and "<![CDATA[" in better:
        better = better.replace("<![CDATA[", "").replace("]]>", "")
    return better if better is not text else None


def _tree(sound: bytes) -> HtmlElement | None:
    """The root element of a page in UTF-8."""
    if _is_crowded(sound):
        return _flat_tree(sound)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # One class for all elements, which trafilatura asks for, spares a look-up for each.
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
    )
    try:
        root = etree.fromstring(sound, parser)
    except etree.XMLSyntaxError:  # nothing but comments, or nothing at all
        return None
    if not isinstance(root, HtmlElement):
        return None
    if parser.error_log.filter_from_fatals():
        return _flat_tree(sound)
    _gather(root)
    return root


def flattened(text: str) -> HtmlElement | None:
    """The root element of a page, with what is nested deeper than `DEEPEST` side by side.

    >>> root = flattened("<div>" * 5000 + "<p>It rained")
    >>> max(sum(1 for _ in each.iterancestors()) for each in root.iter()) < 300
    True
    """
    return _flat_tree(_sound(text))


def _flat_tree(sound: bytes) -> HtmlElement | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Flattener())
    try:
        root = etree.fromstring(sound, parser)
    except etree.XMLSyntaxError:
        return None
    return root if isinstance(root, HtmlElement) else None


class _Flattener:
    """Takes the events of a parser, and makes a tree of them that is not too deep."""

    def __init__(self) -> None:
        make = etree.HTMLParser()
        make.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
        self._tree = etree.TreeBuilder(element_factory=make.makeelement)
        self._open: list[str] = []
        self._is_broken = True  # whether nothing was said since the last line break
        self._unshown = 0  # how many elements were open around one that is dropped

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag if _NAME.fullmatch(tag) else "span"
        self._open.append(name)
        if self._unshown:
            return
        depth = len(self._open)
        if depth < DEEPEST:
            self._tree.start(name, dict(_kept(attributes)))
        elif name in _UNSHOWN:
            self._unshown = depth
        elif name not in _INLINE:
            self._break()

    def end(self, _tag: str) -> None:
        if not self._open:
            return
        name, depth = self._open.pop(), len(self._open)
        if self._unshown:
            if depth < self._unshown:
                self._unshown = 0
        elif depth + 1 < DEEPEST:
            self._tree.end(name)
        elif name not in _INLINE:
            self._break()

    def data(self, text: str) -> None:
        if not self._unshown:
            self._tree.data(_NO_XML.sub("", text))
            self._is_broken = False

    def comment(self, text: str) -> None:
        """Comments are dropped."""

    def close(self) -> HtmlElement | None:
        while self._open:
            self.end("")
        try:
            return self._tree.close()
        except (AssertionError, etree.XMLSyntaxError):  # no element at all
            return None

    def _break(self) -> None:
        if not self._is_broken:
            self._tree.start("br", {})
            self._tree.end("br")
        self._is_broken = True


def _kept(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in islice(attributes.items(), _KEPT_ATTRIBUTES):
        if _NAME.fullmatch(name):
            yield name, _NO_XML.sub("", value)


def _sound(text: str) -> bytes:
    """A page in UTF-8, without what leads its parser astray."""
    try:
        sound = text.encode("utf-8")
    except UnicodeEncodeError:  # halves of characters; those that stand together are whole again
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        sound = text.encode("utf-8")
    sound = sound.replace(b"\0", b"")
    ended = sound.rfind(b"-->") + 1
    if sound.find(b"<!--", ended) >= 0 and _holds_blocks(sound[ended:]):
        sound = sound[:ended] + sound[ended:].replace(b"<!--", b"")
    return sound


def _read_again(found: re.Match[str]) -> str:
    """Characters that are the bytes of one of UTF-8, as that one."""
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _holds_blocks(sound: bytes) -> bool:
    found = _BLOCK_TAG.finditer(sound)
    return sum([1 for _ in islice(found, _FEW_BLOCKS)]) == _FEW_BLOCKS


def _is_crowded(sound: bytes) -> bool:
    """Whether an element of a page has thousands of attributes."""
    if not _LONG_TAG.search(sound) and sound.count(b"=") < _MANY_VALUES:
        return False
    return any(
        len(_VALUE.sub(b" ", tag[0]).split()) > _MOST_ATTRIBUTES
        for tag in _TAG.finditer(sound)
        if len(tag[0]) > _MOST_ATTRIBUTES
    )


def _unswallowed(root: HtmlElement, sound: bytes) -> bytes:
    """A page without the tag that swallows its rest, if there is one."""
    last = root
    while len(last):
        last = last[-1]
    if last.tag not in _GREEDY or not _holds_blocks((last.text or "").encode("utf-8")):
        return sound
    tag = last.tag.encode("ascii")
    closed = [found.end() for found in re.finditer(b"</" + tag, sound, re.IGNORECASE)]
    start = closed[-1] if closed and last.tag not in _NEVER_SHOWN else 0
    opening = re.compile(b"<" + tag + rb"(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)
    return sound[:start] + opening.sub(b"", sound[start:])


def assemble(root: HtmlElement) -> dict[HtmlElement, int]:
    """Put the parts of a page that were sent late in their places, as its scripts would.

    Gives the elements that were moved, which stood in the body, and their places there among those of the
    same tag. An empty element stands for each, so that the others keep theirs.

    >>> root = parse("<p><template id='B:1'></template></p><p>Late</p><div hidden id='S:1'>Early</div>")
    >>> list(assemble(root).values()), "".join(root.itertext())
    ([1], 'EarlyLate')
    """
    early = {each.get("id")[2:]: each for each in root.iter("template") if _is_early(each)}
    moved: dict[HtmlElement, int] = {}
    for place, late in enumerate(root.findall("body/div") if early else (), start=1):
        name = late.get("id", "")
        target = early.pop(name[2:], None) if name.startswith(_LATE) else None
        if target is None or len(moved) == _MOST_PARTS or late in target.iterancestors():
            continue
        moved[late] = place
        late.addprevious(late.makeelement("div", {"hidden": ""}))
        late.tail = None
        late.attrib.pop("hidden", None)
        target.addprevious(late)
    return moved


def _is_early(template: HtmlElement) -> bool:
    return str(template.get("id", "")).startswith(_EARLY)


def _gather(root: HtmlElement) -> None:
    """Move what stands after the end of a page into its body, as browsers do.

    It stays in a root of its own, by which the reader knows where it stood.
    """
    body = root.find("body")
    if body is None:
        return
    for beside in list(root.itersiblings()):
        if isinstance(beside.tag, str):
            beside.tail = None
            body.append(beside)
