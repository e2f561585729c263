"""A saved archive's pages are reports; a broken record is one refusal and costs no other."""

import gzip
import io
import re
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from caseweave.model import RawReport, Refusal

from .given_files import TOLD, faults, put, read, reports, words

FETCHED = "2021-03-04T09:10:11Z"
HTML = "text/html; charset=utf-8"


class Writer(WARCWriter):  # type: ignore[misc]
    """warcio's writer without a temporary file, which it leaves open."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


def page(told: str = TOLD) -> bytes:
    return (
        f"<html><body><article><h1>Nine let go</h1><p>{told}</p></article></body></html>".encode()
    )


def archive(
    bodies: list[tuple[str, bytes]],
    kind: str = "response",
    status: str = "200 OK",
    *,
    packed: bool = False,
    extra: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """The file that warcio writes: a record for each media type and body, numbered from 1."""
    out = io.BytesIO()
    writer = Writer(out, gzip=packed)
    for number, (media, body) in enumerate(bodies, 1):
        heads = [("Content-Type", media), *extra]
        record = writer.create_warc_record(
            f"https://v.example/{number}",
            kind,
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, heads, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": FETCHED},
        )
        writer.write_record(record)
    return out.getvalue()


def pages(count: int, *, packed: bool = False) -> bytes:
    told = [(HTML, page(f"{TOLD} It was the {n}th time.")) for n in range(count)]
    return archive(told, packed=packed)


def relength(data: bytes, record: int, length: int) -> bytes:
    """The archive with the length of one record (from 0) falsified."""
    at = [m.start() for m in re.finditer(rb"WARC/1", data)][record]
    return data[:at] + re.sub(
        rb"(\r\nContent-Length: )\d+", rb"\g<1>%d" % length, data[at:], count=1
    )


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_with_their_address_and_when_they_were_fetched(tmp_path: Path, name: str) -> None:
    first, second = reports(put(tmp_path, name, pages(2, packed=name.endswith("gz"))))
    assert (first.source, second.source) == (f"{name}#1@{FETCHED}", f"{name}#2@{FETCHED}")
    assert (first.given.url, first.given.published) == ("https://v.example/1", None)
    assert TOLD in words(first)
    assert first.data.startswith(b"WARC/1.0\r\n")


def test_packed_or_not_a_page_is_the_same_report(tmp_path: Path) -> None:
    plain = pages(2)
    packed = gzip.compress(plain)
    parts = b"".join(gzip.compress(b"WARC/1" + part) for part in plain.split(b"WARC/1")[1:])
    ids = [
        [r.id for r in reports(put(tmp_path, f"{n}.warc.gz", data))]
        for n, data in enumerate((plain, packed, parts))
    ]
    assert ids[0] == ids[1] == ids[2]


def test_what_holds_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    data = pages(1) + archive([("image/png", b"\x89PNG")]) + archive([(HTML, b"")], "request")
    data += archive([(HTML, page())], status="404 Not Found")
    found = read(put(tmp_path, "a.warc", data))
    assert isinstance(found[0], RawReport)
    assert isinstance(found[-1], Refusal)
    assert len(found) == 2
    assert found[-1].fault == "not_a_document"
    told = "3 of its 4 records hold no page (1 error or redirection, 1 image, 1 request)"
    assert found[-1].reason == told


def test_bodies_as_servers_send_them(tmp_path: Path) -> None:
    chunks = b"5\r\n<html\r\n" + b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()) - 5, page()[5:])
    sent = {
        "chunked": ((("Transfer-Encoding", "Chunked"),), chunks),
        "gzip": ((("Content-Encoding", "gzip"),), gzip.compress(page())),
        "deflate": ((("Content-Encoding", "deflate"),), zlib.compress(page())),
        "told_wrong": ((("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")), page()),
    }
    for name, (heads, body) in sent.items():
        path = put(tmp_path, f"{name}.warc", archive([(HTML, body)], extra=heads))
        assert TOLD in words(reports(path)[0]), name
    unknown = archive([(HTML, b"\x8b\x00\x80abc")], extra=(("Content-Encoding", "br"),))
    assert faults(put(tmp_path, "b.warc", unknown)) == {f"b.warc#1@{FETCHED}": "unreadable"}


def test_a_charset_said_wrong(tmp_path: Path) -> None:
    told = "Жители деревни рассказали, что солдаты увели девять молодых людей на рассвете. "
    markup = page(told * 4).decode()
    declared = {"windows-1251": "cp1251", "utf-8": "cp1251", "latin-1": "utf-8", "base64": "utf-8"}
    for said, written in declared.items():
        data = archive([(f"text/html; charset={said}", markup.encode(written))])
        assert told.strip() in words(reports(put(tmp_path, "a.warc", data))[0]), (said, written)


@pytest.mark.parametrize("length", [0, 7, 10**4, 10**9, 10**14])
def test_a_false_length_costs_its_own_record_alone(tmp_path: Path, length: int) -> None:
    path = put(tmp_path, "a.warc", relength(pages(3), 1, length))
    kept = {r.given.url for r in reports(path)}
    assert {"https://v.example/1", "https://v.example/3"} <= kept
    assert len(faults(path)) == 1


def test_a_length_that_takes_in_the_next_record_whole(tmp_path: Path) -> None:
    """The digest tells: the second record is not a part of the first."""
    data = pages(3)
    starts = [m.start() for m in re.finditer(rb"WARC/1", data)]
    body = data.index(b"\r\n\r\n") + 4
    path = put(tmp_path, "a.warc", relength(data, 0, starts[2] - 4 - body))
    assert [r.given.url for r in reports(path)] == ["https://v.example/2", "https://v.example/3"]
    assert faults(path) == {"a.warc#1": "unreadable"}


def test_a_page_that_shows_a_record_cannot_pass_it_off_as_another_page(tmp_path: Path) -> None:
    forged = archive([(HTML, page("It was never so, said nobody."))]).replace(b"v.ex", b"w.ex")
    path = put(tmp_path, "a.warc", archive([(HTML, page() + b"<pre>\r\n\r\n" + forged)]))
    assert [r.given.url for r in reports(path)] == ["https://v.example/1"]


def test_a_packed_record_that_is_damaged_costs_itself_alone(tmp_path: Path) -> None:
    first, second, third = (
        pages(n + 1, packed=False).split(b"WARC/1")[n + 1].join([b"WARC/1", b""]) for n in range(3)
    )
    parts = [gzip.compress(part, mtime=0) for part in (first, second, third)]
    middle = parts[1]
    broken = [
        middle[: len(middle) // 2],
        middle[:200] + b"\x00" * 9 + middle[209:],
        middle[:-8] + b"\x00" * 8,
        b"no gzip at all",
    ]
    for number, bad in enumerate(broken):
        path = put(tmp_path, f"{number}.warc.gz", parts[0] + bad + parts[2])
        assert [r.given.url for r in reports(path)] == [
            "https://v.example/1",
            "https://v.example/3",
        ]
        assert list(faults(path).values()) == ["unreadable"], number


def test_bombs_unfold_no_further_than_the_limit(tmp_path: Path) -> None:
    big = archive([(HTML, page("a " * 10_000_000))])
    around = gzip.compress(pages(1))
    path = put(tmp_path, "a.warc.gz", around + gzip.compress(big) + around)
    assert len(reports(path)) == 2
    assert len(faults(path)) == 1
    inner = archive(
        [(HTML, gzip.compress(page("a " * 10_000_000)))], extra=(("Content-Encoding", "gzip"),)
    )
    assert faults(put(tmp_path, "b.warc", inner)) == {f"b.warc#1@{FETCHED}": "too_large"}
    plain = put(tmp_path, "c.warc", pages(1) + big + pages(1))
    assert len(reports(plain)) == 2
    assert set(faults(plain).values()) == {"too_large"}


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    assert faults(put(tmp_path, "a.warc", b"Some words.\x00")) == {"a.warc#1": "unreadable"}
    assert faults(put(tmp_path, "b.warc.gz", b"\x1f\x8b")) == {"b.warc.gz#1": "unreadable"}
    assert faults(put(tmp_path, "c.warc.gz", gzip.compress(b"x"))) == {"c.warc.gz#1": "unreadable"}


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.warc", b"WARC/1.0\r\nWARC-Type: x\r\n" * 200_000),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: x\r\nContent-Length: 9999999\r\n\r\n" * 60_000),
        ("a.warc", b"\r\n" * 2_000_000),
        ("a.warc.gz", gzip.compress(b"x") + b"\x1f\x8b\x08" * 1_000_000),
    ],
    ids=["heads", "lengths", "blank", "packed"],
)
def test_false_beginnings_are_given_up_in_time(tmp_path: Path, name: str, made: bytes) -> None:
    begun = time.process_time()
    found = read(put(tmp_path, name, made))
    assert 1 <= len(found) <= 1_001
    assert time.process_time() - begun < 5


MADE = [("text/plain", TOLD.encode()), ("image/png", b"\x89PNG"), (HTML, b"<p>Ten go free.</p>")]
SAMPLE, PACKED = archive(MADE), archive(MADE, packed=True)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.booleans(), st.floats(0, 1), st.integers(0, 400), st.binary(max_size=12))
def test_any_cut_or_damage_is_named_and_nothing_raises(
    tmp_path: Path, packed: bool, share: float, length: int, put_in: bytes
) -> None:
    """A record stands as it did where it, and the mark of the next that ends it, are unharmed."""
    sample = PACKED if packed else SAMPLE
    at = 1 + int(share * (len(sample) - 2))
    whole = read(put(tmp_path, "a.warc.gz", sample))
    for damaged in (sample[:at], sample[:at] + put_in + sample[at + length :]):
        found = read(put(tmp_path, "a.warc.gz", damaged))
        assert not any("broken as application/warc" in getattr(r, "reason", "") for r in found)
        first = whole[0]
        assert isinstance(first, RawReport)
        mark = b"WARC/1.0" if not packed else b"\x1f\x8b\x08"
        if at >= sample.index(mark, 10) + len(mark):
            assert found[0] == first
