"""Bylines and datelines of nine languages, in the forms that agencies and papers write."""

from __future__ import annotations

import pytest

from cleantext import clean

# A headline and two paragraphs in each language.
PAGES = {
    "de": (
        "Die Fähre ist wieder da",
        "Die Fähre kehrte am Montag nach elf Jahren in den Hafen zurück, und viele Menschen waren "
        "gekommen, um sie zu begrüßen.",
        "Der Kapitän sagte, dass sich nichts verändert habe außer dem Preis für den Kaffee, der "
        "jetzt so teuer sei wie die Überfahrt.",
    ),
    "es": (
        "El transbordador vuelve al puerto",
        "El transbordador volvió el lunes al puerto después de once años, y muchas personas habían "
        "llegado para recibirlo en el muelle.",
        "El capitán dijo que nada había cambiado, salvo el precio del café, que ahora es tan caro "
        "como la travesía.",
    ),
    "tr": (
        "Vapur limana geri döndü",
        "Vapur on bir yıl sonra pazartesi günü limana geri döndü ve onu karşılamak için pek çok "
        "kişi iskeleye geldi.",
        "Kaptan, kahvenin fiyatı dışında hiçbir şeyin değişmediğini, onun da artık yolculuk kadar "
        "pahalı olduğunu söyledi.",
    ),
    "fa": (
        "کشتی به بندر بازگشت",
        "کشتی پس از یازده سال روز دوشنبه به بندر بازگشت و بسیاری از مردم برای استقبال از آن به "
        "اسکله آمده بودند.",
        "ناخدا گفت که هیچ چیز جز قیمت قهوه تغییر نکرده است و قهوه اکنون به اندازه بلیت گران شده است.",
    ),
    "ur": (
        "کشتی بندرگاہ پر واپس",
        "گیارہ سال کے بعد پیر کے روز کشتی بندرگاہ پر واپس آ گئی اور بہت سے لوگ اس کے استقبال کے لیے"
        " آئے تھے۔",
        "کپتان نے کہا کہ کافی کی قیمت کے سوا کچھ نہیں بدلا ہے اور اب وہ سفر جتنی مہنگی ہے۔",
    ),
    "he": (
        "המעבורת חזרה לנמל אחרי אחת עשרה שנים של המתנה",
        "המעבורת חזרה ביום שני לנמל אחרי אחת עשרה שנים, ואנשים רבים באו לקבל את פניה על הרציף.",
        "רב החובל אמר כי דבר לא השתנה מלבד מחיר הקפה, שהוא עכשיו יקר כמו ההפלגה עצמה.",
    ),
    "en": (
        "Ferry returns to the harbour",
        "The ferry came back to the harbour on Monday after eleven years, and many people had come "
        "to greet it on the pier.",
        "The captain said that nothing had changed but the price of coffee, which is now as dear as"
        " the crossing.",
    ),
    "fr": (
        "Le bac revient au port",
        "Le bac est revenu lundi au port après onze ans, et beaucoup de gens étaient venus "
        "l'accueillir sur le quai.",
        "Le capitaine a dit que rien n'avait changé, sauf le prix du café, qui est maintenant aussi"
        " cher que la traversée.",
    ),
    "ar": (
        "العبارة تعود إلى الميناء",
        "عادت العبارة إلى الميناء يوم الاثنين بعد أحد عشر عاما، وجاء كثير من الناس لاستقبالها على الرصيف.",
        "وقال القبطان إن شيئا لم يتغير سوى سعر القهوة التي صارت باهظة مثل الرحلة نفسها.",
    ),
}

