"""What a speaker does with the content: asserts, denies, disputes, is unaware, declines, is silent.

Silence is never a denial, and not knowing is never one either. Every other act of speech
(accusing, urging, guessing) asserts what it says.
"""

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._denials import (
    denies_deed,
    first_verbs,
    no_dealing,
    speaks_for_power,
    untrue,
)
from caseweave.extract.attribution._ignorance import uninformed
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._patterns import matches
from caseweave.extract.attribution._refusals import (
    cannot_tell,
    keeps_back,
    keeps_silent,
    negated,
    silent,
)
from caseweave.extract.attribution._silences import refuses, silence
from caseweave.extract.attribution._sources import SUBJECTS, child, is_passive
from caseweave.extract.attribution._spans import pieces, subtree
from caseweave.extract.layers import Span
from caseweave.model import Factuality, Stance

Words = dict[str, frozenset[str]]


class Posture(msgspec.Struct, frozen=True, kw_only=True):
    """Stance, the words it is aimed at, and what the cue implies of the content's truth."""

    stance: Stance = "asserts"
    target: Span | None = None
    factuality: Factuality | None = None


def posture(candidate: Candidate) -> Posture:
    """The posture that the cue gives; of its content only where cue and speaker are the same."""
    if candidate.stance is not None:
        return _given(candidate.stance)
    own = cue_posture(candidate)
    if own.stance != "asserts":
        return own
    inner = _content_posture(candidate) if candidate.content_head is not None else None
    inner = inner or _quoted_silence(candidate)
    if inner is None and (denies_deed(candidate) or untrue(candidate)):
        return Posture(stance="denies", factuality="did_not_happen")
    return inner if inner is not None else own


def _given(stance: Stance) -> Posture:
    """The posture of a turn of phrase."""
    denied = stance == "denies"
    return Posture(stance=stance, factuality="did_not_happen" if denied else "unknown")


def cue_posture(candidate: Candidate) -> Posture:
    """What the cue's own words say."""
    if candidate.stance is not None:
        return _given(candidate.stance)
    cue, words = candidate.cue, candidate.lexicon.stance
    lemma = cue.lemma_.lower()
    implied = _implied(candidate, lemma)
    if candidate.form == "adjective":
        return Posture(stance=_awareness(candidate), factuality=implied)
    if candidate.form != "verb":
        return _noun_posture(candidate, lemma) or Posture(factuality=implied)
    if cannot_tell(cue, words):
        return Posture(stance="unaware", factuality="unknown")
    if keeps_back(cue, words):
        return Posture(stance="declined")
    if silent(cue, words):
        return Posture(stance="unreachable")
    if negated(cue, words) and lemma in words["knowing"] and candidate.content_form == "clause":
        return Posture(stance="unaware", factuality="unknown")
    return _denial(candidate, lemma, implied)


def _noun_posture(candidate: Candidate, lemma: str) -> Posture | None:
    """Of "had no comment" and "the ministry's denial"."""
    if candidate.form != "noun":
        return None
    if keeps_silent(candidate.cue, candidate.lexicon.stance):
        return Posture(stance="declined")
    denial = lemma in candidate.lexicon.denials["nouns"]
    return Posture(stance="denies", factuality="did_not_happen") if denial else None


def _awareness(candidate: Candidate) -> Stance:
    words, lemma = candidate.lexicon.stance, candidate.cue.lemma_.lower()
    if lemma in words["unaware_adjectives"]:
        return "unaware"
    if lemma in words["aware_adjectives"] and negated(candidate.cue, words):
        return "unaware"
    return "asserts"


def _denial(candidate: Candidate, lemma: str, implied: Factuality | None) -> Posture:
    words, page = candidate.lexicon.stance, candidate.page
    if negated(candidate.cue, words):
        return Posture(factuality=implied)
    thing = child(candidate.cue, frozenset({"dobj", "nsubjpass"})) or _judged(candidate)
    thing = thing or _refused_account(candidate)
    if (
        thing is None
        and candidate.content_head is not None
        and candidate.content_head.pos_ == "NOUN"
    ):
        thing = candidate.content_head
    account = thing is not None and _is_account(thing, words)
    target = _span(page, thing) if account and thing is not None else None
    forms = {lemma, *(f"{lemma}:{k.lower_}" for k in candidate.cue.children)}
    if forms & words["denies"]:
        return Posture(stance="denies", target=target, factuality="did_not_happen")
    if forms & words["rejects"] and (account or _calls_untrue(candidate.cue, words)):
        return Posture(stance="denies", target=target, factuality="did_not_happen")
    if "describe" in candidate.classes and _calls_untrue(candidate.cue, words):
        told = next((t for t in candidate.cue.subtree if _told_of(t, candidate)), None)
        if account or told is not None:
            target = target or (_span(page, told) if told is not None else None)
            return Posture(stance="denies", target=target, factuality="did_not_happen")
    if lemma in words["disputes"] and account:
        return Posture(stance="disputes", target=target, factuality="unknown")
    return Posture(factuality=implied)


