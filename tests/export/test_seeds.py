"""The seeds at `clear`: no exact place, no private name, no words that give one away.

What may not stand is kept as SHA-256 of folded words, so that no word of a seed is in here; quotes
are taken from the gold file.
"""

import hashlib
import json
from pathlib import Path

import pytest

from caseweave.case import CaseFiles
from caseweave.export import FORMATS, redact
from caseweave.export.formats import blank
from caseweave.export.leaks import leaks
from caseweave.export.reading import stretches
from caseweave.export.secrets import secrets_of
from caseweave.export.vocabulary import words_of
from caseweave.service import Options, Wanted, build, make_export, show
from caseweave.service._export_records import choose

pytestmark = pytest.mark.data

# Private persons (first and last names), towns, a province and a city named as its paper's seat.
FORBIDDEN = {
    "028fdf514a1d6c861e49b250453492362ff77e00de9460c37282b89db5dc193e",
    "108ec7b0749bbee5ab45dd88e2e484a4a95be9de5fef5431cab6d5e8fe980aa9",
    "1ba179377555f3d778e855e02c6bdcf1e01b8bb4108f867190475dc4b7162680",
    "1c7c66714d7d6e297fa88b3a050de24037901eb3e46314074085c675d1c159c4",
    "2237331eae377fc04ea97813fba96b339e9b92850b8f8782e559a1cce68de8e7",
    "2eecdca905bd8af66193f39e1ee6262ad70c6c749a9f7acc51903aacca9b4b8c",
    "3885c9933d6ffbe3cf724d8227c2144637df182940cf663da3cf4f8cf265adf9",
    "46497eba130c2f1b626942d5e45257bdb042d8871bb4785ae93b5155e9c0a137",
    "495ea9ff5c310f0e19c2ce64102f5f282992589eb2d4c98d0fd0e1782e7b0745",
    "57e3bf9a47aa405f6425b65439b098a76eb9cd737b0878e020d234814ac9aaa1",
    "5d94b00cd37c0d5d70967681502c4feea1cefcad4020375b9662ad05af0ea039",
    "66b1c1132cda06be8e252b9f58c42b572027a8434001f0d316553c213068a231",
    "6bf293eed57b913288cb10450d87f2e024e462680ea43bd31948b32a482b8394",
    "7a4eda64cdd6c32c3940bcd8a88cce8ff8198e5228276d5eb55ca301e0f33788",
    "85b37832ed953d79b1cb6b8b03fd3fc6f8aff7f6b3edb49a759886e76321b4df",
    "97f330d2f7fe2f6a8079df6fde8ae355ee0639638bed76f88d427589cf2d6c47",
    "9feb24531ab7738207db9798cffccfd0c9de6510fe7091d88b70fee48140724f",
    "bb27564bde60ac849ac6fbc80d91a5f633d3db3e141390a07c2763672cea9135",
    "c3028053e71d5ac83afd764336beb7b6e45e82a3d5c5a4122e57953a7a267a44",
    "c42cf82294e0a90dde75be8281cae126fc1e45ac6fbbd86f770abcf45b777dde",
    "dc481b3fd51c94096258ce5240dc8391205b356f5b0e088767dd3e2aa239ce15",
    "e18c09a67a158addb14d0b9ac4199866dbf4661740afb51128f08dc1070cb387",
    "f1eb4326d6e2c593485e339d9b9991c6e87f16f36baf4bbc691d897b171289ab",
    "fb290c8ccc85dc2c13529d2a40c714c055038c29b76b7c25031991216e724188",
    "fdd6abc2f1234d5055e21fed73c4511564891aca9bf18667624914feece3172d",
}
_LONGEST = 3
_WORDS = 5


@pytest.fixture(scope="module")
def seeds(data_root: Path, tmp_path_factory: pytest.TempPathFactory) -> CaseFiles:
    """The case files of the seeds."""
    store = tmp_path_factory.mktemp("seeds") / "s.db"
    build([data_root / "seeds"], store, Options(engine="inline"))
    return show(store)


def digest(text: str) -> str:
    """The hash under which a word is forbidden."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_open_export_gives_nobody_and_no_place_away(
    seeds: CaseFiles, data_root: Path, format_name: str
) -> None:
    made = make_export(seeds, Wanted(format=format_name, level="clear"))
    texts = {s.text for s in stretches(made.data, format_name)}
    words = [words_of(text) for text in texts]
    said = {
        "".join(w[i : i + n]) for w in words for n in range(1, _LONGEST + 1) for i in range(len(w))
    }
    assert not FORBIDDEN & {digest(text) for text in said}
    runs = {w[i : i + _WORDS] for w in words for i in range(len(w) - _WORDS + 1)}
    quotes = [words_of(quote) for quote in gold_quotes(data_root)]
    assert len(quotes) > 50
    found = [q for q in quotes for i in range(len(q) - _WORDS + 1) if q[i : i + _WORDS] in runs]
    assert len(found) == 0, "words of a report stand in the export"


def gold_quotes(data_root: Path) -> list[str]:
    """Every quotation in the gold file."""
    lines = (data_root / "seeds_gold.jsonl").read_text("utf-8").splitlines()

    def quotes(node: object) -> list[str]:
        if isinstance(node, dict):
            own = [str(node["quote"])] if "quote" in node else []
            return own + [q for value in node.values() for q in quotes(value)]
        return [q for value in node for q in quotes(value)] if isinstance(node, list) else []

    return [q for line in lines if line.strip() for q in quotes(json.loads(line))]


@pytest.mark.parametrize("format_name", FORMATS)
def test_unredacted_the_leak_check_finds_each_kind(seeds: CaseFiles, format_name: str) -> None:
    records = choose(seeds, seeds, (), "clear").records
    data = FORMATS[format_name].write(redact(records, "clear", withhold=False).shared)
    found = leaks(data, format_name, secrets_of(records, "clear"), blank(format_name))
    assert {x.kind for x in found} >= {
        "names",
        "exact_places",
        "quotes",
        "titles",
        "authors",
        "files",
        "ids",
        "family",
        "routes",
    }
    # By the forbidden words themselves: the export that redaction did not touch holds them.
    words = [words_of(s.text) for s in stretches(data, format_name)]
    said = {
        "".join(w[i : i + n]) for w in words for n in range(1, _LONGEST + 1) for i in range(len(w))
    }
    assert FORBIDDEN & {digest(text) for text in said}
