"""An analysed passage as plain objects: words, spans of them, sentences, names and the parse tree.

Read off the language model's own document once, so that the layers look at attributes and not into
the model's tables. Names and meaning are spaCy's (`token.head`, `doc[a:b]`, `span.root`), of which
this holds what the layers use, save that a run of white space is no token: what stands beside a
word is a word or a mark. Invariant: nothing changes after it is read off.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Literal, overload

_Alignment = Literal["strict", "contract", "expand"]


class Token:
    """One word or mark. Two are the same only where they are one object."""

    __slots__ = (
        "_subtree",
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_quote",
        "is_sent_start",
        "is_space",
        "is_stop",
        "left_edge",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    head: "Token"
    left_edge: "Token"
    right_edge: "Token"
    sent: "Span"
    children: tuple["Token", ...]
    lefts: tuple["Token", ...]
    rights: tuple["Token", ...]

    def __init__(self, doc: "Doc", i: int, of: Any) -> None:
        """`of`: the spaCy token; what points to others, and names, are set by the document."""
        self.doc = doc
        self.i = i
        self.idx: int = of.idx
        self.text: str = of.text
        self.lower_: str = self.text.lower()
        self.lemma_: str = of.lemma_
        self.tag_: str = of.tag_
        self.pos_: str = of.pos_
        self.dep_: str = of.dep_
        self.ent_type_ = ""
        self.ent_iob_ = "O"
        end = self.idx + len(self.text)
        self.whitespace_ = " " if doc.text[end : end + 1].isspace() else ""
        self.is_punct: bool = of.is_punct
        self.is_quote: bool = of.is_quote
        self.is_sent_start = False
        self.is_space: bool = self.text.isspace()
        self.is_stop: bool = of.is_stop
        self.like_num: bool = of.like_num
        self.children = self.lefts = self.rights = ()
        self._subtree: tuple[Token, ...] | None = None

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def __lt__(self, other: "Token") -> bool:
        return self.i < other.i

    @property
    def is_alpha(self) -> bool:
        """Letters and nothing else."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """Digits and nothing else."""
        return self.text.isdigit()

    @property
    def is_lower(self) -> bool:
        """Whether it has letters, all of them small."""
        return self.text.islower()

    @property
    def is_upper(self) -> bool:
        """Whether it has letters, all of them capitals."""
        return self.text.isupper()

    @property
    def is_title(self) -> bool:
        """Whether it begins with a capital that small letters follow."""
        return self.text.istitle()

    def nbor(self, by: int = 1) -> "Token":
        """The token `by` places on. Raises IndexError beyond the text."""
        at = self.i + by
        if not 0 <= at < len(self.doc):
            raise IndexError(f"no token {at} in a passage of {len(self.doc)}")
        return self.doc[at]

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Its head, the head of that, up to the root of the sentence."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    @property
    def subtree(self) -> tuple["Token", ...]:
        """Itself and all below it: what is left of it in the tree, itself, what is right of it."""
        if self._subtree is None:
            left = [t for child in self.lefts for t in child.subtree]
            right = [t for child in self.rights for t in child.subtree]
            self._subtree = (*left, self, *right)
        return self._subtree

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The tokens coordinated with it, itself left out."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for token in found:
            found.extend(c for c in token.rights if c.dep_ == "conj")
        return tuple(t for t in found if t is not self)


class Span:
    """A run of tokens, `start` to before `end`; `label_` where it is a name."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Span": ...
    def __getitem__(self, at: int | slice) -> "Token | Span":
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        place = (self.end if at < 0 else self.start) + at
        if not self.start <= place < self.end:
            raise IndexError(f"no token {at} in a span of {len(self)}")
        return self.doc.tokens[place]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Span)
            and self.doc is other.doc
            and (self.start, self.end, self.label_) == (other.start, other.end, other.label_)
        )

    def __hash__(self) -> int:
        return hash((self.doc, self.start, self.end, self.label_))

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def start_char(self) -> int:
        """Offset of its first character in the passage."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Offset behind its last character."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words as they stand in the passage."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> "Span":
        """The sentence that it begins in."""
        return self.doc[self.start].sent

    @property
    def ents(self) -> list["Span"]:
        """The names that lie within it."""
        return [e for e in self.doc.ents if self.start <= e.start and e.end <= self.end]

    @property
    def root(self) -> Token:
        """The token nearest to the root of the sentence, the first of several."""
        tops = [t for t in self if not self.start <= t.head.i < self.end or t.head is t]
        root = next((t for t in tops if t.head is t), None)
        return root or min(tops, key=_depth, default=self.doc[self.start])


def _depth(token: Token) -> int:
    """Steps up to the root of the sentence; a mark with nothing below it comes last."""
    if (token.is_punct or token.is_space) and not token.children:
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class Doc:
    """The tokens of a passage with their tree, its sentences and the names in it.

    `of`: the spaCy document, parsed, with names.
    """

    __slots__ = ("_starts", "ents", "sents", "text", "tokens")

    def __init__(self, of: Any) -> None:
        self.text: str = of.text
        kept = [t for t in of if not t.text.isspace()]
        self.tokens = [Token(self, i, t) for i, t in enumerate(kept)]
        self._starts = [t.idx for t in self.tokens]
        # Where a token of `of`, and the end, stands here: white space where what follows it does.
        here = list(accumulate((not t.text.isspace() for t in of), initial=0))
        parts = ((here[s.start], here[s.end]) for s in of.sents)
        self.sents = tuple(Span(self, a, b) for a, b in parts if a < b)
        named = ((here[e.start], here[e.end], e.label_) for e in of.ents)
        self.ents = tuple(Span(self, a, b, label) for a, b, label in named if a < b)
        self._join(kept, here)
        for sentence in self.sents:
            self.tokens[sentence.start].is_sent_start = True
            for token in sentence:
                token.sent = sentence
        for name in self.ents:
            for token in name:
                token.ent_type_ = name.label_
                token.ent_iob_ = "B" if token.i == name.start else "I"

    def _join(self, kept: Sequence[Any], here: Sequence[int]) -> None:
        """Set what points from token to token. `kept`: the spaCy tokens; `here`: their places."""
        tokens = self.tokens
        below: dict[int, list[Token]] = defaultdict(list)
        for token, known in zip(tokens, kept, strict=True):
            above = known.head
            while above.text.isspace() and above.head.i != above.i:
                above = above.head
            head = token.i if above.text.isspace() else here[above.i]
            token.head = tokens[head]
            token.left_edge = tokens[here[known.left_edge.i]]
            token.right_edge = tokens[here[known.right_edge.i + 1] - 1]
            if head != token.i:
                below[head].append(token)
        for head, children in below.items():
            at = tokens[head]
            at.children = tuple(children)
            at.lefts = tuple(t for t in children if t.i < head)
            at.rights = tuple(t for t in children if t.i > head)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    def char_span(self, start: int, end: int, alignment_mode: _Alignment = "strict") -> Span | None:
        """The tokens of a stretch of text, offsets in the passage; None where there are none.

        `strict`: only where it begins and ends with tokens; `contract`: the tokens wholly within;
        `expand`: all that it touches.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        begins, ends = first.idx, last.idx + len(last.text)
        low, high = first.i, last.i + 1
        if alignment_mode == "strict" and (begins, ends) != (start, end):
            return None
        if alignment_mode == "contract":
            low, high = low + (begins < start), high - (end < ends)
            if high <= low:
                return None
        if alignment_mode == "expand" and start == begins + len(first.text):
            low += 1
        return Span(self, low, high)

    def _at(self, place: int) -> Token | None:
        """The token that holds a character, or the space behind it; the first one before any."""
        if not 0 <= place < len(self.text) or not self.tokens:
            return None
        return self.tokens[max(0, bisect_right(self._starts, place) - 1)]
