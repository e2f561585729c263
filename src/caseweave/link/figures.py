"""How many people two mentions count: sizes of groups, figures alike and figures that differ.

Symmetric; what one of the two does not tell is never a difference, and tolls may grow.
"""

from caseweave.link._records import TOLLS, TOTALS, CountRange, MentionProfile


def group_size(profile: MentionProfile) -> int | None:
    """People of the mention's whole group, the least that it tells."""
    return profile.group[0] if profile.group else None


def exact_totals(p: MentionProfile) -> dict[str, set[int]]:
    """Exact numbers of the people of each total and of the wholes that parts name."""
    found: dict[str, set[int]] = {}
    for c in p.counts:
        if c.attribute in TOTALS and c.low == c.high:
            found.setdefault(c.attribute, set()).update({c.low, c.of or c.low})
    return found


def sizes(a: MentionProfile, b: MentionProfile) -> tuple[tuple[int, int] | None, bool]:
    """People of the larger group of each, smaller first, and whether both are exact."""
    x, y = a.group, b.group
    if x is None or y is None or x[0] <= 0 or y[0] <= 0:
        return None, False
    exact = x[0] == x[1] and y[0] == y[1]
    low, high = sorted((x, y), key=lambda r: r[0])
    if low[1] is None and high[0] > low[0]:
        return None, False  # "at least eight" says nothing of 88
    if low[1] is not None and high[0] <= low[1]:
        return (high[0], high[0]), exact
    return (low[0], high[0]), exact


def _grown(a: MentionProfile, b: MentionProfile) -> frozenset[str]:
    """The tolls of which the later report gives more than the earlier one: they go on growing."""
    if a.published is None or b.published is None or a.published == b.published:
        return frozenset()
    early, late = (a, b) if a.published < b.published else (b, a)
    most = [{c.attribute: c.low for c in p.counts if c.attribute in TOLLS} for p in (early, late)]
    return frozenset(k for k in most[0] if most[1].get(k, 0) > most[0][k])


def same_counts(a: MentionProfile, b: MentionProfile) -> tuple[tuple[CountRange, ...], int]:
    """Counts of one attribute that both give alike, and how many attributes share no value."""
    if not a.counts or not b.counts:
        return (), 0
    grown = _grown(a, b)
    theirs: dict[str, list[CountRange]] = {}
    for count in b.counts:
        theirs.setdefault(count.attribute, []).append(count)
    same, told, agreed = set(), set(), set()
    for x in a.counts:
        for y in theirs.get(x.attribute, []):
            told.add(x.attribute)
            if x.low == y.low and x.high == y.high:
                same.add(x)
                agreed.add(x.attribute)
            elif (x.high is None or y.low <= x.high) and (y.high is None or x.low <= y.high):
                agreed.add(x.attribute)
    ordered = sorted(same, key=lambda c: (c.attribute, c.low, c.high or -1, c.of or -1))
    return tuple(ordered), len(told - agreed - grown)
