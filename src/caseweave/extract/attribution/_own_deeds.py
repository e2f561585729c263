"""Deeds of one's own that were not done: "did not come into contact with", "never asked for it".

Read only in the mouth of who answers for a state, an armed body or a firm. Invariant: a deed is the
speaker's own by its subject ("its cutters", "we", "the government"); what somebody lacks, does not
know, could not do or has not done yet is no deed.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._patterns import below, is_negated
from caseweave.extract.events import is_human

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_HELPERS = frozenset({"aux", "auxpass"})
_PAST = frozenset({"VBD", "VBN"})


def own_deed_undone(verb: Token, candidate: Candidate) -> bool:
    """Whether a clause says that the speaker's own side did not do something."""
    words = candidate.lexicon
    if verb.pos_ != "VERB" or verb.lemma_.lower() in words.denials["no_deeds"]:
        return False
    subject = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    if subject is None or not _closed(verb, words):
        return False
    if not (_plainly(verb, subject, words) or at_no_time(verb, words)):
        return False
    return _own(subject, candidate) and not _judges(candidate)


def _plainly(verb: Token, subject: Token, words: Lexicon) -> bool:
    """Whether "not", "never" or "neither" negates the verb: "considered no request" only counts."""
    if any(k.dep_ == "neg" or k.lower_ in words.stance["never"] for k in verb.children):
        return True
    return any(k.lower_ in words.negatives for k in (subject, *subject.lefts))


def _judges(candidate: Candidate) -> bool:
    head = candidate.source_head
    return head is not None and head.lemma_.lower() in candidate.lexicon.denials["benches"]


def _closed(verb: Token, words: Lexicon) -> bool:
    """Whether the clause tells of what was over: in the past, with no "can" and no "yet"."""
    helpers = [k for k in verb.children if k.dep_ in _HELPERS]
    if any(k.lower_ in words.grammar["modals"] | words.grammar["futures"] for k in helpers):
        return False
    if (below(verb) | {k.lower_ for k in verb.children}) & words.denials["not_yet"]:
        return False
    return any(k.tag_ == "VBD" or k.lemma_ == "have" for k in helpers) or verb.tag_ == "VBD"


def _own(subject: Token, candidate: Candidate) -> bool:
    """Whether the subject is the speaker or of the speaker's house: "its cutters", "our men"."""
    words, lower = candidate.lexicon, subject.lower_
    if lower in words.layout["first_person"]:
        return candidate.voice is not None or candidate.page.quoted(subject) is not None
    if lower in words.pronouns["neuter"]:
        return candidate.content_form == "clause"
    owner = next((k for k in subject.children if k.dep_ == "poss"), None)
    if owner is not None:
        owning = words.pronouns["possessive_neuter"] | words.layout["first_person"]
        means = subject.lemma_.lower() in words.denials["means"]
        return owner.lower_ in owning and (means or is_human(subject) or _house(subject, words))
    return _house(subject, words)


def _house(subject: Token, words: Lexicon) -> bool:
    """Whether a noun is a body of the state: "the government", "no federal agency"."""
    common = subject.pos_ == "NOUN" and source_type(subject, words) == "office"
    return common and subject.lemma_.lower() not in words.denials["benches"]


def at_no_time(verb: Token, words: Lexicon) -> bool:
    """Whether "at no time", "in no way" or the like stands in the clause."""
    for prep in verb.children:
        noun = next((k for k in prep.children if k.dep_ == "pobj"), None)
        if prep.dep_ == "prep" and noun is not None:
            no = any(k.lower_ in words.negatives for k in noun.children)
            if no and noun.lemma_.lower() in words.denials["no_times"]:
                return True
    return False


def is_none_such(verb: Token, candidate: Candidate) -> bool:
    """Whether people are said to be nothing of the sort: "he is no smuggler"."""
    words = candidate.lexicon
    if verb.lemma_ != "be":
        return False
    subject = next((k for k in verb.children if k.dep_ in _SUBJECTS), None)
    thing = next((k for k in verb.children if k.dep_ == "attr"), None)
    if subject is None or thing is None or thing.lemma_.lower() not in words.denials["called"]:
        return False
    no = is_negated(verb, words.negatives) or any(
        k.lower_ in words.negatives for k in thing.children
    )
    return no and is_human(subject)


def own_denial(verb: Token, candidate: Candidate) -> bool:
    """Whether the quoted words deny by a verb of denying: "I deny it", "we reject that"."""
    words = candidate.lexicon
    if candidate.page.quoted(verb) is None or verb.lemma_.lower() not in words.stance["denies"]:
        return False
    subject = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    own = subject is not None and subject.lower_ in words.pronouns["own"]
    return own and not is_negated(verb, words.negatives)
