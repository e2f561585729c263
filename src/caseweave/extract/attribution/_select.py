"""Which candidates stand besides what their score says: tellings, forced ones, doubles.

A refusal, a silence, an ignorance or a "reportedly" is a claim in itself, so it is kept however
rare its shape; an act or wish that tells nothing is not wanted by the case file.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._refusals import asked_to
from caseweave.extract.attribution._sources import child, is_passive
from caseweave.extract.attribution._stance import cue_posture
from caseweave.extract.attribution._tallies import CLASS as FIGURES
from caseweave.extract.events import is_human

# Classes of the lexicon whose verbs tell something of the world, or take a stand towards it.
_TELLING = frozenset(
    {
        "say", "tell", "add", "report", "write", "show", "claim", "deny", "accuse", "criticise",
        "urge", "ask", "promise", "believe", "view", "expect", "know", "decline", "describe",
        "according", "adverb", "noun", "adjective", "mark", "feel",
    }
)  # fmt: skip
_FORCED_STANCES = frozenset({"declined", "unreachable", "unaware"})
_THINGS = frozenset({"thing", "thing_plural"})
# Who tells where the cue is plain, however rarely corpora mark it; and with what.
_VOICES = frozenset(
    {"person", "people", "proper", "organisation", "office", "outlet", "place", "pronoun_it",
     "pronoun_they", "pronoun_person", "document"}
)  # fmt: skip
_TELLINGS = frozenset({"say", "tell", "report", "claim", "deny", "urge", "accuse", "criticise"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MARKS = frozenset({'"', "”", "’", "'"})
_PLAIN = frozenset(
    {"say", "tell", "add", "report", "write", "claim", "deny", "show", "according", "mark"}
)


def tells(candidate: Candidate) -> bool:
    """Whether the source tells something: by the cue's meaning, or by a clause or quotation."""
    if FIGURES in candidate.classes or _rules(candidate) or _recognises(candidate):
        return True
    if _never_tells(candidate):
        return False
    if candidate.form == "noun":
        return candidate.cue.lemma_.lower() in candidate.lexicon.nouns["statements"]
    if candidate.content_form in {"clause", "quote"}:
        return _can_tell(candidate)
    if candidate.cue.lemma_.lower() in candidate.lexicon.phrases["citing"]:
        return _object_is_words(candidate)
    if {"add", "say"} & set(candidate.classes) and candidate.content_form == "infinitive":
        return False
    telling = _TELLING & set(candidate.classes) or _wants(candidate)
    return bool(telling) and _can_tell(candidate)


def _never_tells(candidate: Candidate) -> bool:
    """Whether the shape of the candidate rules out that anything is told."""
    if needs_words(candidate) or _acts(candidate) or _hearsay_of_none(candidate):
        return True
    if _pointing(candidate) or _wish_told(candidate):
        return True
    if _only_uttered(candidate):
        return True
    if candidate.form == "mark" and _furniture(candidate):
        return True
    if candidate.form == "verb" and (_tells_nothing(candidate) or _passed_on(candidate)):
        return True
    return asked_to(candidate.cue, candidate.lexicon.stance)


def _tells_nothing(candidate: Candidate) -> bool:
    """As "did not mention any names", "knew nothing", "what the others said"."""
    cue, words = candidate.cue, candidate.lexicon
    said = " ".join(_content_words(candidate)).lower().split()
    free = len(said) == 1 and said[0] in words.stance["questions"]
    if free and cue_posture(candidate).stance == "asserts":
        return True
    unsaid = any(k.dep_ == "neg" for k in cue.children) and candidate.content_form in {
        "object",
        "preposition",
    }
    if unsaid and cue_posture(candidate).stance == "asserts":
        return True
    known = cue.lemma_.lower() in words.stance["knowing"]
    return known and bool(said) and said[0] in words.stance["nothing"] | words.negatives


def _pointing(candidate: Candidate) -> bool:
    """Whether a bare "this" is the source ("This contradicts it"): then the author judges."""
    head, words = candidate.source_head, candidate.lexicon
    bare = head is not None and head.tag_ == "DT" and head.lower_ in words.framing["pointing"]
    return candidate.form == "verb" and bare


def _wish_told(candidate: Candidate) -> bool:
    """Whether it is the report that tells of a wish or a word: "19 of them expressed the wish"."""
    governor, words = candidate.content_head, candidate.lexicon.stances
    if candidate.form != "verb" or candidate.content_form != "object" or governor is None:
        return False
    wished = candidate.cue.lemma_.lower() in words["uttering"]
    return wished and governor.lemma_.lower() in words["uttered"] and not _named_so(candidate)


