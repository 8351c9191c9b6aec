"""Surroundings that a caller may have set, for the suite to run in: `AMBIENT=decimal`, `locale`."""

from __future__ import annotations

import decimal
import locale
import os
import time
from pathlib import Path
from subprocess import run
from tempfile import mkdtemp

import pendulum

ODD = "tr_TR.UTF-8"  # other words, other marks in numbers, and another i


def _decimal() -> None:
    """Let decimals hold three digits, and stop at the first that does not fit, in any thread."""
    for context in (decimal.DefaultContext, decimal.getcontext()):
        context.prec = 3
        context.traps[decimal.Inexact] = True
        context.traps[decimal.FloatOperation] = True


def _locale() -> None:
    """Speak Turkish, and German in pendulum, where the day is fourteen hours ahead."""
    folder = Path(mkdtemp())
    run(["localedef", "-i", "tr_TR", "-f", "UTF-8", folder / ODD], check=True)  # noqa: S607  # the system's
    os.environ |= {"LOCPATH": str(folder), "LC_ALL": ODD, "TZ": "Pacific/Kiritimati"}
    locale.setlocale(locale.LC_ALL, "")
    pendulum.set_locale("de")
    time.tzset()


SETTINGS = {"": lambda: None, "decimal": _decimal, "locale": _locale}


def unsettle() -> None:
    """Change the surroundings as the environment asks."""
    SETTINGS[os.environ.get("AMBIENT", "")]()
