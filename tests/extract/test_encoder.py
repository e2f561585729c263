"""The encoder that reads numbers: how it cuts words, and what its answers depend on."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from caseweave.extract.encoder import labels, read_numbers
from caseweave.extract.encoder._model import _held
from caseweave.extract.encoder._pieces import cut

VOCABULARY = {
    w: i for i, w in enumerate(["[UNK]", "held", "un", "##held", "cafe", ",", "n", "##ine"])
}


def spelt(text: str) -> list[tuple[int, str]]:
    return [(p.number, text[p.start : p.end]) for p in cut(text, VOCABULARY)]


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    assert spelt("unheld, nine") == [(2, "un"), (3, "held"), (5, ","), (6, "n"), (7, "ine")]


def test_accents_and_capitals_do_not_count_but_offsets_are_those_of_the_text() -> None:
    assert spelt("Café HELD") == [(4, "Café"), (1, "HELD")]


def test_a_word_that_cannot_be_cut_is_one_unknown_piece() -> None:
    assert spelt("held xyz") == [(1, "held"), (0, "xyz")]


@given(st.text(max_size=60))
def test_pieces_come_in_order_and_lie_in_the_text(text: str) -> None:
    pieces = cut(text, _held("en").vocabulary)
    assert all(0 <= p.start <= p.end <= len(text) for p in pieces)
    assert all(a.start <= b.start for a, b in pairwise(pieces))


def asked(text: str, *words: str) -> list[str]:
    spans = [(text.index(w), text.index(w) + len(w)) for w in words]
    return [r.label for r in read_numbers(text, (0, len(text)), spans) if r is not None]


def test_numbers_of_one_sentence_are_told_apart() -> None:
    text = "Of the eleven dragged off the bus, three were found dead two days later."
    assert asked(text, "eleven", "three", "two") == ["detained", "dead", "none"]


def test_an_answer_does_not_depend_on_what_else_is_asked() -> None:
    text = "Nine drowned, 14 were pulled aboard and six cannot be traced."
    spans = [(0, 4), (14, 16), (40, 43)]
    together = read_numbers(text, (0, len(text)), spans)
    alone = [read_numbers(text, (0, len(text)), [s])[0] for s in spans]
    assert together == alone


def test_a_number_beyond_what_is_read_of_a_sentence_gets_no_answer() -> None:
    text = "word " * 200 + "nine were held."
    assert read_numbers(text, (0, len(text)), [(1000, 1004)]) == [None]


def test_every_label_that_the_rules_ask_for_is_one_of_the_models() -> None:
    from caseweave.lang import profile

    assert set(profile("en", "people_unstated")["states"]) < set(labels())
