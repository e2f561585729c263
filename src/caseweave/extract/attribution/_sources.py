"""Who does the saying: from a cue to the head of its source, by the shape of the sentence.

Each way has a name ("own", "inherited", ...), which is a feature of the score. A source is looked
for in the cue's own clause first, then up the tree; it is never guessed from mere nearness.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._closing import speaker_before
from caseweave.extract.attribution._hyphened import before_hyphen, past_hyphen
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._patterns import is_perfect
from caseweave.extract.attribution._quotes import Quotation
from caseweave.extract.attribution._spans import pieces
from caseweave.extract.layers import Span

SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_RIGHT_OF_SAY = frozenset({"dobj", "attr", "oprd", "npadvmod", "dep", "appos"})
_MAX_CLIMB = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_STRONG = frozenset({"say", "tell", "add", "report", "write", "claim", "deny", "describe", "urge"})

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DASHES = frozenset({"-", "–", "—"})

Found = tuple[Token | None, str]


def child(token: Token, deps: frozenset[str]) -> Token | None:
    """The first child whose relation is among `deps`."""
    for kid in token.children:
        if kid.dep_ in deps:
            return kid
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive."""
    return any(kid.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for kid in verb.children)


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive verb or participle."""
    by = child(verb, frozenset({"agent"}))
    return child(by, frozenset({"pobj"})) if by is not None else None


def verb_source(verb: Token, words: Lexicon) -> Found:
    """Head of the source of a verbal cue and how it was found; (None, "none") without one."""
    if is_passive(verb):
        if verb.lemma_.lower() in words.stance["reaching"]:
            # silent is who was not reached, whatever follows "by" ("by telephone", "by the paper")
            return child(verb, _PASSIVE), "own"
        by = _speaking_agent(verb, words)
        return (by, "agent") if by is not None else (None, "none")
    own = after_number(verb) or _named_beside(_whole_subject(verb, words))
    if own is not None and own.lower_ in words.pronouns["objective"]:
        own = speaker_before(verb, words)  # "..., the firm that employs them said"
    if own is not None:
        return own, "own"
    quoted = quoted_by(verb, words)[1]
    if quoted is not None:
        return quoted, "controller"
    if verb.tag_ == "VBN":
        done = _participle(verb, words)
        if done is not None:
            return done
    found = _out_of_place(verb, words) or _climb(verb, words)
    if found[0] is None:
        opening = _opening(verb, words)
        return (opening, "own") if opening is not None else found
    return found


def _participle(verb: Token, words: Lexicon) -> Found | None:
    """The source of "a figure given by X", "brought to court, charged with": an agent or none."""
    by = agent(verb) or _late_agent(verb)
    if by is not None and verb.dep_ in {"acl", "relcl", "amod", "advcl"}:
        return by, "agent"
    if verb.dep_ == "advcl" and not any(k.dep_ == "aux" for k in verb.lefts):
        return None, "none"
    if verb.dep_ in {"acl", "relcl", "amod"}:
        headless = verb.dep_ == "acl" and verb.head.dep_ == "ROOT"
        opening = _opening(verb, words) if headless else None
        return (opening, "own") if opening is not None else (None, "none")
    return None


def _late_agent(verb: Token) -> Token | None:
    """Of "two reported missing on Friday by their party" the party, hung on what is reported."""
    if verb.dep_ not in {"acl", "relcl"}:
        return None
    below = (k for k in verb.subtree if k.lower_ == "by" and k.i > verb.i and k.dep_ == "prep")
    by = next(below, None)
    return child(by, frozenset({"pobj"})) if by is not None else None


def _opening(verb: Token, words: Lexicon) -> Token | None:
    """The speaker of "X, ..., insisted that ...", where the parser takes the aside for a clause.

    Its sentence opens with the noun phrase of X, and commas close what stands between.
    """
    finite = verb.tag_ in _FINITE or (verb.tag_ == "VBN" and verb.dep_ == "acl")
    if not _STRONG & set(words.verb_classes.get(verb.lemma_, ())) or not finite or verb.i == 0:
        return None
    start = verb.sent.start
    if verb.nbor(-1).text != ",":
        return None
    head: Token | None = None
    for token in verb.doc[start : verb.i]:
        if token.tag_ in _FINITE or token.tag_ == "MD" or token.dep_ == "mark":
            return None
        if token.text == ",":
            return head
        ends = token.nbor(1).pos_ not in {"NOUN", "PROPN"} and token.nbor(1).tag_ != "POS"
        if head is None and token.pos_ in {"NOUN", "PROPN"} and ends:
            head = token
        if token.i == start and token.pos_ in {"ADP", "SCONJ", "ADV", "CCONJ"}:
            return None
    return None


def _speaking_agent(verb: Token, words: Lexicon) -> Token | None:
    """The agent of a passive; of "told by telephone, by a man" the man."""
    agents = [
        o
        for k in verb.children
        if k.dep_ in {"agent", "prep"} and k.lower_ == "by"
        for o in k.children
        if o.dep_ == "pobj"
    ]
    by = agent(verb)
    if by is not None and by.lemma_.lower() in words.stances["messages"]:
        return next((o for o in agents if o.lemma_.lower() not in words.stances["messages"]), None)
    return by


def _whole_subject(verb: Token, words: Lexicon) -> Token | None:
    """The subject; of "the hotline Tidewatch says" the name, which the parser makes a second one.

    Of "At the clinic, Orla, a nurse said" the nurse: no place is a nurse.
    """
    own = past_hyphen(child(verb, SUBJECTS))
    if own is None or own.i > verb.i:
        return own
    second = next((k for k in verb.lefts if k.i > own.i and k.dep_ in SUBJECTS), None)
    if second is not None and second.pos_ == "PROPN" and second.is_alpha:
        first = second.left_edge
        if first.i == own.right_edge.i + 1 and not first.nbor(-1).is_punct:
            return second
    if own.ent_type_ in _PLACES and own.i and own.nbor(-1).text == ",":
        people = words.persons
        apposed = (k for k in own.children if k.dep_ == "appos" and k.tag_ == "NN")
        return next((k for k in apposed if k.lemma_.lower() in people), own)
    return own


def _named_beside(subject: Token | None) -> Token | None:
    """The speaker of '"Not one," Warden Brandt told': a number takes no apposition of a name."""
    if subject is None or not subject.like_num:
        return subject
    names = (k for k in subject.subtree if k.dep_ == "appos" and k.pos_ == "PROPN")
    return next(names, subject)


def after_number(verb: Token) -> Token | None:
    """The speaker of "Four, says the centre", where the parser makes the number a subject too."""
    subjects = [k for k in verb.children if k.dep_ in SUBJECTS]
    if len(subjects) < len(("number", "speaker")) or not subjects[0].i < verb.i < subjects[1].i:
        return None
    opened = subjects[0].like_num or not subjects[1].like_num
    return subjects[1] if opened and (verb.nbor(-1).text == "," or verb.nbor(-1).is_quote) else None


def quoted_by(verb: Token, words: Lexicon) -> tuple[Token | None, Token | None]:
    """Of "X quoted Y as saying", "Y was quoted by X as saying": X and Y; (None, None) else."""
    as_ = verb.head
    if (
        verb.dep_ != "pcomp"
        or as_.lower_ != "as"
        or as_.head.lemma_.lower() not in words.phrases["citing"]
    ):
        return None, None
    if is_passive(as_.head) or as_.head.dep_ == "acl":
        by = agent(as_.head) or agent(verb)
        behind = child(as_.head, _PASSIVE) or (as_.head.head if as_.head.dep_ == "acl" else None)
        return by, behind
    return child(as_.head, SUBJECTS), child(as_.head, frozenset({"dobj"}))


def _out_of_place(verb: Token, words: Lexicon) -> Found | None:
    """The speaker that the parser hangs elsewhere: after the verb, before a closing "said", ..."""
    if verb.pos_ == "NOUN":  # a verb taken for a noun
        return child(verb, frozenset({"compound"})), "own"
    for speaker, how in (
        (_inverted(verb, words), "inverted"),
        (_closing(verb, words), "inverted"),
        (speaker_before(verb, words), "inverted"),
        (stranded_subject(verb), "own"),
        (_outlet_before(verb, words), "own"),
        (_asked_before(verb), "own"),
    ):
        if speaker is not None:
            return speaker, how
    return None


def _inverted(verb: Token, words: Lexicon) -> Token | None:
    """The speaker after the verb ("...", said X), where the parser takes it for an object."""
    classes = words.verb_classes.get(verb.lemma_, ())
    if not {"say", "add", "write"} & set(classes) or verb.i == 0:
        return None
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or not verb.nbor(-1).is_punct:
        return None
    for kid in verb.rights:
        if kid.text == ":":
            return None
        if kid.dep_ == "ccomp":
            return _before_colon(verb, kid)
        if kid.dep_ in _RIGHT_OF_SAY and kid.pos_ in {"PROPN", "NOUN", "PRON"}:
            return kid
    return None


def _before_colon(verb: Token, clause: Token) -> Token | None:
    """The speaker of "..., says the Clinic: two have paid", which the parser puts in the clause."""
    for kid in clause.lefts:
        colon = kid.dep_ in SUBJECTS and any(t.text == ":" for t in kid.subtree)
        if colon and kid.left_edge.i == verb.i + 1 and kid.pos_ in {"NOUN", "PROPN"}:
            return kid
    return None


def _closing(verb: Token, words: Lexicon) -> Token | None:
    """The speaker of "..., the mother, Ana Uzelac, said.", hung on what is said."""
    classes = words.verb_classes.get(verb.lemma_, ())
    last = verb.i + 1 >= len(verb.doc) or verb.nbor(1).is_punct
    if not {"say", "add"} & set(classes) or not last or verb.i < 3 or verb.nbor(-1).text != ",":
        return None
    name = verb.nbor(-2)
    set_off = name.dep_ == "appos" and name.left_edge.i > 0 and name.left_edge.nbor(-1).is_punct
    return name if set_off and name.ent_type_ == "PERSON" else None


def _asked_before(verb: Token) -> Token | None:
    """The speaker of "X, asked about Y, said ...", where the parser lets X do the asking."""
    aside = next((k for k in verb.lefts if k.dep_ in {"ccomp", "advcl"} and k.pos_ == "VERB"), None)
    told = any(k.dep_ == "ccomp" for k in verb.rights)
    if aside is None or not told or verb.nbor(-1).text != "," or aside.i == 0:
        return None
    if aside.nbor(-1).text != ",":
        return None
    subject = child(aside, SUBJECTS | _PASSIVE)
    return subject if subject is not None and subject.i < aside.i else None


def _outlet_before(verb: Token, words: Lexicon) -> Token | None:
    """The paper of "..., the daily wrote", which the parser takes for an adjective of its verb."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or before.head != verb or before.dep_ not in {"amod", "advmod", "npadvmod"}:
        return None
    return before if before.lemma_.lower() in words.kinds["outlet"] else None


