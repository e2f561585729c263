"""The desk's own words: days, ages, verdicts and stances as a reader meets them on screen."""

from datetime import date

from caseweave.case import value_words
from caseweave.export import day as day_words
from caseweave.lang import profile
from caseweave.model import DateValue, Value

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_SCREEN = profile("en", "screen")
VERDICTS = {k: (sign, word.capitalize()) for k, (sign, word) in _SCREEN["verdicts"].items()}
STANCES: dict[str, str] = {**_SCREEN["stances"], "asserts": "says"}
FACTUALITIES: dict[str, str] = {**_SCREEN["factuality"], "unknown": "not stated as fact"}
REVIEWS = {"accepted": "accepted", "corrected": "corrected", "rejected": "rejected"}
COPIES = {
    "identical": "identical text",
    "reprint": "reprint",
    "near_copy": "near copy",
    "excerpt": "excerpt",
}


def day(edtf: str | None) -> str:
    """A date in words; `no date` for None."""
    return day_words(edtf.split("T")[0]) if edtf else "no date"


def short_day(edtf: str | None) -> str:
    """A date in few letters, for an axis: `29 Nov 2019`, `21 to 30 Nov 2019`."""
    words = day(edtf)
    for month in _MONTHS:
        words = words.replace(month, month[:3])
    first, to, last = words.partition(" to ")
    if to:
        one, other = first.split(" "), last.split(" ")
        while len(one) > 1 and one[-1] == other[-1]:
            one, other = one[:-1], other[:-1]
        return " ".join(one) + " to " + last
    return words


def label(attribute: str, population: str | None = None) -> str:
    """An attribute as a heading: `People, men`, `Date detained`, `Helped by`."""
    family, _, part = attribute.partition(".")
    joined = f"{family} {part}" if family in {"date", "place"} else f"{family}, {part}"
    words = plain(joined if part else family)
    words = words[:1].upper() + words[1:]
    return f"{words}, {population}" if population else words


def said(value: Value | None) -> str:
    """A value as a reader says it, dates in words."""
    if isinstance(value, DateValue) and value.edtf:
        return day(value.edtf)
    words = value_words(value)
    # The population stands in the row's heading.
    population = getattr(value, "population", None)
    return words.removesuffix(f" ({population})") if population else words


def ago(days: int | None) -> str:
    """An age in the unit that a reader would use."""
    if days is None:
        return "unknown"
    if days == 0:
        return "today"
    for size, name in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * size:
            return f"{days // size} {name}s"
    return "1 day" if days == 1 else f"{days} days"


def today() -> int:
    """Today as an ordinal: only the age of the last word is reckoned from it."""
    return date.today().toordinal()  # noqa: DTZ011 - the reader's own day


def plain(word: str) -> str:
    """A machine word as one reads it."""
    return word.replace("_", " ").replace(".", " ")


def many(count: int, one: str, more: str | None = None) -> str:
    """`1 report`, `3 reports`."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
