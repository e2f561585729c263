"""What a speaker of a talk denies or does not know, sentence by sentence of a turn.

Invariant: only an official's "no" denies, and only one's own "I do not know" is ignorance; the
rest of the turn is told as before.
"""

from collections.abc import Iterator

import msgspec

from caseweave.extract.analysed import Span as Sentence
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._denials import undone
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._silences import silence
from caseweave.extract.attribution._spans import minus
from caseweave.extract.layers import Span
from caseweave.model import Stance

_HELD: frozenset[Stance] = frozenset({"unaware", "declined"})


def by_sentence(
    spoken: tuple[Candidate, ...], pages: tuple[Page, ...], words: Lexicon
) -> tuple[Candidate, ...]:
    """The turns of a talk, with what is denied or not known in them set apart."""
    return tuple(part for turn in spoken for part in _apart(turn, pages, words))


def _apart(turn: Candidate, pages: tuple[Page, ...], words: Lexicon) -> Iterator[Candidate]:
    if turn.voice is None or turn.stance is not None:
        yield turn
        return
    power = _of_power(turn, words)
    found: list[tuple[Span, Stance]] = []
    for page, sentence, span in _sentences(turn, pages):
        stance = _stance(msgspec.structs.replace(turn, page=page, empowered=power), sentence)
        if stance is not None:
            found.append((span, stance))
    rest = minus(turn.content, [span for span, _ in found])
    if rest:
        yield msgspec.structs.replace(turn, content=rest)
    for span, stance in found:
        yield msgspec.structs.replace(turn, content=(span,), stance=stance)


def _sentences(turn: Candidate, pages: tuple[Page, ...]) -> Iterator[tuple[Page, Sentence, Span]]:
    """The whole sentences of a turn, with their passages and spans."""
    for page in pages:
        if not any(s < page.offset + len(page.text) and page.offset < e for s, e in turn.content):
            continue
        for sentence in page.doc.sents:
            start, end = page.offset + sentence.start_char, page.offset + sentence.end_char
            inside = ((max(s, start), min(e, end)) for s, e in turn.content)
            at = next((span for span in inside if span[0] < span[1]), None)
            if at is not None and not page.text[: at[1] - page.offset].rstrip().endswith("?"):
                yield page, sentence, at


def _stance(turn: Candidate, sentence: Sentence) -> Stance | None:
    words, root = turn.lexicon, sentence.root
    if turn.page.quoted(root) is not None or root.pos_ not in {"VERB", "AUX"}:
        return None
    held = silence(root, words)
    own = (
        held is not None and held.party is not None and (held.party.lower_ in words.pronouns["own"])
    )
    if held is not None and own and held.stance in _HELD:
        return held.stance
    said = msgspec.structs.replace(
        turn, cue=root, classes=("say",), content_head=root, content_form="clause"
    )
    return "denies" if turn.empowered and undone(root, said) else None


def _of_power(turn: Candidate, words: Lexicon) -> bool:
    """Whether the label or the name of who speaks bears a post of a state or an armed body."""
    if turn.voice is None:
        return False
    if turn.voice.kind == "office":
        return True
    text, offset = turn.page.text, turn.page.offset
    shown = " ".join(text[max(0, s - offset) : max(0, e - offset)] for s, e in turn.source)
    named = {w.strip(".,:()").lower() for w in f"{turn.voice.name} {shown}".split()}
    posts = words.stances["speaking_for"] | words.denials["ranks"] | words.denials["officials"]
    return bool(named & posts) and not named & words.denials["saviours"]
