"""The named features of a pair of figures, killed and injured, that a report may be telling.

Each feature holds or does not. Invariant: a pair has the features of its two figures, each named
by its status, and those of both together; nothing depends on what a word names but its status.
"""

from collections.abc import Iterator

from caseweave.extract.summary._figure_reading import Reading
from caseweave.extract.summary._figure_signs import STATUSES, of_lists

# The witnesses of figures, by name; the same for each status.
WITNESSES = (
    "number_title",
    "number_lead",
    "number_body",
    "number_again",
    "number_first",
    "single_title",
    "single_lead",
    "single_body",
    "back",
    "single_often",
    "sum_title",
    "sum_lead",
    "sum_body",
    "names",
    "ages",
    "called",
    "others_and_one",
    "and_attackers",
    "total_and_own",
    "background",
    "elsewhere",
    "elsewhere_number",
    "elsewhere_ahead",
    "chosen",
    "chosen_of_all",
    "hit_less_dead",
    "victims",
    "multiple",
    "multiple_less_one",
    "ordinal",
    "charged",
    "persons",
    "persons_at_once",
    "persons_and_others",
    "model_ahead",
    "model_body",
    "and_own_hand",
    "persons_and_own",
)
# Signs, beside those of lists of words, of how many have a status at all.
_SIGNS_OF_VERBS = (
    *(f"{s}_{at}" for s in (*STATUSES, "hit") for at in ("title", "lead", "body", "often")),
    *(f"{s}_event_{at}" for s in STATUSES for at in ("ahead", "later")),
    *(f"tried_{s}" for s in STATUSES),
)
# Each sign may speak for or against nobody, one person and more having a status.
CLASSES = ("nobody", "one", "more")
# How a figure stands to others.
SIZES = (
    *CLASSES,
    "two",
    "at_least_four",
    "larger_told",
    "most_told",
    "mostly_told",
    "only_number",
    "beside_ahead",
    "fewer_than_persons",
)
PAIR = (
    "nobody",
    "one_person",
    "both",
    "same",
    "at_least_four",
    "hit_is_both",
    "hit_ahead_is_both",
    "victims_are_both",
    "phrase_is_both",
    "largest_is_both",
    "hit_is_injured",
    "others_injured",
    "apart",
    "not_apart",
    "both_chosen",
    "one_each",
    "one_fate",
    "one_grave",
    "fewer_injured",
    "beside",
    "beside_ahead",
    "beside_hit",
    "one_by_accident",
    "both_by_accident",
    "one_of_several_incidents",
    "many_of_several_incidents",
    "persons",
)
# So large a part of what is told for a status is told by its main figure.
_MOSTLY = 0.7
# More people than one incident has where several are told.
_MANY = 6


def named() -> tuple[str, ...]:
    """Every feature that a pair may have; the model weighs the fewer than 100 of its settings."""
    signs = tuple(dict.fromkeys((*of_lists(), *_SIGNS_OF_VERBS)))
    crossed = [f"{size}_{sign}" for size in CLASSES for sign in signs]
    figures = dict.fromkeys((*WITNESSES, *SIZES, *crossed))
    return (*(f"{s}.{n}" for s in STATUSES for n in figures), *(f"pair.{n}" for n in PAIR))


def pairs(read: Reading) -> list[tuple[int, int]]:
    """Every pair of a figure killed and a figure injured."""
    return [(k, i) for k in read.offers["dead"] for i in read.offers["injured"]]


def features(read: Reading) -> list[frozenset[str]]:
    """The names of the features that hold of each of the `pairs`."""
    own = {
        (s, f): frozenset(f"{s}.{n}" for n in _of_figure(read, s, f))
        for s in STATUSES
        for f in read.offers[s]
    }
    return [
        own["dead", k] | own["injured", i] | {f"pair.{n}" for n in _of_pair(read, k, i)}
        for k, i in pairs(read)
    ]


def _of_figure(read: Reading, status: str, figure: int) -> Iterator[str]:
    yield from sorted({w.name for w in read.offers[status][figure]})
    size = CLASSES[min(figure, 2)]
    yield from (f"{size}_{sign}" for sign in sorted(read.signs))
    told = read.told[status]
    at = STATUSES.index(status)
    sizes = {
        size: True,
        "two": figure == 2,
        "at_least_four": figure >= 4,
        "larger_told": _larger_told(read, status, figure),
        "most_told": figure > 0 and figure in told and told[figure] >= max(told.values()),
        "mostly_told": figure > 0 and told.get(figure, 0.0) > _MOSTLY * sum(told.values()),
        "only_number": figure > 1 and {f for f in told if f > 1} == {figure},
        "beside_ahead": any(figure == pair[at] for pair in read.beside_ahead),
        "fewer_than_persons": figure < read.persons[at],
    }
    yield from (name for name, holds in sizes.items() if holds)


def _larger_told(read: Reading, status: str, figure: int) -> bool:
    """Whether title or lead tell a larger number."""
    told = {w.name for f, held in read.offers[status].items() if f > figure for w in held}
    return bool(told & {"number_title", "number_lead", "sum_lead"})


def _of_pair(read: Reading, killed: int, injured: int) -> Iterator[str]:
    both, total = killed > 0 and injured > 0, killed + injured
    tests = {
        "nobody": total == 0,
        "one_person": total == 1,
        "both": both,
        "same": both and killed == injured,
        "at_least_four": total >= 4,
        "hit_is_injured": both and injured in read.hit,
        "others_injured": both and injured in read.others,
        "apart": both and read.apart,
        "not_apart": both and injured == 1 and not read.apart,
        "both_chosen": read.chosen == (killed, injured),
        "one_each": killed == injured == 1,
        "one_fate": (killed, injured) == (1, 0) and read.one_fate,
        "one_grave": (killed, injured) == (1, 0) and "grave_ahead" in read.signs,
        "fewer_injured": both and injured < killed,
        "beside": (killed, injured) in read.beside,
        "beside_ahead": (killed, injured) in read.beside_ahead,
        "beside_hit": killed > 0 and (killed, killed + injured) in read.beside_hit,
        "persons": (killed, injured) == read.persons,
    }
    yield from (name for name, holds in tests.items() if holds)
    yield from _of_total(read, killed, injured)


def _of_total(read: Reading, killed: int, injured: int) -> Iterator[str]:
    """How the killed and injured taken together stand to what is told."""
    both, total = killed > 0 and injured > 0, killed + injured
    largest = max((f for of in read.told.values() for f in of), default=0)
    several = "together_ahead" in read.signs
    tests = {
        "hit_is_both": killed > 0 and total in read.hit,
        "hit_ahead_is_both": killed > 0 and total in read.hit_ahead,
        "victims_are_both": total in read.victims,
        "phrase_is_both": total > 0 and total in read.phrased,
        "largest_is_both": total > 1 and total == largest,
        "one_by_accident": total == 1 and "accident" in read.signs,
        "both_by_accident": both and "accident_ahead" in read.signs,
        "one_of_several_incidents": total == 1 and several,
        "many_of_several_incidents": total > _MANY and several,
    }
    yield from (name for name, holds in tests.items() if holds)
