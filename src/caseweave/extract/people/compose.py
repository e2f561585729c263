"""Sums that the words themselves make: "eight women and three men", "a man and two women".

Invariant: a sum's span covers exactly its members, which stay counts of their own.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import Person, lexicon
from caseweave.lang import profile

_UNIT = "units"
_PARTS = {"women", "men", "children", "infants", "family"}
_GAP = 12
_NATION = "nation:"
_INCLUDED = "included"


def find_sums(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """A sum for each run of two or more coordinated counts that name different parts of a group."""
    sums: list[Draft] = []
    run: list[Draft] = []
    for d in [*drafts, None]:
        if d is not None and run and _coordinated(doc, run[-1], d):
            run.append(d)
            continue
        if len(run) > 1 and _compose(doc, run):
            sums.append(_sum(doc, run))
        run = [d] if d is not None and _part(doc, d) is not None else []
    return sums


@lru_cache(maxsize=4)
def _units(language: str) -> frozenset[str]:
    """Words for so many people without a number: "the couple"."""
    return frozenset(profile(language, "people")["units"])


def _part(doc: Any, d: Draft) -> str | None:
    if d.best == 0 or d.of is not None or d.name is not None:
        return None
    person = d.noun.person if d.noun is not None else None
    group = d.group or (person.group if person is not None else None)
    if d.noun is not None and d.noun.group == "infants":
        group = d.noun.group
    if person is not None and person.lemma == "adult":
        return "adults"
    if person is None and group is None and doc[d.end - 1].lower_ in _units("en"):
        return _UNIT
    if group is None and person is not None and not d.individual and _unlike(d, person):
        nation = d.noun.nationality if d.noun is not None else None
        return f"{_NATION}{nation}" if nation is not None else "people"
    return group if group in _PARTS else None


def _nations(doc: Any, run: list[Draft]) -> bool:
    """As in "eight Indians, four Nepalis and two Bangladeshis": peoples told side by side."""
    parts = [_part(doc, d) or "" for d in run]
    return all(p.startswith(_NATION) for p in parts) and len(set(parts)) == len(parts)


def _unlike(d: Draft, person: Person) -> bool:
    """Whether people at large can stand beside their babies ("41 people and a newborn")."""
    population = d.noun.population if d.noun is not None else None
    return not (population or person.event or person.status or d.reference)


def _coordinated(doc: Any, left: Draft, right: Draft) -> bool:
    """Joined by "and", "," or "with", nothing but descriptions of people in between."""
    if _part(doc, right) is None or not 0 < right.start - left.end <= _GAP:
        return False
    between = doc[left.end : right.start]
    unlike = left.hint and right.hint and left.hint != right.hint
    # "29 people, two of them babies": the babies are among the 29.
    unlike = unlike or (right.reference == _INCLUDED and _bare(right))
    if unlike or any(t.tag_ == "PRP" for t in between):
        return False
    if any(
        t.pos_ in {"VERB", "AUX", "NOUN"}
        and t.tag_ not in {"VBN", "VBG", "CD"}
        and not t.text[0].isdigit()
        for t in between
    ):
        return False
    links = list(between)
    # "the couple and their two children": whose they are stands before the number.
    while len(links) > 1 and links[-1].lower_ in lexicon().words["determiners"]:
        links.pop()
    joined = links[-1].lower_ in lexicon().words["joining"] | {",", "&"}
    a, b = doc[left.head], doc[right.head]
    return joined and (b in a.conjuncts or a in b.conjuncts or len(between) <= 2)


def _bare(d: Draft) -> bool:
    return d.noun is None or d.noun.person is None


def _compose(doc: Any, run: list[Draft]) -> bool:
    if _nations(doc, run):
        return True
    parts = {"people" if (_part(doc, d) or "").startswith(_NATION) else _part(doc, d) for d in run}
    if all(d.individual for d in run) and "people" in parts:
        # "The driver and a nurse": each told by what befell them.
        return all(d.hint or status_hints(doc[d.head]) for d in run)
    if "people" in parts and parts != {"people", "infants"}:
        # "Nine people and three children": the children may be among the nine.
        return False
    return len(parts) > 1 or (any(d.individual for d in run) and "people" not in parts)


def _sum(doc: Any, run: list[Draft]) -> Draft:
    highs = [d.high for d in run]
    spans = tuple(
        (int(doc[d.start].idx), int(doc[d.end - 1].idx + len(doc[d.end - 1].text))) for d in run
    )
    return Draft(
        start=run[0].start,
        end=run[-1].end,
        head=run[0].head,
        low=sum(d.low for d in run),
        best=sum(d.best for d in run),
        high=None if None in highs else sum(h for h in highs if h is not None),
        qualifier=run[0].qualifier if len({d.qualifier for d in run}) == 1 else "about",
        definite=run[0].definite,
        members=spans,
        human=0.9,
    )
