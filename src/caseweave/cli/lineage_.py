"""`caseweave lineage`: where the accounts come from."""

import click
from rich.text import Text
from rich.tree import Tree

from caseweave.case import Edge, Lineage, Node, ToldBy, lineage, told_by
from caseweave.cli._options import Look, incident_argument, looking
from caseweave.cli._screen import chosen, many, print_json, print_notes, screen

_SHAPES = {"copies": "⧉ copies", "cites": "→ cites", "quotes": "“ quotes"}


@click.command("lineage")
@incident_argument
@looking
def command(look: Look, incident: str | None) -> int:
    """Print where the accounts come from: copies, citations, speakers, and the roots."""
    files = look.files()
    print_notes(files)
    one = chosen(files, incident, "lineage")
    if one is None:
        return 0
    view = lineage(files, one)
    print_json(view) if look.as_json else _print(view, told_by(one))
    return 0


def _print(view: Lineage, told: ToldBy) -> None:
    out = screen()
    names = {node.report: _name(node) for node in view.reports}
    tree = Tree(Text(view.title, style="bold"))
    for node in view.reports:
        branch = tree.add(Text(names[node.report]))
        for edge in view.edges:
            if edge.a == node.report:
                branch.add(_edge(edge, names))
    out.print(tree)
    out.print(f"{many(len(view.roots), 'origin')}: {told.words}", style="bold")
    for root in view.roots:
        claims, reports = many(len(root.claims), "claim"), many(len(root.reports), "report")
        out.print(f"- {root.name} ({root.kind}): {claims} in {reports}")


def _name(node: Node) -> str:
    outlet, day = node.outlet or "outlet unknown", node.published or "undated"
    return f"{outlet}, {day}: {node.title or node.source}"


def _edge(edge: Edge, names: dict[str, str]) -> Text:
    words = Text(f"{_SHAPES[edge.kind]} ", style="cyan")
    return words.append(names.get(edge.b, edge.b), style="none").append(
        f" ({edge.because})", style="dim"
    )
