"""Readers: from what the caller has to a document."""

from __future__ import annotations

from cleantext.readers.encoding import decode
from cleantext.readers.forms import Form, form_of
from cleantext.readers.reading import Reading
from cleantext.readers.text import read_text

# Ways of finding an encoding that leave no doubt worth a warning.
_SURE = frozenset(("bom", "utf-8", "declared"))


def read(raw: str | bytes | bytearray | memoryview, *, url: str | None = None) -> Reading:
    """The document of a dump. Bytes are decoded first, and a doubtful choice becomes a warning.

    Raises TypeError where `raw` is neither str nor bytes.

    >>> read("Home\\nSport").document.texts, read("<p>Home<p>Sport</p>").document.texts
    (('Home', 'Sport'), ('Home', 'Sport'))
    """
    text, warnings = _text_of(raw)
    form = form_of(text)
    if form is Form.TEXT:
        return Reading(document=read_text(text, url=url, warnings=warnings))
    from cleantext.readers.html import read_html

    return read_html(text, url=url, warnings=warnings, dump=form is Form.MIXED)


def _text_of(raw: str | bytes | bytearray | memoryview) -> tuple[str, tuple[str, ...]]:
    """The text of a dump, and what is doubtful about its encoding."""
    if isinstance(raw, str):
        return raw, ()
    if not isinstance(raw, bytes | bytearray | memoryview):
        raise TypeError(f"a dump is str or bytes, not {type(raw).__name__}")
    decoded = decode(bytes(raw))
    warnings = (
        [] if decoded.how in _SURE else [f"encoding: {decoded.encoding}, found by {decoded.how}"]
    )
    if decoded.replaced:
        warnings.append(f"encoding: {decoded.replaced} bytes could not be decoded")
    return decoded.text, tuple(warnings)
