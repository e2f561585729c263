"""One identity for one speaker, across reports and forms of the name.

Invariant: two forms are one only for a reason that the names or a report's words give (surname,
country and office, initials, "head of"); what is ambiguous stays apart. Anonymous speakers are not
joined here: they belong to their outlet (see `origins`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from caseweave.model import Attribution, Claim, Report
from caseweave.reconcile import parties
from caseweave.reconcile.joined import Joined
from caseweave.reconcile.settings import words

Key = tuple[str, ...]
_NEAR = 90
_NEXT_WORDS = 7
_ONE_WORD = 3  # a key is its kind, its country and its words
_AFTER_NAME = r"(?:,|\s\(|\swho\b|\s[a-z])"


class Form(NamedTuple):
    """One link of a chain as it stands: where, what kind, which words, its key."""

    report: str
    start: int
    kind: str
    name: str
    key: Key


class Speakers:
    """The speakers of an incident: `key_of` an attribution, `name_of` a key."""

    def __init__(self, claims: Iterable[Claim], reports: Mapping[str, Report]) -> None:
        forms = {
            _form(claim.report, link)
            for claim in claims
            for link in claim.attribution[1:]
            if link.name and link.kind != "anonymous"
        }
        self._forms = sorted(forms)
        self._joined: Joined[Key] = Joined()
        self._local: dict[tuple[str, Key], Key] = {}
        self._member_of: dict[Key, set[Key]] = defaultdict(set)
        self._persons()
        self._bodies()
        self._generic()
        self._affiliations(reports)

    def key_of(self, report: str, link: Attribution) -> Key:
        """The identity of a named, office, organisation or document link."""
        form = _form(report, link)
        return self._root(form)

    def name_of(self, key: Key) -> tuple[str, str]:
        """The name shown for an identity, and its kind."""
        found = [f for f in self._forms if self._root(f) == key]
        if not found:
            return " ".join(key[2:]) or "unknown", "named"
        person = max((f for f in found if f.key[0] == "person"), key=_fullness, default=None)
        body = max((f for f in found if f.key[0] == "body"), key=_fullness, default=None)
        if person and body and len(body.key) > 2:
            return f"{_shown(person)} ({_shown(body)})", "named"
        best = person or body or max(found, key=_fullness)
        return _shown(best), best.kind

    def body_of(self, key: Key) -> Key | None:
        """The body that a person heads or works for, where the reports name one only."""
        found = {
            self._joined.root(body)
            for person, bodies in self._member_of.items()
            if self._joined.root(person) == key
            for body in bodies
        } - {key}
        return found.pop() if len(found) == 1 else None

    def _root(self, form: Form) -> Key:
        return self._joined.root(self._local.get((form.report, form.key), form.key))

    def _persons(self) -> None:
        """A surname belongs to the one full name that bears it, first of its own report."""
        people = sorted({(f.report, f.key) for f in self._forms if f.key[0] == "person"})
        full = {k for _, k in people if len(k) > 2}
        for report, key in people:
            if len(key) != 2:
                self._fuller_name(key, full)
                continue
            here = sorted({k for r, k in people if r == report and k in full and key[1] in k[1:]})
            anywhere = sorted(k for k in full if key[1] == k[-1])
            found = here or anywhere
            if len({self._joined.root(k) for k in found}) == 1:
                self._local[report, key] = found[0]

    def _fuller_name(self, key: Key, full: set[Key]) -> None:
        """As "Ada Moor" and "Ada Lin Moor": same first and last name."""
        for other in sorted(full):
            if len(other) > len(key) and (other[1], other[-1]) == (key[1], key[-1]):
                self._joined.join(key, other)

    def _bodies(self) -> None:
        """A body without a country is the one that has the same words and a country."""
        bodies = sorted({f.key for f in self._forms if f.key[0] == "body"})
        for report, key in sorted({(f.report, f.key) for f in self._forms if f.key[0] == "body"}):
            here = {f.key for f in self._forms if f.report == report}
            self._with_country(report, key, bodies, here)
        for short in bodies:
            for full in bodies:
                if parties.stands_for(short[2:], full[2:]) and short[1] in {"", full[1]}:
                    self._joined.join(short, full)

    def _with_country(self, report: str, key: Key, bodies: list[Key], here: set[Key]) -> None:
        if key[1]:
            return
        same = [b for b in bodies if b[1] and b[2:] == key[2:]]
        local = [b for b in same if b in here]
        found = local or same
        if len(found) == 1:
            self._local[report, key] = found[0]

    def _generic(self) -> None:
        """As "The ministry" is the nearest earlier ministry of its report; "the group" likewise."""
        generic = set(words("speakers")["generic"])
        by_report: dict[str, list[Form]] = defaultdict(list)
        for form in self._forms:
            if form.key[0] == "body":
                by_report[form.report].append(form)
        for report, forms in by_report.items():
            for form in forms:
                if (report, form.key) in self._local:
                    continue
                found = _longer(form, forms) or _described(form, forms, generic)
                if found is not None:
                    self._local[report, form.key] = self._root(found)
                elif len(self._full_names(form)) == 1:
                    self._local[report, form.key] = self._full_names(form).pop()

    def _full_names(self, form: Form) -> set[Key]:
        """The bodies of all reports whose names end in this one's words and say more."""
        if len(form.key) != _ONE_WORD or form.key[-1] in words("speakers")["generic"]:
            return set()
        found = [f for f in self._forms if f.key[0] == "body" and _ends_in(f.key, form.key)]
        return {self._joined.root(f.key) for f in found}

    def _affiliations(self, reports: Mapping[str, Report]) -> None:
        """Whom a person belongs to in a report's words; a body's mouth speaks as that body."""
        bodies = _unlike(f for f in self._forms if f.key[0] == "body" and len(f.key) > 2)
        bodies = [b for b in bodies if b.key[2:] != ("government",) and not _is_described(b)]
        people = _unlike(f for f in self._forms if f.key[0] == "person" and len(f.key) > 2)
        for person in people:
            for report in sorted(reports):
                around = _words_after(person, reports[report].text)
                for body in bodies:
                    tie = _tie(around, body.name)
                    if tie == "spokes":
                        self._joined.join(self._root(person), self._root(body))
                    elif tie == "heads":
                        self._member_of[self._root(person)].add(self._root(body))
        for report in sorted(reports):
            self._mouths(report, people, reports[report].text)
            self._head_of_described(report, people, reports[report].text)

    def _mouths(self, report: str, people: Iterable[Form], text: str) -> None:
        """As "the ministry's spokesman, Ivo Tarn", where the report names one ministry only."""
        bodies = [f for f in self._forms if f.report == report and f.key[0] == "body" and f.key[2:]]
        for person in people:
            for name in _offices_before(person, text):
                office = self._longest_fit(name, bodies)
                if office is not None:
                    self._joined.join(self._root(person), office)

    def _longest_fit(self, name: str, bodies: Iterable[Form]) -> Key | None:
        """The one body whose name ends in the last words of `name`, in as many as can be."""
        told = name.split()
        for start in range(len(told)):
            said = parties.body(" ".join(told[start:])).words
            fits = {self._root(b) for b in bodies if said and b.key[-len(said) :] == said}
            if fits:
                return fits.pop() if len(fits) == 1 else None
        return None

    def _head_of_described(self, report: str, people: Iterable[Form], text: str) -> None:
        """As "an activist group said", where one person of the report is told to head a body."""
        generic = set(words("speakers")["generic"])
        mine = [f for f in self._forms if f.report == report and f.key[0] == "body"]
        groups = {self._root(f) for f in mine if f.key[-1] in generic and _is_described(f)}
        groups = {g for g in groups if not _plural(g[-1])}
        heads = {self._root(p) for p in people if any(map(_heads_some, _words_after(p, text)))}
        if len(groups) == 1 and len(heads) == 1:
            self._member_of[heads.pop()].add(groups.pop())


