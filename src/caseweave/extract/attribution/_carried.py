"""What goes on being said in the next sentence ("He denied it. All had been free to leave.").

Free indirect speech of the news: a past perfect or a "would" after a telling in the same passage.
Invariant: a sentence that quotes, cites or tells of its own keeps its own voice, and a chain of
such sentences ends at the first that does not go on.
"""

from caseweave.extract.analysed import Span as Sentence
from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._denials import undone
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._patterns import matches
from caseweave.extract.attribution._spans import overlap, pieces
from caseweave.extract.layers import Attributed, Span

_CONFIDENCE = 0.4
_SAYING = frozenset({"asserts", "denies"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_SHORTEST = 3
# so far before a name its title may stand
_TITLE = 5


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
            if said is not None and _yields(own, said, sentence, words):
                own = []
            if own:
                said = _telling(own, here)
            elif said is not None and _goes_on(page, sentence, words, said):
                found.append(_kept_up(page, sentence, words, said))
            else:
                said = None
    return tuple(found)


def _by_issuer(said: Attributed) -> bool:
    """Whether only the page's issuer is there to state it: nobody's cue, no "we"."""
    return said.own and not said.cue and not said.source


def _yields(own: list[Attributed], said: Attributed, sentence: Sentence, words: Lexicon) -> bool:
    """Whether an issuer's digest goes on with a named person's words, not with its own "we"."""
    if not own or not all(_by_issuer(a) for a in own) or said.chain[-1].kind != "named":
        return False
    return not any(t.lower_ in words.layout["first_person"] for t in sentence)


def without_issuer(
    known: tuple[Attributed, ...], more: tuple[Attributed, ...]
) -> tuple[Attributed, ...]:
    """What stands beside the sentences that a speaker goes on with: there the issuer is silent."""
    told = [span for a in more for span in a.content]
    return tuple(a for a in known if not (_by_issuer(a) and overlap(told, a.content)))


def _kept_up(page: Page, sentence: Sentence, words: Lexicon, said: Attributed) -> Attributed:
    """The sentence as its speaker's; an official denies by it what is charged."""
    content = pieces((t for t in sentence if t.text != "."), page.offset)
    denied = _speaks_for_power(page, said, words) and undone(
        sentence.root, _as_said(page, sentence, words)
    )
    return Attributed(
        chain=said.chain,
        source=(),
        cue=(),
        content=content,
        stance="denies" if denied else "asserts",
        factuality="did_not_happen" if denied else None,
        confidence=_CONFIDENCE,
    )


def _speaks_for_power(page: Page, said: Attributed, words: Lexicon) -> bool:
    """Whether the speaker is an office or holds one."""
    speaker = said.chain[-1]
    if speaker.kind == "office":
        return True
    start = page.offset
    shown = " ".join(page.text[max(0, a - start) : max(0, b - start)] for a, b in said.source)
    named = {w.strip(".,").lower() for w in f"{speaker.name} {shown}".split()}
    return bool(named & (words.denials["officials"] | words.stances["speaking_for"]))


def _as_said(page: Page, sentence: Sentence, words: Lexicon) -> Candidate:
    """The sentence as if an official's "said" stood before it."""
    return Candidate(
        form="verb",
        page=page,
        cue=sentence.root,
        cue_tokens=(),
        classes=("say",),
        source_head=None,
        source=(),
        how="none",
        content=pieces(sentence, page.offset),
        content_form="clause",
        content_head=sentence.root,
        empowered=True,
        lexicon=words,
    )


def _telling(own: list[Attributed], here: Span) -> Attributed | None:
    """The one telling of a sentence whose words others may carry on."""
    outer = [a for a in own if a.cue and here[0] <= a.cue[0][0] < here[1] and a.chain]
    if not outer:
        return None
    last = outer[0]
    size = sum(e - s for s, e in last.content)
    return last if last.stance in _SAYING and size >= _SHORTEST else None


def _goes_on(page: Page, sentence: Sentence, words: Lexicon, said: Attributed) -> bool:
    root = sentence.root
    if any(page.quoted(t) is not None for t in (root,)):
        return False
    subject = next((k for k in root.children if k.dep_ in _SUBJECTS), None)
    if subject is None or subject.lower_ in words.layout["first_person"]:
        return False
    if subject.lower_ in words.pronouns["masculine"] | words.pronouns["feminine"] and not (
        _another(page, subject, words, said)
    ):
        return False
    if _perfect(root):
        return True
    # "neither the ministry nor the police had him"
    power = root.tag_ == "VBD" and _speaks_for_power(page, said, words)
    return power and matches(root, words.powers, words.negatives)


def _another(page: Page, pronoun: Token, words: Lexicon, said: Attributed) -> bool:
    """Whether the speaker's title shows that "he" is somebody else ("Ms Grell said ... He")."""
    at = said.chain[-1].start - page.offset
    start, end = max(0, at - _TITLE), max(0, said.chain[-1].end - page.offset)
    near = {w.strip(".,") for w in page.text[start:end].split()}
    other = "feminine" if pronoun.lower_ in words.pronouns["masculine"] else "masculine"
    titled = {t.strip(".") for t in words.pronouns[f"{other}_titles"]}
    return bool(near & titled)


def _perfect(verb: Token) -> bool:
    """Whether the verb stands in the past perfect: the tense of what was told."""
    helpers = [k for k in verb.children if k.dep_ in {"aux", "auxpass"}]
    return any(k.lemma_ == "have" and k.tag_ == "VBD" for k in helpers)
