"""What words mean for counting people: the tables of `lang/en`, compiled once into look-ups.

Invariant: a word's reading depends on the tables alone; nothing here looks at a sentence.
"""

from functools import lru_cache

import msgspec

from caseweave.lang import profile

# Sets of words: name here -> table and key in `people.toml`.
_WORDS = {
    "before": ("reject", "before"),
    "after": ("reject", "after"),
    "entities": ("reject", "entities"),
    "age_units": ("reject", "age_units"),
    "rate": ("reject", "rate"),
    "definite": ("reference", "definite"),
    "sites": ("carriers", "sites"),
    "destinations": ("carriers", "destinations"),
    "closed": ("carriers", "closed"),
    "broken": ("carriers", "broken"),
    "body_parts": ("carriers", "body_parts"),
    "bearing": ("carriers", "bearing"),
    "lacking": ("carriers", "lacking"),
    "searching": ("carriers", "searching"),
    "nothing": ("carriers", "nothing"),
    "told_of": ("carriers", "told_of"),
    "traces": ("carriers", "traces"),
    "fates": ("carriers", "fates"),
    "unclear": ("carriers", "unclear"),
    "unseen": ("carriers", "unseen"),
    "aboard": ("human_verbs", "aboard"),
    "quantifiers": ("ordinals", "quantifiers"),
    "ordinals": ("ordinals", "words"),
    "human_verbs": ("human_verbs", "words"),
    "carriers": ("carriers", "verbs"),
    "states": ("carriers", "states"),
    "raising": ("carriers", "raising"),
    "fatal": ("carriers", "fatal"),
    "light": ("carriers", "light"),
    "medical": ("carriers", "medical"),
    "wards": ("carriers", "wards"),
    "into": ("carriers", "into"),
    "employing": ("human_verbs", "employing"),
    "agentive": ("carriers", "agentive"),
    "surviving": ("carriers", "surviving"),
    "hit": ("carriers", "hit"),
    "possessing": ("carriers", "possessing"),
    "taking": ("carriers", "taking"),
    "adding": ("carriers", "adding"),
    "unreal": ("carriers", "unreal"),
    "modals": ("carriers", "modals"),
    "irreal": ("carriers", "irreal"),
    "supposing": ("carriers", "supposing"),
    "known": ("carriers", "known"),
    "tolls": ("tolls", "words"),
    "toll_verbs": ("tolls", "change"),
    "spread": ("statistics", "spread"),
    "totals": ("statistics", "nouns"),
    "plural_pronouns": ("grammar", "plural_pronouns"),
    "demonstratives": ("grammar", "demonstratives"),
    "speaking": ("grammar", "speaking"),
    "articles": ("grammar", "articles"),
    "possessives": ("grammar", "possessives"),
    "masses": ("grammar", "masses"),
    "bodies": ("grammar", "bodies"),
    "single_pronouns": ("grammar", "single_pronouns"),
    "first_person": ("grammar", "first_person"),
    "crowds": ("grammar", "crowds"),
    "partitive_pronouns": ("grammar", "partitive_pronouns"),
    "speakers_of": ("stated", "members"),
    "determiners": ("grammar", "determiners"),
    "mass_nouns": ("grammar", "mass_nouns"),
    "member_units": ("grammar", "member_units"),
    "whole_words": ("grammar", "whole_words"),
    "those": ("grammar", "those"),
    "of_things": ("grammar", "of_things"),
    "of": ("grammar", "of"),
    "out": ("grammar", "out"),
    "all": ("grammar", "all"),
    "the": ("grammar", "the"),
    "to": ("grammar", "to"),
    "according": ("grammar", "according"),
    "from": ("grammar", "from"),
    "with": ("grammar", "with"),
    "including": ("grammar", "including"),
    "as": ("grammar", "as"),
    "as_after": ("grammar", "as_after"),
    "joining": ("grammar", "joining"),
    "be": ("grammar", "be"),
    "nobody": ("grammar", "nobody"),
    "weak": ("grammar", "weak"),
    "none": ("grammar", "none"),
    "lives": ("grammar", "lives"),
    "losing": ("grammar", "losing"),
    "death_word": ("carriers", "death"),
    "losses": ("carriers", "losses"),
    "mourning": ("carriers", "mourning"),
    "together": ("grammar", "together"),
    "degrees": ("grammar", "degrees"),
    "no_number": ("grammar", "no_number"),
    "who": ("grammar", "who"),
    "general": ("grammar", "general"),
    "by": ("grammar", "by"),
    "have": ("grammar", "have"),
    "no": ("grammar", "no"),
    "or": ("grammar", "or"),
    "own": ("grammar", "own"),
    "old": ("grammar", "old"),
    "for": ("grammar", "for"),
    "another": ("grammar", "another"),
    "the_other": ("grammar", "the_other"),
    "victims": ("victims", "words"),
    "coordinating": ("grammar", "coordinating"),
    "on_board": ("grammar", "on_board"),
    "stay": ("grammar", "stay"),
    "shots": ("grammar", "shots"),
    "sum_nouns": ("grammar", "sum_nouns"),
    "among": ("grammar", "among"),
    "shelters": ("carriers", "shelters"),
    "secret": ("carriers", "secret"),
    "toward": ("grammar", "toward"),
    "official": ("carriers", "official"),
    "addressing": ("carriers", "addressing"),
    "saving": ("carriers", "saving"),
    "homeward": ("grammar", "homeward"),
    "people_pronouns": ("grammar", "people_pronouns"),
    "demonstratives_of_one": ("grammar", "demonstratives_of_one"),
}


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What a noun says of the people it counts; `human` 0-1 is how surely it means people."""

    lemma: str
    human: float = 1.0
    group: str | None = None
    population: str | None = None
    status: str | None = None
    event: bool = False


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """Look-ups for one language. Phrases are tuples of lower-case tokens."""

    persons: dict[str, Person]
    not_people: frozenset[str]
    suffixes: tuple[str, ...]
    demonyms: dict[str, str]
    collectives: frozenset[str]
    kin: frozenset[str]
    adjectives: dict[str, str]
    group_adjectives: dict[str, str]
    reference: dict[str, str]
    object_verbs: dict[str, str]
    subject_verbs: dict[str, str]
    object_phrases: dict[str, str]
    subject_phrases: dict[str, str]
    placed: dict[str, str]
    predicates: dict[str, str]
    nominals: dict[str, str]
    words: dict[str, frozenset[str]]
    phrases: tuple[str, ...]
    background: tuple[str, ...]
    large: int


def _inverse(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


def _persons(table: dict[str, dict[str, list[str]]]) -> dict[str, Person]:
    """Every noun for people; later tables refine what earlier ones say."""
    found: dict[str, Person] = {}
    unsure = set(table["nouns"]["unsure"])
    facets = {
        "group": _inverse(table["groups"]),
        "population": _inverse(table["population"]),
        "status": _inverse(table["status"]),
    }
    events = set(table["events"]["words"])
    words = [*table["nouns"]["plain"], *table["victims"]["words"]]
    for facet in facets.values():
        words.extend(facet)
    for word in dict.fromkeys([*words, *sorted(events)]):
        found[word] = Person(
            lemma=word,
            human=0.6 if word in unsure else 0.8 if word in events else 1.0,
            group=facets["group"].get(word),
            population=facets["population"].get(word),
            status=facets["status"].get(word),
            event=word in events,
        )
    return found


@lru_cache(maxsize=4)
def lexicon(language: str = "en") -> Lexicon:
    """The compiled tables `people` of a language. Raises KeyError where it has none."""
    table = profile(language, "people")
    codes = {k: v for k, v in table["demonyms"].items() if k != "peoples"}
    demonyms = _inverse(codes) | {word: word for word in table["demonyms"]["peoples"]}
    words = {name: table[part][key] for name, (part, key) in _WORDS.items()}
    pronouns = {"definite", "pronouns", "among"}
    reference = {k: v for k, v in table["reference"].items() if k not in pronouns}
    carriers = table["carriers"]
    placed = {
        "detained": carriers["detention"],
        "in_hiding": carriers["hiding"],
        "injured": carriers["injury"],
    }
    return Lexicon(
        persons=_persons(table),
        not_people=frozenset(table["not_people"]["words"]),
        suffixes=tuple(table["not_people"]["suffixes"]),
        demonyms=demonyms,
        collectives=frozenset(table["collectives"]["words"]),
        kin=frozenset(table["kinship"]["kin"]),
        adjectives=_inverse(table["population_adjectives"]),
        group_adjectives=_inverse(table["group_adjectives"]),
        reference=_inverse(reference),
        object_verbs=_inverse(table["verbs"]["object"]),
        subject_verbs=_inverse(table["verbs"]["subject"]),
        object_phrases=_inverse(table["verbs"]["object_phrases"]),
        subject_phrases=_inverse(table["verbs"]["subject_phrases"]),
        placed=_inverse(placed),
        predicates=_inverse(table["predicates"]),
        nominals=_inverse(table["nominals"]),
        words={k: frozenset(v) for k, v in words.items()},
        phrases=tuple(table["statistics"]["phrases"]),
        background=tuple(table["statistics"]["background"]),
        large=int(table["statistics"]["large"]),
    )


def singulars(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural of, likeliest first ("women" -> "woman")."""
    forms = [word]
    if word.endswith("men"):
        forms.append(word[:-3] + "man")
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("ives"):
        forms.append(word[:-3] + "fe")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    return tuple(forms)


@lru_cache(maxsize=8192)
def person(word: str, lemma: str, language: str = "en") -> Person | None:
    """The reading of a lower-case noun, or None where it means no people.

    Order: the word's own entry, its singular's, the lemma's; then known others; then the endings
    of agent nouns ("-er", "-ist"), which are only likely to be people (human 0.5).
    """
    lex = lexicon(language)
    forms = dict.fromkeys([*singulars(word), lemma])
    for form in forms:
        found = lex.persons.get(form)
        if found is not None:
            return found
    if any(form in lex.not_people for form in forms):
        return None
    for form in forms:
        if form.endswith(lex.suffixes) and len(form) > 4:
            return Person(lemma=singulars(form)[-1], human=0.5)
    return None


def is_demonym(word: str, language: str = "en") -> str | None:
    """ISO 3166 alpha-2 code of a demonym ("syrians" -> "SY"), or the people's own word."""
    lex = lexicon(language)
    for form in singulars(word):
        if form in lex.demonyms:
            return lex.demonyms[form]
    return None
