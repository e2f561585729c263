"""The words of reporting (`lang/LANGUAGE/reporting*.toml`) as frozen sets, read once.

Words with a meaning of their own stand in these tables only; the rules beside them name nothing
but the function words of English syntax ("that", "to", "by", "as").
"""

from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.attribution._patterns import Patterns, patterns
from caseweave.lang import profile

Words = frozenset[str]
_SILENCES = ("unaware", "declined", "unreachable", "denies", "unchecked", "sealed", "uninformed")


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """`verb_classes`: lemma (or "lemma:particle") to the classes that it stands in, in order.

    `stance` holds the words of `grammar` too. `about`: prepositions, likeliest first. `silences`:
    turns of phrase by stance; `parts` and `untrue`: those that deny; `stances` and `denials`: the
    word lists beside them; `negatives`: "nobody" and its like. `posts`: posts and ranks that
    may stand for each other when somebody is spoken of again. `persons`: the kinds that are one
    human being, posts and people without a name; `bodies`: names of all that is no person.
    """

    verb_classes: dict[str, tuple[str, ...]]
    stance: dict[str, Words]
    factuality: dict[str, Words]
    phrases: dict[str, Words]
    nouns: dict[str, Words]
    kinds: dict[str, Words]
    names: dict[str, Words]
    pronouns: dict[str, Words]
    grammar: dict[str, Words]
    figures: dict[str, Words]
    about: tuple[str, ...]
    silences: dict[str, Patterns]
    parts: Patterns
    powers: Patterns
    untrue: Patterns
    stances: dict[str, Words]
    denials: dict[str, Words]
    negatives: Words
    layout: dict[str, Words]
    framing: dict[str, Words]
    letters: dict[str, Words]
    posts: dict[str, Words]
    persons: Words
    bodies: Words

    def classes(self, lemma: str, particles: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The verb's classes; those of the verb with its particle come first and alone."""
        for particle in particles:
            found = self.verb_classes.get(f"{lemma}:{particle}")
            if found:
                return found
        return self.verb_classes.get(lemma, ())


def _sets(table: dict[str, Any]) -> dict[str, Words]:
    return {name: frozenset(words) for name, words in table.items()}


@lru_cache(maxsize=8)
def lexicon(language: str = "en") -> Lexicon:
    """The tables of one language. Raises KeyError where the language has none."""
    reporting = profile(language, "reporting")
    speakers = profile(language, "reporting_speakers")
    stances = profile(language, "reporting_stances")
    silent, denied = stances["silences"], stances["denials"]
    classes: dict[str, list[str]] = {}
    for name, verbs in reporting["verbs"].items():
        for verb in verbs:
            known = classes.setdefault(verb, [])
            if name not in known:
                known.append(name)
    kinds, names = _sets(speakers["kinds"]), _sets(speakers["names"])
    return Lexicon(
        verb_classes={verb: tuple(names) for verb, names in classes.items()},
        stance=_sets(reporting["stance"]) | _sets(reporting["grammar"]),
        factuality=_sets(reporting["factuality"]),
        phrases=_sets(reporting["phrases"]),
        nouns=_sets(reporting["nouns"]),
        kinds=kinds,
        names=names,
        pronouns=_sets(speakers["pronouns"]),
        grammar=_sets(reporting["grammar"]),
        figures=_sets(reporting["figures"]),
        about=tuple(reporting["grammar"]["about"]),
        silences={s: patterns(silent[s]) for s in _SILENCES},
        parts=patterns(denied["parts"]),
        powers=patterns(denied["powers"]),
        untrue=patterns(denied["untrue"]),
        stances=_sets(silent),
        denials=_sets(denied),
        layout=_sets(stances["layout"]),
        framing=_sets(stances["framing"]),
        letters=_sets(stances["letters"]),
        posts=_sets(speakers["posts"]),
        negatives=frozenset(denied["quantifiers"]),
        persons=kinds["role"] | kinds["anonymous"],
        bodies=names["organisation"] | names["office"] | names["outlet"],
    )