def _unlike(forms: Iterable[Form]) -> list[Form]:
    """One form for each name."""
    return [f for _, f in sorted({f.name: f for f in sorted(forms)}.items())]


def _form(report: str, link: Attribution) -> Form:
    name = link.name or ""
    start = link.evidence.start if link.evidence else -1
    return Form(report, start, link.kind, name, _key(link.kind, name, report))


def _key(kind: str, name: str, report: str) -> Key:
    if kind == "named" and not parties.is_spokesman(name):
        return ("person", *parties.person(name))
    if kind == "outlet":
        return ("outlet", *parties.outlet(name))
    if kind == "document" and name == name.lower():
        return ("document", report, *parties.tokens(name))
    if kind == "document":
        return ("document", "", *parties.tokens(name))
    found = parties.body(name)
    return ("body", found.country or "", *found.words)


def _longer(form: Form, forms: list[Form]) -> Form | None:
    """The nearest body of the report whose name ends in this one's words and says more."""
    tail = form.key[2:]
    if not tail:
        return None
    fits = [f for f in forms if _ends_in(f.key, form.key)]
    before = [f for f in fits if f.start <= form.start]
    return max(before, default=min(fits, default=None, key=_place), key=_place)


def _ends_in(full: Key, short: Key) -> bool:
    """Whether a body's name ends in a shorter one's words, of the same country if it has one."""
    tail = short[2:]
    return len(full) > len(short) and full[-len(tail) :] == tail and short[1] in {"", full[1]}


