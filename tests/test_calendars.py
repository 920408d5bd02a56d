"""Dates in lines of text: what must be read, what must be left alone, and what always holds.

Tables of what must be read and of what must be left alone; a trap is as much a case as a date is.
"note 6.4" means row 4 of section 6 of the research note on text anchors; "seed 3" and "arabic" are
lines of the project's real dumps. Cases without provenance are our own.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import pytest
from hijridate import Hijri
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

# Dual, Levantine, Maghrebi and Iraqi names, and both calendars on one line.
ARAB: Final = [
    ("17 حزيران / يونيو 2024", "2024-06-17"),
    ("17 حزيران/يونيه 2024", "2024-06-17"),
    ("3 شباط-فبراير 2021", "2021-02-03"),
    ("3 شباط – فبراير 2021", "2021-02-03"),
    ("9 كانون الثاني/يناير 2023، 18:40", "2023-01-09T18:40:00"),
    ("21 تشرين الأول (أكتوبر) 2022", "2022-10-21"),
    ("21 تشرين الثاني | نوفمبر 2022", "2022-11-21"),
    ("يوم الجمعة 4 أيلول/سبتمبر 2020 الساعة 7:30 مساء", "2020-09-04T19:30:00"),
    ("آب/أغسطس 4, 2020", "2020-08-04"),
    ("13 نيسان / أبريل 2019 - 09:15 GMT", "2019-04-13T09:15:00+00:00"),
    ("22 أيار/ مايو 2021", "2021-05-22"),
    ("8 آذار 2020 | 11:20 ص", "2020-03-08T11:20:00"),
    ("16 تموز 2018", "2018-07-16"),
    ("الأحد 12 كانون أول 2021", "2021-12-12"),
    ("7 ك2 2023", "2023-01-07"),
    ("7 ت1 2023", "2023-10-07"),
    ("٧ ت٢ ٢٠٢٣", "2023-11-07"),
    ("14 ك1/ديسمبر 2023", "2023-12-14"),
    ("6 مايس 2022", "2022-05-06"),
    ("الخميس 13 جويلية 2023 على الساعة 16:45", "2023-07-13T16:45:00"),
    ("22 أوت 2022", "2022-08-22"),
    ("السبت 2 يوليوز 2022", "2022-07-02"),
    ("10 أغشت 2023", "2023-08-10"),
    ("1 نونبر 2023 - 20:02", "2023-11-01T20:02:00"),
    ("الأربعاء 24 فيفري 2021 12:00", "2021-02-24T12:00:00"),
    ("18 ذو القعدة 1445هـ الموافق 26 مايو 2024م", "2024-05-26"),
    ("26 مايو 2024م الموافق 18 ذو القعدة 1445هـ", "2024-05-26"),
    ("الأحد 18/11/1445 هـ الموافق 26 مايو 2024", "2024-05-26"),
    ("غرة رمضان: 1 رمضان 1444 هجرية", "2023-03-23"),
    ("الخميس 10 ذو الحجة 1444هـ - 09:00 ص", "2023-06-28T09:00:00"),
    ("1444-12-10 هـ", "2023-06-28"),
    ("1403/2/28 هـ", "1982-12-13"),  # the mark says that it is not Jalali
    ("نُشر في 11 يونيو 2024 عند 3:05 مساءً بتوقيت جرينتش", "2024-06-11T15:05:00+00:00"),
    ("11:45 مساءً ، الثلاثاء 5 نوفمبر 2019", "2019-11-05T23:45:00"),
]
# Persian, Pashto, Sorani and Urdu.
PERSIAN: Final = [
    ("۲۸ اردیبهشت ۱۴۰۳", "2024-05-17"),
    ("31 اردیبهشت 1403 ساعت 12:22", "2024-05-20T12:22:00"),
    ("1403/02/28 ساعت 09:10", "2024-05-17T09:10:00"),
    ("۱۴۰۳/۰۲/۲۸", "2024-05-17"),
    ("تاریخ انتشار: ۱۴۰۲/۱۱/۰۵ - ۱۸:۲۰", "2024-01-25T18:20:00"),
    ("۱۸:۲۰ - ۱۴۰۲/۱۱/۰۵", "2024-01-25T18:20:00"),
    ("۱۳۹۹-۱۲-۳۰", "2021-03-20"),  # a leap year
    ("1403/02/28 هجری شمسی", "2024-05-17"),
    ("1398/8/25 ه.ش", "2019-11-16"),
    ("دوشنبه ۲۸ خرداد ۱۴۰۳ - ۱۲:۳۷", "2024-06-17T12:37:00"),  # note 6.29
    ("چهارشنبه، ۱ فروردین ۱۴۰۳", "2024-03-20"),
    ("شنبه ۲۵ آبان ماه ۱۳۹۸", "2019-11-16"),
    ("۱۰ دی‌ماه سال ۱۳۹۶ ساعت ۲۱:۰۵", "2017-12-31T21:05:00"),
    ("۷ مهر ۱۴۰۲ | ۰۸:۴۵", "2023-09-29T08:45:00"),
    ("۳۰ اسفند ۱۴۰۳", "2025-03-20"),
    ("۱۵ تیر ۱۴۰۱، ۵:۱۵ ب.ظ", "2022-07-06T17:15:00"),
    ("۴ آذر ۱۴۰۰ ساعت ۱۰:۳۰ صبح", "2021-11-25T10:30:00"),
    ("۱۴۰۳ خرداد ۲", "2024-05-22"),
    ("۲۸ اردیبهشت ۱۴۰۳ هجری شمسی", "2024-05-17"),
    ("۲۸ اردیبهشت ۱۴۰۳ - ۸ ذی‌القعده ۱۴۴۵", "2024-05-17"),
    ("جمعه ۲۸ اردیبهشت ۱۴۰۳ - ۱۷ مه ۲۰۲۴", "2024-05-17"),
    ("۱۷ می ۲۰۲۴", "2024-05-17"),
    ("۱۲ ژوئیهٔ ۲۰۲۲ میلادی", "2022-07-12"),
    ("24 حمل 1400", "2021-04-13"),
    ("۲۵ اسد ۱۴۰۰", "2021-08-16"),  # Kabul
    ("۱۰ سنبله ۱۴۰۲ ساعت ۱۶:۰۰ به وقت کابل", "2023-09-01T16:00:00"),
    ("۸ ذی‌حجه ۱۴۴۴ هجری قمری", "2023-06-26"),
    ("۹ ذیقعده ۱۴۴۵", "2024-05-17"),
    ("د ۱۴۰۲ کال د وږی ۲۴", "2023-09-15"),
    ("د ۲۰۲۴ د مې ۳", "2024-05-03"),
    ("د ۱۴۰۲ د وږي ۲۴", "2023-09-15"),
    ("۳ می ۲۰۲۴", "2024-05-03"),
    ("د اګست ۱۵، ۲۰۲۱", "2021-08-15"),
    ("٣ی ئایاری ٢٠٢٤", "2024-05-03"),
    ("3ی ئایار 2024 کاتژمێر 14:05", "2024-05-03T14:05:00"),
    ("یەکشەممە ٥ی تشرینی یەکەمی ٢٠٢٣", "2023-10-05"),
    ("١٤ی کانوونی دووەمی ٢٠٢٢", "2022-01-14"),
    ("20 حوزه‌یران 2021", "2021-06-20"),
    ("٢٨ گوڵانی ١٤٠٣", "2024-05-17"),
    ("تاریخ اشاعت: جمعہ 3 مئی 2024", "2024-05-03"),
    ("3 مئی 2024 بوقت 14:05", "2024-05-03T14:05:00"),
]
# Hebrew, Turkish and the languages of Europe.
EUROPE: Final = [
    ("12 במאי 2024", "2024-05-12"),
    ("ה-3 במרץ 2020", "2020-03-03"),
    ("יום שישי, 3 במאי 2024 בשעה 14:05", "2024-05-03T14:05:00"),
    ("פורסם: 3 בספט' 2023, 08:15", "2023-09-03T08:15:00"),
    ("14:05 | 27 באוגוסט 2022", "2022-08-27T14:05:00"),
    ("יום ה', 7 ינואר 2021", "2021-01-07"),
    ("31.12.2023 בשעה 23:59", "2023-12-31T23:59:00"),
    ("3 Mayıs 2024 Cuma 14:05", "2024-05-03T14:05:00"),
    ("Giriş: 18 Kasım 2023 - 09:30", "2023-11-18T09:30:00"),
    ("29 EKİM 2023 SAAT 10:00", "2023-10-29T10:00:00"),
    ("ARALIK 2, 2022", "2022-12-02"),
    ("30 KASIM 2022", "2022-11-30"),
    ("Son güncelleme: 5 Ağu 2021 saat 17.45", "2021-08-05T17:45:00"),
    ("1 Şubat 2020, Cumartesi", "2020-02-01"),
    ("3. Mai 2024, 14:05 Uhr", "2024-05-03T14:05:00"),
    ("Freitag, 3. Mai 2024 um 14.05 Uhr", "2024-05-03T14:05:00"),
    ("Fr, 03. Mär. 2023", "2023-03-03"),
    ("31. Jänner 2022", "2022-01-31"),
    ("Veröffentlicht am 24. Dezember 2021 um 8 Uhr", "2021-12-24T08:00:00"),
    ("Stand: 16.10.2023, 07:12 Uhr", "2023-10-16T07:12:00"),
    ("Do., 30. März 2023, 18 Uhr 30", "2023-03-30T18:30:00"),
    ("5 de mayo de 2024", "2024-05-05"),
    ("5 de mayo del 2024 a las 14:05", "2024-05-05T14:05:00"),
    ("mayo 5 de 2024", "2024-05-05"),
    ("Jueves, 12 de diciembre de 2019 a las 7:20 p. m.", "2019-12-12T19:20:00"),
    ("Publicado el 30 de setiembre de 2021 - 11:00 h", "2021-09-30T11:00:00"),
    ("23 ene 2023 - 05:30 CET", "2023-01-23T05:30:00"),
    ("Actualizado: 8 ago. 2022 10:15h", "2022-08-08T10:15:00"),
    ("1º de maio de 2024", "2024-05-01"),
    ("sexta-feira, 3 de maio de 2024, às 14h05", "2024-05-03T14:05:00"),
    ("3.mai.2024 às 14h05", "2024-05-03T14:05:00"),
    ("Atualizado em 15 de março de 2021 às 9h", "2021-03-15T09:00:00"),
    ("10 fev 2023 18h30min", "2023-02-10T18:30:00"),
    ("10:05 em 3 de outubro de 2023", "2023-10-03T10:05:00"),
    ("3 maggio 2024 alle 14:05", "2024-05-03T14:05:00"),
    ("Venerdì 3 maggio 2024, ore 14.05", "2024-05-03T14:05:00"),
    ("1° gennaio 2022", "2022-01-01"),
    ("19 ott 2021", "2021-10-19"),
    ("Pubblicato il 7 lug. 2020 alle ore 18:12", "2020-07-07T18:12:00"),
    ("vrijdag 3 mei 2024 om 14:05 uur", "2024-05-03T14:05:00"),
    ("Gepubliceerd op 17 maart 2021, 06.30 uur", "2021-03-17T06:30:00"),
    ("8 mrt. 2022", "2022-03-08"),
    ("3 maja 2024, godz. 14:05", "2024-05-03T14:05:00"),
    ("piątek, 5 października 2018 r., 10:20", "2018-10-05T10:20:00"),
    ("5 paź 2018", "2018-10-05"),
    ("11 listopada 2023", "2023-11-11"),
    ("1 września 2019 roku o godz. 4.45", "2019-09-01"),
    ("Aktualizacja: 2 sierpnia 2022 o 12:00", "2022-08-02T12:00:00"),
    ("3 мая 2024 года, 14:05", "2024-05-03T14:05:00"),
    ("3 мая 2024 г. в 14:05 мск", "2024-05-03T14:05:00"),
    ("Пятница, 29 ДЕКАБРЯ 2023", "2023-12-29"),
    ("Опубликовано: 9 янв. 2022 08:00", "2022-01-09T08:00:00"),
    ("14:05, 17 сен 2021", "2021-09-17T14:05:00"),
    ("3 травня 2024 р. о 14:05", "2024-05-03T14:05:00"),
    ("п'ятниця, 24 лютого 2023", "2023-02-24"),
    ("11 листопада 2022, 18:30", "2022-11-11T18:30:00"),
    ("8 серп. 2020", "2020-08-08"),
    ("3 Μαΐου 2024, 14:05", "2024-05-03T14:05:00"),
    ("ΠΑΡΑΣΚΕΥΗ 25 ΜΑΡΤΙΟΥ 2022", "2022-03-25"),
    ("1η Ιανουαρίου 2023", "2023-01-01"),
    ("Δημοσίευση: 15 Αυγ 2021 στις 7:30 μ.μ.", "2021-08-15T19:30:00"),
    ("Κυριακή, 28 Οκτωβρίου του 2018", "2018-10-28"),
    ("3 mai 2024, ora 14:05", "2024-05-03T14:05:00"),
    ("Publicat: vineri, 22 decembrie 2023, 10:31", "2023-12-22T10:31:00"),
    ("luni, 4 iulie 2022 la 9:15", "2022-07-04T09:15:00"),
    ("3 maj 2024 kl. 14.05", "2024-05-03T14:05:00"),
    ("Publicerad den 6 juni 2023 klockan 10:00", "2023-06-06T10:00:00"),
    ("Uppdaterad 12 augusti 2022, kl 08:30", "2022-08-12T08:30:00"),
    ("vendredi 3 mai 2024 à 14h05", "2024-05-03T14:05:00"),
    ("Mis à jour le 21 déc. 2022 à 18 h 30", "2022-12-21T18:30:00"),
]
# The rest of Asia.
ASIA: Final = [
    ("Jumat, 3 Mei 2024 14:05 WIB", "2024-05-03T14:05:00"),
    ("17 Agustus 2023 pukul 10.00 WIB", "2023-08-17T10:00:00"),
    ("Diperbarui 9 Des 2021, 20:15", "2021-12-09T20:15:00"),
    ("3 मई 2024, 14:05", "2024-05-03T14:05:00"),
    ("शुक्रवार, 15 अगस्त 2023", "2023-08-15"),
    ("प्रकाशित: 26 जनवरी 2022 को 09:30 बजे", "2022-01-26T09:30:00"),
    ("२६ जून २०२१", "2021-06-26"),
    ("12 सितम्बर 2020", "2020-09-12"),
    ("28 फ़रवरी 2020", "2020-02-28"),
    ("2024年5月3日 14:05", "2024-05-03T14:05:00"),
    ("2024年05月03日14:05", "2024-05-03T14:05:00"),
    ("2024 年 5 月 3 日", "2024-05-03"),
    ("北京2024年5月3日电", "2024-05-03"),
    ("发布时间：2024-05-03 14：05", "2024-05-03T14:05:00"),
    ("2024年5月3日星期五下午2:05", "2024-05-03T14:05:00"),
    ("2024年5月3日 上午9时30分", "2024-05-03T09:30:00"),
    ("2024年5月3日（金）14時05分", "2024-05-03T14:05:00"),
    ("公開日：2023年12月1日 午後3時5分", "2023-12-01T15:05:00"),
    ("２０２２年１０月９日", "2022-10-09"),
    ("2021年7月23日(金曜日)", "2021-07-23"),
    ("更新 2024/05/03 14:05", "2024-05-03T14:05:00"),
    ("2024년 5월 3일", "2024-05-03"),
    ("2024년 5월 3일 (금) 오후 2:05", "2024-05-03T14:05:00"),
    ("입력 2023년 11월 20일 오전 10시 15분", "2023-11-20T10:15:00"),
    ("등록 2024.05.03 14:05", "2024-05-03T14:05:00"),
    ("2024. 5. 3. 오후 2:05", "2024-05-03T14:05:00"),
    ("2022년 3월 9일 오후 8시", "2022-03-09T20:00:00"),
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

# Parts of dates, ranges and lists.
PARTS_TRAPS: Final = [
    "May 2024",
    "مايو 2024",
    "أيار/مايو 2024",
    "حزيران / يونيو",
    "اردیبهشت ۱۴۰۳",
    "۲۸ اردیبهشت",
    "سال ۱۴۰۳",
    "۱۴۰۳",
    "1403",
    "במאי 2024",
    "12 במאי",
    "Mai 2024",
    "im Mai 2024",
    "3. Mai",
    "5 de mayo",
    "mayo de 2024",
    "3 Mayıs Cuma",
    "Mayıs 2024",
    "maggio 2024",
    "maj 2024",
    "в мае 2024 года",
    "май 2024",
    "3 мая",
    "травень 2024 року",
    "Μάιος 2024",
    "mei 2024",
    "मई 2024",
    "3 मई",
    "2024年5月",
    "5月3日",
    "2024年",
    "2024년 5월",
    "5월 3일 오후 2시",
    "令和6年5月3日",
    "民國113年5月3日",
    "二〇二四年五月三日",
    "1445",
    "رمضان 1445 هـ",
    "5 رمضان",
    "3-4 May",
    "3-4 May 2024",
    "3 - 4 مايو 2024",
    "3 to 4 May 2024",
    "3 and 4 May 2024",
    "from Friday 3 to Sunday 5 May 2024",
    "3 May to 5 June 2024",
    "du 3 au 5 mai 2024",
    "3 et 4 mai 2024",
    "del 3 al 5 de mayo de 2024",
    "3 y 4 de mayo de 2024",
    "3 a 5 de maio de 2024",
    "dal 3 al 5 maggio 2024",
    "3. bis 5. Mai 2024",
    "3. - 5. Mai 2024",
    "3.-5. Mai 2024",
    "od 3 do 5 maja 2024",
    "с 3 по 5 мая 2024",
    "з 3 до 5 травня 2024",
    "3 hingga 5 Mei 2024",
    "3 till 5 maj 2024",
    "3 tot 5 mei 2024",
    "من 3 إلى 5 مايو 2024",
    "بين 3 و5 مايو 2024",
    "۲۸ تا ۳۰ اردیبهشت ۱۴۰۳",
    "3-5 Mayıs 2024",
    "2024年5月3日-5日",
    "2024年5月3日至5日",
    "2024년 5월 3일~5일",
    "2020-2024",
    "2023/2024",
    "1402-1403",
    "March/April 2024",
    "20 Mehr",
    "2025年1月18日(土)～3月16日(日)",
]
# Days that no calendar has.
IMPOSSIBLE_TRAPS: Final = [
    "31 April 2024",
    "31 نيسان 2024",
    "30 شباط/فبراير 2024",
    "29 février 2023",
    "31. September 2024",
    "31 Haziran 2024",
    "31 апреля 2024",
    "۳۱ مهر ۱۴۰۳",
    "۳۰ اسفند ۱۴۰۴",
    "۳۲ اردیبهشت ۱۴۰۳",
    "1403/13/02 هجری شمسی",
    "2024年13月3日",
    "2024年2月30日",
    "2024년 2월 30일",
    "31 רמדאן 2024",
    "31 באפריל 2024",
    "30 فروری 2024",
    "31 Nisan 2024",
    "30 शोले 2024",
    "30 फ़रवरी 2020",
]
# Months and years of two calendars, and years whose calendar nobody says.
CALENDARS_TRAPS: Final = [
    "1403/02/28",
    "1403-02-28",
    "1445/11/09",
    "28/02/1403",
    "1403/02/28 12:22",
    "۲۸ اردیبهشت ۲۰۲۴",
    "۲۸ اردیبهشت ۱۴۶۰",
    "5 رمضان 2024",
    "5 May 1403",
    "5 مارس 1403",
    "۱۷ مه ۱۴۰۳",
    "17 مايو 1445 هـ",
    "۱۴۴۵/۱۱/۰۹",
    "۱۴۰۳/۰۲/۲۸ هجری",
    "۰۳/۰۲/۲۸",
    "۲۸ اردیبهشت ۰۳",
    "۲۸ اردیبهشت ۱۲۹۹",
    "28 Ordibehesht 1403",
    "٢٨ گوڵان ٢٧٢٤",
    "5. listopada 2024",
    "5. listopad 2024",
]
# Times that would need a clock.
RELATIVE_TRAPS: Final = [
    "two hours ago",
    "2 hours ago",
    "قبل 3 أيام",
    "أمس 14:05",
    "اليوم الساعة 10:15",
    "vor 3 Stunden",
    "gestern, 14:05 Uhr",
    "hace 2 horas",
    "hace 3 días",
    "il y a 5 heures",
    "hier à 14h05",
    "há 2 horas",
    "2 ore fa",
    "ieri alle 14:05",
    "2 saat önce",
    "dün 14:05",
    "3 часа назад",
    "сегодня в 14:05",
    "2 години тому",
    "2 godziny temu",
    "πριν 2 ώρες",
    "acum 3 ore",
    "för 2 timmar sedan",
    "2 jam yang lalu",
    "2 घंटे पहले",
    "3小时前",
    "2時間前",
    "3시간 전",
    "לפני 3 שעות",
    "דקה אחת לפני",
    "۲ ساعت پیش",
    "۳ روز پیش",
    "٢ کاتژمێر لەمەوپێش",
    "۲ ساعته مخکې",
    "3 گھنٹے پہلے",
]
# Numbers that are something else.
NUMBERS_TRAPS: Final = [
    "+961 1 234 567",
    "+49 30 2024 1403",
    "(0212) 555 20 24",
    "01-23-45-67-89",
    "2 - 1",
    "21:14",
    "3:2 (1:1)",
    "25-27, 25-19, 25-21",
    "1,403.02",
    "$2,024.50",
    "€ 5,2024",
    "12 345,67 €",
    "1.403.028 تومان",
    "قیمت ۱۴۰۳۰۰۰ تومان",
    "v2.10.2024",
    "Python 3.12.1",
    "build 2024.5.3.1",
    "ISO 8601-1:2019",
    "2024-05",
    "05/2024",
    "12.05.",
    "12/05",
    "page 5 of 2024",
    "5 of 31, May",
    "Article 12 mai",
    "№ 5 2024",
    "ص.ب 1403",
    "كود 140302",
    "ISBN 978-3-16-148410-0",
    "52.520008, 13.404954",
    "GPS 33.8938 35.5018",
    "10.0.20.24",
    "photo_2024_05_03",
    "file-2024-05-03.pdf",
    "www.example.org/2024/05/03/",
    "/1403/02/28/",
    "user@2024-05-03",
    "CVE-2024-12345",
    "A4 2024",
    "EURO 2024",
    "Mundial 2026",
    "COP28 2023",
    "رؤية 2030",
    "الدفعة 12 لعام 2024",
    "مارس 5 مرات عام 2024",
    "5 مارسوا 2024",
    "in May the 2024 team",
    "May 5 people vote 2024",
    "5 Maiglöckchen 2024",
    "12 marche 2024",
    "7 маяков 2024",
    "3 मईवाला 2024",
    "قانون 3 لسنة 2024",
    "٣ أشهر من 2024",
    "ت1403",
    "ك2 2024",
    "5 ك20 2024",
    "7 ك2023",
    "5点20条 2024",
    "/files/2022/Abr/18/photo.jpg",
    "release-03-03-2026-fix",
]
ALL_READ: Final = [*READ, *ARAB, *PERSIAN, *EUROPE, *ASIA]
ALL_TRAPS: Final = [
    *(*TRAPS, *PARTS_TRAPS, *IMPOSSIBLE_TRAPS, *CALENDARS_TRAPS, *RELATIVE_TRAPS, *NUMBERS_TRAPS),
]

# What the language of the page says about numbers with a year between 1300 and 1500.
LANGUAGES: Final = [
    ("1403/02/28", "fa", "2024-05-17"),
    ("1403-02-28 12:22", "fa", "2024-05-17T12:22:00"),
    ("28/02/1403", "fa", "2024-05-17"),
    ("1400/05/24", "ps", "2021-08-15"),
    ("1403/02/28", "ckb", "2024-05-17"),
    ("1403/02/28", "ar", None),
    ("۱۴۰۳/۰۲/۲۸", "ur", None),
    ("1403/02/28", "en", None),
    ("1403/02/28", None, None),
    ("1445/11/09", "fa", None),  # Hijri: that Jalali year is far off
    ("1403/02/28 هـ", "fa", None),  # "هجری" is said of both
    ("1445/11/09 ه.ق", "fa", "2024-05-17"),
    ("1403/13/01", "fa", None),
    ("1404/12/30", "fa", None),  # no leap year
    ("03/02/28", "fa", None),  # 1403 or 2028
    ("2024/05/17", "fa", "2024-05-17"),
    ("1403/02/28 - 2024/05/17", "fa", "2024-05-17"),
    ("1445/11/09 هـ", "ar", "2024-05-17"),
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
    ("تاریخ انتشار: جمعه ", "published"),
    ("آخرین به‌روزرسانی: ۱۲:۲۲ - ", "updated"),
    ("פורסם: יום שישי, ", "published"),
    ("עודכן לאחרונה ב-", "updated"),
    ("Son güncelleme: ", "updated"),
    ("Veröffentlicht am ", "published"),
    ("Zuletzt aktualisiert: ", "updated"),
    ("Publicado en ", "published"),
    ("Actualizado a las 14:05 del ", None),  # "del" alone parts them
    ("Atualizado em ", "updated"),
    ("Aggiornato il ", "updated"),
    ("Laatst bijgewerkt op ", "updated"),
    ("Data publikacji: ", "published"),
    ("Обновлено: ", "updated"),
    ("Опубліковано ", "published"),
    ("Τελευταία ενημέρωση: ", "updated"),
    ("Publicat la ", "published"),
    ("Senast uppdaterad ", "updated"),
    ("Diperbarui ", "updated"),
    ("प्रकाशित: ", "published"),
    ("发布时间：", "published"),
    ("最終更新：", "updated"),
    ("최종수정 ", "updated"),
]


def values(line: str, day_first: bool | None = None) -> list[str]:
    return [match.value.isoformat() for match in find_dates(line, WORDS, day_first=day_first)]


def test_there_are_enough_cases_and_a_third_of_them_are_traps() -> None:
    decided = [expected for *_, expected in (*NUMERIC, *LANGUAGES)]
    traps = len(ALL_TRAPS) + decided.count(None)
    total = len(ALL_READ) + len(ALL_TRAPS) + len(decided)
    assert total >= 500
    assert traps * 3 >= total


def test_no_case_is_written_twice() -> None:
    lines = [line for line, _ in ALL_READ] + ALL_TRAPS
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("day_first", [None, True, False])
@pytest.mark.parametrize(("line", "expected"), ALL_READ)
def test_reads(line: str, expected: str, day_first: bool | None) -> None:
    assert values(line, day_first) == [expected]


@pytest.mark.parametrize(("line", "day_first", "expected"), NUMERIC)
def test_numbers_need_to_know_their_order(
    line: str, day_first: bool | None, expected: str | None
) -> None:
    assert values(line, day_first) == ([expected] if expected else [])


@pytest.mark.parametrize("day_first", [None, True, False])
@pytest.mark.parametrize("line", ALL_TRAPS)
def test_leaves_alone(line: str, day_first: bool | None) -> None:
    assert values(line, day_first) == []


@pytest.mark.parametrize(("line", "language", "expected"), LANGUAGES)
def test_the_language_settles_the_calendar(
    line: str, language: str | None, expected: str | None
) -> None:
    found = find_dates(line, WORDS, day_first=True, language=language)
    assert [match.value.isoformat() for match in found] == ([expected] if expected else [])


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
        ("روز ۲۸ اردیبهشت ۱۴۰۳ |", "۲۸ اردیبهشت ۱۴۰۳", "date.jalali"),
        ("تهران ۱۴۰۳/۰۲/۲۸ |", "۱۴۰۳/۰۲/۲۸", "date.jalali"),
        ("北京2024年5月3日电", "2024年5月3日", "date.year_month_day"),
        (
            "x 5 de mayo de 2024 a las 14:05 y",
            "5 de mayo de 2024 a las 14:05",
            "date.day_month_year",
        ),
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
    *("۱۴۰۳/۰۲/۲۸", "1403", "اردیبهشت", "2024年5月3日", "de", "au", "to", "شمسی", "ساعت", "मई"),
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
        assert match.rule in ("date.hijri", "date.jalali") or is_spelled(match, text)


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
    month = WORDS.hijri_months[name]
    # The tables have months of 28 days, such as Ramadan 1343.
    day = min(day, Hijri(year, month, 1).month_length())
    expected = Hijri(year, month, day).to_gregorian().isoformat()
    assert values(f"{day} {name} {year} هـ") == [expected]


@given(st.sampled_from(sorted(WORDS.jalali_months)), st.integers(1, 29), st.integers(1300, 1450))
def test_jalali_dates_come_back(name: str, day: int, year: int) -> None:
    expected = solar_hijri(year, WORDS.jalali_months[name], day).isoformat()
    assert values(f"{day} {name} {year}") == [expected]


def solar_hijri(year: int, month: int, day: int) -> dt.date:
    """The date by the 33-year rule, which is right from 1178 to 1633: 8 leap years in each cycle."""
    leaps = sum((25 * each + 11) % 33 < 8 for each in range(1300, year))
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return dt.date(1921, 3, 21) + dt.timedelta(365 * (year - 1300) + leaps + before + day - 1)


@given(st.integers(1378, 1419), st.integers(1, 12), st.integers(1, 29))
def test_a_jalali_date_in_numbers_needs_a_sign(year: int, month: int, day: int) -> None:
    text, date = f"{year}/{month:02}/{day:02}", solar_hijri(year, month, day).isoformat()
    assert values(text) == []
    assert values(f"{text} ساعت") == [date]
    assert date not in values(f"{text} هـ")


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
