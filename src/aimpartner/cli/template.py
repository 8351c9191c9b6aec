"""The command that writes an input workbook."""

from __future__ import annotations

from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import OVERWRITE


@click.command(help="Write an input workbook to FILE, to be filled in.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sample", help="Fill it in with a sample, to see one, such as aim.")
@OVERWRITE
def template(file: Path, sample: str | None, overwrite: bool) -> None:
    """Run `aimpartner template`."""
    if sample:
        ap.excel.write_model(ap.samples.load(sample), file, overwrite=overwrite)
    else:
        ap.excel.write_template(file, overwrite=overwrite)
    click.echo(f"Written: {file}")
