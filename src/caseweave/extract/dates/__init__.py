"""Dates: time expressions of a text with their TIMEX3 values and EDTF, without a parser.

`find_dates` is the only door. Invariant: pure and deterministic; nothing reads the clock, and what
cannot be resolved keeps value and EDTF None.
"""

from caseweave.extract.dates._find import find_dates

__all__ = ["find_dates"]
