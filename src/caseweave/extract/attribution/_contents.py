"""What is said: clause, quotation, infinitive or object of a cue, as spans of the report.

Quotations win over syntax for verbs of speech, because the parser often breaks at their marks; for
other verbs they only widen what syntax gives.
"""

import re

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._closing import (
    behind_colon,
    closes,
    sentence_before,
    set_against,
)
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._quoted import quotations_of
from caseweave.extract.attribution._sources import (
    SUBJECTS,
    after_number,
    child,
    is_passive,
    joined_further_in,
    stranded_subject,
)
from caseweave.extract.attribution._spans import merged, minus, overlap, pieces, subtree, without
from caseweave.extract.layers import Span

Content = tuple[tuple[Span, ...], str, Token | None]
Classes = tuple[str, ...]

NOTHING: Content = ((), "none", None)
# Verbs that introduce a quotation or a clause by themselves, before or after it.
_SPEECH = frozenset({"say", "tell", "add", "write", "report", "claim", "ask", "discuss", "believe"})
# "As X noted, ...": the clause around is what X noted.
_PARENTHETIC = frozenset({"say", "tell", "add", "write", "report", "claim", "show", "know"})
# One more clause of a list behind a semicolon, up to the next one or the end of the sentence.
_LISTED = re.compile(r"\s*;\s*(?:and\s+|or\s+)?that\b[^;.?!]*(?:[.](?=\S)[^;.?!]*)*")
_TIMES = frozenset({"DATE", "TIME"})
_LIGHT = frozenset({"go", "be", "have"})
# The longest name of a speaker between its verb and a colon.
_SPEAKER = 9


def verb_content(
    page: Page, verb: Token, source: tuple[Span, ...], meaning: tuple[Classes, Lexicon]
) -> Content:
    """Content of a verbal cue: spans, the form they have, and the token that governs them."""
    classes = meaning[0]
    speech = bool(_SPEECH & set(classes))
    spans, form, governor = _by_syntax(page, verb, meaning, speech=speech)
    cited = governor is not None and governor.lemma_.lower() in meaning[1].phrases["citing"]
    if (form in {"none", "preposition"} or cited) and closes(verb, meaning[1]):
        before = sentence_before(page, verb, source)
        if before:
            spans, form, governor = before, "clause", verb.head
    open_ = speech and form in {"none", "preposition"} and verb.lemma_ not in _LIGHT
    spelt = behind_colon(page, verb) if open_ else None
    if spelt is not None:
        (spans, governor), form = spelt, "clause"
    beyond = _past_aside(page, verb, meaning[1]) if speech else ()
    if beyond and (not spans or _colon_after(verb) is not None):
        spans, form, governor = beyond, "clause", governor or verb.head
    if not spans and speech and _trails(verb):
        told = [t for t in page.sentence(verb) if t.i < verb.i - 1 and not t.is_space]
        spans, form, governor = pieces(told, page.offset), "clause", verb.head
    if form == "clause" and spans and governor is not None and governor.i > verb.i:
        spans = _with_listed(page, spans)
    quotes = quotations_of(page, verb, spans, alone=speech and not spans)
    beside = any(_beside(page, verb, source, quote) for quote in quotes)
    apart = form == "clause" and not overlap(spans, quotes) and not beside
    if quotes and not apart and (speech or not spans or overlap(spans, quotes)):
        if form in {"clause", "object", "host"} and overlap(spans, quotes):
            spans = merged((*spans, *quotes), gap=2)
        else:
            spans, form = merged(quotes, gap=2), "quote"
    holes = (*source, page.span(verb))
    return without(page.text, page.offset, spans, holes), form, governor


