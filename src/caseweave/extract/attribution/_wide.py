"""Cues that the rules pass over, for a trained model to judge: words of reporting without content.

Invariant: a token that the rules proposed is never proposed again; what stands here has neither
source nor content of its own and finds them among the options.
"""

from collections.abc import Iterator

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Form, Page
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._propose import propose

_MARKS = frozenset({":", "—", "–", "--"})


def propose_wide(page: Page, words: Lexicon) -> Iterator[Candidate]:
    """The rules' candidates and the passed-over cues, in the order of the cues."""
    ruled = {c.cue.i: c for c in propose(page, words)}
    for token in page.tokens:
        if token.i in ruled:
            yield ruled[token.i]
            continue
        form = _form(token, words)
        if form is not None:
            yield Candidate(
                form=form,
                page=page,
                cue=token,
                cue_tokens=(token,),
                classes=(form,) if form != "verb" else words.classes(token.lemma_.lower()),
                lexicon=words,
            )


def _form(token: Token, words: Lexicon) -> Form | None:
    lemma = token.lemma_.lower()
    if token.text in _MARKS:
        return "mark"
    if token.pos_ in {"NOUN", "PROPN"}:
        known = lemma in words.phrases["nouns"] or lemma in words.verb_classes
        return "noun" if known else None
    if token.pos_ == "ADJ":
        return "adjective" if lemma in words.phrases["adjectives"] else None
    if token.pos_ == "VERB":
        return "verb"
    return None
