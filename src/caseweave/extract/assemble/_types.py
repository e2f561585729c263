"""The incident type of a topic: its events' kinds weighed with the words around them."""

from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._topics import Topics
from caseweave.schema import IncidentType

# An event counts in full, a context word a third: a report of a shooting that says "border" twice
# stays a shooting. At least one event must belong to the type. Set by reading the examples.
_WORD = 0.34
_MOST_WORDS = 6
_LEAST = 0.3


def type_of(frame: Frame, topics: Topics, key: int, types: tuple[IncidentType, ...]) -> str | None:
    """The name of the type that fits best, None where no event of any type is told."""
    events = [frame.events[i] for i, t in topics.of_event.items() if t == key]
    lemmas = _lemmas(frame, topics, key)
    best: tuple[float, str] | None = None
    for kind in types:
        told = sum(
            kind.events.get(e.kind, 0.0) * (0.5 if e.nominal and not frame.patients_of(e) else 1.0)
            for e in events
            if e.factuality != "hypothetical"
        )
        if told <= 0:
            continue
        words = min(_MOST_WORDS, sum(1 for w in kind.context.words if w in lemmas))
        score = told / max(1, len(events)) + _WORD * words
        if best is None or score > best[0]:
            best = (score, kind.name)
    return best[1] if best is not None and best[0] >= _LEAST else None


def type_by_words(
    frame: Frame, topics: Topics, key: int, types: tuple[IncidentType, ...]
) -> str | None:
    """The type whose context words a topic without an event has most of; None where it has none."""
    lemmas = _lemmas(frame, topics, key)
    told = [(sum(w in lemmas for w in t.context.words), -n) for n, t in enumerate(types)]
    most, place = max(told, default=(0, 0))
    return types[-place].name if most else None


def _lemmas(frame: Frame, topics: Topics, key: int) -> set[str]:
    found: set[str] = set()
    for number, sentence in enumerate(frame.sentences):
        if topics.of_sentence[number] != key:
            continue
        for token in frame.tokens_in(sentence):
            found |= {token.lemma_.lower(), token.lower_}
    return found
