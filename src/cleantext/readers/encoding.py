"""Bytes in, text out: which encoding a page is in, found by a ladder of evidence.

`decode` tries one rung after another, in order of trust, and the first that answers wins:

1. `bom`: a byte order mark.
2. `utf-16-lanes`: no mark, but every other byte behaves like the high half of a UTF-16 letter.
3. `utf-8`: the bytes are UTF-8, and hold no NUL.
4. `near-utf-8`: good multibyte sequences outnumber the damage by far, so it is damaged UTF-8.
5. `declared`: the caller, or the page itself, names a charset that fits the bytes.
6. `near-utf-8` again, for pages that are nearly all ASCII with a few bytes of rubbish.
7. `detector`: chardet, asked about a sample of the bytes that are not ASCII.
8. `fallback`: windows-1252, which always answers.

Damaged UTF-8 stands above the label because no legacy text looks like it, while a stale label on
a UTF-8 page is common, and a single bad byte must not give that label its way.

Left undone on purpose: 7-bit encodings (ISO-2022-JP, HZ, UTF-7) read as the ASCII they are made
of, UTF-32 needs its mark, and a wrong label that happens to fit the bytes is believed, as
browsers believe it, but for one that says Latin where whole words are not.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

REPLACEMENT: Final = "\ufffd"

# The UTF-32 LE mark begins with the UTF-16 LE mark, so the longer ones come first.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python's name of a codec -> the codec that browsers use for it (WHATWG Encoding Standard).
# Each right side reads all that the left one means, and the bytes that pages really hold.
BROWSER_CODECS: Final = MappingProxyType(
    {
        "ascii": "cp1252",
        "iso8859-1": "cp1252",
        "iso8859-9": "cp1254",
        "iso8859-11": "cp874",
        "tis-620": "cp874",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "euc_kr": "cp949",
        "shift_jis": "cp932",
        "big5": "big5hkscs",
    }
)

# Labels in use on the web that Python has no alias for (the same standard).
WEB_LABELS: Final = MappingProxyType(
    {
        "x-sjis": "cp932",
        "windows-31j": "cp932",
        "x-euc-jp": "euc_jp",
        "ks_c_5601": "cp949",
        "ks_c_5601-1987": "cp949",
        "ks_c_5601-1989": "cp949",
        "ksc_5601": "cp949",
        "windows-949": "cp949",
        "x-gbk": "gb18030",
        "gb_2312-80": "gb18030",
        "windows-936": "gb18030",
        "x-x-big5": "big5hkscs",
        "cn-big5": "big5hkscs",
        "windows-874": "cp874",
        "dos-874": "cp874",
        "ansi": "cp1252",
        "asmo-708": "iso8859-6",
        "ecma-114": "iso8859-6",
        "iso-8859-6-e": "iso8859-6",
        "iso-8859-6-i": "iso8859-6",
        "iso-8859-8-e": "iso8859-8",
        "iso-8859-8-i": "iso8859-8",
        "logical": "iso8859-8",
        "visual": "iso8859-8",
        "sun_eu_greek": "iso8859-7",
        "koi": "koi8-r",
        "koi8": "koi8-r",
        "koi8-ru": "koi8-u",
        "macintosh": "mac-roman",
        "x-mac-roman": "mac-roman",
        "x-mac-cyrillic": "mac-cyrillic",
        "x-mac-ukrainian": "mac-cyrillic",
    }
    | {f"x-cp125{digit}": f"cp125{digit}" for digit in range(9)}
)

# Codecs that Python has and that no page is written in. Those that are not text at all (hex,
# zlib, rot13) need no place here: `bytes.decode` refuses them.
NEVER_PAGES: Final = frozenset(
    {
        "charmap",
        "idna",
        "mbcs",
        "oem",
        "punycode",
        "raw-unicode-escape",
        "undefined",
        "unicode-escape",
    }
)

# What the detector may answer: WHATWG's encodings by chardet's names, without the UTFs (the rungs
# above know them better) and without those that only old desktops wrote (Mac, DOS).
DETECTABLE: Final = (
    *(f"cp125{digit}" for digit in range(9)),
    *(f"iso8859-{part}" for part in (1, 2, 4, 5, 6, 7, 8, 9, 13, 15)),
    "cp874",
    "koi8-r",
    "koi8-u",
    "gb18030",
    "big5hkscs",
    "cp932",
    "euc_jis_2004",
    "cp949",
)

DECLARATION_WINDOW: Final = 2048  # bytes; HTML itself asks for the label in the first 1,024
LONGEST_LABEL: Final = 40  # characters; the longest labels of WHATWG's table have under 20

# `charset=` covers <meta charset>, http-equiv and plain header lines; `encoding=` only counts in
# an XML declaration. Every repeat is bounded, and so is the text it is run on.
_DECLARATION: Final = re.compile(
    rb"(?:\bcharset|<\?xml\b[^>]{0,200}?\bencoding)\s{0,8}=\s{0,8}[\"']?([A-Za-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)

# Share of the bytes above ASCII that stand four or more together. In the prose of the tests it is at
# least 0.62 in scripts that are not Latin (0.33 in Big5) and 0.00 in Latin ones; of 1,514 real pages and
# articles in windows-1252 one has more than 0.13: a script of it lists all accented letters.
IN_RUNS: Final = 0.2
# Spaces, dots and dashes of windows-1252 stand together in Latin text as well.
_RUN: Final = re.compile(rb"[\x80-\x84\x86-\x94\x98-\x9f\xa1-\xff]{4,}")

LANE_SAMPLE: Final = 4096  # bytes
# Share of control bytes that 8-bit text does not reach. In 4,254 cuts of real news in UTF-16, of
# 60 and 300 characters, it was at least 2.5 % (Japanese; in alphabets 46 %); in the same
# news in 8 bits, 1,163 texts, it was 0.
LANE_CONTROLS: Final = 0.01
# Share of the characters that must be of a script in use. In the same cuts it was at least 0.90,
# and at most 0.80 when read in the wrong byte order.
LANE_LETTERS: Final = 0.85
# Share of bytes above ASCII that UTF-16 in Han, kana or Hangul reaches: 0.12 at least in the same
# cuts. ASCII words parted by NULs have none, and would read as Han in pairs.
LANE_HIGH: Final = 0.05

# Good multibyte characters for each damaged place, to be UTF-8 against any label. In 3,295 cuts of
# 60 to 2,000 characters of real news in 31 legacy cells the most was 1.94 (Japanese in EUC).
GOOD_PER_BAD: Final = 20
# The same without a label that fits: twice that 1.94, for short texts with one bad byte.
GOOD_PER_BAD_UNLABELLED: Final = 4
# Share of the bytes that makes a page an ASCII one: English, and HTML in most languages. Chosen,
# not measured.
MOSTLY_ASCII: Final = 0.80
# Bytes above ASCII, for each byte of the page, that are too few to judge by: one in half a screen.
# In cuts of 2,000 characters of real news, the middle one has 0.5 in 1,000 in English, 10 in
# Italian, 16 in German, 38 in French and 57 in Polish.
STRAYS_PER_BYTE: Final = 0.002
# Bytes; more than that may well be a sentence among scripts and links. Chosen, not measured.
MOST_STRAYS: Final = 16

# Bytes that chardet sees, picked by `_sample`. On 242 whole pages and 2,000 cuts of real news in
# 31 legacy cells, 512, 2,048 and 65,536 bytes gave 99.2, 99.2 and 99.6 %, and 99.5 % thrice, in
# 1.2 to 1.6 ms a page: the size only bounds the time. Keeping no more than the words with a byte
# above ASCII, instead of their lines, cost 4 points (Italian, Norwegian, French).
DETECTOR_SAMPLE: Final = 2048  # bytes
DETECTOR_SEARCH: Final = 0x40000  # bytes from which the sample is picked
# Share of the detected text that may be U+FFFD before the answer is not believed. Chosen,
# not measured.
DETECTOR_DAMAGE: Final = 0.01

_ASCII: Final = bytes(range(0x80))
_PRINTABLE: Final = bytes(range(0x20, 0x7F))
_CONTROLS: Final = bytes(code for code in range(0x20) if code not in b"\t\n\f\r\x1a\x1b")
_C1_CONTROL: Final = re.compile("[\x80-\x9f]")
_DAMAGE: Final = re.compile(f"{REPLACEMENT}+")
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")
# Bytes above ASCII, the one after them (it may be the second half of a character), and up to 40
# before them: what is left when the long runs of ASCII go.
_NEAR_LETTERS: Final = re.compile(rb"[\x00-\x7f]{0,40}[\x80-\xff]+[\x00-\x7f]?")
_TAG: Final = re.compile(rb"<[^<>]{1,1000}>")

# windows-1252 as browsers read it: the five bytes it leaves undefined are C1 controls, as in
# ISO-8859-1, so that nothing is lost and a repair tool can still see what the bytes were.
_CP1252: Final = "".join(
    chr(code) if code in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([code]).decode("cp1252")
    for code in range(0x100)
)

# A byte that makes sense alone among ASCII ones: the quotes, dashes and signs of windows-1252, a
# letter of any code page that touches an ASCII letter, or a one-letter word of French, Italian or
# Portuguese. FE and FF are left out: in windows-1252 they are letters of Icelandic and next to
# no French, and they are what damage often looks like.
_LONE_BYTE: Final = re.compile(
    rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa9\xab\xae\xb0\xb7\xbb]"
    rb"|(?<=[A-Za-z])[\x80-\xfd]|[\x80-\xfd](?=[A-Za-z])"
    rb"|(?<![\xc0-\xff])[\xc0\xc8\xc9\xd2\xd3\xd9\xe0\xe8\xe9\xf2\xf3\xf9](?![\xc0-\xff])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the Python codec it was read with, and how that codec was found.

    `how` is one of "bom", "utf-16-lanes", "utf-8", "declared", "near-utf-8", "detector" and
    "fallback"; `replaced` counts the U+FFFD in `text` that stand for bytes nobody could read.

    >>> Decoded(text="é", encoding="utf-8", how="utf-8", replaced=0).how
    'utf-8'
    """

    text: str
    encoding: str
    how: str
    replaced: int


