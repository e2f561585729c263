"""An export in the making: what each claim may show, how everything is numbered and called.

Invariant: built once from the records and a level; the parts of redaction only read it.
"""

from collections.abc import Mapping
from functools import cached_property

import msgspec

from caseweave.export.grades import CONTEXT, Grade, applies, grades
from caseweave.export.labels import Labels
from caseweave.export.levels import needed, reaches, strictest
from caseweave.export.names import Names, find_names, is_person
from caseweave.export.places import names_of, own_names
from caseweave.export.records import Records, Ruling
from caseweave.export.screen import Mode, Screen, admit, joined, ordinary
from caseweave.export.vocabulary import known_words, words_of
from caseweave.model import Claim, Incident, NameValue, PlaceValue, Report
from caseweave.schema.sharing import Level, sharing


class View:
    """The records as an export at `level` sees them; `withhold` False shows all (tests only)."""

    def __init__(self, records: Records, level: Level, *, withhold: bool = True) -> None:
        self.records = records
        self.level: Level = level if withhold else "red"
        rulings = records.rulings if withhold else ()
        self.rulings: tuple[Ruling, ...] = rulings
        self.grades: Mapping[str, Grade] = grades(
            records if withhold else _without_rulings(records)
        )
        self.claims = {c.id: c for c in records.claims}
        self.types = {i.id: i.type for i in records.incidents}
        self.sources = {r.id: f"R{n}" for n, r in enumerate(_by_day(records.reports), start=1)}
        self.cases = {i.id: f"C{n}" for n, i in enumerate(records.incidents, start=1)}
        self._own = self._sorted_claims()
        self._accounts: dict[str, str] = {}
        for incident in records.incidents:
            own = [c for c in self.of(incident) if self.tells(c)]
            for number, claim in enumerate(own, start=1):
                self._accounts[claim.id] = f"{self.cases[incident.id]}.A{number}"

    def of(self, incident: Incident) -> list[Claim]:
        """The claims of an incident, in the order of the sources and of their places in them."""
        return self._own.get(incident.id, [])

    def _sorted_claims(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in sorted(self.records.claims, key=self._place_of):
            found.setdefault(claim.incident or "", []).append(claim)
        return found

    def _place_of(self, claim: Claim) -> tuple[int, int, int, str]:
        number = int(self.sources.get(claim.report, "R0")[1:])
        return number, claim.evidence.start, claim.evidence.end, claim.id

    def tells(self, claim: Claim) -> bool:
        """Whether the export tells this claim at all, whole or only its country."""
        grade = self.grades[claim.id]
        return grade.shown(self.level) or grade.coarse(self.level)

    def account(self, claim: str) -> str | None:
        """The export's id of a claim that it tells."""
        return self._accounts.get(claim)

    def accounts(self, claims: tuple[str, ...]) -> tuple[str, ...]:
        """The export's ids of those claims that it tells."""
        return tuple(a for c in claims if (a := self._accounts.get(c)) is not None)

    def ruled_out(self, claims: tuple[str, ...]) -> bool:
        """Whether what rests on these claims falls.

        It does where an analyst withheld one of them, or where all tell of brokers or shelters.
        """
        grades = [g for c in claims if (g := self.grades.get(c)) is not None]
        hidden = [not g.shown(self.level) and not CONTEXT.isdisjoint(g.kinds) for g in grades]
        return any(g.level is None for g in grades) or (bool(hidden) and all(hidden))

    def mode(self, incident_type: str) -> Mode:
        """How free text is masked: by what the level withholds."""
        if reaches(self.level, needed("names", incident_type)):
            return "loose"
        return "names" if reaches(self.level, needed("quotes", incident_type)) else "strict"

    def labels(self, incident_type: str) -> Labels:
        """How to call whom in incidents of this type."""
        made = self._made_labels.get(incident_type)
        if made is None:
            mode = self.mode(incident_type)
            words = self.banned_words if mode != "loose" else self.always_banned[0]
            phrases = self.banned_phrases if mode != "loose" else self.always_banned[1]
            admitted = admit(self.admitted) if mode == "names" else {}
            made = Labels(
                level=self.level,
                type=incident_type,
                countries=self.countries,
                names=self.names,
                strict=Screen(mode="strict", words=words, phrases=phrases),
                screen=Screen(mode=mode, words=words, phrases=phrases, admitted=admitted),
            )
            self._made_labels[incident_type] = made
        return made

    @cached_property
    def _made_labels(self) -> dict[str, Labels]:
        return {}

    @cached_property
    def names(self) -> Names:
        """Who is named, less those whose name an analyst released."""
        return find_names(self.records.claims, self.records.reports, self.released_names)

    @cached_property
    def released_names(self) -> frozenset[str]:
        """Names that a release lets stand at this level, folded and without spaces."""
        return frozenset(joined(n) for n in self.released_texts)

    @cached_property
    def released_texts(self) -> tuple[str, ...]:
        """The same as they are written."""
        floor = sharing().kinds["names"].floor
        released = {
            name
            for ruling, names in self._ruled_names()
            if ruling.act == "release" and applies(ruling)
            if reaches(self.level, strictest([ruling.level or "clear", floor]))
            for name in names
        }
        withheld = {joined(n) for n in self._withheld_names()}
        return tuple(sorted(n for n in released if joined(n) not in withheld))

    def _ruled_names(self) -> list[tuple[Ruling, list[str]]]:
        found = []
        for ruling in self.rulings:
            claim = self.claims.get(ruling.claim)
            if claim is not None:
                found.append((ruling, ruled_names(claim, ruling)))
        return found

    def ruled_speakers(self, act: str) -> list[str]:
        """The names of speakers that rulings of this kind are about."""
        found = [
            n for r, own in self._ruled_names() if r.part == "speaker" and r.act == act for n in own
        ]
        return sorted(set(found))

    def fallen_names(self, claim: Claim) -> list[str]:
        """The names in a value that this level does not show, or that an analyst withheld."""
        ruled = self.grades[claim.id].level is None and self.mode_of(claim) != "strict"
        return hidden_names(claim) if ruled else value_names(claim)

    def mode_of(self, claim: Claim) -> Mode:
        """How free text is masked in the incident of a claim."""
        return self.mode(self.types.get(claim.incident or "", ""))

    @cached_property
    def always_banned(self) -> tuple[frozenset[str], frozenset[str]]:
        """Words and joined phrases of what no level shows, or not this one, for its kind."""
        names = self._withheld_names()
        for claim in self.records.claims:
            grade = self.grades[claim.id]
            if not grade.shown(self.level) and not grade.coarse(self.level):
                told = [n for n in self.fallen_names(claim) if not ordinary(n)]
                if not CONTEXT.isdisjoint(grade.kinds):
                    told += [n.name for n in claim.attribution if n.name and is_person(n)]
                names += [n for n in told if joined(n) not in self.released_names]
        words = {w for n in names for w in words_of(n) if len(w) > 2 and w not in known_words()}
        whole = [*names, *self._files()]
        return frozenset(words), frozenset(joined(n) for n in whole if len(joined(n)) > 2)

    def _withheld_names(self) -> list[str]:
        return [n for r, own in self._ruled_names() if r.act == "withhold" for n in own]

    def _files(self) -> list[str]:
        """Names of files, which the machine's own words may hold where an outlet is unknown."""
        if all(reaches(self.level, needed("files", t)) for t in self.types.values()):
            return []
        files = [s for r in self.records.reports for s in (r.source, *r.sources)]
        files += [f.replace("\\", "/").rsplit("/", 1)[-1] for f in files]
        return [f for f in files if not ordinary(f)]

    @cached_property
    def banned_words(self) -> frozenset[str]:
        """Words of what may not stand where names of private persons may not."""
        return self.names.words | self.always_banned[0]

    @cached_property
    def banned_phrases(self) -> frozenset[str]:
        """Joined names of persons and places that may not stand."""
        places = [
            name
            for claim in self.records.claims
            if isinstance(claim.value, PlaceValue) and not self.grades[claim.id].shown(self.level)
            for name in self.fallen_names(claim)
        ]
        found = {joined(n) for n in places}
        return self.names.joined | self.always_banned[1] | {n for n in found if len(n) > 2}

    @cached_property
    def countries(self) -> frozenset[str]:
        """Codes of the countries that the claims tell of."""
        values = (c.value for c in self.records.claims)
        return frozenset(v.country for v in values if isinstance(v, PlaceValue) and v.country)

    @cached_property
    def admitted(self) -> tuple[str, ...]:
        """Names that an amber export may show: places told, outlets, state and public bodies."""
        places = [
            name
            for claim in self.records.claims
            if isinstance(claim.value, PlaceValue) and self.grades[claim.id].shown(self.level)
            for name in (claim.value.name, claim.value.city, claim.value.admin1)
            if name
        ]
        outlets = [r.outlet for r in self.records.reports if r.outlet]
        links = [
            link.name
            for claim in self.records.claims
            for link in claim.attribution
            if link.name
            and link.kind in {"outlet", "office", "organisation"}
            and not is_person(link)
        ]
        return (*places, *outlets, *links, *sharing().state_bodies, *sharing().public_bodies.names)


def ruled_names(claim: Claim, ruling: Ruling) -> list[str]:
    """The names that a ruling is about: the claim's value, or its speaker."""
    if ruling.part == "speaker":
        last = claim.attribution[-1] if claim.attribution else None
        return [last.name] if last is not None and last.name else []
    return hidden_names(claim) if ruling.act == "withhold" else value_names(claim)


def hidden_names(claim: Claim) -> list[str]:
    """The names that fall with a value that an analyst withheld.

    Of a place its own, not its province's: else no other town of the province could be told.
    """
    return (
        list(own_names(claim.value)) if isinstance(claim.value, PlaceValue) else value_names(claim)
    )


def value_names(claim: Claim) -> list[str]:
    """The names in a claim's value: of a place finer than its country, or of somebody."""
    match claim.value:
        case PlaceValue() as place:
            return list(names_of(place))
        case NameValue(text=text):
            return [text]
        case _:
            return []


def _without_rulings(records: Records) -> Records:
    return msgspec.structs.replace(records, rulings=())


def _by_day(reports: tuple[Report, ...]) -> list[Report]:
    def key(report: Report) -> tuple[str, str]:
        return (report.published.value if report.published else "9999", report.id)

    return sorted(reports, key=key)
