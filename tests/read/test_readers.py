"""Each format gives its text and what its page says of itself; a broken one is a refusal."""

import hashlib
import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseweave.clean import clean
from caseweave.model import CaseweaveError, RawReport, Refusal, Report
from caseweave.read import FoundFile, Reader, discover, read_file, readers
from caseweave.read import _registry as registry

TOLD = "The guards let nine people go on Sunday, and the town was quiet again by noon."


def read(path: Path, max_bytes: int = 100_000) -> list[RawReport | Refusal]:
    (found,) = discover([path], max_bytes=max_bytes)
    return list(read_file(found)) if isinstance(found, FoundFile) else [found]


def one(path: Path) -> RawReport:
    (report,) = read(path)
    assert isinstance(report, RawReport), report
    return report


def fault(path: Path) -> str:
    (refusal,) = read(path)
    assert isinstance(refusal, Refusal)
    assert refusal.mend
    return refusal.fault


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        "Größe – naïve “quotes”".encode(),
        "Größe – naïve “quotes”".encode("utf-8-sig"),
        "Größe – naïve “quotes”".encode("utf-16"),
        "Größe – naïve “quotes”".encode("utf-16-le"),
        "Größe – naïve “quotes”".encode("utf-16-be"),
        "Größe – naïve “quotes”".encode("cp1252"),
    ],
)
def test_plain_text_in_the_encodings_of_the_web(tmp_path: Path, data: bytes) -> None:
    report = one(put(tmp_path, "a.txt", data))
    assert report.blocks[0].text == "Größe – naïve “quotes”"
    assert report.data == data
    assert report.id == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_cyrillic_without_a_declaration(tmp_path: Path) -> None:
    told = "Жители деревни рассказали, что солдаты увели девять молодых людей на рассвете. " * 4
    assert one(put(tmp_path, "a.txt", told.encode("cp1251"))).blocks[0].text == told


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert fault(put(tmp_path, "a.txt", bytes(range(256)) * 8)) == "encoding"


HTML = f"""<html lang="en-GB"><head><title>Nine let go - Inland Times</title>
<meta property="og:site_name" content="Inland Times"><meta name="author" content="Mara Quist">
<meta property="article:published_time" content="2018-02-03T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Nine let go</h1>
<p>{TOLD}</p><blockquote><p>We waited for three days, one of them said of it later.</p></blockquote>
<p>Nobody <b>knows</b> why they had been held there, a lawyer told the court on Monday.</p>
</article><footer>Share this</footer></body></html>"""


def test_html_gives_the_main_text_and_its_metadata(tmp_path: Path) -> None:
    report = one(put(tmp_path, "a.html", HTML.encode()))
    texts = {b.text: b.kind for b in report.blocks}
    assert texts[TOLD] == "paragraph"
    assert "quotation" in texts.values()
    assert not any("Share this" in t or "World" in t for t in texts)
    page = report.page
    assert (page.title, page.outlet, page.author) == ("Nine let go", "Inland Times", "Mara Quist")
    assert (page.published, page.language) == ("2018-02-03T10:00:00Z", "en-GB")


def test_html_linked_data(tmp_path: Path) -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "Nine go free",
        "datePublished": "2018-02-03",
        "author": [{"name": "A. Ott"}, {"name": "B. Lund"}],
        "publisher": {"name": "Valen Post"},
    }
    script = f'<script type="application/ld+json">{json.dumps({"@graph": [article]})}</script>'
    page = one(put(tmp_path, "a.html", HTML.replace("<head>", "<head>" + script).encode())).page
    assert (page.title, page.author) == ("Nine go free", "A. Ott, B. Lund")
    assert (page.outlet, page.published) == ("Valen Post", "2018-02-03")


def test_html_without_a_stated_date_has_none(tmp_path: Path) -> None:
    bare = HTML.replace('<meta property="article:published_time"', "<meta name='x'")
    assert one(put(tmp_path, "a.html", bare.encode())).page.published is None


@pytest.mark.parametrize("cut", [40, 400, 700, 900])
def test_broken_html_gives_what_it_has(tmp_path: Path, cut: int) -> None:
    broken = HTML[:cut] + "<p><div></b><<table><p " + TOLD
    assert all(isinstance(r, RawReport) for r in read(put(tmp_path, "a.html", broken.encode())))


def test_html_under_a_text_name_is_read_as_html(tmp_path: Path) -> None:
    assert one(put(tmp_path, "a.txt", HTML.encode())).media_type == "text/html"


def test_deep_nesting_stops_nothing(tmp_path: Path) -> None:
    assert len(read(put(tmp_path, "a.html", b"<div>" * 15_000))) == 1


def test_markdown(tmp_path: Path) -> None:
    text = (
        f"---\ntitle: Nine go free\ndate: 2018-02-03\n---\n# Nine go free\n\n{TOLD}\nAnd\nmore.\n"
    )
    text += "\n> A *quoted* [line](http://x.y).\n\n- first\n- second\n"
    report = one(put(tmp_path, "a.md", text.encode()))
    assert [(b.kind, b.text) for b in report.blocks] == [
        ("title", "Nine go free"),
        ("paragraph", f"{TOLD} And more."),
        ("quotation", "A quoted line."),
        ("list_item", "first"),
        ("list_item", "second"),
    ]
    assert (report.page.title, report.page.published) == ("Nine go free", "2018-02-03")


