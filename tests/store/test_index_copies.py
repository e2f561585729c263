"""Near copies one by one, in any order, are those of all at once; on both engines."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.clean import find_copies
from caseweave.model import Passage, Report
from caseweave.store import open_store
from caseweave.store._index_copies import CopyTables

SENTENCES = [
    f"The keeper of lighthouse {n} told the harbour office that boat {n} came in at {n} o'clock."
    for n in range(12)
]


def report(number: int, sentences: list[int], outlet: str) -> Report:
    text = " ".join(SENTENCES[n] for n in sentences)
    return Report(
        id=f"sha256:{number:02}",
        source=f"r{number}.txt",
        media_type="text/plain",
        language="en",
        outlet=outlet,
        text=text,
        passages=(Passage(kind="paragraph", start=0, end=len(text)),),
    )


def made(chance: random.Random, size: int) -> list[Report]:
    return [
        report(n, chance.sample(range(12), chance.randint(1, 5)), f"Outlet {n % 3}")
        for n in range(size)
    ]


def same_as_at_once(place: str, chance: random.Random) -> None:
    every = made(chance, 9)
    with open_store(place) as store:
        held: list[Report] = []
        for one in chance.sample(every, len(every)):
            held.append(one)
            with store.index("code") as kept:
                assert kept.find_copies(held) == find_copies(held)
        held[0] = report(int(held[0].id[-2:]), [1, 2], "Another")
        with store.index("code") as kept:
            assert kept.find_copies(held[:6]) == find_copies(held[:6])


def test_on_both_engines(url: str) -> None:
    same_as_at_once(url, random.Random(3))  # noqa: S311 (nothing secret)


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False))
@pytest.mark.parametrize("limit", [3, 200])
def test_in_any_order_with_stock_phrases(
    limit: int, tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("caseweave.clean._copies.MAX_REPORTS_WITH_RUN", limit)
        patch.setattr(CopyTables.__init__, "__defaults__", (limit,))
        same_as_at_once(str(tmp_path_factory.mktemp("copies") / "s.db"), chance)
