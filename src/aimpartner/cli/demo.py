"""The command that shows a sample's contributions, and writes their workbook."""

from __future__ import annotations

from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import OVERWRITE
from aimpartner.errors import system_words


@click.command(
    help="Show Adoption in Merseyside 2021/22, and write its contribution workbook.",
    short_help="Show a sample's contributions, and their workbook.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path(), help="Folder to write to."
)
@OVERWRITE
def demo(output: Path, overwrite: bool) -> None:
    """Run `aimpartner demo`."""
    result = ap.Contributions.of(ap.samples.load("aim").facts("2021/22"))
    click.echo(str(result))
    _make_folder(output)
    written = ap.excel.write_contributions(result, output, overwrite=overwrite)
    click.echo(f"\nWorkbook: {written}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        rule = "be a folder that can be made"
        raise ap.InvalidValueError(f"Output {folder}", rule, system_words(fault)) from fault
