"""Each kind of figure is read alike at four doors: a cell, TOML, JSON and Python."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from attrs import frozen

from aimpartner.as_typed import Proportion
from aimpartner.by import ByPartner
from aimpartner.choices import yes_or_no
from aimpartner.errors import AimpartnerError, InputError, InvalidValueError, Problem
from aimpartner.evidence.measures import Known, Missing, Suppressed
from aimpartner.money import Money
from aimpartner.parties.review import Review
from aimpartner.periods import FinancialYear, parse_day
from aimpartner.rates import PercentagePoints, Rate
from faults import caught
from spellings import KINDS, in_cells, in_json, in_python, in_toml
from test_wrong_kinds import CLASSES, calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


__all__ = ["calls"]


@frozen
class Refused:
    """A refusal, by words of its rule, and of what to do.

    Args:
        rule: words of the rule.
        way: words of what to do; may be empty.
    """

    rule: str
    way: str = ""


def same(value: object, *spellings: object) -> list[tuple[object, object]]:
    """Return that each spelling is read as one value, or refused by one rule."""
    return [(spelling, value) for spelling in spellings]


FIGURE = Refused("be a number")
NO_FRACTION = Refused("be a number, and no fraction")
AMOUNT = Refused("be an amount in pounds and pence", "524000.00")
WHOLE = Refused("be a whole number")
NUMBERS = [
    *same(Fraction(1234), 1234, "1234", "1,234", " 1,234.0 ", "+1234"),
    *same(Fraction(-5), "(5)", "-5", "\u22125", "\u20135"),
    *same(Fraction(25, 2), "12.5", Decimal("12.5")),
    *same(FIGURE, "1.", "5.", ".5", "-.5", "1,234.", "(.5)"),
    *same(FIGURE, "1,23", "12,34,567", "1.234,5", "1 234", "120 130", "5 children", "1e3", "--5"),
    *same(FIGURE, "(-5)", "5-", "\uff11\uff12", "14²", "½", "5k", "£5m", "n/a", "#N/A", "9" * 1001),
]
IN_POUNDS = [
    *same(Fraction(1234), "£1,234", "£ 1234", "+£1234"),
    *same(Fraction(-5), "(£5)", "-£5", "£-5"),
    *same(Fraction(25, 2), "£12.50"),
]
NO_POUNDS = [(spelling, Refused("no amount in pounds")) for spelling, _ in IN_POUNDS]
UNSEEN = ["A\nb", "A\tb", "A\rb", "A\u0085b", "A\u2028b", "A\u202eb", "A\u200fb", "A\u2066b"]
"""Signs that a workbook, TOML and JSON can all hold."""
TABLE: dict[str, Sequence[tuple[object, object]]] = {
    "count": [
        *NUMBERS,
        *IN_POUNDS,
        *same(Rate("5 %"), "5 %", "5%"),
        *same(Fraction(17, 3), "5 2/3"),
        *same(Fraction(2, 5), "0 2/5", "0.4"),
        ("2/5", Refused("and no fraction", 'Write 0.4, or "0 2/5" if a part is meant.')),
        ("1/3", Refused("and no fraction", 'Write "0 1/3".')),
        *same(NO_FRACTION, "20/2", "2 / 5", "-1/2", "21/22"),
        *same(Refused("and no financial year"), "2020/21", "2020/2021", "2020 / 21"),
        *same(Suppressed(), "c", "C", "[c]", "low", "suppressed", " Suppressed "),
        *same(Suppressed(0, 4), "<5", "< 5"),
        *same(Suppressed(1, 5), "suppressed (1 to 5)", "Suppressed 1 to 5"),
        *same(Missing(), "missing", "Missing", "x", "[x]", ":", "z", "[z]"),
        *same(FIGURE, "<0", "<", "..", "-", "*", "cc", "5 2", "5 3/2", "suppressed 1-5"),
        ("suppressed (5 to 1)", Refused("lie between ordered bounds")),
    ],
    "units": [
        *NUMBERS,
        *NO_POUNDS,
        *same(NO_FRACTION, "2/5", "20/2", "4/4"),
        *same(Refused("and no financial year"), "2020/21"),
        *same(Refused("be a number without a mark", "formatted as a number"), "5 %", "(5 %)"),
        *same(Fraction(-17, 3), "-5 2/3", "\u22125 2/3"),
    ],
    "weight": [
        *NUMBERS,
        *NO_POUNDS,
        *same(Fraction(2, 5), "0.4", "0 2/5"),
        *((text, Proportion(text)) for text in ("2/5", "2 / 5", "4/10", "21/22")),
        *same(Rate("40 %"), "40 %", "40%", "40.0 %"),
        *same(FIGURE, "2020/21", "2020/2021", "03/04", "1/0", "3/4/2021"),
        ("£5 %", Refused("be a rate")),
    ],
    "money": [
        *same(Money("1234"), 1234, "1234", "1,234", "£1,234.00", "£ 1,234", "+1,234", "1234.0"),
        *same(Money("0.5"), "0.50", "£0.5", Decimal("0.50"), Decimal("0.5000")),
        *same(AMOUNT, "1,23", "1.234", "1.234,50", "1 234", "5.", ".5", "5-", "(-5)", "£524k"),
        *same(AMOUNT, "0.005", "5 %", "1/2", "5 GBP", "5p", "£", "2020/21", Decimal("0.005")),
        ("9" * 16, AMOUNT),
    ],
    "rate": [
        *same(Rate("2.4 %"), "2.4 %", "2.4%", " 2.40 % "),
        *same(Rate("75 %"), "3/4", "3 / 4", "75 %"),
        *same(Rate("-2 %"), "-2 %", "\u22122 %", "(2 %)", "(2) %", "-1/50"),
        *same(Rate("1050 %"), "1,050 %", "1050%"),
        *same(Rate(0), 0, "0", "0 %", "0.0"),
        *same(Rate("21/22"), "21/22", "210/220"),
        ("0.5", Refused("have its mark", "Write 0.5 % or 50 %.")),
        (2, Refused("have its mark", "Write 2 % or 200 %.")),
        *same(Refused("be a rate", "50 %"), "2. %", ".5 %", "£1/2", "£3"),
        *same(Refused("be a rate", "50 %"), "2020/21", "03/04", "2,4 %", "£5 %", "2 % 3", "½ %"),
    ],
    "points": [
        *same(PercentagePoints("3 points"), "3 points", "3 percentage points", "3.0 points"),
        *same(PercentagePoints("-3 points"), "-3 points", "\u22123 points"),
        (3, Refused("have their mark", "Write 3 points.")),
        ("3", Refused("have their mark", "Write 3 points.")),
        ("3 %", Refused("be no rate", "3 points")),
        *same(Refused("be a number", "3 points"), "three points", "points", "1,5 points"),
    ],
    "whole number": [
        *same(12, 12, "12", " 12 ", "12.0", Decimal("12.0"), "+12"),
        *same(1000, "1,000", 1000),
        *same(WHOLE, "12.5", Decimal("12.5"), "twelve", "1,00", "12/1", "2020/21", "12 %"),
        *same(WHOLE, "£3", "12.", ".0", "1 000", "\uff11\uff12", "0x10"),
    ],
    "year": [
        *same(FinancialYear(2021), "2021/22", "2021-22", "2021\u201322", "2021 / 22", "FY2021/22"),
        *same(FinancialYear(2021), "fy 21-22", "21/22", "2021/2022", "2021 to 2022", " 2021/22 "),
        *same(FinancialYear(1999), "1999/00", "1999/2000"),
        *same(Refused("have years of four digits", "2021/22"), "99/00", "98-99"),
        *same(Refused("end a year after it begins"), "2021/23", "22/21", "2021-12", "2020/20"),
        ("2021", Refused("be written as 2021/22", "Write 2020/21 or 2021/22, as it is meant.")),
        (2021, Refused("be written as 2021/22", "Write 2020/21 or 2021/22, as it is meant.")),
        *same(Refused("be written as 2021/22"), "FY22", "2021/2", "2021-22-23", "21.22", 202122),
        *same(Refused("be written as 2021/22"), "April 2021", "2021-04-01", "5 %"),
    ],
    "day": [
        *same(date(2021, 3, 26), "2021-03-26", " 2021-03-26 ", "26/03/2021", "26.03.2021"),
        *same(date(2021, 3, 26), "26-03-2021", "26 March 2021", "26 MARCH 2021", "26-Mar-21"),
        *same(date(2021, 3, 26), "26th March 2021", "26 Mar. 2021", "26\u2011Mar\u20112021"),
        *same(date(2021, 9, 1), "1 Sept 2021", "01-Sep-21"),
        *same(date(2021, 4, 4), "04/04/2021", "4/4/2021"),
        (
            "03/04/2021",
            Refused(
                "be one day, whoever reads it",
                "Write 2021-04-03 for 3 April 2021, or 2021-03-04 for 4 March 2021.",
            ),
        ),
        *same(Refused("be one day, whoever reads it"), "1/4/2021", "03.04.2021", "3-4-2021"),
        ("03/26/2021", Refused("be written day first", "Write 2021-03-26 for 26 March 2021.")),
        ("26/03/21", Refused("have a year of four digits", "Write 2021-03-26 for 26 March 2021.")),
        ("01/04/21", Refused("have a year of four digits", "1 April 2021, or 2021-01-04")),
        *same(Refused("have a year of four digits", "2021-07-01"), "26-Mar-99", "26/03/99"),
        *same(
            Refused("be in the calendar"), "31/02/2021", "2021-02-29", "31 April 2021", "45/13/2021"
        ),
        *same(Refused("be a day without a time"), "2021-03-26 09:30", "2021-03-26T00:00:00"),
        *same(Refused("be written year-month-day"), "March 2021", "2021", "20210326", "2021-3-26"),
        *same(Refused("be written year-month-day"), "26/Mrz/2021", "26/03-2021", "Friday", "44281"),
        (44281, Refused("be a", "2021-07-01")),
    ],
    "yes or no": [
        *same(yes_or_no("yes"), "yes", "Yes", " YES ", "y", "Y", "true", "TRUE", yes_or_no("yes")),
        *same(yes_or_no("no"), "no", "No", "n", "N", "false", "False", yes_or_no("no")),
        *same(Refused("be"), 1, 0, "1", "ja", "yes and no", "maybe", "-", "\u2713"),
    ],
    "choice": [
        *same("total", "total", "Total", " TOTAL ", "to\u00adtal", "\ufefftotal", "to\u200btal"),
        *same("element", "element", "Element", "element\u00a0"),
        *same(Refused("be one of"), "all", "elements", "t\u043etal", "total element", 1),
    ],
    "name": [
        *same("Ash", "Ash", " Ash ", "Ash\u00a0", "\u2003Ash"),
        *(
            (name, name)
            for name in ("St. Helens", "O\u2019Neill", "A\u00a0B", "E\u0301ze", "A\u200bB")
        ),
        *((sign, Refused("be one line", "Take out")) for sign in UNSEEN),
    ],
    "text": [
        *same("children, adopted", "children, adopted", " children, adopted "),
        *((sign, Refused("be one line", "Take out")) for sign in UNSEEN),
        ("a\nb", Refused("be one line of signs that can be seen", "Take out NEW LINE (U+000A).")),
        ("a\u202eb", Refused("be one line", "Take out RIGHT-TO-LEFT OVERRIDE (U+202E).")),
    ],
}


def expected(kind: str, value: object) -> object:
    """Return a value as its column holds it: a count in a figure that is known, a day as one."""
    if kind == "count" and isinstance(value, Fraction):
        return Known(value)
    return parse_day(value) if isinstance(value, date) else value


def check(kind: str, read: Sequence[object], door: str) -> None:
    """Check what a door made of each spelling of a kind."""
    for (spelling, value), got in zip(TABLE[kind], read, strict=True):
        if isinstance(value, Refused):
            assert isinstance(got, Problem), (kind, door, spelling, got)
            assert value.rule in got.rule, (kind, door, spelling, got)
            assert value.way in got.remedy, (kind, door, spelling, got)
        else:
            wanted = expected(kind, value)
            assert (got, type(got)) == (wanted, type(wanted)), (kind, door, spelling, got)


def spellings(kind: str) -> list[object]:
    return [spelling for spelling, _ in TABLE[kind]]


@pytest.mark.parametrize("kind", TABLE)
def test_a_cell_reads_every_spelling(kind: str, tmp_path: Path) -> None:
    check(kind, in_cells(KINDS[kind], spellings(kind), tmp_path), "cell")


@pytest.mark.parametrize("kind", TABLE)
def test_toml_reads_every_spelling(kind: str) -> None:
    check(kind, in_toml(KINDS[kind], spellings(kind)), "TOML")


@pytest.mark.parametrize("kind", TABLE)
def test_json_reads_every_spelling(kind: str) -> None:
    check(kind, in_json(KINDS[kind], spellings(kind)), "JSON")


@pytest.mark.parametrize("kind", TABLE)
def test_python_reads_every_spelling(kind: str) -> None:
    check(kind, in_python(KINDS[kind], spellings(kind)), "Python")


@pytest.mark.parametrize("kind", ["count", "units", "weight", "money", "whole number"])
@pytest.mark.parametrize("number", [np.int64(12), np.uint8(12), np.int16(12)])
def test_a_whole_number_of_numpy_is_one(kind: str, number: Any) -> None:  # noqa: ANN401  # numpy's
    (numpys,), (own,) = in_python(KINDS[kind], [number]), in_python(KINDS[kind], [12])
    assert numpys == own
    assert not isinstance(own, Problem)


def test_a_financial_year_begins_in_a_whole_number_of_numpy() -> None:
    assert FinancialYear(np.int64(2021)) == FinancialYear(2021)
    assert caught(InvalidValueError, FinancialYear, "2021").got == "'2021'"


@pytest.mark.parametrize("kind", ["count", "units", "weight", "money", "rate", "whole number"])
@pytest.mark.parametrize(
    "number", [0.5, 12.0, np.float64(12), float("nan"), True, np.bool_(1), date.max]
)
def test_what_is_no_number_is_no_figure(kind: str, number: Any) -> None:  # noqa: ANN401  # anything
    assert isinstance(in_python(KINDS[kind], [number])[0], Problem)


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u200b", " \ufeff\u00ad "])
def test_what_shows_nothing_is_nothing(blank: str) -> None:
    (name,), (text,) = in_python(KINDS["name"], [blank]), in_python(KINDS["text"], [blank])
    assert isinstance(name, Problem)
    assert text == ""
    (left,) = in_json(KINDS["count"], [blank])
    assert isinstance(left, Problem)
    assert (left.rule, left.got) == ("be given", "nothing")


@pytest.mark.parametrize("kind", ["count", "units", "weight", "money", "whole number"])
def test_a_number_of_a_thousand_digits_is_none(kind: str) -> None:
    for (problem,) in (in_json(KINDS[kind], [10**1001]), in_json(KINDS[kind], [f"1{'0' * 1001}"])):
        assert isinstance(problem, Problem)


CODED = ["A\0b", "A\x1b[31mb", "A\x7fb", "A\ud800b", "A\uffffb", "A\ufdd0b"]


@pytest.mark.parametrize("kind", ["name", "text"])
@pytest.mark.parametrize("sign", CODED)
def test_what_only_a_code_can_write_is_refused_in_json_and_python(kind: str, sign: str) -> None:
    for (problem,) in (in_json(KINDS[kind], [sign]), in_python(KINDS[kind], [sign])):
        assert isinstance(problem, Problem), sign
        assert problem.rule == "be one line of signs that can be seen"
        assert str(problem).isprintable()


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_no_public_value_holds_a_sign_that_cannot_be_seen(
    kind: Any,  # noqa: ANN401  # any class
    calls: dict[type, dict[str, Any]],  # pytest's fixture
) -> None:
    texts = [name for name, value in calls[kind].items() if type(value) is str]
    names = [name for name, value in calls[kind].items() if is_list_of_names(value)]
    for name in texts:
        made = kind(**{**calls[kind], name: f" {calls[kind][name]} "})
        assert repr(made) == repr(kind(**calls[kind]))
        with pytest.raises(AimpartnerError):
            kind(**{**calls[kind], name: "A\x1bb"})
    for name in names:
        with pytest.raises(AimpartnerError):
            kind(**{**calls[kind], name: ["A\x1bb"]})


def is_list_of_names(value: object) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(type(x) is str for x in value)


def test_a_list_holds_no_empty_text() -> None:
    fault = caught(InvalidValueError, Review, "the formula", ["weights", " "], "2025-03-31")
    assert (fault.rule, fault.field) == ("hold no empty text", "areas")


def test_a_key_of_a_mapping_can_be_seen() -> None:
    assert "ESCAPE" in caught(InvalidValueError, ByPartner, {"A\x1bsh": 1}).remedy


def test_a_message_shows_what_cannot_be_seen_by_its_code() -> None:
    fault = Problem("Evi\u202edence!A1", "me\x1b[31masure", "be given", "a\nb", "Give \ud800 it.")
    assert str(fault) == (
        r"Evi\u202edence!A1: me\x1b[31masure must be given; got a\nb. Give \ud800 it."
    )
    assert str(InputError.of("a\x1b.toml", [fault])).startswith(r"a\x1b.toml has 1 fault")


MIDNIGHT = datetime(2021, 3, 26)  # noqa: DTZ001  # as a sheet and a file of TOML hold one
NO_TIME = Refused("be a day without a time")


@pytest.mark.parametrize("time", [MIDNIGHT, MIDNIGHT.replace(hour=9)])
def test_a_time_is_no_day_and_a_sheet_stores_a_day_as_its_midnight(
    time: datetime, tmp_path: Path
) -> None:
    kind = KINDS["day"]
    for read in (in_toml(kind, [time]), in_python(kind, [time])):
        assert read[0].rule == NO_TIME.rule, read  # type: ignore[attr-defined]  # a problem
    (cell,) = in_cells(kind, [time], tmp_path)
    if time == MIDNIGHT:
        assert cell == date(2021, 3, 26)
    else:
        assert isinstance(cell, Problem)
        assert cell.rule == NO_TIME.rule


@pytest.mark.parametrize(
    ("taken", "typed"),
    [
        (date(2011, 12, 1), "2011/12"),
        (date(2009, 10, 1), "2009/10"),
        (date(2026, 11, 10), "10/11"),
        (date(2021, 4, 1), "2011/12"),
    ],
)
def test_a_year_that_a_spreadsheet_took_for_a_day_is_told_as_that(
    taken: date, typed: str, tmp_path: Path
) -> None:
    kind = KINDS["year"]
    reads = [in_toml(kind, [taken]), in_python(kind, [taken]), in_cells(kind, [taken], tmp_path)]
    for (problem,) in reads:
        assert isinstance(problem, Problem)
        assert problem.rule == "be written as 2021/22"
        assert problem.remedy.startswith(f"A spreadsheet takes {typed} for a day: format the cell")


def test_a_number_in_a_column_of_days_may_be_a_day_that_is_not_shown_as_one(
    tmp_path: Path,
) -> None:
    problem, other = in_cells(KINDS["day"], [44281, 5], tmp_path)
    assert isinstance(problem, Problem)
    assert isinstance(other, Problem)
    assert problem.remedy.startswith("Format the cell as a date, if it is one.")
    assert other.remedy == "Write the day as year-month-day, such as 2021-07-01."
