"""What goes on being said in the next sentence ("He denied it. All had been free to leave.").

Free indirect speech of the news: a past perfect or a "would" after a telling in the same passage.
Invariant: a sentence that quotes, cites or tells of its own keeps its own voice, and a chain of
such sentences ends at the first that does not go on.
"""

from caseweave.extract.analysed import Span as Sentence
from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._spans import overlap, pieces
from caseweave.extract.layers import Attributed, Span

_CONFIDENCE = 0.4
_SAYING = frozenset({"asserts", "denies"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_SHORTEST = 3


def carried(
    pages: tuple[Page, ...], words: Lexicon, known: tuple[Attributed, ...]
) -> tuple[Attributed, ...]:
    """The attributions that a sentence takes over from the one before, in the order of the text."""
    found: list[Attributed] = []
    for page in pages:
        said: Attributed | None = None
        for sentence in page.doc.sents:
            here = (page.offset + sentence.start_char, page.offset + sentence.end_char)
            own = [a for a in known if overlap((here,), (*a.cue, *a.content, *a.source))]
            if own:
                said = _telling(own, here)
            elif said is not None and _goes_on(page, sentence, words):
                content = pieces((t for t in sentence if t.text != "."), page.offset)
                found.append(
                    Attributed(
                        chain=said.chain,
                        source=(),
                        cue=(),
                        content=content,
                        confidence=_CONFIDENCE,
                    )
                )
            else:
                said = None
    return tuple(found)


def _telling(own: list[Attributed], here: Span) -> Attributed | None:
    """The one telling of a sentence whose words others may carry on."""
    outer = [a for a in own if a.cue and here[0] <= a.cue[0][0] < here[1] and a.chain]
    if not outer:
        return None
    last = outer[0]
    size = sum(e - s for s, e in last.content)
    return last if last.stance in _SAYING and size >= _SHORTEST else None


def _goes_on(page: Page, sentence: Sentence, words: Lexicon) -> bool:
    root = sentence.root
    if any(page.quoted(t) is not None for t in (root,)):
        return False
    subject = next((k for k in root.children if k.dep_ in _SUBJECTS), None)
    if subject is None or subject.lower_ in words.layout["first_person"]:
        return False
    if (
        subject.pos_ == "PRON"
        and subject.lower_ in words.pronouns["masculine"] | words.pronouns["feminine"]
    ):
        return False
    return _perfect(root)


def _perfect(verb: Token) -> bool:
    """Whether the verb stands in the past perfect: the tense of what was told."""
    helpers = [k for k in verb.children if k.dep_ in {"aux", "auxpass"}]
    return any(k.lemma_ == "have" and k.tag_ == "VBD" for k in helpers)
