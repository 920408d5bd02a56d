"""Articles that are no news: told, so that a pipeline can drop them, and never taken for chrome."""

from __future__ import annotations

import pytest

from cleantext import clean
from strategies import ARABIC, ENGLISH

SIGNS = "الحمل الثور الجوزاء السرطان الأسد العذراء الميزان".split()
DAYS = [
    f"برج {sign}: يحمل لك هذا اليوم أخبارا سارة في العمل، وقد تلتقي بصديق قديم يعيد إليك ذكريات بعيدة."
    for sign in SIGNS
]
HOROSCOPE = "\n\n".join(("الرئيسية", "حظك اليوم وتوقعات الأبراج", *DAYS, "شارك"))
WEATHER = """Weather forecast: showers in the west, sunny in the east

Temperatures will rise to 24 degrees on Monday, with showers in the west and light winds from the sea.

It stays cloudy until noon, humidity reaches 80 percent, and the winds turn at 15 knots in the evening.

On Tuesday it will be sunny, with highs of 27 degrees inland and lows of 14 degrees on the coast."""
MARKETS = """أسعار الذهب والدولار اليوم في الأسواق المحلية

سجل الغرام من عيار 24 نحو 948 درهما للبيع و 940 درهما للشراء، وعيار 21 نحو 830 درهما للبيع.

وبلغ سعر الدولار 9.98 درهم للشراء و 10.05 درهم للبيع، فيما ارتفع المؤشر 12 نقطة إلى 13450 نقطة.

وأغلق برميل النفط عند 81.4 دولارا بعد أن تراجع 0.6 بالمئة، وصعدت الأوقية إلى 2410 دولارات."""


@pytest.mark.parametrize(
    ("text", "genre"), [(HOROSCOPE, "horoscope"), (WEATHER, "weather"), (MARKETS, "markets")]
)
def test_a_report_is_an_article_of_its_genre(text: str, genre: str) -> None:
    article = clean(text)
    assert article.genre == genre
    assert article.to_dict()["genre"] == genre
    assert len(article.body) > 200


def test_a_horoscope_keeps_its_paragraphs() -> None:
    assert clean(HOROSCOPE).body == "\n\n".join(DAYS)


def test_a_horoscope_beside_an_article_is_chrome() -> None:
    article = clean("\n\n".join((ARABIC.title, *ARABIC.paragraphs, "حظك اليوم", *DAYS[:3])))
    assert article.genre is None
    assert article.body == "\n\n".join(ARABIC.paragraphs)


def test_news_about_such_things_are_news() -> None:
    title = "Gold prices drive the harbour's last jeweller out of business"
    assert clean("\n\n".join((title, *ENGLISH.paragraphs))).genre is None
    assert clean("\n\n".join((ENGLISH.title, *ENGLISH.paragraphs))).genre is None
