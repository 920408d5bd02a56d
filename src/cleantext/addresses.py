"""Where a link of a page leads, as an address that is safe to write out; or nowhere.

A page may write anything into `href`. What is written out again is `http`, `https` or `mailto`, or has no
scheme at all, and is of plain ASCII: all else is percent-encoded, so no character of it means
anything to a reader of HTML or Markdown. Addresses are read as browsers read them (the WHATWG URL
Standard): controls at the edges, tabs and line breaks anywhere are dropped, a backslash is a slash.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_FIRST_SEGMENT = re.compile(r"[^/?#]*")
_AFTER_PATH = re.compile("[?#]")
_WEB = ("http", "https")
# What stands for itself in an address. Brackets and quotes do not: they mean something in Markdown.
_PLAIN = "/:?#@!$&*+,;=~%-._"
_LONGEST = 4000
_LONGEST_HOST = 255


def address(href: str, base: str | None = None) -> str | None:
    """The address that a link leads to, resolved against that of the page; None if it is not safe.

    What leads to a place in the page itself is None too: that place is not written out.

    >>> address("../2/rain?p=1", "https://news.example/a/b/1"), address("/rain", None)
    ('https://news.example/a/2/rain?p=1', '/rain')
    >>> address("java\\tscript:alert(1)"), address("data:text/html,x"), address("#top")
    (None, None, None)
    """
    plain = _with_slashes(_CONTROLS.sub("", href).strip())
    if not plain or plain[0] == "#" or len(plain) > _LONGEST:
        return None
    try:
        return _checked(urljoin(base, plain) if base else plain)
    except ValueError:  # no address at all, such as http://[
        return None


def base_of(url: str | None, named: str | None) -> str | None:
    """The address that a page's links start from: its own, unless the page names another.

    >>> base_of("https://news.example/a/1", "/b/"), base_of(None, "/b/"), base_of("file:///a", None)
    ('https://news.example/b/', None, None)
    """
    own = address(url) if url else None
    base = address(named, own) if named else own
    return base if base and _scheme(base) in _WEB else None


def _with_slashes(href: str) -> str:
    path = _AFTER_PATH.split(href, maxsplit=1)[0]
    return path.replace("\\", "/") + href[len(path) :]


def _scheme(href: str) -> str:
    found = _SCHEME.match(href)
    return found[1].lower() if found else ""


def _checked(href: str) -> str | None:
    """The address in plain characters, if its scheme is one that only shows something."""
    scheme = _scheme(href)
    if scheme == "mailto":
        return _encoded(href) if href[len(scheme) + 1 :] else None
    if scheme in _WEB or href.startswith("//"):
        return _of_the_web(href if scheme else f"https:{href}")
    # Without a scheme, what stands before a colon would be taken for one.
    is_relative = not scheme and ":" not in _FIRST_SEGMENT.match(href)[0]  # type: ignore[index]
    return _encoded(href) if is_relative else None


def _of_the_web(href: str) -> str | None:
    parts = urlsplit(href)
    host = parts.netloc
    if not parts.hostname or len(host) > _LONGEST_HOST:
        return None
    if not host.isascii():
        parts = parts._replace(netloc=host.encode("idna").decode("ascii"))
    return _encoded(parts.geturl())


def _encoded(href: str) -> str:
    return quote(href, safe=_PLAIN, errors="replace")
