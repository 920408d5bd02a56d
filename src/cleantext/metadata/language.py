"""The language of the body: told by its script, by its most frequent words, or by langdetect.

langdetect is right on whole articles but slow (about 10 ms per 1,000 characters) and random unless
seeded. So it is asked only where script and function words leave the language open, on a bounded
sample, by a factory of our own with a fixed seed; the seed that other code in the process may have
set on the library is neither read nor written.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from cleantext.lexicon import function_words
from cleantext.model import Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langdetect.detector_factory import DetectorFactory

SCRIPT = Rule(
    id="language.letters", kind=Kind.UNCLASSIFIED, confidence=0.97,
    why="Letters that, in this script, only this language uses.",
)  # fmt: skip
WORDS = Rule(
    id="language.words", kind=Kind.UNCLASSIFIED, confidence=0.97,
    why="The most frequent words of the body are this language's.",
)  # fmt: skip
DETECTOR = Rule(
    id="language.langdetect", kind=Kind.UNCLASSIFIED, confidence=0.9,
    why="The language that langdetect finds in a sample of the body.",
)  # fmt: skip
RULES = (SCRIPT, WORDS, DETECTOR)

# Scripts that are used by one language of any size in news.
_ONE_LANGUAGE = {
    "Hangul": "ko",
    "Kana": "ja",
    "Greek": "el",
    "Devanagari": "hi",
    "Han": "zh",
    "Hebrew": "he",
}

# Letters of the Arabic script that tell its languages apart, in the order in which they decide.
_ARABIC_LETTERS = (
    ("ps", "ټډړږښڼځڅېۍ", 0.02),
    ("ckb", "ێۆەڕڵ", 0.04),
    ("ur", "ٹڈڑںےہھ", 0.02),
    ("fa", "پچژگکی", 0.01),
)

_SAMPLE_LINES = 40
_SAMPLE_KEYS = 1000
_SAMPLE_CHARS = 600
_MIN_LETTERS = 20
_MIN_SAMPLE = 60  # characters in which these must stand
# The share of the words that must be function words of the winner, and how far it must be ahead.
_MIN_SHARE = 0.15
_MIN_LEAD = 1.25
_MIN_PROBABILITY = 0.8


def find_language(
    keys: Sequence[str], text: str, scripts: dict[str, float]
) -> tuple[str, Rule] | None:
    """The ISO 639-1 code of a text's language (ckb for Sorani), and the rule that told it.

    `keys` are the folded lines of the text. None where there are too few letters or no clear answer.
    """
    if not scripts or sum([char.isalpha() for char in text[:_MIN_SAMPLE]]) < _MIN_LETTERS:
        return None
    script = max(scripts, key=lambda name: scripts[name])
    if scripts.get("Kana", 0) > 0.05:
        return "ja", SCRIPT
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script], SCRIPT
    if script == "Arabic":
        return _by_arabic_letters(text[: 4 * _SAMPLE_CHARS]), SCRIPT
    return _by_words(keys) or _by_langdetect(text[:_SAMPLE_CHARS])


def _by_arabic_letters(text: str) -> str:
    counts = Counter(text)
    total = sum(n for char, n in counts.items() if char.isalpha())
    for code, letters, share in _ARABIC_LETTERS:
        if sum(counts[letter] for letter in letters) > share * total:
            return code
    return "ar"


def _by_words(keys: Sequence[str]) -> tuple[str, Rule] | None:
    """The language whose most frequent words make up the largest share of a sample, if it leads."""
    words = " ".join(keys[:_SAMPLE_LINES])[:_SAMPLE_KEYS].split()
    shares = sorted(
        [(_share(words, known), code) for code, known in function_words()], reverse=True
    )
    (best, code), (second, _) = shares[0], shares[1]
    return (code, WORDS) if best >= _MIN_SHARE and best >= _MIN_LEAD * second else None


def _share(words: Sequence[str], known: frozenset[str]) -> float:
    return sum(map(known.__contains__, words)) / max(1, len(words))


@cache
def _factory() -> DetectorFactory:
    import langdetect
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    assert langdetect.DetectorFactory is DetectorFactory
    factory = DetectorFactory()
    factory.seed = 0  # of this object only: the class attribute stays what the user made it
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def _by_langdetect(sample: str) -> tuple[str, Rule] | None:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(sample)
    try:
        guesses = detector.get_probabilities()
    except LangDetectException:
        return None
    if not guesses or guesses[0].prob < _MIN_PROBABILITY:
        return None
    return guesses[0].lang.partition("-")[0], DETECTOR
