"""Who accuses where a passive leaves it out: the indictment or prosecutors that the report names.

"Two guards are accused of beating a man. ... The indictment says ..." Invariant: only one paper or
office of accusation is named in the whole report; with none or with two, nobody is put there.
"""

from collections.abc import Iterator

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._kinds import speaker_kind
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._sources import agent, child, is_passive
from caseweave.extract.attribution._spans import pieces, subtree
from caseweave.extract.layers import Speaker


def accusations(pages: tuple[Page, ...], words: Lexicon) -> Iterator[Candidate]:
    """The accusations of a report without an accuser beside them, in order."""
    voice = _accuser(pages, words)
    if voice is None:
        return
    for page in pages:
        for token in page.tokens:
            if token.lemma_.lower() in words.framing["charging"] and _unsaid(token, words):
                yield _candidate(page, token, voice, words)


def _unsaid(verb: Token, words: Lexicon) -> bool:
    if verb.pos_ != "VERB" or not is_passive(verb) or agent(verb) is not None:
        return False
    grounds = child(verb, frozenset({"prep"}))
    return grounds is not None and grounds.lower_ in words.framing["grounds"]


def _accuser(pages: tuple[Page, ...], words: Lexicon) -> Speaker | None:
    found: dict[str, Speaker] = {}
    for page in pages:
        for token in page.tokens:
            lemma = token.lemma_.lower()
            if lemma in words.framing["accusers"] and token.pos_ in {"NOUN", "PROPN"}:
                first = child(token, frozenset({"compound"})) or token
                start, end = min(page.at(first), page.at(token)), page.end(token)
                name = page.text[start - page.offset : end - page.offset]
                speaker = Speaker(kind=speaker_kind(token, words), name=name, start=start, end=end)
                found.setdefault(lemma, speaker)
    papers = [s for s in found.values() if s.kind == "document"] or list(found.values())
    return papers[0] if len(papers) == 1 else None


def _candidate(page: Page, verb: Token, voice: Speaker, words: Lexicon) -> Candidate:
    content = pieces((t for t in subtree(verb) if t.i > verb.i), page.offset)
    subject = child(verb, frozenset({"nsubjpass"}))
    told = (*pieces(subject.subtree, page.offset), *content) if subject is not None else content
    return Candidate(
        form="framing",
        page=page,
        cue=verb,
        cue_tokens=(verb,),
        classes=("accuse",),
        how="none",
        content=told,
        content_form="subject",
        voice=voice,
        lexicon=words,
    )