def stranded_subject(verb: Token) -> Token | None:
    """Of "X, which Y asked, said ..." the parser may hang X on the relative clause: give X back."""
    for kid in verb.lefts:
        if kid.dep_ != "ccomp":
            continue
        subjects = [k for k in kid.lefts if k.dep_ in SUBJECTS]
        if len(subjects) > 1 and any(t.tag_ in {"WDT", "WP", "WP$"} for t in subjects[1].subtree):
            return subjects[0]
    return None


def _climb(verb: Token, words: Lexicon) -> Found:
    """Subjects shared with a verb above: conjuncts, participles, infinitives, "by saying"."""
    at, how = verb, "inherited"
    for _ in range(_MAX_CLIMB):
        dep, head = at.dep_, at.head
        if head == at:
            return None, "none"
        if dep in {"acl", "relcl"}:
            return _of_noun(head, words) if head.pos_ not in {"VERB", "AUX"} else (None, "none")
        if dep == "conj" and at is verb and joined_further_in(verb):
            at = head.head
            subject = child(at, SUBJECTS)
            return (subject, how) if subject is not None else (None, "none")
        if dep in {"xcomp", "ccomp"}:
            how = "controller"
            told = child(head, frozenset({"dobj", "dative"}))
            if told is not None and dep == "xcomp" and at.tag_ == "VB":
                return told, how
        elif dep not in {"conj", "advcl", "pcomp", "prep", "dep", "acomp", "attr", "parataxis"}:
            return None, "none"
        at = head
        subject = child(at, SUBJECTS) or child(at, _PASSIVE) or _taken_for_part(at)
        if subject is not None and at.pos_ in {"VERB", "AUX"}:
            if is_passive(at) and dep == "conj" and verb.tag_ == "VBN" and not is_perfect(verb):
                # "was held and accused": the second participle is passive too
                by = agent(verb)
                return (by, "agent") if by is not None else (None, "none")
            return subject, how
    return None, "none"


