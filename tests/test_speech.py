"""Which languages a page speaks, and so whose vocabularies it is asked with."""

from __future__ import annotations

import pytest

from cleantext.features import measure
from cleantext.lexicon import Lexicon, default, spoken
from cleantext.lexicon.vocabulary import codes
from cleantext.readers.text import read_text
from strategies import ARABIC, ENGLISH, FRENCH
from test_bylines import PAGES


def languages_of(*lines: str) -> frozenset[str]:
    features = measure(read_text("\n\n".join(lines)))
    return spoken(features.scripts, features.hashed)


@pytest.mark.parametrize("language", sorted(PAGES))
def test_a_page_speaks_its_own_language_and_few_others(language: str) -> None:
    spoken_there = languages_of(*PAGES[language])
    assert language in spoken_there
    assert len(spoken_there) <= 4


def test_english_goes_with_latin_letters() -> None:
    assert languages_of(*ENGLISH.paragraphs) == {"en"}
    assert "en" in languages_of(*FRENCH.paragraphs)


def test_french_chrome_is_known_on_arabic_pages() -> None:
    assert languages_of(*ARABIC.paragraphs) == {"ar"}
    assert languages_of("Accueil", *ARABIC.paragraphs, "Partager") == {"ar", "en", "fr"}


def test_a_few_words_of_another_script_are_of_its_first_language() -> None:
    assert languages_of(*ENGLISH.paragraphs, "اقرأ أيضا") == {"ar", "en"}
    assert languages_of(*ENGLISH.paragraphs, "Поделиться") == {"en", "ru"}


def test_too_few_words_are_asked_in_every_language_of_the_script() -> None:
    assert languages_of("Teilen") >= {"de", "en", "fr", "tr"}
    assert languages_of("") == frozenset()


def test_a_page_is_compiled_for_once() -> None:
    features = measure(read_text("\n\n".join(ENGLISH.paragraphs)))
    assert default().speech_of(features) is default().speech_of(features)
    assert Lexicon().speech_of(features) is not default().speech_of(features)


def test_there_are_25_languages() -> None:
    expected = "ar ckb de el en es fa fr he hi id it ja ko nl pl ps pt ro ru sv tr uk ur zh"
    assert " ".join(codes()) == expected
