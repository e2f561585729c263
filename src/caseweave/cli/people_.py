"""`caseweave people`: accounts of a desk that serves several, and who may see restricted cases."""

import getpass
import sys
from typing import Any, cast

import click

from caseweave.cli._options import json_option, store_option
from caseweave.cli._screen import print_json, screen, table
from caseweave.model import ROLES, CaseweaveError, Role
from caseweave.service import find_incident, show
from caseweave.service.people import (
    Hold,
    Newcomer,
    add_person,
    change_person,
    find_person,
    hold,
    make_token,
    name_people,
    people,
    restrict,
    set_password,
    wanted,
)

WHATS = ("add", "list", "role", "password", "disable", "enable", "token", "grant")


@click.command("people")
@click.argument("what", type=click.Choice(WHATS), metavar="WHAT")
@click.argument("name", required=False)
@click.argument("rest", nargs=-1)
@click.option("--role", type=click.Choice(ROLES), help="The role of an account or key.")
@click.option("--shown", metavar="WORDS", help="The name in full (default: the name).")
@click.option("--label", metavar="WORDS", default="a program", help="What a key is for.")
@click.option("--days", type=int, default=90, show_default=True, help="How long a key lasts.")
@click.option("--reason", metavar="WORDS", help="Why a case is restricted.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input instead of asking for it.",
)
@store_option
@json_option
def command(
    what: str, name: str | None, rest: tuple[str, ...], store: str, as_json: bool, **given: Any
) -> int:
    """Keep the accounts of a desk that serves several people.

    \b
    add NAME --role ROLE     a new account; asks for a first password, to be changed at login
    list                     all accounts
    role NAME --role ROLE    another role
    password NAME            a new password; ends all sessions
    disable, enable NAME     close an account, or open it again; accounts are never deleted
    token NAME --role ROLE   a key for a program, shown once
    grant NAME INCIDENT      restrict a case to the people granted; the first grant restricts it
    """  # noqa: D301  click reads the control character
    with hold(store, create=what == "add") as held:
        if what == "list":
            _list(held, as_json=as_json)
            return 0
        if not name:
            raise CaseweaveError(f"`people {what}` needs the NAME of an account.")
        told = _DOES[what](held, name, rest, {**given, "store": store})
    if as_json:
        print_json(told)
    else:
        screen().print(_words(what, name, told), highlight=False, soft_wrap=True)
    return 0


def _by() -> str:
    return f"{getpass.getuser()}@machine"


def _add(held: Hold, name: str, _rest: tuple[str, ...], given: dict[str, Any]) -> Any:
    password = _password(given)
    role = _role(given)
    shown = given["shown"] or ""
    return add_person(held, _by(), Newcomer(name=name, role=role, shown=shown, password=password))


def _set_role(held: Hold, name: str, _rest: tuple[str, ...], given: dict[str, Any]) -> Any:
    return change_person(held, _by(), name, role=_role(given), shown=given["shown"])


def _set_password(held: Hold, name: str, _rest: tuple[str, ...], given: dict[str, Any]) -> Any:
    return set_password(held, _by(), name, _password(given), must_change=True)


def _disable(held: Hold, name: str, _rest: tuple[str, ...], _given: dict[str, Any]) -> Any:
    return change_person(held, _by(), name, disabled=True)


def _enable(held: Hold, name: str, _rest: tuple[str, ...], _given: dict[str, Any]) -> Any:
    return change_person(held, _by(), name, disabled=False)


def _token(held: Hold, name: str, _rest: tuple[str, ...], given: dict[str, Any]) -> Any:
    role, days = _role(given), given["days"]
    return make_token(held, _by(), name, label=given["label"], role=role, days=days)


def _grant(held: Hold, name: str, rest: tuple[str, ...], given: dict[str, Any]) -> Any:
    if len(rest) != 1:
        raise CaseweaveError("`people grant` needs an account and a case: grant NAME INCIDENT")
    person = find_person(held, name)
    files = show(given["store"])
    incident = find_incident(files, rest[0])
    standing = [
        r
        for r in held.store.people.restrictions()
        if r.lifted is None and {k.mention for k in r.mentions} & set(incident.mentions)
    ]
    if not standing:
        return restrict(held, person, wanted(files, incident, (), given["reason"] or ""))
    last = standing[-1]
    for one in standing:
        # Whoever holds the store's file acts for those who may change the restriction.
        named = next(p for p in people(held) if p.id in one.people)
        last = name_people(held, named, one.id, [*one.people, person.id])
    return last


_DOES = {
    "add": _add,
    "role": _set_role,
    "password": _set_password,
    "disable": _disable,
    "enable": _enable,
    "token": _token,
    "grant": _grant,
}


def _role(given: dict[str, Any]) -> Role:
    if given["role"] is None:
        raise CaseweaveError(f"Say which role: --role {', '.join(ROLES[:-1])} or {ROLES[-1]}.")
    return cast("Role", given["role"])


def _password(given: dict[str, Any]) -> str:
    if given["password_stdin"]:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _list(held: Hold, *, as_json: bool) -> None:
    everybody = people(held)
    if as_json:
        print_json(everybody)
        return
    if not everybody:
        screen().print("No account. Make one: caseweave people add NAME --role administrator")
        return
    made = table("Name", "Who", "Role", "State")
    for person in everybody:
        closed = f"closed {person.disabled[:10]}" if person.disabled else "open"
        state = "must choose a password" if person.must_change and closed == "open" else closed
        made.add_row(person.name, person.shown, person.role, state)
    screen().print(made)


def _a(role: Role) -> str:
    return f"a {role}" if role == "reader" else f"an {role}"


def _words(what: str, name: str, told: Any) -> str:
    match what:
        case "add":
            return f"{told.name} is {_a(told.role)} now, and chooses a password at the first login."
        case "token":
            until = told.token.expires[:10]
            return f"The key, shown this once, until {until}:\n{told.secret}"
        case "grant":
            return f"{name} may see the case, as may {len(told.people) - 1} more."
        case "role":
            return f"{told.name} is {_a(told.role)} now."
        case "password":
            return f"{told.name} has a new password, to be changed at the next login."
        case _:
            return f"The account of {told.name} is {'closed' if told.disabled else 'open'} now."
