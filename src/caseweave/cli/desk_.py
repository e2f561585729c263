"""`caseweave desk`: open the web desk on this machine.

The desk stands on the same floor as the command line, so it is found by its entry point.
"""

import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from caseweave.cli._options import store_option
from caseweave.model import CaseweaveError

GROUP = "caseweave.desk"
_PEM = click.Path(path_type=Path, dir_okay=False)


@click.command("desk")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port (default: a free one).",
)
@click.option("--no-browser", is_flag=True, help="Only print the link.")
@click.option("--name", metavar="NAME", help="Who decides here (default: your login name).")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Serve to others on this address: needs an administrator's account, and TLS.",
)
@click.option(
    "--site",
    "sites",
    multiple=True,
    metavar="NAME",
    help="A name by which others reach this machine; may be given more than once.",
)
@click.option("--tls-cert", type=_PEM, metavar="FILE", help="Certificate (PEM) to serve with.")
@click.option("--tls-key", type=_PEM, metavar="FILE", help="The certificate's key (PEM).")
@click.option(
    "--insecure-no-tls",
    is_flag=True,
    help="Serve to others without TLS, where something before the desk keeps it secret.",
)
@store_option
def command(port: int, no_browser: bool, name: str | None, store: str, **given: Any) -> int:
    """Open the web desk on 127.0.0.1, or serve it to others.

    It prints its full link with a token at once; nobody gets in without it. Where the store has
    accounts (`caseweave people`) it asks for name and password instead. Stop it with Ctrl-C.
    """
    web = _web()
    wish = web.Wish(names=given.pop("sites"), **given)
    serving = web.Serving(store=store, port=port, browser=not no_browser, name=name, wish=wish)
    status: int = web.serve(serving, _say)
    return status


def _web() -> Any:
    found = list(entry_points(group=GROUP))
    if not found:
        raise CaseweaveError(
            "This installation has no desk. Install Caseweave again: `pip install caseweave`."
        )
    return found[0].load()


def _say(link: str) -> None:
    if "://" not in link:
        click.echo(link)
    elif "?token=" in link:
        click.echo(f"The desk is open at {link}")
        click.echo("Only this machine can reach it, and only with that link. Ctrl-C closes it.")
    else:
        click.echo(f"The desk is open at {link} for whoever has an account. Ctrl-C closes it.")
    sys.stdout.flush()
