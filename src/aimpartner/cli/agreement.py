"""The command of the agreement: what it is on a day, and what to watch."""

from __future__ import annotations

import json

import click

import aimpartner as ap
from aimpartner.cli.options import JSON, KNOWN_ON, MODEL, load

_HELP = """Tell what the agreement is on a day, as known on another, and what to watch.

The state with its grounds; the timeline as known, and as lived; key dates; hosts on whom
sources disagree; and what is outstanding.
"""


@click.command(help=_HELP, short_help="What the agreement is on a day, and what to watch.")
@MODEL
@click.option("--on", required=True, metavar="DAY", help="The day asked about, as 2021-07-01.")
@KNOWN_ON
@click.option("--from", "since", metavar="DAY", help="Key dates from here; left out, from --on.")
@click.option(
    "--year",
    help="Financial year of what is owed; left out, that of --on, with one before and after.",
)
@JSON
def agreement(
    model: str,
    on: str,
    known_on: str | None,
    since: str | None,
    year: str | None,
    as_json: bool,
) -> None:
    """Run `aimpartner agreement`."""
    briefing = ap.parties.Briefing(load(model).partnership, on, known_on, since, year)
    click.echo(json.dumps(briefing.facts, indent=2) if as_json else str(briefing))
