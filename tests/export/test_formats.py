"""The formats: hostile values do no harm, marks stand on every page, the schema holds."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import msgspec
import pypdfium2
import pytest
from markdown_it import MarkdownIt

from caseweave.export import FORMATS, Records, Shared, redact
from caseweave.export.formats.drawable import drawable
from caseweave.export.formats.page import line
from caseweave.export.formats.spreadsheet import HEAD, cell
from caseweave.export.formats.structure import schema

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "a | b | c\n| d |",
    "# heading\n- item",
    "https://evil.example www.evil.example a@evil.example",
    "</style><script>1</script>",
    "<para><b>&amp;<font size=99>",
    "Đặng Thị Ánh · Ελένη · Алексей · محمد · 한국 · 中文 · 😀",
]


def hostile(records: Records) -> Shared:
    """An export whose every text is a hostile one."""
    shared = redact(records, "red").shared
    case = shared.cases[0]
    text = " / ".join(HOSTILE)
    replace = msgspec.structs.replace
    accounts = tuple(
        replace(a, said=h, speaker=h, quote=h, label=h)
        for a, h in zip(case.accounts * 3, HOSTILE, strict=False)
    )
    findings = tuple(
        replace(f, said=h, because=h) for f, h in zip(case.findings, HOSTILE, strict=False)
    )
    origins = tuple(replace(o, name=text) for o in case.origins)
    made = replace(
        case, title=text, place=text, accounts=accounts, findings=findings, origins=origins
    )
    source = replace(shared.sources[0], title=text, url="javascript:alert(1)", author=text)
    return replace(shared, cases=(made,), sources=(source,), notes=tuple(HOSTILE))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_hostile_values_make_no_element_of_a_page(records: Records) -> None:
    tags = _Tags()
    tags.feed(FORMATS["html"].write(hostile(records)).decode("utf-8"))
    names = {name for name, _ in tags.seen}
    assert not names & {"script", "img", "svg", "para", "font", "iframe", "object"}
    assert not [a for _, attrs in tags.seen for a in attrs if a.startswith("on")]
    links = [attrs["href"] for name, attrs in tags.seen if name == "a"]
    assert all(str(href).startswith("#") for href in links)


def test_hostile_values_make_no_link_image_or_html_of_markdown(records: Records) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    tokens = parser.parse(FORMATS["markdown"].write(hostile(records)).decode("utf-8"))
    inline = [t for token in tokens for t in (token.children or [])]
    kinds = {t.type for t in (*tokens, *inline)}
    assert not kinds & {"link_open", "image", "html_inline", "html_block"}
    rows = [t for t in tokens if t.type == "tr_open"]
    assert rows, "tables stay tables"


def test_no_cell_of_a_spreadsheet_begins_a_formula(records: Records) -> None:
    data = FORMATS["csv"].write(hostile(records)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))
    assert {len(row) for row in rows} == {len(HEAD)}
    texts = [c for row in rows for c in row if c]
    assert not [c for c in texts if c[0] in "=+@\t\r\n|%" or (c[0] == "-" and not _number(c))]


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("value", "written"), [(-3.5, "-3.5"), ("-3 men", "'-3 men"), (None, "")])
def test_a_number_stays_a_number_and_a_text_is_no_formula(value: object, written: str) -> None:
    assert cell(value) == written


def test_a_line_of_markdown_reads_as_it_was_meant() -> None:
    rendered = MarkdownIt().render(line("3. (a) *b* _c_ <d> [e](f) #g | h"))
    assert rendered == "<p>3. (a) *b* _c_ &lt;d&gt; [e](f) #g | h</p>\n"


def test_a_pdf_bears_its_mark_and_number_on_every_page(records: Records) -> None:
    document = pypdfium2.PdfDocument(FORMATS["pdf"].write(redact(records, "amber+strict").shared))
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_bounded()
        assert text.count("TLP:AMBER+STRICT") >= 2
        assert f"page {number} of {len(document)}" in text
    about = document.get_metadata_dict()
    assert about["Author"] == ""
    assert about["Producer"] == "caseweave"
    assert about["CreationDate"].startswith("D:2000")


def test_a_pdf_of_hostile_values_and_many_scripts_is_a_pdf(records: Records) -> None:
    document = pypdfium2.PdfDocument(FORMATS["pdf"].write(hostile(records)))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "<script>" in text
    assert "Đặng Thị Ánh" in text
    assert "Ελένη" in text
    assert "Алексей" in text


def test_json_fits_its_schema(records: Records) -> None:
    for level in ("clear", "red"):
        data = FORMATS["json"].write(redact(records, level).shared)
        jsonschema.validate(json.loads(data), schema())


def test_a_page_asks_for_nothing_from_elsewhere(records: Records) -> None:
    page = FORMATS["html"].write(redact(records, "clear").shared).decode("utf-8")
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src 'none'" in page


def test_the_published_schema_is_the_one_of_the_records() -> None:
    published = Path(__file__).parents[2] / "docs" / "schema" / "export.schema.json"
    assert json.loads(published.read_text("utf-8")) == json.loads(json.dumps(schema()))


def _pdf_text(data: bytes) -> str:
    pages = list(pypdfium2.PdfDocument(data))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_what_the_pdf_cannot_draw_is_said_and_never_a_box(records: Records) -> None:
    text = _pdf_text(FORMATS["pdf"].write(hostile(records)))
    assert "\ufffd" not in text
    flat = " ".join(text.split())
    assert "This page cannot draw some signs of the export (CJK, Hangul" in flat
    assert "[2 signs not drawn]" in flat
    assert "stand here letter by letter from left to right" in flat
    plain = _pdf_text(FORMATS["pdf"].write(redact(records, "red").shared))
    assert "not drawn" not in plain
    assert "letter by letter" not in plain


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ("Niš", "Niš"),
        ("ab 中文 中 cd", "ab [3 signs not drawn] cd"),
        ("中", "[1 sign not drawn]"),
        ("a\u200db", "ab"),
        ("a\n\n b", "a b"),
    ],
)
def test_runs_of_signs_without_a_glyph_are_counted(given: str, drawn: str) -> None:
    assert drawable(given, set(map(ord, "Niš abcd"))) == drawn
