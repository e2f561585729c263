"""Words beside a bare name that tell it is a place: what it is called, or what lies between two.

As in "X, a village in", "another town, X", "the X to Y road", "the X Bridge". Invariant:
only the words around the name and its own last word are read, never a list of places.
"""

from typing import Any

_REACH = 4  # words between a comma and the noun that says what a place is
_ARTICLES = {"a", "an", "the"}
_BOTH = {"both"}
_PAIR = 6  # words between "between" and its second name


def told_beside(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """Whether the words around a capitalised run (a spaCy span) say that it is a place.

    `lists`: the words of `lang/en/unlisted.toml`.
    """
    return (
        site_by_name(run, lists)
        or _explained(run, lists)
        or _announced(run, lists)
        or _explained_together(run, lists)
        or _between(run, lists)
        or _ends_way(run, lists)
        or _called(run, lists)
    )


def halves(run: Any, lists: dict[str, frozenset[str]]) -> list[tuple[int, int]]:
    """The spans of a name's passage: both ends of "the X-Y road", else the whole name."""
    whole = [(run.start_char, run.end_char)]
    after = run.doc[run.end].lower_ if run.end < len(run.doc) else ""
    at = [t.i for t in run if t.text in {"-", "–"}]
    if after not in lists["ways"] or len(at) != 1 or not run.doc[at[0] + 1].text[:1].isupper():
        return whole
    first, last = run.doc[run.start : at[0]], run.doc[at[0] + 1 : run.end]
    return [(first.start_char, first.end_char), (last.start_char, last.end_char)]


def _called(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "a place called X", "at what is known as X"."""
    before = [t.lower_ for t in run.doc[max(0, run.start - 5) : run.start]]
    if before[-1:] == ["as"]:
        before = before[:-1]
    if before[-1:] not in (["called"], ["known"], ["named"]):
        return False
    held = before[-2:-1] if before[-2:-1] != ["is"] else before[-3:-2]
    return bool(held) and (held[0] in lists["parts"] | {"place", "spot", "point", "what", "site"})


def site_by_name(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "at the Red Bridge": a name that ends in a word for a site, behind a preposition."""
    if len(run) < 2 or run[-1].lower_ not in lists["named_sites"]:
        return False
    at = run.start - 1
    while at > 0 and (run.doc[at].pos_ == "ADJ" or run.doc[at].lower_ == "the"):
        at -= 1
    return at >= 0 and run.doc[at].lower_ in lists["at_sites"]


def _explained(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "X, a village in the north": an apposition says what kind of place it is."""
    after = [t.lower_ for t in run.doc[run.end : run.end + 2 + _REACH]]
    if after[:1] != [","] or after[1:2] == [] or after[1] not in _ARTICLES:
        return False
    noun = next((n for n, w in enumerate(after[2:], start=2) if w in lists["parts"]), None)
    return noun is not None and not {",", ".", "of", "from"} & set(after[2:noun])


def _explained_together(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "X and Y, two villages of": one apposition says it of both."""
    doc = run.doc
    last = max((t.i for t in (run.root, *run.root.conjuncts)), default=run.root.i)
    while last + 1 < len(doc) and doc[last + 1].text[:1].isupper():
        last += 1
    after = doc[last + 1 : last + 3 + _REACH]
    if (
        len(after) < 3
        or after[0].text != ","
        or not (after[1].like_num or after[1].lower_ in _BOTH)
    ):
        return False
    noun = next((t for t in after[1:] if t.tag_ == "NNS"), None)
    return noun is not None and noun.lemma_.lower() in lists["parts"]


def _ends_way(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "the X to Y road": either end of it."""
    doc = run.doc
    for at in (run.start - 1, run.end):
        if not 1 < at < len(doc) - 2 or doc[at].lower_ != "to":
            continue
        first, last = at - 1, at + 1
        while first > 0 and doc[first - 1].text[:1].isupper():
            first -= 1
        while last + 1 < len(doc) and doc[last + 1].text[:1].isupper():
            last += 1
        capital = doc[at - 1].text[:1].isupper() and doc[at + 1].text[:1].isupper()
        way = last + 1 < len(doc) and doc[last + 1].lower_ in lists["ways"]
        if capital and way and first > 0 and doc[first - 1].lower_ in _ARTICLES:
            return True
    return False


def _announced(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "a different town, X", "the hamlet X": the noun before says what it is."""
    doc, at = run.doc, run.start - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    opened = {"DET", "ADJ", "PRON", "NUM", "ADP"}
    return at > 0 and doc[at].lower_ in lists["settlements"] and doc[at - 1].pos_ in opened


def _between(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "on the road between X and Y", "halfway between X and Y"."""
    doc = run.doc
    low = max(0, run.start - _PAIR)
    at = next((i for i in range(run.start - 1, low, -1) if doc[i].lower_ == "between"), None)
    if at is None or doc[at - 1].lower_ not in lists["ways"]:
        return False
    between = [t.lower_ for t in doc[at + 1 : run.start] if not t.text[:1].isupper()]
    first = [t for t in doc[at + 1 : run.start] if t.text[:1].isupper()]
    return between == [] or (between == ["and"] and bool(first))
