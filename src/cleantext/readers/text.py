"""Plain text to a document: one block a line, with its exact place in the input.

Lines end wherever Unicode says that they do (LF, CRLF, CR, NEL, U+2028 and their kin). A block is
cut free of white space and of what prints nothing (byte order mark, bidi and zero-width marks,
controls) at both edges; inside, every character stays. Blank lines are not blocks, but are counted.
"""

from __future__ import annotations

from itertools import accumulate
from operator import add

from cleantext.document import Document
from cleantext.folding import INVISIBLE


def read_text(text: str, *, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """Cut plain text into the lines of a document.

    >>> document = read_text("Share\\n\\n  • Link copied")
    >>> document.texts, document.starts, document.rows
    (('Share', '• Link copied'), (0, 9), (0, 2))
    """
    lines = text.splitlines(keepends=True)
    bare = [line.strip(INVISIBLE) for line in lines]
    offsets = accumulate(map(len, lines), initial=0)
    texts = tuple(filter(None, bare))
    starts = [
        offset + line.find(words[0])
        for offset, line, words in zip(offsets, lines, bare, strict=False)
        if words
    ]
    return Document(
        text=text,
        starts=tuple(starts),
        ends=tuple(map(add, starts, map(len, texts))),
        rows=tuple([row for row, words in enumerate(bare) if words]),
        texts=texts,
        url=url,
        warnings=warnings,
    )
