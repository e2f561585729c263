"""Telling without a verb of telling: "by the union's count", "for the bishop", "X's figure is 12".

Each shape frames its whole sentence, or the quotation that its colon announces. Invariant: the
owner of the words must be somebody; "by all accounts" frames nothing.
"""

from collections.abc import Iterator

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._silences import somebody
from caseweave.extract.attribution._sources import child, source_spans
from caseweave.extract.attribution._spans import minus, pieces
from caseweave.extract.layers import Span

_REACH = 8
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BODIES = frozenset({"person", "organisation", "office", "outlet", "proper"})
_LONGEST_TAIL = 5


def framings(page: Page, words: Lexicon) -> Iterator[Candidate]:
    """The passage's framings in the order of the text."""
    for token in page.tokens:
        for way in (_by_count, _for_whom, _figure_of, _has_it, _announced, _count_of, _headline):
            found = way(page, token, words)
            if found is not None:
                yield found
                break


def _by_count(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """As "by his count", "on the ministry's account", "in the words of the bishop"."""
    if token.pos_ not in {"ADP", "SCONJ", "PART"} or not _opens_or_closes(page, token):
        return None
    near = page.doc[token.i + 1 : token.i + 1 + _REACH]
    for noun in near:
        if noun.pos_ in _VERBS or noun.text in {",", ";", ":"}:
            return None
        if noun.lemma_.lower() not in words.framing.get(token.lower_, frozenset()):
            continue
        owner = _owner(noun, token)
        if owner is not None and owner.tag_ == "PRP$":
            owner = _told_of(token) or owner
        if owner is None or not _can_own(owner, words):
            return None
        last = max([noun.i, *(t.i for t in owner.subtree if t.i > noun.i and owner.i > noun.i)])
        return _framed(page, (token, owner), (token.i, last), words)
    return None


def _told_of(prep: Token) -> Token | None:
    """The people of "walkers who, by their own account, were driven back"."""
    verb = prep.head
    who = child(verb, _SUBJECTS) if verb.dep_ == "relcl" else None
    return verb.head if who is not None and who.lower_ == "who" and who.i < prep.i else None


def _owner(noun: Token, prep: Token) -> Token | None:
    """Whose count it is: "his", "the ministry's", or of whom the words are."""
    for before in reversed(noun.doc[prep.i + 1 : noun.i]):
        if before.tag_ == "PRP$":
            return before
        if before.tag_ == "POS":
            return before.head
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    if after is not None and after.lower_ == "of":
        return child(after, frozenset({"pobj"}))
    return None


def _can_own(owner: Token, words: Lexicon) -> bool:
    return owner.tag_ == "PRP$" or somebody(owner, words)


def _opens_or_closes(page: Page, token: Token) -> bool:
    """Whether a phrase begins its sentence or follows a comma."""
    if token.i == 0 or page.sentence(token).start == token.i:
        return True
    return (
        token.nbor(-1).text in {",", ";", "—", "–", "(", "“", '"'} or token.nbor(-1).lower_ == "and"
    )


def _for_whom(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """As "For Free Quill, a network of editors, the raid follows a pattern"."""
    if token.lower_ not in words.layout["viewpoint"] or page.sentence(token).start != token.i:
        return None
    owner, host = child(token, frozenset({"pobj"})), token.head
    if owner is None or host.pos_ not in _VERBS or source_type(owner, words) not in _BODIES:
        return None
    finite = host.tag_ in {"VBZ", "VBP"} or any(
        k.tag_ in {"VBZ", "VBP"} for k in host.children if k.dep_ in {"aux", "auxpass"}
    )
    subject = child(host, _SUBJECTS)
    if not finite or subject is None or subject.i <= owner.i or host.i < owner.i:
        return None
    if not any(t.text == "," for t in page.doc[owner.i : subject.i + 1]):
        return None
    return _framed(page, (token, owner), (token.i, owner.right_edge.i), words)


def _figure_of(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """As "the radio's figure is 12 dead", "the army's line is that nobody was there"."""
    verb = token.head
    if token.lemma_.lower() not in words.framing["subject"] or token.dep_ not in _SUBJECTS:
        return None
    if verb.lemma_ not in words.framing["stating"] or verb.pos_ not in _VERBS:
        return None
    owner = child(token, frozenset({"poss"}))
    for kid in token.children:
        if owner is None and kid.dep_ == "compound" and kid.lemma_.lower() in words.kinds["office"]:
            owner = kid  # "the police version"
        if owner is None and kid.dep_ == "prep" and kid.lower_ in words.framing["owning"]:
            owner = child(kid, frozenset({"pobj"}))
    if owner is None or not _can_own(owner, words):
        return None
    told = [t for t in verb.subtree if t.i > verb.i]
    if child(verb, frozenset({"ccomp"})) is None and not any(t.like_num for t in told):
        return None
    return _made(page, (token, owner), pieces(told, page.offset), words)


def _has_it(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """As "as the army has it, six rebels died"."""
    if (
        token.lemma_ not in words.framing["having"]
        or token.dep_ != "advcl"
        or token.pos_ not in _VERBS
    ):
        return None
    thing, owner = child(token, frozenset({"dobj"})), child(token, _SUBJECTS)
    as_ = child(token, frozenset({"mark", "advmod"}))
    if thing is None or thing.lower_ != "it" or owner is None or as_ is None or as_.lower_ != "as":
        return None
    first = token.left_edge
    if not somebody(owner, words) or not _opens_or_closes(page, first):
        return None
    return _framed(page, (token, owner), (first.i, token.right_edge.i), words)


def _announced(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """As "Rana saw a man let go: 'He was tired.'": a colon, then a quotation."""
    if token.text != ":" or token.i < 2:
        return None
    at = page.end(token)
    quotation = next((q for q in page.quotations if at <= q.start <= at + 1), None)
    if quotation is None or quotation.words <= len(("a", "word")):
        return None
    before = [
        t for t in page.doc[page.sentence(page.doc[token.i - 1]).start : token.i] if not t.is_space
    ]
    told = [t for t in before if t.dep_ in _SUBJECTS and t.head.pos_ in _VERBS]
    main = (t for t in told if t.head.dep_ == "ROOT")  # not the "men" of "Asked whether his men"
    subject = next(iter((*main, *told)), None)
    if subject is None or subject.head.i > token.i or not somebody(subject, words):
        return None
    if source_type(subject, words) in {"place", "pronoun_it", "pronoun_own"}:
        return None
    spans = [quotation.span]
    return _made(page, (token, subject), tuple(spans), words)


def _count_of(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """As "That is the count of the company": of what the sentence before tells."""
    if token.lemma_.lower() not in words.framing["subject"] or token.dep_ != "attr":
        return None
    here = page.sentence(token)
    subject = child(token.head, _SUBJECTS)
    if subject is None or subject.lower_ not in words.framing["pointing"] or here.start == 0:
        return None
    of = child(token, frozenset({"prep"}))
    owner = child(token, frozenset({"poss"})) or (
        child(of, frozenset({"pobj"})) if of is not None else None
    )
    if owner is None or not _can_own(owner, words):
        return None
    before = page.sentence(page.doc[here.start - 1])
    stated = [t for t in here if t.i <= token.i]
    return _made(page, (token, owner), pieces((*before, *stated), page.offset), words)


def _headline(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """As "No one returned: ministry", "Nine freed, says bishop" at the end of a title."""
    if page.kind != "title" or token.text not in {":", "–", "—", "-"}:
        return None
    after = [t for t in page.doc[token.i + 1 :] if not t.is_space]
    before = [t for t in page.doc[: token.i] if not t.is_space]
    if not after or len(after) > _LONGEST_TAIL or len(before) < _LONGEST_TAIL // 2 + 1:
        return None
    owner = after[-1]
    if any(t.pos_ in _VERBS or t.is_punct for t in after) or not somebody(owner, words):
        return None
    if source_type(owner, words) not in _BODIES | {"people"} or not any(
        t.pos_ in _VERBS for t in before
    ):
        return None
    return _made(page, (token, owner), pieces(before, page.offset), words, after)


def _framed(
    page: Page, marks: tuple[Token, Token], phrase: tuple[int, int], words: Lexicon
) -> Candidate | None:
    """The candidate of a phrase that frames its sentence: all of it but the phrase."""
    rest = [t for t in page.sentence(marks[0]) if not phrase[0] <= t.i <= phrase[1]]
    content = pieces(rest, page.offset)
    return _made(page, marks, content, words)


def _made(
    page: Page,
    marks: tuple[Token, Token],
    content: tuple[Span, ...],
    words: Lexicon,
    name: list[Token] | None = None,
) -> Candidate | None:
    cue, owner = marks
    source = source_spans(page, owner, cue)
    if name or owner.tag_ == "PRP$":
        source = pieces(name or [owner], page.offset)
    content = minus(content, source)
    if not content:
        return None
    return Candidate(
        form="framing",
        page=page,
        cue=cue,
        cue_tokens=(cue,),
        classes=("according",),
        source_head=owner,
        source=source,
        how="own",
        content=content,
        content_form="clause",
        lexicon=words,
    )
