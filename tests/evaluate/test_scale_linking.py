"""A made stream keeps what makes linking hard, at any size, and is the same in every run."""

from itertools import islice

from tests.link.test_candidates import stream as made

from caseweave.evaluate.scale_linking import Measure, exponent, measure, stream
from caseweave.link import link_profiles

WORLD = made(60)


def test_worlds_hold_the_same_incidents_and_never_share_one() -> None:
    found = link_profiles(stream(WORLD, 120)).incident_of
    first = {m: i for m, i in found.items() if "/" not in m}
    second = {m: i for m, i in found.items() if "/" in m}
    assert len(first) == len(second) == 60
    assert len(set(first.values())) == len(set(second.values()))
    assert not set(first.values()) & set(second.values())


def test_a_stream_is_the_same_in_every_run_and_a_shorter_one_is_its_beginning() -> None:
    long = list(stream(WORLD, 150))
    assert long == list(stream(WORLD, 150))
    assert list(islice(stream(WORLD, 80), 80)) == long[:80]
    assert len({p.id for p in long}) == 150


def test_a_measure_names_size_time_and_memory() -> None:
    found = measure(WORLD, 60)
    incidents = set(link_profiles(WORLD).incident_of.values())
    assert (found.mentions, found.incidents) == (60, len(incidents))
    assert found.peak_mb > 0


def test_the_exponent_of_linear_work_is_one() -> None:
    def took(mentions: int, seconds: float) -> Measure:
        return Measure(
            mentions=mentions, seconds=seconds, making=0, peak_mb=1, incidents=1, links=1
        )

    assert round(exponent([took(100, 2.0), took(1000, 20.0)]), 6) == 1.0
    assert exponent([took(100, 2.0), took(1000, 200.0)]) > 1.9
