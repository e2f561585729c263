"""The memory keeps what was worked out, by the code that did; on both engines alike."""

from caseweave.store import open_store


def test_what_is_kept_is_recalled_by_the_same_program_alone(url: str) -> None:
    with open_store(url) as store:
        memory = store.memory("one")
        memory.keep("scores", {"a": b"1", "b": b"2"})
        assert memory.recall("scores", ["a"]) == {"a": b"1"}
        memory.flush()
        memory.keep("scores", {"a": b"3"})
        memory.flush()
    with open_store(url) as store:
        assert store.memory("one").recall("scores", ["a", "b", "c"]) == {"a": b"3", "b": b"2"}
        assert store.memory("one").recall("profiles", ["a"]) == {}
        other = store.memory("two")
        assert other.recall("scores", ["a"]) == {}
        other.keep("scores", {"a": b"4"})
        other.flush()
        assert store.memory("one").recall("scores", ["a"]) == {}


def test_of_results_of_everything_only_the_newest_stays(url: str) -> None:
    with open_store(url) as store:
        memory = store.memory("one")
        for key in "ab":
            memory.keep("linking", {key: b"all"})
            memory.flush()
        assert memory.recall("linking", ["a", "b"]) == {"b": b"all"}


def test_what_is_dropped_or_forgotten_is_gone(url: str) -> None:
    with open_store(url) as store:
        memory = store.memory("one")
        memory.keep("incident", {"a": b"1"})
        memory.drop()
        assert memory.recall("incident", ["a"]) == {}
        memory.keep("incident", {"a": b"1"})
        memory.flush()
        memory.forget()
        assert memory.recall("incident", ["a"]) == {}


def test_more_than_one_statement_holds_is_recalled(url: str) -> None:
    many = {f"{n:04}": b"x" for n in range(1_000)}
    with open_store(url) as store:
        memory = store.memory("one")
        memory.keep("scores", many)
        memory.flush()
        assert memory.recall("scores", list(many)) == many
