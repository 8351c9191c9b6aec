"""The command that writes an input workbook."""

from __future__ import annotations

from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import OVERWRITE, load

_HELP = """Write an input workbook to FILE, to be filled in.

It is a Start sheet, on which most agencies can be said whole. The full tables say the rest: all of
them with --for all, or those for some of sharing, money, agreement and published.
"""


@click.command(help=_HELP, short_help="Write an input workbook, to be filled in.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--for",
    "parts",
    metavar="PARTS",
    help="Write the full tables for these parts, as sharing,money; or all.",
)
@click.option(
    "--from",
    "model",
    metavar="MODEL",
    help="Write the full tables filled in from a Start sheet, or from any other model's file.",
)
@click.option("--sample", help="Write them filled in with a sample, to see one, such as aim.")
@OVERWRITE
def template(
    file: Path, parts: str | None, model: str | None, sample: str | None, overwrite: bool
) -> None:
    """Run `aimpartner template`."""
    if model and sample:
        raise click.UsageError("A workbook is filled in once: leave out --from or --sample.")
    named = [] if parts in {None, "all"} else [each.strip() for each in str(parts).split(",")]
    if model or sample:
        filled = load(model) if model else ap.samples.load(sample or "")
        ap.excel.write_model(filled, file, parts=named, overwrite=overwrite)
    elif parts:
        ap.excel.write_template(file, parts=named, overwrite=overwrite)
    else:
        ap.excel.write_start(file, overwrite=overwrite)
    click.echo(f"Written: {file}")
