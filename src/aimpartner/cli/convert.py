"""The command that writes a model as a file of another kind."""

from __future__ import annotations

from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import MODEL, OVERWRITE, load

_HELP = """Write MODEL to FILE, as a workbook (.xlsx), TOML or JSON: its ending says which.

What is read back from it is the same model. Notes, colours and sheets of your own stay behind.
"""


@click.command(help=_HELP, short_help="Write a model as a workbook, TOML or JSON.")
@MODEL
@click.argument("file", type=click.Path(path_type=Path))
@OVERWRITE
def convert(model: str, file: Path, overwrite: bool) -> None:
    """Run `aimpartner convert`."""
    click.echo(f"Written: {ap.write_file(load(model), file, overwrite=overwrite)}")
