"""Accounts are never deleted, secrets never stored, and the audit shows whoever tampers with it."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from caseweave.model import (
    AUDIT_ACTS,
    ApiToken,
    AuditAct,
    AuditEntry,
    CaseweaveError,
    Kept,
    Person,
    Restriction,
    Session,
)
from caseweave.store import Answer, AuditWanted, Store, open_store
from caseweave.store._index_tables import DERIVED, state
from caseweave.store._people_audit import link

AT, LATER = "2024-05-02T10:00:00.000000Z", "2024-05-02T11:00:00.000000Z"
ADA = Person(id="person:a", name="ada", shown="Ada B.", role="analyst", created=AT)


def test_an_account_comes_back_without_its_password(url: str) -> None:
    with open_store(url) as store:
        store.people.add(ADA, "hash-of-ada")
        assert store.people.by_name("ada") == store.people.by_id("person:a") == ADA
        assert store.people.everybody() == (ADA,)
        assert store.people.password_of("person:a") == "hash-of-ada"
        assert "hash-of-ada" not in repr(store.people.everybody())
        assert store.people.by_name("bo") is None
        assert store.people.password_of("person:b") is None


def test_a_name_is_given_once(url: str) -> None:
    with open_store(url) as store:
        store.people.add(ADA, "x")
        with pytest.raises(CaseweaveError, match="'ada' is taken"):
            store.people.add(msgspec.structs.replace(ADA, id="person:z"), "y")
        assert store.people.password_of("person:a") == "x"


def test_an_account_changes_and_keeps_its_password_unless_given_another(url: str) -> None:
    with open_store(url) as store:
        store.people.add(ADA, "x")
        closed = msgspec.structs.replace(ADA, role="reader", disabled=LATER, must_change=True)
        store.people.change(closed)
        assert store.people.by_id("person:a") == closed
        assert store.people.password_of("person:a") == "x"
        store.people.change(ADA, "y")
        assert store.people.password_of("person:a") == "y"


def test_a_new_session_takes_the_place_of_the_old_one(url: str) -> None:
    first = Session(id="1" * 64, person="person:a", created=AT, seen=AT)
    second = Session(id="2" * 64, person="person:a", created=LATER, seen=LATER)
    with open_store(url) as store:
        store.people.open_session(first)
        store.people.open_session(second, instead_of=first.id)
        assert store.people.session(first.id) is None
        assert store.people.session(second.id) == second
        store.people.end_sessions("person:a")
        assert store.people.session(second.id) is None


def test_sessions_that_nobody_used_are_cleared_away(url: str) -> None:
    with open_store(url) as store:
        for number, seen in enumerate((AT, LATER)):
            key = f"{number}" * 64
            store.people.open_session(Session(id=key, person="p", created=AT, seen=seen))
        store.people.end_sessions(None, seen_before=LATER)
        assert store.people.session("0" * 64) is None
        assert store.people.session("1" * 64) is not None


def test_a_key_is_found_by_the_hash_of_its_secret(url: str) -> None:
    token = ApiToken(
        id="token:1", person="person:a", label="nightly", role="reader", created=AT, expires=LATER
    )
    with open_store(url) as store:
        store.people.add_token(token, "d" * 64)
        assert store.people.token("d" * 64) == token
        assert store.people.token("e" * 64) is None
        store.people.change_token("token:1", revoked=LATER)
        (found,) = store.people.tokens("person:a")
        assert found == msgspec.structs.replace(token, revoked=LATER)


def test_failures_are_counted_and_forgotten(url: str) -> None:
    with open_store(url) as store:
        for _ in range(3):
            store.people.count_failure(["a", "b"], AT, "2024-05-01")
        assert store.people.failures(["a", "b", "c"]) == {"a": (3, AT), "b": (3, AT)}
        store.people.forget_failures(["a"])
        store.people.count_failure(["c"], LATER, LATER)
        assert store.people.failures(["a", "b", "c"]) == {"c": (1, LATER)}


def test_a_restriction_is_written_anew(url: str) -> None:
    made = Restriction(
        id="restriction:1",
        created=AT,
        by="ada",
        reason="at risk",
        mentions=(Kept(mention="mention:1", report="sha256:1"),),
        people=("person:a",),
    )
    with open_store(url) as store:
        store.people.restrict(made)
        lifted = msgspec.structs.replace(made, lifted=LATER)
        store.people.restrict(lifted)
        assert store.people.restrictions() == (lifted,)


def test_an_answer_is_kept_for_a_while(url: str) -> None:
    given_ = Answer(request="r" * 64, answer=b"{}")
    with open_store(url) as store:
        store.people.keep_answer("k" * 64, given_, AT, "2024-05-01")
        assert store.people.answer("k" * 64) == given_
        store.people.keep_answer("l" * 64, given_, LATER, LATER)
        assert store.people.answer("k" * 64) is None


def filled(store: Store) -> Store:
    store.audit.add(AT, "ada", "saw", "incident:1")
    store.audit.add(AT, "bo", "exported", "incident:1", "json TLP:CLEAR")
    store.audit.add(LATER, "ada", "decided", "decision:1", "accept")
    return store


def test_the_audit_gives_its_latest_first_and_by_what_is_asked(url: str) -> None:
    with open_store(url) as store:
        audit = filled(store).audit
        assert [e.seq for e in audit.entries()] == [3, 2, 1]
        assert [e.seq for e in audit.entries(before=3, limit=1)] == [2]
        assert [e.seq for e in audit.entries(AuditWanted(by="ada"))] == [3, 1]
        assert [e.seq for e in audit.entries(AuditWanted(act="exported"))] == [2]
        assert [e.seq for e in audit.entries(AuditWanted(subject="incident:1"))] == [2, 1]
        assert [e.seq for e in audit.entries(AuditWanted(since=LATER))] == [3]
        assert [e.seq for e in audit.entries(AuditWanted(until=AT))] == [2, 1]
        assert len(audit.entries(AuditWanted(until="2024-05-02"))) == 3
        assert audit.entries(AuditWanted(until="2024-05-01")) == ()


def test_overlong_words_are_cut_and_the_act_is_told(url: str) -> None:
    with open_store(url) as store:
        store.audit.add(AT, "ada", "saw", "s" * 900, "d" * 9000)
        (entry,) = store.audit.entries()
        assert (len(entry.subject), len(entry.detail)) == (200, 1000)
        assert list(store.audit.faults()) == []


@pytest.mark.parametrize(
    ("damage", "kinds"),
    [
        ("UPDATE audit SET subject = 'incident:2' WHERE seq = 2", {"chain"}),
        ("UPDATE audit SET \"by\" = 'cy' WHERE seq = 1", {"chain"}),
        ("UPDATE audit SET at = '2020' WHERE seq = 3", {"chain"}),
        ("DELETE FROM audit WHERE seq = 2", {"gap", "chain"}),
        ("UPDATE audit SET seq = 9 WHERE seq = 3", {"gap", "chain"}),
    ],
)
def test_tampering_with_the_audit_shows(url: str, damage: str, kinds: set[str]) -> None:
    with open_store(url) as store:
        filled(store)
        assert list(store.faults()) == []
        with store._engine.begin() as connection:
            connection.execute(text(damage))
        assert {f.kind for f in store.audit.faults()} == kinds
        assert {f.kind for f in store.faults()} == kinds


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
ACTS = st.tuples(WORDS, st.sampled_from(AUDIT_ACTS), WORDS, WORDS)


@given(acts=st.lists(ACTS, max_size=8))
@settings(max_examples=12, deadline=None)
def test_the_chain_holds_whatever_is_told(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, AuditAct, str, str]]
) -> None:
    with open_store(tmp_path_factory.mktemp("audit") / "store.db") as store:
        for by, act, subject, detail in acts:
            store.audit.add(AT, by, act, subject, detail)
        assert list(store.audit.faults()) == []
        told = [(e.by, e.act, e.subject, e.detail) for e in reversed(store.audit.entries())]
        assert told == acts


@given(one=ACTS, other=ACTS)
@settings(max_examples=200, deadline=None)
def test_two_acts_have_one_link_only_if_they_are_one(
    one: tuple[str, AuditAct, str, str], other: tuple[str, AuditAct, str, str]
) -> None:
    def linked(told: tuple[str, AuditAct, str, str]) -> str:
        by, act, subject, detail = told
        return link("0", AuditEntry(seq=1, at=AT, by=by, act=act, subject=subject, detail=detail))

    assert (linked(one) == linked(other)) == (one == other)


def test_a_store_of_the_first_version_gets_the_tables_and_keeps_its_log(url: str) -> None:
    from caseweave.model import Setting

    with open_store(url) as store:
        store.append([Setting(name="pipeline", value="one")], AT)
        with store._engine.begin() as connection:
            tables = ("person", "session", "api_token", "failed_login", "restriction", "memory")
            for table in tables:
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("DROP TABLE answered"))
            connection.execute(text("DROP TABLE audit"))
            for derived in (*DERIVED, state):
                connection.execute(text(f"DROP TABLE {derived.name}"))
            connection.execute(text("UPDATE caseweave_version SET version_num = '0001'"))
    with open_store(url) as store:
        assert store.size() == (1, 0)
        store.people.add(ADA, "x")
        assert list(store.faults()) == []
