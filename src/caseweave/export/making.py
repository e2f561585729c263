"""An export made and checked: what `service` hands over or writes, and nothing unchecked.

Invariant: bytes come out of here only after the leak check read them and found nothing.
"""

import msgspec

from caseweave.export.formats import FORMATS, blank
from caseweave.export.leaks import Leak, LeakError, leaks, leaks_in_name
from caseweave.export.records import Item, Records
from caseweave.export.redact import redact
from caseweave.export.secrets import Secrets, secrets_of
from caseweave.export.shared import Shared, SharedWithheld
from caseweave.model import encode
from caseweave.schema.sharing import Level


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """The register in its exported form, as it lies beside an export."""

    format: int = 1
    tlp: str
    withheld: tuple[SharedWithheld, ...]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A checked export: its bytes, its register's, and what is withheld (for the desk alone)."""

    data: bytes
    register: bytes
    ending: str
    shared: Shared
    items: tuple[Item, ...]
    secrets: Secrets


def make(records: Records, format_name: str, level: Level) -> Made:
    """The records as a checked export. Raises LeakError where the check finds anything."""
    form = FORMATS[format_name]
    redaction = redact(records, level)
    secrets = secrets_of(records, level)
    made = Made(
        data=form.write(redaction.shared),
        register=_register(redaction.shared),
        ending=form.ending,
        shared=redaction.shared,
        items=redaction.items,
        secrets=secrets,
    )
    recheck(made.data, made.register, format_name, secrets)
    return made


def recheck(data: bytes, register: bytes, format_name: str, secrets: Secrets) -> None:
    """The leak check over a finished export and its register. Raises LeakError."""
    found: tuple[Leak, ...] = leaks(data, format_name, secrets, blank(format_name))
    found += leaks(register, "json", secrets, blank("json"))
    if found:
        raise LeakError(tuple(sorted(set(found))))


def check_name(name: str, secrets: Secrets) -> None:
    """Raises LeakError where the name of the file to write holds a withheld value."""
    found = leaks_in_name(name, secrets)
    if found:
        raise LeakError(found)


def _register(shared: Shared) -> bytes:
    register = Register(tlp=shared.tlp, withheld=shared.withheld)
    return msgspec.json.format(encode(register), indent=1) + b"\n"
