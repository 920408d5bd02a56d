"""Strategies for dumps: any text at all, lines that look like a page's, and whole small pages.

Every line in the pools was written for these tests, about nobody and nothing real.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from html import escape

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st


def examples(count: int) -> settings:
    """So many examples without a deadline, and the same ones each time where CI runs them."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize="CI" in os.environ,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What a site of one language says: an article's parts, and what stands around articles."""

    code: str
    title: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    captions: tuple[str, ...]
    dates: tuple[str, ...]
    bylines: tuple[str, ...]
    share: tuple[str, ...]
    menu: tuple[str, ...]
    form: tuple[str, ...]
    related: tuple[str, ...]
    copyright: str


ARABIC = Pool(
    code="ar",
    title="قرية الزيتون القديم تفتح أول مكتبة متنقلة على ظهور البغال",
    paragraphs=(
        "افتتحت قرية الزيتون القديم صباح السبت أول مكتبة متنقلة في الإقليم، تحملها أربعة بغال بين "
        "البيوت المتفرقة في الجبل، وتضم نحو ثمانمائة كتاب للأطفال والكبار.",
        "وقال منسق المكتبة إن الفكرة ولدت بعد أن قطعت السيول الطريق الوحيد إلى المدرسة شتاء كاملا، "
        "فبقي التلاميذ بلا كتب ولا دروس حتى شهر مارس.",
        "وتزور القافلة كل بيت مرة في الأسبوعين، ويختار كل ساكن كتابين على الأكثر، ويوقع باسمه في "
        "دفتر أزرق يحمله صاحب البغل الأول.",
        "وأوضحت معلمة القرية أن عدد الكتب المستعارة في الأسبوع الأول تجاوز مائتي كتاب، معظمها قصص "
        "مصورة ودواوين شعر قديمة تبرع بها أهل المدينة.",
        "غير أن بعض الآباء أبدوا قلقهم من كلفة علف البغال في الصيف، وطالبوا المجلس المحلي بتخصيص "
        "ميزانية صغيرة تضمن بقاء القافلة طوال السنة.",
        "ووعد رئيس المجلس بعرض الطلب على الدورة المقبلة، مشيرا إلى أن ثمن العلف أقل بكثير من كلفة "
        "إصلاح الطريق.",
        "ومن المقرر أن تنضم قريتان مجاورتان إلى المشروع قبل حلول الخريف، إذا وجد المتطوعون من يدربهم "
        "على قيادة الدواب في المسالك الوعرة.",
    ),
    headings=("كتب على ظهور البغال", "كلفة العلف", "قرى تنتظر دورها"),
    captions=("بغال المكتبة في طريقها إلى الجبل (صورة: أرشيف القرية)", "دفتر الإعارة الأزرق"),
    dates=("الأربعاء 31 مارس 2021 - 11:58", "5 يناير 2024", "آخر تحديث: 17:40"),
    bylines=("بقلم: سامي الفارس", "كتب: ليلى المنصوري"),
    share=("شارك", "فيسبوك", "واتساب", "نسخ الرابط", "طباعة"),
    menu=("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "فيديو", "اتصل بنا"),
    form=("اترك تعليقا", "الاسم *", "البريد الإلكتروني *", "التعليق *"),
    related=(
        "اقرأ أيضا",
        "افتتاح معرض الخزف في ساحة المدينة القديمة",
        "تأجيل سباق القوارب بسبب الرياح القوية",
        "مزارعو اللوز يطالبون بخفض رسوم التخزين",
    ),
    copyright="جميع الحقوق محفوظة © 2024",
)

ENGLISH = Pool(
    code="en",
    title="Ferry town of Marrowby reopens its lighthouse after nine years",
    paragraphs=(
        "The ferry town of Marrowby reopened its lighthouse on Saturday, nine years after a storm "
        "tore away the gallery and left the lamp room open to the rain.",
        "About three hundred people climbed the narrow stairs on the first day, the harbour office "
        "said, and many of them had carried stones for the repairs themselves.",
        "Builders replaced the iron rail with oak from the old landing stage, which the council had "
        "kept in a barn since the ferries moved to the new pier.",
        "“We did not know whether the tower would stand another winter,” said Hanna Wexcombe, who "
        "leads the small group of volunteers that began the work.",
        "The lamp will burn only on feast days, because the ships that pass the headland now find "
        "their way by other means, and because the oil is dear.",
        "Not everyone is pleased with the result, however, and two neighbours have asked for the "
        "bell to stay silent before eight in the morning.",
        "The council will discuss their request next month, together with a plan to show visitors "
        "the keeper's rooms during the summer holidays.",
    ),
    headings=("Stones carried by hand", "A lamp for feast days", "What the neighbours say"),
    captions=("The tower from the old pier. (Photo: Ines Caldbeck)", "Visitors on the stairs"),
    dates=("5 January 2024", "Published: March 3, 2021 10:15 am", "Updated 10:15"),
    bylines=("By Nora Whitfield", "Written by Tomas Abernale"),
    share=("Share", "Facebook", "Twitter", "Copy link", "Print"),
    menu=("Home", "News", "Sport", "Business", "Video", "Weather", "Contact us"),
    form=("Leave a comment", "Name *", "Email *", "Website", "Post Comment"),
    related=(
        "Related stories",
        "Harvest fair moves to the upper meadow this year",
        "Bus drivers vote on new shifts for the coast road",
        "Old mill to become a school for stone carvers",
    ),
    copyright="© 2024 The Marrowby Lantern. All rights reserved.",
)

FRENCH = Pool(
    code="fr",
    title="À Valmorane, un moulin abandonné devient une école de vannerie",
    paragraphs=(
        "Le vieux moulin de Valmorane a rouvert ses portes lundi, après deux années de travaux, "
        "pour accueillir une école de vannerie où douze élèves apprennent le métier.",
        "Selon la directrice, la demande dépasse déjà les places disponibles, et une liste "
        "d'attente a été ouverte pour les candidats venus des vallées voisines.",
        "Les roseaux sont coupés à la main sur les berges, puis séchés tout l'hiver sous la grande "
        "charpente que les habitants ont remontée poutre par poutre.",
        "« Nous avons failli renoncer quand la crue a emporté la passerelle », raconte un des "
        "bénévoles, qui a passé ses dimanches à déblayer la boue.",
        "La commune a payé le tiers du chantier, le reste venant d'une souscription à laquelle "
        "plus de quatre cents familles ont répondu en quelques semaines.",
        "Certains riverains regrettent pourtant le bruit des machines, et demandent que l'atelier "
        "de tressage ferme ses fenêtres pendant les soirées d'été.",
        "Une exposition des premiers ouvrages est prévue à l'automne, dans la salle du haut, avant "
        "une vente dont le produit servira à acheter des outils.",
    ),
    headings=("Des roseaux coupés à la main", "Le prix du chantier", "Un automne d'exposition"),
    captions=("Le moulin vu de la berge. (Photo : Clarisse Montjoie)", "Un panier en osier"),
    dates=("5 janvier 2024", "Publié le 3 mars 2021 à 10h15", "Mis à jour à 18h30"),
    bylines=("Par Clarisse Montjoie", "Écrit par Anselme Verdier"),
    share=("Partager", "Facebook", "Twitter", "Copier le lien", "Imprimer"),
    menu=("Accueil", "Politique", "Économie", "Sport", "Culture", "Vidéos", "Contact"),
    form=("Laisser un commentaire", "Nom *", "E-mail *", "Site web", "Publier le commentaire"),
    related=(
        "À lire aussi",
        "La fête des battages aura lieu dans le pré d'en haut",
        "Les chauffeurs de car votent sur de nouveaux horaires",
        "Une fontaine oubliée retrouvée sous la place du marché",
    ),
    copyright="© 2024 Le Courrier de Valmorane. Tous droits réservés.",
)

POOLS = (ARABIC, ENGLISH, FRENCH)

# Controls, bidi marks, joiners, the byte order mark, halves of surrogate pairs, all line ends.
ODD_CHARACTERS = (
    *("\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85", "\xa0", "\xad"),
    *("\u0600", "\u200b", "\u200d", "\u200e", "\u200f", "\u2028"),
    *("\u2029", "\u202a", "\u202e", "\u2060", "\u2067", "\u2069", "\ud800", "\udfff", "\ufeff"),
    *("\ufffd", "\uffff", "\U000e0001", "\U0001f600", "\U0010ffff", "\r", "\n", "\t", " "),
)
LINE_ENDS = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e")

# Marks that folding drops: a line of nothing else has words, but an empty key.
MARKS = ("\u0300", "\u0640", "\u064b")
_ANY_CHARACTER = st.sampled_from((*ODD_CHARACTERS, *MARKS)) | st.characters(exclude_categories=())
_SEPARATORS = st.sampled_from((*LINE_ENDS, "\n", "\n\n", "\n\n\n", "\r\n\r\n", "\n \n"))
_INDENTS = st.sampled_from(("", "", "", " ", "    ", "\t", "\xa0", "\u200f", "\ufeff"))
_BULLETS = st.sampled_from(("", "", "", "• ", "- ", "* ", "» ", "1. "))


def any_text() -> st.SearchStrategy[str]:
    """Any text at all: every code point, also lone surrogates, and odd characters often."""
    return st.text(_ANY_CHARACTER, max_size=120) | st.lists(
        st.sampled_from((*ODD_CHARACTERS, "\r\n")) | st.text(_ANY_CHARACTER, max_size=12),
        max_size=40,
    ).map("".join)


def _all_lines(pool: Pool) -> tuple[str, ...]:
    return (
        *(pool.title, pool.copyright, *pool.paragraphs, *pool.headings, *pool.captions),
        *(*pool.dates, *pool.bylines, *pool.share, *pool.menu, *pool.form, *pool.related),
    )


_MARKS = (
    "|",
    "•",
    "[ ]",
    "12",
    "(3)",
    "1,204",
    "***",
    "…",
    "..",
    "#rain #north",
    "09:52",
    "-" * 30,
)
LINES = (*(line for pool in POOLS for line in _all_lines(pool)), *_MARKS)


@st.composite
def page_lines(draw: st.DrawFn) -> str:
    """Lines of all pools in any order, indented, with bullets, parted by any line ends."""
    lines = draw(st.lists(st.sampled_from(LINES), max_size=25))
    return "".join(draw(_INDENTS) + draw(_BULLETS) + line + draw(_SEPARATORS) for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenArticle:
    """A headline and the lines below it: paragraphs, with subheadings between them."""

    title: str
    lines: tuple[str, ...]

    @property
    def body(self) -> str:
        """The lines, parted by blank lines."""
        return "\n\n".join(self.lines)


@st.composite
def articles(draw: st.DrawFn, *, headed: bool = True) -> WrittenArticle:
    """Clean articles of at least three paragraphs; with `headed`, some have subheadings."""
    pool = draw(st.sampled_from(POOLS))
    count = draw(st.integers(3, len(pool.paragraphs)))
    lines = list(pool.paragraphs[:count])
    if headed and draw(st.booleans()):
        lines.insert(2, pool.headings[0])
        if count > 5:
            lines.insert(5, pool.headings[1])
    return WrittenArticle(title=pool.title, lines=tuple(lines))


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Small whole pages: menus, headline, date, article, related stories, form, footer."""
    pool = draw(st.sampled_from(POOLS))
    head = [*draw(st.sampled_from(((), pool.menu, pool.share))), pool.title]
    beside = [draw(st.sampled_from(group)) for group in (pool.bylines, pool.dates, pool.captions)]
    body = list(pool.paragraphs[: draw(st.integers(2, len(pool.paragraphs)))])
    if draw(st.booleans()):
        body.insert(1, draw(st.sampled_from(pool.headings)))
    tails = ((), pool.share, pool.related, pool.form, (pool.copyright,))
    tail = [line for group in draw(st.lists(st.sampled_from(tails), max_size=3)) for line in group]
    kept = [line for line in beside if draw(st.booleans())]
    gap = draw(st.sampled_from(("\n", "\n\n", "\r\n\r\n")))
    return gap.join((*head, *kept, *body, *tail))


def dumps() -> st.SearchStrategy[str]:
    """Everything above, mixed."""
    return st.one_of(any_text(), page_lines(), pages())


# What elements are called: names that data/markup.toml knows, and others.
_HTML_NAMES = (
    *("", "", "article-body", "entry content", "related-posts", "share-bar", "comments", "ad-slot"),
    *("author byline", "date published", "wp-caption-text", "cookie-notice", "x1 c-y__z", "مقال"),
)
_ROLES = ("", "", "", "navigation", "main", "complementary", "search", "none")
_BOXES = (
    *("div", "div", "section", "article", "main", "aside", "header", "footer", "nav", "form"),
    *("ul", "blockquote", "table", "tr", "td", "figure", "figcaption", "x-card", "button", "pre"),
)
_LINES = ("p", "p", "p", "li", "h1", "h2", "h3", "td", "div", "figcaption", "label", "dt", "title")
_INLINE = ("b", "i", "a", "span", "em", "time", "sup", "font", "code", "br", "wbr", "ruby", "rt")
_HIDING = ("", "", "", "", " hidden", ' style="display:none"', ' aria-hidden="true"', " data-x=1")
_BROKEN = (
    *(
        "</p>",
        "</div>",
        "</html>",
        "</body><body>",
        "<p",
        "<",
        ">",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
    ),
    *(
        "</script>",
        "<script>",
        "<style>p{}",
        "<title>",
        "<textarea>",
        "&amp;&lt;",
        "&nope;",
        "&#0;",
    ),
    *(
        '<a href="',
        "<div class='",
        '<p =">',
        "<br/><br/>",
        "<hr>",
        "<p/>",
        "<template>",
        "\x00",
        "\ufeff",
    ),
    *(
        "&shy;",
        "&nbsp;&nbsp;",
        "\u200f",
        "<plaintext>",
        "<svg><text>a</text>",
        "<?xml ?>",
        "\ud800",
    ),
)
_STORY = "\n".join((*ENGLISH.paragraphs[:3], *ARABIC.paragraphs[:2]))
_SCRIPTS = (
    "<script>var a = '<p>no</p>' < 2;</script>",
    "<style>.a::after { content: 'no' }</style>",
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rain", </script>',
    '<script type="application/ld+json">[[{"@type": 1, "articleBody": ["no"]}]]</script>',
    f'<script type="application/ld+json">{json.dumps({"@type": "Article", "articleBody": _STORY})}'
    "</script>",
    f'<meta property="og:title" content="{ENGLISH.title}"><meta charset="utf-8">',
    '<meta property="article:published_time" content="2024-01-05T10:15:00Z"><base href="/a/">',
    f"<noscript><p>{ENGLISH.paragraphs[0]}</p></noscript><iframe></iframe>",
)


@st.composite
def _html_line(draw: st.DrawFn) -> str:
    """A line with some of its words in an inline element, or nothing but a link."""
    line = draw(st.sampled_from(LINES) | st.text(_ANY_CHARACTER, max_size=8))
    text = escape(line) if draw(st.integers(0, 9)) else line
    tag = draw(st.sampled_from(("", "", "", *_INLINE)))
    if not tag:
        return text
    place = draw(st.integers(0, len(text)))
    href = f' href="/{place}"' if tag == "a" else ""
    return f"{text[:place]}<{tag}{href}{draw(st.sampled_from(_HIDING))}>{text[place:]}</{tag}>"


@st.composite
def _html_boxes(draw: st.DrawFn, children: st.SearchStrategy[str]) -> str:
    """Some children in an element, which may lack its end."""
    tag, name = draw(st.sampled_from(_BOXES)), draw(st.sampled_from(_HTML_NAMES))
    role = draw(st.sampled_from(_ROLES))
    inner = "".join(draw(st.lists(children, max_size=6)))
    end = f"</{tag}>" if draw(st.integers(0, 6)) else ""
    return f'<{tag} class="{name}" role={role}{draw(st.sampled_from(_HIDING))}>{inner}{end}'


@st.composite
def html_dumps(draw: st.DrawFn) -> str:
    """Pages of HTML, whole, in pieces, or broken: nested blocks, inline tags, names, scripts.

    Their words are of all pools. Some are deep, some are cut off, and some are no HTML any more.
    """
    line = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(_LINES), _html_line())
    leaf = st.one_of(line, line, line, _html_line(), st.sampled_from((*_BROKEN, *_SCRIPTS)))
    boxes = st.lists(st.recursive(leaf, _html_boxes, max_leaves=25), max_size=5)
    body = "".join(draw(boxes))
    pool = draw(st.sampled_from(POOLS))
    if draw(st.booleans()):
        story = "".join(f"<p>{text}</p>\n" for text in pool.paragraphs[: draw(st.integers(2, 5))])
        body = f"<article><h1>{pool.title}</h1>{story}</article>{body}"
    depth = draw(st.sampled_from((0, 0, 0, 0, 3, 40, 300)))
    body = "<div>" * depth + body
    head = draw(st.sampled_from((*_SCRIPTS, f"<title>{pool.title} | The Lantern</title>")))
    page = draw(
        st.sampled_from(
            (
                "<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>",
                "<html><body>{body}",
                "{body}",
                "<?xml version='1.0'?>\n<!doctype html>{head}{body}</html>{body}",
            )
        )
    ).format(head=head, body=body)
    return page[: draw(st.integers(0, len(page)))] if draw(st.integers(0, 4)) == 0 else page