def _is_account(thing: Token, words: Words) -> bool:
    """Whether a noun is somebody's words; "talk of", "speculation about" are, talks are not."""
    if thing.lemma_.lower() in words["accounts"]:
        return True
    of = any(k.dep_ == "prep" and k.lower_ in words["known_of"] for k in thing.children)
    return of and thing.lower_ in words["hearsay"]


def _told_of(token: Token, candidate: Candidate) -> bool:
    """Whether a noun after the verb names somebody's words, whatever the parser takes it for."""
    words = candidate.lexicon.stance["accounts"]
    return token.i > candidate.cue.i and token.pos_ != "PRON" and token.lemma_.lower() in words


def _refused_account(candidate: Candidate) -> Token | None:
    """The account of "dismisses claims of people driven back", which the parser makes a clause."""
    head = candidate.content_head
    if "deny" not in candidate.classes or head is None or head.dep_ != "ccomp":
        return None
    subject = child(head, SUBJECTS | {"nsubjpass"})
    words = candidate.lexicon.stance["accounts"]
    told = subject is not None and subject.pos_ == "NOUN" and subject.lemma_.lower() in words
    return subject if told else None


def _judged(candidate: Candidate) -> Token | None:
    """What is called something: the subject of the verdict of "called the claim fabricated"."""
    if "describe" not in candidate.classes:
        return None
    verdict = child(candidate.cue, frozenset({"oprd", "ccomp", "xcomp"}))
    return child(verdict, SUBJECTS) if verdict is not None else None


def _calls_untrue(cue: Token, words: Words) -> bool:
    own = [t for k in cue.children if k.i > cue.i for t in k.subtree]
    return any(t.lower_ in words["untrue"] - words["true_words"] for t in own)


def _span(page: Page, head: Token) -> Span | None:
    found = pieces(subtree(head), page.offset)
    return (found[0][0], found[-1][1]) if found else None


def _content_posture(candidate: Candidate) -> Posture | None:
    """A clause that denies, or whose speaker says that he does not know or will not tell."""
    head, words = candidate.content_head, candidate.lexicon.stance
    subject = child(head, SUBJECTS | {"nsubjpass"})
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    if subject is None and _baseless(candidate):
        return Posture(stance="denies", factuality="did_not_happen")
    if subject is None:
        kept = child(head, frozenset({"expl"})) is not None and refuses(head, candidate.lexicon)
        return Posture(stance="declined") if kept else None
    if (not _is_personal(subject, candidate) or _of_matter(subject, candidate)) and matches(
        head, candidate.lexicon.silences["sealed"], candidate.lexicon.negatives
    ):
        return Posture(stance="declined")  # "said the matter was confidential"
    if _groundless(subject, head, words):
        target = None if subject.pos_ == "PRON" else _span(candidate.page, subject)
        return Posture(stance="denies", target=target, factuality="did_not_happen")
    verdict = child(head, frozenset({"acomp", "attr", "oprd"}))
    if verdict is not None and _found_untrue(subject, head, verdict, words):
        target = _span(candidate.page, subject)
        return Posture(stance="denies", target=target, factuality="did_not_happen")
    return _silent_posture(candidate, subject, verdict)


def _quoted_silence(candidate: Candidate) -> Posture | None:
    """The posture of a quotation that says that its speaker knows nothing or will not tell."""
    if (
        candidate.content_form in {"quote", "clause"}
        and _said(candidate) in (candidate.lexicon.stances["no_words"])
    ):
        return _given("declined")
    for verb in first_verbs(candidate):
        if candidate.page.quoted(verb) is None:
            continue
        if speaks_for_power(candidate) and uninformed(verb, candidate.lexicon):
            return _given("unaware")  # an official; who is left without news complains
        held = silence(verb, candidate.lexicon)
        own = (
            held is not None
            and held.party is not None
            and (held.party.lower_ in candidate.lexicon.pronouns["own"])
        )
        if held is not None and own and held.stance in {"unaware", "declined"}:
            return _given(held.stance)
    return None


def _said(candidate: Candidate) -> str:
    """The quoted words themselves, in small letters and without their marks."""
    page = candidate.page
    pieces_ = (page.text[s - page.offset : e - page.offset] for s, e in candidate.content)
    return " ".join(pieces_).lower().strip(" \"“”'‘’.,")