def _only_uttered(candidate: Candidate) -> bool:
    """Whether a verb of manner ("sobbed", "grumbled") stands without a clause or a quotation."""
    manner = candidate.cue.lemma_.lower() in candidate.lexicon.phrases["vocal"]
    return (
        manner
        and candidate.form == "verb"
        and candidate.content_form not in {"clause", "quote", "host"}
    )


def _content_words(candidate: Candidate) -> list[str]:
    base, text = candidate.page.offset, candidate.page.text
    return [text[max(0, s - base) : max(0, e - base)] for s, e in candidate.content]


def _passed_on(candidate: Candidate) -> bool:
    """Whether a participle only names whose words are judged ("claims made by X are 'thin'")."""
    cue = candidate.cue
    return cue.dep_ == "acl" and cue.tag_ == "VBN" and candidate.content_form == "quote"


def _quotes(candidate: Candidate) -> bool:
    """Whether a verb of judging gives its words as a quotation ("criticised it as 'a farce'")."""
    judged = bool({"criticise", "describe", "accuse", "deny"} & set(candidate.classes))
    return judged and candidate.source_head is not None and _named_so(candidate)


def _furniture(candidate: Candidate) -> bool:
    """Whether the label before a colon names a part of the page, and nobody."""
    start, end = candidate.source[0] if candidate.source else (0, 0)
    base = candidate.page.offset
    label = candidate.page.text[start - base : end - base]
    words = [w.strip(".,") for w in label.split()]
    layout = candidate.lexicon.layout
    if not words or words[0].lower() in layout["furniture"] | layout["askers"] | layout["clips"]:
        return True
    head = candidate.source_head
    kind = source_type(head, candidate.lexicon)
    quoted = bool(candidate.page.quotations)
    day = head is not None and head.ent_type_ in {"DATE", "TIME", "CARDINAL"}
    if day or (kind == "place" and not quoted):
        return True  # "18 May: ...", "Laos: ..."
    if quoted or head is None:
        return False
    dateline = kind in {"proper", "organisation"} and all(t.isupper() for t in words)
    known = any(head.lemma_.lower() in nouns for nouns in candidate.lexicon.kinds.values())
    return (dateline and not known) or (kind in _THINGS | {"none"} and not is_human(head))


def _rules(candidate: Candidate) -> bool:
    """Whether a court rules: "the tribunal annulled the order" is its word."""
    head, words = candidate.source_head, candidate.lexicon.stances
    if candidate.form != "verb" or head is None or not candidate.content:
        return False
    court = head.lemma_.lower() in words["courts"]
    return court and candidate.cue.lemma_.lower() in words["rulings"]


def _recognises(candidate: Candidate) -> bool:
    """Whether a witness recognises somebody or something: that is testimony."""
    head, cue = candidate.source_head, candidate.cue
    if candidate.form != "verb" or head is None or is_passive(cue):
        return False
    seen = cue.lemma_.lower() in candidate.lexicon.stances["recognising"]
    return seen and cue.tag_ == "VBD" and candidate.content_form == "object" and is_human(head)


def _wants(candidate: Candidate) -> bool:
    """Whether a body wants something done: a demand."""
    kind = source_type(candidate.source_head, candidate.lexicon)
    wanted = candidate.cue.lemma_.lower() in candidate.lexicon.stances["wanting"]
    return wanted and kind in {"office", "organisation", "pronoun_it"}


def _acts(candidate: Candidate) -> bool:
    """With a plain object a verb like "attack" may mean a blow, and then tells nothing."""
    if candidate.form != "verb" or candidate.content_form not in {"object", "subject"}:
        return False
    lemma = candidate.cue.lemma_.lower()
    if "describe" in candidate.classes and (_named_so(candidate) or _verdict(candidate)):
        return False
    if lemma in candidate.lexicon.phrases["judging"] and _judges_deed(candidate):
        return False
    return lemma in candidate.lexicon.phrases["acts"] and not _object_is_words(candidate)


def _verdict(candidate: Candidate) -> bool:
    """Whether something is called an adjective: "called the answer insulting"."""
    verdict = child(candidate.cue, frozenset({"oprd", "acomp"}))
    told = _of_words_before(candidate) or (verdict is not None and verdict.pos_ == "ADJ")
    return told and candidate.source_head is not None


