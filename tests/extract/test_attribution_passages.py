"""Chains, stance and aim of invented passages labelled by hand (`attribution_passages.toml`).

The first 25 were labelled before the layer ran on them and gave 17 of 32 then; the last ten after
the rules were mended on those, and gave 8 of 17 at first sight. The kinds of the fifth round
and of the seventh and eighth were written beside the rules. All are development now.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseweave.extract.attribution import find_attributions
from caseweave.extract.layers import Attributed
from caseweave.extract.parse import parse
from caseweave.model import Passage, Report

PASSAGES = tomllib.loads(
    (Path(__file__).parent / "attribution_passages.toml").read_text(encoding="utf-8")
)["passage"]
TOTAL = 160
FLOOR = 158  # of 160
_SILENT = {"declined", "unreachable"}


def attributions(text: str) -> tuple[Attributed, ...]:
    passages, at = [], 0
    for part in text.split("\n\n"):
        passages.append(Passage(kind="paragraph", start=at, end=at + len(part)))
        at += len(part) + 2
    return find_attributions(
        parse(
            Report(
                id="sha256:0",
                source="t",
                media_type="text/plain",
                language="en",
                text=text,
                passages=tuple(passages),
            )
        )
    )


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " ".join(text[s:e] for s, e in spans)


def fits(text: str, found: Attributed, wanted: dict[str, Any]) -> bool:
    stance = wanted.get("stance", "asserts")
    told = words(text, found.content)
    if stance in _SILENT:
        told += " " + words(text, found.cue)
    target = text[slice(*found.target)] if found.target else None
    return (
        wanted["told"] in told
        and [f"{s.name} | {s.kind}" for s in found.chain] == wanted["chain"]
        and found.stance == stance
        and ("target" not in wanted or target == wanted["target"])
    )


def test_the_passages_are_attributed_as_labelled() -> None:
    right = total = 0
    for passage in PASSAGES:
        found = attributions(passage["text"])
        total += len(passage["said"])
        right += sum(any(fits(passage["text"], a, w) for a in found) for w in passage["said"])
    assert total == TOTAL
    assert right >= FLOOR


def test_a_quotation_without_a_cue_goes_to_who_spoke_last() -> None:
    text = "Warden Ilse Brandt said the yard was shut.\n\n“Nobody came back that night.”"
    last = attributions(text)[-1]
    assert (last.cue, last.source) == ((), ())
    assert last.chain[-1].name == "Ilse Brandt"
    assert words(text, last.content) == "“Nobody came back that night.”"


@pytest.mark.parametrize(
    "text",
    [
        "The gate was shut.\n\n“Nobody came back that night.”",  # nobody spoke before
        "Ilse Brandt said no.\n\nIt rained.\n\n“Nobody came back that night.”",  # too far
        "Ilse Brandt declined to comment.\n\n“Nobody came back that night.”",  # she did not speak
        "Ilse Brandt said no. The film “Nobody came back that night” was shown.",  # a title
    ],
)
def test_no_speaker_is_invented_for_a_quotation(text: str) -> None:
    assert all(a.cue for a in attributions(text))