def joined_further_in(verb: Token) -> bool:
    """Whether "suggested" of "denied that X had fled and suggested that ..." is hung on "fled".

    Its tense is that of the outer verb, and it tells something of its own.
    """
    inner = verb.head
    if verb.dep_ != "conj" or inner.dep_ != "ccomp" or inner.i > verb.i or verb.tag_ != "VBD":
        return False
    if inner.tag_ == "VBD" or inner.head.tag_ != "VBD" or child(verb, SUBJECTS | _PASSIVE):
        return False
    clause = child(verb, frozenset({"ccomp"}))
    return clause is not None and clause.i > verb.i


def _taken_for_part(verb: Token) -> Token | None:
    """The subject of "before a cousin rang to say", which the parser takes for a compound."""
    before = verb.nbor(-1) if verb.i else verb
    lost = before.head == verb and before.dep_ in {"compound", "nmod", "amod"}
    return before if lost and before.pos_ == "NOUN" and verb.tag_ == "VBD" else None


def _of_noun(noun: Token, words: Lexicon) -> Found:
    """Of "a statement saying ...": who issued the statement, else the statement itself."""
    owner = child(noun, frozenset({"poss"}))
    document = noun.lemma_.lower() in words.kinds["document"]
    if document and owner is not None:
        return owner, "possessor"
    if document and noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        subject = child(verb, SUBJECTS)
        if subject is not None and verb.pos_ == "VERB":
            return subject, "controller"
    return noun, "noun"