def decode(raw: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of a page's bytes, and how its encoding was found.

    `declared` is a charset label from outside, such as an HTTP header's. It goes before the
    label inside the page, and neither is believed when the bytes speak against it. Raises
    nothing, for any bytes; takes time linear in their number.

    >>> decode("«خبر»".encode("cp1256"), declared="windows-1256").text
    '«خبر»'
    >>> decode(b"").how
    'utf-8'
    """
    marked = _from_bom(raw)
    if marked is not None:
        return marked
    unmarked = raw.removeprefix(codecs.BOM_UTF8)  # a mark that lied is still no text
    for rung in _RUNGS:
        decoded = rung(unmarked, declared)
        if decoded is not None:
            return decoded
    return _fallback(unmarked)


def codec_of(label: str) -> str | None:
    """Return the Python codec that browsers would use for a charset label, or None.

    A whole `text/html; charset=...` is a label too.
    None for UTF-8, UTF-16 and UTF-32 too: their bytes prove themselves, or the label is a lie.

    >>> codec_of("ISO-8859-1"), codec_of("x-sjis"), codec_of("utf-8"), codec_of("rot13")
    ('cp1252', 'cp932', None, None)
    """
    wanted = label.lower().rpartition("charset=")[2].partition(";")[0].strip("\"' \t\r\n")
    if not wanted or len(wanted) > LONGEST_LABEL or not wanted.isascii():
        return None
    try:
        name = codecs.lookup(WEB_LABELS.get(wanted, wanted)).name
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None
    name = BROWSER_CODECS.get(name, name)
    return name if _writes_pages(name) else None


def _writes_pages(codec: str) -> bool:
    """Whether a codec gives text, keeps ASCII as it is, and is not one of the UTFs."""
    if codec in NEVER_PAGES or codec.startswith("utf"):
        return False
    try:
        return _PRINTABLE.decode(codec) == _PRINTABLE.decode("ascii")
    except (LookupError, ValueError):  # LookupError: bytes to bytes, such as zlib
        return False


def _replacing(raw: bytes, codec: str) -> tuple[str, int]:
    """Decode with U+FFFD for what is bad, and count those, but not the ones in the source."""
    text = raw.decode(codec, "replace")
    if REPLACEMENT not in text:
        return text, 0
    return text, text.count(REPLACEMENT) - raw.decode(codec, "ignore").count(REPLACEMENT)


def _strict(raw: bytes, codec: str) -> tuple[str, int] | None:
    """Decode, or None if a byte is bad; a last character cut in half is one U+FFFD."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(raw, False)
    except UnicodeError:
        return None
    cut = 1 if decoder.getstate()[0] else 0
    return text + REPLACEMENT * cut, cut


def _is_sound(text: str, replaced: int) -> bool:
    """Whether the damage is little; one bad place is forgiven, as a cut file ends in one."""
    return (replaced - 1) * GOOD_PER_BAD <= len(text)


def _from_bom(raw: bytes) -> Decoded | None:
    """Believe a byte order mark, unless what follows is plainly something else."""
    for mark, codec in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            text, replaced = _replacing(raw[len(mark) :], codec)
            if _is_sound(text, replaced):
                return Decoded(text=text, encoding=codec, how="bom", replaced=replaced)
    return None


def _from_lanes(raw: bytes, _declared: str | None) -> Decoded | None:
    """Recognise UTF-16 without a mark by control bytes that turn into letters."""
    sample = raw[:LANE_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if not controls or controls < LANE_CONTROLS * len(sample):
        return None
    share, codec = max(
        (_letter_share(sample, codec), codec) for codec in ("utf-16-le", "utf-16-be")
    )
    if share < LANE_LETTERS:
        return None
    text, replaced = _replacing(raw, codec)
    if not _is_sound(text, replaced):
        return None
    return Decoded(text=text, encoding=codec, how="utf-16-lanes", replaced=replaced)


def _letter_share(sample: bytes, codec: str) -> float:
    """The share of characters, from 0 to 1, that are of a script in use, read as `codec`."""
    text = sample[: len(sample) // 2 * 2].decode(codec, "replace")
    high = len(sample.translate(None, _ASCII))
    scripts = _ALPHABETS + (_EAST_ASIAN if high >= LANE_HIGH * len(sample) else ())
    return sum(_in_use(character, scripts) for character in text) / len(text) if text else 0.0


# Where the letters, digits and punctuation of today's news are, as half-open code point ranges.
_Ranges = tuple[tuple[int, int], ...]
_ALPHABETS: Final[_Ranges] = (
    (0x0020, 0x007F),
    (0x00A0, 0x0600),  # Latin, Greek, Cyrillic, Armenian, Hebrew
    (0x0600, 0x0700),  # Arabic
    (0x0900, 0x0F00),  # scripts of India, Thai, Lao
    (0x10A0, 0x1100),  # Georgian
    (0x1E00, 0x2000),  # Vietnamese, old Greek
    (0x200B, 0x2040),  # joiners, direction marks, dashes, quotes
    (0x20A0, 0x20C0),  # currencies
    (0x1F300, 0x1FB00),  # emoji
)
_EAST_ASIAN: Final[_Ranges] = (
    (0x3000, 0x3100),  # kana
    (0x4E00, 0xA000),  # Han
    (0xAC00, 0xD7A4),  # Hangul
    (0xFF00, 0xFFF0),  # full width forms
)


def _in_use(character: str, scripts: _Ranges) -> bool:
    """Whether a character is one that prose is made of.

    Those that end in 00 are not, save two common ones: read in the wrong byte order, every ASCII
    character becomes one of them.
    """
    code = ord(character)
    if code & 0xFF == 0:
        return code in (0x3000, 0x4E00)
    return character in "\t\n\r" or any(first <= code < end for first, end in scripts)


def _from_utf8(raw: bytes, _declared: str | None) -> Decoded | None:
    """Take bytes that are valid UTF-8; NUL is valid too, but no text has it."""
    if b"\0" in raw:
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Decoded(text=text, encoding="utf-8", how="utf-8", replaced=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Damage:
    """Bytes read as UTF-8 come what may: the text, and how well that went.

    `good` counts multibyte characters and `bad` the places with damage, of one or more bytes.
    """

    text: str
    replaced: int
    good: int
    bad: int
    ascii: int

    def decoded(self) -> Decoded:
        return Decoded(text=self.text, encoding="utf-8", how="near-utf-8", replaced=self.replaced)


def _damage(raw: bytes) -> _Damage:
    text, replaced = _replacing(raw, "utf-8")
    ascii_bytes = len(raw) - len(raw.translate(None, _ASCII))
    bad = _DAMAGE.subn("", text)[1] if replaced else 0
    good = len(text) - replaced - ascii_bytes
    return _Damage(text=text, replaced=replaced, good=good, bad=bad, ascii=ascii_bytes)


def _from_damaged_utf8(raw: bytes, _declared: str | None) -> Decoded | None:
    """Take text whose good multibyte characters are at least 20 for each damaged place.

    Legacy text never comes near it (see the tests): there a pair of bytes that is good UTF-8 is
    an accident.
    """
    damage = _damage(raw)
    return damage.decoded() if damage.good >= GOOD_PER_BAD * damage.bad else None


def _from_declaration(raw: bytes, declared: str | None) -> Decoded | None:
    """Take the caller's label or the page's own, the first that fits the bytes."""
    found = _DECLARATION.findall(raw[:DECLARATION_WINDOW])
    labels = (declared or "", *(label.decode("ascii") for label in found))
    codecs_named = dict.fromkeys(map(codec_of, labels))  # in order, without repeats
    for codec in codecs_named:
        if codec == "cp1252" and _is_in_runs(raw):
            continue
        fitting = _strict(raw, codec) if codec else None
        if codec and fitting and not _C1_CONTROL.search(fitting[0]):
            return Decoded(text=fitting[0], encoding=codec, how="declared", replaced=fitting[1])
    return None


def _is_in_runs(raw: bytes) -> bool:
    """Whether the bytes above ASCII stand in words of their own, which no Latin alphabet has.

    Then the label is the one that an editor puts into every page, and the words are Arabic, Hebrew,
    Russian, Greek or of East Asia.
    """
    high = len(raw.translate(None, _ASCII))
    return sum(map(len, _RUN.findall(raw))) > IN_RUNS * high


def _from_stray_bytes(raw: bytes, _declared: str | None) -> Decoded | None:
    """Take damaged UTF-8 that no label contradicts, and ASCII with a few bytes of rubbish."""
    damage = _damage(raw)
    if damage.good >= GOOD_PER_BAD_UNLABELLED * damage.bad:
        return damage.decoded()
    if damage.ascii < MOSTLY_ASCII * len(raw):
        return None
    if damage.good:
        return damage.decoded() if damage.good >= damage.replaced else None
    return damage.decoded() if _is_rubbish(raw, len(raw) - damage.ascii) else None


def _is_rubbish(raw: bytes, high: int) -> bool:
    """Whether the `high` bytes above ASCII are few, and one of them at least makes no sense."""
    if high > min(1 + STRAYS_PER_BYTE * len(raw), MOST_STRAYS):
        return False
    return _LONE_BYTE.subn(b"", raw)[1] < high


def _sample(raw: bytes) -> bytes:
    """The part of the bytes that tells encodings apart: no tags, no lines of bare ASCII."""
    first = _NOT_ASCII.search(raw)
    start = max(first.start() - DETECTOR_SAMPLE, 0) if first else len(raw)
    lines = _TAG.sub(b" ", raw[start : start + DETECTOR_SEARCH]).splitlines()
    sample = b"\n".join(line for line in lines if not line.isascii())
    if len(sample) > DETECTOR_SAMPLE:
        sample = b"".join(_NEAR_LETTERS.findall(sample))
    return sample[:DETECTOR_SAMPLE]


def _is_too_little(raw: bytes) -> bool:
    """Whether the bytes above ASCII are too few to judge by, in a page of some length.

    Those are then the quotes and names of an English page: the detector, asked about "C'è già" at
    the end of 2,000 characters of English, took it for Russian.
    """
    high = len(raw.translate(None, _ASCII))
    return high <= min(STRAYS_PER_BYTE * len(raw), MOST_STRAYS)


def _from_detector(raw: bytes, _declared: str | None) -> Decoded | None:
    """Ask chardet, and check that what it says reads all the bytes, not only the sample."""
    import chardet

    sample = b"" if _is_too_little(raw) else _sample(raw)
    if not sample:
        return None
    guess = chardet.detect(sample, include_encodings=DETECTABLE, compat_names=False)
    codec = codec_of(guess["encoding"] or "")
    if codec is None or _strict(sample, codec) is None:
        return None
    text, replaced = _replacing(raw, codec)
    if replaced > DETECTOR_DAMAGE * len(text):
        return None
    return Decoded(text=text, encoding=codec, how="detector", replaced=replaced)


def _fallback(raw: bytes) -> Decoded:
    """Read windows-1252 as browsers do, which has a character for every byte."""
    text, _ = codecs.charmap_decode(raw, "strict", _CP1252)
    return Decoded(text=text, encoding="cp1252", how="fallback", replaced=0)


_Rung = Callable[[bytes, str | None], Decoded | None]

_RUNGS: Final[tuple[_Rung, ...]] = (
    _from_lanes,
    _from_utf8,
    _from_damaged_utf8,
    _from_declaration,
    _from_stray_bytes,
    _from_detector,
)
