"""Dates in lines of text: what must be read, what must be left alone, and what always holds.

"note 6.4" means row 4 of section 6 of the research note on text anchors; "seed 3" and "arabic" are
lines of the project's real dumps. Cases without provenance are our own.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.calendars import CalendarWords, DateMatch, find_dates, kind_of_label, load_words

WORDS: Final = load_words()

# One line, one date, whatever `day_first` says.
READ: Final = [
    ("الأربعاء 31/مارس/2021 - 11:58 ص", "2021-03-31T11:58:00"),  # note 6.1, seed 2
    ("GMT 12:37 2024 الإثنين ,17 حزيران / يونيو", "2024-06-17T12:37:00+00:00"),  # note 6.2, seed 3
    ("GMT 18:29 2020 الثلاثاء ,08 كانون الأول / ديسمبر", "2020-12-08T18:29:00+00:00"),  # seed 3
    ("GMT 17:57 2021 الإثنين ,01 شباط / فبراير", "2021-02-01T17:57:00+00:00"),  # seed 3
    ("٢٢ نيسان ٢٠٢٣", "2023-04-22"),  # note 6.3
    ("الثلاثاء 06 فبراير 2024 | 10:15", "2024-02-06T10:15:00"),  # note 6.4
    ("5 رمضان 1445هـ", "2024-03-15"),  # note 6.6
    ("السبت، 14 أكتوبر 2023 09:30 م", "2023-10-14T21:30:00"),  # note 6.7
    ("نشر في: الخميس 3 أغسطس 2023 - 5:12 م", "2023-08-03T17:12:00"),  # note 6.8
    ("الجمعة 13 أفريل 2018", "2018-04-13"),  # note 6.9
    ("27 جويلية 2022", "2022-07-27"),  # note 6.10
    ("15 غشت 2021", "2021-08-15"),  # note 6.11
    ("3 شتنبر 2021 - 12:45", "2021-09-03T12:45:00"),  # note 6.12
    ("30 نونبر 2020", "2020-11-30"),  # note 6.13
    ("9 ماي 2019", "2019-05-09"),  # note 6.14
    ("11 جوان 2020", "2020-06-11"),  # note 6.15
    ("18 كانون الثاني 2022", "2022-01-18"),  # note 6.16
    ("٧ تشرين الثاني / نوفمبر ٢٠٢٣", "2023-11-07"),  # note 6.17
    ("نُشر: 12:44-4 فبراير 2024 م ـ 24 رَجب 1445 هـ", "2024-02-04T12:44:00"),  # note 6.18
    ("الأحد 24 رجب 1445 هـ - 04 فبراير 2024 م", "2024-02-04"),  # note 6.19
    ("تاريخ النشر: 2023/12/05 | 10:20", "2023-12-05T10:20:00"),  # note 6.22
    ("حزيران 17, 2024 , 12:37 م", "2024-06-17T12:37:00"),  # note 6.24
    ("الاثنين 1 ابريل 2024", "2024-04-01"),  # note 6.25
    ("25 آيار 2023", "2023-05-25"),  # note 6.26
    ("القاهرة - الأحد ١ يناير ٢٠٢٣", "2023-01-01"),  # note 6.27
    ("١٤٤٥/٩/٥ هـ", "2024-03-15"),  # note 6.28
    ("17 جون 2024", "2024-06-17"),  # note 6.30
    ("الرياض 26 شوال 1436 هـ الموافق 11 أغسطس 2015 م واس", "2015-08-11"),  # note 6, SPA line
    ("Tue, 29 Nov 2016 06:29:32 GMT", "2016-11-29T06:29:32+00:00"),  # arabic, bbc.com-urdu
    ("<TIME>2017-03-31T15:41:00+01:00</TIME>", "2017-03-31T15:41:00+01:00"),  # arabic, jawharafm
    ("<TIME>13/01/2016</TIME>", "2016-01-13"),  # arabic, jawharafm
    ("2026-01-08 | 12:42", "2026-01-08T12:42:00"),  # arabic, lbcgroup
    # arabic, CNN 2013: the time stands behind a label, the date before it
    ("الأحد، 04 آب/اغسطس 2013، آخر تحديث 02:21 (GMT+0400)", "2013-08-04T02:21:00+04:00"),
    ("12 مئی 2024ء", "2024-05-12"),  # arabic, urdupoint
    ("03 يونيو 2020م", "2020-06-03"),  # arabic, albayan
    ("5 مارس (آذار) 2021", "2021-03-05"),
    ("مارس (آذار) 5, 2021", "2021-03-05"),
    ("١٩ شباط/فبراير ٢٠١٩", "2019-02-19"),
    ("20 كانون الأول/ديسمبر 2020 الساعة 8:05 مساءً", "2020-12-20T20:05:00"),
    ("۱۲ ژوئن ۲۰۲۳ ساعت ۰۹:۴۰", "2023-06-12T09:40:00"),
    ("6 اگست 2021", "2021-08-06"),
    ("30 يوليوز 2019", "2019-07-30"),
    ("1 دجنبر 2018", "2018-12-01"),
    ("2 جانفي 2020", "2020-01-02"),
    ("28 فيفري 2021", "2021-02-28"),
    ("19 أوت 2017 على الساعة 14:30", "2017-08-19T14:30:00"),
    ("\u200f8 \u200fأيلول\u200f 2022", "2022-09-08"),
    ("الثـــلاثاء 5 مـــارس 2024", "2024-03-05"),
    ("5 من شهر مارس عام 2024", "2024-03-05"),
    ("2024-مارس-05", "2024-03-05"),
    ("6 ديسمبر 2023 12:10 ص", "2023-12-06T00:10:00"),
    ("6 ديسمبر 2023 12:10 م", "2023-12-06T12:10:00"),
    ("6 ديسمبر 2023 م 12:10", "2023-12-06T12:10:00"),
    ("10:05 ص - 6 ديسمبر 2023", "2023-12-06T10:05:00"),
    ("6 ديسمبر 2023، 10:05 بتوقيت غرينتش", "2023-12-06T10:05:00+00:00"),
    ("9 ذو الحجة 1444 هـ", "2023-06-27"),
    ("12 ربيع الأوّل 1442", "2020-10-29"),
    ("1 محرم 1446هـ الموافق 7 يوليو 2024م", "2024-07-07"),
    ("17/9/1441 هـ", "2020-05-10"),
    ("January 5th, 2024", "2024-01-05"),
    ("5 Jan 2024 10:15 am", "2024-01-05T10:15:00"),
    ("Jan. 5, 2024", "2024-01-05"),
    ("Updated 3:04 PM ET, Fri March 4, 2022", "2022-03-04T15:04:00"),
    ("December 18, 2025, 10:21 pm", "2025-12-18T22:21:00"),
    ("on Friday December 19, 2025 @08:48PM (", "2025-12-19T20:48:00"),
    ("June 26, 2023 5 AM PT", "2023-06-26T05:00:00"),
    ("February 28 2024, 9:54 a.m.", "2024-02-28T09:54:00"),
    ("Fri Mar  4 15:04:05 2022", "2022-03-04T15:04:05"),
    ("Fri 4 Mar 2022 15.04 GMT", "2022-03-04T15:04:00+00:00"),
    ("Fri, 4 Mar 2022 15:04:05 -0500", "2022-03-04T15:04:05-05:00"),
    ("Feb 11, 2019 · 3 min read", "2019-02-11"),
    ("the 3rd of May 2021", "2021-05-03"),
    ("2021-03-29T11:36:01.250Z", "2021-03-29T11:36:01.250000+00:00"),
    ("2025-06-03 20:04:41", "2025-06-03T20:04:41"),
    ("28.04.2023 15:20 02:11 min", "2023-04-28T15:20:00"),  # the second is a length, not a time
    ("Panorama 16.07.2024 42:05 min", "2024-07-16"),
    ("10/31/2024", "2024-10-31"),  # one reading only
    ("5/5/2024", "2024-05-05"),  # both readings agree
    ("1er janvier 2024 à 12h30", "2024-01-01T12:30:00"),
    ("lundi 3 août 2020", "2020-08-03"),
    ("Publié le 14 févr. 2022 à 9h", "2022-02-14T09:00:00"),
    ("25 DÉCEMBRE 2019", "2019-12-25"),
    ("2 aou\u0302t 2021", "2021-08-02"),  # the accent is a character of its own
    ("5 Jan 2024 5:30 - 7:30 pm", "2024-01-05"),  # two times: none is sure
    ("6 ديسمبر 2023 11:00 ليلا", "2023-12-06"),  # before or after midnight
    ("5 Jan 2024 13:00 am", "2024-01-05"),  # no clock shows that
    ("الإثنين 5 مارس 2024", "2024-03-05"),  # it was a Tuesday: a weekday never changes a value
]

# Numbers alone, which `day_first` decides.
NUMERIC: Final = [
    ("آخر تحديث: 12-03-2023 14:05", True, "2023-03-12T14:05:00"),  # note 6.5
    ("١٢/٠٣/٢٠٢٣ - ٠٢:٠٥ م", True, "2023-03-12T14:05:00"),  # note 6.23
    ("٠٢:٠٠ الثلاثاء ١ / ١٢ / ٢٠٢٠", True, "2020-12-01T02:00:00"),  # arabic, alyaum
    ("1633 (GMT+04:00) - 02/07/09", True, "2009-07-02T16:33:00+04:00"),  # arabic, CNN 2009
    ("2009 (GMT+04:00) - 02/07/09", True, "2009-07-02T20:09:00+04:00"),
    ("06-02-2024-10:15", True, "2024-02-06T10:15:00"),
    ("06.02.2024", True, "2024-02-06"),
    ("06/02/2024", False, "2024-06-02"),
    ("25/06/2024", False, "2024-06-25"),
    ("9/5/1445 هـ", True, "2023-11-23"),
    ("06/02/2024", None, None),
    ("1 / 12 / 2020", None, None),
    ("31/03/21", None, None),  # or 21 March 2031
    ("03/31/21", True, None),
    ("02/07/89", True, None),  # 1989 or 2089
    ("06/02-2024", True, None),
    ("30/02/2024", True, None),
    ("10.12.15", True, None),  # a version
    ("9/5/1445 هـ", None, None),
    ("1445/9/5", True, None),  # Hijri or Jalali
]

# Nothing is to be found here, with any `day_first`.
TRAPS: Final = [
    "منذ 3 ساعات",  # note 6.20
    "منذ ساعتين",  # note 6.21
    "دوشنبه ۲۸ خرداد ۱۴۰۳ - ۱۲:۳۷",  # note 6.29, until the Jalali calendar is read
    "في مارس الماضي",  # note 6 (e)
    "آخر تحديث GMT 22:08:29",  # seed 3
    "© 1997-2024, UrduPoint Network",  # arabic, urdupoint
    "كد خبر : 2022643 |",  # arabic, varzesh3
    "635031 - Mobily",  # arabic, al-madina
    "",
    "2024",
    "١٤٤٥هـ",
    "12:30",
    "12:30 م",
    "مارس 2024",
    "سبتمبر 2020، بالأنشطة",
    "March 2024",
    "5 مارس",
    "January 5",
    "Monday 5 May",
    "January 5 - 7, 2024",
    "10-12 May 2024",
    "10 - 12 مايو 2024",
    "10 - 12 رمضان 1445 هـ",
    "مارس/أبريل 2024",
    "31 February 2024",
    "29 فبراير 2023",
    "0 May 2024",
    "32 يناير 2024",
    "5 مارس 1899",
    "5 March 2101",
    "5 مارس 20244",
    "32 رمضان 1445 هـ",
    "5 رمضان 1600 هـ",
    "2023-13-01",
    "2023-02-30T10:00:00Z",
    "2023-2024",
    "موسم 2023/24",
    "2019/2020/2021",
    "+962 6 500 2024",
    "05-12-34-56-78",
    "0123/456/2024",
    "192.168.20.24",
    "Version 12.4.2024.1",
    "v1.2.3",
    "السعر 1,250.50 دولار",
    "$5 2024",
    "3 - 1",
    "4-4-2",
    "G20 May 2024",
    "5% مارس 2024",
    "3 hours ago",
    "yesterday at 10:15",
    "Sat 10:15 AM",
    "https://example.org/2024/03/05/title",
    "IMG_2024-03-05",
    "2023 May 5, 2024",
    "5 May 6, 2024",
    "ص 5 العدد 2024",
    "May the 5 of them",
    "5 people in May 2024",
    "5 May 2023-2024",
]

LABELS: Final = [
    ("آخر تحديث: ", "updated"),
    ("آخر تحديث: الخميس، ", "updated"),
    ("نُشر في: ", "published"),
    ("تاريخ النشر: ", "published"),
    ("نشر يوم الأحد 24 رجب 1445 هـ - ", "published"),
    ("Published: 5 Jan 2024 | Last updated on ", "updated"),
    ("Published 10:15 am, ", "published"),
    ("Publié le lundi ", "published"),
    ("Mis à jour le ", "updated"),
    ("التاريخ: ", None),
    ("Accessed ", None),
    ("Published by Reuters ", None),
    ("Published = ", None),
    ("", None),
    ("الخميس ", None),
]


def values(line: str, day_first: bool | None = None) -> list[str]:
    return [match.value.isoformat() for match in find_dates(line, WORDS, day_first=day_first)]


def test_there_are_enough_cases_and_a_third_of_them_are_traps() -> None:
    traps = len(TRAPS) + sum(expected is None for *_, expected in NUMERIC)
    total = len(READ) + len(NUMERIC) + len(TRAPS)
    assert total >= 120
    assert traps * 3 >= total


@pytest.mark.parametrize("day_first", [None, True, False])
@pytest.mark.parametrize(("line", "expected"), READ)
def test_reads(line: str, expected: str, day_first: bool | None) -> None:
    assert values(line, day_first) == [expected]


@pytest.mark.parametrize(("line", "day_first", "expected"), NUMERIC)
def test_numbers_need_to_know_their_order(
    line: str, day_first: bool | None, expected: str | None
) -> None:
    assert values(line, day_first) == ([expected] if expected else [])


@pytest.mark.parametrize("day_first", [None, True, False])
@pytest.mark.parametrize("line", TRAPS)
def test_leaves_alone(line: str, day_first: bool | None) -> None:
    assert values(line, day_first) == []


@pytest.mark.parametrize(("before", "expected"), LABELS)
def test_labels(before: str, expected: str | None) -> None:
    assert kind_of_label(before, WORDS) == expected


@pytest.mark.parametrize(
    ("line", "covered", "rule"),
    [
        ("نشر: ٢٢ نَيسان ٢٠٢٣ | أخبار", "٢٢ نَيسان ٢٠٢٣", "date.day_month_year"),
        ("By X | Jan. 5, 2024, 10:15 am | News", "Jan. 5, 2024, 10:15 am", "date.month_day_year"),
        ("x 2017-03-31T15:41:00+01:00 y", "2017-03-31T15:41:00+01:00", "date.iso"),
        ("x 31/03/2021 y", "31/03/2021", "date.numeric"),
        ("x 2023 May 5 y", "2023 May 5", "date.year_month_day"),
        ("Fri Mar 4 15:04:05 UTC 2022", "Mar 4 15:04:05 UTC 2022", "date.month_day_time_year"),
        ("يوم 5 رمضان 1445هـ", "5 رمضان 1445هـ", "date.hijri"),
        ("ﻷ 2024 الإثنين ,17 يونيو", "2024 الإثنين ,17 يونيو", "date.year_weekday_day_month"),
    ],
)
def test_offsets_and_rules(line: str, covered: str, rule: str) -> None:
    (match,) = find_dates(line, WORDS)
    assert (line[match.start : match.end], match.rule) == (covered, rule)


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("آخر تحديث: الخميس 3 أغسطس 2023 - 5:12 م", 1.0),
        ("الأحد 24 رجب 1445 هـ - 04 فبراير 2024 م", 1.0),
        ("• Updated 3:04 PM ET, Fri March 4, 2022", 1.0),
        ("abcde 1 May 2024 fghij", 8 / 18),
        ("5 Jan 2024 5 Jan 2024", 0.5),
    ],
)
def test_share_of_the_line(line: str, alone: float) -> None:
    assert find_dates(line, WORDS)[0].alone == pytest.approx(alone)


def test_finds_every_date_of_a_line_in_order() -> None:
    line = "08:39, 06 Jan 2026Updated 08:41, 07 Jan 2026"
    assert values(line) == ["2026-01-06T08:39:00", "2026-01-07T08:41:00"]
    assert values("January 18, 2023 January 19, 2023") == ["2023-01-18", "2023-01-19"]


def test_a_time_goes_with_one_date_only() -> None:
    line = "Published 5 Jan 2024 Updated 10:15 6 Jan 2024"
    assert values(line) == ["2024-01-05", "2024-01-06T10:15:00"]


def test_reads_long_lines_around_their_years() -> None:
    filler = "وقال المتحدث باسم الوزارة إن الأمر قيد البحث " * 40
    line = f"{filler}في 5 مارس 2024 {filler}يوم ٦ مارس ٢٠٢٤ {filler}"
    found = find_dates(line, WORDS)
    assert [line[match.start : match.end] for match in found] == ["5 مارس 2024", "٦ مارس ٢٠٢٤"]


# --- What holds for every text -----------------------------------------------------------------

# Jumbles of these come close to dates much more often than random text does.
PIECES: Final = [
    *("5", "12", "31", "0", "٧", "2024", "1445", "05/06/2024", "2024-02-30", "02/07/09", "1st"),
    *("may", "March", "مارس", "آذار", "كانون الثاني", "رمضان", "رَجب", "الأحد", "fri", "هـ", "م"),
    *("10:15", "25:99", "12h30", "pm", "ص", "GMT", "gmt+99", "+01:00", "ET", "T", "Z", "1633"),
    *("Updated", "نشر في", "at", "من", "word", "ﻷ", "\u200f", "ـ", "é", "²", "𝟐𝟎𝟐𝟒", "\n", "%"),
    *("/", "-", ",", "،", ".", ":", "(", ")", "|", " ", " ", " ", "  "),
]
jumbles = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
orders = st.sampled_from([None, True, False])


def spelled_months(text: str) -> set[int]:
    return {
        number
        for name, number in WORDS.months.items()
        if name in text.lower().replace("آ", "ا").replace("أ", "ا")
    }


def is_spelled(match: DateMatch, text: str) -> bool:
    """Whether day, month and year stand in the slice of a Gregorian match."""
    slice_ = text[match.start : match.end]
    numbers = {int(digits) for digits in re.findall(r"\d+", slice_)}
    months = numbers | spelled_months(slice_)
    value = match.value
    years = {value.year, value.year % 100}
    return value.day in numbers and value.month in months and bool(years & numbers)


@given(st.text() | jumbles, orders)
def test_any_text_gives_ordered_matches_within_it(text: str, day_first: bool | None) -> None:
    end = 0
    for match in find_dates(text, WORDS, day_first=day_first):
        assert end <= match.start < match.end <= len(text)
        assert 0 < match.alone <= 1
        assert 1900 <= match.value.year <= 2100
        end = match.end


@given(st.text() | jumbles)
def test_any_text_gives_a_label_or_none(text: str) -> None:
    assert kind_of_label(text, WORDS) in ("published", "updated", None)


@given(jumbles, orders)
def test_nothing_is_in_a_value_that_is_not_in_the_text(text: str, day_first: bool | None) -> None:
    for match in find_dates(text, WORDS, day_first=day_first):
        assert match.rule == "date.hijri" or is_spelled(match, text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(sorted(WORDS.months)))
def test_every_month_name_is_read(date: dt.date, name: str) -> None:
    day = min(date.day, 28)
    expected = dt.date(date.year, WORDS.months[name], day).isoformat()
    assert values(f"{day} {name} {date.year}") == [expected]
    assert values(f"{name} {day}, {date.year}") == [expected]


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 12, 31)))
def test_iso_comes_back(moment: dt.datetime) -> None:
    assert values(moment.isoformat()) == [moment.isoformat()]


@given(st.sampled_from(sorted(WORDS.hijri_months)), st.integers(1, 29), st.integers(1343, 1500))
def test_hijri_dates_come_back(name: str, day: int, year: int) -> None:
    hijridate = pytest.importorskip("hijridate")
    expected = hijridate.Hijri(year, WORDS.hijri_months[name], day).to_gregorian().isoformat()
    assert values(f"{day} {name} {year} هـ") == [expected]


def test_words_can_be_ones_own() -> None:
    none: frozenset[str] = frozenset()
    words = CalendarWords(
        months={"kolovoz": 8},
        weekdays=none,
        hijri_months={},
        am=none,
        pm=none,
        labels_published=frozenset({"objavljeno"}),
        labels_updated=none,
    )
    assert find_dates("Objavljeno: 5. kolovoz 2024.", words)[0].value == dt.date(2024, 8, 5)
    assert kind_of_label("Objavljeno: ", words) == "published"
