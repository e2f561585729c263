"""Options that several commands share, and how they are checked."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from caseweave.case import CaseFiles

DEFAULT_STORE = "caseweave.db"

Command = Callable[..., Any]


def _a_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    from caseweave.model import day_bounds  # noqa: PLC0415 - not needed for --help

    if value is not None and (day_bounds(value) is None or "/" in value):
        raise click.BadParameter(f"{value} is no date; write YYYY-MM-DD, YYYY-MM or YYYY.")
    return value


store_option = click.option(
    "--store",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="FILE_OR_URL",
    help="The store: a SQLite file, or postgresql://HOST/NAME.",
)
as_of_option = click.option(
    "--as-of",
    callback=_a_day,
    metavar="DATE",
    help="Only what could be known by the end of that day.",
)
until_option = click.option(
    "--log-until",
    metavar="DATE",
    help="Only what was in the log by then (a day, or a moment in UTC): replays decisions.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
incident_argument = click.argument("incident", required=False)


class Look(NamedTuple):
    """What the shared options of a looking command say."""

    store: str
    as_of: str | None
    log_until: str | None
    as_json: bool

    def files(self, as_of: str | None = None) -> "CaseFiles":
        """The case files asked for; `as_of` in place of the option's day."""
        from caseweave.service import Moment, show  # noqa: PLC0415 - not needed for --help

        return show(self.store, Moment(as_of=as_of or self.as_of, log_until=self.log_until))


def looking(function: Command) -> Command:
    """Add the options of every command that looks into a store; it gets them as one `Look`."""

    @functools.wraps(function)
    def looked(store: str, as_of: str | None, log_until: str | None, **rest: Any) -> Any:
        return function(Look(store, as_of, log_until, rest.pop("as_json")), **rest)

    made: Command = looked
    for option in (json_option, until_option, as_of_option, store_option):
        made = option(made)
    return made
