"""The commands: a job of the year each, in a file of its own."""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper
from typing import Any

import click

import aimpartner as ap
from aimpartner.cli.agreement import agreement
from aimpartner.cli.changes import changes
from aimpartner.cli.check import check
from aimpartner.cli.contributions import contributions, methodology
from aimpartner.cli.convert import convert
from aimpartner.cli.demo import demo
from aimpartner.cli.key_dates import key_dates
from aimpartner.cli.samples import samples
from aimpartner.cli.template import template
from aimpartner.errors import system_words

# Help stands as data: a docstring is gone where Python is told to drop it.
_HELP = """Regional adoption agencies: who is bound by what, and who pays what to the penny.

MODEL is a workbook (.xlsx), a TOML or JSON file, or a sample's name, such as aim.
"""
_WHERE = "\nTo hear where that was typed, and of every other fault: aimpartner check MODEL"
_JOBS = (
    demo,
    samples,
    template,
    convert,
    check,
    changes,
    contributions,
    methodology,
    agreement,
    key_dates,
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
            done = super().invoke(ctx)
            sys.stdout.flush()
        except ap.AimpartnerError as fault:
            raise _Refused(f"{fault}{_WHERE if fault.at else ''}") from None
        except ModuleNotFoundError as missing:
            raise _Refused("\n".join((str(missing), *missing.__notes__))) from None
        except OSError as fault:
            if fault.errno == errno.EPIPE:  # whoever reads has read enough
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again
            raise _Refused(f"Output must be taken; got: {system_words(fault)}.") from None
        return done


@click.group(
    cls=_Commands,
    commands=_JOBS,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_HELP,
)
@click.version_option(package_name="aimpartner", prog_name="aimpartner")
def main() -> None:
    """Run the command that is asked for."""
