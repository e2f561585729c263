"""A table's rows are reports; a bad row is one refusal and costs no other."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseweave.clean import clean
from caseweave.model import Refusal, Report

from .given_files import TOLD, faults, put, read, reports, words

HEADING = ["Headline", "Body", "URL", "Source", "Byline", "Date"]
ROW = ["Nine let go", TOLD, "https://v.example/1", "Valen Post", "Mara Quist", "2018-02-03"]


def table(rows: list[list[str]], mark: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=mark).writerows(rows)
    return written.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_columns_are_known_by_their_headings(tmp_path: Path, mark: str) -> None:
    second = ["Ten", f"{TOLD}\n\nNobody, said “one”; or \t two|three.", "", "", "", ""]
    path = put(tmp_path, "a.csv", table([HEADING, ROW, second], mark).encode())
    first, last = reports(path)
    assert (first.source, last.source) == ("a.csv#2", "a.csv#3")
    said = first.given
    assert (said.title, said.url, said.outlet) == ("Nine let go", "https://v.example/1", ROW[3])
    assert (said.author, said.published) == ("Mara Quist", "2018-02-03")
    assert words(last) == second[1]
    report = clean(first)
    assert isinstance(report, Report)
    assert report.published is not None
    assert (report.outlet, report.published.value) == ("Valen Post", "2018-02-03")


def test_the_bytes_of_a_row_are_a_table_of_its_own(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", table([HEADING, ["x", "y z", "", "", "", ""], ROW]).encode())
    report = reports(path)[1]
    (again,) = reports(put(tmp_path, "b.csv", report.data))
    assert (again.id, again.given, again.blocks) == (report.id, report.given, report.blocks)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1251", "gb18030"]
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    told = {
        "cp1251": "Жители деревни рассказали, что солдаты увели девять молодых людей на рассвете.",
        "gb18030": "村民说，士兵在黎明时分带走了九名年轻人，没有人知道他们去了哪里。",
    }.get(encoding, "Größe – naïve “quotes” in the café by the river.")
    text = table([["title", "text"], *[["x", told]] * 5])
    found = reports(put(tmp_path, "a.csv", text.encode(encoding)))
    assert [words(r) for r in found] == [told] * 5


def test_a_cell_of_html_is_read_as_html(tmp_path: Path) -> None:
    cell = "<p>Nine <b>people</b> &amp; more.</p>\n<script>x()</script><p>Two<br>three.</p>"
    path = put(tmp_path, "a.csv", table([["title", "content"], ["x", cell]]).encode())
    assert words(reports(path)[0]).split("\n") == ["Nine people & more.", "Two", "three."]


def test_old_line_ends_and_a_spreadsheets_first_line(tmp_path: Path) -> None:
    assert len(reports(put(tmp_path, "a.csv", b"title,text\rx,Nine go.\ry,Ten go.\r"))) == 2
    path = put(tmp_path, "b.csv", b"sep=;\r\ntitle;text\r\nx;Nine go.\r\n")
    assert [r.source for r in reports(path)] == ["b.csv#3"]


def test_a_bad_row_is_named_and_its_neighbours_are_read(tmp_path: Path) -> None:
    lines = [
        b"title,text",
        b"a,Nine go.",
        b"b,Ten, eleven, twelve go.",
        b'c,"He said "go" to them."',
        b"d,",
        b"",
        b"e," + b"x" * 5000,
        b"f,\x00\x01\x02\x00\x00",
        b"g,Ten go.",
    ]
    path = put(tmp_path, "a.csv", b"\n".join(lines))
    assert [r.source for r in reports(path, 1000)] == ["a.csv#2", "a.csv#9"]
    assert faults(path, 1000) == {
        "a.csv#3": "unreadable",
        "a.csv#4": "unreadable",
        "a.csv#5": "no_text",
        "a.csv#7": "too_large",
        "a.csv#8": "encoding",
    }


def test_a_quote_that_is_never_closed_takes_no_other_row(tmp_path: Path) -> None:
    lines = ["text,title", 'Nine go.,"a', "Ten go.,b", 'Eleven go.,"c"', "Twelve go.,d", '"lost']
    path = put(tmp_path, "a.csv", "\n".join(lines).encode())
    assert [words(r) for r in reports(path)] == ["Ten go.", "Eleven go.", "Twelve go."]
    assert faults(path) == {"a.csv#2": "unreadable", "a.csv#6": "unreadable"}


def test_what_a_stray_quote_tears_apart_is_one_refusal(tmp_path: Path) -> None:
    torn = '"The first part.\nA second, third and fourth part.\nThe "last" part.",a'
    path = put(tmp_path, "a.csv", f"text,title\n{torn}\nNine go.,b\n".encode())
    assert [words(r) for r in reports(path)] == ["Nine go."]
    assert len(faults(path)) == 1


def test_a_table_without_a_heading_for_text_is_refused_whole(tmp_path: Path) -> None:
    assert faults(put(tmp_path, "a.csv", b"who,what\nx,y\n")) == {"a.csv": "no_text"}
    assert faults(put(tmp_path, "b.csv", b"\n\n\n")) == {"b.csv": "no_text"}


def test_many_stray_quotes_are_read_in_time(tmp_path: Path) -> None:
    hostile = 'title,text\n"a\n' + 'x","y\n' * 20_000
    assert read(put(tmp_path, "a.csv", hostile.encode()), 1_000_000)


@pytest.mark.timeout(20)
def test_rows_of_nothing_but_marks_are_passed_over_in_time(tmp_path: Path) -> None:
    blank = b",\n ,\r\n\n" * 200_000
    path = put(tmp_path, "a.csv", b"title,text\n" + blank + b"a,Nine go.\n" + blank)
    (found,) = reports(path, 10_000_000)
    assert (words(found), found.source) == ("Nine go.", "a.csv#600002")


def test_a_row_longer_than_a_book_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    lines = [b"title,text", b"a,Nine go.", b"b," + b"," * 2_000_000, b"c,Ten go."]
    path = put(tmp_path, "a.csv", b"\n".join(lines))
    assert [words(r) for r in reports(path, 10_000_000)] == ["Nine go.", "Ten go."]
    assert faults(path, 10_000_000) == {"a.csv#3": "too_large"}


def test_after_a_thousand_broken_rows_in_a_row_the_rest_is_not_tried(tmp_path: Path) -> None:
    broken = b"title,text\na,Nine go.\n" + b"a,b,c\n" * 3_000
    found = read(put(tmp_path, "a.csv", broken))
    assert len(found) == 1 + 1_000 + 1
    last = found[-1]
    assert isinstance(last, Refusal)
    assert (last.source, last.fault) == ("a.csv", "unreadable")
    assert "the rest was not tried" in last.reason
    # Rows without a text are sound, however many they are.
    empty = b"title,text\n" + b"a,\n" * 3_000 + b"a,Ten go.\n"
    assert [words(r) for r in reports(put(tmp_path, "b.csv", empty))] == ["Ten go."]


CELLS = st.text('ab ,;"\n|é', max_size=30).map(lambda cell: f"Said {cell} so")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CELLS, min_size=1, max_size=5), st.data())
def test_what_is_written_is_read_and_any_cut_costs_one_row(
    tmp_path: Path, cells: list[str], data: st.DataObject
) -> None:
    rows = [["title", "text"], *[["a", cell] for cell in cells]]
    whole = table(rows).encode()
    full = reports(put(tmp_path, "a.csv", whole))
    assert [words(r) for r in full] == cells
    cut = data.draw(st.integers(1, len(whole) - 1))
    ends = [len(table(rows[: n + 1]).encode()) for n in range(1, len(rows))]
    whole_rows = [r.id for r, end in zip(full, ends, strict=True) if end <= cut]
    kept = [r.id for r in reports(put(tmp_path, "b.csv", whole[:cut]))]
    assert kept[: len(whole_rows)] == whole_rows
    # What is left of the row that was cut may look like rows of its own, one a line.
    after = max((end for end in ends if end <= cut), default=0)
    assert len(kept) <= len(whole_rows) + 1 + whole[after:cut].count(b"\n")
