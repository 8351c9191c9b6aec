"""The command that reads what was typed into a workbook of contributions."""

from __future__ import annotations

from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import OVERWRITE, load

_HELP = """List the inputs that were changed in WORKBOOK since `aimpartner contributions` wrote it.

With --into FILE they are made in MODEL, from which it was written, and the changed model is
written to FILE, as a workbook (.xlsx), TOML or JSON. MODEL itself stays as it is.
"""


@click.command(help=_HELP, short_help="What was typed into a workbook of contributions.")
@click.argument("workbook", type=click.Path(path_type=Path))
@click.argument("model", required=False)
@click.option(
    "--into", type=click.Path(path_type=Path), help="Write the changed model to this file."
)
@OVERWRITE
def changes(workbook: Path, model: str | None, into: Path | None, overwrite: bool) -> None:
    """Run `aimpartner changes`."""
    if into and model is None:
        raise click.UsageError("Give the MODEL that the changes are made in, or leave out --into.")
    found = ap.excel.read_changes(workbook)
    changed = found.applied(load(model)) if model is not None else None
    click.echo(str(found))
    if into and changed is not None:
        click.echo(f"\nChanged model: {ap.write_file(changed, into, overwrite=overwrite)}")