def _silent_posture(candidate: Candidate, subject: Token, verdict: Token | None) -> Posture | None:
    """The posture of a clause whose own speaker does not know or will not tell."""
    head, words = candidate.content_head, candidate.lexicon.stance
    personal = _is_personal(subject, candidate) or _own_body(subject, candidate)
    held = silence(head, candidate.lexicon) if personal else None
    if held is not None and held.stance == "unaware" and no_dealing(head, candidate):
        return _given("denies")  # "the police had no contact with any group"
    if held is not None and held.stance != "unreachable":
        return _given(held.stance)
    if keeps_back(head, words) and (personal or is_passive(head)):
        return Posture(stance="declined")
    unaware = head.lemma_ == "have" and _knows_nothing(head, words)
    if speaks_for_power(candidate):
        lexicon = candidate.lexicon
        told = matches(head, lexicon.silences["uninformed"], lexicon.negatives)
        unaware, personal = unaware or told, personal or (told and head.lemma_ in words["reaching"])
    if personal and (unaware or _does_not_know(head, verdict, words)):
        return Posture(stance="unaware", factuality="unknown")
    return None


def _baseless(candidate: Candidate) -> bool:
    """The like of "told us that reports of it were 'a story without a basis'", badly parsed."""
    head, words = candidate.content_head, candidate.lexicon.stance
    verdict = child(head, frozenset({"acomp", "attr", "oprd"}))
    if verdict is None or head.lemma_ != "be":
        return False
    told = any(_told_of(t, candidate) for t in head.doc[candidate.cue.i + 1 : head.i])
    said = {t.lower_ for t in verdict.subtree}
    without = "without" in said and bool(said & words["grounds_of_accounts"])
    return told and (without or bool(said & words["untrue"] - words["true_words"]))


def _found_untrue(subject: Token, head: Token, verdict: Token, words: Words) -> bool:
    """The like of "the report was false", "the figures were not accurate"."""
    if subject.lemma_.lower() not in words["accounts"]:
        return False
    untrue = {t.lower_ for t in verdict.subtree} & words["untrue"]
    denied = negated(head, words) or any(t.dep_ == "neg" for t in verdict.subtree)
    return bool(untrue & words["true_words"] if denied else untrue - words["true_words"])


def _groundless(subject: Token, head: Token, words: Words) -> bool:
    """The like of "it did not happen", "the figures had no basis"."""
    lemma = head.lemma_.lower()
    told = subject.lemma_.lower() in words["accounts"]
    if lemma in words["occurring"]:
        return told and negated(head, words)
    thing = child(head, frozenset({"dobj"}))
    if (
        not told
        or lemma != "have"
        or thing is None
        or thing.lemma_.lower() not in words["grounds_of_accounts"]
    ):
        return False
    return negated(head, words) or any(k.lower_ in words["negatives"] for k in thing.children)


def _own_body(subject: Token, candidate: Candidate) -> bool:
    """Whether an official speaks of the own house: "the envoy said the mission had no word"."""
    words = candidate.lexicon
    post = candidate.source_head is not None and (
        candidate.source_head.lemma_.lower() in words.kinds["role"]
    )
    return post and source_type(subject, words) in {"office", "organisation"}


def _of_matter(subject: Token, candidate: Candidate) -> bool:
    """Whether "it" is no body: one person speaks of a matter ("she replied that it was secret")."""
    head, words = candidate.source_head, candidate.lexicon
    if head is None or subject.lower_ not in words.pronouns["neuter"]:
        return False
    return head.lemma_.lower() in words.persons or source_type(head, words) in {
        "person",
        "pronoun_person",
    }


def _is_personal(subject: Token, candidate: Candidate) -> bool:
    pronouns = candidate.lexicon.pronouns
    return any(
        subject.lower_ in pronouns[group]
        for group in ("own", "masculine", "feminine", "neuter", "plural")
    )


def _does_not_know(head: Token, verdict: Token | None, words: Words) -> bool:
    if verdict is not None:
        lemma = verdict.lemma_.lower()
        return lemma in words["unaware_adjectives"] or (
            lemma in words["aware_adjectives"] and negated(head, words)
        )
    if not negated(head, words) or head.lemma_.lower() not in words["knowing"]:
        return False
    heard = any(k.dep_ == "prep" and k.lower_ in words["known_of"] for k in head.children)
    return heard or child(head, frozenset({"ccomp"})) is not None


def _knows_nothing(verb: Token, words: Words) -> bool:
    """The like of "had no information": a negated noun of knowing."""
    thing = child(verb, frozenset({"dobj"}))
    if thing is None or thing.lemma_.lower() not in words["knowledge"]:
        return False
    return negated(verb, words) or any(k.lower_ in words["negatives"] for k in thing.children)


def _implied(candidate: Candidate, lemma: str) -> Factuality | None:
    """What believing, planning and the like imply; a modal in the content's own clause as well."""
    words = candidate.lexicon.factuality
    if lemma in words["unknown"]:
        return "unknown"
    if lemma in words["possible"]:
        return "possible"
    if lemma in words["future"] or any(
        f"{lemma}:{k.lower_}" in words["future"] for k in candidate.cue.children
    ):
        return "future"
    return None
