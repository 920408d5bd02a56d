"""The text of the article as the page declares it: `articleBody` in its JSON-LD.

About one news page in eight has it. It speaks for the lines that say the same; and where a page shows
nothing of it, because a script would put it there, its paragraphs are the only ones that there are.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from cleantext.readers.things import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import PageElement
    from lxml.etree import _Element

    from cleantext.readers.things import Thing

_KEY = "articleBody"
# What is shorter is a summary.
_LETTERS_OF_A_STORY = 300
_BLOCKS = frozenset("blockquote br div h1 h2 h3 h4 h5 h6 li ol p table tr ul".split())
# No article is longer, in characters.
_LONGEST = 300_000
# beautifulsoup4 takes the square of the depth: 50,000 elements in each other kept it busy for minutes.
# With more tags than these, a text is cut at its tags and no more.
_MOST_TAGS = 2_000
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]{0,1000}>")
_INSTRUCTION = re.compile(r"<\?[^<>]{0,1000}>?")  # beautifulsoup4 takes them for XML, and warns
_MOST_THINGS = 2_000


def find_story(root: _Element) -> tuple[str, _Element] | None:
    """The longest article text that the page declares, a line a paragraph, and the script it stands in."""
    found = [
        (text, script)
        for script in root.iter("script")
        if _KEY in (script.text or "") and "json" in script.get("type", "").lower()
        for text in _bodies(read_json(script.text or ""))
        if len(text) >= _LETTERS_OF_A_STORY
    ]
    if not found:
        return None
    text, script = max(found, key=lambda each: len(each[0]))
    return _plain(text), script


def _bodies(things: list[Thing]) -> Iterator[str]:
    """Every article text among things and the things in them."""
    waiting: list[object] = list(things)
    for _ in range(_MOST_THINGS):
        if not waiting:
            return
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            waiting.extend(thing.values())
            body = thing.get(_KEY)
            if isinstance(body, str):
                yield body


def _plain(text: str) -> str:
    """The text without markup, a line a paragraph."""
    text = html.unescape(text)
    if "<" in text:
        text = _without_tags(text[:_LONGEST])
    return "\n".join([" ".join(line.split()) for line in text.splitlines() if line.strip()])


def _without_tags(fragment: str) -> str:
    """The text of a fragment of HTML, with a line break where a block begins or ends."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString

    if fragment.count("<") > _MOST_TAGS:
        return _TAG.sub("\n", fragment)
    sound = _INSTRUCTION.sub("", fragment).encode("utf-8", "replace").decode("utf-8")
    soup = BeautifulSoup(sound, "lxml")
    # Comments, scripts and styles are strings of other types.
    return "".join([
        f"{_break(node)}{node if type(node) is NavigableString else ''}" for node in soup.descendants
    ])  # fmt: skip


def _break(node: PageElement) -> str:
    """The line break before a node, if a block begins or ends there."""
    return "\n" if _is_block(node) or _is_block(node.previous_sibling) else ""


def _is_block(node: PageElement | None) -> bool:
    return getattr(node, "name", None) in _BLOCKS
