"""Nothing reads or changes the caller's decimals, locale, time zone, hash seed or filters."""

from __future__ import annotations

import decimal
import errno
import os
import re
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from subprocess import run

import pytest

import aimpartner
from aimpartner import samples
from aimpartner.errors import system_words
from aimpartner.exact import four_places, percent, plain
from aimpartner.excel import read_model, write_model
from aimpartner.money import Money
from aimpartner.working.lines import shown

SOURCE = Path(aimpartner.__file__).parent
AMBIENT = re.compile(
    r"\b(getcontext|setcontext|localcontext|scaleb|quantize|setlocale|strftime|strerror|tzset"
    r"|catch_warnings|simplefilter|filterwarnings|set_option|option_context|set_locale|__doc__)\b"
)
SHOW = ("-c", "from ambient import unsettle; unsettle(); from outputs import show; show()")
SURROUNDINGS = {
    "decimals of three digits": ((), {"AMBIENT": "decimal"}),
    "Turkish, German and another day": ((), {"AMBIENT": "locale", "PYTHONHASHSEED": "1"}),
    "no docstrings and no assertions": (("-OO",), {"PYTHONHASHSEED": "2"}),
    "every warning an error": (("-W", "error"), {"PYTHONHASHSEED": "3"}),
}


def said(options: tuple[str, ...] = (), **surroundings: str) -> str:
    """Return what the library says in a Python started with some options and variables."""
    tests = os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")))
    environment = {
        **os.environ,
        "PYTHONUTF8": "1",
        "PYTHONPATH": tests,
        "AMBIENT": "",
    } | surroundings
    command = [sys.executable, *options, *SHOW]
    done = run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def usual() -> str:
    return said()


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_change_no_word_no_figure_and_no_sheet(name: str, usual: str) -> None:
    options, variables = SURROUNDINGS[name]
    assert "£524,027.76" in usual
    assert "4 November 2021" in usual
    assert said(options, **variables).splitlines() == usual.splitlines()


def test_nothing_names_what_belongs_to_the_caller() -> None:
    files = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    named = {str(path): AMBIENT.findall(text) for path, text in files.items()}
    assert {path: names for path, names in named.items() if names} == {}


def test_reading_workbooks_in_threads_leaves_the_filters_as_they_were(tmp_path: Path) -> None:
    """Filters put aside and put back in threads are put back in the wrong order."""
    path = write_model(samples.load("aim"), tmp_path / "aim.xlsx")
    before = list(warnings.filters)
    with ThreadPoolExecutor(4) as threads:
        models = list(threads.map(read_model, [path] * 8))
    assert warnings.filters == before
    assert models == [samples.load("aim")] * 8


def test_money_and_numbers_are_the_same_in_decimals_of_few_digits() -> None:
    """Each of these was another figure, or no figure, while decimals held six digits."""
    with decimal.localcontext(decimal.Context(prec=6, traps=[decimal.Inexact])):
        money = Money(Decimal("-1234567.89"))
        assert (str(money), repr(money)) == ("-£1,234,567.89", "Money('-1234567.89')")
        assert (money.digits, str(money.to_decimal())) == ("-1234567.89", "-1234567.89")
        assert plain(Fraction(67_547_638, 100)) == "675476.38"
        assert percent(Fraction(1_234_567, 9)) == "13717411.1111 %"
        assert str(four_places(Fraction(1_234_567, 3))) == "411522.3333"
        assert shown(Fraction(123_456_789, 7), "pence") == "£176,366.8414"


def test_what_the_system_refuses_is_told_in_english() -> None:
    busy, odd = (
        OSError(errno.EBUSY, "Das Gerät ist belegt"),
        OSError(errno.ELOOP, "Zu viele Ebenen"),
    )
    assert [system_words(fault) for fault in (busy, odd, OSError())] == [
        "Device or resource busy",
        "ELOOP",
        "OSError",
    ]
