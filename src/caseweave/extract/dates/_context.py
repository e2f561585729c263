"""What surrounds an expression: the publication date, the dates before it, the tense of its clause.

Invariant: nothing here reads the clock; without a publication date `day` is None and only explicit
dates and distances from them resolve.
"""

import re
from datetime import date
from typing import Literal

import msgspec

from caseweave.extract.dates._calendar import Moment, day_of
from caseweave.extract.dates._tense import Cues, Tense
from caseweave.extract.dates._tokens import Token

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d))?")


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression means. `value` None: unresolved. `others`: other readings, likelier first.

    `interval` is an EDTF text where the moment and its mod do not give it.
    """

    value: str | None
    moment: Moment | None = None
    anchor: str = "none"
    others: tuple[Moment, ...] = ()
    kind: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    interval: str | None = None


_RECENT_DAYS = 3  # how many dates back "the following day" may look for its day


_WEEK = 7
_VERB = 4  # tokens behind a day in which the verb of speaking stands
_DATELINE = 12  # tokens in which a line of place and agency ends
_STORY_REACH = 120  # tokens within which a date of another year leads on to the next


class Context(msgspec.Struct, kw_only=True):
    """The state of the walk through one text; `references` are the dates resolved so far.

    `entries`: the first tokens of times that head entries.
    `own_day`: whether the publication is only what the lines above the text tell of its days.
    `day_first`: the order in which the text writes its other dates, None where it shows none.
    `told_at`: the token behind the last of them; `spoken`: those, by place, on which somebody
    only spoke ("a relative said on Wednesday").
    `story`: the day or month of another year told last, with the token behind it.
    """

    tokens: list[Token]
    published: Moment | None
    narrative: bool
    cues: Cues
    own_day: bool = False
    day_first: bool | None = None
    entries: frozenset[int] = frozenset()
    references: list[Moment] = []
    spoken: set[int] = set()
    story: tuple[Moment, int] | None = None
    told_at: int = 0

    @property
    def day(self) -> date | None:
        """The publication day, None where it is unknown or coarser."""
        return day_of(self.published) if self.published else None

    @property
    def reference(self) -> Moment | None:
        """The date resolved last, in the order of the text."""
        return self.references[-1] if self.references else None

    def told_day(self, until: date | None = None, *, acted: bool = False) -> Moment | None:
        """The day resolved last, among the last few dates; `until`: none after that day.

        `acted`: rather one on which something happened than one on which somebody spoke of it.
        """
        last = range(max(0, len(self.references) - _RECENT_DAYS), len(self.references))
        days = [i for i in reversed(last) if self.references[i].unit == "day"]
        deeds = [i for i in days if i not in self.spoken] if acted else []
        recent = [self.references[i] for i in deeds or days]
        if until is not None:
            recent = [m for m in recent if (day_of(m) or until) <= until]
        return recent[0] if recent else None

    def tell(self, moment: Moment, last: int, *, explicit: bool, spoken: bool = False) -> None:
        """Takes in a date: what follows may count from it."""
        if spoken:
            self.spoken.add(len(self.references))
        self.references.append(moment)
        self.told_at = last
        dated = moment.unit in {"day", "month"} and not moment.era
        if dated and self.published is not None and moment.year != self.published.year:
            if explicit or self.story is not None:
                self.story = (moment, last)
        elif dated and explicit:
            self.story = None

    def story_at(self, first: int) -> Moment | None:
        """The date of another year that the text has just told."""
        if self.story is None or first - self.story[1] > _STORY_REACH:
            return None
        return self.story[0]

    def month_at(self, first: int) -> Moment | None:
        """The month or day that the same sentence has told last."""
        between = range(self.told_at, first)
        told = self.reference if self.told_at else None
        if told is None or any(self.cues.ends(self.tokens, i) for i in between):
            return None
        return told if told.unit in {"month", "day"} and not told.era else None

    def in_wire_lead(self, first: int) -> bool:
        """Whether the report opens with a news agency's line ("OSLO (NPW) - ") and this sentence.

        Such a lead tells of the day itself, where it may be tomorrow by the publisher's clock.
        """
        closing = next((i for i, t in enumerate(self.tokens[:_DATELINE]) if t.text == ")"), None)
        if closing is None or self.references or first < closing:
            return False
        ends = (i for i in range(closing, first) if self.cues.ends(self.tokens, i))
        return all(len(self.tokens[i - 1].text) == 1 for i in ends)  # "U.S. Secretary of State"

    def reported_on(self, first: int) -> date | None:
        """The day on which the same sentence says that somebody spoke or wrote, weeks ago.

        `On 12 June we wrote that it sank on Saturday`: that Saturday is seen from that day.
        """
        told = self.month_at(first)
        day = day_of(told) if told is not None else None
        if day is None or self.day is None or (self.day - day).days < _WEEK:
            return None
        opening = [t.text for t in self.tokens[self.told_at : min(first, self.told_at + _VERB)]]
        clause = self.tokens[self.told_at : first]
        speaks = any(word in self.cues.reporting for word in opening)
        # but "'... died on 3 May', the office said on Friday" is the Friday of speaking
        return day if speaks and any("THAT" in t.values for t in clause) else None

    def same_paragraph(self, first: int) -> bool:
        """Whether that date is a day of the same paragraph."""
        if self.story is None or self.story[0].unit != "day":
            return False
        return not any("BREAK" in t.values for t in self.tokens[self.story[1] : first])

    def told_within(self, year: Moment) -> Moment:
        """The last day or month told among the last few dates of `year`, else `year` itself."""
        if year.unit != "year" or year.era:
            return year
        recent = reversed(self.references[-_RECENT_DAYS - 1 :])
        inside = (m for m in recent if m.unit in {"day", "month"} and m.year == year.year)
        return next(inside, year)

    def tense(self, first: int, last: int) -> Tense:
        """The tense of the clause around tokens `first` to `last`, by the nearest cue."""
        return self.cues.tense(self.tokens, first, last)


def publication(published: str | None) -> Moment | None:
    """The publication date as a moment: a day, month or year; None where unknown or no date."""
    match = _PUBLISHED.match(published or "")
    if match is None:
        return None
    year, month, day, clock = match.groups()
    if day:
        moment = Moment("day", int(year), int(month), int(day), f"T{clock}" if clock else "")
        return moment if day_of(moment) else None
    return Moment("month", int(year), int(month)) if month else Moment("year", int(year))
