"""Traits of a cue, of a source and of a content as short texts, for a model trained by the user.

Unlike the named features these hold words, so their weights never ship. A trait is true of its
object or not; `hashed` turns them into places of a weight vector, the same on every machine.
"""

from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._features import features
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._options import ContentOption, SourceOption

BITS = 20
_LONGEST_PATH = 5
_BUCKETS = (0, 1, 2, 3, 5, 8, 13, 20, 40, 80, 160)


def hashed(traits: Iterable[str]) -> NDArray[np.int32]:
    """Sorted places of the traits among 2 ** BITS weights, each once."""
    mask = (1 << BITS) - 1
    return np.array(sorted({crc32(t.encode()) & mask for t in traits}), dtype=np.int32)


def _bucket(number: int) -> int:
    return next((i for i, edge in enumerate(_BUCKETS) if number <= edge), len(_BUCKETS))


def _word(page: Page, i: int) -> Token | None:
    return page.doc[i] if 0 <= i < len(page.doc) else None


def _beside(page: Page, at: int, reach: int = 2) -> list[str]:
    found = []
    for step in (*range(-reach, 0), *range(1, reach + 1)):
        token = _word(page, at + step)
        if token is None:
            found.append(f"n{step}=")
        else:
            found += [f"n{step}={token.lower_}", f"p{step}={token.tag_}"]
    return found


def cue_traits(candidate: Candidate) -> list[str]:
    """Whether the cue is one: its word, its grammar, its neighbours, its rule-found parts."""
    cue, page = candidate.cue, candidate.page
    lemma = cue.lemma_.lower()
    named = sorted(features(candidate))
    found = ["bias", f"form={candidate.form}", f"l={lemma}", f"w={cue.lower_}", f"t={cue.tag_}"]
    found += [f"ld={lemma}|{cue.dep_}", f"lt={lemma}|{cue.tag_}", f"h={cue.head.lemma_.lower()}"]
    found += [f"hd={cue.head.lemma_.lower()}|{cue.dep_}", f"hp={cue.head.pos_}|{cue.dep_}"]
    found += [f"pre={lemma[:4]}", f"suf={lemma[-3:]}"]
    found += [f"f={name}" for name in named]
    found += [f"lf={lemma}|{name}" for name in named]
    classes = "+".join(candidate.classes)
    found += [f"cf={classes}|{name}" for name in named if ":" in name]
    found += _children(cue, lemma)
    found += _beside(page, cue.i)
    found += _shape(candidate, lemma)
    return found


def _children(cue: Token, lemma: str) -> list[str]:
    found = []
    kids = sorted(f"{k.dep_}" for k in cue.children if k.dep_ != "punct")
    found.append("kids=" + ",".join(kids))
    for kid in cue.children:
        low = kid.lemma_.lower()
        found += [f"k={kid.dep_}", f"lk={lemma}|{kid.dep_}"]
        if kid.dep_ != "punct":
            found += [f"kl={kid.dep_}|{low}", f"ke={kid.dep_}|{kid.ent_type_}|{kid.tag_}"]
        if kid.dep_ in {"prep", "dobj", "prt", "acomp", "attr", "nsubj", "poss"}:
            found.append(f"lkl={lemma}|{kid.dep_}|{low}")
    return found


def _shape(candidate: Candidate, lemma: str) -> list[str]:
    cue, page = candidate.cue, candidate.page
    sentence = page.sentence(cue)
    start, end = page.offset + sentence.start_char, page.offset + sentence.end_char
    quotes = [q for q in page.quotations if q.start < end and start < q.end]
    inside = page.quoted(cue) is not None
    before = any(q.end <= page.at(cue) for q in quotes)
    after = any(q.start >= page.at(cue) for q in quotes)
    found = [f"q={inside}|{before}|{after}", f"lq={lemma}|{inside}|{before}|{after}"]
    found += [f"pos={_bucket(cue.i - sentence.start)}", f"len={_bucket(len(sentence))}"]
    found.append(f"para={min(page.index, 3)}")
    size = sum(e - s for s, e in candidate.content)
    found.append(f"cs={candidate.content_form}|{_bucket(size)}")
    governor = candidate.content_head
    if governor is not None:
        found += [f"g={governor.lemma_.lower()}", f"gt={candidate.content_form}|{governor.tag_}"]
        found += [f"lg={lemma}|{governor.tag_}|{candidate.content_form}"]
        found += [f"ge={candidate.content_form}|{governor.ent_type_}"]
    head = candidate.source_head
    if head is not None:
        found += [f"s={head.lower_}", f"se={candidate.how}|{head.ent_type_}|{head.tag_}"]
        found += [f"ls={lemma}|{source_type(head, candidate.lexicon)}"]
    above, depth = cue.head, 0
    while depth < 3 and above.head.i != above.i:
        depth += 1
        above = above.head
        found.append(f"up{depth}={above.lemma_.lower()}")
    verbs = [t for t in sentence if t.pos_ == "VERB"]
    telling = [t for t in verbs if "say" in candidate.lexicon.verb_classes.get(t.lemma_, ())]
    found.append(f"say={min(2, len(telling))}|{cue in telling}")
    return found


