"""The command of the days to watch."""

from __future__ import annotations

import json
from pathlib import Path

import click

import aimpartner as ap
from aimpartner.cli.options import JSON, KNOWN_ON, MODEL, OVERWRITE, load

_HELP = """Tell the days to watch: what ends, what is due, what is still to be decided.

With --output they go into a calendar file (.ics) as well, which Outlook and other diaries import;
a later file moves the days that have moved.
"""


@click.command("key-dates", help=_HELP, short_help="The days to watch, as text or a calendar file.")
@MODEL
@click.option("--on", required=True, metavar="DAY", help="From this day on, as 2021-07-01.")
@KNOWN_ON
@click.option("--output", type=click.Path(path_type=Path), help="Calendar file to write (.ics).")
@JSON
@OVERWRITE
def key_dates(
    model: str, on: str, known_on: str | None, output: Path | None, as_json: bool, overwrite: bool
) -> None:
    """Run `aimpartner key-dates`."""
    briefing = ap.parties.Briefing(load(model).partnership, on, known_on)
    dates, agency = briefing.key_dates, briefing.partnership.agency
    if output:
        ap.parties.write_calendar(dates, output, agency, on, overwrite=overwrite)
    click.echo(json.dumps(briefing.facts["key_dates"], indent=2) if as_json else str(dates))
    if output and not as_json:
        click.echo(f"\nCalendar: {output}")
