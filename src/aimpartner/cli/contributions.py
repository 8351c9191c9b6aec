"""The commands of a year's contributions: who pays what, and by which formula."""

from __future__ import annotations

from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import JSON, KNOWN_ON, MODEL, OVERWRITE, YEAR, load


@click.command(help="Calculate who pays what for a year.")
@MODEL
@YEAR
@click.option("--output", type=click.Path(path_type=Path), help="Write the workbook to this file.")
@click.option("--prepared-by", default="", help="Who prepared the workbook.")
@click.option("--prepared-on", metavar="DAY", help="The day it was prepared, as 2021-03-01.")
@click.option("--explain", metavar="PARTNER", help="Tell what this partner pays, and why.")
@KNOWN_ON
@JSON
@OVERWRITE
def contributions(
    model: str,
    year: str,
    output: Path | None,
    explain: str | None,
    prepared_by: str,
    prepared_on: str | None,
    known_on: str | None,
    as_json: bool,
    overwrite: bool,
) -> None:
    """Run `aimpartner contributions`."""
    if explain and as_json:
        raise click.UsageError("An explanation is text: leave out --explain or --json.")
    result = ap.Contributions.of(load(model).facts(year, known_on))
    words = result.explain(explain) if explain else str(result)
    written = output and ap.excel.write_contributions(
        result, output, prepared_by=prepared_by, prepared_on=prepared_on, overwrite=overwrite
    )
    click.echo(ap.codec.result_to_json(result) if as_json else words)
    if written and not as_json:
        click.echo(f"\nWorkbook: {written}")


@click.command(
    help="Tell the funding formula of a year in words, as an audit committee reads it.",
    short_help="The funding formula of a year in words.",
)
@MODEL
@YEAR
@KNOWN_ON
def methodology(model: str, year: str, known_on: str | None) -> None:
    """Run `aimpartner methodology`."""
    click.echo(ap.Contributions.of(load(model).facts(year, known_on)).methodology())
