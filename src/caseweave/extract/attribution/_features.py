"""Named features of a candidate: fewer than a hundred, each readable, none of them a word.

`features` gives the names that are true of a candidate; every feature is 0 or 1. The weights
stand in `lang/LANGUAGE/reporting_weights.toml` under the same names.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._select import needs_words

_STRONG = frozenset(
    {"say", "tell", "add", "report", "write", "claim", "according", "believe", "deny"}
)
_WEAK_FORMS = frozenset({"object", "preposition", "infinitive", "none", "host", "subject"})
_FAR = 12
_DEEP = 8


def features(candidate: Candidate) -> frozenset[str]:
    """Names of the features that hold."""
    found = {"bias"}
    found.update(f"class:{name}" for name in candidate.classes or ("open",))
    found.add(f"content:{candidate.content_form}")
    found.add(f"how:{candidate.how}")
    kind = source_type(candidate.source_head, candidate.lexicon)
    found.add(f"source:{kind}")
    strength = _strength(candidate)
    found.add(f"{strength}:{_shape(candidate)}")
    if kind in {"pronoun_it", "thing", "relative_thing", "place"}:
        found.add(f"{strength}:thing_speaks")
    if needs_words(candidate):
        found.add("object_is_no_words")
    found |= _grammar(candidate.cue, candidate.lexicon.grammar)
    found |= _place(candidate)
    return frozenset(found)


def _strength(candidate: Candidate) -> str:
    if not candidate.classes:
        return "open"
    return "strong" if _STRONG & set(candidate.classes) else "weak"


def _shape(candidate: Candidate) -> str:
    if candidate.content_form in {"clause", "quote"}:
        return candidate.content_form
    return "phrase" if candidate.content_form in _WEAK_FORMS - {"none"} else "nothing"


def _grammar(cue: Token, words: dict[str, frozenset[str]]) -> set[str]:
    found = {f"dep:{cue.dep_}" if cue.dep_ in _DEPS else "dep:other"}
    auxiliaries = {k.lemma_.lower() for k in cue.children if k.dep_ in {"aux", "auxpass"}}
    if any(k.dep_ == "neg" for k in cue.children):
        found.add("negated")
    if auxiliaries & words["modals"]:
        found.add("modal")
    if auxiliaries & words["futures"]:
        found.add("future")
    if auxiliaries & {"have"}:
        found.add("perfect")
    if auxiliaries & {"to"}:
        found.add("infinitive")
    if cue.pos_ in {"VERB", "AUX"}:
        found.add(f"tag:{cue.tag_}" if cue.tag_ in _TAGS else "tag:other")
    return found


_DEPS = frozenset({"ROOT", "ccomp", "advcl", "conj", "xcomp", "relcl", "acl", "pcomp", "amod"})
_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN", "VB"})


def _inside_telling(candidate: Candidate) -> bool:
    """Whether the cue stands in a clause that somebody is said to tell."""
    at = candidate.cue
    for _ in range(_DEEP):
        head = at.head
        if head.i == at.i:
            return False
        if at.dep_ == "ccomp" and at.i > head.i:
            classes = candidate.lexicon.verb_classes.get(head.lemma_.lower(), ())
            if _STRONG & set(classes):
                return True
        at = head
    return False


def _place(candidate: Candidate) -> set[str]:
    found = set()
    page, cue = candidate.page, candidate.cue
    if page.quoted(cue) is not None:
        found.add("cue_in_quotation")
    if _inside_telling(candidate):
        found.add("inside_telling")
    if any(k.dep_ == "mark" and k.lower_ != "that" for k in cue.children):
        found.add("subordinate")
    if page.index == 0:
        found.add("in_title")
    head = candidate.source_head
    if head is not None and abs(head.i - cue.i) > _FAR:
        found.add("source_far")
    if head is not None and head.i > cue.i:
        found.add("source_after_cue")
    if any(s < q.end and q.start < e for s, e in candidate.content for q in page.quotations):
        found.add("content_quoted")
    return found | _of_content(candidate)


def _of_content(candidate: Candidate) -> set[str]:
    found = set()
    governor = candidate.content_head
    if governor is not None:
        lemma = governor.lemma_.lower()
        if lemma in candidate.lexicon.nouns["statements"]:
            found.add("content_is_words")
        if governor.ent_type_ == "PERSON" or governor.pos_ == "PRON":
            found.add("content_is_person")
    size = sum(e - s for s, e in candidate.content)
    if size > 60:
        found.add("content_long")
    elif size < 15:
        found.add("content_short")
    return found
