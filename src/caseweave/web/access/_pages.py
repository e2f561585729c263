"""The pages of accounts, all together."""

from typing import Any

from caseweave.web.access import _accounts, _audit, _login, _own, _restrictions

HANDLERS: tuple[Any, ...] = (
    *_login.HANDLERS,
    *_own.HANDLERS,
    *_accounts.HANDLERS,
    *_restrictions.HANDLERS,
    *_audit.HANDLERS,
)
