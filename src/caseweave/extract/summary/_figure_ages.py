"""The age that one person is told with, in the words of a count or right behind them.

Invariant: an age is text in digits, whatever the report writes: "two-year-old" is of age "2".
"""

import re

from caseweave.extract.layers import PeopleCount
from caseweave.lang import profile

_AGED = re.compile(r"\b(\w+)[- ](?:year|month|week|day)s?[- ]old", re.IGNORECASE)
_AGED_BEHIND = re.compile(r",? (?:aged? )?(\d{1,2})(?=[,.;)])")


def age_of(count: PeopleCount, text: str) -> str | None:
    """As in "a 9-year-old girl" and "a girl, 9,"; None where no age is told."""
    inside = _AGED.search(text[count.start : count.end])
    found = inside or _AGED_BEHIND.match(text, count.end)
    if found is None:
        return None
    written = found.group(1).lower()
    numbers = profile("en", "numbers")
    value = numbers["units"].get(written, numbers["tens"].get(written, written))
    return str(value)
