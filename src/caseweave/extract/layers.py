"""What the layers of extraction hand to one another: annotations over a report's text.

Every `start` and `end` is an offset into `Report.text`, in code points. Layers find; `assemble`
turns what they found into mentions and claims; `verify` drops any claim whose quote is not there.
"""

from typing import Any, Literal

import msgspec

from caseweave.model import AttributionKind, Factuality, Passage, Qualifier, Report, Stance

Span = tuple[int, int]


class ParsedPassage(msgspec.Struct, frozen=True, kw_only=True):
    """One passage with its analysis; a token's offset in the report is `offset + token.idx`."""

    passage: Passage
    offset: int
    doc: Any


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its analysed passages, in order; boilerplate passages are left out."""

    report: Report
    passages: tuple[ParsedPassage, ...]


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression. `value` is TimeML (TIMEX3), `edtf` the same for the case file.

    `type`: DATE, TIME, DURATION, SET. `edtf` is None for durations, sets and what cannot be
    resolved without a publication date. `alternatives`: other readings as EDTF, likelier first.
    `anchor`: how it was resolved (explicit, publication, narrative, none).
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    mod: str | None = None
    edtf: str | None = None
    alternatives: tuple[str, ...] = ()
    anchor: str = "none"


class Toponym(msgspec.Struct, frozen=True, kw_only=True):
    """A place name in the text, resolved against the gazetteer where it could be.

    `precision`: site, city, admin2, admin1, country, region, sea. `demonym` is True for an
    adjective or people's name ("Vietnamese guards"), which is no place of an event by itself.
    `candidates`: how many gazetteer entries bore the name. `score`: 0-1.
    """

    start: int
    end: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str | None = None
    city: str | None = None
    demonym: bool = False
    candidates: int = 0
    score: float = 0.0


class PeopleCount(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people in the text; `start:end` is the number with its noun.

    `noun`: lemma of what is counted ("defector"), None where elided ("all 13", "the 10").
    `group`: demographic part where the words name one: women, men, children, infants, family; else
    None. `population`: other people than the incident's (suspects, crew, rescuers, officers ...).
    `of`: the whole it is a part of. `head`: offset of the token that governs the number in the
    parse. `definite`: "the 11", "all 13", "these nine" (refers back). `reference`: "original",
    "other", "same", "more" where such a word changes the group, "included" for some of others told
    ("including two children"), "besides" for companions ("with three colleagues"), "restated" and
    "remaining" for figures that stand on one told before. `human`: 0-1, how surely people.
    `status` is None unless the counted noun itself says it ("detainees", "dead").
    `members`: spans of counts that this one sums or contains ("eight women and three men").
    `statistic`: a total that is not about one incident ("have resettled over the decades").
    `status_hint`: the status that its governing verb or noun gives ("were arrested"), `hints` all
    of them, nearest first, `hint_word` the word behind the first ("expel"), `modal` where that word
    is negated, modal or only tried. `background`: its sentence tells of another time or matter.
    `individual`: one person told without a number ("a teenager"); `name` where that person is
    named. `sentence`: the span of its sentence. `restates`: the span of the count that it gives
    another number for ("corrected the number to 21"); `corrected`: the report itself takes it back.
    `read`: what an encoder read: the people's state, or that the number counts people at all;
    `ruled`: the hints of the rules where the encoder read another state.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier = "exact"
    of: int | None = None
    noun: str | None = None
    group: str | None = None
    population: str | None = None
    status: str | None = None
    nationality: str | None = None
    head: int = 0
    definite: bool = False
    reference: str | None = None
    human: float = 1.0
    members: tuple[Span, ...] = ()
    statistic: bool = False
    status_hint: str | None = None
    hints: tuple[str, ...] = ()
    hint_word: str | None = None
    modal: bool = False
    background: bool = False
    individual: bool = False
    name: str | None = None
    sentence: Span = (0, 0)
    restates: Span | None = None
    corrected: bool = False
    read: Literal["state", "number"] | None = None
    ruled: tuple[str, ...] = ()


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """One link of an attribution chain; `name` is the resolved full form ("he" -> "Peter Jung")."""

    kind: AttributionKind
    name: str
    start: int
    end: int


class Attributed(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution relation: who says (or refuses to say) what.

    `chain`: outermost first, the last is the speaker; the report's own outlet is not in it.
    `source`, `cue`, `content`: the spans as they stand in the text (each may be in pieces).
    `content` is empty for a refusal with nothing attributed ("declined to comment").
    `addressee`: who asked or was told, where the words say so. `target`: words at which a denial
    or dispute is aimed ("the WSJ report"), with their span.
    `agentless`: reporting with no source at all ("reportedly", "are believed to"). `own`: the
    report speaks for itself ("we urge"); its chain is empty. `beside`: others who say the same with
    the speaker ("the ministry and the governor said").
    """

    chain: tuple[Speaker, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance = "asserts"
    factuality: Factuality | None = None
    target: Span | None = None
    addressee: str | None = None
    agentless: bool = False
    own: bool = False
    beside: tuple[Speaker, ...] = ()
    confidence: float = 0.5


class EventFound(msgspec.Struct, frozen=True, kw_only=True):
    """One event of an incident type: a trigger with its clause and the roles found around it.

    `kind`: the event's name in the incident type (`detained`, `returned`); `status`: the status
    its patients acquire, None for events that change none (statement, search).
    `clause`: the shortest clause that expresses it. `patients`, `agents`, `places`, `dates`:
    spans in the text that fill the role. `sentence`: its sentence.
    """

    start: int
    end: int
    kind: str
    type: str
    status: str | None = None
    clause: Span
    sentence: Span
    patients: tuple[Span, ...] = ()
    agents: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    dates: tuple[Span, ...] = ()
    factuality: Factuality = "happened"
    nominal: bool = False
    background: bool = False
