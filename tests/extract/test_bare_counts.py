"""Figures without a noun: whose they are, what befell those counted, and which count nobody."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.evaluate.counts import as_report
from caseweave.extract.layers import PeopleCount
from caseweave.extract.parse import parse
from caseweave.extract.people import find_people

CASES = tomllib.loads((Path(__file__).parent / "bare_cases.toml").read_text("utf-8"))["case"]
FIELDS = {"hint": "status_hint", "ref": "reference"}


def read(text: str) -> dict[str, PeopleCount]:
    return {text[c.start : c.end]: c for c in find_people(parse(as_report("r", text)))}


def expected(case: dict[str, Any]) -> Any:
    """A case, as a strict miss where its table says why it is not read right."""
    why = case.get("known")
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(case, marks=marks, id=case["text"][:50])


@pytest.mark.parametrize("case", [expected(c) for c in CASES])
def test_a_bare_figure_is_read_as_its_passage_means_it(case: dict[str, Any]) -> None:
    found = read(case["text"])
    for line in case.get("want", []):
        words, best, *rest = [part.strip() for part in line.split(" | ")]
        assert words in found, sorted(found)
        count = found[words]
        fields = dict(pair.split("=", 1) for pair in " ".join(rest).split())
        assert count.best == int(best)
        for name, value in fields.items():
            assert str(getattr(count, FIELDS.get(name, name))) == value, (words, count)
    told = {c.best for c in found.values() if c.human >= 0.5}
    assert not told & set(case.get("none", []))


@settings(max_examples=20)
@given(st.lists(st.integers(2, 60), min_size=2, max_size=4), st.integers(-1, 1))
def test_parts_are_read_only_where_they_add_up(parts: list[int], off: int) -> None:
    whole = sum(parts) + off
    towns = ["Osk", "Tessit", "Lodra", "Varn"]
    shares = ", ".join(f"{n} in {t}" for n, t in zip(parts, towns, strict=False))
    text = f"The union counted {whole} people arrested: {shares}."
    told = [c for c in find_people(parse(as_report("r", text))) if c.of == whole]
    assert not told or off == 0
