"""English for the page: verdicts, statuses and dates as a person reads them."""

from caseweave.lang import profile
from caseweave.reconcile import in_words

_SCREEN = profile("en", "screen")
# Shape and word.
VERDICTS: dict[str, tuple[str, str]] = {k: (v[0], v[1]) for k, v in _SCREEN["verdicts"].items()}
STANCES: dict[str, str] = _SCREEN["stances"]
FACTUALITY: dict[str, str] = _SCREEN["factuality"]


def name(word: str) -> str:
    """`third_country` as `third country`."""
    return word.replace("_", " ").replace(".", ", ")


def day(edtf: str | None) -> str:
    """An EDTF date in words; `no date` for None."""
    if not edtf:
        return "no date"
    if "/" in edtf:
        return _span(*edtf.split("/", 1))
    about = "about " if edtf.endswith("~") else "perhaps " if edtf.endswith("?") else ""
    return about + in_words(edtf.split("T")[0].rstrip("~?%"))


def _span(first: str, last: str) -> str:
    """An interval; open (`..`) or unknown (nothing) on one side, it has a beginning or an end."""
    known = [side not in {"", ".."} for side in (first, last)]
    if all(known):
        return f"{day(first)} to {day(last)}"
    if not any(known):
        return "no date"
    return f"{day(first)} or later" if known[0] else f"{day(last)} or earlier"


def interval(low: int | None, high: int | None) -> str:
    """`11 to 13`, `14`, `at least 3`."""
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"
