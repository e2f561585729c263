"""Places whose names begin the names of facilities: "X District Hospital", "the X Police Station".

Invariant: only what serves a place is named after it here: a hospital with a word of public service
in its name, a police station, a court. What else bears a name ("the X Clinic") tells no place.
"""

from typing import Any

_LONGEST = 2  # words of a place's name
_PUBLIC = 3  # words between it and the facility's noun


def namesake(run: Any, lists: dict[str, frozenset[str]]) -> tuple[int, int] | None:
    """The tokens of the place in a capitalised run (a spaCy span) that names a facility, else None.

    `lists`: the words of `lang/en/unlisted.toml`.
    """
    words = [t.lower_ for t in run]
    behind = [t.lower_ for t in run.doc[run.end : run.end + 2]]
    for n in range(1, min(len(run), _LONGEST) + 1):
        if words[n - 1] in lists["no_namesakes"] | lists["public"] | lists["never"]:
            return None
        rest = words[n:] + behind if n == len(run) else words[n:]
        if not rest or not _facility(rest, lists):
            continue
        named = all(t.tag_ in {"NNP", "NNPS"} and t.text.isalpha() for t in run[:n])
        return (run.start, run.start + n) if named else None
    return None


def _facility(words: list[str], lists: dict[str, frozenset[str]]) -> bool:
    """Whether words begin with a facility that bears its place's name: "base hospital"."""
    public = 0
    while public < min(len(words), _PUBLIC) and words[public] in lists["public"]:
        public += 1
    pair = " ".join(words[public : public + 2])
    if pair in lists["stations"]:
        return True
    return public > 0 and words[public : public + 1] != [] and words[public] in lists["hospitals"]
