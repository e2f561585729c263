"""The command line: commands that parse, call one use case and print what it gives.

Importing this room is cheap; each command's module loads when the command is called.
"""

from caseweave.cli._main import cli, main

__all__ = ["cli", "main"]
