"""Each field is read strictly, from any of the ways in which people write it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from aimpartner.codec.convert import written
from aimpartner.codec.model import build, flatten
from aimpartner.errors import InputError
from aimpartner.formula.bases.given import Given
from aimpartner.money import Money
from aimpartner.rates import PercentagePoints, Rate
from aimpartner.settlement.fees import Taken
from aimpartner.sources import Source
from faults import caught
from three_rivers import ASHFORD, faults_of, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURE = 'be a number, "suppressed (1 to 5)" or "missing"'
POUNDS = "be an amount in pounds and pence"
DAY = "be written year-month-day"
WHOLE = "be a whole number up to 9999"
ASSUMED = 'begin with "Assumption: " if it is one'
ORDINARY = "be a number of ordinary size"


@pytest.mark.parametrize(
    ("cell", "value", "rule", "got"),
    [
        (("agency", 0, "agency"), True, "be text", "TRUE"),
        (("agency", 0, "agency"), 1.5, "be text", "1.5"),
        (("budgets", 0, "version"), Decimal("1.5"), "be text", "1.5"),
        (("measures", 0, "words"), date(2024, 3, 1), "be text", "2024-03-01"),
        (("partners", 1, "joined"), "April 2020", DAY, "'April 2020'"),
        (("partners", 1, "joined"), "2021-02-29", "be in the calendar", "'2021-02-29'"),
        (("partners", 1, "joined"), 43922, "be a day", "43922"),
        (("partners", 1, "joined"), False, "be a day", "FALSE"),
        (
            ("partners", 1, "joined"),
            datetime(2020, 4, 1, 9, 30, tzinfo=UTC),
            "be a day without a time",
            "2020-04-01 09:30:00+00:00",
        ),
        (("budgets", 0, "year"), 2024, "be written as 2021/22", "2024"),
        (("budgets", 0, "year"), "2024", "be written as 2021/22", "'2024'"),
        (("budgets", 0, "year"), "2024/26", "end a year after it begins", "'2024/26'"),
        (
            ("budgets", 0, "year"),
            datetime(2024, 4, 1, tzinfo=UTC),
            "be written as 2021/22",
            "2024-04-01",
        ),
        (("agreement", 2, "months"), "12.5", WHOLE, "'12.5'"),
        (("agreement", 2, "months"), 3.7, WHOLE, "3.7"),
        (("agreement", 2, "months"), Decimal("3.7"), WHOLE, "3.7"),
        (("agreement", 2, "months"), True, WHOLE, "TRUE"),
        (("agreement", 2, "months"), 10_000, WHOLE, "10000"),
        (("elements", 1, "lag"), -10_000, WHOLE, "-10000"),
        (("lines", 0, "amount"), Decimal("0.005"), POUNDS, "0.005"),
        (("lines", 0, "amount"), "a lot", POUNDS, "'a lot'"),
        (("lines", 0, "amount"), "9" * 5000, ORDINARY, repr("9" * 5000)),
        (("lines", 0, "amount"), Decimal("1E+999999"), ORDINARY, "1E+999999"),
        (("weights", 0, "number"), True, "be a number", "TRUE"),
        (("weights", 0, "number"), "many", "be a number", "'many'"),
        (("weights", 0, "number"), "1e999999999", ORDINARY, "'1e999999999'"),
        (("evidence", 0, "value"), "lots", FIGURE, "'lots'"),
        (("evidence", 0, "value"), True, FIGURE, "TRUE"),
        (
            ("evidence", 0, "value"),
            "suppressed (5 to 1)",
            "lie between ordered bounds",
            "'suppressed (5 to 1)'",
        ),
        (("published", 0, "is_contribution"), "Ja", "be yes or no", "'Ja'"),
        (("published", 0, "is_contribution"), 1, "be yes or no", "1"),
        (
            ("formulas", 0, "level"),
            "all",
            "be one of: total, element",
            "'all'",
        ),
        (
            ("lines", 0, "effect"),
            7,
            "be one of: shared, reduces the call, into reserve, outside the call",
            "7",
        ),
        (("hosts", 0, "source"), "assumption: as before", ASSUMED, "'assumption: as before'"),
        (("hosts", 0, "source"), "Assumption:as before", ASSUMED, "'Assumption:as before'"),
        (("hosts", 0, "source"), "Assumed", ASSUMED, "'Assumed'"),
        (("formulas", 0, "required"), 7, "be names with semicolons between", "7"),
        (("formulas", 0, "required"), [ASHFORD, None], "be text", "['Ashford', None]"),
    ],
)
def test_a_value_of_another_kind_is_refused(
    cell: tuple[str, int, str], value: object, rule: str, got: str
) -> None:
    table, row, name = cell
    plain = tables()
    plain[table][row][name] = value
    place = f"{table}, row {row + 1}, {name}"
    assert faults_of(plain) == [(place, name.replace("_", " "), rule, got)]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("lines", "amount"),
        ("weights", "number"),
        ("evidence", "value"),
        ("agreement", "months"),
        ("elements", "weight"),
    ],
)
def test_a_float_is_refused_wherever_a_number_stands(table: str, name: str) -> None:
    plain = tables()
    row = next(row for row in reversed(plain[table]) if name in row)
    row[name] = 0.4
    ((place, _, _, got),) = faults_of(plain)
    assert (place, got) == (f"{table}, row {plain[table].index(row) + 1}, {name}", "0.4")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        (("partners", 0, "joined"), ["2020-04-01", date(2020, 4, 1), "2020-04-01"]),
        (("evidence", 0, "value"), [10, "10", Decimal(10), "10.0", " 10 "]),
        (("evidence", 3, "value"), ["suppressed (1 to 5)", "suppressed 1 to 5"]),
        (("weights", 0, "number"), [40, "40", Decimal("40.0"), "80/2", "40 %"]),
        (("elements", 1, "weight"), ["50 %", "1/2", " 50.0% "]),
        (("lines", 0, "amount"), [950000, "£950,000.00", Decimal("950000.000")]),
        (("budgets", 0, "year"), ["2024/25", "2024-25", "24/25", " 2024/2025 "]),
        (("budgets", 0, "version"), ["1", 1, " 1 "]),
        (("published", 0, "is_contribution"), ["yes", True]),
    ],
)
def test_a_value_may_be_written_in_several_ways(
    cell: tuple[str, int, str], values: Sequence[object]
) -> None:
    table, row, name = cell
    models = []
    for value in values:
        plain = tables()
        plain[table][row][name] = value
        models.append(build(plain))
    assert all(model == models[0] for model in models)


def test_a_source_may_be_an_assumption_or_a_publication_on_assumptions() -> None:
    plain = tables()
    plain["hosts"][0]["source"] = "Assumption: as before"
    plain["published"][0]["source"] = "Assumptions paper, 2023"
    model = build(plain)
    assert model.partnership.hosting[0].source == Source("as before", is_assumption=True)
    assert model.published[0].source == Source("Assumptions paper, 2023")


def test_an_answer_may_be_no() -> None:
    plain = tables()
    plain["published"][0]["is_contribution"] = "no"
    assert not build(plain).published[0].is_contribution


def test_a_published_figure_may_be_of_all_partners_at_an_address_and_a_percentage() -> None:
    plain = tables()
    row = plain["published"][0]
    share = {"at": "contribution", "amount": "41.4 %", "rounded_to": "0.1 points"}
    plain["published"] += [
        {**{key: row[key] for key in ("year", "what", "source")}, **more}
        for more in (share, {"at": "call", "amount": 1_023_000, "rounded_to": 1000})
    ]
    whole = build(plain)
    _, part, call = whole.published
    assert (part.amount, part.rounded_to) == (Rate("41.4 %"), PercentagePoints("0.1 points"))
    assert (call.partner, call.amount, call.where) == ("", Money("1023000"), "call")
    assert flatten(whole)["published"][1]["rounded_to"] == "0.1 points"


@pytest.mark.parametrize(
    ("fields", "rule", "got"),
    [
        ({"amount": "41.4"}, "be in pounds", "0.1 points for £41.40"),
        ({"rounded_to": "0.1 %"}, "be no rate", "'0.1 %'"),
        ({"at": "elements/staff"}, "be or begin with one of call", "'elements/staff'"),
    ],
)
def test_a_fault_of_a_published_figure_is_told_at_its_row(
    fields: dict[str, object], rule: str, got: str
) -> None:
    plain = tables()
    row = {"at": "contribution", "amount": "41.4 %", "rounded_to": "0.1 points"} | fields
    plain["published"][0] = {
        **{key: plain["published"][0][key] for key in ("year", "what", "source", "partner")},
        **row,
    }
    (fault,) = caught(InputError, build, plain).problems
    assert fault.place.startswith("published, row 1")
    assert fault.rule.startswith(rule)
    assert fault.got == got


def test_a_converter_writes_what_it_reads() -> None:
    assert written(Given({"Ashford": "1/3"}).numbers["Ashford"], Fraction | Rate) == "1/3"
    assert written(Taken("Ashford", "places", "0 1/3").units, Fraction) == "0 1/3"


NO_DAY = "A spreadsheet takes a fraction such as 3/4 for a day: write 75 % or 0.75, as the column"


@pytest.mark.parametrize(
    ("table", "row", "name"),
    [
        ("elements", 1, "weight"),
        ("evidence", 0, "value"),
        ("weights", 0, "number"),
        ("lines", 0, "amount"),
        ("derived", 0, "weight"),
        ("limits", 0, "upper"),
        ("elements", 5, "within"),
        ("published", 0, "amount"),
    ],
)
def test_a_fraction_that_a_spreadsheet_took_for_a_day_is_told_as_one(
    table: str, row: int, name: str
) -> None:
    plain = tables()
    plain[table][row][name] = datetime(2026, 4, 3)  # noqa: DTZ001  # as a sheet holds 3/4
    problem = caught(InputError, build, plain).problems[0]
    assert (problem.place, problem.got) == (f"{table}, row {row + 1}, {name}", "2026-04-03")
    assert problem.remedy.startswith(NO_DAY)


def test_a_day_in_a_column_of_whole_numbers_is_a_cell_of_the_wrong_form() -> None:
    plain = tables()
    plain["elements"][1]["years"] = date(1900, 1, 3)
    (problem,) = caught(InputError, build, plain).problems
    assert (problem.got, problem.remedy) == ("1900-01-03", "Format the cell as a number.")
