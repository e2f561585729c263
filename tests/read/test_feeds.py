"""A saved feed's entries are reports with their own dates and addresses; nothing is fetched."""

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseweave.clean import clean
from caseweave.model import RawReport, Report

from .given_files import TOLD, faults, put, read, reports, words

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Valen Post</title>
<link>https://v.example/</link><language>en-GB</language><lastBuildDate>BUILT</lastBuildDate>
<item><title>Nine &amp; one let go</title><link>https://v.example/1</link><guid>v1</guid>
<pubDate>Sat, 03 Feb 2018 23:30:00 +0700</pubDate><dc:creator>Mara Quist</dc:creator>
<description>A teaser.</description><content:encoded><![CDATA[<p>{TOLD}</p><p>Nobody <b>knows</b>
why, and &lt;item&gt; or <item> ends nothing.</p><script>x()</script>]]></content:encoded></item>
<item><title>Ten let go</title><guid>v1</guid><pubDate>Sat, 03 Feb 2018 23:30:00 EST</pubDate>
<description>&lt;p&gt;Ten &amp;amp; more were let go.&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Inland Times</title>
<entry><id>tag:1</id><title type="html">Nine &lt;i&gt;go&lt;/i&gt; free</title>
<link rel="alternate" href="https://i.example/1"/><updated>2018-02-03T10:00:00-05:00</updated>
<author><name>A. Ott</name></author><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>{TOLD}</p></div></content></entry></feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Coast Daily</title><items><rdf:Seq/></items></channel>
<item rdf:about="https://c.example/1"><title>Nine</title><link>https://c.example/1</link>
<description>{TOLD}</description><dc:date>2018-02-03</dc:date></item></rdf:RDF>"""


def test_rss(tmp_path: Path) -> None:
    first, second = reports(put(tmp_path, "a.rss", RSS.encode()))
    page = first.page
    assert (first.source, page.title, page.outlet) == ("a.rss#1", "Nine & one let go", "Valen Post")
    assert (page.author, page.url, page.language) == ("Mara Quist", "https://v.example/1", "en-GB")
    told = [TOLD, "Nobody knows why, and <item> or ends nothing."]
    assert words(first).split("\n") == told
    assert words(second) == "Ten & more were let go."


def test_atom_and_rdf_under_a_general_name(tmp_path: Path) -> None:
    (atom,) = reports(put(tmp_path, "a.xml", ATOM.encode()))
    (rdf,) = reports(put(tmp_path, "b.xml", RDF.encode("utf-16")))
    assert words(atom) == words(rdf) == TOLD
    assert (atom.page.title, atom.page.author) == ("Nine go free", "A. Ott")
    assert (atom.page.outlet, rdf.page.outlet) == ("Inland Times", "Coast Daily")
    assert (atom.page.url, rdf.page.url) == ("https://i.example/1", "https://c.example/1")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Sat, 03 Feb 2018 23:30:00 +0700", "2018-02-03T23:30:00+07:00"),
        ("Sat, 03 Feb 2018 23:30:00 GMT", "2018-02-03T23:30:00Z"),
        ("Sat, 03 Feb 2018 23:30:00 EST", "2018-02-03T23:30:00-05:00"),
        ("2018-02-03T01:30:00+09:00", "2018-02-03T01:30:00+09:00"),
        ("2018-02-03", "2018-02-03"),
    ],
)
def test_a_date_keeps_its_own_zone(tmp_path: Path, written: str, value: str) -> None:
    dated = RSS.replace("Sat, 03 Feb 2018 23:30:00 +0700", written)
    report = clean(reports(put(tmp_path, "a.rss", dated.encode()))[0])
    assert isinstance(report, Report)
    assert report.published is not None
    assert report.published.value == value


def test_an_entry_is_the_same_report_in_a_later_copy_of_its_feed(tmp_path: Path) -> None:
    early = reports(put(tmp_path, "a.rss", RSS.encode()))
    newer = RSS.replace("BUILT", "later").replace(
        "<item>", "<item><guid>new</guid></item><item>", 1
    )
    late = reports(put(tmp_path, "b.rss", newer.encode()))
    assert [r.id for r in late] == [r.id for r in early]
    (alone,) = reports(put(tmp_path, "c.rss", early[0].data))
    assert (alone.id, alone.page, alone.blocks) == (early[0].id, early[0].page, early[0].blocks)


def test_two_entries_of_one_name_are_both_kept(tmp_path: Path) -> None:
    """The second says something else: it is another version, and nothing is hidden."""
    found = reports(put(tmp_path, "a.rss", RSS.encode()))
    assert [r.page.id for r in found] == ["v1", "v1"]
    assert found[0].id != found[1].id


def test_broken_xml_costs_the_entry_it_stands_in(tmp_path: Path) -> None:
    bad = "<item><title>x</title><description>Cut &nbsp; off & <b>open"
    empty = "<item><title>y</title></item>"
    path = put(tmp_path, "a.rss", RSS.replace("<item>", f"{bad}<item>{empty}<item>", 1).encode())
    assert len(reports(path)) == 2
    assert set(faults(path).values()) == {"unreadable", "no_text"}
    told = "<item><description>Nine&nbsp;go & <b>ten</b> &eacute;</description></item>"
    mended = reports(put(tmp_path, "b.rss", RSS.replace("<item>", f"{told}<item>", 1).encode()))
    assert len(mended) == 3
    assert words(mended[0]) == "Nine\xa0go & ten é"


def test_entities_of_its_own_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    assert faults(put(tmp_path, "a.rss", (bomb + RSS[39:]).encode())) == {"a.rss": "unreadable"}
    inside = RSS.replace("A teaser.", "The file:///etc/passwd &xxe; <![CDATA[<!ENTITY]]>")
    assert len(reports(put(tmp_path, "b.rss", inside.encode()))) == 2


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    assert faults(put(tmp_path, "a.rss", b"<html>no</html>")) == {"a.rss": "unreadable"}
    assert faults(put(tmp_path, "b.atom", b"<feed></feed>")) == {"b.atom": "empty"}
    assert faults(put(tmp_path, "c.rss", b"<rss><item>")) == {"c.rss#1": "unreadable"}
    assert faults(put(tmp_path, "d.rss", bytes(range(256)))) == {"d.rss": "encoding"}


@lru_cache
def bytes_id_of_first(folder: Path) -> str:
    return reports(put(folder, "whole.rss", RSS.encode()))[0].id


def test_bytes_that_are_no_text_cost_their_entry(tmp_path: Path) -> None:
    data = RSS.encode().replace(b"A teaser.", b"\x00\x00\x01")
    path = put(tmp_path, "a.rss", data)
    assert [r.source for r in reports(path)] == ["a.rss#2"]
    assert faults(path) == {"a.rss#1": "encoding"}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(RSS)), st.integers(0, 60), st.text("<>&;![]ICDAT-/item\x00 ", max_size=9))
def test_any_damage_costs_at_most_the_entries_it_touches(
    tmp_path: Path, at: int, length: int, put_in: str
) -> None:
    first = bytes_id_of_first(tmp_path)
    damaged = RSS[:at] + put_in + RSS[at + length :]
    found = read(put(tmp_path, "a.rss", damaged.encode()))
    assert all(r.source.startswith("a.rss") for r in found)
    if at > RSS.rindex("<item>"):
        assert isinstance(found[0], RawReport)
        assert found[0].id == first
