"""The tree of errors. Each text names the input, the fault and the mend.

CaseweaveError           what the user can act on; printed plainly, never as a traceback
+-- RefusedInputError    this one input is refused, the rest goes on (exit status 1)
+-- StoreError           the store cannot be used (raised by `caseweave.store`)
+-- SchemaError          an incident type or language file is wrong (`caseweave.schema`)
"""

import msgspec


class CaseweaveError(Exception):
    """Something went wrong that the user can mend; `str(error)` says what, where and how."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One input that was not read: which, why, and what would mend it.

    `fault` is a short machine word (`empty`, `too_large`, `encoding`, `no_text`, `login_wall`,
    `link_loop`, `no_permission`, `unreadable`, `unknown_format`, `language`).
    """

    source: str
    fault: str
    reason: str
    mend: str


class RefusedInputError(CaseweaveError):
    """Skip this input and go on; `refusal` is the line for the summary."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(f"{refusal.source}: {refusal.reason}. {refusal.mend}")
