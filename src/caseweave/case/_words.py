"""Values, attributes and chains of speakers in plain words, the same wherever a case is shown."""

from collections.abc import Sequence

from caseweave.gazetteer import gazetteer, key
from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    Attribution,
    CategoryValue,
    CountValue,
    DateValue,
    Finding,
    NameValue,
    PlaceValue,
    TextValue,
    Value,
)
from caseweave.reconcile import in_words, label, status_phrase

_QUALIFIED = {
    "about": "about {}",
    "at_least": "at least {}",
    "more_than": "more than {}",
    "at_most": "at most {}",
    "fewer_than": "fewer than {}",
}


def value_words(value: Value | None) -> str:
    """The value as a reader says it; `unknown` for None."""
    match value:
        case None:
            return "unknown"
        case CountValue():
            return _count(value)
        case DateValue(edtf=edtf, words=words):
            return edtf or f"unresolved ({words})"
        case PlaceValue():
            return _place(value)
        case NameValue(text=text) | TextValue(text=text):
            return text
        case CategoryValue(value=word):
            return word.replace("_", " ")


def _count(value: CountValue) -> str:
    number = value.best if value.best is not None else value.low
    if value.qualifier == "range" and value.low is not None and value.high is not None:
        said = f"{value.low:,} to {value.high:,}"
    elif number is None or value.qualifier == "vague":
        said = value.words or "an unknown number"
    else:
        said = _QUALIFIED.get(value.qualifier, "{}").format(f"{number:,}")
    if value.of is not None:
        said += f" of {value.of:,}"
    return f"{said} ({value.population})" if value.population else said


def _place(value: PlaceValue) -> str:
    """As `Karsa, Potosi, Bolivia`; one name in two spellings stands once."""
    country = gazetteer().country(value.country) if value.country else None
    found: dict[str, str] = {}
    for part in (value.name, value.city, value.admin1, country.name if country else value.country):
        if part and (key(part) not in found or found[key(part)].isupper()):
            found[key(part)] = part
    return ", ".join(found.values())


def attribute_words(attribute: str, population: str | None = None) -> str:
    """An attribute's name for a heading: `date.detained` is `date detained`."""
    words = attribute.replace(".", " ").replace("_", " ")
    return f"{words} ({population})" if population else words


def label_words(attribute: str, population: str | None = None) -> str:
    """What an attribute is about, as a reader asks it: `How many were released (women)`."""
    words = label(attribute)
    return f"{words} ({population})" if population else words


def speaker(chain: Sequence[Attribution]) -> str:
    """Who says so: the last of the chain."""
    return _named(chain[-1]) if chain else "nobody named"


def chain_words(chain: Sequence[Attribution]) -> str:
    """The whole chain, outermost first: `Harbour Post, citing a radio station, citing ...`."""
    return ", citing ".join(_named(link) for link in chain) or "nobody named"


def _named(link: Attribution) -> str:
    if link.name:
        return link.name
    return "an outlet that is not named" if link.kind == "outlet" else f"{link.kind} source"


def day_words(edtf: str | None) -> str:
    """A date for a reader: `28 November 2019`; `an unknown day` for None."""
    return in_words(edtf)


def status_words(status: str) -> str:
    """People of a status: `sent back`, `in hiding`."""
    return status_phrase(status)


def number_words(low: int, high: int | None, best: int | None = None) -> str:
    """How many: `13`, `11 to 13`, `at least 3`, `about 10`, `an unknown number`."""
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"at least {low:,}" if low else "an unknown number"
    if best is None:
        return f"{low:,} to {high:,}"
    # A best figure at an end of its bounds was told as "at least" or "at most", not as "about".
    ends = {low: "at least", high: "at most"}
    return f"{ends.get(best, 'about')} {best:,}"


def first_asked(finding: Finding) -> tuple[int, str, str]:
    """The order in which a reader asks: how many, how many of each status, then the rest."""
    known = finding.attribute in HEADCOUNT_ATTRIBUTES
    rank = HEADCOUNT_ATTRIBUTES.index(finding.attribute) if known else len(HEADCOUNT_ATTRIBUTES)
    return rank, finding.attribute, finding.population or ""
