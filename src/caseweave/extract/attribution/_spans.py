"""From tokens to spans of the report: subtrees, pieces, overlaps.

Offsets are code points of `Report.text`; every span is non-empty and holds no outer white space.
"""

from collections.abc import Iterable

from caseweave.extract.analysed import Token
from caseweave.extract.layers import Span

# Trimmed from the outer ends of a piece: they belong to the sentence, not to source or content.
_EDGE_PUNCTUATION = frozenset({",", ";", ":", "-", "--", "–", "—", "―"})
_LOOSE = " \n\t,;:"


def trimmed(tokens: list[Token]) -> list[Token]:
    """Tokens of one run without white space and loose punctuation at either end."""
    first, last = 0, len(tokens)
    while first < last and _loose(tokens[first]):
        first += 1
    while last > first and _loose(tokens[last - 1]):
        last -= 1
    return tokens[first:last]


def _loose(token: Token) -> bool:
    return token.is_space or token.text in _EDGE_PUNCTUATION


def runs(tokens: Iterable[Token]) -> list[list[Token]]:
    """Maximal runs of neighbouring tokens, in order."""
    found: list[list[Token]] = []
    for token in sorted(set(tokens), key=lambda t: t.i):
        if found and token.i == found[-1][-1].i + 1:
            found[-1].append(token)
        else:
            found.append([token])
    return found


def pieces(tokens: Iterable[Token], offset: int) -> tuple[Span, ...]:
    """The spans of the report that `tokens` cover, each trimmed; pieces of marks only are left."""
    spans = []
    for run in runs(tokens):
        inner = trimmed(run)
        if any(not t.is_punct for t in inner):
            spans.append((offset + inner[0].idx, offset + inner[-1].idx + len(inner[-1])))
    return tuple(spans)


def subtree(token: Token, without: Iterable[Token] = ()) -> list[Token]:
    """`token` and all below it, less the subtrees of `without`."""
    dropped = {t.i for w in without for t in w.subtree}
    return [t for t in token.subtree if t.i not in dropped]


def merged(spans: Iterable[Span], gap: int = 1) -> tuple[Span, ...]:
    """Sorted spans; those that overlap or lie at most `gap` apart become one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + gap:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def overlap(a: Iterable[Span], b: Iterable[Span]) -> bool:
    """Whether any span of `a` shares a character with one of `b`."""
    others = tuple(b)
    return any(s < y and x < e for s, e in a for x, y in others)


def minus(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` with every character of `holes` taken out."""
    left = list(spans)
    for x, y in holes:
        left = [
            part for s, e in left for part in ((s, min(e, x)), (max(s, y), e)) if part[0] < part[1]
        ]
    return tuple(left)


def without(
    text: str, offset: int, spans: tuple[Span, ...], holes: Iterable[Span]
) -> tuple[Span, ...]:
    """`spans` less `holes`, in words: loose commas and space at the cuts go too.

    `text` is one passage at `offset`; spans of other passages are left as they are.
    """
    cuts = tuple(holes)
    out = []
    for start, end in minus(spans, cuts) if overlap(spans, cuts) else spans:
        if start < offset or end > offset + len(text):
            out.append((start, end))
            continue
        piece = text[start - offset : end - offset]
        lead = len(piece) - len(piece.lstrip(_LOOSE))
        tail = len(piece) - len(piece.rstrip(_LOOSE))
        if any(c.isalnum() for c in piece):
            out.append((start + lead, end - tail))
    return tuple(out)
