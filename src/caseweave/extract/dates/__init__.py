"""Dates: time expressions of a text with their TIMEX3 values and EDTF, without a parser.

`find_dates` is the only door. Invariant: pure and deterministic; nothing reads the clock, and what
cannot be resolved keeps value and EDTF None.

How a date finds its anchor, in this order:
1. explicit: the words hold the whole date, or share the year of a list ("April and June 1955");
2. narrative: "the following day", "two days later", "that week", "the next morning" count from the
   date resolved last in the order of the text (for days: the last day among the last three dates);
   in a text that tells history all incomplete dates do, and take its year, which looks aside (a
   bracket, "the year before", a year that is planned) do not move;
3. publication, or the day that heads the entry of a live page or diary: the rest. Weekdays go back
   unless the verb before them looks ahead; a month or day without a year is the nearest that fits
   the tense; "last Friday" less than three days after a Friday is the week before's.
Without a publication date step 3 gives nothing.
"""

from caseweave.extract.dates._find import find_dates

__all__ = ["find_dates"]