def test_json_lines_read_on_after_a_bad_line(tmp_path: Path) -> None:
    good = json.dumps({"id": 7, "text": TOLD, "date": "2018-02-03", "author": ["A", "B"]})
    lines = [good, "{broken", "[1]", '{"title": "x"}', "", json.dumps({"html": HTML, "id": " "})]
    path = put(tmp_path, "a.jsonl", "\r\n".join(lines).encode() + b"\n\xff\xfe\n")
    found = read(path)
    assert [(r.source, getattr(r, "fault", "")) for r in found] == [
        ("a.jsonl#7", ""),
        ("a.jsonl#2", "unreadable"),
        ("a.jsonl#3", "unreadable"),
        ("a.jsonl#4", "no_text"),
        ("a.jsonl#6", ""),
        ("a.jsonl#7", "encoding"),
    ]
    first, last = found[0], found[4]
    assert isinstance(first, RawReport)
    assert isinstance(last, RawReport)
    assert first.data == good.encode()
    assert (first.given.published, first.given.author) == ("2018-02-03", "A, B")
    assert (last.page.outlet, last.given.outlet) == ("Inland Times", None)


def test_a_long_line_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    lines = json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": TOLD}) + "\n"
    found = read(put(tmp_path, "a.jsonl", lines.encode()), max_bytes=1000)
    assert [(r.source, getattr(r, "fault", "")) for r in found] == [
        ("a.jsonl#1", "too_large"),
        ("a.jsonl#2", ""),
    ]


def pdf(lines: list[str], pages: int = 1) -> bytes:
    """A small PDF, written by hand: each page shows the lines from the top."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    content = f"BT /F1 11 Tf 60 760 Td {shown} ET".encode("latin-1")
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + pages} 0 R "
    objects += [f"{page}/Resources << /Font << /F1 3 0 R >> >> >>".encode()] * pages
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    body = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return body + head + table + trailer + b"startxref\n%d\n%%%%EOF" % len(body)


def test_pdf_with_a_text_layer(tmp_path: Path) -> None:
    report = one(put(tmp_path, "a.pdf", pdf([TOLD, "Nobody knows why."])))
    assert report.blocks[0].text.split("\n") == [TOLD, "Nobody knows why."]


def test_running_heads_of_a_pdf_are_furniture(tmp_path: Path) -> None:
    lines = ["Inland Times Yearbook", "One of three", TOLD, "More words here", "End", "Foot"]
    blocks = one(put(tmp_path, "a.pdf", pdf(lines, pages=4))).blocks
    assert ("furniture", "Inland Times Yearbook") in [(b.kind, b.text) for b in blocks]
    assert "Yearbook" not in blocks[0].text


def test_a_scanned_or_broken_pdf_is_refused(tmp_path: Path) -> None:
    assert fault(put(tmp_path, "scan.pdf", pdf([]))) == "no_text"
    assert fault(put(tmp_path, "cut.pdf", b"%PDF-1.4\n%broken")) == "unreadable"


def test_a_plug_in_reader_takes_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("shout", "tests.none:READER", registry.ENTRY_POINT_GROUP)
    plain = next(r for r in readers() if r.media_type == "text/plain")
    shout = Reader(media_type="text/x-shout", extensions=(".shout",), read=plain.read)
    monkeypatch.setattr(registry, "entry_points", lambda **_: [point])
    monkeypatch.setattr(EntryPoint, "load", lambda _: shout)
    readers.cache_clear()
    try:
        assert readers()[0] is shout
        monkeypatch.setattr(EntryPoint, "load", lambda _: "no reader")
        readers.cache_clear()
        with pytest.raises(CaseweaveError, match="shout"):
            readers()
    finally:
        monkeypatch.undo()
        readers.cache_clear()


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(min_size=1, max_size=300),
    st.sampled_from(
        [
            *("", ".x", ".txt", ".html", ".pdf", ".md", ".jsonl", ".json", ".csv", ".tsv"),
            *(".rss", ".atom", ".xml", ".warc", ".warc.gz"),
        ]
    ),
    st.sampled_from(
        [
            *(b"", b"<html><body>", b"%PDF-1.4\n", b'{"text":"', b"\xff\xfe", b"title,text\n"),
            *(b"<rss><item>", b"WARC/1.0\r\nWARC-Type: response\r\n", b"\x1f\x8b\x08"),
        ]
    ),
)
def test_no_bytes_raise(tmp_path: Path, data: bytes, extension: str, head: bytes) -> None:
    for result in read(put(tmp_path, "any" + extension, head + data)):
        assert result.source.startswith("any")


def test_wrapped_lines_of_a_pdf_are_paragraphs_again(tmp_path: Path) -> None:
    lines = [
        "Nine people were let go by the guards of the northern gate on Sunday, and",
        "the town was quiet again by noon, when the market opened and the first of",
        "the boats came in from the islands.",
        "Nobody knows why they had been held, a lawyer told the court on Monday, or",
        "who had given the order to hold them for so long.",
    ]
    cleaned = clean(one(put(tmp_path, "a.pdf", pdf(lines))))
    assert isinstance(cleaned, Report)
    assert [p.kind for p in cleaned.passages] == ["paragraph"] * 2


@pytest.mark.parametrize("name", ["a.html", "a.jsonl", "a.csv"])
def test_a_page_of_a_hundred_thousand_elements_is_no_report(tmp_path: Path, name: str) -> None:
    page = "<html><body>" + "<p>" * 100_000
    given = {
        "a.html": page,
        "a.jsonl": json.dumps({"html": page}),
        "a.csv": f"title,html\na,{page}\n",
    }
    [refused] = read(put(tmp_path, name, given[name].encode()), 1_000_000)
    assert isinstance(refused, Refusal)
    assert (refused.fault, "elements" in refused.reason) == ("too_large", True)
