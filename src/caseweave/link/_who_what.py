"""Features of the people, the actors and what happened.

Each is 0 to 1; what one report leaves out is never taken for a difference.
"""

import math

from caseweave.link._feature import Family
from caseweave.link._records import TOLLS
from caseweave.link.compare import TELLING, Facts, different_victims, shared, shared_names
from caseweave.link.nations import differ

WHO_WHAT = Family()
# What is left of another size of group where a figure is shared.
_BESIDE = 0.4


@WHO_WHAT.says("both count {size} people")
def same_size(f: Facts) -> float:
    """Both groups can have the same number; a large and exact one says more than others."""
    if f.size is None or f.size[0] != f.size[1]:
        return 0.0
    known = 1.0 if f.sizes_exact else 0.7
    return known * min(1.0, 0.3 + 0.7 * math.log(f.size[0]) / math.log(20))


@WHO_WHAT.says("their counts of people are close ({size})")
def size_close(f: Facts) -> float:
    """Numbers of people differ a little: 1 for nearly equal, 0 at five thirds."""
    if f.size is None or f.size[0] == f.size[1]:
        return 0.0
    return max(0.0, 1 - math.log(f.size[1] / f.size[0]) / math.log(5 / 3))


@WHO_WHAT.says("their counts of people differ widely ({size})")
def size_apart(f: Facts) -> float:
    """Numbers of people differ by more than a third: grows to 1 at four times as many.

    Less where both give a telling figure alike: then one of them counts a crowd beside it.
    """
    if f.size is None:
        return 0.0
    apart = min(1.0, max(0.0, math.log(f.size[1] / f.size[0] / 1.5) / math.log(4 / 1.5)))
    alike = any(c.low == c.high and c.low >= TELLING for c in f.same_counts)
    return apart * _BESIDE if alike else apart


@WHO_WHAT.says("one counts a part of the whole that the other counts")
def part_of_whole(f: Facts) -> float:
    """1 where one says "10 of 14" and the other counts either number."""
    for one, other in ((f.a, f.b), (f.b, f.a)):
        wholes = {c.low for c in other.counts if not c.of and c.low >= TELLING}
        if any({c.low, c.of} & wholes for c in one.counts if c.of):
            return 1.0
    return 0.0


@WHO_WHAT.says("they give the same figures ({counts})")
def counts_agree(f: Facts) -> float:
    """Attributes counted alike by both: .5 for one, 1 for two and more."""
    return min(1.0, len(f.same_counts) / 2)


@WHO_WHAT.says("they give different figures for the same thing")
def counts_differ(f: Facts) -> float:
    """Attributes that both count, with no value in common: .33 for one, 1 for three."""
    return min(1.0, f.other_counts / 3)


@WHO_WHAT.says("both give one large toll for the same day")
def toll_on_day(f: Facts) -> float:
    """Where an exact day of one part is shared, the largest toll that both give: 1 at 20 people."""
    if f.part_gap != 0 or f.other_country:
        return 0.0
    tolls = [c.low for c in f.same_counts if c.attribute in TOLLS and c.low == c.high]
    largest = max(tolls, default=0)
    return min(1.0, math.log(largest / 2) / math.log(10)) if largest >= TELLING else 0.0


@WHO_WHAT.says("both count {dated_count} at the same time")
def count_in_time(f: Facts) -> float:
    """The largest exact figure that both give for one thing whose dates overlap: 1 at 20 people."""
    largest = max((c.low for c in f.dated_counts), default=0)
    return min(1.0, 0.3 + 0.7 * math.log(largest) / math.log(20)) if largest else 0.0


@WHO_WHAT.says("on another day they count another number for the same thing")
def another_event(f: Facts) -> float:
    """1 where exact days of one part lie two days apart or more and exact totals differ too.

    Reports of one event dispute the number, or the day; hardly ever both.
    """
    return float((f.part_gap or 0) > 1 and f.totals_differ)


@WHO_WHAT.says("the people are of one nationality ({nationalities})")
def same_nationality(f: Facts) -> float:
    """1 where both call the people by one nationality or people's name."""
    return float(bool(shared(f.a.nationalities, f.b.nationalities)))


@WHO_WHAT.says("the people are of different nationalities")
def other_nationality(f: Facts) -> float:
    """1 where both call the people by a nationality, and none is shared."""
    return float(differ(f.a.nationalities, f.b.nationalities))