BYLINES = [
    ("de", "Von Anna Müller und Peter Schmidt", ("Anna Müller", "Peter Schmidt")),
    ("de", "Von Dr. Anna Müller, Hamburg", ("Anna Müller",)),
    ("de", "Übersetzung: Anna Müller", ()),
    ("de", "Foto: Peter Schmidt", ()),
    ("es", "Por María López y Juan Pérez", ("María López", "Juan Pérez")),
    ("es", "Texto: María López", ("María López",)),
    ("es", "Traducción: Juan Pérez", ()),
    ("es", "Fotografía: Juan Pérez", ()),
    ("tr", "Haber: Ahmet Yılmaz", ("Ahmet Yılmaz",)),
    ("tr", "Yazan: Ayşe Demir ve Mehmet Kaya", ("Ayşe Demir", "Mehmet Kaya")),
    ("tr", "Çeviri: Mehmet Kaya", ()),
    ("tr", "Fotoğraf: Mehmet Kaya", ()),
    ("fa", "نوشته: علی رضایی", ("علی رضایی",)),
    ("fa", "نویسنده: دکتر علی رضایی", ("علی رضایی",)),
    ("fa", "مترجم: مریم احمدی", ()),
    ("fa", "عکس: مریم احمدی", ()),
    ("fa", "گزارش: علی رضایی و مریم احمدی", ("علی رضایی", "مریم احمدی")),
    ("ur", "تحریر: محمد علی خان", ("محمد علی خان",)),
    ("ur", "ترجمہ: محمد علی خان", ()),
    ("ur", "تحریر: ڈاکٹر سلمیٰ بیگم", ("سلمیٰ بیگم",)),
    ("he", "מאת: דן כהן", ("דן כהן",)),
    ("he", "מאת דן כהן ורות לוי", ("דן כהן", "רות לוי")),
    ("he", "תרגום: רות לוי", ()),
    ("he", "צילום: רות לוי", ()),
    ("en", "By Dr. Jane Doe and John Smith", ("Jane Doe", "John Smith")),
    ("en", "Edited by John Smith", ()),
    ("en", "Translated by John Smith", ()),
    ("fr", "Par Jeanne Dupont et Marc Petit", ("Jeanne Dupont", "Marc Petit")),
    ("fr", "Traduction : Marc Petit", ()),
    ("ar", "بقلم: د. سامي الفارس", ("سامي الفارس",)),
    ("ar", "كتب - سامي الفارس وليلى حداد", ("سامي الفارس", "ليلى حداد")),
    ("ar", "ترجمة: ليلى حداد", ()),
    ("ar", "تحرير: ليلى حداد", ()),
    ("ar", "سامي الفارس - الرباط", ("سامي الفارس",)),
    ("ar", "رويترز - القاهرة", ("رويترز",)),
    ("ar", "القاهرة - أ ف ب", ("أ ف ب",)),
]

# What stands before the first sentence, and the dateline that it states; None where it is none.
PREFIXES = [
    ("en", "HAMBURG, May 3 (Reuters) - ", "HAMBURG"),
    ("de", "Hamburg (dpa) - ", "Hamburg"),
    ("de", "BERLIN (AFP) – ", "BERLIN"),
    ("es", "Madrid, 3 may (EFE).- ", "Madrid"),
    ("es", "MADRID (Europa Press) - ", "MADRID"),
    ("tr", "ANKARA (AA) - ", "ANKARA"),
    ("tr", "İSTANBUL (DHA) - ", "İSTANBUL"),
    ("fr", "Paris (AFP) - ", "Paris"),
    ("fr", "PARIS, 3 mai (Reuters) - ", "PARIS"),
    ("fa", "تهران (ایرنا) - ", "تهران"),
    ("fa", "تهران - ایرنا - ", "تهران"),
    ("ur", "اسلام آباد (اے پی پی) - ", "اسلام آباد"),
    ("ur", "لاہور: ", "لاہور"),
    ("he", "ירושלים (רויטרס) - ", "ירושלים"),
    ("ar", "الرياض - واس: ", "الرياض"),
    ("ar", "واس - الرياض: ", "الرياض"),
    ("ar", "القاهرة: ", "القاهرة"),
    ("ar", "بيروت - ", "بيروت"),
    ("ar", "دبي، الإمارات العربية المتحدة (CNN) -- ", "دبي، الإمارات العربية المتحدة"),
    ("en", "The mayor - who is 60 - ", None),
    ("de", "Er sagte: ", None),
    ("ar", "قال الوزير: ", None),
    ("es", "Muy bien: ", None),
]


@pytest.mark.parametrize(("language", "line", "authors"), BYLINES)
def test_bylines(language: str, line: str, authors: tuple[str, ...]) -> None:
    title, *paragraphs = PAGES[language]
    article = clean("\n\n".join((title, line, *paragraphs)))
    assert article.authors == authors
    assert article.body == "\n\n".join(paragraphs)


@pytest.mark.parametrize(("language", "prefix", "place"), PREFIXES)
def test_datelines(language: str, prefix: str, place: str | None) -> None:
    title, first, second = PAGES[language]
    article = clean("\n\n".join((title, prefix + first, second)))
    assert article.dateline == place
    assert article.body == f"{prefix}{first}\n\n{second}"
