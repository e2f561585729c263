"""`caseweave eval NAME`: score against gold data; the scorers are modules of `evaluate`."""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import click

from caseweave.cli._options import json_option
from caseweave.cli._screen import print_json, screen, table
from caseweave.model import CaseweaveError


@click.command("eval")
@click.argument("name")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH",
    help="The gold data: a file or a folder, as the scorer says.",
)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what was predicted, in the data's own format.",
)
@click.option(
    "--given",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Score these predictions, in the form that --predictions writes, instead of our own.",
)
@click.option("--sample", type=int, default=0, help="Score about so many documents; 0 means all.")
@click.option("--workers", type=int, default=1, help="Processes that analyse, where it can.")
@json_option
def command(name: str, data: Path, as_json: bool, **options: Any) -> int:
    """Score the extraction NAME (dates, places, attribution ...) against gold data."""
    known = scorers()
    if name not in known:
        listed = ", ".join(known) or "none yet"
        raise CaseweaveError(f"There is no scorer {name!r}. Known: {listed}.")
    run = import_module(f"caseweave.evaluate.{name}").run
    taken = _taken(name, run, options)
    try:
        measures = run(data, **taken)
    except FileNotFoundError as error:
        raise CaseweaveError(
            f"{error.filename} is not there. Give --data the file or folder that the scorer "
            f"{name!r} reads; `docs/cli.md` lists them."
        ) from error
    if as_json:
        print_json(measures)
        return 0
    made = table("Measure", "Value", title=f"{name} on {data.name}")
    for measure, value in measures.items():
        made.add_row(measure, f"{value:,.3f}" if isinstance(value, float) else str(value))
    screen().print(made)
    return 0


def _taken(name: str, run: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    """The options that a scorer takes; one that was set and that it does not take is an error."""
    unset = {"sample": 0, "workers": 1}
    known = signature(run).parameters
    for option, value in options.items():
        if option not in known and value != unset.get(option):
            raise CaseweaveError(f"The scorer {name!r} takes no --{option}. Leave it out.")
    return {option: value for option, value in options.items() if option in known}


def scorers() -> list[str]:
    """The names of the scorers there are; what trains or measures scale is a program of its own."""
    room = import_module("caseweave.evaluate")
    names = (m.name for m in pkgutil.iter_modules(room.__path__))
    return sorted(n for n in names if not n.startswith(("_", "fit_", "scale_")))
