"""What several commands take: the model, and the options that mean the same in each."""

from __future__ import annotations

from pathlib import Path

import click

import aimpartner as ap

MODEL = click.argument("model")
YEAR = click.option("--year", required=True, help="Financial year, as 2021/22.")
KNOWN_ON = click.option(
    "--known-on", metavar="DAY", help="As known on this day; left out, everything recorded."
)
OVERWRITE = click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def load(name: str) -> ap.Model:
    """Return the sample of that name, or the model in a file.

    Raises:
        InvalidValueError: it is neither a sample's name nor a file's of a kind that can be read.
        InputError: every fault of the file at once.
    """
    named = sample_or_file(name)
    return named if isinstance(named, ap.Model) else ap.read_file(named)


def sample_or_file(name: str) -> ap.Model | Path:
    """Return the sample of that name, or the path of a file.

    Raises:
        InvalidValueError: it is no sample's name, and has no ending that a file could have.
    """
    if name in ap.samples.NAMES:
        return ap.samples.load(name)
    if not (path := Path(name)).suffix:
        rule = "be a file, or the name of a sample"
        remedy = f"Samples: {', '.join(ap.samples.NAMES)}."
        raise ap.InvalidValueError("Model", rule, repr(name), remedy)
    return path