def _of_words_before(candidate: Candidate) -> bool:
    """Whether "this" is called something: "her brother called this an insult"."""
    cue = candidate.cue
    after = cue.nbor(1) if cue.i + 1 < len(cue.doc) else cue
    this = after.tag_ == "DT" and after.lower_ in candidate.lexicon.framing["pointing"]
    return this and after.dep_ in {"nsubj", "dobj"}


def _judges_deed(candidate: Candidate) -> bool:
    """Whether what is welcomed or attacked is a deed or a decision, and nobody's body or house."""
    governor, words = candidate.content_head, candidate.lexicon
    if governor is None:
        return False
    return governor.lemma_.lower() in words.nouns["deeds"] | words.denials["deeds"]


def _named_so(candidate: Candidate) -> bool:
    """Whether something is called a name in quotation marks."""
    return any(
        s < q.end and q.start < e for s, e in candidate.content for q in candidate.page.quotations
    )


def _hearsay_of_none(candidate: Candidate) -> bool:
    """A passive that names nobody reports only by what follows: "is said to", not "was named"."""
    return candidate.how == "impersonal" and candidate.content_form in {"subject", "preposition"}


def _can_tell(candidate: Candidate) -> bool:
    """A thing tells only where the cue is one of plain telling or showing ("the log shows")."""
    kind = source_type(candidate.source_head, candidate.lexicon)
    if nobody(candidate):
        return False
    head = candidate.source_head
    if head is not None and kind in _THINGS and (_quotes(candidate) or is_human(head)):
        return True
    if kind == "pronoun_own" and candidate.page.quoted(candidate.cue) is None:
        # the author's own "we": the report itself speaks
        return False
    return kind not in _THINGS or bool(_PLAIN & set(candidate.classes))


def nobody(candidate: Candidate) -> bool:
    """Whether the source is "nobody", "no one" or "no group": nothing is said by them."""
    head, words = candidate.source_head, candidate.lexicon
    if head is None:
        return False
    first = head.doc[head.left_edge.i]
    alone = head.lower_ in words.negatives or first.lower_ in {"no", "neither", "nor"}
    return alone or (head.lower_ == "one" and first.lower_ == "not")


def needs_words(candidate: Candidate) -> bool:
    """A verb such as "release" reports only where its object is somebody's words."""
    if candidate.form != "verb" or candidate.content_form not in {"object", "subject"}:
        return False
    words = candidate.lexicon
    if candidate.cue.lemma_.lower() not in words.phrases["needs_words"]:
        return False
    called = "describe" in candidate.classes
    if called and (_named_so(candidate) or _of_words_before(candidate)):
        return False
    return not _object_is_words(candidate)


def _object_is_words(candidate: Candidate) -> bool:
    governor, words = candidate.content_head, candidate.lexicon
    if governor is None:
        return False
    judged = next((k for k in governor.children if k.dep_ == "nsubj"), governor)
    lemmas = {governor.lemma_.lower(), judged.lemma_.lower()}
    return bool(lemmas & (words.nouns["statements"] | words.kinds["document"]))


def must_stand(candidate: Candidate) -> bool:
    """Stances that may never be lost, "reportedly" and its like, and figures that one gives."""
    if FIGURES in candidate.classes:
        return cue_posture(candidate).stance == "asserts" and not _modal(candidate)
    if candidate.form == "noun":
        return _noun_stands(candidate)
    if candidate.form == "adverb":
        return candidate.cue.lower_ in candidate.lexicon.phrases["reportedly"]
    if candidate.how == "impersonal" and candidate.content_form in {"infinitive", "clause"}:
        return candidate.cue.lemma_.lower() in candidate.lexicon.phrases["hearsay"]
    if _plain_telling(candidate) or _testifies(candidate) or _judges(candidate):
        return True
    stance = cue_posture(candidate).stance
    denied = stance == "denies" and "describe" in candidate.classes
    if denied or (_wants(candidate) and candidate.content):
        return candidate.source_head is not None and not _modal(candidate)
    if candidate.page.quoted(candidate.cue) is not None:
        # what a quoted person tells of others' silence is theirs to tell
        return stance in {"declined", "unaware"} and _own_voice(candidate)
    return stance in _FORCED_STANCES and candidate.source_head is not None


def _judges(candidate: Candidate) -> bool:
    """Whether somebody welcomes or condemns a deed, or calls it something: that is a statement."""
    cue, head = candidate.cue, candidate.source_head
    if candidate.form != "verb" or head is None or _modal(candidate) or is_passive(cue):
        return False
    if cue.tag_ not in _FINITE or candidate.page.quoted(cue) is not None:
        return False
    if source_type(head, candidate.lexicon) not in _VOICES:
        return False
    judged = {"praise", "accuse", "criticise"} & set(candidate.classes)
    called = cue.lemma_ in {"call", "hold"} and bool(candidate.classes) and _verdict(candidate)
    return called or bool(judged and candidate.content_form == "object" and _judges_deed(candidate))


