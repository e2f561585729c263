"""The entry: the group of commands, and the one place where an error becomes a message.

Exit status: 0 done; 1 done, but something was refused or does not hold; 2 nothing could be done;
130 stopped by Ctrl-C. A person never sees a traceback: an unforeseen one goes to the log file.
"""

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from caseweave import __version__

# Name, module with a command `command` in it, one line of help. The help stands here so that
# `caseweave --help` need not import the commands.
COMMANDS = {
    "build": "Read reports into the store and write the case files.",
    "show": "List the incidents, or show one of them, or open one claim.",
    "accounts": "What each origin says, side by side.",
    "timeline": "What happened when, and when it became known.",
    "lineage": "Where the accounts come from: copies, citations, speakers.",
    "headcount": "The ledger of people: how many stood where, when.",
    "open": "What the case leaves open.",
    "decide": "Record a decision: accept, correct, reject, merge, split, undo ...",
    "delete": "Take a report out of the store for good.",
    "verify": "Re-check hashes, the log and the words of every claim.",
    "eval": "Score the extraction against gold data.",
    "export": "Let a redacted copy out.",
    "desk": "Open the web desk on this machine.",
    "people": "Accounts of a desk that serves several people.",
    "schema": "Write the JSON Schema of every record.",
}

# Small matrices gain nothing by threads of their own, and the order of sums stays one. The workers
# of a build inherit it; who sets one of these keeps their own number.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"caseweave.cli.{cmd_name}_").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from what stands above."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: caseweave build FOLDER --out OUT. Nothing leaves this machine.",
)
@click.version_option(__version__, prog_name="caseweave")
def cli() -> None:
    """Turn scattered, conflicting reports into case files that account for every person."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status comes back."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    try:
        status = cli.main(args=arguments, prog_name="caseweave", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        _say("Stopped. What a build has read so far is kept; the same command goes on from there.")
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (as `head` does): that is no fault.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _explain(error)
    return status if isinstance(status, int) else 0


def _explain(error: Exception) -> int:
    from caseweave.model import CaseweaveError  # noqa: PLC0415 - only where something went wrong

    if isinstance(error, CaseweaveError):
        _say(str(error))
        return 2
    kept = _log(error)
    _say(
        f"Something went wrong inside Caseweave ({type(error).__name__}). "
        "What was read so far is kept.\n"
        + (f"The details are in {kept}; please send them with a report." if kept else "")
    )
    return 2


def _log(error: Exception) -> Path | None:
    """Append the traceback to the log file (0600); None where that cannot be."""
    import traceback  # noqa: PLC0415
    from datetime import UTC, datetime  # noqa: PLC0415

    from platformdirs import user_log_dir  # noqa: PLC0415

    path = Path(user_log_dir("caseweave", appauthor=False)) / "caseweave.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} caseweave {__version__}\n")
            file.write("".join(traceback.format_exception(error)) + "\n")
    except OSError:
        return None
    return path


def _say(words: Any) -> None:
    click.echo(f"caseweave: {words}", err=True)