def outside(page: Page, verb: Token, head: Token | None) -> Token | None:
    """The source of a cue outside a quotation is outside it too: "... Half I know," he says."""
    if head is None or page.quoted(verb) is not None:
        return head
    head = _past_label(verb, head)
    quotation = page.quoted(head)
    if quotation is None or quotation.words <= len(("a", "word")):
        return head
    beside = [verb.doc[i] for i in (verb.i - 1, verb.i + 1) if 0 <= i < len(verb.doc)]
    near = (t for t in beside if t.pos_ in {"PRON", "PROPN", "NOUN"} and page.quoted(t) is None)
    return next(near, None)


def _past_label(verb: Token, head: Token) -> Token:
    """The speaker of "EARLIER FIGURE: police boss says", which the parser hangs on the label.

    An agency's label ends in a dash: "UPDATE 2-Norland says".
    """
    between = verb.doc[head.i + 1 : verb.i] if head.i < verb.i else ()
    colons = [t.i for t in between if t.text == ":" or (t.text in _DASHES and _is_slug(t))]
    if not colons:
        return head
    nouns = [t for t in verb.doc[colons[-1] + 1 : verb.i] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return nouns[-1] if nouns and nouns[-1].i == verb.i - 1 else head


def _is_slug(dash: Token) -> bool:
    """Whether all before a dash, from the sentence's beginning, is in capitals or a number."""
    before = dash.doc[dash.sent.start : dash.i]
    return len(before) > 0 and all(t.is_upper or t.is_digit for t in before)


def _holds(page: Page, quotation: Quotation, head: Token) -> bool:
    """Whether a quotation is a word or two of the speaker's name or post, or holds the head."""
    return quotation.words <= len(("a", "word")) or quotation.start <= page.at(head) < quotation.end


def source_spans(page: Page, head: Token, cue: Token) -> tuple[Span, ...]:
    """The source phrase with title, apposition and relative clause, less the cue's own clause."""
    if head.dep_ == "poss":
        return pieces((t for t in head.subtree if t.dep_ != "case"), page.offset)
    cut = {cue.i}
    if cue in head.subtree:
        at = cue
        while at.head != at and at.head.i != head.i:
            at = at.head
        cut = {t.i for t in at.subtree}
    foreign = {
        t.i for t in head.subtree if (q := page.quoted(t)) is not None and not _holds(page, q, head)
    }
    kept = [*before_hyphen(head), *(t for t in head.subtree if t.i not in cut | foreign)]
    # conjuncts that are clauses of their own are parser's slips
    clauses = [t for t in kept if t.dep_ in {"conj", "parataxis", "ccomp"} and t.pos_ == "VERB"]
    dropped = {t.i for c in clauses for t in c.subtree if c.i != head.i}
    return pieces((t for t in kept if t.i not in dropped), page.offset)
