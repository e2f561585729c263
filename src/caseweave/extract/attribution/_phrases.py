"""Cues that are no verbs: "according to", nouns, adjectives, adverbs, and the colon or dash.

Each function gives at most one candidate for one token; scoring decides which of them stand.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._contents import NOTHING, Content
from caseweave.extract.attribution._hyphened import past_hyphen
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._refusals import keeps_silent
from caseweave.extract.attribution._sources import SUBJECTS, Found, agent, child, source_spans
from caseweave.extract.attribution._spans import minus, pieces, subtree
from caseweave.extract.layers import Span

_OBJECT_OF = frozenset({"pobj", "pcomp"})
_MAX_LABEL_TOKENS = 12
_DASHES = frozenset({"—", "–", "―", "--", "-"})


def according(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """The shapes "According to X, ..." and "..., according to X"; "per X" says the same."""
    if token.lower_ == "per" and token.dep_ == "prep":
        return _per(page, token, words)
    if token.lower_ not in words.phrases["according"]:
        return None
    to = child(token, frozenset({"prep"})) or (
        token.nbor(1) if token.i + 1 < len(token.doc) else None
    )
    if to is None or to.lower_ != "to":
        return None
    head = child(to, _OBJECT_OF) or child(token, _OBJECT_OF)
    if head is None:
        return None
    head = _stood_for(past_hyphen(head) or head, token)
    host = token.head
    while host.dep_ in {"prep", "pobj", "amod", "appos", "nmod", "compound", "pcomp"}:
        if host.head == host or host.pos_ in {"VERB", "AUX"}:
            break
        host = host.head
    source = source_spans(page, head, token)
    if _framing(page, token):
        host = _widest(host)
    content = pieces(subtree(host, [token]), page.offset)
    content = minus(content, source)
    quotes = [q.span for q in page.quotations if _in_sentence(page, q.start, q.end, token)]
    if quotes and not content:
        content = tuple(quotes)
    return Candidate(
        form="according",
        page=page,
        cue=token,
        cue_tokens=(token, to),
        classes=("according",),
        source_head=head,
        source=source,
        how="own",
        content=content,
        content_form="host" if content else "none",
        content_head=host,
        lexicon=words,
    )


def _per(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """The shape "Per the ministry, ...", of who can speak; no rate ("per head") is one."""
    head = child(token, _OBJECT_OF)
    known = {"office", "organisation", "outlet", "person", "document"}
    if head is None or source_type(head, words) not in known or not _framing(page, token):
        return None
    host = _widest(token.head)
    source = source_spans(page, head, token)
    return Candidate(
        form="according",
        page=page,
        cue=token,
        cue_tokens=(token,),
        classes=("according",),
        source_head=head,
        source=source,
        how="own",
        content=minus(pieces(subtree(host, [token]), page.offset), source),
        content_form="host",
        content_head=host,
        lexicon=words,
    )


def _stood_for(head: Token, token: Token) -> Token:
    """The noun of "the messages going round, according to which": right before the comma.

    What is somebody's ("the statement of the consulate") is the owner's.
    """
    if head.lower_ != "which" or token.i < len(("noun", "comma")) or token.nbor(-1).text != ",":
        return head
    at = token.nbor(-2)
    while at.head.i < at.i and at.dep_ in {"pobj", "prep", "pcomp", "acl", "compound", "amod"}:
        if at.head.pos_ in {"VERB", "AUX"} and at.head.dep_ != "acl":
            break
        at = at.head
    if at.pos_ not in {"NOUN", "PROPN"}:
        return head
    of = next((k for k in at.rights if k.dep_ == "prep" and k.lower_ in {"of", "by", "from"}), None)
    owner = child(of, _OBJECT_OF) if of is not None else None
    return owner if owner is not None and owner.pos_ == "PROPN" else at


def _framing(page: Page, token: Token) -> bool:
    """Whether the phrase opens its sentence, or closes it after a comma: then it frames it all."""
    words = [t for t in page.sentence(token) if not t.is_space]
    if words[0].i == token.i:
        return True
    last = max(t.i for t in token.subtree)
    return words[-1].i - last <= 1 and token.i > 0 and token.nbor(-1).text == ","


def _widest(host: Token) -> Token:
    """The main clause above a subordinate or coordinate one, unless somebody speaks there."""
    while host.dep_ in {"advcl", "conj"} and host.head.pos_ in {"VERB", "AUX"}:
        if child(host.head, frozenset({"ccomp"})) is not None:
            return host
        host = host.head
    return host


def _in_sentence(page: Page, start: int, end: int, token: Token) -> bool:
    sentence = page.sentence(token)
    return start < page.offset + sentence.end_char and page.offset + sentence.start_char < end


def noun(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """The shape "X's claim that ...", "the claim by X", "has questions about"."""
    if token.pos_ != "NOUN" or token.lemma_.lower() not in words.phrases["nouns"]:
        return None
    if any(k.lower_ == "no" for k in token.children) and not keeps_silent(token, words.stance):
        return None  # "had no report of it"
    head, how = _noun_source(token, words)
    content, form, governor = _noun_content(page, token, words)
    if not content and not keeps_silent(token, words.stance):
        return None
    cue = [token]
    if how == "controller":
        cue.insert(0, token.head)
    source = source_spans(page, head, token) if head is not None else ()
    return Candidate(
        form="noun",
        page=page,
        cue=token,
        cue_tokens=tuple(cue),
        classes=("noun",),
        source_head=head,
        source=source,
        how=how,
        content=minus(content, source),
        content_form=form,
        content_head=governor,
        lexicon=words,
    )


def _noun_source(token: Token, words: Lexicon) -> Found:
    owner = child(token, frozenset({"poss"}))
    if owner is not None:
        return owner, "possessor"
    by = agent(token)
    if by is not None:
        return by, "agent"
    for kid in token.children:
        if kid.dep_ == "prep" and kid.lower_ in words.grammar["authors"]:
            inner = child(kid, _OBJECT_OF)
            if inner is not None:
                return inner, "agent"
    of = _owner_of(token)
    if of is not None:
        return of, "possessor"
    if token.dep_ in {"dobj", "attr"} and token.head.pos_ in {"VERB", "AUX"}:
        subject = child(token.head, SUBJECTS)
        if subject is not None:
            return subject, "controller"
    compound = child(token, frozenset({"compound"}))
    if compound is not None and compound.ent_type_ in {"PERSON", "ORG"}:
        return compound, "compound"
    return None, "none"


def _owner_of(token: Token) -> Token | None:
    """The body of "the claim of the Bureau that ...", where a clause follows it."""
    if not any(k.dep_ in {"acl", "relcl", "ccomp"} for k in token.rights):
        return None
    of = next((k for k in token.rights if k.dep_ == "prep" and k.lower_ == "of"), None)
    inner = child(of, _OBJECT_OF) if of is not None else None
    return inner if inner is not None and inner.ent_type_ in {"ORG", "PERSON"} else None


def _noun_content(page: Page, token: Token, words: Lexicon) -> Content:
    for kid in token.children:
        if kid.dep_ in {"acl", "ccomp", "relcl"} and kid.i > token.i:
            marked = child(kid, frozenset({"mark", "aux"}))
            first = kid.left_edge
            if (
                marked is None
                and first.lower_ == "that"
                and child(kid, SUBJECTS) not in {None, first}
            ):
                marked = first  # the parser takes "that" for an object
            if marked is not None and marked.lower_ in words.grammar["linked_clauses"]:
                return pieces(subtree(kid), page.offset), "clause", kid
    if token.dep_ == "nsubj":
        clause = child(token.head, frozenset({"ccomp"}))
        if token.head.lemma_ == "be" and clause is not None:
            return pieces(subtree(clause), page.offset), "clause", clause
    for kid in token.children:
        if kid.dep_ == "prep" and kid.lower_ not in words.grammar["authors"]:
            inner = child(kid, _OBJECT_OF)
            if inner is not None:
                return pieces(subtree(inner), page.offset), "preposition", inner
    return NOTHING


def adjective(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """The shape "X is confident that ...", "X was unaware of ..."."""
    if token.pos_ not in {"ADJ", "VERB"} or token.lemma_.lower() not in words.phrases["adjectives"]:
        return None
    verb = token.head
    if token.dep_ not in {"acomp", "conj", "oprd", "attr"} and token.dep_ != "ROOT":
        return None
    subject = child(verb, SUBJECTS) if verb != token else child(token, SUBJECTS)
    if subject is None and verb.dep_ in {"xcomp", "conj", "ccomp", "relcl"}:
        subject = child(verb.head, SUBJECTS)
    if subject is None and child(token, frozenset({"ccomp"})) is not None:
        subject = child(token, frozenset({"nsubjpass"}))  # "is convinced that"
    content, form, governor = _adjective_content(page, token)
    if subject is None:
        return None
    source = source_spans(page, subject, token)
    return Candidate(
        form="adjective",
        page=page,
        cue=token,
        cue_tokens=(verb, token) if verb != token else (token,),
        classes=("adjective",),
        source_head=subject,
        source=source,
        how="own",
        content=minus(content, source),
        content_form=form,
        content_head=governor,
        lexicon=words,
    )


def _adjective_content(page: Page, token: Token) -> Content:
    for host in (token, token.head):
        for kid in host.children:
            if kid.dep_ in {"ccomp", "xcomp"} and kid.i > token.i:
                form = "clause" if kid.dep_ == "ccomp" else "infinitive"
                return pieces(subtree(kid), page.offset), form, kid
    for kid in token.children:
        if kid.dep_ == "prep":
            inner = child(kid, _OBJECT_OF)
            if inner is not None:
                return pieces(subtree(inner), page.offset), "preposition", inner
    return NOTHING


def adverb(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """The shape "reportedly": said, but nobody is named."""
    if token.lower_ not in words.phrases["adverbs"] or token.dep_ != "advmod":
        return None
    host = token.head
    content = pieces((t for t in subtree(host, [token])), page.offset)
    return Candidate(
        form="adverb",
        page=page,
        cue=token,
        cue_tokens=(token,),
        classes=("adverb",),
        content=content,
        content_form="host",
        content_head=host,
        lexicon=words,
    )


def mark(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """The shape "Name: words" at the head of a sentence, and a quotation signed "― Name"."""
    if token.text == ":":
        return _label(page, token, words)
    if token.text in _DASHES:
        return _signature(page, token, words)
    return None


def _label(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    doc = page.doc
    sentence = page.sentence(token)
    start = sentence.start if sentence.start < token.i else 0
    before = [t for t in doc[start : token.i] if not t.is_space]
    after = [t for t in doc[token.i + 1 : sentence.end] if not t.is_space]
    if not before or len(before) > _MAX_LABEL_TOKENS or not after:
        return None
    if any(t.pos_ in {"VERB", "AUX"} for t in before) or before[-1].like_num:
        return None
    head = before[-1] if before[-1].pos_ in {"PROPN", "NOUN", "PRON"} else before[0]
    while head.head != head and head.head in before:
        head = head.head
    issuer = None
    if head.lemma_.lower() in words.kinds["document"]:
        issuer = _issuer(page, token, head, words)
        if issuer is None:
            return None  # "Photo: a name" credits a maker
    content = pieces(after, page.offset)
    # up to the next label: "Ministry: two dead. Families: ..."
    labels = (t.i for t in page.doc[token.i + 1 :] if t.text == ":" and page.quoted(t) is None)
    last = next(labels, len(page.doc) - 1)
    end = page.at(page.doc[last]) + 1
    quotes = [q.span for q in page.quotations if page.end(token) <= q.start < end]
    told = tuple(quotes[:1]) or content
    if issuer is not None:
        return _marked(page, token, words, (issuer, list(issuer.subtree), told))
    return _marked(page, token, words, (head, before, told))


def _issuer(page: Page, colon: Token, paper: Token, words: Lexicon) -> Token | None:
    """The body of "A statement from the Selmo Line:" with its words in quotation marks."""
    at = page.end(colon)
    if not any(at <= q.start <= at + 1 for q in page.quotations):
        return None
    of = next((k for k in paper.rights if k.lower_ in words.framing["owning"]), None)
    body = child(of, _OBJECT_OF) if of is not None else None
    if body is None or body.i > colon.i:
        return None
    known = {"office", "organisation", "person", "proper", "outlet"}
    return body if source_type(body, words) in known else None


def _signature(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    quotes = [q for q in page.quotations if q.end <= page.at(token) <= q.end + 2]
    after = [t for t in page.doc[token.i + 1 :] if not t.is_space]
    if not quotes or not after or len(after) > _MAX_LABEL_TOKENS:
        return None
    if not after[0].is_alpha or after[0].pos_ not in {"PROPN", "NOUN", "DET", "ADJ"}:
        return None
    return _marked(page, token, words, (after[0], after, (quotes[-1].span,)))


def _marked(
    page: Page,
    token: Token,
    words: Lexicon,
    parts: tuple[Token, list[Token], tuple[Span, ...]],
) -> Candidate | None:
    head, source, content = parts
    if not content:
        return None
    return Candidate(
        form="mark",
        page=page,
        cue=token,
        cue_tokens=(token,),
        classes=("mark",),
        source_head=head,
        source=pieces(source, page.offset),
        how="own",
        content=content,
        content_form="quote" if page.quotations else "clause",
        lexicon=words,
    )
