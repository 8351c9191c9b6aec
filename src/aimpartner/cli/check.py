"""The command that finds every fault of a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import JSON, OVERWRITE, sample_or_file

_HELP = """Find every fault in a model's FILE: of reading it, and of calculating its years.

Each year that has a budget is calculated. A fault names the sheet and the cell, or the table and
the row, where it was typed, and what to write. The exit status is 1 if there is any.
"""


@click.command(help=_HELP, short_help="Find every fault in a model's file.")
@click.argument("file")
@click.option(
    "--marked",
    type=click.Path(path_type=Path),
    help="Write a copy of the workbook with each fault at its cell to this file.",
)
@JSON
@OVERWRITE
def check(file: str, marked: Path | None, as_json: bool, overwrite: bool) -> None:
    """Run `aimpartner check`."""
    checked = ap.check(sample_or_file(file))
    copied = bool(marked and checked.problems)
    if marked and copied:
        for loss in ap.excel.lost_in_marked(checked):
            click.echo(f"In the marked copy {loss}", err=True)
        ap.excel.write_marked(checked, marked, overwrite=overwrite)
    click.echo(ap.codec.check_to_json(checked) if as_json else str(checked))
    if marked and not as_json:
        said = f"Marked copy: {marked}" if copied else "No marked copy: there is nothing to mark."
        click.echo(f"\n{said}")
    sys.exit(0 if checked.is_sound else 1)