def _place(form: Form) -> tuple[int, str]:
    return form.start, form.name


def _is_described(form: Form) -> bool:
    """A body without a name of its own ("a rights group")."""
    bare = parties.display(form.name)
    first = parties.tokens(bare)[:1]
    return bare[1:] == bare[1:].lower() or any(_plural(w) for w in first)


def _plural(word: str) -> bool:
    """As "groups" in "groups like hers": several bodies without a name."""
    return word[-1:] == "s" and word[:-1] in words("speakers")["generic"]


def _described(form: Form, forms: list[Form], generic: set[str]) -> Form | None:
    """As "A border rights group" where the report names one organisation only."""
    if form.key[-1] not in generic or not _is_described(form):
        return None
    named = {f.key: f for f in forms if f.kind == "organisation" and not _is_described(f)}
    return next(iter(named.values())) if len(named) == 1 else None


def _words_after(person: Form, text: str) -> list[str]:
    """The words that follow a person's name in a text, up to the end of the sentence."""
    last, first = person.key[-1], person.key[1]
    pattern = re.compile(
        rf"\b{re.escape(first)}\b[\w\s.'-]{{0,30}}?\b{re.escape(last)}\b({_AFTER_NAME}[^.!?\n]{{0,{_NEAR}}})",
        re.IGNORECASE,
    )
    return [found[1] for found in pattern.finditer(text)]


def _offices_before(person: Form, text: str) -> list[str]:
    """The words for whom a person speaks, right before the name: "the ministry's spokesman"."""
    mouths = "|".join(re.escape(w) for w in words("speakers")["spokes"])
    name = r"\s+".join(re.escape(w) for w in parties.display(person.name).split())
    titled = r"(?:[A-Z][\w.]*\s+){0,2}?"
    pattern = re.compile(
        rf"((?:[\w&-]+\s+){{0,4}}[\w&-]+)(?:['’]s?)?\s+(?:{mouths}),?\s+{titled}{name}"
    )
    return [found[1] for found in pattern.finditer(text)]


def _tie(around: Iterable[str], name: str) -> str | None:
    """What ties a person to the body named: `spokes` or `heads`, or None."""
    found = {t for text in around if (t := _told_tie(text, name))}
    return "spokes" if "spokes" in found else "heads" if found else None


def _heads_some(text: str) -> bool:
    """Whether the words right after a name tell that one leads or works for some named body."""
    first = re.findall(r"[\w-]+", text)[:_NEXT_WORDS]
    tied = any(w.casefold() in words("speakers")["heads"] for w in first)
    return tied and any(w[:1].isupper() for w in first)


def _told_tie(text: str, name: str) -> str | None:
    """Whether the words tell that one speaks for, leads or works for the body named."""
    bare = parties.display(name)
    at = text.casefold().find(bare.casefold())
    if at < 0:
        return None
    before = re.findall(r"[\w-]+", text[:at].casefold())
    if "said" in before:
        return None
    if any(w in words("speakers")["spokes"] for w in before):
        return "spokes"
    return "heads" if any(w in words("speakers")["heads"] for w in before) else None


def _fullness(form: Form) -> tuple[bool, bool, int, int, str]:
    return (
        not parties.is_spokesman(form.name),
        len(form.key) > 1 and form.key[0] == "body" and bool(form.key[1]),
        len(form.key),
        len(form.name),
        form.name,
    )


def _shown(form: Form) -> str:
    if form.key[0] != "person" or len(form.key) < 3:
        return parties.office_shown(form.name)
    bare = form.name.split(",")[0].split(" ")
    while (
        len(bare) > len(form.key) - 1
        and parties.tokens(bare[0])
        and parties.tokens(bare[0])[0] not in form.key
    ):
        bare = bare[1:]
    return " ".join(bare)
