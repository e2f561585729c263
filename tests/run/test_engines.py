"""Every engine gives one outcome an item, in order, whatever dies on the way."""

import multiprocessing
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseweave.model import CaseweaveError
from caseweave.run import Done, Engine, Failed, InlineEngine, Job, PoolEngine, engine
from caseweave.run._jobs import CHUNK_ITEMS, CHUNK_SIZE, chunks

DOUBLE = Job(worker="standin_workers:double")


@pytest.fixture(autouse=True)
def _standin_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(__file__).parent
    monkeypatch.syspath_prepend(here)
    # Ray's workers are processes of their own.
    monkeypatch.setenv("PYTHONPATH", str(here))


@pytest.fixture(params=["inline", "pool", "ray"])
def any_engine(request: pytest.FixtureRequest) -> Engine:
    return engine(request.param, 2)


def test_outcomes_come_in_the_order_of_the_items(any_engine: Engine) -> None:
    items = [f"{n}." for n in range(3 * CHUNK_ITEMS + 1)]
    assert list(any_engine.run(DOUBLE, items)) == [Done(item, item * 2) for item in items]


def test_the_option_reaches_the_worker(any_engine: Engine) -> None:
    job = Job(worker="standin_workers:double", option="!")
    assert list(any_engine.run(job, ["a"])) == [Done("a", "aa!")]


def test_an_item_that_raises_fails_alone(any_engine: Engine) -> None:
    outcomes = list(any_engine.run(DOUBLE, ["a", "fault", "b"]))
    assert outcomes[0] == Done("a", "aa")
    assert outcomes[2] == Done("b", "bb")
    failed = outcomes[1]
    assert isinstance(failed, Failed)
    assert (failed.item, failed.fault, failed.because) == (
        "fault",
        "failed",
        "ValueError: no such thing",
    )
    assert "standin_workers.py" in failed.trace


def test_a_worker_that_loses_results_is_found_out() -> None:
    outcomes = list(InlineEngine().run(Job(worker="standin_workers:too_few"), ["a", "b"]))
    assert [type(o) for o in outcomes] == [Failed, Failed]


def test_a_report_that_kills_its_worker_is_refused_by_name_and_the_rest_is_done() -> None:
    told: list[str] = []
    items = [f"{n}" for n in range(CHUNK_ITEMS + 3)]
    items[5] = "poison"
    outcomes = list(PoolEngine(2, told.append).run(DOUBLE, items))
    assert [o.item for o in outcomes] == items
    failed = [o for o in outcomes if isinstance(o, Failed)]
    assert [(f.item, f.fault) for f in failed] == [("poison", "worker_died")]
    assert told == ["a worker process died; what it had in hand is done again"]


def test_on_ray_too_a_report_that_kills_its_worker_is_refused_by_name() -> None:
    outcomes = list(engine("ray", 2).run(DOUBLE, ["a", "poison", "b"]))
    assert [type(o) for o in outcomes] == [Done, Failed, Done]
    assert isinstance(outcomes[1], Failed)
    assert (outcomes[1].item, outcomes[1].fault) == ("poison", "worker_died")


def test_a_worker_killed_once_loses_nothing(tmp_path: Path) -> None:
    job = Job(worker="standin_workers:once", option=str(tmp_path / "been"))
    outcomes = list(PoolEngine(2).run(job, ["a", "shy", "b"]))
    assert outcomes == [Done("a", "A"), Done("shy", "SHY"), Done("b", "B")]


def test_no_process_is_left_behind() -> None:
    list(PoolEngine(2).run(DOUBLE, ["a", "b"]))
    patience = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < patience:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


@given(st.lists(st.integers(0, 2 * CHUNK_SIZE)))
def test_chunks_hold_all_items_in_order_and_none_is_larger_than_need_be(sizes: list[int]) -> None:
    cut = list(chunks(Job(worker="", size=lambda n: n), sizes))
    assert [n for chunk in cut for n in chunk] == sizes
    for chunk in cut:
        assert 1 <= len(chunk) <= CHUNK_ITEMS
        assert sum(chunk[:-1]) < CHUNK_SIZE


def test_an_engine_that_is_not_there_says_what_to_do() -> None:
    with pytest.raises(CaseweaveError, match=r"No engine abacus\. Known: inline, pool, ray"):
        engine("abacus")
    with pytest.raises(CaseweaveError, match="--workers 1 or more"):
        engine("pool", 0)
