"""The command that finds every fault of a file."""

from __future__ import annotations

import sys

import click

import aimpartner as ap
from aimpartner.cli.options import sample_or_file

_HELP = """Find every fault in a model's FILE: of reading it, and of calculating its years.

Each year that has a budget is calculated. A fault names the sheet and the cell, or the table and
the row, where it was typed, and what to write. The exit status is 1 if there is any.
"""


@click.command(help=_HELP)
@click.argument("file")
def check(file: str) -> None:
    """Run `aimpartner check`."""
    checked = ap.check(sample_or_file(file))
    click.echo(str(checked))
    sys.exit(0 if checked.is_sound else 1)
