"""What a dump is: pages, fragments, text with tags, and text that only looks like one of them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cleantext.readers.encoding import decode
from cleantext.readers.forms import Form, form_of

FIXTURES = Path(__file__).parent / "fixtures"
ONE = "The council met on Monday to talk about the bridge, and nobody left early."
TWO = "The mayor counted the chairs twice, and there was one too many."
ARABIC = "قال المهندس أمس إن الجسر القديم سيفتح أمام السيارات قبل موعده بأسبوعين."
PAGE = f"<html>\n<head><title>Bridge</title></head>\n<body>\n<p>{ONE}</p>\n<p>{TWO}</p>\n</body>\n</html>"

PAGES = {
    "type": "<!DOCTYPE html><title>Bridge</title><p>Rain",
    "mark and space": "\ufeff\n\n  <!doctype HTML>\n<p>Rain",
    "prolog": f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML">\n{PAGE}',
    "prolog without type": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p>',
    "comments": f"<!-- saved from url=(0014)about:internet -->\n<!-- cached -->\n{PAGE}",
    "no type": PAGE,
    "capitals": f"<HTML><BODY BGCOLOR=white><P>{ONE}<P>{TWO}",
    "head only": f'<head><meta charset="utf-8"><title>Bridge</title></head><body>{ONE}',
    "cut in the head": '<html lang="ar"><head><meta charset="utf-8"><title>Bridge</title><link rel="sty',
    "cut in a script": f"<html><head><script>var a = 1;\n{'b();' * 200}",
    "warnings in text": f"Warning: mysql_connect() in /var/www/index.php on line 3\nNotice: x\n{PAGE}",
    "warnings in tags": f"<br />\n<b>Warning</b>: in <b>/www/a.php</b> on line <b>3</b><br />\n{PAGE}",
    "record of an archive": f"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{PAGE}",
    "headers": f"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n{PAGE}".replace(">\n", ">"),
    "mail": f"MIME-Version: 1.0\nContent-Type: text/html\n\n{PAGE}",
    "paragraphs": f"<p>{ONE}</p><p>{TWO}</p>",
    "paragraphs on lines": f"<p>{ONE}</p>\n<p>{TWO}</p>\n",
    "wrapped paragraphs": "<p>The council met\non Monday to talk\nabout it.</p>\n<p>Nobody left\nearly.</p>",
    "one paragraph": f"<p>{ONE}</p>",
    "box": f'<div class="story">{ONE}</div>',
    "open box": f'<div class="story">{ONE}',
    "feed": f'<img src="a.jpg"> {ONE}<br clear="all"><a href="/x">more</a>',
    "breaks": f"{ONE}<br><br>{TWO}<br />The <b>end</b>.",
    "table": f"<table><tr><td>1</td><td>{ONE}</td></tr></table>",
    "heading": f"<h1>Bridge</h1>\n<p>{ONE}</p>\n<p>{TWO}</p>",
    "Arabic": f"<p dir=rtl>{ARABIC}</p>\n<p dir=rtl>{ARABIC}</p>",
    "word processor": f"<p class=MsoNormal>{ONE}<o:p></o:p></p><p class=MsoNormal>{TWO}<o:p></o:p></p>",
}
TEXTS = {
    "nothing": "",
    "one bracket": "<",
    "cut tag": "<p",
    "plain": f"{ONE}\n{TWO}",
    "sums": "3 < 4 and 5 > 2, so <b> is a tag",
    "escaped": f"&lt;p&gt;{ONE}&lt;/p&gt;",
    "JSON": f'{{"html": "<p>{ONE}<\\/p><p>{TWO}<\\/p>", "more": "<b>x<\\/b>"}}',
    "list of JSON": f'[{{"html": "<p>{ONE}</p><p>{TWO}</p>"}}]',
    "about tags": f"Tables\n\nUse <table>, then <tr>, <td> for a cell.\nEach <tr> has a </tr>.\n{ONE}",
    "begins with a tag it is about": f"<html> is the root.\n<head> holds the title.\n{ONE}\n{TWO}\n{ONE}",
    "quotes a page": f"A page:\n\n```\n<!DOCTYPE html>\n{PAGE}\n```\n" + f"{ONE}\n\n" * 9,
    "corpus": f"<DOC>\n<DOCNO>AB-1</DOCNO>\n<TITLE>Bridge</TITLE>\n<TEXT>\n{ONE}\n{TWO}\n</TEXT>\n</DOC>",
    "corpus with paragraphs": f"<DOC id='X'>\n<TEXT>\n<P>\n{ONE}\n</P>\n<P>\n{TWO}\n</P>\n</TEXT>\n</DOC>",
    "generics": "List<String> names = new ArrayList<String>();\nMap<a, b> x;\nvector<i> v;\n",
    "components": 'return (\n<div className="a">\n<p>{x}</p>\n<button onClick={y}>z</button>\n</div>\n)',
    "feed of another language": "<rss><channel><item><title>x</title><guid>y</guid></item></channel></rss>",
    "stray ends": f"{ONE} </center>\n{TWO}\n</p>\n{ONE}",
    "a few tags": f"A <b>word</b> in bold\n{f'{ONE}{chr(10)}' * 12}",
    "a template at the end": f"{ONE}\n{TWO}\n" * 9 + '<div class="x">\n<div>\n</div>\n</div>\n' * 4,
    "quotation marks": "<<الخبر>> قال <الوزير> أمس",
}
MIXED = {
    "bold": f"He said <b>no</b>.\n\nThen <i>yes</i>.\n\n{ONE}",
    "raw post": f"{ONE} <b>Not</b> <a href='/x'>so</a>.\n\n{TWO}\n\n<blockquote>x</blockquote>\n\n"
    f"{ONE} <em>no</em>\n\n{TWO}<br />\n",
}
CASES = [
    *[(Form.HTML, name, dump) for name, dump in PAGES.items()],
    *[(Form.TEXT, name, dump) for name, dump in TEXTS.items()],
    *[(Form.MIXED, name, dump) for name, dump in MIXED.items()],
]


@pytest.mark.parametrize(("form", "name", "dump"), CASES, ids=[case[1] for case in CASES])
def test_the_form_of_a_dump(form: Form, name: str, dump: str) -> None:
    assert form_of(dump) is form, name


def test_the_fixtures_are_what_their_names_say() -> None:
    files = sorted(FIXTURES.glob("*/input.*"))
    assert len(files) > 100
    for file in files:
        form = form_of(decode(file.read_bytes()).text)
        if file.suffix == ".html":
            assert form is Form.HTML, file
        elif "-html-" not in file.parent.name:
            assert form is Form.TEXT, file


HOSTILE = "<|<p |<!--|<script>|<p>|</p>\n|<?x|<html |\n|<!-- -->|\n<html>|<a>x".split("|")


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_a_megabyte_of_anything_is_told_quickly(piece: str) -> None:
    dump = piece * (1_000_000 // len(piece)) + "<b>"
    start = time.process_time()
    form_of(dump)
    assert time.process_time() - start < 5
