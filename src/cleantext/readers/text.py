"""Plain text to a document: one block a line, with its exact place in the input.

Lines end wherever Unicode says that they do (LF, CRLF, CR, NEL, U+2028 and their kin). A block is
cut free of white space and of what prints nothing (byte order mark, bidi and zero-width marks,
controls) at both edges; inside, every character stays. Blank lines are not blocks, but are counted.
"""

from __future__ import annotations

from cleantext.document import Document
from cleantext.folding import INVISIBLE


def read_text(text: str, *, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """Cut plain text into the lines of a document.

    >>> document = read_text("Share\\n\\n  • Link copied")
    >>> document.texts, document.starts, document.rows
    (('Share', '• Link copied'), (0, 9), (0, 2))
    """
    starts: list[int] = []
    ends: list[int] = []
    rows: list[int] = []
    position = 0
    for row, line in enumerate(text.splitlines(keepends=True)):
        bare = line.strip(INVISIBLE)
        if bare:
            start = position + len(line) - len(line.lstrip(INVISIBLE))
            starts.append(start)
            ends.append(start + len(bare))
            rows.append(row)
        position += len(line)
    return Document(
        text=text,
        starts=tuple(starts),
        ends=tuple(ends),
        rows=tuple(rows),
        url=url,
        warnings=warnings,
    )
