"""In which order a text writes its numeric dates: days or months first.

Invariant: a pure count over what the text itself shows; None where it shows nothing.
"""

from collections.abc import Sequence

from caseweave.extract.dates._patterns import Found

_MONTHS = 12


def day_first(found: Sequence[Found]) -> bool | None:
    """Whether days stand first ("30 March", "23/3/2019"), from the dates that leave no doubt."""
    votes = [v for v in map(_vote, found) if v is not None]
    days = sum(votes)
    return None if 2 * days == len(votes) else 2 * days > len(votes)


def _vote(found: Found) -> bool | None:
    groups = found.groups
    if found.kind != "calendar":
        return None
    if "slash" in groups:
        text = groups["slash"].text
        separator = next(c for c in text if not c.isdigit())
        first, second = (int(part) for part in text.split(separator)[:2])
        if separator != "/" or (first > _MONTHS) == (second > _MONTHS):
            return None
        return first > _MONTHS
    if "day" in groups and "month" in groups:
        return groups["day"].start < groups["month"].start
    return None
