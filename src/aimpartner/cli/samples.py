"""The command that lists the samples."""

from __future__ import annotations

import click

import aimpartner as ap


@click.command(
    help="List the samples, which every command takes in place of a file.",
    short_help="List the samples.",
)
def samples() -> None:
    """Run `aimpartner samples`."""
    for name in ap.samples.NAMES:
        model = ap.samples.load(name)
        years = ", ".join(dict.fromkeys(str(budget.year) for budget in model.budgets))
        click.echo(f"{name}: {model.partnership.agency}, {years}")