def _testifies(candidate: Candidate) -> bool:
    """A court's ruling and a witness's recognition, outside quotations."""
    if _modal(candidate) or candidate.page.quoted(candidate.cue) is not None:
        return False
    return _rules(candidate) or _recognises(candidate)


def _plain_telling(candidate: Candidate) -> bool:
    """A finite verb of telling with somebody for its subject and something told: "It denies it".

    Besides what is known of ("It does know of another boat").
    """
    cue, page = candidate.cue, candidate.page
    head = candidate.source_head
    if cue_posture(candidate).stance not in {"asserts", "denies"}:
        return False
    if candidate.form != "verb" or head is None or not candidate.content or _modal(candidate):
        return False
    if page.quoted(cue) is not None or candidate.how not in {"own", "inherited", "inverted"}:
        return False
    somebody = source_type(head, candidate.lexicon) in _VOICES
    if not (_finite(cue) and somebody) or _tells_nothing(candidate):
        return False
    if cue.lemma_ == "know":
        of = child(cue, frozenset({"prep"}))
        return of is not None and of.lower_ in candidate.lexicon.stance["known_of"]
    if not candidate.classes:
        return _by_shape(candidate)
    if not _TELLINGS & set(candidate.classes) or not tells(candidate):
        return False
    plain = {"clause", "quote", "infinitive", "preposition", "host"}
    denied = cue_posture(candidate).stance == "denies"
    return candidate.content_form in plain or denied


def _finite(cue: Token) -> bool:
    """Whether the verb is one of a main clause, even where the parser takes it for a noun."""
    headless = cue.tag_ == "VBN" and cue.dep_ == "acl" and cue.head.dep_ == "ROOT"
    helped = any(k.dep_ == "aux" and k.tag_ in _FINITE for k in cue.children)
    return cue.tag_ in _FINITE or headless or helped or cue.pos_ in {"NOUN", "ADJ"}


def _by_shape(candidate: Candidate) -> bool:
    """Whether an unlisted verb tells by its shape: "X gasped out that ...", '"...," X snapped.'."""
    cue, page, head = candidate.cue, candidate.page, candidate.source_head
    it = source_type(head, candidate.lexicon) == "pronoun_it"
    if it or cue.lemma_.lower() in candidate.lexicon.phrases["untold"]:
        return False
    clause = candidate.content_head
    if candidate.content_form == "clause" and clause is not None and clause.i > cue.i:
        mark = child(clause, frozenset({"mark"}))
        return clause.dep_ == "ccomp" and mark is not None and mark.lower_ == "that"
    if candidate.content_form != "quote" or not candidate.source:
        return False
    if cue.i + 1 >= len(cue.doc) or not cue.nbor(1).is_punct:
        return False
    before = page.text[: candidate.source[0][0] - page.offset].rstrip()
    return before[-1:] in _MARKS and candidate.source[-1][1] <= page.at(cue)


def _noun_stands(candidate: Candidate) -> bool:
    """The like of "had no comment" and of "the ministry's claim that"."""
    if cue_posture(candidate).stance == "declined" and candidate.source_head is not None:
        return True
    owned = candidate.how in {"possessor", "agent"} and candidate.content_form == "clause"
    return owned and candidate.cue.lemma_.lower() in candidate.lexicon.nouns["statements"]


def _modal(candidate: Candidate) -> bool:
    """Whether the figure was only to be given ("could not put a figure on it")."""
    words = candidate.lexicon.grammar["modals"] | candidate.lexicon.grammar["futures"]
    kids = candidate.cue.children
    return any(k.dep_ == "neg" or k.lower_ in words for k in kids)


def _own_voice(candidate: Candidate) -> bool:
    head = candidate.source_head
    return head is None or head.lower_ in candidate.lexicon.pronouns["own"]


def without_doubles(kept: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Of "expressed concern", verb and noun, only the likelier reading is kept."""
    by_cue = {(c.page.index, c.cue.i): chance for c, chance in kept}
    out = []
    for c, chance in kept:
        if c.form == "noun" and c.how == "controller":
            rival = by_cue.get((c.page.index, c.cue.head.i))
            if rival is not None:
                continue
        out.append((c, chance))
    return out
