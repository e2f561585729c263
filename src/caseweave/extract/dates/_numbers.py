"""Number words: runs of them become one token with one value.

Invariant: a folded token covers exactly its words; "nineteen ninety-six" is a year, not a sum.
"""

from typing import TYPE_CHECKING, Any

import msgspec

from caseweave.extract.dates._words import Vocabulary

if TYPE_CHECKING:
    from caseweave.extract.dates._tokens import Token

_TENS = range(20, 100, 10)
_TEENS = range(13, 21)  # what can begin a year: thirteen to twenty
_HALF_REACH = 4  # tokens from "and" to "half" ("-and-a-half")


def fold(tokens: "list[Token]", words: Vocabulary) -> "list[Token]":
    """`tokens` with number words, their hyphens and fractions joined."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        values = tokens[i].values
        if "CARDINAL" in values:
            size, token = _run(tokens, i, words)
        elif "NUM" in values:
            size, token = _fraction(tokens, i, words)
        elif "AND" in values:
            size, token = _and_a_half(tokens, i, words)
        else:
            size, token = 1, tokens[i]
        found.append(token)
        i += size
    return found


def _joined(tokens: "list[Token]", words: Vocabulary, name: str, value: Any) -> "tuple[int, Token]":
    token = msgspec.structs.replace(
        tokens[0],
        end=tokens[-1].end,
        text=" ".join(t.text for t in tokens),
        symbol=words.symbol(name),
        values={name: value},
    )
    return len(tokens), token


def _run(tokens: "list[Token]", i: int, words: Vocabulary) -> "tuple[int, Token]":
    numbers, j, ordinal = [int(tokens[i].values["CARDINAL"])], i + 1, False
    while j < len(tokens) and not ordinal:
        link = tokens[j].values.keys() & {"HYPHEN", "AND"}
        k = j + 1 if link else j
        if k >= len(tokens) or not _continues(numbers, tokens[k], link):
            break
        ordinal = "CARDINAL" not in tokens[k].values
        numbers.append(int(tokens[k].values["ORDINAL" if ordinal else "CARDINAL"]))
        j = k + 1
    if j == i + 1:
        return 1, tokens[i]
    year = _year(numbers)
    name = "YEARWORDS" if year else "ORDINAL" if ordinal else "CARDINAL"
    return _joined(tokens[i:j], words, name, year or _sum(numbers))


def _continues(numbers: list[int], token: "Token", link: set[str]) -> bool:
    """Whether `token` goes on with the number words before it."""
    last = numbers[-1]
    if "CARDINAL" not in token.values:
        tens = "ORDINAL" in token.values and "HYPHEN" in link and last in _TENS
        return tens and int(token.values["ORDINAL"]) < 10
    number = int(token.values["CARDINAL"])
    if "AND" in link:
        return last >= 100 and number < 100
    if number in {100, 1000}:
        return last < number
    if last in _TENS and number < 10:
        return number > 0
    if last >= 100:
        return number < last
    return last in _TEENS and number >= 10 and len(numbers) == 1


def _year(numbers: list[int]) -> int | None:
    """1996 from nineteen, ninety, six; 2005 from two, thousand, five."""
    if len(numbers) >= 2 and numbers[0] in _TEENS and 10 <= numbers[1] < 100:
        return numbers[0] * 100 + sum(numbers[1:])
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:])
    return None


def _sum(numbers: list[int]) -> int:
    total = current = 0
    for number in numbers:
        if number >= 1000:
            total, current = total + max(current, 1) * number, 0
        elif number == 100:
            current = max(current, 1) * 100
        else:
            current += number
    return total + current


def _and_a_half(tokens: "list[Token]", i: int, words: Vocabulary) -> "tuple[int, Token]":
    """`and a half`, `-and-a-half`, `and half`."""
    j = i + 1
    while j < len(tokens) and tokens[j].values.keys() & {"HYPHEN", "A"}:
        j += 1
    if j < len(tokens) and "HALF" in tokens[j].values and j - i <= _HALF_REACH:
        return _joined(tokens[i : j + 1], words, "ANDAHALF", 0.5)
    return 1, tokens[i]


def _fraction(tokens: "list[Token]", i: int, words: Vocabulary) -> "tuple[int, Token]":
    """`3 1/2` as one number."""
    two = tokens[i : i + 2]
    if len(two) == 2 and "PARTNUM" in two[1].values:
        return _joined(two, words, "FRACTION", two[0].values["NUM"] + two[1].values["PARTNUM"])
    return 1, tokens[i]
