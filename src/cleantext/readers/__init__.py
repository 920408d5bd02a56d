"""Readers: from what the caller has to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.readers.encoding import decode
from cleantext.readers.text import read_text

if TYPE_CHECKING:
    from cleantext.document import Document

# Ways of finding an encoding that leave no doubt worth a warning.
_SURE = frozenset(("bom", "utf-8", "declared"))


def read(raw: str | bytes | bytearray | memoryview, *, url: str | None = None) -> Document:
    """The document of a dump. Bytes are decoded first, and a doubtful choice becomes a warning.

    Raises TypeError where `raw` is neither str nor bytes.
    """
    if isinstance(raw, str):
        return read_text(raw, url=url)
    if not isinstance(raw, bytes | bytearray | memoryview):
        raise TypeError(f"a dump is str or bytes, not {type(raw).__name__}")
    decoded = decode(bytes(raw))
    warnings = (
        [] if decoded.how in _SURE else [f"encoding: {decoded.encoding}, found by {decoded.how}"]
    )
    if decoded.replaced:
        warnings.append(f"encoding: {decoded.replaced} bytes could not be decoded")
    return read_text(decoded.text, url=url, warnings=tuple(warnings))
