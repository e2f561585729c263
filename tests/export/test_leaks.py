"""The leak check: it finds every kind in every format and every spelling, and refuses."""

from collections.abc import Callable

import msgspec
import pytest
from tests.export.conftest import SPEAKER, make_records

from caseweave.export import FORMATS, LeakError, Records, make, redact
from caseweave.export.formats import blank
from caseweave.export.leaks import leaks, leaks_in_name
from caseweave.export.making import recheck
from caseweave.export.secrets import Secrets, secrets_of
from caseweave.schema.sharing import LEVELS

KINDS = {
    "names",
    "exact_places",
    "quotes",
    "titles",
    "links",
    "files",
    "ids",
    "authors",
    "family",
    "routes",
}


@pytest.fixture(scope="module")
def secrets(records: Records) -> Secrets:
    """What a clear export of the case may not hold."""
    return secrets_of(records, "clear")


@pytest.mark.parametrize("format_name", FORMATS)
def test_with_redaction_switched_off_it_finds_every_kind(
    records: Records, secrets: Secrets, format_name: str
) -> None:
    data = FORMATS[format_name].write(redact(records, "clear", withhold=False).shared)
    found = leaks(data, format_name, secrets, blank(format_name))
    assert {leak.kind for leak in found} >= KINDS


@pytest.mark.parametrize("format_name", FORMATS)
def test_with_redaction_switched_off_it_finds_brokers_and_shelters(
    records: Records, format_name: str
) -> None:
    data = FORMATS[format_name].write(redact(records, "amber+strict", withhold=False).shared)
    found = leaks(data, format_name, secrets_of(records, "amber+strict"), blank(format_name))
    kinds = {leak.kind for leak in found}
    assert {"brokers", "shelters", "exact_places"} <= kinds


@pytest.mark.parametrize("level", LEVELS)
def test_what_redaction_makes_passes(records: Records, level: str) -> None:
    for format_name in ("json", "csv", "html", "markdown"):
        make(records, format_name, msgspec.convert(level, type_of_level()))


def type_of_level() -> object:
    """The type of a level, for `convert`."""
    from caseweave.schema.sharing import Level

    return Level


SPELLINGS = [
    "Ilva Marchetti",
    "ILVA MARCHETTI",
    "ilva  marchetti",
    "Ilva-Marchetti",
    "IlvaMarchetti",
    "Marchetti",
    "Márchetti",
    "M&#97;rchetti",
    "Marc\u00adhetti",
    "Mar\u200bchetti",
    "Gevgelija",
    "gevgelija",
    "Gev&#103;elija",
    "Gevgelia",
    "Salonica",
    "Gevgelijan",
    "Ni%C5%A1",
    "Nis",
    "41.1429",
    "41.143, 22.501",
    "41.14 N 22.50 E",
    "790744",
    "https%3A%2F%2Fvalley.example%2Fgevgelija%2Fmarchetti-eleven",
    "marchetti_gevgelija.txt",
    "5f" * 32,
    "5f5f5f5f5f5f",
    "three women",
    "8 men",
    "transit_place",
    "had walked nine nights through Niš they",
    "Pell Aronsen",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_value_counts_in_every_spelling(
    records: Records, secrets: Secrets, spelling: str
) -> None:
    shared = redact(records, "clear").shared
    planted = msgspec.structs.replace(shared, notes=(f"Seen: {spelling} today.",))
    for format_name in ("json", "html"):
        data = FORMATS[format_name].write(planted)
        assert leaks(data, format_name, secrets, blank(format_name)), (format_name, spelling)


PLANTS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("html", lambda d: d.replace(b"</main>", b"<!-- by Marchetti --></main>")),
    ("html", lambda d: d.replace(b"<main ", b'<main data-x="Marchetti" ')),
    ("html", lambda d: d.replace(b"<title>", b"<title>Marchetti ")),
    ("html", lambda d: d.replace(b"<h3>", b"<h3>Mar<b>chetti</b> ")),
    ("html", lambda d: d.replace(b"</style>", b"/* Marchetti */</style>")),
    ("json", lambda d: d.replace(b'"program"', b'"Marchetti"')),
    ("json", lambda d: d.replace(b'"caseweave"', b'"\\u004darchetti"')),
    ("csv", lambda d: d + b"x,y,Marchetti\r\n"),
    ("csv", lambda d: d.replace(b"tlp,", b"Marchetti,")),
    ("markdown", lambda d: d + b"\n<!-- Marchetti -->\n"),
    ("markdown", lambda d: d + b"\n[x](http://a/%4Darchetti)\n"),
    ("pdf", lambda d: d.replace(b"(caseweave)", b"(Marchetti)")),
    ("pdf", lambda d: d + b"\n% Ilva Marchetti\n"),
]


@pytest.mark.parametrize(("format_name", "plant"), PLANTS)
def test_a_value_is_found_wherever_it_hides(
    records: Records, secrets: Secrets, format_name: str, plant: Callable[[bytes], bytes]
) -> None:
    data = FORMATS[format_name].write(redact(records, "clear").shared)
    planted = plant(data)
    assert planted != data
    assert not leaks(data, format_name, secrets, blank(format_name))
    assert leaks(planted, format_name, secrets, blank(format_name))


def test_a_name_that_the_analysis_never_saw_is_found_by_its_capital(records: Records) -> None:
    other = make_records(_text_with("Zorvala Pethrin waited at the bridge."))
    shared = redact(other, "clear").shared
    planted = msgspec.structs.replace(shared, notes=("Pethrin waited.",))
    data = FORMATS["json"].write(planted)
    assert {x.kind for x in leaks(data, "json", secrets_of(other, "clear"))} == {"names"}


def _text_with(more: str) -> str:
    from tests.export.conftest import TEXT

    return f"{TEXT}{more}\n"


def test_the_message_says_where_and_how_to_mend_but_not_what(
    records: Records, secrets: Secrets
) -> None:
    data = FORMATS["csv"].write(redact(records, "clear", withhold=False).shared)
    with pytest.raises(LeakError) as refused:
        recheck(data, b"{}", "csv", secrets)
    said = str(refused.value)
    assert "names of private persons (line " in said
    assert "decide withhold" in said
    assert not [n for n in (*SPEAKER.split(), "Gevgelija") if n in said]


def test_the_name_of_the_file_is_checked_too(secrets: Secrets) -> None:
    assert leaks_in_name("gevgelija-march.pdf", secrets)
    assert leaks_in_name("Marchetti.json", secrets)
    assert not leaks_in_name("caseweave-tlp-clear.html", secrets)
