"""The commands."""

from __future__ import annotations

import json
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from aimpartner import checking, excel, samples
from aimpartner.codec.files import READERS, read_file
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import AimpartnerError, InvalidValueError, system_words
from aimpartner.evidence.published import ALL, Beside, PublishedFigure, PublishedUnit, in_words
from aimpartner.exact import listed
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.briefing import Briefing

# Help stands as data: a docstring is gone where Python is told to drop it.
_MAIN = """Regional adoption agencies: who is bound by what, and who pays what to the penny.

MODEL is a workbook (.xlsx), a TOML or JSON file, or a sample's name, such as aim.
"""
_AGREEMENT = """Tell what the agreement is on a day, as known on another, and what to watch.

The state with its grounds; the timeline as known, and as lived; key dates; hosts on whom
sources disagree; and what is outstanding.
"""
_CHECK = """Find every fault in a model's FILE: of reading it, and of calculating its years.

Each year that has a budget is calculated. A fault names the sheet and the cell, or the table and
the row, where it was typed, and what to write. The exit status is 1 if there is any.
"""
_WHERE = "\nTo hear where that was typed, and of every other fault: aimpartner check MODEL"
_OVERWRITE = click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_KNOWN_ON = click.option(
    "--known-on", metavar="DAY", help="As known on this day; left out, everything recorded."
)


class _Refused(click.ClickException):
    """What the library refuses: one paragraph, and exit status 2."""

    exit_code = 2


class _Commands(click.Group):
    """The commands; what the library refuses is told without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click has it
        """Run the command that was asked for."""
        streams = (out for out in (sys.stdout, sys.stderr) if isinstance(out, TextIOWrapper))
        for stream in streams:
            stream.reconfigure(errors="replace")  # an old console has no dash
        try:
            return super().invoke(ctx)
        except AimpartnerError as fault:
            raise _Refused(f"{fault}{_WHERE if fault.at else ''}") from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_MAIN,
)
@click.version_option(package_name="aimpartner", prog_name="aimpartner")
def main() -> None:
    """Run the command that is asked for."""


@main.command(help="Show Adoption in Merseyside 2021/22, and write its contribution workbook.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path(), help="Folder to write to."
)
@_OVERWRITE
def demo(output: Path, overwrite: bool) -> None:
    """Run `aimpartner demo`."""
    result = Contributions.of(samples.load("aim").facts("2021/22"))
    click.echo(str(result))
    _make_folder(output)
    written = excel.write_contributions(result, output, overwrite=overwrite)
    click.echo(f"\nWorkbook: {written}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        rule = "be a folder that can be made"
        raise InvalidValueError(f"Output {folder}", rule, system_words(fault)) from fault


@main.command(help="Write an input workbook to FILE, to be filled in.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sample", help="Fill it in with a sample, to see one, such as aim.")
@_OVERWRITE
def template(file: Path, sample: str | None, overwrite: bool) -> None:
    """Run `aimpartner template`."""
    if sample:
        excel.write_model(samples.load(sample), file, overwrite=overwrite)
    else:
        excel.write_template(file, overwrite=overwrite)
    click.echo(f"Written: {file}")


@main.command(help=_CHECK)
@click.argument("file")
def check(file: str) -> None:
    """Run `aimpartner check`."""
    _check_name(file)
    found = checking.check(samples.load(file) if file in samples.NAMES else file)
    click.echo(str(found))
    sys.exit(0 if found.is_sound else 1)


@main.command(help="Calculate who pays what for a year.")
@click.argument("model")
@click.option("--year", required=True, help="Financial year, as 2021/22.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the workbook to this file.")
@click.option("--prepared-by", default="", help="Who prepared the workbook.")
@click.option("--prepared-on", metavar="DAY", help="The day it was prepared, as 2021-03-01.")
@click.option("--explain", metavar="PARTNER", help="Tell what this partner pays, and why.")
@_KNOWN_ON
@_JSON
@_OVERWRITE
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
    result = Contributions.of(_load(model).facts(year, known_on))
    words = result.explain(explain) if explain else str(result)
    written = output and excel.write_contributions(
        result, output, prepared_by=prepared_by, prepared_on=prepared_on, overwrite=overwrite
    )
    click.echo(json.dumps(_facts(result), indent=2) if as_json else words)
    if written and not as_json:
        click.echo(f"\nWorkbook: {written}")


@main.command(help="Tell the funding formula of a year in words, as an audit committee reads it.")
@click.argument("model")
@click.option("--year", required=True, help="Financial year, as 2021/22.")
@_KNOWN_ON
def methodology(model: str, year: str, known_on: str | None) -> None:
    """Run `aimpartner methodology`."""
    click.echo(Contributions.of(_load(model).facts(year, known_on)).methodology())


def _facts(result: Contributions) -> dict[str, object]:
    """Return a result as JSON holds it, amounts as decimal strings."""
    marking = [result.marking] if result.marking else []
    return {
        "year": str(result.year),
        "call": result.call.digits,
        "unit": result.facts.formula.rounding.unit.digits,
        "residual": result.residual.digits,
        "contributions": {paid.partner: paid.amount.digits for paid in result},
        "published": [_published(beside) for beside in result.published],
        "published_tables": [str(table) for table in result.published_tables],
        "notices": marking + [notice.words for notice in result.notices],
    }


def _published(beside: Beside) -> dict[str, str]:
    """Return a published figure and what is calculated as JSON holds them."""
    said, now, gap = beside.published, beside.calculated, beside.difference
    figures = {
        "published": said.amount,
        "rounded_to": said.rounded_to,
        "calculated": now,
        "difference": gap,
    }
    words = {"partner": said.partner or ALL, "at": said.where}
    words |= {name: _plain(figure) for name, figure in figures.items()}
    return words | {"verdict": beside.verdict, "what": said.what, "source": str(said.source)}


def _plain(figure: PublishedFigure | PublishedUnit | None) -> str:
    """Return pounds in digits, a percentage or points with their mark, nothing where none is."""
    if figure is None:
        return ""
    return figure.digits if isinstance(figure, Money) else in_words(figure)


@main.command(help=_AGREEMENT)
@click.argument("model")
@click.option("--on", required=True, metavar="DAY", help="The day asked about, as 2021-07-01.")
@_KNOWN_ON
@click.option("--from", "since", metavar="DAY", help="Key dates from here; left out, from --on.")
@click.option(
    "--year",
    help="Financial year of what is owed; left out, that of --on, with one before and after.",
)
@_JSON
def agreement(
    model: str,
    on: str,
    known_on: str | None,
    since: str | None,
    year: str | None,
    as_json: bool,
) -> None:
    """Run `aimpartner agreement`."""
    briefing = Briefing(_load(model).partnership, on, known_on, since, year)
    click.echo(json.dumps(briefing.facts, indent=2) if as_json else str(briefing))


def _load(name: str) -> Model:
    """Return the model in a file, or the sample of that name."""
    _check_name(name)
    if name in samples.NAMES:
        return samples.load(name)
    return read_file(name) if _ending(name) in READERS else excel.read_model(name)


def _ending(name: str) -> str:
    return Path(name).suffix.lower()


def _check_name(name: str) -> None:
    """Refuse a name that is neither a sample's nor a file's of a kind that can be read."""
    ending = _ending(name)
    if name not in samples.NAMES and ending not in READERS and not ending.startswith(".xls"):
        rule = f"be a workbook (.xlsx), a {' or '.join(READERS)} file, or the name of a sample"
        raise InvalidValueError("Model", rule, repr(name), f"Samples: {listed(samples.NAMES)}.")