def path(a: Token, b: Token) -> str:
    """The way over the tree from one token to another: relations up, then down."""
    up: list[Token] = [a, *a.ancestors]
    places = {t.i: k for k, t in enumerate(up)}
    down: list[str] = []
    at = b
    while at.i not in places:
        down.append(at.dep_)
        if at.head.i == at.i or len(down) > _LONGEST_PATH:
            return "far"
        at = at.head
    rise = [t.dep_ for t in up[: places[at.i]]]
    if len(rise) + len(down) > _LONGEST_PATH:
        return "far"
    return "^".join(rise) + "/" + "_".join(reversed(down))


def source_traits(candidate: Candidate, option: SourceOption, rank: int) -> list[str]:
    """Whether an option is the cue's source; `rank`: its place among the options."""
    cue, head = candidate.cue, option.head
    lemma = cue.lemma_.lower()
    classes = "+".join(candidate.classes) or "open"
    found = ["bias", f"ruled={option.ruled}", f"how={option.ruled}|{candidate.how}"]
    found += [f"fh={candidate.form}|{option.ruled}|{candidate.how}|{candidate.content_form}"]
    if head is None:
        none = f"none|{option.ruled}"
        found += [none, f"{none}|{lemma}", f"{none}|{classes}", f"{none}|{cue.tag_}|{cue.dep_}"]
        found += [f"{none}|{candidate.how}|{candidate.form}", f"{none}|{cue.head.lemma_.lower()}"]
        ruling = candidate.source_head
        if ruling is not None:
            found += [f"{none}|{ruling.lower_}", f"{none}|{source_type(ruling, candidate.lexicon)}"]
        found += [f"{none}|{t}" for t in _beside(candidate.page, cue.i)]
        return found
    kind = source_type(head, candidate.lexicon)
    way = path(cue, head)
    side = "after" if head.i > cue.i else "before"
    gap = _bucket(abs(head.i - cue.i))
    found += [f"w={head.lower_}", f"l={head.lemma_.lower()}", f"e={head.ent_type_}|{head.tag_}"]
    found += [f"kind={kind}", f"path={way}", f"pc={way}|{classes}", f"pl={way}|{lemma}"]
    found += [f"pt={way}|{cue.tag_}|{kind}", f"d={head.dep_}|{side}", f"gap={side}|{gap}"]
    found += [f"rank={min(rank, 8)}", f"rk={min(rank, 8)}|{kind}|{side}"]
    found += [f"kd={kind}|{head.dep_}|{side}", f"rp={option.ruled}|{way}|{candidate.how}"]
    found += [f"hl={head.head.lemma_.lower()}|{head.dep_}", f"cd={cue.dep_}|{way}"]
    found += [f"lk={lemma}|{kind}|{side}", f"title={candidate.page.index == 0}|{way}"]
    found += _between(candidate.page, cue, head, side)
    found += [f"b{t}" for t in _beside(candidate.page, head.i, 1)]
    return found


def _between(page: Page, cue: Token, head: Token, side: str) -> list[str]:
    low, high = min(cue.i, head.i) + 1, max(cue.i, head.i)
    tokens = page.doc[low:high]
    verbs = sum(1 for t in tokens if t.pos_ == "VERB")
    nouns = sum(1 for t in tokens if t.pos_ in {"NOUN", "PROPN", "PRON"})
    marks = "".join(sorted({t.text for t in tokens if t.is_punct}))[:6]
    found = [f"v={side}|{min(verbs, 4)}", f"nn={side}|{min(nouns, 4)}", f"m={side}|{marks}"]
    if len(tokens) <= 4:
        found.append(f"tags={side}|" + " ".join(t.tag_ for t in tokens))
    return found


def content_traits(candidate: Candidate, option: ContentOption, rank: int) -> list[str]:
    """Whether an option is the cue's content; `rank`: its place among the options."""
    cue, page, head = candidate.cue, candidate.page, option.head
    lemma = cue.lemma_.lower()
    classes = "+".join(candidate.classes) or "open"
    start, end = option.spans[0][0], option.spans[-1][1]
    at = page.at(cue)
    side = "before" if end <= at else "after" if start >= at else "around"
    gap = _bucket(at - end if side == "before" else max(0, start - page.end(cue)))
    size = _bucket(sum(e - s for s, e in option.spans))
    way = option.way
    found = ["bias", f"way={way}", f"ruled={option.ruled}", f"wr={way}|{option.ruled}"]
    found += [f"wc={way}|{classes}", f"wl={way}|{lemma}", f"wt={way}|{cue.tag_}|{cue.dep_}"]
    found += [f"side={side}|{gap}", f"size={size}|{way}", f"rank={min(rank, 9)}"]
    found += [f"rule={candidate.content_form}|{way}", f"form={candidate.form}|{way}"]
    found += [f"has={candidate.content_form}|{len(page.quotations) > 0}|{way}"]
    quoted = any(s < q.end and q.start < e for s, e in option.spans for q in page.quotations)
    found += [f"quoted={quoted}|{classes}|{side}", f"qw={quoted}|{way}"]
    if head is not None:
        found += [f"g={head.lemma_.lower()}", f"gl={lemma}|{head.lemma_.lower()}"]
        found += [f"gt={way}|{head.tag_}|{head.ent_type_}", f"gd={head.dep_}|{head.pos_}|{side}"]
        found.append(f"gp={path(cue, head)}|{classes}")
        marks = [k.lower_ for k in head.children if k.dep_ in {"mark", "aux"}]
        found += [f"mark={way}|{m}" for m in marks]
        first = option.spans[0][0] - page.offset
        opening = page.text[max(0, first) : first + 12].split()[:1] if first >= 0 else []
        found += [f"open={way}|{w.lower()}" for w in opening]
    return found
