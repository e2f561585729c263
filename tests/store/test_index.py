"""The index in the store gives what the one in memory gives, on both engines, and can go."""

import sqlite3
from pathlib import Path

from caseweave.link import DatedPart, DateSpan, Index, MentionProfile, PlaceAt, mark_of
from caseweave.store import open_store

TOWNS = ("Varnik", "Ostria", "Meld", "Port Eldin")


def mention(n: int) -> MentionProfile:
    day = 735_000 + n % 9
    return MentionProfile(
        id=f"mention:{n}",
        report=f"sha256:{n // 2}" if n % 7 == 0 else f"sha256:m{n}",
        type="refoulement",
        kinds=("returned",),
        dates=(DatedPart("date", DateSpan(day, day)),),
        published=day + 1,
        places=(PlaceAt(name=TOWNS[n % 4], country="XX", lat=10.0 + n % 4, lon=20.0, fine=True),),
        copies=(f"sha256:m{n + 1}",) if n % 11 == 0 else (),
    )


SOME = [mention(n) for n in range(24)]


def test_the_tables_and_the_memory_are_one_index(url: str) -> None:
    plain = Index(SOME)
    with open_store(url) as store:
        with store.index("code") as kept:
            for p in reversed(SOME):
                Index((), kept).add(p)
        with store.index("code") as kept:
            held = Index((), kept)
            assert len(held) == len(SOME)
            assert sorted(set(held.pairs())) == sorted(set(plain.pairs()))
            assert {p.id: held.near(p.id) for p in SOME} == {p.id: plain.near(p.id) for p in SOME}
            for one in (m for m in plain.kept.digests()):
                assert held.partners(one) == plain.partners(one)
            for p in SOME[:5]:
                held.remove(mark_of(p.id))
            assert set(held.pairs()) == set(Index(SOME[5:]).pairs())


def test_what_is_imagined_is_not_kept_and_another_program_starts_anew(url: str) -> None:
    with open_store(url) as store:
        with store.index("code", keep=False) as kept:
            Index(SOME[:3], kept)
        with store.index("code") as kept:
            assert not kept.digests()
            Index(SOME[:3], kept)
        with store.index("another") as kept:
            assert not kept.digests()


def test_verify_says_when_the_index_does_not_follow_from_its_profiles(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path) as store:
        with store.index("code") as kept:
            Index(SOME[:6], kept)
        absent = {f.because.split(";")[0] for f in store.faults()}
        assert absent == {"the log does not hold its report"}
        with sqlite3.connect(path) as raw:
            raw.execute("DELETE FROM index_posting WHERE mark = ?", (mark_of(SOME[0].id),))
            raw.execute("DELETE FROM index_choice WHERE mark = ?", (mark_of(SOME[1].id),))
        raw.close()
        found = {(f.where, f.because.split(";")[0]) for f in store.faults()}
        assert ("index entry of mention:0", "it does not stand under its keys") in found
        assert (
            "index entry of mention:1",
            "its candidates are not those that the keys give",
        ) in found
        store.memory("code").forget()
        assert not list(store.faults())
