"""Posts with a hyphen, which the parser takes apart: "the sub-prefect", "a vice-governor"."""

from caseweave.extract.analysed import Token

_TWO = 2
_SUBJECTS = frozenset({"nsubj", "csubj", "pobj"})


def past_hyphen(noun: Token | None) -> Token | None:
    """The last part of "sub-prefect", where the parser makes each part a subject."""
    while noun is not None and noun.i + _TWO < len(noun.doc):
        hyphen, last = noun.nbor(1), noun.nbor(_TWO)
        close = noun.idx + len(noun) == hyphen.idx == last.idx - 1
        same = last.head == noun.head and last.dep_ == noun.dep_ and last.dep_ in _SUBJECTS
        if not close or hyphen.text != "-" or not same:
            break
        noun = last
    return noun


def before_hyphen(head: Token) -> list[Token]:
    """The first parts of "the sub-prefect", where the parser hangs none of them on the last."""
    found: list[Token] = []
    first = head
    while first.i >= _TWO and first.nbor(-1).text == "-":
        part = first.nbor(-_TWO)
        close = part.idx + len(part) == first.idx - 1 and not part.is_upper
        if not close or part.head == head or part.head != head.head:
            break
        found = [*(t for t in part.subtree if t.i <= part.i), first.nbor(-1), *found]
        first = part
    return found
