"""Metadata: tables of small written pages, each with what it states, and None where it is silent."""

from __future__ import annotations

import datetime

import langdetect
import pytest
from langdetect import DetectorFactory

from cleantext import Article, Cleaner, clean
from strategies import ARABIC, ENGLISH, FRENCH, Pool
from test_encoding import PROSE

POOLS = {"ar": ARABIC, "en": ENGLISH, "fr": FRENCH}


def page(pool: Pool, *beside: str, below: tuple[str, ...] = (), above: tuple[str, ...] = ()) -> str:
    """A headline, what stands under it, the paragraphs, and what stands below."""
    return "\n\n".join((*above, pool.title, *beside, *pool.paragraphs, *below))


def read(code: str, *beside: str, below: tuple[str, ...] = ()) -> Article:
    return clean(page(POOLS[code], *beside, below=below))


def fault(reason: str, *values: object) -> object:
    """A row of a table that does not hold yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


# --- Titles

QUESTION = "Why did the ferry town of Marrowby reopen its lighthouse?"
EN, AR, FR = ENGLISH.title, ARABIC.title, FRENCH.title
TITLES = [
    ("en", (EN,), EN),
    ("ar", (AR,), AR),
    ("fr", (FR,), FR),
    ("en", (f"{EN} - The Marrowby Lantern",), EN),
    ("en", (f"{EN} | The Marrowby Lantern",), EN),
    ("en", (f"{EN} – Lantern",), EN),
    ("fr", (f"{FR} - Le Courrier",), FR),
    ("ar", (f"{AR} - صدى الجبل",), AR),
    ("ar", (f"{AR} | صدى الجبل",), AR),
    ("en", (EN, EN), EN),
    ("ar", (AR, AR), AR),
    ("en", (f"{EN} - Lantern", *ENGLISH.menu, EN), EN),
    ("ar", (*ARABIC.menu, AR), AR),
    ("en", (*ENGLISH.menu, EN), EN),
    ("fr", (*FRENCH.menu, FR), FR),
    ("en", (*ENGLISH.share, EN), EN),
    ("en", ("Home | News | Coast | Marrowby", EN), EN),
    ("en", ("5 January 2024", EN), EN),
    ("en", (EN, "By Nora Whitfield", "5 January 2024"), EN),
    ("en", (), None),
    ("ar", (), None),
    ("fr", (), None),
    ("en", ("Share", "Print"), None),
    fault("no title: a question above the body is taken for body", "en", (QUESTION,), QUESTION),
]


@pytest.mark.parametrize(("code", "above", "title"), TITLES)
def test_titles(code: str, above: tuple[str, ...], title: str | None) -> None:
    assert clean("\n\n".join((*above, *POOLS[code].paragraphs))).title == title


@pytest.mark.xfail(strict=True, reason="the kicker is taken for the title, which is said twice")
def test_a_kicker_is_not_the_title() -> None:
    kicker = "Lighthouse of Marrowby and its volunteers"
    article = clean("\n\n".join((kicker, EN, EN, *ENGLISH.paragraphs)))
    assert article.title == EN
    assert kicker not in article.body


# --- Bylines

BYLINES = [
    ("en", ("By Nora Whitfield",), ("Nora Whitfield",)),
    ("en", ("by Nora Whitfield",), ("Nora Whitfield",)),
    ("en", ("Written by Nora Whitfield",), ("Nora Whitfield",)),
    ("en", ("Author: Nora Whitfield",), ("Nora Whitfield",)),
    ("en", ("By Nora Whitfield and Tomas Abernale",), ("Nora Whitfield", "Tomas Abernale")),
    ("en", ("By Nora Whitfield & Tomas Abernale",), ("Nora Whitfield", "Tomas Abernale")),
    (
        *("en", ("By Nora Whitfield, Tomas Abernale and Ines Caldbeck",)),
        ("Nora Whitfield", "Tomas Abernale", "Ines Caldbeck"),
    ),
    ("en", ("By Nora Whitfield | 5 January 2024",), ("Nora Whitfield",)),
    ("en", ("By Nora Whitfield - Marrowby",), ("Nora Whitfield",)),
    ("en", ("By Nora Whitfield, 5 January 2024",), ("Nora Whitfield",)),
    ("en", ("By Nora van der Whitfield",), ("Nora van der Whitfield",)),
    ("en", ("By Nora de la Cresta",), ("Nora de la Cresta",)),
    ("en", ("By Mary-Ann O'Dowel",), ("Mary-Ann O'Dowel",)),
    ("en", ("By J. P. Whitfield",), ("J. P. Whitfield",)),
    ("en", ("By Reuters",), ("Reuters",)),
    ("en", ("By", "Nora Whitfield"), ("Nora Whitfield",)),
    ("en", ("Written by:", "Nora Whitfield"), ("Nora Whitfield",)),
    ("en", ("By", "Nora Whitfield and Tomas Abernale"), ("Nora Whitfield", "Tomas Abernale")),
    ("en", ("By", "Photo by Ines Caldbeck"), ()),
    ("en", ("By", "The tower was open"), ()),
    ("en", ("By Associated Press",), ("Associated Press",)),
    ("en", ("Photo by Ines Caldbeck",), ()),
    ("en", ("Edited by Ines Caldbeck",), ()),
    ("en", ("Translated by Ines Caldbeck",), ()),
    ("en", ("Photo: Ines Caldbeck",), ()),
    ("en", ("By Nora Whitfield", "Photo by Ines Caldbeck"), ("Nora Whitfield",)),
    ("en", ("Edited by Ines Caldbeck", "By Nora Whitfield"), ("Nora Whitfield",)),
    ("en", ("By the time the storm was over, nothing was left.",), ()),
    ("en", ("By then the lamp was dark",), ()),
    ("en", ("By Saturday the tower was open",), ()),
    ("en", ("By 2024 the ferries had gone",), ()),
    ("en", (), ()),
    ("en", ("Nora Whitfield", "5 January 2024"), ("Nora Whitfield",)),
    ("en", ("5 January 2024", "Nora Whitfield"), ("Nora Whitfield",)),
    ("en", ("Nora Whitfield",), ()),
    ("fr", ("Par Clarisse Montjoie",), ("Clarisse Montjoie",)),
    ("fr", ("Écrit par Clarisse Montjoie",), ("Clarisse Montjoie",)),
    ("fr", ("Par Clarisse Montjoie et Anselme Verdier",), ("Clarisse Montjoie", "Anselme Verdier")),
    ("fr", ("Par Jean-Luc de Valmont",), ("Jean-Luc de Valmont",)),
    ("fr", ("Par ailleurs, le moulin reste fermé",), ()),
    ("fr", ("Par chance, la crue a épargné la roue.",), ()),
    ("fr", ("Photo : Clarisse Montjoie",), ()),
    ("fr", ("Traduit par Clarisse Montjoie",), ()),
    ("ar", ("بقلم: سامي الفارس",), ("سامي الفارس",)),
    ("ar", ("بقلم سامي الفارس",), ("سامي الفارس",)),
    ("ar", ("بقلم:", "سامي الفارس"), ("سامي الفارس",)),
    ("ar", ("كتب: سامي الفارس",), ("سامي الفارس",)),
    ("ar", ("بقلم: سامي الفارس وليلى المنصوري",), ("سامي الفارس", "ليلى المنصوري")),
    ("ar", ("بقلم: سامي الفارس، ليلى المنصوري",), ("سامي الفارس", "ليلى المنصوري")),
    ("ar", ("سامي الفارس", "الأربعاء 31 مارس 2021"), ("سامي الفارس",)),
    ("ar", ("تصوير: سامي الفارس",), ()),
    ("ar", ("ترجمة: سامي الفارس",), ()),
    ("ar", ("بقلم الرصاص رسم الأطفال المكتبة",), ()),
]


@pytest.mark.parametrize(("code", "beside", "authors"), BYLINES)
def test_bylines(code: str, beside: tuple[str, ...], authors: tuple[str, ...]) -> None:
    article = read(code, *beside)
    assert article.authors == authors
    assert article.author == (", ".join(authors) or None)


# --- Datelines

DATELINES = [
    ("en", "RABAT, Jan 5 (Reuters) - ", "RABAT"),
    ("en", "MARROWBY (AP) — ", "MARROWBY"),
    ("en", "MARROWBY, Jan 5 (AFP) -- ", "MARROWBY"),
    ("en", "New Marrowby (Reuters) - ", "New Marrowby"),
    ("ar", "القاهرة (رويترز) - ", "القاهرة"),
    ("ar", "الرباط (أ ف ب) - ", "الرباط"),
    ("ar", "صدى من الرباط : ", "الرباط"),
    ("ar", "صدى الجبل من الرباط: ", "الرباط"),
    ("en", "The tower (the oldest in town) - ", None),
    ("en", "", None),
    ("ar", "", None),
    ("fr", "", None),
]


@pytest.mark.parametrize(("code", "prefix", "place"), DATELINES)
def test_datelines_that_open_the_first_paragraph(code: str, prefix: str, place: str | None) -> None:
    pool = POOLS[code]
    first = prefix + pool.paragraphs[0]
    article = clean("\n\n".join((pool.title, first, *pool.paragraphs[1:])))
    assert article.dateline == place
    assert article.body.startswith(first)


def test_an_outlet_before_the_place_is_the_site() -> None:
    first = "صدى الجبل من الرباط: " + ARABIC.paragraphs[0]
    assert clean("\n\n".join((AR, first, *ARABIC.paragraphs[1:]))).site == "صدى الجبل"


@pytest.mark.parametrize("line", ["الرباط - صدى الجبل", "صدى الجبل - الرباط", "الرباط | صدى الجبل"])
def test_a_place_and_an_outlet_on_a_line(line: str) -> None:
    article = clean("\n\n".join(("صدى الجبل", AR, line, *ARABIC.paragraphs)))
    assert article.dateline == "الرباط"
    assert article.site == "صدى الجبل"


# --- Dates

DAY = datetime.date(2024, 1, 5)
DATES = [
    ("en", ("5 January 2024",), DAY),
    ("en", ("January 5, 2024",), DAY),
    ("en", ("Jan. 5, 2024",), DAY),
    ("en", ("Published on 5 January 2024",), DAY),
    ("en", ("Published: 2024-01-05",), DAY),
    ("en", ("By Nora Whitfield", "5 January 2024"), DAY),
    ("en", ("By Nora Whitfield | 5 January 2024",), DAY),
    ("en", ("5 January 2024 | 2 min read",), DAY),
    ("fr", ("5 janvier 2024",), DAY),
    ("fr", ("Publié le 5 janvier 2024",), DAY),
    ("fr", ("Publié le 05/01/2024",), DAY),
    ("ar", ("5 يناير 2024",), DAY),
    ("ar", ("الجمعة 5 يناير 2024",), DAY),
    ("ar", ("٥ يناير ٢٠٢٤",), DAY),
    ("ar", ("05/01/2024",), DAY),
    ("ar", ("نشر في: 5 يناير 2024",), DAY),
    ("en", ("5 January 2024 10:15",), datetime.datetime(2024, 1, 5, 10, 15)),
    ("ar", ("5 كانون الثاني 2024",), DAY),
    ("en", (), None),
    ("en", ("10:15",), None),
    ("en", ("5 January",), None),
    ("en", ("January 2024",), None),
    ("en", ("2024",), None),
    ("en", ("Updated 10:15",), None),
    ("ar", ("آخر تحديث: 17:40",), None),
    ("en", ("30 February 2024",), None),
]


@pytest.mark.parametrize(("code", "beside", "date"), DATES)
def test_dates(code: str, beside: tuple[str, ...], date: datetime.date | None) -> None:
    assert read(code, *beside).date == date


NO_DATES = [
    (ENGLISH.copyright,),
    ("Copyright 2001-2024 Marrowby Press",),
    ("Related stories", "Harvest fair moves to the upper meadow this year", "3 March 2021"),
    (ENGLISH.related[1], "3 March 2021", ENGLISH.related[2], "4 March 2021"),
    ("Comments", "Tom Reader", "3 March 2021", "I climbed it too and it was worth the queue."),
    (*ENGLISH.related, "3 March 2021", ENGLISH.copyright),
]


@pytest.mark.parametrize("below", NO_DATES, ids=range(len(NO_DATES)))
def test_dates_below_the_article_are_not_its_own(below: tuple[str, ...]) -> None:
    assert read("en", below=below).date is None
    assert read("en", "5 January 2024", below=below).date == DAY


def test_a_date_in_prose_is_not_the_articles() -> None:
    pool = ENGLISH.paragraphs
    first = f"On 3 March 2021 a storm broke the tower. {pool[0]}"
    assert clean("\n\n".join((EN, first, *pool[1:]))).date is None


MODIFIED = [
    (("Published: 5 January 2024", "Updated: 7 January 2024"), DAY, datetime.date(2024, 1, 7)),
    (("Updated: 7 January 2024", "Published: 5 January 2024"), DAY, datetime.date(2024, 1, 7)),
    (("Published: 5 January 2024 Updated: 7 January 2024",), DAY, datetime.date(2024, 1, 7)),
    (("Published: 5 January 2024", "Updated: 3 January 2024"), DAY, None),
    (("Published: 5 January 2024",), DAY, None),
]


@pytest.mark.parametrize(("beside", "date", "modified"), MODIFIED)
def test_published_and_updated(
    beside: tuple[str, ...], date: datetime.date, modified: datetime.date | None
) -> None:
    article = read("en", *beside)
    assert (article.date, article.modified) == (date, modified)


# --- Site and keywords

SITES = [
    ("en", (f"{EN} - Lantern", *ENGLISH.menu, EN), "Lantern"),
    ("ar", (f"{AR} - صدى الجبل", *ARABIC.menu, AR), "صدى الجبل"),
    ("fr", (f"{FR} | Le Courrier", *FRENCH.menu, FR), "Le Courrier"),
    ("en", (EN,), None),
    ("ar", (AR,), None),
    ("en", (*ENGLISH.menu, EN), None),
    ("en", (EN, "By Nora Whitfield", "5 January 2024"), None),
]


@pytest.mark.parametrize(("code", "above", "site"), SITES)
def test_sites(code: str, above: tuple[str, ...], site: str | None) -> None:
    assert clean("\n\n".join((*above, *POOLS[code].paragraphs))).site == site


KEYWORDS = [
    ("en", ("Tags:", "lighthouse", "ferry town"), ("lighthouse", "ferry town")),
    ("en", ("#lighthouse #Marrowby",), ("lighthouse", "Marrowby")),
    ("ar", ("#مكتبة #بغال",), ("مكتبة", "بغال")),
    ("en", (), ()),
    ("en", ("Related stories", *ENGLISH.related[1:]), ()),
]


@pytest.mark.parametrize(("code", "below", "keywords"), KEYWORDS)
def test_keywords(code: str, below: tuple[str, ...], keywords: tuple[str, ...]) -> None:
    assert read(code, below=below).keywords == keywords


# --- Language

HEBREW = (
    "העירייה הודיעה הבוקר כי המגדלור הישן ייפתח מחדש לקהל אחרי תשע שנים של שיפוצים ארוכים.",
    "לדברי ראש העיר, מאות תושבים התנדבו לשאת אבנים ועצים במעלה המדרגות הצרות של המגדל.",
    "בחודש הבא תדון המועצה בתוכנית להציג למבקרים גם את חדרו של השומר.",
)
KOREAN = (
    "시는 오래된 등대를 구 년 만에 다시 연다고 토요일 아침에 발표했다. 주민들은 크게 기뻐했다.",
    "수백 명의 자원봉사자가 좁은 계단을 따라 돌과 나무를 날랐다고 항만 사무소가 전했다.",
    "의회는 다음 달에 등대지기의 방을 공개하는 계획을 논의할 예정이다.",
)
JAPANESE = (
    "町は土曜日の朝、古い灯台を九年ぶりに再び開くと発表した。住民たちは大いに喜んだ。",
    "港の事務所によると、数百人のボランティアが狭い階段を上って石や木を運んだという。",
    "議会は来月、灯台守の部屋を公開する計画について話し合う予定だ。",
)
SPANISH = (
    "El ayuntamiento anunció el sábado que el viejo faro volverá a abrir tras nueve años de obras.",
    "Según la oficina del puerto, cientos de vecinos llevaron piedras y vigas por la escalera.",
    "El mes que viene se debatirá un plan para enseñar a los visitantes la habitación del farero.",
    "Sin embargo, dos familias piden que la campana no suene antes de las ocho de la mañana.",
)
TEXTS = {
    **{code: tuple(PROSE[code]) for code in ("ar", "fa", "ur", "en", "fr", "de", "ru")},
    "es": SPANISH,
    "he": HEBREW,
    "ko": KOREAN,
    "ja": JAPANESE,
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages(code: str) -> None:
    article = clean("\n\n".join(TEXTS[code]))
    assert article.body
    assert article.language == code


@pytest.mark.parametrize("raw", ["", "It rained.", "مطر.", "雨。", "12 345 67.", "Share"])
def test_too_little_text_has_no_language(raw: str) -> None:
    assert clean(raw).language is None


def test_a_language_that_is_given_is_taken() -> None:
    assert clean(page(ENGLISH), language="gd").language == "gd"


@pytest.mark.parametrize("seed", [None, 0, 1, 42])
def test_the_seed_of_langdetect_is_neither_read_nor_written(
    seed: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    raws = ["\n\n".join(TEXTS[code]) for code in ("de", "es", "ru", "he")]
    before = [clean(raw).language for raw in raws]
    monkeypatch.setattr(DetectorFactory, "seed", seed)
    assert [clean(raw).language for raw in raws] == before
    assert DetectorFactory.seed == seed
    assert langdetect.DetectorFactory is DetectorFactory


def test_the_language_is_the_same_in_repeated_calls() -> None:
    for code in ("de", "es", "ru"):
        raw = "\n\n".join(TEXTS[code][:3])
        assert len({clean(raw).language for _ in range(5)}) == 1


# --- Relative times

NOON = datetime.datetime(2024, 5, 3, 12, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("pool", "line", "expected"),
    [
        (ENGLISH, "2 hours ago", NOON - datetime.timedelta(hours=2)),
        (ENGLISH, "Published yesterday", datetime.date(2024, 5, 2)),
        (ARABIC, "منذ ساعتين", NOON - datetime.timedelta(hours=2)),
        (ENGLISH, "a long time ago", None),
    ],
)
def test_relative_times_need_a_reference(
    pool: Pool, line: str, expected: datetime.date | None
) -> None:
    text = "\n\n".join((pool.title, line, *pool.paragraphs))
    assert clean(text).date is None
    assert Cleaner(reference=NOON).clean(text).date == expected


def test_a_date_goes_before_a_relative_time() -> None:
    text = "\n\n".join((EN, "5 January 2024, 2 hours ago", *ENGLISH.paragraphs))
    article = Cleaner(reference=NOON).clean(text)
    assert article.date == datetime.date(2024, 1, 5)
