"""English for the page: verdicts, statuses and dates as a person reads them."""

from datetime import date

# Shape, word: a verdict is never told by colour alone.
VERDICTS = {
    "agreed": ("●", "agreed"),
    "compatible": ("◐", "compatible"),
    "conflict": ("◆", "conflict"),
    "superseded": ("↷", "superseded"),
    "single": ("○", "one origin only"),
    "unknown": ("?", "unknown"),
    "withheld": ("■", "withheld"),
}
STANCES = {
    "asserts": "",
    "denies": "denies",
    "disputes": "disputes",
    "unaware": "was unaware",
    "declined": "declined to say",
    "unreachable": "could not be reached",
}
FACTUALITY = {
    "happened": "",
    "did_not_happen": "said not to have happened",
    "possible": "told as possible",
    "future": "told as still to come",
    "hypothetical": "hypothetical",
    "unknown": "",
}


def name(word: str) -> str:
    """`third_country` as `third country`."""
    return word.replace("_", " ").replace(".", ", ")


def day(edtf: str | None) -> str:
    """An EDTF date in words; `no date` for None."""
    if not edtf:
        return "no date"
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        return f"{day(first)} to {day(last)}"
    plain = edtf.split("T")[0].rstrip("~?")
    about = "about " if edtf.endswith("~") else "perhaps " if edtf.endswith("?") else ""
    parts = plain.split("-")
    if len(parts) == 3:
        read = date.fromisoformat(plain)
        return f"{about}{read.day} {read:%B %Y}"
    if len(parts) == 2 and parts[1] <= "12":
        return f"{about}{date(int(parts[0]), int(parts[1]), 1):%B %Y}"
    return about + plain


def interval(low: int | None, high: int | None) -> str:
    """`11 to 13`, `14`, `at least 3`."""
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"
