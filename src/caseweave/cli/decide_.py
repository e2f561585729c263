"""`caseweave decide`: record what an analyst decided; list what was decided."""

import getpass
from typing import Any, cast, get_args

import click

from caseweave.case import CaseFiles
from caseweave.cli._options import json_option, store_option
from caseweave.cli._screen import print_json, screen, short
from caseweave.model import Decision, DecisionKind
from caseweave.service import Act, decide, show

KINDS = tuple(kind.replace("_", "-") for kind in get_args(DecisionKind))


@click.command("decide")
@click.argument("kind", type=click.Choice((*KINDS, "list")), metavar="KIND")
@click.argument("targets", nargs=-1)
@click.option("--by", default=None, metavar="NAME", help="Who decides (default: your login name).")
@click.option("--reason", metavar="WORDS", help="Why.")
@click.option("--value", metavar="WORDS", help="The value to correct to, add or set.")
@click.option(
    "--attribute",
    metavar="NAME",
    help="What to add (dead, date ...) or set (published, outlet ...).",
)
@click.option("--start", type=int, metavar="N", help="Where the words of an added claim start.")
@click.option("--end", type=int, metavar="N", help="Where they end.")
@store_option
@json_option
def command(kind: str, targets: tuple[str, ...], store: str, as_json: bool, **given: Any) -> int:
    """Record a decision. Nothing is ever overwritten; undo is a decision too.

    \b
    accept, reject, withhold, release CLAIM...
    correct CLAIM --value WORDS
    merge, same, not-same INCIDENT_OR_MENTION...
    split MENTION...
    set REPORT --attribute published --value 2024-05-02
    add REPORT [MENTION] --attribute dead --value 3 --start N --end N
    undo [DECISION]      the last one where none is named
    list                 all decisions that stand, and what holds on to nothing
    """  # noqa: D301  click reads the control character
    if kind == "list":
        files = show(store)
        print_json([files.decisions, files.unattached]) if as_json else _print(files)
        return 0
    by = given.pop("by") or getpass.getuser()
    act = Act(kind=cast("DecisionKind", kind.replace("-", "_")), targets=targets, by=by, **given)
    decision = decide(store, act)
    if as_json:
        print_json(decision)
    else:
        screen().print(f"Recorded: {_words(decision)}. To take it back: caseweave decide undo")
    return 0


def _print(files: CaseFiles) -> None:
    out = screen()
    if not files.decisions:
        out.print("No decision yet.")
    for decision in files.decisions:
        out.print(f"{decision.at[:19]}Z {decision.by}: {_words(decision)}")
    for lost in files.unattached:
        out.print(f"! {short(lost.decision)} on {lost.target}: {lost.because}", style="yellow")


def _words(decision: Decision) -> str:
    parts = [decision.kind.replace("_", "-"), *decision.targets]
    if decision.attribute:
        parts.append(decision.attribute)
    if decision.text:
        parts.append(f"({decision.text})")
    return f"{' '.join(parts)} [{short(decision.id)}]"