@WHO_WHAT.says("both tell of people aged {ages}")
def shared_ages(f: Facts) -> float:
    """Ages told by both: .4 for one, .7 for two, 1 for three and more."""
    count = len(shared(f.a.ages, f.b.ages))
    return min(1.0, 0.1 + 0.3 * count) if count else 0.0


@WHO_WHAT.says("the ages they tell are all different")
def other_ages(f: Facts) -> float:
    """1 where both tell ages and none is shared."""
    return float(bool(f.a.ages and f.b.ages) and not shared(f.a.ages, f.b.ages))


@WHO_WHAT.says("both begin with people aged {lead_ages}")
def shared_lead_ages(f: Facts) -> float:
    """1 where an age told in title or opening is shared."""
    return float(bool(shared(f.a.lead_ages, f.b.lead_ages)))


@WHO_WHAT.says("the ages told first are all different")
def other_lead_ages(f: Facts) -> float:
    """1 where both openings tell ages and none is shared."""
    both = bool(f.a.lead_ages and f.b.lead_ages)
    return float(both and not shared(f.a.lead_ages, f.b.lead_ages))


@WHO_WHAT.says("both tell of {composition}")
def same_composition(f: Facts) -> float:
    """Words for women, men, children and so on: shared ones as a part of all in both openings."""
    whole = set(f.a.composition) | set(f.b.composition)
    return len(shared(f.a.composition, f.b.composition)) / len(whole) if whole else 0.0


@WHO_WHAT.says("one tells of other people (women, men, children) than the other")
def other_composition(f: Facts) -> float:
    """1 where both openings say who the people are and no such word is shared."""
    both = bool(f.a.composition and f.b.composition)
    return float(both and not shared(f.a.composition, f.b.composition))


@WHO_WHAT.says("both name {victims}")
def shared_victim(f: Facts) -> float:
    """1 where a victim's name is shared (the last words of the names agree)."""
    return float(bool(shared_names(f.a.victims, f.b.victims)))


@WHO_WHAT.says("they name different victims")
def other_victims(f: Facts) -> float:
    """1 where both name victims and neither's passages name one of the other's."""
    return float(different_victims(f.a, f.b))


@WHO_WHAT.says("the same people are named ({people})")
def shared_people(f: Facts) -> float:
    """Personal names in both texts: .5 for one, .75 for two, nearing 1."""
    return 1 - 0.5 ** len(shared(f.a.people, f.b.people))


@WHO_WHAT.says("no person named by one is named by the other")
def other_people(f: Facts) -> float:
    """1 where both texts name persons and none is shared."""
    return float(bool(f.a.people and f.b.people) and not shared(f.a.people, f.b.people))


@WHO_WHAT.says("both name {actors} as acting")
def shared_actor(f: Facts) -> float:
    """1 where an actor is named by both."""
    return float(bool(shared_names(f.a.actors, f.b.actors)))


@WHO_WHAT.says("both name {custodians} as holding the people")
def shared_custodian(f: Facts) -> float:
    """1 where a custodian is named by both."""
    return float(bool(shared_names(f.a.custodians, f.b.custodians)))


@WHO_WHAT.says("both tell that people were {kinds}")
def shared_kinds(f: Facts) -> float:
    """Shared kinds of event, as a part of the kinds of the mention that tells fewer."""
    fewer = min(len(f.a.kinds), len(f.b.kinds))
    return len(shared(f.a.kinds, f.b.kinds)) / fewer if fewer else 0.0


@WHO_WHAT.says("they tell of different kinds of event")
def other_kinds(f: Facts) -> float:
    """1 where both tell events and no kind is shared; .5 where one of them tells a single kind."""
    fewer = min(len(f.a.kinds), len(f.b.kinds))
    if not fewer or shared(f.a.kinds, f.b.kinds):
        return 0.0
    return 1.0 if fewer > 1 else 0.5


@WHO_WHAT.says("both tell it as background")
def both_background(f: Facts) -> float:
    """1 where both mentions stand in the background of their reports."""
    return float(f.a.role == "background" and f.b.role == "background")


@WHO_WHAT.says("one tells it as background")
def one_background(f: Facts) -> float:
    """1 where exactly one of the mentions stands in the background of its report."""
    return float((f.a.role == "background") != (f.b.role == "background"))


@WHO_WHAT.says("their incident types differ")
def other_type(f: Facts) -> float:
    """1 where the mentions are of different incident types."""
    return float(f.a.type != f.b.type)