def _with_listed(page: Page, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The clauses of a list: "that A; that B; and that C", which the parser ends at the first."""
    end = spans[-1][1]
    rest = page.text[end - page.offset :]
    while match := _LISTED.match(rest):
        end += match.end()
        rest = rest[match.end() :]
    return (*spans[:-1], (spans[-1][0], end)) if end > spans[-1][1] else spans


def _past_aside(page: Page, verb: Token, words: Lexicon) -> tuple[Span, ...]:
    """What is said around "..., says the Clinic: ..." and after "reported, citing Y, that ..."."""
    sentence = page.sentence(verb)
    colon = _colon_after(verb)
    if colon is not None:
        before = [t for t in page.doc[sentence.start : verb.i - 1] if not t.is_space]
        after = [t for t in page.doc[colon + 1 : sentence.end] if not t.is_space and t.text != "."]
        return (*pieces(before, page.offset), *pieces(after, page.offset))
    citing = words.phrases["citing"]
    found = [t.i for t in page.doc[verb.i : sentence.end] if t.lemma_.lower() in citing]
    for at in range(found[0] if found else sentence.end, sentence.end):
        if page.doc[at].lower_ == "that" and page.doc[at].nbor(-1).text == ",":
            told = [t for t in page.doc[at : sentence.end] if not t.is_space and t.text != "."]
            return pieces(told, page.offset)
    return ()


def _colon_after(verb: Token) -> int | None:
    """Where the colon of "..., says X: ..." stands, right behind the speaker after the verb."""
    if not verb.i or verb.nbor(-1).text != ",":
        return None
    for token in verb.doc[verb.i + 1 : verb.i + 1 + _SPEAKER]:
        if token.text == ":":
            return int(token.i) if token.i > verb.i + 1 else None
        if token.pos_ not in {"NOUN", "PROPN", "DET", "ADJ", "ADP", "PART", "PRON"}:
            return None
    return None


def _trails(verb: Token) -> bool:
    """Whether the verb and its speaker are set behind a sentence: "..., writes the Bureau"."""
    subject = child(verb, SUBJECTS)
    if subject is None or subject.i < verb.i or verb.dep_ not in {"conj", "parataxis", "dep"}:
        return False
    return verb.i > 2 and verb.nbor(-1).text == "," and verb.head.i < verb.i


def _beside(page: Page, verb: Token, source: tuple[Span, ...], quote: Span) -> bool:
    """Whether nothing but the speaker stands between a quotation and its verb."""
    start, end = page.span(verb)
    gap = (quote[1], start) if quote[1] <= start else (end, quote[0])
    if gap[0] > gap[1] or gap[1] > page.offset + len(page.text):
        return False
    left = minus((gap,), source) if gap[0] < gap[1] else ()
    text, base = page.text, page.offset
    return not any(c.isalnum() for s, e in left for c in text[s - base : e - base])


def _by_syntax(
    page: Page, verb: Token, meaning: tuple[Classes, Lexicon], *, speech: bool
) -> Content:
    classes, words = meaning
    hearing = "tell" in classes
    against = set_against(verb)
    if against:
        return pieces(against, page.offset), "host", against[-1]
    clause = _clause(verb, speech=speech, hearing=hearing) or _past_citation(verb, words)
    if clause is not None and not _only_cites(verb, words):
        foreign = [k for k in clause.children if joined_further_in(k)]
        told = [t for c in (clause, *_clauses_beside(verb, clause)) for t in subtree(c, foreign)]
        return pieces(told, page.offset), "clause", clause
    stated = _cleft(verb) or ((_answer(verb) or _stated_in(verb)) if speech else None)
    if stated is not None:
        return pieces(subtree(stated), page.offset), "clause", stated
    if after_number(verb) is not None:
        number = next(k for k in verb.children if k.dep_ in SUBJECTS)
        return pieces(subtree(number), page.offset), "object", number
    thing = _object(page, verb, meaning)
    bidden = _bidden(verb) if "urge" in classes and thing[1] == "object" else None
    if bidden is not None and thing[2] is not None:
        told = [*subtree(thing[2]), *subtree(bidden)]
        return pieces(told, page.offset), "infinitive", bidden
    if thing[1] != "object":
        host = _host(verb) if _PARENTHETIC & set(classes) else None
        if host is not None:
            told = [*subtree(host, [_branch(verb, host)]), *_joined_on(verb)]
            return pieces(told, page.offset), "host", host
    for kid in verb.children:
        if kid.dep_ == "xcomp":
            inner = [k for k in verb.children if k.dep_ == "dobj" and k.i < kid.i]
            tokens = [*subtree(kid), *(t for k in inner for t in k.subtree)]
            return pieces(tokens, page.offset), "infinitive", kid
    return thing if thing[0] else _around(page, verb)


def _answer(verb: Token) -> Token | None:
    """The "no" of "Vilmar says no"."""
    answer = child(verb, frozenset({"intj"}))
    return answer if answer is not None and answer.i == verb.i + 1 else None


def _cleft(verb: Token) -> Token | None:
    """The clause of "What they all say is that the doors stayed locked"."""
    if verb.dep_ != "csubj" or verb.head.lemma_ != "be":
        return None
    what = any(k.lower_ == "what" for k in verb.lefts)
    return child(verb.head, frozenset({"ccomp"})) if what else None


def _bidden(verb: Token) -> Token | None:
    """What somebody is urged to do: "pressed the army to free them"."""
    thing = child(verb, frozenset({"dobj"}))
    if thing is None:
        return None
    for kid in (*verb.rights, *thing.rights):
        to = any(k.lower_ == "to" for k in kid.lefts)
        if kid.i > thing.i and kid.tag_ == "VB" and to and kid.dep_ in {"xcomp", "advcl", "acl"}:
            return kid
    return None


def _clause(verb: Token, *, speech: bool, hearing: bool) -> Token | None:
    """The clause after "X said"; one before it only for verbs of speech, where none follows.

    `hearing`: the verb's object is who is told.
    """
    clauses = [kid for kid in verb.children if kid.dep_ == "ccomp"]
    after = [kid for kid in clauses if kid.i > verb.i]
    before = [kid for kid in clauses if kid.i < verb.i and not _announces_only(kid, verb)]
    if stranded_subject(verb) is not None:
        before = []
    subject = child(verb, SUBJECTS)
    if after and (subject is None or subject.i < verb.i or not before):
        return after[0]
    closing = speech or _set_behind(verb, subject)
    if before and closing and (hearing or not _takes_object(verb)):
        return before[0]
    return after[0] if after else None


def _announces_only(clause: Token, verb: Token) -> bool:
    """Whether a clause stands apart: before a semicolon, or of purpose before a colon."""
    after = verb.doc[clause.right_edge.i + 1 : verb.i]
    subject = child(verb, SUBJECTS)
    if subject is not None and subject.left_edge.i and subject.left_edge.nbor(-1).text == ";":
        return subject.i < verb.i  # "the relief office says so; the army has spoken of nine"
    marked = any(k.dep_ == "mark" and k.lower_ in {"that", "so"} for k in clause.children)
    return marked and any(t.text == ":" for t in after)


def _set_behind(verb: Token, subject: Token | None) -> bool:
    """Whether a verb of knowing is set behind what is known: "..., the paper has learned"."""
    if subject is None or subject.i > verb.i or subject.left_edge.i == 0:
        return False
    return subject.left_edge.nbor(-1).text == ","


def _takes_object(verb: Token) -> bool:
    """Whether the verb has an object; what follows its colon only spells out what is said."""
    thing = child(verb, frozenset({"dobj"}))
    if thing is not None and verb.i and verb.nbor(-1).is_punct and child(verb, SUBJECTS) is None:
        return False  # "..., said a nurse who ...": the parser's object speaks
    return thing is not None and not any(t.text == ":" for t in verb.doc[verb.i + 1 : thing.i])


def _clauses_beside(verb: Token, clause: Token) -> list[Token]:
    """Of "A happened; B happened, X said" the other clauses before the verb."""
    if clause.i > verb.i:
        opened = verb.i > 0 and verb.nbor(-1).text == "," and child(verb, SUBJECTS) is None
        return [k for k in verb.lefts if k.dep_ == "ccomp"] if opened else []
    return [k for k in verb.lefts if k.dep_ == "ccomp" and k.i != clause.i and k.i > clause.i]


def _only_cites(verb: Token, words: Lexicon) -> bool:
    """Whether the verb names who stands behind a telling: "reported, citing Y, that ..."."""
    return (
        verb.tag_ == "VBG"
        and verb.dep_ in {"advcl", "acl"}
        and verb.lemma_.lower() in words.phrases["citing"]
        and child(verb, frozenset({"dobj"})) is not None
    )


def _past_citation(verb: Token, words: Lexicon) -> Token | None:
    """The clause after "X reported, citing Y, that ...", which the parser hangs on "citing"."""
    for kid in verb.children:
        if kid.i > verb.i and _only_cites(kid, words):
            return child(kid, frozenset({"ccomp"}))
    return None


def _object(page: Page, verb: Token, meaning: tuple[Classes, Lexicon]) -> Content:
    classes, words = meaning
    if is_passive(verb):
        return _passive(page, verb, meaning)
    for kid in verb.children:
        if kid.dep_ in {"dobj", "attr", "oprd", "acomp"}:
            if "tell" in classes and not _is_told(verb, kid, words):
                continue
            return pieces([*subtree(kid), *_grounds(verb, kid, words)], page.offset), "object", kid
    return _about(page, verb, words)


def _is_told(verb: Token, thing: Token, words: Lexicon) -> bool:
    """Whether the object of "told" is what is told, and not who hears it."""
    if thing.pos_ in {"PROPN", "PRON"} or thing.tag_ == "NNS":
        return False
    heard = child(verb, frozenset({"dative"})) is not None
    return heard or thing.lemma_.lower() in words.nouns["statements"] | words.grammar["told"]


def _passive(page: Page, verb: Token, meaning: tuple[Classes, Lexicon]) -> Content:
    """What a passive is about: its subject, but of "was asked about" the question."""
    classes, words = meaning
    if {"ask", "tell"} & set(classes):
        asked = _about(page, verb, words)
        if asked[0]:
            return asked
    for kid in verb.children:
        if kid.dep_ == "nsubjpass":
            return pieces([*subtree(kid), *_grounds(verb, kid, words)], page.offset), "subject", kid
    return NOTHING


def _about(page: Page, verb: Token, words: Lexicon) -> Content:
    own = [
        k.lower_ for k in verb.rights if f"{verb.lemma_.lower()}:{k.lower_}" in words.verb_classes
    ]
    about = (*own, *words.about)
    preps = [k for k in verb.rights if k.dep_ == "prep" and k.lower_ in about]
    for kid in sorted(preps, key=lambda k: (about.index(k.lower_), k.i)):
        inner = child(kid, frozenset({"pobj", "pcomp", "prep"}))
        stated = _stated(inner) if inner is not None else None
        if stated is not None:
            return pieces(subtree(stated), page.offset), "clause", stated
        if inner is not None and inner.ent_type_ not in _TIMES:
            return pieces(subtree(inner), page.offset), "preposition", inner
    return NOTHING


def _stated_in(verb: Token) -> Token | None:
    """The clause of "told us by telephone that ...", hung on whatever it was told by."""
    for kid in verb.rights:
        inner = child(kid, frozenset({"pobj"})) if kid.dep_ == "prep" else None
        stated = _stated(inner) if inner is not None else None
        if stated is not None and stated.dep_ != "relcl":
            return stated
    return None


def _stated(noun: Token) -> Token | None:
    """The clause of "said in a statement that ...", which the parser hangs on the noun."""
    for kid in noun.subtree:
        if kid.dep_ in {"acl", "relcl", "ccomp"} and kid.i > noun.i:
            first = next(iter(kid.subtree))
            if first.lower_ == "that" and first.dep_ in {"mark", "dobj"}:
                return kid
    return None


def _around(page: Page, verb: Token) -> Content:
    """Last, a participle clause: "is counting on ...", "kept pressing"."""
    for kid in verb.children:
        if kid.dep_ == "advcl" and kid.i > verb.i:
            return pieces(subtree(kid), page.offset), "infinitive", kid
    return NOTHING


def _grounds(verb: Token, thing: Token, words: Lexicon) -> list[Token]:
    """What follows the object of a judgement: "of lack of action", "for failing", "as false"."""
    found: list[Token] = []
    for kid in verb.children:
        if kid.i <= max(thing.i, verb.i):
            continue
        if kid.dep_ == "prep" and kid.lower_ in words.grammar["grounds"]:
            inner = child(kid, frozenset({"pobj", "pcomp"}))
            if inner is None or inner.ent_type_ not in _TIMES:
                found += list(kid.subtree)
        elif kid.dep_ in {"oprd", "acomp", "attr"} or (
            kid.dep_ == "advcl" and any(t.lower_ in words.grammar["judging"] for t in kid.lefts)
        ):
            found += list(kid.subtree)
    return found


def _is_clause(head: Token) -> bool:
    return head.pos_ in {"VERB", "AUX"}


def _host(verb: Token) -> Token | None:
    """The clause that a parenthetical "X said" or "as X said" is set into."""
    if verb.dep_ == "advcl":
        mark = child(verb, frozenset({"mark"}))
        corrected = verb.head.like_num and child(verb.head, frozenset({"neg"})) is not None
        if mark is not None and mark.lower_ == "as" and (_is_clause(verb.head) or corrected):
            return verb.head
    if child(verb, SUBJECTS) is None:
        return None
    if verb.dep_ == "parataxis":
        return verb.head
    if verb.dep_ == "ccomp" and verb.i < verb.head.i and verb.nbor(1).text in {",", "”", '"'}:
        return verb.head
    return None


def _joined_on(verb: Token) -> list[Token]:
    """What follows the set-in verb: "..., he added, and hope was fading"."""
    for kid in verb.rights:
        if kid.dep_ == "conj" and child(kid, SUBJECTS) is not None and verb.nbor(1).text == ",":
            return list(kid.subtree)
    return []


def _branch(token: Token, ancestor: Token) -> Token:
    """The child of `ancestor` under which `token` stands."""
    while token.head.i not in {ancestor.i, token.i}:
        token = token.head
    return token
